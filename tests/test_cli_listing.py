"""The commands that show what there is, and what a user is told who mistypes one."""

import json
from pathlib import Path

import jsonschema_rs
import pytest
from samples import HEAD, WELCOME, present, run, run_json, write

# ---- kinds


def test_each_kind_is_listed_with_its_fields_and_an_example_that_builds(course: Path) -> None:
    listed = run_json("kinds", "-C", course)["kinds"]
    assert {"cover", "points", "columns", "reflection", "contact"} <= {kind["name"] for kind in listed}
    examples = [
        kind["example"].rstrip().replace("\n", "\n    ") for kind in listed if kind["name"] != "picture"
    ]
    slides = (f"  - id: example-{number}\n    {example}\n" for number, example in enumerate(examples))
    write(course, "".join(slides))
    result = run("build", "--dry-run", "-C", course)
    assert result.exit_code == 0, result.output


def test_a_kind_is_shown_with_required_fields_marked(course: Path) -> None:
    result = run("kinds", "columns", "-C", course)
    lines = result.stdout.splitlines()
    assert lines[0].startswith("columns  Two, three or four columns")
    assert lines[1].startswith("  * title ")
    assert lines[2].startswith("  * columns ")
    assert "      - kind: columns" in lines
    assert lines[-1].startswith("* must be there")


def test_kinds_are_described_in_norwegian_too(course: Path) -> None:
    lines = run("kinds", "columns", "-C", course, "--ui-lang", "nb").stdout.splitlines()
    assert "kolonner" in lines[0]
    assert "én tekst for hvert språk" in lines[1]


def test_a_kind_that_does_not_exist_is_an_error_with_a_guess(course: Path) -> None:
    result = run("kinds", "colums", "-C", course)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Did you mean 'columns'" in result.stderr


# ---- layouts


def test_layouts_are_listed_with_their_placeholders_and_sizes(course: Path) -> None:
    lines = run("layouts", "-C", course).stdout.splitlines()
    start = lines.index("Punkter")
    assert lines[start + 1].split() == ["Tittel", "34", "pt", "30.1", "×", "2.4", "cm"]
    assert lines[start + 2].split()[0] == "Innhold"


def test_layouts_for_machines_have_places_and_types(course: Path) -> None:
    layouts = {
        layout["name"]: layout["placeholders"] for layout in run_json("layouts", "-C", course)["layouts"]
    }
    title = layouts["Punkter"][0]
    assert (title["name"], title["type"], title["size_pt"]) == ("Tittel", "title", 34)
    assert title["width_cm"] == pytest.approx(30.1, abs=0.1)


# ---- recipients


def test_the_whole_register_is_listed_with_numbers_and_counties(course: Path) -> None:
    result = run("recipients", "-C", course)
    assert len(result.stdout.splitlines()) == 357
    assert "357 recipients" in result.stderr
    assert "0301  Oslo" in result.stdout


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("herøy", ["1515", "1818"]),
        ("4601", ["4601"]),
        ("Kárášjohka", ["5610"]),
        ("Atlantis", []),
    ],
)
def test_recipients_are_found_by_a_part_of_any_name(text: str, ids: list[str], course: Path) -> None:
    found = [entry["id"] for entry in run_json("recipients", text, "-C", course)["recipients"]]
    assert [id_ for id_ in found if id_ in {"1515", "1818", "4601", "5610"}] == ids


# ---- check


def test_a_course_without_faults_passes_its_check(course: Path) -> None:
    result = run("check", "-C", present(course))
    assert result.exit_code == 0
    assert "error" not in result.output


def test_check_says_that_there_is_nothing_to_remark_only_where_that_is_so(course: Path) -> None:
    with_notes = run("check", "-C", course)
    notes = with_notes.stderr.count(": note: ")
    assert notes
    assert "warning: " not in with_notes.stderr
    assert with_notes.stdout == f"{notes} note{'s' if notes > 1 else ''}.\n"
    clean = run("check", "-C", write(present(course), WELCOME))
    assert (clean.stdout, clean.stderr) == ("Nothing to remark.\n", "")


def test_check_looks_at_every_language_and_at_the_presenter(course: Path) -> None:
    long = "Altfor lang. " * 60
    head = HEAD.replace("slides:\n", "languages: {nn: {status: draft}}\nslides:\n")
    write(course, f'  - kind: section\n    title: {{nb: A, nn: "{long}"}}\n', head)
    (course / "deck" / "presenter.yaml").write_text("format: 1\nname: Kari\nemail: nei\n", encoding="utf-8")
    report = run_json("check", "-C", course)
    assert {"text-too-long", "contact-email"} <= {finding["id"] for finding in report["findings"]}


def test_check_writes_nothing(course: Path) -> None:
    run("check", "-C", course)
    assert not (course / "deck" / "out").exists()


def test_a_finished_deck_is_checked_by_the_rules_of_its_format(course: Path) -> None:
    run("build", "-C", course)
    deck = course / "deck" / "out" / "sosiale-medier.pptx"
    assert run("check", deck).exit_code == 0
    deck.write_bytes(deck.read_bytes()[:20_000])
    result = run("check", deck, course / "nei.pptx")
    assert result.exit_code == 1
    assert result.stderr.count("error: ") == 2
    assert "2 errors" in result.stdout


# ---- schema


def test_the_schema_accepts_the_course_and_names_its_kinds(course: Path) -> None:
    result = run("schema", "-C", course)
    schema = json.loads(result.stdout)
    kinds = {kind["name"] for kind in run_json("kinds", "-C", course)["kinds"]}
    assert set(schema["$defs"]["slide"]["properties"]["kind"]["enum"]) == kinds
    assert result.stdout.isascii()
    good = {"format": 1, "title": "A", "lang": "nb", "slides": [{"kind": "section", "title": "A"}]}
    assert jsonschema_rs.is_valid(schema, good)
    assert not jsonschema_rs.is_valid(schema, {**good, "slides": [{"kind": "section", "titel": "A"}]})


def test_the_committed_schema_is_the_one_that_the_program_prints(course: Path) -> None:
    committed = (course / "templates" / "ks" / "content.schema.json").read_text(encoding="utf-8")
    assert committed == run("schema", "-C", course).stdout


# ---- wrong usage


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("buld",), "build"),
        (("build", "--logoo", "a.png"), "--logo"),
        (("build", "--format", "xml"), "'text', 'json'"),
        (("build", "--date", "i morgen"), "--date"),
        (("new",), "DIR"),
        (("layouts", "Punkter"), "Punkter"),
    ],
)
def test_wrong_usage_ends_with_2_and_names_what_is_wrong(arguments: tuple[str, ...], said: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


@pytest.mark.parametrize("command", ["build", "check", "kinds", "layouts", "new", "recipients", "schema"])
def test_every_command_says_what_it_is_for(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert f"Usage: kursdeck {command}" in result.stdout
    assert f"  {command} " in run("--help").stdout


def test_a_file_with_a_warning_still_lists(course: Path) -> None:
    assert run("kinds", "-C", write(course, WELCOME)).exit_code == 0
