"""What failed, and how it is asked for again."""

from collections.abc import Sequence

from msgspec.structs import replace

from kursdeck.build.choice import choose
from kursdeck.build.meeting import Wanted
from kursdeck.build.opening import Opened
from kursdeck.build.outcome import Outcome, Request, Status
from kursdeck.build.state import Failed


def ask_again(request: Request, failed: Failed) -> Request:
    """Ask for just what failed."""
    return replace(request, recipients=failed.asked, counties=(), everyone=False, but=failed.told)


def to_try_again(
    opened: Opened, request: Request, before: Failed, wanted: Sequence[Wanted], decks: Sequence[Outcome]
) -> Failed | None:
    """Give what failed in a build that `wanted` these decks, and what failed before it and was none of its business.

    Where nothing could be chosen, that is what failed before it, or None: all of it is to be tried.
    """
    if any(deck.findings and not deck.asked for deck in wanted):
        return before or None
    lost = {deck.asked for deck in decks if deck.status is Status.FAILED}
    left = _left(opened, request, before, {deck.asked for deck in decks}) if before else ()
    again = (*left, *(deck for deck in wanted if deck.asked in lost))
    asked = tuple(deck.asked for deck in again if not _has_only_a_line(deck))
    is_told = not any(map(_has_only_a_line, again))
    return Failed(asked, None if is_told else _told(again))


def _left(opened: Opened, request: Request, before: Failed, tried: set[str]) -> tuple[Wanted, ...]:
    """Give what failed before and was not tried now, as it would be asked for today.

    Who is no longer in the register or the roster is left out.
    """
    wanted, _ = choose(opened, ask_again(request, before))
    there = (deck for deck in wanted or () if deck.row or not deck.findings)
    return tuple(deck for deck in there if deck.asked not in tried)


def _has_only_a_line(deck: Wanted) -> bool:
    return deck.row is not None and bool(deck.row.findings)


def _told(decks: Sequence[Wanted]) -> tuple[str, ...]:
    """Give the ids of all rows of the roster that can be told."""
    roster = decks[0].sources.roster
    return tuple(row.id for row in roster.rows if not row.findings) if roster else ()
