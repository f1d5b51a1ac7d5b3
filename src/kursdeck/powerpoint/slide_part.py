"""One page to its parts: the slide, its notes and its pictures. The same page gives the same bytes, always."""

from collections.abc import Iterator

from lxml.etree import _Element as Element

from kursdeck.brand.template import Layout
from kursdeck.deck import FittedPicture, Page, Paragraphs
from kursdeck.powerpoint.markup import element, serialise
from kursdeck.powerpoint.parts import OFFICE_TYPES, Link, Part, office_link, outside_link
from kursdeck.powerpoint.shapes import FIRST_SHAPE_ID, image_parts, links_of, shape
from kursdeck.powerpoint.text_body import run_element

SLIDE_TYPE = f"{OFFICE_TYPES}.presentationml.slide+xml"
NOTES_TYPE = f"{OFFICE_TYPES}.presentationml.notesSlide+xml"


def slide_name(page: Page) -> str:
    """Give the zip name of a page's slide part."""
    return f"ppt/slides/{page.id}.xml"


def notes_name(page: Page) -> str:
    """Give the zip name of a page's notes part."""
    return f"ppt/notesSlides/{page.id}.xml"


def parts(page: Page, layout: Layout, notes_master: str) -> Iterator[Part]:
    """Turn a page into its parts; pictures that several pages show come from each, alike to the byte."""
    yield _slide(page, layout)
    if page.slide.notes.paragraphs:
        yield _notes(page, notes_master)
    for frame in page.frames:
        if isinstance(frame.content, FittedPicture):
            yield from image_parts(frame.content.picture.image)


def _slide(page: Page, layout: Layout) -> Part:
    ids = {placeholder.name: number for number, placeholder in enumerate(layout.placeholders, FIRST_SHAPE_ID)}
    placeholders = {placeholder.name: placeholder for placeholder in layout.placeholders}
    shapes = (
        shape(frame.content, placeholders[frame.placeholder], ids[frame.placeholder], page.slide.lang)
        for frame in page.frames
    )
    hidden = {"show": 0} if page.slide.hidden else {}
    root = element(
        "p:sld",
        element("p:cSld", element("p:spTree", *_tree_head(), *shapes), name=page.id),
        _colour_map(),
        **hidden,
    )
    links: list[Link] = [office_link("layout", "slideLayout", layout.part)]
    if page.slide.notes.paragraphs:
        links.append(office_link("notes", "notesSlide", notes_name(page)))
    links += (link for frame in page.frames for link in links_of(frame.content))
    return Part(slide_name(page), SLIDE_TYPE, serialise(root), tuple(links))


def _tree_head() -> tuple[Element, Element]:
    """Write what opens every shape tree (ISO 29500-1, 19.3.1.45)."""
    identity = element(
        "p:nvGrpSpPr", element("p:cNvPr", id=1, name=""), element("p:cNvGrpSpPr"), element("p:nvPr")
    )
    corners = (element(f"a:{name}", x=0, y=0) for name in ("off", "chOff"))
    extents = (element(f"a:{name}", cx=0, cy=0) for name in ("ext", "chExt"))
    (off, child_off), (ext, child_ext) = corners, extents
    return identity, element("p:grpSpPr", element("a:xfrm", off, ext, child_off, child_ext))


def _colour_map() -> Element:
    return element("p:clrMapOvr", element("a:masterClrMapping"))


def _notes(page: Page, notes_master: str) -> Part:
    """Write the notes page: the slide's picture and the notes, named as PowerPoint's own API names them."""
    picture = element(
        "p:sp",
        element(
            "p:nvSpPr",
            element("p:cNvPr", id=2, name="Slide Image Placeholder 1"),
            element("p:cNvSpPr", element("a:spLocks", noGrp=1, noRot=1, noChangeAspect=1)),
            element("p:nvPr", element("p:ph", type="sldImg")),
        ),
        element("p:spPr"),
    )
    shapes = (picture, _notes_text(page.slide.notes))
    root = element("p:notes", element("p:cSld", element("p:spTree", *_tree_head(), *shapes)), _colour_map())
    notes = page.slide.notes
    addresses = (run.link for paragraph in notes.paragraphs for run in paragraph.runs if run.link)
    links = (
        office_link("master", "notesMaster", notes_master),
        office_link("slide", "slide", slide_name(page)),
        *(outside_link(address) for address in addresses),
    )
    return Part(notes_name(page), NOTES_TYPE, serialise(root), links)


def _notes_text(notes: Paragraphs) -> Element:
    identity = element(
        "p:nvSpPr",
        element("p:cNvPr", id=3, name="Notes Placeholder 2"),
        element("p:cNvSpPr", element("a:spLocks", noGrp=1)),
        element("p:nvPr", element("p:ph", type="body", idx=1)),
    )
    paragraphs = (
        element(
            "a:p",
            *(run_element(run, None) for run in paragraph.runs),
            element("a:endParaRPr", lang=paragraph.runs[-1].lang),
        )
        for paragraph in notes.paragraphs
        if paragraph.runs
    )
    body = element("p:txBody", element("a:bodyPr"), element("a:lstStyle"), *paragraphs)
    return element("p:sp", identity, element("p:spPr"), body)
