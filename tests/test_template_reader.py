"""What a designer set in PowerPoint is what a template says, whoever saved it and wherever it was set."""

import re
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

import pptx
import pytest
from deck_changes import repacked, saved
from pptx import Presentation

from kursdeck.brand.template import Layout, Level, Placeholder, Template
from kursdeck.powerpoint.template_reader import read_template
from kursdeck.units import Box, CentiPt, Emu, Insets, pt

BRAND = Path(__file__).parents[1] / "templates" / "ks" / "brand.pptx"
FOREIGN = Path(pptx.__file__).parent / "templates" / "default.pptx"

MASTER = "ppt/slideMasters/slideMaster1.xml"
THEME = "ppt/theme/theme1.xml"
CONTENT_LAYOUT = "ppt/slideLayouts/slideLayout2.xml"
"""'Title and Content' of the foreign template."""


def template(data: bytes) -> Template:
    """Read a template that is known to be good."""
    value, found = read_template(data, "brand.pptx")
    assert value is not None, found
    return value


@cache
def foreign() -> bytes:
    """Give python-pptx's default template: 4:3, Calibri, names that somebody else chose."""
    return FOREIGN.read_bytes()


def changed(part: str, *changes: tuple[str, str]) -> bytes:
    """Give the foreign template with text replaced in one part; each must be there."""

    def change(xml: str) -> str:
        for old, new in changes:
            assert re.search(old, xml), old
            xml = re.sub(old, new, xml, count=1)
        return xml

    return repacked(foreign(), {part: change})


def layout(value: Template, name: str) -> Layout:
    """Find a layout by its name."""
    return next(each for each in value.layouts if each.name == name)


def placeholder(value: Template, layout_name: str, name: str) -> Placeholder:
    """Find a placeholder by its layout and name."""
    return next(each for each in layout(value, layout_name).placeholders if each.name == name)


# ---- a template that somebody else made


def test_the_foreign_template_says_its_size_its_colours_and_its_layouts() -> None:
    value = template(foreign())
    assert (value.width, value.height) == (9_144_000, 6_858_000)
    assert (value.colours["dk1"], value.colours["accent1"], value.colours["folHlink"]) == (
        "000000",  # a system colour, as it was last
        "4F81BD",
        "800080",
    )
    assert len(value.colours) == 12
    assert [each.name for each in value.layouts][:3] == ["Title Slide", "Title and Content", "Section Header"]
    assert len(value.digest) == 32


def test_what_a_layout_does_not_say_comes_from_the_master() -> None:
    """The body's box, insets and levels stand in the master, its spacing is a share of the size."""
    body = placeholder(template(foreign()), "Title and Content", "Content Placeholder 2")
    assert (body.idx, body.type, body.anchor) == (1, "obj", "t")
    assert body.box == Box(Emu(457_200), Emu(1_600_200), Emu(8_229_600), Emu(4_525_963))
    assert body.insets == Insets(Emu(91_440), Emu(45_720), Emu(91_440), Emu(45_720))
    assert [level.size for level in body.levels[:5]] == [pt(32), pt(28), pt(24), pt(20), pt(20)]
    assert body.levels[0] == Level(
        size=pt(32),
        bold=False,
        font="Calibri",
        spacing=100_000,
        spacing_fixed=CentiPt(0),
        before=CentiPt(0),
        before_percent=20_000,
        margin=Emu(342_900),
        indent=Emu(-342_900),
        bullet=True,
    )
    assert body.prompt.splitlines()[0] == "Click to edit Master text styles"


def test_what_a_layout_says_itself_wins() -> None:
    value = template(foreign())
    subtitle = placeholder(value, "Title Slide", "Subtitle 2").levels[0]
    caption = placeholder(value, "Content with Caption", "Title 1")
    assert (subtitle.bullet, subtitle.margin, subtitle.align) == (False, 0, "ctr")
    assert (caption.levels[0].size, caption.levels[0].bold, caption.anchor) == (pt(20), True, "b")


def test_titles_and_footers_follow_the_master_s_by_their_type() -> None:
    value = template(foreign())
    title = placeholder(value, "Two Content", "Title 1")
    number = placeholder(value, "Two Content", "Slide Number Placeholder 6")
    assert (title.levels[0].size, title.levels[0].align, title.anchor) == (pt(44), "ctr", "ctr")
    assert (number.type, number.idx) == ("sldNum", 12)
    assert (number.levels[0].size, number.levels[0].align) == (pt(12), "r")


def test_the_master_s_nine_levels_are_read_and_five_where_there_are_fewer() -> None:
    value = template(foreign())
    assert len(placeholder(value, "Title and Content", "Content Placeholder 2").levels) == 9
    assert len(placeholder(value, "Title and Content", "Title 1").levels) == 5


# ---- each thing that a designer may change


def test_a_theme_s_fonts_and_colours_are_resolved() -> None:
    headings = (r'(<a:majorFont>\s*<a:latin typeface=)"Calibri"', r'\1"Georgia"')
    value = template(changed(THEME, headings, ("4F81BD", "1B5566")))
    assert value.colours["accent1"] == "1B5566"
    assert placeholder(value, "Title and Content", "Title 1").levels[0].font == "Georgia"
    assert placeholder(value, "Title and Content", "Content Placeholder 2").levels[0].font == "Calibri"


def test_fixed_line_pitch_and_space_in_points_are_told_from_shares() -> None:
    spacing = r'\1<a:lnSpc><a:spcPts val="3000"/></a:lnSpc><a:spcBef><a:spcPts val="600"/></a:spcBef>'
    data = changed(MASTER, (r"(?s)(<p:bodyStyle>\s*<a:lvl1pPr[^>]*>)\s*<a:spcBef>.*?</a:spcBef>", spacing))
    read = placeholder(template(data), "Title and Content", "Content Placeholder 2").levels[0]
    assert (read.spacing_fixed, read.before, read.before_percent) == (3000, 600, 0)


def test_insets_anchor_and_box_of_a_layout_are_its_own() -> None:
    own = (
        '<p:spPr><a:xfrm><a:off x="1" y="2"/><a:ext cx="3" cy="4"/></a:xfrm></p:spPr>'
        '<p:txBody><a:bodyPr lIns="5" bIns="6" anchor="b"><a:normAutofit fontScale="50000"/></a:bodyPr>'
    )
    data = changed(
        CONTENT_LAYOUT, (r'(?s)(<p:ph idx="1"/>.*?)<p:spPr/>\s*<p:txBody>\s*<a:bodyPr\s*/>', rf"\1{own}")
    )
    read = placeholder(template(data), "Title and Content", "Content Placeholder 2")
    assert read.box == Box(Emu(1), Emu(2), Emu(3), Emu(4))
    assert read.insets == Insets(Emu(5), Emu(45_720), Emu(91_440), Emu(6))
    assert (read.anchor, read.levels[0].size) == ("b", pt(32))


def test_a_template_file_reads_as_the_presentation_it_was_saved_from() -> None:
    data = changed("[Content_Types].xml", ("presentation.main", "template.main"))
    assert template(data).layouts == template(foreign()).layouts


def test_slides_in_a_template_change_nothing() -> None:
    deck = Presentation(BytesIO(foreign()))
    deck.slides.add_slide(deck.slide_layouts[1])
    assert template(saved(deck)).layouts == template(foreign()).layouts


# ---- what is wrong with a template


def test_what_is_no_presentation_is_said_and_not_read() -> None:
    value, found = read_template(b"%PDF-1.7", "brand.pptx")
    assert value is None
    assert [finding.id for finding in found] == ["pptx-not-powerpoint"]


def test_a_template_without_layouts_is_an_error() -> None:
    data = changed(MASTER, (r"(?s)<p:sldLayoutIdLst>.*</p:sldLayoutIdLst>", ""))
    value, found = read_template(data, "brand.pptx")
    assert value is None
    assert [finding.id for finding in found] == ["template-no-layouts"]


def test_two_layouts_of_one_name_are_told_apart_by_a_number() -> None:
    data = changed(CONTENT_LAYOUT, ('name="Title and Content"', 'name="Blank"'))
    value, found = read_template(data, "brand.pptx")
    assert value is not None
    assert [each.name for each in value.layouts if each.name.startswith("Blank")] == ["Blank", "Blank 2"]
    assert [finding.id for finding in found] == ["template-layout-twice"]


def test_two_placeholders_of_one_name_are_told_apart_by_a_number_that_is_free() -> None:
    names = (("Title 1", "Text"), ("Content Placeholder 2", "Text"), ("Date Placeholder 3", "Text 2"))
    data = changed(CONTENT_LAYOUT, *((f'name="{old}"', f'name="{new}"') for old, new in names))
    value, found = read_template(data, "brand.pptx")
    assert value is not None
    read = [each.name for each in layout(value, "Title and Content").placeholders]
    assert read[:3] == ["Text", "Text 3", "Text 2"]
    assert [finding.id for finding in found] == ["template-placeholder-twice"]


def test_a_placeholder_that_nobody_gave_a_place_is_a_finding() -> None:
    data = changed(MASTER, (r"(?s)(<p:ph type=\"body\".*?)<a:xfrm>.*?</a:xfrm>", r"\1"))
    _value, found = read_template(data, "brand.pptx")
    assert {finding.id for finding in found} == {"template-placeholder-nowhere"}
    assert ("Title and Content", "Content Placeholder 2") in {
        (finding.params["layout"], finding.params["name"]) for finding in found
    }


@pytest.mark.parametrize(
    "nonsense",
    [
        lambda xml: re.sub(r'="-?\d+"', '="x"', xml),
        lambda xml: re.sub(r'="-?\d+"', '=""', xml),
        lambda xml: re.sub(r"<a:off [^>]*/>", "", xml),
        lambda xml: re.sub(r"(?s)<p:txStyles>.*</p:txStyles>", "", xml),
        lambda xml: re.sub(r"(?s)<p:nvSpPr>.*?</p:nvSpPr>", "", xml),
    ],
)
def test_nonsense_in_a_part_never_stops_the_reading(nonsense: Callable[[str], str]) -> None:
    for part in (MASTER, CONTENT_LAYOUT, THEME):
        read_template(repacked(foreign(), {part: nonsense}), "brand.pptx")


def test_a_template_that_libreoffice_saved_is_doubtful() -> None:
    data = changed(CONTENT_LAYOUT, ('name="Content Placeholder 2"', 'name="PlaceHolder 2"'))
    _value, found = read_template(data, "brand.pptx")
    assert [finding.id for finding in found] == ["template-from-libreoffice"]


# ---- the brand that ships


def test_the_brand_that_ships_has_unique_names_and_a_place_for_everything() -> None:
    value, found = read_template(BRAND.read_bytes(), "brand.pptx")
    assert value is not None
    assert found == ()
    assert (value.width, value.height) == (12_192_000, 6_858_000)
    assert {"Tittel", "Tre kolonner", "Refleksjon", "Kontakt"} <= {each.name for each in value.layouts}
    levels = [level for each in value.layouts for one in each.placeholders for level in one.levels]
    assert {level.font for level in levels} == {"Calibri"}


def test_what_a_designer_changes_in_the_brand_is_what_is_read() -> None:
    """A theme colour, the title's size in the master, and a placeholder's place, each on its own."""
    part = layout(template(BRAND.read_bytes()), "Punkter").part
    moved = '<p:spPr><a:xfrm><a:off x="1" y="2"/><a:ext cx="3" cy="4"/></a:xfrm></p:spPr>'
    data = repacked(
        BRAND.read_bytes(),
        {
            THEME: lambda xml: xml.replace("1B5566", "112233"),
            MASTER: lambda xml: re.sub(r'(?s)(<p:titleStyle>.*?sz=)"\d+"', r'\1"4000"', xml),
            part: lambda xml: re.sub(r'(?s)(name="Innhold".*?)<p:spPr/>', rf"\1{moved}", xml),
        },
    )
    value = template(data)
    assert value.colours["accent1"] == "112233"
    assert placeholder(value, "Punkter", "Tittel").levels[0].size == pt(40)
    assert placeholder(value, "Punkter", "Innhold").box == Box(Emu(1), Emu(2), Emu(3), Emu(4))
    assert value.digest != template(BRAND.read_bytes()).digest
