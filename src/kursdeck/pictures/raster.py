"""Pictures made of pixels: known to be whole, changed only where they must be.

A sound PNG or JPEG keeps its own pixels' bytes; only what `containers` leaves out is gone. It is encoded
anew, once, when the pixels themselves change: turned upright by its Exif orientation, from printing inks to
screen colours, scaled down, or out of a format that PowerPoint does not keep.

Nothing is said about scaling: a slide is 1,920 pixels wide on most screens and 2,400 are still sharp when it
is printed, so nobody can see the difference, and a message that asks for nothing teaches people to skip them.
"""

from functools import partial

from kursdeck.findings import Findings, Result, error, warning
from kursdeck.pictures import containers
from kursdeck.pictures.cache import Keep, made
from kursdeck.pictures.containers import Still
from kursdeck.pictures.formats import Format
from kursdeck.pictures.image import Image, Rendition, key_of
from kursdeck.source import Source

SHOWN = (Format.PNG, Format.JPEG)
"""What PowerPoint keeps as it is."""


def prepare(data: bytes, found: Format, shown: str, where: Source, keep: Keep) -> Result[Image]:
    """Check a picture of pixels and make it an `Image`; see the module for when its bytes change.

    Errors: damaged or cut off, and those of `pixels.rendition`. A warning: an animation, of which the first picture
    is kept.
    """
    still = _still(data, found)
    if still is None:
        return None, (error("picture-broken", where, file=shown, format=found.value),)
    key = key_of(data)
    make = partial(_rendition, still, found, shown, where)
    rendition, findings = keep(key, make) if found in SHOWN else made(keep, key, make)
    if rendition is None:
        return None, findings
    format_ = "jpeg" if found is Format.JPEG else "png"
    shows = rendition.made or still.data
    image = Image(key, format_, shows, rendition.width, rendition.height, pale=rendition.pale)
    return image, _about_animation(rendition, found, shown, where)


def _still(data: bytes, found: Format) -> Still | None:
    if found is Format.PNG:
        return containers.png(data)
    return containers.jpeg(data) if found is Format.JPEG else Still(data)


def _rendition(still: Still, found: Format, shown: str, where: Source) -> Result[Rendition]:
    from kursdeck.pictures import pixels  # noqa: PLC0415 - Pillow: 21 ms that only a picture not seen before costs

    return pixels.rendition(still, found, shown, where)


def _about_animation(rendition: Rendition, found: Format, shown: str, where: Source) -> Findings:
    if not rendition.animated:
        return ()
    return (warning("picture-animated", where, file=shown, format=found.value),)
