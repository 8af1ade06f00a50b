"""What nearly everything is built from."""

from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient

from bot.drafting.facts import Facts
from bot.drafting.shelf import Shelf
from bot.drafting.spending import HourlyMeter
from bot.drafting.writing import Drafting
from bot.flow import DurableFlow
from bot.llm.writer import OpenAiWriter
from bot.platforms.registry import Registry
from bot.ports import Now
from bot.settings import Settings
from bot.slack.desk import Desk
from bot.slack.directory import SlackDirectory
from bot.store.database import Database


@dataclass(frozen=True)
class Parts:
    """Each of them once. `writer` is `None` without a model."""

    settings: Settings
    now: Now
    database: Database
    client: AsyncWebClient
    directory: SlackDirectory
    publishers: Registry
    shelf: Shelf
    facts: Facts
    meter: HourlyMeter
    writer: OpenAiWriter | None
    drafting: Drafting
    desk: Desk
    flow: DurableFlow
