"""A course fitted into the time there is: which slides stay hidden, and when each of the others begins.

An evening meeting gives 45 minutes to a course of 60. The author has said once which slides matter least, so no
trainer has to decide that again for each place, and no presenter while standing there. Nothing is thrown away:
a slide that is left out stays in its place, hidden, with its notes.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from kursdeck.content.course import Course, CourseSlide
from kursdeck.content.sections import with_sections
from kursdeck.findings import Finding, Findings, note, warning
from kursdeck.language import clock_span
from kursdeck.source import Source

DAY = 24 * 60
"""Minutes; what goes on after midnight is told by the next day's clock."""


class Span(Struct, frozen=True):
    """From when to when by the clock a slide is shown."""

    start: dt.time
    end: dt.time


class Schedule(Struct, frozen=True):
    """A course as one deck has it: `left_out` are the slides hidden for lack of time, the first to go first.

    `spans` has the id of each slide that is shown and has minutes, in order; nothing where no start is known.
    """

    course: Course
    left_out: tuple[str, ...] = ()
    spans: tuple[tuple[str, Span], ...] = ()


def schedule(
    course: Course, minutes: int | None, start: dt.time | None, sections: Iterable[str] = ()
) -> tuple[Schedule, Findings]:
    """Choose what is shown of these sections (by id; none: all) within `minutes`, from `start` on.

    Optional slides are hidden one after the other, in their author's order, until the others fit: never one more
    than that takes. A slide that stays as it is remains the same object.
    Findings: `slides-left-out`, `slides-without-minutes` (notes); `course-too-long`, `course-without-minutes`,
    `past-midnight` (warnings).
    """
    part = with_sections(course, sections)
    left_out = () if minutes is None else tuple(_left_out(part.slides, minutes))
    slides = tuple(_numbered(_without(part.slides, left_out)))
    spans = () if start is None else tuple(_spans(slides, start))
    planned = Schedule(_with_slides(part, slides), left_out, spans)
    findings = () if minutes is None and start is None else tuple(_findings(planned, minutes, start))
    return planned, findings


def taken(slides: Iterable[CourseSlide]) -> int:
    """Give the minutes that the slides take which are shown; one without minutes counts as none."""
    return sum(slide.minutes or 0 for slide in slides if not slide.hidden)


def clock_texts(planned: Schedule, tag: str) -> Mapping[str, str]:
    """Write when each slide is shown, in the language `tag`: slide id to '18.20–18.30'."""
    return {id_: clock_span(span.start, span.end, tag) for id_, span in planned.spans}


# ---- what is hidden


def _left_out(slides: Iterable[CourseSlide], minutes: int) -> Iterator[str]:
    """Give the ids of the slides to hide; hiding one that takes no time would help nobody."""
    shown = [slide for slide in slides if not slide.hidden]
    candidates = [slide for slide in reversed(shown) if slide.optional and slide.minutes]
    excess = taken(shown) - minutes
    for slide in sorted(candidates, key=lambda slide: slide.optional or 0):
        if excess <= 0:
            return
        excess -= slide.minutes or 0
        yield slide.id


def _without(slides: Iterable[CourseSlide], ids: tuple[str, ...]) -> tuple[CourseSlide, ...]:
    return tuple(replace(slide, hidden=True) if slide.id in ids else slide for slide in slides)


def _numbered(slides: tuple[CourseSlide, ...]) -> Iterator[CourseSlide]:
    """Count each kind's slides as the audience does; a hidden one as if it alone were shown too."""
    shown = Counter(slide.kind for slide in slides if not slide.hidden)
    before: Counter[str] = Counter()
    for slide in slides:
        number, count = before[slide.kind] + 1, shown[slide.kind] + slide.hidden
        before[slide.kind] += not slide.hidden
        is_right = (slide.number, slide.count) == (number, count)
        yield slide if is_right else replace(slide, number=number, count=count)


def _with_slides(course: Course, slides: tuple[CourseSlide, ...]) -> Course:
    """Give the course itself where nothing changed: what was prepared for it holds on."""
    unchanged = all(new is old for new, old in zip(slides, course.slides, strict=True))
    return course if unchanged else replace(course, slides=slides)


# ---- when


def _spans(slides: Iterable[CourseSlide], start: dt.time) -> Iterator[tuple[str, Span]]:
    begin = _minute(start)
    for slide in slides:
        if slide.minutes and not slide.hidden:
            end = begin + slide.minutes
            yield slide.id, Span(_time(begin), _time(end))
            begin = end


def _minute(moment: dt.time) -> int:
    return moment.hour * 60 + moment.minute


def _time(minute: int) -> dt.time:
    return dt.time(minute % DAY // 60, minute % 60)


# ---- what there is to say


def _findings(planned: Schedule, minutes: int | None, start: dt.time | None) -> Iterator[Finding]:
    """Tell of the course as a whole: of the recipient's own row nothing is repeated."""
    slides = planned.course.slides
    needed, whole = taken(slides), Source(planned.course.source.file)
    untimed = [slide.id for slide in slides if not slide.hidden and not slide.minutes]
    if not needed:
        yield warning("course-without-minutes", whole)
    elif untimed:
        yield note("slides-without-minutes", whole, slides=", ".join(untimed))
    if planned.left_out:
        yield note("slides-left-out", whole, slides=", ".join(planned.left_out), minutes=needed)
    if minutes is not None and needed > minutes:
        yield warning("course-too-long", whole, minutes=needed, over=needed - minutes)
    if start is not None and _minute(start) + needed > DAY:
        yield warning("past-midnight", whole)
