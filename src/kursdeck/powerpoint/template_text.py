"""Text of a template in Open XML: outline levels, written as far as they differ from what they inherit."""

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from lxml.etree import _Element as Element

from kursdeck.brand.spec import WHOLE, Bullet, Colour, PlaceholderSpec, Slot, TextLevel
from kursdeck.powerpoint.markup import element, text
from kursdeck.units import pt

ALL_LEVELS = 9
NUMBER_FIELD = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"
"""The id of the slide number's field: any GUID, but the same in every build."""
ORDINARY = TextLevel(pt(18), Colour(Slot.INK))
"""How text is set that no placeholder and no shape says anything about; PowerPoint's own 18 pt."""
DIRECTION = {"defTabSz": 914_400, "rtl": 0, "eaLnBrk": 1, "latinLnBrk": 0, "hangingPunct": 1}
"""What PowerPoint writes for every level of a Latin script (ISO 29500-1, 21.1.2.2.7 pPr)."""


# ---- colours


def colour(value: Colour) -> Element:
    """Write a theme colour with its tint."""
    tints = (
        ("a:lumMod", value.lum_mod, WHOLE),
        ("a:lumOff", value.lum_off, 0),
        ("a:alpha", value.alpha, WHOLE),
    )
    changes = (element(name, val=amount) for name, amount, neutral in tints if amount != neutral)
    return element("a:schemeClr", *changes, val=value.slot)


def solid(value: Colour) -> Element:
    """Fill with a theme colour."""
    return element("a:solidFill", colour(value))


# ---- outline levels


def whole_levels(levels: Iterable[TextLevel], lang: str) -> Iterator[Element]:
    """Write levels in full, for the styles that everything else inherits from."""
    return (whole_level(number, level, lang) for number, level in enumerate(levels, start=1))


def whole_level(number: int, level: TextLevel, lang: str) -> Element:
    """Write one level, from 1, in full."""
    made = element(f"a:lvl{number}pPr", marL=level.margin, indent=level.indent, algn=level.align, **DIRECTION)
    made.extend(line_spacing(level))
    made.extend(space_before(level))
    made.extend(bullet(level.bullet))
    made.append(characters(level, None, lang))
    return made


def changed_levels(
    levels: tuple[TextLevel, ...], inherited: tuple[TextLevel, ...], lang: str
) -> Iterator[Element]:
    """Write what of each level differs from the level it inherits; levels that do not differ are left out."""
    for number, (level, base) in enumerate(zip_longest(levels, inherited), start=1):
        if level is not None and base is None:
            yield whole_level(number, level, lang)
        elif level is not None and level != base:
            yield changed_level(number, level, base, lang)


def changed_level(number: int, level: TextLevel, base: TextLevel, lang: str) -> Element:
    """Write what of one level, from 1, differs from `base`."""
    made = element(f"a:lvl{number}pPr", **changed_paragraph(level, base))
    if level.spacing != base.spacing:
        made.extend(line_spacing(level))
    if level.before != base.before:
        made.extend(space_before(level))
    if level.bullet != base.bullet:
        made.extend(bullet(level.bullet))
    made.append(characters(level, base, lang))
    return made


def changed_paragraph(level: TextLevel, base: TextLevel) -> dict[str, str | int]:
    """Give the paragraph attributes that differ."""
    pairs: tuple[tuple[str, str | int, str | int], ...] = (
        ("marL", level.margin, base.margin),
        ("indent", level.indent, base.indent),
        ("algn", level.align, base.align),
    )
    return {name: value for name, value, inherited in pairs if value != inherited}


def characters(level: TextLevel, base: TextLevel | None, lang: str) -> Element:
    """Write a level's characters in full, or as they differ from `base`. The language always stands."""
    made = element("a:defRPr", lang=lang)
    if base is None or level.size != base.size:
        made.set("sz", str(level.size))
    if base is None or level.bold != base.bold:
        made.set("b", str(int(level.bold)))
    if base is None:
        made.set("kern", "1200")
    if base is None or level.colour != base.colour:
        made.append(solid(level.colour))
    if base is None or level.face != base.face:
        made.extend(typefaces(level))
    return made


def typefaces(level: TextLevel) -> Iterator[Element]:
    """Write the theme's typeface for Latin, East Asian and complex scripts."""
    for script in ("latin", "ea", "cs"):
        yield element(f"a:{script}", typeface=level.face.replace("lt", {"latin": "lt"}.get(script, script)))


def line_spacing(level: TextLevel) -> Iterator[Element]:
    """Write the pitch of a level's lines."""
    yield element("a:lnSpc", element("a:spcPct", val=level.spacing))


def space_before(level: TextLevel) -> Iterator[Element]:
    """Write the space before a level's paragraphs."""
    yield element("a:spcBef", element("a:spcPts", val=level.before))


def bullet(value: Bullet | None) -> Iterator[Element]:
    """Write what stands before a paragraph."""
    if value is None:
        yield element("a:buNone")
        return
    yield element("a:buClr", colour(value.colour))
    yield element("a:buSzPct", val=value.size)
    if value.font:
        # A symbol font of variable pitch, as PowerPoint writes it (ISO 29500-1, 21.1.2.4.6 buFont).
        yield element("a:buFont", typeface=value.font, pitchFamily=2, charset=2)
    else:
        yield element("a:buFontTx")
    yield element("a:buChar", char=value.char)


def default_text_style(name: str, lang: str) -> Element:
    """Write how ordinary text is set, on all nine levels."""
    head = element("a:defPPr", element("a:defRPr", lang=lang))
    return element(name, head, *whole_levels((ORDINARY,) * ALL_LEVELS, lang))


# ---- paragraphs


def paragraph(content: str, lang: str) -> Element:
    """Write a paragraph of one run."""
    run = element("a:r", element("a:rPr", lang=lang), text("a:t", content))
    return element("a:p", run, element("a:endParaRPr", lang=lang))


def empty_paragraph(lang: str) -> Element:
    """Write the paragraph that a shape without text must have."""
    return element("a:p", element("a:endParaRPr", lang=lang))


def number_paragraph(content: str, lang: str) -> Element:
    """Write a paragraph of one field: the slide's number."""
    field = element(
        "a:fld", element("a:rPr", lang=lang), text("a:t", content), id=NUMBER_FIELD, type="slidenum"
    )
    return element("a:p", field, element("a:endParaRPr", lang=lang))


def sample(spec: PlaceholderSpec, lang: str) -> Element:
    """Write what a placeholder says while it is empty."""
    return (number_paragraph if spec.type == "sldNum" else paragraph)(spec.prompt, lang)
