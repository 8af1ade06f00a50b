"""`amends init`: where complaints come from, to begin with."""

import base64
import secrets

from bot.cli.init_asking import choose, say, step, tell
from bot.cli.lines import ok
from bot.settings import Settings

CHOICES = [
    "A webhook: a listening tool, Zapier, Make, n8n or a script of yours sends them",
    "Nothing yet: people bring them in from Slack (Draft a reply, Paste a complaint)",
]


def source_secret(settings: Settings) -> str:
    """A new secret for the generic webhook; nothing if a source is on already, or none is wanted."""
    step(6, "Where complaints come from")
    on = sorted({*settings.webhook_secrets, *settings.polled})
    if on:
        tell(ok(f"{', '.join(on)}, as before."))
        return ""
    if choose("Which one?", CHOICES):
        say("Other sources can be switched on at any time: see Connect a source in the README.")
        return ""
    tell(ok("A secret was made for POST /webhooks/generic."))
    return new_secret()


def new_secret() -> str:
    """A key for Standard Webhooks signatures."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()
