"""Decks with a manifest in them, and the things that people do to decks, one at a time."""

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from deck_changes import saved
from PIL import Image
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import MSO_SHAPE, PP_PLACEHOLDER
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.presentation import Presentation as Deck
from pptx.text.text import TextFrame
from pptx.util import Cm, Length, Mm, Pt

from kursdeck.powerpoint.edits import DeckState, Edit, Kind
from kursdeck.powerpoint.identity import Identity, Manifest, custom_properties, state_of
from kursdeck.powerpoint.package import Package, read_package

IDENTITY = Identity("b1", "2026 høst", "sosiale-medier", "1515", "nn", "0.1.0")
IDS = ("cover", "points", "figure", "table", "thanks")
RED = RGBColor(200, 0, 0)  # type: ignore[no-untyped-call]
FOOTERS = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
BRAND = Path(__file__).parents[1] / "templates" / "ks" / "brand.pptx"


# ---- a deck as it was built


def manifest_of(identity: Identity, ids: Sequence[str], state: DeckState) -> Manifest:
    """Give a deck's manifest from the ids of its slides in order and from what was written of them."""
    return Manifest(identity, state.exact, dict(zip(ids, state.slides, strict=True)))


@cache
def built() -> bytes:
    """Make a deck on a foreign template with all that slides hold, and its manifest in it."""
    deck = Presentation()
    for make in (_cover, _points, _figure, _table, _thanks):
        make(deck)
    return _with_manifest(deck, IDS)


@cache
def built_on_brand() -> bytes:
    """Make a deck of all the brand's layouts, every text placeholder filled, footers too."""
    deck = Presentation(str(BRAND))
    for layout in deck.slide_layouts:
        slide = deck.slides.add_slide(layout)
        for placeholder in slide.placeholders:
            if placeholder.placeholder_format.type not in {PP_PLACEHOLDER.PICTURE, PP_PLACEHOLDER.OBJECT}:
                _say(placeholder.text_frame, f"{placeholder.name} – «ytringsfrihet»", Pt(22))
        for placeholder in tuple[Any, ...](layout.placeholders):
            if placeholder.placeholder_format.type in FOOTERS:
                slide.shapes._spTree.append(deepcopy(placeholder._element))  # noqa: SLF001
        slide.notes_slide.notes_text_frame.text = f"{layout.name}\n\nandre avsnitt "
    return _with_manifest(deck, [layout.name for layout in deck.slide_layouts])


def package(data: bytes) -> Package:
    """Open a deck that is known to be good."""
    opened, found = read_package(data, "sample.pptx")
    assert opened is not None, found
    return opened


def png(colour: str) -> BytesIO:
    """Make a picture of one colour."""
    file = BytesIO()
    Image.new("RGB", (60, 40), colour).save(file, "PNG")
    file.seek(0)
    return file


def _with_manifest(deck: Deck, ids: Sequence[str]) -> bytes:
    opc = deck.part.package
    part = Part(PackURI("/docProps/custom.xml"), CONTENT_TYPE.OFC_CUSTOM_PROPERTIES, opc, b"<none/>")
    opc.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)
    state = state_of(package(saved(deck)))
    part._blob = custom_properties(manifest_of(IDENTITY, ids, state))  # noqa: SLF001
    return saved(deck)


def _say(frame: TextFrame, text: str, size: Length) -> None:
    frame.text = text
    for paragraph in frame.paragraphs:
        paragraph.runs[0].font.size = size


def _cover(deck: Deck) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    slide.shapes.title.text = "Folkevalgt på nett"
    slide.placeholders[1].text = "Herøy kommune"
    slide.notes_slide.notes_text_frame.text = "Ønsk velkommen.\nVent til alle sitter."


def _points(deck: Deck) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "Tre råd"
    frame = slide.placeholders[1].text_frame
    _say(frame, "Svar saklig og vennlig", Pt(26.5))
    below = frame.add_paragraph()
    below.level, below.text = 1, "også når det koster"
    mixed = frame.add_paragraph()
    for text, bold in (("Husk: ", True), ("du er folkevalgt ", False), ("også på nett", None)):
        run = mixed.add_run()
        run.text, run.font.bold, run.font.size = text, bold, Pt(24)
    mixed.runs[2].font.color.theme_color = MSO_THEME_COLOR.ACCENT_2
    linked = frame.add_paragraph()
    linked.add_run().text = "Les mer på example.no"
    linked.runs[0].hyperlink.address = "https://example.no/råd"
    linked.add_line_break()
    linked.add_run().text = "eller spør"
    slide.notes_slide.notes_text_frame.text = "La dem lese selv."


def _figure(deck: Deck) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Politikk, privat, personlig"
    slide.shapes.add_picture(png("teal"), Cm(1.013), Cm(5), Cm(4.567))
    group = slide.shapes.add_group_shape()
    for number, name in enumerate(("Politikk", "Privat", "Personlig")):
        circle = group.shapes.add_shape(MSO_SHAPE.OVAL, Cm(8 + 2.5 * number), Cm(8), Cm(4), Cm(4))
        circle.fill.solid()
        circle.fill.fore_color.theme_color = MSO_THEME_COLOR.ACCENT_1
        circle.fill.fore_color.brightness = 0.2 * number
        circle.text_frame.text = name
    free = slide.shapes.add_textbox(Cm(1), Cm(15.123), Cm(8), Cm(1))
    free.text_frame.text = "Fritt plassert"
    free.text_frame.word_wrap = True


def _table(deck: Deck) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Fram og tilbake"
    table = slide.shapes.add_table(2, 2, Cm(2), Cm(6), Cm(10), Cm(3)).table
    for row, column, text in ((0, 0, "Ytring"), (0, 1, "Svar"), (1, 0, "Spørsmål"), (1, 1, "Takk")):
        table.cell(row, column).text = text


def _thanks(deck: Deck) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[8])
    slide.shapes.title.text = "Takk for i dag"
    slide.placeholders[1].insert_picture(png("navy"))
    slide.placeholders[2].text = "Kari Eksempel"


# ---- what people do to it


def _text(deck: Deck) -> None:
    deck.slides[1].placeholders[1].text_frame.paragraphs[0].runs[0].text = "Svar aldri"


def _size(deck: Deck) -> None:
    deck.slides[1].placeholders[1].text_frame.paragraphs[0].runs[0].font.size = Pt(24)


def _bold(deck: Deck) -> None:
    deck.slides[1].placeholders[1].text_frame.paragraphs[2].runs[1].font.bold = True


def _italic(deck: Deck) -> None:
    deck.slides[0].shapes.title.text_frame.paragraphs[0].runs[0].font.italic = True


def _text_colour(deck: Deck) -> None:
    deck.slides[0].shapes.title.text_frame.paragraphs[0].runs[0].font.color.rgb = RED


def _level(deck: Deck) -> None:
    deck.slides[1].placeholders[1].text_frame.paragraphs[1].level = 0


def _link(deck: Deck) -> None:
    deck.slides[1].placeholders[1].text_frame.paragraphs[3].runs[0].hyperlink.address = "https://example.org"


def _box(deck: Deck) -> None:
    deck.slides[2].shapes[-1].left += Mm(2)


def _placeholder_box(deck: Deck) -> None:
    title = deck.slides[0].shapes.title
    title.left, title.top, title.width, title.height = (
        title.left,
        title.top + Mm(2),
        title.width,
        title.height,
    )


def _circle_in_group(deck: Deck) -> None:
    deck.slides[2].shapes[2].shapes[1].top += Mm(2)


def _fill(deck: Deck) -> None:
    deck.slides[2].shapes[2].shapes[0].fill.fore_color.rgb = RED


def _picture(deck: Deck) -> None:
    picture = deck.slides[2].shapes[1]
    _image, id_ = deck.slides[2].part.get_or_add_image_part(png("maroon"))
    picture._element.blipFill.blip.rEmbed = id_  # noqa: SLF001


def _alternative(deck: Deck) -> None:
    deck.slides[2].shapes[1]._element.nvPicPr.cNvPr.set("descr", "Et kart")  # noqa: SLF001


def _crop(deck: Deck) -> None:
    deck.slides[2].shapes[1].crop_left = 0.1


def _removed_shape(deck: Deck) -> None:
    element = deck.slides[2].shapes[1]._element  # noqa: SLF001
    element.getparent().remove(element)


def _cell(deck: Deck) -> None:
    deck.slides[3].shapes[1].table.cell(1, 1).text = "Nei takk"


def _notes(deck: Deck) -> None:
    deck.slides[0].notes_slide.notes_text_frame.text = "Ønsk velkommen. Si hvem du er."


def _new_notes(deck: Deck) -> None:
    deck.slides[3].notes_slide.notes_text_frame.text = "Fyll ut sammen."


def _hidden(deck: Deck) -> None:
    deck.slides[3]._element.set("show", "0")  # noqa: SLF001


def _deleted(deck: Deck) -> None:
    entry = _entries(deck)[1]
    deck.part.drop_rel(entry.rId)
    entry.getparent().remove(entry)


def _moved(deck: Deck) -> None:
    entries = _entries(deck)
    entries[0].addprevious(entries[4])


def _swapped_and_edited(deck: Deck) -> None:
    _text(deck)
    entries = _entries(deck)
    entries[0].addprevious(entries[1])


def _added(deck: Deck) -> None:
    deck.slides.add_slide(deck.slide_layouts[1]).placeholders[0].text = "Vår egen side"
    entries = _entries(deck)
    entries[2].addprevious(entries[-1])


def _rewritten(deck: Deck) -> None:
    deck.slides[3].shapes.title.text = "Alt er nytt"
    table = deck.slides[3].shapes[1]._element  # noqa: SLF001
    table.getparent().remove(table)


def _entries(deck: Deck) -> list[Any]:
    return list(deck.slides._sldIdLst)  # noqa: SLF001


def _changed(slide: str) -> tuple[Edit, ...]:
    return (Edit(Kind.CHANGED, slide, IDS.index(slide) + 1),)


EDITS: Mapping[str, tuple[Callable[[Deck], None], tuple[Edit, ...]]] = {
    "text": (_text, _changed("points")),
    "size": (_size, _changed("points")),
    "bold": (_bold, _changed("points")),
    "italic": (_italic, _changed("cover")),
    "text-colour": (_text_colour, _changed("cover")),
    "level": (_level, _changed("points")),
    "link": (_link, _changed("points")),
    "box": (_box, _changed("figure")),
    "placeholder-box": (_placeholder_box, _changed("cover")),
    "circle-in-group": (_circle_in_group, _changed("figure")),
    "fill": (_fill, _changed("figure")),
    "picture": (_picture, _changed("figure")),
    "alternative": (_alternative, _changed("figure")),
    "crop": (_crop, _changed("figure")),
    "removed-shape": (_removed_shape, _changed("figure")),
    "cell": (_cell, _changed("table")),
    "notes": (_notes, _changed("cover")),
    "new-notes": (_new_notes, _changed("table")),
    "hidden": (_hidden, _changed("table")),
    "rewritten": (_rewritten, _changed("table")),
    "deleted": (_deleted, (Edit(Kind.DELETED, "points", 0),)),
    "moved": (_moved, (Edit(Kind.MOVED, "thanks", 1),)),
    "moved-and-changed": (
        _swapped_and_edited,
        (Edit(Kind.MOVED, "points", 1), Edit(Kind.CHANGED, "points", 1)),
    ),
    "added": (_added, (Edit(Kind.ADDED, "", 3),)),
}
"""What was done, and what must be said of it."""


def edited(name: str) -> bytes:
    """Give the deck after one of EDITS."""
    deck = Presentation(BytesIO(built()))
    EDITS[name][0](deck)
    return saved(deck)
