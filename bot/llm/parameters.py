"""What makes answers better where it is known, and is left out for servers that do not know it."""

import re
from collections.abc import Iterable
from typing import Any, Final


class Parameters:
    """Optional parameters of a call. One that a server refuses by name is not sent to it again."""

    def __init__(self, model: str, name: str, schema: dict[str, Any]) -> None:
        """`schema` is that of the answer, under its `name`."""
        self._weaker: list[Any] = [{"type": "json_object"}]
        """Other forms of `response_format`, for servers without structured output; then none at all."""
        self._sent: dict[str, Any] = {
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": name, "strict": True, "schema": schema},
            },
            "store": False,
        }
        if _REASONING_MODEL.match(model):
            self._sent["reasoning_effort"] = "low"  # the default thinks for longer than a card waits

    def now(self) -> dict[str, Any]:
        """What to send with the next call."""
        return dict(self._sent)

    def refused(self, names: Iterable[str], sent: dict[str, Any]) -> bool:
        """Give way on what was refused of `sent`; false if the next call would be the same as that one.

        Calls overlap: what another call has given way on already is not given up twice.
        """
        for name in names:
            if name in sent and self._sent.get(name) == sent[name]:
                self._give_way(name)
        return self._sent != sent

    def _give_way(self, name: str) -> None:
        if name == "response_format" and self._weaker:
            self._sent[name] = self._weaker.pop(0)
        else:
            del self._sent[name]


_REASONING_MODEL: Final = re.compile(r"(?:.*/)?(?:gpt-5|o\d)")
