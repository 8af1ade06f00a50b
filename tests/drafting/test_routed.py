"""A route of the policy decides where a card stands and who alone approves it, when its draft is made."""

from dataclasses import replace

import pytest

from bot.drafting.composing import seeds
from bot.drafting.library import Library
from bot.drafting.shelf import Shelf
from bot.drafting.versions import library_of, read_set
from bot.errors import TemplateFault
from bot.models import Draft, Severity, SlackMessage
from bot.store.database import Database
from tests.builders import CHANNEL
from tests.drafting.desk import Desk, a_desk

ROUTES = """
[[route]]
platform = ["x"]
channel = "C0CRISIS"

[[route]]
category = "lost"
severity = "normal"
channel = "C0BAGS"
approvers = ["S0BAGS", "U0ANN"]
"""


def with_routes(routes: str = ROUTES) -> Library:
    texts = read_set(seeds())
    return library_of({**texts, "policy.toml": f"{texts['policy.toml']}\n{routes}"})


async def routed(database: Database, severity: Severity = Severity.NORMAL) -> Desk:
    desk = await a_desk(database, severity=severity)
    return replace(desk, drafting=replace(desk.drafting, shelf=Shelf(with_routes())))


async def test_a_draft_goes_to_the_channel_and_the_approvers_of_its_route(database: Database) -> None:
    desk = await routed(database)
    await desk.write()

    draft, card = await desk.one(Draft), await desk.one(SlackMessage)
    assert (draft.channel, draft.approver_group) == ("C0BAGS", "S0BAGS,U0ANN")
    assert card.audience == "C0BAGS"


async def test_what_no_route_takes_goes_where_all_others_go(database: Database) -> None:
    desk = await routed(database, severity=Severity.LOW)
    await desk.write()

    draft, card = await desk.one(Draft), await desk.one(SlackMessage)
    assert (draft.channel, draft.approver_group, card.audience) == (None, None, CHANNEL)


def test_the_shipped_policy_routes_nothing() -> None:
    assert Library.load(seeds()).policy.routes == ()


def test_a_route_that_leads_nowhere_keeps_the_policy_from_use() -> None:
    with pytest.raises(TemplateFault, match="route 1: it leads nowhere"):
        with_routes('[[route]]\nplatform = "x"')
