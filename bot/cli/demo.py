"""`amends demo`: the real service against a stand-in for Slack, on this machine alone."""

import asyncio
import base64
import secrets
import sys
import tempfile
import webbrowser
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import click
from pydantic import SecretStr

from bot.app import Service, running, utc_now
from bot.cli.demo_bad_day import BadDay
from bot.cli.demo_doors import doors
from bot.cli.demo_feed import Feed
from bot.cli.demo_hands import approve_all
from bot.errors import SettingsFault
from bot.ports import Now
from bot.sandbox.server import Sandbox
from bot.settings import Settings
from bot.slack.manifest import manifest
from bot.web.listen import PortTaken, listening

DEFAULT_PORT = 8765
UNDO_SECONDS = 6
"""Shorter than in life, so that a visitor sees the reply while still looking."""
APPROVERS = ("U0STAFF", "U0ANN", "U0MANA")
"""Three, so that a risky reply needs two of them; everything else is sent by one, alone."""
BY_WEBHOOK = ("x", "bluesky", "mastodon", "facebook", "google_play")
"""What the pretend network answers; the rest is posted by hand, as on the real ones."""


@dataclass(frozen=True)
class Options:
    """How the demo is run."""

    port: int
    headless: bool
    speed: float
    browser: bool


@click.command("demo")
@click.option("--port", default=DEFAULT_PORT, show_default=True, help="Port of the page; 0 picks a free one.")
@click.option("--headless", is_flag=True, help="Approve by script, print what happened, exit 0 or 1.")
@click.option("--speed", default=1.0, show_default=True, help="How fast the day goes by.")
@click.option("--browser/--no-browser", default=True, help="Open the page in your browser.")
@click.option(
    "--gallery",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="OUT.html",
    help="Only write all that people see into one file: every card, form, message and Home.",
)
def command(port: int, headless: bool, speed: float, browser: bool, gallery: Path | None) -> None:
    """Try everything on this machine: no account, no key, no network."""
    if gallery is not None:
        # Imported now: its sample rows are drawn at import, which the demo itself need not wait for.
        from bot.cli.demo_gallery import write_gallery

        write_gallery(gallery)
        return
    options = Options(0 if headless else port, headless, max(speed, 0.1), browser and not headless)
    with tempfile.TemporaryDirectory(prefix="amends-demo-") as folder:
        try:
            sys.exit(asyncio.run(demo(options, Path(folder))))
        except (OSError, PortTaken) as taken:
            said = f"Cannot open port {options.port} ({taken}). Try: amends demo --port 0"
            raise SettingsFault([said]) from taken
        except KeyboardInterrupt:
            click.echo("Stopped. Nothing was kept.")


@dataclass(frozen=True)
class Stage:
    """The pretend Slack, the service that works in it, and the tool that delivers what the public says."""

    sandbox: Sandbox
    service: Service
    feed: Feed
    bad_day: BadDay


async def demo(options: Options, folder: Path) -> int:
    """The whole demo; the exit code."""
    async with staged(folder, options.port, options.speed) as stage:
        _welcome(stage.sandbox, options)
        telling = asyncio.create_task(stage.feed.tell())
        try:
            if not options.headless:
                await asyncio.Event().wait()
            await telling
            return await approve_all(stage.sandbox, stage.feed, stage.service.database)
        finally:
            telling.cancel()


@asynccontextmanager
async def staged(
    folder: Path,
    port: int = 0,
    speed: float = 1.0,
    undo_seconds: int = UNDO_SECONDS,
    now: Now = utc_now,
) -> AsyncIterator[Stage]:
    """The demo's set, before anything happens on it; what it keeps is in `folder`."""
    async with AsyncExitStack() as stack:
        hook_secret, publish_secret = _secret(), _secret()
        sandbox = await stack.enter_async_context(
            Sandbox(
                port=port,
                timeline_secret=publish_secret,
                commands=manifest()["features"]["slash_commands"],
                shortcuts=manifest()["features"]["shortcuts"],
                clock=lambda: now().timestamp(),
            )
        )
        settings = _settings(sandbox, folder, hook_secret, publish_secret, undo_seconds)
        service = await stack.enter_async_context(running(settings, now=now))
        hook_port = await stack.enter_async_context(listening(service.public, "127.0.0.1", 0))
        feed = Feed(f"http://127.0.0.1:{hook_port}", hook_secret, sandbox, speed, now)
        opened = await stack.enter_async_context(doors(sandbox, service.clicks, feed))
        yield Stage(sandbox, service, feed, opened.bad_day)


def _settings(
    sandbox: Sandbox, folder: Path, hook_secret: str, publish_secret: str, undo_seconds: int
) -> Settings:
    return Settings(
        database_url=f"sqlite:///{folder}/demo.db",
        slack_bot_token=SecretStr(sandbox.bot_token),
        slack_app_token=SecretStr(sandbox.app_token),
        slack_api_url=sandbox.api_url,
        slack_channel="C0CARE",
        slack_approvers=APPROVERS,
        slack_managers=("U0MANA",),
        slack_oncall=("S0CALL",),
        brand="harbourline",
        undo_seconds=undo_seconds,
        publish_webhook_url=sandbox.timeline_hook_url,
        publish_webhook_secret=SecretStr(publish_secret),
        publish_webhook_platforms=BY_WEBHOOK,
        webhook_secrets={"generic": (SecretStr(hook_secret),)},
    )


def _secret() -> str:
    return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()


def _welcome(sandbox: Sandbox, options: Options) -> None:
    if options.headless:
        click.echo("Amends demo, by script: a stand-in for Slack, a pretend company, no network.")
        return
    click.echo(f"\n  Amends demo: open {sandbox.url}\n")
    click.echo("  You act as Sam from the support team of Harbourline, a ferry company that does not exist.")
    click.echo("  Read a card, click Approve, and watch the reply appear on the public timeline.")
    click.echo("  Then act as Olive, who has no rights, and click the same button.")
    click.echo("  The tour on top of the page leads on: a bad day, your own brand, complaints of your own.")
    click.echo("\n  This is not Slack, and nothing leaves this machine. Stop with Ctrl-C.\n")
    if options.browser:
        webbrowser.open(sandbox.url)
