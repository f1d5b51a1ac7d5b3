"""All contenders in one race: the same decks, each verified first, then whole processes in turn."""

from collections.abc import Sequence
from pathlib import Path

from contenders import CONTENDERS, Contender
from course import SLIDES, Course, municipalities, must
from described import describe, first
from msgspec import Struct
from results import AtLeast, Bound, Row
from said import Slide, differences, read_deck, shows
from timing import Job, Measure, in_turn, process, ratio, set_aside

OURS = "kursdeck"
BOUNDS: dict[str, tuple[Bound, Bound]] = {
    "naive python-pptx": (AtLeast(30), AtLeast(60)),
    "PptxGenJS": (AtLeast(1), AtLeast(3)),
    "pandoc": (AtLeast(1), AtLeast(80)),
}
"""How many times as long as kursdeck each contender must take, and should."""


class Entrant(Struct, frozen=True):
    """A contender with what it is to build: `count` of the course's decks, into its own folder."""

    contender: Contender
    described: Path
    count: int
    out: Path

    def job(self, decks: int) -> Job:
        """Give its job; where it builds only a sample, its time is scaled to `decks`."""
        arguments = (self.described, self.contender.template, self.out)
        run = process(*self.contender.command, *arguments, cwd=self.contender.cwd)
        return Job(self.contender.name, run, self.clear, decks / self.count)

    def clear(self) -> None:
        """Give it a new folder."""
        set_aside(self.out, self.out.with_name("before"))
        self.out.mkdir()


def race(course: Course, names: Sequence[str], rounds: int, sample: int, folder: Path) -> list[Row]:
    """Verify and time the contenders `names` against kursdeck, whose decks are there already.

    Pandoc builds only `sample` decks.
    """
    described = folder / "described.json"
    logos = [course.logo(id_) for id_ in course.ids]
    describe(course.decks, logos, course.template, described)
    entrants = [_entrant(name, course, described, sample, folder) for name in names]
    ours = Job(OURS, course.build, course.clear)
    jobs = [entrant.job(len(course.ids)) for entrant in entrants]
    for entrant, job in zip(entrants, jobs, strict=True):
        job.prepare()
        job.run()
        verify_theirs(course, entrant)
    times = in_turn([ours, *jobs], rounds)
    decks = len(course.ids)
    return [_row(entrant, ratio(times, entrant.contender.name, OURS), decks) for entrant in entrants]


def _entrant(name: str, course: Course, described: Path, sample: int, folder: Path) -> Entrant:
    place = folder / name
    place.mkdir()
    contender = CONTENDERS[name](course.template, place)
    count = min(sample, len(course.ids)) if name == "pandoc" else len(course.ids)
    part = place / "described.json"
    first(described, count, part)
    return Entrant(contender, part, count, place / "out")


def _row(entrant: Entrant, measured: Measure, decks: int) -> Row:
    bound, aim = BOUNDS[entrant.contender.name]
    scaled = f", scaled from {entrant.count}" if entrant.count < decks else ""
    return Row(f"{entrant.contender.name} / kursdeck{scaled}", measured, bound=bound, aim=aim)


# ---- verifying


def build_ours(course: Course) -> None:
    """Build the decks that all others are held to, and stop unless they are what they should be."""
    course.clear()
    course.build()
    verify_ours(course)


def verify_ours(course: Course) -> None:
    """Stop unless every deck is there, is for whom it should be, and shows that one's logo."""
    must(len(course.decks) == len(course.ids), f"{len(course.decks)} decks for {len(course.ids)}")
    for id_, path in zip(course.ids, course.decks, strict=True):
        slides = read_deck(path)
        must(f"_{id_}-" in path.name, f"{path.name} is not {id_}'s")
        must(len(slides) == SLIDES, f"{path.name} has {len(slides)} slides")
        must(all(slide.notes for slide in slides), f"{path.name} has slides without notes")
        name = municipalities()[id_]
        must(_says(slides[0], name), f"{path.name} does not say {name}")
        must(shows_on_cover_and_end(slides, course.logo(id_)), f"{path.name} has another logo")


def _says(slide: Slide, name: str) -> bool:
    return any(name in line for text in slide.texts for line in text.paragraphs) and any(
        name in line for line in slide.notes
    )


def shows_on_cover_and_end(slides: Sequence[Slide], logo: Path) -> bool:
    """Say whether the first and the last slide show a logo."""
    return shows(slides[0], logo) and shows(slides[-1], logo)


def verify_theirs(course: Course, entrant: Entrant) -> None:
    """Stop unless a contender's decks say and show the same as ours."""
    ours = list(zip(course.ids, course.decks, strict=True))[: entrant.count]
    theirs = sorted(entrant.out.glob("*.pptx"))
    name = entrant.contender.name
    must([deck.name for deck in theirs] == [deck.name for _, deck in ours], f"{name}: other decks")
    for (id_, deck), other in zip(ours, theirs, strict=True):
        slides = read_deck(other)
        found = next(differences(read_deck(deck), slides), "")
        must(not found, f"{name}: {other.name}: {found}")
        must(shows_on_cover_and_end(slides, course.logo(id_)), f"{name}: {other.name} has another logo")
