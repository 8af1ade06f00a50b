"""What turns for ever; each loop rings the bells of those that have work after it."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

from bot.app.clock import new_id
from bot.app.glue import then_ring
from bot.app.parts import Parts
from bot.app.phoning import oncall_ids
from bot.crisis.watching import Watch
from bot.incidents import IncidentGrouping
from bot.incidents.calling import call_for_silent
from bot.incidents.causes import Causes
from bot.incidents.showing import show_due
from bot.intake.pasted import SOURCE as PASTED
from bot.loops import Bell, Loop, Loops
from bot.oncall import OnCall, Summoning
from bot.rounds import ClockRound, DraftRound
from bot.slack import home_tab
from bot.slack.crisis_pins import pin_due
from bot.slack.deps import SlackDeps
from bot.triage.batch import Triage
from bot.triage.judging import Judge

TICK_SECONDS = 1.0
DESK_SECONDS = 0.25
"""How soon the desk sees that Slack has room for the next post."""
HOME_SECONDS = 5.0
"""How soon those who look at their Home see what others did; their own acts ring a bell."""
CRISES_SECONDS = 3.0
"""How late a proposal, an end or a change on a board is noticed."""
CALM_DESK_SECONDS = 1.0
CALM_SECONDS = 2.0
"""Between sweeps when nothing happens. Work is announced by a bell; a sweep finds what a crash or another
process left."""

Ending = Callable[[datetime], Awaitable[int]]
"""Looks what is over at this time; how much was."""


def turning(
    parts: Parts, oncall: OnCall, endings: Sequence[Ending], drafting_bell: Bell, settled_after: timedelta
) -> Loops:
    """The loops of the way that a mention takes."""
    database, desk, shelf, now = parts.database, parts.desk, parts.shelf, parts.now
    grouping = IncidentGrouping(
        database, parts.settings.brand, new_id, alpha=lambda: shelf.library.policy.spike_alpha
    )
    starting = DraftRound(database, parts.flow, now)
    drafting = Loop("drafting", starting, TICK_SECONDS, drafting_bell, calm_interval=CALM_SECONDS)
    judging = then_ring(_triage(parts, grouping).round, drafting.bell, desk.bell)
    expire = _expiry(parts, [*endings, grouping.look])
    clocks = ClockRound(database, oncall, parts.flow, now, settled_after, expire=expire)
    return Loops(
        [
            Loop("triage", judging, TICK_SECONDS, calm_interval=CALM_SECONDS),
            drafting,
            # Apart, so that a click is never answered late because a post takes long.
            Loop("desk", desk.update_due, DESK_SECONDS, desk.bell, calm_interval=CALM_DESK_SECONDS),
            Loop("posts", desk.post_due, DESK_SECONDS, desk.posts, calm_interval=CALM_DESK_SECONDS),
            *_of_incidents(parts),
            Loop("templates", shelf.refresh, TICK_SECONDS, calm_interval=CALM_SECONDS),
            Loop("clocks", then_ring(clocks, desk.bell), TICK_SECONDS),
        ]
    )


def beside(parts: Parts, slack: SlackDeps, summoning: Summoning) -> list[Loop]:
    """The loops that look after what people see, and call them."""
    # Without a model too: one that was there when a crisis began may be gone before it has said a word.
    first_words = then_ring(lambda: slack.crisis.statements.first_words(parts.now()), parts.desk.bell)
    loops = [
        Loop("homes", lambda: home_tab.refresh(slack), HOME_SECONDS, slack.homes.bell),
        Loop("pins", lambda: pin_due(slack), TICK_SECONDS, calm_interval=CALM_SECONDS),
        Loop("calls", lambda: summoning.round(parts.now()), TICK_SECONDS),
        Loop("statements", first_words, TICK_SECONDS, calm_interval=CALM_SECONDS),
    ]
    if parts.writer is not None:
        causes = Causes(parts.database, parts.writer, parts.now)
        loops.append(Loop("causes", causes, TICK_SECONDS, calm_interval=CALM_SECONDS))
    return loops


def _triage(parts: Parts, grouping: IncidentGrouping) -> Triage:
    modes = {**parts.settings.modes, PASTED: "asked"}
    return Triage(parts.database, Judge(), parts.settings.slack_channel, parts.now, modes, grouping=grouping)


def _expiry(parts: Parts, endings: Sequence[Ending]) -> Ending:
    async def expire(now: datetime) -> int:
        over = [await end(now) for end in endings]
        ids = await oncall_ids(parts.settings, parts.database, parts.shelf, now)
        called = await call_for_silent(parts.database, ids, now)
        return sum([await parts.facts.report_expired(now), called, *over])

    return expire


def _of_incidents(parts: Parts) -> list[Loop]:
    settings, bell = parts.settings, parts.desk.bell

    async def show_incidents() -> int:
        now = parts.now()
        ids = await oncall_ids(settings, parts.database, parts.shelf, now)
        return await show_due(parts.database, settings.slack_channel, now, ids)

    async def watch_crises() -> int:
        now = parts.now()
        ids = await oncall_ids(settings, parts.database, parts.shelf, now)
        return await Watch(parts.database, new_id, ids).look(now)

    return [
        Loop("incident cards", then_ring(show_incidents, bell), TICK_SECONDS),
        Loop("crises", then_ring(watch_crises, bell), CRISES_SECONDS),
    ]
