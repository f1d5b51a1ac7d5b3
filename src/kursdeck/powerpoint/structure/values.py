"""Values that XML Schema allows to be written in more than one way."""

import re

GUID = re.compile(r"\{[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}")
"""ISO 29500-1, ST_Guid; small letters are tolerated, since PowerPoint does."""
_INTEGER = re.compile(r"\s*[+-]?[0-9]{1,20}\s*")


def integer(text: str) -> int | None:
    """Read an xsd:int, or give None: a decimal point, an exponent or a unit makes it something else."""
    return int(text) if _INTEGER.fullmatch(text) else None


def is_within(text: str, limits: range) -> bool:
    """Say whether a text is an xsd:int within limits."""
    value = integer(text)
    # Asking a range for None would walk through it number by number.
    return value is not None and value in limits
