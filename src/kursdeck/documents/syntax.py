"""What a YAML parser's complaint means for somebody who only wanted to write a text.

Parsers word the same mistake differently and point at where they gave up, not at where it was made. So the
wording only says what sort of mistake it is; the place and the advice come from the text itself.
"""

import re
from collections.abc import Callable

from msgspec import Struct

from kursdeck.documents.events import Complaint
from kursdeck.documents.places import Places
from kursdeck.findings import Finding, error
from kursdeck.source import Source

_LEADING_BRACES = re.compile(r"\s*(?:- +)*(?:[^\s:'\"#][^:]*:\s+)?(\{[{%])")
_LEADING_TAB = re.compile(r" *(\t)")
_KEY_BEFORE = re.compile(r":\s")
_KEY = re.compile(r":(\s|$)")
_GLUED_HYPHEN = re.compile(r"\s*(-)[^\W\d]")
_LIST_ENTRY = re.compile(r" *(-)(?: |$)")
_GLUED_KEY = re.compile(r"\s*(?:- +)*[^\s'\"#:]+(:)[^\s:/]")
_HEXADECIMAL = re.compile(r"[0-9A-Fa-f]{4,8}")
_QUOTES = frozenset("\"'")
_SPECIAL = frozenset("\"'[]{}|>*&!%@`,")


class Span(Struct, frozen=True):
    """Where the last complete node stands, as offsets."""

    start: int
    end: int


class _Mistake(Struct, frozen=True):
    """What is known where the parser gave up: its words, where that was, where what it was reading began.

    `last` is the node that was completed last, `opened` where the innermost incomplete collection began.
    """

    words: str
    at: int
    began: int
    last: Span
    opened: int
    places: Places

    @property
    def line_start(self) -> int:
        return self.places.starts[self.places.line(self.at) - 1]

    @property
    def line(self) -> str:
        return self.places.text_of_line(self.places.line(self.at))

    def says(self, *fragments: str) -> bool:
        return any(fragment in self.words for fragment in fragments)

    def source(self, start: int, length: int = 1) -> Source:
        return self.places.source(start, start + length)


def explain(complaint: Complaint, places: Places, last: Span, opened: int) -> Finding:
    """Make one finding of a syntax error: the place that must change, and what kind of change."""
    mistake = _Mistake(complaint.words, complaint.at, complaint.began, last, opened, places)
    explained = (finding for explanation in _EXPLANATIONS if (finding := explanation(mistake)))
    return next(explained, None) or error("yaml-syntax", mistake.source(mistake.at))


def braces(places: Places, start: int) -> Finding:
    """Say that a text which begins with Jinja's braces needs quotation marks; YAML takes it for a table."""
    return error("yaml-braces", places.source(start, start + 2))


# ---- one mistake each: a finding, or None where it was another


def _tab(mistake: _Mistake) -> Finding | None:
    tab = _LEADING_TAB.match(mistake.line)
    return error("yaml-tab", mistake.source(mistake.line_start + tab.start(1))) if tab else None


def _unclosed_quote(mistake: _Mistake) -> Finding | None:
    # A quote left open swallows all lines up to the next one, and what follows that makes no sense.
    text, last = mistake.places.text, mistake.last
    if mistake.says("found unexpected end of stream", "found unexpected document"):
        start = mistake.began
    elif text[last.start : last.start + 1] in _QUOTES and _ends_here(mistake) and not _begins_here(mistake):
        start = last.start
    else:
        return None
    return error("yaml-unclosed-quote", mistake.source(start), quote=text[start : start + 1])


def _jinja(mistake: _Mistake) -> Finding | None:
    found = _LEADING_BRACES.match(mistake.line)
    return braces(mistake.places, mistake.line_start + found.start(1)) if found else None


def _escape(mistake: _Mistake) -> Finding | None:
    text = mistake.places.text
    start = text.rfind("\\", mistake.began, mistake.at + 1)
    if start < 0 or not mistake.says("escape", "hexdecimal"):
        return None
    number = _HEXADECIMAL.match(text, start + 2)
    if number:
        source = mistake.source(start, number.end() - start)
        return error("unsupported-character", source, character=f"U+{number.group().upper()}")
    return error("yaml-escape", mistake.source(start, 2), escape=text[start : start + 2])


def _unclosed_bracket(mistake: _Mistake) -> Finding | None:
    text = mistake.places.text
    if mistake.says("flow sequence", "flow mapping"):
        start = mistake.began
    elif mistake.says("flow node") and not text[mistake.at :].strip():
        start = mistake.opened
    else:
        return None
    return error("yaml-unclosed-bracket", mistake.source(start), bracket=text[start : start + 1])


def _special_start(mistake: _Mistake) -> Finding | None:
    if not mistake.says("cannot start", "alias", "anchor", "block scalar", "content", "tag", "directive"):
        return None
    return _quotes_needed(mistake, mistake.began)


def _text_after(mistake: _Mistake) -> Finding | None:
    # `"Ja" sa hun` and `[lenke](…) her`: a complete node, and then more text on its line.
    return _quotes_needed(mistake, mistake.last.start) if _begins_here(mistake) else None


def _second_colon(mistake: _Mistake) -> Finding | None:
    if not mistake.says("mapping values are not allowed"):
        return None
    if _KEY_BEFORE.search(mistake.places.text, mistake.line_start, mistake.at):
        return error("yaml-colon", mistake.source(mistake.at))
    return _line_above(mistake)


def _line_above(mistake: _Mistake) -> Finding | None:
    # A key where none can be: the line above may lack its colon, or the space after it.
    above = _number_above(mistake, mistake.places.line(mistake.at))
    text = mistake.places.text_of_line(above)
    return _colonless(mistake, mistake.places.starts[above - 1], text) if above else None


def _number_above(mistake: _Mistake, number: int) -> int:
    """Give the number of the next line above that is not blank; 0 where there is none."""
    numbers = range(number - 1, 0, -1)
    return next((above for above in numbers if mistake.places.text_of_line(above).strip()), 0)


def _glued_hyphen(mistake: _Mistake) -> Finding | None:
    # `-id: x` is a text, and what follows it on the next lines fits nowhere.
    here = mistake.places.line(mistake.at)
    for number in (here, mistake.places.line(mistake.began), _number_above(mistake, here)):
        found = _GLUED_HYPHEN.match(mistake.places.text_of_line(number))
        if found:
            return error(
                "hyphen-without-space", mistake.source(mistake.places.starts[number - 1] + found.start(1))
            )
    return None


def _missing_hyphen(mistake: _Mistake) -> Finding | None:
    # A line between the entries of a list, where their hyphens stand, is meant for one of them.
    number = mistake.places.line(mistake.began)
    line = mistake.places.text_of_line(number)
    above = _LIST_ENTRY.match(mistake.places.text_of_line(_number_above(mistake, number)))
    blank = len(line) - len(line.lstrip())
    if not (mistake.says("could not find expected ':'") and above and above.start(1) == blank):
        return None
    return error(
        "yaml-missing-hyphen", mistake.source(mistake.places.starts[number - 1] + blank, len(line) - blank)
    )


def _missing_colon(mistake: _Mistake) -> Finding | None:
    if not mistake.says("could not find expected ':'"):
        return None
    number = mistake.places.line(mistake.began)
    return _colonless(mistake, mistake.places.starts[number - 1], mistake.places.text_of_line(number))


def _colonless(mistake: _Mistake, start: int, line: str) -> Finding | None:
    glued = _GLUED_KEY.match(line)
    if glued:
        return error("yaml-colon-space", mistake.source(start + glued.start(1)))
    if _KEY.search(line):
        return None
    blank = len(line) - len(line.lstrip())
    return error("yaml-missing-colon", mistake.source(start + blank, len(line) - blank))


def _list_on_key_line(mistake: _Mistake) -> Finding | None:
    if not mistake.says("sequence entries are not allowed"):
        return None
    return error("yaml-list-inline", mistake.source(mistake.at))


def _indentation(mistake: _Mistake) -> Finding | None:
    fragments = ("expected key", "expected '-'", "<block end>", "mapping values are not allowed")
    if not mistake.says(*fragments):
        return None
    text = mistake.line.lstrip()
    start = mistake.line_start + len(mistake.line) - len(text)
    return error("yaml-indentation", mistake.source(start, len(text)))


def _after_the_end(mistake: _Mistake) -> Finding | None:
    if not mistake.says("document start"):
        return None
    return error("yaml-second-document", mistake.source(mistake.at))


def _ends_here(mistake: _Mistake) -> bool:
    """Say whether the last node ends on the line where the parser gave up."""
    places, last = mistake.places, mistake.last
    return last.start < last.end and places.line(last.end) == places.line(mistake.at)


def _begins_here(mistake: _Mistake) -> bool:
    """Say whether the last node begins on the line where the parser gave up."""
    places, last = mistake.places, mistake.last
    return last.start < last.end and places.line(last.start) == places.line(mistake.at)


def _quotes_needed(mistake: _Mistake, start: int) -> Finding | None:
    character = mistake.places.text[start : start + 1]
    if character not in _SPECIAL:
        return None
    return error("yaml-quotes-needed", mistake.source(start), character=character)


_EXPLANATIONS: tuple[Callable[[_Mistake], Finding | None], ...] = (
    _tab,
    _unclosed_quote,
    _jinja,
    _escape,
    _unclosed_bracket,
    _special_start,
    _glued_hyphen,
    _missing_hyphen,
    _second_colon,
    _list_on_key_line,
    _missing_colon,
    _text_after,
    _indentation,
    _after_the_end,
)
"""From the surest sign to the least; the first that fits explains the mistake."""
