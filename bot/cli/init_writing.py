"""`amends init`: what was answered is written down at the very end, all of it or nothing."""

from dataclasses import dataclass
from datetime import datetime

from bot.cli.init_brand import Brand, is_own
from bot.cli.init_channel import Room
from bot.cli.init_people import Rights
from bot.cli.init_tokens import Workspace
from bot.drafting.versions import effective_set, save_set
from bot.settings import Settings
from bot.store import greetings
from bot.store.database import Database

NOTE = "amends init"
ASKED = (
    "SLACK_BOT_TOKEN",
    "SLACK_APP_TOKEN",
    "SLACK_CHANNEL",
    "SLACK_APPROVERS",
    "SLACK_MANAGERS",
    "BRAND",
    "OPENAI_API_KEY",
    "WEBHOOK_GENERIC_SECRET",
)
"""The settings that come from the answers."""


@dataclass(frozen=True)
class Answers:
    """Everything that was asked. `key` and `secret` are empty where there is none, or none that is new."""

    workspace: Workspace
    room: Room
    rights: Rights
    brand: Brand
    key: str
    secret: str


def values(settings: Settings, answers: Answers) -> dict[str, str]:
    """The settings that are new or other than before, by name."""
    given = (
        answers.workspace.bot_token,
        answers.workspace.app_token,
        answers.room.id,
        ",".join(answers.rights.approvers),
        ",".join(answers.rights.managers),
        answers.brand.id,
        answers.key,
        answers.secret,
    )
    standing, wanted = _standing(settings), zip(ASKED, given, strict=True)
    return {name: value for name, value in wanted if value and value != standing.get(name)}


async def seed(url: str, answers: Answers, by: str, now: datetime) -> None:
    """Save the brand, in force until somebody saves it anew, and have the channel greeted.

    The database is made, or brought to this version. A brand's file that somebody saved stays.

    Raises:
        NotDurable: the database did not take it.
    """
    database, room, brand = Database(url), answers.room, answers.brand
    try:
        await database.migrate()
        if brand.body is not None and not is_own(brand.id, await effective_set(database)):
            await save_set(database, {brand.path: brand.body}, by=by, now=now, note=NOTE)
        async with database.writing() as session:
            if room.stamp or not await greetings.was_said(session, room.id):
                join = greetings.name_of(room.id, room.stamp)
                count = len(answers.rights.approvers)
                await greetings.greet(session, join, channel=room.id, cards=room.id, approvers=count, now=now)
    finally:
        await database.close()


def _standing(settings: Settings) -> dict[str, str]:
    """What the settings say of them now."""
    tokens = {
        "SLACK_BOT_TOKEN": settings.slack_bot_token,
        "SLACK_APP_TOKEN": settings.slack_app_token,
        "OPENAI_API_KEY": settings.openai_api_key,
    }
    plain = {
        "SLACK_CHANNEL": settings.slack_channel,
        "SLACK_APPROVERS": ",".join(settings.slack_approvers),
        "SLACK_MANAGERS": ",".join(settings.slack_managers),
        "BRAND": settings.brand,
    }
    return plain | {name: one.get_secret_value() for name, one in tokens.items() if one is not None}
