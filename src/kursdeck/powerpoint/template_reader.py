"""Reading a brand's template: what a designer set in PowerPoint becomes values that fit can reckon with.

The template is an ordinary .pptx or .potx that a person edits. Everything a layout inherits is resolved here,
once, so that no later stage needs to know that masters exist. Slides in it are nobody's business here.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import count

from lxml.etree import _Element as Element
from msgspec.structs import replace

from kursdeck.brand.template import Layout, Level, Placeholder, Template
from kursdeck.findings import Finding, Findings, Result, error, note, warning
from kursdeck.powerpoint.attributes import first, number, truth
from kursdeck.powerpoint.inheritance import DEFAULT_SIZE, Design, Designs, Fonts, Lineage, Mark
from kursdeck.powerpoint.libreoffice import has_saved
from kursdeck.powerpoint.markup import clark
from kursdeck.powerpoint.opc import Package
from kursdeck.powerpoint.package import read_package
from kursdeck.source import Source
from kursdeck.units import Box, CentiPt, Emu

DIGEST_LENGTH = 32
NOWHERE = Box(Emu(0), Emu(0), Emu(0), Emu(0))

SINGLE = 100_000
"""Single line spacing, in thousandths of a percent."""

_BULLETS = {clark(f"a:{name}"): name != "buNone" for name in ("buNone", "buChar", "buAutoNum", "buBlip")}
_LATIN, _LINE, _BEFORE = clark("a:latin"), clark("a:lnSpc"), clark("a:spcBef")
_PERCENT, _POINTS = clark("a:spcPct"), clark("a:spcPts")


def read_template(data: bytes, shown: str) -> Result[Template]:
    """Read a .pptx or .potx; `shown` is the file's name as the user knows it.

    Names are made unique by ' 2', ' 3': python-pptx's own default template says two of its names twice. Never
    raises for what the bytes hold.
    """
    package, found = read_package(data, shown)
    if package is None:
        return None, found
    found_designs = Designs(package).all()
    if not found_designs:
        return None, (*found, error("template-no-layouts", Source(shown)))
    layouts, doubtful = _layouts(found_designs, shown)
    if has_saved(package, (design.part for design in found_designs)):
        doubtful = (warning("template-from-libreoffice", Source(shown)), *doubtful)
    width, height = _size(package)
    template = Template(
        file=shown,
        digest=hashlib.sha256(data).hexdigest()[:DIGEST_LENGTH],
        width=width,
        height=height,
        colours=found_designs[0].sheet.slots,
        layouts=layouts,
        data=data,
    )
    return template, (*found, *doubtful)


def _size(package: Package) -> tuple[Emu, Emu]:
    main = package.document(package.main)
    size = None if main is None else main.find(clark("p:sldSz"))
    width, height = (0, 0) if size is None else (number(size.get("cx"), 0), number(size.get("cy"), 0))
    return Emu(width), Emu(height)


def _layouts(read: Sequence[Design], shown: str) -> tuple[tuple[Layout, ...], Findings]:
    source = Source(shown)
    names = tuple(map(_layout_name, read))
    found = [warning("template-layout-twice", source, layout=name) for name in _repeated(names)]
    layouts = []
    for design, name in zip(read, _unique(names), strict=True):
        inside, doubtful = _placeholders(design, name, source)
        layouts.append(Layout(name, design.part, inside))
        found.extend(doubtful)
    return tuple(layouts), tuple(found)


def _placeholders(design: Design, layout: str, source: Source) -> tuple[tuple[Placeholder, ...], Findings]:
    read = tuple(_placeholder(design, mark, shape) for mark, shape in design.placeholders)
    names = tuple(each.name for each in read)
    renamed = tuple(replace(each, name=name) for each, name in zip(read, _unique(names), strict=True))
    return renamed, tuple(_doubtful(renamed, _repeated(names), layout, source))


def _doubtful(
    read: Iterable[Placeholder], repeated: Iterable[str], layout: str, source: Source
) -> Iterator[Finding]:
    for name in repeated:
        yield note("template-placeholder-twice", source, layout=layout, name=name)
    for each in read:
        if each.box == NOWHERE:
            yield warning("template-placeholder-nowhere", source, layout=layout, name=each.name)


def _placeholder(design: Design, mark: Mark, shape: Element) -> Placeholder:
    type_, idx = mark
    lineage = design.of_layout(type_, shape)
    return Placeholder(
        name=_name(shape) or f"{type_} {idx}",
        idx=idx,
        type=type_,
        box=lineage.box or NOWHERE,
        insets=lineage.insets,
        anchor=lineage.anchor,
        levels=_levels(lineage),
        prompt=_text(shape),
    )


def _levels(lineage: Lineage) -> tuple[Level, ...]:
    fonts, levels = lineage.sheet.fonts, range(lineage.level_count)
    return tuple(_level(lineage.paragraphs(each), lineage.runs(each), fonts) for each in levels)


# Most placeholders style their first level only: the others come out of the same elements again and again.
@lru_cache(maxsize=256)
def _level(paragraphs: tuple[Element, ...], runs: tuple[Element, ...], fonts: Fonts) -> Level:
    line, before = _child(paragraphs, _LINE), _child(paragraphs, _BEFORE)
    return Level(
        size=CentiPt(number(first(runs, "sz"), DEFAULT_SIZE)),
        bold=bool(truth(first(runs, "b"), 0)),
        font=fonts.family(_typeface(runs)),
        spacing=_amount(line, _PERCENT, SINGLE),
        spacing_fixed=CentiPt(_amount(line, _POINTS, 0)),
        before=CentiPt(_amount(before, _POINTS, 0)),
        before_percent=_amount(before, _PERCENT, 0),
        margin=Emu(number(first(paragraphs, "marL"), 0)),
        indent=Emu(number(first(paragraphs, "indent"), 0)),
        bullet=_bullet(paragraphs),
        align=first(paragraphs, "algn") or "l",
    )


def _child(elements: Iterable[Element], tag: str) -> Element | None:
    """Find the nearest child of a kind."""
    for each in elements:
        found = each.find(tag)
        if found is not None:
            return found
    return None


def _amount(spacing: Element | None, unit: str, default: int) -> int:
    said = None if spacing is None else spacing.find(unit)
    return default if said is None else number(said.get("val"), default)


def _typeface(runs: Iterable[Element]) -> str:
    latin = _child(runs, _LATIN)
    return "+mn-lt" if latin is None else latin.get("typeface", "+mn-lt")


def _bullet(paragraphs: Iterable[Element]) -> bool:
    kinds = (_BULLETS[str(child.tag)] for each in paragraphs for child in each if child.tag in _BULLETS)
    return next(kinds, False)


def _layout_name(design: Design) -> str:
    sheet = design.layout.find(clark("p:cSld"))
    said = "" if sheet is None else sheet.get("name", "")
    return said.strip() or design.layout.get("type", "layout")


def _name(shape: Element) -> str:
    properties = shape.find(f"*/{clark('p:cNvPr')}")
    return "" if properties is None else properties.get("name", "").strip()


def _text(shape: Element) -> str:
    paragraphs = shape.iterfind(f"{clark('p:txBody')}/{clark('a:p')}")
    return "\n".join("".join(text.text or "" for text in each.iter(clark("a:t"))) for each in paragraphs)


def _repeated(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in dict.fromkeys(names) if names.count(name) > 1)


def _unique(names: Iterable[str]) -> Iterator[str]:
    """Make each name its own by the first free number from 2; names that stand alone keep theirs."""
    names = tuple(names)
    taken: set[str] = set()
    for name in names:
        numbered = (f"{name} {number_}" for number_ in count(2))
        free = name if name not in taken else next(n for n in numbered if n not in taken and n not in names)
        taken.add(free)
        yield free
