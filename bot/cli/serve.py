"""`amends serve`: the service, until it is told to stop."""

import asyncio
import gc
import logging
import os
import signal
from contextlib import AsyncExitStack

import click
import uvicorn

from bot.app import running
from bot.app.stopping import cancelled
from bot.cli.check_machine import database_refusal
from bot.cli.check_ports import port_refusals
from bot.cli.first_look import say_what_is_wrong
from bot.errors import SettingsFault
from bot.logs import log_as_json
from bot.settings import Settings, load, serve_faults
from bot.web.listen import PortTaken, listening, settle

log = logging.getLogger("amends")


@click.command("serve")
def command() -> None:
    """Run the service: webhooks, Slack, and everything between."""
    settings = load(needs=serve_faults)
    _look_at_the_machine(settings)
    os.umask(0o077)  # a database that is made now is for its owner alone, like `.env`
    log_as_json(settings)
    runner = asyncio.Runner(loop_factory=uvicorn.Config("", log_config=None).get_loop_factory())
    try:
        with runner:
            runner.run(serve(settings))
    except PortTaken as taken:
        raise SettingsFault([f"{taken} Stop the other program, or set PORT and OPS_PORT."]) from taken


def _look_at_the_machine(settings: Settings) -> None:
    """What would end it at once is told before anything begins. Raises `SettingsFault`."""
    refusal = database_refusal(settings.database_url)
    if faults := [*([refusal] if refusal else []), *port_refusals(settings)]:
        raise SettingsFault(faults)


async def serve(settings: Settings) -> None:
    """Until SIGTERM or SIGINT; then requests end, loops stop, and rows hold the rest."""
    stop = asyncio.Event()
    _on_signals(stop)
    async with AsyncExitStack() as stack:
        gc.disable()  # What a start makes, it keeps.
        service = await stack.enter_async_context(running(settings))
        ops = await stack.enter_async_context(listening(service.ops, settings.ops_host, settings.ops_port))
        port = await stack.enter_async_context(listening(service.public, settings.host, settings.port))
        settle()
        log.info("ready", extra={"url": f"http://{settings.host}:{port}", "ops_port": ops})
        looking = asyncio.create_task(say_what_is_wrong(settings), name="first-look")
        stack.push_async_callback(cancelled, looking)
        await stop.wait()
        log.info("stopping")


def _on_signals(stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        try:
            loop.add_signal_handler(number, stop.set)
        except NotImplementedError:  # Windows has no such handlers
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))
