"""One walk over a file's events, before any tree is made of them: bounds, and what YAML may not hold here.

Composing first would be too late: PyYAML recurses (at 100,000 levels its C loader ends the process), and an
alias bomb of 400 bytes is a tree of a billion nodes. The walk goes on after what is wrong, so that one
reading of a file names everything in it.
"""

import re

from msgspec import Struct, field

from kursdeck.documents.decode import UNSUPPORTED, character_name
from kursdeck.documents.events import Alias, Begin, Complaint, Document, End, Event, Text, events
from kursdeck.documents.nodes import core_value
from kursdeck.documents.places import Places
from kursdeck.documents.syntax import Span, braces, explain
from kursdeck.findings import Finding, Findings, error, warning
from kursdeck.source import Source

DEEPEST = 50
"""Levels of nesting, aliases counted as what they stand for; a course needs eight."""

MOST_NODES = 50_000
"""Nodes of a file, aliases counted as what they stand for."""

MOST_ALIASES = 100

MERGE_KEY = "<<"

_GLUED_COMMENT = re.compile(r"[ \t]*(#[^\s#]\S*)")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_CONTROL_ESCAPES = dict(zip("0abefvNLP", "\0\a\b\x1b\f\v\x85\u2028\u2029", strict=True))
"""What a backslash and a letter mean where that is a character no deck can hold (YAML 1.2, 5.7)."""


class _Open(Struct):
    """A collection that has begun: where, its anchor, how many nodes came before it, its keys so far."""

    start: int
    anchor: str
    nodes_before: int
    mapping: bool
    children: int = 0
    levels: int = 1
    keys: dict[str, int] = field(default_factory=dict)


class _Size(Struct, frozen=True):
    """What a node weighs wherever an alias repeats it."""

    nodes: int
    levels: int


def survey(places: Places) -> tuple[tuple[Event, ...], Findings]:
    """Parse the text into events within bounds, and say everything that is wrong with it.

    The events are one whole document when there are no findings.
    """
    walk = _Walk(places)
    taken: list[Event] = []
    for event in events(places.text):
        if isinstance(event, Complaint):
            walk.say(explain(event, places, walk.last, walk.opened))
            break
        taken.append(event)
        if not walk.goes_on_after(event):
            break
    if not walk.findings and walk.holds_nothing:
        walk.say(error("yaml-empty", places.source(0, 0)))
    return tuple(taken), tuple(walk.findings.values())


class _Walk:
    """What is known so far of a document whose events come one by one."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.findings: dict[tuple[object, ...], Finding] = {}
        self.last = Span(0, 0)
        self.open: list[_Open] = []
        self.sizes: dict[str, _Size] = {}
        self.nodes = 0
        self.aliases = 0
        self.documents = 0

    @property
    def opened(self) -> int:
        """Where the innermost collection began that is not complete."""
        return self.open[-1].start if self.open else 0

    @property
    def holds_nothing(self) -> bool:
        """Whether the file is blank, or a bare `---`."""
        return self.nodes == 0 or (self.nodes == 1 and self.last.start == self.last.end)

    @property
    def table_at_key(self) -> _Open | None:
        """The mapping whose key comes next, if one does."""
        table = self.open[-1] if self.open else None
        return table if table and table.mapping and table.children % 2 == 0 else None

    def say(self, finding: Finding) -> None:
        """Keep a finding, once."""
        self.findings[finding.id, finding.source, *finding.params.values()] = finding

    def goes_on_after(self, event: Event) -> bool:
        """Take in one event; False where a bound is passed and the rest is not worth reading."""
        passed = self._take(event)
        if passed:
            self.say(passed)
        return passed is None

    def _take(self, event: Event) -> Finding | None:
        match event:
            case Document():
                return self._document(event)
            case Text():
                return self._text(event)
            case Begin():
                return self._begin(event)
            case Alias():
                return self._alias(event)
            case End():
                self._end(event)
        return None

    def _document(self, event: Document) -> Finding | None:
        self.documents += 1
        return error("yaml-second-document", self._at(event)) if self.documents > 1 else None

    def _text(self, event: Text) -> Finding | None:
        self._check_tag(event)
        self._check_characters(event)
        self._check_comment(event)
        table = self.table_at_key
        if table:
            self._check_key(table, event)
        self.last = Span(event.start, event.end)
        return self._grow(event, _Size(1, 0))

    def _check_characters(self, event: Text) -> None:
        """Name what no deck can hold; only an escape can have put it here, since decoding leaves none."""
        characters = dict.fromkeys(UNSUPPORTED.findall(event.text))
        escapes = _ESCAPE.finditer(self.places.text, event.start, event.end) if characters else ()
        written = [match for match in escapes if match.group(1) in _CONTROL_ESCAPES]
        for escape in written[:1]:
            self.say(error("yaml-backslash", self.places.source(*escape.span()), escape=escape.group()))
        told = {_CONTROL_ESCAPES[escape.group(1)] for escape in written}
        for character in (each for each in characters if each not in told):
            self.say(error("unsupported-character", self._at(event), character=character_name(character)))

    def _check_comment(self, event: Text) -> None:
        """Warn of `title: Fakta #1`: YAML ends the text before the sign, which was hardly meant so."""
        comment = _GLUED_COMMENT.match(self.places.text, event.end) if event.plain else None
        if comment and event.text and isinstance(core_value(event.text), str):
            source = self.places.source(*comment.span(1))
            self.say(warning("comment-after-text", source, comment=comment.group(1)))

    def _check_key(self, table: _Open, key: Text) -> None:
        if key.text == MERGE_KEY and key.plain:
            self.say(error("yaml-merge-key", self._at(key)))
        elif key.text in table.keys:
            first = self.places.line(table.keys[key.text])
            self.say(error("yaml-duplicate-key", self._at(key), name=key.text, line=first))
        else:
            table.keys[key.text] = key.start

    def _check_tag(self, event: Text | Begin) -> None:
        if event.tag:
            self.say(error("yaml-tag", self.places.source(event.start, event.start + 1), tag=event.tag))

    def _begin(self, event: Begin) -> Finding | None:
        self._check_tag(event)
        if self.table_at_key:
            self.say(self._not_a_key(event))
        passed = self._grow(event, _Size(1, 1))
        self.open.append(_Open(event.start, event.anchor, self.nodes - 1, event.mapping))
        return passed

    def _not_a_key(self, event: Begin) -> Finding:
        """Say what is wrong with a collection as a key; `{{ name }}` is a table whose key is a table."""
        first = self.places.text.rfind("{{", max(event.start - 1, 0), event.start + 2)
        return error("yaml-key", self._at(event)) if first < 0 else braces(self.places, first)

    def _alias(self, event: Alias) -> Finding | None:
        self.aliases += 1
        if self.aliases > MOST_ALIASES:
            return error("yaml-aliases", self._at(event), limit=MOST_ALIASES)
        if event.anchor not in self.sizes:  # also an alias inside the very node it stands for
            self.say(error("yaml-unknown-alias", self._at(event), name=event.anchor))
        if self.table_at_key:
            self.say(error("yaml-key", self._at(event)))
        self.last = Span(event.start, event.end)
        return self._grow(event, self.sizes.get(event.anchor, _Size(1, 0)))

    def _end(self, event: End) -> None:
        done = self.open.pop()
        self.last = Span(done.start, event.end)
        self._deepen(done.levels + 1)
        if done.anchor:
            self.sizes[done.anchor] = _Size(self.nodes - done.nodes_before, done.levels)

    def _grow(self, event: Text | Begin | Alias, size: _Size) -> Finding | None:
        """Count a node, or what an alias stands for, and refuse what passes the bounds."""
        self.nodes += size.nodes
        if isinstance(event, Text) and event.anchor:
            self.sizes[event.anchor] = size
        if self.open:
            self.open[-1].children += 1
        self._deepen(size.levels + 1)
        if len(self.open) + size.levels > DEEPEST:
            return error("yaml-too-deep", self._at(event), limit=DEEPEST)
        return error("yaml-too-big", self._at(event), limit=MOST_NODES) if self.nodes > MOST_NODES else None

    def _deepen(self, levels: int) -> None:
        """Note how many levels the innermost open collection has, itself and what it holds."""
        if self.open:
            self.open[-1].levels = max(self.open[-1].levels, levels)

    def _at(self, event: Event) -> Source:
        return self.places.source(event.start, event.end)
