"""Who gives the course, as `deck/presenter.yaml` says it."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from msgspec.structs import replace

from kursdeck import documents, schema
from kursdeck.audience.contacts import check_contact
from kursdeck.audience.logos import read_logo
from kursdeck.audience.whom import Contact, Presenter
from kursdeck.brand.kinds import shipped_schema
from kursdeck.documents import Listing, Node, Scalar, Table
from kursdeck.findings import Findings, Result, has_errors, note, warning
from kursdeck.pictures import Image, Keep, anew
from kursdeck.project import Project, inside
from kursdeck.source import Source

PLAIN = ("encoding", "reason", "character", "bracket", "quote", "escape")
"""What a finding about a file may quote of it: nothing longer than two characters, or words of the system's."""


def read_presenter(project: Project, keep: Keep = anew) -> Result[Presenter]:
    """Read `deck/presenter.yaml`.

    Findings: `no-presenter` (a warning) when there is no such file, near to it what may have been meant as it;
    all that `documents.read`, `schema.validate` and `pictures.read` find; `presenter-is-example` (a warning)
    when it is the example unchanged, and then no deck shows it; `presenter-nameless` (a warning) while nobody is
    named; `contact-email`, `contact-phone`, `contact-unreachable`.
    """
    if not project.presenter.is_file():
        absent = warning("no-presenter", Source(project.shown(project.presenter)))
        return None, (replace(absent, near=_misnamed(project)),)
    presenter, findings = _read(project, project.presenter, keep)
    if presenter is not None and presenter.contact == read_example(project, keep):
        return None, (*findings, warning("presenter-is-example", presenter.source))
    return presenter, findings


def read_example(project: Project, keep: Keep = anew) -> Contact | None:
    """Give the person of the example, who does not exist."""
    if not project.presenter_example.is_file():
        return None
    presenter, _ = _read(project, project.presenter_example, keep)
    return presenter.contact if presenter else None


def read_general_presenter(project: Project, keep: Keep = anew) -> Result[Presenter]:
    """Read the presenter of the general deck: the example stands in where there is no presenter.yaml.

    Only this deck may show a person who does not exist, and it says so (note `example-contact`).
    """
    if project.presenter.is_file() or not project.presenter_example.is_file():
        return read_presenter(project, keep)
    presenter, findings = _read(project, project.presenter_example, keep)
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


def _read(project: Project, path: Path, keep: Keep) -> Result[Presenter]:
    node, findings = documents.read(path, project.shown(path))
    findings = _veiled(findings)
    if node is None:
        return None, findings
    findings = (*findings, *_discreet(schema.validate(node, shipped_schema("presenter")), node))
    if has_errors(findings) or not isinstance(node, Table):
        return None, findings
    contact = _contact(node)
    logo, wrong_logo = _own_logo(project, node, keep)
    nameless = (warning("presenter-nameless", contact.place("name")),)
    findings = (*findings, *(check_contact(contact, node.source) if contact.name else nameless), *wrong_logo)
    return (None if has_errors(findings) else Presenter(contact, logo, node.source)), findings


def _veiled(findings: Findings) -> Findings:
    """Put '…' for what YAML's own mistakes quote, a tag or an anchor say: they may have been meant as a name."""
    return tuple(
        replace(found, params={name: _seen(name, value) for name, value in found.params.items()})
        for found in findings
    )


def _seen(name: str, value: str | int) -> str | int:
    return value if isinstance(value, int) or name in PLAIN or value in _keys() else "…"


def _keys() -> Collection[str]:
    """Give the keys that the file may have."""
    properties: Mapping[str, object] = shipped_schema("presenter")["properties"]
    return properties.keys()


def _discreet(findings: Findings, node: Node) -> Findings:
    """Put '…' for what findings repeat of the file's values: personal data must not be repeated.

    A repeated value may be shortened by an ellipsis at its end.
    """
    written = tuple(_scalars(node))
    return tuple(
        replace(
            found,
            params={name: _hidden(value, written) for name, value in found.params.items()},
            source=found.source and replace(found.source, path=str(_hidden(found.source.path, written))),
        )
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
            yield from (entry.key for entry in entries if entry.key not in _keys())
            yield from (text for entry in entries for text in _scalars(entry.node))


def _contact(table: Table) -> Contact:
    fields = {entry.key: entry.node for entry in table.entries if isinstance(entry.node, Scalar)}
    name, title, email, phone = (_text(fields.get(name)) for name in ("name", "title", "email", "phone"))
    places = tuple((name, scalar.source) for name, scalar in fields.items())
    return Contact(name, title, email, phone, places=places)


def _text(scalar: Scalar | None) -> str:
    """Give the text as it was typed: a number keeps its zeros, an empty field is ''."""
    return "" if scalar is None or scalar.value is None else scalar.text.strip()


def _own_logo(project: Project, table: Table, keep: Keep) -> Result[Image]:
    node = table.get("logo")
    if not isinstance(node, Scalar) or not _text(node):
        return None, ()
    path, findings = inside(project, _text(node), node.source)
    return read_logo(path, project.shown(path), node.source, keep) if path else (None, findings)
