"""Careful looks into JSON that others wrote: what is not as it should be counts as not there. Pure."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

NO_WORDS = "(no words)"
"""Stands for a post without any, such as a picture or a bare quote; intake takes no empty text."""


def json_of(body: bytes) -> Any:
    """What it says; `None` if it is no JSON."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def obj(value: Any) -> Mapping[str, Any]:
    """An object; an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def items(value: Any) -> list[Any]:
    """A list; an empty one for anything else."""
    return value if isinstance(value, list) else []


def words(value: Any) -> str | None:
    """A text that is not empty."""
    return value if isinstance(value, str) and value else None


def when(value: Any) -> datetime | None:
    """A time in ISO 8601; without a zone it is UTC."""
    try:
        found = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found
