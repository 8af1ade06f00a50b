"""How long a network asks us to wait. Pure."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

BUSY_S = 30.0
"""When to try again if a network is busy and does not say for how long."""
LONGEST_WAIT_S = 3_600.0

_RESETS = ("x-ratelimit-reset", "ratelimit-reset", "x-rate-limit-reset")
"""Mastodon's, Bluesky's and X's."""


def told_to_wait(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds to wait after a refusal for being too fast; `None` if it does not say."""
    wait = retry_after(headers.get("retry-after"), now)
    return _until_reset(headers, now) if wait is None else wait


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds to wait, at most an hour; `None` if the header is missing or makes no sense."""
    if value is None:
        return None
    try:
        seconds = (
            float(value)
            if value.isascii() and value.isdigit()
            else (parsedate_to_datetime(value) - now).total_seconds()
        )
    except (TypeError, ValueError):
        return None
    return min(max(seconds, 0.0), LONGEST_WAIT_S)


def _until_reset(headers: Mapping[str, str], now: datetime) -> float | None:
    """Mastodon tells when the limit is over as a date, Bluesky and X as epoch seconds."""
    told = next((headers[name] for name in _RESETS if headers.get(name)), "")
    try:
        at = datetime.fromtimestamp(int(told), UTC) if told.isdecimal() else datetime.fromisoformat(told)
        seconds = (at - now).total_seconds()
    except (ValueError, TypeError, OverflowError, OSError):
        return None
    return min(max(seconds, 0.0), LONGEST_WAIT_S)
