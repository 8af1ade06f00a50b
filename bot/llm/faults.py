"""All that can go wrong with a model, told in few plain words that hold no secret and nobody's text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum

SETTINGS_PAUSE = 300.0
"""Seconds to leave a service alone that only a changed setting can mend."""
MAX_PAUSE = 3_600.0
"""Seconds; the longest `Retry-After` that is obeyed."""

OPTIONAL_PARAMETERS = {
    "response_format": ("response_format", "response format", "json_schema"),
    "reasoning_effort": ("reasoning_effort",),
    "store": ("'store'", ": store"),
}
"""Parameters that can be left out -> how servers that do not know them name them in a refusal.

The signs of `store` are narrow: leaving it out by mistake would let the text be kept.
"""


class FaultKind(StrEnum):
    """The kinds, as metrics count them."""

    SLOW = "slow"
    UNREACHABLE = "unreachable"
    SERVER_ERROR = "server_error"
    RATE_LIMITED = "rate_limited"
    NO_CREDIT = "no_credit"
    KEY_REFUSED = "key_refused"
    ACCESS_REFUSED = "access_refused"
    NOT_FOUND = "not_found"
    MOVED = "moved"
    REQUEST_REFUSED = "request_refused"
    UNREADABLE = "unreadable"
    BROKEN = "broken"
    DECLINED = "declined"
    CUT_OFF = "cut_off"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    WRONG_FORM = "wrong_form"
    GIVEN_AWAY = "given_away"
    BUSY = "busy"
    PAUSED = "paused"
    CAPPED = "capped"


_WORDS = {
    FaultKind.UNREACHABLE: "AI service is not reachable",
    FaultKind.SERVER_ERROR: "AI service has a fault of its own",
    FaultKind.RATE_LIMITED: "AI service asked us to wait",
    FaultKind.NO_CREDIT: "AI account has no credit left",
    FaultKind.KEY_REFUSED: "AI key was refused",
    FaultKind.ACCESS_REFUSED: "AI access was refused",
    FaultKind.NOT_FOUND: "AI model or address was not found",
    FaultKind.MOVED: "AI service pointed to another address",
    FaultKind.REQUEST_REFUSED: "AI service did not accept the request",
    FaultKind.UNREADABLE: "AI service sent something unreadable",
    FaultKind.BROKEN: "AI could not be used",
    FaultKind.DECLINED: "AI declined",
    FaultKind.CUT_OFF: "AI answer was cut off",
    FaultKind.EMPTY: "AI answer was empty",
    FaultKind.TOO_LONG: "AI answer was too long",
    FaultKind.WRONG_FORM: "AI answer was not in the agreed form",
    FaultKind.GIVEN_AWAY: "AI answer held what is not for the public",
    FaultKind.BUSY: "AI is busy with other drafts",
    FaultKind.CAPPED: "AI has reached its limit for this hour",
}
_ABOUT_THE_ANSWER = {
    FaultKind.DECLINED,
    FaultKind.CUT_OFF,
    FaultKind.EMPTY,
    FaultKind.TOO_LONG,
    FaultKind.WRONG_FORM,
    FaultKind.GIVEN_AWAY,
}
_PASSING = {FaultKind.UNREACHABLE, FaultKind.SERVER_ERROR}


@dataclass(frozen=True)
class Fault:
    """One failed call. `pause` is for how many seconds to leave the service alone; `None`: no opinion."""

    kind: FaultKind
    reason: str
    pause: float | None = None
    unsupported: frozenset[str] = frozenset()
    """Optional parameters that the server does not know."""
    said: str = field(default="", repr=False)
    """An answer that was not in the agreed form, to be asked for once more in it."""

    @property
    def service_answered(self) -> bool:
        """It works; this one answer is unusable. A post may cause that, so it must not open the breaker."""
        return self.kind in _ABOUT_THE_ANSWER

    @property
    def may_pass(self) -> bool:
        """A second call at once has a chance."""
        return bool(self.said) or (self.kind in _PASSING and self.pause is None)


def fault(kind: FaultKind, pause: float | None = None) -> Fault:
    """A fault in its own words."""
    return Fault(kind, _WORDS[kind], pause)


def capped(reason: str) -> Fault:
    """As much was asked as may be; the service itself is well."""
    return Fault(FaultKind.CAPPED, reason)


def too_slow(deadline: float) -> Fault:
    """The answer did not come within `deadline` seconds."""
    return Fault(FaultKind.SLOW, f"AI took longer than {round(deadline, 1):g} s")


def paused(cause: str, seconds: float) -> Fault:
    """The breaker is open because of `cause` for `seconds` more; 0 means that one call is out to see."""
    if seconds <= 0:
        return Fault(FaultKind.PAUSED, f"{cause}; trying again now")
    wait = f"{seconds / 60:.0f} min" if seconds >= 90 else f"{seconds:.0f} s"
    return Fault(FaultKind.PAUSED, f"{cause}; next try in {wait}")


def classify(raised: Exception, deadline: float, now: datetime) -> Fault:
    """What an exception out of the SDK means. Its own words may echo the key, so they are never passed on."""
    import openai

    if isinstance(raised, openai.APIStatusError):
        return _of_status(raised.status_code, _body_words(raised.body), raised.response.headers, now)
    if isinstance(raised, openai.APITimeoutError):
        return fault(FaultKind.UNREACHABLE) if _never_connected(raised) else too_slow(deadline)
    if isinstance(raised, openai.APIConnectionError):
        return fault(FaultKind.UNREACHABLE)
    if isinstance(raised, ValueError | TypeError | AttributeError | LookupError | RecursionError):
        return fault(FaultKind.UNREADABLE)
    return fault(FaultKind.BROKEN)


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds of a `Retry-After`: a number or a date (RFC 9110, 10.2.3); `None` if absent, past or odd."""
    if not value:
        return None
    try:
        seconds = float(value) if value.isdecimal() else (parsedate_to_datetime(value) - now).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return None
    return min(seconds, MAX_PAUSE) if seconds > 0 else None


def _of_status(status: int, words: str, headers: Mapping[str, str], now: datetime) -> Fault:
    if status in _SETTINGS:
        return fault(_SETTINGS[status], SETTINGS_PAUSE)
    if status == 429 and "insufficient_quota" in words:
        return fault(FaultKind.NO_CREDIT, SETTINGS_PAUSE)
    if status == 429:
        return fault(FaultKind.RATE_LIMITED, retry_after(headers.get("retry-after"), now))
    if status >= 500 or status == 408:
        return fault(FaultKind.SERVER_ERROR, retry_after(headers.get("retry-after"), now))
    if 300 <= status < 400:
        return fault(FaultKind.MOVED, SETTINGS_PAUSE)
    return _of_refused_request(words)


_SETTINGS = {
    401: FaultKind.KEY_REFUSED,
    402: FaultKind.NO_CREDIT,
    403: FaultKind.ACCESS_REFUSED,
    404: FaultKind.NOT_FOUND,
}


def _of_refused_request(words: str) -> Fault:
    if "content_filter" in words or "content management policy" in words:
        return fault(FaultKind.DECLINED)
    named = frozenset(
        name for name, signs in OPTIONAL_PARAMETERS.items() if any(sign in words for sign in signs)
    )
    kind = FaultKind.REQUEST_REFUSED
    return Fault(kind, _WORDS[kind], unsupported=named)


def _body_words(body: object) -> str:
    return str(body)[:4_000].lower()


def _never_connected(raised: Exception) -> bool:
    return type(raised.__cause__).__name__ == "ConnectTimeout"
