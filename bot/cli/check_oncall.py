"""Checks of calling people: who is called, whether they may decide, and who notices if all stands still."""

from collections.abc import Iterator

from bot.cli.ask_slack import SlackFacts
from bot.cli.check_people import behind
from bot.cli.lines import Line, fault, ok, warning
from bot.rota import Rules
from bot.rota.ladders import PAGERDUTY, WEBHOOK
from bot.settings import Settings

POLICY = "See the ladder in README.md, and templates/policy.toml."


def oncall_lines(settings: Settings, rules: Rules, slack: SlackFacts | None) -> list[Line]:
    """`slack` is `None` when Slack was not asked."""
    told = None if slack is None or slack.auth.error else slack
    return [
        *_ladder_lines(settings, rules),
        *_quiet_lines(rules),
        *_approving_lines(settings, rules, told),
        _heartbeat_line(settings),
    ]


def _ladder_lines(settings: Settings, rules: Rules) -> Iterator[Line]:
    ladder = rules.ladder
    if ladder is None:
        yield ok("Ladder: none. Whoever is on call is called once, and once more when it is overdue.")
        return
    steps = "1 step" if len(ladder.steps) == 1 else f"{len(ladder.steps)} steps"
    yield ok(f"Ladder: {steps}, {ladder.repeat + 1} times over.")
    named = {one for step in ladder.steps for one in step.notify}
    if PAGERDUTY in named and settings.pagerduty_routing_key is None:
        yield fault("Ladder: it calls PagerDuty, which is not set up.", "Set PAGERDUTY_ROUTING_KEY.")
    if WEBHOOK in named and settings.oncall_webhook_secret is None:
        words = "Set ONCALL_WEBHOOK_URL and ONCALL_WEBHOOK_SECRET."
        yield fault("Ladder: it calls a webhook, which is not set up.", words)
    if PAGERDUTY in named and settings.pagerduty_webhook_secret is None:
        words = "PagerDuty: acknowledging on the phone does not come back."
        yield warning(words, "Set PAGERDUTY_WEBHOOK_SECRET.")
    for name, rotation in sorted(rules.rotations.items()):
        if not rotation.people:
            yield warning(f"Rotation {name}: nobody is in it.", POLICY)


def _quiet_lines(rules: Rules) -> Iterator[Line]:
    if rules.hours.quiet is None:
        words = "Quiet hours: none, so people are called at night for what is not critical, too."
        yield warning(words, "Set zone (and quiet) under [hours] in templates/policy.toml.")
        return
    begins, ends = rules.hours.quiet
    span = f"{begins:%H:%M} to {ends:%H:%M}, {rules.hours.zone}"
    yield ok(f"Quiet hours: {span}; what is critical rings all the same.")


def _approving_lines(settings: Settings, rules: Rules, slack: SlackFacts | None) -> Iterator[Line]:
    """Whoever is woken for a critical post should be able to answer it."""
    called = _people(settings.slack_oncall, slack)
    called |= {user for one in rules.rotations.values() for user in one.people}
    careful = settings.slack_legal or settings.slack_managers or settings.slack_approvers
    lacking = sorted(called - _people(careful, slack))
    if not settings.slack_approvers or not called or (slack is None and _has_groups(settings)):
        return
    if lacking:
        who = f"{', '.join(lacking[:5])}{' and more' if len(lacking) > 5 else ''}"
        words = f"On call: {who} may approve what is not critical, but not what is."
        yield warning(words, "That waits for somebody else. Name them in SLACK_LEGAL or SLACK_MANAGERS.")


def _has_groups(settings: Settings) -> bool:
    careful = (*settings.slack_legal, *settings.slack_managers, *settings.slack_approvers)
    return any(one.startswith("S") for one in (*settings.slack_oncall, *careful))


def _people(ids: tuple[str, ...], slack: SlackFacts | None) -> set[str]:
    if slack is None:
        return {one for one in ids if not one.startswith("S")}
    found: set[str] = set()
    for one in ids:
        found |= behind(slack.people[one])[0] if one in slack.people else set()
    return found


def _heartbeat_line(settings: Settings) -> Line:
    if settings.heartbeat_url is None:
        words = "Heartbeat: nobody outside notices if Amends itself stops."
        return warning(words, "Set HEARTBEAT_URL to a watch such as Healthchecks.io.")
    return ok("Heartbeat: an outside watch is pinged while everything runs.")
