"""Whether a picture can be seen on white: many logos come in a white version for dark grounds."""

import PIL.Image

DARKEST_PALE = 210
"""The grey, of 255, that has a contrast of 1.5:1 to white (WCAG 2.1, relative luminance 0.65)."""
LEAST_SHARE = 50
"""One pixel in so many of those that are not transparent must be darker, or nothing is seen."""
BARELY_VISIBLE = 25
"""Pixels with an alpha up to this, of 255, count as transparent."""
SAMPLES = (64, 256)
"""Pixels of a sample's longer side. A glance tells of nearly all that they can be seen; what is thin may fall between
few pixels, so no logo is called pale before it was looked at with about as many as it has on a screen."""


def sampled(picture: PIL.Image.Image, longest: int) -> PIL.Image.Image:
    """Take pixels from all over a large picture, unchanged: mixed with what is around it a line would be pale."""
    step = max(picture.size) / longest
    if step <= 1:
        return picture
    width, height = (max(1, round(side / step)) for side in picture.size)
    return picture.resize((width, height), PIL.Image.Resampling.NEAREST)


def is_pale(picture: PIL.Image.Image) -> bool:
    """Say whether next to nothing of a picture in screen colours shows on a white ground."""
    greys, visible = picture.convert("L"), picture.width * picture.height
    if picture.mode == "RGBA":
        alpha, ground = picture.getchannel("A"), PIL.Image.new("L", picture.size, "white")
        ground.paste(greys, mask=alpha)
        greys, visible = ground, sum(alpha.histogram()[BARELY_VISIBLE + 1 :])
    return sum(greys.histogram()[: DARKEST_PALE + 1]) * LEAST_SHARE <= visible


def is_blank(picture: PIL.Image.Image) -> bool:
    """Say whether an RGBA picture is transparent all over."""
    return picture.getchannel("A").getbbox() is None
