"""From slides to pages: sizes chosen, continuations cut, every frame decided.

A page depends on its slide alone. What cannot be shown without overflow is an error with its place, never a
slide that overflows.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

from msgspec.structs import replace

from kursdeck.brand.load import Brand, Group
from kursdeck.brand.template import Placeholder
from kursdeck.brand.words import filled
from kursdeck.deck import (
    Block,
    Content,
    Frame,
    Page,
    Paragraph,
    Paragraphs,
    Prompt,
    Run,
    Slide,
    SlideNumber,
)
from kursdeck.findings import Finding, Findings, Result, has_errors, warning
from kursdeck.fit.groups import Contents, flowing, largest, still
from kursdeck.fit.setting import Copy, fits, set_at
from kursdeck.fit.sheet import Sheet, lay, missing_in, missing_letters
from kursdeck.units import CentiPt

FitStill: TypeAlias = Callable[[Group, Sheet], Result[Contents]]
"""What fits a group that stays on its page: `still`, or something that remembers what it gave."""
TITLES = frozenset({"title", "ctrTitle"})
NO_BREAK_SPACE = "\u00a0"


def fit(slides: Iterable[Slide], brand: Brand, footer: Run) -> Result[tuple[Page, ...]]:
    """Fit every slide; all findings at once, and no pages where one slide does not fit.

    Findings: `letters-not-in-font`, `word-too-long`, `text-too-long`, `too-many-pages`, `figure-circles` (errors),
    `font-unknown`, `footer-too-long` (warnings), `continued`, `slide-full` (notes).
    """
    fitted = [fit_slide(slide, brand, footer) for slide in slides]
    findings = _unique(found for _, found in fitted)
    if any(pages is None for pages, _ in fitted):
        return None, findings
    return tuple(page for pages, _ in fitted for page in pages or ()), findings


def fit_slide(
    slide: Slide, brand: Brand, footer: Run, fit_still: FitStill = still
) -> Result[tuple[Page, ...]]:
    """Fit one slide: one page, or several where the layout's body may continue."""
    sheet = _bounded(lay(slide, brand))
    own, found = _footers(sheet, footer)
    findings = (*missing_letters(sheet), *found)
    if has_errors(findings):
        return None, _unique((findings,))
    flows = [flowing(group, sheet) for group in sheet.groups if group.continues]
    parts = max((len(pages) for pages, _ in flows if pages), default=1)
    stills = [_still_part(sheet, part, parts, fit_still) for part in range(1, parts + 1)]
    findings = _unique((findings, *(found for _, found in flows), *(found for _, found in stills)))
    if has_errors(findings):
        return None, findings
    pages = (
        {**own, **{name: c for part, _ in flows for name, c in _at(part, index).items()}, **(fixed or {})}
        for index, (fixed, _) in enumerate(stills)
    )
    return tuple(
        Page(slide, part, parts, tuple(_frames(sheet, contents))) for part, contents in enumerate(pages, 1)
    ), findings


def _at(pages: tuple[Contents, ...] | None, index: int) -> Contents:
    return pages[index] if pages and index < len(pages) else {}


# ---- what goes by other placeholders


def _bounded(sheet: Sheet) -> Sheet:
    """Cut off every ladder above the size of the texts that its group must not exceed."""
    return replace(sheet, groups=tuple(_bounded_group(group, sheet) for group in sheet.groups))


def _bounded_group(group: Group, sheet: Sheet) -> Group:
    others = (other for other in sheet.groups if any(p.name in group.at_most for p in other.placeholders))
    bounds = [size for size in (_size(other, sheet) for other in others) if size is not None]
    if not bounds:
        return group
    sizes = tuple(size for size in group.sizes if size <= min(bounds))
    return replace(group, sizes=sizes or group.sizes[-1:])


def _size(group: Group, sheet: Sheet) -> CentiPt | None:
    """Give the size of a group's texts; None where there are none, or they are an error anyway."""
    copies = sheet.copies(group)
    return largest(group.sizes, copies) if copies else None


# ---- what stays while the rest goes on


def _still_part(sheet: Sheet, part: int, parts: int, fit_still: FitStill) -> Result[Contents]:
    """Fit what stays put, for one page of a slide that may go on."""
    stands = {"every": True, "first": part == 1, "last": part == parts}
    there = replace(sheet, blocks=_continued(sheet, part, parts)) if parts > 1 else sheet
    groups = (group for group in sheet.groups if not group.continues and stands[group.page])
    results = [fit_still(group, there) for group in groups]
    findings = _unique(found for _, found in results)
    return {name: content for contents, _ in results for name, content in (contents or {}).items()}, findings


def _continued(sheet: Sheet, part: int, parts: int) -> Mapping[str, Block]:
    """Add '(1/2)' to the title of a slide that goes on, in the words of its language."""
    placeholders = sheet.layout.placeholders
    name = next((placeholder.name for placeholder in placeholders if placeholder.type in TITLES), "")
    title = sheet.blocks.get(name)
    if not isinstance(title, Paragraphs):
        return sheet.blocks
    *others, last = title.paragraphs
    count = filled(sheet.slide.continued, part=part, parts=parts)
    suffix = Run(f"{NO_BREAK_SPACE}{count}", sheet.slide.lang, bold=last.runs[-1].bold)
    longer = replace(last, runs=(*last.runs, suffix))
    return {**sheet.blocks, name: Paragraphs((*others, longer))}


# ---- frames


def _frames(sheet: Sheet, contents: Contents) -> Iterator[Frame]:
    """Give a frame for each placeholder, in the layout's order; one that nothing was put in keeps its prompt."""
    for placeholder in sheet.layout.placeholders:
        content = contents.get(placeholder.name) or _own_content(placeholder, sheet.slide.lang)
        if content is not None:
            yield Frame(placeholder.name, content)


def _own_content(placeholder: Placeholder, lang: str) -> Content | None:
    """Give what stands where the slide puts nothing. A date nobody gave is left out, never today's."""
    match placeholder.type:
        case "sldNum":
            return SlideNumber(lang)
        case "ftr" | "dt":
            return None
        case _:
            return Prompt()


def _footers(sheet: Sheet, footer: Run) -> tuple[Contents, Findings]:
    """Set the deck's footer wherever the layout has a place for it; one that does not fit is left out, and said."""
    text = (Paragraph((footer,)),)
    places = (
        p for p in sheet.layout.placeholders if p.type == "ftr" and p.name not in sheet.blocks and footer.text
    )
    fitted: dict[str, Content] = {}
    findings: list[Finding] = []
    for placeholder in places:
        copy, size = Copy(placeholder, text, sheet.faces), placeholder.levels[0].size
        findings += missing_in(copy, sheet)
        if fits(copy, size):
            fitted[placeholder.name] = set_at(copy, size)
        else:
            findings.append(warning("footer-too-long", None, footer=footer.text, layout=sheet.layout.name))
    return fitted, tuple(findings)


def _unique(groups: Iterable[Iterable[Finding]]) -> tuple[Finding, ...]:
    """Join findings; what several pages say alike is said once."""
    said: list[Finding] = []
    for findings in groups:
        said += (finding for finding in findings if finding not in said)
    return tuple(said)
