"""The words that stand on slides though no course says them: 'Kilde', '1 av 4', '(1/2)'.

They come from the brand's `languages/<code>.yaml`, one file a language, so that no word the audience reads
stands in the program, and a new language is a new file.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct, field

from kursdeck import documents
from kursdeck.documents import Scalar, Table
from kursdeck.findings import Finding, Findings, Result, error, unknown


class Council(Struct, frozen=True):
    """The word for an assembly of elected representatives, in its forms: bystyre, bystyret, bystyrets."""

    name: str
    definite: str
    genitive: str


class Words(Struct, frozen=True):
    """One language's words: its code in content.yaml (nb), its tag in the deck (nb-NO), and the words by name.

    `councils` has the words for a council, by the one that a roster says.
    """

    code: str
    tag: str
    words: Mapping[str, str]
    councils: Mapping[str, Council] = field(default_factory=dict)


SLOT = re.compile(r"\{(\w+)\}")
"""Where a word takes a value. Not str.format: a word is text, and nothing in it is evaluated."""

REQUIRED = (
    "tag", "continued", "footer", "logo_alt", "logo_alt_general", "and", "clock", "notes_customise", "notes_draft",
)  # fmt: skip
"""The words that the program itself asks for; kind templates may use any others that a brand has."""


def filled(pattern: str, **values: object) -> str:
    """Put values into a word's slots: '({part}/{parts})'. A slot that nothing is known for stays empty."""
    return SLOT.sub(lambda slot: str(values.get(slot[1], "")), pattern)


COUNCILS = "councils"
"""Where a language file has the words for councils: each a mapping of its forms."""
FORMS = ("name", "definite", "genitive")


def read_words(path: Path, shown: str) -> Result[Words]:
    """Read one language file: a mapping from a word's name to the word, and `councils`, if any.

    Findings: those of `documents.read`, `words-not-a-mapping`, `word-not-text`, `word-missing`.
    """
    node, findings = documents.read(path, shown)
    if node is None:
        return None, findings
    if not isinstance(node, Table):
        return None, (*findings, error("words-not-a-mapping", node.source))
    words, found = _words(node)
    councils, wrong = _councils(node)
    findings = (*findings, *found, *wrong)
    missing = tuple(error("word-missing", node.source, name=name) for name in REQUIRED if name not in words)
    if missing:
        return None, (*findings, *missing)
    return Words(path.stem, words["tag"], words, councils), findings


def _words(table: Table) -> tuple[Mapping[str, str], Findings]:
    entries = [entry for entry in table.entries if entry.key != COUNCILS]
    words = {entry.key: entry.node.text for entry in entries if isinstance(entry.node, Scalar)}
    nested = (entry for entry in entries if not isinstance(entry.node, Scalar))
    return words, tuple(error("word-not-text", entry.source, name=entry.key) for entry in nested)


def _councils(table: Table) -> tuple[Mapping[str, Council], Findings]:
    node = table.get(COUNCILS)
    if node is None:
        return {}, ()
    if not isinstance(node, Table):
        return {}, (error("words-not-a-mapping", node.source),)
    read = {entry.key: _council(entry) for entry in node.entries}
    findings = tuple(finding for _, findings in read.values() for finding in findings)
    return {key: council for key, (council, _) in read.items() if council}, findings


def _council(entry: documents.Entry) -> Result[Council]:
    if not isinstance(entry.node, Table):
        return None, (error("words-not-a-mapping", entry.source),)
    forms, findings = _words(entry.node)
    missing = (error("word-missing", entry.source, name=name) for name in FORMS if name not in forms)
    findings = (*findings, *missing)
    return (None if findings else Council(**{name: forms[name] for name in FORMS})), findings


def read_languages(folder: Path, shown: str) -> tuple[Mapping[str, Words], Findings]:
    """Read every language file of a brand, by language code; names must agree between the files."""
    read = [read_words(path, f"{shown}/{path.name}") for path in sorted(folder.glob("*.yaml"))]
    languages = {words.code: words for words, _ in read if words is not None}
    lacking = tuple(_lacking({code: _names(words) for code, words in languages.items()}, shown))
    return languages, (*(finding for _, findings in read for finding in findings), *lacking)


def _names(words: Words) -> frozenset[str]:
    return frozenset({*words.words, *(f"{COUNCILS}.{name}" for name in words.councils)})


def _lacking(names: Mapping[str, frozenset[str]], shown: str) -> Iterator[Finding]:
    """Find what one language has and another has not."""
    every = frozenset[str]().union(*names.values())
    for code, its in names.items():
        for name in sorted(every - its):
            yield unknown("word-missing-in-language", name, (), None, file=f"{shown}/{code}.yaml")
