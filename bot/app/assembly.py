"""Builds each part once, and puts what must be closed on a stack."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic

import httpx2
from aiohttp import ClientSession
from dbos import DBOS
from fastapi import FastAPI
from prometheus_client import CollectorRegistry
from slack_sdk.web.async_client import AsyncWebClient
from starlette.types import ASGIApp

from bot import audit, followup
from bot.app.auditing import auditor_of
from bot.app.clock import new_id
from bot.app.glue import checker, initials, model_state, plain, signer, then_ring
from bot.app.llm_metrics import LlmMetrics
from bot.app.phoning import directory_of, duty_of, oncall_ids, oncall_of, pagerduty_door, phones_of
from bot.app.polling import polling_loops
from bot.app.slack_door import slack_door
from bot.app.stopping import cancelled, stop_work
from bot.approval import Approvals
from bot.drafting.facts import Facts
from bot.drafting.grouped_replies import GroupedReplies
from bot.drafting.shelf import Shelf
from bot.drafting.spending import HourlyMeter
from bot.drafting.stances import Stances
from bot.drafting.template_desk import TemplateDesk
from bot.drafting.tuning import Tuning
from bot.drafting.writing import Drafting
from bot.errors import NotDurable
from bot.flow import DurableFlow, dbos_config
from bot.granting import Granting
from bot.incidents import IncidentActs, IncidentGrouping
from bot.incidents.calling import call_for_silent
from bot.incidents.showing import show_due
from bot.intake.journal import Journal
from bot.intake.silence import Silences
from bot.intake.tally import Tally
from bot.llm.prompts import Prompts
from bot.llm.prompts import seeds as prompt_seeds
from bot.llm.writer import OpenAiWriter
from bot.loops import Bell, Loop, Loops, Peal
from bot.oncall import OnCall, Opening, Summoning
from bot.oncall.auditing import Auditor
from bot.pausing import Pausing
from bot.platforms.publishers import publishers
from bot.platforms.registry import Registry
from bot.platforms.webhook_out import WebhookPublisher
from bot.ports import Now, Writer
from bot.publishing import Publishing
from bot.rounds import ClockRound, DraftRound
from bot.settings import Settings
from bot.slack import home_tab
from bot.slack.deps import SlackDeps
from bot.slack.desk import Desk
from bot.slack.directory import SlackDirectory
from bot.slack.reading import Ways
from bot.sources import loading
from bot.store import queues
from bot.store.database import Database
from bot.triage.batch import Triage
from bot.triage.judging import Judge
from bot.web.ops import OpsDeps, build_ops
from bot.web.public import PublicDeps, build_public

TICK_SECONDS = 1.0
DESK_SECONDS = 0.25
"""How soon the desk sees that Slack has room for the next post."""
HOME_SECONDS = 5.0
"""How soon those who look at their Home see what others did; their own acts ring a bell."""
SOURCES_SECONDS = 5.0
"""How late the shell may see what a source sent."""
CALM_DESK_SECONDS = 1.0
CALM_SECONDS = 2.0
"""Between sweeps when nothing happens. Work is announced by a bell; a sweep finds what a crash or another
process left."""


@dataclass(frozen=True)
class Service:
    """A running Amends: its two HTTP applications and its parts."""

    public: ASGIApp
    ops: FastAPI
    database: Database
    loops: Loops


@dataclass
class Assembly:
    """Builds each part once; what must be closed is put on the stack."""

    settings: Settings
    stack: AsyncExitStack
    now: Now
    settled_after: timedelta
    drafting_bell: Bell = field(default_factory=Bell)
    registry: CollectorRegistry = field(default_factory=CollectorRegistry)

    async def service(self) -> Service:
        """Everything, running."""
        database = await self._database()
        client = await self._slack_client()
        publishers = await self._publishers()
        shelf = await Shelf.open(database)
        directory = directory_of(self.settings, client, self.now, database, shelf)
        facts = self._facts(database, directory, shelf)
        await self._seeded(shelf, facts)
        writer = self._writer(meter := HourlyMeter(database, lambda: shelf.library.policy.cap, self.now))
        drafting = self._drafting(database, shelf, publishers, directory, writer)
        channel = self.settings.slack_channel
        publishing = Publishing(database, publishers, directory, channel, self.now, self.settled_after)
        desk = self._desk(client, database, publishers, shelf)
        flow = self._flow(database, drafting, publishing, Peal(desk.bell, self.drafting_bell))
        phones = await phones_of(self.settings, self.stack, self.now)
        oncall = oncall_of(self.settings, database, directory, flow, shelf, frozenset(phones))
        summoning = Summoning(database, phones, channel)
        brake = Pausing(database, directory, channel, new_id)
        people = Granting(database, directory, channel, new_id, directory.zone)
        silences = Silences(database, self.settings.webhook_secrets, channel)
        endings = [brake.end_over, people.end_over, silences.look]
        loops = self._loops(database, flow, desk, oncall, facts, endings, shelf)
        tally = self._tally(database, loops)
        journal = await self._journal(database, loops)
        loops.loops += await polling_loops(self.settings, self.stack, database, journal, self.now)
        approvals = self._approvals(database, directory, drafting)
        templates = TemplateDesk(database, directory, shelf, channel, self.settings.brand)
        slack = SlackDeps(
            approvals=approvals,
            desk=desk,
            directory=directory,
            flow=flow,
            database=database,
            now=self.now,
            followup=followup.Followup(database, directory),
            facts=facts,
            brake=brake,
            templates=templates,
            people=people,
            tuning=Tuning(database, shelf, templates),
            incidents=IncidentActs(database, directory, new_id),
            stances=Stances(drafting, directory, new_id),
            replies=GroupedReplies(drafting),
            duty=duty_of(self.settings, database, directory, shelf),
            translator=writer,
            model=model_state(drafting.writer),
        )
        loops.loops += [
            Loop("homes", lambda: home_tab.refresh(slack), HOME_SECONDS, slack.homes.bell),
            Loop("calls", lambda: summoning.round(self.now()), TICK_SECONDS),
        ]
        handler = await slack_door(self.settings, self.stack, client, slack)
        sources = loading.gates(self.settings)
        heard = pagerduty_door(self.settings, database, self.now)
        public = build_public(PublicDeps(sources, journal, self.now, self.registry, handler, heard, tally))
        auditor = await self._auditor(database, client, journal, loops)
        loops.start()
        self.stack.push_async_callback(loops.stop)
        return Service(public, self._ops(database, journal, meter, auditor), database, loops)

    async def _auditor(
        self, database: Database, client: AsyncWebClient, journal: Journal, loops: Loops
    ) -> Auditor:
        def ages() -> dict[str, float]:
            return loops.ages() | {"intake": monotonic() - journal.last_turn}

        return await auditor_of(self.settings, self.stack, database, loops, ages, client, self.now)

    async def _database(self) -> Database:
        database = Database(self.settings.database_url)
        self.stack.push_async_callback(database.close)
        await database.migrate()
        async with database.writing() as session:
            await audit.salt(session, secrets.token_bytes(audit.SALT_BYTES))
        return database

    async def _slack_client(self) -> AsyncWebClient:
        session = await self.stack.enter_async_context(ClientSession())
        return AsyncWebClient(
            token=plain(self.settings.slack_bot_token), base_url=self.settings.slack_api_url, session=session
        )

    async def _publishers(self) -> Registry:
        client = await self.stack.enter_async_context(httpx2.AsyncClient(follow_redirects=False))
        undo = timedelta(seconds=self.settings.undo_seconds)
        networks = publishers(self.settings, client, self.now, undo)
        url, secret = self.settings.publish_webhook_url, self.settings.publish_webhook_secret
        if url is None or secret is None:
            return Registry(networks=networks)
        webhook = WebhookPublisher(url, secret.get_secret_value(), client, self.now, undo)
        return Registry(webhook, self.settings.publish_webhook_platforms, networks)

    def _drafting(
        self,
        database: Database,
        shelf: Shelf,
        publishers: Registry,
        directory: SlackDirectory,
        writer: Writer | None,
    ) -> Drafting:
        return Drafting(
            database=database,
            shelf=shelf,
            publishers=publishers,
            writer=writer,
            open_clocks=Opening(lambda: shelf.library.policy.oncall),
            channel=self.settings.slack_channel,
            brand=self.settings.brand,
            now=self.now,
            initials=initials(directory),
        )

    def _facts(self, database: Database, directory: SlackDirectory, shelf: Shelf) -> Facts:
        return Facts(
            database=database,
            directory=directory,
            shelf=shelf,
            channel=self.settings.slack_channel,
            default=self.settings.brand,
            new_id=new_id,
        )

    async def _seeded(self, shelf: Shelf, facts: Facts) -> None:
        """What brand files start with is taken in, now and whenever another file came into force."""

        async def seed() -> None:
            await facts.seed(self.now())

        await seed()
        shelf.then.append(seed)

    def _writer(self, meter: HourlyMeter) -> OpenAiWriter | None:
        key = self.settings.openai_api_key
        if key is None:
            return None
        writer = OpenAiWriter(
            key.get_secret_value(),
            self.settings.openai_base_url,
            self.settings.openai_model,
            Prompts.load(prompt_seeds()),
            now=self.now,
            meter=meter,
        )
        self.registry.register(LlmMetrics(writer, meter))
        self.stack.push_async_callback(writer.close)
        return writer

    def _flow(
        self, database: Database, drafting: Drafting, publishing: Publishing, done: Peal
    ) -> DurableFlow:
        DBOS(config=dbos_config(database))
        flow = DurableFlow(database, drafting, publishing, done)
        DBOS.launch()
        self.stack.push_async_callback(stop_work, flow)
        return flow

    def _desk(self, client: AsyncWebClient, database: Database, publishers: Registry, shelf: Shelf) -> Desk:
        return Desk(
            client,
            database,
            publishers,
            brand_name=lambda brand: shelf.library.brand(brand or self.settings.brand).name,
            channel=self.settings.slack_channel,
            now=self.now,
            ways=Ways(
                careful=self.settings.slack_legal or self.settings.slack_managers,
                has_ai=self.settings.openai_api_key is not None,
            ),
        )

    def _approvals(self, database: Database, directory: SlackDirectory, drafting: Drafting) -> Approvals:
        return Approvals(
            database=database,
            directory=directory,
            check=checker(drafting),
            channel=self.settings.slack_channel,
            undo_window=timedelta(seconds=self.settings.undo_seconds),
            new_id=new_id,
            initials=initials(directory),
            sign=signer(drafting),
            commit=followup.commit,
            four_eyes=lambda: drafting.library.policy.four_eyes,
            open_clocks=Opening(lambda: drafting.library.policy.oncall),
            lease=lambda: drafting.library.policy.oncall.lease,
            due_at=lambda came, severity, on: drafting.library.policy.due_at(came, severity, on),
        )

    def _loops(
        self,
        database: Database,
        flow: DurableFlow,
        desk: Desk,
        oncall: OnCall,
        facts: Facts,
        endings: Sequence[Callable[[datetime], Awaitable[int]]],
        shelf: Shelf,
    ) -> Loops:
        """What turns for ever; each rings the bells of those that have work after it."""
        grouping = IncidentGrouping(
            database, self.settings.brand, new_id, alpha=lambda: shelf.library.policy.spike_alpha
        )
        triage = Triage(
            database,
            Judge(),
            self.settings.slack_channel,
            self.now,
            self.settings.modes,
            grouping=grouping,
        )
        starting = DraftRound(database, flow, self.now)
        drafting = Loop("drafting", starting, TICK_SECONDS, self.drafting_bell, calm_interval=CALM_SECONDS)
        judging = then_ring(triage.round, drafting.bell, desk.bell)

        async def expire(now: datetime) -> int:
            over = [await end(now) for end in (*endings, grouping.look)]
            ids = await oncall_ids(self.settings, database, shelf, now)
            called = await call_for_silent(database, ids, now)
            return sum([await facts.report_expired(now), called, *over])

        async def show_incidents() -> int:
            ids = await oncall_ids(self.settings, database, shelf, self.now())
            return await show_due(database, self.settings.slack_channel, self.now(), ids)

        clocks = ClockRound(database, oncall, flow, self.now, self.settled_after, expire=expire)
        return Loops(
            [
                Loop("triage", judging, TICK_SECONDS, calm_interval=CALM_SECONDS),
                drafting,
                # Apart, so that a click is never answered late because a post takes long.
                Loop("desk", desk.update_due, DESK_SECONDS, desk.bell, calm_interval=CALM_DESK_SECONDS),
                Loop("posts", desk.post_due, DESK_SECONDS, desk.posts, calm_interval=CALM_DESK_SECONDS),
                Loop("incident cards", then_ring(show_incidents, desk.bell), TICK_SECONDS),
                Loop("templates", shelf.refresh, TICK_SECONDS, calm_interval=CALM_SECONDS),
                Loop("clocks", then_ring(clocks, desk.bell), TICK_SECONDS),
            ]
        )

    async def _journal(self, database: Database, loops: Loops) -> Journal:
        bell = loops.named("triage").bell
        journal = Journal(database, self.now, new_id, bell=bell, channel=self.settings.slack_channel)
        task = asyncio.create_task(journal.run(), name="journal")
        self.stack.push_async_callback(cancelled, task)
        return journal

    def _tally(self, database: Database, loops: Loops) -> Tally:
        """Counts what sources send; written down now and then, and once more at a stop."""
        tally = Tally()

        async def write() -> int:
            await tally.write(database)
            return 0

        async def write_last() -> None:
            with suppress(NotDurable):  # numbers, and nobody is left to try again
                await write()

        loops.loops.append(Loop("sources", write, SOURCES_SECONDS))
        self.stack.push_async_callback(write_last)
        return tally

    def _ops(self, database: Database, journal: Journal, meter: HourlyMeter, auditor: Auditor) -> FastAPI:
        async def lengths() -> dict[str, float]:
            async with database.reading() as session:
                return {"intake": float(journal.waiting)} | await queues.lengths(session)

        return build_ops(
            OpsDeps(
                ages=auditor.ages,
                checks={"store": database.is_up, "slack": auditor.slack_answers},
                registry=self.registry,
                lengths=lengths,
                findings=lambda: auditor.findings,
                refresh=meter.refusal,
            )
        )
