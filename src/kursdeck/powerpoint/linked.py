"""A package as its parts with what each leads to, so that slides can be taken out of one and put into another.

What nothing leads to any more is left out: a part that stays behind when its slide is gone makes PowerPoint offer
a repair as soon as another gets its name (scanny/python-pptx#67).
"""

from collections.abc import Container, Iterable, Mapping
from posixpath import splitext

from lxml import etree
from msgspec.structs import replace

from kursdeck.powerpoint.markup import NAMESPACES, serialise
from kursdeck.powerpoint.opc import ROOT, Package
from kursdeck.powerpoint.parts import Link, Part

_REFERENCES = etree.XPath("//*[@r:*]", namespaces=NAMESPACES)
_R = f"{{{NAMESPACES['r']}}}"


def linked_parts(package: Package) -> dict[str, Part]:
    """Give every part that the package leads to, by its name."""
    return reachable(parts_of(package), links_of(package, ROOT))


def parts_of(package: Package) -> dict[str, Part]:
    """Give every part with where it points, whether or not anything leads to it."""
    return {
        name: Part(name, package.content_type(name), data, links_of(package, name))
        for name, data in package.parts.items()
    }


def links_of(package: Package, part: str) -> tuple[Link, ...]:
    """Give where a part points, or with ROOT the package itself."""
    return tuple(
        Link(arrow.id, arrow.type, arrow.target, arrow.external) for arrow in package.relationships(part)
    )


def reachable(parts: Mapping[str, Part], start: Iterable[Link]) -> dict[str, Part]:
    """Keep the parts that the links lead to, directly or on the way, in the order they had."""
    found: set[str] = set()
    waiting = list(start)
    while waiting:
        link = waiting.pop()
        if not link.external and link.target in parts and link.target not in found:
            found.add(link.target)
            waiting += parts[link.target].links
    return {name: part for name, part in parts.items() if name in found}


def without_links(part: Part, gone: Container[str]) -> Part:
    """Take out of a part all that leads to parts that are gone: its links, and the elements that use them.

    Such an element is an entry in a list, or a click that jumps to a slide; the text it stood on stays.
    """
    dropped = {link.id for link in part.links if not link.external and link.target in gone}
    if not dropped:
        return part
    root = etree.fromstring(part.data)
    for element in _REFERENCES(root):
        parent = element.getparent()
        if parent is not None and dropped & {v for k, v in element.attrib.items() if k.startswith(_R)}:
            parent.remove(element)
    links = tuple(link for link in part.links if link.id not in dropped)
    return replace(part, data=serialise(root), links=links)


def free_name(wanted: str, taken: Iterable[str]) -> str:
    """Give a part's name or an id, or the first like it that is free: 'ppt/slides/tips-2.xml'.

    Names are equal without regard to case (ECMA-376-2, M1.12).
    """
    folded = {name.lower() for name in taken}
    stem, ending = splitext(wanted)
    name, number = wanted, 2
    while name.lower() in folded:
        name, number = f"{stem}-{number}{ending}", number + 1
    return name
