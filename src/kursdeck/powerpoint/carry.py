"""Taking slides out of one deck into another, with all that they need: notes, pictures, if need be a whole master.

Names that are taken are not overwritten, and a picture that is there already, byte for byte, is not brought twice.
"""

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from kursdeck.powerpoint.linked import free_name, without_links
from kursdeck.powerpoint.parts import Part
from kursdeck.powerpoint.structure.walk import SLIDE


def carried(
    source: Mapping[str, Part], known: Mapping[str, str], there: Mapping[str, Part]
) -> dict[str, Part]:
    """Bring the slides that are `known` but not `there`, and what they lead to, under the result's names.

    `known` gives for parts of `source` the names of those that do for them in the result. A link to a slide
    that is not known is taken out.
    """
    start = [name for name in known if source[name].content_type == SLIDE and known[name] not in there]
    unknown = {name for name, part in source.items() if part.content_type == SLIDE} - known.keys()
    needed = tuple(_needed(source, start, known.keys() | unknown))
    names = {**known, **_names(source, needed, known, there)}
    brought = (*start, *(name for name in needed if names[name] not in there))
    cut = (without_links(source[name], unknown) for name in brought)
    return {names[part.name]: _renamed(part, names) for part in cut}


def _needed(source: Mapping[str, Part], start: Sequence[str], known: set[str]) -> Iterator[str]:
    """Name all that the slides lead to and the result does not know, each once."""
    found: set[str] = set()
    waiting = list(reversed(start))
    while waiting:
        for link in source[waiting.pop()].links:
            if not link.external and link.target in source and link.target not in known | found:
                found.add(link.target)
                waiting.append(link.target)
                yield link.target


def _names(
    source: Mapping[str, Part], needed: Sequence[str], known: Mapping[str, str], there: Mapping[str, Part]
) -> dict[str, str]:
    """Name what is needed in the result: as what is alike there, else by its own name or the next that is free."""
    leaves = {(part.content_type, part.data): name for name, part in there.items() if not part.links}
    taken = {*there, *known.values()}
    names: dict[str, str] = {}
    for name in needed:
        part = source[name]
        alike = None if part.links else leaves.get((part.content_type, part.data))
        names[name] = alike or free_name(name, taken)
        taken.add(names[name])
    return names


def _renamed(part: Part, names: Mapping[str, str]) -> Part:
    links = (
        link if link.external else replace(link, target=names.get(link.target, link.target))
        for link in part.links
    )
    return replace(part, name=names[part.name], links=tuple(links))
