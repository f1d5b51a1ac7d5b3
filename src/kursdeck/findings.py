"""What a stage has to say to a person: an id with parameters, a severity and a place.

Stages return findings as values and never print; the texts stand in `messages/<language>.toml`, so the same
finding reads in English or bokmål, and a test can compare it without knowing either.
"""

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from enum import Enum
from functools import cache
from importlib.resources import files
from typing import TypeAlias, TypeVar

from msgspec import Struct, field

from kursdeck.source import Source

NEAR_ENOUGH = 0.6
"""How alike two names must be to be offered as 'did you mean' (difflib's ratio; its own default)."""


class Severity(Enum):
    """How much a finding matters: an error stops the deck, a warning does not, a note is good to know."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Finding(Struct, frozen=True):
    """One thing to tell the user; `near` and `known` carry 'did you mean' and the names that exist."""

    id: str
    severity: Severity
    source: Source | None = None
    params: Mapping[str, str | int] = field(default_factory=dict)
    near: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    recipient: str = ""


Findings: TypeAlias = tuple[Finding, ...]
T = TypeVar("T")
Result: TypeAlias = tuple[T | None, Findings]
"""What every stage returns: its value, or None when an error made one impossible, and what it found."""


def error(id_: str, source: Source | None = None, **params: str | int) -> Finding:
    """Make a finding that stops the deck."""
    return Finding(id_, Severity.ERROR, source, params)


def warning(id_: str, source: Source | None = None, **params: str | int) -> Finding:
    """Make a finding that the user should act on, though the deck is built."""
    return Finding(id_, Severity.WARNING, source, params)


def note(id_: str, source: Source | None = None, **params: str | int) -> Finding:
    """Make a finding that is only good to know."""
    return Finding(id_, Severity.NOTE, source, params)


def unknown(
    id_: str, name: str, known: Iterable[str], source: Source | None = None, **params: str | int
) -> Finding:
    """Make an error about a name that does not exist, with the names that do and the nearest of them."""
    names = tuple(known)
    return Finding(id_, Severity.ERROR, source, {"name": name, **params}, nearest(name, names), names)


def nearest(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Give up to three of the known names that `name` may have been meant for, best first.

    Where only capitals differ, there is no doubt: that one alone.
    """
    by_folded = {candidate.casefold(): candidate for candidate in known}
    if name.casefold() in by_folded:
        return (by_folded[name.casefold()],)
    matches = difflib.get_close_matches(name.casefold(), by_folded, n=3, cutoff=NEAR_ENOUGH)
    return tuple(by_folded[match] for match in matches)


def has_errors(findings: Iterable[Finding]) -> bool:
    """Say whether any finding stops the deck."""
    return any(finding.severity is Severity.ERROR for finding in findings)


@cache
def catalogue(language: str) -> Mapping[str, Mapping[str, str]]:
    """Read the texts of all findings in one language: id to {text, hint}.

    Raises FileNotFoundError for a language without a catalogue: the CLI offers only those that ship.
    """
    path = files("kursdeck") / "messages" / f"{language}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def text_of(finding: Finding, language: str) -> str:
    """Say in one sentence what is wrong."""
    return catalogue(language)[finding.id]["text"].format(**finding.params)


def hint_of(finding: Finding, language: str) -> str:
    """Say in one line what would be right, or nothing."""
    return "  ".join(hints_of(finding, language))


def hints_of(finding: Finding, language: str) -> tuple[str, ...]:
    """Say what would be right, each on its own: 'did you mean', the known names, the catalogue's own hint."""
    words = catalogue(language)["words"]
    offered = (words["quoted"].format(name=name) for name in finding.near)
    near = words["near"].format(names=f" {words['or']} ".join(offered))
    known = words["known"].format(names=", ".join(finding.known))
    params = {**finding.params, "wanted": described(str(finding.params.get("wanted", "")), language)}
    own = catalogue(language)[finding.id].get("hint", "").format(**params)
    parts = (near if finding.near else "", known if finding.known else "", own)
    return tuple(part for part in parts if part)


def described(description: str, language: str) -> str:
    """Give what a schema says of a field in a language; as it stands where the catalogue has no translation."""
    return catalogue(language).get("descriptions", {}).get(description, description)
