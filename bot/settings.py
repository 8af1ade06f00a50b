"""The environment, read once. Nobody else looks at it.

Every fault is told at once, in plain words. A secret `X` may also come from the file named by `X_FILE`.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from dotenv import dotenv_values
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator

from bot.errors import SettingsFault

_WEBHOOK_NAME = re.compile(r"WEBHOOK_([A-Z0-9_]+)_SECRET")
_ID = re.compile(r"[UWSB][A-Z0-9]{2,20}")
_CHANNEL = re.compile(r"[CG][A-Z0-9]{2,20}")

Secret = SecretStr | None


class Settings(BaseModel):
    """All settings, frozen. Field names are the variables' names in lower case."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    database_url: str = "sqlite:///amends.db"
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    ops_host: str = "127.0.0.1"
    ops_port: Annotated[int, Field(ge=0, le=65535)] = 8001

    slack_bot_token: Secret = None
    slack_app_token: Secret = None
    slack_signing_secret: Secret = None
    slack_api_url: str = "https://slack.com/api/"
    slack_channel: str = ""
    slack_approvers: tuple[str, ...] = ()
    slack_managers: tuple[str, ...] = ()
    slack_oncall: tuple[str, ...] = ()
    slack_legal: tuple[str, ...] = ()

    openai_api_key: Secret = None
    openai_base_url: str = "https://api.openai.com/v1"
    openai_model: str = "gpt-5-mini"

    publish_webhook_url: str | None = None
    publish_webhook_secret: Secret = None

    undo_seconds: Annotated[int, Field(ge=0, le=3600)] = 30
    brand: str = "default"

    webhook_secrets: dict[str, tuple[SecretStr, ...]] = Field(default_factory=dict)
    """Source name in lower case -> one secret, or two while rotating."""
    webhook_modes: dict[str, str] = Field(default_factory=dict)
    """Source name -> `trust` (default) or `judge`."""

    @field_validator("slack_approvers", "slack_managers", "slack_oncall", "slack_legal", mode="before")
    @classmethod
    def _ids(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        ids = tuple(part.strip() for part in value.split(",") if part.strip())
        wrong = [one for one in ids if not _ID.fullmatch(one)]
        if wrong:
            raise ValueError(
                f"{', '.join(wrong)} is not a Slack user or user-group id (they look like U0123ABCD or S0123ABCD)"
            )
        return ids

    @field_validator("slack_channel")
    @classmethod
    def _channel(cls, value: str) -> str:
        if value and not _CHANNEL.fullmatch(value):
            raise ValueError(f"{value!r} is not a channel id (it looks like C0123ABCD, not #name)")
        return value

    @property
    def uses_socket_mode(self) -> bool:
        """Socket Mode unless only a signing secret is given."""
        return self.slack_app_token is not None


@dataclass(frozen=True)
class Variable:
    """One line of `.env.example`."""

    name: str
    is_secret: bool


def variables() -> list[Variable]:
    """Every variable that is read, in the order of `Settings`."""
    fields = Settings.model_fields
    named = [name for name in fields if name not in {"webhook_secrets", "webhook_modes"}]
    fixed = [Variable(name.upper(), fields[name].annotation == Secret) for name in named]
    return [*fixed, Variable("WEBHOOK_GENERIC_SECRET", True), Variable("WEBHOOK_GENERIC_MODE", False)]


def load(environ: Mapping[str, str] | None = None, env_file: Path | None = Path(".env")) -> Settings:
    """Read the environment (which wins) over `env_file`.

    Raises:
        SettingsFault: with every fault found.
    """
    given = _from_file(env_file) | dict(os.environ if environ is None else environ)
    faults: list[str] = []
    values = _collect(given, faults)
    settings = _validated(values, faults)
    if faults or settings is None:
        raise SettingsFault(faults)
    return settings


def serve_faults(settings: Settings) -> list[str]:
    """What `amends serve` cannot do without, one sentence each."""
    faults = []
    if settings.slack_bot_token is None:
        faults.append("SLACK_BOT_TOKEN is missing: the bot token (xoxb-…) of your Slack app.")
    if settings.slack_app_token is None and settings.slack_signing_secret is None:
        faults.append(
            "SLACK_APP_TOKEN is missing: the app-level token (xapp-…) for Socket Mode, "
            "or set SLACK_SIGNING_SECRET to receive clicks over HTTP."
        )
    if not settings.slack_channel:
        faults.append("SLACK_CHANNEL is missing: the id of the channel for the cards (C…).")
    if not settings.webhook_secrets:
        faults.append("WEBHOOK_GENERIC_SECRET is missing: without a source nothing can come in.")
    if settings.publish_webhook_url and settings.publish_webhook_secret is None:
        faults.append(
            "PUBLISH_WEBHOOK_SECRET is missing: PUBLISH_WEBHOOK_URL is set, so its calls must be signed."
        )
    return faults


def _from_file(env_file: Path | None) -> dict[str, str]:
    if env_file is None or not env_file.is_file():
        return {}
    return {name: value for name, value in dotenv_values(env_file).items() if value is not None}


def _collect(given: Mapping[str, str], faults: list[str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for variable in variables():
        value = _one(variable, given, faults)
        if value:
            values[variable.name.lower()] = value
    for stray in ("webhook_generic_secret", "webhook_generic_mode"):
        values.pop(stray, None)
    return values | _webhooks(given, faults)


def _one(variable: Variable, given: Mapping[str, str], faults: list[str]) -> str:
    value = given.get(variable.name, "").strip()
    path = given.get(f"{variable.name}_FILE", "").strip() if variable.is_secret else ""
    return value if value or not path else _secret_file(variable.name, path, faults)


def _secret_file(name: str, path: str, faults: list[str]) -> str:
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as fault:
        faults.append(f"{name}_FILE: cannot read {path} ({fault.__class__.__name__}).")
        return ""


def _webhooks(given: Mapping[str, str], faults: list[str]) -> dict[str, Any]:
    secrets: dict[str, tuple[SecretStr, ...]] = {}
    modes: dict[str, str] = {}
    names = {name.removesuffix("_FILE") for name in given}
    for name in sorted(names):
        hit = _WEBHOOK_NAME.fullmatch(name)
        if hit is None or name == "PUBLISH_WEBHOOK_SECRET":
            continue
        source = hit.group(1).lower()
        found = [
            part.strip() for part in _one(Variable(name, True), given, faults).split(",") if part.strip()
        ]
        if len(found) > 2:
            faults.append(f"{name}: at most two secrets (the new and the old one while rotating).")
        if found:
            secrets[source] = tuple(SecretStr(one) for one in found)
            modes[source] = _mode(source, given, faults)
    return {"webhook_secrets": secrets, "webhook_modes": modes}


def _mode(source: str, given: Mapping[str, str], faults: list[str]) -> str:
    name = f"WEBHOOK_{source.upper()}_MODE"
    mode = given.get(name, "").strip() or "trust"
    if mode not in {"trust", "judge"}:
        faults.append(f"{name}: must be trust or judge, not {mode!r}.")
    return mode


def _validated(values: dict[str, Any], faults: list[str]) -> Settings | None:
    try:
        return Settings(**values)
    except ValidationError as wrong:
        for error in wrong.errors(include_input=False, include_url=False):
            name = str(error["loc"][0]).upper()
            faults.append(f"{name}: {error['msg'].removeprefix('Value error, ')}.")
        return None
