"""Where our own messages stand in Slack."""

from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import SlackFault
from bot.slack import doors
from bot.slack.client import ask
from bot.slack.pacing import Pacing
from bot.store import slack_messages
from bot.store.database import Database

PATIENCE = 1.5
"""Seconds; a link is a courtesy that must not hold up what it stands in."""


class Permalinks:
    """Asks Slack for links to messages. No link is never an error."""

    def __init__(self, client: AsyncWebClient, database: Database, pacing: Pacing) -> None:
        self._client = client
        self._database = database
        self._pacing = pacing

    async def of(self, row_id: str) -> str | None:
        """The link to a row's message; `None` while it is not there or Slack does not say."""
        async with self._database.reading() as session:
            row = await slack_messages.get(session, row_id)
        if row is None or row.channel is None or row.ts is None:
            return None
        try:
            await self._pacing.admit(doors.LINKING, PATIENCE)
            said = await ask(self._client, "chat.getPermalink", channel=row.channel, message_ts=row.ts)
        except SlackFault:
            return None
        return str(said.get("permalink") or "") or None
