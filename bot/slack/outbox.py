"""Stale rows -> Slack, the most urgent first, within budgets; and what got lost on the way heals."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from enum import Enum, auto

from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import SlackFault
from bot.landmarks import passed
from bot.models import MessageKind, Priority, SlackMessage
from bot.ports import Now
from bot.slack import doors
from bot.slack.blocks import Block, Rendered, section, small_print
from bot.slack.cards import render_card
from bot.slack.client import SAFELY, UNCLEAR_PAUSE, WITHOUT_PREVIEWS, ask, respond
from bot.slack.doors import Door
from bot.slack.ids import METADATA_EVENT
from bot.slack.lent import Lent
from bot.slack.links import Permalinks
from bot.slack.messages import render_message
from bot.slack.pacing import Pacing
from bot.slack.reading import Reader
from bot.store import slack_messages
from bot.store.database import Database

ROWS_AT_ONCE = 20
LOOK_BACK = timedelta(hours=2)
"""How long before its last try a lost post may have been made: Slack may be away for a while."""
LOOK_PATIENCE = 5.0
FLOORS = {one: timedelta(seconds=15) for one in (MessageKind.INCIDENT, MessageKind.CRISIS_BOARD)}
"""How long messages that change with every mention stay as they are, unless somebody presses something."""

_LEADS_TO = {
    MessageKind.PING_DM: "card",
    MessageKind.HAND_OFF_DM: "card",
    MessageKind.QUESTION_DM: "card",
    MessageKind.CRISIS_DM: "crisis",
}
"""Messages that lead to the card or the board that they are about, which stands elsewhere."""
_GONE = {"message_not_found", "cant_update_message", "channel_not_found"}
_THREAD_GONE = {"cannot_reply_to_message", "thread_not_found"}
_NO_ROOM = {"channel_not_found", "not_in_channel", "is_archived", "restricted_action"}
"""A channel that a route names does not take our messages; what was meant for it goes where all others go."""
_UNSHOWABLE = {"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "block_mismatch"}


class Turn(Enum):
    """How one row's turn ended. `LATER`: this door is closed for now."""

    DONE = auto()
    SKIPPED = auto()
    LATER = auto()


class Outbox:
    """Renders what is due. Several may run on one database: a row is taken before it is rendered."""

    def __init__(
        self,
        client: AsyncWebClient,
        database: Database,
        reader: Reader,
        pacing: Pacing,
        links: Permalinks,
        lent: Lent,
        now: Now,
        home: str,
    ) -> None:
        """`home` is the channel for what another channel does not take."""
        self._client = client
        self._database = database
        self._reader = reader
        self._pacing = pacing
        self._links = links
        self._lent = lent
        self._now = now
        self._home = home

    async def update_due(self, limit: int) -> int:
        """Bring up to `limit` messages up to date, the most urgent first; how many got there.

        What is most urgent is asked anew after each call: a person's click never waits for a batch.
        """
        done, passed = 0, set[str]()
        for _ in range(limit):
            row = await self._next_update(limit, passed)
            if row is None:
                break
            turn = await self._in_turn(row, doors.UPDATING, self._update)
            done += turn is Turn.DONE
            passed.add(row.id)
            if turn is Turn.LATER and row.priority != Priority.PERSON:
                break
        return done

    async def _next_update(self, limit: int, passed: set[str]) -> SlackMessage | None:
        async with self._database.reading() as session:
            rows = await slack_messages.due_updates(session, self._now(), limit, self._lent.clicked())
        return next((row for row in rows if row.id not in passed), None)

    async def post_due(self, limit: int) -> int:
        """Post what is new, the most urgent first; how many got there.

        Posts are counted per channel: one that is full does not keep the others waiting.
        """
        done, full = 0, set[str]()
        while True:
            async with self._database.reading() as session:
                rows = await slack_messages.due_posts(session, self._now(), limit, full)
            full_before = len(full)
            for row in rows:
                if row.audience in full:
                    continue
                turn = await self._in_turn(row, doors.posting(row.audience), self._post)
                done += turn is Turn.DONE
                if turn is Turn.LATER:
                    full.add(row.audience)
            if len(full) == full_before:
                return done

    async def _in_turn(
        self, row: SlackMessage, door: Door, act: Callable[[SlackMessage], Awaitable[None]]
    ) -> Turn:
        """Take the row and one call of its door's budget, act, and note how it ended."""
        now, for_person = self._now(), row.priority == Priority.PERSON
        async with self._database.writing() as session:
            is_full = bool(await self._pacing.take(session, door, for_person=for_person))
            lent = self._lent.take(row.channel, row.ts) if is_full and for_person else None
            if is_full and lent is None:
                return Turn.LATER
            if not await slack_messages.begin(session, row, now):
                return Turn.SKIPPED
        if lent is not None:
            return await self._aside(row, lent)
        try:
            await act(row)
        except SlackFault as fault:
            return await self._after_fault(row, door, fault)
        return Turn.DONE

    async def _aside(self, row: SlackMessage, url: str) -> Turn:
        """Show what a person has just changed by the address that came with their click."""
        try:
            rendered = await self._rendered(row)
            words = {"text": rendered.text, "blocks": rendered.blocks}
            await respond(self._client, url, {**words, **SAFELY, **WITHOUT_PREVIEWS})
        except SlackFault:
            self._lent.forget(row.channel, row.ts)
            async with self._database.writing() as session:
                await slack_messages.not_called(session, row)
            return Turn.LATER
        async with self._database.writing() as session:
            await slack_messages.shown_aside(session, row)
        return Turn.DONE

    async def _update(self, row: SlackMessage) -> None:
        rendered = await self._rendered(row)
        there = {"channel": row.channel, "ts": row.ts, "text": rendered.text, "blocks": rendered.blocks}
        await self._pacing.call(doors.UPDATING, {**there, **SAFELY})
        await self._keep(row, str(row.channel), str(row.ts))

    async def _post(self, row: SlackMessage) -> None:
        thread_ts = await self._thread(row)
        if row.post_started_at is not None and await self._adopted(row, thread_ts):
            return
        rendered = await self._rendered(row)
        words = {"channel": row.audience, "text": rendered.text, "blocks": rendered.blocks}
        thread = {"thread_ts": thread_ts} if thread_ts else {}
        named = {"metadata": {"event_type": METADATA_EVENT, "event_payload": {"id": row.id}}}
        passed("desk.before_post")
        posted = await self._pacing.call(
            doors.posting(row.audience), {**words, **thread, **named, **SAFELY, **WITHOUT_PREVIEWS}
        )
        passed("desk.after_post")
        await self._keep(row, str(posted["channel"]), str(posted["ts"]))

    async def _rendered(self, row: SlackMessage) -> Rendered:
        if row.kind == MessageKind.CARD:
            view = await self._reader.card(row.subject_id or "")
            if view is None:
                raise SlackFault("render", "its draft is missing", permanent=True)
            rendered = render_card(view, self._now())
        else:
            there = _LEADS_TO.get(row.kind)
            card_link = await self._links.of(f"{there}:{row.subject_id}") if there else None
            subject = await self._reader.subject(row, card_link)
            rendered = render_message(row, replace(subject, now=self._now()))
        return _bare(rendered) if row.problem in _UNSHOWABLE else rendered

    async def _thread(self, row: SlackMessage) -> str | None:
        if row.parent_id is None:
            return None
        async with self._database.reading() as session:
            parent = await slack_messages.get(session, row.parent_id)
        return parent.ts if parent is not None else None

    async def _adopted(self, row: SlackMessage, thread_ts: str | None) -> bool:
        """Look for a post whose answer was lost, as far as our scopes let us.

        If it cannot be found, the row is posted again. A second copy of a card is harmless: clicks on
        either are bound to draft and revision, and only the newer one is kept up to date.

        Raises:
            SlackFault: nobody can look just now, so it is not known yet.
        """
        ts = await self._find(row, thread_ts)
        if ts is None:
            return False
        async with self._database.writing() as session:
            await slack_messages.adopt(session, row, row.audience, ts)
        return True

    async def _find(self, row: SlackMessage, thread_ts: str | None) -> str | None:
        if row.audience[0] not in "CG" or row.post_started_at is None:
            return None
        since = (row.post_started_at - LOOK_BACK).timestamp()
        door = doors.REPLIES if thread_ts else doors.HISTORY
        where = {"ts": thread_ts} if thread_ts else {}
        told = {"channel": row.audience, "oldest": f"{since:.6f}", "include_all_metadata": "true", **where}
        try:
            await self._pacing.admit(door, LOOK_PATIENCE)
            said = await ask(self._client, door.method, limit="200", **told)
        except SlackFault as fault:
            if fault.permanent:
                return None
            raise SlackFault(door.method, fault.error, maybe_done=True) from fault
        return next((str(one["ts"]) for one in said.get("messages", []) if _is_of(one, row)), None)

    async def _keep(self, row: SlackMessage, channel: str, ts: str) -> None:
        async with self._database.writing() as session:
            floor = FLOORS.get(row.kind)
            until = self._now() + floor if floor else None
            await slack_messages.rendered(session, row, channel, ts, until)

    async def _after_fault(self, row: SlackMessage, door: Door, fault: SlackFault) -> Turn:
        async with self._database.writing() as session:
            if fault.retry_after is not None:
                await self._pacing.park(session, door, fault.retry_after)
                await slack_messages.not_called(session, row)
                return Turn.LATER
            if fault.maybe_done:
                await self._pacing.park(session, door, UNCLEAR_PAUSE)
                if row.ts is not None:
                    await slack_messages.not_called(session, row)
                return Turn.LATER
            if row.ts is not None and fault.error in _GONE:
                await slack_messages.is_gone(session, row)
            elif row.ts is None and self._is_astray(row, fault):
                await self._bring_home(session, row)
            elif fault.error in _THREAD_GONE:
                await slack_messages.parent_is_gone(session, row)
            elif fault.error in _UNSHOWABLE and row.problem not in _UNSHOWABLE:
                await slack_messages.is_unshowable(session, row, fault.error)
            else:
                await slack_messages.rests(session, row, str(fault), self._now())
        return Turn.SKIPPED

    def _is_astray(self, row: SlackMessage, fault: SlackFault) -> bool:
        return fault.error in _NO_ROOM and row.kind == MessageKind.CARD and row.audience != self._home

    async def _bring_home(self, session: AsyncSession, row: SlackMessage) -> None:
        """A card that its route's channel does not take comes home, and an alarm says so once a day."""
        now = self._now()
        told = f"Cards cannot go to the channel {row.audience}, so they come here: invite the app there."
        await slack_messages.move_to(session, row.id, self._home)
        await slack_messages.show(
            session,
            id=f"astray:{row.audience}:{now:%Y-%m-%d}",
            kind=MessageKind.ALARM,
            audience=self._home,
            now=now,
            args={"text": told},
            priority=Priority.DIGEST,
        )


def _is_of(message: Block, row: SlackMessage) -> bool:
    metadata = message.get("metadata") or {}
    payload = metadata.get("event_payload") or {}
    return metadata.get("event_type") == METADATA_EVENT and payload.get("id") == row.id


def _bare(rendered: Rendered) -> Rendered:
    """What is shown when Slack refuses the full message: never silence, but nothing to decide on either."""
    warning = section(":warning: *Slack would not show this message in full.* Please tell your operator.")
    return Rendered(rendered.text, [warning, small_print(rendered.text)])
