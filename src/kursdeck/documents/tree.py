"""From events, already surveyed, to the tree of nodes."""

import json
import re
from collections.abc import Iterable, Iterator

from kursdeck.documents.events import Alias, Begin, End, Event, Text
from kursdeck.documents.nodes import Entry, Listing, Node, Scalar, Table, core_value
from kursdeck.documents.places import Places

_ANCHOR = re.compile(r"&\S+\s*")
_BARE_KEY = re.compile(r"[\w-]+")


def tree(events: Iterable[Event], places: Places) -> Node:
    """Make the one document's root node; its events passed a survey without findings."""
    row = iter(events)
    next(row)  # the document's own beginning
    return _Tree(places, row).node(next(row), "")


def path_of(path: str, key: str) -> str:
    """Give the path of what stands under `key`: `slides[3].title`, counted from 0 as JSON tools do."""
    if not _BARE_KEY.fullmatch(key):
        return f"{path}[{json.dumps(key, ensure_ascii=False)}]"
    return f"{path}.{key}" if path else key


class _Tree:
    """Reads events in order; an alias gives the very node it stands for."""

    def __init__(self, places: Places, events: Iterator[Event]) -> None:
        self.places = places
        self.events = events
        self.anchored: dict[str, Node] = {}

    def node(self, event: Event, path: str) -> Node:
        """Make the node that begins with `event`; the survey bounds how deep this calls itself."""
        match event:
            case Text():
                node: Node = self._scalar(event, path)
            case Begin(mapping=True):
                node = self._table(event, path)
            case Begin():
                node = self._listing(event, path)
            case Alias():
                return self.anchored[event.anchor]
            case _:
                raise AssertionError(event)  # a survey without findings leaves no other event here
        self.anchored[event.anchor] = node
        return node

    def _scalar(self, event: Text, path: str) -> Scalar:
        start = event.start
        if event.anchor and (anchor := _ANCHOR.match(self.places.text, start, event.end)):
            start = anchor.end()
        value = core_value(event.text) if event.plain else event.text
        source = self.places.source(start, event.end, path)
        return Scalar(event.text, value, source, self.places.text[start : event.end])

    def _listing(self, start: Begin, path: str) -> Listing:
        items: list[Node] = []
        while not isinstance(event := next(self.events), End):
            items.append(self.node(event, f"{path}[{len(items)}]"))
        return Listing(tuple(items), self.places.source(start.start, event.end, path))

    def _table(self, start: Begin, path: str) -> Table:
        entries: list[Entry] = []
        while isinstance(event := next(self.events), Text):
            entries.append(self._entry(event, path))
        return Table(tuple(entries), self.places.source(start.start, event.end, path))

    def _entry(self, key: Text, path: str) -> Entry:
        below = path_of(path, key.text)
        return Entry(
            key.text, self.places.source(key.start, key.end, below), self.node(next(self.events), below)
        )
