"""A whole build: which decks were asked for, each made and put in its place, and what became of them."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kursdeck import audience, files, register
from kursdeck.audience import Recipient
from kursdeck.build import output
from kursdeck.build.deck import Kit, Made
from kursdeck.build.opening import Opened, open_project, sound_part
from kursdeck.build.output import Decision, Status
from kursdeck.findings import Finding, Findings, Result, Severity, error, has_errors, unknown
from kursdeck.project import Project
from kursdeck.register import Entry


@dataclass(frozen=True, slots=True)
class Request:
    """What the user asked for. No recipients: a deck for nobody in particular."""

    recipients: tuple[str, ...] = ()
    lang: str = ""
    logo: Path | None = None
    out: Path | None = None
    day: date | None = None
    place: str = ""
    force: bool = False
    dry_run: bool = False
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one deck. `smallest` is its smallest body type in hundredths of a point."""

    recipient: str
    name: str
    lang: str
    path: Path | None
    status: Status
    slides: int
    smallest: int
    findings: Findings


def open_for(project: Project, request: Request) -> Result[Opened]:
    """Open a project for a build; where it has errors, say also what the first deck would stumble over.

    With `strict` a warning about the project itself stops the build as well.
    """
    opened, findings = open_project(project)
    if opened is None:
        return None, (*findings, *_first_decks_errors(project, request))
    if request.strict and _doubtful(findings):
        return None, (*findings, error("strict"))
    return opened, findings


def _first_decks_errors(project: Project, request: Request) -> Iterator[Finding]:
    """Make the first deck of what is sound in a project with errors, and give the errors that this shows."""
    opened, _ = sound_part(project)
    if opened is not None and opened.course.slides:
        making = _making(Kit(opened), request, _wanted(request)[0])
        yield from (finding for finding in making.findings if finding.severity is Severity.ERROR)


def outcomes(opened: Opened, request: Request) -> Iterator[Outcome]:
    """Build what was asked for, one deck after the other; one that fails does not stop the others.

    The output folder is not touched before there is a deck to put there, and then it is held until the end.
    """
    is_held = request.dry_run
    kit = Kit(opened)
    with ExitStack() as stack:
        for wanted in _wanted(request):
            making = _making(kit, request, wanted)
            if making.made and not is_held:
                refused = _hold(request.out or opened.project.out, stack)
                if refused:
                    yield _failed("", refused)
                    return
                is_held = True
            yield _outcome(opened, request, making)


def _hold(folder: Path, stack: ExitStack) -> Findings:
    """Keep other builds out of the folder until `stack` is closed; say so if that cannot be."""
    try:
        findings = stack.enter_context(files.lock(folder))
        if not findings:
            files.sweep(folder)
    except OSError as problem:
        return (files.finding_of(problem, folder),)
    return findings


def _wanted(request: Request) -> tuple[str, ...]:
    return request.recipients or ("",)


@dataclass(frozen=True, slots=True)
class _Making:
    """A deck on its way: `name` is whom it is for, `made` None when it is not to be written."""

    name: str
    recipient: Recipient | None
    made: Made | None
    findings: Findings


def _making(kit: Kit, request: Request, wanted: str) -> _Making:
    """Make one deck as it was asked for, and write nothing."""
    recipient, findings = _recipient(kit.opened, request, wanted)
    lang, found = _language(kit.opened, request, recipient)
    findings = (*findings, *found)
    if recipient is None or has_errors(findings):
        return _Making(wanted, recipient, None, findings)
    made, found = kit.make(recipient, lang)
    findings = (*findings, *found)
    if made is not None and request.strict and _doubtful(findings):
        strict = replace(error("strict"), recipient=recipient.name)
        return _Making(recipient.name, recipient, None, (*findings, strict))
    return _Making(recipient.name, recipient, made, findings)


def _outcome(opened: Opened, request: Request, making: _Making) -> Outcome:
    recipient, made = making.recipient, making.made
    if recipient is None or made is None:
        return _failed(making.name, making.findings)
    folder = request.out or opened.project.out
    path = folder / file_name(opened, recipient, made.lang)
    placed, found = _placed(made.data, path, opened.project, request)
    findings = (*making.findings, *found)
    if placed is None:
        return _failed(recipient.name, findings)
    return Outcome(
        recipient.id,
        recipient.name,
        made.lang,
        placed.spot,
        placed.status,
        len(made.pages),
        made.smallest,
        findings,
    )


def _placed(data: bytes, path: Path, project: Project, request: Request) -> Result[Decision]:
    """Put a deck in its place, or say where it would go; None where a disk refused."""
    decide = output.over if request.force else output.beside
    decision, refused = decide(data, path)
    if decision is None:
        return None, refused
    if request.dry_run:
        return output.foretold(decision), output.remarks(decision, project)
    refused = output.carry_out(decision, data)
    return (None, refused) if refused else (decision, output.remarks(decision, project))


def _failed(name: str, findings: Findings) -> Outcome:
    return Outcome("", name, "", None, Status.FAILED, 0, 0, findings)


def _doubtful(findings: Findings) -> bool:
    return any(finding.severity is Severity.WARNING for finding in findings)


def file_name(opened: Opened, recipient: Recipient, lang: str) -> str:
    """Name a deck's file: course, recipient's id and name in a–z, and the language where it is not the course's."""
    course = opened.course
    stem = f"{course.id}_{recipient.stem(course.id)}" if recipient.entry else course.id
    suffix = "" if lang == course.lang else f"-{lang}"
    return f"{files.safe_name(stem + suffix)}.pptx"


# ---- for whom, and in which language


def _recipient(opened: Opened, request: Request, wanted: str) -> Result[Recipient]:
    entry, findings = _entry(opened, wanted)
    if wanted and entry is None:
        return None, findings
    read = audience.read_presenter if entry else audience.read_general_presenter
    presenter, found = read(opened.project)
    findings = (*findings, *found)
    whom = audience.recipient(entry, presenter, None) if entry else audience.general(presenter, None)
    logo, found = audience.find_logo(opened.project, whom.id, explicit=request.logo, presenter=presenter)
    findings = (*findings, *found)
    if has_errors(findings):
        return None, findings
    return replace(whom, logo=logo, date=request.day, place=request.place), findings


def _entry(opened: Opened, wanted: str) -> Result[Entry]:
    if not wanted:
        return None, ()
    if not opened.register.entries:
        return None, (error("no-register", opened.course.source),)
    return register.find(opened.register, wanted)


def _language(opened: Opened, request: Request, recipient: Recipient | None) -> tuple[str, Findings]:
    """Choose: as asked for, else the recipient's written standard where it is approved, else the course's."""
    course = opened.course
    known: Mapping[str, str] = {course.lang: "approved", **course.statuses}
    if request.lang:
        found: tuple[Finding, ...] = (
            () if request.lang in known else (unknown("unknown-language", request.lang, known),)
        )
        return request.lang, found
    standard = recipient.entry.written_standard if recipient and recipient.entry else ""
    return (standard if known.get(standard) == "approved" else course.lang), ()
