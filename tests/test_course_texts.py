"""The course that ships says every sentence of KS's course, in both languages, with notes for each slide."""

import re
from collections.abc import Iterator
from functools import cache

import pytest
from decks import rendered_for
from render_samples import seed

from kursdeck.audience import general
from kursdeck.content.course import CourseSlide, Record, Text, Value
from kursdeck.deck import Figure, Paragraphs, Picture, Slide
from kursdeck.findings import Severity

SENTENCES = """
Sosiale medier for folkevalgte
Hvorfor er vi på sosiale medier?
Internett og sosiale media har minst to sider
Hvordan nyttiggjøre seg sosiale media
Innbyggerdialog og engasjement
Hvordan «overleve»
Netthets og trollene
Hvordan omtaler vi hverandre og til hverandre
Politiker eller privatperson?
Hvordan lykkes vi?
Folkevalgte som er gode på sosiale medier
Er saklige og kommuniserer tydelig
Setter dagsorden
Trekker frem initiativer i nærmiljøet
Gir innblikk i hverdagen til en politiker
Viser engasjement for sine hjertesaker
KS 2017 FOU-rapport Politisk lederskap og innbyggerdialog i sosiale medier
POLITIKK
PRIVAT
PERSONLIG
Hat og trusler mot folkevalgte
Råd for forebygging og håndtering
Tips og råd for håndtering av hets på nett og sosiale medier
MEG SELV
Selvrefleksjon
Følge vedtatt ytringsplakat
Redaktørplakat på egen profil
Netthatfilter (No hate)
KOMMUNESTYRET
Kontaktperson i kommunen
Vedta «Valgløftet 2019»
Retningslinjer for bruk av sosiale medier
Åpenhet i politiske prosesser
Dialogmøte mellom lokalaviser og folkevalgte
Dialogmøte mellom lokalpoliti og folkevalgte
PARTIENE
Kontaktperson i partiet
Ressursgruppe rundt politikere
Partiet må ta støyten for upopulære vedtak, ikke den enkelte folkevalgte
Partienes egne vedtekter
Oppslagshefte om nettvett
Kurs om debattkultur
Tverrpolitisk erklæring og ytringskultur og debattklima
Dette skal du huske!
Sosiale medier er nyttig og viktig
Omtal andre med respekt. Selv om du ville tålt det, betyr det ikke at vedkommende du omtaler gjør det.
Hold deg til fakta
Det tar ti ganger så lang tid å motbevise en usann påstand som det tar å kaste ut påstanden
Refleksjonsoppgave
Hvorfor og hvordan skal vi som kommunestyrerepresentanter bruke sosiale medier?
Hvordan vil du håndtere en sak/debatt som utvikler seg i «feil» retning?
Hvordan skal vi opptre overfor hverandre?
Hva forventer jeg av meg selv, hva forventer jeg av andre?
""".strip().splitlines()
"""KS's course 'Sosiale medier for folkevalgte', sentence by sentence (source: KS's course text; see NOTICE)."""

EQUAL = {
    "POLITIKK",
    "PRIVAT",
    "KOMMUNESTYRET",
    "Kontaktperson i kommunen",
    "Kontaktperson i partiet",
    "Kurs om debattkultur",
    "Netthatfilter (No hate)",
    "Oppslagshefte om nettvett",
    "Tverrpolitisk erklæring og ytringskultur og debattklima",
    "Vedta «Valgløftet 2019»",
    "KS 2017 FOU-rapport Politisk lederskap og innbyggerdialog i sosiale medier",
    "Refleksjon",
    "Avslutning",
    "Takk for i dag!",
}
"""The texts that bokmål and nynorsk write alike."""


def texts_of(value: Value) -> Iterator[Text]:
    match value:
        case Text():
            yield value
        case Record(fields=fields):
            for field in fields.values():
                yield from texts_of(field)
        case tuple():
            for item in value:
                yield from texts_of(item)
        case _:
            pass


def all_texts(slide: CourseSlide) -> Iterator[Text]:
    yield from texts_of(slide.record)
    yield from (text for text in (slide.section, slide.notes) if text)


def every_text() -> Iterator[Text]:
    yield seed().course.title
    for slide in seed().course.slides:
        yield from all_texts(slide)


def written(text: Text, code: str) -> str:
    return dict(text.versions)[code].text


@cache
def shown(lang: str) -> dict[str, Slide]:
    """Render the general deck in a language, by the slides' ids."""
    deck, findings = rendered_for(seed().course, general(None, None), seed().brand, lang, seed().register)
    assert deck is not None
    assert [finding for finding in findings if finding.severity is not Severity.NOTE] == []
    return {slide.id: slide for slide in deck.slides}


def paragraphs(slide: Slide) -> Iterator[str]:
    for fill in slide.fills:
        match fill.block:
            case Paragraphs(paragraphs=parts) | Figure(labels=parts):
                yield from (part.text.replace("\u00a0", " ").removeprefix("Kilde: ") for part in parts)
            case Picture():
                pass


# ---- the sentences


@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_sentence_of_the_course_stands_on_a_slide_in_its_exact_wording(sentence: str) -> None:
    assert sentence in {text for slide in shown("nb").values() for text in paragraphs(slide)}


def test_the_three_columns_have_the_points_that_belong_to_them() -> None:
    fills = {fill.placeholder: fill.block for fill in shown("nb")["tips"].fills}
    columns = [fills[f"Kolonne {number}"] for number in (1, 2, 3)]
    assert [len(column.paragraphs) for column in columns if isinstance(column, Paragraphs)] == [4, 6, 7]


def test_the_slides_come_in_the_courses_order() -> None:
    assert [(slide.id, slide.kind) for slide in seed().course.slides] == [
        ("forside", "cover"), ("hvorfor", "section"), ("to-sider", "points"), ("lykkes", "figure"),
        ("hat-og-trusler", "section"), ("tips", "columns"), ("husk", "remember"), ("fakta", "fact"),
        ("refleksjon-bruk", "reflection"), ("refleksjon-sak", "reflection"), ("refleksjon-hverandre", "reflection"),
        ("refleksjon-forventninger", "reflection"), ("kontakt", "contact"),
    ]  # fmt: skip


def test_no_number_is_shown_large_that_has_no_source() -> None:
    assert not any(
        "10×" in text or "10x" in text for slide in shown("nb").values() for text in paragraphs(slide)
    )


# ---- both languages


def test_every_text_is_there_in_both_languages() -> None:
    for text in every_text():
        assert set(dict(text.versions)) == {"nb", "nn"}, text.source


def test_the_texts_that_are_the_same_in_both_languages_are_known_one_by_one() -> None:
    """Whoever adds a text and forgets its nynorsk is asked here whether it is meant to be the same."""
    same = {written(text, "nb") for text in every_text() if written(text, "nb") == written(text, "nn")}
    assert same == EQUAL


BOKMAAL = re.compile(
    r"\b(ikke|jeg|hvordan|hvorfor|hva|hvem|noen|noe|selv|deltakerne|minutter|folkevalgte|medier|dere|fra|gjør|sier|være)\b",
    re.IGNORECASE,
)  # fmt: skip
NYNORSK = re.compile(
    r"\b(ikkje|eg|korleis|kvifor|kva|kven|nokon|noko|sjølv|deltakarane|folkevalde|medium|frå|gjer|seier|vere)\b"
)


def test_no_word_of_one_language_stands_among_those_of_the_other() -> None:
    for text in every_text():
        nb, nn = written(text, "nb"), written(text, "nn")
        if nb not in EQUAL:
            assert BOKMAAL.findall(nn) == [], text.source
            assert NYNORSK.findall(nb) == [], text.source


def test_expressions_and_links_are_the_same_in_both_languages() -> None:
    code = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\]\(.*?\)", re.DOTALL)
    for text in every_text():
        assert [*map(_names, code.findall(written(text, "nb")))] == [
            *map(_names, code.findall(written(text, "nn")))
        ]


def _names(expression: str) -> list[str]:
    return re.findall(r"[\w.]+", expression)


def test_emphasis_is_closed_and_no_placeholder_words_are_left() -> None:
    for lang in ("nb", "nn"):
        for slide in shown(lang).values():
            said = [*paragraphs(slide), *(part.text for part in slide.notes.paragraphs)]
            assert not [text for text in said if re.search(r"\*\*|TODO|XXX|lorem|\{\{|\}\}| {2}", text)]


# ---- notes


def headings(slide: Slide) -> list[str]:
    """Give the bold beginnings of the paragraphs of a slide's notes."""
    return [part.runs[0].text.rstrip(":") for part in slide.notes.paragraphs if part.runs[0].bold]


@pytest.mark.parametrize(
    ("lang", "wanted"), [("nb", ["Mål", "Si", "Tid", "Overgang"]), ("nn", ["Mål", "Sei", "Tid", "Overgang"])]
)
def test_every_slides_notes_say_aim_words_time_and_transition(lang: str, wanted: list[str]) -> None:
    for slide in shown(lang).values():
        assert [heading for heading in headings(slide) if heading in wanted] == wanted, slide.id


def test_reflections_also_say_how_and_what_to_ask_next() -> None:
    for lang, more in (("nb", {"Slik gjør dere", "Spør videre"}), ("nn", {"Slik gjer de", "Spør vidare"})):
        reflections = [slide for slide in shown(lang).values() if slide.kind == "reflection"]
        assert len(reflections) == 4
        for slide in reflections:
            assert more < set(headings(slide))


@pytest.mark.parametrize(("lang", "word"), [("nb", r"minutt(?:er)?"), ("nn", "minutt")])
def test_the_notes_say_the_minutes_that_the_slide_takes(lang: str, word: str) -> None:
    for slide in seed().course.slides:
        assert slide.notes is not None
        said = re.search(rf"\*\*Tid:\*\* (\d+) {word}\b", written(slide.notes, lang))
        assert said is not None, slide.id
        assert int(said[1]) == slide.minutes, slide.id


def test_the_minutes_of_each_part_of_an_exercise_add_up() -> None:
    """As in '8 minutter: 2 alene, 3 i par, 3 i plenum'."""
    for slide in seed().course.slides:
        for code in ("nb", "nn"):
            assert slide.notes is not None
            parts = re.search(r"\*\*Tid:\*\* \d+ minutt(?:er)?: ([^.]*)\.", written(slide.notes, code))
            if slide.kind == "reflection":
                assert parts is not None, slide.id
                assert sum(map(int, re.findall(r"\d+", parts[1]))) == slide.minutes, slide.id


def test_the_course_takes_an_hour_as_its_head_says() -> None:
    assert sum(slide.minutes or 0 for slide in seed().course.slides) == 60


def test_the_cues_numbers_are_those_of_the_notes() -> None:
    """Two and two in the cue is two and two in the notes."""
    for slide in seed().course.slides:
        cue = slide.record.fields.get("cue")
        if isinstance(cue, Text) and slide.notes is not None:
            for code in ("nb", "nn"):
                (size,) = set(re.findall(r"(to|tre|fire) og \1", written(cue, code)))
                assert re.search(f"{size} og {size}", written(slide.notes, code), re.IGNORECASE), slide.id


# ---- sections


def test_sections_group_the_slides() -> None:
    assert [
        (slide.id, written(slide.section, "nb"))
        for slide in seed().course.slides
        if slide.section is not None
    ] == [
        ("forside", "Åpning"),
        ("hvorfor", "Hvorfor er vi på sosiale medier?"),
        ("hat-og-trusler", "Hat og trusler mot folkevalgte"),
        ("husk", "Dette skal du huske!"),
        ("refleksjon-bruk", "Refleksjon"),
        ("kontakt", "Avslutning"),
    ]
