"""One deck: rendered, fitted, written to bytes, and checked before anybody sees it."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from kursdeck import __version__
from kursdeck.audience import Recipient
from kursdeck.brand.load import BODY_FLOOR, Brand
from kursdeck.brand.words import filled
from kursdeck.build.opening import Opened
from kursdeck.content.course import Course
from kursdeck.content.reader import is_below
from kursdeck.deck import Deck, FittedFigure, FittedText, Page, Paragraph, Run
from kursdeck.findings import Finding, Findings, Result, Severity, has_errors
from kursdeck.fit.pages import fit
from kursdeck.powerpoint.deck_writer import CUSTOM, deck_parts
from kursdeck.powerpoint.identity import (
    Identity,
    Manifest,
    custom_properties,
    exact_digest,
    manifest_of,
    state_of,
)
from kursdeck.powerpoint.opc import Package
from kursdeck.powerpoint.structure import check_structure
from kursdeck.powerpoint.zipped import zip_of
from kursdeck.render.course import render
from kursdeck.units import CentiPt

BUILD_ID_LENGTH = 16
"""Hexadecimal digits: enough that no two builds of a course ever share one."""


@dataclass(frozen=True, slots=True)
class Made:
    """A finished deck: its bytes and parts, what it says of itself, and what the summary says of it."""

    data: bytes = field(repr=False)
    parts: Mapping[str, bytes] = field(repr=False)
    manifest: Manifest = field(repr=False)
    pages: tuple[Page, ...] = field(repr=False)
    lang: str
    smallest: CentiPt


@dataclass(frozen=True, slots=True)
class Kit:
    """What the decks of a course are stamped from; it is one value for one deck and for all of them."""

    opened: Opened

    def make(self, recipient: Recipient, lang: str) -> Result[Made]:
        """Make one deck; None when anything is wrong with it, and then no file is to be written.

        All that is wrong is said at once: a slide that cannot be rendered does not hide one that does not fit.
        """
        return make(self.opened, recipient, lang)


def make(opened: Opened, recipient: Recipient, lang: str) -> Result[Made]:
    """Make one deck; None when anything is wrong with it, and then no file is to be written.

    All that is wrong is said at once: a slide that cannot be rendered does not hide one that does not fit.
    """
    made, findings = _make(opened, recipient, lang)
    if made is None:
        findings = (*findings, *_errors_of_the_others(opened, recipient, lang, findings))
    return made, findings


def _errors_of_the_others(
    opened: Opened, recipient: Recipient, lang: str, findings: Findings
) -> Iterator[Finding]:
    """Leave out the slides with errors, and give the errors that only now come to light in the others."""
    wrong = {found.source.path for found in findings if found.severity is Severity.ERROR and found.source}
    slides = opened.course.slides
    sound = tuple(slide for slide in slides if not any(is_below(path, slide.source.path) for path in wrong))
    if sound and len(sound) < len(slides):
        less = replace(opened, course=replace(opened.course, slides=sound))
        _, found = make(less, recipient, lang)
        yield from (finding for finding in found if finding.severity is Severity.ERROR)


def _make(opened: Opened, recipient: Recipient, lang: str) -> Result[Made]:
    deck, findings = render(opened.course, recipient, opened.brand, lang, opened.register)
    if deck is None:
        return None, _for(recipient, findings)
    pages, found = fit(deck.slides, opened.brand, deck.footer)
    findings = (*findings, *found)
    if pages is None:
        return None, _for(recipient, findings)
    pages = with_instructions(pages, opened.brand, opened.course, lang)
    package, manifest = written(pages, opened.brand, deck)
    findings = _for(recipient, (*findings, *check_structure(package)))
    if has_errors(findings):
        return None, findings
    smallest = min(_sizes(pages), default=CentiPt(0))
    return Made(zip_of(package.parts), package.parts, manifest, pages, lang, smallest), findings


def write(pages: Sequence[Page], brand: Brand, deck: Deck) -> tuple[bytes, Findings]:
    """Give the deck's bytes, its manifest inside, and what the structural rules say of them."""
    package, _ = written(pages, brand, deck)
    return zip_of(package.parts), check_structure(package)


def written(pages: Sequence[Page], brand: Brand, deck: Deck) -> tuple[Package, Manifest]:
    """Give the deck's parts with its manifest among them."""
    unsigned = Package(deck.properties.title, deck_parts(pages, brand, deck.properties, creation_time()))
    identity = Identity(
        build=exact_digest(unsigned.parts)[:BUILD_ID_LENGTH],
        edition=deck.properties.edition,
        course=deck.properties.course,
        recipient=deck.properties.recipient,
        lang=deck.properties.lang,
        version=__version__,
    )
    manifest = manifest_of(identity, [page.id for page in pages], state_of(unsigned))
    return unsigned.with_part(CUSTOM, custom_properties(manifest)), manifest


def creation_time() -> datetime | None:
    """Give the date that decks carry: SOURCE_DATE_EPOCH if it is set, else none, so that bytes stay the same.

    See reproducible-builds.org/specs/source-date-epoch.
    """
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(seconds), UTC) if seconds.isdecimal() else None


def _for(recipient: Recipient, findings: Findings) -> Findings:
    return tuple(replace(finding, recipient=recipient.name) for finding in findings)


def _sizes(pages: Sequence[Page]) -> Iterator[CentiPt]:
    """Give the sizes of all text that fit has a choice about: small print is the template's own."""
    for page in pages:
        for frame in page.frames:
            match frame.content:
                case FittedText(paragraphs=paragraphs):
                    yield from (part.size for part in paragraphs if part.size >= BODY_FLOOR)
                case FittedFigure(circles=circles):
                    yield from (part.size for circle in circles for part in circle.label.paragraphs)
                case _:
                    pass


# ---- what the first slide's notes say to whoever is about to change the deck


def with_instructions(pages: tuple[Page, ...], brand: Brand, course: Course, lang: str) -> tuple[Page, ...]:
    """Add to the first slide's notes on which slides logo and contact stand, and that a language is a draft."""
    words, tag = brand.languages[lang].words, brand.languages[lang].tag
    numbers = [str(number) for number, page in enumerate(pages, 1) if brand.kinds[page.slide.kind].personal]
    texts = (
        filled(words["notes_customise"], slides=_listed(numbers, words["and"])) if numbers else "",
        words["notes_draft"] if course.statuses.get(lang) == "draft" else "",
    )
    added = tuple(Paragraph((Run(text, tag, italic=True),)) for text in texts if text)
    slide = pages[0].slide
    notes = replace(slide.notes, paragraphs=(*added, *slide.notes.paragraphs))
    return (replace(pages[0], slide=replace(slide, notes=notes)), *pages[1:])


def _listed(numbers: Sequence[str], and_: str) -> str:
    *others, last = numbers
    return f"{', '.join(others)} {and_} {last}" if others else last
