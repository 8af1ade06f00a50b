"""Faults on order: the next calls of a method fail in a chosen way."""

from dataclasses import dataclass


@dataclass
class Fault:
    """How a call fails. `drop` does the act and then cuts the connection, so that the answer is lost;
    `times` is how often, `None` for ever."""

    error: str | None = None
    status: int | None = None
    drop: bool = False
    delay: float = 0.0
    retry_after: int | None = None
    times: int | None = 1


class Faults:
    """The faults that wait, by method; `*` stands for every method."""

    def __init__(self) -> None:
        self._waiting: dict[str, list[Fault]] = {}

    def order(self, method: str, fault: Fault) -> None:
        """To be used after those that already wait for this method."""
        self._waiting.setdefault(method, []).append(fault)

    def clear(self) -> None:
        """Everything works again."""
        self._waiting.clear()

    def take(self, method: str) -> Fault | None:
        """The fault for this call, `None` if it is to work."""
        return self._next(method) or self._next("*")

    def _next(self, key: str) -> Fault | None:
        waiting = self._waiting.get(key)
        if not waiting:
            return None
        fault = waiting[0]
        if fault.times is not None:
            fault.times -= 1
            if fault.times <= 0:
                waiting.pop(0)
        return fault
