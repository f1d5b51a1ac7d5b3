"""A deck with its slots still open, made once, from which each recipient's deck is stamped.

What no recipient changes is zipped and digested here; a stamped deck adds the few parts that have slots. The
same texts give the same parts, whether one deck is stamped or a thousand.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache

from msgspec import Struct, field

from kursdeck.powerpoint import identity
from kursdeck.powerpoint.deck_writer import CUSTOM, WrittenPage
from kursdeck.powerpoint.identity import Identity, Manifest
from kursdeck.powerpoint.inheritance import Designs
from kursdeck.powerpoint.opc import Package
from kursdeck.powerpoint.parts import Part
from kursdeck.powerpoint.seen import Seen
from kursdeck.powerpoint.slide_part import slide_name
from kursdeck.powerpoint.slide_state import SlideReading, SlideState, as_read
from kursdeck.powerpoint.zipped import Block, block_of, zip_behind
from kursdeck.slots import FIRST_TEXT, Template, Values, has_slots, slot, values_of

BUILD_ID_LENGTH = 16
"""Hexadecimal digits: enough that no two builds of a course ever share one."""


class Known(Struct):
    """What was read so far; whoever makes many stamps of one brand keeps one.

    `readings` are what pages were read as, by their parts; `package` is the deck that was read last.
    """

    readings: dict[tuple[Part, ...], SlideReading] = field(default_factory=dict)
    package: Package = field(default_factory=lambda: Package("", {}))
    seen: Seen = field(default_factory=Seen)


class Stamped(Struct, frozen=True):
    """One finished deck: its file, its parts, and what it says of itself."""

    data: bytes
    parts: Mapping[str, bytes]
    manifest: Manifest


class Stamp(Struct, frozen=True, dict=True):
    """What decks that differ in nothing but their slots are stamped from.

    `digests` are those of the parts that stay, by name; `states` those of the slides, None where a slide has
    slots, and then `readings` has it. `custom` writes docProps/custom.xml from so many pieces of text.
    """

    constant: Mapping[str, bytes]
    block: Block
    varying: tuple[tuple[str, Template], ...]
    digests: dict[str, bytes]
    states: Mapping[str, SlideState | None]
    readings: tuple[SlideReading, ...]
    custom: "CustomPart"

    def deck(self, values: Values, recipient: str) -> Stamped:
        """Stamp one deck: `values` go into its slots, `recipient` into what it says of itself."""
        own = {name: template.stamped(values.data) for name, template in self.varying}
        exact = self._exact(own)
        states = tuple(reading.state(values.fill) for reading in self.readings)
        build = exact[:BUILD_ID_LENGTH]
        own[CUSTOM] = self.custom.stamped(build, recipient, identity.own_text(exact, states))
        manifest = Manifest(self.custom.identity(build, recipient), exact, dict(self._states(states)))
        return Stamped(zip_behind(self.block, own.items()), {**self.constant, **own}, manifest)

    def _exact(self, own: Mapping[str, bytes]) -> str:
        digests = self.digests | {name: identity.part_digest(name, data) for name, data in own.items()}
        return identity.whole_digest(map(digests.__getitem__, self._in_order))

    @cached_property
    def _in_order(self) -> tuple[str, ...]:
        """The names of all digested parts, as a whole digest takes them."""
        return tuple(sorted((*self.digests, *(name for name, _ in self.varying))))

    def _states(self, own: Sequence[SlideState]) -> Iterator[tuple[str, SlideState]]:
        stamped = iter(own)
        return ((id_, state or next(stamped)) for id_, state in self.states.items())


class CustomPart(Struct, frozen=True, dict=True):
    """docProps/custom.xml: who wrote the deck and for whom, and what its slides show. `whose` lacks who it is for."""

    whose: Identity
    shared: str

    def identity(self, build: str, recipient: str) -> Identity:
        """Give the identity of one deck."""
        return Identity(
            build, self.whose.edition, self.whose.course, recipient, self.whose.lang, self.whose.version
        )

    def stamped(self, build: str, recipient: str, own: str) -> bytes:
        """Write the part of one deck."""
        pieces = identity.cut(own)
        return _custom_template(self, len(pieces)).stamped(values_of((build, recipient, *pieces)).data)


@lru_cache(maxsize=64)
def _custom_template(part: CustomPart, pieces: int) -> Template:
    build, recipient, *own = (slot(number) for number in range(FIRST_TEXT, FIRST_TEXT + 2 + pieces))
    return Template.of(identity.signed(part.identity(build, recipient), part.shared, own))


def stamp_of(
    parts: Mapping[str, bytes],
    fixed: frozenset[str],
    pages: Sequence[WrittenPage],
    whose: Identity,
    known: Known,
) -> Stamp:
    """Make the stamp of a deck's parts, some of which have slots; those named in `fixed` are never looked into.

    `whose` says all that its decks have in common, `known` what pages of the same brand were read as before.
    """
    templates = {
        name: template
        for name, data in parts.items()
        if name not in fixed and name != CUSTOM and (template := _template(name, data)).at
    }
    constant = {name: data for name, data in parts.items() if name not in templates and name != CUSTOM}
    known.package = Package("", parts).sharing(known.package)
    readings = _readings(pages, known)
    states = {id_: None if reading.is_open else reading.state(as_read) for id_, reading in readings.items()}
    return Stamp(
        constant=constant,
        block=_block(tuple(constant.items())),
        varying=tuple(templates.items()),
        digests={name: _digest(name, data) for name, data in constant.items()},
        states=states,
        readings=tuple(reading for reading in readings.values() if reading.is_open),
        custom=CustomPart(whose, identity.shared_text(states)),
    )


def _template(name: str, data: bytes) -> Template:
    """Take a part apart at its slots; a picture has none within it, it is one or is not."""
    is_whole = "/media/" in name and not has_slots(data)
    return Template((data,), ()) if is_whole else Template.of(data)


def _readings(pages: Sequence[WrittenPage], known: Known) -> Mapping[str, SlideReading]:
    """Read what each page shows from what was written, as it will be read again when somebody has changed it."""
    readings, designs = known.readings, Designs(known.package)
    for written in pages:
        if written.parts not in readings:
            readings[written.parts] = known.seen.slide(designs, slide_name(written.page))
    return {written.page.id: readings[written.parts] for written in pages}


@lru_cache(maxsize=8)
def _block(parts: tuple[tuple[str, bytes], ...]) -> Block:
    return block_of(dict(parts))


@lru_cache(maxsize=1024)
def _digest(name: str, data: bytes) -> bytes:
    return identity.part_digest(name, data)
