"""The theme part: colours, typefaces, plain effects, and how new shapes and text boxes look."""

from collections.abc import Iterator

from lxml.etree import _Element as Element

from kursdeck.brand.spec import Colour, Slot, Theme
from kursdeck.powerpoint.markup import element
from kursdeck.powerpoint.template_text import solid

LINE_WIDTHS = (9_525, 12_700, 19_050)
"""A theme's three line styles: 0.75, 1 and 1.5 pt."""


def theme(value: Theme, lang: str) -> Element:
    """Write the theme (ISO 29500-1, 20.1.6.9 theme)."""
    elements = element("a:themeElements", colours(value), typefaces(value), formats(value.name))
    return element("a:theme", elements, defaults(lang), element("a:extraClrSchemeLst"), name=value.name)


def colours(value: Theme) -> Element:
    """Write the twelve colours in the order that the format demands."""
    slots = (
        ("dk1", value.dark1), ("lt1", value.light1), ("dk2", value.dark2), ("lt2", value.light2),
        ("accent1", value.accent1), ("accent2", value.accent2), ("accent3", value.accent3),
        ("accent4", value.accent4), ("accent5", value.accent5), ("accent6", value.accent6),
        ("hlink", value.link), ("folHlink", value.followed_link),
    )  # fmt: skip
    named = (element(f"a:{slot}", element("a:srgbClr", val=rgb)) for slot, rgb in slots)
    return element("a:clrScheme", *named, name=value.name)


def typefaces(value: Theme) -> Element:
    """Write the typefaces of headings and of text."""
    pairs = (("major", value.heading_font), ("minor", value.body_font))
    fonts = (
        element(
            f"a:{part}Font",
            element("a:latin", typeface=name),
            element("a:ea", typeface=""),
            element("a:cs", typeface=""),
        )
        for part, name in pairs
    )
    return element("a:fontScheme", *fonts, name=value.name)


def formats(name: str) -> Element:
    """Write flat fills, plain lines and no effects: three of each, as the format demands."""
    lines = (element("a:ln", any_colour(), w=width) for width in LINE_WIDTHS)
    effects = (element("a:effectStyle", element("a:effectLst")) for _ in LINE_WIDTHS)
    return element(
        "a:fmtScheme",
        element("a:fillStyleLst", *fills()),
        element("a:lnStyleLst", *lines),
        element("a:effectStyleLst", *effects),
        element("a:bgFillStyleLst", *fills()),
        name=name,
    )


def fills() -> Iterator[Element]:
    """Write the three fills, all flat."""
    return (any_colour() for _ in LINE_WIDTHS)


def any_colour() -> Element:
    """Fill with whatever colour a shape takes from the theme."""
    return element("a:solidFill", element("a:schemeClr", val="phClr"))


def defaults(lang: str) -> Element:
    """Say how a new shape, a new line and a new text box look (ISO 29500-1, 20.1.6.7 objectDefaults)."""
    no_line = element("a:ln", element("a:noFill"))
    shape = element(
        "a:spDef",
        element("a:spPr", solid(Colour(Slot.ACCENT_1)), no_line),
        element("a:bodyPr", rtlCol=0, anchor="ctr"),
        element("a:lstStyle", new_text(lang, "ctr", Slot.PAPER)),
    )
    thick = element("a:ln", solid(Colour(Slot.ACCENT_1)), w=19_050)
    line = element("a:lnDef", element("a:spPr", thick), element("a:bodyPr"), element("a:lstStyle"))
    box = element(
        "a:txDef",
        element("a:spPr", element("a:noFill")),
        element("a:bodyPr", element("a:spAutoFit"), wrap="square", rtlCol=0),
        element("a:lstStyle", new_text(lang, "l", Slot.INK)),
    )
    return element("a:objectDefaults", shape, line, box)


def new_text(lang: str, align: str, slot: Slot) -> Element:
    """Set the text of a new shape at 18 pt, the smallest size of a body."""
    return element("a:defPPr", element("a:defRPr", solid(Colour(slot)), lang=lang, sz=1800), algn=align)
