"""Critical and legal replies: only legal people, or a manager where none are named, may approve them."""

import pytest

from bot.models import Draft, DraftState, Mention, Severity, Verdict
from bot.ports import Done, People
from tests.approval.desk import Desk, refused
from tests.builders import ANN, COLE, MAYA, SAM, Team, click

LEA = "U0LEA"


class WithLegal(Team):
    """The team with legal people; `reachable` is false while Slack does not tell who they are."""

    reachable = True

    async def people(self) -> People:
        """Who may what."""
        legal = frozenset({LEA}) if self.reachable else frozenset[str]()
        return People(frozenset({ANN}), frozenset({MAYA}), frozenset({COLE}), legal, names_legal=True)


def critical(draft: Draft, _mention: Mention) -> None:
    draft.severity = Severity.CRITICAL


def threatens_a_claim(verdict: Verdict) -> None:
    verdict.flags = ["legal"]


@pytest.fixture
async def legal_desk(desk: Desk) -> Desk:
    """A critical draft in a team with legal people."""
    desk.team.members.add(LEA)
    team = WithLegal()
    team.members = desk.team.members
    object.__setattr__(desk.approvals, "directory", team)
    desk.team = team
    await desk.change(critical)
    return desk


async def test_an_approver_is_told_which_manager_can_approve_a_critical_reply(desk: Desk) -> None:
    await desk.change(critical)

    refused(await desk.approvals.approve(click(desk.draft_id)), f"only a manager can do this (<@{MAYA}>)")

    assert (await desk.draft()).state == DraftState.WAITING


async def test_a_manager_approves_a_critical_reply_where_no_legal_people_are_named(desk: Desk) -> None:
    await desk.change(critical)

    assert isinstance(await desk.approvals.approve(click(desk.draft_id, MAYA)), Done)


async def test_a_legal_flag_alone_makes_a_reply_sensitive(desk: Desk) -> None:
    await desk.judge(threatens_a_claim)

    refused(await desk.approvals.approve(click(desk.draft_id)), "touches a legal question")


async def test_legal_people_approve_what_managers_may_not(legal_desk: Desk) -> None:
    refused(await legal_desk.approvals.approve(click(legal_desk.draft_id, MAYA)), f"(<@{LEA}>)")

    assert isinstance(await legal_desk.approvals.approve(click(legal_desk.draft_id, LEA)), Done)


async def test_a_legal_group_that_slack_does_not_tell_lets_nobody_approve(legal_desk: Desk) -> None:
    assert isinstance(legal_desk.team, WithLegal)
    legal_desk.team.reachable = False

    for user in (ANN, MAYA, LEA):
        refused(await legal_desk.approvals.approve(click(legal_desk.draft_id, user)), "can do this")


async def test_without_any_approvers_managers_may_not_either(desk: Desk) -> None:
    await desk.change(critical)
    desk.team.approvers = set()

    refused(await desk.approvals.approve(click(desk.draft_id, MAYA)), "Only approvers")


async def test_every_approver_may_stop_a_sensitive_reply(desk: Desk) -> None:
    await desk.change(critical)
    await desk.approvals.approve(click(desk.draft_id, MAYA))

    assert isinstance(await desk.approvals.undo(click(desk.draft_id, ANN)), Done)


async def test_everybody_on_the_team_may_still_edit_a_sensitive_reply(desk: Desk) -> None:
    await desk.change(critical)

    assert isinstance(await desk.approvals.save(click(desk.draft_id, SAM), "We are with you."), Done)
