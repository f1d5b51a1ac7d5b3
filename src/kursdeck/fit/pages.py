"""From slides to pages: sizes chosen, continuations cut, every frame decided.

A page depends on its slide alone. What cannot be shown without overflow is an error with its place, never a
slide that overflows.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from kursdeck import fonts
from kursdeck.brand.load import Brand, Group
from kursdeck.brand.template import Layout, Placeholder
from kursdeck.brand.words import filled
from kursdeck.deck import (
    Block,
    Content,
    Figure,
    Frame,
    Page,
    Paragraph,
    Paragraphs,
    Prompt,
    Run,
    Slide,
    SlideNumber,
)
from kursdeck.findings import Finding, Result, error, has_errors, warning
from kursdeck.fit.groups import Contents, flowing, still
from kursdeck.fit.setting import Copy, fits, set_at, spans

TITLES = frozenset({"title", "ctrTitle"})
NO_BREAK_SPACE = "\u00a0"
MOST_LETTERS = 5
"""How many missing letters one message names."""


def fit(slides: Iterable[Slide], brand: Brand, footer: str) -> Result[tuple[Page, ...]]:
    """Fit every slide; all findings at once, and no pages where one slide does not fit."""
    fitted = [fit_slide(slide, brand, footer) for slide in slides]
    findings = tuple(finding for _, found in fitted for finding in found)
    if any(pages is None for pages, _ in fitted):
        return None, findings
    return tuple(page for pages, _ in fitted for page in pages or ()), findings


@dataclass(frozen=True, slots=True)
class Sheet:
    """A slide with the layout it is on, the layout's groups and what goes into each placeholder."""

    slide: Slide
    layout: Layout
    groups: tuple[Group, ...]
    blocks: Mapping[str, Block]


def fit_slide(slide: Slide, brand: Brand, footer: str) -> Result[tuple[Page, ...]]:
    """Fit one slide: one page, or several where the layout's body may continue."""
    blocks = {fill.placeholder: fill.block for fill in slide.fills}
    sheet = Sheet(slide, brand.layouts[slide.layout], brand.groups[slide.layout], blocks)
    findings = tuple(_missing_glyphs(sheet))
    if has_errors(findings):
        return None, findings
    flows = [flowing(group, blocks, slide) for group in sheet.groups if group.continues]
    parts = max((len(pages) for pages, _ in flows if pages), default=1)
    stills = [_still_part(sheet, part, parts) for part in range(1, parts + 1)]
    findings = _unique((findings, *(found for _, found in flows), *(found for _, found in stills)))
    if has_errors(findings):
        return None, findings
    pages = (
        {name: content for part, _ in flows for name, content in _at(part, index).items()} | dict(fixed or {})
        for index, (fixed, _) in enumerate(stills)
    )
    return tuple(
        Page(slide, part, parts, tuple(_frames(sheet, contents, footer)))
        for part, contents in enumerate(pages, 1)
    ), findings


def _at(pages: tuple[Contents, ...] | None, index: int) -> Contents:
    return pages[index] if pages and index < len(pages) else {}


def _still_part(sheet: Sheet, part: int, parts: int) -> Result[Contents]:
    """Fit what stays put, for one page of a slide that may go on."""
    stands = {"every": True, "first": part == 1, "last": part == parts}
    blocks = _continued(sheet, part, parts) if parts > 1 else sheet.blocks
    results = [
        still(group, blocks, sheet.slide)
        for group in sheet.groups
        if not group.continues and stands[group.page]
    ]
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


def _frames(sheet: Sheet, contents: Contents, footer: str) -> Iterator[Frame]:
    """Give a frame for each placeholder, in the layout's order; one that nothing was put in keeps its prompt."""
    for placeholder in sheet.layout.placeholders:
        content = contents.get(placeholder.name) or _own_content(placeholder, footer, sheet.slide.lang)
        if content is not None:
            yield Frame(placeholder.name, content)


def _own_content(placeholder: Placeholder, footer: str, lang: str) -> Content | None:
    """Give what a slide puts into a placeholder by itself. A date nobody gave is left out, never today's."""
    match placeholder.type:
        case "sldNum":
            return SlideNumber(lang)
        case "ftr":
            copy = Copy(placeholder, (Paragraph((Run(footer, lang),)),))
            size = placeholder.levels[0].size
            return set_at(copy, size) if footer and fits(copy, size) else None
        case "dt":
            return None
        case _:
            return Prompt()


def _missing_glyphs(sheet: Sheet) -> Iterator[Finding]:
    """Find characters that the layout's fonts lack: they would be boxes, or widths nobody can know."""
    placeholders = {placeholder.name: placeholder for placeholder in sheet.layout.placeholders}
    substituted: set[str] = set()
    for name, block in sheet.blocks.items():
        paragraphs = block.paragraphs if isinstance(block, Paragraphs) else _labels(block)
        copy = Copy(placeholders[name], paragraphs)
        for paragraph, span in ((p, span) for p in paragraphs for span in spans(p, copy.level(p))):
            missing = fonts.uncovered(span.face, span.text)
            if missing:
                letters = " ".join(f"'{letter}' (U+{ord(letter):04X})" for letter in missing[:MOST_LETTERS])
                place = paragraph.source or sheet.slide.source
                yield error("letters-not-in-font", place, letters=letters, font=span.face.family)
            if span.face.substitute and span.face.family not in substituted:
                substituted.add(span.face.family)
                yield warning("font-unknown", None, font=span.face.family)


def _labels(block: Block) -> tuple[Paragraph, ...]:
    return block.labels if isinstance(block, Figure) else ()


def _unique(groups: Iterable[Iterable[Finding]]) -> tuple[Finding, ...]:
    """Join findings; what every page of one slide says is said once."""
    said: list[Finding] = []
    for findings in groups:
        said += (finding for finding in findings if finding not in said)
    return tuple(said)
