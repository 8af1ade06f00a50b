"""Answering many at once in a pretend Slack: the presses, and what stands after them."""

from typing import Any

from sqlmodel import select

from bot.models import Draft, DraftRevision, Stance
from bot.sandbox.shapes import Json
from bot.slack.grouped_form import GroupWay
from bot.slack.ids import Action
from tests.builders import ANN, CHANNEL
from tests.slack.line import Line
from tests.slack.many import TYPED, card_of


async def press(line: Line, action: Action, user: str = ANN) -> Json:
    """Press a button of the incident's card, and wait for the form."""
    await line.desk.render_due()
    for old in line.sandbox.views(user):
        await line.sandbox.close_view(user, old["id"])
    await line.sandbox.click(user, CHANNEL, await card_of(line.database), action.value)
    return (await line.sandbox.wait_for(lambda: line.sandbox.views(user)))[-1]


async def write_stance(line: Line, user: str = ANN, **typed: Any) -> None:
    """Fill in the form and send it."""
    form = await press(line, Action.INCIDENT_ANSWER, user)
    errors = await line.sandbox.submit(user, form["id"], {**TYPED, **typed})
    assert not errors


async def first_ten(line: Line, user: str = ANN) -> Json:
    """With a stance approved: the first ten replies."""
    await press(line, Action.INCIDENT_ANSWER, user)
    return await line.shows("who wait", user)


def let_approve(line: Line, *users: str) -> None:
    """These are the approvers, for whoever asks."""
    for directory in (line.deps.directory, line.approvals.directory):
        directory.approvers = set(users)  # type: ignore[attr-defined]


def has_more_done(line: Line, before: int) -> bool:
    """Whether the form on top has gone on."""
    return done_in(line.view()) > before


def done_in(form: Json) -> int:
    """How many replies the form says were approved; -1 while it works."""
    way = GroupWay.load(form.get("private_metadata") or "")
    return way.done if way else -1


async def drafts(line: Line) -> list[Draft]:
    async with line.database.reading() as session:
        return list((await session.exec(select(Draft).order_by(Draft.id))).all())


async def texts(line: Line) -> list[str]:
    async with line.database.reading() as session:
        return list((await session.exec(select(DraftRevision.text))).all())


async def stance(line: Line) -> Stance:
    async with line.database.reading() as session:
        found = await session.exec(select(Stance).order_by(Stance.version.desc()))  # type: ignore[attr-defined]
        return found.all()[0]
