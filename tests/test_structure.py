"""Each structural rule finds the deck that breaks it, and none finds anything in good ones."""

from collections.abc import Callable
from copy import deepcopy
from io import BytesIO
from pathlib import Path

import pytest
from deck_samples import PRESENTATION, Change, add, chain, good_deck, having, remove, rewrite, swap, zipped
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml.etree import _Element as Element
from openxml_audit import FileFormat, OpenXmlValidator
from pptx import Presentation

from kursdeck.findings import hint_of, text_of
from kursdeck.powerpoint.package import Package, read_package
from kursdeck.powerpoint.structure import RULES, check_structure

COVER, CONTENT, NUMBERS = (f"ppt/slides/slide{number}.xml" for number in (1, 2, 3))
COVER_RELS, CONTENT_RELS, NUMBERS_RELS = (f"ppt/slides/_rels/slide{number}.xml.rels" for number in (1, 2, 3))
NOTES_RELS = "ppt/notesSlides/_rels/notesSlide1.xml.rels"
LAYOUT_RELS = "ppt/slideLayouts/_rels/slideLayout1.xml.rels"
MASTER = "ppt/slideMasters/slideMaster1.xml"
MASTER_RELS = "ppt/slideMasters/_rels/slideMaster1.xml.rels"
NOTES_MASTER_RELS = "ppt/notesMasters/_rels/notesMaster1.xml.rels"
CHART = "ppt/charts/chart1.xml"
CORE = "docProps/core.xml"
TYPES = "[Content_Types].xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
LINK = '<a:hlinkClick r:id="rId3"/>'
TITLE = "<a:r><a:t>Et eksempel</a:t></a:r>"
SVG = (
    '<a:extLst><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}"><asvg:svgBlip r:embed="rId2" '
    'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main"/></a:ext></a:extLst></a:blip>'
)
BACKGROUND = '<p:cSld><p:bg><p:bgPr><a:solidFill><a:srgbClr val="{}"/></a:solidFill>{}</p:bgPr></p:bg>'
ORPHAN = (
    '<p:sp><p:nvSpPr><p:cNvPr id="{}" name="Mistet"/><p:cNvSpPr/><p:nvPr><p:ph idx="4294967295"/></p:nvPr>'
    "</p:nvSpPr><p:spPr/></p:sp>"
)


def _timing(shape: int) -> str:
    """Give an animation of one shape."""
    behaviour = f'<p:cBhvr><p:cTn id="2"/><p:tgtEl><p:spTgt spid="{shape}"/></p:tgtEl></p:cBhvr>'
    root = '<p:cTn id="1" dur="indefinite" nodeType="tmRoot"><p:childTnLst>{}</p:childTnLst></p:cTn>'
    animation = f'<p:animEffect transition="in">{behaviour}</p:animEffect>'
    return f"<p:timing><p:tnLst><p:par>{root.format(animation)}</p:par></p:tnLst></p:timing>"


def _relationship(id_: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{id_}" Type="{OFFICE}/{kind}" Target="{target}"/>'


def _twice_in_the_zip(package: Package) -> Package:
    return Package(package.file, package.parts, (COVER,))


def _in_utf_16(part: str) -> Change:
    def change(package: Package) -> Package:
        text = package.parts[part].decode().replace("UTF-8", "UTF-16")
        return having(package, {**package.parts, part: text.encode("utf-16")})

    return change


BREAKS: dict[str, tuple[Change, ...]] = {
    # ---- the package
    "pptx-duplicate-part": (_twice_in_the_zip, add("ppt/slides/SLIDE1.xml", "<a/>")),
    "pptx-part-without-content-type": (add("ppt/media/image2.webp", b"webp"),),
    "pptx-override-without-part": (remove("ppt/viewProps.xml"),),
    "pptx-content-type-repeated": (
        swap(TYPES, "<Default ", '<Default Extension="PNG" ContentType="image/png"/><Default '),
        swap(TYPES, 'PartName="/ppt/slides/slide2.xml"', 'PartName="/ppt/slides/slide1.xml"'),
    ),
    "pptx-xml-malformed": (
        swap(COVER, "Et eksempel", "Et & eksempel"),
        swap(COVER, "Et eksempel", "Et\x0beksempel"),
        swap(COVER, "Et eksempel", "Et\ufffeeksempel"),
        swap(COVER, "Et eksempel", "Et&#11;eksempel"),
        swap(COVER, "<p:cSld>", "<q:cSld>"),
    ),
    "pptx-doctype": (
        swap(COVER, "<p:sld ", "<!DOCTYPE p:sld>\n<p:sld "),
        chain(swap(COVER, "<p:sld ", "<!DOCTYPE p:sld>\n<p:sld "), _in_utf_16(COVER)),
        add("ppt/media/logo.svg", "<!DOCTYPE svg><svg/>"),
    ),
    "pptx-undeclared-prefix": (
        swap(COVER, "<p:sld ", f'<p:sld {MC} mc:Ignorable="p14" '),
        swap(COVER, "</p:sld>", f'<mc:AlternateContent {MC}><mc:Choice Requires="p14"/></mc:AlternateContent></p:sld>'),
    ),
    "pptx-core-date": (
        swap(CORE, "2013-01-27T09:14:16Z", "27.01.2013"),
        swap(CORE, "2013-01-27T09:14:16Z", "2013-13-27T09:14:16Z"),
        swap(CORE, ' xsi:type="dcterms:W3CDTF"', ""),
    ),
    "pptx-core-repeated": (
        swap(CORE, "<dc:title/>", "<dc:title/><dc:title/>"),
        swap(TYPES, "officedocument.extended-properties", "package.core-properties"),
    ),
    # ---- references
    "pptx-target-missing": (swap(CONTENT_RELS, "image1.png", "image2.png"), remove(CHART)),
    "pptx-target-of-wrong-type": (swap(CONTENT_RELS, "../media/image1.png", "../slides/slide1.xml"),),
    "pptx-relationship-id": (
        swap(CONTENT_RELS, 'Id="rId4"', 'Id="rId3"'),
        swap(CONTENT_RELS, 'Id="rId4"', 'Id="4"'),
    ),
    "pptx-reference-undefined": (
        swap(CONTENT, 'r:embed="rId2"', 'r:embed="rId99"'),
        swap(CONTENT, LINK, '<a:hlinkClick r:id="rId99"/>'),
    ),
    "pptx-reference-of-wrong-kind": (
        swap(CONTENT, 'r:embed="rId2"', 'r:embed="rId1"'),
        swap(PRESENTATION, 'id="2147483648" r:id="rId1"', 'id="2147483648" r:id="rId7"'),
    ),
    "pptx-external-target": (
        swap(CONTENT_RELS, '"../media/image1.png"', '"https://example.no/a.png" TargetMode="External"'),
    ),
    "pptx-hyperlink-address": tuple(
        swap(CONTENT_RELS, "https://example.no/eksempel", address)
        for address in ("file:///C:/hemmelig.txt", "javascript:alert(1)", "annen.pptx", "https://", "mailto:",
                        "https://example.no/to ord", "http://[", "")
    ),
    "pptx-action-runs": tuple(
        swap(CONTENT, LINK, f'<a:hlinkClick r:id="" action="ppaction://{action}"/>')
        for action in ("program?file=a.exe", "macro?name=Start", "ole?verb=0", "PROGRAM")
    ),
    "pptx-action-unusual": (
        swap(CONTENT, LINK, '<a:hlinkClick r:id="" action="ppaction://hlinkshowjump?jump=nextslide"/>'),
    ),
    "pptx-embedded-object": (
        swap(CONTENT_RELS, "</Relationships>",
             _relationship("rId9", "oleObject", "../embeddings/Microsoft_Excel_Sheet1.xlsx") + "</Relationships>"),
    ),
    # ---- the presentation
    "pptx-slide-unlisted": (swap(PRESENTATION, '<p:sldId id="258" r:id="rId9"/>', ""),),
    "pptx-slide-missing": (swap(PRESENTATION, 'r:id="rId9"', 'r:id="rId3"'), remove(NUMBERS)),
    "pptx-slide-listed-twice": (swap(PRESENTATION, 'r:id="rId9"', 'r:id="rId8"'),),
    "pptx-slide-id-repeated": (swap(PRESENTATION, 'p:sldId id="258"', 'p:sldId id="257"'),),
    "pptx-slide-id-range": tuple(
        swap(PRESENTATION, 'p:sldId id="258"', f'p:sldId id="{id_}"')
        for id_ in ("255", "2147483648", "258.0", "")
    ),
    "pptx-section-slide-unknown": (swap(PRESENTATION, 'p14:sldId id="258"', 'p14:sldId id="999"'),),
    "pptx-section-slide-repeated": (swap(PRESENTATION, 'p14:sldId id="258"', 'p14:sldId id="256"'),),
    "pptx-slide-without-section": (swap(PRESENTATION, '<p14:sldId id="258"/>', ""),),
    "pptx-section-id": (
        swap(PRESENTATION, "555555555502", "555555555501"),
        swap(PRESENTATION, "{11111111-2222-4333-8444-555555555502}", "11111111-2222-4333-8444-555555555502"),
    ),
    "pptx-master-id": (
        swap(PRESENTATION, 'id="2147483648"', 'id="2147483649"'),
        swap(PRESENTATION, 'id="2147483648"', 'id="2147483647"'),
        swap(MASTER, 'id="2147483650"', 'id="1"'),
    ),
    # ---- what slides inherit from, and their notes
    "pptx-slide-without-layout": (
        swap(COVER_RELS, _relationship("rId1", "slideLayout", "../slideLayouts/slideLayout1.xml"), ""),
    ),
    "pptx-layout-without-master": (
        swap(LAYOUT_RELS, _relationship("rId1", "slideMaster", "../slideMasters/slideMaster1.xml"), ""),
    ),
    "pptx-layout-unlisted": (swap(MASTER, '<p:sldLayoutId id="2147483659" r:id="rId11"/>', ""),),
    "pptx-master-unlisted": (swap(PRESENTATION, '<p:sldMasterId id="2147483648" r:id="rId1"/>', ""),),
    "pptx-notes-master-unlisted": (swap(PRESENTATION, '<p:notesMasterId r:id="rId10"/>', ""),),
    "pptx-theme-missing": (swap(MASTER_RELS, _relationship("rId12", "theme", "../theme/theme1.xml"), ""),),
    "pptx-theme-shared": (swap(NOTES_MASTER_RELS, "theme2.xml", "theme1.xml"),),
    "pptx-theme-styles": (
        rewrite("ppt/theme/", "(?s)(<a:fillStyleLst>).*(</a:fillStyleLst>)", r"\1<a:noFill/>\2"),
    ),
    "pptx-notes-shared": (swap(CONTENT_RELS, "notesSlide2.xml", "notesSlide1.xml"),),
    "pptx-notes-back-link": (
        swap(NOTES_RELS, "../slides/slide1.xml", "../slides/slide2.xml"),
        swap(NOTES_RELS, _relationship("rId2", "slide", "../slides/slide1.xml"), ""),
    ),
    "pptx-notes-without-master": (
        swap(NOTES_RELS, _relationship("rId1", "notesMaster", "../notesMasters/notesMaster1.xml"), ""),
    ),
    # ---- slides
    "pptx-element-content": (
        swap(CONTENT, "<a:bodyPr/><a:lstStyle/><a:p/>", "<a:bodyPr/><a:lstStyle/>"),
        swap(COVER, "<a:bodyPr/>", ""),
        swap(COVER, "<a:bodyPr/>", "<a:bodyPr/><a:bodyPr/>"),
        swap(COVER, TITLE, f"<a:endParaRPr/>{TITLE}"),
        swap(COVER, TITLE, f"{TITLE}<a:pPr/>"),
        swap(COVER, TITLE, "<a:r><a:rPr/></a:r>"),
        swap(COVER, TITLE, TITLE.replace("<a:r>", "<a:r><a:rPr><a:latin typeface=''/><a:noFill/></a:rPr>")),
        swap(COVER, "<p:grpSpPr/>", ""),
        swap(COVER, "<p:spPr/>", ""),
        swap(COVER, "<p:cSld>", "<p:timing/><p:cSld>"),
        rewrite("ppt/slides/slide2", "(?s)<a:graphic>.*</a:graphic>", ""),
        swap(PRESENTATION, '<p:notesSz cx="6858000" cy="9144000"/>', ""),
        rewrite(PRESENTATION, "(<p:notesMasterIdLst>.*)(<p:sldIdLst>.*</p:sldIdLst>)", r"\2\1"),
    ),
    "pptx-coordinate": tuple(
        swap(CONTENT, 'x="360000"', f'x="{value}"') for value in ("360000.5", "2147483648", "1cm", "3.6e5", "")
    ),
    "pptx-extent-negative": (
        swap(CONTENT, 'cx="50800"', 'cx="-50800"'),
        swap(CONTENT, '<a:chExt cx="1080000"', '<a:chExt cx="-1"'),
    ),
    "pptx-measure": (
        swap(CONTENT, '<a:gridCol w="1440000"/>', '<a:gridCol w="NaN"/>'),
        swap(CONTENT, "<a:rPr>", '<a:rPr sz="2400.5">'),
        swap(CONTENT, "<a:rPr>", '<a:rPr sz="24">'),
        swap(PRESENTATION, 'cx="9144000"', 'cx="100"'),
    ),
    "pptx-shape-id-repeated": (swap(CONTENT, '<p:cNvPr id="5"', '<p:cNvPr id="4"'),),
    "pptx-animation-target": (swap(COVER, "</p:clrMapOvr>", f"</p:clrMapOvr>{_timing(99)}"),),
    "pptx-placeholder-unknown": (
        swap(COVER, 'idx="1"', 'idx="77"'),
        swap(CONTENT, '<p:ph type="title"/>', '<p:ph type="pic" idx="13"/>'),
        swap(CONTENT_RELS, "slideLayout6.xml", "slideLayout7.xml"),
    ),
    "pptx-placeholder-repeated": (
        swap(COVER, '<p:ph type="subTitle" idx="1"/>', '<p:ph type="ctrTitle"/>'),
        swap("ppt/slideLayouts/slideLayout4.xml", 'sz="half" idx="2"', 'sz="half" idx="1"'),
    ),
    "pptx-svg-without-fallback": (swap(CONTENT, '<a:blip r:embed="rId2"/>', f"<a:blip>{SVG}"),),
    "pptx-background-effects": (swap(COVER, "<p:cSld>", BACKGROUND.format("F6F3EC", "")),),
    "pptx-table-grid": (
        swap(CONTENT, '<a:gridCol w="1440000"/>', ""),
        swap(CONTENT, "<a:tc><a:txBody><a:bodyPr/><a:lstStyle/><a:p/></a:txBody><a:tcPr/></a:tc></a:tr>", "</a:tr>"),
        swap(CONTENT, "<a:tc>", '<a:tc gridSpan="4">'),
    ),
    "pptx-chart-axis": (
        rewrite("ppt/charts/", "2068027336", "-2068027336"),
        swap(CHART, '<c:axId val="2068027336"/>', '<c:axId val="7"/>'),
        swap(CHART, '<c:crossAx val="2113994440"/>', '<c:crossAx val="7"/>'),
    ),
    "pptx-escaped-character": (swap(COVER, "Et eksempel", "Et_x000B_eksempel"),),
    "pptx-field-id": (rewrite("ppt/slideLayouts/", '<a:fld id="[^"]*"', '<a:fld id="nummer"'),),
    "pptx-colour": (
        swap(COVER, "<p:cSld>", BACKGROUND.format("#F6F3EC", "<a:effectLst/>")),
        swap(COVER, "<p:cSld>", BACKGROUND.format("White", "<a:effectLst/>")),
        swap(MASTER, 'schemeClr val="bg1"', 'schemeClr val="background"'),
    ),
}  # fmt: skip

GOOD: tuple[Change, ...] = (
    swap(CONTENT, '<a:blip r:embed="rId2"/>', f'<a:blip r:embed="rId2">{SVG}'),
    swap(CONTENT, LINK, '<a:hlinkClick r:id="" action="ppaction://noaction"/>'),
    swap(CONTENT_RELS, "https://example.no/eksempel", "mailto:kari@example.no?subject=Kurs"),
    swap(COVER, "</p:clrMapOvr>", f"</p:clrMapOvr>{_timing(2)}"),
    swap(COVER, "</p:spTree>", f"{ORPHAN.format(8)}{ORPHAN.format(9)}</p:spTree>"),
    swap(COVER, "<p:cSld>", BACKGROUND.format("f6f3ec", "<a:effectLst/>")),
    swap(COVER, "<p:sld ", f'<p:sld {MC} xmlns:x="urn:x" mc:Ignorable="x" '),
    swap(COVER, "Et eksempel", "<![CDATA[<!DOCTYPE html>]]>"),
    swap(CONTENT_RELS, "../media/image1.png", "/ppt/media/IMAGE1.png"),
    swap(CORE, "2013-01-27T09:14:16Z", "2026-11-22"),
    chain(swap(CONTENT, "<a:tc>", '<a:tc gridSpan="2">'), swap(CONTENT, "<a:tc>", '<a:tc hMerge="1">')),
    swap(COVER, "</p:spTree>",
         f'<mc:AlternateContent {MC}><mc:Choice xmlns:p14="urn:x" Requires="p14"><p:sp><p:nvSpPr><p:cNvPr id="9" '
         'name="Ny"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/></p:sp></mc:Choice><mc:Fallback><p:sp><p:nvSpPr>'
         '<p:cNvPr id="9" name="Ny"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/></p:sp></mc:Fallback>'
         "</mc:AlternateContent></p:spTree>"),
)  # fmt: skip


def _ids(package: Package) -> set[str]:
    return {finding.id for finding in check_structure(package)}


def test_a_good_deck_gives_no_finding() -> None:
    assert check_structure(good_deck()) == ()


def test_a_template_without_slides_gives_no_finding() -> None:
    file = BytesIO()
    Presentation().save(file)
    package, _ = read_package(file.getvalue(), "brand.pptx")
    assert package is not None
    assert check_structure(package) == ()


def test_another_validator_finds_the_good_deck_good_too(tmp_path: Path) -> None:
    path = tmp_path / "deck.pptx"
    path.write_bytes(zipped(good_deck().parts))
    validator = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365)
    assert list(validator.validate(path).errors) == []


@pytest.mark.parametrize("change", GOOD)
def test_what_powerpoint_accepts_gives_no_finding(change: Change) -> None:
    assert check_structure(change(good_deck())) == ()


def test_every_rule_has_a_deck_that_breaks_it() -> None:
    assert set(BREAKS) == set(RULES)


@pytest.mark.parametrize(
    ("rule_id", "change"), [(rule_id, change) for rule_id, changes in BREAKS.items() for change in changes]
)
def test_a_broken_deck_gives_its_rule_s_finding(rule_id: str, change: Change) -> None:
    assert rule_id in _ids(change(good_deck()))


@pytest.mark.parametrize("rule_id", RULES)
def test_a_rule_gives_only_its_own_findings_with_texts_and_the_part_they_are_about(rule_id: str) -> None:
    broken = BREAKS[rule_id][0](good_deck())
    for finding in RULES[rule_id].check(broken):
        assert finding.id == rule_id
        assert finding.source is not None
        assert (finding.source.file, finding.source.path in broken.parts) == ("deck.pptx", True)
        assert all(text_of(finding, lang) and hint_of(finding, lang) for lang in ("en", "nb"))


@pytest.mark.parametrize("rule_id", RULES)
def test_a_rule_says_why_it_exists_and_how_to_fix_what_it_finds(rule_id: str) -> None:
    explanation = RULES[rule_id].explanation
    assert "\nWhy: " in explanation
    assert "\nFix: " in explanation


def test_one_rule_per_cause_a_missing_picture_is_not_also_an_undefined_reference() -> None:
    assert _ids(BREAKS["pptx-target-missing"][0](good_deck())) == {"pptx-target-missing"}


def test_a_finding_names_the_shape_as_powerpoint_shows_it() -> None:
    broken = BREAKS["pptx-extent-negative"][0](good_deck())
    (finding,) = check_structure(broken)
    assert finding.params == {"part": CONTENT, "shape": "Picture 2", "value": "-50800"}


# ---- whatever is missing, the rules answer


def _without_element(root: Element, number: int) -> None:
    elements = list(root.iter())
    victim = elements[number % len(elements)]
    parent = victim.getparent()
    if parent is not None:
        parent.remove(victim)


def _without_attributes(root: Element, number: int) -> None:
    elements = list(root.iter())
    elements[number % len(elements)].attrib.clear()


def _xml_parts() -> list[str]:
    return sorted(part for part in good_deck().xml_parts if good_deck().document(part) is not None)


@pytest.mark.parametrize("take_away", [_without_element, _without_attributes])
@settings(deadline=None, max_examples=30)
@given(part=st.sampled_from(_xml_parts()), number=st.integers(0, 10_000))
def test_the_rules_answer_whatever_a_part_lacks(
    take_away: Callable[[Element, int], None], part: str, number: int
) -> None:
    root = deepcopy(good_deck().document(part))
    assert root is not None
    take_away(root, number)
    lacking = having(good_deck(), {**good_deck().parts, part: etree.tostring(root, encoding="UTF-8")})
    assert all(text_of(finding, lang) for finding in check_structure(lacking) for lang in ("en", "nb"))


@settings(deadline=None, max_examples=30)
@given(part=st.sampled_from(sorted(good_deck().parts)))
def test_the_rules_answer_whatever_part_a_deck_lacks(part: str) -> None:
    assert isinstance(check_structure(remove(part)(good_deck())), tuple)
