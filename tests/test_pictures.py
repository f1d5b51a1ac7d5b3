"""Pictures as files, and what is promised of any bytes whatever: an image or an error, never an exception."""

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from picture_samples import NAMED, canvas, encoded, ids, opened, svg, with_exif

from kursdeck import pictures
from kursdeck.findings import Severity
from kursdeck.source import Source

# ---- files


def test_a_file_is_told_by_its_content_not_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "logo.jpg"
    path.write_bytes(encoded(canvas(), "PNG"))
    image, findings = pictures.read(path, "logo.jpg", None)
    assert (image and image.format, findings) == ("png", ())


def test_a_missing_file_offers_the_names_beside_it(tmp_path: Path) -> None:
    (tmp_path / "vaapen.svg").write_bytes(svg())
    (tmp_path / "bakgrunn.png").write_bytes(b"")
    image, (finding,) = pictures.read(tmp_path / "vapen.svg", "logos/vapen.svg", NAMED)
    assert (image, finding.id, finding.source) == (None, "picture-missing", NAMED)
    assert finding.near == ("vaapen.svg",)


@pytest.mark.parametrize("name", ["no/such/folder/logo.png", "file.png/logo.png", "a\0b.png"])
def test_a_path_that_leads_nowhere_is_a_missing_file(tmp_path: Path, name: str) -> None:
    (tmp_path / "file.png").write_bytes(b"")
    _, (finding,) = pictures.read(tmp_path / name, name, None)
    assert (finding.id, finding.source) == ("picture-missing", Source(name))


def test_a_folder_is_no_picture(tmp_path: Path) -> None:
    assert ids(pictures.read(tmp_path, "logos", None)[1]) == ["picture-folder"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are POSIX")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "logo.png")
    assert ids(pictures.read(tmp_path / "logo.png", "logo.png", None)[1]) == ["picture-not-a-file"]


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="permissions are POSIX")
def test_a_file_without_permission_is_unreadable(
    tmp_path: Path, unprivileged: Callable[[], AbstractContextManager[None]]
) -> None:
    path = tmp_path / "logo.png"
    path.write_bytes(encoded(canvas(), "PNG"))
    path.chmod(0)
    with unprivileged():
        findings = pictures.read(path, "logo.png", None)[1]
    assert ids(findings) == ["picture-unreadable"]


def test_a_name_that_no_disk_can_hold_is_unreadable(tmp_path: Path) -> None:
    assert ids(pictures.read(tmp_path / ("x" * 5000), "x", None)[1]) == ["picture-unreadable"]


def test_a_file_over_20_mb_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "logo.png"
    with path.open("wb") as file:
        file.truncate(30_000_001)
    _, (finding,) = pictures.read(path, "logo.png", None)
    assert (finding.id, finding.params["size"], finding.params["most"]) == ("picture-too-large", 31, 20)


# ---- promises


def test_importing_the_package_imports_no_picture_library() -> None:
    """A deck without pictures must not wait for Pillow or lxml."""
    program = "import sys, kursdeck.pictures; print(*{'PIL', 'lxml', 'subprocess'} & set(sys.modules))"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, check=True, text=True
    )
    assert done.stdout.strip() == ""


SEEDS = [
    encoded(canvas("RGBA", (24, 32)), "PNG"),
    encoded(canvas("RGB", (24, 32)), "JPEG", exif=with_exif(6)),
    encoded(canvas("CMYK", (24, 32)), "JPEG", progressive=True),
    encoded(canvas("RGB", (24, 32)), "WEBP"),
    encoded(canvas("RGB", (24, 32)).convert("P"), "GIF"),
    encoded(canvas("RGB", (24, 32)), "BMP"),
]


@st.composite
def damaged(draw: st.DrawFn, seeds: list[bytes]) -> bytes:
    """Cut a good picture off, or overwrite a few places of it."""
    data = bytearray(draw(st.sampled_from(seeds)))
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(data) - 1))
        patch = draw(st.binary(min_size=1, max_size=4))
        data[at : at + len(patch)] = patch
    return bytes(data[: draw(st.integers(0, len(data)))] if draw(st.booleans()) else data)


def check_image_xor_error(data: bytes) -> None:
    image, findings = pictures.prepare(data, "logo", None)
    assert (image is None) == any(finding.severity is Severity.ERROR for finding in findings)
    if image is not None:
        assert opened(image).size == (image.width, image.height)


@settings(max_examples=300, deadline=None)
@given(damaged(SEEDS))
def test_damaged_pictures_give_an_image_or_an_error_and_never_raise(data: bytes) -> None:
    check_image_xor_error(data)


SVG_SEEDS = [
    svg("<style>g { fill: url(#a) }</style><g id='a'><path d='M0 0h3v4z' fill='url(#a)'/></g>"),
    svg("<text>&x;</text><?x y?>", before="<!DOCTYPE svg [<!ENTITY x '<g/>'>]>"),
    svg("<image href='data:image/png;base64,AAAA'/>", "width='3cm' height='4'", "<?xml version='1.0'?>"),
]


@settings(max_examples=40, deadline=None)
@given(damaged(SVG_SEEDS))
def test_damaged_svgs_give_an_image_or_an_error_and_never_raise(data: bytes) -> None:
    check_image_xor_error(data)


@given(st.binary(max_size=60))
def test_any_bytes_give_an_image_or_an_error_and_never_raise(data: bytes) -> None:
    check_image_xor_error(data)
