"""The language model as a writer and a reader: one question, one deadline, few calls, one kind of error."""

import asyncio
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from bot.errors import LlmUnavailable
from bot.llm.answers import Reading, Usage
from bot.llm.breaker import Breaker, State
from bot.llm.faults import Fault, FaultKind, capped, classify, fault, paused, too_slow
from bot.llm.parameters import Parameters
from bot.llm.prices import cost_usd
from bot.llm.prompts import Prompts
from bot.llm.tasks import Answer, Answered, Task, cause_task, reply_task, speech_task, translation_task
from bot.llm.totals import Totals
from bot.outgoing import http_client
from bot.ports import LlmAnswer, LlmQuestion, Meter, Now, Speech, SpeechQuestion

if TYPE_CHECKING:
    from openai import AsyncOpenAI

CONNECT_SECONDS = 3.0
READ_SECONDS = 30.0
"""Of silence. Bytes that drip never reach it, so the deadline of the question is what counts."""
AT_ONCE = 4
"""Calls in flight; more would only wait in the server's queue and run into its rate limit."""
SECOND_TRY_SECONDS = 1.0
"""A second call is made only with at least this much time left."""


class Unmetered:
    """No limit; implements `ports.Meter`."""

    async def refusal(self) -> str | None:
        """Never."""
        return None

    async def used(self, tokens: int, usd: float | None) -> None:
        """Nobody counts."""


class OpenAiWriter:
    """Talks to any server that speaks the chat completions API. Safe to share between tasks.

    `now` dates a `Retry-After`; `monotonic` is the breaker's clock, in seconds. `meter` is told of every call
    that was answered, whatever the answer was worth, and may refuse the next question.
    """

    def __init__(
        self,
        api_key: str,
        base_url: str,
        model: str,
        prompts: Prompts,
        *,
        now: Now = lambda: datetime.now(UTC),
        monotonic: Callable[[], float] = time.monotonic,
        meter: Meter | None = None,
    ) -> None:
        self.totals = Totals()
        self._meter = meter or Unmetered()
        self._api_key, self._base_url, self._model, self._prompts = api_key, base_url, model, prompts
        self._now, self._monotonic = now, monotonic
        self._breaker = Breaker()
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._client: asyncio.Task[AsyncOpenAI] | None = None
        self._reply = Parameters(model, "reply", prompts.schema)
        self._translation = Parameters(model, "translation", prompts.translation_schema)
        self._cause = Parameters(model, "cause", prompts.cause_schema)
        self._speech = Parameters(model, "speech", prompts.speech_schema)

    @property
    def state(self) -> State:
        """Whether questions are answered at the moment; for metrics and cards."""
        return self._breaker.state(self._monotonic())

    async def write(self, question: LlmQuestion, *, deadline: float) -> LlmAnswer:
        """One reply within `deadline` seconds.

        Raises:
            LlmUnavailable: with the reason for the card.
        """
        answered = await self._answered(
            reply_task(self._prompts, self._model, self._reply, question), deadline
        )
        return self._billed(answered)

    async def translate(self, text: str, *, into: str, deadline: float) -> str:
        """What a post says in the language named `into`, within `deadline` seconds.

        Raises:
            LlmUnavailable: with the reason for the person who asked.
        """
        task = translation_task(self._prompts, self._model, self._translation, text, into)
        return (await self._answered(task, deadline)).answer

    async def summarise(self, posts: Sequence[str], *, deadline: float) -> str:
        """What these posts have in common, within `deadline` seconds.

        Raises:
            LlmUnavailable: with the reason.
        """
        return (await self._answered(cause_task(self._prompts, self._cause, posts), deadline)).answer

    async def speak(self, question: SpeechQuestion, *, deadline: float) -> Speech:
        """What is said to many, within `deadline` seconds.

        Raises:
            LlmUnavailable: with the reason for whoever reads the template instead.
        """
        return (await self._answered(speech_task(self._prompts, self._speech, question), deadline)).answer

    async def close(self) -> None:
        """Let the connections go. The writer may not be used afterwards."""
        if self._client is None:
            return
        (client,) = await asyncio.gather(self._client, return_exceptions=True)
        if not isinstance(client, BaseException):
            await client.close()

    async def _answered(self, task: Task[Answer], deadline: float) -> Answered[Answer]:
        refusal = await self._meter.refusal()
        outcome = capped(refusal) if refusal else await self._admitted(task, deadline)
        self.totals.ended(outcome)
        if isinstance(outcome, Fault):
            raise LlmUnavailable(outcome.reason)
        return outcome

    async def _admitted(self, task: Task[Answer], deadline: float) -> Answered[Answer] | Fault:
        now = self._monotonic()
        if not self._breaker.admit(now):
            return paused(self._breaker.cause, self._breaker.seconds_left(now))
        outcome: Answered[Answer] | Fault | None = None
        try:
            outcome = await self._in_time(task, deadline)
        finally:
            self._tell_breaker(outcome)
        return outcome

    def _tell_breaker(self, outcome: object) -> None:
        now = self._monotonic()
        if outcome is None or (isinstance(outcome, Fault) and outcome.kind is FaultKind.BUSY):
            self._breaker.abandon()
        elif isinstance(outcome, Fault) and not outcome.service_answered:
            self._breaker.fail(now, outcome.reason, outcome.pause)
        else:
            self._breaker.succeed(now)

    async def _in_time(self, task: Task[Answer], deadline: float) -> Answered[Answer] | Fault:
        has_slot = False
        try:
            async with asyncio.timeout(deadline) as limit, self._slots:
                has_slot = True
                return await self._tries(task, deadline, limit)
        except TimeoutError:
            return too_slow(deadline) if has_slot else fault(FaultKind.BUSY)

    async def _tries(
        self, task: Task[Answer], deadline: float, limit: asyncio.Timeout
    ) -> Answered[Answer] | Fault:
        """Up to two answers, and a call more for each parameter that the server turns out not to know.

        The SDK's own retries are off: they sleep past deadlines and hide `Retry-After` from us.
        """
        spent, began, tried = Usage(), self._monotonic(), False
        while True:
            reading, gave_way = await self._try(task, deadline)
            spent += reading.usage
            outcome = reading.outcome
            if not isinstance(outcome, Fault):
                return Answered(outcome, spent, self._monotonic() - began)
            if _seconds_left(limit) < SECOND_TRY_SECONDS:
                return outcome
            if not gave_way:
                if tried or not outcome.may_pass:
                    return outcome
                tried, task = True, task.again(outcome)

    async def _try(self, task: Task[Answer], deadline: float) -> tuple[Reading[Answer], bool]:
        """One call, and whether we gave way on a parameter because of what it said."""
        sent = task.parameters.now()
        try:
            body = await self._call(task, sent)
        except Exception as raised:  # noqa: BLE001 - servers make the SDK raise nearly anything; told apart here only
            outcome = classify(raised, deadline, self._now())
            return Reading(outcome), bool(outcome.unsupported) and task.parameters.refused(
                outcome.unsupported, sent
            )
        reading = task.read(body)
        cost = cost_usd(self._prompts.prices, self._model, reading.usage)
        self.totals.called(reading.usage, cost)
        await self._meter.used(reading.usage.input_tokens + reading.usage.output_tokens, cost)
        return reading, False

    def _billed(self, answered: Answered[LlmAnswer]) -> LlmAnswer:
        """The answer with what all its calls took."""
        spent = answered.spent
        return replace(
            answered.answer,
            input_tokens=spent.input_tokens,
            output_tokens=spent.output_tokens,
            cached_tokens=spent.cached_tokens,
            cost_usd=cost_usd(self._prompts.prices, self._model, spent),
            seconds=round(answered.seconds, 2),
        )

    async def _call(self, task: Task[Any], parameters: dict[str, Any]) -> bytes:
        """The raw body: the SDK's own reading turns nonsense into half-made objects."""
        client = await self._opened()
        self.totals.calls += 1
        request: dict[str, Any] = {
            "model": self._model,
            "messages": task.put(secrets.token_hex(8)),
            **parameters,
        }
        response = await client.chat.completions.with_raw_response.create(**request)
        body: bytes = response.content
        return body

    async def _opened(self) -> "AsyncOpenAI":
        """The client, made once, in a thread: importing the SDK takes a second, and the loop must turn."""
        if self._client is None or (self._client.done() and self._client.exception() is not None):
            self._client = asyncio.create_task(asyncio.to_thread(self._open))
        return await asyncio.shield(self._client)

    def _open(self) -> "AsyncOpenAI":
        import httpx2
        from openai import AsyncOpenAI

        timeout = httpx2.Timeout(READ_SECONDS, connect=CONNECT_SECONDS)
        return AsyncOpenAI(
            api_key=self._api_key,
            base_url=self._base_url,
            timeout=timeout,
            max_retries=0,
            http_client=http_client(timeout=timeout),
        )


def _seconds_left(limit: asyncio.Timeout) -> float:
    ends = limit.when()
    return 0.0 if ends is None else ends - asyncio.get_running_loop().time()
