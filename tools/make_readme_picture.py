"""Draws docs/pictures/deck.png: six slides of the deck for Bergen, as LibreOffice shows them.

Run it from the repository after a change that shows; it needs LibreOffice (`soffice`) and poppler (`pdftoppm`).
"""

import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace
from PIL import Image

from kursdeck import register
from kursdeck.audience import read_general_presenter, recipient
from kursdeck.build.kit import Kit
from kursdeck.build.opening import open_project
from kursdeck.project import Project

REPO = Path(__file__).parent.parent
TARGET = REPO / "docs" / "pictures" / "deck.png"
SLIDES = ("forside", "to-sider", "lykkes", "tips", "refleksjon-bruk", "kontakt")
DAY, PLACE = date(2027, 1, 14), "Eksempelsalen"
COLUMNS = 3
WIDTH, HEIGHT = 592, 333
GAP = 12
MOST_BYTES = 250_000
COLOURS = 256


def deck() -> tuple[bytes, list[str]]:
    """Build the deck with the example's contact person; give its bytes and its pages' ids."""
    project = Project(REPO)
    opened, _ = open_project(project)
    if opened is None:
        sys.exit("the course has errors: run kursdeck check")
    entry, _ = register.find(opened.register, "Bergen")
    presenter, _ = read_general_presenter(project)
    if entry is None or presenter is None:
        sys.exit("no Bergen in the register, or no presenter")
    bergen = recipient(entry, presenter, presenter.logo)
    made, _ = Kit(opened).make(replace(bergen, date=DAY, place=PLACE), "nb")
    if made is None:
        sys.exit("the deck has errors: run kursdeck build Bergen")
    return made.data, [page.id for page in made.pages]


def drawn(data: bytes, folder: Path) -> list[Path]:
    """Give a picture of every slide, by way of a PDF."""
    source = folder / "deck.pptx"
    source.write_bytes(data)
    run("soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf",
        "--outdir", str(folder), str(source))  # fmt: skip
    run("pdftoppm", "-png", "-r", "160", str(folder / "deck.pdf"), str(folder / "slide"))
    return sorted(folder.glob("slide-*.png"))


def run(program: str, *arguments: str) -> None:
    """Run a program that is on the path, or say that it is missing."""
    path = shutil.which(program)
    if path is None:
        sys.exit(f"{program} is needed")
    subprocess.run([path, *arguments], check=True, capture_output=True, timeout=180)  # noqa: S603 - our own words


def sheet(pictures: Sequence[Path]) -> Image.Image:
    """Set the slides side by side, with a fine line around each."""
    rows = -(-len(pictures) // COLUMNS)
    size = (COLUMNS * (WIDTH + GAP) - GAP, rows * (HEIGHT + GAP) - GAP)
    whole = Image.new("RGB", size, "white")
    for number, path in enumerate(pictures):
        row, column = divmod(number, COLUMNS)
        place = (column * (WIDTH + GAP), row * (HEIGHT + GAP))
        whole.paste("#c9ccc9", (*place, place[0] + WIDTH, place[1] + HEIGHT))
        with Image.open(path) as slide:
            small = slide.convert("RGB").resize((WIDTH - 2, HEIGHT - 2), Image.Resampling.LANCZOS)
        whole.paste(small, (place[0] + 1, place[1] + 1))
    return whole.quantize(COLOURS)


def chosen(pictures: Sequence[Path], ids: Sequence[str], slides: Iterable[str]) -> list[Path]:
    """Give the pictures of the slides with these ids."""
    missing = [slide for slide in slides if slide not in ids]
    if missing:
        sys.exit(f"no slide {missing[0]}; there are {', '.join(ids)}")
    return [pictures[ids.index(slide)] for slide in slides]


def main() -> None:
    """Draw the picture where the README looks for it."""
    data, ids = deck()
    with TemporaryDirectory() as folder:
        whole = sheet(chosen(drawn(data, Path(folder)), ids, SLIDES))
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    whole.save(TARGET, optimize=True)
    size = TARGET.stat().st_size
    if size > MOST_BYTES:
        sys.exit(f"{TARGET} has {size} bytes; at most {MOST_BYTES} are wanted")
    print(TARGET, size)


if __name__ == "__main__":
    main()
