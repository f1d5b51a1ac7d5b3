"""Which decks a build makes: the roster's, the register's or those asked for; and what counts before what."""

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from decks import opened
from msgspec.structs import replace
from samples import PRESENTER

from kursdeck.audience import Contact
from kursdeck.build.choice import choose, entries
from kursdeck.build.meeting import Meeting, Wanted
from kursdeck.build.opening import Opened
from kursdeck.build.outcome import Request
from kursdeck.findings import Findings, Severity
from kursdeck.pictures import anew
from kursdeck.project import Project
from kursdeck.register import NO_REGISTER, Entry, Fields, Forms, Register

SEED = opened()
LOGOS = {
    name: f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} 20"><path d="M0 0h9v9z" fill="#246"/></svg>'
    for name, width in (("asked", 10), ("row", 20), ("4621-mars", 30), ("4621", 40), ("own", 50))
}
HEAD = "kommune;id;språk;dato;sted;kursholder;telefon;logo;rom\n"


@pytest.fixture
def course(tmp_path: Path) -> Opened:
    """Give the seed course with a `deck/` of its own, empty but for the folder for logos."""
    (tmp_path / "deck" / "logos").mkdir(parents=True)
    return replace(SEED, project=Project(tmp_path))


def rostered(course: Opened, rows: str) -> Opened:
    course.project.roster.write_text(HEAD + rows, encoding="utf-8")
    return course


def wanted(course: Opened, request: Request) -> tuple[Wanted, ...]:
    """Give the decks of a choice that is possible."""
    chosen, findings = choose(course, request)
    assert chosen is not None, findings
    return chosen


def asked(course: Opened, request: Request) -> list[str]:
    return [deck.asked for deck in wanted(course, request)]


def met(course: Opened, request: Request) -> list[Meeting]:
    return [deck.meet(anew) for deck in wanted(course, request)]


def errors(findings: Findings) -> list[str]:
    return [finding.id for finding in findings if finding.severity is Severity.ERROR]


# ---- which decks


def test_without_a_roster_nothing_asked_for_is_the_general_deck(course: Opened) -> None:
    [deck] = wanted(course, Request())
    assert (deck.asked, deck.entry, deck.row, deck.name) == ("", None, None, "")
    meeting = deck.meet(anew)
    assert meeting.recipient is not None
    assert (meeting.recipient.id, meeting.lang) == ("general", "nb")


def test_with_a_roster_it_is_the_rosters_rows_in_their_order(course: Opened) -> None:
    rostered(course, "Voss;4621-mars;;;;;;;\nBergen;;;;;;;;\nVoss;;;;;;;;\n")
    assert asked(course, Request()) == ["4621-mars", "4601", "4621"]
    assert [deck.name for deck in wanted(course, Request())] == ["Voss", "Bergen", "Voss"]


def test_everyone_is_the_register_with_what_the_roster_says_of_it(course: Opened) -> None:
    rostered(course, "Voss;4621-mars;nn;;;;;;\nVoss;;;;;;;;\nVosss;;;;;;;;\n")
    ids = asked(course, Request(everyone=True))
    assert len(ids) == 357 + 1 + 1
    assert ids[ids.index("4621-mars") :][:2] == ["4621-mars", "4621"]
    assert ids[-1] == "deck/roster.csv:4"


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (Request(recipients=("4601", "Voss")), ["4601", "4621-mars", "4621"]),
        (Request(recipients=("VOSS-MARS", "4621-MARS")), ["VOSS-MARS", "4621-mars"]),
        (Request(recipients=("Voss", "4621", "Bergen", "4601")), ["4621-mars", "4621", "4601"]),
        (Request(recipients=("deck/roster.csv:4",)), ["deck/roster.csv:4"]),
        (Request(recipients=("Oslo", "Herøy")), ["0301", "Herøy"]),
        (Request(recipients=("",)), [""]),
        (Request(recipients=("1103",), counties=("oslo", "03")), ["1103", "0301"]),
        (Request(counties=("Nowhere",)), ["Nowhere"]),
    ],
)
def test_a_choice_takes_the_rows_of_those_it_names_and_each_deck_once(
    request_: Request, expected: list[str], course: Opened
) -> None:
    rostered(course, "Voss;4621-mars;;;;;;;\nVoss;;;;;;;;\nVosss;;;;;;;;\n")
    assert asked(course, request_) == expected


@pytest.mark.parametrize(
    ("county", "count"),
    [("Vestland", 43), ("vestland", 43), ("46", 43), ("More og Romsdal", 27), ("3", 1), ("Oslo", 1)],
)
def test_a_county_goes_by_name_or_number(county: str, count: int, course: Opened) -> None:
    assert len(wanted(course, Request(counties=(county,)))) == count


def test_what_cannot_be_found_is_a_deck_that_fails_and_stops_no_other(course: Opened) -> None:
    rostered(course, "Vosss;;;;;;;;\nVoss;;;;;;;;\nHerøy;;;;;;;;\n")
    request = Request(recipients=("Nowhere", "Voss"), counties=("Vestlnd",))
    assert [errors(meeting.findings) for meeting in met(course, request)] == [
        ["recipient-unknown"],
        [],
        ["unknown-region"],
    ]
    rows = met(course, Request())
    assert [errors(meeting.findings) for meeting in rows] == [
        ["recipient-unknown"],
        [],
        ["recipient-ambiguous"],
    ]
    assert [str(deck.place) for deck in wanted(course, Request())] == [
        "deck/roster.csv:2:1",
        "deck/roster.csv:3:1",
        "deck/roster.csv:4:1",
    ]


def test_where_the_roster_as_a_whole_cannot_be_read_there_is_no_choice(course: Opened) -> None:
    rostered(course, "Voss;\n")
    course.project.roster_workbook.write_bytes(b"")
    chosen, findings = choose(course, Request(recipients=("Bergen",)))
    assert (chosen, errors(findings)) == (None, ["roster-twice"])


@pytest.mark.parametrize(
    "request_", [Request(everyone=True), Request(recipients=("Voss",)), Request(counties=("Oslo",))]
)
def test_a_course_without_a_register_is_for_nobody(request_: Request, course: Opened) -> None:
    chosen, findings = choose(replace(course, register=NO_REGISTER), request_)
    assert (chosen, errors(findings)) == (None, ["no-register"])
    assert len(wanted(replace(course, register=NO_REGISTER), Request())) == 1


def test_a_register_without_regions_has_none_to_choose(course: Opened) -> None:
    own = Register("lag", "", (Entry("1", "", (Forms("", "Avdeling nord"),)),))
    [meeting] = met(replace(course, register=own), Request(counties=("Nord",)))
    assert errors(meeting.findings) == ["no-regions"]


def test_entries_are_each_chosen_once_or_what_is_wrong_is_said(course: Opened) -> None:
    chosen, findings = entries(course.register, Request(recipients=("Oslo", "Bergen"), counties=("03",)))
    assert findings == ()
    assert [entry.id for entry in chosen or ()] == ["0301", "4601"]
    assert entries(course.register, Request()) == ((), ())
    assert len((entries(course.register, Request(everyone=True))[0]) or ()) == 357
    none, findings = entries(course.register, Request(recipients=("Osslo",), counties=("99",)))
    assert (none, errors(findings)) == (None, ["recipient-unknown", "unknown-region"])


# ---- what counts before what


def logos(course: Opened, *names: str) -> None:
    for name in names:
        (course.project.logos / f"{name}.svg").write_text(LOGOS[name], encoding="utf-8")


def stages(course: Opened) -> Iterator[int | None]:
    """Give the width of the logo that a deck shows while the nearest of its sources is taken away again and again."""
    request = Request(logo=course.project.logos / "asked.svg")
    cells = "deck/logos/row.svg"
    for step in range(6):
        rostered(course, f"Voss;4621-mars;;;;;;{cells if step < 2 else ''};\n")
        [meeting] = met(course, request if step == 0 else Request())
        assert meeting.recipient is not None, meeting.findings
        logo = meeting.recipient.logo
        yield round(20 * logo.width / logo.height) if logo else None
        for name in ((), (), ("4621-mars",), ("4621",), ("own",))[step] if step < 5 else ():
            (course.project.logos / f"{name}.svg").unlink()
        if step == 4:
            course.project.presenter.unlink()


def test_the_nearest_logo_is_the_one_that_is_shown(course: Opened) -> None:
    logos(course, *LOGOS)
    course.project.presenter.write_text(PRESENTER + "logo: deck/logos/own.svg\n", encoding="utf-8")
    assert list(stages(course)) == [10, 20, 30, 40, 50, None]


def test_the_command_line_counts_before_the_row(course: Opened) -> None:
    rostered(course, "Voss;;nn;03.06.2026;Tinghuset;;;;\n")
    [row] = met(course, Request())
    [line] = met(course, Request(lang="nb", day=dt.date(2026, 6, 4), place="Kino"))
    assert row.recipient is not None
    assert line.recipient is not None
    assert (row.lang, row.recipient.date, row.recipient.place) == ("nn", dt.date(2026, 6, 3), "Tinghuset")
    assert (line.lang, line.recipient.date, line.recipient.place) == ("nb", dt.date(2026, 6, 4), "Kino")


def test_a_rows_presenter_is_used_whole_and_else_the_one_of_the_file(course: Opened) -> None:
    course.project.presenter.write_text(PRESENTER, encoding="utf-8")
    rostered(course, "Voss;;;;;Ola Eksempel;22222222;;\nBergen;;;;;;;;\n")
    first, second = (meeting.recipient for meeting in met(course, Request()))
    assert first is not None
    assert second is not None
    assert first.contact == Contact("Ola Eksempel", "", "", "22222222")
    assert second.contact is not None
    assert second.contact.name == "Kim Eksempel"


def test_no_presenter_is_missed_where_every_row_names_one(course: Opened) -> None:
    rostered(course, "Voss;;;;;Ola Eksempel;22222222;;\n")
    assert [meeting.findings for meeting in met(course, Request())] == [()]


def test_the_examples_person_stands_in_no_recipients_deck(course: Opened) -> None:
    folder = SEED.project.deck
    shutil.copy(folder / "presenter.example.yaml", course.project.presenter_example)
    shutil.copy(folder / "roster.example.csv", course.project.roster)
    for meeting in met(course, Request()):
        assert meeting.recipient is not None
        assert meeting.recipient.presenter is None
        assert [finding.id for finding in meeting.findings] == ["presenter-is-example"]


def test_the_presenters_file_is_read_once_for_all_decks(course: Opened) -> None:
    course.project.presenter.write_text(PRESENTER, encoding="utf-8")
    everybody = wanted(course, Request(counties=("Finnmark",)))
    first = everybody[0].meet(anew).recipient
    course.project.presenter.unlink()
    others = [deck.meet(anew).recipient for deck in everybody]
    assert first is not None
    assert all(whom is not None and whom.presenter is first.presenter for whom in others)


def test_a_contact_who_has_left_by_the_day_of_the_course_is_a_warning(course: Opened) -> None:
    head = "kommune;dato;kontakt;kontakt telefon;kontakt gyldig til\n"
    rows = "".join(
        f"{name};{day};Per Eksempel;22222222;01.06.2026\n"
        for name, day in (("Voss", "02.06.2026"), ("Bergen", "01.06.2026"), ("Oslo", ""))
    )
    course.project.presenter.write_text(PRESENTER, encoding="utf-8")
    course.project.roster.write_text(head + rows, encoding="utf-8")
    assert [[finding.id for finding in meeting.findings] for meeting in met(course, Request())] == [
        ["contact-expired"],
        [],
        [],
    ]


def test_ones_own_columns_are_there_for_everybody(course: Opened) -> None:
    rostered(course, "Voss;;;;;;;;Sal A\n")
    request = Request(recipients=("Voss", "Bergen", ""))
    rooms = [meeting.recipient.roster for meeting in met(course, request) if meeting.recipient]
    assert rooms == [Fields((("rom", text),)) for text in ("Sal A", "", "")]


# ---- the language


def approved(course: Opened) -> Opened:
    return replace(course, course=replace(course.course, statuses={"nn": "approved", "en": "draft"}))


@pytest.mark.parametrize(
    ("name", "row", "line", "expected"),
    [
        ("Oslo", "", "", "nb"),
        ("Eigersund", "", "", "nb"),
        ("Ulvik", "", "", "nn"),
        ("Ulvik", "nb", "", "nb"),
        ("Ulvik", "en", "", "en"),
        ("Ulvik", "nb", "en", "en"),
    ],
)
def test_the_language_is_the_one_asked_for_else_the_rows_else_the_recipients_own(
    name: str, row: str, line: str, expected: str, course: Opened
) -> None:
    rostered(course, f"{name};;{row};;;;;;\n")
    [meeting] = met(approved(course), Request(lang=line))
    assert (meeting.lang, errors(meeting.findings)) == (expected, [])


def test_a_draft_is_used_only_where_it_is_asked_for(course: Opened) -> None:
    assert [meeting.lang for meeting in met(course, Request(recipients=("Ulvik",)))] == ["nb"]


def test_a_language_that_the_course_lacks_is_an_error_of_the_line_or_the_row(course: Opened) -> None:
    [meeting] = met(course, Request(recipients=("Ulvik",), lang="se"))
    assert errors(meeting.findings) == ["unknown-language"]
    [meeting] = met(rostered(course, "Voss;;nnn;;;;;;\n"), Request())
    [finding] = meeting.findings
    assert (finding.id, finding.near, finding.params["name"]) == ("unknown-language", ("nn",), "…")


def test_those_for_whom_nobody_chose_a_language_are_counted_once_for_the_whole_build(course: Opened) -> None:
    rostered(course, "Oslo;;;;;;;;\nBergen;;nn;;;;;;\nTrondheim;;;;;;;;\nUlvik;;;;;;;;\nVosss;;;;;;;;\n")
    _, findings = choose(course, Request())
    assert [(finding.id, finding.params) for finding in findings] == [
        ("neutral-language", {"count": 2, "lang": "nb"}),
        ("draft-not-used", {"count": 1, "lang": "nn", "used": "nb"}),
    ]
    assert choose(course, Request(lang="nb"))[1] == ()
    one = replace(course, course=replace(course.course, statuses={}))
    assert choose(one, Request())[1] == ()


def test_those_who_wait_for_a_draft_to_be_approved_are_counted_once(course: Opened) -> None:
    rostered(course, "Ulvik;;;;;;;;\nVoss;;;;;;;;\nKinn;;nb;;;;;;\n")
    _, findings = choose(course, Request())
    assert [(finding.id, finding.params["count"]) for finding in findings] == [("draft-not-used", 2)]
    approved = replace(course, course=replace(course.course, statuses={"nn": "approved"}))
    assert choose(approved, Request())[1] == ()
