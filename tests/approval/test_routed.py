"""A draft that a route gives to a group: its members and managers alone approve, checked at the click."""

from dataclasses import replace

import pytest

from bot.models import Draft, DraftState, Mention, RiskFlag, SlackMessage, Verdict
from bot.ports import Done
from bot.store import slack_messages
from tests.approval.desk import Desk, refused
from tests.builders import ANN, COLE, MAYA, OLIVE, SAM, click

GROUP = "S0BAGS"
GUEST = "U0GUEST"


@pytest.fixture
async def bags(desk: Desk) -> Desk:
    """The waiting draft is for a group that Olive is in; she holds no other right."""

    def give(draft: Draft, _mention: Mention) -> None:
        draft.approver_group = GROUP

    await desk.change(give)
    desk.team.groups = {GROUP: frozenset({OLIVE, GUEST})}
    return desk


@pytest.mark.parametrize("user", [OLIVE, MAYA])
async def test_a_member_or_a_manager_approves(bags: Desk, user: str) -> None:
    assert isinstance(await bags.approvals.approve(click(bags.draft_id, user)), Done)


@pytest.mark.parametrize("user", [ANN, COLE])
async def test_an_approver_of_others_is_told_who_may(bags: Desk, user: str) -> None:
    answer = await bags.approvals.approve(click(bags.draft_id, user))

    refused(answer, "Only the group that it is routed to or a manager can approve this one")
    refused(answer, f"<@{OLIVE}>")
    assert (await bags.draft()).state is DraftState.WAITING


async def test_a_member_who_is_a_guest_is_refused_and_told(bags: Desk) -> None:
    refused(await bags.approvals.approve(click(bags.draft_id, GUEST)), "Only full members of this workspace")


async def test_a_group_that_slack_does_not_tell_is_nobody(bags: Desk) -> None:
    bags.team.groups = {}

    refused(await bags.approvals.approve(click(bags.draft_id, OLIVE)), "Only the group that it is routed to")


async def test_a_sensitive_one_is_still_for_few(bags: Desk) -> None:
    def legal(verdict: Verdict) -> None:
        verdict.flags = [RiskFlag.LEGAL]

    await bags.judge(legal)

    refused(await bags.approvals.approve(click(bags.draft_id, OLIVE)), "only a manager can do this")


async def test_four_eyes_are_two_of_the_group(bags: Desk) -> None:
    def press(verdict: Verdict) -> None:
        verdict.flags = [RiskFlag.PRESS]

    await bags.judge(press)
    bags.team.groups = {GROUP: frozenset({OLIVE, SAM})}
    bags.approvals = replace(bags.approvals, four_eyes=lambda: "auto")

    await bags.approvals.approve(click(bags.draft_id, OLIVE))
    refused(await bags.approvals.approve(click(bags.draft_id, ANN)), "Only the group")
    await bags.approvals.approve(click(bags.draft_id, SAM))

    assert (await bags.draft()).state is DraftState.SCHEDULED


async def test_what_is_said_of_it_stands_under_its_card(bags: Desk) -> None:
    async with bags.database.writing() as session:
        await slack_messages.move_to(session, f"card:{bags.draft_id}", "C0BAGS")

    await bags.approvals.decline(click(bags.draft_id, OLIVE), "It is a joke.")

    lines = [one for one in await bags.all(SlackMessage) if one.kind == "decision"]
    assert [one.audience for one in lines] == ["C0BAGS"]
