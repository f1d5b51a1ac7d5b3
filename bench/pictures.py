"""What the logos cost: SVG beside PNG, and both when what was prepared for an earlier build is still there."""

from pathlib import Path

from course import SLIDES, Course, copy_course, must
from results import Row
from said import read_deck
from timing import Job, in_turn, ratio

PNG, SVG = "PNG logos", "SVG logos"
KEPT = "prepared before"


def pictures(course: Course, rounds: int, folder: Path) -> list[Row]:
    """Time builds with SVG logos and with prepared pictures beside `course`, which has PNG logos."""
    drawn = copy_course(folder / "svg", course.ids, "svg")
    for each in (course, drawn):
        each.clear()
        each.build()
    verify(drawn)
    times = in_turn(
        (
            Job(PNG, course.build, course.clear),
            Job(SVG, drawn.build, drawn.clear),
            Job(f"{PNG}, {KEPT}", course.build, lambda: prepared(course)),
            Job(f"{SVG}, {KEPT}", drawn.build, lambda: prepared(drawn)),
        ),
        rounds,
    )
    return [Row(f"{name} / {PNG}", ratio(times, name, PNG)) for name in times if name != PNG]


def prepared(course: Course) -> None:
    """Leave of a course's earlier build only what was prepared for it: the decks are gone."""
    course.clear_decks()


def verify(course: Course) -> None:
    """Stop unless there is a deck for everybody, with a picture on the cover and at the end."""
    must(len(course.decks) == len(course.ids), f"{len(course.decks)} decks for {len(course.ids)}")
    for path in course.decks:
        slides = read_deck(path)
        must(len(slides) == SLIDES, f"{path.name} has {len(slides)} slides")
        must(bool(slides[0].pictures and slides[-1].pictures), f"{path.name} lacks its logo")
