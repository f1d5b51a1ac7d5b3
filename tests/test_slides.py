"""A course rendered: sections that carry on, numbers, languages that stand in, and data that changes no structure."""

from collections.abc import Iterator

from decks import KARI, recipient, rendered_for
from msgspec.structs import replace
from render_samples import PLACE, ids, seed, speaking_to, text

from kursdeck.audience import general
from kursdeck.content.course import Course, CourseSlide, Record, Text
from kursdeck.deck import Deck, Figure, Paragraph, Paragraphs, Picture, Slide
from kursdeck.findings import Findings, Severity
from kursdeck.render.slides import render_slide, render_slides

# ---- small courses


def section_slide(
    id_: str, title: str = "Hei", *, section: Text | None = None, notes: Text | None = None
) -> CourseSlide:
    record = Record({"title": text(title), "subtitle": None}, PLACE)
    return CourseSlide(
        id_, "section", record, notes, section, None, hidden=False, number=1, count=1, source=PLACE
    )


def course_of(*slides: CourseSlide) -> Course:
    return replace(seed().course, slides=slides, title=text("Prøvekurs"))


def sections(*slides: CourseSlide, name: str = "Bergen") -> list[tuple[str, str]]:
    """Render slides that are as they should be, and give each one's section: id and name."""
    made, findings = render_slides(course_of(*slides), seed().brand, speaking_to(name), render_slide)
    assert made is not None, findings
    return [(slide.section.id, slide.section.name) for slide in made]


def errors(*slides: CourseSlide) -> list[str]:
    made, findings = render_slides(course_of(*slides), seed().brand, speaking_to(), render_slide)
    assert made is None
    return ids(findings)


# ---- sections


def test_a_section_goes_on_until_the_next_begins() -> None:
    made = sections(
        section_slide("a", section=text("Åpning")),
        section_slide("b"),
        section_slide("c", section=text("Slutt")),
    )
    assert made == [("a", "Åpning"), ("a", "Åpning"), ("c", "Slutt")]


def test_slides_before_the_first_section_stand_in_one_that_is_called_as_the_course() -> None:
    assert sections(section_slide("a"), section_slide("b", section=text("Del"))) == [
        ("a", "Prøvekurs"),
        ("b", "Del"),
    ]


def test_two_sections_of_one_name_are_two_sections() -> None:
    made = sections(*(section_slide(id_, section=text("Refleksjon")) for id_ in "abc"))
    assert [id_ for id_, _ in made] == ["a", "b", "c"]


def test_a_sections_name_may_speak_of_the_recipient_and_where_that_says_nothing_none_begins() -> None:
    slides = (
        section_slide("a", section=text("Åpning")),
        section_slide("b", section=text("{{ recipient.name }}")),
    )
    assert sections(*slides) == [("a", "Åpning"), ("b", "Bergen")]
    assert sections(*slides, name="") == [("a", "Åpning"), ("a", "Åpning")]


def test_a_sections_name_is_one_line_without_emphasis() -> None:
    assert sections(section_slide("a", section=text("*Del*\n\nen"))) == [("a", "Del en")]


def test_a_mistake_in_a_sections_name_is_an_error() -> None:
    assert errors(section_slide("a", section=text("{{ nmae }}"))) == ["undefined-name"]


# ---- findings


def test_mistakes_of_all_slides_and_of_all_their_texts_are_found_at_once() -> None:
    slides = (
        section_slide("a", "{{ nmae }} {{ recipient.nmae }}", notes=text("{{ en }}\n\n{{ to }}")),
        section_slide("b"),
        section_slide("c", "[a](b)"),
    )
    assert errors(*slides) == [
        "undefined-name",
        "undefined-field",
        "undefined-name",
        "undefined-name",
        "bad-link",
    ]


def test_notes_are_paragraphs_and_may_be_missing() -> None:
    made, _ = render_slides(
        course_of(section_slide("a", notes=text("**Mål:** en\nto\n\ntre\n")), section_slide("b")),
        seed().brand,
        speaking_to(),
        render_slide,
    )
    assert made
    assert [part.text for part in made[0].notes.paragraphs] == ["Mål: en to", "tre"]
    assert made[1].notes == Paragraphs(())


# ---- the course that ships


def rendered(name: str = "", lang: str = "nb", course: Course | None = None) -> tuple[Deck, Findings]:
    whom = recipient(seed(), name) if name else general(KARI, None)
    deck, findings = rendered_for(course or seed().course, whom, seed().brand, lang, seed().register)
    assert deck is not None, findings
    return deck, findings


def words(slide: Slide, placeholder: str) -> str:
    block = next(fill.block for fill in slide.fills if fill.placeholder == placeholder)
    assert isinstance(block, Paragraphs)
    return block.text


def by_id(deck: Deck) -> dict[str, Slide]:
    return {slide.id: slide for slide in deck.slides}


def test_reflections_are_numbered_among_themselves() -> None:
    deck, _ = rendered()
    reflections = [slide for slide in deck.slides if slide.kind == "reflection"]
    assert [words(slide, "Nummer") for slide in reflections] == ["1 av 4", "2 av 4", "3 av 4", "4 av 4"]
    assert [words(slide, "Tid") for slide in reflections] == [
        "8 minutter",
        "10 minutter",
        "8 minutter",
        "8 minutter",
    ]


def test_one_minute_is_not_minutes() -> None:
    slide = by_id_of_course("refleksjon-bruk")
    deck, _ = rendered(course=replace(seed().course, slides=(replace(slide, minutes=1),)))
    assert words(deck.slides[0], "Tid") == "1 minutt"


def by_id_of_course(id_: str) -> CourseSlide:
    return next(slide for slide in seed().course.slides if slide.id == id_)


def test_the_cover_of_a_recipient_says_its_full_official_name() -> None:
    deck, _ = rendered("Bergen")
    assert words(deck.slides[0], "Undertittel") == "Bergen kommune"
    deck, _ = rendered("Storfjord")
    assert words(deck.slides[0], "Undertittel") == "Storfjord\u00a0– Omasvuotna\u00a0– Omasvuono"


def test_properties_and_footer_say_which_course_this_is_and_for_whom() -> None:
    deck, _ = rendered("Bergen")
    assert deck.properties.title == "Sosiale medier for folkevalgte – Bergen"
    assert deck.properties.course == "sosiale-medier"
    assert (deck.properties.edition, deck.properties.lang) == ("2026-11", "nb-NO")
    assert deck.footer.text == "Sosiale medier for folkevalgte"
    assert rendered()[0].properties.title == "Sosiale medier for folkevalgte"


def test_a_slide_knows_how_its_language_says_that_it_goes_on() -> None:
    assert {slide.continued for slide in rendered("", "nn")[0].slides} == {"({part}/{parts})"}


def test_hidden_slides_stay_in_the_deck_and_are_marked() -> None:
    slides = (replace(seed().course.slides[1], hidden=True), seed().course.slides[2])
    deck, _ = rendered(course=replace(seed().course, slides=slides))
    assert [slide.hidden for slide in deck.slides] == [True, False]


# ---- languages


def languages(slide: Slide) -> set[str]:
    return {run.lang for part in (*slide.notes.paragraphs, *paragraphs(slide)) for run in part.runs}


def paragraphs(slide: Slide) -> Iterator[Paragraph]:
    for fill in slide.fills:
        match fill.block:
            case Paragraphs(paragraphs=parts) | Figure(labels=parts):
                yield from parts
            case Picture():
                pass


def test_a_deck_is_in_the_language_asked_for_and_a_draft_says_so() -> None:
    deck, findings = rendered("", "nn")
    assert {lang for slide in deck.slides for lang in languages(slide)} == {"nn-NO"}
    assert [(finding.id, finding.severity) for finding in findings] == [("draft-language", Severity.NOTE)]
    assert rendered("", "nb")[1] == ()


def test_an_approved_language_is_used_without_a_word() -> None:
    approved = replace(seed().course, statuses={"nn": "approved"})
    assert rendered("", "nn", approved)[1] == ()


def test_texts_that_a_language_lacks_stand_in_their_own_and_are_counted_once() -> None:
    """Three of four texts: heading, notes and the section's name; the fourth is the course's own title."""
    slides = (
        replace(
            section_slide("a", section=text("Del"), notes=text("Si noe")),
            record=Record({"title": text("Hei"), "subtitle": text(nn="Du")}, PLACE),
        ),
        section_slide("b"),
    )  # fmt: skip
    course = replace(seed().course, slides=slides, statuses={"nn": "approved"})
    deck, findings = rendered("", "nn", course)
    assert [(finding.id, finding.params) for finding in findings] == [
        ("fallback-language", {"count": 4, "lang": "nn"})
    ]
    assert languages(deck.slides[0]) == {"nb-NO", "nn-NO"}
    assert {slide.lang for slide in deck.slides} == {"nn-NO"}
