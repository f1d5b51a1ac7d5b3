"""Whatever stands in the files: one clear report with the place of each problem, exit 1, and nothing written.

The cases are the list of things that people and programs do to a course's files. Each is built through the
command line; what is compared is where each message points and which message it is.
"""

import base64
import struct
import zlib
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from msgspec import Struct, field
from samples import HEAD, WELCOME, contents, decks, run, run_json, write


class Case(Struct, frozen=True, dict=True):
    """A course that is wrong, files beside it, and `place finding` for each message."""

    slides: str
    messages: tuple[str, ...]
    head: str = HEAD
    files: Mapping[str, bytes] = field(default_factory=dict)


def section(title: str) -> str:
    return f"{WELCOME}  - kind: section\n    title: {title}\n"


def picture(path: str) -> str:
    return f"{WELCOME}  - kind: picture\n    title: Bilde\n    image: {path}\n    alt: Et bilde\n"


def points(last: str) -> str:
    """Write a slide of two points; the second stands on line 13."""
    return f"{WELCOME}  - kind: points\n    title: A\n    items:\n      - A\n      - {last}\n"


def svg(inside: str) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{inside}</svg>'.encode()


def png(width: int, height: int) -> bytes:
    """Make a picture that claims a size without weighing anything."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


LONG = "Denne tittelen er altfor lang til å stå på et lysbilde. " * 12
CUT_OFF = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4")
# fmt: off
CASES: dict[str, Case] = {
    # YAML
    "a quotation mark that is not closed": Case(section('"Åpen'), ("10:12 yaml-unclosed-quote",)),
    "a bracket that is not closed": Case(section("[Åpen"), ("10:12 yaml-unclosed-bracket",)),
    "a colon in a text": Case(section("Del en: starten"), ("10:18 yaml-colon",)),
    "braces without quotation marks": Case(section("{{ recipient.name }}"), ("10:12 yaml-braces",)),
    "a tab": Case(f"{WELCOME}  - kind: section\n\ttitle: A\n", ("10:1 yaml-tab",)),
    "a line indented wrongly": Case(f"{WELCOME}  - kind: section\n   title: A\n", ("10:4 yaml-indentation",)),
    "a key twice": Case(section("A\n    title: B"), ("11:5 yaml-duplicate-key",)),
    "a merge key": Case(section("A\n    <<: {title: B}"), ("11:5 yaml-merge-key",)),
    "a tag": Case(section("!!python/object:os.system A"), ("10:12 yaml-tag",)),
    "nothing but a list": Case("", ("1:1 course-not-a-mapping",), "- A\n- B\n"),
    "two documents": Case(f"{WELCOME}---\nA\n", ("9:1 yaml-second-document",)),
    # fields
    "an unknown key of the course": Case(WELCOME, ("5:1 unknown-key",), HEAD.replace("brand", "brnad")),
    "an unknown key of a slide": Case(section("A\n    titel: B"), ("11:5 unknown-key",)),
    "an unknown kind": Case(f"{WELCOME}  - kind: sektion\n    title: A\n", ("9:11 not-one-of",)),
    "no kind": Case(f"{WELCOME}  - title: A\n", ("9:5 missing-field",)),
    "a field of the wrong type": Case(
        section("[A]\n    minutes: ti"),
        ("10:12 not-text-or-languages", "11:14 not-a-whole-number"),
    ),
    "a number out of bounds": Case(section("A\n    minutes: 0"), ("11:14 too-small",)),
    "a number in quotation marks": Case(WELCOME, ("1:9 without-quotes",), HEAD.replace("format: 1", 'format: "1"')),
    "a colon in a point": Case(points("Husk: sett dagsorden"), ("13:9 colon-makes-key",)),
    "points on a third level": Case(
        points("text: B\n        items:\n          - text: C\n            items: [D]"),
        ("15:13 points-too-deep",),
    ),
    "a point without a hyphen": Case(f"{points('B')}      C\n", ("14:7 yaml-missing-hyphen",)),
    "a hyphen without a space": Case(f"{WELCOME}  -kind: section\n    title: A\n", ("9:3 hyphen-without-space",)),
    "points without spaces": Case(
        points("B").replace("- A", "-A").replace("- B", "-B"),
        ("12:7 hyphen-without-space",),
    ),
    "a key with a capital": Case(
        f"{WELCOME}  - Kind: section\n    title: A\n",
        ("9:5 missing-field", "9:5 unknown-key"),
    ),
    "a path with backslashes": Case(picture('"C:\\bilder\\foto.png"'), ("11:15 yaml-backslash",)),
    "a missing field": Case(f"{WELCOME}  - kind: section\n", ("9:5 missing-field",)),
    "a field without a value": Case(section(""), ("10:5 missing-value",)),
    "a list that is too short": Case(f"{WELCOME}  - kind: columns\n    title: A\n    columns: []\n", ("11:5 too-few",)),
    "an id that is none": Case(section("A\n    id: Å b"), ("11:9 not-as-wanted",)),
    "an id twice": Case(section("A\n    id: velkommen"), ("9:5 repeated-slide-id",)),
    "a format that is not known": Case(WELCOME, ("1:9 unknown-format",), HEAD.replace("format: 1", "format: 2")),
    "no format": Case(WELCOME, ("1:1 missing-field",), HEAD.replace("format: 1\n", "")),
    "no slides": Case("", ("7:1 missing-value",)),
    "a language the brand has no words for": Case(WELCOME, ("4:7 not-one-of",), HEAD.replace("nb", "no")),
    "a text in a language that is not listed": Case(section("{nb: A, nn: B}"), ("10:24 unlisted-language",)),
    "an unknown brand": Case(WELCOME, ("5:8 unknown-brand",), HEAD.replace("brand: ks", "brand: kss")),
    "an unknown register": Case(WELCOME, ("6:11 unknown-register",), HEAD.replace("kommuner", "komuner")),
    # Jinja
    "an undefined name": Case(section('"Hei {{ kommune.name }}"'), ("10:20 undefined-name",)),
    "an undefined field": Case(section('"Hei {{ recipient.nam }}"'), ("10:30 undefined-field",)),
    "an unknown filter": Case(section('"Hei {{ recipient.name | rop }}"'), ("10:37 unknown-filter",)),
    "an expression that is not closed": Case(section('"Hei {{ recipient.name"'), ("10:30 jinja-unclosed",)),
    "a condition that is not ended": Case(section('"{% if recipient.name %}A"'), ("10:16 jinja-unended",)),
    "a word too much": Case(section('"{{ recipient name }}"'), ("10:26 jinja-surplus",)),
    "an empty expression": Case(section('"{{ }}"'), ("10:16 jinja-gap",)),
    "an end without a beginning": Case(section('"A{% endif %}"'), ("10:17 jinja-stray-tag",)),
    "an unknown statement": Case(section('"{% iff recipient.name %}A{% endif %}"'), ("10:16 unknown-tag",)),
    "a sign that Jinja does not know": Case(section('"{{ recipient.name ? A }}"'), ("10:31 jinja-syntax",)),
    "a huge range": Case(section('"{{ range(10**9) }}"'), ("10:16 no-calls", "10:24 not-allowed")),
    "a huge power": Case(section('"{{ 10**10**8 }}"'), ("10:18 not-allowed", "10:22 not-allowed")),
    "a huge text": Case(section("\"{{ 'a'*3000000000 }}\""), ("10:19 not-allowed",)),
    "a loop": Case(section('"{% for i in recipient %}{{ i }}{% endfor %}"'), ("10:16 not-allowed",)),
    "a way out of the sandbox": Case(section('"{{ recipient.__class__.__mro__ }}"'), ("10:26 undefined-field",)),
    "an error in the notes": Case(
        section("A\n    notes: |\n      Først.\n\n      Så {{ recipient.nam }}."),
        ("14:23 undefined-field",),
    ),
    "a link that runs a program": Case(section('"[A](javascript:alert)"'), ("10:17 bad-link",)),
    # what does not fit
    "a title that cannot fit": Case(section(f'"{LONG}"'), ("10:12 text-too-long",)),
    "a word that cannot fit": Case(section("k" * 200), ("10:12 word-too-long",)),
    "a script that the font lacks": Case(section("مرحبا"), ("10:12 letters-not-in-font",)),
    # pictures
    "a missing picture": Case(picture("nei.png"), ("11:12 picture-missing",)),
    "a folder for a picture": Case(picture("deck"), ("11:12 picture-folder",)),
    "a picture that is cut off": Case(picture("a.png"), ("11:12 picture-broken",), files={"a.png": CUT_OFF}),
    "an empty picture": Case(picture("a.png"), ("11:12 picture-empty",), files={"a.png": b""}),
    "a text for a picture": Case(picture("a.png"), ("11:12 picture-unknown",), files={"a.png": b"Hei"}),
    "a picture of 100 megapixels": Case(
        picture("a.png"),
        ("11:12 picture-too-many-pixels",),
        files={"a.png": png(10_000, 10_000)},
    ),
    "a picture of another format": Case(
        picture("a.heic"),
        ("11:12 picture-unsupported",),
        files={"a.heic": b"\0\0\0\x18ftypheic" + bytes(99)},
    ),
    "an SVG with a script": Case(
        picture("a.svg"),
        ("a.svg:1:59 svg-active",),
        files={"a.svg": svg("<script>1</script><path/>")},
    ),
    "an SVG that acts": Case(picture("a.svg"), ("a.svg:1:65 svg-event",), files={"a.svg": svg('<path onload="a()"/>')}),
    "an SVG that fetches": Case(
        picture("a.svg"),
        ("a.svg:1:66 svg-outside",),
        files={"a.svg": svg('<image href="http://example.no/a.png"/>')},
    ),
    "an SVG that reads a file": Case(
        picture("a.svg"),
        ("a.svg:1:66 svg-outside",),
        files={"a.svg": svg('<image href="/etc/hostname"/>')},
    ),
    "an SVG with a document type": Case(
        picture("a.svg"),
        ("a.svg:1:1 svg-doctype",),
        files={"a.svg": b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg("")},
    ),
    "a path out of the project": Case(picture("../../a.png"), ("11:12 path-outside",)),
    "a path with a way out in it": Case(picture("deck/../../a.png"), ("11:12 path-outside",)),
    "an absolute path": Case(picture("/etc/hostname"), ("11:12 path-outside",)),
    "a Windows path": Case(picture("'C:\\bilder\\a.png'"), ("11:12 path-outside",)),
    "a network path": Case(picture("'\\\\server\\a.png'"), ("11:12 path-outside",)),
    # characters
    "control characters": Case(section('"A\x0bB\x00"'), ("10:14 unsupported-character", "10:16 unsupported-character")),
    "a character of no font": Case(section("A\ue000B"), ("10:13 unsupported-character",)),
}
# fmt: on


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_each_problem_is_reported_at_its_place_and_nothing_is_written(case: Case, course: Path) -> None:
    write(course, case.slides, case.head)
    for name, data in case.files.items():
        (course / name).write_bytes(data)
    before = contents(course)
    findings = run_json("build", "-C", course)["findings"]
    errors = [finding for finding in findings if finding["severity"] == "error"]
    places = [f"{found['file']}:{found['line']}:{found['column']} {found['id']}" for found in errors]
    assert sorted(place.removeprefix("content.yaml:") for place in places) == list(case.messages)
    assert contents(course) == before


@pytest.mark.parametrize("language", ["en", "nb"])
@pytest.mark.parametrize(
    "name", ["an unknown key of a slide", "a title that cannot fit", "a missing picture"]
)
def test_a_report_shows_the_line_and_ends_with_a_count(name: str, language: str, course: Path) -> None:
    """Place, kind of message, sentence; below it the line with a caret; and exit code 1 without a traceback."""
    result = run("build", "-C", write(course, CASES[name].slides), "--ui-lang", language)
    place, _ = CASES[name].messages[0].split(" ")
    error, count = {"en": ("error", "1 error"), "nb": ("feil", "1 feil")}[language]
    line, column = map(int, place.split(":"))
    headline = result.stderr.index(f"content.yaml:{place}: {error}: ")
    written, caret = result.stderr[headline:].split("\n")[1:3]
    assert written.startswith(f"  {line} | ")
    assert caret.index("^") - len(f"  {line} | ") == column - 1
    assert count in result.stderr.splitlines()[-1]
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Traceback" not in result.output


def test_all_problems_of_a_course_are_reported_at_once(course: Path) -> None:
    """A slide that breaks a rule hides neither a missing picture, nor a wrong name, nor a title that is too long."""
    slides = (
        "  - kind: sektion\n    title: A\n",
        '  - kind: section\n    title: "{{ recipient.nam }}"\n',
        "  - kind: picture\n    title: A\n    image: nei.png\n    alt: A\n",
        f'  - kind: section\n    title: "{LONG}"\n',
        "  - kind: section\n    titel: A\n",
        "  - kind: section\n    id: forside\n    title: A\n" * 2,
    )
    findings = run_json("build", "Bergen", "-C", write(course, "".join(slides)))["findings"]
    assert sorted((f["line"], f["id"]) for f in findings if f["severity"] == "error") == [
        (8, "not-one-of"),
        (11, "undefined-field"),
        (14, "picture-missing"),
        (17, "text-too-long"),
        (18, "missing-field"),
        (19, "unknown-key"),
        (23, "repeated-slide-id"),
    ]


def test_errors_in_text_are_shown_in_the_order_of_the_file(course: Path) -> None:
    slides = '  - kind: section\n    title: "{{ nei }}"\n  - kind: section\n    titel: A\n'
    result = run("build", "-C", write(course, slides))
    places = [line.split(": ")[0] for line in result.stderr.splitlines() if line.startswith("content.yaml:")]
    assert places == ["content.yaml:9:16", "content.yaml:10:5", "content.yaml:11:5"]


@pytest.mark.parametrize(
    ("written", "nearest"),
    [
        (f"{WELCOME}  - kind: sektion\n    title: A\n", "section"),
        (section("A\n    titel: B"), "title"),
        (section('"{{ recipent.name }}"'), "recipient"),
        (section('"{{ recipient.nmae }}"'), "name"),
        (section('"{% iff recipient.name %}A{% endif %}"'), "if"),
    ],
)
def test_a_name_that_is_nearly_right_is_offered(written: str, nearest: str, course: Path) -> None:
    english = run("build", "-C", write(course, written))
    norwegian = run("build", "-C", course, "--ui-lang", "nb")
    assert f"Did you mean '{nearest}'" in english.stderr
    assert f"Mente du «{nearest}»" in norwegian.stderr


def test_a_picture_that_is_nearly_there_is_offered(course: Path) -> None:
    (course / "bilder").mkdir()
    (course / "bilder" / "Rådhuset.png").write_bytes(b"")
    result = run("build", "-C", write(course, picture("bilder/rådhus.png")))
    assert "Did you mean 'bilder/Rådhuset.png'?" in result.stderr


def test_what_a_field_may_hold_is_said_in_norwegian(course: Path) -> None:
    result = run("build", "-C", write(course, section("A\n    id: Å b")), "--ui-lang", "nb")
    assert "Ønsket: et kort navn: små bokstaver a–z" in result.stderr


# ---- the file as a whole

WHOLE = {
    "an empty file": (b"", "1:1 yaml-empty"),
    "nothing but a comment": (b"# Hei\n", "1:1 yaml-empty"),
    "10 MB": (b"# " + b"a" * 10_000_000, "None:None document-too-large"),
    "Latin-1": ((HEAD + WELCOME).encode("latin-1"), "3:10 document-encoding"),
    "UTF-16": ((HEAD + WELCOME).encode("utf-16"), "1:1 document-encoding"),
    "100,000 levels": (b"[" * 100_000, "1:51 yaml-too-deep"),
    "100,000 levels of blocks": (b"- " * 100_000, "1:101 yaml-too-deep"),
    "a PowerPoint file": (b"PK\x03\x04" + bytes(range(256)) * 40, "document-encoding"),
    "aliases that explode": (
        b"a: &a [x, x, x, x, x, x, x, x, x]\n"
        + b"".join(
            f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n".encode()
            for old, new in zip("abcdefgh", "bcdefghi", strict=True)
        ),
        "yaml-too-big",
    ),
}


@pytest.mark.parametrize(("data", "message"), WHOLE.values(), ids=WHOLE)
def test_a_file_that_is_no_course_is_refused(data: bytes, message: str, course: Path) -> None:
    (course / "content.yaml").write_bytes(data)
    before = contents(course)
    first = run_json("build", "-C", course)["findings"][0]
    assert f"{first['line']}:{first['column']} {first['id']}".endswith(message)
    assert contents(course) == before


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"], ids=["no mark", "byte order mark"])
@pytest.mark.parametrize("ending", [b"\n", b"\r\n"], ids=["LF", "CRLF"])
def test_what_windows_editors_write_is_a_course_like_any_other(
    start: bytes, ending: bytes, course: Path
) -> None:
    """A byte order mark and CRLF change nothing: not what is built, and not where messages point."""
    plain = (course / "content.yaml").read_bytes()
    (course / "content.yaml").write_bytes(start + plain.replace(b"\n", ending))
    result = run("build", "-C", course)
    assert (result.exit_code, decks(course)) == (0, ["sosiale-medier.pptx"])
    write(course, section('"{{ nei }}"'))
    wrong = (course / "content.yaml").read_bytes()
    (course / "content.yaml").write_bytes(start + wrong.replace(b"\n", ending))
    assert "content.yaml:10:16: error" in run("build", "-C", course).stderr


def test_a_control_character_never_reaches_the_terminal(course: Path) -> None:
    """What stands in a file cannot steer the screen of whoever reads the report."""
    result = run("build", "-C", write(course, section('"A\x1b[31mB"')))
    assert result.exit_code == 1
    assert "\x1b" not in result.output


# ---- the other files


PRESENTERS = {
    "no name": ("format: 1\nemail: kari@example.no\n", "1:1 missing-field"),
    "an unknown key": ("format: 1\nname: Kari\nepost: kari@example.no\n", "3:1 unknown-key"),
    "no address": ("format: 1\nname: Kari\nemail: kari.example.no\n", "3:8 contact-email"),
    "no number": ("format: 1\nname: Kari\nphone: ring meg\n", "3:8 contact-phone"),
    "a tab": ("format: 1\nname: Kari\n\temail: kari@example.no\n", "3:1 yaml-tab"),
    "a logo elsewhere": ("format: 1\nname: Kari\nemail: kari@example.no\nlogo: ../logo.svg\n", "4:7 path-outside"),
    "a logo that is missing": (
        "format: 1\nname: Kari\nemail: kari@example.no\nlogo: deck/a.svg\n",
        "4:7 picture-missing",
    ),
    "another format": ("format: 7\nname: Kari\nemail: kari@example.no\n", "1:9 not-one-of"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "message"), PRESENTERS.values(), ids=PRESENTERS)
@pytest.mark.parametrize("arguments", [(), ("Bergen",)], ids=["general", "Bergen"])
def test_a_presenter_that_is_wrong_stops_the_deck(
    arguments: tuple[str, ...], text: str, message: str, course: Path
) -> None:
    """The report points into presenter.yaml, and repeats nothing of what stands there."""
    (course / "deck" / "presenter.yaml").write_text(text, encoding="utf-8")
    findings = run_json("build", *arguments, "-C", course)["findings"]
    errors = [f for f in findings if f["severity"] == "error"]
    places = [f"{f['file']}:{f['line']}:{f['column']} {f['id']}" for f in errors]
    assert places == [f"deck/presenter.yaml:{message}"]
    assert "kari.example.no" not in run("build", *arguments, "-C", course).output
    assert decks(course) == []


def test_a_presenter_and_a_course_that_are_wrong_are_reported_at_once(course: Path) -> None:
    (course / "deck" / "presenter.yaml").write_text("format: 1\nname: Kari\nemail: nei\n", encoding="utf-8")
    findings = run_json("build", "Bergen", "-C", write(course, section('"{{ nei }}"\n    titel: A')))[
        "findings"
    ]
    assert [finding["id"] for finding in findings] == ["unknown-key", "contact-email"]


TEMPLATES = {
    "no PowerPoint file": (b"Hei", "pptx-not-powerpoint"),
    "an empty file": (b"", "pptx-not-powerpoint"),
    "a file from before 2007": (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "pptx-old-format"),
}


@pytest.mark.parametrize(("data", "message"), TEMPLATES.values(), ids=TEMPLATES)
def test_a_template_that_powerpoint_would_not_open_is_refused(
    data: bytes, message: str, course: Path
) -> None:
    (course / "templates" / "ks" / "brand.pptx").write_bytes(data)
    findings = run_json("build", "-C", course)["findings"]
    assert [(f["file"], f["id"]) for f in findings] == [("templates/ks/brand.pptx", message)]


def test_a_template_that_is_cut_off_is_refused(course: Path) -> None:
    template = course / "templates" / "ks" / "brand.pptx"
    template.write_bytes(template.read_bytes()[:-4000])
    findings = run_json("build", "-C", course)["findings"]
    assert [f["id"] for f in findings] == ["pptx-truncated"]


def test_a_template_that_is_missing_is_asked_for(course: Path) -> None:
    (course / "templates" / "ks" / "brand.pptx").unlink()
    findings = run_json("build", "-C", course)["findings"]
    assert [(f["file"], f["id"]) for f in findings] == [("templates/ks/brand.pptx", "template-missing")]


def test_a_rule_for_a_layout_that_does_not_exist_is_an_error_with_a_guess(course: Path) -> None:
    rules = course / "templates" / "ks" / "brand.yaml"
    text = rules.read_text(encoding="utf-8")
    rules.write_text(text.replace("\n  Punkter:\n", "\n  Punkt:\n"), encoding="utf-8")
    result = run("build", "-C", course)
    line = text.split("\n  Punkter:\n")[0].count("\n") + 2
    assert f"templates/ks/brand.yaml:{line}:3: error: " in result.stderr
    assert "Did you mean 'Punkter'" in result.stderr
    assert decks(course) == []


KINDS = {
    "no head": ("{% layout 'Seksjon' %}", "1:1 front-matter-missing"),
    "a head that does not end": ("---\nfields: {}\n", "1:1 front-matter-unclosed"),
    "a head without fields": ("---\ndescription: {en: A, nb: A}\nexample: a\n---\n", "2:1 missing-field"),
    "a head that is no YAML": ("---\ndescription: [\n---\n", "2:14 yaml-unclosed-bracket"),
    "a schema that is none": (
        "---\ndescription: {en: A, nb: A}\nfields:\n  title: {type: txet}\nexample: a\n---\n",
        "4:17 not-one-of",
    ),
}


@pytest.mark.parametrize(("text", "message"), KINDS.values(), ids=KINDS)
def test_a_kind_with_a_broken_head_is_reported_at_its_line(text: str, message: str, course: Path) -> None:
    (course / "templates" / "ks" / "section.j2").write_text(text, encoding="utf-8")
    findings = run_json("build", "-C", course)["findings"]
    places = [
        f"{f['file']}:{f['line']}:{f['column']} {f['id']}" for f in findings if f["severity"] == "error"
    ]
    assert places[:1] == [f"templates/ks/section.j2:{message}"]


BODIES = {
    "an unknown layout": ('{% layout "Seksjonen" %}', "7:4 unknown-layout"),
    "an unknown placeholder": (
        '{% layout "Seksjon" %}\n{% placeholder "Titel" %}{{ slide.title }}{% endplaceholder %}',
        "8:4 unknown-placeholder",
    ),
    "a field that is not in the head": (
        '{% layout "Seksjon" %}\n{% placeholder "Tittel" %}{{ slide.heading }}{% endplaceholder %}',
        "8:36 undefined-field",
    ),
    "a placeholder that is not ended": ('{% layout "Seksjon" %}\n{% placeholder "Tittel" %}', "8:4 jinja-unended"),
    "no layout": ("{{ slide.title }}", "7:1 no-layout"),
}  # fmt: skip
SECTION = """\
---
description: {en: A section, nb: En inndeling}
fields: {title: {$ref: "#/$defs/text"}}
required: [title]
example: "kind: section"
---
"""


@pytest.mark.parametrize(("body", "message"), BODIES.values(), ids=BODIES)
def test_a_kind_with_a_broken_template_is_reported_at_its_line(body: str, message: str, course: Path) -> None:
    (course / "templates" / "ks" / "section.j2").write_text(SECTION + body, encoding="utf-8")
    findings = run_json("build", "-C", write(course, WELCOME))["findings"]
    places = [
        f"{f['file']}:{f['line']}:{f['column']} {f['id']}" for f in findings if f["severity"] == "error"
    ]
    assert places == [f"templates/ks/section.j2:{message}"]


# ---- where decks cannot be written


def test_a_file_in_the_place_of_the_output_folder_is_an_error(course: Path) -> None:
    (course / "deck" / "out").write_bytes(b"Hei")
    result = run("build", "-C", course)
    assert result.exit_code == 1
    assert "deck/out" in result.stderr
    assert "is a file, and a folder is needed" in result.stderr
    assert (course / "deck" / "out").read_bytes() == b"Hei"


def test_a_folder_that_may_not_be_written_is_said_once(
    course: Path, unprivileged: Callable[[], AbstractContextManager[None]]
) -> None:
    """However many decks were asked for: the first refusal ends the build."""
    (course / "deck" / "out").mkdir()
    (course / "deck" / "out").chmod(0o555)
    with unprivileged():
        report = run_json("build", "Bergen", "Oslo", "-C", course)
    errors = [finding["id"] for finding in report["findings"] if finding["severity"] == "error"]
    assert errors == ["file-denied"]
    assert decks(course) == []


def test_a_folder_in_the_place_of_a_deck_is_an_error(course: Path) -> None:
    (course / "deck" / "out" / "sosiale-medier.pptx").mkdir(parents=True)
    findings = run_json("build", "-C", course)["findings"]
    assert [f["id"] for f in findings if f["severity"] == "error"] == ["file-is-folder"]


def test_outside_of_any_course_the_way_to_one_is_shown(tmp_path: Path) -> None:
    result = run("build", "-C", tmp_path.anchor)
    assert result.exit_code == 1
    assert "kursdeck new DIR" in result.stderr


def test_a_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    result = run("build", "-C", tmp_path / "nei")
    assert result.exit_code == 1
    assert str(tmp_path / "nei") in result.stderr
