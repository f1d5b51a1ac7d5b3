"""What a field of a kind is, by its JSON Schema: text, picture, number, list or a record with fields of its own.

The schema has accepted the document before anything here is asked, so only the shape matters, not its limits.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from kursdeck.brand.kinds import Schema, shipped_schema

_DEFS = "#/$defs/"
_NOT_TEXT = frozenset({"integer", "number", "boolean"})


def alternatives(wanted: Schema) -> Iterator[Schema]:
    """Give the schema itself and all that it refers to or chooses between, references followed."""
    yield wanted
    reference = str(wanted.get("$ref", ""))
    if reference.startswith(_DEFS):
        yield from alternatives(shipped_schema("content")["$defs"][reference.removeprefix(_DEFS)])
    for choice in (*wanted.get("allOf", ()), *wanted.get("anyOf", ()), *wanted.get("oneOf", ())):
        yield from alternatives(choice)


def is_image(wanted: Schema) -> bool:
    """Say whether the field is the path of a picture."""
    return any(schema.get("$ref") == f"{_DEFS}image" for schema in alternatives(wanted))


def is_text(wanted: Schema) -> bool:
    """Say whether a scalar in this field is text to be shown, whatever it looks like."""
    return not any(_types(schema) and _types(schema) <= _NOT_TEXT for schema in alternatives(wanted))


def _types(schema: Schema) -> frozenset[str]:
    """Give the JSON types that a schema names: one, several or, when it leaves them open, none."""
    types = schema.get("type", ())
    return frozenset((types,) if isinstance(types, str) else types)


def is_localized(wanted: Schema) -> bool:
    """Say whether the field may be written once for each language."""
    return any(schema.get("$ref") == f"{_DEFS}text" for schema in alternatives(wanted))


def item_of(wanted: Schema) -> Schema:
    """Give the schema of a list's items."""
    return next((schema["items"] for schema in alternatives(wanted) if "items" in schema), {})


def fields_of(wanted: Schema) -> Mapping[str, Any]:
    """Give the schemas of a record's fields."""
    return next((schema["properties"] for schema in alternatives(wanted) if "properties" in schema), {})
