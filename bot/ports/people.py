"""Who is who: Slack's view of people."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True)
class People:
    """Who holds which right now, resolved from user and group ids. Empty approvers: nobody may approve."""

    approvers: frozenset[str]
    managers: frozenset[str]
    oncall: frozenset[str]
    legal: frozenset[str]
    names_legal: bool = False
    """Legal people are configured, whether or not Slack tells who they are."""
    names_managers: bool = False
    """The same of managers."""
    oncall_approves: bool = False
    """Who is on call may approve what is neither sensitive nor routed to others, for as long as they are."""
    groups: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Members of those who alone approve some open draft, by its `approver_group`."""

    @property
    def team(self) -> frozenset[str]:
        """Everybody who may edit, take and close."""
        return (self.approvers | self.managers | self.oncall | self.legal).union(*self.groups.values())


class Directory(Protocol):
    """Slack's view of people, cached for minutes."""

    async def people(self) -> People:
        """Everybody with a right. Groups are resolved to members; one that cannot be read is empty."""
        ...

    async def is_staff(self, user: str) -> bool:
        """A full member of our workspace: no guest, bot, stranger or deactivated account. Unknown is no."""
        ...
