"""An editor that knows YAML checks and completes content.yaml while it is typed, by the schema that is committed.

The yaml-language-server is what VS Code's YAML extension runs. It is asked here as VS Code would ask it.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from language_server import LanguageServer, serving
from samples import run, run_json

SERVER = os.environ.get("YAML_LANGUAGE_SERVER", "")
"""The program of the npm package yaml-language-server."""

needs_server = pytest.mark.skipif(
    not SERVER, reason="YAML_LANGUAGE_SERVER does not name the yaml-language-server"
)


@pytest.fixture
def server(course: Path) -> Iterator[LanguageServer]:
    """Give a language server that works in a copy of the course."""
    with serving(SERVER, course) as started:
        yield started


def text_of(course: Path) -> str:
    return (course / "content.yaml").read_text(encoding="utf-8")


def place_of(text: str, word: str) -> tuple[int, int]:
    """Give line and column of a word, from 0."""
    before = text[: text.index(word)]
    return before.count("\n"), len(before) - before.rfind("\n") - 1


def test_the_course_says_where_its_schema_is(course: Path, tmp_path: Path) -> None:
    """So does one that `kursdeck new` makes: no editor needs to be set up."""
    run("new", tmp_path / "new")
    for folder in (course, tmp_path / "new"):
        first = text_of(folder).splitlines()[0]
        assert first == "# yaml-language-server: $schema=templates/ks/content.schema.json"
        assert (folder / "templates" / "ks" / "content.schema.json").is_file()


@needs_server
def test_the_seed_course_is_without_fault_to_an_editor(course: Path, server: LanguageServer) -> None:
    assert server.open(course / "content.yaml", text_of(course)) == []


@needs_server
@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("    question:", "    qestion:", "qestion"),
        ("kind: section", "kind: sektion", "sektion"),
        ("minutes: 3", "minutes: tre", "integer"),
        ("\nbrand: ks", "\nbrnad: ks", "brnad"),
    ],
)
def test_a_mistake_is_marked_where_it_is(
    right: str, wrong: str, said: str, course: Path, server: LanguageServer
) -> None:
    assert right in text_of(course)
    text = text_of(course).replace(right, wrong, 1)
    line, _ = place_of(text, wrong.strip())
    found = server.open(course / "content.yaml", text)
    here = [problem["message"] for problem in found if problem["range"]["start"]["line"] == line]
    assert any(said in message or "Value is not accepted" in message for message in here), found


@needs_server
def test_every_kind_is_offered_where_a_kind_is_to_be_written(course: Path, server: LanguageServer) -> None:
    text = text_of(course).replace("kind: section", "kind: ", 1)
    line, column = place_of(text, "kind: \n")
    server.open(course / "content.yaml", text)
    offered = server.completions(course / "content.yaml", line, column + len("kind: "))
    assert {kind["name"] for kind in run_json("kinds", "-C", course)["kinds"]} <= set(offered)


@needs_server
def test_the_fields_of_a_slides_kind_are_offered(course: Path, server: LanguageServer) -> None:
    text = text_of(course) + "\n  - kind: quote\n    \n"
    server.open(course / "content.yaml", text)
    offered = server.completions(course / "content.yaml", text.count("\n") - 1, 4)
    assert {"title", "quote", "notes", "minutes"} <= set(offered)
