"""Another country's course: a Finnish union with 12 branches, two of them Swedish-speaking, from a table of its own.

Nothing that is about Norway may show: no word, no date, no tag of a language, no message.
"""

import datetime as dt
import re
import shutil
import zipfile
from pathlib import Path

import pytest
import yaml
from pptx import Presentation
from samples import run, run_json

from kursdeck.register import table

REPO = Path(__file__).parents[1]
FINNISH = """\
format: 1
tag: fi-FI
reflection: "Pohdintatehtävä"
counter: "{number}/{count}"
minutes: "{minutes} minuuttia"
minutes_one: "{minutes} minuutti"
source: "Lähde"
continued: "({part}/{parts})"
footer: "{course}"
presenter: "Kouluttaja"
email: "Sähköposti"
phone: "Puhelin"
logo_alt: "Tunnus: {name}"
logo_alt_general: "Tunnus"
quote_open: "”"
quote_close: "”"
and: "ja"
notes_customise: "Vaihda tunnus ja yhteyshenkilö: diat {slides}"
notes_draft: "Tämä kieliversio on luonnos. Lue teksti läpi ennen koulutusta."
clock: "klo\\u00a0{time}"
"""
SWEDISH = """\
format: 1
tag: sv-FI
reflection: "Diskussionsuppgift"
counter: "{number}/{count}"
minutes: "{minutes} minuter"
minutes_one: "{minutes} minut"
source: "Källa"
continued: "({part}/{parts})"
footer: "{course}"
presenter: "Utbildare"
email: "E-postadress"
phone: "Telefonnummer"
logo_alt: "Emblem: {name}"
logo_alt_general: "Emblem"
quote_open: "”"
quote_close: "”"
and: "och"
notes_customise: "Byt emblem och kontaktperson: bilderna {slides}"
notes_draft: "Den här språkversionen är ett utkast. Läs igenom texten före utbildningen."
clock: "kl.\\u00a0{time}"
"""
BRANCHES = """\
id,name,full_name,genitive,alue,lang,written_standard
1,Helsinki,Helsingin osasto,Helsingin,Etelä,fi-FI,fi
2,Tampere,Tampereen osasto,Tampereen,Länsi,fi-FI,fi
3,Turku,Turun osasto,Turun,Länsi,fi-FI,fi
4,Oulu,Oulun osasto,Oulun,Pohjoinen,fi-FI,fi
5,Jyväskylä,Jyväskylän osasto,Jyväskylän,Itä,fi-FI,fi
6,Kuopio,Kuopion osasto,Kuopion,Itä,fi-FI,fi
7,Lahti,Lahden osasto,Lahden,Etelä,fi-FI,fi
8,Pori,Porin osasto,Porin,Länsi,fi-FI,fi
9,Joensuu,Joensuun osasto,Joensuun,Itä,fi-FI,fi
10,Rovaniemi,Rovaniemen ja koko Lapin maakunnan yhteinen osasto,Rovaniemen,Pohjoinen,fi-FI,fi
11,Jakobstad,Jakobstads avdelning,Jakobstads,Länsi,sv-FI,sv
12,Ekenäs,Ekenäs avdelning,Ekenäs,Etelä,sv-FI,sv
"""
COURSE = """\
format: 1
id: some
title: {fi: "Some luottamushenkilöille", sv: "Sociala medier för förtroendevalda"}
lang: fi
languages: {sv: {status: approved}}
edition: "2027-01"
brand: liitto
register: {file: osastot.csv, noun: osasto, region: alue}
slides:
  - id: alku
    kind: cover
    title: {fi: "Some luottamushenkilöille", sv: "Sociala medier för förtroendevalda"}
    minutes: 5
    notes: {fi: "Tervetuloa, {{ osasto.full_name }}!", sv: "Välkomna, {{ osasto.full_name }}!"}
  - id: miksi
    kind: points
    title: {fi: "Miksi {{ osasto.genitive }} osasto on somessa?", sv: "Varför är {{ osasto.genitive }} avdelning där?"}
    items:
      - {fi: "Jäsenet ovat siellä", sv: "Medlemmarna är där"}
      - {fi: "Alueemme on {{ osasto.alue }}", sv: "Vår region är {{ recipient.alue }}"}
    minutes: 10
  - id: tehtava
    kind: reflection
    title: {fi: "Mitä {{ osasto.full_name }} voi tehdä?", sv: "Vad kan {{ osasto.full_name }} göra?"}
    cue: {fi: "Keskustelkaa pareittain", sv: "Diskutera i par"}
    minutes: 10
  - {id: loppu, kind: contact, title: {fi: "Kiitos!", sv: "Tack!"}, minutes: 5}
"""
FOREIGN = re.compile(
    r"kommun|municipal|county|fylke|norw|norg|norsk|bokmål|nynorsk|vestland|bergen", re.IGNORECASE
)
"""What no message may say of a course that is not about Norway."""


@pytest.fixture
def union(tmp_path: Path) -> Path:
    """Give the union's course: its own brand, with words in its own languages only."""
    folder = tmp_path / "liitto"
    brand = folder / "templates/liitto"
    shutil.copytree(REPO / "templates/ks", brand, ignore=shutil.ignore_patterns("languages", "*.schema.json"))
    (brand / "languages").mkdir()
    for code, text in (("fi", FINNISH), ("sv", SWEDISH)):
        (brand / f"languages/{code}.yaml").write_text(text, encoding="utf-8")
    (folder / "content.yaml").write_text(COURSE, encoding="utf-8")
    (folder / "osastot.csv").write_text(BRANCHES, encoding="utf-8")
    (folder / "deck").mkdir()
    (folder / "deck/presenter.yaml").write_text(
        "format: 1\nname: Maija Malli\ntitle: Kouluttaja\nemail: maija@example.fi\nphone: +358 40 123 4567\n",
        "utf-8",
    )
    return folder


@pytest.fixture
def planned(union: Path) -> Path:
    """Give the course with a roster of all branches, each with a day and a time of its own."""
    assert run("roster", "init", "--all", "-C", union).exit_code == 0
    path = union / "deck/roster.csv"
    lines = path.read_text("utf-8-sig").splitlines()
    heads = lines[0].split(";")
    rows = [dict(zip(heads, line.split(";"), strict=True)) for line in lines[1:]]
    days = (dt.date(2027, 1, 14) + dt.timedelta(days=number) for number in range(len(rows)))
    filled = [
        {**row, "date": f"{day:%d.%m.%Y}", "start": "18.00"} for row, day in zip(rows, days, strict=True)
    ]
    text = "\n".join((lines[0], *(";".join(row.values()) for row in filled)))
    path.write_text(text + "\n", encoding="utf-8")
    return union


def decks(folder: Path) -> dict[str, Path]:
    """Give the decks by their branch's id."""
    return {path.name.split("_")[1].split("-")[0]: path for path in (folder / "deck/out").glob("*.pptx")}


def said(path: Path) -> list[str]:
    """Give what stands on each slide and in its notes, alternative texts among it."""
    found = []
    for slide in Presentation(str(path)).slides:
        texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        texts += [shape._element.xpath("string(.//p:cNvPr/@descr)") for shape in slide.shapes]  # noqa: SLF001
        texts.append(slide.notes_slide.notes_text_frame.text)
        found.append("\n".join(texts))
    return found


def languages(path: Path) -> set[str]:
    """Give every language that a deck's slides and notes are marked with."""
    with zipfile.ZipFile(path) as deck:
        names = [name for name in deck.namelist() if re.match(r"ppt/(slides|notesSlides)/\w+\.xml", name)]
        text = b"".join(deck.read(name) for name in names).decode()
    return set(re.findall(r' lang="([^"]*)"', text))


# ---- the roster and the decks


def test_a_roster_calls_its_columns_in_english_and_recipients_by_their_noun(union: Path) -> None:
    result = run("roster", "init", "--region", "Länsi", "-C", union)
    assert result.stdout.startswith("deck/roster.csv has 4 rows.")
    read, _ = table.read(union / "deck/roster.csv", "deck/roster.csv")
    assert read is not None
    assert [cell.text for cell in read.headers][:6] == ["osasto", "id", "date", "start", "place", "lang"]
    assert [row.texts[:2] for row in read.rows] == [
        ("Tampere", "2"), ("Turku", "3"), ("Pori", "8"), ("Jakobstad", "11"),
    ]  # fmt: skip


def test_twelve_decks_in_two_languages(planned: Path) -> None:
    result = run("build", "-C", planned)
    assert result.exit_code == 0, result.stderr
    assert FOREIGN.search(result.output + result.stderr) is None
    found = decks(planned)
    assert sorted(found, key=int) == [str(number) for number in range(1, 13)]
    assert {id_: languages(path) for id_, path in found.items()} == {
        str(number): {"sv-FI"} if number > 10 else {"fi-FI"} for number in range(1, 13)
    }


def test_names_dates_and_times_are_as_each_language_has_them(planned: Path) -> None:
    assert run("build", "-C", planned).exit_code == 0
    found = decks(planned)
    cover, why, task, _ = said(found["3"])
    assert "Turun osasto" in cover
    assert "16. tammikuuta 2027" in cover
    assert "Miksi Turun osasto on somessa?" in why
    assert "Alueemme on Länsi" in why
    assert "Mitä Turun osasto voi tehdä?" in task
    assert "18.05–18.15" in why
    cover, why, task, end = said(found["11"])
    assert "24 januari 2027" in cover
    assert "Varför är Jakobstads avdelning där?" in why
    assert "18:05–18:15" in why
    assert "10 minuter" in task
    assert "+358 40 123 4567" in end


def test_no_norwegian_word_stands_in_any_deck(planned: Path) -> None:
    assert run("build", "-C", planned).exit_code == 0
    words = yaml.safe_load((REPO / "templates/ks/languages/nb.yaml").read_text("utf-8"))
    words |= yaml.safe_load((REPO / "templates/ks/languages/nn.yaml").read_text("utf-8"))
    stretches = (
        part for text in words.values() if isinstance(text, str) for part in re.split(r"\{\w+\}", text)
    )
    norwegian = {part.strip() for part in stretches if len(part.strip()) > 4}
    assert "Refleksjonsoppgåve" in norwegian
    for path in decks(planned).values():
        text = "\n".join(said(path))
        assert {word for word in norwegian if re.search(rf"\b{re.escape(word)}\b", text)} == set()
        assert FOREIGN.search(text) is None


def test_the_summary_names_the_worst_case(planned: Path) -> None:
    """One branch has a name that is longer than all others, and its slide is the fullest."""
    point = '      - {fi: "Näin {{ osasto.full_name }} tavoittaa jäseniä", sv: "Så når {{ osasto.full_name }} folk"}\n'
    head = COURSE[: COURSE.index("slides:")]
    slide = "slides:\n  - kind: points\n    title: {fi: Keinot, sv: Sätt}\n    items:\n"
    (planned / "content.yaml").write_text(head + slide + point * 5, encoding="utf-8")
    result = run("build", "-C", planned)
    assert result.exit_code == 0, result.stderr
    sizes = {deck["name"]: deck["smallest_pt"] for deck in run_json("build", "-C", planned)["decks"]}
    assert min(sizes, key=lambda name: sizes[name]) == "Rovaniemi"
    assert f"Smallest text: {sizes['Rovaniemi']:g} pt (Rovaniemi)." in result.stdout


def test_a_region_is_chosen_by_its_name(union: Path) -> None:
    result = run("build", "--region", "pohjoinen", "-C", union)
    assert result.exit_code == 0
    assert set(decks(union)) == {"4", "10"}


def test_a_branch_is_found_by_its_name_in_full(union: Path) -> None:
    assert run("build", "turun osasto", "Ekenas", "-C", union).exit_code == 0
    assert set(decks(union)) == {"3", "12"}


# ---- what is wrong is said without a word about Norway


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("build", "Turkku"), "Did you mean 'Turku'"),
        (("build", "--region", "Lansi-Suomi"), "'Lansi-Suomi' is no region of the register."),
        (("roster", "init"), "Nobody was chosen for the roster."),
        (("build", "Turku", "-l", "nb"), "'nb'"),
    ],
)
def test_what_was_asked_for_in_vain(union: Path, arguments: tuple[str, ...], told: str) -> None:
    result = run(*arguments, "-C", union)
    assert result.exit_code == 1
    assert told in result.stderr
    assert FOREIGN.search(result.stderr) is None


def register(folder: Path, text: str) -> None:
    course = re.sub(r"register: .*", f"register: {text}", COURSE)
    (folder / "content.yaml").write_text(course.replace("osasto.", "recipient."), encoding="utf-8")


def test_without_a_noun_and_a_region_the_rest_works(union: Path) -> None:
    register(union, "osastot.csv")
    assert run("build", "Turku", "-C", union).exit_code == 0
    result = run("build", "--region", "Länsi", "-C", union)
    assert result.exit_code == 1
    assert "The register does not divide its recipients into regions" in result.stderr
    assert "register: {file: branches.csv, region: area}" in result.stderr
    assert FOREIGN.search(result.stderr) is None


@pytest.mark.parametrize(
    ("text", "place", "told"),
    [
        ("{file: osastot.csv, noun: recipient}", "8:37", "'recipient' means something else already"),
        ("{file: osastot.csv, noun: date}", "8:37", "'date' means something else already"),
        ("{file: osastot.csv, region: aluee}", "8:39", "Did you mean 'alue'?"),
        ("{noun: osasto}", "8:12", "'file'"),
        ("{file: osastot.csv, noun: Oma osasto}", "8:37", "small letters"),
        ("{file: osastot.txt}", "8:18", "There is no register 'osastot.txt'."),
        ("osastot.txt", "8:11", "There is no register 'osastot.txt'."),
    ],
)
def test_a_register_that_is_described_wrongly(union: Path, text: str, place: str, told: str) -> None:
    register(union, text)
    result = run("build", "Turku", "-C", union)
    assert result.exit_code == 1
    assert f"content.yaml:{place}: error" in result.stderr
    assert told in result.stderr
