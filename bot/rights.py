"""Who may approve which draft. Pure; the same for the card, the click and the last look before the call."""

from collections.abc import Collection

from bot.models import RiskFlag, Severity
from bot.ports import People


def is_sensitive(severity: int, flags: Collection[str]) -> bool:
    """Whether a reply may have legal weight: somebody may be hurt, or a claim stands in the room."""
    return severity >= Severity.CRITICAL or RiskFlag.LEGAL.value in flags


def approvers(people: People, *, sensitive: bool) -> frozenset[str]:
    """Everybody who may approve. Sensitive replies are for legal people, or managers where none are named.

    Without any approvers nobody may approve anything. A legal group that Slack does not tell is nobody.
    """
    if not people.approvers:
        return frozenset()
    if not sensitive:
        return people.approvers
    return people.legal if people.names_legal or people.legal else people.managers
