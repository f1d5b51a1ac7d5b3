"""The notes master: how a page of notes is printed, and the frames that a slide's notes inherit."""

from lxml.etree import _Element as Element

from kursdeck.brand.spec import Align, Anchor, Colour, PlaceholderSpec, Slot, TextLevel
from kursdeck.powerpoint.markup import element
from kursdeck.powerpoint.template_shapes import insets, placeholder, preset, shape_tree, transform
from kursdeck.powerpoint.template_text import ALL_LEVELS, sample, whole_levels
from kursdeck.units import Box, Emu, Insets, cm, pt

WIDTH, HEIGHT = Emu(6_858_000), Emu(9_144_000)
"""A page of notes as PowerPoint makes it: 7.5 by 10 inches, upright."""
INSETS = Insets(Emu(91_440), Emu(45_720), Emu(91_440), Emu(45_720))
NOTES = TextLevel(pt(12), Colour(Slot.INK), before=pt(4))
SMALL = TextLevel(pt(10), Colour(Slot.ACCENT_6))


def notes_master(lang: str) -> Element:
    """Write the notes master (ISO 29500-1, 19.3.1.27 notesMaster)."""
    shapes = (image(2), *(frame(spec, id_, lang) for id_, spec in enumerate(frames(), start=3)))
    background = element("p:bg", element("p:bgRef", element("a:schemeClr", val="bg1"), idx=1001))
    style = element("p:notesStyle", *whole_levels((NOTES,) * ALL_LEVELS, lang))
    return element("p:notesMaster", element("p:cSld", background, shape_tree(shapes)), colour_map(), style)


def colour_map() -> Element:
    """Say which theme colour each name of a shape's colour means: the usual."""
    accents = {f"accent{number}": f"accent{number}" for number in range(1, 7)}
    grounds = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
    return element("p:clrMap", **grounds, **accents, hlink="hlink", folHlink="folHlink")


def image(id_: int) -> Element:
    """Write the frame that shows the slide."""
    head = element(
        "p:nvSpPr",
        element("p:cNvPr", id=id_, name="Lysbilde"),
        element("p:cNvSpPr", element("a:spLocks", noGrp=1, noRot=1, noChangeAspect=1)),
        element("p:nvPr", element("p:ph", type="sldImg", idx=2)),
    )
    width = cm(15.24)
    box = Box(Emu((WIDTH - width) // 2), cm(2.2), width, Emu(width * 9 // 16))
    line = element("a:ln", element("a:solidFill", element("a:schemeClr", val="tx1")), w=9_525)
    return element("p:sp", head, element("p:spPr", transform(box), preset("rect"), element("a:noFill"), line))


def frames() -> tuple[PlaceholderSpec, ...]:
    """Say what stands on a page of notes beside the slide's picture."""
    left, width, low = cm(1.9), Emu(WIDTH - 2 * cm(1.9)), Emu(HEIGHT - cm(1.7))
    half, height = Emu(width // 2), cm(0.9)
    right = Emu(left + half)
    to_the_right = TextLevel(SMALL.size, SMALL.colour, align=Align.RIGHT)
    return (
        PlaceholderSpec(
            "Notater", "body", 3, Box(left, cm(11.6), width, cm(11.4)), (NOTES,), "Notater", INSETS
        ),
        PlaceholderSpec(
            "Topptekst", "hdr", 0, Box(left, cm(0.8), half, height), (SMALL,), "Topptekst", INSETS
        ),
        PlaceholderSpec("Dato", "dt", 1, Box(right, cm(0.8), half, height), (to_the_right,), "Dato", INSETS),
        PlaceholderSpec(
            "Bunntekst", "ftr", 4, Box(left, low, half, height), (SMALL,), "Bunntekst", INSETS, Anchor.BOTTOM
        ),
        PlaceholderSpec(
            "Lysbildenummer",
            "sldNum",
            5,
            Box(right, low, half, height),
            (to_the_right,),
            "‹#›",
            INSETS,
            Anchor.BOTTOM,
        ),
    )


def frame(spec: PlaceholderSpec, id_: int, lang: str) -> Element:
    """Write one placeholder of the page in full; the notes themselves take their levels from notesStyle."""
    attributes: dict[str, str | int] = {"type": spec.type, "sz": "quarter"}
    ph = element("p:ph", **attributes, **({"idx": spec.idx} if spec.idx else {}))
    body = element(
        "a:bodyPr", vert="horz", wrap="square", **insets(spec.insets), rtlCol=0, anchor=spec.anchor
    )
    levels = () if spec.type == "body" else whole_levels(spec.levels, lang)
    content = element("p:txBody", body, element("a:lstStyle", *levels), sample(spec, lang))
    return placeholder((id_, spec.name), ph, element("p:spPr", transform(spec.box), preset("rect")), content)
