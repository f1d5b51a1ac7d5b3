"""Every message exists in both languages, says the same with the same parameters, and is said somewhere."""

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from kursdeck.brand.kinds import shipped_schema
from kursdeck.build.status import State
from kursdeck.cli.standing import BY_HAND, IN_COURSE
from kursdeck.findings import catalogue
from kursdeck.powerpoint.update_plan import Fate

SOURCES = sorted((Path(__file__).parents[1] / "src" / "kursdeck").rglob("*.py"))
SCHEMA = (Path(__file__).parents[1] / "src" / "kursdeck" / "schemas" / "content.json").read_text(
    encoding="utf-8"
)
KINDS = sorted((Path(__file__).parents[1] / "templates" / "ks").glob("*.j2"))
MAKERS = frozenset({"error", "warning", "note", "unknown", "Misuse", "phrase"})
"""What makes a finding or a phrase of an id."""
ENGLISH, NORWEGIAN = catalogue("en"), {k: v for k, v in catalogue("nb").items() if k != "descriptions"}
FRAGMENTS = frozenset(
    {"words", "count-errors", "count-warnings", "count-notes", "count-slides", "count-recipients"}
    | {"written", "unchanged", "beside", "planned", "failed", "smallest"}
    | {state.value for state in State}
    | {fate.value for fate in Fate}
    | {*BY_HAND.values(), *IN_COURSE.values(), "resaved", "reordered", "unseen", "take-over"}
    | {"all-decks", "count-written", "count-unchanged", "count-failed", "count-kept", "index-page"}
    | {"forget-emptied", "forget-removed", "forget-kept", "forget-slides", "forget-elsewhere"}
    | {"count-emptied", "count-removed", "count-stay"}
)
"""What is put together with other words, and so is no sentence."""


def said() -> Iterator[str]:
    """Give the ids of all findings and phrases, as they stand in the code."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute) and node.args:
                name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
                first = node.args[0]
                if name in MAKERS and isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield first.value


def constants() -> set[str]:
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES)
    nodes = (node for tree in trees for node in ast.walk(tree))
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def parameters(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_message_that_the_program_can_give_is_in_both_languages() -> None:
    assert set(said()) <= set(ENGLISH) & set(NORWEGIAN)


def test_no_message_is_kept_that_nothing_says() -> None:
    assert set(ENGLISH) - constants() == set()


def test_both_languages_have_the_same_messages_with_the_same_parameters() -> None:
    assert set(ENGLISH) == set(NORWEGIAN)
    for id_, english in ENGLISH.items():
        norwegian = NORWEGIAN[id_]
        assert set(english) == set(norwegian), id_
        for kind in english:
            assert parameters(english[kind]) == parameters(norwegian[kind]), id_


@pytest.mark.parametrize("language", ["en", "nb"])
def test_every_message_is_a_sentence(language: str) -> None:
    """It begins with a capital, a name or a sign and ends as sentences do, or with what it quotes."""
    for id_, texts in {"en": ENGLISH, "nb": NORWEGIAN}[language].items():
        if id_ not in FRAGMENTS:
            for kind, text in texts.items():
                assert not text[0].islower(), (id_, kind)
                assert kind == "hint" or text[-1] in ".!?}…:", (id_, kind)


def test_norwegian_messages_quote_the_norwegian_way() -> None:
    """Only where YAML's own quotation mark is meant it stands."""
    assert {id_ for id_, texts in NORWEGIAN.items() if "'{" in "".join(texts.values())} <= {
        "yaml-quotes-needed"
    }


def test_what_messages_quote_from_the_schema_is_there_in_norwegian() -> None:
    definitions = shipped_schema("content")["$defs"].values()
    quoted = {schema["description"] for schema in definitions if "description" in schema}
    kinds = "".join(path.read_text(encoding="utf-8") for path in KINDS)
    of_kinds = set(re.findall('description: "(.*?)"', kinds))
    assert quoted | of_kinds <= set(catalogue("nb")["descriptions"])
    assert set(catalogue("nb")["descriptions"]) <= of_kinds | set(
        re.findall('"description": "(.*?)"', SCHEMA)
    )
