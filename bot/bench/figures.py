"""A measured figure beside the bar it is held to, and the table of all of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum


class Unit(Enum):
    """How a number is shown: a factor, the decimals, and what stands behind it."""

    SECONDS = (1.0, 2, " s")
    MILLISECONDS = (1_000.0, 0, " ms")
    MEGABYTES = (1e-6, 0, " MB")
    PERCENT = (100.0, 1, "%")
    PER_SECOND = (1.0, 0, "/s")
    COUNT = (1.0, 0, "")
    RATE = (1.0, 3, "")
    MICROSECONDS = (1e6, 0, " µs")

    def show(self, value: float) -> str:
        """A value in base units (seconds, bytes, a share) as people read it."""
        factor, decimals, name = self.value
        return f"{value * factor:,.{decimals}f}{name}"


@dataclass(frozen=True)
class Bar:
    """The limit in base units. `at_least`: more is better."""

    limit: float
    at_least: bool = False

    def is_met_by(self, value: float) -> bool:
        """Whether a figure is good enough."""
        return value >= self.limit if self.at_least else value <= self.limit


@dataclass(frozen=True)
class Figure:
    """One line of the table. `value` is in base units; without a bar it is only told."""

    measure: str
    value: float
    unit: Unit
    bar: Bar | None = None

    @property
    def is_met(self) -> bool:
        """Also when there is no bar."""
        return self.bar is None or self.bar.is_met_by(self.value)

    def as_json(self) -> dict[str, str | float | bool | None]:
        """With base units, for programs."""
        limit = None if self.bar is None else self.bar.limit
        return {"measure": self.measure, "bar": limit, "here": self.value, "met": self.is_met}


def table(figures: Iterable[Figure]) -> str:
    """All figures as one Markdown table."""
    return "\n".join(["| measure | bar | here |", "|---|---|---|", *map(_row, figures)])


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of all stays at or below; of few values, the worst one."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def _row(figure: Figure) -> str:
    shown = figure.unit.show(figure.value)
    here = shown if figure.is_met else f"**{shown}**, misses the bar"
    return f"| {figure.measure} | {_bar(figure)} | {here} |"


def _bar(figure: Figure) -> str:
    if figure.bar is None:
        return "–"
    return f"{'≥' if figure.bar.at_least else '≤'} {figure.unit.show(figure.bar.limit)}"
