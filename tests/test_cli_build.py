"""`kursdeck build` as its user meets it: for whom, in which language, with which logo, and what is said of it."""

import io
import shutil
import zipfile
from pathlib import Path

import pytest
from PIL import Image
from pptx import Presentation
from pptx.shapes.picture import Picture
from pptx.shapes.placeholder import PlaceholderPicture
from samples import contents, decks, present, run, run_json, texts

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path d="M0 0h40v20z" fill="#246"/></svg>'


def picture(colour: str, form: str = "PNG") -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (40, 20), colour).save(data, form)
    return data.getvalue()


def out(course: Path, name: str = "sosiale-medier.pptx") -> Path:
    return course / "deck" / "out" / name


def media(path: Path) -> dict[str, bytes]:
    """Give the pictures in a deck by their ending; there is one of each sort at most."""
    with zipfile.ZipFile(path) as deck:
        names = [name for name in deck.namelist() if name.startswith("ppt/media/")]
        return {name.rpartition(".")[2]: deck.read(name) for name in names}


# ---- for whom


@pytest.mark.parametrize(
    ("asked", "file"),
    [
        ("bergen", "sosiale-medier_4601-bergen.pptx"),
        ("4601", "sosiale-medier_4601-bergen.pptx"),
        ("BERGEN KOMMUNE", "sosiale-medier_4601-bergen.pptx"),
        ("0301", "sosiale-medier_0301-oslo.pptx"),
        ("Kárášjohka", "sosiale-medier_5610-karasjok.pptx"),
        ("karasjohka", "sosiale-medier_5610-karasjok.pptx"),
        ("Omasvuono", "sosiale-medier_5538-storfjord.pptx"),
        ("1818 Herøy", "sosiale-medier_1818-heroy.pptx"),
        ("Nord-Aurdal", "sosiale-medier_3451-nord-aurdal.pptx"),
    ],
)
def test_a_recipient_is_found_by_number_or_any_of_its_names(asked: str, file: str, course: Path) -> None:
    result = run("build", asked, "-C", course)
    assert (result.exit_code, decks(course)) == (0, [file])
    assert f"deck/out/{file}  13 slides" in result.stdout


def test_a_name_that_two_share_lists_both_with_their_numbers(course: Path) -> None:
    result = run("build", "Herøy", "-C", course)
    assert result.exit_code == 1
    assert "1515 Herøy (Møre og Romsdal)" in result.stderr
    assert "1818 Herøy (Nordland)" in result.stderr
    assert decks(course) == []


def test_a_near_miss_is_answered_with_the_name_that_was_meant(course: Path) -> None:
    result = run("build", "Bergn", "-C", course)
    assert result.exit_code == 1
    assert "Did you mean 'Bergen'" in result.stderr


def test_of_several_recipients_one_that_fails_does_not_stop_the_others(course: Path) -> None:
    result = run("build", "Bergen", "Atlantis", "Oslo", "-C", course)
    assert result.exit_code == 1
    assert decks(course) == ["sosiale-medier_0301-oslo.pptx", "sosiale-medier_4601-bergen.pptx"]
    lines = result.stdout.splitlines()
    assert [line.split("  ")[1] for line in lines] == ["Bergen", "Atlantis", "Oslo"]
    assert lines[1].endswith("(not built)")
    assert result.stderr.splitlines()[-1].startswith("1 error, 1 warning. 2 decks in ")


def test_what_several_decks_have_in_common_is_said_once(course: Path) -> None:
    result = run("build", "Bergen", "Oslo", "Voss", "-C", course)
    assert result.stderr.count("warning: ") == 1
    assert all(line.count("note: ") <= 1 for line in result.stderr.splitlines())
    assert result.stderr.count("is full") == 1


def test_the_cover_shows_the_full_official_name_with_each_part_in_its_language(course: Path) -> None:
    run("build", "Storfjord", "-C", course)
    cover = Presentation(str(out(course, "sosiale-medier_5538-storfjord.pptx"))).slides[0]
    [name] = [s for s in cover.placeholders if s.name == "Undertittel"]
    text = name.text_frame.text.replace("\xa0", " ")
    assert text == "Storfjord – Omasvuotna – Omasvuono"
    langs = name.element.xpath(".//a:r/a:rPr/@lang")
    assert [lang for lang in langs if not lang.startswith("nb")] == ["se-NO", "fkv-NO"]


# ---- in which language


def test_a_language_that_is_asked_for_is_in_the_name_and_a_draft_says_so(course: Path) -> None:
    result = run("build", "Bergen", "-l", "nn", "-C", course)
    assert decks(course) == ["sosiale-medier_4601-bergen-nn.pptx"]
    assert "note: 'nn' is a draft" in result.stderr
    slide = Presentation(str(out(course, "sosiale-medier_4601-bergen-nn.pptx"))).slides[0]
    assert "utkast" in slide.notes_slide.notes_text_frame.text
    assert "Sosiale medium for folkevalde" in texts(out(course, "sosiale-medier_4601-bergen-nn.pptx"))[0]


def test_a_municipality_that_writes_nynorsk_gets_it_once_it_is_approved(course: Path) -> None:
    assert "Sosiale medier" in texts_for(course, "Voss", "sosiale-medier_4621-voss.pptx")
    content = course / "content.yaml"
    text = content.read_text(encoding="utf-8")
    content.write_text(text.replace("nn: {status: draft}", "nn: {status: approved}"), encoding="utf-8")
    assert "Sosiale medium" in texts_for(course, "Voss", "sosiale-medier_4621-voss-nn.pptx")
    assert "Sosiale medier" in texts_for(course, "Bergen", "sosiale-medier_4601-bergen.pptx")


def texts_for(course: Path, whom: str, file: str) -> str:
    assert run("build", whom, "-C", course).exit_code == 0
    return texts(out(course, file))[0]


def test_a_language_that_the_course_does_not_have_is_an_error(course: Path) -> None:
    result = run("build", "--lang", "nm", "-C", course)
    assert result.exit_code == 1
    assert "Known here: nb, nn" in result.stderr


# ---- by whom


def test_the_presenter_stands_on_the_cover_and_the_last_slide_and_nowhere_else(course: Path) -> None:
    present(course)
    assert run("build", "Bergen", "-C", course).exit_code == 0
    slides = texts(out(course, "sosiale-medier_4601-bergen.pptx"))
    assert [number for number, text in enumerate(slides, 1) if "Kim Eksempel" in text] == [1, 13]
    for field in ("Kim Eksempel", "Rådgiver", "kim@example.no", "98 76 54 32"):
        assert field in slides[12]


def test_without_a_presenter_a_recipients_deck_keeps_powerpoints_own_prompts(course: Path) -> None:
    """Empty placeholders are invisible in a show; nobody is presented who does not exist."""
    result = run("build", "Bergen", "-C", course)
    assert "deck/presenter.yaml: warning: " in result.stderr
    contact = Presentation(str(out(course, "sosiale-medier_4601-bergen.pptx"))).slides[12]
    empty = {shape.name for shape in contact.placeholders if not shape.text_frame.text}
    assert {"Navn", "Stilling", "E-post", "Telefon"} <= empty
    assert "Kari Eksempel" not in "".join(texts(out(course, "sosiale-medier_4601-bergen.pptx")))


def test_the_general_deck_alone_shows_the_example_contact_and_says_so(course: Path) -> None:
    result = run("build", "-C", course)
    assert result.exit_code == 0
    assert "deck/presenter.example.yaml: note: " in result.stderr
    assert "Kari Eksempel" in texts(out(course))[12]


def test_date_and_place_stand_on_the_cover_by_norwegian_rules(course: Path) -> None:
    for day in ("2026-11-22", "22.11.2026"):
        assert run("build", "--date", day, "--place", "Eksempelsalen", "-C", course).exit_code == 0
        assert "Eksempelsalen, 22. november 2026" in texts(out(course))[0]
    assert run("build", "-C", course).exit_code == 0
    assert "2026" not in texts(out(course))[0]


# ---- the logo


def test_the_logo_is_the_one_asked_for_else_the_recipients_else_the_presenters(course: Path) -> None:
    asked, own, presenters = picture("red"), picture("green"), picture("blue")
    deck = course / "deck"
    (course / "asked.png").write_bytes(asked)
    (deck / "logos").mkdir()
    (deck / "logos" / "4601.png").write_bytes(own)
    (deck / "logos" / "mine.png").write_bytes(presenters)
    present(course, "logo: deck/logos/mine.png\n")
    run("build", "Bergen", "Oslo", "-C", course)
    assert media(out(course, "sosiale-medier_4601-bergen.pptx")) == {"png": own}
    assert media(out(course, "sosiale-medier_0301-oslo.pptx")) == {"png": presenters}
    run("build", "Bergen", "--logo", course / "asked.png", "-C", course)
    assert media(out(course, "sosiale-medier_4601-bergen.pptx")) == {"png": asked}


def test_without_a_logo_the_name_stands_in_its_place(course: Path) -> None:
    run("build", "Bergen", "-C", course)
    deck = Presentation(str(out(course, "sosiale-medier_4601-bergen.pptx")))
    assert media(out(course, "sosiale-medier_4601-bergen.pptx")) == {}
    for slide in (deck.slides[0], deck.slides[12]):
        assert "Bergen kommune" in [s.text_frame.text for s in slide.placeholders if s.name == "Logo"]


@pytest.mark.parametrize(
    ("name", "data", "endings"),
    [
        ("logo.png", picture("red"), {"png"}),
        ("logo.jpg", picture("red", "JPEG"), {"jpg"}),
        ("logo.svg", SVG, {"svg", "png"}),
    ],
)
def test_a_logo_stands_whole_on_two_slides_whatever_its_format(
    name: str, data: bytes, endings: set[str], course: Path
) -> None:
    """Never stretched, never cropped; an SVG stays one, with a PNG beside it."""
    (course / name).write_bytes(data)
    result = run("build", "Bergen", "--logo", course / name, "-C", course)
    assert result.exit_code == 0
    path = out(course, "sosiale-medier_4601-bergen.pptx")
    assert {ending.replace("jpeg", "jpg") for ending in media(path)} == endings
    found = [
        (number, shape)
        for number, slide in enumerate(Presentation(str(path)).slides, 1)
        for shape in slide.shapes
        if isinstance(shape, Picture | PlaceholderPicture)
    ]
    assert [number for number, _ in found] == [1, 13]
    for _, shape in found:
        assert shape.width / shape.height == pytest.approx(2, rel=0.01)
        assert (shape.crop_left, shape.crop_right, shape.crop_top, shape.crop_bottom) == (0, 0, 0, 0)


def test_a_logo_that_cannot_be_used_is_an_error_and_no_deck(course: Path) -> None:
    (course / "logo.png").write_bytes(b"Hei")
    result = run("build", "Bergen", "--logo", course / "logo.png", "-C", course)
    assert result.exit_code == 1
    assert "logo.png" in result.stderr
    assert decks(course) == []


# ---- flags


def test_a_dry_run_says_what_would_be_written_and_writes_nothing(course: Path) -> None:
    before = contents(course)
    result = run("build", "Bergen", "--dry-run", "-C", course)
    assert result.exit_code == 0
    assert "sosiale-medier_4601-bergen.pptx" in result.stdout
    assert "(would be written)" in result.stdout
    assert contents(course) == before


def test_strict_makes_a_warning_stop_the_deck(course: Path) -> None:
    result = run("build", "Bergen", "--strict", "-C", course)
    assert (result.exit_code, decks(course)) == (1, [])
    assert "--strict" in result.stderr
    present(course)
    assert run("build", "Bergen", "--strict", "-C", course).exit_code == 0


def test_strict_counts_warnings_about_the_brand_too(course: Path) -> None:
    brand = course / "templates" / "ks" / "brand.pptx"
    template = Presentation(str(brand))
    last, other = template.slide_layouts[-1], template.slide_layouts[-2]
    last.element.cSld.set("name", other.name)
    template.save(str(brand))
    assert run("build", "--dry-run", "-C", course).exit_code == 0
    result = run("build", "--strict", "-C", course)
    assert (result.exit_code, decks(course)) == (1, [])
    assert "templates/ks/brand.pptx: warning: " in result.stderr


def test_quiet_prints_nothing_when_all_is_well(course: Path) -> None:
    result = run("build", "Bergen", "-q", "-C", present(course))
    assert (result.exit_code, result.output) == (0, "")


def test_quiet_says_what_somebody_should_know_and_does_not_count_decks(course: Path) -> None:
    present(course)
    run("build", "Bergen", "-C", course)
    deck = out(course, "sosiale-medier_4601-bergen.pptx")
    opened = Presentation(str(deck))
    opened.slides[0].shapes.title.text = "Mitt eget kurs"
    opened.save(str(deck))
    result = run("build", "Bergen", "-q", "-C", course)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.count("warning: ") == 1
    assert "sosiale-medier_4601-bergen (new).pptx" in result.stderr


def test_quiet_still_says_what_is_wrong(course: Path) -> None:
    result = run("build", "Atlantis", "-q", "-C", course)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Atlantis" in result.stderr


def test_verbose_adds_the_language_and_the_smallest_type(course: Path) -> None:
    result = run("build", "Bergen", "-v", "-C", course)
    assert "language nb" in result.stdout
    assert "18 pt" in result.stdout


def test_another_folder_for_the_decks_is_made(course: Path, tmp_path: Path) -> None:
    result = run("build", "-o", tmp_path / "ferdig" / "i dag", "-C", course)
    assert result.exit_code == 0
    assert [path.name for path in (tmp_path / "ferdig" / "i dag").glob("*.pptx")] == ["sosiale-medier.pptx"]
    assert decks(course) == []


def test_a_course_is_found_from_any_folder_within_it(course: Path) -> None:
    result = run("build", "-C", course / "templates" / "ks")
    assert (result.exit_code, decks(course)) == (0, ["sosiale-medier.pptx"])


def test_a_file_name_is_one_that_every_system_takes(course: Path) -> None:
    """Whatever the register calls its entries: letters a–z, digits and hyphens, and the id first."""
    (course / "lag.csv").write_text("id,name\na1,Årdal/Øst: «lag»\nb2,日本\n", encoding="utf-8")
    content = (course / "content.yaml").read_text(encoding="utf-8")
    text = content.replace("register: kommuner", "register: lag.csv")
    (course / "content.yaml").write_text(text, encoding="utf-8")
    assert run("build", "a1", "-C", course).exit_code == 0
    assert decks(course) == ["sosiale-medier_a1-ardal-ost-lag.pptx"]
    run("build", "b2", "--dry-run", "-C", course)
    assert all(name.isascii() for name in decks(course))


# ---- for machines


def test_json_names_every_deck_with_its_file(course: Path) -> None:
    report = run_json("build", "Bergen", "Atlantis", "-C", course)
    assert report["format"] == 1
    bergen, atlantis = report["decks"]
    assert bergen == {
        "recipient": "4601",
        "name": "Bergen",
        "lang": "nb",
        "file": "deck/out/sosiale-medier_4601-bergen.pptx",
        "status": "written",
        "slides": 13,
        "smallest_pt": 18.0,
    }
    assert (atlantis["name"], atlantis["status"], atlantis["file"]) == ("Atlantis", "failed", None)
    assert {"no-presenter", "recipient-unknown"} <= {finding["id"] for finding in report["findings"]}
    assert report["seconds"] >= 0


@pytest.mark.parametrize(
    "command",
    [("build",), ("build", "Bergen"), ("check",), ("kinds",), ("layouts",), ("recipients",)],
    ids=" ".join,
)
def test_json_is_json_also_when_nothing_can_be_read(command: tuple[str, ...], tmp_path: Path) -> None:
    for folder, finding in ((tmp_path / "nowhere", "project-folder-missing"), (tmp_path, "yaml-empty")):
        (tmp_path / "content.yaml").touch()
        report = run_json(*command, "-C", folder)
        assert [found["id"] for found in report["findings"]] == [finding]


def test_json_survives_any_terminal(course: Path) -> None:
    """It is ASCII: the letters of Kárášjohka are escaped, so that no code page can spoil them."""
    result = run("recipients", "Kárášjohka", "--format", "json", "-C", course)
    assert result.stdout.isascii()
    assert "K\\u00e1r\\u00e1\\u0161johka" in result.stdout


# ---- in which language the program speaks


@pytest.mark.parametrize(
    ("environment", "arguments", "said"),
    [
        ({"LC_ALL": "nb_NO.UTF-8"}, (), "13 lysbilder"),
        ({"LC_ALL": "nn_NO.UTF-8"}, (), "13 lysbilder"),
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "nb_NO.UTF-8"}, (), "13 lysbilder"),
        ({"LC_ALL": "de_DE.UTF-8"}, (), "13 slides"),
        ({"LC_ALL": "nb_NO.UTF-8"}, ("--ui-lang", "en"), "13 slides"),
        ({"LC_ALL": "C"}, ("--ui-lang", "nb"), "13 lysbilder"),
    ],
)
def test_the_program_speaks_the_users_language(
    environment: dict[str, str], arguments: tuple[str, ...], said: str, course: Path
) -> None:
    result = run("build", "-C", course, *arguments, **environment)
    assert said in result.stdout


def test_in_norwegian_numbers_are_written_the_norwegian_way(course: Path) -> None:
    result = run("build", "-C", course, "--ui-lang", "nb")
    assert result.stdout.splitlines()[-1].startswith("1 presentasjon på ")
    assert "," in result.stdout.splitlines()[-1]


def test_without_its_examples_a_course_still_builds(course: Path) -> None:
    shutil.rmtree(course / "deck")
    result = run("build", "-C", course)
    assert (result.exit_code, decks(course)) == (0, ["sosiale-medier.pptx"])
