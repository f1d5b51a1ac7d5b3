"""Whom a deck is for, who presents it, and whom to turn to: the values that the other stages read.

These are the only personal data that the program touches. They come from `deck/`, which git ignores, and they
go into the deck and nowhere else: no finding carries them in its parameters, only the place where they stand.
"""

import datetime as dt
from typing import Self

from msgspec import Struct, field
from msgspec.structs import replace

from kursdeck.pictures import Image
from kursdeck.register import Entry, Fields
from kursdeck.source import Source, Sourced

GENERAL = "general"
"""The id of the recipient that stands for nobody in particular."""


class Contact(Sourced, frozen=True):
    """A person to turn to; what is not known is ''. `places` says where each field was written.

    `valid_until` is the last day that the person can be reached so, None where nobody said.
    """

    name: str
    title: str = ""
    email: str = ""
    phone: str = ""
    valid_until: dt.date | None = None
    places: tuple[tuple[str, Source], ...] = ()

    def place(self, name: str) -> Source | None:
        """Say where a field was written, None when it was not."""
        return dict(self.places).get(name)


class Presenter(Struct, frozen=True):
    """Who gives the course: the contact person, whose name is '' while nobody is named, and their logo, if any."""

    contact: Contact
    logo: Image | None
    source: Source


class Recipient(Struct, frozen=True):
    """Whom one deck is for. `entry` is None in the general deck, which is for nobody in particular.

    `logo` is the one that the deck shows. `start` is when the course begins on `date`, `minutes` how long it may
    last. `local` is the recipient's own contact person, `party` a party's. `council` is the word for the assembly
    of elected representatives as the roster has it ('bystyre'), '' where nobody said. `sections` are the ids of the
    sections to show, all of them where it is empty. `roster` are the further columns of the recipient's row, and
    `places` where they and the place were written.
    """

    id: str
    entry: Entry | None
    logo: Image | None = None
    presenter: Presenter | None = None
    date: dt.date | None = None
    place: str = ""
    start: dt.time | None = None
    minutes: int | None = None
    local: Contact | None = None
    party: Contact | None = None
    council: str = ""
    sections: tuple[str, ...] = ()
    roster: Fields = field(default_factory=Fields)
    places: tuple[tuple[str, Source], ...] = ()

    def written(self, name: str) -> Source | None:
        """Say where the place, or a further column's text, was written; None when it was not."""
        return next((source for each, source in self.places if each == name), None)

    def held_at(self, place: str) -> Self:
        """Give the recipient with another place for the course, which no row says."""
        return replace(self, place=place, places=tuple(each for each in self.places if each[0] != "place"))

    @property
    def name(self) -> str:
        """What findings and document properties call the recipient: the main name, '' in the general deck."""
        return self.entry.main.name if self.entry else ""

    @property
    def contact(self) -> Contact | None:
        """The presenter's contact person, None when there is no presenter, or one without a name."""
        return self.presenter.contact if self.presenter and self.presenter.contact.name else None

    @property
    def personal(self) -> tuple[str, ...]:
        """All that `deck/` says of people and of the day: no message repeats any of it."""
        people = (person for person in (self.contact, self.local, self.party) if person)
        of_people = (text for who in people for text in (who.name, who.title, who.email, who.phone))
        return tuple(filter(None, (*of_people, self.place, *(text for _, text in self.roster.pairs))))

    def stem(self, course: str) -> str:
        """Give the deck's file name without its ending: '5538-storfjord', and `course` for the general deck.

        The id stands first, so the name is unique and never one that Windows reserves.
        """
        return f"{self.id}-{self.entry.slug}" if self.entry else course


def general(presenter: Presenter | None, logo: Image | None) -> Recipient:
    """Make the recipient of the deck that is for nobody in particular."""
    return Recipient(GENERAL, None, logo, presenter)


def recipient(entry: Entry, presenter: Presenter | None, logo: Image | None) -> Recipient:
    """Make a recipient of an entry in the register."""
    return Recipient(entry.id, entry, logo, presenter)
