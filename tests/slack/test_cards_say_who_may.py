"""Cards say who alone may approve them, before anyone clicks."""

from datetime import timedelta

from bot.slack.cards import render_card
from tests.builders import MAYA, NOON
from tests.slack.views import a_view, shown

NOW = NOON + timedelta(minutes=3)


def test_a_sensitive_card_says_who_alone_may_approve_before_anyone_clicks() -> None:
    words = shown(render_card(a_view(sensitive_for=[MAYA, "S0LEGAL"]), NOW).blocks)

    assert f"only <@{MAYA}> <!subteam^S0LEGAL> may approve it" in words


def test_a_sensitive_card_of_a_team_without_managers_says_that_every_approver_may() -> None:
    assert "every approver may approve it" in shown(render_card(a_view(sensitive_for=[]), NOW).blocks)


def test_a_routed_card_says_that_few_may_approve_it_and_rings_none_of_them() -> None:
    words = shown(render_card(a_view(draft_approver_group=f"S0NORTH,{MAYA}"), NOW).blocks)

    assert "Only the approvers of this route, and managers, may approve it" in words
    assert "S0NORTH" not in words
    assert MAYA not in words


def test_a_routed_card_that_is_sensitive_says_who_may_and_nothing_else() -> None:
    words = shown(render_card(a_view(draft_approver_group="S0NORTH", sensitive_for=[MAYA]), NOW).blocks)

    assert "stands in for them" in words
    assert "approvers of this route" not in words
