"""Whether a picture can be seen on white: many logos come in a white version for dark grounds."""

from io import BytesIO

import PIL.Image

from kursdeck.pictures.image import Image

DARKEST_PALE = 210
"""The grey, of 255, that has a contrast of 1.5:1 to white (WCAG 2.1, relative luminance 0.65)."""
LEAST_SHARE = 50
"""One pixel in so many of those that are not transparent must be darker, or nothing is seen."""
BARELY_VISIBLE = 25
"""Pixels with an alpha up to this, of 255, count as transparent."""


def is_pale(image: Image) -> bool:
    """Say whether next to nothing of a picture shows on a white ground."""
    with PIL.Image.open(BytesIO(image.data)) as picture:
        pixels = picture.convert("RGBA")
    ground = PIL.Image.new("RGBA", pixels.size, "white")
    greys = PIL.Image.alpha_composite(ground, pixels).convert("L").histogram()
    visible = sum(pixels.getchannel("A").histogram()[BARELY_VISIBLE + 1 :])
    return sum(greys[: DARKEST_PALE + 1]) * LEAST_SHARE <= visible
