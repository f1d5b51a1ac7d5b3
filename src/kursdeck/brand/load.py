"""A brand as one value: the template, and what brand.yaml, the kinds and the language files add to it."""

from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, cast

from msgspec import Struct

from kursdeck import documents, fonts, schema
from kursdeck.brand.kinds import Kind, check_fields, read_kind, shipped_schema
from kursdeck.brand.template import Layout, Placeholder, Template
from kursdeck.brand.words import Words, read_languages
from kursdeck.findings import Finding, Findings, Result, error, has_errors, unknown
from kursdeck.fonts import Faces
from kursdeck.units import CentiPt, pt

FOOTERS = frozenset({"dt", "ftr", "sldNum"})
"""Placeholder types that every slide fills by itself (ISO 29500-1, 19.7.10)."""
BODY_FLOOR = pt(18)
"""The smallest type a body may shrink to where brand.yaml says nothing: legible from the back row."""
STEP = pt(2)


class Group(Struct, frozen=True):
    """Placeholders that share one size, and how they may be fitted.

    `sizes` is the whole ladder, largest first; its top is the layout's own size. `page` says on which slides
    of a continued one the group stands: 'every', 'first' or 'last'. `most_lines` bounds each paragraph; 0 does not.
    The group is never set larger than the texts in the placeholders that `at_most` names.
    """

    placeholders: tuple[Placeholder, ...]
    sizes: tuple[CentiPt, ...]
    balance: bool = False
    continues: bool = False
    spread: bool = False
    page: str = "every"
    most_lines: int = 0
    at_most: tuple[str, ...] = ()


class Brand(Struct, frozen=True):
    """How decks of this brand look and which kinds of slide there are. `groups` goes by layout name.

    `faces` is where the widths of its typefaces come from.
    """

    id: str
    name: str
    template: Template
    layouts: Mapping[str, Layout]
    groups: Mapping[str, tuple[Group, ...]]
    kinds: Mapping[str, Kind]
    languages: Mapping[str, Words]
    faces: Faces = fonts.face


def load(folder: Path, shown: str, template: Template) -> Result[Brand]:
    """Read brand.yaml, the kinds (`*.j2`) and the languages of `folder`, and join them to `template`."""
    rules, findings = _read_rules(folder / "brand.yaml", f"{shown}/brand.yaml", template)
    kinds, kind_findings = _read_kinds(folder, shown)
    languages, word_findings = read_languages(folder / "languages", f"{shown}/languages")
    findings = (*findings, *kind_findings, *word_findings)
    if rules is None or has_errors(findings):
        return None, findings
    brand = Brand(
        id=folder.name,
        name=str(rules["name"]),
        template=template,
        layouts={layout.name: layout for layout in template.layouts},
        groups={
            layout.name: tuple(_groups(layout, _rules_for(rules, layout))) for layout in template.layouts
        },
        kinds=kinds,
        languages=languages,
    )
    return brand, findings


def _read_kinds(folder: Path, shown: str) -> tuple[Mapping[str, Kind], Findings]:
    read = {path: read_kind(path, f"{shown}/{path.name}") for path in sorted(folder.glob("*.j2"))}
    findings = tuple(finding for _, findings in read.values() for finding in findings)
    if not read:
        findings = (error("brand-without-kinds", None, folder=shown),)
    kinds = {path: kind for path, (kind, _) in read.items() if kind is not None}
    return {kind.name: kind for kind in kinds.values()}, (*findings, *check_fields(kinds))


Rules = Mapping[str, Any]
"""brand.yaml after its schema said yes."""


def _read_rules(path: Path, shown: str, template: Template) -> Result[Rules]:
    node, findings = documents.read(path, shown)
    if node is None:
        return None, findings
    findings = (*findings, *schema.validate(node, shipped_schema("brand")), *_check_names(node, template))
    return (None if has_errors(findings) else cast("Rules", documents.plain(node))), findings


def _check_names(node: documents.Node, template: Template) -> Findings:
    """Find rules of brand.yaml that name a layout or placeholder which the template lacks."""
    layouts = {layout.name: layout for layout in template.layouts}
    table = node.get("layouts") if isinstance(node, documents.Table) else None
    if not isinstance(table, documents.Table):
        return ()
    return tuple(finding for entry in table.entries for finding in _unknown_names(entry, layouts))


def _unknown_names(entry: documents.Entry, layouts: Mapping[str, Layout]) -> Iterator[Finding]:
    if entry.key == "*":
        return
    if entry.key not in layouts:
        yield unknown("unknown-layout", entry.key, layouts, entry.source)
        return
    names = tuple(placeholder.name for placeholder in layouts[entry.key].placeholders)
    for pattern in _patterns(entry.node):
        if not any(fnmatchcase(name, pattern.text) for name in names):
            yield unknown("unknown-placeholder", pattern.text, names, pattern.source, layout=entry.key)


def _patterns(rules: documents.Node) -> Iterator[documents.Scalar]:
    for rule in rules.items if isinstance(rules, documents.Listing) else ():
        for key in ("placeholders", "at_most"):
            patterns = rule.get(key) if isinstance(rule, documents.Table) else None
            for pattern in patterns.items if isinstance(patterns, documents.Listing) else ():
                if isinstance(pattern, documents.Scalar):
                    yield pattern


def _rules_for(rules: Rules, layout: Layout) -> Iterator[Rules]:
    """Give the layout's own rules, then those for all layouts: the first that names a placeholder counts."""
    layouts = rules.get("layouts", {})
    yield from layouts.get(layout.name, ())
    yield from layouts.get("*", ())


def _groups(layout: Layout, rules: Iterable[Rules]) -> Iterator[Group]:
    """Put each placeholder in exactly one group; one that no rule names shrinks alone."""
    left = [placeholder for placeholder in layout.placeholders if placeholder.type not in FOOTERS]
    for rule in rules:
        mine = _named(left, rule["placeholders"])
        left = [placeholder for placeholder in left if placeholder not in mine]
        if mine:
            yield _group(mine, _named(layout.placeholders, rule.get("at_most", ())), rule)
    for placeholder in left:
        yield Group((placeholder,), _plain_ladder(placeholder.levels[0].size))


def _named(placeholders: Iterable[Placeholder], patterns: Iterable[str]) -> tuple[Placeholder, ...]:
    patterns = tuple(patterns)
    return tuple(p for p in placeholders if any(fnmatchcase(p.name, pattern) for pattern in patterns))


def _group(placeholders: tuple[Placeholder, ...], at_most: tuple[Placeholder, ...], rule: Rules) -> Group:
    top = min(placeholder.levels[0].size for placeholder in placeholders)
    smaller = tuple(size for size in _sizes(rule.get("sizes", ())) if size < top)
    return Group(
        placeholders=placeholders,
        sizes=(top, *smaller) if "sizes" in rule else _plain_ladder(top),
        balance=rule.get("balance", False),
        continues=rule.get("continues", False),
        spread=rule.get("spread", False),
        page=rule.get("page", "every"),
        most_lines=rule.get("lines", 0),
        at_most=tuple(placeholder.name for placeholder in at_most),
    )


def _sizes(points: Iterable[float]) -> tuple[CentiPt, ...]:
    return tuple(sorted((pt(size) for size in points), reverse=True))


def _plain_ladder(top: CentiPt) -> tuple[CentiPt, ...]:
    """Go down from the layout's size in steps of 2 pt to 18; smaller print than that keeps its one size."""
    return (top, *(CentiPt(size) for size in range(top - STEP, BODY_FLOOR - 1, -STEP)))
