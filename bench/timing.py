"""Two commands in turn, A B A B …, as whole processes: what counts is the ratio of each pair.

A machine's speed drifts, so single times say little; the median of the pairs' ratios can be compared.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

WARM_UP = 1


@dataclass(frozen=True, slots=True)
class Comparison:
    """Seconds of both commands (medians) and the ratios A/B of the pairs."""

    first: float
    second: float
    ratios: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """The median of the pairs' ratios."""
        return statistics.median(self.ratios)


def compare(first: Sequence[str], second: Sequence[str], runs: int) -> Comparison:
    """Time the two commands in turn; raises CalledProcessError when one of them fails."""
    pairs = [(seconds(first), seconds(second)) for _ in range(runs + WARM_UP)][WARM_UP:]
    ratios = tuple(a / b for a, b in pairs)
    return Comparison(statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs), ratios)


def seconds(command: Sequence[str]) -> float:
    """Run a command and give how long it took from start to end."""
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - started


def report(name: str, compared: Comparison, aim: float) -> None:
    """Print one row: medians, ratio with its spread, and the aim."""
    low, high = min(compared.ratios), max(compared.ratios)
    print(
        f"{name:<44} {compared.first * 1000:7.0f} ms  {compared.second * 1000:7.0f} ms"
        f"  ratio {compared.ratio:5.2f} ({low:.2f}-{high:.2f})  aim <= {aim:g}"
    )


PYTHON = sys.executable
