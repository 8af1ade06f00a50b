"""Calling people, in Slack and outside of it, and the way by which an answer comes back."""

from contextlib import AsyncExitStack
from datetime import datetime

import httpx2
from slack_sdk.web.async_client import AsyncWebClient

from bot.app.clock import new_id
from bot.app.glue import plain
from bot.drafting.shelf import Shelf
from bot.oncall import Duty, Elsewhere, OnCall
from bot.oncall.calling import on_shift
from bot.phones import pagerduty, webhook
from bot.phones.pagerduty import PagerDuty
from bot.phones.webhook import WebhookPhone
from bot.ports import Flow, Now, Phone
from bot.settings import Settings
from bot.slack.directory import SlackDirectory
from bot.store.database import Database
from bot.web.pagerduty_door import PagerDutyDoor


async def phones_of(settings: Settings, stack: AsyncExitStack, now: Now) -> dict[str, Phone]:
    """Those that are set up, by the names that ladders call them."""
    client = await stack.enter_async_context(httpx2.AsyncClient(follow_redirects=False))
    phones: dict[str, Phone] = {}
    if key := plain(settings.pagerduty_routing_key):
        source = f"amends:{settings.brand}"
        phones[pagerduty.NAME] = PagerDuty(settings.pagerduty_url, key, source, client)
    if settings.oncall_webhook_url and (secret := plain(settings.oncall_webhook_secret)):
        phones[webhook.NAME] = WebhookPhone(settings.oncall_webhook_url, secret, client, now)
    return phones


def directory_of(
    settings: Settings, client: AsyncWebClient, now: Now, database: Database, shelf: Shelf
) -> SlackDirectory:
    """Who may what, with those whose turn it is to be on call."""

    async def whose_turn(at: datetime) -> frozenset[str]:
        return await on_shift(database, shelf.library.policy.oncall, at)

    return SlackDirectory(client, settings, now, database, whose_turn)


def duty_of(settings: Settings, database: Database, directory: SlackDirectory, shelf: Shelf) -> Duty:
    """What people who are called can say to it."""
    channel, zone = settings.slack_channel, directory.zone
    return Duty(database, directory, channel, new_id, lambda: shelf.library.policy.oncall, zone)


async def oncall_ids(settings: Settings, database: Database, shelf: Shelf, now: datetime) -> tuple[str, ...]:
    """Whom an incident calls: those that the settings name, and whose turn it is."""
    turns = await on_shift(database, shelf.library.policy.oncall, now)
    return tuple(dict.fromkeys((*settings.slack_oncall, *sorted(turns))))


def oncall_of(
    settings: Settings,
    database: Database,
    directory: SlackDirectory,
    flow: Flow,
    shelf: Shelf,
    phones: frozenset[str],
) -> OnCall:
    """Calling people by the policy in force."""
    return OnCall(
        database,
        directory,
        flow,
        settings.slack_channel,
        settings.slack_oncall,
        rules=lambda: shelf.library.policy.oncall,
        members=directory.members,
        careful_ids=settings.slack_legal or settings.slack_managers or settings.slack_approvers,
        phones=phones,
    )


def pagerduty_door(settings: Settings, database: Database, now: Now) -> PagerDutyDoor | None:
    """`None` where PagerDuty tells nothing back."""
    secret = plain(settings.pagerduty_webhook_secret)
    return PagerDutyDoor(secret, Elsewhere(database, settings.slack_channel), now) if secret else None
