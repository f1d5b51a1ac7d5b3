"""Pixels: decoded once to know that they are whole, looked at, and changed only where they must be.

Pillow is loaded with this module, so it is imported only for a picture that was not prepared before.
"""

from io import BytesIO

import PIL.Image
from msgspec import Struct

from kursdeck.findings import Result, error
from kursdeck.pictures.containers import Still
from kursdeck.pictures.contrast import SAMPLES, is_blank, is_pale, sampled
from kursdeck.pictures.formats import Format
from kursdeck.pictures.image import Rendition
from kursdeck.pictures.quiet import QUIET
from kursdeck.source import Source

MOST_PIXELS = 40_000_000
"""How many pixels are decoded at most: 160 MB of memory, and more than any office camera takes."""

LONGEST_SIDE = 2_400
JPEG_QUALITY = 92

_ORIENTATION = 0x0112
_TURNS = {
    2: PIL.Image.Transpose.FLIP_LEFT_RIGHT,
    3: PIL.Image.Transpose.ROTATE_180,
    4: PIL.Image.Transpose.FLIP_TOP_BOTTOM,
    5: PIL.Image.Transpose.TRANSPOSE,
    6: PIL.Image.Transpose.ROTATE_270,
    7: PIL.Image.Transpose.TRANSVERSE,
    8: PIL.Image.Transpose.ROTATE_90,
}
"""Exif's orientation (CIPA DC-008, 4.6.5.1.6) to what makes it upright; 1 is upright already."""


class _Decoded(Struct, frozen=True):
    """A picture with all its pixels in memory, how it must be turned, and whether more pictures follow it."""

    picture: PIL.Image.Image
    orientation: int
    animated: bool


def rendition(still: Still, found: Format, shown: str, where: Source) -> Result[Rendition]:
    """Decode a picture, and make what a deck can show of it where it cannot be shown as it is.

    Errors: damaged or cut off, more than 40 megapixels (told from the header, before any pixel is decoded).
    """
    decoded, findings = _decoded(still, found, shown, where)
    return (_rendition(found, decoded) if decoded else None), findings


def drawing(png: bytes) -> Rendition:
    """Look at the drawing of an SVG: a sound PNG, in RGBA."""
    with PIL.Image.open(BytesIO(png), formats=["PNG"]) as picture:
        picture.load()
        return Rendition(png, *picture.size, _is_pale(picture), is_blank(picture))


# ---- decoding


def _decoded(still: Still, found: Format, shown: str, where: Source) -> Result[_Decoded]:
    broken = error("picture-broken", where, file=shown, format=found.value)
    too_many = error("picture-too-many-pixels", where, file=shown, most=MOST_PIXELS // 1_000_000)
    try:
        with QUIET:  # load() is what counts
            picture = PIL.Image.open(BytesIO(still.data), formats=[found.name])
            if picture.width * picture.height > MOST_PIXELS:
                return None, (too_many,)
            animated = still.animated or getattr(picture, "is_animated", False)
            picture.load()
    except PIL.Image.DecompressionBombError:
        return None, (too_many,)
    except Exception:  # noqa: BLE001 - given damaged bytes, Pillow's decoders raise nearly every built-in exception
        return None, (broken,)
    exif = still.exif or picture.info.get("exif", b"")
    return _Decoded(picture, _orientation(exif), animated), ()


def _orientation(exif: bytes) -> int:
    """Read how the camera was held; Exif that cannot be read says nothing, so the picture stays as it is."""
    block = PIL.Image.Exif()
    try:
        with QUIET:
            block.load(exif)
            return int(block.get(_ORIENTATION, 1))
    except Exception:  # noqa: BLE001 - as above: the parser trusts the offsets that it reads
        return 1


# ---- changing and encoding


def _rendition(found: Format, decoded: _Decoded) -> Rendition:
    picture = decoded.picture
    if found in (Format.PNG, Format.JPEG) and not _must_change(decoded):
        return Rendition(b"", *picture.size, _is_pale(picture), animated=decoded.animated)
    final = _bounded(_upright(_in_screen_colours(picture), decoded.orientation))
    profile = None if picture.mode == "CMYK" else picture.info.get("icc_profile")
    made = _as_jpeg(final, profile) if found is Format.JPEG else _as_png(final, profile)
    return Rendition(made, *final.size, _is_pale(final), animated=decoded.animated)


def _is_pale(picture: PIL.Image.Image) -> bool:
    return all(is_pale(_in_screen_colours(sampled(picture, side))) for side in SAMPLES)


def _must_change(decoded: _Decoded) -> bool:
    picture = decoded.picture
    return decoded.orientation in _TURNS or picture.mode == "CMYK" or max(picture.size) > LONGEST_SIDE


def _in_screen_colours(picture: PIL.Image.Image) -> PIL.Image.Image:
    """Give the picture as 8-bit grey, RGB or RGBA: what can be scaled smoothly and what everything shows."""
    if picture.mode == "CMYK":
        return _from_inks(picture)
    if picture.mode.startswith("I"):  # 16-bit grey, which a plain convert() would cut off at 255
        return picture.convert("I").point(lambda value: value / 256).convert("L")
    mode = "RGBA" if picture.has_transparency_data else "L" if picture.mode in ("1", "L") else "RGB"
    return picture if picture.mode == mode else picture.convert(mode)


def _from_inks(picture: PIL.Image.Image) -> PIL.Image.Image:
    """Convert CMYK by its own colour profile, as the printer meant it; without one by plain arithmetic."""
    from PIL import ImageCms  # noqa: PLC0415 - nearly no picture is made of inks

    try:
        inks = ImageCms.ImageCmsProfile(BytesIO(picture.info["icc_profile"]))
        screen = ImageCms.createProfile("sRGB")
        converted = ImageCms.profileToProfile(picture, inks, screen, outputMode="RGB")
    except (KeyError, OSError, ImageCms.PyCMSError):
        converted = None
    return converted or picture.convert("RGB")


def _upright(picture: PIL.Image.Image, orientation: int) -> PIL.Image.Image:
    return picture.transpose(_TURNS[orientation]) if orientation in _TURNS else picture


def _bounded(picture: PIL.Image.Image) -> PIL.Image.Image:
    longest = max(picture.size)
    if longest <= LONGEST_SIDE:
        return picture
    width, height = (max(1, round(side * LONGEST_SIDE / longest)) for side in picture.size)
    return picture.resize((width, height), PIL.Image.Resampling.LANCZOS)


def _as_jpeg(picture: PIL.Image.Image, profile: bytes | None) -> bytes:
    out = BytesIO()
    # 4:4:4: the red and blue edges of a logo stay sharp.
    picture.save(out, "JPEG", quality=JPEG_QUALITY, subsampling=0, optimize=True, icc_profile=profile)
    return out.getvalue()


def _as_png(picture: PIL.Image.Image, profile: bytes | None) -> bytes:
    out = BytesIO()
    picture.save(out, "PNG", icc_profile=profile)
    return out.getvalue()
