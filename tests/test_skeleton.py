"""What a deck takes over from its template, and what not: a template is often somebody's old presentation."""

import re

from deck_changes import repacked
from deck_samples import PRESENTATION, Change, add, chain, good_deck, zipped
from decks import made, recipient
from everything import FOREIGN_TEMPLATE
from gate_decks import deck, foreign
from lxml import etree
from msgspec.structs import replace

from kursdeck.brand.load import Brand
from kursdeck.build.deck import Made
from kursdeck.powerpoint.markup import clark
from kursdeck.powerpoint.opc import Package
from kursdeck.powerpoint.package import read_package
from kursdeck.powerpoint.structure import check_structure
from kursdeck.powerpoint.template_reader import read_template

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
VIEW, VIEW_LINKS = "ppt/viewProps.xml", "ppt/_rels/viewProps.xml.rels"
COLLAPSED = """<p:viewPr xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" lastView="sldMasterView">
 <p:outlineViewPr><p:cViewPr/><p:sldLst><p:sld r:id="rId1" collapse="1"/></p:sldLst></p:outlineViewPr></p:viewPr>"""
TO_A_SLIDE = f"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
 <Relationship Id="rId1" Type="{OFFICE}/slide" Target="slides/slide1.xml"/></Relationships>"""


def in_template(data: bytes) -> Made:
    """Build the foreign course in another template that has the same layouts."""
    template, findings = read_template(data, "brand.pptx")
    assert template is not None, findings
    brand: Brand = replace(
        foreign().brand, template=template, layouts={layout.name: layout for layout in template.layouts}
    )
    return made(replace(foreign(), brand=brand), recipient(foreign(), ""))


def package(built: Made) -> Package:
    read, findings = read_package(built.data, "deck.pptx")
    assert read is not None, findings
    return read


def changed(change: Change) -> bytes:
    """Give the good deck, which has slides, sections, notes, a chart and a picture, with a change."""
    return zipped(change(good_deck()).parts)


def test_nothing_of_the_slides_of_an_old_presentation_is_left() -> None:
    built = package(in_template(zipped(good_deck().parts)))
    assert check_structure(built) == ()
    assert set(built.parts) == set(package(deck("foreign template")).parts)
    assert not any(b"Kari Eksempel" in data or b"Resten" in data for data in built.parts.values())


def test_the_view_that_the_designer_left_is_not_taken_over_nor_the_slides_it_leads_to() -> None:
    """A template that was saved in the master view would make every deck open there.

    A deck without any view properties at all makes openxml-audit expect PowerPoint's repair dialog.
    """
    view = chain(add(VIEW, COLLAPSED), add(VIEW_LINKS, TO_A_SLIDE))
    built = package(in_template(changed(view)))
    assert b"sldMasterView" not in built.parts[VIEW]
    assert VIEW_LINKS not in built.parts
    assert {part for part in built.parts if part.startswith("ppt/slides/slide")} == set()


def test_a_template_that_does_not_say_how_large_slides_are_gives_a_deck_with_all_its_slides() -> None:
    sizeless = repacked(
        FOREIGN_TEMPLATE.read_bytes(), {PRESENTATION: lambda xml: re.sub("<p:sldSz[^>]*>", "", xml)}
    )
    built = in_template(sizeless)
    root = etree.fromstring(package(built).parts[PRESENTATION])
    assert len(root.findall(f"{clark('p:sldIdLst')}/{clark('p:sldId')}")) == len(built.pages)


def test_a_potx_is_a_template_like_any_other() -> None:
    as_potx = {"[Content_Types].xml": lambda xml: xml.replace("presentation.main+xml", "template.main+xml")}
    built = package(in_template(repacked(FOREIGN_TEMPLATE.read_bytes(), as_potx)))
    assert built.content_type(PRESENTATION).endswith("presentation.main+xml")
    assert (
        built.parts["ppt/slides/cover.xml"] == package(deck("foreign template")).parts["ppt/slides/cover.xml"]
    )
