"""What the columns of a roster mean: headers as people write them, in English or bokmål.

A header's case, spaces and hyphens do not matter. A column with any other header is the user's own: texts and kinds
name it `roster.<column>`, so its header is made into a name that can stand there.
"""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from kursdeck.findings import Finding, Findings, Result, error, note, warning
from kursdeck.language import OF_NORWAY
from kursdeck.register import Register
from kursdeck.register.table import Cell

CONTACTS: Mapping[str, tuple[str, ...]] = {
    "presenter": ("kursholder", "presenter"),
    "contact": ("kontakt", "kontaktperson", "contact"),
    "party_contact": ("partikontakt", "party contact"),
}
"""The three people of a row; their columns are the person's name, and that name with a field's."""
CONTACT_FIELDS: Mapping[str, tuple[str, ...]] = {
    "title": ("tittel", "title"),
    "email": ("e-post", "epost", "e-mail", "email"),
    "phone": ("telefon", "phone"),
    "valid_until": ("gyldig til", "valid until"),
}
PLAIN: Mapping[str, tuple[str, ...]] = {
    "recipient": ("mottaker", "recipient"),
    "id": ("id",),
    "date": ("dato", "date"),
    "start": ("start",),
    "place": ("sted", "place"),
    "lang": ("språk", "language", "lang"),
    "minutes": ("minutter", "minutes"),
    "council": ("folkevalgt organ", "council"),
    "sections": ("seksjoner", "sections"),
    "logo": ("logo",),
}
"""The other columns that mean something, by the name that the program knows them by.

The bokmål header stands first, the English one last, of these as of those above.
"""
ALIKE = 0.8
"""How alike two headers are when one was probably meant for the other (difflib's ratio)."""


class Columns(Struct, frozen=True):
    """Where a table's columns stand: `known` by the program's name for them, `own` by the name in `roster.<name>`.

    `headers` are as the user wrote them, for messages.
    """

    known: Mapping[str, int]
    own: Mapping[str, int]
    headers: tuple[str, ...]


def headers(register: Register) -> Mapping[str, tuple[str, ...]]:
    """Give each column that means something with its headers; recipients go by the register's own nouns too."""
    own = {"recipient": (*register.headers, register.noun, *PLAIN["recipient"])}
    return {name: tuple(filter(None, texts)) for name, texts in {**PLAIN, **_of_contacts(), **own}.items()}


def written(register: Register, lang: str) -> Mapping[str, str]:
    """Give the header of each column in a roster for a course in a language: bokmål in Norway, else English.

    Recipients are called as the register calls them.
    """
    is_norwegian = lang in OF_NORWAY
    texts = {column: texts[0 if is_norwegian else -1] for column, texts in headers(register).items()}
    return texts if is_norwegian or not register.noun else {**texts, "recipient": register.noun}


def _of_contacts() -> dict[str, tuple[str, ...]]:
    columns = dict(CONTACTS)
    for contact, names in CONTACTS.items():
        for field, texts in CONTACT_FIELDS.items():
            whole = tuple(f"{name} {text}" for name in names for text in texts)
            alone = texts if contact == "presenter" and field != "valid_until" else ()
            columns[f"{contact}_{field}"] = (*alone, *whole)
    return columns


def read_columns(cells: Sequence[Cell], register: Register) -> Result[Columns]:
    """Say what each column means.

    Findings: `roster-column-twice` and `roster-column-clash` (errors) where two columns mean the same,
    `roster-no-recipient` (an error) without a column that says whom a deck is for, `roster-header-unusable`
    (a warning) of a column that cannot be named, `roster-header-alike` (a note) of one whose header is nearly one
    that means something.
    """
    spelt = {_folded(text): name for name, texts in headers(register).items() for text in texts}
    meanings = [spelt.get(_folded(cell.text), "") for cell in cells]
    names = ["" if meaning else identifier(cell.text) for cell, meaning in zip(cells, meanings, strict=True)]
    columns = Columns(_positions(meanings), _positions(names), tuple(cell.text for cell in cells))
    own = [cell for cell, meaning in zip(cells, meanings, strict=True) if cell.text and not meaning]
    findings = (
        *_twice(cells, meanings, columns),
        *_clashes(cells, names, columns),
        *_without_recipient(cells, columns),
        *(warning("roster-header-unusable", cell.source) for cell in own if not identifier(cell.text)),
        *(found for cell in own for found in _alike(cell, tuple(spelt), register)),
    )
    return columns, findings


def identifier(header: str) -> str:
    """Make a name for `roster.<name>` of a header: 'Antall deltakere' is antall_deltakere; '' where none can be."""
    name = re.sub(r"\W+", "_", unicodedata.normalize("NFC", header).casefold()).strip("_")
    return name if name.isidentifier() else ""


def _folded(header: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFC", header).casefold())


def _positions(names: Iterable[str]) -> Mapping[str, int]:
    """Give the first position of each name."""
    positions: dict[str, int] = {}
    for position, name in enumerate(names):
        if name:
            positions.setdefault(name, position)
    return positions


def _twice(cells: Sequence[Cell], meanings: Sequence[str], columns: Columns) -> Iterable[Finding]:
    for position, (cell, meaning) in enumerate(zip(cells, meanings, strict=True)):
        if meaning and columns.known[meaning] != position:
            other = cells[columns.known[meaning]].text
            yield error("roster-column-twice", cell.source, header=cell.text, other=other)


def _clashes(cells: Sequence[Cell], names: Sequence[str], columns: Columns) -> Iterable[Finding]:
    for position, (cell, name) in enumerate(zip(cells, names, strict=True)):
        if name and columns.own[name] != position:
            other = cells[columns.own[name]].text
            yield error("roster-column-clash", cell.source, header=cell.text, other=other, column=name)


def _without_recipient(cells: Sequence[Cell], columns: Columns) -> Findings:
    if "recipient" in columns.known or "id" in columns.known:
        return ()
    return (error("roster-no-recipient", cells[0].source),)


def _alike(cell: Cell, known: Sequence[str], register: Register) -> Findings:
    matches = difflib.get_close_matches(_folded(cell.text), known, n=1, cutoff=ALIKE)
    if not matches:
        return ()
    spellings = (text for texts in headers(register).values() for text in texts)
    meant = next(text for text in spellings if _folded(text) == matches[0])
    found = note("roster-header-alike", cell.source, header=cell.text, column=identifier(cell.text))
    return (replace(found, near=(meant,)),)
