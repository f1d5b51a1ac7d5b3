"""For whom one deck is and in which language: all that its own row, the command line and `deck/` say of it.

What is said on the command line counts before the roster's row, a row before a logo named by the recipient's id,
that before `deck/presenter.yaml`. What all decks share is read once; a row, and the recipient's own logo, when the
deck is made, so memory does not grow with the number of decks.
"""

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from functools import cached_property, partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from kursdeck import audience
from kursdeck.audience import Allowed, Appointment, Contact, Presenter, Recipient, Roster, RosterRow
from kursdeck.build.opening import Opened
from kursdeck.build.outcome import Request
from kursdeck.content.sections import section_ids
from kursdeck.findings import Findings, Result, has_errors, unknown, warning
from kursdeck.pictures import Cache, Image, Keep
from kursdeck.pictures.beforehand import beforehand
from kursdeck.register import Entry, Fields
from kursdeck.source import Source


class Sources(Struct, frozen=True, dict=True):
    """What all decks of one build are told from, each part read when it is first needed, and once."""

    opened: Opened
    request: Request
    roster: Roster | None

    @cached_property
    def presenter(self) -> Result[Presenter]:
        """Who presents where no row says so."""
        return audience.read_presenter(self.opened.project, self.opened.keep)

    @cached_property
    def general_presenter(self) -> Result[Presenter]:
        """The same for the general deck, in which the example may stand."""
        return audience.read_general_presenter(self.opened.project, self.opened.keep)

    @cached_property
    def example(self) -> Contact | None:
        """The person of the example, whom no other deck shows."""
        return audience.read_example(self.opened.project, self.opened.keep)

    @cached_property
    def logo(self) -> Result[Image]:
        """The logo that was asked for, if any."""
        return audience.find_logo(self.opened.project, explicit=self.request.logo, keep=self.opened.keep)

    @cached_property
    def logo_files(self) -> Mapping[str, Path]:
        """The logos that are named by an id."""
        return audience.logo_files(self.opened.project)

    @cached_property
    def blank(self) -> Fields:
        """The user's own columns, all empty: for those for whom the roster has no row."""
        project, known = self.opened.project, self.opened.register
        names = self.roster.own if self.roster else audience.example_columns(project, known)
        return Fields(tuple((name, "") for name in names))

    @cached_property
    def allowed(self) -> Allowed:
        """What rows may name."""
        course, brand = self.opened.course, self.opened.brand
        councils = {name: None for words in brand.languages.values() for name in words.councils}
        return Allowed(tuple(self.languages), tuple(councils), partial(section_ids, course))

    @cached_property
    def rows_of(self) -> Mapping[str, tuple[RosterRow, ...]]:
        """The roster's rows by their recipient's id."""
        rows: dict[str, tuple[RosterRow, ...]] = {}
        for row in self.roster.rows if self.roster else ():
            if row.entry:
                rows[row.entry.id] = (*rows.get(row.entry.id, ()), row)
        return rows

    @property
    def languages(self) -> Mapping[str, str]:
        """The course's languages with their status."""
        course = self.opened.course
        return {course.lang: "approved", **course.statuses}


class Meeting(Struct, frozen=True):
    """For whom a deck is and in which language; `recipient` is None where an error stops it."""

    recipient: Recipient | None
    lang: str
    findings: Findings


class Wanted(Struct, frozen=True):
    """One deck that was asked for. With neither `entry` nor `row` it is for nobody in particular.

    `asked` asks for it again (an id, the row's place, or what was typed), `name` is what the summary calls it.
    With an error among the `findings` it cannot be made.
    """

    asked: str
    name: str
    sources: Sources
    entry: Entry | None = None
    row: RosterRow | None = None
    findings: Findings = ()

    @property
    def place(self) -> Source | None:
        """Where the roster asks for it, None where it does not."""
        return self.row.cells.source if self.row else None

    @property
    def own_logo(self) -> Path | None:
        """Where the logo lies that no other deck has, so that many can be looked at beforehand."""
        sources, row = self.sources, self.row
        if sources.request.logo:
            return None
        if (
            row
            and sources.roster
            and (path := audience.logo_file(sources.roster, row, sources.opened.project))
        ):
            return path
        ids = (*((row.id,) if row else ()), *((self.entry.id,) if self.entry else ()))
        return audience.own_logo(sources.logo_files, *ids)

    def meet(self, keep: Keep) -> Meeting:
        """Read all that the deck has to know of its recipient; `keep` is for its own logo, as in `pictures.read`."""
        sources = self.sources
        said, findings = self._said(keep)
        if said is None:
            return Meeting(None, "", findings)
        lang, wrong_lang = _language(sources, said)
        presenter, wrong_presenter = _presenter(sources, said.recipient)
        logo, wrong_logo = _logo(sources, said.recipient, keep)
        recipient = replace(
            said.recipient,
            presenter=presenter,
            logo=logo,
            date=sources.request.day or said.recipient.date,
        )
        if sources.request.place:
            recipient = recipient.held_at(sources.request.place)
        findings = (*findings, *wrong_lang, *wrong_presenter, *wrong_logo, *_expired(recipient))
        return Meeting(None if has_errors(findings) else recipient, lang, findings)

    def _said(self, keep: Keep) -> Result[Appointment]:
        """Give what the row says, or a recipient of whom nothing more is known."""
        sources = self.sources
        if self.row and sources.roster:
            return audience.read_row(sources.roster, self.row, sources.allowed, sources.opened.project, keep)
        if has_errors(self.findings):
            return None, self.findings
        whom = audience.recipient(self.entry, None, None) if self.entry else audience.general(None, None)
        return Appointment(replace(whom, roster=sources.blank), ""), self.findings


def logos_beforehand(wanted: Iterable[Wanted], opened: Opened) -> AbstractContextManager[Keep]:
    """Have the decks' own logos looked at beforehand; gives what to `meet` with."""
    logos = (logo for deck in wanted if (logo := deck.own_logo))
    return beforehand(logos, Cache(opened.project.prepared), opened.keep)


def _presenter(sources: Sources, whom: Recipient) -> Result[Presenter]:
    """Choose: the row's, else that of presenter.yaml; nobody who does not exist stands in a recipient's deck."""
    if whom.entry is None:
        return sources.general_presenter
    if whom.presenter is None:
        return sources.presenter
    if whom.presenter.contact == sources.example:
        return None, (warning("presenter-is-example", whom.presenter.source),)
    return whom.presenter, ()


def _logo(sources: Sources, whom: Recipient, keep: Keep) -> Result[Image]:
    """Choose: as asked for, else the row's, else the file named by an id, else that of presenter.yaml."""
    if sources.request.logo:
        return sources.logo
    if whom.logo:
        return whom.logo, ()
    presenter, _ = sources.presenter if whom.entry else sources.general_presenter
    ids = (whom.id, whom.entry.id) if whom.entry else (whom.id,)
    project, files = sources.opened.project, sources.logo_files
    return audience.find_logo(project, *ids, presenter=presenter, files=files, keep=keep)


def _expired(whom: Recipient) -> Findings:
    """Warn of contacts that cannot be reached so on the day, if that is known."""
    people = (whom.contact, whom.local, whom.party)
    return tuple(found for person in people if person for found in audience.check_validity(person, whom.date))


def _language(sources: Sources, said: Appointment) -> tuple[str, Findings]:
    """Choose: as asked for, else as the row says, else the written standard where it is approved, else the course's."""
    lang, languages = sources.request.lang, sources.languages
    if lang:
        return lang, () if lang in languages else (unknown("unknown-language", lang, languages),)
    if said.lang:
        return said.lang, ()
    standard = said.recipient.entry.written_standard if said.recipient.entry else ""
    return (standard if languages.get(standard) == "approved" else sources.opened.course.lang), ()
