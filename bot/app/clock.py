"""The real clock and real chance; everything else is told the time and its ids."""

import secrets
from datetime import UTC, datetime


def utc_now() -> datetime:
    """The real clock."""
    return datetime.now(UTC)


def new_id() -> str:
    """An id that nobody can guess."""
    return secrets.token_hex(10)
