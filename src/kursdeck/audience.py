"""For whom a deck is: the recipient, and who presents it.

These are the only personal data that the program touches. They come from `deck/`, which git ignores, and they
go into the deck and nowhere else: no finding carries them in its parameters, only the place where they stand.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from kursdeck import documents, pictures, schema
from kursdeck.brand.kinds import shipped_schema
from kursdeck.documents import Listing, Node, Scalar, Table
from kursdeck.findings import Findings, Result, error, has_errors, note, warning
from kursdeck.pictures import Image
from kursdeck.project import Project, inside
from kursdeck.register import Entry, Fields
from kursdeck.source import Source

GENERAL = "general"
"""The id of the recipient that stands for nobody in particular."""

LOGO_ENDINGS = ("svg", "png", "jpg", "jpeg")
"""How a logo's file may end, the best first."""

EMAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;.]+(\.[^\s@<>,;.]+)+")
"""One address with a domain: what a mail program takes when it is typed in from a slide (RFC 5321, 4.1.2)."""

PHONE = re.compile(r"\+?[0-9(][0-9 \u00a0()./-]{2,24}")
"""Digits and what people set between them; how they are grouped is `language.phone`'s concern."""

# ---- values


@dataclass(frozen=True, slots=True)
class Contact:
    """A person to turn to; what is not known is ''. `places` says where each field was written."""

    name: str
    title: str = ""
    email: str = ""
    phone: str = ""
    places: tuple[tuple[str, Source], ...] = field(default=(), compare=False, repr=False)

    def place(self, name: str) -> Source | None:
        """Say where a field was written, None when it was not."""
        return dict(self.places).get(name)


@dataclass(frozen=True, slots=True)
class Presenter:
    """Who gives the course: the contact person, and their logo, if any."""

    contact: Contact
    logo: Image | None
    source: Source


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom one deck is for. `entry` is None in the general deck, which is for nobody in particular.

    `logo` is the one that the deck shows. `roster` are the further columns of the recipient's row.
    """

    id: str
    entry: Entry | None
    logo: Image | None = None
    presenter: Presenter | None = None
    date: dt.date | None = None
    place: str = ""
    roster: Fields = field(default_factory=Fields)

    @property
    def name(self) -> str:
        """What findings and document properties call the recipient: the main name, '' in the general deck."""
        return self.entry.main.name if self.entry else ""

    @property
    def contact(self) -> Contact | None:
        """The presenter's contact person, None when there is no presenter."""
        return self.presenter.contact if self.presenter else None

    def stem(self, course: str) -> str:
        """Give the deck's file name without its ending: '5538-storfjord', and `course` for the general deck.

        The id stands first, so the name is unique and never one that Windows reserves.
        """
        return f"{self.id}-{self.entry.slug}" if self.entry else course


def general(presenter: Presenter | None, logo: Image | None) -> Recipient:
    """Make the recipient of the deck that is for nobody in particular."""
    return Recipient(GENERAL, None, logo, presenter)


def recipient(entry: Entry, presenter: Presenter | None, logo: Image | None) -> Recipient:
    """Make a recipient of an entry in the register."""
    return Recipient(entry.id, entry, logo, presenter)


# ---- the presenter


def read_presenter(project: Project) -> Result[Presenter]:
    """Read `deck/presenter.yaml`.

    Findings: `no-presenter` (a warning) when there is no such file, near to it what may have been meant as it;
    all that `documents.read`, `schema.validate` and `pictures.read` find; `presenter-is-example` (a warning)
    when it is the example unchanged, and then no deck shows it; `contact-email`, `contact-phone`,
    `contact-unreachable`.
    """
    if not project.presenter.is_file():
        absent = warning("no-presenter", Source(project.shown(project.presenter)))
        return None, (replace(absent, near=_misnamed(project)),)
    presenter, findings = _read(project, project.presenter)
    if presenter is not None and presenter.contact == _example(project):
        return None, (*findings, warning("presenter-is-example", presenter.source))
    return presenter, findings


def _example(project: Project) -> Contact | None:
    """Give the person of the example, who does not exist."""
    if not project.presenter_example.is_file():
        return None
    presenter, _ = _read(project, project.presenter_example)
    return presenter.contact if presenter else None


def read_general_presenter(project: Project) -> Result[Presenter]:
    """Read the presenter of the general deck: the example stands in where there is no presenter.yaml.

    Only this deck may show a person who does not exist, and it says so (note `example-contact`).
    """
    if project.presenter.is_file() or not project.presenter_example.is_file():
        return read_presenter(project)
    presenter, findings = _read(project, project.presenter_example)
    example = note("example-contact", Source(project.shown(project.presenter_example)))
    return presenter, (*findings, replace(example, near=_misnamed(project)))


def _misnamed(project: Project) -> tuple[str, ...]:
    """Give the files that differ from presenter.yaml in the ending or in capitals: `.yml`, `.yaml.txt`."""
    if not project.deck.is_dir():
        return ()
    wanted = project.presenter.stem
    others = (path for path in sorted(project.deck.iterdir()) if ".example." not in path.name)
    named = (path for path in others if path.name.partition(".")[0].casefold() == wanted)
    return tuple(project.shown(path) for path in named if path.is_file())


def _read(project: Project, path: Path) -> Result[Presenter]:
    node, findings = documents.read(path, project.shown(path))
    if node is None:
        return None, findings
    findings = (*findings, *_discreet(schema.validate(node, shipped_schema("presenter")), node))
    if has_errors(findings) or not isinstance(node, Table):
        return None, findings
    contact = _contact(node)
    logo, wrong_logo = _own_logo(project, node)
    findings = (*findings, *_contact_findings(contact, node.source), *wrong_logo)
    return (None if has_errors(findings) else Presenter(contact, logo, node.source)), findings


def _discreet(findings: Findings, node: Node) -> Findings:
    """Put '…' for what findings repeat of the file's values: personal data must not be repeated.

    A repeated value may be shortened by an ellipsis at its end.
    """
    written = tuple(_scalars(node))
    return tuple(
        replace(found, params={name: _hidden(value, written) for name, value in found.params.items()})
        for found in findings
    )


def _hidden(value: str | int, written: tuple[str, ...]) -> str | int:
    start = value.rstrip("…") if isinstance(value, str) else ""
    return "…" if start and any(text.startswith(start) for text in written) else value


def _scalars(node: Node) -> Iterator[str]:
    match node:
        case Scalar(text=text):
            yield text
        case Listing(items=items):
            yield from (text for item in items for text in _scalars(item))
        case Table(entries=entries):
            yield from (text for entry in entries for text in _scalars(entry.node))


def _contact(table: Table) -> Contact:
    fields = {entry.key: entry.node for entry in table.entries if isinstance(entry.node, Scalar)}
    texts = {name: _text(fields.get(name)) for name in ("name", "title", "email", "phone")}
    return Contact(**texts, places=tuple((name, scalar.source) for name, scalar in fields.items()))


def _text(scalar: Scalar | None) -> str:
    """Give the text as it was typed: a number keeps its zeros, an empty field is ''."""
    return "" if scalar is None or scalar.value is None else scalar.text.strip()


def _contact_findings(contact: Contact, whole: Source) -> Findings:
    """Check what JSON Schema would quote the value for: personal data stay out of findings."""
    email = contact.email and not EMAIL.fullmatch(contact.email)
    phone = contact.phone and not PHONE.fullmatch(contact.phone)
    return (
        *((error("contact-email", contact.place("email")),) if email else ()),
        *((error("contact-phone", contact.place("phone")),) if phone else ()),
        *(() if contact.email or contact.phone else (warning("contact-unreachable", whole),)),
    )


def _own_logo(project: Project, table: Table) -> Result[Image]:
    node = table.get("logo")
    if not isinstance(node, Scalar) or not _text(node):
        return None, ()
    path, findings = inside(project, _text(node), node.source)
    return _read_logo(path, project.shown(path), node.source) if path else (None, findings)


# ---- the logo


def find_logo(
    project: Project, recipient_id: str, *, explicit: Path | None = None, presenter: Presenter | None = None
) -> Result[Image]:
    """Find a recipient's logo; None without findings when there is none, since a deck may have none.

    In this order: `explicit` (asked for on the command line, and therefore from anywhere), a file in
    `deck/logos/` named by the id, the presenter's own. A logo that is there but unusable is an error.
    """
    path = explicit or _named_by(project.logos, recipient_id)
    if path is None:
        return (presenter.logo if presenter else None), ()
    return _read_logo(path, project.shown(path), None)


def _read_logo(path: Path, shown: str, source: Source | None) -> Result[Image]:
    """Read a logo, and warn of one that was made for dark grounds: in a deck it stands on white."""
    logo, findings = pictures.read(path, shown, source)
    if logo is None:
        return None, findings
    from kursdeck.pictures.contrast import is_pale  # noqa: PLC0415 - Pillow, which decks without a logo never need

    pale = (warning("logo-pale", source or Source(shown)),) if is_pale(logo) else ()
    return logo, (*findings, *pale)


def _named_by(folder: Path, id_: str) -> Path | None:
    """Find `<id>.svg` and so on; `.PNG`, as cameras and scanners write it, is the same."""
    endings = (spelling for ending in LOGO_ENDINGS for spelling in (ending, ending.upper()))
    paths = (folder / f"{id_}.{ending}" for ending in endings)
    return next((path for path in paths if path.is_file()), None)
