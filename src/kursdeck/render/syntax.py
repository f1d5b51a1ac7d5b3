"""What Jinja says of a text that it cannot read, in words for the person who wrote the text.

Jinja's own messages are English and speak of tokens; those that a course author meets are told apart here.
"""

import re

from kursdeck.render.grammar import Misuse

STATEMENTS = ("if", "elif", "else", "endif")
"""What a text may say between {% and %}; a kind's template may say more, but rarely wrongly."""

UNKNOWN_TAG = re.compile(r"Encountered unknown tag '(\w+)'")
UNENDED = re.compile(r"The innermost block that needs to be closed is '(\w+)'")
SURPLUS = re.compile(r"expected token 'end of (?:print statement|statement block)', got '(.+)'")
UNCLOSED = re.compile(r"unexpected end of template|Missing end of|unexpected '}'")
GAP = re.compile(
    r"Expected an expression, got|expected token 'name', got|expected name or number|unexpected 'end of"
)
TAG = re.compile(r"\{%[-+]?\s*(end)?(\w+)")


def syntax_misuse(message: str, offset: int, text: str) -> Misuse:
    """Say what Jinja's message about `text` means; one that is not known is repeated as it is."""
    if tag := UNKNOWN_TAG.match(message):
        return _wrong_tag(tag[1], offset)
    if block := UNENDED.search(message):
        return Misuse("jinja-unended", _opening(block[1], text), block[1])
    if surplus := SURPLUS.match(message):
        return Misuse("jinja-surplus", offset, surplus[1])
    if UNCLOSED.match(message):
        return Misuse("jinja-unclosed", offset)
    if GAP.match(message):
        return Misuse("jinja-gap", offset)
    return Misuse("jinja-syntax", offset, problem=message)


def _wrong_tag(name: str, offset: int) -> Misuse:
    """Part a word that is unknown from one that stands where nothing was begun."""
    if name in STATEMENTS or name.startswith("end"):
        return Misuse("jinja-stray-tag", offset, name)
    return Misuse("unknown-tag", offset, name, STATEMENTS)


def _opening(name: str, text: str) -> int:
    """Find the innermost tag of this name that is not ended: Jinja only knows where the text stops."""
    open_: list[int] = []
    for tag in TAG.finditer(text):
        if tag[2] == name and not tag[1]:
            open_.append(tag.start())
        elif tag[2] == name and open_:
            open_.pop()
    return open_[-1] if open_ else 0
