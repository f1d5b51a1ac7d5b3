"""Colours as people see them: a theme's slots, the master's mapping and a tint, resolved to red, green, blue.

A colour stands in a deck as `schemeClr accent1` with changes, or as plain `srgbClr`; LibreOffice writes the
second where PowerPoint wrote the first. Both must come out alike.
"""

import colorsys
import re
from collections.abc import Mapping
from typing import TypeAlias

from lxml.etree import _Element as Element

from kursdeck.powerpoint.attributes import number
from kursdeck.powerpoint.markup import clark

SLOTS = (
    "dk1", "lt1", "dk2", "lt2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6",
    "hlink", "folHlink",
)  # fmt: skip
"""A theme's twelve colours in their order (ISO 29500-1, 20.1.6.2 clrScheme)."""

UNKNOWN = ""
"""A colour that this module cannot tell: a preset's name, a gradient, a change it does not reckon with."""

WHOLE = 100_000
"""100 % as ISO 29500-1, 20.1.10.45 ST_PositiveFixedPercentage writes it."""

Palette: TypeAlias = Mapping[str, str]
"""Colour names as shapes use them (`tx1`, `accent2`), to RRGGBB."""

_RRGGBB = re.compile("[0-9A-Fa-f]{6}")

RGB: TypeAlias = tuple[float, float, float]
"""Red, green, blue, each from 0 to 1."""


def theme_colours(theme: Element | None) -> dict[str, str]:
    """Read a theme's slots; a system colour is what it was when the file was last saved."""
    scheme = None if theme is None else theme.find(f".//{clark('a:clrScheme')}")
    if scheme is None:
        return {}
    slots = ((slot, scheme.find(f"{clark(f'a:{slot}')}/*")) for slot in SLOTS)
    return {slot: colour for slot, value in slots if value is not None and (colour := _plain(value, {}))}


def palette(slots: Mapping[str, str], mapping: Element | None) -> Palette:
    """Name a theme's colours as a master's shapes do (ISO 29500-1, 19.3.1.6 clrMap)."""
    names = {} if mapping is None else {str(name): str(slot) for name, slot in mapping.attrib.items()}
    mapped = {name: slots[slot] for name, slot in names.items() if slot in slots}
    return {**slots, **mapped}


def colour_in(holder: Element, names: Palette) -> str:
    """Give the colour that stands in a `solidFill` or a `fontRef` as RRGGBBAA, or UNKNOWN."""
    value = holder[0] if len(holder) else None
    base = UNKNOWN if value is None else _plain(value, names)
    if value is None or not base:
        return UNKNOWN
    if not len(value):
        return f"{base}FF"
    changes = [(_local(change), number(change.get("val"), WHOLE)) for change in value]
    opaque = next((amount for name, amount in changes if name == "alpha"), WHOLE)
    changed = _changed(_rgb(base), [change for change in changes if change[0] != "alpha"])
    return UNKNOWN if changed is None else _hex(*changed, opaque / WHOLE)


def _plain(value: Element, names: Palette) -> str:
    match _local(value):
        case "srgbClr":
            return _hexadecimal(value.get("val", ""))
        case "sysClr":
            return _hexadecimal(value.get("lastClr", ""))
        case "schemeClr":
            return names.get(value.get("val", ""), UNKNOWN)
        case _:
            return UNKNOWN


def _hexadecimal(text: str) -> str:
    return text.upper() if _RRGGBB.fullmatch(text) else UNKNOWN


def _changed(colour: RGB, changes: list[tuple[str, int]]) -> RGB | None:
    for name, amount in changes:
        change = _CHANGES.get(name)
        if change is None:
            return None
        colour = change(colour, amount / WHOLE)
    return colour


def _tint(colour: RGB, amount: float) -> RGB:
    """Mix with white; Office does so in linear light (ISO 29500-1, 20.1.2.3.34)."""
    red, green, blue = (_gamma(_linear(channel) * amount + 1 - amount) for channel in colour)
    return red, green, blue


def _shade(colour: RGB, amount: float) -> RGB:
    """Mix with black in linear light (ISO 29500-1, 20.1.2.3.31)."""
    red, green, blue = (_gamma(_linear(channel) * amount) for channel in colour)
    return red, green, blue


def _luminance_modulation(colour: RGB, amount: float) -> RGB:
    hue, light, saturation = colorsys.rgb_to_hls(*colour)
    return colorsys.hls_to_rgb(hue, min(light * amount, 1), saturation)


def _luminance_offset(colour: RGB, amount: float) -> RGB:
    hue, light, saturation = colorsys.rgb_to_hls(*colour)
    return colorsys.hls_to_rgb(hue, min(max(light + amount, 0), 1), saturation)


_CHANGES = {
    "tint": _tint,
    "shade": _shade,
    "lumMod": _luminance_modulation,
    "lumOff": _luminance_offset,
}


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB


def _gamma(channel: float) -> float:
    return channel * 12.92 if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055  # noqa: PLR2004 - sRGB


def _rgb(colour: str) -> RGB:
    red, green, blue = bytes.fromhex(colour)
    return red / 255, green / 255, blue / 255


def _hex(*channels: float) -> str:
    return "".join(f"{round(min(max(channel, 0), 1) * 255):02X}" for channel in channels)


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
