"""Pictures of pixels: which pass unchanged, what changes on the way, and what is said about the rest."""

import struct
import zlib

import PIL.Image
import pytest
from picture_samples import (
    NAMED,
    SHIELD,
    WORDMARK,
    canvas,
    chunk,
    encoded,
    ids,
    opened,
    png_header,
    prepared,
    refused,
    with_exif,
)
from PIL import ImageCms, ImageOps, PngImagePlugin

from kursdeck import pictures
from kursdeck.findings import Severity

# ---- PNG and JPEG keep their own bytes


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGB", "RGBA", "I;16"])
@pytest.mark.parametrize("size", [SHIELD, WORDMARK])
def test_a_plain_png_passes_unchanged(mode: str, size: tuple[int, int]) -> None:
    data = encoded(PIL.Image.new(mode, size), "PNG")
    image = prepared(data)
    assert (image.data, image.format, image.width, image.height, image.svg) == (data, "png", *size, b"")


def test_an_interlaced_png_passes_unchanged() -> None:
    """Two by one pixels in Adam7: pass 1 holds the first, pass 6 the second."""
    ihdr = chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 1, 8, 0, 0, 0, 1))
    idat = chunk(b"IDAT", zlib.compress(b"\0\x10\0\x20"))
    data = b"\x89PNG\r\n\x1a\n" + ihdr + idat + chunk(b"IEND", b"")
    assert prepared(data).data == data


def test_a_plain_jpeg_passes_unchanged() -> None:
    data = encoded(canvas(), "JPEG", progressive=True)
    assert prepared(data).data == data
    assert prepared(data).format == "jpeg"


def test_the_key_is_the_hash_of_what_was_read_and_equal_input_gives_equal_output() -> None:
    data = encoded(canvas("CMYK"), "JPEG")
    assert prepared(data) == prepared(data)
    assert len(prepared(data).key) == 32
    assert prepared(data).key != prepared(data + b"\0").key


def test_a_png_loses_its_texts_and_keeps_its_pixels() -> None:
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", "Kari Eksempel")
    texts.add_itxt("Comment", "secret", zip=True)
    plain = encoded(canvas(), "PNG")
    data = encoded(canvas(), "PNG", pnginfo=texts, exif=with_exif(1))
    assert prepared(data).data == plain


def test_a_jpeg_loses_camera_place_and_comment_and_keeps_its_pixels() -> None:
    plain = encoded(canvas(), "JPEG")
    data = encoded(canvas(), "JPEG", exif=with_exif(1), comment=b"Kari Eksempel", xmp=b"<x/>")
    assert prepared(data).data == plain


def test_a_colour_profile_stays() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for format_ in ("PNG", "JPEG"):
        data = encoded(canvas(), format_, icc_profile=profile)
        assert prepared(data).data == data


@pytest.mark.parametrize("format_", ["PNG", "JPEG"])
def test_what_follows_the_end_of_a_picture_is_dropped(format_: str) -> None:
    plain = encoded(canvas(), format_)
    assert prepared(plain + b"PK\3\4 something else").data == plain


# ---- what must change, changes once


def test_a_photograph_is_turned_upright() -> None:
    """Orientation 6: the camera was turned, so the picture's top left is the upright picture's top right."""
    data = encoded(canvas(), "JPEG", quality=95, exif=with_exif(6))
    image = prepared(data)
    assert (image.width, image.height) == (400, 300)
    upright = opened(image).convert("L")
    assert upright.getexif() == {}
    assert max(upright.crop((384, 0, 400, 16)).tobytes()) < 40


@pytest.mark.parametrize("orientation", range(2, 9))
def test_every_orientation_comes_out_as_pillow_turns_it(orientation: int) -> None:
    picture = canvas("L", (30, 40))
    image = prepared(encoded(picture, "PNG", exif=with_exif(orientation)))
    picture.getexif()[0x0112] = orientation
    turned = ImageOps.exif_transpose(picture)
    assert opened(image).tobytes() == turned.tobytes()


def test_exif_that_cannot_be_read_turns_nothing() -> None:
    data = encoded(canvas(), "JPEG", exif=b"Exif\0\0MM\0*\xff\xff\xff\xff")
    assert (prepared(data).width, prepared(data).height) == SHIELD


def test_printing_inks_become_screen_colours() -> None:
    image = prepared(encoded(PIL.Image.new("CMYK", SHIELD, (0, 255, 255, 0)), "JPEG"))
    picture = opened(image)
    assert (image.format, picture.mode) == ("jpeg", "RGB")
    red, green, blue = (min(channel.tobytes()) for channel in picture.split())
    assert red > 200
    assert max(green, blue) < 80


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGB", "RGBA", "I;16"])
def test_a_picture_larger_than_any_screen_is_scaled_to_2400_pixels(mode: str) -> None:
    image = prepared(encoded(PIL.Image.new(mode, (4800, 800)), "PNG"))
    assert (image.width, image.height) == (2400, 400)
    assert opened(image).size == (2400, 400)


def test_16_bit_grey_keeps_its_shades_when_scaled() -> None:
    image = prepared(encoded(PIL.Image.new("I;16", (3000, 10), 0x8000), "PNG"))
    assert opened(image).getpixel((5, 5)) == 0x80


def test_a_line_one_pixel_high_stays_one_pixel_high() -> None:
    assert prepared(encoded(PIL.Image.new("L", (9000, 1)), "PNG")).height == 1


@pytest.mark.parametrize("format_", ["WEBP", "GIF", "BMP"])
def test_formats_that_powerpoint_may_not_keep_become_png(format_: str) -> None:
    image = prepared(encoded(canvas("L").convert("P"), format_, lossless=True))
    assert image.format == "png"
    assert opened(image).convert("L").getpixel((5, 5)) == 0


def test_transparency_survives_the_change_of_format() -> None:
    clear = PIL.Image.new("RGBA", SHIELD, (200, 0, 0, 0))
    for format_ in ("WEBP", "GIF"):
        picture = opened(prepared(encoded(clear, format_, lossless=True)))
        assert picture.getchannel("A").getextrema() == (0, 0)


@pytest.mark.parametrize("format_", ["PNG", "GIF", "WEBP"])
def test_of_an_animation_the_first_picture_is_kept_and_the_user_told(format_: str) -> None:
    frames = [PIL.Image.new("RGB", SHIELD, colour) for colour in ("red", "blue")]
    data = encoded(frames[0], format_, save_all=True, append_images=frames[1:], lossless=True)
    image, findings = pictures.prepare(data, "logo", NAMED)
    (finding,) = findings
    assert (finding.id, finding.severity) == ("picture-animated", Severity.WARNING)
    assert image is not None
    assert getattr(opened(image), "n_frames", 1) == 1
    assert opened(image).convert("RGB").getpixel((9, 9)) == (255, 0, 0)


# ---- what cannot be used


@pytest.mark.parametrize("format_", ["PNG", "JPEG", "WEBP", "GIF", "BMP"])
def test_half_a_picture_is_damaged(format_: str) -> None:
    data = encoded(canvas(), format_, lossless=True)
    (finding,) = refused(data[: len(data) // 2])
    assert (finding.id, finding.source) == ("picture-broken", NAMED)
    assert str(finding.params["format"]).upper() == format_


def test_a_wrong_checksum_anywhere_in_a_png_is_damage() -> None:
    data = encoded(canvas(), "PNG", dpi=(300, 300))
    at = data.index(b"pHYs") + 5
    assert ids(refused(data[:at] + b"\xff" + data[at + 1 :])) == ["picture-broken"]


def test_pixels_that_do_not_fill_the_picture_are_damage() -> None:
    """All checksums are right, and a structural check alone would let it pass."""
    assert ids(refused(png_header(300, 400))) == ["picture-broken"]


@pytest.mark.parametrize("size", [(6400, 6400), (100_000, 100_000), (2**31 - 1, 2**31 - 1)])
def test_too_many_pixels_are_refused_by_the_header_alone(size: tuple[int, int]) -> None:
    assert ids(refused(png_header(*size))) == ["picture-too-many-pixels"]


def test_a_text_chunk_that_inflates_without_end_is_left_out_unread() -> None:
    plain = encoded(canvas(), "PNG")
    bomb = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(50_000_000)))
    assert prepared(plain[:33] + bomb + plain[33:]).data == plain


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (encoded(canvas(), "TIFF"), "TIFF"),
        (encoded(canvas("RGB", (64, 64)), "ICO"), "ICO"),
        (encoded(canvas("RGB", (64, 64)), "PDF"), "PDF"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC"),
        (b"\0\0\0\x18ftypavif\0\0\0\0mif1avif", "AVIF"),
        (b"%!PS-Adobe-3.0 EPSF-3.0", "EPS"),
        (b"\x1f\x8b\x08\0" + bytes(20), "SVGZ (gzip)"),
        (b"8BPS\0\1", "Photoshop"),
    ],
)
def test_a_format_that_cannot_be_used_is_named(data: bytes, name: str) -> None:
    (finding,) = refused(data)
    assert (finding.id, finding.source) == ("picture-unsupported", NAMED)
    assert finding.params == {"file": "logo", "format": name}


def test_anything_else_is_no_picture() -> None:
    assert ids(refused(b"Kommunens logo")) == ["picture-unknown"]
    assert ids(refused(b"")) == ["picture-empty"]
    assert ids(refused(bytes(20_000_001))) == ["picture-too-large"]
