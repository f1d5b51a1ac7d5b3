"""Knowing that a build would change nothing, without doing it.

A build is the same as the last one in its folder if all that goes into it is the same, and if the folder still
looks as that build left it. Then its outcomes and findings are given again. Only builds that came to their end
without a failure are remembered so.
"""

import hashlib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from kursdeck.build import state
from kursdeck.build.inputs import fingerprint
from kursdeck.build.outcome import Batch, Outcome, Request
from kursdeck.build.state import Failed, Last, Written
from kursdeck.files import Stamp
from kursdeck.findings import Findings
from kursdeck.project import Project

ONCE = frozenset({"deck-replaced", "deck-resaved"})
"""Findings about what a build did, not about what it left."""


def recalled(project: Project, request: Request) -> Batch | None:
    """Give the last build again if nothing has changed since, else None."""
    folder = request.out or project.out
    last = None if request.retry_failed else state.load(folder).last
    if last is None or last.key != _key(fingerprint(project, request), _stamps(folder)):
        return None
    return Batch(len(last.decks), last.findings, (deck for deck in last.decks))


def failed_last(folder: Path) -> Failed | None:
    """Give what failed when it was last tried; None where the last build did not come to its end."""
    last = state.load(folder).last
    return last.failed if last else None


def repeatable(
    inputs: str, folder: Path, findings: Findings, decks: Sequence[Outcome], written: Mapping[str, Written]
) -> Last:
    """Remember a build so that it can be given again, unless somebody changed a deck while it ran."""
    stamps = _stamps(folder)
    is_so = all(stamps.get(name) == deck.stamp for name, deck in written.items())
    key = _key(inputs, stamps) if is_so else ""
    return Last(key, findings, tuple(_lasting(deck) for deck in decks))


def _lasting(deck: Outcome) -> Outcome:
    """Leave out what was true of that one build only."""
    return replace(deck, findings=tuple(found for found in deck.findings if found.id not in ONCE))


def _key(inputs: str, stamps: Mapping[str, Stamp]) -> str:
    return hashlib.sha256(repr((inputs, sorted(stamps.items()))).encode("utf-8", "surrogatepass")).hexdigest()


def _stamps(folder: Path) -> Mapping[str, Stamp]:
    """Look at the decks of a folder, and at the marks of those that are open."""
    try:
        with os.scandir(folder) as entries:
            return {entry.name: Stamp.of(entry.stat()) for entry in entries if entry.name.endswith(".pptx")}
    except OSError:
        return {}
