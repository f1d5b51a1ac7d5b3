"""A part of a package to be written: its bytes, what it is, and where it points.

Names and relationship ids come from the slide's own id and from contents, never from counting: leaving a slide
out changes no other part, and the same page gives the same bytes in every deck.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import sha256
from posixpath import dirname, relpath

from msgspec import Struct

from kursdeck.powerpoint.markup import element, serialise
from kursdeck.powerpoint.opc import CONTENT_TYPES, ROOT, relationships_part

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata"
OFFICE_TYPES = "application/vnd.openxmlformats-officedocument"

DEFAULT_TYPES = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xml": "application/xml",
}


class Link(Struct, frozen=True):
    """One relationship: to the part named `target`, or to an address outside the file."""

    id: str
    type: str
    target: str
    external: bool = False


class Part(Struct, frozen=True):
    """A part by its zip name."""

    name: str
    content_type: str
    data: bytes
    links: tuple[Link, ...] = ()


def office_link(id_: str, kind: str, target: str) -> Link:
    """Make a relationship of one of the Office types: `slideLayout`, `image`, `notesSlide`."""
    return Link(id_, f"{OFFICE}/{kind}", target)


def outside_link(address: str) -> Link:
    """Make a hyperlink's relationship; equal addresses have one id."""
    return Link(f"link-{short_hash(address)}", f"{OFFICE}/hyperlink", address, external=True)


def short_hash(text: str) -> str:
    """Give twelve letters and digits that stand for a text."""
    return sha256(text.encode()).hexdigest()[:12]


@lru_cache(maxsize=1024)
def links_data(part: str, links: tuple[Link, ...]) -> bytes:
    """Write a part's relationships, targets relative to the part."""
    folder = dirname(part)
    root = element("rel:Relationships")
    for link in dict.fromkeys(links):
        target = link.target if link.external else relpath(link.target, folder or ".")
        mode = {"TargetMode": "External"} if link.external else {}
        root.append(element("rel:Relationship", Id=link.id, Type=link.type, Target=target, **mode))
    return serialise(root)


def entries(parts: Iterable[Part], package_links: tuple[Link, ...]) -> Mapping[str, bytes]:
    """Give all that stands in the zip, by name: what each part is, where the package points, then the parts."""
    parts = tuple(parts)
    kinds = tuple((part.name, part.content_type) for part in parts)
    written = {CONTENT_TYPES: content_types(kinds), relationships_part(ROOT): links_data(ROOT, package_links)}
    for part in parts:
        written[part.name] = part.data
        if part.links:
            written[relationships_part(part.name)] = links_data(part.name, part.links)
    return written


@lru_cache(maxsize=64)
def content_types(parts: tuple[tuple[str, str], ...]) -> bytes:
    """Say what each part, by its name, is (ISO 29500-2, 7.3): pictures by their ending, all others by name."""
    pictures = {name.rpartition(".")[2]: kind for name, kind in parts if "/media/" in name}
    defaults = {**DEFAULT_TYPES, **dict(sorted(pictures.items()))}
    root = element(
        "ct:Types",
        *(element("ct:Default", Extension=end, ContentType=kind) for end, kind in defaults.items()),
    )
    root.extend(
        element("ct:Override", PartName=f"/{name}", ContentType=kind)
        for name, kind in parts
        if defaults.get(name.rpartition(".")[2]) != kind
    )
    return serialise(root)
