"""The kit: what all decks of a course are stamped from, made as the recipients come.

What decides how a deck is built is worked out once for all recipients who are alike in it: their form (which
texts they have, see `render.form`), how their slides then look (see `variant`), and so the parts of the file that
are the same (see `powerpoint.stamp`). What is a recipient's own goes into the slots. One deck and a thousand are
made in the same way, so a deck is the same whichever others are built with it.
"""

from collections.abc import Hashable, Mapping, Sequence
from functools import cached_property, partial

from msgspec import Struct, field
from msgspec.structs import replace

from kursdeck.audience import Recipient, veiled
from kursdeck.brand.load import Brand
from kursdeck.build.deck import Made, Order, Press, once, plain_findings, smallest, with_instructions
from kursdeck.build.opening import Opened
from kursdeck.build.variant import Fitted, Variant, remembered
from kursdeck.content.course import CourseSlide
from kursdeck.content.schedule import Schedule, clock_texts, schedule
from kursdeck.deck import Deck, Page, Run, Section, Slide
from kursdeck.findings import Findings, Result, has_errors
from kursdeck.powerpoint.opc import Package
from kursdeck.powerpoint.stamp import Stamp
from kursdeck.powerpoint.structure import check_structure
from kursdeck.render.course import render
from kursdeck.render.expressions import Voice
from kursdeck.render.form import Leaf, Seats, form_of, leaves, used, with_slots
from kursdeck.render.names import CLOCK, clock, names_of
from kursdeck.render.slides import reads_of, render_slide
from kursdeck.render.text import LookedIntoError
from kursdeck.slots import Values, has_slots, slots_in, values_of

ALWAYS_READ = ("recipient.name", "recipient.written_standard")
"""What a deck's title and its languages depend on."""


class Rendered(Struct, frozen=True, eq=False, dict=True):
    """A course rendered for one form: without a deck where it has errors."""

    deck: Deck | None
    variants: tuple[Variant, ...]
    findings: Findings


class Fits(Struct, frozen=True, eq=False, dict=True):
    """A rendered course with every slide fitted for one recipient."""

    deck: Deck
    slides: tuple[tuple[Variant, Fitted], ...]


class Checked(Struct, frozen=True, eq=False, dict=True):
    """A stamp, and what the structural rules say of its decks."""

    stamp: Stamp
    findings: Findings


class Kit(Struct, frozen=True, eq=False, dict=True):
    """What the decks of a course are stamped from; it grows while it is used."""

    opened: Opened
    _looked_into: dict[str, frozenset[str]] = field(default_factory=dict)
    _rendered: dict[Hashable, Rendered] = field(default_factory=dict)
    _schedules: dict[Hashable, tuple[Schedule, Findings]] = field(default_factory=dict)
    _seats: Seats = field(default_factory=Seats)
    _slides: dict[Hashable, Result[Slide]] = field(default_factory=dict)
    _variants: dict[tuple[Slide, Run], Variant] = field(default_factory=dict)
    _stamps: dict[Hashable, Checked] = field(default_factory=dict)
    _judged: dict[Hashable, Findings] = field(default_factory=dict)

    def make(self, recipient: Recipient, lang: str) -> Result[Made]:
        """Make one deck; None when anything is wrong with it, and then no file is to be written.

        All that is wrong is said at once: a slide that cannot be rendered does not hide one that does not fit.
        """
        planned, found = self._schedule(recipient)
        made, findings = self._made(self._order(planned, recipient, lang))
        told = veiled((*found, *findings), recipient)
        return made, tuple(replace(finding, recipient=recipient.name) for finding in told)

    def _schedule(self, recipient: Recipient) -> tuple[Schedule, Findings]:
        told = (recipient.minutes, recipient.start, recipient.sections)
        return remembered(self._schedules, told, lambda: schedule(self.opened.course, *told))

    def _order(self, planned: Schedule, recipient: Recipient, lang: str) -> Order:
        brand, tag = self.opened.brand, self.opened.brand.languages[lang].tag
        times = {CLOCK: clock(clock_texts(planned, tag), tag)} if planned.spans else {}
        names = names_of(recipient, brand, lang, self.opened.register)
        return Order(recipient, lang, planned.course, {**names, **times})

    def _made(self, order: Order) -> Result[Made]:
        rendered, values = self._for_form(order)
        logo = order.recipient.logo
        slides = tuple((variant, variant.fitted(values, logo)) for variant in rendered.variants)
        if rendered.deck is None or any(each.pages is None for _, each in slides):
            return None, plain_findings(self.opened, order)
        fits = Fits(rendered.deck, slides)
        checked = self._checked(fits, values, order.lang)
        findings = (*self._findings(rendered, fits, order), *checked.findings)
        if has_errors(findings):
            return None, findings
        stamped = checked.stamp.deck(values, order.recipient.id)
        least = smallest(each for _, each in slides)
        return Made(stamped, partial(self._pages, fits, values, order), order.lang, least), findings

    def _pages(self, fits: Fits, values: Values, order: Order) -> tuple[Page, ...]:
        logo = order.recipient.logo
        pages = [page for variant, each in fits.slides for page in variant.pages(each, values, logo)]
        first = with_instructions(pages, self.opened.brand, self.opened.course, order.lang)
        return (first, *pages[1:])

    # ---- rendering, once for each form

    def _for_form(self, order: Order) -> tuple[Rendered, Values]:
        """Render the course for the recipient's form; texts that it looks into become part of the form."""
        found = leaves(order.names, self._all_reads)
        opened = self._looked_into.get(order.lang, frozenset())
        shown = tuple((slide.id, slide.hidden) for slide in order.course.slides)
        key = (order.lang, shown, form_of(found, opened))
        try:
            rendered = remembered(self._rendered, key, lambda: self._render(order, found, opened))
        except LookedIntoError as looked:
            self._looked_into[order.lang] = opened | self._seats.paths(slots_in(looked.text))
            return self._for_form(order)
        return rendered, values_of(self._seats.texts(found), order.recipient.logo)

    def _render(self, order: Order, found: Sequence[Leaf], opened: frozenset[str]) -> Rendered:
        names = with_slots(order.names, opened, self._seats)

        def each(slide: CourseSlide, section: Section, brand: Brand, voice: Voice) -> Result[Slide]:
            form = form_of(used(found, self._reads(slide)), opened)
            shown = (slide.id, slide.hidden, slide.number, slide.count)
            key = (voice.order, shown, section, form)
            return remembered(self._slides, key, lambda: render_slide(slide, section, brand, voice))

        deck, findings = render(order.course, names, self.opened.brand, order.lang, each)
        variants = (self._variant(slide, deck.footer) for slide in deck.slides) if deck else ()
        return Rendered(deck, tuple(variants), findings)

    @cached_property
    def _press(self) -> Press:
        return Press(self.opened)

    @cached_property
    def _all_reads(self) -> frozenset[str]:
        """All that the course may look up, and what every deck says of its recipient."""
        course = self.opened.course
        every = (name for slide in course.slides for name in self._reads(slide))
        return frozenset((*ALWAYS_READ, *every))

    def _reads(self, slide: CourseSlide) -> frozenset[str]:
        noun = self.opened.register.noun
        reads = reads_of(slide, self.opened.course, self.opened.brand.kinds[slide.kind])
        return frozenset(_canonical(name, noun) for name in reads)

    def _variant(self, slide: Slide, footer: Run) -> Variant:
        return remembered(self._variants, (slide, footer), lambda: Variant(slide, footer, self.opened.brand))

    # ---- writing, once for each look

    def _checked(self, fits: Fits, values: Values, lang: str) -> Checked:
        looks = tuple((variant, each.look) for variant, each in fits.slides)
        key = (lang, fits.deck.properties, looks)
        return remembered(self._stamps, key, lambda: self._check(fits, values, lang))

    def _check(self, fits: Fits, values: Values, lang: str) -> Checked:
        """Make a stamp and check what it leaves open as it is: what is written there is nobody's mistake."""
        pages = [page for variant, each in fits.slides for page in variant.emptied(each)]
        parts, made = self._press.stamp(pages, fits.deck.properties, lang)
        open_parts = {name: data for name, data in parts.items() if data and not has_slots(data)}
        whole = {**made.deck(values, "").parts, **open_parts}
        package = Package(fits.deck.properties.course, whole).sharing(self._press.package)
        return Checked(
            made, remembered(self._judged, _build_of(fits, parts), lambda: check_structure(package))
        )

    # ---- what there is to say

    def _findings(self, rendered: Rendered, fits: Fits, order: Order) -> Findings:
        """Gather what was found; a place in `deck/` is looked up anew, since it may be that of somebody else's row."""
        found = tuple(once(finding for _, each in fits.slides for finding in each.findings))
        if any(finding.source and finding.source.personal for finding in found):
            return plain_findings(self.opened, order)
        return (*rendered.findings, *found)


def _canonical(name: str, noun: str) -> str:
    """Say 'recipient' for what the register calls one: both names lead to the same values."""
    root, dot, rest = name.partition(".")
    return f"recipient{dot}{rest}" if root == noun else name


def _build_of(fits: Fits, parts: Mapping[str, bytes]) -> Hashable:
    """Give what the structural rules judge: which parts there are, how they hang together, what stands on slides."""
    links = tuple((name, data if name.endswith(".rels") else b"") for name, data in parts.items())
    pages = (page for _, each in fits.slides for page in each.pages or ())
    frames = (
        (page.id, *((frame.placeholder, type(frame.content)) for frame in page.frames)) for page in pages
    )
    return links, tuple(frames)
