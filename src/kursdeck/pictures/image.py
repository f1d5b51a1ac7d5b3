"""A picture that is safe to put into a deck: the value that this package makes and all stages above pass on.

It stands in a module of its own so that those stages import neither Pillow nor lxml with it.
"""

from dataclasses import dataclass, field
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that was checked and prepared: `png` or `jpeg` bytes, and the SVG it was drawn from, if any.

    `width` and `height` are the picture's own, in pixels of the prepared bytes; only their ratio matters.
    `key` is the hash of what was read, so that equal pictures are one part.
    """

    key: str
    format: str
    data: bytes = field(repr=False)
    width: int
    height: int
    svg: bytes = field(default=b"", repr=False)


def key_of(data: bytes) -> str:
    """Give the key of a picture as it was read: the first 32 hex digits of its SHA-256."""
    return sha256(data).hexdigest()[:32]
