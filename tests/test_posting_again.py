"""Somebody posts again before we answered: one card is left to answer, and nothing is lost on the way."""

from pathlib import Path

from bot.models import AuditEntry, DraftState, Mention, MentionState, Outcome
from bot.text import mention_id
from tests.builders import ANN, CHANNEL
from tests.house import a_house, says
from tests.intake.bodies import a_post
from tests.slack.views import shown

FIRST = "My suitcase is lost, and nobody at the desk in Hull could tell me where it is."
SECOND = "Two hours later my suitcase is still lost and nobody has called me back."
THANKS = "They found it, thank you so much, great service!"


async def test_the_older_card_gives_way_and_comes_back_when_the_newer_post_is_deleted(tmp_path: Path) -> None:
    author = {"author": {"id": "77", "handle": "jo", "name": "Jo Park"}, "thread": "t1"}
    async with a_house(f"sqlite:///{tmp_path}/amends.db") as house:
        first = await house.say("1", FIRST, **author)
        await house.card(first, says("Approve"))
        second = await house.say("2", SECOND, **author)

        newer = await house.card(second, says("Before that they wrote"))
        over = await house.card(first, says("by a newer post of the same person"))
        assert FIRST in shown(newer["blocks"])
        assert (await house.draft(first)).state is DraftState.SUPERSEDED
        closed = {one.id: (one.state, one.outcome) for one in await house.rows(Mention)}
        assert closed[first] == (MentionState.CLOSED, Outcome.SUPERSEDED)
        assert "superseded" in [one.kind for one in await house.rows(AuditEntry) if one.chain == first]

        menu = over["blocks"][0]["accessory"]["options"]
        assert [one["text"]["text"] for one in menu] == ["Open the newer one", "History…"]
        await house.sandbox.click(ANN, CHANNEL, over["ts"], "draft.more", menu[0]["value"])
        (form,) = await house.sandbox.wait_for(lambda: house.sandbox.views(ANN), 20)
        assert SECOND in shown(form["blocks"])
        await house.sandbox.close_view(ANN, form["id"])

        await house.say("2", SECOND, event="deleted", **author)
        await house.card(first, says("Approve"))
        assert (await house.draft(first)).state is DraftState.WAITING


async def test_a_draft_that_somebody_has_taken_stays_and_its_card_says_what_came(tmp_path: Path) -> None:
    author = {"author": {"id": "77", "handle": "jo", "name": "Jo Park"}, "thread": "t1"}
    async with a_house(f"sqlite:///{tmp_path}/amends.db") as house:
        first = await house.say("1", FIRST, **author)
        await house.press(ANN, first, "draft.take")
        await house.card(first, says("is on it"))
        second = await house.say("2", SECOND, **author)
        await house.card(second, says("Approve"))

        both = await house.card(first, says("The author has posted again"))
        assert SECOND in shown(both["blocks"])
        assert "answer only one of them" in shown(both["blocks"])

        await house.press(ANN, first, "draft.approve")
        notes = await house.sandbox.wait_for(lambda: house.sandbox.ephemerals(ANN), 20)
        assert "posted again since this draft was written" in shown(notes[-1]["blocks"])

        await house.say("3", THANKS, sentiment=0.9, **author)
        await house.card(first, says(THANKS))


async def test_of_posts_that_come_together_only_the_last_is_left_to_answer(tmp_path: Path) -> None:
    author = {"author": {"id": "77", "handle": "jo", "name": "Jo Park"}, "thread": "t1"}
    async with a_house(f"sqlite:///{tmp_path}/amends.db") as house:
        posts = [
            a_post("2", SECOND, posted_at="2026-11-22T09:00:00Z", **author),
            a_post("1", FIRST, posted_at="2026-11-22T07:00:00Z", **author),
        ]
        assert (await house.deliver(*posts)).status_code == 202
        first, second = mention_id("generic", "1"), mention_id("generic", "2")

        await house.card(second, says("Before that they wrote"))
        await house.card(first, says("by a newer post of the same person"))
        assert (await house.draft(second)).state is DraftState.WAITING
