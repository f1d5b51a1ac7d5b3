"""Fitted text as DrawingML: every size, language and space before is written out, the rest is the layout's.

What is explicit looks the same in every program on opening; what is inherited follows the template when a
designer changes it or a presenter resets the slide.
"""

from collections.abc import Iterator

from lxml.etree import _Element as Element

from kursdeck.brand.template import Placeholder
from kursdeck.deck import FittedParagraph, FittedText, Marker, Paragraph, Run
from kursdeck.powerpoint.markup import element, text
from kursdeck.powerpoint.parts import Link, outside_link
from kursdeck.units import CentiPt


def text_body(fitted: FittedText, placeholder: Placeholder) -> Element:
    """Write a text; a right inset is written only where balancing made it differ from the layout's."""
    own_inset = fitted.right_inset != placeholder.insets.right
    frame = {"rIns": fitted.right_inset} if own_inset else {}
    paragraphs = (_paragraph(part) for part in fitted.paragraphs)
    return element("p:txBody", element("a:bodyPr", **frame), element("a:lstStyle"), *paragraphs)


def empty_body(lang: str) -> Element:
    """Write a body without text, in which PowerPoint shows the layout's prompt while editing."""
    return element("p:txBody", element("a:bodyPr"), element("a:lstStyle"), element("a:p", _end(lang, None)))


def links_in(fitted: FittedText) -> Iterator[Link]:
    """Give the relationships that the text's links need."""
    runs = (run for part in fitted.paragraphs for run in part.paragraph.runs)
    return (outside_link(run.link) for run in runs if run.link)


def _paragraph(part: FittedParagraph) -> Element:
    runs = part.paragraph.runs
    return element(
        "a:p",
        _paragraph_properties(part),
        *(run_element(run, part.size) for run in runs),
        _end(runs[-1].lang if runs else "", part.size),
    )


def _paragraph_properties(part: FittedParagraph) -> Element:
    paragraph = part.paragraph
    attributes: dict[str, int] = {"lvl": paragraph.level} if paragraph.level else {}
    if paragraph.marker is Marker.NONE:
        attributes |= {"marL": 0, "indent": 0}
    before = element("a:spcBef", element("a:spcPts", val=part.space_before))
    return element("a:pPr", before, *_marker(paragraph, part.start_at), **attributes)


def _marker(paragraph: Paragraph, number: int) -> Iterator[Element]:
    match paragraph.marker:
        case Marker.NONE:
            yield element("a:buNone")
        case Marker.NUMBER:
            start = {"startAt": number} if number > 1 else {}
            yield element("a:buFont", typeface="+mj-lt")
            yield element("a:buAutoNum", type="arabicPeriod", **start)
        case Marker.INHERIT:
            pass


def run_element(run: Run, size: CentiPt | None) -> Element:
    """Write one run, or a line break; without a size it has its surroundings' own."""
    emphasis = {name: 1 for name, on in (("b", run.bold), ("i", run.italic)) if on}
    own_size = {"sz": size} if size else {}
    link = element("a:hlinkClick", **{"r:id": outside_link(run.link).id}) if run.link else None
    properties = element("a:rPr", link, lang=run.lang, **own_size, **emphasis)
    return (
        element("a:br", properties) if run.text == "\n" else element("a:r", properties, text("a:t", run.text))
    )


def _end(lang: str, size: CentiPt | None) -> Element:
    own_size = {"sz": size} if size else {}
    return element("a:endParaRPr", lang=lang, **own_size)
