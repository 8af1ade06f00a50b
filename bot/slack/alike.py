"""Answering ten alike: one form, and behind it ten approvals, each judged by itself like any other."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Protocol, Self, TypeVar

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.approval import judge
from bot.errors import SlackFault
from bot.ports import Clicked, Refused
from bot.rights import sight
from bot.slack import words
from bot.slack.alike_choice import FEWEST, choose, harmless, kind_of, largest
from bot.slack.alike_form import Report, Way, alike_modal, over_modal, ticks_of, working_modal
from bot.slack.blocks import Block
from bot.slack.deps import SlackDeps
from bot.slack.ids import Callback, Target
from bot.slack.modals import notice_modal
from bot.slack.presses import UNREADABLE, start_work
from bot.store import alike, publications
from bot.store.alike import Candidate

Handler = Callable[..., Awaitable[None]]

TOO_FEW = "No three waiting replies are alike any more. Please go through the queue one by one."


def register(app: AsyncApp, deps: SlackDeps) -> None:
    """Tell Bolt who answers."""

    async def following(user: str, way: Way, report: Report) -> Block:
        return await _form(deps, user, way, report)

    app.view(Callback.ALIKE.value)(ten_submitted(deps, Way.load, following))


async def count_like(deps: SlackDeps, user: str, draft_id: str) -> int:
    """How many waiting drafts may be answered together with this one; 0 if that is not worth a form."""
    found = await _found(deps, user)
    kind = next((kind_of(one) for one in found if one.draft_id == draft_id), None)
    count = sum(kind_of(one) == kind for one in found) if kind else 0
    return count if count >= FEWEST else 0


async def count_largest(deps: SlackDeps, user: str) -> int:
    """How many are of the kind that most are of; 0 if there are too few of each."""
    found = await _found(deps, user)
    kind = largest(found)
    return sum(kind_of(one) == kind for one in found) if kind else 0


async def first_form(deps: SlackDeps, user: str, draft_id: str | None) -> Block:
    """The form for those like a draft, or for the largest kind; or why there is none."""
    people = await deps.directory.people()
    is_staff = await deps.directory.is_staff(user)
    if why := judge.lacks_right(judge.Act.APPROVE, user, people, is_staff=is_staff):
        return notice_modal(why)
    found = await _found(deps, user)
    asked = next((kind_of(one) for one in found if one.draft_id == draft_id), None)
    kind = asked or largest(found)
    return notice_modal(TOO_FEW) if kind is None else await _form(deps, user, Way(kind), None)


async def _form(deps: SlackDeps, user: str, way: Way, report: Report | None) -> Block:
    async with deps.database.reading() as session:
        public = await publications.recent_texts(session)
    choice = choose(await _found(deps, user, way.left), way.kind, public)
    views = [view for one in choice.shown if (view := await deps.desk.card(one.draft_id)) is not None]
    if not views:
        return over_modal(way, report, choice.copies)
    return alike_modal(choice, views, way, report)


async def _found(deps: SlackDeps, user: str, without: Sequence[str] = ()) -> list[Candidate]:
    theirs = sight(user, await deps.directory.people())
    async with deps.database.reading() as session:
        return harmless(await alike.candidates(session, theirs, deps.now(), without))


class OnWay(Protocol):
    """How far a person has come, carried from one form of ten to the next."""

    def on(self, approved: int, left: Sequence[str]) -> Self:
        """After a form in which so many were approved, and these were not."""
        ...


W = TypeVar("W", bound=OnWay)


def ten_submitted(
    deps: SlackDeps, read: Callable[[str], W | None], following: Callable[[str, W, Report], Awaitable[Block]]
) -> Handler:
    """Approve what is ticked in a form of ten, and show the form that follows.

    `read` finds the way in the form's metadata; `following` makes the next form of a person's.
    """

    async def submitted(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        user, way = str(body["user"]["id"]), read(view["private_metadata"])
        ticks = ticks_of(view["state"])
        if way is None:
            await ack(response_action="update", view=notice_modal(UNREADABLE))
            return
        # Ten approvals, and what may have to be written for the next, take longer than Slack waits.
        await ack(response_action="update", view=working_modal(len(ticks.ticked)))
        report = await _approve_all(deps, user, ticks.ticked)
        on = way.on(report.approved, [*ticks.left, *report.refused_ids])
        next_form = await following(user, on, report)
        try:
            await deps.desk.update_view(view["id"], next_form)
        except SlackFault:
            await deps.desk.ephemeral(user, in_words(report))

    return submitted


async def _approve_all(deps: SlackDeps, user: str, ticked: Sequence[Target]) -> Report:
    """One after the other, each by the very same act as its card's own button."""
    approved, refused = 0, dict[str, tuple[str, str]]()
    for one in ticked:
        answer = await deps.approvals.approve(Clicked(user, one.draft_id, one.revision, deps.now()))
        if isinstance(answer, Refused):
            card = await deps.desk.card(one.draft_id)
            refused[one.draft_id] = (words.author(card.mention) if card else "Somebody", answer.why)
            continue
        approved += 1
        await start_work(deps, answer)
        deps.desk.bell.ring()
    deps.homes.acted(user)
    return Report(approved, list(refused.values()), list(refused))


def in_words(report: Report) -> str:
    """What came of a form that was closed before it could say so."""
    told = f"{report.approved} approved, {len(report.refused)} not. The form had been closed meanwhile."
    return told if not report.refused else f"{told} {report.refused[0][1]}"
