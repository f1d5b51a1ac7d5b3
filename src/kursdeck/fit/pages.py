"""From slides to pages: sizes chosen, continuations cut, every frame decided.

A page depends on its slide alone. What cannot be shown without overflow is an error with its place, never a
slide that overflows.
"""

from collections.abc import Iterable, Iterator, Mapping

from kursdeck import fonts
from kursdeck.brand.load import Brand, Group
from kursdeck.brand.template import Layout, Placeholder
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


def fit(slides: Iterable[Slide], brand: Brand, footer: str) -> Result[tuple[Page, ...]]:
    """Fit every slide; all findings at once, and no pages where one slide does not fit."""
    fitted = [fit_slide(slide, brand, footer) for slide in slides]
    findings = tuple(finding for _, found in fitted for finding in found)
    if any(pages is None for pages, _ in fitted):
        return None, findings
    return tuple(page for pages, _ in fitted for page in pages or ()), findings


def fit_slide(slide: Slide, brand: Brand, footer: str) -> Result[tuple[Page, ...]]:
    """Fit one slide: one page, or several where the layout's body may continue."""
    layout, groups = brand.layouts[slide.layout], brand.groups[slide.layout]
    blocks = {fill.placeholder: fill.block for fill in slide.fills}
    findings = tuple(_missing_glyphs(slide, layout, blocks))
    if has_errors(findings):
        return None, findings
    flows = [flowing(group, blocks, slide) for group in groups if group.continues]
    parts = max((len(pages) for pages, _ in flows if pages), default=1)
    stills = [_still_part(groups, blocks, slide, layout, part, parts) for part in range(1, parts + 1)]
    findings = _unique((findings, *(found for _, found in flows), *(found for _, found in stills)))
    if has_errors(findings):
        return None, findings
    contents = (
        {name: content for pages, _ in flows for name, content in _at(pages, part).items()} | dict(fixed or {})
        for part, (fixed, _) in enumerate(stills)
    )
    return tuple(
        Page(slide, part, parts, tuple(_frames(layout, page, footer, slide.lang)))
        for part, page in enumerate(contents, start=1)
    ), findings


def _at(pages: tuple[Contents, ...] | None, part: int) -> Contents:
    return pages[part] if pages and part < len(pages) else {}


def _still_part(  # noqa: PLR0913 - a slide's parts, and which page is meant
    groups: tuple[Group, ...], blocks: Mapping[str, Block], slide: Slide, layout: Layout, part: int, parts: int
) -> Result[Contents]:
    """Fit what stays put, for one page of a slide that may go on."""
    stands = {"every": True, "first": part == 1, "last": part == parts}
    titled = _continued(blocks, slide, layout, part, parts) if parts > 1 else blocks
    results = [still(group, titled, slide) for group in groups if not group.continues and stands[group.page]]
    findings = _unique(found for _, found in results)
    return {name: content for contents, _ in results for name, content in (contents or {}).items()}, findings


def _continued(
    blocks: Mapping[str, Block], slide: Slide, layout: Layout, part: int, parts: int
) -> Mapping[str, Block]:
    """Add '(1/2)' to the title of a slide that goes on, in the words of its language."""
    name = next((placeholder.name for placeholder in layout.placeholders if placeholder.type in TITLES), "")
    title = blocks.get(name)
    if not isinstance(title, Paragraphs):
        return blocks
    *others, last = title.paragraphs
    suffix = Run(f"\u00a0{slide.continued.format(part=part, parts=parts)}", slide.lang, bold=last.runs[-1].bold)
    longer = Paragraph((*last.runs, suffix), last.level, last.marker, last.source)
    return {**blocks, name: Paragraphs((*others, longer))}


def _frames(layout: Layout, contents: Contents, footer: str, lang: str) -> Iterator[Frame]:
    """Give a frame for each placeholder, in the layout's order; one that nothing was put in keeps its prompt."""
    for placeholder in layout.placeholders:
        content = contents.get(placeholder.name) or _own_content(placeholder, footer, lang)
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


def _missing_glyphs(slide: Slide, layout: Layout, blocks: Mapping[str, Block]) -> Iterator[Finding]:
    """Find characters that the layout's fonts lack: they would be boxes, or widths nobody can know."""
    placeholders = {placeholder.name: placeholder for placeholder in layout.placeholders}
    substituted: set[str] = set()
    for name, block in blocks.items():
        paragraphs = block.paragraphs if isinstance(block, Paragraphs) else _labels(block)
        copy = Copy(placeholders[name], paragraphs)
        for paragraph in paragraphs:
            for span in spans(paragraph, copy.level(paragraph)):
                missing = fonts.uncovered(span.face, span.text)
                if missing:
                    shown = " ".join(f"'{letter}' (U+{ord(letter):04X})" for letter in missing[:5])
                    place = paragraph.source or slide.source
                    yield error("letters-not-in-font", place, letters=shown, font=span.face.family)
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
