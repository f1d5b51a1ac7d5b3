"""Rules on text and colour: values that are well-formed XML and still not what PowerPoint reads."""

import re
from collections.abc import Iterator

from kursdeck.findings import Finding, error
from kursdeck.powerpoint.opc import Package
from kursdeck.powerpoint.structure.registry import rule
from kursdeck.powerpoint.structure.values import GUID
from kursdeck.powerpoint.structure.walk import CHART, SHEETS, THEME, every

_ESCAPE = re.compile(r"_x[0-9A-Fa-f]{4}_")
_HEX = re.compile(r"[0-9A-Fa-f]{6}")
SCHEME = frozenset(
    {"bg1", "tx1", "bg2", "tx2", "dk1", "lt1", "dk2", "lt2", "hlink", "folHlink", "phClr"}
    | {f"accent{number}" for number in range(1, 7)}
)
"""ISO 29500-1, ST_SchemeColorVal."""


@rule
def escaped_character(package: Package) -> Iterator[Finding]:
    """Write text as it is read, not with escapes such as `_x000B_`.

    Why: DrawingML has no such escapes, so the audience reads it letter by letter (ISO 29500-1, a:t is an
    xsd:string, not an ST_Xstring; scanny/python-pptx 921).
    Fix: write `<a:br/>` for a line break, and leave other control characters out.
    """
    for part, text in every(package, SHEETS, "a:t"):
        found = _ESCAPE.search(text.text or "")
        if found:
            yield error("pptx-escaped-character", package.source(part), part=part, escape=found.group())


@rule
def field_id(package: Package) -> Iterator[Finding]:
    """Give each field, such as the slide number, a GUID.

    Why: PowerPoint repairs (ISO 29500-1, fld: id is required, ST_Guid).
    Fix: give each field an id such as {B6F15528-21DE-4FAA-801E-634DDDAF4B2B}.
    """
    for part, field in every(package, SHEETS, "a:fld"):
        if not GUID.fullmatch(field.get("id", "")):
            yield error("pptx-field-id", package.source(part), part=part, id=field.get("id", ""))


@rule
def colour(package: Package) -> Iterator[Finding]:
    """Write a colour as six hexadecimal digits, or as the name of a theme colour.

    Why: PowerPoint repairs (ISO 29500-1, ST_HexColorRGB, ST_SchemeColorVal; gitbrent/PptxGenJS 588: 'White'
    and '#FFFFFF').
    Fix: write `1B5566`, without '#'; or a theme colour's name such as `accent1`.
    """
    for part, element in every(package, (*SHEETS, THEME, CHART), "a:srgbClr", "a:schemeClr"):
        value = element.get("val", "")
        if not (_HEX.fullmatch(value) if str(element.tag).endswith("srgbClr") else value in SCHEME):
            yield error("pptx-colour", package.source(part), part=part, value=value)
