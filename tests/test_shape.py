"""A field of a kind is known for what it is by its schema, however the schema says it."""

from kursdeck.content import shape


def test_a_text_is_text_though_its_schema_names_several_types() -> None:
    assert shape.is_text({"$ref": "#/$defs/text"})
    assert shape.is_text({"type": "string"})
    assert shape.is_text({"type": ["string", "number"]})


def test_a_number_or_a_truth_is_no_text() -> None:
    for type_ in ("integer", "number", "boolean", ["integer", "number"]):
        assert not shape.is_text({"type": type_})


def test_a_field_whose_type_is_left_open_is_text() -> None:
    assert shape.is_text({})
