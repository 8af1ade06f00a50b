"""Boards are pinned while their crisis runs, as far as Slack lets us."""

from bot.errors import SlackFault
from bot.slack.deps import SlackDeps
from bot.store import crises, crisis_board, slack_messages

PIN, UNPIN = "pins.add", "pins.remove"
_AS_WANTED = {"already_pinned", "no_pin", "not_pinned", "message_not_found"}


async def pin_due(deps: SlackDeps) -> int:
    """Pin what is to be pinned, and take down what is over; how many there were."""
    async with deps.database.reading() as session:
        wanted = await crises.to_pin(session)
        rows = [await slack_messages.get(session, crisis_board.row_id(one.id)) for one in wanted]
    done = 0
    for crisis, row in zip(wanted, rows, strict=True):
        if row is None or row.ts is None or row.channel is None:
            continue
        method, column = (PIN, "pinned_at") if crisis.ended_at is None else (UNPIN, "unpinned_at")
        try:
            if not await deps.desk.mark(method, row.channel, row.ts):
                continue
            problem = None
        except SlackFault as fault:
            if not fault.permanent:
                raise
            problem = None if fault.error in _AS_WANTED else fault.error
        async with deps.database.writing() as session:
            changed = {column: deps.now()} if problem is None else {"pin_problem": problem}
            await crises.change(session, crisis.id, **changed)
            if problem is not None:
                await crisis_board.touch(session, crisis.id, deps.now())
        done += 1
    return done
