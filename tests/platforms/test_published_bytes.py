"""What a network is given is what was approved, byte for byte, and found again whatever it makes of it."""

import json
import re
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest

from bot.ports import Published, Rejected
from bot.testing.fake_network import FakeNetwork
from bot.testing.publisher_contract import Stage, ready
from tests.platforms.generated import texts
from tests.platforms.published_on import on_bluesky, on_discourse, on_google_play, on_mastodon, on_x

FEW, MANY = 80, 10_000
EACH = 250
"""Texts on one network before it is made anew."""
HTML = re.compile(r"</?[A-Za-z!]")


class Networked(Stage):
    """A stage whose network can be asked what it was sent."""

    network: FakeNetwork


Open = Callable[[], AbstractAsyncContextManager[Any]]

ON: dict[str, tuple[Open, str, Callable[[Any], str]]] = {
    "bluesky": (on_bluesky, "putRecord", lambda told: str(told["record"]["text"])),
    "discourse": (on_discourse, "/posts.json", lambda told: str(told["raw"])),
    "google_play": (on_google_play, ":reply", lambda told: str(told["replyText"])),
    "mastodon": (on_mastodon, "/statuses", lambda told: str(told["status"])),
    "x": (on_x, "/tweets", lambda told: str(told["text"])),
}
"""Network -> where replies are sent there, and where in the call the text stands."""


async def publish_each(name: str, seed: int, count: int, look_every: int) -> int:
    """How many went out; each as it was approved."""
    open_stage, path, text_in = ON[name]
    sent = 0
    async with open_stage() as stage:
        mention = stage.intent("").mention
        size = stage.publisher.measure("", mention)
        generated = texts(seed, count, lambda text: stage.publisher.measure(text, mention).fits, size.limit)
        for number, text in enumerate(generated):
            intent = ready(stage, text, f"approval-{number}")
            assert stage.publisher.measure(text, mention).fits, text
            done = await stage.publisher.publish(intent)
            if name == "google_play" and HTML.search(text):
                assert isinstance(done, Rejected)
                continue
            assert isinstance(done, Published), (text, done)
            asked = stage.network.asked[-1]
            assert asked.path.endswith(path)
            assert text_in(json.loads(asked.body)).encode() == text.encode()
            if number % look_every == 0:
                assert isinstance(await stage.publisher.find_existing(intent), Published), text
            sent += 1
    return sent


@pytest.mark.parametrize("name", ON)
async def test_bytes_published_are_bytes_approved(name: str) -> None:
    assert await publish_each(name, 1, FEW, look_every=2) >= FEW * 0.9


@pytest.mark.slow
@pytest.mark.timeout(3_600)
@pytest.mark.parametrize("name", ON)
async def test_bytes_published_are_bytes_approved_in_ten_thousand_texts(name: str) -> None:
    sent = 0
    for part in range(MANY // EACH):
        sent += await publish_each(name, 1_000 + part, EACH, look_every=5)
    print(f"{name}: {sent} of {MANY} texts sent, each as it was approved")  # noqa: T201
    assert sent >= MANY * 0.9


@pytest.mark.parametrize("name", ON)
async def test_every_fourth_text_uses_up_the_limit(name: str) -> None:
    async with ON[name][0]() as stage:
        mention = stage.intent("").mention
        most = stage.publisher.measure("", mention).limit
        made = list(texts(7, 12, lambda text: stage.publisher.measure(text, mention).fits, most))
    full = [not stage.publisher.measure(f"{text}x", mention).fits for text in made]
    assert full[::4] == [True, True, True]
