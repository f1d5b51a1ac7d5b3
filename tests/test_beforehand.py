"""Many pictures are looked at by a second process, and nobody sees it but by the clock."""

import os
import sys
from pathlib import Path
from typing import NoReturn

import pytest
from picture_samples import canvas, encoded, svg
from PIL import Image as Pillow

from kursdeck import pictures
from kursdeck.findings import Result
from kursdeck.pictures import Cache, Image, Keep, anew
from kursdeck.pictures.beforehand import ENOUGH, beforehand
from kursdeck.pictures.image import Rendition, key_of

ODD = {
    "pale.png": encoded(Pillow.new("RGBA", (30, 40), "white"), "PNG"),
    "lying.jpg": encoded(canvas("RGB", (24, 32)), "JPEG"),
    "web.png": encoded(canvas("RGB", (24, 32)), "WEBP"),
    "drawn.svg": svg("<rect width='3' height='4' fill='navy'/>"),
    "active.svg": svg("<script/>"),
    "broken.png": encoded(canvas("RGB", (24, 32)), "PNG")[:-20],
    "empty.png": b"",
}


def refuse() -> NoReturn:
    pytest.fail("it was to be made by the other process")


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Give so many pictures that a second process is worth its start, odd ones among them, and one that is missing."""
    folder = tmp_path / "logos"
    folder.mkdir()
    many = {
        f"{tone}.png": encoded(Pillow.new("RGB", (30, 40), (tone, 0, 0)), "PNG") for tone in range(ENOUGH + 1)
    }
    for name, data in (many | ODD).items():
        (folder / name).write_bytes(data)
    return [*(folder / name for name in many | ODD), folder / "missing.png"]


def read(path: Path, keep: Keep) -> Result[Image]:
    return pictures.read(path, path.name, None, keep)


def test_what_comes_of_pictures_is_the_same(files: list[Path], tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    alone = [read(path, anew) for path in files]
    for looks_only in (cache.recalled, cache.remembered, cache.remembered):
        with beforehand(files, cache, looks_only) as keep:
            assert [read(path, keep) for path in files] == alone


def test_all_but_the_first_are_made_by_the_other_process(files: list[Path], tmp_path: Path) -> None:
    plain = files[1:ENOUGH]
    with beforehand(files, Cache(tmp_path / "cache"), anew) as keep:
        made = [keep(key_of(path.read_bytes()), refuse) for path in plain]
    assert made == [(Rendition(b"", 30, 40), ())] * len(plain)


def test_they_may_be_asked_for_in_any_order_and_more_than_once(files: list[Path], tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    with beforehand(files, cache, cache.remembered) as keep:
        for path in (*reversed(files), *files):
            assert read(path, keep) == read(path, anew)


def test_what_is_kept_already_starts_no_process(
    files: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = files[: ENOUGH + 1]
    cache = Cache(tmp_path / "cache")
    for path in sound:
        read(path, cache.remembered)
    monkeypatch.setattr(sys, "executable", "nobody must start this")
    again = Cache(tmp_path / "cache")
    with beforehand(sound, again, again.recalled) as keep:
        assert all(keep(key_of(path.read_bytes()), refuse) for path in sound)


def test_an_svg_is_worth_a_process_of_its_own(files: list[Path], tmp_path: Path) -> None:
    drawn = files[0].with_name("drawn.svg")
    with beforehand([files[0], drawn], Cache(tmp_path / "cache"), anew) as keep:
        made, findings = keep(key_of(drawn.read_bytes()), refuse)
    assert made is not None
    assert made.made.startswith(b"\x89PNG")
    assert findings == ()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names are Unicode")
def test_a_folder_whose_name_is_no_text_only_means_that_pictures_are_made_here(
    files: list[Path], tmp_path: Path
) -> None:
    folder = files[0].parent.rename(os.fsdecode(os.fsencode(tmp_path) + b"/pr\xe6ve"))
    moved = [folder / path.name for path in files]
    with beforehand(moved, Cache(tmp_path / "cache"), anew) as keep:
        assert [read(path, keep) for path in moved] == [read(path, anew) for path in moved]


def test_few_pictures_are_made_here(
    files: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "nobody must start this")
    with beforehand(files[:ENOUGH], Cache(tmp_path / "cache"), anew) as keep:
        assert read(files[0], keep) == read(files[0], anew)


@pytest.mark.parametrize("script", [None, "exit 3", "echo nonsense; echo '[\"a\", 1]'", "kill -9 $$"])
def test_where_the_other_process_fails_pictures_are_made_here(
    files: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str | None
) -> None:
    if script and os.name != "posix":
        pytest.skip("a shell script stands in for Python")
    python = tmp_path / "python"
    if script:
        python.write_text(f"#!/bin/sh\n{script}\n", encoding="ascii")
        python.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(python))
    with beforehand(files[:-5], Cache(tmp_path / "cache"), anew) as keep:
        found = [read(path, keep) for path in files[:-5]]
    monkeypatch.undo()
    assert found == [read(path, anew) for path in files[:-5]]


def test_no_module_is_taken_from_the_folder_one_stands_in(
    files: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("msgspec", "struct", "kursdeck"):
        (tmp_path / f"{name}.py").write_text("open('was-here', 'w')", encoding="ascii")
    monkeypatch.chdir(tmp_path)
    with beforehand(files, Cache(tmp_path / "cache"), anew) as keep:
        assert keep(key_of(files[1].read_bytes()), refuse)
    assert not (tmp_path / "was-here").exists()
