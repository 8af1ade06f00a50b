"""The arguments of a Web API call, however they were sent: query, form or JSON."""

import json
from typing import Any
from urllib.parse import parse_qsl

from bot.sandbox.shapes import Json, SlackError

TRUE_WORDS = {"1", "true"}


class Arguments:
    """What a method was called with. Forms carry lists and objects as JSON texts."""

    def __init__(self, values: Json) -> None:
        self.values = values

    def has(self, name: str) -> bool:
        """Whether it was given at all; an empty list counts."""
        return self.values.get(name) is not None

    def text(self, name: str, default: str = "") -> str:
        """A string or a number, as a string."""
        value = self.values.get(name)
        return default if value is None else str(value)

    def needed(self, name: str) -> str:
        """A string that has to be there."""
        value = self.text(name)
        if not value:
            messages = [f"[ERROR] missing required field: {name}"]
            raise SlackError("invalid_arguments", response_metadata={"messages": messages})
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        """True or false."""
        value = self.values.get(name)
        return default if value is None else str(value).lower() in TRUE_WORDS

    def number(self, name: str, default: int) -> int:
        """A whole number."""
        text = self.text(name, str(default))
        if not text.isascii() or not text.isdigit():
            raise SlackError("invalid_arguments")
        return int(text)

    def json(self, name: str, error: str = "invalid_arguments") -> Any:
        """A list or an object; `error` is what Slack says if it is not JSON."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise SlackError(error) from None


def read_arguments(content_type: str, query: str, body: bytes) -> Arguments:
    """All that a request carries.

    Raises:
        SlackError: `invalid_json`, or `json_not_object`.
    """
    values: Json = dict(parse_qsl(query, keep_blank_values=True))
    if not content_type.startswith("application/json"):
        return Arguments(values | dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)))
    try:
        sent = json.loads(body or b"{}")
    except ValueError:
        raise SlackError("invalid_json") from None
    if not isinstance(sent, dict):
        raise SlackError("json_not_object")
    return Arguments(values | sent)
