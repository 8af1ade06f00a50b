"""Hangs the gallery up in a sandbox: cards and messages in channels of their own, Homes by person."""

from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox
from bot.sandbox.cast import BOT_USER, Channel, default_people
from bot.slack.blocks import Rendered
from bot.slack.cards import render_card
from tests.builders import NOON
from tests.page.gallery.cards import SHAPES, STATES
from tests.page.gallery.homes import HOMES
from tests.page.gallery.messages import MESSAGES

ROOMS: dict[str, dict[str, Rendered]] = {
    "C0STATES": {name: render_card(view, NOON) for name, view in STATES.items()},
    "C0SHAPES": {name: render_card(view, NOON) for name, view in SHAPES.items()},
    "C0NOTES": {name: one for name, (_kind, one) in MESSAGES.items()},
}


def channels() -> list[Channel]:
    """One for each room; everybody is there."""
    everybody = {person.id for person in default_people()} | {BOT_USER}
    return [Channel(id, id.removeprefix("C0").lower(), everybody) for id in ROOMS]


async def hang(sandbox: Sandbox) -> dict[str, str]:
    """Everything but the forms; the timestamp of each message by its name."""
    slack = AsyncWebClient(sandbox.bot_token, base_url=sandbox.api_url)
    stamps = {}
    for channel, room in ROOMS.items():
        for name, one in room.items():
            sent = await slack.chat_postMessage(channel=channel, text=one.text, blocks=one.blocks)
            stamps[name] = str(sent["ts"])
    for user, view in HOMES.values():
        await slack.views_publish(user_id=user, view=view)
    return stamps
