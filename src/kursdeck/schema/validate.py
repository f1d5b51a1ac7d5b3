"""From a document and a schema to findings in the document's order, each violation once."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

import jsonschema_rs
from msgspec.structs import replace

from kursdeck.documents import Entry, Listing, Node, Scalar, Table, plain
from kursdeck.findings import Finding, Findings, error
from kursdeck.schema.rules import Rules, Schema
from kursdeck.schema.violations import Report
from kursdeck.source import Source

META_SCHEMA: Schema = {"$ref": "https://json-schema.org/draft/2020-12/schema"}


def validate(node: Node, schema: Schema) -> Findings:
    """Say everything in which the document is not as the schema (draft 2020-12) wants it.

    Each finding stands at the very key or value. The schema must have passed `check_schema`.
    """
    validator = jsonschema_rs.validator_for(dict(schema), offline=True)
    violations = tuple(validator.iter_errors(plain(node)))
    return _once_in_order(Report(node, Rules(schema)).findings(violations))


def check_schema(schema: Schema, source: Source) -> Findings:
    """Say what is wrong with a schema itself, as read from the file at `source`; nothing is fetched.

    Findings stand at `source`, their key path leads on into the schema.
    """
    try:
        findings = validate(_node_of(schema, source), META_SCHEMA)
        if not findings:
            jsonschema_rs.validator_for(dict(schema), offline=True)
    except ValueError as failure:
        problem = str(getattr(failure, "message", failure))
        return (error("schema-invalid", source, problem=problem),)
    return findings


def _once_in_order(findings: Iterable[Finding]) -> Findings:
    """Drop what two branches of a schema both said, and sort by place."""
    once = {(finding.id, finding.source, *finding.params.values()): finding for finding in findings}
    return tuple(sorted(once.values(), key=_place))


def _place(finding: Finding) -> tuple[int, int]:
    return (finding.source.line, finding.source.column) if finding.source else (0, 0)


def _node_of(value: object, source: Source) -> Node:
    """Make a tree of a plain value, all of it at one place, so that a schema is checked as any document."""
    if isinstance(value, Mapping):
        return Table(tuple(_entries(value, source)), source)
    if isinstance(value, Sequence) and not isinstance(value, str):
        below = (replace(source, path=f"{source.path}[{number}]") for number in range(len(value)))
        return Listing(tuple(_node_of(*pair) for pair in zip(value, below, strict=True)), source)
    if isinstance(value, str | int | float) or value is None:
        text = value if isinstance(value, str) else json.dumps(value)
        return Scalar(text, value, source, text)
    raise TypeError(value)


def _entries(value: Mapping[str, object], source: Source) -> Iterator[Entry]:
    for key, below in value.items():
        place = replace(source, path=f"{source.path}.{key}".removeprefix("."))
        yield Entry(key, place, _node_of(below, place))
