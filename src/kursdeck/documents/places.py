"""Where things stand in a file: from offsets to lines and columns, also inside a scalar.

Lines end as editors end them (CR LF, LF, CR), which is less than YAML 1.1 has; everything counts code points.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from kursdeck.documents.nodes import Scalar
from kursdeck.source import Source

_BREAK = re.compile(r"\r\n|\r|\n")
# No code runs past the next opening: many openings without an end would take quadratic time.
_JINJA = re.compile(r"\{\{(?:(?!\{\{).)*?\}\}|\{%(?:(?!\{%).)*?%\}", re.DOTALL)
_SINGLE_QUOTED = re.compile(r"''|\S")
_DOUBLE_QUOTED = re.compile(r"\\(?:x..|u.{4}|U.{8}|.)|\S", re.DOTALL)
_BLANK_ESCAPES = frozenset("tnvfrNLP_ \t\r\n")


class Places(Struct, frozen=True, dict=True):
    """A file's text and where its lines begin."""

    file: str
    text: str

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The offset of each line's first character; the first line's is 0."""
        return (0, *(match.end() for match in _BREAK.finditer(self.text)))

    def line(self, offset: int) -> int:
        """Give the line of an offset, from 1."""
        return bisect_right(self.starts, offset)

    def text_of_line(self, number: int) -> str:
        """Give a line's text, without its end; '' where there is no such line."""
        if not 1 <= number <= len(self.starts):
            return ""
        start = self.starts[number - 1]
        end = self.starts[number] if number < len(self.starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    def source(self, start: int, end: int, path: str = "") -> Source:
        """Give the place of text[start:end]; its length is what stands on the first line."""
        number = self.line(min(start, len(self.text)))
        begins, ends = self.starts[number - 1], (*self.starts[number : number + 1], len(self.text))[0]
        length = len(self.text[start : min(end, ends)].rstrip())
        return Source(self.file, number, min(start, len(self.text)) - begins + 1, max(1, length), path)


def locate(scalar: Scalar, word: str) -> Source:
    """Give the place of the first `word` in the scalar's Jinja code, else anywhere in it, else the scalar."""
    pattern = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
    code = (pattern.search(scalar.raw, *block.span()) for block in _JINJA.finditer(scalar.raw))
    found = next((match for match in code if match), None) or pattern.search(scalar.raw)
    return _within(scalar, found.start(), found.end()) if found else scalar.source


def locate_offset(scalar: Scalar, offset: int, length: int) -> Source:
    """Give the place of `length` characters of the scalar's text, from 0, however it is folded or quoted.

    White space has no certain place: YAML folds it. What begins there has that of the next visible character,
    at the text's end that of the last one.
    """
    before = _visible(scalar.text[:offset])
    count = _visible(scalar.text[offset : offset + length])
    units = list(_units(scalar.raw))
    wanted = units[before : before + max(count, 1)] or units[-1:]
    return _within(scalar, wanted[0], wanted[-1] + 1) if wanted else scalar.source


def _within(scalar: Scalar, start: int, end: int) -> Source:
    """Give the place of raw[start:end]."""
    inner = Places(scalar.source.file, scalar.raw).source(start, end, scalar.source.path)
    first = inner.line == 1
    column = inner.column + (scalar.source.column - 1 if first else 0)
    return replace(inner, line=scalar.source.line + inner.line - 1, column=column)


def _visible(text: str) -> int:
    return sum(not character.isspace() for character in text)


def _units(raw: str) -> Iterator[int]:
    """Give where in `raw` each visible character of the text stands: YAML folds only what is blank."""
    match raw[:1]:
        case "|" | ">":
            header = _BREAK.search(raw)
            start = header.end() if header else len(raw)
            yield from (m.start() for m in re.finditer(r"\S", raw) if m.start() >= start)
        case "'":
            yield from (match.start() for match in _SINGLE_QUOTED.finditer(raw, 1, len(raw) - 1))
        case '"':
            matches = _DOUBLE_QUOTED.finditer(raw, 1, len(raw) - 1)
            yield from (match.start() for match in matches if not _is_blank(match.group()))
        case _:
            yield from (match.start() for match in re.finditer(r"\S", raw))


def _is_blank(unit: str) -> bool:
    if len(unit) <= len("\\n"):
        return unit[1:] in _BLANK_ESCAPES
    return unit.encode().decode("unicode_escape").isspace()
