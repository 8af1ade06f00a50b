"""Invariant 2: nothing is lost or silent.

Every accepted mention reaches a visible end, or waits on a card, whatever its author and our people do to it,
in whatever order. (That a kill loses nothing is in `tests/crash`.)
"""

import asyncio
from collections.abc import Iterator
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.models import Draft, DraftState, Event, Mention, MentionState
from bot.ports import Done
from bot.store.database import Database
from tests.builders import ANN, CHANNEL, SAM
from tests.invariants.line import Line

POSTS = ("a", "b")
TEXTS = (
    "Two hours on the phone and then they hung up on me. I only want my money back.",
    "My bag missed the 7:40 and nobody at the desk could tell me where it is.",
    "Thank you so much! Wonderful crew, kind and patient. Lovely people, I love you all!",
    "The 8:20 left five minutes early today.",
    "I slipped on the wet ramp, there was no rail, and now I am in hospital.",
)
EVENTS = ("created", "edited", "deleted")
ACTS = ("approve", "decline", "redraft", "make_card", "take", "reopen", "undo")

heard = st.tuples(st.sampled_from(EVENTS), st.sampled_from(POSTS), st.sampled_from(TEXTS))
acted = st.tuples(st.sampled_from(ACTS), st.sampled_from(POSTS), st.just(""))
turned = st.tuples(st.sampled_from(("work", "work", "judge", "write", "publish")), st.just(""), st.just(""))
Day = list[tuple[str, str, str]]
BEGINNING: Day = [("created", "a", TEXTS[0]), ("work", "", "")]
"""So that most of each day happens to a draft that stands."""
days = st.lists(heard | acted | turned, min_size=6, max_size=14).map(lambda day: BEGINNING + day)

_numbers = count(1)


@pytest.fixture
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture
def line(runner: asyncio.Runner, migrated_url: str) -> Iterator[Line]:
    database = Database(migrated_url)
    yield Line(database)
    runner.run(database.close())


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(day=days)
def test_every_mention_ends_visibly_whatever_happens_to_it(
    runner: asyncio.Runner, line: Line, day: Day
) -> None:
    runner.run(_live(line, day, prefix=f"{next(_numbers)}-"))


@pytest.mark.slow
@pytest.mark.timeout(1800)
@settings(max_examples=1_000, deadline=None, suppress_health_check=list(HealthCheck))
@given(day=days)
def test_every_mention_ends_visibly_on_a_thousand_days(runner: asyncio.Runner, line: Line, day: Day) -> None:
    runner.run(_live(line, day, prefix=f"{next(_numbers)}-"))


async def _live(line: Line, day: Day, prefix: str) -> None:
    ids: dict[str, str] = {}
    for act, post, text in day:
        if act in EVENTS:
            ids[post] = await line.hear(prefix + post, text, act)
        elif act in ACTS:
            await _click(line, act, ids.get(post))
        else:
            await getattr(line, act)()
    await line.work()
    assert {post: await _what_is_wrong(line, one) for post, one in ids.items()} == dict.fromkeys(ids)


async def _click(line: Line, act: str, draft_id: str | None) -> None:
    if draft_id is None:
        return
    card = await line.card(draft_id)
    click = line.click(ANN, draft_id, card.draft.revision if card else None)
    approvals = line.approvals
    if act == "decline":
        await approvals.decline(click, "Not about us")
    elif act == "redraft":
        await approvals.redraft(click, None)
    else:
        await getattr(approvals, act)(click)


async def _what_is_wrong(line: Line, draft_id: str) -> str | None:
    """Why nobody would see where this mention stands; `None` if somebody does."""
    mention = await line.mention(draft_id)
    if mention is None:
        return "it is lost"
    if mention.state is MentionState.NEW:
        return "it was never judged"
    if mention.state is MentionState.SET_ASIDE:
        listed = await line.message(f"set_aside:{line.now:%Y-%m-%d}")
        return None if listed and draft_id in listed.args["mention_ids"] else "it is on no list"
    return await _what_is_wrong_with_its_card(line, mention)


async def _what_is_wrong_with_its_card(line: Line, mention: Mention) -> str | None:
    rows = await line.card(mention.id)
    if rows is None:
        return None if mention.outcome else "it is open without a card"
    draft = rows.draft
    if await line.message(f"card:{mention.id}") is None and not await _is_listed(line, draft):
        return f"its draft is {draft.state} and has no card"
    if (mention.state is MentionState.CLOSED) != (draft.state.is_final and mention.outcome is not None):
        return f"mention {mention.state}/{mention.outcome} and draft {draft.state} contradict each other"
    if draft.state is DraftState.REDRAFTING:
        return "it waits for a draft for ever"
    if draft.state is DraftState.WAITING and draft.mention_revision != mention.revision:
        return "its draft answers an older wording"
    if mention.last_event is Event.DELETED and draft.state in {DraftState.WAITING, DraftState.SCHEDULED}:
        return "a deleted post still waits for an answer"
    return None


async def _is_listed(line: Line, draft: Draft) -> bool:
    """Whether a list shows it, in a state in which nobody needs what only a card offers."""
    told = {DraftState.WAITING, DraftState.REDRAFTING, DraftState.DECLINED, DraftState.WITHDRAWN}
    return bool(draft.listed_in and await line.message(draft.listed_in)) and draft.state in told


async def test_a_low_one_is_listed_and_gets_a_card_on_one_click(database: Database) -> None:
    line = Line(database)
    draft_id = await line.hear("mild", TEXTS[3])
    await line.work()
    assert await line.message(f"card:{draft_id}") is None
    assert await line.message(f"low:{CHANNEL}:2026-11-22T12:00") is not None

    answer = await line.approvals.make_card(line.click(SAM, draft_id, None))

    assert answer == Done(say="Its card is on its way.")
    assert await line.message(f"card:{draft_id}") is not None


async def test_what_is_set_aside_gets_a_card_on_one_click(database: Database) -> None:
    line = Line(database)
    draft_id = await line.hear("praise", TEXTS[2])
    await line.judge()

    await line.approvals.make_card(line.click(SAM, draft_id, None))
    await line.write()

    assert await line.card(draft_id) is not None
