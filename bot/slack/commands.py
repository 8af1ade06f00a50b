"""`/amends`: what people can type, and what only they then see."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import get_close_matches

from bot.pausing import span_of
from bot.ports import Answer, People, Refused
from bot.slack import alike, incident_lines, oncall_desk, pasting, people_desk, queue, template_views, words
from bot.slack.blocks import (
    Block,
    Rendered,
    actions,
    bullets,
    button,
    context,
    rich,
    section,
    text_element,
)
from bot.slack.deps import SlackDeps
from bot.slack.escape import date, named_one, our_elements
from bot.slack.home import figure_words
from bot.slack.ids import ALL, Action
from bot.slack.notices import pause_line
from bot.store import figures, incidents, worklist
from bot.store.worklist import Waiting
from bot.text import excerpt

HELP = (
    "*next* works through the queue, *queue* and *mine* list it, *oncall* says who is called. "
    "*pause 30m because…* stops publishing, *resume* lets it go on. *fact* tells drafts what is true now, "
    "*template* changes how they say it. *paste* makes a card of a complaint that you found. "
    "*people* gives somebody a right for a time. *incident* lists what many complain of, "
    "*stats* gives the figures of the last days."
)
ELSEWHERE = ("fact", "next")
"""Commands that are answered apart from the others."""
NEAR_ENOUGH = 0.6
"""How alike two words are before one is taken for a slip of the other (difflib's ratio)."""
NOT_STAFF = "Only full members of this workspace can use Amends."
LISTED = 10
MAX_SAID = 80
MAX_NAME = 40
DAYS = 7


@dataclass(frozen=True)
class Typed:
    """One command: who, the words after its name, and where."""

    user: str
    rest: str
    trigger_id: str
    channel: str | None


async def run(deps: SlackDeps, name: str, typed: Typed) -> None:
    """Do what was typed; everybody who typed something gets an answer."""
    if not await deps.directory.is_staff(typed.user):
        await deps.desk.ephemeral(typed.user, NOT_STAFF, typed.channel)
        return
    if name == "next":
        await queue.start(deps, typed.user, typed.trigger_id)
        return
    if name in _FORMS:
        await _FORMS[name](deps, typed.user, typed.trigger_id, typed.channel)
        return
    said = await _COMMANDS[name](deps, typed) if name in _COMMANDS else _unknown(name)
    await deps.desk.ephemeral(typed.user, said.text, typed.channel, blocks=said.blocks)


async def _help(_deps: SlackDeps, _typed: Typed) -> Rendered:
    return _words(HELP)


def _unknown(name: str) -> Rendered:
    """Help, and which command the word may have been meant for; the word itself is not repeated."""
    near = get_close_matches(name, [*_COMMANDS, *_FORMS, *ELSEWHERE], n=1, cutoff=NEAR_ENOUGH)
    meant = f"Did you mean */amends {near[0]}*? " if near else ""
    return _words(f"There is no such command. {meant}{HELP}")


async def _incident(deps: SlackDeps, _typed: Typed) -> Rendered:
    async with deps.database.reading() as session:
        return incident_lines.listed(await incidents.open_ones(session))


async def _queue(deps: SlackDeps, typed: Typed) -> Rendered:
    now = deps.now()
    async with deps.database.reading() as session:
        entries = await worklist.queue(session, None, now, limit=LISTED)
        total = await worklist.length(session, None, now)
    if not entries:
        return _words("Nothing waits. Well done.")
    more = f"and {total - len(entries)} more. " if total > len(entries) else ""
    end = context(f"{more}*/amends next* works through them.")
    head = f"*{total} wait*, the most urgent first:" if total > 1 else "*One waits:*"
    start = [button("Start", Action.START_QUEUE, ALL, style="primary")]
    like = await alike.count_largest(deps, typed.user)
    together = [button(f"Answer {like} alike…", Action.ALIKE, ALL)] if like else []
    return Rendered(head, [section(head), _listed(entries, now), end, *actions("queue", start + together)])


async def _mine(deps: SlackDeps, typed: Typed) -> Rendered:
    now = deps.now()
    async with deps.database.reading() as session:
        entries = await worklist.held_by(session, typed.user, now, LISTED)
    if not entries:
        return _words("You have taken nothing. */amends next* brings you the next one.")
    return Rendered("Yours", [section("*Yours:*"), _listed(entries, now)])


async def _oncall(deps: SlackDeps, typed: Typed) -> Rendered:
    has_ladder = deps.duty.rules().ladder is not None
    now = oncall_words(await deps.directory.people(), has_ladder=has_ladder)
    return await oncall_desk.told(deps, typed.user, typed.rest, now)


def oncall_words(people: People, *, has_ladder: bool = False) -> str:
    """Who is called when something is urgent, beside those whom a ladder calls."""
    if not people.oncall and has_ladder:
        return "Nobody is on call by name now; the ladder calls these:"
    if not people.oncall:
        return "Nobody is on call, so nobody will be woken. Set SLACK_ONCALL to people or a user group."
    return f"*On call now:* {' '.join(named_one(one) for one in sorted(people.oncall))}"


async def _pause(deps: SlackDeps, typed: Typed) -> Rendered:
    first, _, rest = typed.rest.partition(" ")
    span = span_of(first)
    reason = rest if span else typed.rest
    if not reason.strip():
        return _words("Please say why: */amends pause 30m The refund letters are wrong*. Nothing was paused.")
    now = deps.now()
    return _said(deps, typed, await deps.brake.pause(typed.user, reason, _end(now, span), now))


async def _resume(deps: SlackDeps, typed: Typed) -> Rendered:
    return _said(deps, typed, await deps.brake.resume(typed.user, deps.now()))


async def _stats(deps: SlackDeps, _typed: Typed) -> Rendered:
    now = deps.now()
    async with deps.database.reading() as session:
        told = await figures.since(session, now - timedelta(days=DAYS))
    pause = await deps.brake.current(now)
    paused = f"\n{pause_line(pause)}" if pause else ""
    return _words(f"*The last {DAYS} days:* {figure_words(told)}{paused}")


_FORMS: dict[str, Callable[[SlackDeps, str, str, str | None], Awaitable[None]]] = {
    "template": template_views.open_list,
    people_desk.COMMAND: people_desk.open_form,
    pasting.COMMAND: pasting.open_form,
}
_COMMANDS: dict[str, Callable[[SlackDeps, Typed], Awaitable[Rendered]]] = {
    "": _help,
    "help": _help,
    "incident": _incident,
    "queue": _queue,
    "mine": _mine,
    "oncall": _oncall,
    "pause": _pause,
    "resume": _resume,
    "stats": _stats,
}


def _said(deps: SlackDeps, typed: Typed, answer: Answer) -> Rendered:
    if isinstance(answer, Refused):
        return _words(answer.why)
    deps.desk.bell.ring()
    deps.homes.acted(typed.user)
    return _words(answer.say or "Done.")


def _words(mrkdwn: str) -> Rendered:
    return Rendered(mrkdwn, [section(mrkdwn)])


def _end(now: datetime, span: timedelta | None) -> datetime | None:
    return now + span if span else None


def _listed(entries: Sequence[Waiting], now: datetime) -> Block:
    return rich(bullets([_entry(one, now) for one in entries]))


def _entry(one: Waiting, now: datetime) -> list[Block]:
    draft, mention = one.draft, one.mention
    due = "overdue" if draft.due_at <= now else f"answer by {date(draft.due_at, '{time}')}"
    where = f" on {words.platform(mention.platform)}: “{excerpt(mention.text, MAX_SAID)}”"
    return [
        text_element(f"{words.severity(draft.severity)} ", bold=True),
        *our_elements(due),
        text_element(f" · {excerpt(words.author(mention), MAX_NAME)}{where}"),
    ]
