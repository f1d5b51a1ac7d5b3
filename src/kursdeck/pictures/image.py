"""A picture that is safe to put into a deck: the value that this package makes and all stages above pass on.

It stands in a module of its own so that those stages import neither Pillow nor lxml with it.
"""

from hashlib import sha256

from msgspec import Struct


class Image(Struct, frozen=True):
    """A picture that was checked and prepared: `png` or `jpeg` bytes, and the SVG it was drawn from, if any.

    `width` and `height` are the picture's own, in pixels of the prepared bytes; only their ratio matters.
    `key` is the hash of what was read, so that equal pictures are one part. Next to nothing of a `pale` picture
    shows on a white ground.
    """

    key: str
    format: str
    data: bytes
    width: int
    height: int
    svg: bytes = b""
    pale: bool = False


def key_of(data: bytes) -> str:
    """Give the key of a picture as it was read: the first 32 hex digits of its SHA-256."""
    return sha256(data).hexdigest()[:32]


class Rendition(Struct, frozen=True):
    """What takes work to learn of a picture, or to make of it: all that a cache keeps.

    `made` are the bytes of the PNG or JPEG that was made of it, none where it can be used as it is; `width` and
    `height` are theirs, in pixels. Nothing at all can be seen of a `blank` one; an `animated` one has more pictures.
    """

    made: bytes
    width: int
    height: int
    pale: bool = False
    blank: bool = False
    animated: bool = False
