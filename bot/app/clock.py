"""The real clock and real chance; everything else is told the time and its ids."""

import secrets
from datetime import UTC, datetime
from time import time_ns


def utc_now() -> datetime:
    """The real clock."""
    return datetime.now(UTC)


def new_id() -> str:
    """An id that nobody can guess. Later ones sort after earlier ones, so that an index grows at its end."""
    return f"{time_ns() // 1_000_000:011x}{secrets.token_hex(8)}"
