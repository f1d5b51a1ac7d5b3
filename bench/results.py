"""What was measured, beside what must be and what is aimed at; whether it is reached is computed here, never typed."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct
from timing import Measure, digits

BEGIN, END = "<!-- measured -->", "<!-- end of what was measured -->"
HEAD = ("what", "median (all rounds)", "must be", "reached", "aim", "reached")


class AtLeast(Struct, frozen=True):
    """A bound from below."""

    value: float

    def holds(self, measured: float) -> bool:
        """Say whether a value is within the bound."""
        return measured >= self.value

    def __str__(self) -> str:
        """Write the bound as a reader has it."""
        return f"≥ {self.value:g}"


class AtMost(Struct, frozen=True):
    """A bound from above."""

    value: float

    def holds(self, measured: float) -> bool:
        """Say whether a value is within the bound."""
        return measured <= self.value

    def __str__(self) -> str:
        """Write the bound as a reader has it."""
        return f"≤ {self.value:g}"


Bound: TypeAlias = AtLeast | AtMost


class Row(Struct, frozen=True):
    """One line of the table: a measure in its unit, the bound that it must keep and the one to aim at."""

    what: str
    measure: Measure
    unit: str = "×"
    bound: Bound | None = None
    aim: Bound | None = None

    @property
    def cells(self) -> tuple[str, ...]:
        """The line's cells as text."""
        constant = len(set(self.measure.values)) == 1
        value = digits(self.measure.median) if constant else str(self.measure)
        number, _, spread = value.partition(" ")
        return (
            self.what,
            f"{number} {self.unit} {spread}".strip(),
            *_judged(self.bound, self.measure.median),
            *_judged(self.aim, self.measure.median),
        )


def _judged(bound: Bound | None, measured: float) -> tuple[str, str]:
    return (str(bound), "yes" if bound.holds(measured) else "no") if bound else ("", "")


def table(rows: Sequence[Row]) -> str:
    """Give the rows as a Markdown table."""
    return "\n".join(_lines(rows))


def _lines(rows: Sequence[Row]) -> Iterator[str]:
    yield f"| {' | '.join(HEAD)} |"
    yield "|" + "---|" * len(HEAD)
    yield from (f"| {' | '.join(row.cells)} |" for row in rows)


def write(page: Path, rows: Sequence[Row], how: str) -> None:
    """Put the table, and `how` it was measured, between the page's two marks."""
    before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    page.write_text(f"{before}{BEGIN}\n{how}\n\n{table(rows)}\n{END}{after}", encoding="utf-8")
