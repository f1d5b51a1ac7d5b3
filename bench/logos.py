"""Logos to build with: coats of arms drawn from a name, so that everybody has a distinct one and always the same.

They are what municipalities send: 300 × 360 pixels, transparent around a shield, smooth edges, 5 to 20 kB as PNG.
The same polygons are written as SVG, so that both formats show the same picture.
"""

import math
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct
from PIL import Image, ImageDraw

WIDTH, HEIGHT = 300, 360
SMOOTH = 2
"""How many times larger the picture is drawn before it is scaled down to smooth edges."""

TINCTURES = ("#c8102e", "#00338d", "#00643c", "#1d1d1b", "#5b2b82", "#8a1538", "#0072a5")
METALS = ("#f5c400", "#f2f2f2", "#d9dde0", "#ffe27a")
CHARGES = 4
"""How many things stand on a shield."""

Point: TypeAlias = tuple[float, float]


class Polygon(Struct, frozen=True):
    """A filled shape; points are in pixels of the finished picture, the colour is '#rrggbb'."""

    points: tuple[Point, ...]
    colour: str


def draw_logos(folder: Path, names: tuple[str, ...], ending: str) -> None:
    """Write a logo for each name into a folder, as 'png' or 'svg'."""
    folder.mkdir(parents=True, exist_ok=True)
    write = {"png": write_png, "svg": write_svg}[ending]
    for name in names:
        write(folder / f"{name}.{ending}", tuple(arms(name)))


def write_png(path: Path, polygons: tuple[Polygon, ...]) -> None:
    """Write polygons as a PNG with smooth edges."""
    large = Image.new("RGBA", (WIDTH * SMOOTH, HEIGHT * SMOOTH))
    pen = ImageDraw.Draw(large)
    for polygon in polygons:
        pen.polygon([(x * SMOOTH, y * SMOOTH) for x, y in polygon.points], fill=polygon.colour)
    large.reduce(SMOOTH).save(path)


def write_svg(path: Path, polygons: tuple[Polygon, ...]) -> None:
    """Write polygons as an SVG of the same size."""
    shapes = "".join(
        f'<polygon points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in polygon.points)}" fill="{polygon.colour}"/>'
        for polygon in polygons
    )
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"'
    path.write_text(f'{head} width="{WIDTH}" height="{HEIGHT}">{shapes}</svg>\n', encoding="utf-8")


# ---- what is on a shield


def arms(name: str) -> Iterator[Polygon]:
    """Give a coat of arms, the lowest shape first; which one depends on the name's digest alone."""
    dice = iter(sha256(name.encode()).digest())
    tincture, metal = TINCTURES[next(dice) % len(TINCTURES)], METALS[next(dice) % len(METALS)]
    yield Polygon(tuple(_shield(0)), metal)
    yield Polygon(tuple(_shield(8)), _shaded(tincture, next(dice)))
    yield Polygon(
        tuple(_wave(205 + next(dice) % 20, 2 + next(dice) % 5, next(dice))), _shaded(metal, next(dice))
    )
    for place in range(CHARGES):
        centre = (90.0 + 120 * (place % 2), 75.0 + 85 * (place // 2))
        star = _star(centre, 5 + next(dice) % 9, 22 + next(dice) % 22, 30 + next(dice) % 60)
        yield Polygon(tuple(star), _shaded(metal, next(dice)))


def _shaded(colour: str, amount: int) -> str:
    """Give a colour a little darker, by `amount` of 255."""
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{part - part * amount // 1024:02x}" for part in parts)


def _shield(inset: float) -> Iterator[Point]:
    """Go round a shield: straight above, two arcs that meet in a point below."""
    yield from ((inset, inset), (WIDTH - inset, inset))
    half, top, depth = WIDTH / 2 - inset, HEIGHT * 0.45, HEIGHT * 0.55 - inset
    for step in range(-24, 25):
        turn = step / 24
        yield (WIDTH / 2 - half * turn, top + depth * math.cos(turn * math.pi / 2) ** 0.8)


def _wave(middle: float, waves: int, height: int) -> Iterator[Point]:
    """Go along the upper edge of a wavy bar and back along the lower one; it ends inside the shield."""
    xs = [60 + step * 1.8 for step in range(101)]
    tall = 6 + height % 9
    crest = [tall * math.sin((x - 60) / 180 * waves * math.tau) for x in xs]
    yield from ((x, middle + y) for x, y in zip(xs, crest, strict=True))
    yield from ((x, middle + y + 24) for x, y in zip(reversed(xs), reversed(crest), strict=True))


def _star(centre: Point, rays: int, radius: float, sharpness: int) -> Iterator[Point]:
    """Go round a star with `rays` points; `sharpness` is the inner radius in hundredths of the outer."""
    for corner in range(2 * rays):
        reach = radius if corner % 2 == 0 else radius * sharpness / 100
        turn = math.pi * corner / rays
        yield (centre[0] + reach * math.sin(turn), centre[1] - reach * math.cos(turn))
