"""Who may approve which draft. Pure; the same for the card, the click and the last look before the call."""

from collections.abc import Collection
from typing import Literal

from bot.models import RiskFlag, Severity
from bot.ports import People


def is_sensitive(severity: int, flags: Collection[str]) -> bool:
    """Whether a reply may have legal weight: somebody may be hurt, or a claim stands in the room."""
    return severity >= Severity.CRITICAL or RiskFlag.LEGAL.value in flags


def approvers(people: People, *, sensitive: bool) -> frozenset[str]:
    """Everybody who may approve. Sensitive replies are for legal people, or managers where none are named.

    A small team that names neither lets its approvers do it. Without approvers nobody may approve anything.
    A group that Slack does not tell is nobody.
    """
    if not people.approvers or not sensitive:
        return people.approvers
    if people.names_legal or people.legal:
        return people.legal
    return people.managers if people.names_managers or people.managers else people.approvers


FourEyes = Literal["auto", "on", "off"]
"""`auto` asks for a second person only where there are enough people for it."""
ENOUGH_PEOPLE = 3
"""Approvers from whom on a second person is asked for by itself: with fewer, one absence would block all."""


def needs_two(mode: FourEyes, people: People, severity: int, flags: Collection[str]) -> bool:
    """Whether two people must approve it: a critical one, or one with any sign of risk."""
    if mode == "off" or not (severity >= Severity.CRITICAL or flags):
        return False
    may = approvers(people, sensitive=is_sensitive(severity, flags))
    return mode == "on" or (len(people.approvers) >= ENOUGH_PEOPLE and len(may) > 1)
