"""What Slack should show: rows that the desk renders whenever their version is ahead of Slack's."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, func, update
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import Draft, MessageKind, Priority, SlackMessage
from bot.store.inserts import insert_missing

CALL_OVER_AFTER = timedelta(seconds=15)
"""A call begun this long ago is over, answered or not: the desk's own deadline is shorter."""
PROBLEM_PAUSE = timedelta(minutes=1)
"""How long a row that Slack will not take rests, unless it changes before."""

_PARENT = aliased(SlackMessage)
"""Made once: the query runs several times a second."""


async def show(
    session: AsyncSession,
    *,
    id: str,
    kind: MessageKind,
    audience: str,
    now: datetime,
    subject_id: str | None = None,
    parent_id: str | None = None,
    args: dict[str, Any] | None = None,
    priority: Priority = Priority.CARD,
) -> None:
    """Have a message shown, or brought up to date if it is there."""
    fresh = SlackMessage(
        id=id,
        kind=kind,
        audience=audience,
        subject_id=subject_id,
        parent_id=parent_id,
        args=args or {},
        priority=priority,
        changed_at=now,
    )
    if not await insert_missing(session, fresh):
        await _bump(session, id, now, priority, args=args or {})


async def touch_card(
    session: AsyncSession, draft_id: str, now: datetime, priority: Priority = Priority.PERSON
) -> None:
    """Have a draft's card rendered again; without a card, the list that it stands in."""
    if not await _bump(session, f"card:{draft_id}", now, priority):
        await touch_list(session, draft_id, now)


async def give_card(
    session: AsyncSession, draft_id: str, channel: str, now: datetime, priority: Priority = Priority.CARD
) -> bool:
    """Show a card of its own for a draft that only stands in a list; false if it has one.

    `channel` is where cards stand unless the draft has a channel of its own.
    """
    draft = await session.get(Draft, draft_id)
    if draft is None:
        return False
    card = SlackMessage(
        id=f"card:{draft_id}",
        kind=MessageKind.CARD,
        audience=draft.channel or channel,
        subject_id=draft_id,
        priority=priority,
        changed_at=now,
    )
    if not await insert_missing(session, card):
        return False
    await touch_list(session, draft_id, now)
    return True


async def touch_list(session: AsyncSession, draft_id: str, now: datetime) -> None:
    """Have the list rendered again that a draft was put into; nothing if it was never listed."""
    listed_in = (await session.exec(select(Draft.listed_in).where(col(Draft.id) == draft_id))).first()
    if listed_in is not None:
        await _bump(session, listed_in, now, Priority.DIGEST)


async def touch(session: AsyncSession, id: str, now: datetime, priority: Priority) -> bool:
    """Have a message rendered again; false if there is none."""
    return await _bump(session, id, now, priority)


async def args_of(session: AsyncSession, id: str) -> dict[str, Any] | None:
    """What a message was last shown with; `None` if there is no such message."""
    row = await get(session, id)
    return None if row is None else row.args


async def lines_since(session: AsyncSession, parent_id: str, since: datetime) -> Sequence[Mapping[str, Any]]:
    """What the calls in a message's thread say that were last changed at `since` or later."""
    here = select(SlackMessage.args).where(
        col(SlackMessage.parent_id) == parent_id,
        col(SlackMessage.kind) == MessageKind.PING,
        col(SlackMessage.changed_at) >= since,
    )
    return (await session.exec(here)).all()


async def get(session: AsyncSession, id: str) -> SlackMessage | None:
    """One row, read fresh."""
    return await session.get(SlackMessage, id, populate_existing=True)


async def place_of_card(session: AsyncSession, draft_id: str) -> str | None:
    """The channel of a draft's card, where the lines of its thread go too; `None` while it has no card."""
    row = await get(session, f"card:{draft_id}")
    return None if row is None else row.audience


async def move_to(session: AsyncSession, id: str, audience: str) -> None:
    """Show a message that Slack does not take where it was to go, and what stands under it, elsewhere."""
    here = (col(SlackMessage.id) == id) | (col(SlackMessage.parent_id) == id)
    fresh = {"audience": audience, "post_started_at": None, "problem": None}
    await session.exec(update(SlackMessage).where(here, col(SlackMessage.ts).is_(None)).values(**fresh))


async def due_posts(
    session: AsyncSession, now: datetime, limit: int, without: Collection[str] = ()
) -> Sequence[SlackMessage]:
    """Rows that Slack does not show yet, the most urgent first, leaving out the audiences `without`.

    A thread line waits until the message it stands under is there.
    """
    waiting = (
        select(SlackMessage)
        .outerjoin(_PARENT, col(_PARENT.id) == col(SlackMessage.parent_id))
        .where(col(SlackMessage.ts).is_(None), col(SlackMessage.audience).not_in(without))
        .where(col(_PARENT.id).is_(None) | col(_PARENT.ts).is_not(None))
    )
    return await _due(session, waiting, now, limit)


async def due_updates(
    session: AsyncSession, now: datetime, limit: int, clicked: Collection[str] = ()
) -> Sequence[SlackMessage]:
    """Rows that Slack shows in an old version: first those with `ts` in `clicked`, then the most urgent."""
    shown = select(SlackMessage).where(col(SlackMessage.ts).is_not(None))
    is_clicked = col(SlackMessage.ts).in_(clicked) & (col(SlackMessage.priority) == Priority.PERSON)
    first = case((is_clicked, 0), else_=1)
    return await _due(session, shown.order_by(first) if clicked else shown, now, limit)


async def begin(session: AsyncSession, row: SlackMessage, now: datetime) -> bool:
    """Take a row for one call; false if another desk has it or has done it."""
    taken = await session.exec(
        update(SlackMessage)
        .where(col(SlackMessage.id) == row.id, col(SlackMessage.stale), _nobody_calls(now))
        .where(col(SlackMessage.ts).is_(None) if row.ts is None else col(SlackMessage.ts) == row.ts)
        .values(post_started_at=now)
    )
    return taken.rowcount == 1


async def rendered(
    session: AsyncSession,
    row: SlackMessage,
    channel: str,
    ts: str,
    rests_until: datetime | None = None,
) -> None:
    """Slack shows `row.version`; the row stays stale if it changed meanwhile.

    Until `rests_until` only a person's click brings it up to date again.
    """
    await _set(
        session,
        row.id,
        channel=channel,
        ts=ts,
        rendered_version=row.version,
        stale=col(SlackMessage.version) > row.version,
        post_started_at=None,
        problem=None,
        rests_until=rests_until,
    )


async def shown_aside(session: AsyncSession, row: SlackMessage) -> None:
    """People see `row.version`, by a way that assures us of nothing: it is shown again when there is room."""
    is_same = col(SlackMessage.version) == row.version
    calm = case((is_same, Priority.STATUS), else_=col(SlackMessage.priority))
    await _set(session, row.id, post_started_at=None, priority=calm)


async def not_called(session: AsyncSession, row: SlackMessage) -> None:
    """The call certainly had no effect: the row is due again."""
    await _set(session, row.id, post_started_at=None)


async def adopt(session: AsyncSession, row: SlackMessage, channel: str, ts: str) -> None:
    """The post whose answer was lost is there after all; it may show an older version."""
    await _set(session, row.id, channel=channel, ts=ts, post_started_at=None)


async def rests(session: AsyncSession, row: SlackMessage, problem: str, now: datetime) -> None:
    """Slack will not take it: keep it, say why, and try again after a pause or at its next change."""
    await _set(session, row.id, post_started_at=None, problem=problem, changed_at=now)


async def is_unshowable(session: AsyncSession, row: SlackMessage, problem: str) -> None:
    """Slack refuses its layout: it is due again at once, to be shown in a plainer one."""
    await _set(
        session, row.id, post_started_at=None, problem=problem, changed_at=row.changed_at - PROBLEM_PAUSE
    )


async def is_gone(session: AsyncSession, row: SlackMessage) -> None:
    """Somebody deleted the message in Slack: it is to be posted anew."""
    await _set(session, row.id, post_started_at=None, ts=None, channel=None, rendered_version=0)


async def parent_is_gone(session: AsyncSession, row: SlackMessage) -> None:
    """Somebody deleted the message above: it is posted anew, and then this line under it."""
    await not_called(session, row)
    if row.parent_id is not None:
        await _set(session, row.parent_id, ts=None, channel=None, rendered_version=0, stale=True)


async def _due(session: AsyncSession, waiting: Any, now: datetime, limit: int) -> Sequence[SlackMessage]:
    rested = col(SlackMessage.problem).is_(None) | (col(SlackMessage.changed_at) <= now - PROBLEM_PAUSE)
    asked = col(SlackMessage.priority) == Priority.PERSON
    until = col(SlackMessage.rests_until)
    awake = asked | until.is_(None) | (until <= now)
    found = (
        waiting.where(col(SlackMessage.stale), rested, awake, _nobody_calls(now))
        .order_by(col(SlackMessage.priority), col(SlackMessage.changed_at), col(SlackMessage.id))
        .limit(limit)
    )
    return (await session.exec(found)).all()  # type: ignore[no-any-return]


def _nobody_calls(now: datetime) -> ColumnElement[bool]:
    begun = col(SlackMessage.post_started_at)
    return begun.is_(None) | (begun <= now - CALL_OVER_AFTER)


async def _bump(
    session: AsyncSession, id: str, now: datetime, priority: Priority, **changes: dict[str, Any]
) -> bool:
    # A change that still waits keeps the better of both places in the queue.
    waits_ahead = col(SlackMessage.stale) & (col(SlackMessage.priority) < priority)
    return await _set(
        session,
        id,
        version=col(SlackMessage.version) + 1,
        stale=True,
        changed_at=now,
        problem=None,
        priority=case((waits_ahead, col(SlackMessage.priority)), else_=priority),
        **changes,
    )


async def _set(session: AsyncSession, id: str, **values: Any) -> bool:
    done = await session.exec(update(SlackMessage).where(col(SlackMessage.id) == id).values(**values))
    return done.rowcount == 1


async def behind(session: AsyncSession) -> int:
    """How many messages are not as the rows say."""
    stale = select(func.count()).select_from(SlackMessage).where(col(SlackMessage.stale))
    return (await session.exec(stale)).one()


async def cards_to_post(session: AsyncSession, most: int) -> int:
    """How many cards wait for their first post; `most` if there are more."""
    unposted = (col(SlackMessage.kind) == MessageKind.CARD) & col(SlackMessage.ts).is_(None)
    waiting = select(SlackMessage.id).where(col(SlackMessage.stale), unposted).limit(most).subquery()
    return (await session.exec(select(func.count()).select_from(waiting))).one()
