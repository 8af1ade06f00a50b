"""`amends sources`: which sources are on, how they do, and a test of one from end to end."""

import asyncio
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NoReturn
from urllib.parse import quote

import click
import httpx2

from bot.cli.at_desk import now, open_desk
from bot.cli.main import FAULTY
from bot.outgoing import http_client
from bot.ports import Call, Rehearses, Source
from bot.rehearsals import PREFIX
from bot.settings import Settings, load
from bot.sources import loading
from bot.sources.generic import GenericSender
from bot.store import source_hours
from bot.store.source_hours import Sent

DAY = timedelta(hours=24)
PATIENCE_S = 15.0
SECRET = "<secret>"  # noqa: S105 - what is shown in its place


@dataclass(frozen=True)
class Told:
    """One source that is on."""

    name: str
    url: str
    proof: str
    mode: str
    last: datetime | None
    sent: Sent

    @property
    def failures(self) -> int:
        """Calls that were refused, and items that could not be read."""
        return self.sent.refused + self.sent.quarantined


@click.group("sources", invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for other programs.")
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> None:
    """List where mentions come from and how it does; test one.

    For each source: its address, how its calls prove themselves, its last delivery, and how many deliveries
    and failures there were in the last 24 hours.
    """
    if ctx.invoked_subcommand is None:
        asyncio.run(_list(as_json))


@command.command("test")
@click.argument("name")
@click.option("--url", default=None, help="Where the service listens; this machine's by default.")
def test(name: str, url: str | None) -> None:
    """Send a signed test mention through a source, as its tool would.

    It is listed in Slack as set aside, is never published, and calls nobody.
    """
    settings = load()
    if name not in settings.webhook_secrets:
        _fail(f"{name} is off: WEBHOOK_{name.upper()}_SECRET is not set. To see all: amends sources")
    source = _sender(settings, name)
    if not isinstance(source, Rehearses):
        _fail(f"{name} comes from a plug-in that cannot make a test of its own. Send one from the tool.")
    call = source.rehearse(f"{PREFIX}{secrets.token_hex(6)}", now())
    asyncio.run(_send(call, f"{(url or _local(settings)).rstrip('/')}/webhooks/{name}"))


async def _list(as_json: bool) -> None:
    async with open_desk() as (database, settings), database.reading() as session:
        sent = await source_hours.since(session, now() - DAY)
        last = await source_hours.last(session)
    found = [_told(settings, name, last, sent) for name in settings.webhook_secrets]
    if as_json:
        for one in found:
            click.echo(json.dumps(_object(one)))
        return
    for one in found:
        click.echo(_line(one, now()))
    off = [name for name in loading.known(settings.sources_dir) if name not in settings.webhook_secrets]
    if not found:
        click.echo("No source is on: nothing can come in. Set WEBHOOK_GENERIC_SECRET, or one of these.")
    if off:
        click.echo(f"Off, to be switched on with WEBHOOK_<NAME>_SECRET: {', '.join(off)}")


def _told(settings: Settings, name: str, last: Mapping[str, datetime], sent: Mapping[str, Sent]) -> Told:
    source = _sender(settings, name)
    end = f"/{SECRET}" if source.in_path else ""
    return Told(
        name=name,
        url=f"{str(settings.public_url or _local(settings)).rstrip('/')}/webhooks/{name}{end}",
        proof=source.proof,
        mode=settings.webhook_modes.get(name, "trust"),
        last=last.get(name),
        sent=sent.get(name, Sent()),
    )


def _sender(settings: Settings, name: str) -> Source | GenericSender:
    newest = settings.webhook_secrets[name][0].get_secret_value()
    return loading.source_of(settings, name) or GenericSender(newest)


def _local(settings: Settings) -> str:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{'127.0.0.1' if host in {'0.0.0.0', '[::]'} else host}:{settings.port}"  # noqa: S104


def _line(one: Told, at: datetime) -> str:
    last = f"last {_ago(at - one.last)} ago" if one.last else "nothing yet"
    own = f", {one.sent.own} of your own left out" if one.sent.own else ""
    came, failed = (
        _count(one.sent.deliveries, "delivery", "deliveries"),
        _count(one.failures, "failure", "failures"),
    )
    counts = f"{came} and {failed} in 24 h{own}"
    return f"{one.name:12} {one.url}\n{'':12} {one.proof}; {one.mode}; {last}; {counts}"


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _ago(span: timedelta) -> str:
    minutes = max(0, int(span.total_seconds() // 60))
    if minutes < 120:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // (24 * 60)} days"


def _object(one: Told) -> dict[str, object]:
    return {
        "name": one.name,
        "url": one.url,
        "proof": one.proof,
        "mode": one.mode,
        "last_delivery": one.last.isoformat() if one.last else None,
        "deliveries_24h": one.sent.deliveries,
        "mentions_24h": one.sent.mentions,
        "refused_24h": one.sent.refused,
        "quarantined_24h": one.sent.quarantined,
        "own_24h": one.sent.own,
    }


async def _send(call: Call, address: str) -> None:
    """Send it and say what came back. The address is told without the secret at its end."""
    end = f"/{quote(call.path_secret.decode(), safe='')}" if call.path_secret else ""
    headers = [(b"content-type", b"application/json"), *call.headers]
    try:
        async with http_client(timeout=PATIENCE_S) as client:
            answer = await client.post(address + end, content=call.body, headers=headers)
    except (httpx2.TransportError, httpx2.InvalidURL) as fault:
        _fail(f"Nobody answers at {address} ({fault.__class__.__name__}). Is `amends serve` running there?")
    click.echo(f"{address} answered {answer.status_code}: {answer.text[:300]}")
    _judge(answer)


def _judge(answer: httpx2.Response) -> None:
    told = answer.json() if answer.headers.get("content-type", "").startswith("application/json") else {}
    if answer.status_code not in {200, 202, 429} or told.get("accepted") != 1:
        _fail("The test did not get through.")
    click.echo("The test got through. It stands in Slack under what was set aside, and is never published.")


def _fail(words: str) -> NoReturn:
    click.echo(words, err=True)
    raise click.exceptions.Exit(FAULTY)
