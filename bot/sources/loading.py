"""Which sources there are, and a gate for each that is on.

A name is looked up in the operator's own folder, then among entry points (ours and those of plug-ins). A
name that neither knows speaks the generic shape: so one installation may have several senders, each with a
secret of its own.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

from bot.errors import SettingsFault
from bot.intake.own import OwnAccounts
from bot.intake.pace import Pace
from bot.intake.source import Adapted, Gate, Generic
from bot.intake.verify import keyring
from bot.ports import SOURCE_API, Setup, Source, SourceFactory
from bot.settings import Settings
from bot.sources.preset import from_folder

GROUP = "amends.sources"
GENERIC = "generic"

_NAME = re.compile(r"[a-z0-9][a-z0-9_]{0,39}")


def known(sources_dir: str = "") -> list[str]:
    """Names of all sources that have an adapter, on or off."""
    return sorted({*_own(sources_dir), *_entries()})


def source_of(settings: Settings, name: str) -> Source | None:
    """The adapter of a source that is on; `None` for one that speaks the generic shape.

    Raises:
        SettingsFault: it cannot be used: its file, its secrets, or the plug-in itself.
    """
    factory = _factory(settings.sources_dir, name)
    if factory is None:
        return None
    token = settings.webhook_verify_tokens.get(name)
    secrets = tuple(one.get_secret_value() for one in settings.webhook_secrets[name])
    source = factory(Setup(secrets, token.get_secret_value() if token else None))
    if source.api != SOURCE_API:
        wrong = f"it was written for version {source.api} of Amends' sources, and this is {SOURCE_API}"
        raise SettingsFault([f"WEBHOOK_{name.upper()}_SECRET: the plug-in cannot be used: {wrong}."])
    return source


def gates(settings: Settings) -> dict[str, Gate]:
    """A gate for each source whose secret is set.

    Raises:
        SettingsFault: all that is wrong with any of them.
    """
    found: dict[str, Gate] = {}
    faults: list[str] = []
    for name in settings.webhook_secrets:
        try:
            found[name] = _gate(settings, name)
        except SettingsFault as fault:
            faults += fault.faults
    if faults:
        raise SettingsFault(faults)
    return found


def _gate(settings: Settings, name: str) -> Gate:
    accounts, per_minute = settings.webhook_own_accounts.get(name), settings.webhook_per_minute.get(name)
    own = OwnAccounts(accounts) if accounts else None
    pace = Pace(per_minute) if per_minute else None
    source = source_of(settings, name)
    if source is not None:
        return Adapted(source, own, pace)
    secrets = (one.get_secret_value() for one in settings.webhook_secrets[name])
    return Generic(keyring(secrets), own, pace)


def _factory(sources_dir: str, name: str) -> SourceFactory | None:
    if name in _own(sources_dir):
        return from_folder(name, Path(sources_dir))
    entry = _entries().get(name)
    if entry is None:
        return None
    try:
        factory: SourceFactory = entry.load()
    except (ImportError, AttributeError) as fault:
        told = f"{entry.value} cannot be loaded ({fault.__class__.__name__})"
        raise SettingsFault([f"WEBHOOK_{name.upper()}_SECRET: the plug-in {told}."]) from fault
    return factory


def _own(sources_dir: str) -> list[str]:
    folder = Path(sources_dir) if sources_dir else None
    if folder is None:
        return []
    if not folder.is_dir():
        raise SettingsFault([f"SOURCES_DIR: {sources_dir} is not a folder."])
    return [file.stem for file in folder.glob("*.toml") if _NAME.fullmatch(file.stem)]


def _entries() -> Mapping[str, EntryPoint]:
    """By name. Of two plug-ins with one name nobody could say which one reads: neither does."""
    found = [one for one in entry_points(group=GROUP) if _NAME.fullmatch(one.name)]
    _refuse_doubles(found)
    return {one.name: one for one in found}


def _refuse_doubles(found: Iterable[EntryPoint]) -> None:
    counted = Counter(one.name for one in found)
    doubles = [f"Two plug-ins bring the source {name}: remove one." for name, n in counted.items() if n > 1]
    if doubles:
        raise SettingsFault(sorted(doubles))
