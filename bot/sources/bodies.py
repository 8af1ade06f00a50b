"""Bytes -> the object in them, and what stands inside it; without a way to crash."""

from typing import Any

from bot.errors import Unreadable
from bot.intake.parse import document_of


def object_of(body: bytes) -> dict[str, Any]:
    """What a body holds that must be one JSON object.

    Raises:
        Unreadable
    """
    document = document_of(body)
    if not isinstance(document, dict):
        raise Unreadable("the body is not a JSON object")
    return document


def inner(value: Any, *path: str) -> Any:
    """What stands at a path of keys; `None` where it does not lead on."""
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value
