"""A new kind of slide needs no Python: a file in the brand's folder, used, checked and built like the others."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image as Pillow
from pptx import Presentation
from render_samples import seed, told
from samples import HEAD, run

from kursdeck.audience import general
from kursdeck.brand.kinds import read_kind
from kursdeck.build.kit import Kit
from kursdeck.build.opening import open_project
from kursdeck.deck import FittedPicture, FittedText, Page
from kursdeck.findings import Finding, Severity
from kursdeck.project import Project

FOUR = """\
---
description: {en: Four tasks side by side, nb: Fire oppgaver ved siden av hverandre}
fields:
  title: {$ref: "#/$defs/text"}
  tasks:
    type: array
    minItems: 4
    maxItems: 4
    items:
      type: object
      required: [who, what]
      additionalProperties: false
      properties:
        who: {$ref: "#/$defs/text"}
        what: {$ref: "#/$defs/items"}
        weight: {type: integer, minimum: 1}
required: [title, tasks]
example: "kind: tasks"
---
{% layout "Fire kolonner" %}
{% placeholder "Tittel" %}{{ slide.title }} ({{ slide.tasks | length }}){% endplaceholder %}
{% for task in slide.tasks %}
  {% placeholder "Overskrift " ~ loop.index %}
    {{ task.who }}{% if task.weight %}: {{ task.weight }}{% endif %}
  {% endplaceholder %}
  {% placeholder "Kolonne " ~ loop.index %}{{ task.what | numbered }}{% endplaceholder %}
{% endfor %}
"""
POSTER = """\
---
description: {en: A picture and what to think of, nb: Et bilde og noe å tenke på}
fields:
  title: {$ref: "#/$defs/text"}
  poster: {$ref: "#/$defs/image"}
  shows: {$ref: "#/$defs/text"}
  thoughts: {$ref: "#/$defs/items"}
required: [title, poster, shows]
example: "kind: poster"
---
{% layout "Bilde" %}
{% placeholder "Tittel" %}{{ slide.title }}{% endplaceholder %}
{% placeholder "Bilde" %}{{ slide.poster | picture(slide.shows) }}{% endplaceholder %}
{% placeholder "Bildetekst" %}{{ slide.thoughts | lines }}{% endplaceholder %}
{% if recipient.name %}{% placeholder "Kilde" %}{{ recipient.name }}{% endplaceholder %}{% endif %}
"""
ROLL = """\
---
description: {en: A long list, nb: En lang liste}
fields:
  title: {$ref: "#/$defs/text"}
  names: {type: array, minItems: 1, items: {$ref: "#/$defs/text"}}
required: [title, names]
example: "kind: roll"
---
{% layout "Punkter" %}
{% placeholder "Tittel" %}{{ slide.title }}{% endplaceholder %}
{% placeholder "Innhold" %}{{ slide.names | bullets }}{% endplaceholder %}
"""
KINDS = {"tasks": FOUR, "poster": POSTER, "roll": ROLL}
NAMES = [f"Punkt nummer {number}" for number in range(1, 31)]
SLIDES = f"""\
  - kind: tasks
    title: Hvem gjør hva?
    tasks:
      - {{who: Kari, what: [Ringe, Skrive]}}
      - {{who: Ola, what: [Lese], weight: 2}}
      - {{who: "**Alle**", what: [Tenke]}}
      - {{who: Ingen, what: [Hvile, text]}}
  - kind: poster
    title: Rådhuset
    poster: bilder/hus.png
    shows: Rådhuset sett fra torget
    thoughts: [Hvem eier huset?, Hvem vasker det?]
  - kind: roll
    title: Alle sammen
    names: {NAMES}
"""


@pytest.fixture
def own(course: Path) -> Path:
    """Give a course whose brand has three kinds of its own, and slides of them; nothing of it is Python."""
    for name, text in KINDS.items():
        (course / "templates" / "ks" / f"{name}.j2").write_text(text, encoding="utf-8")
    (course / "bilder").mkdir()
    Pillow.new("RGB", (400, 300), "teal").save(course / "bilder" / "hus.png")
    (course / "content.yaml").write_text(HEAD + SLIDES, encoding="utf-8")
    return course


def pages(folder: Path) -> tuple[Page, ...]:
    opened, findings = open_project(Project(folder))
    assert opened is not None, findings
    made, findings = Kit(opened).make(general(None, None), "nb")
    assert made is not None, findings
    return made.pages


def errors(folder: Path) -> list[str]:
    """Give every error of a course, as `file:line:column id`."""
    opened, findings = open_project(Project(folder))
    if opened is not None:
        findings = (*findings, *Kit(opened).make(general(None, None), "nb")[1])
    return [_described(finding) for finding in findings if finding.severity is Severity.ERROR]


def _described(finding: Finding) -> str:
    return f"{finding.source} {told(finding).id}"


def texts(page: Page) -> dict[str, list[str]]:
    """Give the paragraphs of each placeholder of a page that has text."""
    return {
        frame.placeholder: [part.paragraph.text for part in frame.content.paragraphs]
        for frame in page.frames
        if isinstance(frame.content, FittedText)
    }


def swap(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


# ---- it builds


def test_a_kind_with_four_columns_is_set_in_four_columns(own: Path) -> None:
    page = pages(own)[0]
    assert page.slide.layout == "Fire kolonner"
    said = texts(page)
    assert said["Tittel"] == ["Hvem gjør hva? (4)"]
    assert [said[f"Overskrift {number}"] for number in range(1, 5)] == [
        ["Kari"],
        ["Ola: 2"],
        ["Alle"],
        ["Ingen"],
    ]
    assert [said[f"Kolonne {number}"] for number in range(1, 5)] == [
        ["Ringe", "Skrive"], ["Lese"], ["Tenke"], ["Hvile", "text"]
    ]  # fmt: skip
    columns = [frame.content for frame in page.frames if frame.placeholder.startswith("Kolonne")]
    assert (
        len({part.size for column in columns if isinstance(column, FittedText) for part in column.paragraphs})
        == 1
    )


def test_a_kind_with_a_picture_shows_it_whole_and_says_what_it_shows(own: Path) -> None:
    page = pages(own)[1]
    (shown,) = (frame.content for frame in page.frames if isinstance(frame.content, FittedPicture))
    assert shown.picture.alt == "Rådhuset sett fra torget"
    assert abs(shown.box.width * 3 - shown.box.height * 4) < 20_000  # EMU; half a millimetre
    assert texts(page)["Bildetekst"] == ["Hvem eier huset?", "Hvem vasker det?"]


def test_a_kind_whose_layout_may_go_on_goes_on_and_loses_nothing(own: Path) -> None:
    parts = pages(own)[2:]
    assert len(parts) > 1
    assert [point for page in parts for point in texts(page)["Innhold"]] == NAMES
    assert texts(parts[0])["Tittel"] == [f"Alle sammen\u00a0(1/{len(parts)})"]


def test_the_built_file_has_the_slides_of_the_new_kinds(own: Path) -> None:
    assert run("build", "-C", own).exit_code == 0
    deck = Presentation(str(own / "deck" / "out" / "prove.pptx"))
    assert [slide.slide_layout.name for slide in deck.slides][:2] == ["Fire kolonner", "Bilde"]
    assert {slide.slide_layout.name for slide in list(deck.slides)[2:]} == {"Punkter"}


def test_new_kinds_are_listed_with_their_fields(own: Path) -> None:
    shown = run("kinds", "poster", "-C", own, "--ui-lang", "nb").stdout
    assert "Et bilde og noe å tenke på" in shown
    assert "thoughts" in shown
    assert '"tasks"' in run("schema", "-C", own).stdout


# ---- it is checked


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        (
            "who: Kari, what",
            "whom: Kari, what",
            "content.yaml:11:10 missing-field content.yaml:11:10 unknown-key",
        ),
        ("weight: 2", "weight: to", "content.yaml:12:42 not-a-whole-number"),
        ("weight: 2", "weight: 0", "content.yaml:12:42 too-small"),
        ("      - {who: Ola, what: [Lese], weight: 2}\n", "", "content.yaml:10:5 too-few"),
        ("what: [Tenke]", "what: Tenke", "content.yaml:13:33 not-a-list"),
        ("    shows: Rådhuset sett fra torget\n", "", "content.yaml:15:5 missing-field"),
        ("    poster: bilder/hus.png", "    poster: bilder/nei.png", "content.yaml:17:13 picture-missing"),
        ("thoughts: [Hvem", "thougths: [Hvem", "content.yaml:19:5 unknown-key"),
        ("kind: roll", "kind: rolls", "content.yaml:20:11 not-one-of"),
        ("title: Alle sammen", "title: Alle {{ nmae }}", "content.yaml:21:20 undefined-name"),
    ],
)
def test_what_a_slide_has_against_its_kinds_head_is_said_at_its_place(
    old: str, new: str, error: str, own: Path
) -> None:
    swap(own, "content.yaml", old, new)
    assert " ".join(errors(own)) == error


@pytest.mark.parametrize(
    ("kind", "old", "new", "error"),
    [
        ("tasks", '"Fire kolonner"', '"Fem kolonner"', "20:4 unknown-layout"),
        ("tasks", '"Kolonne " ~', '"Kolone " ~', "26:6 unknown-placeholder"),
        ("tasks", "task.who }}", "task.hwo }}", "24:13 undefined-field"),
        ("poster", "slide.shows)", "slide.show)", "13:58 undefined-field"),
        ("poster", "| lines", "| linjer", "14:51 unknown-filter"),
        ("poster", "{{ slide.thoughts | lines }}", "{{ slide.title ~ slide.shows }}", "14:46 joined-data"),
        ("roll", "| bullets }}", "| bullets }", "11:53 jinja-unclosed"),
        ("roll", "required: [title, names]", "required: [title, nmes]", "6:19 unknown-required"),
        ("roll", "  names:", "  number:", "5:3 reserved-field"),
        ("roll", "type: array", "type: arry", "5:17 not-one-of"),
        ("roll", '#/$defs/text"}}', '#/$defs/txt"}}', "3:1 schema-invalid"),
        ("roll", "description: {en: A long list, nb: En lang liste}\n", "", "2:1 missing-field"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_the_kind_itself_is_said_in_its_file(
    kind: str, old: str, new: str, error: str, own: Path
) -> None:
    swap(own, f"templates/ks/{kind}.j2", old, new)
    found = [text for text in errors(own) if not text.startswith("content.yaml")]
    assert found[:1] == [f"templates/ks/{kind}.j2:{error}"]


def test_the_names_that_exist_come_with_a_placeholder_that_does_not(own: Path) -> None:
    swap(own, "templates/ks/roll.j2", '"Innhold"', '"Inhold"')
    shown = run("build", "-C", own).stderr
    assert "templates/ks/roll.j2:11:4: error" in shown
    assert "'Innhold'" in shown


# ---- the kinds that ship


def examples() -> Iterator[tuple[str, str]]:
    for kind in seed().brand.kinds.values():
        yield kind.name, f"  - id: {kind.name}\n    " + kind.example.rstrip().replace("\n", "\n    ") + "\n"


def test_every_kinds_example_is_a_slide_that_builds(course: Path) -> None:
    (course / "bilder").mkdir()
    Pillow.new("RGB", (40, 30), "teal").save(course / "bilder" / "raadhuset.jpg")
    (course / "content.yaml").write_text(HEAD + "".join(slide for _, slide in examples()), encoding="utf-8")
    assert errors(course) == []
    assert [page.slide.kind for page in pages(course)] == [name for name, _ in examples()]


def test_every_kinds_example_shows_all_that_is_required_and_only_what_is_known() -> None:
    for kind in seed().brand.kinds.values():
        used = {line.partition(":")[0] for line in kind.example.splitlines() if line[:1].isalpha()}
        assert set(kind.required) < used, kind.name
        assert used <= {*kind.fields, "kind", "minutes"}, kind.name


def test_every_kind_that_ships_is_used_or_tried_by_the_course_and_its_layouts_exist() -> None:
    """Kinds whose slides show the presenter or a logo are told apart: the notes say where they are."""
    assert [kind.name for kind in seed().brand.kinds.values() if kind.personal] == ["contact", "cover"]


def test_a_kind_says_what_it_is_for_in_both_languages_of_the_program(tmp_path: Path) -> None:
    for kind in seed().brand.kinds.values():
        assert set(kind.description) == {"en", "nb"}
    path = tmp_path / "roll.j2"
    path.write_text(ROLL.replace("en: A long list, ", ""), encoding="utf-8")
    made, findings = read_kind(path, "roll.j2")
    assert made is None
    assert [_described(finding) for finding in findings] == ["roll.j2:2:15 missing-field"]


def test_a_kinds_body_begins_below_its_head(tmp_path: Path) -> None:
    path = tmp_path / "roll.j2"
    path.write_bytes(ROLL.replace("\n", "\r\n").encode())
    made, findings = read_kind(path, "roll.j2")
    assert findings == ()
    assert made is not None
    assert (made.name, made.body_line, made.required) == ("roll", 9, ("title", "names"))
    assert made.body.startswith('{% layout "Punkter" %}')
    assert replace(made, body="").fields["names"]["minItems"] == 1
