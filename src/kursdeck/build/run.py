"""A whole build: which decks were asked for, each made and put in its place, and what became of them."""

from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack, closing

from msgspec.structs import replace

from kursdeck.build.again import ask_again
from kursdeck.build.choice import choose, unmade
from kursdeck.build.inputs import fingerprint
from kursdeck.build.kit import Kit
from kursdeck.build.meeting import Meeting, Wanted, logos_beforehand
from kursdeck.build.memory import failed_last
from kursdeck.build.opening import Opened, open_project, sound_part
from kursdeck.build.outcome import Batch, Outcome, Request
from kursdeck.build.placing import Making, Placing, syncing_for
from kursdeck.build.turns import Ending, in_turn
from kursdeck.findings import Finding, Findings, Result, Severity, error, has_errors, note
from kursdeck.pictures import Cache, Keep
from kursdeck.project import Project


def open_for(project: Project, request: Request) -> Result[Opened]:
    """Open a project for a build; where it has errors, say also what the first deck would stumble over.

    With `strict` a warning about the project itself stops the build as well. Nothing is written, but what a build
    has kept of its pictures is used.
    """
    return _open(project, request, Cache(project.prepared).recalled)


def _open(project: Project, request: Request, keep: Keep) -> Result[Opened]:
    opened, findings = open_project(project, keep)
    if opened is None:
        return None, (*findings, *_first_decks_errors(project, request, keep))
    if request.strict and _doubtful(findings):
        return None, (*findings, error("strict"))
    return opened, findings


def _first_decks_errors(project: Project, request: Request, keep: Keep) -> Iterator[Finding]:
    """Make the first deck of what is sound in a project with errors, and give the errors that this shows."""
    opened, _ = sound_part(project, keep)
    if opened is not None and opened.course.slides:
        wanted, _ = chosen(opened, request)
        making = make_one(Kit(opened), request, wanted[0], wanted[0].meet(keep))
        yield from (finding for finding in making.findings if finding.severity is Severity.ERROR)


def start(project: Project, request: Request) -> Batch:
    """Open the project and begin to build what was asked for.

    What is to be tried again is all of it where the last build did not come to its end. Finding `none-failed` (a note):
    nothing had failed. Finding `archive-whole` (an error): an archive has no last time.
    """
    if request.archive and request.retry_failed:
        return Batch(0, (error("archive-whole"),), _nothing())
    inputs = fingerprint(project, request)
    opened, findings = _open(project, request, _keep(project, request))
    if opened is None:
        return Batch(0, findings, _nothing())
    failed = failed_last(request.out or project.out) if request.retry_failed else None
    if failed is not None and not failed:
        return Batch(0, (*findings, note("none-failed")), _nothing())
    if failed:
        request = ask_again(request, failed)
    wanted, found = chosen(opened, request)
    findings = (*findings, *found)
    return Batch(len(wanted), findings, _decks(opened, request, wanted, inputs, findings))


def _keep(project: Project, request: Request) -> Keep:
    """Have what is made of pictures kept; a dry run writes nothing, and uses what there is."""
    cache = Cache(project.prepared)
    if request.dry_run:
        return cache.recalled
    cache.sweep()
    return cache.remembered


def outcomes(opened: Opened, request: Request) -> Generator[Outcome, None, None]:
    """Build what was asked for, one deck after the other; one that fails does not stop the others."""
    return _decks(opened, request, chosen(opened, request)[0], "", ())


def _nothing() -> Generator[Outcome, None, None]:
    yield from ()


def _decks(
    opened: Opened, request: Request, wanted: Sequence[Wanted], inputs: str, findings: Findings
) -> Generator[Outcome, None, None]:
    """Build deck after deck, and finish in the end what they share; the last one tells what came of that.

    The output folder is not touched before there is a deck to put there, and then it is held until the end.
    """
    kit = Kit(opened)
    with ExitStack() as stack:
        keep = stack.enter_context(logos_beforehand(wanted, opened))
        sync = stack.enter_context(syncing_for(request, len(wanted)))
        placing = Placing(opened, request, stack, sync)
        decks: list[Outcome] = []
        with closing(in_turn(_begun(placing, makings(kit, request, wanted, keep)))) as placed:
            for outcome in placed:
                yield from decks[-1:]
                decks.append(outcome)
        found = placing.close(inputs, findings, wanted, decks)
        yield from (_closed(deck, found) for deck in decks[-1:])


def _closed(last: Outcome, found: Findings) -> Outcome:
    return replace(last, findings=(*last.findings, *found), voids=has_errors(found))


def makings(kit: Kit, request: Request, wanted: Sequence[Wanted], keep: Keep) -> Iterator[Making]:
    """Make decks as they were asked for, one after the other, and write nothing."""
    return (make_one(kit, request, deck, deck.meet(keep)) for deck in wanted)


def _begun(placing: Placing, wanted: Iterator[Making]) -> Iterator[Ending[Outcome]]:
    """Begin to place each deck as it is made, until the folder cannot be had."""
    for making in wanted:
        yield placing.place(making)
        if placing.is_over:
            return


def chosen(opened: Opened, request: Request) -> tuple[Sequence[Wanted], Findings]:
    """Give the decks that were asked for; what leaves no choice is one deck that fails."""
    wanted, findings = choose(opened, request)
    return (unmade(opened, request, findings), ()) if wanted is None else (wanted, findings)


def make_one(kit: Kit, request: Request, wanted: Wanted, met: Meeting) -> Making:
    """Make one deck as it was asked for, and write nothing."""
    plain = Making(wanted.asked, wanted.name, met.recipient, None, met.findings, wanted.place)
    if met.recipient is None:
        return plain
    made, found = kit.make(met.recipient, met.lang)
    findings = (*met.findings, *found)
    if made is not None and request.strict and _doubtful(findings):
        strict = replace(error("strict"), recipient=wanted.name)
        return replace(plain, findings=(*findings, strict))
    return replace(plain, made=made, findings=findings)


def _doubtful(findings: Findings) -> bool:
    return any(finding.severity is Severity.WARNING for finding in findings)
