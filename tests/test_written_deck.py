"""What a finished deck holds, read from its XML: for screen readers, for spelling, and for whoever edits it next."""

import re
from collections.abc import Iterator

import pytest
from gate_decks import DECKS, deck, project, seed
from lxml import etree
from lxml.etree import _Element as Element

from kursdeck.deck import FittedPicture
from kursdeck.powerpoint.markup import NAMESPACES, clark
from kursdeck.powerpoint.opc import Package
from kursdeck.powerpoint.package import read_package
from kursdeck.powerpoint.shapes import DECORATIVE, SVG_PICTURE

each_deck = pytest.mark.parametrize("name", DECKS)
END = clark("a:endParaRPr")


def package(name: str) -> Package:
    found, findings = read_package(deck(name).data, "deck.pptx")
    assert found is not None, findings
    return found


def find(root: Element, path: str) -> list[Element]:
    """Find elements by an XPath with the usual prefixes."""
    found = root.xpath(path, namespaces=NAMESPACES)
    assert isinstance(found, list)
    return [each for each in found if isinstance(each, etree._Element)]  # noqa: SLF001 - the only name it has


def roots(name: str, folder: str) -> Iterator[tuple[str, Element]]:
    """Give the parts of a folder, parsed."""
    whole = package(name)
    for part in whole.parts:
        if re.fullmatch(f"ppt/{folder}/[^/]+\\.xml", part):
            yield part, etree.fromstring(whole.parts[part])


def slide(name: str, id_: str) -> Element:
    return dict(roots(name, "slides"))[f"ppt/slides/{id_}.xml"]


def links(name: str, part: str) -> dict[str, tuple[str, str]]:
    """Give a part's relationships: kind and target by id."""
    folder, _, file = part.rpartition("/")
    data = package(name).parts.get(f"{folder}/_rels/{file}.rels", b"<none/>")
    return {
        str(each.get("Id")): (str(each.get("Type")).rpartition("/")[2], str(each.get("Target")))
        for each in etree.fromstring(data)
    }


# ---- languages


@each_deck
def test_every_run_and_every_end_of_a_paragraph_says_its_language(name: str) -> None:
    tags = {words.tag for words in project(name).brand.languages.values()} | {"se-NO", "fkv-NO"}
    for folder in ("slides", "notesSlides"):
        for part, root in roots(name, folder):
            assert all(run.find("{*}rPr") is not None for run in root.iter("{*}r", "{*}fld", "{*}br")), part
            assert all(paragraph[-1].tag == END for paragraph in root.iter("{*}p")), part
            said = {each.get("lang") for each in root.iter("{*}rPr", "{*}endParaRPr")}
            assert said <= tags, part


def test_each_part_of_an_official_name_says_its_own_language() -> None:
    runs = find(slide("seed in nynorsk, three names, SVG logo", "forside"), ".//a:r")
    spoken = {run.findtext("{*}t"): find(run, "a:rPr")[0].get("lang") for run in runs}
    assert {"Omasvuotna": "se-NO", "Omasvuono": "fkv-NO"}.items() <= spoken.items()


# ---- what a screen reader says


@each_deck
def test_every_picture_and_every_figure_has_a_text_or_is_marked_as_decorative(name: str) -> None:
    for part, root in roots(name, "slides"):
        for properties in find(
            root, ".//p:pic/p:nvPicPr/p:cNvPr | p:cSld/p:spTree//p:grpSp/p:nvGrpSpPr/p:cNvPr"
        ):
            flag = find(properties, f"a:extLst/a:ext[@uri='{DECORATIVE}']/adec:decorative[@val='1']")
            assert bool(properties.get("descr")) is not bool(flag), part


def test_a_picture_says_what_its_author_wrote_and_not_its_file_name() -> None:
    (properties,) = find(slide("everything", "bilde-png"), ".//p:pic/p:nvPicPr/p:cNvPr")
    assert properties.get("descr") == "Et «bilde» & mer"


def test_ornaments_of_the_brand_that_ships_are_marked_as_decorative() -> None:
    for folder in ("slideMasters", "slideLayouts"):
        for part, root in roots("seed", folder):
            for shape in find(
                root, "p:cSld/p:spTree/*[self::p:sp or self::p:pic or self::p:grpSp or self::p:cxnSp]"
            ):
                properties = find(shape, "*[1]/p:cNvPr")[0]
                placeholder = find(shape, "*[1]/p:nvPr/p:ph")
                flag = find(properties, f"a:extLst/a:ext[@uri='{DECORATIVE}']")
                assert placeholder or flag or properties.get("descr"), (part, properties.get("name"))


@each_deck
def test_the_document_says_its_title_its_language_and_its_edition(name: str) -> None:
    core = etree.fromstring(package(name).parts["docProps/core.xml"])
    course = project(name).course
    assert str(core.findtext("{*}title")).startswith(course.title.versions[0][1].text[:10])
    assert core.findtext("{*}language") == {"nb": "nb-NO", "nn": "nn-NO"}[deck(name).lang]
    assert core.findtext("{*}version", "") == course.edition


# ---- what PowerPoint keeps right, and what a designer may change


@each_deck
def test_every_slide_has_its_number_as_a_field_where_its_layout_has_one(name: str) -> None:
    layouts = project(name).brand.layouts
    for page in deck(name).pages:
        has = any(each.type == "sldNum" for each in layouts[page.slide.layout].placeholders)
        assert len(find(slide(name, page.id), ".//a:fld[@type='slidenum']")) == has


@each_deck
def test_text_keeps_the_layouts_geometry_and_no_program_scales_it(name: str) -> None:
    for part, root in roots(name, "slides"):
        assert not find(root, ".//p:sp[p:nvSpPr/p:nvPr/p:ph]/p:spPr/a:xfrm"), part
        assert not find(root, ".//@fontScale/.. | .//a:normAutofit | .//a:spAutoFit | .//a:noAutofit"), part


@each_deck
def test_pictures_are_whole_and_in_their_own_ratio(name: str) -> None:
    for page in deck(name).pages:
        for frame in page.frames:
            if isinstance(frame.content, FittedPicture):
                box, image = frame.content.box, frame.content.picture.image
                assert abs(box.width / box.height - image.width / image.height) < 1e-4
        assert not find(slide(name, page.id), ".//a:srcRect")


def test_an_svg_stays_one_and_has_a_picture_for_programs_that_cannot_draw_it() -> None:
    name, id_ = "everything", "bilde-svg"
    (blip,) = find(slide(name, id_), ".//a:blip")
    (svg,) = find(blip, f"a:extLst/a:ext[@uri='{SVG_PICTURE}']/asvg:svgBlip")
    targets = links(name, f"ppt/slides/{id_}.xml")
    endings = [
        targets[str(each.get(f"{{{NAMESPACES['r']}}}embed"))][1].rpartition(".")[2] for each in (blip, svg)
    ]
    assert endings == ["png", "svg"]


def test_the_same_picture_is_in_the_file_once() -> None:
    pictures = [part for part in package("everything").parts if part.startswith("ppt/media/")]
    assert sorted(part.rpartition(".")[2] for part in pictures) == ["jpg", "png", "png", "svg"]


@each_deck
def test_sections_hold_every_slide_once_in_order(name: str) -> None:
    root = etree.fromstring(package(name).parts["ppt/presentation.xml"])
    slides = [each.get("id") for each in find(root, "p:sldIdLst/p:sldId")]
    assert [each.get("id") for each in find(root, ".//p14:section/p14:sldIdLst/p14:sldId")] == slides
    names = [section.get("name") for section in find(root, ".//p14:section")]
    assert names == list(dict.fromkeys(page.slide.section.name for page in deck(name).pages))


def test_a_hidden_slide_is_in_the_file_and_not_in_the_show() -> None:
    hidden = [part for part, root in roots("everything", "slides") if root.get("show") == "0"]
    assert hidden == ["ppt/slides/skjult.xml"]


def test_a_slide_that_goes_on_says_so_in_its_titles() -> None:
    pages = [page for page in deck("everything").pages if page.slide.id == "tre"]
    assert [page.id for page in pages] == ["tre", "tre--2", "tre--3"]
    titles = ["".join(find(slide("everything", page.id), ".//p:sp")[0].itertext()).strip() for page in pages]
    assert titles == [f"Tre kolonner\u00a0({part}/3)" for part in (1, 2, 3)]


# ---- links


def test_links_lead_where_the_author_said() -> None:
    outside = {
        target
        for page in deck("everything").pages
        for folder in ("slides", "notesSlides")
        for kind, target in links("everything", f"ppt/{folder}/{page.id}.xml").values()
        if kind == "hyperlink"
    }
    assert outside == {"https://example.no/?a=1&b=2", "https://example.no/notat", "mailto:post@example.no"}


# ---- what a presenter changes


def test_the_notes_of_the_first_slide_say_where_logo_and_contact_are() -> None:
    ((_, notes), *_) = sorted(
        roots("seed", "notesSlides"), key=lambda each: each[0] != "ppt/notesSlides/forside.xml"
    )
    assert find(notes, ".//a:p")[0].xpath("string()") == "Bytt logo og kontakt: lysbilde 1 og 13"


def test_a_draft_says_so_in_the_notes_of_the_first_slide() -> None:
    notes = dict(roots("seed in nynorsk, three names, SVG logo", "notesSlides"))[
        "ppt/notesSlides/forside.xml"
    ]
    assert "utkast" in str(find(notes, ".//a:p")[1].xpath("string()"))


@pytest.mark.parametrize("name", [name for name in DECKS if name.startswith("seed")])
def test_the_contacts_address_is_text_that_can_be_typed_over(name: str) -> None:
    for id_ in ("forside", "kontakt"):
        assert not find(slide(name, id_), ".//a:hlinkClick")
        assert "hyperlink" not in {kind for kind, _ in links(name, f"ppt/slides/{id_}.xml").values()}


@pytest.mark.parametrize("name", ["seed in nynorsk, three names, SVG logo", "everything with a JPEG logo"])
def test_the_logo_is_on_exactly_two_slides(name: str) -> None:
    whole = package(name)
    shown = {
        part.removesuffix(".rels").rpartition("/")[2]
        for part, data in whole.parts.items()
        if part.endswith(".rels") and b"media/logo." in data
    }
    assert shown == {"forside.xml", "kontakt.xml"}


def test_a_logos_text_stays_true_when_the_picture_is_changed() -> None:
    for id_ in ("forside", "kontakt"):
        (properties,) = find(
            slide("seed in nynorsk, three names, SVG logo", id_), ".//p:pic/p:nvPicPr/p:cNvPr"
        )
        assert properties.get("descr") == "Logo: Storfjord"


def test_without_a_presenter_powerpoint_shows_its_own_prompts() -> None:
    empty = [
        find(shape, "p:nvSpPr/p:cNvPr")[0].get("name")
        for shape in find(slide("seed without presenter", "kontakt"), ".//p:sp[p:nvSpPr/p:nvPr/p:ph]")
        if not find(shape, ".//a:r | .//a:fld")
    ]
    assert {"Navn", "Stilling", "E-post", "Telefon"} <= set(empty)
    assert seed().brand.layouts["Kontakt"].placeholders[0].prompt
