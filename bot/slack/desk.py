"""The one way out to Slack: rows are shown, people are told things, modals are opened."""

import asyncio
from collections.abc import Sequence
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import SlackFault
from bot.loops import Bell, LeadBell
from bot.models import SavedReason
from bot.ports import CardView, Now, Publishers, Written
from bot.slack import doors
from bot.slack.blocks import Block, line, rich
from bot.slack.changes import Since
from bot.slack.client import SAFELY, WITHOUT_PREVIEWS
from bot.slack.escape import our_elements, our_words
from bot.slack.lent import Lent
from bot.slack.links import Permalinks
from bot.slack.outbox import ROWS_AT_ONCE, Outbox
from bot.slack.pacing import Pacing
from bot.slack.places import Places
from bot.slack.reading import BrandName, Past, Reader, Ways
from bot.store.database import Database

MODAL_PATIENCE = 1.5
"""A trigger id is good for 3 s, and the person's click has used some of it."""
TELL_PATIENCE = 30.0


class Desk:
    """Shows rows in Slack, and tells people things."""

    def __init__(
        self,
        client: AsyncWebClient,
        database: Database,
        publishers: Publishers,
        brand_name: BrandName,
        channel: str,
        now: Now,
        ways: Ways | None = None,
    ) -> None:
        """`channel` is where the cards go. The client loses its own retries: they could post twice."""
        client.retry_handlers.clear()
        self.posts = Bell()
        self.bell = LeadBell(self.posts)
        self.channel = channel
        self._reader = Reader(database, publishers, brand_name, ways or Ways())
        self._pacing = Pacing(client, database, now)
        self._links = Permalinks(client, database, self._pacing)
        self.places = Places(client)
        self.lent = Lent(now, client.base_url)
        self._outbox = Outbox(
            client, database, self._reader, self._pacing, self._links, self.lent, now, channel
        )

    async def update_due(self) -> int:
        """Bring messages that stand in Slack up to date, the clicked ones first; how many got there."""
        return await self._outbox.update_due(ROWS_AT_ONCE)

    async def post_due(self) -> int:
        """Bring new messages to Slack; how many got there."""
        return await self._outbox.post_due(ROWS_AT_ONCE)

    async def render_due(self) -> int:
        """Both of these at once. A fault of one is raised only when the other has ended its call."""
        lanes = await asyncio.gather(self.update_due(), self.post_due(), return_exceptions=True)
        for done in lanes:
            if isinstance(done, BaseException):
                raise done
        return sum(done for done in lanes if isinstance(done, int))

    async def card(self, draft_id: str) -> CardView | None:
        """What a card shows now, for modals; `None` if there is no such draft."""
        return await self._reader.card(draft_id)

    async def past(self, draft_id: str) -> Past:
        """The wordings of a draft, and what the facts that they state say."""
        return await self._reader.past(draft_id)

    async def card_with(self, draft_id: str, written: Written) -> CardView | None:
        """The same as if these words stood on it."""
        return await self._reader.card_with(draft_id, written)

    async def since(self, draft_id: str, revision: int) -> Since | None:
        """What changed since somebody saw this wording; `None` if nothing did."""
        return await self._reader.since(draft_id, revision)

    async def reasons(self) -> Sequence[SavedReason]:
        """The reasons for no reply that the team has saved."""
        return await self._reader.reasons()

    async def permalink(self, row_id: str) -> str | None:
        """Where a row's message stands in Slack; `None` while it is not there or Slack does not say."""
        return await self._links.of(row_id)

    async def mark(self, method: str, channel: str, ts: str) -> bool:
        """Pin a message, or take the pin away: `method` is `pins.add` or `pins.remove`.

        False if there is no room for the call now. Raises `SlackFault`.
        """
        door = doors.one_per_workspace(method, doors.PINS)
        return await self._pacing.spare(door, {"channel": channel, "timestamp": ts})

    async def ephemeral(
        self,
        user: str,
        text: str,
        channel: str | None = None,
        thread_ts: str | None = None,
        *,
        url: str | None = None,
        blocks: Sequence[Block] = (),
    ) -> None:
        """Tell one person something, in our words; `url` is a link of ours to put behind them.

        With `blocks` these are shown, and `text` is what a notification says.

        Raises:
            SlackFault: Slack takes neither the note nor a direct message.
        """
        there = [{"type": "link", "url": url, "text": " Open the card"}] if url else []
        shown = list(blocks) or [rich(line(*our_elements(text), *there))]
        words = {"text": our_words(text), "blocks": shown, **SAFELY}
        place = {"channel": channel or self.channel, "user": user}
        thread = {"thread_ts": thread_ts} if thread_ts else {}
        try:
            await self._pacing.person(doors.TELLING, {**place, **thread, **words}, TELL_PATIENCE)
        except SlackFault as fault:
            if not fault.permanent:
                raise
            # They may not be in the channel (any more); a direct message always reaches them.
            direct = {"channel": user, **words, **WITHOUT_PREVIEWS}
            await self._pacing.person(doors.posting(user), direct, TELL_PATIENCE)

    async def open_view(self, trigger_id: str, view: Block) -> str:
        """Open a modal; its id, to show something else in it. Raises `SlackFault`."""
        return await self._view("views.open", trigger_id=trigger_id, view=view)

    async def push_view(self, trigger_id: str, view: Block) -> None:
        """Open a modal on top of the one that is open. Raises `SlackFault`."""
        await self._view("views.push", trigger_id=trigger_id, view=view)

    async def update_view(self, view_id: str, view: Block) -> None:
        """Show something else in a modal that is open. Raises `SlackFault`."""
        await self._view("views.update", view_id=view_id, view=view)

    async def publish_home(self, user: str, view: Block) -> None:
        """Show a person's App Home. Raises `SlackFault`."""
        await self._pacing.person(doors.PUBLISHING, {"user_id": user, "view": view}, MODAL_PATIENCE)

    async def refresh_home(self, user: str, view: Block) -> bool:
        """The same where nobody has just asked for it; false if people need the room. Raises `SlackFault`."""
        return await self._pacing.spare(doors.PUBLISHING, {"user_id": user, "view": view})

    async def _view(self, method: str, **arguments: Any) -> str:
        door = doors.one_per_workspace(method, doors.VIEWS)
        said = await self._pacing.person(door, arguments, MODAL_PATIENCE)
        return str((said.get("view") or {}).get("id", ""))
