"""Decks made by the whole pipeline, without a file being written: from a project's folder to pages and bytes."""

from collections.abc import Sequence
from pathlib import Path

from kursdeck import audience, register
from kursdeck.audience import Contact, Presenter, Recipient
from kursdeck.brand.load import Brand
from kursdeck.build.deck import Made
from kursdeck.build.kit import Kit
from kursdeck.build.opening import Opened, open_project
from kursdeck.content.course import Course
from kursdeck.deck import Deck, Page
from kursdeck.findings import Result, has_errors
from kursdeck.pictures import Image
from kursdeck.powerpoint.deck_writer import deck_parts, template_parts, write_page
from kursdeck.powerpoint.identity import Identity
from kursdeck.powerpoint.stamp import Known, stamp_of
from kursdeck.project import Project
from kursdeck.register import Register
from kursdeck.render.course import render
from kursdeck.render.names import names_of
from kursdeck.slots import values_of
from kursdeck.source import Source

REPO = Path(__file__).parents[1]
KARI = Presenter(
    Contact("Kari Eksempel", "Prosessveileder", "kari.eksempel@example.no", "22 22 22 22"),
    None,
    Source("deck/presenter.yaml"),
)


def opened(folder: Path = REPO) -> Opened:
    """Open a project that is known to be good; without a folder the course that ships."""
    project, findings = open_project(Project(folder))
    assert project is not None, findings
    return project


def recipient(
    project: Opened, name: str, presenter: Presenter | None = KARI, logo: Image | None = None
) -> Recipient:
    """Give a recipient of the project's register by name or number; '' is nobody in particular."""
    if not name:
        return audience.general(presenter, logo)
    entry, findings = register.find(project.register, name)
    assert entry is not None, findings
    return audience.recipient(entry, presenter, logo)


def made(project: Opened, whom: Recipient, lang: str = "nb") -> Made:
    """Make a deck that is known to be possible."""
    deck, findings = Kit(project).make(whom, lang)
    assert deck is not None, findings
    assert not has_errors(findings)
    return deck


def rendered_for(
    course: Course, whom: Recipient, brand: Brand, lang: str, register: Register
) -> Result[Deck]:
    """Render a course with a recipient's own texts, without slots."""
    return render(course, names_of(whom, brand, lang, register), brand, lang)


def file_of(pages: Sequence[Page], deck: Deck, brand: Brand) -> bytes:
    """Write pages as they are, whatever was decided about them."""
    written = [write_page(page, brand) for page in pages]
    parts = deck_parts(written, brand, deck.properties, None)
    whose = Identity("", "", "", "", "nb-NO", "")
    stamp = stamp_of(parts, template_parts(brand), written, whose, Known())
    return stamp.deck(values_of(()), "").data
