"""Pictures are made once and kept: what comes out is the same with a cache as without one, whatever lies in it."""

import os
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from picture_samples import NAMED, canvas, encoded, ids, svg, with_exif
from PIL import Image as Pillow

from kursdeck import pictures
from kursdeck.findings import Result, error
from kursdeck.pictures import Cache, Image, Keep, anew, cache
from kursdeck.pictures.cache import Make
from kursdeck.pictures.image import Rendition, key_of

FRAMES = [Pillow.new("RGB", (30, 40), colour) for colour in ("red", "blue")]
WHITE = Pillow.new("RGBA", (30, 40), "white")
SAMPLES = {
    "a plain PNG": encoded(canvas("RGBA", (24, 32)), "PNG"),
    "a pale PNG with metadata": encoded(WHITE, "PNG", exif=with_exif(1)),
    "an animated PNG": encoded(FRAMES[0], "PNG", save_all=True, append_images=FRAMES[1:]),
    "a JPEG on its side": encoded(canvas("RGB", (24, 32)), "JPEG", exif=with_exif(6)),
    "a JPEG of printing inks": encoded(canvas("CMYK", (24, 32)), "JPEG"),
    "a WebP": encoded(canvas("RGB", (24, 32)), "WEBP"),
    "an animated GIF": encoded(FRAMES[0], "GIF", save_all=True, append_images=FRAMES[1:]),
    "a large PNG": encoded(Pillow.new("L", (4800, 8)), "PNG"),
}
DRAWINGS = {
    "an SVG": svg("<rect width='3' height='4' fill='navy'/>"),
    "a blank SVG with text": svg("\n<text y='2'>Eksempel</text>"),
}
AS_THEY_ARE = ("a plain PNG", "a pale PNG with metadata", "an animated PNG")
"""Of these there is only something to know."""
MADE = [data for name, data in SAMPLES.items() if name not in AS_THEY_ARE]
PNG = SAMPLES["a plain PNG"]
WEBP = SAMPLES["a WebP"]
KEY = key_of(PNG)

ON_FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from kursdeck import pictures
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))
image, findings = pictures.read(Path(sys.argv[1]), "logo", None, pictures.Cache(Path(sys.argv[2])).remembered)
print(image.key, len(findings))
"""
"""Prepares a picture where no file may grow past 10 bytes."""


def prepare(data: bytes, keep: Keep) -> Result[Image]:
    return pictures.prepare(data, "logo", NAMED, keep)


def counting(keep: Keep, made: list[str]) -> Keep:
    """Note in `made` which keys are made."""

    def noted(key: str, make: Make) -> Result[Rendition]:
        def noting() -> Result[Rendition]:
            made.append(key)
            return make()

        return keep(key, noting)

    return noted


def same(data: bytes, folder: Path) -> None:
    """See that a picture comes out the same without a cache, when it is put into one and when it is taken from it."""
    alone = pictures.prepare(data, "logo", NAMED)
    kept = Cache(folder)
    assert prepare(data, kept.recalled) == alone
    assert prepare(data, kept.remembered) == alone
    assert prepare(data, kept.remembered) == alone
    assert prepare(data, kept.recalled) == alone


def entry(folder: Path) -> Path:
    """Give the file of the one entry."""
    (path,) = folder.iterdir()
    return path


# ---- the same, but faster


@pytest.mark.parametrize("data", [*SAMPLES.values(), *DRAWINGS.values()], ids=[*SAMPLES, *DRAWINGS])
def test_a_picture_and_its_findings_are_the_same_and_made_once(data: bytes, tmp_path: Path) -> None:
    same(data, tmp_path)
    made: list[str] = []
    prepare(data, counting(Cache(tmp_path).recalled, made))
    assert made == []


@settings(max_examples=60)
@given(st.sampled_from(list(SAMPLES.values())), st.data())
def test_a_damaged_picture_is_the_same_too(sample: bytes, draw: st.DataObject) -> None:
    data = bytearray(sample)
    data[draw.draw(st.integers(0, len(data) - 1))] ^= draw.draw(st.integers(1, 255))
    cut = draw.draw(st.integers(0, len(data))) if draw.draw(st.booleans()) else len(data)
    with TemporaryDirectory() as folder:
        same(bytes(data[:cut]), Path(folder))


def test_a_picture_is_known_by_what_it_holds_not_by_its_name(tmp_path: Path) -> None:
    data, made = DRAWINGS["a blank SVG with text"], list[str]()
    keep = counting(Cache(tmp_path / "cache").remembered, made)
    for name in ("old.svg", "new.svg"):
        (tmp_path / name).write_bytes(data)
        image, findings = pictures.read(tmp_path / name, name, None, keep)
        assert image is not None
        assert [(found.id, found.source and found.source.file) for found in findings] == [
            ("svg-text", name),
            ("svg-blank", name),
        ]
    assert made == [key_of(data)]


def test_the_same_picture_of_many_is_made_once_in_a_build(tmp_path: Path) -> None:
    kept, made = Cache(tmp_path), list[str]()
    for _ in range(3):
        prepare(PNG, counting(kept.remembered, made))
    assert made == [KEY]
    assert entry(tmp_path).read_text(encoding="ascii").count("\n") == 1


def test_what_cannot_be_made_is_tried_again(tmp_path: Path) -> None:
    refused = error("svg-too-slow", None, file="logo.svg", seconds=5)
    assert Cache(tmp_path).remembered(KEY, lambda: (None, (refused,))) == (None, (refused,))
    assert Cache(tmp_path).remembered(KEY, lambda: (Rendition(b"", 3, 4), ()))[0] == Rendition(b"", 3, 4)


def test_looking_at_what_is_kept_writes_nothing(tmp_path: Path) -> None:
    prepare(PNG, Cache(tmp_path / "cache").recalled)
    assert not (tmp_path / "cache").exists()


# ---- trusted only as it was written


@settings(max_examples=60)
@given(st.sampled_from([PNG, SAMPLES["a JPEG on its side"]]), st.data())
def test_an_entry_that_was_damaged_is_made_anew(data: bytes, draw: st.DataObject) -> None:
    with TemporaryDirectory() as place:
        folder, made = Path(place), list[str]()
        good = prepare(data, Cache(folder).remembered)
        written = bytearray(entry(folder).read_bytes())
        written[draw.draw(st.integers(0, len(written) - 1))] ^= draw.draw(st.integers(1, 255))
        cut = draw.draw(st.integers(0, len(written))) if draw.draw(st.booleans()) else len(written)
        entry(folder).write_bytes(written[:cut])
        for _ in range(2):
            assert prepare(data, counting(Cache(folder).remembered, made)) == good
        whole = key_of(data) not in made
        assert made == ([] if whole else [key_of(data)])
        assert not whole or entry(folder).name == cache.FACTS  # one line break is as good as another


def test_an_entry_under_another_name_is_none(tmp_path: Path) -> None:
    prepare(SAMPLES["a JPEG on its side"], Cache(tmp_path).remembered)
    entry(tmp_path).rename(tmp_path / key_of(WEBP))
    assert prepare(WEBP, Cache(tmp_path).recalled) == pictures.prepare(WEBP, "logo", NAMED)


def test_a_line_with_another_key_is_none(tmp_path: Path) -> None:
    prepare(SAMPLES["a pale PNG with metadata"], Cache(tmp_path).remembered)
    line = entry(tmp_path).read_text(encoding="ascii")
    entry(tmp_path).write_text(KEY + line[len(KEY) :], encoding="ascii")
    assert prepare(PNG, Cache(tmp_path).recalled) == pictures.prepare(PNG, "logo", NAMED)


@pytest.mark.parametrize("data", [PNG, WEBP, DRAWINGS["an SVG"]], ids=["PNG", "WebP", "SVG"])
def test_what_was_kept_elsewhere_is_not_believed(data: bytes, tmp_path: Path) -> None:
    """A course is mailed with its cache, and whoever wrote that may have sealed anything as it should be."""
    made: list[str] = []
    prepare(data, Cache(tmp_path / "theirs").remembered)
    shutil.copytree(tmp_path / "theirs", tmp_path / "ours")
    prepare(data, counting(Cache(tmp_path / "ours").remembered, made))
    prepare(data, counting(Cache(tmp_path / "ours").remembered, made))
    assert made == [key_of(data)]


def test_an_entry_of_another_version_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    prepare(PNG, Cache(tmp_path).remembered)
    monkeypatch.setattr(cache, "PREPARED", cache.PREPARED + 1)
    prepare(PNG, counting(Cache(tmp_path).recalled, made))
    assert made == [KEY]


@pytest.mark.parametrize(
    "forged", [b"<svg onload='x()'/>", b"GIF89a", PNG + b"more", SAMPLES["a pale PNG with metadata"]]
)
def test_an_entry_that_holds_anything_but_a_clean_picture_is_none(tmp_path: Path, forged: bytes) -> None:
    """The folder is mailed with the course: somebody else may have written it, and as it should be written."""
    Cache(tmp_path).remembered(KEY, lambda: (Rendition(forged, 1, 1), ()))
    assert prepare(PNG, Cache(tmp_path).recalled) == pictures.prepare(PNG, "logo", NAMED)


@pytest.mark.parametrize("data", [WEBP, DRAWINGS["an SVG"]], ids=["WebP", "SVG"])
def test_a_line_that_says_of_what_cannot_be_shown_that_it_can_is_not_believed(
    data: bytes, tmp_path: Path
) -> None:
    Cache(tmp_path).remembered(key_of(data), lambda: (Rendition(b"", 1, 1), ()))
    assert prepare(data, Cache(tmp_path).recalled) == pictures.prepare(data, "logo", NAMED)


def test_an_svg_is_checked_also_where_its_drawing_is_kept(tmp_path: Path) -> None:
    active = svg("<rect width='3' height='4'/><script/>")
    Cache(tmp_path).remembered(key_of(active), lambda: (Rendition(PNG, 24, 32), ()))
    image, findings = prepare(active, Cache(tmp_path).recalled)
    assert (image, ids(findings)) == (None, ["svg-active"])


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="links need rights on Windows")
def test_a_link_in_the_place_of_an_entry_is_not_followed(tmp_path: Path) -> None:
    mine, folder = tmp_path / "mine.txt", tmp_path / "cache"
    mine.write_text("mine", encoding="utf-8")
    folder.mkdir()
    for name in (key_of(WEBP), cache.FACTS):
        (folder / name).symlink_to(mine)
    for data in (WEBP, PNG):
        prepare(data, Cache(folder).remembered)
    assert mine.read_text(encoding="utf-8") == "mine"
    assert stat.S_ISREG((folder / key_of(WEBP)).lstat().st_mode)
    Cache(folder).sweep()
    prepare(PNG, Cache(folder).remembered)
    assert stat.S_ISREG((folder / cache.FACTS).lstat().st_mode)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are POSIX")
def test_a_pipe_in_the_place_of_an_entry_is_not_waited_for(tmp_path: Path) -> None:
    for name in (key_of(WEBP), cache.FACTS):
        os.mkfifo(tmp_path / name)
    for data in (WEBP, PNG):
        assert prepare(data, Cache(tmp_path).remembered) == pictures.prepare(data, "logo", NAMED)


# ---- never in the way


def test_a_folder_that_may_not_be_written_only_means_that_nothing_is_kept(
    tmp_path: Path, unprivileged: Callable[[], AbstractContextManager[None]]
) -> None:
    tmp_path.chmod(0o555)
    with unprivileged():
        assert prepare(PNG, Cache(tmp_path / "cache").remembered) == pictures.prepare(PNG, "logo", NAMED)
        Cache(tmp_path / "cache").sweep()
    tmp_path.chmod(0o755)
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_place_of_the_folder_only_means_that_nothing_is_kept(tmp_path: Path) -> None:
    place = tmp_path / "cache"
    place.write_bytes(b"something else")
    assert prepare(PNG, Cache(place).remembered) == pictures.prepare(PNG, "logo", NAMED)
    Cache(place).sweep()
    assert place.read_bytes() == b"something else"


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be held to small files")
def test_a_full_disk_only_means_that_nothing_is_kept_and_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(PNG)
    arguments = [sys.executable, "-c", ON_FULL_DISK, str(tmp_path / "logo.png"), str(tmp_path / "cache")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(arguments, env=environment, capture_output=True, check=True, text=True)
    assert done.stdout.split() == [KEY, "0"]
    assert entry(tmp_path / "cache").stat().st_size == 10  # of a line, which is told
    prepare(PNG, Cache(tmp_path / "cache").remembered)
    prepare(PNG, Cache(tmp_path / "cache").remembered)
    assert prepare(PNG, counting(Cache(tmp_path / "cache").recalled, made := list[str]())) == prepare(
        PNG, anew
    )
    assert made == []


def test_two_builds_may_keep_the_same_pictures_at_once(tmp_path: Path) -> None:
    data = [*SAMPLES.values()] * 6
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda one: prepare(one, Cache(tmp_path).remembered), data))
    assert found == [pictures.prepare(one, "logo", NAMED) for one in data]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([cache.FACTS, *map(key_of, MADE)])
    made: list[str] = []
    for one in SAMPLES.values():
        prepare(one, counting(Cache(tmp_path).recalled, made))
    assert made == []


# ---- not forever


def aged(path: Path, seconds: float) -> None:
    os.utime(path, (time.time() - seconds,) * 2)


def test_what_was_not_used_for_long_goes_and_what_is_used_stays(tmp_path: Path) -> None:
    kept = Cache(tmp_path)
    for data in MADE:
        prepare(data, kept.remembered)
        aged(tmp_path / key_of(data), cache.UNUSED + 60)
    prepare(WEBP, kept.remembered)
    kept.sweep()
    assert entry(tmp_path).name == key_of(WEBP)


def test_too_many_lines_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Cache(tmp_path)
    prepare(PNG, kept.remembered)
    kept.sweep()
    assert entry(tmp_path).name == cache.FACTS
    monkeypatch.setattr(cache, "MOST_FACTS", 10)
    kept.sweep()
    assert list(tmp_path.iterdir()) == []


def test_of_too_much_the_longest_unused_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Cache(tmp_path)
    for age, data in enumerate(MADE):
        prepare(data, kept.remembered)
        aged(tmp_path / key_of(data), age * 60)
    newest = [tmp_path / key_of(data) for data in MADE][:3]
    monkeypatch.setattr(cache, "MOST", sum(path.stat().st_size for path in newest))
    kept.sweep()
    assert sorted(tmp_path.iterdir()) == sorted(newest)


def test_what_a_killed_build_left_goes_and_what_is_not_ours_stays(tmp_path: Path) -> None:
    for name in (".kursdeck-0123456789abcdef.tmp", "notes.txt"):
        (tmp_path / name).write_bytes(b"half")
        aged(tmp_path / name, cache.UNUSED * 2)
    Cache(tmp_path).sweep()
    assert entry(tmp_path).name == "notes.txt"


def test_a_folder_that_was_deleted_needs_no_sweeping(tmp_path: Path) -> None:
    Cache(tmp_path / "none").sweep()
    assert list(tmp_path.iterdir()) == []
