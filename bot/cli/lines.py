"""What `amends check` says: facts in, lines out. Nothing here asks anybody anything."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """How bad it is. Only a fault keeps the service from doing its work."""

    OK = "ok"
    WARNING = "warning"
    FAULT = "fault"


@dataclass(frozen=True)
class Line:
    """One thing that was looked at. `advice` is what to do about it, empty when all is well."""

    status: Status
    what: str
    advice: str = ""


def ok(what: str) -> Line:
    """All is well."""
    return Line(Status.OK, what)


def warning(what: str, advice: str) -> Line:
    """It works, but somebody should know."""
    return Line(Status.WARNING, what, advice)


def fault(what: str, advice: str) -> Line:
    """It does not work until this is mended."""
    return Line(Status.FAULT, what, advice)


def exit_code(lines: Iterable[Line]) -> int:
    """1 if anything is at fault, else 0."""
    return int(any(line.status is Status.FAULT for line in lines))


def summary(lines: Iterable[Line]) -> str:
    """The last line of the page."""
    found = [line.status for line in lines]
    faults, warnings = found.count(Status.FAULT), found.count(Status.WARNING)
    if not faults and not warnings:
        return "All is well."
    return f"{_count(faults, 'fault')}, {_count(warnings, 'warning')}."


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
