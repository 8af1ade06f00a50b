"""Kinds of values a setting may have, each refused in plain words that never hold a secret."""

import base64
import binascii
import json
import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr

PLAIN_SECRET_MIN_CHARS = 16
SIGNING_KEY_BYTES = range(24, 65)
"""What Standard Webhooks allows
(https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md)."""

SIGNED = "whsec_"
DATABASES = ("sqlite", "postgresql", "postgres")

_ID = re.compile(r"[UWS][A-Z0-9]{2,20}")
_CHANNEL = re.compile(r"[CG][A-Z0-9]{2,20}")
_PACKAGE = re.compile(r"[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z0-9_]+)+")
_DRIVER = re.compile(r"(\w+)(?:\+\w+)?://.*")


def _ids(value: object) -> object:
    if not isinstance(value, str):
        return value
    ids = tuple(part.strip() for part in value.split(",") if part.strip())
    wrong = [one for one in ids if not _ID.fullmatch(one)]
    if wrong:
        raise ValueError(
            f"{', '.join(wrong)} is not a Slack user or user-group id (they look like U0123ABCD or S0123ABCD)"
        )
    return ids


def _names(value: object) -> object:
    if not isinstance(value, str):
        return value
    return tuple(part.strip().lower() for part in value.split(",") if part.strip())


def _counts(value: object) -> object:
    if not isinstance(value, str):
        return value
    pairs = [part.partition("=") for part in value.split(",") if part.strip()]
    if not all(name.strip() and count.strip().isdecimal() for name, _, count in pairs):
        raise ValueError("must be names with numbers, such as instagram=2200,facebook=8000")
    return {name.strip().lower(): int(count) for name, _, count in pairs}


def _channel(value: str) -> str:
    if value and not _CHANNEL.fullmatch(value):
        raise ValueError(f"{value!r} is not a channel id (it looks like C0123ABCD, not #name)")
    return value


def _web_address(value: str) -> str:
    try:
        parts = urlsplit(value)
        good = parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r"\s", value)
    except ValueError:
        good = False
    if not good:
        raise ValueError("must be a web address that starts with https:// (or http://)")
    return value


def _database(value: str) -> str:
    scheme = _DRIVER.fullmatch(value)
    if scheme is None or scheme.group(1) not in DATABASES:
        raise ValueError("must start with sqlite:/// or postgresql://")
    return value


def _bot_token(value: SecretStr) -> SecretStr:
    token = value.get_secret_value()
    if token.startswith("xapp-"):
        raise ValueError("this is an app-level token (xapp-…); the bot token starts with xoxb-")
    if token.startswith("xoxp-"):
        raise ValueError("this is a user token (xoxp-…); the bot token starts with xoxb-")
    if not token.startswith("xoxb-"):
        raise ValueError("this is no bot token; it starts with xoxb- and stands under OAuth & Permissions")
    return value


def _app_token(value: SecretStr) -> SecretStr:
    if value.get_secret_value().startswith("xoxb-"):
        raise ValueError("this is a bot token (xoxb-…); the app-level token starts with xapp-")
    if not value.get_secret_value().startswith("xapp-"):
        raise ValueError(
            "this is no app-level token; it starts with xapp- and stands under Basic Information"
        )
    return value


def _signed_secret(value: SecretStr) -> SecretStr:
    if not value.get_secret_value().startswith(SIGNED):
        raise ValueError(f"must start with {SIGNED}: the calls are signed with the key that follows it")
    return _webhook_secret(value)


def _webhook_secret(value: SecretStr) -> SecretStr:
    """A `whsec_…` signing secret, or a plain one to be sent as a password."""
    secret = value.get_secret_value()
    if secret.startswith(SIGNED):
        _check_signing_key(secret.removeprefix(SIGNED))
    elif len(secret) < PLAIN_SECRET_MIN_CHARS:
        raise ValueError(f"too short to be safe: at least {PLAIN_SECRET_MIN_CHARS} characters")
    return value


def _check_signing_key(encoded: str) -> None:
    try:
        key = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise ValueError(f"what follows {SIGNED} is not base64; copy the whole secret") from None
    if len(key) not in SIGNING_KEY_BYTES:
        least, most = SIGNING_KEY_BYTES[0], SIGNING_KEY_BYTES[-1]
        raise ValueError(f"the key holds {len(key)} bytes; {least} to {most} are allowed")


def _service_account(value: SecretStr) -> SecretStr:
    try:
        told = json.loads(value.get_secret_value())
    except (ValueError, RecursionError):
        told = None
    needed = ("client_email", "private_key", "token_uri")
    if not isinstance(told, dict) or not all(isinstance(told.get(name), str) for name in needed):
        raise ValueError("must be the JSON key of a Google service account, as it was downloaded")
    return value


def _mode(value: str) -> str:
    if value not in {"trust", "judge"}:
        raise ValueError(f"must be trust or judge, not {value!r}")
    return value


def _addressed(value: str) -> str:
    if value not in {"summoned", "everybody"}:
        raise ValueError(f"must be summoned or everybody, not {value!r}")
    return value


def _package(value: str) -> str:
    if value and not _PACKAGE.fullmatch(value):
        raise ValueError("must be an app's package name, such as com.example.app")
    return value


Ids = Annotated[tuple[str, ...], BeforeValidator(_ids)]
"""Slack users and user groups, comma-separated in the environment."""
Names = Annotated[tuple[str, ...], BeforeValidator(_names)]
"""Plain names, comma-separated in the environment."""
Counts = Annotated[dict[str, Annotated[int, Field(ge=1, le=1_000_000)]], BeforeValidator(_counts)]
"""Names with numbers, `name=1,other=2` in the environment."""
ChannelId = Annotated[str, AfterValidator(_channel)]
Port = Annotated[int, Field(ge=0, le=65535)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
DatabaseUrl = Annotated[str, AfterValidator(_database)]
Secret = SecretStr | None
BotToken = Annotated[SecretStr, AfterValidator(_bot_token)] | None
AppToken = Annotated[SecretStr, AfterValidator(_app_token)] | None
SignedSecret = Annotated[SecretStr, AfterValidator(_signed_secret)] | None
"""A `whsec_…` secret: base64 of 24 to 64 bytes."""
WebhookSecret = Annotated[SecretStr, AfterValidator(_webhook_secret)]
"""A `whsec_…` secret, or a plain one of 16 characters or more."""
ServiceAccountKey = Annotated[SecretStr, AfterValidator(_service_account)] | None
"""The JSON of a Google service account's key."""
PackageName = Annotated[str, AfterValidator(_package)]
Seconds = Annotated[int, Field(ge=5, le=86_400)]
"""How often a network is asked."""
Mode = Annotated[str, AfterValidator(_mode)]
"""`trust`: what comes is negative; `judge`: everything comes, and complaints are picked out."""
Addressed = Annotated[str, AfterValidator(_addressed)]
"""Whom a network lets us answer: `summoned`, those who addressed us; `everybody`, on exempt plans."""
