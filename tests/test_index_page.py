"""The page of an archive finds a deck by any name, says nothing that it should not, and lets no name become markup."""

import datetime as dt
import re
import shutil
from base64 import b64encode
from functools import cache
from hashlib import sha256
from urllib.parse import quote, unquote

import pytest
from decks import opened, recipient
from hypothesis import example, given, settings
from hypothesis import strategies as st
from index_samples import Seen, by_script, seen
from msgspec.structs import replace

from kursdeck import audience
from kursdeck.build.index_page import Listed, Page, listed, page_of
from kursdeck.build.opening import Opened
from kursdeck.register import Entry, Name
from kursdeck.register.spelling import PLAIN, unaccented

NODE = pytest.mark.skipif(shutil.which("node") is None, reason="runs the page's script in node")
LETTERS = {chr(letter): plain for letter, plain in PLAIN.items()}
HOSTILE = "</li></ul><script>alert(\"1\")</script> & <b title='x'>"
DAY = dt.date(2027, 1, 14)


@cache
def project() -> Opened:
    """Open the course that ships, once."""
    return opened()


def page(*shown: Listed, missing: tuple[str, ...] = (), day: dt.date | None = None) -> Page:
    return Page(project(), day, shown, missing)


def row(*names: str, file: str = "decks/a.pptx", region: str = "") -> Listed:
    return Listed(file, tuple(Name(name, "") for name in names), "1", region, "nb", None, "a")


def of(entry: Entry) -> Listed:
    return listed(project(), "decks/a.pptx", audience.recipient(entry, None, None), "nb")


def read(whole: Page) -> Seen:
    return seen(page_of(whole))


# ---- what it shows


def test_each_deck_is_listed_once_below_its_region_in_the_order_of_the_build() -> None:
    rows = (row("Voss", region="Vestland"), row("Oslo", region="Oslo"), row("Bergen", region="Vestland"))
    shown = read(page(*rows))
    assert [text for _, text in shown.links] == ["Vestland", "Oslo", "Voss", "Bergen", "Oslo"]
    assert [href for href, _ in shown.links[:2]] == [f"#{id_}" for id_ in shown.values("section", "id")]


def test_decks_without_a_region_come_last_and_need_no_list_of_regions() -> None:
    shown = read(page(row("Nord"), row("Sør", region="Sørlandet")))
    assert [text for _, text in shown.links] == ["Sørlandet", "Andre", "Sør", "Nord"]
    assert "nav" not in read(page(row("Nord"))).tags


def test_every_part_of_an_official_name_has_its_language() -> None:
    shown = read(page(listed(project(), "decks/a.pptx", recipient(project(), "Karasjok"), "nb")))
    assert shown.links == [("decks/a.pptx", "Kárášjohka – Karasjok")]
    assert shown.values("bdi", "lang") == ["se-NO", "nb-NO"]


def test_decks_of_one_recipient_are_told_apart() -> None:
    whom = replace(recipient(project(), "Bergen"), id="4601-mars", date=DAY)
    shown = read(page(listed(project(), "decks/a.pptx", whom, "nn")))
    assert shown.text("span") == "4601 · 4601-mars · norsk nynorsk · 14. januar 2027"


def test_a_day_is_there_only_if_the_user_gave_one() -> None:
    rows = [
        replace(listed(project(), "a", recipient(project(), "Bergen"), "nb"), date=day) for day in (None, DAY)
    ]
    years = [re.findall(r"\b20[0-9]{2}\b(?!-)", page_of(page(each, day=each.date))) for each in rows]
    assert years == [[], ["2027"]]


def test_the_general_deck_has_a_name_too() -> None:
    shown = read(page(listed(project(), "decks/kurs.pptx", audience.general(None, None), "nb")))
    assert shown.links == [("decks/kurs.pptx", "Generell presentasjon")]


def test_decks_that_could_not_be_made_are_named_without_a_link() -> None:
    shown = read(page(row("Oslo"), missing=("Bergen", "")))
    assert shown.links == [("#r1", "Alle presentasjoner"), ("#missing", "Mangler"), ("decks/a.pptx", "Oslo")]
    assert shown.values("section", "id") == ["r1", "missing"]
    assert shown.text("bdi") == "OsloBergenGenerell presentasjon"
    assert "1 presentasjon · 2 mangler" in shown.text("p")


@pytest.mark.parametrize(
    ("course", "expected"),
    [("nb", "nb"), ("nn", "nb"), ("se", "nb"), ("en", "en"), ("en-GB", "en"), ("fi", "en")],
)
def test_the_page_speaks_the_courses_language_or_the_nearest(course: str, expected: str) -> None:
    whole = Page(replace(project(), course=replace(project().course, lang=course)), None, (), ())
    assert whole.lang == expected


def test_the_page_of_an_english_course_is_english() -> None:
    english = replace(project(), course=replace(project().course, lang="en"))
    shown = read(Page(english, DAY, (row("Oslo"), row("Bergen")), ()))
    assert shown.values("html", "lang") == ["en-GB"]
    assert "Edition 2026-11 · 2 decks · 14 January 2027" in shown.text("p")


# ---- what it must not


NAMES = st.text(max_size=40)
LATIN_GREEK_CYRILLIC = st.characters(min_codepoint=32, max_codepoint=0x52F, exclude_characters="\u034f")
"""All but the grapheme joiner, which Python and JavaScript class differently and nobody types."""


@settings(max_examples=60)
@given(NAMES, NAMES, NAMES)
@example(HOSTILE, HOSTILE, HOSTILE)
@example("${title} $title", "%3Cb%3E &lt;b&gt;", "-->]]>")
def test_no_name_ever_becomes_markup(name: str, region: str, file: str) -> None:
    """Whatever stands in a name, the page has the same tags, and its text is the name."""
    deck = replace(row(f"a{name}", file=f"decks/{file}.pptx", region=f"a{region}"), id=f"1{name}", keys=name)
    shown, plain = read(page(deck, missing=(f"a{name}",))), read(page(row("a", region="a"), missing=("a",)))
    assert shown.tags == plain.tags
    assert shown.text("bdi") == f"a{name}" * 2
    assert f"a{region} " in shown.text("h2")
    [*_, (href, text)] = shown.links
    assert (unquote(href), text) == (f"decks/{file}.pptx", f"a{name}")
    assert re.fullmatch(r"decks/[A-Za-z0-9._~%/-]*", href)


def test_norwegian_letters_are_written_in_a_link_as_browsers_expect() -> None:
    [(href, _)] = read(page(row("Å", file="decks/kurs_æøå & sønn.pptx"))).links
    assert (
        href == quote("decks/kurs_æøå & sønn.pptx") == "decks/kurs_%C3%A6%C3%B8%C3%A5%20%26%20s%C3%B8nn.pptx"
    )


def test_the_page_loads_nothing_and_runs_nothing_but_its_own() -> None:
    shown = read(page(row(HOSTILE)))
    [policy] = [value for value in shown.values("meta", "content") if "default-src" in value]
    hashes = {
        tag: b64encode(sha256(shown.text(tag).encode()).digest()).decode() for tag in ("style", "script")
    }
    own = [f"{tag}-src 'sha256-{digest}'" for tag, digest in hashes.items()]
    assert policy.split("; ") == ["default-src 'none'", *own]
    assert {name for _, name, _ in shown.attributes}.isdisjoint({"src", "style", "onclick", "onload"})
    assert "//" not in "".join(value for _, _, value in shown.attributes)


# ---- whom it serves


def test_the_field_has_a_label_and_every_list_a_heading() -> None:
    shown = read(page(row("Oslo", region="Oslo"), row("Voss", region="Vestland"), missing=("Bergen",)))
    assert shown.values("label", "for") == shown.values("input", "id") == ["query"]
    assert shown.tags.count("h1") == shown.tags.count("main") == shown.tags.count("title") == 1
    assert shown.tags.count("h2") == shown.tags.count("section") == 3
    assert shown.values("h1", "lang") == ["nb-NO"]
    assert shown.values("p", "role") == ["status"]
    assert dict(zip(shown.values("meta", "name"), shown.values("meta", "content"), strict=False))["viewport"]


@pytest.mark.parametrize(
    ("ink", "ground", "least"),
    [
        ("ink", "paper", 7), ("ink", "ground", 7), ("ink", "note", 7), ("paper", "head", 7),
        ("quiet", "paper", 4.5), ("quiet", "ground", 4.5), ("link", "paper", 4.5), ("link", "ground", 4.5),
        ("line", "paper", 3), ("edge", "ground", 3),
    ],
)  # fmt: skip
def test_contrast_is_enough(ink: str, ground: str, least: float) -> None:
    """WCAG 2.1, 1.4.3 for text and 1.4.11 for the field's border and the notice's."""
    style = read(page(row("Oslo"))).text("style")
    colours = dict(re.findall(r"--(\w+): #([0-9a-f]{6});", style))
    lights = sorted(luminance(colours[name]) for name in (ink, ground))
    assert (lights[1] + 0.05) / (lights[0] + 0.05) >= least


def luminance(colour: str) -> float:
    """Give the relative luminance of a colour (WCAG 2.1)."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# ---- what its script finds


@NODE
def test_every_municipality_is_found_by_each_of_its_names_and_by_its_number() -> None:
    entries = project().register.entries
    tries = [[of(entry).keys, text, LETTERS] for entry in entries for text in (*entry.spellings, entry.id)]
    assert all(by_script("given.map((each) => matches(...each))", tries))


@NODE
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Kárášjohka", ["5610"]), ("karasjohka", ["5610"]), ("KARASJOK", ["5610"]), ("5610", ["5610"]),
        ("karasjok kommune", ["5610"]), ("tromsoe", ["5501"]), ("Tromso", ["5501"]), ("aalesund", ["1508"]),
        ("herøy nordland", ["1818"]), ("301", ["0301", "3301"]), ("  Voss herad ", ["4621"]),
        ("e\N{COMBINING ACUTE ACCENT}kommune", []), ("<script>", []),
    ],
)  # fmt: skip
def test_a_name_is_found_as_people_type_it(typed: str, found: list[str]) -> None:
    entries = project().register.entries
    tries = [[of(entry).keys, typed, LETTERS] for entry in entries]
    hits = by_script("given.map((each) => matches(...each))", tries)
    assert [entry.id for entry, hit in zip(entries, hits, strict=True) if hit] == found


@NODE
def test_nothing_typed_finds_everything() -> None:
    assert by_script("given.map((each) => matches('oslo', each, {}))", ["", "  ", "-"]) == [True, True, True]


@NODE
@settings(max_examples=5)
@given(st.lists(st.text(LATIN_GREEK_CYRILLIC), max_size=200))
@example(["Straße", "ΣΑΣ", "ŉ İı ſ µ", "Đŋŧþœł", "_a__b_"])
def test_the_script_reads_letters_as_the_register_does(texts: list[str]) -> None:
    folded = by_script("given[1].map((each) => fold(each, given[0]))", [LETTERS, texts])
    assert folded == [unaccented(text) for text in texts]


@NODE
@pytest.mark.parametrize(
    ("address", "is_packed"),
    [
        ("file:///C:/Users/kari/AppData/Local/Temp/Temp1_decks.zip/index.html", True),
        ("file:///C:/Users/kari/AppData/Local/Temp/0f1e2d3c-4b5a_decks.zip.a5b/index.html", True),
        ("file:///C:/Users/kari/AppData/Local/Temp/7zO4C0A1F2B/index.html", True),
        ("file:///C:/Users/kari/AppData/Local/Temp/Rar$EXa1234.5678/index.html", True),
        ("file:///C:/Users/kari/Downloads/decks/index.html", False),
        ("file:///Users/kari/Desktop/zip/index.html", False),
    ],
)
def test_the_page_knows_when_it_is_seen_from_inside_a_zip_file(address: str, is_packed: bool) -> None:
    assert by_script("isPacked(given[0])", [address]) == is_packed
