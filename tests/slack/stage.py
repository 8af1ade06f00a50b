"""A card in a pretend Slack, with the real handlers behind its buttons and stand-ins behind those."""

from dataclasses import dataclass
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.models import MessageKind
from bot.sandbox import Sandbox
from bot.sandbox.shapes import Json
from bot.slack.desk import Desk
from bot.slack.ids import Action, button_value
from bot.store import slack_messages
from bot.store.database import Database
from tests.builders import ANN, CHANNEL, NOON, Team, put_draft
from tests.slack.fakes import Noted, NotedFlow
from tests.slack.views import shown


@dataclass
class Stage:
    """One card in Slack, and what stands behind its buttons."""

    sandbox: Sandbox
    database: Database
    desk: Desk
    client: AsyncWebClient
    decisions: Noted
    flow: NotedFlow
    team: Team
    draft_id: str = ""

    async def show_card(self, **changes: Any) -> None:
        """Put a card into the channel."""
        async with self.database.writing() as session:
            self.draft_id = (await put_draft(session, **changes)).id
        await self.desk.render_due()

    async def stand_for_card(self, mention_id: str) -> None:
        """Put something into the channel where the card of a mention would be."""
        async with self.database.writing() as session:
            await slack_messages.show(
                session,
                id=f"card:{mention_id}",
                kind=MessageKind.ALARM,
                audience=CHANNEL,
                now=NOON,
                args={"text": "the card"},
            )
        await self.desk.render_due()

    async def click(self, action: Action, user: str = ANN, choice: str | None = None) -> None:
        """Press a button of the card."""
        value = None if choice is None else button_value(self.draft_id, 1, choice)
        ts = self.sandbox.messages(CHANNEL)[0]["ts"]
        await self.sandbox.click(user, CHANNEL, ts, action.value, value)

    async def open(self, action: Action, user: str = ANN, choice: str | None = None) -> Json:
        """Press a button and wait for the modal."""
        await self.click(action, user, choice)
        return (await self.sandbox.wait_for(lambda: self.sandbox.views(user)))[-1]

    async def open_in_more(self, action: Action, user: str = ANN) -> Json:
        """Press a button in "More…" and wait for the modal on top of it."""
        more = await self.open(Action.MORE, user, "details")
        await self.sandbox.click_in_view(user, more["id"], action)
        return (await self.sandbox.wait_for(lambda: self.sandbox.views(user)[1:]))[-1]

    async def note_to(self, user: str) -> str:
        """What only this person is told."""
        notes = await self.sandbox.wait_for(lambda: self.sandbox.ephemerals(user))
        return shown(notes[-1]["blocks"])

    async def asked(self) -> tuple[str, str, int | None, tuple[object, ...]]:
        """The one call behind a click: act, user, revision, and what else it was given."""
        await self.sandbox.wait_for(lambda: self.decisions.asked)
        ((act, click, more),) = self.decisions.asked
        assert click.draft_id == self.draft_id
        return act, click.user, click.revision, more
