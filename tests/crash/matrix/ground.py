"""What a network of the matrix is."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.crash.matrix.faulty_way import FaultyWay


@dataclass(frozen=True)
class Ground:
    """One network with an account of ours, reached over a way that fails.

    `public` gives the texts that stand under the post of that number.
    """

    name: str
    way: FaultyWay
    public: Callable[[str], list[str]]
    post: Callable[[str], dict[str, Any]]
    can_look: bool


def answer(status: int, told: Any) -> bytes:
    """The bytes of an answer in JSON."""
    body = json.dumps(told).encode()
    head = f"HTTP/1.1 {status} -\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    return head.encode() + b"Connection: close\r\n\r\n" + body
