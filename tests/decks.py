"""Decks made by the whole pipeline, without a file being written: from a project's folder to pages and bytes."""

from pathlib import Path

from kursdeck import audience, register
from kursdeck.audience import Contact, Presenter, Recipient
from kursdeck.build.deck import Made, make
from kursdeck.build.opening import Opened, open_project
from kursdeck.findings import has_errors
from kursdeck.pictures import Image
from kursdeck.project import Project
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
    deck, findings = make(project, whom, lang)
    assert deck is not None, findings
    assert not has_errors(findings)
    return deck
