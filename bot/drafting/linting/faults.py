"""What is wrong with a template, in the terms of the person who wrote it."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong. `line` is 1-based; `None` when it is of the whole file.

    A `fault` keeps templates from being saved; a `warning` is for the eye.
    """

    path: str
    line: int | None
    problem: str
    level: Literal["fault", "warning"] = "fault"

    def __str__(self) -> str:
        where = self.path if self.line is None else f"{self.path}, line {self.line}"
        return f"{where}: {self.problem}"
