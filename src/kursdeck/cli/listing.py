"""The commands that show what there is: kinds, layouts, recipients, the schema; and `new`, which makes some."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from kursdeck.brand.kinds import Kind
from kursdeck.brand.load import FOOTERS, Brand
from kursdeck.brand.template import Placeholder
from kursdeck.build.new import new_course, schema_text
from kursdeck.build.opening import open_brand, open_project
from kursdeck.cli import report
from kursdeck.content import reader
from kursdeck.content.shape import alternatives
from kursdeck.files import finding_of, write_atomic
from kursdeck.findings import Result, described, unknown
from kursdeck.project import Project, find
from kursdeck.register import Entry, Register
from kursdeck.units import EMU_PER_CM


def run_new(folder: Path, ui_lang: str | None) -> int:
    """Make a course folder and say what to do next."""
    language = report.ui_language(ui_lang)
    made, findings = new_course(folder)
    if made is None:
        return report.conclude(findings, None, language, "text")
    click.echo(report.phrase("new-course", language, count=len(made), folder=folder))
    return 0


def _with_brand(
    folder: Path | None, ui_lang: str | None, form: str, show: Callable[[Brand, str], int]
) -> int:
    """Read the brand of the project and show something of it."""
    language = report.ui_language(ui_lang)
    project, findings = find(folder)
    brand = None
    if project is not None:
        brand, found = _brand_of(project)
        findings = (*findings, *found)
    if brand is None:
        return report.conclude(findings, project, language, form)
    report.show(findings, project, language)
    return show(brand, language)


def _brand_of(project: Project) -> Result[Brand]:
    document, findings = reader.read(project.content, project.shown(project.content))
    if document is None:
        return None, findings
    brand, found = open_brand(project, document)
    return brand, (*findings, *found)


# ---- kinds


def run_kinds(name: str, folder: Path | None, ui_lang: str | None, form: str) -> int:
    """List kinds with their fields and an example, or one of them."""

    def show(brand: Brand, language: str) -> int:
        chosen = [kind for kind in brand.kinds.values() if name in {"", kind.name}]
        if not chosen:
            return report.conclude((unknown("unknown-kind", name, brand.kinds),), None, language, form)
        if form == "json":
            report.show_json(kinds=[_kind_value(kind, language) for kind in chosen])
            return 0
        click.echo("\n\n".join("\n".join(_kind_lines(kind, language)) for kind in chosen))
        click.echo(f"\n{report.phrase('kinds-legend', language)}")
        return 0

    return _with_brand(folder, ui_lang, form, show)


def _kind_lines(kind: Kind, language: str) -> Iterator[str]:
    """Show a kind: what it is for, its fields, those that must be there marked, and how one is written."""
    yield f"{click.style(kind.name, bold=True)}  {kind.description[language]}"
    width = max(map(len, kind.fields), default=0)
    for field, schema in kind.fields.items():
        mark = "*" if field in kind.required else " "
        yield f"  {mark} {field:<{width}}  {_describe(schema, language)}".rstrip()
    yield ""
    yield from (f"      {line}" for line in ("- " + kind.example.replace("\n", "\n  ").rstrip()).split("\n"))


def _describe(schema: Mapping[str, Any], language: str) -> str:
    """Say what a field may hold: its own description, or that of what it refers to, or its type."""
    written = (choice["description"] for choice in alternatives(schema) if "description" in choice)
    return described(str(next(written, schema.get("type", ""))), language)


def _kind_value(kind: Kind, language: str) -> Mapping[str, Any]:
    fields = [
        {"name": field, "required": field in kind.required, "description": _describe(schema, language)}
        for field, schema in kind.fields.items()
    ]
    return {
        "name": kind.name,
        "description": kind.description[language],
        "fields": fields,
        "example": kind.example,
    }


# ---- layouts


def run_layouts(folder: Path | None, ui_lang: str | None, form: str) -> int:
    """List the layouts with their placeholders: type size, width and height."""

    def show(brand: Brand, language: str) -> int:
        layouts = {
            layout.name: [p for p in layout.placeholders if p.type not in FOOTERS]
            for layout in brand.layouts.values()
        }
        if form == "json":
            values = [
                {"name": name, "placeholders": [*map(_placeholder_value, placeholders)]}
                for name, placeholders in layouts.items()
            ]
            report.show_json(layouts=values)
            return 0
        width = max(len(p.name) for placeholders in layouts.values() for p in placeholders)
        for name, placeholders in layouts.items():
            click.echo(click.style(name, bold=True))
            for placeholder in placeholders:
                click.echo(f"  {_placeholder_line(placeholder, width, language)}")
        click.echo(f"\n{report.phrase('layouts-legend', language)}")
        return 0

    return _with_brand(folder, ui_lang, form, show)


def _placeholder_line(placeholder: Placeholder, width: int, language: str) -> str:
    size, box = placeholder.levels[0].size / 100, placeholder.box
    across, down = (report.decimal(length / EMU_PER_CM, language) for length in (box.width, box.height))
    return f"{placeholder.name:<{width}}  {size:>4g} pt  {across:>5} × {down:>4} cm"


def _placeholder_value(placeholder: Placeholder) -> Mapping[str, Any]:
    box = placeholder.box
    lengths = {"x": box.x, "y": box.y, "width": box.width, "height": box.height}
    return {
        "name": placeholder.name,
        "type": placeholder.type,
        "size_pt": placeholder.levels[0].size / 100,
        **{f"{name}_cm": round(length / EMU_PER_CM, 2) for name, length in lengths.items()},
    }


# ---- recipients


def run_recipients(text: str, folder: Path | None, ui_lang: str | None, form: str) -> int:
    """List everybody in the register whose id or names hold `text`."""
    language = report.ui_language(ui_lang)
    project, findings = find(folder)
    opened, found = open_project(project) if project else (None, ())
    if opened is None:
        return report.conclude((*findings, *found), project, language, form)
    chosen = [entry for entry in opened.register.entries if _matches(entry, text)]
    if form == "json":
        report.show_json(recipients=[_entry_value(entry) for entry in chosen])
        return 0
    for entry in chosen:
        click.echo(_entry_line(entry, opened.register))
    click.echo(report.phrase("count-recipients", language, count=len(chosen)), err=True)
    return 0


def _matches(entry: Entry, text: str) -> bool:
    return any(text.casefold() in spelling.casefold() for spelling in entry.spellings)


def _entry_line(entry: Entry, register: Register) -> str:
    region = entry.fields.get(register.region) or ""
    return f"{entry.id}  {entry.official_name:<36} {region:<18} {entry.written_standard}".rstrip()


def _entry_value(entry: Entry) -> Mapping[str, Any]:
    names = [{"text": name.text, "lang": name.lang} for name in entry.names]
    return {
        "id": entry.id,
        "name": entry.main.name,
        "official_name": entry.official_name,
        "names": names,
        "written_standard": entry.written_standard or None,
        **dict(entry.fields.pairs),
    }


# ---- the schema


def run_schema(output: Path | None, folder: Path | None, ui_lang: str | None) -> int:
    """Print the schema of content.yaml, or write it to a file: PowerShell's `>` would make it UTF-16."""

    def show(brand: Brand, language: str) -> int:
        if output is None:
            click.echo(schema_text(brand), nl=False)
            return 0
        try:
            write_atomic(output, schema_text(brand).encode())
        except OSError as problem:
            return report.conclude((finding_of(problem, output),), None, language, "text")
        return 0

    return _with_brand(folder, ui_lang, "text", show)
