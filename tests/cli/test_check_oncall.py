"""`amends check` says plainly who is called, whether they may decide, and what is off."""

from datetime import UTC, datetime, time
from typing import Any

import pytest

from bot.cli.ask_slack import PersonFacts, Reply, SlackFacts
from bot.cli.check_oncall import called_lines, oncall_lines
from bot.cli.lines import Status
from bot.hours import Hours
from bot.rota import Rules
from bot.rota.ladders import ladder_of
from bot.rota.rotations import rotations_of
from bot.settings import Settings

NIGHT = Hours(quiet=(time(22), time(7)))
ROTATIONS = rotations_of({"primary": {"people": ["U2ROTA"]}, "empty": {}})
LADDER = ladder_of({"steps": [{"after": 0, "notify": ["primary", "pagerduty", "webhook"]}]}, ROTATIONS)


def told(rules: Rules | None = None, **settings: Any) -> dict[str, Status]:
    lines = oncall_lines(Settings.model_validate(settings), rules or Rules(), None)
    return {line.what: line.status for line in lines}


def test_with_nothing_tuned_it_says_what_is_off() -> None:
    lines = told()
    assert [status for what, status in lines.items() if what.startswith("Ladder: none")] == [Status.OK]
    assert [status for what, status in lines.items() if what.startswith("Quiet hours: none")] == [
        Status.WARNING
    ]
    assert [status for what, status in lines.items() if what.startswith("Heartbeat")] == [Status.WARNING]


def test_a_ladder_that_calls_what_is_not_set_up_is_a_fault() -> None:
    lines = told(Rules(NIGHT, LADDER, ROTATIONS))
    faults = sorted(what for what, status in lines.items() if status is Status.FAULT)
    assert [one.split(" which")[0] for one in faults] == [
        "Ladder: it calls PagerDuty,",
        "Ladder: it calls a webhook,",
    ]
    assert lines["Rotation empty: nobody is in it."] is Status.WARNING


def test_who_is_called_but_may_not_approve_what_is_critical_is_named() -> None:
    rules = Rules(NIGHT, None, ROTATIONS)
    people = {"slack_approvers": ["U1APPR"], "slack_oncall": ["U1APPR"]}
    lines = told(rules, **people)
    assert lines["On call: U2ROTA may approve what is not critical, but not what is."] is Status.WARNING


@pytest.mark.parametrize("careful", [{"slack_managers": ["U2ROTA"]}, {"slack_legal": ["U2ROTA"]}])
def test_nobody_is_named_when_all_of_them_may(careful: dict[str, list[str]]) -> None:
    rules = Rules(NIGHT, None, ROTATIONS)
    lines = told(rules, slack_approvers=["U1APPR"], **careful)
    assert not any("may approve" in what for what in lines)


def test_where_only_rotations_stand_it_says_who_takes_turns_and_not_that_nobody_is_woken() -> None:
    lines = told(Rules(NIGHT, None, ROTATIONS))
    assert lines["On call: 1 person is always on in the rotation primary."] is Status.OK
    assert "On call: nobody will be woken at night." not in lines


def test_a_ladder_that_calls_outside_of_slack_wakes_somebody_too() -> None:
    ladder = ladder_of({"steps": [{"after": 0, "notify": ["pagerduty", "U3LADD", "oncall"]}]}, {})
    lines = told(Rules(NIGHT, ladder), pagerduty_routing_key="k")
    assert lines["On call: the ladder calls PagerDuty."] is Status.OK
    assert lines["On call: the ladder calls 1 more, by id."] is Status.OK
    assert lines["Ladder: it calls “oncall”, and SLACK_ONCALL names nobody."] is Status.WARNING


@pytest.mark.parametrize("rules", [Rules(), Rules(rotations=rotations_of({"empty": {}}))])
def test_where_nobody_can_be_called_it_says_so(rules: Rules) -> None:
    assert told(rules)["On call: nobody will be woken at night."] is Status.WARNING


def test_somebody_in_a_rotation_whom_slack_does_not_know_any_more_is_named() -> None:
    gone = PersonFacts("U2ROTA", Reply(None, {"user": {"deleted": True}}))
    facts = SlackFacts(Reply(None), Reply(None), None, {"U2ROTA": gone}, datetime(2026, 11, 22, tzinfo=UTC))
    lines = [one.what for one in called_lines(Settings(), Rules(rotations=ROTATIONS), facts)]
    assert "Rotation primary: U2ROTA is a deactivated account." in lines
    assert lines[-1] == "On call: nobody will be woken at night."
