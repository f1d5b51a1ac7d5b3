"""No data string changes a deck's structure, whatever somebody is called or a cell of a table holds."""

import pytest
from decks import rendered_for
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from render_samples import PLACE, seed, text

from kursdeck.audience import Contact, Presenter, Recipient
from kursdeck.content.course import CourseSlide, Record
from kursdeck.deck import Block, Figure, Paragraphs, Picture, Run, Slide
from kursdeck.register import Entry, Fields, Forms, Register
from kursdeck.render.text import literal

FIELDS = (
    "Bergen",
    "Bergen kommune",
    "Kari Eksempel",
    "Prosessveileder",
    "kari@example.no",
    "22 22 22 22",
    "rådhuset",
    "salen",
)
SPEAKING = """Til {{ branch.name }}: **{{ branch.full_name }}** i *{{ branch.hall }}*
{% if presenter.name %}[{{ presenter.name }}](mailto:{{ presenter.email }}), {{ presenter.title }}{% endif %}

{{ [recipient.place, presenter.phone] | join(" og ") }} {{ 'x {y}' | fill(y=recipient.name) }}
{{ branch.genitive or 'a' }}"""
"""A text with a value wherever a value may stand."""


def structure_of(fields: tuple[str, ...]) -> list[object]:
    """Build the course for one recipient, and give everything of it but the letters."""
    name, full_name, contact, title, email, phone, place, hall = fields
    entry = Entry("1", "nb-NO", (Forms("nb-NO", name, full_name, name),), "", Fields((("hall", hall),)))
    presenter = Presenter(Contact(contact, title, email, phone), None, PLACE)
    whom = Recipient("1", entry, None, presenter, None, place)
    record = Record({"title": text(SPEAKING), "subtitle": None}, PLACE)
    said = text(SPEAKING)
    speaking = CourseSlide(
        "tale", "section", record, said, said, None, hidden=False, number=1, count=1, source=PLACE
    )
    slides = (slide for slide in seed().course.slides if slide.kind in {"cover", "contact"})
    course = replace(seed().course, slides=(*slides, speaking))
    deck, findings = rendered_for(course, whom, seed().brand, "nb", Register("b", "branch", (entry,)))
    assert deck is not None, findings
    return [findings, deck.footer, *(_skeleton(slide) for slide in deck.slides)]


def _skeleton(slide: Slide) -> object:
    fills = [(fill.placeholder, _outline(fill.block)) for fill in slide.fills]
    return (
        slide.id,
        slide.layout,
        fills,
        _outline(slide.notes),
        slide.section.id,
        slide.continued,
        slide.hidden,
    )


def _outline(block: Block) -> object:
    match block:
        case Paragraphs(paragraphs=parts):
            return [(part.level, part.marker, [_style(run) for run in part.runs]) for part in parts]
        case Figure(labels=parts):
            return [len(part.runs) for part in parts]
        case Picture():
            return block.image.key


def _style(run: Run) -> object:
    return (run.lang, run.bold, run.italic, run.link != "", run.text == "\n")


BERGEN = structure_of(FIELDS)
WRITTEN = [
    "{{", "}}", "{%", "%}", "{#", "#}", "{", "*", "**", "_", "[", "](javascript:a)", "](https://a.no)",
    "<", ">", "&amp;", "&#xF0000;", "\\", "`", "'", '"', "a", "Å", "|", "~", "{part}", "{0}", "%s",
    "${x}", "=1+1", "--", "#", "مرحبا",
]  # fmt: skip
UNSEEN = "\n\r\t\x00\x0b\u2028\u202e\u0301\u00a0\u200b\u200d\ue000\U000f0000\U000f0001\ufffe\ud800\U0001f469"
"""Line ends, controls, direction marks, combining and private-use signs, half a surrogate pair, an emoji."""
HOSTILE = (
    st.lists(
        st.sampled_from([*WRITTEN, *UNSEEN, "\n\n", "  \n"]) | st.text(max_size=3), min_size=1, max_size=6
    )
    .map("".join)
    .filter(lambda value: literal(value, "nb-NO") != "")
)


@settings(max_examples=60)
@given(st.tuples(*[HOSTILE] * len(FIELDS)))
def test_no_data_changes_the_structure_of_a_deck(fields: tuple[str, ...]) -> None:
    """Whatever somebody is called: the same slides, layouts, placeholders, paragraphs, runs, emphasis and links."""
    assert structure_of(fields) == BERGEN


@pytest.mark.parametrize(
    "hostile", ["**a** [b](https://c.no) {{ d }}", "\U000f0000\U000f0001", "a\n\nb", "&#xF0000;", "(1/2)"]
)
def test_what_data_says_is_what_is_shown(hostile: str) -> None:
    entry = Entry("1", "nb-NO", (Forms("nb-NO", hostile, hostile),))
    deck, _ = rendered_for(
        seed().course, Recipient("1", entry), seed().brand, "nb", Register("b", "", (entry,))
    )
    assert deck
    block = next(fill.block for fill in deck.slides[0].fills if fill.placeholder == "Undertittel")
    assert isinstance(block, Paragraphs)
    assert block.text == literal(hostile, "nb-NO")
