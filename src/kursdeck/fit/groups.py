"""One group of placeholders: the size they share, or the pages they go on over.

The ladder is tried from its top. The first size at which every placeholder of the group fits is taken; a size
less where only then a presenter's own point has room too. What fits at no size goes on over the fewest pages.
"""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from kursdeck.brand.load import Group
from kursdeck.brand.template import Placeholder
from kursdeck.deck import Content, Figure, FittedPicture, FittedText, Picture
from kursdeck.findings import Finding, Findings, Result, error, note
from kursdeck.fit import flow
from kursdeck.fit.figure import PLANS, draw, label
from kursdeck.fit.misfits import misfits, unpaged
from kursdeck.fit.setting import Copy, balanced, fits, pitch, set_at, space_before, spread
from kursdeck.fit.sheet import Sheet
from kursdeck.units import Box, CentiPt, Emu, emu

Contents = Mapping[str, Content]
"""What stands in each placeholder, by name."""

MOST_EXTRA = (6, 10)
"""Spare height opens the space between points by at most this share of the type size."""
SPARE_LINES = 2
"""A presenter's own point may take this many lines; where there is no room for it, a finding says so."""


def largest(sizes: Sequence[CentiPt], copies: Sequence[Copy]) -> CentiPt | None:
    """Give the first size at which all texts fit, None where there is none."""
    return next((step for step in sizes if all(fits(copy, step) for copy in copies)), None)


# ---- groups that stay on one page


def still(group: Group, sheet: Sheet) -> Result[Contents]:
    """Fit what may not go on on a next slide; what does not fit is an error."""
    copies = sheet.copies(group)
    step = largest(group.sizes, copies)
    drawings, findings = _drawings(group, sheet)
    if step is None:
        return None, (*findings, *misfits(copies, group.sizes[-1], sheet))
    texts = {copy.placeholder.name: _finished(group, copy, step) for copy in copies}
    return (None if findings else {**texts, **drawings}), findings


def _finished(group: Group, copy: Copy, step: CentiPt) -> FittedText:
    text = set_at(copy, step)
    return balanced(copy, text) if group.balance else text


# ---- pictures and figures


def _drawings(group: Group, sheet: Sheet) -> tuple[Contents, Findings]:
    """Place a group's pictures and figures."""
    placed: dict[str, Content] = {}
    findings: list[Finding] = []
    for placeholder in group.placeholders:
        match sheet.blocks.get(placeholder.name):
            case Picture() as picture:
                placed[placeholder.name] = FittedPicture(picture, contain(picture, placeholder))
            case Figure() as figure:
                fitted, found = _figure(figure, placeholder, group, sheet)
                placed |= {placeholder.name: fitted} if fitted else {}
                findings += found
            case _:
                pass
    return placed, tuple(findings)


def _figure(figure: Figure, placeholder: Placeholder, group: Group, sheet: Sheet) -> Result[Content]:
    """Draw a figure with its labels at the largest size that fits them all."""
    if len(figure.labels) not in PLANS:
        place = figure.source or sheet.slide.source
        return None, (error("figure-circles", place, count=len(figure.labels), id=sheet.slide.id),)
    drawing = draw(figure, placeholder, sheet.faces)
    step = largest(group.sizes, drawing.labels)
    if step is None:
        return None, tuple(misfits(drawing.labels, group.sizes[-1], sheet))
    return label(drawing, step), ()


def contain(picture: Picture, placeholder: Placeholder) -> Box:
    """Give the largest box in the picture's own ratio inside the placeholder, where its text would stand.

    That is left, centred or right as the placeholder's first level is aligned, top, middle or bottom as it is
    anchored: so a logo's edge stands in line with the text beside it.
    """
    box, image = placeholder.box, picture.image
    width = min(box.width, max(box.height * image.width // image.height, 1))
    height = min(box.height, max(box.width * image.height // image.width, 1))
    across = {"l": 0, "ctr": 1, "r": 2}.get(placeholder.levels[0].align, 0)
    down = {"t": 0, "ctr": 1, "b": 2}.get(placeholder.anchor, 0)
    x, y = box.x + (box.width - width) * across // 2, box.y + (box.height - height) * down // 2
    return Box(Emu(x), Emu(y), Emu(width), Emu(height))


# ---- groups that may go on


class Setting(Struct, frozen=True):
    """A group's texts at one size, cut into the pages that they need there."""

    step: CentiPt
    pages: flow.Pages

    def full(self) -> tuple[str, ...]:
        """Give the placeholders where a page has no room for a presenter's own point."""
        texts = (copy for page in self.pages for copy in page)
        full = (copy.placeholder.name for copy in texts if not has_room(copy, self.step))
        return tuple(dict.fromkeys(full))


def flowing(group: Group, sheet: Sheet) -> Result[tuple[Contents, ...]]:
    """Fit a group on the fewest pages that any size of its ladder needs, as large as then fits."""
    copies = sheet.copies(group)
    drawings, findings = _drawings(group, sheet)
    setting = _comfortable(group, copies)
    if setting is None:
        return None, (*findings, *unpaged(copies, group.sizes[-1], sheet))
    findings = (*findings, *_notes(setting, sheet))
    first, *others = (_page(group, page, setting.step) for page in setting.pages)
    return ({**first, **drawings}, *others), findings


def _comfortable(group: Group, copies: Sequence[Copy]) -> Setting | None:
    """Give the largest size that needs the fewest pages, or the next if only that leaves room for a point."""
    settings = _settings(group, copies)
    roomiest = next(settings, None)
    if roomiest is None or not roomiest.full():
        return roomiest
    smaller = next(settings, None)
    return smaller if smaller and not smaller.full() else roomiest


def _settings(group: Group, copies: Sequence[Copy]) -> Iterator[Setting]:
    """Give the sizes that need no more pages than the smallest, from the largest."""
    fewest = flow.pages(copies, group.sizes[-1])
    if fewest is None or len(fewest) > flow.MOST_PAGES:
        return
    for step in group.sizes:
        pages = flow.pages(copies, step)
        if pages is not None and len(pages) <= len(fewest):
            yield Setting(step, pages)


def _notes(setting: Setting, sheet: Sheet) -> Iterator[Finding]:
    slide, full = sheet.slide, setting.full()
    if len(setting.pages) > 1:
        yield note("continued", slide.source, id=slide.id, count=len(setting.pages))
    if full:
        yield note("slide-full", slide.source, id=slide.id, names=", ".join(full))


# ---- spare height


def _page(group: Group, copies: Sequence[Copy], step: CentiPt) -> Contents:
    """Set one page of the group; spare height opens its columns alike, so that their points keep in step."""
    extra = min((_spare(copy, step) for copy in copies if len(copy.paragraphs) > 1), default=CentiPt(0))
    return {
        copy.placeholder.name: spread(
            copy, _finished(group, copy, step), extra if group.spread else CentiPt(0)
        )
        for copy in copies
        if copy.paragraphs
    }


def _spare(copy: Copy, step: CentiPt) -> CentiPt:
    """Give how much each space may grow, after a presenter's own point has its room."""
    text = set_at(copy, step)
    most = step * MOST_EXTRA[0] // MOST_EXTRA[1]
    left = max(text.room - text.height - _point(copy, step), 0)
    return CentiPt(min(left // (emu(CentiPt(1)) * len(copy.paragraphs)), most))


def _point(copy: Copy, step: CentiPt) -> int:
    """Give the height of one more point of two lines."""
    level = copy.placeholder.levels[0]
    return SPARE_LINES * pitch(level, step) + emu(space_before(level, step))


def has_room(copy: Copy, step: CentiPt) -> bool:
    """Say whether a presenter's own point of two lines would fit below the text."""
    text = set_at(copy, step)
    return text.height + _point(copy, step) <= text.room
