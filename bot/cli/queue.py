"""`amends queue`: what waits for a decision, without Slack."""

import asyncio
import json
from collections.abc import Sequence
from datetime import datetime

import click

from bot.cli.at_desk import now, open_desk
from bot.store import pauses, worklist
from bot.store.worklist import Waiting
from bot.text import excerpt, reveal

MOST = 200
MAX_SAID = 90


@click.command("queue")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for other programs.")
def command(as_json: bool) -> None:
    """List what waits for a decision, without Slack."""
    asyncio.run(_queue(as_json))


async def _queue(as_json: bool) -> None:
    at = now()
    async with open_desk() as (database, _settings), database.reading() as session:
        entries = await worklist.queue(session, None, at, limit=MOST)
        total = await worklist.length(session, None, at)
        pause, held = await pauses.current(session, at), await pauses.count_held(session)
    if as_json:
        for one in entries:
            click.echo(json.dumps(_object(one)))
        return
    if pause is not None:
        click.echo(f"Publishing is paused since {pause.since:%Y-%m-%d %H:%M} UTC: {reveal(pause.reason)}")
        click.echo(f"Approved and kept back meanwhile: {held}")
    for sentence in lines(entries, total, at):
        click.echo(sentence)


def lines(entries: Sequence[Waiting], total: int, at: datetime) -> list[str]:
    """The queue for people."""
    if not entries:
        return ["Nothing waits."]
    head = "1 waits:" if total == 1 else f"{total} wait, the most urgent first:"
    more = [f"and {total - len(entries)} more"] if total > len(entries) else []
    return [head, *(_line(one, at) for one in entries), *more]


def _line(one: Waiting, at: datetime) -> str:
    draft, mention = one.draft, one.mention
    due = "overdue " if draft.due_at <= at else f"by {draft.due_at:%H:%M} UTC"
    said = excerpt(reveal(mention.text), MAX_SAID)
    return f"  {draft.severity.name.lower():8} {due:12} {mention.platform:12} {draft.state:8} {said}"


def _object(one: Waiting) -> dict[str, object]:
    draft, mention = one.draft, one.mention
    return {
        "id": draft.id,
        "state": draft.state.value,
        "severity": int(draft.severity),
        "due_at": draft.due_at.isoformat(),
        "platform": mention.platform,
        "assignee": draft.assignee,
        "text": mention.text,
    }
