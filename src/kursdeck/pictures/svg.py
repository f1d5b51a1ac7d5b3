"""SVG pictures: checked, cleaned, drawn. PowerPoint shows the SVG, all other programs the drawing.

What was checked is what is drawn and what goes into the deck: the checked tree is written out anew, so no
second parser can read the bytes another way. Editors' own data goes (it holds people's names and folders),
and the size is made explicit, so that all programs see the same ratio.
"""

from functools import partial

from lxml import etree

from kursdeck.findings import Findings, Result, has_errors, warning
from kursdeck.pictures.cache import Keep, made
from kursdeck.pictures.image import Image, Rendition, key_of
from kursdeck.pictures.rasterise import Limits, drawn
from kursdeck.pictures.svg_check import SVG, XML, Size, checked, size_of, view_box
from kursdeck.source import Source

LONGEST_SIDE = 1_200
"""The long side of the drawing, in pixels: sharp for a logo on half a slide."""

_NAMESPACES = frozenset({None, SVG, XML, "http://www.w3.org/1999/xlink"})
"""Whose elements and attributes draw; all other namespaces are editors' own."""

_METADATA = f"{{{SVG}}}metadata"


def prepare(data: bytes, shown: str, keep: Keep) -> Result[Image]:
    """Check an SVG and make it an `Image` of a PNG, 1,200 pixels long, and the cleaned SVG.

    All problems that the file has are found at once, each with its line; see `svg_check`. Drawing it takes a
    process of its own, 5 s and 1 GiB at most; see `rasterise`. A warning: nothing can be seen in the drawing.
    Only the drawing is ever kept: whatever is in the cache, the SVG itself was checked.
    """
    root, found = checked(data, shown)
    size = None if root is None else size_of(root)
    if root is None or size is None or has_errors(found):
        return None, found
    width, height = _pixels(size)
    cleaned = _cleaned(root, width, height)
    key = key_of(data)
    drawing, problems = made(keep, key, partial(_drawing, cleaned, shown))
    if drawing is None:
        return None, found + problems
    image = Image(key, "png", drawing.made, width, height, cleaned, drawing.pale)
    return image, found + _about_blank(drawing, shown)


def _drawing(cleaned: bytes, shown: str) -> Result[Rendition]:
    png, problems = drawn(cleaned, shown, Limits())
    if png is None:
        return None, problems
    from kursdeck.pictures import pixels  # noqa: PLC0415 - Pillow: 21 ms that only an SVG not drawn before costs

    return pixels.drawing(png), ()


def _pixels(size: Size) -> tuple[int, int]:
    scale = LONGEST_SIDE / max(size)
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _cleaned(root: etree._Element, width: int, height: int) -> bytes:
    """Write out a checked tree (changing it) without what does not draw, `width` by `height` pixels large."""
    for element in root.iter(etree.Element):
        if etree.QName(element).namespace not in _NAMESPACES:
            element.tag = _METADATA
        for name in [name for name in element.attrib if etree.QName(name).namespace not in _NAMESPACES]:
            del element.attrib[name]
    etree.strip_elements(root, _METADATA, with_tail=False)
    etree.strip_tags(root, etree.ProcessingInstruction)
    _state_size(root, width, height)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="utf-8", with_tail=False)


def _state_size(root: etree._Element, width: int, height: int) -> None:
    if view_box(root) is None:  # then the size was in pixels of the drawing's own coordinates
        own_width, own_height = size_of(root) or (width, height)
        root.set("viewBox", f"0 0 {own_width} {own_height}")
    root.set("width", str(width))
    root.set("height", str(height))


def _about_blank(drawing: Rendition, shown: str) -> Findings:
    """Warn of a drawing without one visible pixel: text without a font, or shapes outside the viewBox."""
    return (warning("svg-blank", Source(shown), file=shown),) if drawing.blank else ()
