"""A crisis in a pretend Slack: its board, its forms, and what people press there."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlmodel import select

from bot.crisis.watching import Watch as CrisisWatch
from bot.models import AuditEntry, Crisis, CrisisAction, CrisisEffect, CrisisState, CrisisStatement, Incident
from bot.oncall import OnCall
from bot.sandbox.shapes import Json
from bot.slack import crisis_words
from bot.slack.ids import Action, Field, IncidentMore, button_value
from bot.store import crises, crisis_board, slack_messages
from tests.builders import ANN, CHANNEL, COLE, SAM
from tests.slack.line import Line
from tests.slack.many import card_of
from tests.slack.views import shown
from tests.slack.watch import Watch

PACE_SECONDS = 1.2
"""Between two posts in one channel."""
MOST_LOOKS = 700
"""One every 20 ms, on a machine that may have other things to do."""
USUAL = tuple(one for one in CrisisEffect if one in crisis_words.TICKED)


@dataclass
class Room:
    """The desk's line, seen from a crisis of the incident `i1`."""

    line: Line
    watch: Watch
    oncall: tuple[str, ...] = (COLE,)
    made: list[str] = field(default_factory=list)

    def allow(self, *users: str) -> None:
        """These are the approvers, for whoever asks."""
        for directory in (self.line.deps.directory, self.line.approvals.directory):
            directory.approvers = set(users)  # type: ignore[attr-defined]

    async def look(self) -> int:
        """One turn of what a machine does about crises."""
        return await CrisisWatch(self.line.database, self._new_id, self.oncall).look(self.line.deps.now())

    async def fire(self) -> int:
        """Fire what is due."""
        line = self.line
        calls = OnCall(line.database, line.deps.directory, line.flow, CHANNEL, self.oncall)
        return await calls.fire_due(line.deps.now())

    def later(self, **span: float) -> None:
        """Time goes by."""
        self.watch.turn(timedelta(**span).total_seconds())

    async def render(self) -> None:
        """Bring all to Slack, at the pace that Slack allows."""
        while await self.line.desk.render_due():
            self.watch.turn(PACE_SECONDS)

    async def start(
        self, user: str = ANN, effects: tuple[CrisisEffect, ...] = USUAL, hours: str = "2"
    ) -> Crisis:
        """From the incident's menu: tick, send, and wait until it runs."""
        form = await self.menu(user)
        chosen: dict[str, Any] = {Field.EFFECTS: [one.value for one in effects], Field.HOURS: hours}
        assert not await self.line.sandbox.submit(user, form["id"], chosen)
        await self.line.sandbox.wait_for(lambda: not self.line.sandbox.views(user))
        return await self.crisis()

    async def menu(self, user: str = ANN) -> Json:
        """ "It is a crisis…", and the form that opens."""
        await self.render()
        value = button_value("i1", 1, IncidentMore.CRISIS.value)
        ts = await card_of(self.line.database)
        await self.line.sandbox.click(user, CHANNEL, ts, Action.INCIDENT_MORE.value, value)
        return (await self.line.sandbox.wait_for(lambda: self.line.sandbox.views(user)))[-1]

    async def press(self, action: Action, user: str = ANN, value: str | None = None) -> None:
        """A button of the board."""
        await self.render()
        await self.line.sandbox.click(user, CHANNEL, await self.ts(), action.value, value)

    async def form(self, action: Action, user: str = ANN, value: str | None = None) -> Json:
        """A button of the board, and the form that it opens."""
        for old in self.line.sandbox.views(user):
            await self.line.sandbox.close_view(user, old["id"])
        await self.press(action, user, value)
        return (await self.line.sandbox.wait_for(lambda: self.line.sandbox.views(user)))[-1]

    async def send(self, form: Json, typed: dict[Any, Any], user: str = ANN) -> None:
        """Send a form, and wait until it is closed."""
        assert not await self.line.sandbox.submit(user, form["id"], typed)
        await self.line.sandbox.wait_for(lambda: not self.line.sandbox.views(user))

    async def approve(self, user: str = SAM) -> None:
        """The button of the statement in the war room."""
        await self.render()
        crisis = await self.crisis()
        row = await self._row(f"statement:{crisis.id}")
        await self.line.sandbox.click(user, CHANNEL, row, Action.CRISIS_APPROVE.value)

    async def ts(self) -> str:
        """Where the board stands."""
        return await self._row(crisis_board.row_id((await self.crisis()).id))

    async def board(self) -> str:
        """What it says, brought up to date."""
        await self.render()
        return shown(self.line.sandbox.message(CHANNEL, await self.ts())["blocks"])

    async def card(self) -> str:
        """What the incident's card says."""
        await self.render()
        return shown(self.line.sandbox.message(CHANNEL, await card_of(self.line.database))["blocks"])

    async def thread(self) -> str:
        """What is said in the war room."""
        await self.render()
        return shown([one["blocks"] for one in self.line.sandbox.thread(CHANNEL, await self.ts())])

    async def says(self, words: str) -> str:
        """What is said in the war room, once it holds these words: a press is answered before it acts."""
        for _ in range(MOST_LOOKS):
            if words in (said := await self.thread()):
                return said
            await asyncio.sleep(0.02)
        raise AssertionError(f"{words!r} is not said: {said}")

    async def crisis(self) -> Crisis:
        """As it stands."""
        async with self.line.database.reading() as session:
            found = await crises.of_incident(session, "i1")
        assert found is not None
        return found

    async def incident(self) -> Incident:
        """The same of the incident."""
        async with self.line.database.reading() as session:
            return await session.get_one(Incident, "i1")

    async def statement(self) -> CrisisStatement:
        """The newest."""
        async with self.line.database.reading() as session:
            return (await crises.statements(session, (await self.crisis()).id))[0]

    async def action(self) -> CrisisAction:
        """The only one."""
        async with self.line.database.reading() as session:
            (one,) = await crises.actions(session, (await self.crisis()).id)
        return one

    async def recorded(self) -> list[str]:
        """What the record of the incident holds."""
        async with self.line.database.reading() as session:
            found = select(AuditEntry.kind).where(AuditEntry.chain == "i1")
            return list((await session.exec(found)).all())

    async def until(self, state: CrisisState) -> Crisis:
        """Wait until it stands so: forms are closed before their acts are seen here."""
        for _ in range(MOST_LOOKS):
            crisis = await self.crisis()
            if crisis.state == state:
                return crisis
            await asyncio.sleep(0.02)
        raise AssertionError(f"{crisis} is not {state}")

    async def _row(self, id: str) -> str:
        async with self.line.database.reading() as session:
            row = await slack_messages.get(session, id)
        assert row is not None, id
        return str(row.ts)

    def _new_id(self) -> str:
        self.made.append(f"proposed-{len(self.made)}")
        return self.made[-1]
