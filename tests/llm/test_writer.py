"""The writer over time and under load: few calls at once, pauses, counts, a cheap start."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from bot.llm import OpenAiWriter, Prompts
from bot.llm.breaker import State
from bot.llm.faults import FaultKind
from bot.llm.writer import AT_ONCE
from bot.ports import LlmAnswer
from bot.testing.fake_openai import FakeOpenAI
from tests.llm.asking import KEY, QUESTION, Clock, reason

ROOT = Path(__file__).parents[2]


def test_importing_the_door_does_not_import_the_sdk() -> None:
    script = "import sys, bot.llm; assert not {'openai', 'httpx2'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)


async def test_a_writer_that_was_never_used_closes(prompts: Prompts) -> None:
    await OpenAiWriter(KEY, "http://127.0.0.1:9/v1", "m", prompts).close()


async def test_at_most_four_calls_are_out_at_once(fake: FakeOpenAI, writer: OpenAiWriter) -> None:
    fake.default = "slow"
    await asyncio.gather(*(writer.write(QUESTION, deadline=30) for _ in range(12)))
    assert (fake.at_once, len(fake.requests)) == (4, 12)


async def test_who_waits_in_vain_is_told_that_it_is_busy(fake: FakeOpenAI, writer: OpenAiWriter) -> None:
    await writer.write(QUESTION, deadline=30)
    fake.default = "hang"
    in_front = [asyncio.create_task(writer.write(QUESTION, deadline=30)) for _ in range(AT_ONCE)]
    await fake.called(1 + AT_ONCE)
    assert await reason(writer, deadline=0.2) == "AI is busy with other drafts"
    assert writer.state is State.CLOSED
    await _cancel(in_front)


async def test_five_faults_pause_it_and_cost_no_more_calls(fake: FakeOpenAI, writer: OpenAiWriter) -> None:
    fake.default = "empty_200"
    for _ in range(5):
        await reason(writer)
    assert await reason(writer) == "AI service sent something unreadable; next try in 30 s"
    assert (writer.state, len(fake.requests)) == (State.OPEN, 5)


async def test_after_the_pause_a_good_answer_ends_it(
    fake: FakeOpenAI, writer: OpenAiWriter, clock: Clock
) -> None:
    fake.script("error_401")
    assert await reason(writer) == "AI key was refused"
    assert await reason(writer) == "AI key was refused; next try in 5 min"
    clock.seconds += 300
    states = [writer.state]
    await writer.write(QUESTION, deadline=10)
    assert [*states, writer.state] == [State.HALF_OPEN, State.CLOSED]


@pytest.mark.parametrize(
    ("mode", "seconds"),
    [
        ("rate_limited", 7),
        ("rate_limited_for_long", 200),
        ("error_503", 30),
        ("redirect", 300),
        ("error_404", 300),
    ],
)
async def test_some_faults_pause_it_at_once(
    mode: str, seconds: float, fake: FakeOpenAI, writer: OpenAiWriter, clock: Clock
) -> None:
    fake.script(mode)
    await reason(writer)
    clock.seconds += seconds - 0.1
    states = [writer.state]
    clock.seconds += 0.1
    assert [*states, writer.state] == [State.OPEN, State.HALF_OPEN]


@pytest.mark.parametrize(
    "mode", ["refusal", "own_instructions", "cut_off", "long_reply", "content_filter_400"]
)
async def test_posts_that_make_the_model_fail_cannot_switch_it_off(
    mode: str, fake: FakeOpenAI, writer: OpenAiWriter
) -> None:
    fake.default = mode
    for _ in range(8):
        await reason(writer)
    assert (writer.state, len(fake.requests)) == (State.CLOSED, 8)


async def test_a_cancelled_probe_lets_another_try(
    fake: FakeOpenAI, writer: OpenAiWriter, clock: Clock
) -> None:
    fake.script("error_401", "hang")
    await reason(writer)
    clock.seconds += 300
    probe = asyncio.create_task(writer.write(QUESTION, deadline=30))
    await fake.called(2)
    assert await reason(writer) == "AI key was refused; trying again now"
    await _cancel([probe])
    assert (await writer.write(QUESTION, deadline=10)).reply


async def test_totals_count_what_was_asked_and_what_it_used(fake: FakeOpenAI, writer: OpenAiWriter) -> None:
    fake.script("good", "refusal", "reset", "good", "error_401")
    await writer.write(QUESTION, deadline=10)
    await reason(writer)
    await writer.write(QUESTION, deadline=10)
    await reason(writer)
    await reason(writer)
    totals = writer.totals
    assert (totals.questions, totals.calls, totals.answers) == (5, 5, 2)
    assert totals.faults == {FaultKind.DECLINED: 1, FaultKind.KEY_REFUSED: 1, FaultKind.PAUSED: 1}
    assert (totals.input_tokens, totals.cached_tokens, totals.output_tokens) == (3_600, 3_072, 240)


async def test_the_marker_around_the_post_is_new_for_every_call(
    fake: FakeOpenAI, writer: OpenAiWriter
) -> None:
    await writer.write(QUESTION, deadline=10)
    await writer.write(QUESTION, deadline=10)
    markers = {sent["messages"][1]["content"].split("\n")[-1] for sent in fake.requests}
    assert [len(marker) for marker in markers] == [16, 16]


def test_the_sdk_is_not_loaded_in_the_loop() -> None:
    subprocess.run([sys.executable, "-c", _LOAD_AND_TELL_WHERE], cwd=ROOT, check=True)


async def _cancel(tasks: list[asyncio.Task[LlmAnswer]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


_LOAD_AND_TELL_WHERE = """
import asyncio, importlib.abc, sys, threading
from bot.errors import LlmUnavailable
from bot.llm import OpenAiWriter, Prompts, seeds
from tests.llm.asking import QUESTION

class Watch(importlib.abc.MetaPathFinder):
    threads = []
    def find_spec(self, name, path, target=None):
        if name == "openai":
            self.threads.append(threading.current_thread())

async def main():
    sys.meta_path.insert(0, Watch())
    writer = OpenAiWriter("key", "http://127.0.0.1:9/v1", "m", Prompts.load(seeds()))
    try:
        await writer.write(QUESTION, deadline=60)
    except LlmUnavailable:
        pass
    await writer.close()
    assert Watch.threads and threading.main_thread() not in Watch.threads

asyncio.run(main())
"""
