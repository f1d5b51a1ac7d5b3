"""Inline Markdown to runs: bold, italic, links, hard line breaks; nothing else has a meaning.

Values from data are carried through the parser as single private-use characters and put in afterwards, so an
asterisk in a name is an asterisk, and what is emphasised never depends on what a value says. Such characters
cannot come from a file: `documents` refuses them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from kursdeck.deck import Run
from kursdeck.render.text import RichText, merge, one_line, trim

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

Pieces = Sequence[str | RichText]
"""What an expression gave: the author's own text (to be read as Markdown) and values (to be left alone)."""

_FIRST_SEAT = 0xF0000
_SEATS = re.compile("([\U000f0000-\U000ffffd])")
_MARKUP = re.compile(r"[*_\[\]\\<&]| {2}\n")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
SCHEMES = ("http://", "https://", "mailto:")
"""The only kinds of link a deck may carry; others are ways to run or fetch something."""


@dataclass(frozen=True, slots=True)
class BadLinkError(Exception):
    """A link that a deck may not carry."""

    address: str


def paragraphs(pieces: Pieces, lang: str) -> tuple[tuple[Run, ...], ...]:
    """Read the pieces as paragraphs parted by blank lines; each is trimmed, empty ones are dropped.

    Raises BadLinkError for an address that is not http, https or mailto.
    """
    values = tuple(piece for piece in pieces if isinstance(piece, RichText))
    seats = iter(range(_FIRST_SEAT, _FIRST_SEAT + len(values)))
    text = "".join(chr(next(seats)) if isinstance(piece, RichText) else piece for piece in pieces)
    parts = (trim(_inline(part, values, lang)) for part in _BLANK_LINE.split(text))
    return tuple(part for part in parts if part)


def _inline(text: str, values: tuple[RichText, ...], lang: str) -> tuple[Run, ...]:
    if _MARKUP.search(text) is None:  # most texts: no parser needed
        return merge(_seated(Run(one_line(text), lang), values))
    return merge(run for styled in _styled(text, lang) for run in _seated(styled, values))


def _seated(run: Run, values: tuple[RichText, ...]) -> Iterator[Run]:
    """Put the values in their seats; a value has the emphasis of its place, and its own language."""
    link = _SEATS.sub(lambda seat: str(values[ord(seat[0]) - _FIRST_SEAT]), run.link)
    if link and not link.lower().startswith(SCHEMES):
        raise BadLinkError(link)
    for part in _SEATS.split(run.text):
        if _SEATS.fullmatch(part):
            for inner in values[ord(part) - _FIRST_SEAT].runs:
                yield replace(
                    inner,
                    bold=run.bold or inner.bold,
                    italic=run.italic or inner.italic,
                    link=link or inner.link,
                )
        else:
            yield replace(run, text=part, link=link)


def _styled(text: str, lang: str) -> Iterator[Run]:
    """Walk the parser's tokens, carrying the emphasis that is open."""
    style = Run("", lang)
    for token in _tokens(text):
        match token.type:
            case "strong_open" | "strong_close":
                style = replace(style, bold=token.nesting == 1)
            case "em_open" | "em_close":
                style = replace(style, italic=token.nesting == 1)
            case "link_open":
                style = replace(style, link=str(token.attrs["href"]))
            case "link_close":
                style = replace(style, link="")
            case "hardbreak":
                yield replace(style, text="\n")
            case "softbreak":
                yield replace(style, text=" ")
            case _:
                yield replace(style, text=one_line(token.content))


def _tokens(text: str) -> "Sequence[Token]":
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
