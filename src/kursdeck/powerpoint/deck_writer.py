"""Pages to a .pptx. All that is decided was decided before: here it only gets its form.

One function serves single decks and batches; a page's parts depend on nothing but the page.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from msgspec import Struct

from kursdeck.brand.load import Brand
from kursdeck.deck import Page, Properties
from kursdeck.powerpoint import slide_part
from kursdeck.powerpoint.markup import element, serialise, text
from kursdeck.powerpoint.parts import OFFICE, OFFICE_TYPES, PACKAGE, Link, Part, entries
from kursdeck.powerpoint.presentation_part import presentation_part
from kursdeck.powerpoint.skeleton import MAIN, skeleton

CORE, APP, CUSTOM = "docProps/core.xml", "docProps/app.xml", "docProps/custom.xml"
CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"


class WrittenPage(Struct, frozen=True, eq=False, dict=True):
    """A page and its parts: the slide, its notes and its pictures."""

    page: Page
    parts: tuple[Part, ...]


def write_page(page: Page, brand: Brand) -> WrittenPage:
    """Write one page, which is the same whatever deck it stands in."""
    layout, base = brand.layouts[page.slide.layout], skeleton(brand.template.data)
    return WrittenPage(page, tuple(slide_part.parts(page, layout, base.notes_master)))


def deck_parts(
    pages: Sequence[WrittenPage], brand: Brand, properties: Properties, made: datetime | None
) -> Mapping[str, bytes]:
    """Give every part of the deck by its zip name, in the order in which they are zipped.

    `made` is written as the date of creation; a deck without one says none. docProps/custom.xml is empty still:
    the manifest that goes there tells of all the other parts.
    """
    base = skeleton(brand.template.data)
    parts = {
        part.name: part
        for part in (
            presentation_part([written.page for written in pages], base),
            *base.parts,
            *(part for written in pages for part in written.parts),
            Part(CORE, CORE_TYPE, core_properties(properties, made)),
            Part(APP, f"{OFFICE_TYPES}.extended-properties+xml", app_properties()),
            Part(CUSTOM, f"{OFFICE_TYPES}.custom-properties+xml", b""),
        )
    }
    return entries(parts.values(), _package_links())


def template_parts(brand: Brand) -> frozenset[str]:
    """Name the parts that every deck of a brand has from its template."""
    return frozenset(part.name for part in skeleton(brand.template.data).parts)


def _package_links() -> tuple[Link, ...]:
    return (
        Link("presentation", f"{OFFICE}/officeDocument", MAIN),
        Link("core", f"{PACKAGE}/core-properties", CORE),
        Link("app", f"{OFFICE}/extended-properties", APP),
        Link("custom", f"{OFFICE}/custom-properties", CUSTOM),
    )


def core_properties(properties: Properties, made: datetime | None) -> bytes:
    """Write title, language and edition (ISO 29500-2, clause 8); `dc:title` is what a screen reader says first."""
    date = (
        text(
            "dcterms:created",
            made.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            **{"xsi:type": "dcterms:W3CDTF"},
        )
        if made
        else None
    )
    fields = (
        date,
        text("dc:language", properties.lang),
        text("dc:title", properties.title),
        text("cp:version", properties.edition) if properties.edition else None,
    )
    return serialise(element("cp:coreProperties", *fields))


def app_properties() -> bytes:
    """Say which program wrote the deck."""
    return serialise(element("ep:Properties", text("ep:Application", "kursdeck")))
