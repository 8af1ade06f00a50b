"""`/amends fact` over real Socket Mode: a form that takes seconds, a press, and an answer for everybody."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from sqlmodel import col, select

from bot.models import Draft, DraftState, FactCard
from bot.sandbox.limits.view import view_faults
from bot.sandbox.shapes import Json
from bot.slack.blocks import actions
from bot.slack.fact_form import MAX_OPTION, MOST_FACTS, FactForm, fact_modal, news_of
from bot.slack.fact_list import FactList, facts_button, facts_modal
from bot.slack.ids import Action
from bot.store import drafts, facts
from tests.builders import ANN, CHANNEL, MAYA, NOON, OLIVE, put_draft
from tests.drafting.desk import until
from tests.slack.stage import Stage
from tests.slack.views import HOSTILE, shown

OLD = FactCard(
    id="fact-1", brand="harbourline", statement="The open deck is closed.", added_by=MAYA, added_at=NOON
)


@pytest.fixture
def kind() -> str:
    """The handlers hold no SQL of their own; one kind of database is enough."""
    return "sqlite"


async def form(stage: Stage) -> str:
    """Maya types the command; the id of the form that opens."""
    await stage.sandbox.slash(MAYA, CHANNEL, "fact")
    return str((await stage.sandbox.wait_for(lambda: stage.sandbox.views(MAYA)))[-1]["id"])


async def cards(stage: Stage) -> Sequence[FactCard]:
    async with stage.database.reading() as session:
        return (await session.exec(select(FactCard).order_by(col(FactCard.added_at), FactCard.id))).all()


async def put_old_fact(stage: Stage) -> str:
    """A fact, and a waiting draft that states it."""
    async with stage.database.writing() as session:
        await facts.add(session, FactCard.model_validate(OLD.model_dump()))
        draft = await put_draft(session)
        revision = await drafts.get_revision(session, draft.id, 1)
        assert revision is not None
        revision.uses = [OLD.id]
    return draft.id


async def state(stage: Stage, draft_id: str) -> DraftState:
    async with stage.database.reading() as session:
        return (await session.get_one(Draft, draft_id)).state


async def test_a_manager_adds_a_fact_with_one_form(stage: Stage) -> None:
    filled = {"statement": "Dogs travel free.", "until": "2027-03-31", "where": ["delay", "queue"]}

    assert await stage.sandbox.submit(MAYA, await form(stage), filled | {"brand": "harbourline"}) == {}

    (card,) = await cards(stage)
    assert (card.statement, card.brand, card.added_by) == ("Dogs travel free.", "harbourline", MAYA)
    assert card.applies_to == ["delay", "queue"]
    assert card.valid_until == datetime(2027, 3, 31, 23, 0, tzinfo=UTC)  # midnight in London's summer
    assert "Saved." in await stage.note_to(MAYA)


async def test_the_statement_alone_is_enough(stage: Stage) -> None:
    await stage.sandbox.submit(MAYA, await form(stage), {"statement": "Dogs travel free."})

    (card,) = await cards(stage)
    assert (card.valid_until, card.applies_to) == (None, [])


async def test_a_changed_fact_is_told_and_its_drafts_are_renewed_with_one_press(stage: Stage) -> None:
    draft_id = await put_old_fact(stage)
    filled = {"statement": "The open deck is open.", "old": "fact-1:1"}
    await stage.sandbox.submit(MAYA, await form(stage), filled)
    await stage.desk.render_due()
    told = next(one for one in stage.sandbox.messages(CHANNEL) if "open deck is open" in shown(one["blocks"]))

    await stage.sandbox.click(MAYA, CHANNEL, told["ts"], Action.REFRESH)

    async def is_asked_anew() -> bool:
        return await state(stage, draft_id) == DraftState.REDRAFTING

    await until(is_asked_anew)


async def test_taking_a_fact_back_needs_a_tick_and_not_just_an_empty_sentence(stage: Stage) -> None:
    await put_old_fact(stage)
    view = await form(stage)

    errors = await stage.sandbox.submit(MAYA, view, {"old": "fact-1:1"})
    assert "one sentence" in errors["statement"]
    assert await stage.sandbox.submit(MAYA, view, {"old": "fact-1:1", "only_back": ["yes"]}) == {}

    assert (await cards(stage))[0].retired_at is not None


async def test_who_is_no_manager_is_told_so(stage: Stage) -> None:
    await stage.sandbox.slash(ANN, CHANNEL, "fact")

    assert "Only managers can change facts" in await stage.note_to(ANN)
    assert stage.sandbox.views(ANN) == []


async def test_a_refused_fact_stays_in_the_form_with_the_reason(stage: Stage) -> None:
    filled = {"statement": "Dogs travel free.", "until": "2020-01-01"}

    errors = await stage.sandbox.submit(MAYA, await form(stage), filled)

    assert "over already" in errors["statement"]
    assert await cards(stage) == []


async def test_a_press_by_who_is_no_manager_changes_nothing(stage: Stage) -> None:
    draft_id = await put_old_fact(stage)
    filled = {"old": "fact-1:1", "only_back": ["yes"]}
    await stage.sandbox.submit(MAYA, await form(stage), filled)
    await stage.desk.render_due()
    told = next(one for one in stage.sandbox.messages(CHANNEL) if "Refresh" in str(one["blocks"]))

    await stage.sandbox.click(ANN, CHANNEL, told["ts"], Action.REFRESH)

    assert "Only managers can change facts" in await stage.note_to(ANN)
    assert await state(stage, draft_id) == DraftState.WAITING


def test_a_form_offers_the_newest_facts_within_the_limits_of_slack() -> None:
    many = [OLD.model_copy(update={"id": f"fact-{n}", "statement": HOSTILE * 3}) for n in range(150)]

    modal = fact_modal(FactForm(many, {"a": HOSTILE * 3, "b": "B"}, "b"), CHANNEL)

    offered = options(modal, "old")
    assert len(offered) == MOST_FACTS
    assert offered[-1]["value"] == "fact-149:1"
    assert all(len(one["text"]["text"]) <= MAX_OPTION for one in [*offered, *options(modal, "brand")])


def test_a_form_without_facts_and_with_one_brand_asks_three_things() -> None:
    modal = fact_modal(FactForm([], {"default": "our team"}, "default"), CHANNEL)

    assert [block["block_id"] for block in modal["blocks"] if "block_id" in block] == [
        "statement",
        "until",
        "where",
    ]


def test_a_form_that_came_back_empty_says_nothing() -> None:
    news = news_of({"values": {}}, "default")

    assert (news.brand, news.statement, news.last_day, news.old) == ("default", "", None, None)


def options(modal: Json, block_id: str) -> list[Json]:
    found = next(block for block in modal["blocks"] if block.get("block_id") == block_id)
    listed: list[Json] = found["element"]["options"]
    return listed


async def the_list(stage: Stage, user: str = MAYA) -> None:
    """Press the button that Home has for it."""
    await stage.desk.publish_home(user, {"type": "home", "blocks": actions("desk", [facts_button()])})
    await stage.sandbox.click_in_home(user, Action.FACTS)


def open_view(stage: Stage) -> Json:
    return stage.sandbox.views(MAYA)[-1]


async def shows(stage: Stage, words: str) -> Json:
    await stage.sandbox.wait_for(
        lambda: stage.sandbox.views(MAYA) and words in shown(open_view(stage)["blocks"])
    )
    return open_view(stage)


async def test_a_manager_sees_what_holds_and_how_many_drafts_say_so(stage: Stage) -> None:
    await put_old_fact(stage)

    await the_list(stage)

    view = await shows(stage, "The open deck is closed.")
    assert "until it is taken back · for all complaints · in 1 waiting draft" in shown(view["blocks"])


async def test_a_fact_is_taken_back_from_the_list(stage: Stage) -> None:
    await put_old_fact(stage)
    await the_list(stage)
    view = await shows(stage, "The open deck is closed.")

    await stage.sandbox.click_in_view(MAYA, view["id"], Action.RETIRE)

    await shows(stage, "Taken back.")
    assert "The open deck" not in shown(open_view(stage)["blocks"])
    assert (await cards(stage))[0].retired_at is not None


async def test_a_fact_that_somebody_changed_meanwhile_stays_with_the_reason(stage: Stage) -> None:
    await put_old_fact(stage)
    await the_list(stage)
    view = await shows(stage, "The open deck is closed.")
    async with stage.database.writing() as session:
        await facts.change(session, OLD.id, 1, statement="The open deck is open.")

    await stage.sandbox.click_in_view(MAYA, view["id"], Action.RETIRE)

    await shows(stage, "Somebody changed this fact before you")
    assert (await cards(stage))[0].retired_at is None


async def test_a_new_fact_is_written_in_place_of_the_list(stage: Stage) -> None:
    await the_list(stage)
    view = await shows(stage, "No facts yet")

    await stage.sandbox.click_in_view(MAYA, view["id"], Action.NEW_FACT)
    await shows(stage, "Drafts may say this from now on")
    assert await stage.sandbox.submit(MAYA, view["id"], {"statement": "Dogs travel free."}) == {}

    assert [card.statement for card in await cards(stage)] == ["Dogs travel free."]
    assert stage.sandbox.views(MAYA) == []


@pytest.mark.parametrize("user", [ANN, OLIVE])
async def test_the_list_is_for_managers_and_others_are_told_so(stage: Stage, user: str) -> None:
    await the_list(stage, user)

    assert "Only managers can change facts" in await stage.note_to(user)
    assert stage.sandbox.views(user) == []


async def test_who_lost_the_right_while_the_list_was_open_takes_nothing_back(stage: Stage) -> None:
    await put_old_fact(stage)
    await the_list(stage)
    view = await shows(stage, "The open deck is closed.")
    stage.team.managing = set()

    await stage.sandbox.click_in_view(MAYA, view["id"], Action.RETIRE)

    assert "Only managers can change facts" in await stage.note_to(MAYA)
    assert (await cards(stage))[0].retired_at is None


def test_a_long_list_stays_within_the_limits_of_slack() -> None:
    many = [
        OLD.model_copy(
            update={"id": f"fact-{n}", "statement": HOSTILE * 3, "brand": HOSTILE, "valid_until": NOON}
        )
        for n in range(150)
    ]

    modal = facts_modal(FactList(many, {"fact-149": 2}, {"a": "A", "b": "B"}, CHANNEL, HOSTILE))

    assert view_faults(modal, "modal") == []
    assert "<!channel>" not in str([block for block in modal["blocks"] if block["type"] == "section"])
