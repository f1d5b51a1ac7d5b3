"""Each call that makes a finding gives what its message asks for: no KeyError in the moment of need."""

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from kursdeck.findings import catalogue

SOURCES = sorted((Path(__file__).parents[1] / "src" / "kursdeck").rglob("*.py"))
GIVEN: dict[str, set[str]] = {"error": set(), "warning": set(), "note": set(), "unknown": {"name"}}
"""What makes a finding, and the parameters it adds by itself."""


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Give each call that makes a finding of an id written there, with the file and line it stands in.

    Calls whose parameters are put together elsewhere are left to the tests of what calls them.
    """
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in GIVEN:
                first = node.args[0] if node.args else None
                is_whole = all(keyword.arg for keyword in node.keywords)
                if is_whole and isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield f"{path.name}:{node.lineno} {first.value}", node


CALLS = dict(calls())


def asked(id_: str, language: str) -> set[str]:
    texts = catalogue(language)[id_].values()
    return {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}


def test_there_are_calls_to_look_at() -> None:
    assert len(CALLS) > 200


@pytest.mark.parametrize("place", CALLS)
def test_a_finding_has_the_parameters_that_its_texts_ask_for(place: str) -> None:
    call, id_ = CALLS[place], place.split(" ")[1]
    assert isinstance(call.func, ast.Name)
    given = {str(keyword.arg) for keyword in call.keywords} | GIVEN[call.func.id]
    for language in ("en", "nb"):
        assert asked(id_, language) <= given
