"""Which decks a build is to make: the roster's, the whole register's, or those that were asked for by name.

A recipient for whom the roster has rows gets the decks of those rows, however it was chosen. What cannot be found
is a deck that fails, so that it does not stop the others.
"""

from collections.abc import Iterator

from kursdeck import audience, register
from kursdeck.audience import RosterRow
from kursdeck.build.meeting import Sources, Wanted
from kursdeck.build.opening import Opened
from kursdeck.build.outcome import Request
from kursdeck.findings import Finding, Findings, Result, error, has_errors, note, unknown
from kursdeck.register import Entry, Register


def choose(opened: Opened, request: Request) -> Result[tuple[Wanted, ...]]:
    """Give the decks that were asked for, each once: with nothing asked for those of the roster, or the general one.

    Findings: `no-register`, those of `audience.read_roster`, `neutral-language`, `draft-not-used` (notes, once for
    all decks).
    """
    if not opened.register.entries and (_asks(request) or opened.project.roster.is_file()):
        return None, (error("no-register", opened.course.source),)
    roster, findings = audience.read_roster(opened.project, opened.register)
    if has_errors(findings):
        return None, findings
    wanted = {deck.asked: deck for deck in _asked(Sources(opened, request, roster))}
    decks = tuple(wanted.values())
    return decks, (*findings, *_neutral(opened, request, decks), *_in_draft(opened, request, decks))


def unmade(opened: Opened, request: Request, findings: Findings) -> tuple[Wanted, ...]:
    """Give the one deck that stands for those which could not even be chosen."""
    return (Wanted("", "", Sources(opened, request, None), findings=findings),)


def general_deck(opened: Opened, request: Request) -> Wanted:
    """Give the deck for nobody in particular."""
    roster, _ = audience.read_roster(opened.project, opened.register)
    return Wanted("", "", Sources(opened, request, roster))


def entries(known: Register, request: Request) -> Result[tuple[Entry, ...]]:
    """Give the register's entries that were asked for, each once; findings as of a build's failed decks."""
    if request.everyone:
        return known.entries, ()
    found = [_entries_of(known, text) for text in request.recipients]
    found += [_entries_in(known, text) for text in request.counties]
    findings = tuple(finding for _, findings in found for finding in findings)
    chosen = dict.fromkeys(entry.id for some, _ in found for entry in some or ())
    by_id = {entry.id: entry for entry in known.entries}
    return (None if findings else tuple(by_id[id_] for id_ in chosen)), findings


def _asks(request: Request) -> bool:
    return bool(request.everyone or request.counties or any(request.recipients))


def _asked(sources: Sources) -> Iterator[Wanted]:
    request, known = sources.request, sources.opened.register
    rows = sources.roster.rows if sources.roster else ()
    if request.everyone:
        for entry in known.entries:
            yield from _of_entry(sources, entry)
        yield from (_of_row(sources, row) for row in rows if row.entry is None)
    elif (but := request.but) is not None:
        named = (deck for text in request.recipients for deck in _of_text(sources, text))
        others = (_of_row(sources, row) for row in rows if row.findings or row.id not in but)
        yield from sorted((*named, *others), key=_line)
    elif request.recipients or request.counties:
        for text in request.recipients:
            yield from _of_text(sources, text)
        for text in request.counties:
            yield from _of_region(sources, text)
    elif rows:
        yield from (_of_row(sources, row) for row in rows)
    else:
        yield Wanted("", "", sources)


def _line(deck: Wanted) -> int:
    return deck.row.cells.source.line if deck.row else 0


# ---- from what was asked for to decks


def _of_text(sources: Sources, text: str) -> Iterator[Wanted]:
    """Give the decks of a row's own id or place, else of a recipient; '' is nobody in particular."""
    rows = sources.roster.rows if sources.roster else ()
    named = [row for row in rows if text and _is_named(row, text)]
    if not text:
        yield Wanted("", "", sources)
    elif named:
        yield from (_of_row(sources, row) for row in named)
    else:
        some, findings = _entries_of(sources.opened.register, text)
        yield from _of_entries(sources, text, some or (), findings)


def _is_named(row: RosterRow, text: str) -> bool:
    """Say whether a row is meant by its own id; the register's id means all rows of its recipient."""
    is_own = row.entry is not None and row.id != row.entry.id
    return text == row.place or (is_own and row.id.casefold() == text.casefold())


def _of_region(sources: Sources, text: str) -> Iterator[Wanted]:
    some, findings = _entries_in(sources.opened.register, text)
    yield from _of_entries(sources, text, some or (), findings)


def _of_entries(sources: Sources, text: str, some: tuple[Entry, ...], findings: Findings) -> Iterator[Wanted]:
    if findings:
        yield Wanted(text, text, sources, findings=findings)
    for entry in some:
        yield from _of_entry(sources, entry)


def _of_entry(sources: Sources, entry: Entry) -> Iterator[Wanted]:
    rows = sources.rows_of.get(entry.id, ())
    yield from (_of_row(sources, row) for row in rows)
    if not rows:
        yield Wanted(entry.id, entry.main.name, sources, entry)


def _of_row(sources: Sources, row: RosterRow) -> Wanted:
    """Make the deck of a row; one that is not sound has no id to go by, or another's."""
    name = row.entry.main.name if row.entry else row.place
    return Wanted(row.place if row.findings else row.id, name, sources, row.entry, row, row.findings)


def _entries_of(known: Register, text: str) -> Result[tuple[Entry, ...]]:
    entry, findings = register.find(known, text)
    return ((entry,) if entry else None), findings


def _entries_in(known: Register, text: str) -> Result[tuple[Entry, ...]]:
    names = register.regions(known)
    if not names:
        return None, (error("no-regions"),)
    found = register.in_region(known, text)
    return (found, ()) if found else (None, (unknown("unknown-region", text, names),))


# ---- what is said of all decks together


def _neutral(opened: Opened, request: Request, wanted: tuple[Wanted, ...]) -> Iterator[Finding]:
    """Count those for whom no language was chosen by anybody, where there is one to choose."""
    has_standards = any(entry.written_standard for entry in opened.register.entries)
    if request.lang or not opened.course.statuses or not has_standards:
        return
    count = sum(map(_is_neutral, wanted))
    if count:
        yield note("neutral-language", None, count=count, lang=opened.course.lang)


def _is_neutral(deck: Wanted) -> bool:
    return bool(deck.entry and not deck.entry.written_standard and not _said(deck))


def _in_draft(opened: Opened, request: Request, wanted: tuple[Wanted, ...]) -> Iterator[Finding]:
    """Count those who asked to be written to in a language that the course has, but nobody has approved."""
    drafts = [lang for lang, status in opened.course.statuses.items() if status == "draft"]
    for lang in drafts if not request.lang else ():
        count = sum(deck.entry.written_standard == lang and not _said(deck) for deck in wanted if deck.entry)
        if count:
            yield note("draft-not-used", None, count=count, lang=lang, used=opened.course.lang)


def _said(deck: Wanted) -> str:
    """Give the language that the roster asks for, '' where it does not."""
    roster = deck.sources.roster
    return roster.text(deck.row, "lang") if roster and deck.row else ""
