"""A part of a package to be written: its bytes, what it is, and where it points.

Names and relationship ids come from the slide's own id and from contents, never from counting: leaving a slide
out changes no other part, and the same page gives the same bytes in every deck.
"""

from dataclasses import dataclass, field
from hashlib import sha256
from posixpath import dirname, relpath, split

from kursdeck.powerpoint.markup import element, serialise

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OFFICE_TYPES = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True, slots=True)
class Link:
    """One relationship: to the part named `target`, or to an address outside the file."""

    id: str
    type: str
    target: str
    external: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A part by its zip name."""

    name: str
    content_type: str
    data: bytes = field(repr=False)
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


def links_name(part: str) -> str:
    """Give the zip name of a part's relationships (ISO 29500-2, 6.5.2.3); '' is the package itself."""
    folder, name = split(part)
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


def links_data(part: str, links: tuple[Link, ...]) -> bytes:
    """Write a part's relationships, targets relative to the part."""
    folder = dirname(part)
    root = element("rel:Relationships")
    for link in dict.fromkeys(links):
        target = link.target if link.external else relpath(link.target, folder or ".")
        mode = {"TargetMode": "External"} if link.external else {}
        root.append(element("rel:Relationship", Id=link.id, Type=link.type, Target=target, **mode))
    return serialise(root)
