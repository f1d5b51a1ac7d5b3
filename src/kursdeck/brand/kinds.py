"""Kinds of slide: one Jinja file each, with its fields in JSON Schema at its head.

A new kind needs no Python: the head says which fields content.yaml may hold, the body which PowerPoint layout is
used and what stands in which placeholder.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

from msgspec import Struct

from kursdeck import documents, schema
from kursdeck.findings import Finding, Findings, Result, error, has_errors, unknown
from kursdeck.source import Source

Schema = Mapping[str, Any]
"""A JSON Schema (draft 2020-12) as read from JSON or from a kind's head."""


FIELDS: Schema = {"additionalProperties": schema.META_SCHEMA}
"""What a kind's fields must be: each a JSON Schema."""
COUNTED = ("number", "count")
"""What templates know of a slide though content.yaml does not say it: the slide is number so many of its kind."""


class Kind(Struct, frozen=True):
    """One kind of slide: `fields` are JSON Schemas by name; `body` is Jinja, from line `body_line` of `file`."""

    name: str
    file: str
    description: Mapping[str, str]
    fields: Schema
    required: tuple[str, ...]
    example: str
    body: str
    body_line: int

    @property
    def personal(self) -> bool:
        """Say whether slides of this kind show the presenter or a logo, which each presenter may change."""
        return "presenter." in self.body or ".logo" in self.body


@cache
def shipped_schema(name: str) -> Schema:
    """Read one of the program's own schemas: 'content', 'kind', 'brand' or 'presenter'."""
    text = (files("kursdeck") / "schemas" / f"{name}.json").read_text(encoding="utf-8")
    return cast("Schema", json.loads(text))


def read_kind(path: Path, shown: str) -> Result[Kind]:
    """Read one `<kind>.j2`; `shown` is how messages call the file."""
    document, findings = documents.read_front_matter(path, shown)
    if document is None:
        return None, findings
    findings = (*findings, *schema.validate(document.node, shipped_schema("kind")))
    if has_errors(findings):
        return None, findings
    findings = (*findings, *_misnamed(document.node))
    head = cast("dict[str, Any]", documents.plain(document.node))
    kind = Kind(
        name=path.stem,
        file=shown,
        description=head["description"],
        fields=head["fields"],
        required=tuple(head.get("required", ())),
        example=head["example"],
        body=document.body,
        body_line=document.body_line,
    )
    return kind, findings


def _misnamed(head: documents.Node) -> Iterator[Finding]:
    """Find fields that would hide what every slide has, and requirements that no slide could meet."""
    shared = tuple(shipped_schema("content")["$defs"]["slide"]["properties"])
    fields = _under(head, "fields")
    entries = fields.entries if isinstance(fields, documents.Table) else ()
    for entry in entries:
        if entry.key in (*shared, *COUNTED):
            yield error("reserved-field", entry.source, name=entry.key)
    known = (*(entry.key for entry in entries), *shared)
    required = _under(head, "required")
    for item in required.items if isinstance(required, documents.Listing) else ():
        if isinstance(item, documents.Scalar) and item.text not in known:
            yield unknown("unknown-required", item.text, known, item.source)


def _under(head: documents.Node, key: str) -> documents.Node | None:
    return head.get(key) if isinstance(head, documents.Table) else None


def check_fields(kinds: Mapping[Path, Kind]) -> Findings:
    """Find kinds whose fields are no JSON Schema. All are asked at once; each alone only when one is wrong."""
    if not _broken({kind.name: {"properties": kind.fields} for kind in kinds.values()}, Source("")):
        return ()
    return tuple(finding for path, kind in kinds.items() for finding in _wrong_fields(path, kind))


def _wrong_fields(path: Path, kind: Kind) -> Findings:
    """Say what is wrong with one kind's fields; its file is read again, for the places."""
    document, _ = documents.read_front_matter(path, kind.file)
    head = document.node if document and isinstance(document.node, documents.Table) else None
    entry = next((entry for entry in head.entries if entry.key == "fields"), None) if head else None
    findings = schema.validate(entry.node, FIELDS) if entry else ()
    whole = entry.source if entry else Source(kind.file, 1, 1)
    return findings or _broken({kind.name: {"properties": kind.fields}}, whole)


def _broken(schemas: Mapping[str, Schema], source: Source) -> Findings:
    return schema.check_schema({"$defs": shipped_schema("content")["$defs"], "properties": schemas}, source)


def course_schema(kinds: Mapping[str, Kind], languages: tuple[str, ...]) -> Schema:
    """Make the JSON Schema of content.yaml for a brand: its kinds, each with its own fields, and its languages."""
    base = shipped_schema("content")
    slide = base["$defs"]["slide"]
    properties = slide["properties"]
    return {
        **base,
        "$defs": {
            **base["$defs"],
            "language": {**base["$defs"]["language"], "enum": list(languages)},
            "slide": {
                **slide,
                "properties": {**properties, "kind": {**properties["kind"], "enum": list(kinds)}},
                "allOf": [_branch(kind, tuple(properties)) for kind in kinds.values()],
            },
        },
    }


def _branch(kind: Kind, common: tuple[str, ...]) -> Schema:
    """Say what holds for slides of one kind; editors show the `description` while one types.

    The names that all slides have in `common` are repeated in each branch: `unevaluatedProperties` would spare
    that, but the language server behind VS Code's YAML extension does not know it.
    """
    return {
        "if": {"properties": {"kind": {"const": kind.name}}, "required": ["kind"]},
        "then": {
            "description": kind.description["en"],
            "properties": {**dict.fromkeys(common, True), **kind.fields},
            "required": list(kind.required),
            "additionalProperties": False,
        },
    }
