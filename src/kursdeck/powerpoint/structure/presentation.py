"""Rules on the presentation part: its lists of slides, their ids, and the sections they stand in."""

from collections.abc import Iterator

from kursdeck.findings import Finding, error, warning
from kursdeck.powerpoint.opc import Package
from kursdeck.powerpoint.structure.registry import rule
from kursdeck.powerpoint.structure.values import GUID, is_within
from kursdeck.powerpoint.structure.walk import SLIDE, in_presentation, listed, repeated, targets

SLIDE_IDS = range(256, 2**31)
"""ISO 29500-1, ST_SlideId."""
MASTER_IDS = range(2**31, 2**32)
"""ISO 29500-1, ST_SlideMasterId and ST_SlideLayoutId."""


@rule
def slide_unlisted(package: Package) -> Iterator[Finding]:
    """List every slide of the file in the presentation.

    Why: PowerPoint repairs as soon as another slide gets its name (scanny/python-pptx 67: only the entry
    was removed).
    Fix: remove the slide's part and its relationship too.
    """
    known = frozenset(listed(package, package.main, "p:sldId"))
    for part in package.of_type(SLIDE):
        if part not in known:
            yield error("pptx-slide-unlisted", package.source(part), part=part)


@rule
def slide_missing(package: Package) -> Iterator[Finding]:
    """Lead every entry in the list of slides to a slide.

    Why: PowerPoint repairs, and the slide is lost (ISO 29500-1, 13.3.8: a slide is the target of an entry).
    Fix: remove the entry, or put the slide's part back.
    """
    for entry, target in targets(package, package.main, "p:sldId"):
        if package.content_type(target) != SLIDE or target not in package.parts:
            yield error("pptx-slide-missing", package.source(package.main), id=entry.get("id", ""))


@rule
def slide_listed_twice(package: Package) -> Iterator[Finding]:
    """List every slide once.

    Why: PowerPoint repairs (ISO 29500-1, 13.3.8: one relationship for each slide part).
    Fix: copy the slide's part for the second place.
    """
    for part in repeated(listed(package, package.main, "p:sldId")):
        yield error("pptx-slide-listed-twice", package.source(package.main), part=part)


@rule
def slide_id_repeated(package: Package) -> Iterator[Finding]:
    """Give each slide an id of its own.

    Why: PowerPoint repairs (scanny/python-pptx 89).
    Fix: give one of them an id that is free.
    """
    for id_ in repeated(entry.get("id", "") for entry in in_presentation(package, "p:sldId")):
        yield error("pptx-slide-id-repeated", package.source(package.main), id=id_)


@rule
def slide_id_range(package: Package) -> Iterator[Finding]:
    """Give slides whole numbers from 256 to 2 147 483 647 as ids.

    Why: PowerPoint repairs (ISO 29500-1, ST_SlideId).
    Fix: number slides from 256.
    """
    for entry in in_presentation(package, "p:sldId"):
        if not is_within(entry.get("id", ""), SLIDE_IDS):
            yield error("pptx-slide-id-range", package.source(package.main), id=entry.get("id", ""))


@rule
def section_slide_unknown(package: Package) -> Iterator[Finding]:
    """Name only slides in a section that the presentation has.

    Why: PowerPoint repairs and drops all sections (MS-PPTX, sectionLst: its entries are slide ids of the
    presentation); it comes from deleting slides only in the first list.
    Fix: remove the section's entry together with the slide.
    """
    known = {entry.get("id") for entry in in_presentation(package, "p:sldId")}
    for entry in in_presentation(package, "p14:sldId"):
        if entry.get("id") not in known:
            yield error("pptx-section-slide-unknown", package.source(package.main), id=entry.get("id", ""))


@rule
def section_slide_repeated(package: Package) -> Iterator[Finding]:
    """Put a slide in one section, once.

    Why: PowerPoint repairs and drops all sections (MS-PPTX, sectionLst).
    Fix: keep the slide in one section.
    """
    for id_ in repeated(entry.get("id", "") for entry in in_presentation(package, "p14:sldId")):
        yield error("pptx-section-slide-repeated", package.source(package.main), id=id_)


@rule
def slide_without_section(package: Package) -> Iterator[Finding]:
    """Put every slide in a section when the deck has sections.

    Why: PowerPoint moves it to a section by its own guess (MS-PPTX, sectionLst).
    Fix: drag the slide to where it belongs in PowerPoint and save, or build the deck again.
    """
    sectioned = {entry.get("id") for entry in in_presentation(package, "p14:sldId")}
    has_sections = next(in_presentation(package, "p14:section"), None) is not None
    for entry, target in targets(package, package.main, "p:sldId"):
        if has_sections and entry.get("id") not in sectioned:
            yield warning("pptx-slide-without-section", package.source(target), part=target)


@rule
def section_id(package: Package) -> Iterator[Finding]:
    """Give each section a GUID of its own, in braces.

    Why: PowerPoint repairs (MS-PPTX, section; ISO 29500-1, ST_Guid).
    Fix: write it as {8-4-4-4-12 capital hexadecimal digits}, and a new one for each section.
    """
    ids = [section.get("id", "") for section in in_presentation(package, "p14:section")]
    for id_ in (*repeated(ids), *(id_ for id_ in ids if not GUID.fullmatch(id_))):
        yield error("pptx-section-id", package.source(package.main), id=id_)


@rule
def master_id(package: Package) -> Iterator[Finding]:
    """Give each master and each layout an id of its own, from 2 147 483 648.

    Why: PowerPoint repairs (ISO 29500-1, ST_SlideMasterId, ST_SlideLayoutId; both share one set of ids).
    Fix: number all masters and all their layouts together, from 2 147 483 648.
    """
    ids = [entry.get("id", "") for entry in in_presentation(package, "p:sldMasterId")]
    for master in listed(package, package.main, "p:sldMasterId"):
        ids += [entry.get("id", "") for entry, _ in targets(package, master, "p:sldLayoutId")]
    given = [id_ for id_ in ids if id_]
    for id_ in (*repeated(given), *(id_ for id_ in given if not is_within(id_, MASTER_IDS))):
        yield error("pptx-master-id", package.source(package.main), id=id_)
