"""Logos from the folder to the decks: prepared ahead and kept, and nobody sees it but by the clock."""

from pathlib import Path

import pytest
from picture_samples import canvas, encoded, svg
from PIL import Image
from samples import contents, present, run, run_json

LOGOS = {
    "4601.svg": svg("<text y='2'>Eksempel</text>"),
    "4601.png": b"not the best one",
    "0301.PNG": encoded(Image.new("RGBA", (300, 360), "white"), "PNG"),
    "1103.jpg": encoded(canvas(), "JPEG"),
    "5001.png": encoded(canvas(), "PNG")[:-20],
}
"""A drawing in which nothing shows, a white picture, a good one, and one that was cut off."""

WHOM = ("4601", "0301", "1103", "5001", "4204")


@pytest.fixture
def with_logos(course: Path) -> Path:
    """Give a course with logos for some recipients."""
    (course / "deck" / "logos").mkdir()
    for name, data in LOGOS.items():
        (course / "deck" / "logos" / name).write_bytes(data)
    return present(course)


def decks(course: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((course / "deck" / "out").glob("*.pptx"))}


def kept(course: Path) -> list[str]:
    return [name for name in contents(course) if "/pictures/" in name]


def test_decks_and_findings_are_the_same_whether_logos_are_kept_or_not(with_logos: Path) -> None:
    first = run_json("build", *WHOM, "-C", with_logos)
    written, out = decks(with_logos), with_logos / "deck" / "out"
    about_logos = [found["id"] for found in first["findings"] if "logos/" in (found["file"] or "")]
    assert about_logos == ["svg-text", "svg-blank", "logo-pale", "logo-pale", "picture-broken"]
    assert len(written) == 4
    *made, facts = kept(with_logos)
    assert (len(made), len((with_logos / facts).read_text(encoding="ascii").split("\n"))) == (1, 1 + 2)
    for name in ("build.json", *written):
        (next(out.rglob(name))).unlink()
    again = run_json("build", *WHOM, "-C", with_logos)
    assert (again["findings"], decks(with_logos)) == (first["findings"], written)


@pytest.mark.parametrize(
    "command",
    [("build", "--dry-run", *WHOM), ("check",), ("status", *WHOM)],
    ids=["dry run", "check", "status"],
)
def test_who_only_looks_keeps_nothing(with_logos: Path, command: tuple[str, ...]) -> None:
    before = contents(with_logos)
    run(*command, "-C", with_logos)
    assert contents(with_logos) == before
