"""One question to any OpenAI-compatible server, one answer as text: to judge drafts, not to write them."""

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from bot.errors import LlmUnavailable
from bot.llm.faults import FaultKind, classify, fault

if TYPE_CHECKING:
    from openai import AsyncOpenAI

DEADLINE_SECONDS = 60.0
"""For one answer, with a second try."""
_BEST = {"temperature": 0, "response_format": {"type": "json_object"}, "store": False}
"""What makes answers steady. A server that refuses the request is asked once more without."""


class Chat:
    """A model that answers. Use as `async with Chat(…) as chat`."""

    def __init__(self, api_key: str, base_url: str, model: str, deadline: float = DEADLINE_SECONDS) -> None:
        self._api_key, self._base_url, self._model, self._deadline = api_key, base_url, model, deadline
        self._optional: dict[str, Any] = dict(_BEST)

    async def __aenter__(self) -> "Chat":
        self._client = await asyncio.to_thread(self._open)
        return self

    async def __aexit__(self, *_raised: object) -> None:
        await self._client.close()

    async def ask(self, system: str, user: str) -> str:
        """The model's words.

        Raises:
            LlmUnavailable: with a reason that holds no secret.
        """
        try:
            async with asyncio.timeout(self._deadline):
                return await self._tried(system, user)
        except TimeoutError as slow:
            raise LlmUnavailable(f"AI took longer than {self._deadline:g} s") from slow

    async def _tried(self, system: str, user: str) -> str:
        import openai

        try:
            return await self._answer(system, user)
        except (openai.BadRequestError, openai.UnprocessableEntityError):
            self._optional = {}
        except Exception as raised:
            raise self._reason(raised) from raised
        try:
            return await self._answer(system, user)
        except Exception as raised:
            raise self._reason(raised) from raised

    async def _answer(self, system: str, user: str) -> str:
        asked: dict[str, Any] = {
            "model": self._model,
            "messages": [{"role": "system", "content": system}, {"role": "user", "content": user}],
            **self._optional,
        }
        completion = await self._client.chat.completions.create(**asked)
        content = completion.choices[0].message.content
        if not isinstance(content, str):
            raise LlmUnavailable(fault(FaultKind.EMPTY).reason)
        return content

    def _reason(self, raised: Exception) -> LlmUnavailable:
        """Servers make the SDK raise nearly anything; only `classify` tells it apart."""
        if isinstance(raised, LlmUnavailable):
            return raised
        return LlmUnavailable(classify(raised, self._deadline, datetime.now(UTC)).reason)

    def _open(self) -> "AsyncOpenAI":
        from openai import AsyncOpenAI

        return AsyncOpenAI(
            api_key=self._api_key, base_url=self._base_url, timeout=self._deadline, max_retries=1
        )
