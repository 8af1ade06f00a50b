"""A circuit breaker: a service that keeps failing is left alone for a while, then tried with one call.

Pure: it is told the time, in seconds of any clock that never goes back.
"""

from collections import deque
from enum import StrEnum

FAULTS_IN_A_ROW = 5
WINDOW = 20
MAX_FAULTS_IN_WINDOW = WINDOW // 2
PAUSE_SECONDS = 30.0


class State(StrEnum):
    """Closed lets calls through, open refuses them, half-open lets one through to see."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"


class Breaker:
    """Every admitted call must end in exactly one of `succeed`, `fail` and `abandon`."""

    def __init__(self) -> None:
        self._recent: deque[bool] = deque(maxlen=WINDOW)
        self._in_a_row = 0
        self._open_until: float | None = None
        self._probing = False
        self.cause = ""
        """The last fault, in words; empty before the first."""

    def state(self, now: float) -> State:
        """Where it stands at `now`."""
        if self._open_until is None:
            return State.CLOSED
        return State.OPEN if now < self._open_until else State.HALF_OPEN

    def seconds_left(self, now: float) -> float:
        """Until it may be tried again; 0 unless open."""
        return max(0.0, (self._open_until or now) - now)

    def admit(self, now: float) -> bool:
        """Whether a call may go out now."""
        state = self.state(now)
        if state is State.HALF_OPEN and not self._probing:
            self._probing = True
            return True
        return state is State.CLOSED

    def succeed(self, now: float) -> None:
        """The service answered. While open it changes nothing: the call began before."""
        self._record(fault=False)
        if self.state(now) is State.HALF_OPEN:
            self._open_until = None
            self._recent.clear()

    def fail(self, now: float, cause: str, pause: float | None = None) -> None:
        """The service failed. `pause`, in seconds, opens it at once; `None` lets the counts decide."""
        self.cause = cause
        state = self.state(now)
        self._record(fault=True)
        if pause is not None:
            self._open_until = max(self._open_until or now, now + pause)
        elif state is State.HALF_OPEN or (state is State.CLOSED and self._is_too_much()):
            self._open_until = now + PAUSE_SECONDS

    def abandon(self) -> None:
        """The call ended without telling anything about the service; another may be the probe."""
        self._probing = False

    def _record(self, *, fault: bool) -> None:
        self._probing = False
        self._recent.append(fault)
        self._in_a_row = self._in_a_row + 1 if fault else 0

    def _is_too_much(self) -> bool:
        return self._in_a_row >= FAULTS_IN_A_ROW or sum(self._recent) > MAX_FAULTS_IN_WINDOW
