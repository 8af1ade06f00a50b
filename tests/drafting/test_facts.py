"""Facts hold while somebody stands behind them; drafts that state an old one are found and written anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from bot.drafting.facts import Facts, News, wrong_with
from bot.drafting.shelf import Shelf
from bot.models import Draft, DraftState, FactCard, MessageKind, SlackMessage
from bot.ports import Done, Refused
from bot.store import drafts, facts
from bot.store.database import Database
from tests.builders import ANN, CHANNEL, MAYA, NOON, SAM, Team, a_mention, put_draft
from tests.drafting.requests import LIBRARY

OPEN_DECK = "The open deck is closed until Friday."
LATER = NOON + timedelta(hours=1)


@dataclass
class Case:
    """A desk with its facts."""

    database: Database
    facts: Facts

    async def add(self, statement: str = OPEN_DECK, **said: Any) -> FactCard:
        """A fact that Maya added at noon."""
        answer = await self.facts.tell(MAYA, News("harbourline", statement, **said), NOON)
        assert isinstance(answer, Done), answer
        return (await self.cards())[-1]

    async def cards(self) -> Sequence[FactCard]:
        """Every fact there ever was."""
        async with self.database.reading() as session:
            return (await session.exec(select(FactCard).order_by(col(FactCard.added_at)))).all()

    async def valid(self, category: str = "delay", now: datetime = LATER) -> list[str]:
        """What a draft for Harbourline may state."""
        async with self.database.reading() as session:
            return [card.statement for card in await facts.valid_now(session, "harbourline", category, now)]

    async def draft(self, number: int, *uses: str, made_by: str = "template", **changes: Any) -> str:
        """A waiting draft whose words were made at noon and state these facts."""
        async with self.database.writing() as session:
            draft = await put_draft(session, mention=a_mention(str(number)), **changes)
            revision = await drafts.get_revision(session, draft.id, 1)
            assert revision is not None
            revision.uses, revision.made_by = list(uses), made_by
        return draft.id

    async def states(self) -> list[DraftState]:
        """How the drafts stand."""
        async with self.database.reading() as session:
            rows = (await session.exec(select(Draft).order_by(Draft.id))).all()
        return [row.state for row in rows]

    async def told(self) -> list[dict[str, Any]]:
        """What the channel heard."""
        async with self.database.reading() as session:
            rows = (await session.exec(select(SlackMessage).order_by(SlackMessage.id))).all()
        return [row.args for row in rows if row.kind == MessageKind.FACTS_CHANGED]


@pytest.fixture
def case(database: Database) -> Case:
    ids = iter(range(100))
    return Case(
        database, Facts(database, Team(), Shelf(LIBRARY), CHANNEL, "harbourline", lambda: f"{next(ids):02}")
    )


async def test_a_fact_may_be_said_from_the_moment_it_is_added(case: Case) -> None:
    card = await case.add()

    assert await case.valid() == [OPEN_DECK]
    assert (card.added_by, card.version, card.statement) == (MAYA, 1, OPEN_DECK)
    assert await case.told() == []


async def test_a_fact_holds_to_the_end_of_its_last_day_where_the_brand_is(case: Case) -> None:
    await case.add(last_day=date(2027, 7, 1))

    last = datetime(2027, 7, 1, 22, 59, tzinfo=UTC)  # 23:59 in London's summer
    assert await case.valid(now=last) == [OPEN_DECK]
    assert await case.valid(now=last + timedelta(minutes=1)) == []


async def test_a_fact_is_said_only_where_it_applies(case: Case) -> None:
    await case.add(applies_to=("delay", "queue"))

    assert await case.valid("queue") == [OPEN_DECK]
    assert await case.valid("lost") == []


async def test_only_managers_say_what_is_true(case: Case) -> None:
    answer = await case.facts.tell(ANN, News("harbourline", OPEN_DECK), NOON)

    assert isinstance(answer, Refused)
    assert answer.kept == OPEN_DECK
    assert await case.cards() == []


async def test_brand_files_are_taken_in_once(case: Case) -> None:
    await case.facts.seed(NOON)
    seeded = await case.cards()
    first = seeded[0]
    await case.facts.tell(MAYA, News("", None, old=(first.id, 1)), NOON)

    await case.facts.seed(LATER)

    again = await case.cards()
    assert len(again) == len(seeded) == sum(len(brand.facts) for brand in LIBRARY.brands.values())
    assert next(card for card in again if card.id == first.id).retired_at == NOON


async def test_a_changed_fact_says_how_many_drafts_state_the_old_one(case: Case) -> None:
    card = await case.add()
    await case.draft(1, card.id)
    await case.draft(2, card.id, "delay_desk")
    await case.draft(3, card.id, made_by=SAM)
    await case.draft(4, card.id, assignee=SAM, lease_until=LATER + timedelta(minutes=1))
    await case.draft(5, "another-fact")
    await case.draft(6, card.id, state=DraftState.SENT)

    await case.facts.tell(MAYA, News("", "The open deck is open.", old=(card.id, 1)), LATER)

    (told,) = await case.told()
    assert (told["was"], told["now"], told["why"]) == (OPEN_DECK, "The open deck is open.", "changed")
    assert (told["drafts"], told["held"], told["by"]) == (2, 2, MAYA)
    assert await case.valid() == ["The open deck is open."]


async def test_refresh_writes_untouched_drafts_anew_and_leaves_the_rest(case: Case) -> None:
    card = await case.add()
    mine, theirs = await case.draft(1, card.id), await case.draft(2, card.id, made_by=SAM)
    await case.facts.tell(MAYA, News("", None, old=(card.id, 1)), LATER)

    assert await case.facts.refresh(MAYA, card.id, 2, LATER) == Done()

    async with case.database.reading() as session:
        assert (await session.get_one(Draft, mine)).state == DraftState.REDRAFTING
        assert (await session.get_one(Draft, mine)).asked == 2
        assert (await session.get_one(Draft, theirs)).state == DraftState.WAITING
    assert [told["refreshed"] for told in await case.told()] == [1]


async def test_a_second_refresh_finds_nothing_left(case: Case) -> None:
    card = await case.add()
    await case.draft(1, card.id)
    await case.facts.tell(MAYA, News("", None, old=(card.id, 1)), LATER)
    await case.facts.refresh(MAYA, card.id, 2, LATER)

    answer = await case.facts.refresh(MAYA, card.id, 2, LATER)

    assert isinstance(answer, Done)
    assert answer.say == "No draft states the old fact any more."


async def test_refresh_is_for_managers_and_for_the_newest_change(case: Case) -> None:
    card = await case.add()
    await case.draft(1, card.id)
    await case.facts.tell(MAYA, News("", "It is open.", old=(card.id, 1)), LATER)

    assert isinstance(await case.facts.refresh(ANN, card.id, 2, LATER), Refused)
    assert isinstance(await case.facts.refresh(MAYA, card.id, 1, LATER), Refused)
    assert isinstance(await case.facts.refresh(MAYA, "no-such-fact", 1, LATER), Refused)
    assert await case.states() == [DraftState.WAITING]


async def test_the_second_of_two_managers_is_told_that_the_fact_changed(case: Case) -> None:
    card = await case.add()
    await case.facts.tell(MAYA, News("", "It is open.", old=(card.id, 1)), LATER)

    answer = await case.facts.tell(MAYA, News("", "It is half open.", old=(card.id, 1)), LATER)

    assert isinstance(answer, Refused)
    assert answer.kept == "It is half open."
    assert await case.valid() == ["It is open."]


async def test_an_expired_fact_is_reported_once(case: Case) -> None:
    card = await case.add(last_day=date(2026, 11, 23))
    await case.draft(1, card.id)
    over = NOON + timedelta(days=2)

    assert await case.facts.report_expired(NOON) == 0
    assert await case.facts.report_expired(over) == 1
    assert await case.facts.report_expired(over + timedelta(days=1)) == 0

    (told,) = await case.told()
    assert (told["why"], told["by"], told["drafts"]) == ("expired", None, 1)


async def test_what_a_wording_relied_on_is_known_to_have_changed(case: Case) -> None:
    card, other = await case.add(), await case.add("Dogs travel free.")
    await case.facts.tell(MAYA, News("", "It is open.", old=(card.id, 1)), LATER)

    async with case.database.reading() as session:
        old = await facts.outdated(session, [card.id, other.id], NOON, LATER)
        new = await facts.outdated(session, [card.id, other.id], LATER, LATER)

    assert [one.id for one in old] == [card.id]
    assert list(new) == []


async def test_a_fact_whose_time_is_over_is_outdated_before_anybody_was_told(case: Case) -> None:
    card = await case.add(last_day=date(2026, 11, 23))

    async with case.database.reading() as session:
        assert await facts.outdated(session, [card.id], LATER, LATER) == []
        assert len(await facts.outdated(session, [card.id], LATER, NOON + timedelta(days=2))) == 1
        assert await facts.outdated(session, [], NOON, LATER) == ()


@pytest.mark.parametrize(
    ("news", "why"),
    [
        (News("", "  "), "one sentence"),
        (News("", "12345"), "one sentence"),
        (News("", "x" * 201), "200 characters"),
        (News("", "Hello {{ name }}"), "placeholders"),
        (News("", "Ask for [NAME]"), "placeholders"),
        (News("", OPEN_DECK, last_day=date(2026, 11, 21)), "over already"),
        (News("", None), "which fact"),
    ],
)
def test_what_cannot_be_a_fact_is_refused_in_plain_words(news: News, why: str) -> None:
    assert why in str(wrong_with(news, LIBRARY.brand("harbourline"), NOON))


def test_today_may_be_a_last_day() -> None:
    news = News("", OPEN_DECK, last_day=date(2026, 11, 22))
    assert wrong_with(news, LIBRARY.brand("harbourline"), NOON) is None
