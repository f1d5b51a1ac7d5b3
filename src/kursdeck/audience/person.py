"""Who is meant by a name, an address or a number, and whether a text speaks of that person.

Somebody who asks to be forgotten is found by what people type: any case, any composition of an accent, a number
with or without spaces. In a table a whole value must be theirs. In running text their name stands among others, and
there an ending of two letters counts as theirs too: 'Kari Eksempels telefon'.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cached_property

from msgspec import Struct

from kursdeck.audience.contacts import PHONE
from kursdeck.register.table import Cell

FEWEST_DIGITS = 5
"""A shorter number in a text is more often a year or a sum than somebody's telephone."""
FIELDS = ("name", "email", "phone")
"""What somebody may be named by. A title is many people's."""
BETWEEN = r"[\s().\-/]*"
"""What may stand between the digits of a telephone number."""


class Field(Struct, frozen=True):
    """One thing that a file says of a person: `name`, `title`, … and where to empty it.

    `at` is what the file's format knows the place by: a span of a YAML file, a line and a cell of a table.
    """

    name: str
    cell: Cell
    at: tuple[int, int]


class Listed(Struct, frozen=True):
    """A person as one file lists them; only fields that are filled in."""

    fields: tuple[Field, ...]

    @property
    def known_by(self) -> tuple[str, ...]:
        """The name, address and number."""
        return tuple(each.cell.text for each in self.fields if each.name in FIELDS)


class Person(Struct, frozen=True, dict=True):
    """Whom to look for. `others` are further values that are this person's and nobody else's.

    `strangers` are what everybody else who is listed is known by.
    """

    asked: str
    others: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()

    def is_listed(self, listed: Listed) -> bool:
        """Say whether a whole value of a listed person is what was asked for."""
        return bool(_keys(self.asked) & {key for text in listed.known_by for key in _keys(text)})

    def stands_in(self, text: str) -> bool:
        """Say whether a text speaks of the person; whoever is asked for by one word is no part of another's name."""
        folded = _folded(text)
        clear = self._of_strangers.sub(" ", folded) if self._of_strangers else folded
        return bool(self._pattern and self._pattern.search(clear))

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        patterns = dict.fromkeys(_pattern_of(text) for text in (self.asked, *self.others))
        sought = tuple(filter(None, patterns))
        return re.compile("|".join(sought)) if sought else None

    @cached_property
    def _of_strangers(self) -> re.Pattern[str] | None:
        """Match the values of others, longest first, where a single word was asked for that may stand in them."""
        longest_first = sorted(map(_folded, self.strangers), key=len, reverse=True)
        if len(self.asked.split()) > 1 or not longest_first:
            return None
        return re.compile("|".join(map(re.escape, longest_first)))


def person_of(asked: str, listed: Iterable[Listed]) -> Person:
    """Say who was asked for, by all that the files list of them.

    A value that somebody else has too, such as a switchboard's number, is not this person's.
    """
    everybody = tuple(listed)
    plain = Person(asked)
    theirs, strangers = set[str](), set[str]()
    for person in everybody:
        (theirs if plain.is_listed(person) else strangers).update(person.known_by)
    foreign = {key for text in strangers for key in _keys(text)}
    own = (text for text in theirs if not _keys(text) & foreign)
    return Person(asked, tuple(sorted(own)), tuple(sorted(strangers)))


def _keys(text: str) -> frozenset[str]:
    """Give what two spellings of one value share; a number's is its digits, with its country's code as written."""
    folded = _folded(text)
    keys = {folded, _digits(folded) if PHONE.fullmatch(folded) else ""}
    return frozenset(filter(None, keys))


def _folded(text: str) -> str:
    """Write a text as it is compared: no case, one composition, one space for each stretch of them."""
    return " ".join(unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold()).split())


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdecimal() or character == "+")


def _pattern_of(text: str) -> str:
    """Give what to look for in folded text: a number however it is grouped, a name with a short ending; '' for none."""
    folded = _folded(text)
    digits = _digits(folded)
    if PHONE.fullmatch(folded):
        grouped = BETWEEN.join(map(re.escape, digits))
        return rf"(?<!\d){grouped}(?!\d)" if len(digits) >= FEWEST_DIGITS else ""
    return rf"(?<![\w@]){re.escape(folded)}\w{{0,2}}(?![\w@]|[.-]\w)" if folded else ""
