"""Logos that were made for dark grounds are told from those that can be seen on white."""

from io import BytesIO
from pathlib import Path

import PIL.Image
import pytest

from kursdeck import audience, pictures
from kursdeck.pictures.contrast import is_pale
from kursdeck.project import Project

CLEAR = (0, 0, 0, 0)


def logo(ink: tuple[int, int, int, int], ground: tuple[int, int, int, int] = CLEAR, share: int = 2) -> bytes:
    """Draw a bar in `ink` over one part in `share` of a `ground`."""
    picture = PIL.Image.new("RGBA", (200, 100), ground)
    picture.paste(ink, (0, 0, 200 // share, 100))
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def pale(data: bytes) -> bool:
    image, _ = pictures.prepare(data, "logo.png", None)
    assert image is not None
    return is_pale(image)


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
