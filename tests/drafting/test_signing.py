"""Who has taken a mention signs every further draft of it; what is let go is the team's again."""

from dataclasses import replace

import pytest

from bot.drafting.brands import signed
from bot.drafting.composing import compose
from bot.drafting.signing import Taker, signed_for
from bot.models import Draft, DraftState
from bot.ports import Length
from bot.store.database import Database
from bot.text import sha256
from tests.builders import ANN, NOON, SAM
from tests.drafting.desk import Desk, Model, a_desk, interrupted
from tests.drafting.requests import LIBRARY, POSTS, a_request

NAMES = {ANN: "AK", SAM: "SO"}
TEAM = "– Harbourline Care"


async def a_signing_desk(database: Database, model: Model | None = None) -> Desk:
    """A first draft that SAM has taken."""

    async def initials(user: str) -> str | None:
        return NAMES.get(user)

    desk = await a_desk(database, model)
    desk.drafting = replace(desk.drafting, initials=initials)
    await desk.write()
    assert (await desk.words()).text.endswith(TEAM)
    await ask_again(desk, assignee=SAM, taken_at=NOON)
    return desk


async def ask_again(desk: Desk, **changes: object) -> None:
    """As a click on "Another draft" leaves it."""
    draft = await desk.one(Draft)
    await desk.change(Draft, state=DraftState.REDRAFTING, asked=draft.asked + 1, **changes)


@pytest.mark.parametrize("model", [None, Model()], ids=["template", "AI"])
async def test_another_draft_of_a_taken_mention_carries_its_takers_initials(
    database: Database, model: Model | None
) -> None:
    desk = await a_signing_desk(database, model)

    await desk.write()

    words = await desk.words()
    assert words.text.endswith(f"{TEAM}, SO")
    assert (words.revision, words.sha256) == (2, sha256(words.text))


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
async def test_a_draft_that_was_let_go_is_the_teams_again(database: Database) -> None:
    desk = await a_signing_desk(database)
    await desk.write()
    await ask_again(desk, assignee=None)

    await desk.write()

    assert (await desk.words()).text.endswith(TEAM)


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("holder", "end"), [(ANN, f"{TEAM}, AK"), (None, TEAM)])
async def test_who_holds_it_when_the_words_are_there_signs(
    database: Database, holder: str | None, end: str
) -> None:
    model = Model()
    desk = await a_signing_desk(database, model)

    await interrupted(desk, model, lambda: desk.change(Draft, assignee=holder))

    assert (await desk.words()).text.endswith(end)


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
async def test_somebody_whose_name_slack_does_not_tell_leaves_the_teams_sign_off(database: Database) -> None:
    desk = await a_signing_desk(database)
    await desk.change(Draft, assignee="U0NOBODY")

    await desk.write()

    assert (await desk.words()).text.endswith(TEAM)


def test_initials_that_do_not_fit_are_left_out() -> None:
    request = a_request(POSTS["lost"], "lost")
    words = compose(LIBRARY, request)
    full = replace(request, measure=lambda text: Length(len(text), len(words.text)))

    assert signed_for(LIBRARY, full, words, Taker(SAM, "SO")) == words
    assert signed_for(LIBRARY, request, words, Taker(SAM, "SO")).text == signed(
        words.text, request.brand, "SO"
    )
