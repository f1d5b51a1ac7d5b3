"""The words that stand on slides though no course says them: 'Kilde', '1 av 4', '(1/2)'.

They come from the brand's `languages/<code>.yaml`, one file a language, so that no word the audience reads
stands in the program, and a new language is a new file.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kursdeck import documents
from kursdeck.findings import Findings, Result, error, unknown


@dataclass(frozen=True, slots=True)
class Words:
    """One language's words: its code in content.yaml (nb), its tag in the deck (nb-NO), and the words by name."""

    code: str
    tag: str
    words: Mapping[str, str]


SLOT = re.compile(r"\{(\w+)\}")
"""Where a word takes a value. Not str.format: a word is text, and nothing in it is evaluated."""

REQUIRED = (
    "tag", "continued", "footer", "logo_alt", "logo_alt_general", "and", "notes_customise", "notes_draft",
)  # fmt: skip
"""The words that the program itself asks for; kind templates may use any others that a brand has."""


def filled(pattern: str, **values: object) -> str:
    """Put values into a word's slots: '({part}/{parts})'. A slot that nothing is known for stays empty."""
    return SLOT.sub(lambda slot: str(values.get(slot[1], "")), pattern)


def read_words(path: Path, shown: str) -> Result[Words]:
    """Read one language file: a flat mapping from a word's name to the word."""
    node, findings = documents.read(path, shown)
    if node is None:
        return None, findings
    if not isinstance(node, documents.Table):
        return None, (*findings, error("words-not-a-mapping", node.source))
    words = {entry.key: entry.node.text for entry in node.entries if isinstance(entry.node, documents.Scalar)}
    nested = (e for e in node.entries if not isinstance(e.node, documents.Scalar))
    findings = (*findings, *(error("word-not-text", entry.source, name=entry.key) for entry in nested))
    missing = tuple(error("word-missing", node.source, name=name) for name in REQUIRED if name not in words)
    if missing:
        return None, (*findings, *missing)
    return Words(path.stem, words["tag"], words), findings


def read_languages(folder: Path, shown: str) -> tuple[Mapping[str, Words], Findings]:
    """Read every language file of a brand, by language code; names must agree between the files."""
    read = [read_words(path, f"{shown}/{path.name}") for path in sorted(folder.glob("*.yaml"))]
    languages = {words.code: words for words, _ in read if words is not None}
    names = {name for words in languages.values() for name in words.words}
    lacking = (
        unknown("word-missing-in-language", name, (), None, file=f"{shown}/{code}.yaml")
        for code, words in languages.items()
        for name in sorted(names - set(words.words))
    )
    return languages, (*(finding for _, findings in read for finding in findings), *lacking)
