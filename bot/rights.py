"""Who may approve which draft. Pure; the same for the card, the click and the last look before the call."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from bot.models import RiskFlag, Severity
from bot.ports import People


def is_sensitive(severity: int, flags: Collection[str]) -> bool:
    """Whether a reply may have legal weight: somebody may be hurt, or a claim stands in the room."""
    return severity >= Severity.CRITICAL or RiskFlag.LEGAL.value in flags


def approvers(people: People, *, sensitive: bool, group: str | None) -> frozenset[str]:
    """Everybody who may approve. Sensitive replies are for legal people, or managers where none are named.

    `group` is the draft's `approver_group`: with one, its members and managers alone approve. A small team
    that names neither legal people nor managers lets its approvers do it. Without approvers nobody may
    approve anything. A group that Slack does not tell is nobody.
    """
    if not people.approvers:
        return _usual(people, group)
    if not sensitive:
        return _usual(people, group) | _on_call(people, group)
    if people.names_legal:
        return people.legal
    # Whoever is legal for a time helps out; that takes no right from those who have it otherwise.
    others = people.managers if people.names_managers or people.managers else _usual(people, group)
    return others | people.legal


def alone(people: People, *, sensitive: bool, group: str | None) -> frozenset[str]:
    """Which managers may let a text go out on one approval; for a sensitive one they need its right too."""
    if not people.approvers:
        return frozenset()
    may = approvers(people, sensitive=sensitive, group=group)
    return people.managers & may if sensitive else people.managers


@dataclass(frozen=True)
class Sight:
    """Which of the waiting drafts are this person's work; `None` among groups stands for "not routed"."""

    user: str
    others: frozenset[str] = frozenset()
    """Groups whose routed drafts are the work of other people."""
    plain: frozenset[str | None] = frozenset({None})
    """Groups whose ordinary replies they may approve."""
    sensitive: frozenset[str | None] = frozenset({None})
    """Groups whose sensitive replies they may approve."""


def sight(user: str, people: People) -> Sight:
    """What to offer somebody. A group that nobody is known to be in is everybody's work: it must not lie."""
    routed = people.groups.items()
    others = [group for group, members in routed if members and user not in members | people.managers]
    plain, sensitive = (
        [group for group in (None, *people.groups) if user in approvers(people, sensitive=is_, group=group)]
        for is_ in (False, True)
    )
    return Sight(user, frozenset(others), frozenset(plain), frozenset(sensitive))


def _usual(people: People, group: str | None) -> frozenset[str]:
    if not people.approvers or group is None:
        return people.approvers
    return people.groups.get(group, frozenset()) | people.managers


def _on_call(people: People, group: str | None) -> frozenset[str]:
    """Whoever is called at night may settle what they are called for, unless it is for few."""
    return people.oncall if people.oncall_approves and group is None else frozenset()


FourEyes = Literal["auto", "on", "off"]
"""`auto` asks for a second person only where there are enough people for it."""
ENOUGH_PEOPLE = 3
"""Approvers from whom on a second person is asked for by itself: with fewer, one absence would block all."""


def needs_two(
    mode: FourEyes, people: People, severity: int, flags: Collection[str], *, group: str | None
) -> bool:
    """Whether two people must approve it: a critical one, or one with any sign of risk."""
    if mode == "off" or not (severity >= Severity.CRITICAL or flags):
        return False
    may = approvers(people, sensitive=is_sensitive(severity, flags), group=group)
    return mode == "on" or (len(_usual(people, group)) >= ENOUGH_PEOPLE and len(may) > 1)


def stance_needs_two(mode: FourEyes, people: People) -> bool:
    """Whether two people must approve what is said to everybody who complains of the same."""
    return mode == "on" or (mode == "auto" and len(people.approvers) >= ENOUGH_PEOPLE)
