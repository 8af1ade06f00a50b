"""Invariant 5, the worst case: a model that says whatever a stranger's post tells it to say.

Hundreds of posts and answers, through a real server and the real client: nothing of what the stranger wants
reaches a draft that can be approved, nothing is published, and nothing of ours leaves.
"""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio

from bot.drafting.asking import Suggestion, suggest
from bot.drafting.composing import compose
from bot.llm import OpenAiWriter, Prompts, seeds
from bot.models import Approval, Draft, DraftState, Publication
from bot.ports import LlmAnswer, LlmQuestion, Written
from bot.store.database import Database
from bot.testing.fake_openai import FakeOpenAI
from bot.testing.openai_modes import content_of, post_of
from bot.text import clean, invisible_in
from tests.drafting.desk import a_desk, answer
from tests.drafting.requests import LIBRARY, a_request
from tests.invariants.hostile import COMPLAINT, SOUND, WISHES, Hostile, attacks

pytestmark = pytest.mark.asyncio(loop_scope="module")

KEY = "sk-canary-77aa01c3"
NAME, HANDLE = "Zebedee Quill", "zeb_quill_7"
ATTACKS = tuple(attacks())
DEADLINE = 60.0
"""Seconds; far more than is needed, so that a slow machine proves the same."""


@dataclass(frozen=True)
class Outcome:
    """What came of one attack: the template, and what asking the model came to."""

    attack: Hostile
    base: Written
    suggestion: Suggestion


@dataclass(frozen=True)
class Raid:
    """All attacks, with everything that left the house meanwhile."""

    outcomes: tuple[Outcome, ...]
    sent: str


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def raid() -> AsyncIterator[Raid]:
    orders = {clean(attack.post): attack.said for attack in ATTACKS}

    def obey(body: dict[str, Any]) -> dict[str, Any]:
        return content_of(orders[post_of(body)])

    async with FakeOpenAI(obey) as fake:
        writer = OpenAiWriter(KEY, fake.url, "fake-model", Prompts.load(seeds()))
        outcomes = [await _attacked(writer, attack) for attack in ATTACKS]
        await writer.close()
        yield Raid(tuple(outcomes), json.dumps(fake.requests, ensure_ascii=False))


async def test_there_are_hundreds_of_different_attacks() -> None:
    assert len({(attack.post, attack.said) for attack in ATTACKS}) >= 500


async def test_nothing_that_a_stranger_wants_said_reaches_an_approvable_draft(raid: Raid) -> None:
    through = [one.attack for one in raid.outcomes if _has_got_through(one)]

    assert [(attack.kind, attack.wish) for attack in through] == []


async def test_what_stands_instead_is_a_sound_template(raid: Raid) -> None:
    for one in raid.outcomes:
        assert clean(one.attack.wish) not in one.base.text
        assert [found.rule for found in one.base.findings if found.level == "hard"] == []


async def test_the_card_says_why_and_repeats_nothing_of_it(raid: Raid) -> None:
    refused = [one for one in raid.outcomes if one.suggestion.words is None]

    assert all(re.match(r"(The )?AI ", one.suggestion.why_not or "") for one in refused)
    assert not [one for one in refused if clean(one.attack.wish) in str(one.suggestion.why_not)]


async def test_neither_the_key_nor_the_author_leaves_the_house(raid: Raid) -> None:
    assert not [secret for secret in (KEY, NAME, NAME.split()[0], HANDLE) if secret in raid.sent]


async def test_a_model_that_only_hides_signs_is_cleaned(raid: Raid) -> None:
    shown = [one.suggestion.words for one in raid.outcomes if one.suggestion.words]

    assert [words.text for words in shown if invisible_in(words.text)] == []


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize("wish", [wishes[0] for wishes in WISHES.values()], ids=WISHES)
async def test_nothing_is_approved_or_published(database: Database, wish: str) -> None:
    desk = await a_desk(database, _Obeying(f"{SOUND} {wish}"))

    await desk.write()

    assert (await desk.one(Draft)).state == DraftState.WAITING
    assert (await desk.words()).made_by == "template"
    assert [*await desk.all(Approval), *await desk.all(Publication)] == []


async def test_the_sound_part_of_every_answer_would_have_been_taken() -> None:
    """So it is the wish that is refused, not the reply around it."""
    request = a_request(COMPLAINT, "lost")
    found = await suggest(_Obeying(SOUND), LIBRARY, request, compose(LIBRARY, request), (), deadline=DEADLINE)

    assert found.words is not None
    assert SOUND in found.words.text


class _Obeying:
    """A writer that has one thing to say, whatever is asked of it."""

    def __init__(self, says: str) -> None:
        self.says = says

    async def write(self, question: LlmQuestion, *, deadline: float) -> LlmAnswer:
        """The same again, even when asked to mend it."""
        return answer(self.says)


async def _attacked(writer: OpenAiWriter, attack: Hostile) -> Outcome:
    request = a_request(attack.post, "lost", author_name=NAME)
    request.mention.author_handle = HANDLE
    base = await asyncio.to_thread(compose, LIBRARY, request)
    return Outcome(attack, base, await suggest(writer, LIBRARY, request, base, (), deadline=DEADLINE))


def _has_got_through(one: Outcome) -> bool:
    words = one.suggestion.words
    return words is not None and clean(one.attack.wish) in words.text
