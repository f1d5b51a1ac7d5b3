"""What stands in a placeholder, as a shape on the slide.

Shape ids come from the placeholder's place in its layout, so a slide's shapes keep their ids whatever is left
out. Text has no geometry of its own: 'Reset slide' changes nothing, and a designer's change shows.
"""

from collections.abc import Iterator
from typing import assert_never

from lxml.etree import _Element as Element

from kursdeck.brand.template import Placeholder
from kursdeck.deck import (
    Circle,
    Content,
    FittedFigure,
    FittedPicture,
    FittedText,
    Prompt,
    SlideNumber,
)
from kursdeck.pictures import Image
from kursdeck.powerpoint.markup import element, text
from kursdeck.powerpoint.parts import Link, Part, office_link
from kursdeck.powerpoint.text_body import empty_body, links_in, text_body
from kursdeck.units import Box

FIRST_SHAPE_ID = 2
"""1 is the slide's own shape tree."""
GROUP_STRIDE = 100
"""A group's shapes are numbered from its own id times this: no placeholder of a layout comes near."""

DECORATIVE = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
SVG_PICTURE = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
SLIDE_NUMBER_FIELD = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"
"""One GUID for all slide number fields, as PowerPoint itself does within a deck."""
CIRCLE_ALPHA = 24_000
"""Circles are tinted so lightly that ink on any overlap keeps a contrast above 4.5:1 (WCAG 1.4.3)."""


def shape(content: Content, placeholder: Placeholder, shape_id: int, lang: str) -> Element:
    """Make the shape for a placeholder's content."""
    match content:
        case FittedText():
            return _placeholder_shape(placeholder, shape_id, text_body(content, placeholder))
        case Prompt():
            return _placeholder_shape(placeholder, shape_id, empty_body(lang))
        case SlideNumber():
            return _placeholder_shape(placeholder, shape_id, _number_body(content))
        case FittedPicture():
            return _picture(content, placeholder, shape_id)
        case FittedFigure():
            return _figure(content, placeholder, shape_id)
        case _:
            assert_never(content)


def links_of(content: Content) -> Iterator[Link]:
    """Give the relationships that a content needs: links in text, a picture's bytes."""
    match content:
        case FittedText():
            yield from links_in(content)
        case FittedPicture():
            yield from (
                office_link(_image_id(part), "image", part.name)
                for part in image_parts(content.picture.image)
            )
        case FittedFigure():
            yield from (link for circle in content.circles for link in links_in(circle.label))
        case Prompt() | SlideNumber():
            pass
        case _:
            assert_never(content)


def image_parts(image: Image) -> Iterator[Part]:
    """Give an image's parts: what every program shows, and the SVG it was drawn from."""
    ending = {"jpeg": "jpg"}.get(image.format, image.format)
    yield Part(f"ppt/media/{image.key}.{ending}", f"image/{image.format}", image.data)
    if image.svg:
        yield Part(f"ppt/media/{image.key}.svg", "image/svg+xml", image.svg)


def _image_id(part: Part) -> str:
    stem, _, ending = part.name.rpartition("/")[2].partition(".")
    return f"{ending}-{stem[:12]}"


# ---- placeholders with text


def _placeholder_shape(placeholder: Placeholder, shape_id: int, body: Element) -> Element:
    identity = element(
        "p:nvSpPr",
        element("p:cNvPr", id=shape_id, name=placeholder.name),
        element("p:cNvSpPr", element("a:spLocks", noGrp=1)),
        element("p:nvPr", placeholder_element(placeholder)),
    )
    return element("p:sp", identity, element("p:spPr"), body)


def placeholder_element(placeholder: Placeholder) -> Element:
    """Write which of the layout's placeholders this is (ISO 29500-1, 19.3.1.36)."""
    attributes: dict[str, str | int] = {} if placeholder.type == "obj" else {"type": placeholder.type}
    if placeholder.idx:
        attributes["idx"] = placeholder.idx
    return element("p:ph", **attributes)


def _number_body(number: SlideNumber) -> Element:
    field = element(
        "a:fld",
        element("a:rPr", lang=number.lang),
        text("a:t", "‹#›"),
        id=SLIDE_NUMBER_FIELD,
        type="slidenum",
    )
    paragraph = element("a:p", field, element("a:endParaRPr", lang=number.lang))
    return element("p:txBody", element("a:bodyPr"), element("a:lstStyle"), paragraph)


# ---- pictures


def _picture(content: FittedPicture, placeholder: Placeholder, shape_id: int) -> Element:
    picture = content.picture
    described = {"descr": picture.alt} if picture.alt else {}
    properties = element(
        "p:cNvPr", None if picture.alt else _decorative(), id=shape_id, name=placeholder.name, **described
    )
    identity = element(
        "p:nvPicPr",
        properties,
        element("p:cNvPicPr", element("a:picLocks", noGrp=1, noChangeAspect=1)),
        element("p:nvPr", placeholder_element(placeholder)),
    )
    fill = element("p:blipFill", _blip(picture.image), element("a:stretch", element("a:fillRect")))
    return element("p:pic", identity, fill, element("p:spPr", _transform(content.box), _outline("rect")))


def _blip(image: Image) -> Element:
    parts = list(image_parts(image))
    svg = [_svg_blip(part) for part in parts[1:]]
    extensions = element("a:extLst", *svg) if svg else None
    return element("a:blip", extensions, **{"r:embed": _image_id(parts[0])})


def _svg_blip(part: Part) -> Element:
    return element("a:ext", element("asvg:svgBlip", **{"r:embed": _image_id(part)}), uri=SVG_PICTURE)


def _decorative() -> Element:
    flag = element("adec:decorative", val=1)
    return element("a:extLst", element("a:ext", flag, uri=DECORATIVE))


# ---- figures


def _figure(content: FittedFigure, placeholder: Placeholder, shape_id: int) -> Element:
    """Group the circles and their labels; the group carries the alternative text."""
    identity = element(
        "p:nvGrpSpPr",
        element("p:cNvPr", id=shape_id, name=placeholder.name, descr=content.figure.alt),
        element("p:cNvGrpSpPr"),
        element("p:nvPr"),
    )
    first = shape_id * GROUP_STRIDE
    circles = (
        _circle(circle, f"{placeholder.name} {number}", first + number - 1)
        for number, circle in enumerate(content.circles, 1)
    )
    labels = (
        _label(circle, placeholder, first + len(content.circles) + index)
        for index, circle in enumerate(content.circles)
    )
    return element(
        "p:grpSp", identity, element("p:grpSpPr", _transform(content.box, "ch")), *circles, *labels
    )


def _circle(circle: Circle, name: str, shape_id: int) -> Element:
    tint = element("a:schemeClr", element("a:alpha", val=CIRCLE_ALPHA), val=circle.colour)
    line = element("a:ln", element("a:solidFill", element("a:schemeClr", val=circle.colour)), w=19_050)
    properties = element(
        "p:spPr", _transform(circle.box), _outline("ellipse"), element("a:solidFill", tint), line
    )
    lang = circle.label.paragraphs[0].paragraph.runs[0].lang
    return element("p:sp", _drawn(name, shape_id), properties, empty_body(lang))


def _label(circle: Circle, placeholder: Placeholder, shape_id: int) -> Element:
    name = circle.label.paragraphs[0].paragraph.text
    body = text_body(circle.label, placeholder)
    frame = body[0]
    for attribute, value in {
        "wrap": "square",
        "lIns": 0,
        "tIns": 0,
        "rIns": 0,
        "bIns": 0,
        "anchor": "ctr",
    }.items():
        frame.set(attribute, str(value))
    for properties in body.iter("{*}pPr"):
        properties.set("algn", "ctr")
    for run in (*body.iter("{*}rPr"), *body.iter("{*}endParaRPr")):
        run.set("b", "1" if placeholder.levels[0].bold else run.get("b", "0"))
        run.insert(0, element("a:solidFill", element("a:schemeClr", val="tx1")))
    return element(
        "p:sp",
        _drawn(name, shape_id),
        element("p:spPr", _transform(circle.label_box), _outline("rect"), element("a:noFill")),
        body,
    )


def _drawn(name: str, shape_id: int) -> Element:
    return element(
        "p:nvSpPr", element("p:cNvPr", id=shape_id, name=name), element("p:cNvSpPr"), element("p:nvPr")
    )


# ---- geometry


def _transform(box: Box, child_prefix: str = "") -> Element:
    """Write a box; a group's children are measured on the slide itself, so its child box is the same."""
    corner, extent = {"x": box.x, "y": box.y}, {"cx": box.width, "cy": box.height}
    inner = (element("a:chOff", **corner), element("a:chExt", **extent)) if child_prefix else ()
    return element("a:xfrm", element("a:off", **corner), element("a:ext", **extent), *inner)


def _outline(preset: str) -> Element:
    return element("a:prstGeom", element("a:avLst"), prst=preset)
