"""What `amends check` says follows from what was found."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from bot.cli.ask_slack import PersonFacts, Reply, SlackFacts
from bot.cli.check_machine import DatabaseFacts, database_lines, template_lines
from bot.cli.check_model import ModelFacts, model_lines
from bot.cli.check_oncall import called_lines
from bot.cli.check_people import people_lines
from bot.cli.check_slack import slack_lines
from bot.cli.lines import Line, Status, exit_code, fault, ok, summary, warning
from bot.rota import Rules
from bot.settings import Settings
from bot.slack.manifest import OPTIONAL_SCOPES, SCOPES
from bot.store.health import Health, SchemaVersions

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
NEEDED = frozenset({*SCOPES, *OPTIONAL_SCOPES})
IN_CHANNEL = {"name": "care", "is_member": True}


def slack(channel: dict[str, Any] | None = None, found: Reply | None = None, **changes: Any) -> SlackFacts:
    facts: dict[str, Any] = {
        "auth": Reply(None, {"team": "Harbourline"}, NEEDED, format_datetime(NOW, usegmt=True)),
        "channel": found or Reply(None, {"channel": IN_CHANNEL | (channel or {})}),
        "socket": Reply(None),
        "people": {},
        "asked_at": NOW,
    }
    return SlackFacts(**(facts | changes))


def user(id: str, **changes: Any) -> PersonFacts:
    return PersonFacts(id, Reply(None, {"user": changes}))


def group(id: str, *members: str) -> PersonFacts:
    return PersonFacts(id, Reply(None, {"users": [*members]}))


def people(approvers: tuple[str, ...], *found: PersonFacts) -> list[Line]:
    settings = Settings(slack_approvers=approvers, slack_managers=approvers, slack_oncall=approvers)
    facts = slack(people={one.id: one for one in found})
    return [*people_lines(settings, facts), *called_lines(settings, Rules(), facts)]


def statuses(lines: list[Line]) -> set[Status]:
    return {line.status for line in lines}


def told(lines: list[Line]) -> str:
    return "\n".join(line.what for line in lines if line.status is not Status.OK)


def test_only_a_fault_fails_the_check() -> None:
    assert exit_code([ok("a"), warning("b", "c")]) == 0
    assert exit_code([ok("a"), fault("b", "c")]) == 1


def test_the_last_line_counts() -> None:
    assert summary([ok("a")]) == "All is well."
    assert summary([warning("a", ""), fault("b", ""), fault("c", "")]) == "2 faults, 1 warning."


def test_a_healthy_slack_has_no_complaint() -> None:
    assert statuses(slack_lines(slack())) == {Status.OK}


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (slack(auth=Reply("invalid_auth")), "refuses SLACK_BOT_TOKEN (invalid_auth)"),
        (slack(auth=Reply("no answer (ConnectError)")), "no answer (ConnectError)"),
        (slack(auth=Reply(None, {}, NEEDED - {"chat:write"})), "lacks the scopes chat:write"),
        (slack(socket=Reply("not_allowed_token_type")), "refuses SLACK_APP_TOKEN for Socket Mode"),
        (slack(found=Reply("channel_not_found")), "does not show it (channel_not_found)"),
        (slack({"is_member": False}), "the app is not in #care"),
        (slack({"is_archived": True}), "#care is archived"),
        (slack({"is_ext_shared": True}), "#care is shared with another company"),
    ],
)
def test_each_trouble_with_slack_is_a_fault(facts: SlackFacts, words: str) -> None:
    lines = slack_lines(facts)
    assert exit_code(lines) == 1
    assert words in told(lines)


@pytest.mark.parametrize(
    ("granted", "words"),
    [
        (frozenset(SCOPES), "without channels:history or groups:history"),
        (frozenset(), "does not say which scopes"),
    ],
)
def test_scopes_one_can_do_without_are_a_warning(granted: frozenset[str], words: str) -> None:
    lines = slack_lines(slack(auth=Reply(None, {}, granted)))
    assert exit_code(lines) == 0
    assert words in told(lines)


def test_http_mode_has_no_socket_to_ask_about() -> None:
    assert not any("Socket" in line.what for line in slack_lines(slack(socket=None)))


@pytest.mark.parametrize(
    ("seconds", "status"), [(0, Status.OK), (-29, Status.OK), (31, Status.WARNING), (-240, Status.FAULT)]
)
def test_a_clock_that_is_off_is_told(seconds: int, status: Status) -> None:
    lines = slack_lines(slack(asked_at=NOW + timedelta(seconds=seconds)))
    assert [line.status for line in lines if line.what.startswith("Clock")] == [status]


@pytest.mark.parametrize("date", [None, "yesterday"])
def test_without_a_date_nothing_is_said_of_the_clock(date: str | None) -> None:
    lines = slack_lines(slack(auth=Reply(None, {}, NEEDED, date)))
    assert not any(line.what.startswith("Clock") for line in lines)


def test_with_nobody_configured_it_says_so_plainly() -> None:
    lines = [*people_lines(Settings(), None), *called_lines(Settings(), Rules(), None)]
    assert [(line.status, line.what) for line in lines] == [
        (Status.FAULT, "Approvers: nobody may approve."),
        (Status.WARNING, "On call: nobody will be woken at night."),
    ]


def test_people_behind_users_and_groups_are_counted_once() -> None:
    lines = people(("U0ANN", "S0DESK"), user("U0ANN"), group("S0DESK", "U0ANN", "U0BOB"))
    assert [line.what for line in lines] == [
        "Approvers: 2 people may approve.",
        "Grave cases: only managers may approve.",
        "On call: 2 people will be called.",
    ]


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (user("U0ANN", deleted=True), "U0ANN is a deactivated account"),
        (user("U0ANN", is_bot=True), "U0ANN is a bot"),
        (user("U0ANN", is_restricted=True), "U0ANN is a guest"),
        (user("U0ANN", is_stranger=True), "U0ANN is a guest"),
        (PersonFacts("U0ANN", Reply("user_not_found")), "U0ANN is not known to Slack (user_not_found)"),
        (group("S0DESK"), "S0DESK is a group without members"),
    ],
)
def test_an_id_that_leads_to_nobody_is_named_and_nobody_may_approve(found: PersonFacts, words: str) -> None:
    lines = people((found.id,), found)
    assert words in told(lines)
    assert "Approvers: nobody may approve." in told(lines)
    assert "On call: nobody will be woken at night." in told(lines)


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        (None, Status.WARNING),
        (ModelFacts(None, "ConnectError"), Status.WARNING),
        (ModelFacts(401), Status.FAULT),
        (ModelFacts(404), Status.WARNING),
        (ModelFacts(200), Status.OK),
    ],
)
def test_the_model_is_optional_but_a_refused_key_is_a_fault(facts: ModelFacts | None, status: Status) -> None:
    assert [line.status for line in model_lines(Settings(), facts)] == [status]


CURRENT = SchemaVersions("0002", "0002")


@pytest.mark.parametrize(
    ("health", "free_bytes", "worst", "words"),
    [
        (Health(versions=CURRENT, writable=True), 10**10, Status.OK, ""),
        (Health(versions=CURRENT, writable=True), None, Status.OK, ""),
        (Health(versions=CURRENT, writable=True), 5 * 10**8, Status.WARNING, "0.5 GB free"),
        (Health(versions=CURRENT, writable=True), 10**7, Status.FAULT, "0.0 GB free"),
        (Health(exists=False), 10**10, Status.OK, ""),
        (Health(versions=SchemaVersions(None, "2"), writable=True), None, Status.OK, ""),
        (Health(versions=SchemaVersions("1", "2"), writable=True), None, Status.WARNING, "at version 1"),
        (Health(problem="OperationalError"), None, Status.FAULT, "no answer from x (OperationalError)"),
        (Health(versions=CURRENT), None, Status.FAULT, "x cannot be written to"),
    ],
)
def test_the_database_is_judged_by_what_it_can_do(
    health: Health, free_bytes: int | None, worst: Status, words: str
) -> None:
    lines = database_lines(DatabaseFacts("x", health, free_bytes))
    assert max(lines, key=lambda line: [*Status].index(line.status)).status is worst
    assert words in told(lines)


def test_each_broken_template_is_named() -> None:
    assert told(template_lines(["calm, line 3: no such word"])) == "Template calm, line 3: no such word"
    assert statuses(template_lines([])) == {Status.OK}
