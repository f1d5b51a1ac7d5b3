"""Rules on what slides inherit from: layouts, masters, themes, and the notes that hang on a slide."""

from collections.abc import Iterator

from kursdeck.findings import Finding, error
from kursdeck.powerpoint.opc import Package
from kursdeck.powerpoint.structure.registry import rule
from kursdeck.powerpoint.structure.walk import (
    HANDOUT_MASTER,
    LAYOUT,
    MASTER,
    NOTES,
    NOTES_MASTER,
    SLIDE,
    THEME,
    every,
    listed,
    repeated,
)

STYLES_EACH = 3
"""How many fills, lines, effects and backgrounds a theme's format scheme has at least."""
_STYLE_LISTS = ("a:fillStyleLst", "a:lnStyleLst", "a:effectStyleLst", "a:bgFillStyleLst")


def _masters(package: Package) -> tuple[str, ...]:
    return (*package.of_type(MASTER), *package.of_type(NOTES_MASTER), *package.of_type(HANDOUT_MASTER))


@rule
def slide_without_layout(package: Package) -> Iterator[Finding]:
    """Give each slide one layout.

    Why: PowerPoint repairs (ISO 29500-1, 13.3.8; PHPOffice/PHPPresentation 294).
    Fix: relate the slide to one layout.
    """
    for part in package.of_type(SLIDE):
        if len(package.related(part, "slideLayout")) != 1:
            yield error("pptx-slide-without-layout", package.source(part), part=part)


@rule
def layout_without_master(package: Package) -> Iterator[Finding]:
    """Give each layout one master.

    Why: PowerPoint repairs (ISO 29500-1, 13.3.9).
    Fix: relate the layout to one master.
    """
    for part in package.of_type(LAYOUT):
        if len(package.related(part, "slideMaster")) != 1:
            yield error("pptx-layout-without-master", package.source(part), part=part)


@rule
def layout_unlisted(package: Package) -> Iterator[Finding]:
    """List every layout in its master.

    Why: PowerPoint repairs when a slide uses it (MS-OI29500, 2.1.22: a master's layouts are in its list).
    Fix: add it to sldLayoutIdLst, with a relationship from the master; or remove its part.
    """
    for part in package.of_type(LAYOUT):
        masters = package.related(part, "slideMaster")
        if masters and not any(part in listed(package, master, "p:sldLayoutId") for master in masters):
            yield error("pptx-layout-unlisted", package.source(part), part=part)


@rule
def master_unlisted(package: Package) -> Iterator[Finding]:
    """List every master in the presentation.

    Why: PowerPoint repairs, and slides on it lose their look (ISO 29500-1, 13.3.10).
    Fix: add it to sldMasterIdLst.
    """
    for part in package.of_type(MASTER):
        if part not in listed(package, package.main, "p:sldMasterId"):
            yield error("pptx-master-unlisted", package.source(part), part=part)


@rule
def notes_master_unlisted(package: Package) -> Iterator[Finding]:
    """List the notes master in the presentation.

    Why: PowerPoint gives the deck a second notes master, or repairs (ISO 29500-1, 13.3.4: an explicit
    relationship from the presentation; python-pptx writes no list).
    Fix: add notesMasterIdLst after sldMasterIdLst.
    """
    for part in package.of_type(NOTES_MASTER):
        if part not in listed(package, package.main, "p:notesMasterId"):
            yield error("pptx-notes-master-unlisted", package.source(part), part=part)


@rule
def theme_missing(package: Package) -> Iterator[Finding]:
    """Give each master one theme.

    Why: PowerPoint repairs (ISO 29500-1, 14.2.7).
    Fix: relate the master to one theme.
    """
    for part in _masters(package):
        if len(package.related(part, "theme")) != 1:
            yield error("pptx-theme-missing", package.source(part), part=part)


@rule
def theme_shared(package: Package) -> Iterator[Finding]:
    """Give each master a theme of its own, the notes master too.

    Why: PowerPoint repairs (ISO 29500-1, 14.2.7; gitbrent/PptxGenJS 1449, 'Defect 5').
    Fix: copy the theme's part for the second master.
    """
    for theme in repeated(theme for part in _masters(package) for theme in package.related(part, "theme")):
        yield error("pptx-theme-shared", package.source(theme), part=theme)


@rule
def theme_styles(package: Package) -> Iterator[Finding]:
    """Have at least three fills, lines, effects and backgrounds in a theme.

    Why: PowerPoint repairs, and may close (ISO 29500-1, fmtScheme: at least three of each).
    Fix: repeat the last one.
    """
    for part, styles in every(package, (THEME,), *_STYLE_LISTS):
        if len(styles) < STYLES_EACH:
            name = str(styles.tag).rpartition("}")[2]
            yield error("pptx-theme-styles", package.source(part), part=part, name=name)


@rule
def notes_shared(package: Package) -> Iterator[Finding]:
    """Give each slide a notes page of its own.

    Why: PowerPoint repairs (ISO 29500-1, 13.3.5: the notes for a single slide); it comes from copying a
    slide's relationships.
    Fix: copy the notes page for the second slide.
    """
    for part in repeated(
        notes for slide in package.of_type(SLIDE) for notes in package.related(slide, "notesSlide")
    ):
        yield error("pptx-notes-shared", package.source(part), part=part)


@rule
def notes_back_link(package: Package) -> Iterator[Finding]:
    """Point back from each notes page to the one slide it belongs to.

    Why: PowerPoint repairs (MS-OI29500, 2.1.17: Office's notes pages point back); it comes from copying a
    notes page unchanged.
    Fix: relate the notes page to its slide; or remove it with its slide.
    """
    owners: dict[str, list[tuple[str, ...]]] = {part: [] for part in package.of_type(NOTES)}
    for slide in package.of_type(SLIDE):
        for notes in package.related(slide, "notesSlide"):
            owners.setdefault(notes, []).append((slide,))
    for part in package.of_type(NOTES):
        if package.related(part, "slide") not in owners[part]:
            yield error("pptx-notes-back-link", package.source(part), part=part)


@rule
def notes_without_master(package: Package) -> Iterator[Finding]:
    """Give each notes page the notes master.

    Why: PowerPoint repairs (ISO 29500-1, 13.3.4 and 13.3.5).
    Fix: relate the notes page to the notes master.
    """
    for part in package.of_type(NOTES):
        if len(package.related(part, "notesMaster")) != 1:
            yield error("pptx-notes-without-master", package.source(part), part=part)
