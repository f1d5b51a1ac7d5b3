"""The sections of a deck whose slides come from two: a section is one stretch of slides, and none is cut in two."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from lxml.etree import _Element as Element

from kursdeck.powerpoint.markup import clark, element
from kursdeck.powerpoint.opc import Package
from kursdeck.powerpoint.skeleton import SECTIONS

_SECTION, _ENTRY = clark("p14:section"), clark("p14:sldId")


class Section(NamedTuple):
    """A section as PowerPoint knows it; `id` is a GUID in braces (MS-PPTX, 2.2.26)."""

    id: str
    name: str


def sections_of(package: Package) -> Mapping[str, Section]:
    """Give the sections of a deck's slides by the slides' ids in its list."""
    root = package.document(package.main)
    found = () if root is None else root.iter(_SECTION)
    return {
        entry.get("id", ""): Section(section.get("id", ""), section.get("name", ""))
        for section in found
        for entry in section.iter(_ENTRY)
    }


def contiguous(wanted: Sequence[Section | None]) -> tuple[Section | None, ...]:
    """Give each slide the section it is to stand in, so that each is one stretch; None only where nobody has any.

    A slide between two of the same section stands in it too, and one that comes after its section has ended
    stands where its neighbour does.
    """
    current = next((section for section in wanted if section), None)
    given: list[Section | None] = []
    for at, section in enumerate(wanted):
        if section and section not in given and current not in wanted[at:]:
            current = section
        given.append(current)
    return tuple(given)


def section_list(slides: Sequence[tuple[str, Section]]) -> Element:
    """Write the list of sections for slides' ids in order (MS-PPTX, 2.2.26 sectionLst)."""
    return element(
        "p14:sectionLst",
        *(
            element(
                "p14:section",
                element("p14:sldIdLst", *(element("p14:sldId", id=id_) for id_, _ in group)),
                name=section.name,
                id=section.id,
            )
            for section, group in groupby(slides, key=lambda slide: slide[1])
        ),
    )


def extension(sections: Element) -> Element:
    """Wrap a list of sections as the presentation's extension that holds it."""
    return element("p:ext", sections, uri=SECTIONS)
