"""One deck on its way: what is wanted, what comes of it, and what the program itself adds to the slides."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime

from msgspec import Struct, field
from msgspec.structs import replace

from kursdeck import __version__
from kursdeck.audience import Recipient
from kursdeck.brand.load import Brand
from kursdeck.brand.words import filled
from kursdeck.build.opening import Opened
from kursdeck.build.variant import Fitted, remembered
from kursdeck.content.course import Course
from kursdeck.content.reader import is_below
from kursdeck.deck import Page, Paragraph, Properties, Run
from kursdeck.findings import Finding, Findings, Severity
from kursdeck.fit.pages import fit
from kursdeck.powerpoint.deck_writer import WrittenPage, deck_parts, template_parts, write_page
from kursdeck.powerpoint.identity import Identity, Manifest
from kursdeck.powerpoint.opc import Package
from kursdeck.powerpoint.stamp import Known, Stamp, Stamped, stamp_of
from kursdeck.render.course import render
from kursdeck.units import CentiPt


class Order(Struct, frozen=True):
    """One deck that is wanted: the course as the recipient's time allows it, and what its texts may name."""

    recipient: Recipient
    lang: str
    course: Course
    names: Mapping[str, object]


class Made(Struct, frozen=True):
    """A finished deck, and what the summary says of it."""

    stamped: Stamped
    show: Callable[[], tuple[Page, ...]]
    lang: str
    smallest: CentiPt

    @property
    def pages(self) -> tuple[Page, ...]:
        """The pages as the recipient sees them; nobody needs them to write the file."""
        return self.show()

    @property
    def data(self) -> bytes:
        """The file's bytes."""
        return self.stamped.data

    @property
    def parts(self) -> Mapping[str, bytes]:
        """The file's parts by their zip names."""
        return self.stamped.parts

    @property
    def manifest(self) -> Manifest:
        """What the file says of itself."""
        return self.stamped.manifest


def smallest(slides: Iterable[Fitted]) -> CentiPt:
    """Give the smallest body text of a deck, 0 where it has none."""
    return min((each.smallest for each in slides if each.smallest), default=CentiPt(0))


# ---- written


class Press(Struct, frozen=True, eq=False, dict=True):
    """What makes stamps of pages: a page that stands in several is written and read once."""

    opened: Opened
    _written: dict[Page, WrittenPage] = field(default_factory=dict)
    _read: Known = field(default_factory=Known)

    def stamp(
        self, pages: Sequence[Page], properties: Properties, lang: str
    ) -> tuple[Mapping[str, bytes], Stamp]:
        """Give the parts of a deck, slots open, and the stamp that is made of them."""
        brand = self.opened.brand
        first = with_instructions(pages, brand, self.opened.course, lang)
        written = [self._write(page) for page in (first, *pages[1:])]
        parts = deck_parts(written, brand, properties, creation_time())
        whose = Identity("", properties.edition, properties.course, "", properties.lang, __version__)
        return parts, stamp_of(parts, template_parts(brand), written, whose, self._read)

    @property
    def package(self) -> Package:
        """The deck that was stamped last, as it was read."""
        return self._read.package

    def _write(self, page: Page) -> WrittenPage:
        return remembered(self._written, page, lambda: write_page(page, self.opened.brand))


def creation_time() -> datetime | None:
    """Give the date that decks carry: SOURCE_DATE_EPOCH if it is set, else none, so that bytes stay the same.

    See reproducible-builds.org/specs/source-date-epoch.
    """
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(seconds), UTC) if seconds.isdecimal() else None


# ---- what is found when a deck is made for itself, without slots


def plain_findings(opened: Opened, order: Order) -> Findings:
    """Say all that is to be said of a deck with the recipient's own texts, each at its own place."""
    findings = _own_findings(opened, order)
    return tuple(once((*findings, *_errors_of_the_others(opened, order, findings))))


def _own_findings(opened: Opened, order: Order) -> Findings:
    deck, findings = render(order.course, order.names, opened.brand, order.lang)
    if deck is None:
        return findings
    return (*findings, *fit(deck.slides, opened.brand, deck.footer)[1])


def _errors_of_the_others(opened: Opened, order: Order, findings: Findings) -> Iterator[Finding]:
    """Leave out the slides with errors, and give the errors that only now come to light in the others."""
    wrong = {found.source.path for found in findings if found.severity is Severity.ERROR and found.source}
    slides = order.course.slides
    sound = tuple(slide for slide in slides if not any(is_below(path, slide.source.path) for path in wrong))
    if sound and len(sound) < len(slides):
        found = plain_findings(opened, replace(order, course=replace(order.course, slides=sound)))
        yield from (finding for finding in found if finding.severity is Severity.ERROR)


def once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Leave out what several slides say alike."""
    said: list[Finding] = []
    for finding in findings:
        if finding not in said:
            said.append(finding)
            yield finding


# ---- what the first slide's notes say to whoever is about to change the deck


def with_instructions(pages: Sequence[Page], brand: Brand, course: Course, lang: str) -> Page:
    """Add to the first slide's notes on which slides logo and contact stand, and that a language is a draft."""
    words, tag = brand.languages[lang].words, brand.languages[lang].tag
    numbers = [str(number) for number, page in enumerate(pages, 1) if brand.kinds[page.slide.kind].personal]
    texts = (
        filled(words["notes_customise"], slides=_listed(numbers, words["and"])) if numbers else "",
        words["notes_draft"] if course.statuses.get(lang) == "draft" else "",
    )
    added = tuple(Paragraph((Run(text, tag, italic=True),)) for text in texts if text)
    slide = pages[0].slide
    said, at = slide.notes.paragraphs, int(slide.timed)
    notes = replace(slide.notes, paragraphs=(*said[:at], *added, *said[at:]))
    return replace(pages[0], slide=replace(slide, notes=notes))


def _listed(numbers: Sequence[str], and_: str) -> str:
    *others, last = numbers
    return f"{', '.join(others)} {and_} {last}" if others else last
