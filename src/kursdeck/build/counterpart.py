"""A deck's file beside the same deck as it would be built today: what `status` and `update` compare.

Whose deck a file is stands inside it, so a deck that comes back by mail under another name is known too.
"""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from kursdeck import files
from kursdeck.audience import GENERAL
from kursdeck.build.choice import choose, general_deck
from kursdeck.build.deck import Made
from kursdeck.build.kit import Kit
from kursdeck.build.meeting import Wanted
from kursdeck.build.opening import Opened
from kursdeck.build.outcome import Request
from kursdeck.build.placing import Making
from kursdeck.build.run import make_one
from kursdeck.findings import Result, error
from kursdeck.powerpoint.edits import DeckState
from kursdeck.powerpoint.identity import (
    Identity,
    Manifest,
    Verdict,
    compare,
    exact_digest,
    read_manifest,
    state_of,
)
from kursdeck.powerpoint.opc import Package
from kursdeck.powerpoint.package import read_package
from kursdeck.powerpoint.seen import Seen
from kursdeck.source import Source


class Version(Struct, frozen=True):
    """A deck as it was written: its parts, and what it says of itself."""

    package: Package
    manifest: Manifest


class Found(Struct, frozen=True):
    """A deck in a file: as it was written, what it shows now, and what became of it since."""

    version: Version
    state: DeckState
    verdict: Verdict

    @property
    def identity(self) -> Identity:
        """What the deck was built from."""
        return self.version.manifest.identity


class Counterpart(Struct, frozen=True):
    """A deck in a file, and the same deck as of today: `name` is whom it is for."""

    found: Found
    today: Version
    recipient: str
    name: str
    lang: str


class Desk(Struct, frozen=True, eq=False, dict=True):
    """Where files are laid beside today's decks; `seen` remembers slides from file to file."""

    opened: Opened
    request: Request
    kit: Kit
    seen: Seen = field(default_factory=Seen)
    _by_language: dict[str, Mapping[str, Wanted]] = field(default_factory=dict)

    def counterpart(self, path: Path) -> Result[Counterpart]:
        """Read a deck and make the same one anew; what a disk refuses is a finding."""
        try:
            data = path.read_bytes()
        except OSError as problem:
            return None, (files.finding_of(problem, path),)
        found, findings = self.read(data, path)
        return self.beside(found, path) if found else (None, findings)

    def read(self, data: bytes, path: Path) -> Result[Found]:
        """Read a deck that was built from some course, as far as it is one.

        Finding `deck-not-ours`, and all of `read_package`.
        """
        shown = self.opened.project.shown(path)
        package, findings = read_package(data, shown)
        if package is None:
            return None, findings
        manifest = read_manifest(package)
        if manifest is None:
            return None, (error("deck-not-ours", Source(shown)),)
        state = self._state(package, manifest)
        return Found(Version(package, manifest), state, compare(manifest, state)), ()

    def beside(self, found: Found, path: Path) -> Result[Counterpart]:
        """Lay the deck of today beside the one that a file holds.

        Findings: those of `made_anew`, and those of the making.
        """
        making, findings = self.made_anew(found, path)
        return _counterpart(found, making) if making else (None, findings)

    def made_anew(self, found: Found, path: Path) -> Result[Making]:
        """Make the deck anew that a file holds, as far as it can be made.

        Findings: `deck-of-another-course`, `deck-language-gone`, `deck-recipient-gone`.
        """
        source = Source(self.opened.project.shown(path))
        identity = found.identity
        if identity.course != self.opened.course.id:
            return None, (error("deck-of-another-course", source, course=identity.course),)
        lang = self._language(identity)
        if not lang:
            return None, (error("deck-language-gone", source, lang=identity.lang),)
        wanted = self._wanted(lang).get(identity.recipient)
        if wanted is None:
            return None, (error("deck-recipient-gone", source, id=identity.recipient),)
        return make_one(self.kit, self.request, wanted, wanted.meet(self.kit.opened.keep)), ()

    def _wanted(self, lang: str) -> Mapping[str, Wanted]:
        """Give the decks that could be asked for in a language, by the ids that they carry; chosen once.

        A row that is not sound has no id: it goes by its recipient's, where nobody else does.
        """
        if lang not in self._by_language:
            anybody = replace(self.request, recipients=(), counties=(), everyone=True, lang=lang)
            known, _ = choose(self.opened, anybody)
            unsound = {deck.entry.id: deck for deck in known or () if deck.entry and deck.findings}
            by_id = {**unsound, **{deck.asked: deck for deck in known or ()}}
            self._by_language[lang] = {GENERAL: general_deck(self.opened, anybody), **by_id}
        return self._by_language[lang]

    def _language(self, identity: Identity) -> str:
        course, brand = self.opened.course, self.opened.brand
        known = (course.lang, *course.statuses)
        return next((lang for lang in known if brand.languages[lang].tag == identity.lang), "")

    def _state(self, package: Package, manifest: Manifest) -> DeckState:
        """Read what a deck shows; one that is byte for byte as it was written shows what its manifest says."""
        if manifest.exact == exact_digest(package.parts):
            return DeckState(manifest.exact, tuple(manifest.slides.values()), rewritten=False)
        return state_of(package, self.seen)


def version_of(made: Made) -> Version:
    """Give a deck that was just made as one that was written."""
    return Version(Package("", made.stamped.parts), made.stamped.manifest)


def _counterpart(found: Found, making: Making) -> Result[Counterpart]:
    if making.made is None or making.recipient is None:
        return None, making.findings
    today = version_of(making.made)
    pair = Counterpart(found, today, making.recipient.id, making.name, making.made.lang)
    return pair, making.findings
