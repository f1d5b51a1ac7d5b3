"""The right person and the right logo stand on the deck, and personal data go nowhere else."""

import csv
import shutil
import struct
import zlib
from pathlib import Path

import pytest

from kursdeck import audience, register
from kursdeck.audience import Contact, Presenter
from kursdeck.findings import Findings, has_errors, hint_of, text_of
from kursdeck.pictures import Image
from kursdeck.project import Project
from kursdeck.source import Source

SHIPPED = Path(__file__).parent.parent / "deck"
BERGEN = next(entry for entry in register.load("kommuner").entries if entry.id == "4601")
FULL = """\
format: 1
name: Kari Eksempel
title: Prosessveileder
email: kari.eksempel@example.no
phone: 022 00 333
logo: deck/logos/own.png
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "deck" / "logos").mkdir(parents=True)
    return Project(tmp_path)


def png(width: int) -> bytes:
    """Make a small grey PNG; its width tells one from another."""
    row = b"\0" + b"\x80" * width
    head = struct.pack(">IIBBBBB", width, 1, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(row)), (b"IEND", b""))
    parts = (struct.pack(">I", len(d)) + t + d + struct.pack(">I", zlib.crc32(t + d)) for t, d in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def logo(project: Project, name: str, width: int) -> Path:
    path = project.logos / name
    path.write_bytes(png(width))
    return path


def presenter(project: Project, text: str) -> tuple[Presenter | None, Findings]:
    project.presenter.write_text(text, encoding="utf-8")
    return audience.read_presenter(project)


def ids(findings: Findings) -> list[str]:
    return [finding.id for finding in findings]


def width(image: Image | None) -> int | None:
    return image.width if image else None


# ---- the presenter


def test_a_presenter_is_read_as_typed_and_every_field_knows_its_place(project: Project) -> None:
    logo(project, "own.png", 7)
    read, findings = presenter(project, FULL)
    assert not findings
    assert read is not None
    assert read.contact == Contact(
        "Kari Eksempel", "Prosessveileder", "kari.eksempel@example.no", "022 00 333"
    )
    assert str(read.contact.place("email")) == "deck/presenter.yaml:4:8"
    assert width(read.logo) == 7


def test_a_number_without_quotes_keeps_its_zeros(project: Project) -> None:
    read, findings = presenter(project, "format: 1\nname: Kari Eksempel\nphone: 02800\n")
    assert not findings
    assert read is not None
    assert read.contact.phone == "02800"


def test_fields_left_empty_are_not_known(project: Project) -> None:
    text = "format: 1\nname: Kari Eksempel\ntitle:\nemail: kari@example.no\nphone:\nlogo:\n"
    read, findings = presenter(project, text)
    assert not findings
    assert read is not None
    assert (read.contact.title, read.contact.phone, read.logo) == ("", "", None)


def test_no_presenter_is_a_warning_that_says_what_to_copy(project: Project) -> None:
    read, (finding,) = audience.read_presenter(project)
    assert read is None
    assert finding.id == "no-presenter"
    assert not has_errors((finding,))
    assert "presenter.example.yaml" in hint_of(finding, "en")
    assert finding.near == ()


@pytest.mark.parametrize("name", ["presenter.yml", "presenter.yaml.txt", "PRESENTER.json"])
def test_a_presenter_under_another_name_is_pointed_out(name: str, project: Project) -> None:
    (project.deck / name).write_text(FULL, encoding="utf-8")
    (project.deck / "presenter.example.yml").write_text(FULL, encoding="utf-8")
    project.presenter_example.write_text("format: 1\nname: Kari Eksempel\nphone: 02800\n", encoding="utf-8")
    for read, id_ in (
        (audience.read_presenter, "no-presenter"),
        (audience.read_general_presenter, "example-contact"),
    ):
        [finding] = read(project)[1]
        assert (finding.id, finding.near) == (id_, (f"deck/{name}",))


def test_all_mistakes_are_told_at_once_with_their_lines(project: Project) -> None:
    _, findings = presenter(project, "format: 2\nnmae: Kari Eksempel\nlogo: [1]\n")
    assert has_errors(findings)
    assert {finding.source.line for finding in findings if finding.source} >= {1, 2, 3}
    assert any("name" in finding.near for finding in findings)


@pytest.mark.parametrize(
    "email", ["kari", "kari@", "kari@example", "a@b.no, c@d.no", "Kari <kari@example.no>"]
)
def test_what_is_no_address_is_an_error(project: Project, email: str) -> None:
    read, findings = presenter(project, f"format: 1\nname: Kari Eksempel\nemail: {email}\n")
    assert read is None
    assert ids(findings) == ["contact-email"]


@pytest.mark.parametrize("phone", ["ring meg", "22", "'22 22 22 22 eller 33'"])
def test_what_is_no_telephone_number_is_an_error(project: Project, phone: str) -> None:
    read, findings = presenter(project, f"format: 1\nname: Kari Eksempel\nphone: {phone}\n")
    assert read is None
    assert ids(findings) == ["contact-phone"]


def test_a_person_nobody_can_reach_is_a_warning(project: Project) -> None:
    read, findings = presenter(project, "format: 1\nname: Kari Eksempel\n")
    assert read is not None
    assert ids(findings) == ["contact-unreachable"]


def test_a_logo_from_outside_the_project_is_refused(project: Project) -> None:
    _, findings = presenter(project, FULL.replace("deck/logos/own.png", "../own.png"))
    assert ids(findings) == ["path-outside"]


def test_a_missing_logo_is_an_error_at_its_line(project: Project) -> None:
    _, findings = presenter(project, FULL)
    assert [str(finding.source) for finding in findings] == ["deck/presenter.yaml:6:7"]
    assert has_errors(findings)


@pytest.mark.parametrize(
    "text",
    [
        "format: 1\nname: [Hemmelig]\nemail: hemmelig\nphone: hemmelig\n",
        "format: 1\nname: Kari\nemail: hemmelig\nphone: hemmelig\n",
        "format: hemmelig\nname: {hemmelig: Hemmelig}\ntitle: [hemmelig@example.no]\nemail: {a: hemmelig}\n",
        f"format: {'hemmelig ' * 20}\n",
        "- hemmelig\n",
        "hemmelig\n",
    ],
)
@pytest.mark.parametrize("language", ["en", "nb"])
def test_no_finding_repeats_personal_data(project: Project, text: str, language: str) -> None:
    """What a finding says may land in logs and screenshots; the place is enough to find the mistake."""
    _, findings = presenter(project, text)
    assert has_errors(findings)
    said = [f"{text_of(finding, language)} {hint_of(finding, language)}" for finding in findings]
    assert not [sentence for sentence in said if "hemmelig" in sentence.casefold()]
    assert not [value for f in findings for value in f.params.values() if "hemmelig" in str(value).casefold()]


# ---- the example


def test_the_shipped_example_is_valid_and_serves_the_general_deck_alone(project: Project) -> None:
    shutil.copy(SHIPPED / "presenter.example.yaml", project.presenter_example)
    read, findings = audience.read_general_presenter(project)
    assert read is not None
    assert read.contact.name == "Kari Eksempel"
    assert ids(findings) == ["example-contact"]
    assert audience.read_presenter(project)[0] is None


def test_the_general_deck_takes_the_real_presenter_where_there_is_one(project: Project) -> None:
    shutil.copy(SHIPPED / "presenter.example.yaml", project.presenter_example)
    project.presenter.write_text("format: 1\nname: Ola Eksempel\nphone: 22222222\n")
    read, findings = audience.read_general_presenter(project)
    assert read is not None
    assert read.contact.name == "Ola Eksempel"
    assert not findings


def test_without_the_example_the_general_deck_has_no_presenter_either(project: Project) -> None:
    assert ids(audience.read_general_presenter(project)[1]) == ["no-presenter"]


def test_the_shipped_roster_opens_in_excel_and_names_recipients_of_the_register() -> None:
    data = (SHIPPED / "roster.example.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(data.decode("utf-8-sig").splitlines(), delimiter=";"))
    found = [register.find(register.load("kommuner"), row["kommune"])[0] for row in rows]
    assert [entry.id for entry in found if entry] == [row["id"] for row in rows]
    assert len(rows) == 2
    assert {row["kursholder"] for row in rows} == {"Kari Eksempel"}


# ---- the logo


def test_the_nearest_logo_wins(project: Project) -> None:
    own = Presenter(Contact("Kari Eksempel"), Image("k", "png", b"", 1, 1), Source("deck/presenter.yaml"))
    assert audience.find_logo(project, "4601") == (None, ())
    assert width(audience.find_logo(project, "4601", presenter=own)[0]) == 1
    logo(project, "4601.png", 2)
    assert width(audience.find_logo(project, "4601", presenter=own)[0]) == 2
    explicit = logo(project, "elsewhere.png", 3)
    assert width(audience.find_logo(project, "4601", explicit=explicit, presenter=own)[0]) == 3


def test_a_logos_ending_may_be_in_capitals(project: Project) -> None:
    logo(project, "0301.PNG", 4)
    assert width(audience.find_logo(project, "0301")[0]) == 4


def test_a_logo_that_cannot_be_used_is_an_error_and_not_left_out(project: Project) -> None:
    (project.logos / "4601.png").write_bytes(png(2)[:30])
    found, findings = audience.find_logo(project, "4601")
    assert found is None
    assert has_errors(findings)


def test_a_logo_that_was_asked_for_must_be_there(project: Project) -> None:
    found, findings = audience.find_logo(project, "4601", explicit=project.logos / "none.png")
    assert found is None
    assert has_errors(findings)


# ---- the recipient


def test_a_recipient_has_the_id_first_in_its_file_name() -> None:
    made = audience.recipient(BERGEN, None, None)
    assert (made.id, made.name, made.stem("course"), made.contact) == ("4601", "Bergen", "4601-bergen", None)


def test_the_general_deck_is_named_after_the_course_and_for_nobody() -> None:
    made = audience.general(None, None)
    assert (made.entry, made.name, made.stem("course")) == (None, "", "course")


def test_a_recipient_can_stand_in_a_set() -> None:
    """Batches group recipients, so the whole value is hashable, further columns too."""
    assert len({audience.recipient(BERGEN, None, None), audience.recipient(BERGEN, None, None)}) == 1
