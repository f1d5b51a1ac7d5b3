"""What is remembered from one build to the next, in the folder of the decks: only ever a way to save time.

It may be deleted at any moment, and one that is damaged, was written by hand or by another version is as good as
none. Decks are then judged by reading them. It holds names of files, ids and findings: no personal data, since
findings carry none.
"""

import contextlib
import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import astuple

from kursdeck import files
from kursdeck.build.outcome import Outcome, Status
from kursdeck.files import Stamp
from kursdeck.findings import Finding, Findings, Severity
from kursdeck.source import Source

FOLDER = ".kursdeck"
FILE = "build.json"
FORMAT = 2
"""It grows when the file's form or the meaning of anything in it changes."""
NOT_OURS = (AttributeError, IndexError, KeyError, TypeError, ValueError, RecursionError)
"""What reading may raise when the file's form is another."""


class Written(Struct, frozen=True):
    """A deck's file as a build left it: its stamp, and the digest of its bytes."""

    stamp: Stamp
    digest: str


class Failed(Struct, frozen=True):
    """What failed when it was last tried: `asked` is what asks for it again, an id or what was typed.

    `told` is None unless rows of the roster failed that could not be told from others, or said of nobody whom they
    are for. Such a row has only its line to go by, and lines move. So `told` has the ids of all rows that could be
    told then: any other is one that was mended, or is still wrong.
    """

    asked: tuple[str, ...] = ()
    told: tuple[str, ...] | None = None

    def __bool__(self) -> bool:
        """Say whether anything failed."""
        return bool(self.asked) or self.told is not None


class Last(Struct, frozen=True):
    """The last build that came to its end: what it was made from, and what came of it.

    `key` is '' where it must be done again in any case. `failed` is what failed in it, or in an earlier one and was
    not tried again.
    """

    key: str
    findings: Findings
    decks: tuple[Outcome, ...]
    failed: Failed = Failed()


class State(Struct, frozen=True):
    """What is known of a folder: its decks by their files' names, and the last build in it, if one ended."""

    decks: Mapping[str, Written] = field(default_factory=dict)
    last: Last | None = None


NOTHING = State()


def load(folder: Path) -> State:
    """Read what is remembered of a folder of decks; nothing where it cannot be relied on."""
    try:
        digest, _, body = (folder / FOLDER / FILE).read_text(encoding="utf-8").partition("\n")
        if digest != _seal(body):
            return NOTHING
        value = json.loads(body)
        return _state(folder, value) if value["format"] == FORMAT else NOTHING
    except (OSError, *NOT_OURS):
        return NOTHING


def save(folder: Path, state: State) -> None:
    """Remember it; where the disk refuses, the next build only takes longer."""
    body = json.dumps({"format": FORMAT, "decks": _deck_rows(state), "last": _last_row(state.last)})
    with contextlib.suppress(OSError):
        files.write_atomic(folder / FOLDER / FILE, f"{_seal(body)}\n{body}".encode())


def _seal(body: str) -> str:
    """Digest the rest of the file, so that half a file or a changed one is told."""
    return hashlib.sha256(body.encode()).hexdigest()


# ---- values as JSON has them


def _deck_rows(state: State) -> dict[str, list[object]]:
    return {name: [*astuple(deck.stamp), deck.digest] for name, deck in state.decks.items()}


def _last_row(last: Last | None) -> list[object] | None:
    """Write a build: its findings once each, its decks with the numbers of theirs."""
    if last is None:
        return None
    numbers: dict[str, int] = {}
    common = _numbers(last.findings, "", numbers)
    decks = [_outcome_row(deck, numbers) for deck in last.decks]
    return [last.key, [json.loads(row) for row in numbers], common, decks, *astuple(last.failed)]


def _outcome_row(outcome: Outcome, numbers: dict[str, int]) -> list[object]:
    path = outcome.path.name if outcome.path else ""
    kept = [path.name for path in outcome.kept]
    found = _numbers(outcome.findings, outcome.name, numbers)
    whom = (outcome.recipient, outcome.name, outcome.lang)
    return [*whom, path, outcome.slides, outcome.smallest, found, kept]


def _numbers(findings: Findings, whose: str, numbers: dict[str, int]) -> list[int]:
    """Give each finding its number, the same for all decks that have it: a thousand often share a few."""
    rows = (json.dumps(_finding_row(finding, whose)) for finding in findings)
    return [numbers.setdefault(row, len(numbers)) for row in rows]


def _finding_row(finding: Finding, whose: str) -> list[object]:
    source = astuple(finding.source) if finding.source else None
    recipient = None if finding.recipient == whose else finding.recipient
    rest = (dict(finding.params), finding.near, finding.known, recipient)
    return [finding.id, finding.severity.value, source, *rest]


def _state(folder: Path, value: Any) -> State:
    rows = value["decks"].items()
    decks = {name: Written(Stamp(size, modified), digest) for name, (size, modified, digest) in rows}
    return State(decks, _last(folder, value["last"]))


def _last(folder: Path, row: Any) -> Last | None:
    if row is None:
        return None
    key, rows, common, decks, asked, told = row
    outcomes = tuple(_outcome(folder, deck, rows) for deck in decks)
    failed = Failed(tuple(asked), None if told is None else tuple(told))
    return Last(key, _findings(common, "", rows), outcomes, failed)


def _outcome(folder: Path, row: Any, rows: Any) -> Outcome:
    recipient, name, lang, path, slides, smallest, found, kept = row
    return Outcome(
        recipient,
        name,
        lang,
        folder / path,
        Status.UNCHANGED,
        slides,
        smallest,
        _findings(found, name, rows),
        tuple(folder / name for name in kept),
    )


def _findings(numbers: Sequence[int], whose: str, rows: Any) -> Findings:
    return tuple(_finding(rows[number], whose) for number in numbers)


def _finding(row: Any, whose: str) -> Finding:
    id_, severity, source, params, near, known, recipient = row
    place = Source(*source) if source else None
    whom = whose if recipient is None else recipient
    return Finding(id_, Severity(severity), place, params, tuple(near), tuple(known), whom)
