"""Which sections a course has, and the course with only those that a deck is to have.

A trainer names sections as they are read in PowerPoint, in any of the course's languages; from then on they go by
their ids, which stay when a name changes.
"""

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from kursdeck.content.course import Course, CourseSlide, Text
from kursdeck.findings import Finding, Result, error, nearest
from kursdeck.register.spelling import unaccented
from kursdeck.source import Source


class CourseSection(Struct, frozen=True):
    """A section as its author wrote it: its id is the first slide's; `name` is None before the first that is named."""

    id: str
    name: Text | None
    slides: tuple[CourseSlide, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """What the section is called: its id, and its name in each language."""
        versions = self.name.versions if self.name else ()
        return (self.id, *(version.text for _, version in versions))


def sections_of(course: Course) -> tuple[CourseSection, ...]:
    """Part a course's slides into its sections, in order."""
    found: list[CourseSection] = []
    for slide in course.slides:
        if slide.section or not found:
            found.append(CourseSection(slide.id, slide.section, (slide,)))
        else:
            found[-1] = replace(found[-1], slides=(*found[-1].slides, slide))
    return tuple(found)


def section_ids(course: Course, wanted: Iterable[str], source: Source | None) -> Result[tuple[str, ...]]:
    """Give the ids of the sections that `wanted` names, each by id or by name in any language.

    Capitals, accents and punctuation do not matter, and a name that several sections have means all of them.
    Findings: `unknown-section` at `source`, the place that names them; what stands there is not repeated.
    """
    sections = sections_of(course)
    meant = {name: tuple(_called(name, sections)) for name in wanted}
    findings = tuple(_unknown(name, sections, source) for name, ids in meant.items() if not ids)
    return (
        None if findings else tuple(dict.fromkeys(id_ for ids in meant.values() for id_ in ids))
    ), findings


def _called(name: str, sections: Iterable[CourseSection]) -> Iterator[str]:
    wanted = unaccented(name)
    return (section.id for section in sections if wanted in map(unaccented, section.names))


def _unknown(name: str, sections: Iterable[CourseSection], source: Source | None) -> Finding:
    near = nearest(name, (called for section in sections for called in section.names))
    known = tuple(section.id for section in sections)
    return replace(error("unknown-section", source), near=near, known=known)


def with_sections(course: Course, ids: Iterable[str]) -> Course:
    """Give the course with the slides of these sections only; with no ids, all of it.

    The first and the last slide stay in any case: a deck opens with whom it is for, and ends with whom to turn to.
    """
    chosen = frozenset(ids)
    if not chosen:
        return course
    ends = {slide.id for slide in (*course.slides[:1], *course.slides[-1:])}
    slides = tuple(slide for section in sections_of(course) for slide in _kept(section, chosen, ends))
    return replace(course, slides=slides)


def _kept(section: CourseSection, chosen: frozenset[str], ends: set[str]) -> Iterable[CourseSlide]:
    """Give the slides of a section that stay; the first of them starts it, if the one that did so is gone."""
    if section.id in chosen:
        return section.slides
    kept = [slide for slide in section.slides if slide.id in ends]
    return [replace(slide, section=section.name) for slide in kept[:1]] + kept[1:]
