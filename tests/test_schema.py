"""A document that is not as its schema wants it is told so at the very key or value, once for each violation."""

import json
from collections.abc import Mapping
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kursdeck import documents, schema
from kursdeck.findings import Finding, Findings, Severity, has_errors, hint_of, text_of
from kursdeck.source import Source

COURSE: Mapping[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "required": ["format", "slides"],
    "additionalProperties": False,
    "properties": {
        "format": {"const": 1},
        "slides": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"$ref": "#/$defs/slide"}},
    },
    "$defs": {
        "text": {
            "description": "text, or one text for each language",
            "type": ["string", "number", "boolean", "object"],
            "minLength": 1,
            "propertyNames": {"$ref": "#/$defs/language"},
        },
        "language": {"enum": ["nb", "nn"]},
        "id": {
            "description": "small letters and hyphens",
            "type": "string",
            "pattern": "^[a-z-]+$",
            "maxLength": 9,
        },
        "point": {
            "description": "a point: text, or {text: …, items: […]}",
            "anyOf": [
                {"type": "string"},
                {
                    "type": "object",
                    "required": ["text"],
                    "additionalProperties": False,
                    "properties": {"text": {"type": "string"}, "items": {"type": "array"}},
                },
            ],
        },
        "quote": {
            "properties": {"quote": {"$ref": "#/$defs/text"}, "source": {"$ref": "#/$defs/text"}},
            "required": ["quote"],
        },
        "slide": {
            "type": "object",
            "required": ["kind"],
            "properties": {
                "id": {"$ref": "#/$defs/id"},
                "kind": {"enum": ["points", "quote"], "description": "which kind of slide this is"},
                "minutes": {
                    "type": "integer",
                    "minimum": 1,
                    "maximum": 480,
                    "description": "how long it takes",
                },
            },
            "allOf": [
                {
                    "if": {"properties": {"kind": {"const": "points"}}, "required": ["kind"]},
                    "then": {
                        "properties": {
                            "title": {"$ref": "#/$defs/text"},
                            "items": {"type": "array", "items": {"$ref": "#/$defs/point"}},
                        },
                        "required": ["title"],
                    },
                },
                {
                    "if": {"properties": {"kind": {"const": "quote"}}, "required": ["kind"]},
                    "then": {"$ref": "#/$defs/quote"},
                },
            ],
            "unevaluatedProperties": False,
        },
    },
}


def found(text: str, rules: Mapping[str, Any] = COURSE) -> Findings:
    node, findings = documents.parse(text.encode(), "content.yaml")
    assert not findings
    assert node is not None
    return schema.validate(node, rules)


def slides(*lines: str) -> str:
    return "\n".join(["format: 1", "slides:", *(f"  {line}" for line in lines), ""])


def told(findings: Findings) -> list[tuple[str, int, int]]:
    sources = [(finding.id, finding.source) for finding in findings]
    return [(id_, source.line, source.column) for id_, source in sources if source]


def one(findings: Findings) -> Finding:
    assert len(findings) == 1
    return findings[0]


def test_a_document_as_it_should_be_is_not_remarked_upon() -> None:
    assert not found(
        slides(
            "- kind: points", "  title: 2026", "  items: [a, {text: b}]", "- {kind: quote, quote: {nb: x}}"
        )
    )


# ---- keys


def test_an_unknown_key_is_told_once_with_the_names_of_its_own_kind() -> None:
    finding = one(found(slides("- kind: points", "  title: x", "  itmes: [a]")))
    assert told((finding,)) == [("unknown-key", 5, 5)]
    assert finding.near[0] == "items"
    assert set(finding.known) == {"id", "kind", "minutes", "title", "items"}


def test_known_names_are_found_behind_references() -> None:
    finding = one(found(slides("- kind: quote", "  quote: x", "  sorce: y")))
    assert (finding.near, finding.params["name"]) == (("source",), "sorce")


def test_a_key_of_another_kind_is_unknown() -> None:
    assert told(found(slides("- kind: quote", "  quote: x", "  title: y"))) == [("unknown-key", 5, 5)]


def test_a_known_key_is_not_blamed_for_what_fails_beside_it() -> None:
    """A validator lists every key of a branch that failed; only the cause is told."""
    text = slides("- kind: points", "  items: [a]", "  minutes: ti", "  itmes: b")
    assert told(found(text)) == [
        ("missing-field", 3, 5),
        ("not-a-whole-number", 5, 14),
        ("unknown-key", 6, 5),
    ]


def test_a_wrong_kind_is_told_and_its_fields_are_left_alone() -> None:
    findings = found(slides("- kind: pionts", "  title: x", "  tilte: x"))
    assert told(findings) == [("not-one-of", 3, 11), ("unknown-key", 5, 5)]
    assert (findings[0].near, findings[0].known) == (("points",), ("points", "quote"))


def test_a_missing_kind_is_told_and_its_fields_are_left_alone() -> None:
    assert told(found(slides("- title: x"))) == [("missing-field", 3, 5)]


def test_a_missing_field_is_told_at_the_first_key_and_an_empty_mapping_at_its_own_place() -> None:
    findings = found("slides:\n  - {}\n")
    assert told(findings) == [("missing-field", 1, 1), ("missing-field", 2, 5)]
    assert [finding.params["name"] for finding in findings] == ["format", "kind"]
    assert [finding.source.path for finding in findings if finding.source] == ["", "slides[0]"]


def test_a_key_that_names_no_language_is_told_with_those_that_exist() -> None:
    finding = one(found(slides("- kind: points", "  title: {nb: x, nnn: y}")))
    assert (finding.id, finding.near, finding.known) == ("unknown-key", ("nn",), ("nb", "nn"))


def test_a_key_of_the_wrong_form_is_told_with_the_schemas_description() -> None:
    rules = {"propertyNames": {"pattern": "^[a-z]+$", "description": "small letters"}}
    finding = one(found("a: 1\nB 2: 1\n", rules))
    assert (told((finding,)), finding.params["wanted"]) == ([("wrong-key", 2, 1)], "small letters")


def test_an_additional_key_knows_its_neighbours() -> None:
    finding = one(found("formt: 1\nformat: 1\nslides: [{kind: quote, quote: x}]\n"))
    assert (finding.id, finding.near, finding.known) == ("unknown-key", ("format",), ("format", "slides"))


def test_a_key_that_the_only_error_hides_is_still_told() -> None:
    """No document with an error passes without a finding, even where a key is known to another kind only."""
    rules = {
        "properties": {"kind": {"enum": ["a", "b"]}},
        "allOf": [{"if": {"properties": {"kind": {"const": "a"}}}, "then": {"properties": {"x": True}}}],
        "unevaluatedProperties": False,
    }
    assert told(found("kind: b\nx: 1\n", rules)) == [("unknown-key", 2, 1)]


# ---- values


@pytest.mark.parametrize(
    ("rule", "value", "expected"),
    [
        ({"type": "string"}, "12", "not-text"),
        ({"type": ["string", "null"]}, "[]", "not-text"),
        ({"type": "integer"}, "ti", "not-a-whole-number"),
        ({"type": ["integer", "number"]}, "ti", "not-a-number"),
        ({"type": "boolean"}, "ja", "not-true-or-false"),
        ({"type": "array"}, "x", "not-a-list"),
        ({"type": "object"}, "[x]", "not-a-table"),
        ({"type": ["array", "string", "number"]}, "{x: 1}", "not-text-or-list"),
        ({"type": ["object", "string"]}, "[1]", "not-text-or-table"),
        ({"type": ["object", "boolean"]}, "1", "wrong-type"),
        ({"anyOf": [{"type": "string"}, {"type": "array"}]}, "{x: 1}", "not-text-or-list"),
        ({"type": "string"}, "", "missing-value"),
        ({"type": "string", "minLength": 1}, "''", "missing-value"),
        ({"enum": ["a"]}, "~", "missing-value"),
        ({"pattern": "a", "type": ["string", "null"]}, "''", "missing-value"),
        ({"enum": ["a"]}, "b", "not-one-of"),
        ({"const": 1}, "2", "not-one-of"),
        ({"minimum": 1.5}, "1", "too-small"),
        ({"maximum": 1}, "2", "too-large"),
        ({"exclusiveMinimum": 1}, "1", "not-above"),
        ({"exclusiveMaximum": 1}, "1", "not-below"),
        ({"minLength": 2}, "x", "too-short"),
        ({"maxLength": 2}, "xyz", "too-long"),
        ({"minItems": 1}, "[]", "too-few"),
        ({"minProperties": 1}, "{}", "too-few"),
        ({"maxProperties": 0}, "{x: 1}", "too-many"),
        ({"pattern": "^a"}, "b", "not-as-wanted"),
        ({"uniqueItems": True}, "[1, 1]", "not-as-wanted"),
        ({"not": {"type": "string"}}, "x", "not-as-wanted"),
        ({"multipleOf": 5}, "7", "not-as-wanted"),
        (False, "7", "not-as-wanted"),
    ],
)
def test_each_sort_of_violation_has_its_own_words_at_its_place(
    rule: object, value: str, expected: str
) -> None:
    finding = one(found(f"field: {value}\n", {"properties": {"field": rule}}))
    assert finding.id == expected
    assert finding.source is not None
    assert (finding.source.line, finding.source.path.partition(".")[0]) == (1, "field")
    for language in ("en", "nb"):
        assert "field" in text_of(finding, language)
        assert isinstance(hint_of(finding, language), str)


def test_a_list_that_is_too_long_is_told_at_the_first_that_is_too_many() -> None:
    slide = "- {kind: quote, quote: x}"
    finding = one(found(slides(*[slide] * 5)))
    assert (told((finding,)), finding.params["count"]) == ([("too-many", 6, 5)], 5)


def test_a_pattern_is_explained_by_the_nearest_description() -> None:
    finding = one(found(slides("- kind: quote", "  quote: x", "  id: Å b")))
    assert (told((finding,)), finding.params["wanted"]) == (
        [("not-as-wanted", 5, 9)],
        "small letters and hyphens",
    )


def test_the_description_of_a_whole_does_not_explain_its_parts() -> None:
    rules = {"description": "whole", "properties": {"a": {"pattern": "^x"}}}
    assert one(found("a: y\n", rules)).params["wanted"] == "pattern: ^x"


def test_alternatives_are_explained_by_the_one_that_was_meant() -> None:
    text = slides("- kind: points", "  title: x", "  items:", "    - {text: a, item: [b]}")
    finding = one(found(text))
    assert (finding.id, finding.near, finding.known) == ("unknown-key", ("items",), ("text", "items"))


def test_alternatives_of_which_none_was_meant_are_explained_by_the_description() -> None:
    text = slides("- kind: points", "  title: x", "  items:", "    - [a]")
    finding = one(found(text))
    assert told((finding,)) == [("not-as-wanted", 6, 9)]
    assert finding.params == {
        "name": "items[0]",
        "written": "[…]",
        "wanted": "a point: text, or {text: …, items: […]}",
    }


@pytest.mark.parametrize(
    ("point", "expected"),
    [
        ("- Husk: sett dagsorden", "colon-makes-key"),
        ("- {Husk: a, Merk: b}", "colon-makes-key"),
        ("- {Tekst: a}", "unknown-key"),
        ("- {text: a, Husk: b}", "unknown-key"),
    ],
)
def test_a_colon_that_makes_a_key_of_a_text_is_told_as_such(point: str, expected: str) -> None:
    """Only where no key is one that exists, or nearly; the names that do exist are all of the point's own."""
    finding = one(found(slides("- kind: points", "  title: x", "  items:", f"    {point}")))
    assert (finding.id, finding.known) == (expected, ("text", "items"))


def test_a_colon_in_a_text_of_several_lines_is_told_with_the_languages() -> None:
    finding = one(found(slides("- kind: quote", "  quote:", "    Husk: x")))
    assert (finding.id, finding.known) == ("colon-makes-key", ("nb", "nn"))
    assert '"Husk: …"' in hint_of(finding, "en")


@pytest.mark.parametrize("value", ["[a]", "[{nb: a}]"])
def test_what_is_neither_text_nor_languages_is_told_what_a_text_is(value: str) -> None:
    assert told(found(slides("- kind: quote", f"  quote: {value}"))) == [("not-text-or-languages", 4, 12)]


def test_a_number_in_quotation_marks_is_not_offered_as_what_it_was_meant_for() -> None:
    finding = one(found("format: '1'\nslides:\n- {kind: quote, quote: x}\n"))
    assert (finding.id, finding.near) == ("without-quotes", ())


def test_a_missing_field_that_is_written_otherwise_is_told_with_its_name() -> None:
    findings = found(slides("- Kind: quote", "  quote: x"))
    assert [(finding.id, finding.near) for finding in findings] == [
        ("missing-field", ()),
        ("unknown-key", ("kind",)),
    ]


def test_entries_without_a_space_after_their_hyphens_are_no_other_sort_of_value() -> None:
    rules = {"properties": {"a": {"type": "array"}}}
    assert told(found("a:\n  -En\n  -To\n", rules)) == [("hyphen-without-space", 2, 3)]
    assert told(found("a:\n  -b: 1\n", rules)) == [("hyphen-without-space", 2, 3)]
    assert told(found("a: -5\n", rules)) == [("not-a-list", 1, 4)]


def test_a_long_value_is_shortened() -> None:
    written = one(found(f"a: {'x ' * 100}", {"properties": {"a": {"type": "integer"}}})).params["written"]
    assert isinstance(written, str)
    assert (len(written), written[-1]) == (40, "…")


def test_a_document_of_the_wrong_sort_is_called_by_its_file() -> None:
    assert text_of(one(found("- a\n")), "en") == "'content.yaml' must have fields of its own, not '[…]'."


def test_findings_come_in_the_order_of_the_document() -> None:
    findings = found(slides("- kind: quote", "  x: 1", "- kind: points", "  minutes: 0", "- 5"))
    lines = [finding.source.line for finding in findings if finding.source]
    assert lines == sorted(lines)
    assert len(lines) == len(findings) == 5


def test_two_branches_that_say_the_same_are_heard_once() -> None:
    rules = {"allOf": [{"required": ["a"]}, {"required": ["a"]}]}
    assert told(found("b: 1\n", rules)) == [("missing-field", 1, 1)]


# ---- schemas


@pytest.mark.parametrize(
    ("fields", "expected", "path"),
    [
        ({"title": {"type": "strng"}}, "not-one-of", "properties.title.type"),
        ({"title": {"minItems": -1}}, "too-small", "properties.title.minItems"),
        ({"title": []}, "wrong-type", "properties.title"),
        ({"title": {"pattern": "("}}, "schema-invalid", ""),
        ({"title": {"$ref": "#/$defs/nothing"}}, "schema-invalid", ""),
        ({"title": {"$ref": "https://example.no/schema"}}, "schema-invalid", ""),
    ],
)
def test_a_schema_that_is_wrong_is_told_by_its_path(fields: object, expected: str, path: str) -> None:
    finding = one(schema.check_schema({"properties": fields}, Source("quote.j2", 1, 1)))
    assert finding.source == Source("quote.j2", 1, 1, path=path)
    assert (finding.id, finding.severity) == (expected, Severity.ERROR)


def test_a_misspelt_type_has_a_suggestion() -> None:
    assert one(schema.check_schema({"type": "strng"}, Source("quote.j2"))).near == ("string",)


def test_a_schema_that_is_right_is_not_remarked_upon() -> None:
    assert not schema.check_schema(COURSE, Source("content.json"))


names = st.sampled_from(["a", "b", "c/d", "e~", "å", "0", "$ref", "items", "description"])
scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | names
instances = st.recursive(
    scalars,
    lambda below: st.lists(below, max_size=3) | st.dictionaries(names, below, max_size=3),
    max_leaves=8,
)
types = st.sampled_from(["string", "integer", "number", "boolean", "null", "array", "object"])
counts = st.integers(0, 3)


def keywords(below: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    several = st.lists(below, min_size=1, max_size=3)
    return st.fixed_dictionaries(
        {},
        optional={
            "type": types | st.lists(types, min_size=1, max_size=3, unique=True),
            "enum": st.lists(scalars, max_size=3),
            "const": instances,
            "properties": st.dictionaries(names, below, max_size=3),
            "patternProperties": st.dictionaries(st.sampled_from(["^a", "b$"]), below, max_size=1),
            "required": st.lists(names, max_size=2, unique=True),
            "additionalProperties": below,
            "unevaluatedProperties": below,
            "propertyNames": below,
            "dependentRequired": st.dictionaries(names, st.lists(names, max_size=2, unique=True), max_size=1),
            "dependentSchemas": st.dictionaries(names, below, max_size=1),
            "prefixItems": several,
            "items": below,
            "unevaluatedItems": below,
            "contains": below,
            "minContains": counts,
            "minItems": counts,
            "maxItems": counts,
            "uniqueItems": st.booleans(),
            "minProperties": counts,
            "maxProperties": counts,
            "minLength": counts,
            "maxLength": counts,
            "minimum": counts,
            "exclusiveMaximum": st.floats(-2, 2),
            "multipleOf": st.integers(1, 3),
            "pattern": st.sampled_from(["^a", "(b|c)+$", "å"]),
            "format": st.sampled_from(["date", "email", "nothing"]),
            "allOf": several,
            "anyOf": several,
            "oneOf": several,
            "not": below,
            "if": below,
            "then": below,
            "else": below,
            "$ref": st.sampled_from(["#", "#/$defs/a", "#/$defs/c~1d", "#/$defs/%C3%A5", "#a", "other"]),
            "description": names,
        },
    )


schemas: st.SearchStrategy[Any] = st.recursive(st.booleans() | st.just({}), keywords, max_leaves=6)


@settings(deadline=None, max_examples=50)
@given(keywords(schemas), st.dictionaries(names, schemas, max_size=2), instances)
def test_any_schema_that_was_checked_answers_any_document(
    rules: dict[str, Any], definitions: dict[str, Any], instance: object
) -> None:
    """Nothing raises, and a document with violations never passes without a finding."""
    rules = {
        **rules,
        "$defs": {"a": True, "c/d": {"type": "string"}, "å": {"required": ["a"]}, **definitions},
    }
    assume(not has_errors(schema.check_schema(rules, Source("kind.j2", 1, 1))))
    node, _ = documents.parse(json.dumps(instance).encode(), "content.yaml")
    assert node is not None
    findings = schema.validate(node, rules)
    assert all(finding.source and finding.source.line == 1 for finding in findings)
    assert all(text_of(finding, language) for finding in findings for language in ("en", "nb"))
    assert bool(findings) == bool(violations(documents.plain(node), rules))


def violations(instance: object, rules: dict[str, Any]) -> list[object]:
    return list(jsonschema_rs.validator_for(rules, offline=True).iter_errors(instance))
