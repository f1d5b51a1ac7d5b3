"""Where a value was written, so that every message can say file, line and column.

A `Source` travels with each value from the loader to the last check; nothing that came from a file is without one.
"""

from msgspec import Struct
from msgspec.structs import astuple, replace


class Source(Struct, frozen=True):
    """A place in a file that a person can open.

    `line` and `column` count from 1, in code points; line 0 means the file as a whole. `length` is how many
    code points the place covers on its line. `path` is the way there through the document:
    `slides[3].title`; of a roster's cell it is its column's header.
    """

    file: str
    line: int = 0
    column: int = 0
    length: int = 1
    path: str = ""

    @property
    def personal(self) -> bool:
        """Say whether the line may hold personal data: all of `deck/` may, and no message repeats it."""
        return self.file.startswith("deck/")

    @property
    def header(self) -> str:
        """Give the header of the column that the place stands in, '' outside tables."""
        return self.path if self.file.endswith((".csv", ".xlsx")) else ""

    def at(self, offset: int, length: int) -> "Source":
        """Give the place `offset` code points further on the same line."""
        return replace(self, column=self.column + offset, length=length)

    def __str__(self) -> str:
        """Write the place the way editors and terminals make clickable, `content.yaml:47:21`.

        In a workbook it is the cell, as Excel's name box takes it: `deck/roster.xlsx:C5`.
        """
        if not self.line:
            return self.file
        if self.file.endswith(".xlsx"):
            return f"{self.file}:{_letters(self.column)}{self.line}"
        return f"{self.file}:{self.line}:{self.column}"


class Sourced(Struct, frozen=True, eq=False):
    """A value whose last field tells where it comes from: two that say the same are equal, wherever they stood."""

    def __eq__(self, other: object) -> bool:
        """Compare all fields but the last."""
        return isinstance(other, type(self)) and astuple(self)[:-1] == astuple(other)[:-1]

    def __hash__(self) -> int:
        """Hash all fields but the last."""
        return hash(astuple(self)[:-1])


def _letters(column: int) -> str:
    """Name a column as Excel does: 1 is A, 27 is AA (ISO 29500-1, 18.3.1.4)."""
    before, letter = divmod(max(column, 1) - 1, 26)
    return (_letters(before) if before else "") + chr(ord("A") + letter)
