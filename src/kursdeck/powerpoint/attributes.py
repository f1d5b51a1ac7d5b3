"""Attributes as a file has them: text that may be missing or nonsense, and must never stop the reading."""

from collections.abc import Iterable

from lxml.etree import _Element as Element


def number(text: str | None, default: int) -> int:
    """Read an integer; what is missing or not a number is the default."""
    try:
        return int(text or default)
    except ValueError:
        return default


def truth(text: str | None, default: int) -> int:
    """Read a truth value as 1 or 0 (W3C XML Schema 2, boolean); what is missing is the default."""
    return default if text is None else int(text in {"1", "true"})


def first(elements: Iterable[Element], attribute: str) -> str | None:
    """Give an attribute's value from the first element that has it."""
    for each in elements:
        value = each.get(attribute)
        if value is not None:
            return value
    return None
