"""content.yaml made into a course: what it says and where, ids that last, and everything wrong with it at once."""

import shutil
from pathlib import Path

import pytest
from render_samples import IMAGE, seed, told

from kursdeck import documents
from kursdeck.brand.kinds import Kind
from kursdeck.build.opening import open_project
from kursdeck.content import reader, shape
from kursdeck.content.course import Course, Record, RegisterChoice, Text
from kursdeck.findings import Finding, Result, error
from kursdeck.pictures import Image
from kursdeck.project import Project
from kursdeck.source import Source

TEXT = {"$ref": "#/$defs/text"}
FIELDS = {
    "title": TEXT,
    "items": {"$ref": "#/$defs/items"},
    "image": {"$ref": "#/$defs/image"},
    "big": {"type": "boolean"},
    "size": {"type": "number"},
    "style": {"enum": ["stor", "liten"]},
    "rows": {
        "type": "array",
        "items": {"type": "object", "properties": {"name": TEXT, "count": {"type": "integer"}}},
    },
}
KIND = Kind("prove", "prove.j2", {"en": "a", "nb": "a"}, FIELDS, ("title",), "", "", 9)
OTHER = Kind("annen", "annen.j2", {"en": "a", "nb": "a"}, {"title": TEXT}, (), "", "", 9)
HEAD = "format: 1\ntitle: Kurs i æøå\nlang: nb\nlanguages: {nn: {status: draft}}\nslides:\n"


def read_image(path: str, source: Source) -> Result[Image]:
    """Give a picture for every path but one."""
    return (None, (error("picture-missing", source, file=path),)) if path == "nei.png" else (IMAGE, ())


def load(text: str) -> Result[Course]:
    node, findings = documents.parse(text.encode(), "content.yaml")
    assert isinstance(node, documents.Table), findings
    document = reader.Document(node, "ks", node.source)
    return reader.load(document, {"prove": KIND, "annen": OTHER}, ("nb", "nn", "en"), read_image)


def course(text: str) -> Course:
    made, findings = load(text)
    assert made is not None, findings
    return made


def wrong(text: str) -> list[str]:
    made, findings = load(text)
    assert made is None
    return [_described(finding) for finding in findings]


def _described(finding: Finding) -> str:
    assert finding.source is not None
    return f"{finding.source.line}:{finding.source.column} {told(finding).id}"


def fields(slide: str) -> Record:
    return course(f"{HEAD}  - kind: prove\n    title: A\n{slide}").slides[0].record


def written(value: object) -> dict[str, str]:
    assert isinstance(value, Text)
    return {code: scalar.text for code, scalar in value.versions}


# ---- what is read


def test_a_text_has_a_version_in_each_language_it_is_written_in() -> None:
    made = course(f"{HEAD}  - {{kind: prove, title: {{nb: Hei, nn: Hallo}}}}\n")
    assert written(made.slides[0].record.fields["title"]) == {"nb": "Hei", "nn": "Hallo"}


def test_a_text_written_once_is_in_the_courses_language() -> None:
    assert written(course(HEAD + "  - {kind: prove, title: Hei}\n").title) == {"nb": "Kurs i æøå"}


@pytest.mark.parametrize("plain", ["0301", "10:30", "no", "1.10", "2026-11-22", "true", "0x1F"])
def test_text_stays_as_it_was_typed_whatever_yaml_takes_it_for(plain: str) -> None:
    assert written(fields(f"    items: [{plain}]\n").fields["items"][0]) == {"nb": plain}  # type: ignore[index]


def test_numbers_and_truths_are_what_they_mean() -> None:
    made = fields("    big: true\n    size: 1.5\n    rows: [{name: 007, count: 007}]\n").fields
    assert (made["big"], made["size"]) == (True, 1.5)
    (row,) = made["rows"]  # type: ignore[misc]
    assert isinstance(row, Record)
    assert (written(row.fields["name"]), row.fields["count"]) == ({"nb": "007"}, 7)


def test_a_field_that_is_left_out_is_none_and_one_that_no_kind_has_does_not_exist() -> None:
    made = fields("    rows: [{name: a}]\n").fields
    assert made["items"] is made["image"] is made["big"] is None
    assert set(made) == set(FIELDS)
    assert made["rows"][0].fields["count"] is None  # type: ignore[index,union-attr]


def test_a_picture_is_read_and_a_choice_is_text() -> None:
    made = fields("    image: a.png\n    style: stor\n").fields
    assert made["image"] == IMAGE
    assert written(made["style"]) == {"nb": "stor"}


def test_points_may_have_points_below_them_and_either_may_be_in_languages() -> None:
    items = fields("    items: [a, {nb: b, nn: c}, {text: {nb: d}, items: [e, {nn: f}]}]\n").fields["items"]
    assert isinstance(items, tuple)
    assert (written(items[0]), written(items[1])) == ({"nb": "a"}, {"nb": "b", "nn": "c"})
    assert isinstance(items[2], Record)
    assert written(items[2].fields["text"]) == {"nb": "d"}
    assert [written(item) for item in items[2].fields["items"]] == [{"nb": "e"}, {"nn": "f"}]  # type: ignore[union-attr]


def test_everything_knows_where_it_stands() -> None:
    made = course(f"{HEAD}  - kind: prove\n    title: A\n    items:\n      - b\n")
    item = made.slides[0].record.fields["items"][0]  # type: ignore[index]
    assert isinstance(item, Text)
    assert item.source == Source("content.yaml", 9, 9, 1, "slides[0].items[0]")
    assert made.place("languages").line == 4
    assert made.place("register") == made.source


def test_what_every_slide_may_have() -> None:
    fields = "{kind: annen, section: Del, notes: Si, minutes: 5, optional: 2, hidden: true}"
    slide = course(f"{HEAD}  - {fields}\n").slides[0]
    assert slide.section is not None
    assert slide.notes is not None
    assert (written(slide.section), written(slide.notes)) == ({"nb": "Del"}, {"nb": "Si"})
    assert (slide.minutes, slide.optional, slide.hidden) == (5, 2, True)


def test_an_optional_slide_needs_minutes_or_leaving_it_out_would_save_nothing() -> None:
    assert wrong(f"{HEAD}  - {{kind: annen, optional: 1}}\n") == ["6:6 missing-field"]


def test_a_course_says_its_languages_and_how_far_they_have_come() -> None:
    made = course(HEAD.replace("draft", "approved") + "  - {kind: annen}\n")
    assert (made.lang, made.statuses) == ("nb", {"nn": "approved"})


# ---- ids and numbers


def test_a_courses_id_is_a_slug_of_its_title_where_it_has_none() -> None:
    assert course(HEAD + "  - {kind: annen}\n").id == "kurs-i-aeoa"
    assert course("id: mitt-kurs\n" + HEAD + "  - {kind: annen}\n").id == "mitt-kurs"
    assert course(HEAD.replace("Kurs i æøå", "Ελληνικά") + "  - {kind: annen}\n").id == "course"


def test_a_slides_id_is_its_own_or_of_its_title_or_of_its_kind_and_number() -> None:
    slides = "".join(
        f"  - {{kind: annen{rest}}}\n"
        for rest in (", id: egen, title: A", ", title: Hva nå?", "", ", title: Ελλάδα")
    )
    assert [slide.id for slide in course(HEAD + slides).slides] == ["egen", "hva-na", "annen-3", "annen-4"]


def test_slides_are_numbered_among_their_own_kind() -> None:
    slides = "".join(
        f"  - {{kind: {kind}, id: s{i}, title: A}}\n" for i, kind in enumerate(["prove", "annen", "prove"])
    )
    assert [(slide.number, slide.count) for slide in course(HEAD + slides).slides] == [(1, 2), (1, 1), (2, 2)]


# ---- what is wrong


def test_an_id_twice_is_an_error_that_names_the_first() -> None:
    made, findings = load(f"{HEAD}  - {{kind: annen, title: A}}\n  - {{kind: annen, title: A}}\n")
    assert made is None
    assert [(_described(finding), finding.params) for finding in findings] == [
        ("7:5 repeated-slide-id", {"name": "a", "line": 6})
    ]


@pytest.mark.parametrize("field", ["title", "notes", "section"])
def test_a_language_that_no_deck_could_be_asked_for_in_is_an_error(field: str) -> None:
    assert wrong(f"{HEAD}  - kind: annen\n    {field}: {{nb: A, en: B}}\n") == [
        f"7:{len(field) + 19} unlisted-language"
    ]


def test_the_courses_own_title_counts_too() -> None:
    assert wrong(HEAD.replace("Kurs i æøå", "{nb: A, en: B}") + "  - {kind: annen}\n") == [
        "2:20 unlisted-language"
    ]


def test_all_that_is_wrong_is_said_at_once_a_bad_slide_hides_no_other() -> None:
    slides = (
        "  - {kind: prove, titel: A}\n"
        "  - {kind: prove, title: A, id: b, image: nei.png}\n"
        "  - {kind: prove, title: A, id: c}\n"
        "  - {kind: prove, title: A, id: c}\n"
        "  - {kind: prøve, title: A}\n"
    )
    assert sorted(wrong(HEAD + slides)) == [
        "10:12 not-one-of",
        "6:19 unknown-key",
        "6:6 missing-field",
        "7:43 picture-missing",
        "9:5 repeated-slide-id",
    ]


def test_another_format_is_refused_before_anything_is_read_into_it(tmp_path: Path) -> None:
    path = tmp_path / "content.yaml"
    path.write_text("format: 2\nslides: [whatever]\n", encoding="utf-8")
    document, findings = reader.read(path, "content.yaml")
    assert document is None
    assert [_described(finding) for finding in findings] == ["1:9 unknown-format"]


def test_the_brand_is_the_one_that_is_named_or_none(tmp_path: Path) -> None:
    path = tmp_path / "content.yaml"
    for text, brand in (("format: 1\nbrand: egen\n", "egen"), ("format: 1\n", "")):
        path.write_text(text, encoding="utf-8")
        document, _ = reader.read(path, "content.yaml")
        assert document is not None
        assert document.brand == brand


def test_a_list_is_no_course(tmp_path: Path) -> None:
    path = tmp_path / "content.yaml"
    path.write_text("- a\n", encoding="utf-8")
    document, findings = reader.read(path, "content.yaml")
    assert document is None
    assert [_described(finding) for finding in findings] == ["1:1 course-not-a-mapping"]


# ---- shapes


def test_what_a_field_is_may_be_said_in_several_steps() -> None:
    assert shape.is_localized({"allOf": [TEXT]})
    assert shape.is_localized({"anyOf": [{"type": "integer"}, {"oneOf": [TEXT]}]})
    assert shape.is_image({"allOf": [{"$ref": "#/$defs/image"}]})
    assert shape.item_of({"$ref": "#/$defs/items"}) == {"$ref": "#/$defs/item"}
    assert set(shape.fields_of({"$ref": "#/$defs/circles"})) == {"circles", "alt"}


def test_the_seed_course_is_a_course() -> None:
    made = seed().course
    assert (made.id, made.lang, made.statuses) == ("sosiale-medier", "nb", {"nn": "draft"})
    assert made.register == RegisterChoice("kommuner", made.place("register"))


def test_a_course_that_names_no_brand_has_the_only_one_there_is(course: Path) -> None:
    text = (course / "content.yaml").read_text("utf-8").replace("brand: ks\n", "")
    (course / "content.yaml").write_text(text, "utf-8")
    opened, findings = open_project(Project(course))
    assert opened is not None, findings
    assert opened.brand.id == "ks"
    shutil.copytree(course / "templates/ks", course / "templates/annen")
    assert [(f.id, f.known) for f in open_project(Project(course))[1]] == [("no-brand", ("annen", "ks"))]
