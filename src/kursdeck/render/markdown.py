"""Inline Markdown to runs: bold, italic, links, hard line breaks; nothing else has a meaning.

Values from data are carried through the parser as single private-use characters and put in afterwards, so an
asterisk in a name is an asterisk, and what is emphasised never depends on what a value says. Authors cannot
write such characters: `documents` refuses them in a file, and here they are refused as `&#xF0000;` too.
"""

import html
import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from kursdeck.deck import Run
from kursdeck.documents.decode import UNSUPPORTED, character_name
from kursdeck.render.links import encoded, is_whole, quoted
from kursdeck.render.text import RichText, closed, one_line, tidy

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

Pieces = Sequence[str | RichText]
"""What an expression gave: the author's own text (to be read as Markdown) and values (to be left alone)."""

_FIRST_SEAT = 0xF0000
_SEATS = re.compile("([\U000f0000-\U000ffffd])")
_MARKUP = re.compile(r"[*_\[\]\\<&]| {2}\n")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_A_VALUE = "…"
"""What messages show in a value's place: values may be personal."""


class BadLinkError(Exception):
    """A link that a deck may not carry."""

    def __init__(self, address: str) -> None:
        """Keep the link as it was written."""
        super().__init__(address)
        self.address = address


class BadCharacterError(Exception):
    """A character that no deck can hold, written as an entity or an escape: 'U+F0000'."""

    def __init__(self, character: str) -> None:
        """Keep the character's name."""
        super().__init__(character)
        self.character = character


def paragraphs(pieces: Pieces, lang: str) -> tuple[tuple[Run, ...], ...]:
    """Read the pieces as paragraphs parted by blank lines; each is tidied, empty ones are dropped.

    There is a place for 65,000 values. Raises BadLinkError for an address that is not a whole http, https or
    mailto address, and BadCharacterError.
    """
    if len(pieces) == 1 and not isinstance(pieces[0], RichText):
        return _without_values(pieces[0], lang)
    return _paragraphs(tuple(pieces), lang)


@lru_cache(maxsize=4096)
def _without_values(text: str, lang: str) -> tuple[tuple[Run, ...], ...]:
    """Read a text that is the same for everybody: most of a course is, and is read once."""
    return _paragraphs((text,), lang)


def _paragraphs(pieces: Pieces, lang: str) -> tuple[tuple[Run, ...], ...]:
    values = tuple(piece for piece in pieces if isinstance(piece, RichText))
    _check_characters("".join(" " if isinstance(piece, RichText) else piece for piece in pieces))
    seats = iter(range(_FIRST_SEAT, _FIRST_SEAT + len(values)))
    text = "".join(chr(next(seats)) if isinstance(piece, RichText) else piece for piece in pieces)
    parts = (tidy(_inline(part, values, lang)) for part in _BLANK_LINE.split(text))
    return tuple(part for part in parts if part)


def _check_characters(text: str) -> None:
    found = UNSUPPORTED.search(html.unescape(text))
    if found:
        raise BadCharacterError(character_name(found[0]))


def _inline(text: str, values: tuple[RichText, ...], lang: str) -> Iterator[Run]:
    plain = _MARKUP.search(text) is None  # most texts: no parser needed
    for styled in (Run(one_line(text), lang),) if plain else _styled(text, lang):
        yield from _seated(styled, values)


def _seated(run: Run, values: tuple[RichText, ...]) -> Iterator[Run]:
    """Put the values in their seats; a value has the emphasis of its place, and its own language."""
    link = _address(run.link, values) if run.link else ""
    for part in _SEATS.split(run.text):
        if _SEATS.fullmatch(part):
            for inner in _at(part, values).runs:
                yield replace(
                    inner,
                    bold=run.bold or inner.bold,
                    italic=run.italic or inner.italic,
                    link=link or inner.link,
                )
        else:
            yield replace(run, text=part, link=link)


def _at(seat: str, values: tuple[RichText, ...]) -> RichText:
    return values[ord(seat) - _FIRST_SEAT]


def _address(written: str, values: tuple[RichText, ...]) -> str:
    """Give a link's address with its values; '' where a value it needs is empty."""
    for seat in _SEATS.findall(written):
        closed(_at(seat, values))
    address = _SEATS.sub(lambda seat: _part(str(_at(seat[0], values)), seat.start()), written)
    if is_whole(address):
        return encoded(address)
    if all(_at(seat, values) for seat in _SEATS.findall(written)):
        raise BadLinkError(_SEATS.sub(_A_VALUE, written))
    return ""


def _part(value: str, start: int) -> str:
    """Write a value for an address: one that begins it may be a whole address, another cannot change what it is."""
    return value if start == 0 else quoted(value)


def _styled(text: str, lang: str) -> Iterator[Run]:
    """Walk the parser's tokens, counting the emphasis that is open: it may stand within itself."""
    strong = emphasised = 0
    link = ""
    for token in _tokens(text):
        style = Run("", lang, strong > 0, emphasised > 0, link)
        match token.type:
            case "strong_open" | "strong_close":
                strong += token.nesting
            case "em_open" | "em_close":
                emphasised += token.nesting
            case "link_open":
                link = str(token.attrs["href"])
            case "link_close":
                link = ""
            case "hardbreak":
                yield replace(style, text="\n")
            case "softbreak":
                yield replace(style, text=" ")
            case _:
                yield replace(style, text=one_line(token.content))


@lru_cache(maxsize=4096)
def _tokens(text: str) -> "Sequence[Token]":
    """Parse a text; values sit in their seats still, so it is the same one for every recipient."""
    (inline,) = _parser().parseInline(text)
    return inline.children or ()


@cache
def _parser() -> "MarkdownIt":
    """Make the parser of the inline rules that have a meaning on a slide; most texts need none."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - 40 ms that plain texts need not pay

    class LiteralLinks(MarkdownIt):
        """Leaves addresses alone: a seat must not be percent-encoded, and a bad one is refused with a message."""

        def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 - the parser's own hook
            return True

        def normalizeLink(self, url: str) -> str:  # noqa: N802 - as above
            return url

    return LiteralLinks("zero").enable(["emphasis", "balance_pairs", "link", "escape", "newline", "entity"])
