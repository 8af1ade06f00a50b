"""Checks of the people: who may approve."""

from typing import Any

from bot.cli.ask_slack import PersonFacts, SlackFacts
from bot.cli.lines import Line, fault, ok, warning
from bot.settings import Settings


def people_lines(settings: Settings, facts: SlackFacts | None) -> list[Line]:
    """Who may approve; `facts` is `None` when Slack was not asked."""
    told = None if facts is None or facts.auth.error else facts
    return [*_approver_lines(settings, told), *_grave_lines(settings, told)]


def _approver_lines(settings: Settings, facts: SlackFacts | None) -> list[Line]:
    if not settings.slack_approvers:
        return [fault("Approvers: nobody may approve.", "Set SLACK_APPROVERS to user or user-group ids.")]
    if facts is None:
        return [ok(f"Approvers: {len(settings.slack_approvers)} ids set.")]
    lines, people = resolved(settings.slack_approvers, facts, "SLACK_APPROVERS")
    if not people:
        return [*lines, fault("Approvers: nobody may approve.", "None of SLACK_APPROVERS is a person.")]
    return [*lines, ok(f"Approvers: {counted(people)} may approve.")]


def _grave_lines(settings: Settings, facts: SlackFacts | None) -> list[Line]:
    if not settings.slack_approvers:
        return []
    if settings.slack_legal or settings.slack_managers:
        return _careful_lines(settings, facts)
    return [
        warning(
            "Grave cases: every approver may approve them, also where somebody was hurt or the law is near.",
            "Set SLACK_MANAGERS, or SLACK_LEGAL.",
        )
    ]


def _careful_lines(settings: Settings, facts: SlackFacts | None) -> list[Line]:
    """Who alone approves them; a group that Slack does not tell would leave nobody."""
    ids, variable, who = settings.slack_managers, "SLACK_MANAGERS", "managers"
    if settings.slack_legal:
        ids, variable, who = settings.slack_legal, "SLACK_LEGAL", "the legal people"
    lines, people = ([], set(ids)) if facts is None else resolved(ids, facts, variable)
    if not people:
        return [*lines, fault("Grave cases: nobody may approve them.", f"None of {variable} is a person.")]
    return [*lines, ok(f"Grave cases: only {who} may approve.")]


def resolved(ids: tuple[str, ...], facts: SlackFacts, variable: str) -> tuple[list[Line], set[str]]:
    """A line for each id that leads to nobody, and all people behind the others."""
    lines: list[Line] = []
    people: set[str] = set()
    for one in ids:
        found, problem = behind(facts.people[one])
        people |= found
        if problem:
            lines.append(warning(f"{variable}: {one} {problem}.", f"Remove it from {variable}, or mend it."))
    return lines, people


def behind(person: PersonFacts) -> tuple[set[str], str | None]:
    """The people behind an id, and what is wrong with it."""
    if person.reply.error:
        return set(), f"is not known to Slack ({person.reply.error})"
    if person.id.startswith("S"):
        members = {str(one) for one in person.reply.body.get("users", [])}
        return members, None if members else "is a group without members"
    problem = unfit(person.reply.body.get("user", {}))
    return (set(), problem) if problem else ({person.id}, None)


def unfit(user: dict[str, Any]) -> str | None:
    """Why somebody, as Slack describes them, can have no right; `None` if they can."""
    if user.get("deleted"):
        return "is a deactivated account"
    if user.get("is_bot"):
        return "is a bot"
    if user.get("is_restricted") or user.get("is_ultra_restricted") or user.get("is_stranger"):
        return "is a guest, and guests may not"
    return None


def counted(people: set[str]) -> str:
    """How many, in words."""
    return "1 person" if len(people) == 1 else f"{len(people)} people"
