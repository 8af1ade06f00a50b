"""What the model may take in an hour: counted in rows that all replicas share, refused with a reason."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.drafting.composing import seeds
from bot.drafting.spending import Cap, HourlyMeter, Spent, why_not
from bot.drafting.versions import library_of, read_set
from bot.errors import NotDurable, TemplateFault
from bot.models import ModelUse
from bot.store import model_use
from bot.store.database import Database
from tests.builders import NOON

MINUTE = timedelta(minutes=1)


def use(minutes_ago: int, tokens: int = 0, usd: float = 0.0) -> ModelUse:
    """What one minute took."""
    return ModelUse(minute=NOON - minutes_ago * MINUTE, tokens=tokens, usd=usd)


@pytest.mark.parametrize(
    ("minutes", "why"),
    [
        ([], None),
        ([use(50, tokens=999, usd=0.99)], None),
        ([use(50, tokens=1_000)], "1,000 tokens an hour; it goes on in 10 min"),
        ([use(50, usd=1.0)], "$1.00 an hour; it goes on in 10 min"),
        ([use(50, usd=0.6), use(20, usd=0.6)], "$1.00 an hour; it goes on in 10 min"),
        ([use(50, usd=0.6), use(20, usd=1.6)], "$1.00 an hour; it goes on in 40 min"),
        ([use(50, tokens=1_000), use(20, usd=1.6)], "$1.00 an hour; it goes on in 40 min"),
        ([use(0, usd=1.6)], "it goes on in 60 min"),
    ],
)
def test_a_full_hour_says_what_is_full_and_until_when(minutes: list[ModelUse], why: str | None) -> None:
    said = why_not(minutes, Cap(usd_per_hour=1.0, tokens_per_hour=1_000), NOON)

    assert said is None if why is None else why in str(said)


def test_no_limit_is_never_reached() -> None:
    assert why_not([use(1, tokens=10**9, usd=10**6)], Cap(0, 0), NOON) is None


async def test_replicas_count_together_and_old_minutes_fall_away(database: Database) -> None:
    now = [NOON]
    one, other = (HourlyMeter(database, lambda: Cap(1.0, 0), lambda: now[0]) for _ in range(2))

    await one.used(500, 0.4)
    await one.used(500, None)
    assert await other.refusal() is None
    await other.used(700, 0.6)

    assert "$1.00" in str(await one.refusal())
    assert (one.last.tokens, round(one.last.usd, 6)) == (1_700, 1.0)
    now[0] += timedelta(hours=1)
    assert await one.refusal() is None
    assert one.last == Spent()


async def test_minutes_are_kept_for_a_day(database: Database) -> None:
    async with database.writing() as session:
        await model_use.add(session, NOON, 1, 0.0)
        await model_use.add(session, NOON + timedelta(days=1, minutes=1), 1, 0.0)

    async with database.reading() as session:
        assert len(await model_use.since(session, NOON - timedelta(days=9))) == 1


async def test_an_answer_is_not_lost_because_its_cost_could_not_be_written(tmp_path: Path) -> None:
    gone = Database(f"sqlite:///{tmp_path}/no-such-folder/amends.db")

    await HourlyMeter(gone, Cap, lambda: NOON).used(1, 1.0)

    with pytest.raises(NotDurable):
        async with gone.writing() as session:
            await model_use.add(session, NOON, 1, 1.0)
    await gone.close()


def policy(llm: str) -> Any:
    """The policy of the shipped templates with this in its [llm]."""
    texts = read_set(seeds())
    before, _, after = texts["policy.toml"].partition("[llm]")
    return library_of(texts | {"policy.toml": f"{before}{llm}\n[minutes]{after.partition('[minutes]')[2]}"})


def test_the_policy_sets_the_cap_and_has_one_without_a_word() -> None:
    assert policy("[llm]\nusd_per_hour = 2\ntokens_per_hour = 0").policy.cap == Cap(2, 0)
    assert policy("").policy.cap == Cap()


@pytest.mark.parametrize("llm", ["usd_per_hour = -1", 'usd_per_hour = "5"', "usd = 5", "usd_per_hour = true"])
def test_a_cap_that_is_none_is_told(llm: str) -> None:
    with pytest.raises(TemplateFault):
        policy(f"[llm]\n{llm}")
