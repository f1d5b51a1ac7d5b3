"""Lengths and type sizes as types of their own, so that no number ever needs a comment to say its unit.

Everything is an integer: the same sums come out alike on every machine and in every interpreter.
"""

from typing import NewType

from msgspec import Struct

Emu = NewType("Emu", int)
"""English Metric Units, 914 400 to the inch (ISO 29500-1, 20.1.10.16 ST_Coordinate)."""

CentiPt = NewType("CentiPt", int)
"""Hundredths of a point, as type sizes are written in a deck (ISO 29500-1, 20.1.10.72 ST_TextFontSize)."""

EMU_PER_CENTIPT = 127
EMU_PER_CM = 360_000


def cm(length: float) -> Emu:
    """Give `length` centimetres in EMU, rounded to the nearest."""
    return Emu(round(length * EMU_PER_CM))


def pt(size: float) -> CentiPt:
    """Give `size` points in hundredths, rounded to the nearest."""
    return CentiPt(round(size * 100))


def emu(size: CentiPt) -> Emu:
    """Give a type size or a spacing in EMU; exact, since 1 pt is 12 700 EMU."""
    return Emu(size * EMU_PER_CENTIPT)


class Box(Struct, frozen=True):
    """A rectangle on a slide, from its top left corner."""

    x: Emu
    y: Emu
    width: Emu
    height: Emu

    @property
    def right(self) -> Emu:
        """The x of the right edge."""
        return Emu(self.x + self.width)

    @property
    def bottom(self) -> Emu:
        """The y of the bottom edge."""
        return Emu(self.y + self.height)


class Insets(Struct, frozen=True):
    """The empty margin between a frame's edges and its text."""

    left: Emu
    top: Emu
    right: Emu
    bottom: Emu
