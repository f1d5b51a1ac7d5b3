"""A course in the time there is: what is hidden and what never, when each slide begins, which sections are in."""

import datetime as dt
from io import BytesIO
from itertools import pairwise
from typing import TypeAlias

from decks import opened, recipient
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from pptx import Presentation
from pptx.slide import Slide
from render_samples import ids, kind, seed, slide, text

from kursdeck.build.kit import Kit
from kursdeck.content.course import Course, CourseSlide
from kursdeck.content.schedule import Schedule, Span, clock_texts, schedule, taken
from kursdeck.content.sections import section_ids, with_sections
from kursdeck.findings import Findings, Severity
from kursdeck.source import Source

SIX = dt.time(18)
CELL = Source("deck/roster.csv", 2, 14)
PLAIN = kind("")

# ---- small courses


def plain(id_: str, minutes: int | None, optional: int | None = None, *, section: str = "") -> CourseSlide:
    name = text(section) if section else None
    return replace(slide(PLAIN), id=id_, minutes=minutes, optional=optional, section=name)


def course_of(*slides: CourseSlide) -> Course:
    return replace(seed().course, slides=slides)


def planned(
    *slides: CourseSlide, minutes: int | None = None, start: dt.time | None = None
) -> tuple[Schedule, Findings]:
    return schedule(course_of(*slides), minutes, start)


def shown(made: Schedule) -> list[str]:
    return [slide.id for slide in made.course.slides if not slide.hidden]


# ---- what is hidden


def test_without_minutes_or_a_start_the_course_is_the_very_same() -> None:
    made, findings = schedule(seed().course, None, None)
    assert made == Schedule(seed().course)
    assert made.course is seed().course
    assert findings == ()


def test_optional_slides_go_in_the_authors_order_until_the_others_fit() -> None:
    slides = (plain("a", 5, 2), plain("b", 5, 1), plain("c", 5, 3), plain("d", 5))
    assert [planned(*slides, minutes=minutes)[0].left_out for minutes in (20, 19, 15, 14, 9)] == [
        (),
        ("b",),
        ("b",),
        ("b", "a"),
        ("b", "a", "c"),
    ]


def test_of_slides_that_matter_alike_the_later_one_goes_first() -> None:
    slides = (plain("a", 5, 1), plain("b", 5, 1), plain("c", 5, 1))
    assert planned(*slides, minutes=8)[0].left_out == ("c", "b")


def test_what_is_left_out_stays_in_its_place_with_its_notes() -> None:
    slides = (plain("a", 5), replace(plain("b", 5, 1), notes=text("Si hei")), plain("c", 5))
    made, _ = planned(*slides, minutes=10)
    assert [(slide.id, slide.hidden) for slide in made.course.slides] == [
        ("a", False),
        ("b", True),
        ("c", False),
    ]
    assert made.course.slides[1].notes == slides[1].notes


def test_slides_that_are_hidden_anyway_take_no_time_and_are_not_left_out_again() -> None:
    made, findings = planned(plain("a", 5), replace(plain("b", 5, 1), hidden=True), minutes=5)
    assert made.left_out == ()
    assert findings == ()


def test_the_audience_counts_only_the_slides_it_sees() -> None:
    slides = [replace(plain(id_, 5), number=number, count=3) for number, id_ in enumerate("abc", 1)]
    slides[1] = replace(slides[1], optional=1)
    made, _ = planned(*slides, minutes=10)
    assert [(slide.number, slide.count) for slide in made.course.slides] == [(1, 2), (2, 3), (2, 2)]


# ---- what it says of it


def test_a_note_lists_what_is_hidden_and_how_long_the_rest_takes() -> None:
    _, (finding,) = planned(plain("a", 5), plain("b", 5, 2), plain("c", 5, 1), minutes=5)
    assert (finding.id, finding.severity) == ("slides-left-out", Severity.NOTE)
    assert finding.params == {"slides": "c, b", "minutes": 5}


def test_a_course_that_cannot_fit_is_as_short_as_it_can_be_and_says_by_how_much_it_is_too_long() -> None:
    made, findings = planned(plain("a", 5), plain("b", 5, 1), minutes=2)
    assert shown(made) == ["a"]
    assert ids(findings) == ["slides-left-out", "course-too-long"]
    assert findings[1].params == {"minutes": 5, "over": 3}


def test_slides_without_minutes_are_named_where_somebody_reckons_with_time() -> None:
    slides = (plain("a", None), plain("b", 5))
    assert planned(*slides)[1] == ()
    for findings in (planned(*slides, minutes=9)[1], planned(*slides, start=SIX)[1]):
        assert ids(findings) == ["slides-without-minutes"]
        assert findings[0].params == {"slides": "a"}


def test_a_course_without_any_minutes_has_no_times_and_says_so() -> None:
    made, findings = planned(plain("a", None), minutes=30, start=SIX)
    assert made.spans == ()
    assert ids(findings) == ["course-without-minutes"]


def test_a_course_may_end_at_midnight_and_not_after() -> None:
    late = dt.time(23, 55)
    assert planned(plain("a", 5), start=late)[1] == ()
    made, findings = planned(plain("a", 6), start=late)
    assert ids(findings) == ["past-midnight"]
    assert made.spans == (("a", Span(late, dt.time(0, 1))),)


# ---- when


def test_each_slide_that_is_shown_and_has_minutes_has_its_time() -> None:
    slides = (plain("a", 20), plain("b", 5, 1), plain("c", None), plain("d", 10))
    made, _ = planned(*slides, minutes=30, start=SIX)
    assert clock_texts(made, "nb-NO") == {"a": "18.00–18.20", "d": "18.20–18.30"}
    assert clock_texts(made, "en-GB") == {"a": "18:00–18:20", "d": "18:20–18:30"}


# ---- sections

PARTS = course_of(
    plain("forside", 1),
    plain("en", 1, section="Første del"),
    plain("en-til", 1),
    plain("to", 1, section="Andre del"),
    plain("to-til", 1),
    plain("kontakt", 1),
)


def chosen(*names: str) -> list[str]:
    """Give the slides of a course with these sections."""
    found, findings = section_ids(PARTS, names, CELL)
    assert found is not None, findings
    return [slide.id for slide in with_sections(PARTS, found).slides]


def test_a_section_is_named_by_its_id_or_as_it_is_read_in_any_way_of_writing() -> None:
    first = ["forside", "en", "en-til", "kontakt"]
    assert [chosen(name) for name in ("en", "Første del", "FØRSTE DEL", " forste  del")] == [first] * 4


def test_a_section_is_named_in_any_of_the_courses_languages() -> None:
    both = replace(PARTS.slides[1], section=text(nb="Åpning", nn="Opning"))
    made = course_of(PARTS.slides[0], both)
    assert section_ids(made, ["opning", "Åpning"], CELL) == (("en",), ())


def test_the_first_and_the_last_slide_stay_and_sections_keep_the_courses_order() -> None:
    assert chosen("Andre del") == ["forside", "to", "to-til", "kontakt"]
    assert chosen("Andre del", "Første del") == [slide.id for slide in PARTS.slides]
    assert chosen() == [slide.id for slide in PARTS.slides]


def test_a_course_without_slides_has_no_sections_either() -> None:
    assert section_ids(course_of(), [], CELL) == ((), ())
    assert with_sections(course_of(), ["en"]).slides == ()


def test_a_slide_that_stays_alone_keeps_its_section() -> None:
    *_, last = with_sections(PARTS, ["en"]).slides
    assert last.section == PARTS.slides[3].section


def test_an_unknown_section_is_an_error_in_its_cell_which_is_not_repeated() -> None:
    found, findings = section_ids(PARTS, ["Tredje del", "to", "hemmelig"], CELL)
    assert found is None
    assert ids(findings) == ["unknown-section"] * 2
    assert [finding.source for finding in findings] == [CELL] * 2
    assert findings[0].near[0] == "Andre del"
    assert findings[0].known == ("forside", "en", "to")
    assert not any(finding.params for finding in findings)


def test_time_is_reckoned_for_the_chosen_sections_only() -> None:
    made, findings = schedule(PARTS, 4, SIX, ["to"])
    assert findings == ()
    assert [id_ for id_, _ in made.spans] == ["forside", "to", "to-til", "kontakt"]


# ---- what always holds

Slides: TypeAlias = tuple[CourseSlide, ...]


@st.composite
def any_slides(draw: st.DrawFn) -> Slides:
    """Give slides of one kind, some without minutes, some optional, some hidden by their author."""
    drawn = draw(
        st.lists(st.tuples(number_or_none(30), number_or_none(4), st.booleans()), min_size=1, max_size=8)
    )
    return tuple(
        replace(plain(f"s{place}", minutes, optional), hidden=hidden)
        for place, (minutes, optional, hidden) in enumerate(drawn)
    )


def number_or_none(most: int) -> st.SearchStrategy[int | None]:
    return st.none() | st.integers(1, most)


@given(any_slides(), st.integers(1, 120))
def test_what_is_shown_fits_wherever_that_is_possible(slides: Slides, minutes: int) -> None:
    made, findings = planned(*slides, minutes=minutes)
    least = taken(slide for slide in slides if not slide.optional)
    fits = taken(made.course.slides) <= minutes
    assert fits == (least <= minutes)
    assert fits == ("course-too-long" not in ids(findings))


@given(any_slides(), st.integers(1, 120))
def test_nothing_is_hidden_needlessly_or_out_of_order(slides: Slides, minutes: int) -> None:
    made, _ = planned(*slides, minutes=minutes)
    by_id = {slide.id: (place, slide) for place, slide in enumerate(slides)}
    if made.left_out:
        _, last = by_id[made.left_out[-1]]
        assert taken(made.course.slides) + (last.minutes or 0) > minutes
    order = [(slide.optional or 0, -place) for place, slide in map(by_id.__getitem__, made.left_out)]
    staying = [
        (slide.optional, -by_id[slide.id][0])
        for slide in made.course.slides
        if slide.optional and slide.minutes and not slide.hidden
    ]
    assert order == sorted(order)
    assert not order or not staying or order[-1] < min(staying)


@given(any_slides(), st.integers(1, 120))
def test_nothing_of_a_slide_is_lost(slides: Slides, minutes: int) -> None:
    made, _ = planned(*slides, minutes=minutes)
    for before, after in zip(slides, made.course.slides, strict=True):
        assert replace(after, hidden=before.hidden, number=1, count=1) == before
        assert after.hidden == (before.hidden or before.id in made.left_out)


@given(any_slides(), st.none() | st.integers(1, 120), st.times())
def test_each_slide_begins_when_the_one_before_ends(
    slides: Slides, minutes: int | None, start: dt.time
) -> None:
    made, _ = planned(*slides, minutes=minutes, start=start)
    spans = [span for _, span in made.spans]
    timed = [slide for slide in made.course.slides if slide.minutes and not slide.hidden]
    assert [id_ for id_, _ in made.spans] == [slide.id for slide in timed]
    assert all(one.end == after.start for one, after in pairwise(spans))
    assert [_length(span) for span in spans] == [slide.minutes for slide in timed]
    assert not spans or spans[0].start == start.replace(second=0, microsecond=0)


def _length(span: Span) -> int:
    return ((span.end.hour - span.start.hour) * 60 + span.end.minute - span.start.minute) % (24 * 60)


# ---- in the deck


def built(minutes: int | None = None, start: dt.time | None = None, lang: str = "nb") -> list[Slide]:
    """Make the course that ships for one recipient, and read its slides as python-pptx does."""
    whom = replace(recipient(opened(), "Bergen"), minutes=minutes, start=start)
    made, findings = Kit(opened()).make(whom, lang)
    assert made is not None, findings
    return list(Presentation(BytesIO(made.data)).slides)


def is_hidden(made: Slide) -> bool:
    return bool(made.element.get("show") == "0")


def notes_of(made: Slide) -> list[str]:
    frame = made.notes_slide.notes_text_frame
    return [paragraph.text for paragraph in frame.paragraphs] if frame else []


def test_a_shorter_deck_has_all_slides_and_notes_and_hides_what_there_is_no_time_for() -> None:
    whole, short = built(), built(minutes=45)
    hidden = [number for number, made in enumerate(short, 1) if is_hidden(made)]
    assert not any(is_hidden(made) for made in whole)
    assert hidden == [4, 8, 10]
    assert [notes_of(made) for made in short] == [notes_of(made) for made in whole]


def test_the_notes_of_what_is_shown_begin_with_the_time_by_the_clock() -> None:
    made = built(minutes=45, start=SIX)
    first = [notes_of(each)[0] for each in made if not is_hidden(each)]
    assert first == [
        "18.00–18.03", "18.03–18.04", "18.04–18.08", "18.08–18.10", "18.10–18.16",
        "18.16–18.18", "18.18–18.26", "18.26–18.34", "18.34–18.42", "18.42–18.44",
    ]  # fmt: skip
    assert [notes_of(each) for each in made if is_hidden(each)] == [notes_of(built()[at]) for at in (3, 7, 9)]
    assert notes_of(built(start=SIX, lang="nn")[5])[0] == "18.14–18.20"


def test_the_seed_course_never_leaves_out_its_frame_or_its_advice() -> None:
    made, findings = schedule(opened().course, 1, None)
    assert "course-too-long" in ids(findings)
    assert {"forside", "hat-og-trusler", "tips", "husk", "kontakt"} <= set(shown(made))
