"""A small course in two versions, decks of any mixture of both, and random things that people do to them."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from deck_changes import saved
from decks import REPO, made, opened, recipient
from edit_samples import png
from hypothesis import strategies as st
from msgspec.structs import replace
from openxml_audit import FileFormat, OpenXmlValidator
from pptx import Presentation
from pptx.presentation import Presentation as Deck
from samples import write

from kursdeck.build.opening import Opened
from kursdeck.content.course import CourseSlide
from kursdeck.findings import Severity
from kursdeck.powerpoint.graft import graft, jumps, redesigned
from kursdeck.powerpoint.identity import Manifest, read_manifest, state_of
from kursdeck.powerpoint.opc import Package
from kursdeck.powerpoint.package import read_package
from kursdeck.powerpoint.structure import check_structure
from kursdeck.powerpoint.update_plan import Step, plan, slides_after, with_linked
from kursdeck.powerpoint.zipped import zip_of

OLD = """\
  - {id: start, kind: section, title: Velkommen}
  - {id: why, kind: points, title: Hvorfor, items: [Fordi, Derfor], notes: "Les [mer](https://example.no)."}
  - {id: rules, kind: points, section: Regler, title: Regler, items: [Vær saklig, Svar én gang]}
  - {id: map, kind: picture, title: Et kart, image: old.png, alt: Et kart over øya}
  - {id: fact, kind: fact, section: Slutt, title: Visste du, fact: Fire av ti, notes: Vent litt.}
  - {id: end, kind: section, title: Takk for i dag}
"""
RULES = ", ".join(f"Regel nummer {number} er ganske lang" for number in range(30))
NEW = f"""\
  - {{id: start, kind: section, title: Velkommen hit}}
  - {{id: why, kind: points, title: Hvorfor da, items: [Derfor], notes: "Les [alt](https://example.org)."}}
  - {{id: rules, kind: points, section: Regler, title: Regler, items: [{RULES}]}}
  - {{id: map, kind: picture, title: Et kart, image: new.png, alt: Et kart over byen}}
  - {{id: fact, kind: fact, section: Slutt, title: Visste du, fact: Fem av ti}}
  - {{id: end, kind: section, title: Takk}}
"""
IDS = ("start", "why", "rules", "map", "fact", "end")
Edition = tuple[tuple[str, bool], ...]
"""Slides in order, each with whether it is the new version."""
ALL_OLD: Edition = tuple((id_, False) for id_ in IDS)
ALL_NEW: Edition = tuple((id_, True) for id_ in IDS)


@cache
def versions() -> tuple[Opened, Mapping[tuple[str, bool], CourseSlide]]:
    """Open both versions; give the project and its slides."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(REPO / "templates", folder / "templates")
        for picture, colour in (("old", "teal"), ("new", "navy")):
            (folder / f"{picture}.png").write_bytes(png(colour).getvalue())
        projects = [opened(write(folder, slides)) for slides in (OLD, NEW)]
    slides = {
        (each.id, bool(n)): each for n, project in enumerate(projects) for each in project.course.slides
    }
    return projects[0], slides


@cache
def built(edition: Edition) -> bytes:
    """Build the deck of an edition."""
    project, slides = versions()
    course = replace(project.course, slides=tuple(slides[chosen] for chosen in edition))
    return made(replace(project, course=course), recipient(project, "")).data


def package(data: bytes) -> Package:
    """Open a deck that is known to be one."""
    opened_package, found = read_package(data, "deck.pptx")
    assert opened_package is not None, found
    return opened_package


def manifest(deck: Package) -> Manifest:
    """Read what a deck says of itself."""
    found = read_manifest(deck)
    assert found is not None
    return found


def updated(data: bytes, today: bytes) -> tuple[tuple[Step, ...], Package]:
    """Bring a deck up to date as `kursdeck update` does, and give what became of its slides."""
    file, fresh = package(data), package(today)
    then, now = manifest(file), manifest(fresh)
    pages = tuple(now.slides)
    steps = plan(then.slides, state_of(file), now.slides, redesigned(file, fresh, pages))
    steps = with_linked(steps, jumps(file))
    signed = Manifest(now.identity, now.exact, slides_after(steps, then.slides, now.slides))
    return steps, package(zip_of(graft(file, fresh, pages, steps, signed).parts))


# ---- what a deck says, and what is wrong with it


def paragraphs(data: bytes) -> list[list[str]]:
    """Give all that stands on each slide and in its notes, paragraph by paragraph."""
    return [
        [
            paragraph.text
            for holder in (slide, *([slide.notes_slide] if slide.has_notes_slide else []))
            for shape in holder.shapes
            if shape.has_text_frame
            for paragraph in shape.text_frame.paragraphs
            if paragraph.text
        ]
        for slide in Presentation(BytesIO(data)).slides
    ]


def faults(deck: Package) -> set[str]:
    """Give the structural rules that a deck breaks."""
    return {found.id for found in check_structure(deck) if found.severity is Severity.ERROR}


def audited(data: bytes, path: Path) -> set[str]:
    """Ask the validator of openxml-audit, which wants a file."""
    path.write_bytes(data)
    return {
        str(error) for error in OpenXmlValidator(file_format=FileFormat.MICROSOFT_365).validate(path).errors
    }


# ---- what people do

Doing = Callable[[Deck], None]


def edited(data: bytes, doings: Sequence[Doing]) -> bytes:
    """Do things to a deck, and save it."""
    deck = Presentation(BytesIO(data))
    for do in doings:
        do(deck)
    return saved(deck)


def say(place: int, text: str) -> Doing:
    """Write another title on a slide."""

    def do(deck: Deck) -> None:
        if len(deck.slides):
            deck.slides[place % len(deck.slides)].shapes.title.text = text

    return do


def note(place: int, text: str) -> Doing:
    """Write other notes."""

    def do(deck: Deck) -> None:
        if len(deck.slides):
            deck.slides[place % len(deck.slides)].notes_slide.notes_text_frame.text = text

    return do


def add(place: int, text: str) -> Doing:
    """Add a slide with a picture of one's own."""

    def do(deck: Deck) -> None:
        deck.part.rename_slide_parts([entry.rId for entry in deck.slides._sldIdLst])  # noqa: SLF001 - or two get one name
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = text
        slide.shapes.add_picture(png("maroon"), 0, 0)
        _move_last(deck, place % len(deck.slides))

    return do


def _move_last(deck: Deck, place: int) -> None:
    entries = list(deck.slides._sldIdLst)  # noqa: SLF001 - python-pptx has no way to move a slide
    if place < len(entries) - 1:
        entries[place].addprevious(entries[-1])


def delete(place: int) -> Doing:
    """Delete a slide, and its entry in its section as PowerPoint does."""

    def do(deck: Deck) -> None:
        entries = list(deck.slides._sldIdLst)  # noqa: SLF001 - as above
        if entries:
            entry = entries[place % len(entries)]
            for listed in deck.part._element.xpath(f"//*[local-name()='sldId'][@id='{entry.id}']"):  # noqa: SLF001
                listed.getparent().remove(listed)
            deck.part.drop_rel(entry.rId)

    return do


def move(place: int, to: int) -> Doing:
    """Move a slide."""

    def do(deck: Deck) -> None:
        entries = list(deck.slides._sldIdLst)  # noqa: SLF001 - as above
        if entries:
            moved, before = entries[place % len(entries)], entries[to % len(entries)]
            if moved is not before:
                before.addprevious(moved)

    return do


PLACES = st.integers(0, 7)
DOINGS = st.lists(
    st.one_of(
        st.tuples(st.just(say), PLACES),
        st.tuples(st.just(note), PLACES),
        st.tuples(st.just(add), PLACES),
        st.tuples(st.just(delete), PLACES),
        st.tuples(st.just(move), PLACES, PLACES),
    ),
    max_size=4,
)
"""Random edits, but for what is written in them."""
EDITIONS = st.permutations(IDS).flatmap(
    lambda ids: st.lists(st.booleans(), min_size=1, max_size=len(ids)).map(
        lambda new: tuple(zip(ids, new, strict=False))
    )
)
"""Random mixtures of slides in any order."""
