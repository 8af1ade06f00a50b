"""Checks of calling people: who is called, whether they may decide, and who notices if all stands still."""

from collections.abc import Iterator

from bot.cli.ask_slack import SlackFacts
from bot.cli.check_people import behind, counted, resolved
from bot.cli.lines import Line, Status, fault, ok, warning
from bot.rota import Rotation, Rules
from bot.rota.ladders import ONCALL, PAGERDUTY, WEBHOOK
from bot.settings import Settings

POLICY = "See the ladder in README.md, and templates/policy.toml."


def oncall_lines(settings: Settings, rules: Rules, slack: SlackFacts | None) -> list[Line]:
    """`slack` is `None` when Slack was not asked."""
    told = None if slack is None or slack.auth.error else slack
    return [
        *called_lines(settings, rules, told),
        *_ladder_lines(settings, rules),
        *_quiet_lines(rules),
        *_approving_lines(settings, rules, told),
        _heartbeat_line(settings),
    ]


def named_people(rules: Rules) -> tuple[str, ...]:
    """Users and user groups that the policy calls by name, for whoever asks Slack about them."""
    turns = [user for one in rules.rotations.values() for user in one.people]
    return tuple(dict.fromkeys((*turns, *_ids_on(rules))))


def called_lines(settings: Settings, rules: Rules, slack: SlackFacts | None) -> list[Line]:
    """Everybody who can be woken, by whatever way; and plainly, if nobody can."""
    lines = [
        *_named_lines(settings.slack_oncall, slack),
        *[line for name in sorted(rules.rotations) for line in _turn_lines(rules.rotations[name], slack)],
        *_step_lines(settings, rules, slack),
    ]
    if any(line.status is Status.OK for line in lines):
        return lines
    words = "Set SLACK_ONCALL to the people or the user group on call, or add a rotation on Amends' Home tab."
    return [*lines, warning("On call: nobody will be woken at night.", words)]


def _named_lines(ids: tuple[str, ...], slack: SlackFacts | None) -> list[Line]:
    """Those whom SLACK_ONCALL names."""
    if slack is None:
        return [ok(f"On call: {len(ids)} ids set.")] if ids else []
    lines, people = resolved(ids, slack, "SLACK_ONCALL")
    return [*lines, ok(f"On call: {counted(people)} will be called.")] if people else lines


def _turn_lines(rotation: Rotation, slack: SlackFacts | None) -> list[Line]:
    """Those who take turns."""
    name, lines, people = rotation.name, list[Line](), set(rotation.people)
    if not people:
        return [warning(f"Rotation {name}: nobody is in it.", POLICY)]
    if slack is not None:
        found = {one: behind(slack.people[one])[1] for one in sorted(people) if one in slack.people}
        lines = [
            warning(f"Rotation {name}: {one} {problem}.", "Change it on Amends' Home tab.")
            for one, problem in found.items()
            if problem
        ]
        people -= {one for one, problem in found.items() if problem}
    turns = "is always on" if len(people) == 1 else "take turns"
    return [*lines, ok(f"On call: {counted(people)} {turns} in the rotation {name}.")] if people else lines


def _step_lines(settings: Settings, rules: Rules, slack: SlackFacts | None) -> Iterator[Line]:
    """Those whom the ladder calls beside them, in Slack and outside."""
    ids = _ids_on(rules)
    if ids and slack is not None:
        lines, people = resolved(tuple(one for one in ids if one in slack.people), slack, "The ladder")
        yield from lines
        ids = tuple(people)
    if ids:
        yield ok(f"On call: the ladder calls {len(ids)} more, by id.")
    ways = {
        PAGERDUTY: ("PagerDuty", settings.pagerduty_routing_key),
        WEBHOOK: ("your on-call webhook", settings.oncall_webhook_secret),
    }
    called = [words for name, (words, key) in ways.items() if name in _targets(rules) and key is not None]
    if called:
        yield ok(f"On call: the ladder calls {' and '.join(called)}.")
    if ONCALL in _targets(rules) and not settings.slack_oncall:
        words = "Set SLACK_ONCALL, or name a rotation in that step instead."
        yield warning("Ladder: it calls “oncall”, and SLACK_ONCALL names nobody.", words)


def _targets(rules: Rules) -> set[str]:
    return {one for step in rules.ladder.steps for one in step.notify} if rules.ladder else set()


def _ids_on(rules: Rules) -> tuple[str, ...]:
    """Users and user groups that steps of the ladder name."""
    words = {ONCALL, PAGERDUTY, WEBHOOK, *rules.rotations}
    return tuple(sorted(_targets(rules) - words))


def _ladder_lines(settings: Settings, rules: Rules) -> Iterator[Line]:
    ladder = rules.ladder
    if ladder is None:
        yield ok("Ladder: none. Whoever is on call is called once, and once more when it is overdue.")
        return
    steps = "1 step" if len(ladder.steps) == 1 else f"{len(ladder.steps)} steps"
    yield ok(f"Ladder: {steps}, {ladder.repeat + 1} times over.")
    named = _targets(rules)
    if PAGERDUTY in named and settings.pagerduty_routing_key is None:
        yield fault("Ladder: it calls PagerDuty, which is not set up.", "Set PAGERDUTY_ROUTING_KEY.")
    if WEBHOOK in named and settings.oncall_webhook_secret is None:
        words = "Set ONCALL_WEBHOOK_URL and ONCALL_WEBHOOK_SECRET."
        yield fault("Ladder: it calls a webhook, which is not set up.", words)
    if PAGERDUTY in named and settings.pagerduty_webhook_secret is None:
        words = "PagerDuty: acknowledging on the phone does not come back."
        yield warning(words, "Set PAGERDUTY_WEBHOOK_SECRET.")


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
    called |= _people(named_people(rules), slack)
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
