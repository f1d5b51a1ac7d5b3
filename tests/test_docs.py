"""What the documents say is what the program does: their examples run, their tables are complete, links lead on.

A page is one session. Its fenced blocks are taken in order in a copy of the course: a block with a file's name
writes that file, `slides` adds to content.yaml, `console` and `python` are run and what they print is compared.
"""

import json
import re
import runpy
import shlex
import shutil
from collections.abc import Iterator, Mapping
from contextlib import redirect_stdout
from inspect import signature
from io import StringIO
from pathlib import Path
from pkgutil import resolve_name
from textwrap import indent
from typing import Any

import pytest
from click.testing import CliRunner, Result
from pages import EXAMPLES, FENCE, LINK, PAGES, REPO, Block, anchors, blocks, page, required, table

from kursdeck import __version__
from kursdeck.audience import general
from kursdeck.brand.kinds import Kind, shipped_schema
from kursdeck.brand.words import REQUIRED
from kursdeck.build.opening import Opened, open_project
from kursdeck.build.outcome import Status
from kursdeck.cli.main import kursdeck
from kursdeck.findings import Severity
from kursdeck.project import Project
from kursdeck.render.environment import Names
from kursdeck.render.grammar import KIND as KIND_JINJA
from kursdeck.render.grammar import TESTS
from kursdeck.render.grammar import TEXT as TEXT_JINJA
from kursdeck.render.names import names_of, voice
from kursdeck.render.placing import COMMON

REFERENCE = runpy.run_path(str(REPO / "tools" / "make_cli_reference.py"))


# ---- the examples of a page, one after the other


def run(command: str, folder: Path) -> Result:
    """Run `kursdeck …` as a reader would in the course's folder; `cp -r` is the only other command we show."""
    program, *arguments = shlex.split(command)
    if program == "cp":
        shutil.copytree(folder / arguments[1], folder / arguments[2])
        return CliRunner().invoke(kursdeck, ["--version"])
    assert program == "kursdeck", command
    return CliRunner(env={"LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": ""}).invoke(kursdeck, arguments)


def shown(text: str) -> str:
    """Give a pattern for what a console block shows: times differ, a line '…' stands for any lines."""
    pattern = "".join(r"(?:.*\n)*?" if line == "…" else re.escape(line) + r"\n" for line in text.splitlines())
    return re.sub(r"[0-9]+(\\\.|,)[0-9]\\ s", r"[0-9]+\1[0-9]\\ s", pattern)


def commands(text: str) -> Iterator[tuple[str, str]]:
    """Give each command of a console block with what the block shows below it."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        yield command, output


def check_console(block: Block, folder: Path) -> None:
    for command, output in commands(block.text):
        result = run(command, folder)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        if not command.startswith("cp "):
            assert re.fullmatch(shown(output), result.output), f"$ {command}\n{result.output}"


def check_whole(folder: Path) -> None:
    """Check the course as the page has it so far: what is shown without an error has none."""
    result = run("kursdeck check", folder)
    assert result.exit_code == 0, result.output


def write(block: Block, folder: Path) -> None:
    content = folder / "content.yaml"
    if block.mark == "slides":
        content.write_text(content.read_text(encoding="utf-8") + indent(block.text, "  "), encoding="utf-8")
    else:
        (folder / block.mark).parent.mkdir(parents=True, exist_ok=True)
        (folder / block.mark).write_text(block.text, encoding="utf-8")


def run_python(text: str) -> str:
    said = StringIO()
    with redirect_stdout(said):
        exec(compile(text, "example", "exec"), {})  # noqa: S102 - the project's own page is what is tested
    return said.getvalue()


@pytest.mark.parametrize("name", [name for name in PAGES if any(b.lang in EXAMPLES for b in blocks(name))])
def test_every_example_of_a_page_works_in_its_order(
    name: str, course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(course)
    said = ""
    following = (*blocks(name)[1:], Block("", "", ""))
    for block, after in zip(blocks(name), following, strict=True):
        match block:
            case Block("console", ""):
                check_console(block, course)
            case Block("python", ""):
                said = run_python(block.text)
            case Block("text", "output"):
                assert said == block.text
            case Block("yaml" | "jinja" | "csv", mark) if mark:
                write(block, course)
                if after.lang not in EXAMPLES:
                    check_whole(course)
            case _:
                assert block.lang not in EXAMPLES or block.mark == "setup", f"what becomes of {block}?"


# ---- tables


@pytest.fixture(scope="module")
def opened() -> Opened:
    project, findings = open_project(Project(REPO))
    assert project is not None, findings
    return project


CONTENT: Mapping[str, Any] = shipped_schema("content")
BRAND: Mapping[str, Any] = shipped_schema("brand")
RULE = BRAND["$defs"]["rule"]
KIND: Mapping[str, Any] = shipped_schema("kind")
PRESENTER: Mapping[str, Any] = shipped_schema("presenter")


@pytest.mark.parametrize(
    ("name", "heading", "schema"),
    [
        ("docs/content.md", "The course", CONTENT),
        ("docs/content.md", "Every slide", CONTENT["$defs"]["slide"]),
        ("docs/brand.md", "brand.yaml", BRAND),
        ("docs/brand.md", "Rules", RULE),
        ("docs/kinds.md", "The head", KIND),
        ("docs/content.md", "The presenter", PRESENTER),
    ],
)
def test_a_table_of_keys_has_all_keys_of_its_schema_and_no_other(
    name: str, heading: str, schema: Mapping[str, Any]
) -> None:
    rows = table(name, heading)
    assert set(rows) == set(schema["properties"])
    assert required(rows) == set(schema.get("required", ()))


def test_every_kind_of_slide_is_described_with_its_own_fields(opened: Opened) -> None:
    headings = set(re.findall(r"^### `(\w+)`$", page("docs/content.md"), re.MULTILINE))
    assert headings == set(opened.brand.kinds)
    for kind in opened.brand.kinds.values():
        rows = table("docs/content.md", f"`{kind.name}`")
        assert set(rows) == set(kind.fields), kind.name
        assert required(rows) == set(kind.required) & set(kind.fields), kind.name


def test_every_kind_says_which_of_the_common_fields_it_needs(opened: Opened) -> None:
    needed = {kind.name for kind in opened.brand.kinds.values() if set(kind.required) - set(kind.fields)}
    assert needed == {"reflection"}
    assert "`minutes` is required" in page("docs/content.md")


def test_the_names_that_texts_may_use_are_all_described(opened: Opened) -> None:
    known = names_of(general(None, None), opened.brand, "nb", opened.register)
    spoken, _ = voice(opened.course, known, opened.brand, "nb")
    described = {
        f"{name}.{field}"
        for name, value in spoken.names.items()
        if name not in {opened.register.noun, "words", "roster"} and isinstance(value, Names)
        for field in value.values
    }
    assert {name for name in table("docs/content.md", "Names in texts") if "." in name} >= described


def test_the_filters_tests_and_fields_of_kinds_are_all_described() -> None:
    filters = table("docs/kinds.md", "Filters")
    assert set(filters) == KIND_JINJA.filters
    assert {name for name, (_, in_texts) in filters.items() if in_texts == "yes"} == TEXT_JINJA.filters
    assert set(table("docs/kinds.md", "Tests")) == TESTS
    assert set(table("docs/kinds.md", "What every slide has")) == {f"slide.{name}" for name in COMMON}


def test_the_words_that_a_language_file_must_have_are_all_described() -> None:
    assert set(table("docs/brand.md", "Words")) == set(REQUIRED)


def test_what_json_output_holds_is_described_field_by_field(course: Path) -> None:
    said = run(f"kursdeck build Bergen --format json -C {shlex.quote(str(course))}", course)
    value = json.loads(said.stdout)
    assert set(table("docs/json.md", "kursdeck build")) == set(value)
    assert set(table("docs/json.md", "A deck")) == set(value["decks"][0])
    assert set(table("docs/json.md", "A finding")) == set(value["findings"][0])
    assert set(table("docs/json.md", "Statuses")) == {status.value for status in Status}
    assert set(table("docs/json.md", "Severities")) == {severity.value for severity in Severity}


@pytest.mark.parametrize(
    ("command", "path"),
    [
        ("kinds", ("kinds", 0)),
        ("layouts", ("layouts", 0, "placeholders", 0)),
        ("recipients", ("recipients", 0)),
    ],
)
def test_what_a_listing_holds_as_json_is_described_too(
    command: str, path: tuple[str | int, ...], course: Path
) -> None:
    value = json.loads(run(f"kursdeck {command} --format json -C {shlex.quote(str(course))}", course).stdout)
    for step in path:
        value = value[step]
    described = set(table("docs/json.md", f"kursdeck {command}"))
    assert described == set(value) - {"county", "county_id"}


SIGNATURE = re.compile(r"^### `(?P<path>[\w.]+)\((?P<parameters>[^)]*)\)`$", re.MULTILINE)


@pytest.mark.parametrize("found", [*SIGNATURE.finditer(page("docs/api.md"))], ids=lambda found: found["path"])
def test_a_function_of_the_api_page_exists_with_these_parameters(found: re.Match[str]) -> None:
    parameters = signature(resolve_name(f"kursdeck.{found['path']}")).parameters
    assert found["parameters"] == ", ".join(parameters)


# ---- pages, links, versions


@pytest.mark.parametrize("name", PAGES)
def test_a_link_within_the_project_leads_to_a_page_and_to_a_heading_that_is_there(name: str) -> None:
    for found in LINK.finditer(FENCE.sub("", page(name))):
        target, _, anchor = found["target"].partition("#")
        if ":" in target:
            continue
        path = (REPO / name).parent / target if target else REPO / name
        assert path.exists(), found["target"]
        assert not anchor or anchor in anchors(path.read_text(encoding="utf-8")), found["target"]


def test_the_command_reference_is_what_the_program_says() -> None:
    """White space aside: where a line of help is broken is click's affair. Mend: tools/make_cli_reference.py."""
    assert page("docs/cli.md").split() == REFERENCE["reference"]().split()


def test_every_decision_stands_in_the_index_under_its_own_title() -> None:
    folder = REPO / "docs" / "decisions"
    titles = {
        path.name: page(f"docs/decisions/{path.name}").partition("\n")[0].removeprefix("# ")
        for path in folder.glob("[0-9]*.md")
    }
    index = dict(
        re.findall(r"^\| \[[0-9]+\]\((\S+)\) \| (.*) \|$", page("docs/decisions/README.md"), re.MULTILINE)
    )
    assert index == {name: title.partition(" ")[2] for name, title in titles.items()}


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = sorted(int(path.name[:2]) for path in (REPO / "docs" / "decisions").glob("[0-9]*.md"))
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_changelog_begins_with_this_version() -> None:
    versions = re.findall(r"^## (\S+)", page("CHANGELOG.md"), re.MULTILINE)
    assert versions[0] == __version__


def test_a_stranger_s_two_commands_are_the_ones_that_ci_runs() -> None:
    setup = [
        line for block in blocks("README.md") if block.mark == "setup" for line in block.text.splitlines()
    ]
    posix = [line for line in setup if line.startswith("python3 ")]
    assert len(posix) == 2
    assert posix[1] in page(".ci/run")
    assert posix[1] in page("CONTRIBUTING.md")


def test_the_picture_in_the_readme_is_there_and_light() -> None:
    assert (REPO / "docs" / "pictures" / "deck.png").stat().st_size <= 250_000


# ---- these tests can fail


def test_a_console_block_that_shows_something_else_is_found_out(course: Path) -> None:
    for output in ("nothing of the sort\n", "…\nnor this\n"):
        with pytest.raises(AssertionError):
            check_console(Block("console", "", f"$ kursdeck --version\n{output}"), course)


def test_a_table_s_required_keys_are_those_that_say_yes() -> None:
    assert required({"kind": ("yes", "which kind"), "id": ("", "its name")}) == {"kind"}


def test_a_kind_s_example_is_a_slide_of_that_kind(opened: Opened) -> None:
    def says_its_kind(kind: Kind) -> bool:
        return kind.example.startswith(f"kind: {kind.name}\n")

    assert all(says_its_kind(kind) for kind in opened.brand.kinds.values())
