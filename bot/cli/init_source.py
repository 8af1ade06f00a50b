"""`amends init`: where complaints come from, to begin with."""

import base64
import secrets

from bot.cli.init_asking import choose, say, step, tell
from bot.cli.lines import ok
from bot.settings import Settings

CHOICES = [
    "A webhook: a program of yours sends them, signed",
    "Nothing yet: people bring them in from Slack (Draft a reply, Paste a complaint)",
]


def source_secret(settings: Settings) -> str:
    """A new secret for the generic webhook; nothing if a source is on already, or none is wanted."""
    step(6, "Where complaints come from")
    on = sorted({*settings.webhook_secrets, *settings.polled})
    if on:
        tell(ok(f"{', '.join(on)}, as before."))
        return ""
    is_none = choose("Which one?", CHOICES)
    say("Listening tools, Zapier, Make, n8n and networks: see Connect a source in the README, at any time.")
    if is_none:
        return ""
    tell(ok("A secret was made for POST /webhooks/generic."))
    return new_secret()


def new_secret() -> str:
    """A key for Standard Webhooks signatures."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()
