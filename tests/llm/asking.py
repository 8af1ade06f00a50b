"""What the tests of this folder ask, and how they read a failure."""

from dataclasses import replace
from typing import Any

import pytest

from bot.errors import LlmUnavailable
from bot.llm import OpenAiWriter
from bot.ports import LlmQuestion

KEY = "sk-canary-5f0c9e1b"

QUESTION = LlmQuestion(
    text="My pushchair never came off the belt in Porto and your desk just shrugged.",
    platform="bluesky",
    language="en",
    category="lost",
    severity=3,
    brand="Acme Air",
    voice="Plain, warm, brief.",
    tone="calm",
    tone_guide="Short sentences.",
    strategy="Full apology and repair.",
    limit=300,
    actions=("Baggage team traces the bag by 17:00", "Support calls back today"),
    facts=("Lost items are traced from the desk and by direct message.",),
    channel="direct message",
    template_draft="I'm sorry your pushchair did not arrive. We're tracing it by 17:00.",
)


class Clock:
    """A hand-set clock in seconds."""

    def __init__(self) -> None:
        self.seconds = 1_000.0

    def __call__(self) -> float:
        return self.seconds


def asking(**fields: Any) -> LlmQuestion:
    """The usual question, different in the given fields."""
    return replace(QUESTION, **fields)


async def reason(writer: OpenAiWriter, deadline: float = 10) -> str:
    """Why the usual question got no answer."""
    with pytest.raises(LlmUnavailable) as caught:
        await writer.write(QUESTION, deadline=deadline)
    assert caught.value.__cause__ is None
    return caught.value.reason
