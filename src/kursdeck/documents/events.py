"""YAML as a flat row of events, each with its offsets: the only module that imports PyYAML.

libyaml is 12 times as fast as PyYAML's own parser; where PyYAML comes without it, both give the same events.
"""

from collections.abc import Iterator
from typing import Any, TypeAlias

import yaml
from msgspec import Struct

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Document(Struct, frozen=True):
    """A document begins."""

    start: int
    end: int


class Text(Struct, frozen=True):
    """A scalar: `text` is its content, `plain` says that it stands without quotes, block or tag."""

    start: int
    end: int
    text: str
    plain: bool
    anchor: str
    tag: str


class Begin(Struct, frozen=True):
    """A collection begins: a mapping, or else a sequence."""

    start: int
    end: int
    mapping: bool
    anchor: str
    tag: str


class End(Struct, frozen=True):
    """The innermost collection ends."""

    start: int
    end: int


class Alias(Struct, frozen=True):
    """The node that was anchored under this name stands here again."""

    start: int
    end: int
    anchor: str


class Complaint(Struct, frozen=True):
    """The parser gave up at `at`, reading something that began at `began`; `words` is all it says."""

    words: str
    at: int
    began: int


Event: TypeAlias = Document | Text | Begin | End | Alias


def events(text: str) -> Iterator[Event | Complaint]:
    """Parse `text`, one event at a time; a complaint is the last."""
    parser = LOADER(text)
    try:
        while parser.check_event():
            event = _event(parser.get_event())
            if event:
                yield event
    except yaml.MarkedYAMLError as failure:
        at = _offset(failure.problem_mark, len(text))
        words = f"{failure.context or ''}: {failure.problem or ''}".removeprefix(": ")
        yield Complaint(words, min(at, len(text)), min(_offset(failure.context_mark, at), len(text)))
    except (ValueError, OverflowError) as failure:  # PyYAML's own parser, on an escape beyond Unicode
        yield Complaint(str(failure), len(text), len(text))
    finally:
        parser.dispose()


def _event(event: Any) -> Event | None:
    start, end = event.start_mark.index, event.end_mark.index
    match event:
        case yaml.DocumentStartEvent():
            return Document(start, end)
        case yaml.ScalarEvent():
            return Text(start, end, event.value, event.implicit[0], event.anchor or "", event.tag or "")
        case yaml.CollectionStartEvent():
            is_mapping = isinstance(event, yaml.MappingStartEvent)
            return Begin(start, end, is_mapping, event.anchor or "", event.tag or "")
        case yaml.CollectionEndEvent():
            return End(start, end)
        case yaml.AliasEvent():
            return Alias(start, end, event.anchor or "")
        case _:
            return None


def _offset(mark: Any, otherwise: int) -> int:
    return otherwise if mark is None else int(mark.index)
