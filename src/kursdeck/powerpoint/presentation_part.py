"""The presentation part: which slides there are, in which order, in which sections."""

import uuid
from collections.abc import Sequence
from zlib import crc32

from lxml import etree
from lxml.etree import _Element as Element

from kursdeck.deck import Page, Section
from kursdeck.powerpoint.markup import clark, element, serialise
from kursdeck.powerpoint.parts import Part, office_link
from kursdeck.powerpoint.sections import Section as ListedSection
from kursdeck.powerpoint.sections import extension, section_list
from kursdeck.powerpoint.skeleton import MAIN, MAIN_TYPE, Skeleton
from kursdeck.powerpoint.slide_part import slide_name

FIRST_SLIDE_ID, SLIDE_ID_LIMIT = 256, 2**31
"""ISO 29500-1, 19.7.13 ST_SlideId: at least 256, below 2 147 483 648."""
NAMESPACE = uuid.UUID("6f1d6a0e-5d0b-5c7e-9a53-0d1c7b8e4f52")
"""Where the GUIDs of sections come from: the same section has the same one in every build."""


def presentation_part(pages: Sequence[Page], skeleton: Skeleton) -> Part:
    """List the pages in the template's presentation, with their sections."""
    root = etree.fromstring(skeleton.main)
    ids = slide_ids([page.id for page in pages])
    entries = (element("p:sldId", id=ids[page.id], **{"r:id": link_id(page)}) for page in pages)
    _last_list(root).addnext(element("p:sldIdLst", *entries))
    _extensions(root).append(extension(_sections(pages, ids)))
    links = (*skeleton.main_links, *(office_link(link_id(page), "slide", slide_name(page)) for page in pages))
    return Part(MAIN, MAIN_TYPE, serialise(root), links)


def link_id(page: Page) -> str:
    """Give the relationship id of a page's slide."""
    return f"slide-{page.id}"


def slide_ids(page_ids: Sequence[str]) -> dict[str, int]:
    """Give each page a number of its own, from its id; on the rare clash the later one takes the next free."""
    taken: dict[int, str] = {}
    for page_id in page_ids:
        number = FIRST_SLIDE_ID + crc32(page_id.encode()) % (SLIDE_ID_LIMIT - FIRST_SLIDE_ID)
        while number in taken:
            number = FIRST_SLIDE_ID + (number + 1 - FIRST_SLIDE_ID) % (SLIDE_ID_LIMIT - FIRST_SLIDE_ID)
        taken[number] = page_id
    return {page_id: number for number, page_id in taken.items()}


def _last_list(root: Element) -> Element:
    """Find what the list of slides follows (ISO 29500-1, 19.2.1.26 presentation); the skeleton lists two masters."""
    tags = ("p:sldMasterIdLst", "p:notesMasterIdLst", "p:handoutMasterIdLst")
    return [child for tag in tags for child in root.findall(clark(tag))][-1]


def _extensions(root: Element) -> Element:
    found = root.find(clark("p:extLst"))
    if found is None:
        found = element("p:extLst")
        root.append(found)
    return found


def _sections(pages: Sequence[Page], ids: dict[str, int]) -> Element:
    """List the sections that the pages stand in; a section's GUID comes from its id."""
    return section_list([(str(ids[page.id]), _section(page.slide.section)) for page in pages])


def _section(section: Section) -> ListedSection:
    return ListedSection(f"{{{str(uuid.uuid5(NAMESPACE, section.id)).upper()}}}", section.name)
