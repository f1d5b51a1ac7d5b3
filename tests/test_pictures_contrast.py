"""Logos that were made for dark grounds are told from those that can be seen on white."""

from io import BytesIO
from pathlib import Path

import PIL.Image
import pytest
from picture_samples import encoded, prepared, svg

from kursdeck import audience, pictures
from kursdeck.project import Project

CLEAR = (0, 0, 0, 0)


def logo(ink: tuple[int, int, int, int], ground: tuple[int, int, int, int] = CLEAR, share: int = 2) -> bytes:
    """Draw a bar in `ink` over one part in `share` of a `ground`."""
    picture = PIL.Image.new("RGBA", (200, 100), ground)
    picture.paste(ink, (0, 0, 200 // share, 100))
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def lines(mode: str, size: tuple[int, int], width: int) -> PIL.Image.Image:
    """Draw dark lines of `width` pixels on white, which cover one part in 25, and lie so that no grid meets them."""
    picture = PIL.Image.new(mode, size, "white")
    for at in range(7, size[0] - width, 25 * width):
        picture.paste(PIL.Image.new(mode, (width, size[1]), "black"), (at, 0))
    return picture


def pale(data: bytes) -> bool:
    image, _ = pictures.prepare(data, "logo.png", None)
    assert image is not None
    return image.pale


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (logo((255, 255, 255, 255)), True),
        (logo((240, 235, 220, 255)), True),
        (logo((0, 0, 0, 255)), False),
        (logo((200, 150, 40, 255)), False),
        (logo((0, 0, 0, 10)), True),
        (logo((255, 255, 255, 255), (14, 58, 71, 255)), False),
        (logo((0, 0, 0, 255), (255, 255, 255, 255), share=10), False),
    ],
    ids=["white", "cream", "black", "ochre", "hardly there", "white on its own dark ground", "thin on white"],
)
def test_a_logo_is_pale_when_nothing_of_it_shows_on_white(data: bytes, *, expected: bool) -> None:
    assert pale(data) is expected


@pytest.mark.parametrize(("size", "width"), [((300, 360), 2), ((1200, 400), 6), ((6000, 3000), 24)])
def test_thin_dark_lines_on_white_are_seen_however_large_the_picture_is(
    size: tuple[int, int], width: int
) -> None:
    assert not pale(encoded(lines("L", size, width), "PNG"))


@pytest.mark.parametrize("side", [1, 255, 257, 3000])
def test_a_picture_of_any_size_is_judged(side: int) -> None:
    for colour, expected in (("white", True), ("black", False)):
        assert pale(encoded(PIL.Image.new("L", (side, 2 * side), colour), "PNG")) is expected


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGB", "RGBA", "I;16"])
@pytest.mark.parametrize("side", [100, 600])
def test_a_picture_of_any_kind_is_judged(mode: str, side: int) -> None:
    dark = PIL.Image.new(mode, (side, side))
    if dark.mode in ("LA", "RGBA"):
        dark.putalpha(255)
    assert not pale(encoded(dark, "PNG"))


def test_a_colour_that_stands_for_transparent_is_none() -> None:
    """A palette with white, of which black is said to be transparent: nothing can be seen."""
    picture = PIL.Image.new("P", (300, 300), 0)
    picture.putpalette([0, 0, 0, 255, 255, 255])
    picture.paste(1, (0, 0, 150, 300))
    assert pale(encoded(picture, "PNG", transparency=0))
    assert not pale(encoded(picture, "PNG"))


def test_printing_inks_a_photograph_and_a_drawing_are_judged_too() -> None:
    assert pale(encoded(PIL.Image.new("CMYK", (300, 300)), "JPEG"))
    assert not pale(encoded(PIL.Image.new("CMYK", (300, 300), (0, 255, 255, 0)), "JPEG"))
    assert prepared(svg("<rect width='3' height='4' fill='white'/>")).pale
    assert not prepared(svg("<rect width='3' height='4' fill='navy'/>")).pale


def test_a_pale_logo_is_used_and_warned_about_at_its_file(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.logos.mkdir(parents=True)
    (project.logos / "4601.png").write_bytes(logo((255, 255, 255, 255)))
    image, (found,) = audience.find_logo(project, "4601")
    assert image is not None
    assert (found.id, found.severity.value, str(found.source)) == (
        "logo-pale",
        "warning",
        "deck/logos/4601.png",
    )
