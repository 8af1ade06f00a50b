"""One draft with everything real behind its card, but the network, the model and the time."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import count
from typing import TypeVar

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import SQLModel, select

from bot.approval import Approvals
from bot.drafting.library import Library
from bot.errors import LlmUnavailable
from bot.loops import Loop, Loops
from bot.models import Draft
from bot.oncall import OnCall
from bot.sandbox import Sandbox
from bot.sandbox.shapes import Json
from bot.slack.desk import Desk
from bot.slack.handlers import register
from bot.slack.ids import Action, Field, button_value
from bot.slack.receiving import Receiving, SocketReceiver
from bot.slack.sockets import PING_SECONDS
from bot.store.database import Database
from tests.builders import ANN, CHANNEL, Team, plain_check, put_draft
from tests.slack.conftest import slack_deps
from tests.slack.fakes import NotedFlow
from tests.slack.views import labels, shown
from tests.slack.watch import Watch

Row = TypeVar("Row", bound=SQLModel)


@dataclass
class Reader:
    """Implements `ports.Translator`: the post in capitals, or a fault."""

    fault: str | None = None

    async def translate(self, text: str, *, into: str, deadline: float) -> str:
        """As told."""
        if self.fault:
            raise LlmUnavailable(self.fault)
        return f"{into}: {text.upper()}"


@dataclass
class OneDraft:
    """A card in Slack, and the hands of a team."""

    sandbox: Sandbox
    database: Database
    watch: Watch
    desk: Desk
    id: str
    oncall: OnCall
    translator: Reader | None = None
    team: Team = field(default_factory=Team)

    @property
    def card(self) -> Json:
        """As it stands in Slack."""
        return self.sandbox.messages(CHANNEL)[0]

    async def says(self, *told: str, but: str | None = None) -> None:
        """Wait until the card says all this, and not that."""

        def holds() -> bool:
            words = shown(self.card["blocks"]) + "\n".join(labels(self.card["blocks"]))
            return all(one in words for one in told) and (but is None or but not in words)

        await self.sandbox.wait_for(holds)

    async def press(self, user: str, action: str, choice: str | None = None) -> None:
        """Press a button of the card, or choose in its menu."""
        value = None
        if choice is not None:
            draft = await self.row(Draft)
            value = button_value(self.id, draft.revision, choice)
        await self.sandbox.click(user, CHANNEL, self.card["ts"], action, value)

    async def open(self, user: str, action: str, choice: str | None = None) -> Json:
        """The same, and the form that it opens."""
        await self.press(user, action, choice)
        return (await self.sandbox.wait_for(lambda: self.sandbox.views(user)))[-1]

    async def edit(self, user: str = ANN) -> Json:
        """The edit form, open and known to be."""
        return await self.open(user, Action.EDIT)

    async def submit(self, user: str, form: Json, text: str, then: str | None = None) -> None:
        """Fill the edit form and submit it; `then` is another choice than the first."""
        reply = next(one["block_id"] for one in form["blocks"] if one["block_id"].startswith("reply:"))
        values = {reply: text, **({} if then is None else {Field.THEN.value: then})}
        await self.sandbox.submit(user, form["id"], values)

    async def vouch(self, user: str, form: Json) -> None:
        """Tick "I checked", and submit."""
        box = next(one for one in form["blocks"] if one["block_id"].startswith("checked:"))
        ticked = [box["element"]["options"][0]["value"]]
        await self.sandbox.submit(user, form["id"], {box["block_id"]: ticked})

    async def form(self, user: str, holds: Callable[[str], bool]) -> Json:
        """The form on top, once its words are so."""
        views = self.sandbox.views
        await self.sandbox.wait_for(lambda: views(user) and holds(shown(views(user)[-1]["blocks"])))
        return views(user)[-1]

    async def note(self, user: str) -> str:
        """The last thing that only this person was told."""
        notes = await self.sandbox.wait_for(lambda: self.sandbox.ephemerals(user))
        return shown(notes[-1]["blocks"])

    async def rows(self, table: type[Row]) -> list[Row]:
        """Everything in a table."""
        async with self.database.reading() as session:
            return list((await session.exec(select(table))).all())

    async def row(self, table: type[Row]) -> Row:
        """The one row of a table."""
        (found,) = await self.rows(table)
        return found


@asynccontextmanager
async def one_draft(
    sandbox: Sandbox,
    client: AsyncWebClient,
    desk: Desk,
    database: Database,
    watch: Watch,
    library: Library,
    translator: Reader | None = None,
) -> AsyncIterator[OneDraft]:
    """A card with everything behind it, shown as soon as anything changes."""
    numbers, team, flow = count(1), Team(), NotedFlow()
    undo = timedelta(seconds=30)
    approvals = Approvals(database, team, plain_check, CHANNEL, undo, lambda: f"id{next(numbers)}")
    app = AsyncApp(name="test", client=client)
    deps = slack_deps(approvals, desk, flow, database, watch, library)
    register(app, replace(deps, directory=team, translator=translator))
    socket = SocketReceiver(Receiving(app), sandbox.app_token, PING_SECONDS)
    await socket.connect_async()  # type: ignore[no-untyped-call]
    async with database.writing() as session:
        draft_id = (await put_draft(session)).id
    desk_loop = Loop("desk", desk.update_due, 0.1, desk.bell)
    loops = Loops([desk_loop, Loop("posts", desk.post_due, 0.1, desk.posts)])
    loops.start()
    await sandbox.wait_for(lambda: sandbox.connected and sandbox.messages(CHANNEL))
    oncall = OnCall(database, team, flow, CHANNEL, ())
    yield OneDraft(sandbox, database, watch, desk, draft_id, oncall, translator, team)
    await loops.stop()
    await socket.close_async()  # type: ignore[no-untyped-call]
