"""A kind's template at work: which layout it chose, and what it put into which placeholder."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from kursdeck.brand.kinds import Kind
from kursdeck.brand.template import Layout
from kursdeck.deck import Block, Figure, Fill, Paragraph, Paragraphs, Picture, Run
from kursdeck.findings import Finding, Findings, Result, error, unknown
from kursdeck.render import programs
from kursdeck.render.environment import Filled, LayoutChoice
from kursdeck.render.expressions import Voice, finding_of
from kursdeck.render.grammar import KIND
from kursdeck.render.text import MAX_LETTERS, RichText, one_line, spoken, tidy
from kursdeck.source import Source

COMMON = ("id", "kind", "minutes", "number", "count")
"""What a kind's template knows of every slide beside the kind's own fields."""


class Placed(Struct, frozen=True):
    """A layout and what stands in its placeholders."""

    layout: str
    fills: tuple[Fill, ...]


class Job(Struct, frozen=True):
    """What a kind's template is used for: a slide, whose place in content.yaml is `source`, in a language."""

    kind: Kind
    slide: str
    source: Source
    lang: str

    def place(self, offset: int) -> Source:
        """Say where a character of the kind's template is."""
        return place_in(self.kind, offset)


def check_kind(kind: Kind, voice: Voice) -> Findings:
    """Find what a kind's template may not do, and names that do not exist, before any slide is made with it."""
    known = {**programs.namespaces(voice.names), "slide": (*kind.fields, *COMMON)}
    return tuple(
        finding_of(
            misuse, replace(place_in(kind, misuse.offset), length=len(misuse.word) or 1), kind=kind.name
        )
        for misuse in programs.check(kind.body, KIND, known)
    )


def place_in(kind: Kind, offset: int) -> Source:
    """Say where a character of a kind's template, counted from 0, stands in its file."""
    *above, line = kind.body.replace("\r\n", "\n").replace("\r", "\n")[:offset].split("\n")
    return Source(kind.file, kind.body_line + len(above), len(line) + 1)


def place(job: Job, names: Mapping[str, object], layouts: Mapping[str, Layout]) -> Result[Placed]:
    """Run a kind's template, and match what it gives with the brand's layouts."""
    values, failed = programs.run(job.kind.body, KIND, names)
    if failed:
        return None, (finding_of(failed, job.place(failed.offset), kind=job.kind.name, slide=job.slide),)
    chosen = [value for value in values if isinstance(value, LayoutChoice)]
    if not chosen:
        return None, (error("no-layout", job.place(0), kind=job.kind.name),)
    layout = layouts.get(chosen[-1].name)
    if layout is None:
        return None, (unknown("unknown-layout", chosen[-1].name, layouts, job.place(chosen[-1].offset)),)
    return _placed([value for value in values if isinstance(value, Filled)], layout, job)


def _placed(filled: Iterable[Filled], layout: Layout, job: Job) -> Result[Placed]:
    filled = tuple(filled)
    results = [_fill(one, layout, job) for one in filled]
    fills = tuple((one, fill) for one, (fill, _) in zip(filled, results, strict=True) if fill)
    findings = (*(finding for _, found in results for finding in found), *_twice(fills, layout, job))
    return (None if findings else Placed(layout.name, tuple(fill for _, fill in fills))), findings


def _twice(fills: tuple[tuple[Filled, Fill], ...], layout: Layout, job: Job) -> Iterator[Finding]:
    """Find placeholders that are filled again: one of the two would be lost."""
    seen: Counter[str] = Counter()
    for filled, fill in fills:
        seen[fill.placeholder] += 1
        if seen[fill.placeholder] > 1:
            where = job.place(filled.offset)
            yield error(
                "placeholder-twice", where, name=fill.placeholder, layout=layout.name, slide=job.slide
            )


def _fill(filled: Filled, layout: Layout, job: Job) -> Result[Fill]:
    names = tuple(placeholder.name for placeholder in layout.placeholders)
    where = job.place(filled.offset)
    if filled.name not in names:
        return None, (unknown("unknown-placeholder", filled.name, names, where, layout=layout.name),)
    if sum(len(piece) for piece in filled.pieces if isinstance(piece, str)) > MAX_LETTERS:
        return None, (error("too-many-letters", where, limit=MAX_LETTERS),)
    solid = [piece for piece in filled.pieces if isinstance(piece, Paragraphs | Picture | Figure)]
    solid = [piece for piece in solid if piece != Paragraphs(())]
    inline = tidy(_inline(filled.pieces, job.lang))
    alone = len(solid) == 1 or all(isinstance(piece, Paragraphs) for piece in solid)
    if not alone or (solid and inline):
        return None, (error("placeholder-mixed", where, name=filled.name, slide=job.slide),)
    block = _joined(solid, job.lang) if solid else _text(inline, filled.pieces, job.source)
    return (Fill(filled.name, block, job.source) if block else None), ()


def _text(runs: tuple[Run, ...], pieces: Iterable[object], source: Source) -> Paragraphs | None:
    sources = (piece.source for piece in pieces if isinstance(piece, RichText) and piece.source)
    return Paragraphs((Paragraph(runs, source=next(sources, source)),)) if runs else None


def _joined(solid: list[Paragraphs | Picture | Figure], lang: str) -> Block | None:
    """Make one block of lists that follow each other, or of the one picture or figure."""
    for block in solid:
        if isinstance(block, Picture | Figure):
            return replace(block, lang=block.lang or lang)
    paragraphs = (part for block in solid if isinstance(block, Paragraphs) for part in block.paragraphs)
    spoken_ = tuple(replace(part, runs=tuple(spoken(part.runs, lang))) for part in paragraphs)
    return Paragraphs(spoken_) if spoken_ else None


def _inline(pieces: Iterable[object], lang: str) -> Iterator[Run]:
    """Give what a template shows in line; its own line breaks are spaces, a text's hard breaks stay."""
    for piece in pieces:
        match piece:
            case RichText(runs=runs):
                yield from spoken(runs, lang)
            case str() | int() | float():
                yield Run(one_line(str(piece)), lang)
            case _:
                pass
