"""Who holds which right, by the settings, by what managers gave, and by Slack. What cannot be known is "no".

Only Slack's answers are kept for minutes. What the database says is read each time, so that a right that was
given or taken back counts at the next click.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import SlackFault
from bot.granting import Role
from bot.ports import Now, People
from bot.routing import ids_of
from bot.settings import Settings
from bot.slack.client import ask
from bot.store import grants
from bot.store.database import Database

FRESH_GROUP = timedelta(minutes=5)
"""Slack allows 20 of these questions a minute."""
STALE_GROUP = timedelta(hours=1)
"""For so long an old answer stands while Slack does not give a new one; then the group is empty."""
FAULT_PAUSE = timedelta(seconds=10)
"""After a failed question Slack is left alone for so long."""
FRESH_USER = timedelta(minutes=10)

_NOT_STAFF = ("deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_stranger")


OnShift = Callable[[datetime], Awaitable[frozenset[str]]]


async def nobody_on_shift(_at: datetime) -> frozenset[str]:
    """For a desk without rotations."""
    return frozenset()


@dataclass(frozen=True)
class Member:
    """A person as Slack described them, and when."""

    is_staff: bool
    name: str
    zone: tzinfo
    at: datetime


@dataclass(frozen=True)
class Known:
    """An answer of Slack and when it came."""

    members: frozenset[str]
    at: datetime


class SlackDirectory:
    """Users and user groups, resolved by Slack. Implements `ports.Directory`."""

    def __init__(
        self,
        client: AsyncWebClient,
        settings: Settings,
        now: Now,
        database: Database,
        on_shift: OnShift = nobody_on_shift,
    ) -> None:
        """`on_shift` tells whose turn it is by the rotations in force."""
        self._client = client
        self._settings = settings
        self._now = now
        self._database = database
        self._on_shift = on_shift
        self._groups: dict[str, Known] = {}
        self._failed_at: dict[str, datetime] = {}
        self._asking = asyncio.Lock()
        self._users: dict[str, Member] = {}
        self._team: str | None = None

    async def people(self) -> People:
        """Everybody with a right, now."""
        named = self._settings
        given = await grants.given(self._database, self._now())
        return People(
            approvers=await self._members(named.slack_approvers) | given.holders(Role.APPROVER),
            managers=await self._members(named.slack_managers) | given.holders(Role.MANAGER),
            oncall=await self._members(named.slack_oncall)
            | given.holders(Role.ONCALL)
            | await self._on_shift(self._now()),
            legal=await self._members(named.slack_legal) | given.holders(Role.LEGAL),
            names_legal=bool(named.slack_legal),
            names_managers=bool(named.slack_managers),
            oncall_approves=True,
            groups={group: await self._members(ids_of(group)) for group in given.groups},
        )

    async def members(self, ids: tuple[str, ...]) -> frozenset[str]:
        """All people behind ids of users and user groups; a group that cannot be read is empty."""
        return await self._members(ids)

    async def is_staff(self, user: str) -> bool:
        """A full member of our own workspace."""
        member = await self._member(user)
        return member is not None and member.is_staff

    async def name(self, user: str) -> str:
        """A person's name as their profile tells it; empty if Slack does not say."""
        member = await self._member(user)
        return "" if member is None else member.name

    async def zone(self, user: str) -> tzinfo:
        """The time zone of a person's profile; UTC if Slack does not say."""
        member = await self._member(user)
        return UTC if member is None else member.zone

    async def _member(self, user: str) -> Member | None:
        known = self._users.get(user)
        if known is not None and self._now() - known.at < FRESH_USER:
            return known
        try:
            said = await ask(self._client, "users.info", user=user)
            described = said.get("user") or {}
            is_staff = _is_full_member(described, await self._own_team())
        except SlackFault:
            return None
        self._users[user] = member = Member(is_staff, _name(described), _zone(described), self._now())
        return member

    async def _members(self, ids: tuple[str, ...]) -> frozenset[str]:
        found: set[str] = set()
        for one in ids:
            found |= await self._group(one) if one.startswith("S") else {one}
        return frozenset(found)

    async def _group(self, group: str) -> frozenset[str]:
        async with self._asking:
            now, known = self._now(), self._groups.get(group)
            if known is not None and now - known.at < FRESH_GROUP:
                return known.members
            failed_at = self._failed_at.get(group)
            if failed_at is None or now - failed_at >= FAULT_PAUSE:
                known = await self._ask_group(group, now) or known
            return known.members if known is not None and now - known.at < STALE_GROUP else frozenset()

    async def _ask_group(self, group: str, now: datetime) -> Known | None:
        try:
            said = await ask(self._client, "usergroups.users.list", usergroup=group)
        except SlackFault:
            self._failed_at[group] = now
            return None
        known = Known(frozenset(str(one) for one in said.get("users", [])), now)
        self._groups[group] = known
        return known

    async def _own_team(self) -> str:
        if self._team is None:
            said = await ask(self._client, "auth.test")
            self._team = str(said.get("team_id") or "")
        return self._team


def _is_full_member(user: dict[str, Any], team: str) -> bool:
    if any(user.get(flag) for flag in _NOT_STAFF):
        return False
    return bool(team) and user.get("team_id") == team


def _name(user: dict[str, Any]) -> str:
    profile = user.get("profile") or {}
    return str(profile.get("real_name") or user.get("real_name") or "")


def _zone(user: dict[str, Any]) -> tzinfo:
    try:
        return ZoneInfo(str(user.get("tz") or "UTC"))
    except (ZoneInfoNotFoundError, ValueError):
        return UTC
