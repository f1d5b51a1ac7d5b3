"""A trainer's table is read as it was meant, and what cannot be read is said with its place and not repeated."""

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kursdeck import audience, register
from kursdeck.audience import Allowed, Appointment, Contact, Roster
from kursdeck.audience.columns import identifier
from kursdeck.findings import Findings, Result, error, has_errors, hint_of, text_of
from kursdeck.project import Project
from kursdeck.register import Fields
from kursdeck.source import Source

KOMMUNER = register.load("kommuner")
SHIPPED = Path(__file__).parents[1] / "deck" / "roster.example.csv"
HEAD = "kommune;id;dato;start;sted;språk;minutter;folkevalgt organ;seksjoner;logo\n"


def sections(names: Iterable[str], source: Source | None) -> Result[tuple[str, ...]]:
    """Take any names but one, as a course that lacks it would."""
    wanted = tuple(names)
    return (None, (error("unknown-section", source),)) if "ingen" in wanted else (wanted, ())


ALLOWED = Allowed(("nb", "nn"), ("kommunestyre", "bystyre"), sections)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "deck").mkdir()
    return Project(tmp_path)


def read(project: Project, text: str, encoding: str = "utf-8") -> Result[Roster]:
    project.roster.write_bytes(text.encode(encoding))
    return audience.read_roster(project, KOMMUNER)


def roster(project: Project, text: str) -> Roster:
    """Give a roster whose table as a whole is in order."""
    found, findings = read(project, text)
    assert found is not None, findings
    return found


def row(project: Project, text: str) -> tuple[Appointment | None, Findings]:
    """Read the first row of a roster."""
    table = roster(project, text)
    return audience.read_row(table, table.rows[0], ALLOWED, project)


def said(findings: Findings) -> list[str]:
    return [f"{found.source} {found.id}" for found in findings]


# ---- a row


def test_a_row_says_all_that_a_deck_has_to_know(project: Project) -> None:
    cells = "Voss;;3.6.2026;kl. 09.00;Tinghuset;nn;90;Bystyre;hat, husk;\n"
    read_row, findings = row(project, HEAD + cells)
    assert findings == ()
    assert read_row is not None
    whom = read_row.recipient
    assert (whom.id, whom.name, read_row.lang) == ("4621", "Voss", "nn")
    assert (whom.date, whom.start, whom.place) == (dt.date(2026, 6, 3), dt.time(9), "Tinghuset")
    assert (whom.minutes, whom.council, whom.sections) == (90, "bystyre", ("hat", "husk"))
    assert (whom.logo, whom.presenter, whom.local, whom.party, whom.roster) == (None,) * 4 + (Fields(),)


def test_a_row_may_say_nothing_but_whom_it_is_for(project: Project) -> None:
    read_row, findings = row(project, HEAD + "Bergen;;;;;;;;;\n")
    assert findings == ()
    assert read_row is not None
    assert read_row == Appointment(audience.recipient(read_row.recipient.entry, None, None), "")  # type: ignore[arg-type]


def test_headers_may_be_english_and_in_any_case_with_spaces_or_hyphens(project: Project) -> None:
    head = "Recipient,E-MAIL,Presenter,Contact Valid-Until,contact,contact_phone\n"
    read_row, findings = row(project, head + "Voss,kari@example.no,Kari,2026-06-03,Per,22222222\n")
    assert findings == ()
    assert read_row is not None
    assert read_row.recipient.contact == Contact("Kari", "", "kari@example.no")
    assert read_row.recipient.local == Contact("Per", "", "", "22222222", dt.date(2026, 6, 3))


def test_each_of_three_people_has_columns_of_their_own(project: Project) -> None:
    head = (
        "kommune;kursholder;tittel;kontakt;kontakt tittel;kontakt telefon;partikontakt;partikontakt e-post\n"
    )
    read_row, findings = row(project, head + "Voss;Kari;Rådgiver;Per;Sekretær;33333333;Pia;pia@example.no\n")
    assert said(findings) == ["deck/roster.csv:2:6 contact-unreachable"]
    assert read_row is not None
    whom = read_row.recipient
    assert whom.contact == Contact("Kari", "Rådgiver")
    assert whom.local == Contact("Per", "Sekretær", "", "33333333")
    assert whom.party == Contact("Pia", "", "pia@example.no")
    assert str(whom.party.place("email")) == "deck/roster.csv:2:46"


def test_columns_of_ones_own_go_by_their_header_made_into_a_name(project: Project) -> None:
    read_row, findings = row(project, "kommune;Antall deltakere;Rom-nr.;Påmeldte\nVoss;=1+1;0301;\n")
    assert findings == ()
    assert read_row is not None
    assert read_row.recipient.roster == Fields(
        (("antall_deltakere", "=1+1"), ("rom_nr", "0301"), ("påmeldte", ""))
    )


def test_the_examples_own_columns_are_known_though_the_roster_lacks_them(project: Project) -> None:
    project.roster_example.write_text("kommune;rom\nVoss;A\n", encoding="utf-8")
    read_row, _ = row(project, "kommune;notat\nVoss;Hei\n")
    assert read_row is not None
    assert read_row.recipient.roster == Fields((("rom", ""), ("notat", "Hei")))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_table_is_the_same_however_it_was_saved(
    encoding: str, delimiter: str, newline: str, project: Project
) -> None:
    text = "kommune;språk;rom\nVåler (Østfold);nn;Blå sal\n".replace(";", delimiter).replace("\n", newline)
    found, findings = read(project, text, encoding)
    assert (findings, found is not None) == ((), True)
    assert found is not None
    assert (found.rows[0].id, found.text(found.rows[0], "lang")) == ("3114", "nn")
    assert found.fields(found.rows[0]) == Fields((("rom", "Blå sal"),))


def test_what_ships_as_an_example_is_sound_and_shows_every_column(project: Project) -> None:
    table = roster(project, SHIPPED.read_text(encoding="utf-8-sig"))
    allowed = replace(ALLOWED, councils=("kommunestyre", "heradsstyre"))
    read_rows = [audience.read_row(table, found, allowed, project) for found in table.rows]
    assert [(whom is not None, findings) for whom, findings in read_rows] == [(True, ())] * 2
    people = {contact.name for whom, _ in read_rows if whom for contact in _people(whom)}
    assert people == {"Kari Eksempel", "Per Eksempel", "Pia Eksempel", "Pål Eksempel"}
    assert table.own == ("notat",)


def _people(said: Appointment) -> list[Contact]:
    whom = said.recipient
    return [contact for contact in (whom.contact, whom.local, whom.party) if contact]


# ---- whom a row is for


@pytest.mark.parametrize(
    ("recipient", "id_", "expected"),
    [
        ("Voss", "", "4621"),
        ("301", "", "0301"),
        ("", "301", "0301"),
        ("Oslo", "301", "0301"),
        ("Herøy", "1818", "1818"),
        ("Kárášjohka", "", "5610"),
        ("Voss", "4621-mars", "4621-mars"),
        ("Voss", "vår", "roster-id-form"),
        ("Voss", "../4621", "roster-id-form"),
        ("Voss", "4601", "roster-id-differs"),
        ("Herøy", "", "recipient-ambiguous"),
        ("Herøy", "mars", "recipient-ambiguous"),
        ("Bergn", "", "recipient-unknown"),
        ("", "", "roster-recipient-missing"),
        ("4601 Voss", "", "recipient-id-differs"),
    ],
)
def test_a_row_is_for_whom_name_and_id_together_mean(
    recipient: str, id_: str, expected: str, project: Project
) -> None:
    found = roster(project, f"kommune;id;rom\n{recipient};{id_};A\n").rows[0]
    assert ([finding.id for finding in found.findings] or [found.id]) == [expected]


def test_namesakes_are_listed_with_their_numbers(project: Project) -> None:
    [finding] = roster(project, "kommune\nHerøy\n").rows[0].findings
    assert finding.known == ("1515 Herøy (Møre og Romsdal)", "1818 Herøy (Nordland)")


def test_several_rows_for_one_recipient_need_an_id_each(project: Project) -> None:
    rows = roster(project, "kommune;id\nVoss;\nVoss;4621-mars\nVoss;\nBergen;4621-MARS\n").rows
    assert [(found.id, said(found.findings)) for found in rows] == [
        ("4621", []),
        ("4621-mars", []),
        ("4621", ["deck/roster.csv:4:1 roster-id-twice"]),
        ("4621-MARS", ["deck/roster.csv:5:1 roster-id-twice"]),
    ]
    assert rows[2].findings[0].params == {"line": 2}


def test_a_column_put_in_the_wrong_place_is_not_guessed_at_for_every_row(project: Project) -> None:
    rows = roster(project, "kommune\n" + "Vosss\n" * 40).rows
    assert [bool(found.findings[0].near) for found in rows] == [True] * 20 + [False] * 20


# ---- what is wrong with a cell


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("03.06.2026", dt.date(2026, 6, 3)),
        ("3.6.2026", dt.date(2026, 6, 3)),
        ("3. 6. 2026", dt.date(2026, 6, 3)),
        ("2026-06-03", dt.date(2026, 6, 3)),
        ("3. juni 2026", dt.date(2026, 6, 3)),
        ("31. Desember 2026", dt.date(2026, 12, 31)),
        *((text, None) for text in (
            "03/06/2026", "3.6.26", "31.06.2026", "29.02.2026", "2026-6-3", "juni", "3 June 2026", "46176", "0.1.2026",
            "٣.٦.٢٠٢٦",
        )),
    ],
)  # fmt: skip
def test_a_date_is_read_where_it_can_mean_one_day_only(
    date: str, expected: dt.date | None, project: Project
) -> None:
    read_row, findings = row(project, f"kommune;dato\nVoss;{date}\n")
    assert (read_row.recipient.date if read_row else None) == expected
    assert said(findings) == ([] if expected else ["deck/roster.csv:2:6 roster-date"])


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("09.00", dt.time(9)),
        ("9:00", dt.time(9)),
        ("9.30", dt.time(9, 30)),
        ("kl. 09.00", dt.time(9)),
        ("Kl 18:30", dt.time(18, 30)),
        ("09:00:00", dt.time(9)),
        *((text, None) for text in ("9", "25.00", "09.60", "9,5", "09:00:30", "0.375", "morgen", "9.3")),
    ],
)
def test_a_time_is_hours_and_minutes(start: str, expected: dt.time | None, project: Project) -> None:
    read_row, findings = row(project, f"kommune;start\nVoss;{start}\n")
    assert (read_row.recipient.start if read_row else None) == expected
    assert said(findings) == ([] if expected else ["deck/roster.csv:2:6 roster-start"])


@pytest.mark.parametrize(
    ("header", "text", "id_"),
    [
        ("minutter", "90 min", "roster-minutes"),
        ("minutter", "0", "roster-minutes"),
        ("minutter", "-5", "roster-minutes"),
        ("språk", "nynorsk", "unknown-language"),
        ("folkevalgt organ", "byråd", "unknown-council"),
        ("seksjoner", "hat, ingen", "unknown-section"),
        ("logo", "../hemmelig.png", "path-outside"),
        ("logo", "deck/hemmelig.png", "picture-missing"),
        ("kursholder;e-post", "Kari;hemmelig", "contact-email"),
        ("kontakt;kontakt telefon", "Per;ring meg", "contact-phone"),
        ("kontakt;kontakt telefon;kontakt gyldig til", "Per;22222222;snart", "contact-valid-until"),
        ("notat", "#N/A", "table-cell-error"),
        ("sted", "#REF!", "table-cell-error"),
        ("dato;sted", ";#VERDI!", "table-cell-error"),
    ],
)
def test_a_cell_that_cannot_be_used_stops_its_row(header: str, text: str, id_: str, project: Project) -> None:
    read_row, findings = row(project, f"kommune;{header}\nVoss;{text}\n")
    assert (read_row, [found.id for found in findings]) == (None, [id_])
    assert all(str(found.source).startswith("deck/roster.csv:2:") for found in findings)


@pytest.mark.parametrize(
    ("header", "text", "id_"),
    [
        ("kursholder", "Kari", "contact-unreachable"),
        ("kontakt", "Per", "contact-unreachable"),
        ("kontakt telefon", "22222222", "contact-nameless"),
        ("e-post", "kari@example.no", "contact-nameless"),
    ],
)
def test_a_contact_that_lacks_something_is_a_warning(
    header: str, text: str, id_: str, project: Project
) -> None:
    read_row, findings = row(project, f"kommune;{header}\nVoss;{text}\n")
    assert read_row is not None
    assert said(findings) == [f"deck/roster.csv:2:6 {id_}"]
    assert not has_errors(findings)


def test_all_that_is_wrong_in_a_row_is_said_at_once(project: Project) -> None:
    _, findings = row(project, HEAD + "Vosss;;i dag;nå;#N/A;no;lenge;ting;ingen;/x.png\n")
    assert [found.id for found in findings] == [
        "recipient-unknown", "table-cell-error", "roster-date", "roster-start", "roster-minutes",
        "unknown-language", "unknown-council", "unknown-section", "path-outside",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("header", "cells", "id_", "named"),
    [
        ("e-post;kursholder", "x;Kari", "contact-email", "e-post"),
        ("Kontakt;Kontakt e-post", "Per;x", "contact-email", "Kontakt e-post"),
        ("party contact;party contact email", "Per;x", "contact-email", "party contact email"),
        ("kontakt", "Per", "contact-unreachable", "kontakt"),
        ("partikontakt_telefon", "22222222", "contact-nameless", "partikontakt_telefon"),
        ("sted;Rom", ";#N/A", "table-cell-error", "Rom"),
    ],
)
def test_a_finding_names_the_header_of_its_cell(
    header: str, cells: str, id_: str, named: str, project: Project
) -> None:
    _, findings = row(project, f"kommune;{header}\nVoss;{cells}\n")
    assert [(found.id, found.source and found.source.header) for found in findings] == [(id_, named)]


def test_of_a_row_with_a_cell_too_many_only_that_is_said(project: Project) -> None:
    text = "kommune,dato,id\nVoss,Oslo, Sentrum,4621-a\nBergen,,\nVosss,,,a\nVoss,,4621\nVoss,,,4621\n"
    found = roster(project, text)
    assert [(row.id, said(row.findings)) for row in found.rows] == [
        ("Sentrum", ["deck/roster.csv:2:20 table-row-too-long"]),
        ("4601", []),
        ("", ["deck/roster.csv:4:9 table-row-too-long"]),
        ("4621", []),
        ("4621", ["deck/roster.csv:6:8 table-row-too-long"]),
    ]
    assert audience.read_row(found, found.rows[0], ALLOWED, project) == (None, found.rows[0].findings)


@pytest.mark.parametrize("language", ["en", "nb"])
def test_no_message_repeats_what_stands_in_a_cell(language: str, project: Project) -> None:
    cells = ";".join(["Hemmelig"] * 7 + ["hemmelig organ", "ingen", "../Hemmelig.png"])
    _, findings = row(project, HEAD + cells + "\n")
    told = [f"{text_of(found, language)} {hint_of(found, language)}" for found in findings]
    assert len(told) == 8
    assert not [text for text in told if "hemmelig" in text.casefold()]


# ---- what is wrong with the table


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kommune;mottaker\nVoss;Voss\n", ["deck/roster.csv:1:9 roster-column-twice"]),
        ("kommune;Rom nr;rom-nr\nVoss;1;2\n", ["deck/roster.csv:1:16 roster-column-clash"]),
        ("navn;dato\nVoss;03.06.2026\n", ["deck/roster.csv:1:1 roster-no-recipient"]),
        ("kommune;rom;rom\nVoss;1;2\n", ["deck/roster.csv:1:13 table-header-twice"]),
        ("kommune\n", ["deck/roster.csv table-empty"]),
        ("", ["deck/roster.csv table-empty"]),
    ],
)
def test_a_table_that_leaves_something_open_is_refused(
    text: str, expected: list[str], project: Project
) -> None:
    found, findings = read(project, text)
    assert (found, said(findings)) == (None, expected)


def test_a_header_that_cannot_be_a_name_is_left_out_with_a_warning(project: Project) -> None:
    found, findings = read(project, "kommune;2026;%\nVoss;a;b\n")
    assert said(findings) == [
        "deck/roster.csv:1:9 roster-header-unusable",
        "deck/roster.csv:1:14 roster-header-unusable",
    ]
    assert found is not None
    assert found.own == ()


def test_a_header_that_is_nearly_a_known_one_is_ones_own_and_pointed_out(project: Project) -> None:
    found, findings = read(project, "kommune;kursholdr;kontakt epots;rom\nVoss;a;b;c\n")
    assert [(finding.id, finding.near) for finding in findings] == [
        ("roster-header-alike", ("kursholder",)),
        ("roster-header-alike", ("kontakt e-post",)),
    ]
    assert found is not None
    assert found.own == ("kursholdr", "kontakt_epots", "rom")


def test_no_roster_is_nothing_to_remark_and_two_are_an_error(project: Project) -> None:
    assert audience.read_roster(project, KOMMUNER) == (None, ())
    project.roster_workbook.write_bytes(b"PK")
    found, findings = read(project, "kommune\nVoss\n")
    assert (found, said(findings)) == (None, ["deck/roster.xlsx roster-twice"])
    assert findings[0].params == {"first": "deck/roster.csv", "second": "deck/roster.xlsx"}


@given(st.text())
def test_a_headers_name_can_be_written_in_a_course_or_is_none(header: str) -> None:
    name = identifier(header)
    assert not name or (name.isidentifier() and name == identifier(name))


@settings(max_examples=60)
@given(st.binary(max_size=300) | st.text(alphabet="kommunedat;,\n\"'1.=#Å\t", max_size=120).map(str.encode))
def test_whatever_the_file_holds_there_are_findings_and_no_traceback(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    project = Project(tmp_path_factory.getbasetemp() / "fuzz")
    project.deck.mkdir(parents=True, exist_ok=True)
    project.roster.write_bytes(data)
    found, findings = audience.read_roster(project, KOMMUNER)
    assert (found is None) == has_errors(findings)
    for each in found.rows if found else ():
        read_row, wrong = audience.read_row(found, each, ALLOWED, project)  # type: ignore[arg-type]
        assert (read_row is None) == has_errors(wrong)
