"""Builds each part once, and puts what must be closed on a stack."""

import asyncio
import secrets
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic

from aiohttp import ClientSession
from dbos import DBOS
from fastapi import FastAPI
from prometheus_client import CollectorRegistry
from slack_sdk.web.async_client import AsyncWebClient
from starlette.types import ASGIApp

from bot import audit
from bot.app.advocates import advocates_of
from bot.app.auditing import auditor_of
from bot.app.clicking import clicking
from bot.app.clock import new_id
from bot.app.glue import initials, plain
from bot.app.learning import learning_loops
from bot.app.llm_metrics import LlmMetrics
from bot.app.parts import Parts
from bot.app.phoning import directory_of, oncall_of, pagerduty_door, phones_of
from bot.app.polling import polling_loops
from bot.app.slack_door import slack_door
from bot.app.stopping import cancelled, stop_work
from bot.app.turning import beside, turning
from bot.drafting.facts import Facts
from bot.drafting.shelf import Shelf
from bot.drafting.spending import HourlyMeter
from bot.drafting.writing import Drafting
from bot.errors import NotDurable
from bot.flow import DurableFlow, dbos_config
from bot.granting import Granting
from bot.intake.journal import Journal
from bot.intake.silence import Silences
from bot.intake.tally import Tally
from bot.llm.prompts import Prompts
from bot.llm.prompts import seeds as prompt_seeds
from bot.llm.writer import OpenAiWriter
from bot.loops import Bell, Loop, Loops, Peal
from bot.oncall import Opening, Summoning
from bot.oncall.auditing import Auditor
from bot.outgoing import http_client
from bot.pausing import Pausing
from bot.platforms.publishers import publishers
from bot.platforms.registry import Registry
from bot.platforms.webhook_out import WebhookPublisher
from bot.ports import Now, Writer
from bot.publishing import Publishing
from bot.settings import Settings
from bot.slack.deps import SlackDeps
from bot.slack.desk import Desk
from bot.slack.directory import SlackDirectory
from bot.slack.reading import Ways
from bot.sources import loading
from bot.store import queues
from bot.store.database import Database
from bot.web.ops import OpsDeps, build_ops
from bot.web.public import PublicDeps, build_public

SOURCES_SECONDS = 5.0
"""How late the shell may see what a source sent."""


@dataclass(frozen=True)
class Service:
    """A running Amends: its two HTTP applications and its parts."""

    public: ASGIApp
    ops: FastAPI
    database: Database
    loops: Loops
    clicks: SlackDeps
    """What people's clicks reach, for whoever runs this service and acts in it as one of them."""


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
        parts = await self._parts()
        database, directory, channel = parts.database, parts.directory, self.settings.slack_channel
        line = await self.stack.enter_async_context(http_client())
        phones = phones_of(self.settings, line, self.now)
        oncall = oncall_of(self.settings, database, directory, parts.flow, parts.shelf, frozenset(phones))
        brake = Pausing(database, directory, channel, new_id)
        people = Granting(database, directory, channel, new_id, directory.zone)
        silences = Silences(database, self.settings.webhook_secrets, channel)
        advocates, linking = await advocates_of(
            database, directory, parts.shelf, self.settings.brand, self.now()
        )
        endings = [brake.end_over, people.end_over, silences.look, linking.look]
        loops = turning(parts, oncall, endings, self.drafting_bell, self.settled_after)
        tally = self._tally(database, loops)
        journal = await self._journal(database, loops)
        loops.loops += await polling_loops(self.settings, self.stack, database, journal, self.now)
        loops.loops += learning_loops(parts.publishers.networks, self.now)
        slack = clicking(parts, journal, brake, people, advocates)
        loops.loops += beside(parts, slack, Summoning(database, phones, channel))
        handler = await slack_door(self.settings, self.stack, parts.client, slack)
        heard = pagerduty_door(self.settings, database, self.now)
        sources = loading.gates(self.settings)
        public = build_public(PublicDeps(sources, journal, self.now, self.registry, handler, heard, tally))
        auditor = await self._auditor(parts, loops, journal)
        loops.start()
        self.stack.push_async_callback(loops.stop)
        return Service(public, self._ops(database, journal, parts.meter, auditor), database, loops, slack)

    async def _parts(self) -> Parts:
        """What nearly everything is built from; its workflows run."""
        database = await self._database()
        client = await self._slack_client()
        publishers = await self._publishers()
        shelf = await Shelf.open(database)
        directory = directory_of(self.settings, client, self.now, database, shelf)
        facts = self._facts(database, directory, shelf)
        await self._seeded(shelf, facts)
        meter = HourlyMeter(database, lambda: shelf.library.policy.cap, self.now)
        writer = self._writer(meter)
        drafting = self._drafting(database, shelf, publishers, directory, writer)
        publishing = Publishing(
            database, publishers, directory, self.settings.slack_channel, self.now, self.settled_after
        )
        desk = self._desk(client, database, publishers, shelf)
        flow = self._flow(database, drafting, publishing, Peal(desk.bell, self.drafting_bell))
        return Parts(
            settings=self.settings,
            now=self.now,
            database=database,
            client=client,
            directory=directory,
            publishers=publishers,
            shelf=shelf,
            facts=facts,
            meter=meter,
            writer=writer,
            drafting=drafting,
            desk=desk,
            flow=flow,
        )

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
        client = await self.stack.enter_async_context(http_client())
        undo, limits = timedelta(seconds=self.settings.undo_seconds), self.settings.reply_limits
        networks = publishers(self.settings, client, self.now, undo)
        url, secret = self.settings.publish_webhook_url, self.settings.publish_webhook_secret
        if url is None or secret is None:
            return Registry(networks=networks, limits=limits)
        webhook = WebhookPublisher(url, secret.get_secret_value(), client, self.now, undo, limits=limits)
        return Registry(webhook, self.settings.publish_webhook_platforms, networks, limits)

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

    async def _auditor(self, parts: Parts, loops: Loops, journal: Journal) -> Auditor:
        def ages() -> dict[str, float]:
            return loops.ages() | {"intake": monotonic() - journal.last_turn}

        return await auditor_of(
            self.settings, self.stack, parts.database, loops, ages, parts.client, self.now
        )

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
