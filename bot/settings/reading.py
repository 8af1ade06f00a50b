"""Reads the environment, `.env` and secret files once, and tells all that is wrong at the same time."""

import os
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from dotenv import dotenv_values
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.errors import SettingsFault
from bot.settings.model import Settings, Variable, variables

_WEBHOOK_NAME = re.compile(r"WEBHOOK_([A-Z0-9_]+)_SECRET")


Needs = Callable[[Settings], list[str]]
"""What a command cannot do without, one sentence for each setting that is missing."""


def load(
    environ: Mapping[str, str] | None = None,
    env_file: Path | None = Path(".env"),
    needs: Needs = lambda _settings: [],
) -> Settings:
    """Read the environment (which wins) over `env_file`.

    Raises:
        SettingsFault: with every fault found, what `needs` misses among them.
    """
    settings, faults = usable(environ, env_file)
    told = {fault.split(":")[0] for fault in faults}
    faults += [missing for missing in needs(settings) if missing.split(" ")[0] not in told]
    if faults:
        raise SettingsFault(faults)
    return settings


def usable(
    environ: Mapping[str, str] | None = None, env_file: Path | None = Path(".env")
) -> tuple[Settings, list[str]]:
    """The settings as far as they can be used, and what is wrong with the others."""
    faults: list[str] = []
    given = _from_file(env_file, faults) | dict(os.environ if environ is None else environ)
    return _validated(_collect(given, faults), faults), faults


def of_the_environment(names: Iterable[str]) -> list[str]:
    """Which of these settings the environment itself gives, so that no file can change them."""
    return [name for name in names if os.environ.get(name, "").strip()]


def _from_file(env_file: Path | None, faults: list[str]) -> dict[str, str]:
    if env_file is None or not env_file.is_file():
        return {}
    try:
        read = dotenv_values(env_file, interpolate=False)
    except (OSError, UnicodeDecodeError) as fault:
        faults.append(f"{env_file}: cannot be read ({fault.__class__.__name__}).")
        return {}
    return {name: value for name, value in read.items() if value is not None}


def _collect(given: Mapping[str, str], faults: list[str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for variable in variables():
        if not variable.name.startswith("WEBHOOK_"):
            value = _one(variable, given, faults)
            if value:
                values[variable.name.lower()] = value
    return values | _webhooks(given, faults)


def _one(variable: Variable, given: Mapping[str, str], faults: list[str]) -> str:
    value = given.get(variable.name, "").strip()
    path = given.get(f"{variable.name}_FILE", "").strip() if variable.is_secret else ""
    return value if value or not path else _secret_file(variable.name, path, faults)


def _secret_file(name: str, path: str, faults: list[str]) -> str:
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as fault:
        faults.append(f"{name}_FILE: cannot read {path} ({fault.__class__.__name__}).")
        return ""


def _webhooks(given: Mapping[str, str], faults: list[str]) -> dict[str, Any]:
    secrets: dict[str, tuple[str, ...]] = {}
    for name in sorted({name.removesuffix("_FILE") for name in given}):
        hit = _WEBHOOK_NAME.fullmatch(name)
        found = _rotating(name, given, faults) if hit else ()
        if hit and found:
            secrets[hit.group(1).lower()] = found
    return {"webhook_secrets": secrets} | _ways(secrets, given, faults)


def _ways(sources: Iterable[str], given: Mapping[str, str], faults: list[str]) -> dict[str, Any]:
    """What else is set for each source that is on."""
    modes: dict[str, str] = {}
    own: dict[str, tuple[str, ...]] = {}
    tokens: dict[str, str] = {}
    paces: dict[str, str] = {}
    for source in sources:
        prefix = f"WEBHOOK_{source.upper()}_"
        modes[source] = _mode(source, given, faults)
        if accounts := _parts(given.get(f"{prefix}OWN_ACCOUNTS", "")):
            own[source] = accounts
        if token := _one(Variable(f"{prefix}VERIFY_TOKEN", True), given, faults):
            tokens[source] = token
        if pace := given.get(f"{prefix}PER_MINUTE", "").strip():
            paces[source] = pace
    return {
        "webhook_modes": modes,
        "webhook_own_accounts": own,
        "webhook_verify_tokens": tokens,
        "webhook_per_minute": paces,
    }


def _parts(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",") if part.strip())


def _rotating(name: str, given: Mapping[str, str], faults: list[str]) -> tuple[str, ...]:
    found = _parts(_one(Variable(name, True), given, faults))
    if len(found) > 2:
        faults.append(f"{name}: at most two secrets (the new and the old one while rotating).")
    return found


def _mode(source: str, given: Mapping[str, str], faults: list[str]) -> str:
    name = f"WEBHOOK_{source.upper()}_MODE"
    mode = given.get(name, "").strip() or "trust"
    if mode not in {"trust", "judge"}:
        faults.append(f"{name}: must be trust or judge, not {mode!r}.")
    return mode


def _validated(values: dict[str, Any], faults: list[str]) -> Settings:
    """The settings; without those that cannot be used, if there are such."""
    try:
        return Settings(**values)
    except ValidationError as wrong:
        errors = wrong.errors(include_input=False, include_url=False)
        faults.extend(dict.fromkeys(_in_words(error) for error in errors))
        unusable = {error["loc"][0] for error in errors}
        return Settings(**{name: value for name, value in values.items() if name not in unusable})


def _in_words(error: ErrorDetails) -> str:
    """One sentence without the value: it may be a secret."""
    context = error.get("ctx", {})
    problems = {
        "int_parsing": "must be a whole number",
        "greater_than_equal": f"must be {context.get('ge')} or more",
        "less_than_equal": f"must be {context.get('le')} or less",
    }
    problem = problems.get(error["type"], error["msg"].removeprefix("Value error, "))
    return f"{_variable_name(error['loc'])}: {problem}."


_LAST_WORD = {"webhook_secrets": "SECRET", "webhook_per_minute": "PER_MINUTE"}


def _variable_name(where: tuple[int | str, ...]) -> str:
    last = _LAST_WORD.get(str(where[0]))
    if last is not None:
        return f"WEBHOOK_{str(where[1]).upper()}_{last}"
    return str(where[0]).upper()
