"""No two replies sound alike, and the same mention always gets the same words."""

from dataclasses import replace
from datetime import timedelta

import pytest
from rapidfuzz import fuzz
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.drafting.composing import compose
from bot.drafting.variety import LIKE_A_RECENT, LIKE_IN_THREAD, Others
from bot.models import Approval, Delivery, Publication, PublicationState
from bot.store.database import Database
from bot.store.publications import recent_texts
from bot.text import sha256
from tests.builders import NOON, a_draft, a_mention
from tests.drafting.requests import LIBRARY, POSTS, a_request


def ratio(one: str, other: str) -> float:
    return fuzz.token_sort_ratio(one, other)


def test_a_copy_is_told_from_another_text() -> None:
    others = Others(("I'm sorry your bag is late. I'll look for it today.",))
    assert not others.differ("I'm sorry your bag is late. I'll look for it now.")
    assert others.differ("We hung up on you, and I apologise. Send us a DM.")


def test_a_thread_bears_less_likeness() -> None:
    text, near = (
        "I'm sorry your bag is late. I'll look for it.",
        "I'm sorry your meal is cold. I'll look into it.",
    )
    assert LIKE_IN_THREAD <= ratio(text, near) < LIKE_A_RECENT
    assert (Others((text,)).differ(near), Others((), (text,)).differ(near)) == (True, False)


@pytest.mark.parametrize("category", ["delay", "lost", "staff", "billing", "support"])
def test_fifty_people_with_the_same_trouble_get_fifty_replies(category: str) -> None:
    default, said = LIBRARY.brand("default"), list[str]()
    for number in range(50):
        request = a_request(POSTS[category], category, external_id=str(number), brand=default)
        said.append(compose(LIBRARY, request, recent=said).text)
    nearest = max(ratio(one, other) for place, one in enumerate(said) for other in said[:place])
    assert nearest < LIKE_A_RECENT


def test_the_next_variant_is_taken_when_the_first_was_said_before() -> None:
    request = a_request(POSTS["lost"], "lost")
    first = compose(LIBRARY, request).text
    assert ratio(compose(LIBRARY, replace(request, recent=(first,))).text, first) < LIKE_A_RECENT


def test_in_one_thread_the_second_reply_sounds_new() -> None:
    request = a_request(POSTS["delay"], "delay")
    first = compose(LIBRARY, request).text
    assert ratio(compose(LIBRARY, request, in_thread=(first,)).text, first) < LIKE_IN_THREAD


def test_what_was_said_before_changes_nothing_else() -> None:
    request, said = a_request(POSTS["lost"], "lost"), ("Something else.",)
    assert compose(LIBRARY, request, recent=said) == compose(LIBRARY, request, recent=said)


async def _publish(
    session: AsyncSession, draft_id: str, text: str, state: PublicationState, hour: int
) -> None:
    approval = Approval(
        id=f"a-{draft_id}",
        draft_id=draft_id,
        revision=1,
        sha256=sha256(text),
        mention_revision=1,
        approver="U0ANN",
        approved_at=NOON,
    )
    session.add(approval)
    await session.flush()
    publication = Publication(
        id=approval.id,
        draft_id=draft_id,
        publisher="webhook",
        text=text,
        sha256=approval.sha256,
        state=state,
        send_after=NOON + timedelta(hours=hour),
    )
    session.add(publication)


async def test_the_latest_public_replies_are_found_the_newest_first(database: Database) -> None:
    states = [
        PublicationState.DONE,
        PublicationState.HANDED_OFF,
        PublicationState.FAILED,
        PublicationState.UNKNOWN,
    ]
    async with database.writing() as session:
        session.add(Delivery(id="delivery-1", source="generic", key="k", body=b"{}", received_at=NOON))
        for number, state in enumerate(states):
            mention = a_mention(str(number))
            session.add(mention)
            await session.flush()
            session.add(a_draft(mention))
            await session.flush()
            await _publish(session, mention.id, f"text {number}", state, number)
    async with database.reading() as session:
        assert await recent_texts(session) == ["text 3", "text 1", "text 0"]
        assert await recent_texts(session, limit=1) == ["text 3"]
