"""A source made of a TOML file: how its calls prove themselves, and the map of its bodies."""

import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal
from urllib.parse import parse_qs

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from bot.errors import SettingsFault
from bot.intake.parse import document_of
from bot.ports import SOURCE_API, Call, Greeting, Item, Setup, SourceFactory
from bot.rehearsals import LINKS, TEXT
from bot.sources.greetings import hub_challenge
from bot.sources.hmac_mode import TOLERANCE_S, Hmac, HmacRule
from bot.sources.mapping import FieldMap, Take
from bot.sources.places import LIST, put_at
from bot.sources.proofs import Proof
from bot.sources.secret_mode import Secret
from bot.sources.standard_mode import Standard

SHIPPED = "bot.sources.presets"


class Auth(BaseModel):
    """How calls prove themselves; the fields of `HmacRule` count for `hmac`, the last two for `secret`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    mode: Literal["standard", "hmac", "secret"]
    header: str | None = None
    prefix: str = ""
    hash: Literal["sha1", "sha256"] = "sha256"
    encoding: Literal["hex", "base64"] = "hex"
    signs: str = "{body}"
    timestamp_header: str | None = None
    tolerance_s: int = TOLERANCE_S
    in_path: bool = False

    @model_validator(mode="after")
    def _can_work(self) -> "Auth":
        if self.mode != "hmac":
            return self
        if not self.header:
            raise ValueError("hmac needs the header that holds the signature")
        if fault := self.rule().fault():
            raise ValueError(fault)
        return self

    def rule(self) -> HmacRule:
        """For `hmac`."""
        return HmacRule(
            header=self.header or "",
            prefix=self.prefix,
            hash=self.hash,
            encoding=self.encoding,
            signs=self.signs,
            timestamp_header=self.timestamp_header,
            tolerance_s=self.tolerance_s,
        )

    def proof(self, secrets: tuple[str, ...]) -> Proof:
        """With the secrets of an operator; raises `ValueError` if they cannot be used this way."""
        if self.mode == "standard":
            return Standard(secrets)
        if self.mode == "hmac":
            return Hmac(self.rule(), secrets)
        return Secret(secrets, header=self.header, in_path=self.in_path)


class Preset(BaseModel):
    """The whole file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    docs: str = ""
    """Where the vendor documents it."""
    connect: str = ""
    """How to connect it, one sentence for the operator."""
    auth: Auth
    handshake: Literal["hub.challenge"] | None = None
    status: Literal[200, 202] = 202
    """Of the answer when all is well."""
    map: FieldMap


@dataclass(frozen=True, repr=False)
class PresetSource:
    """Implements `Source` and `Rehearses`."""

    name: str
    preset: Preset
    checked: Proof
    verify_token: str | None
    sample: bytes | None
    api: int = SOURCE_API

    @property
    def proof(self) -> str:
        """For the operator."""
        return self.checked.words

    @property
    def in_path(self) -> bool:
        """Whether the secret may stand in the address."""
        return self.checked.in_path

    @property
    def status(self) -> int:
        """Of the answer when all is well."""
        return self.preset.status

    def handshake(self, call: Call) -> Greeting | None:
        """Only for vendors that ask for one."""
        if self.preset.handshake is None or self.verify_token is None:
            return None
        return hub_challenge(parse_qs(call.query.decode("latin-1")), self.verify_token)

    def verify(self, call: Call, now: datetime) -> str:
        """By the preset's mode."""
        return self.checked.verify(call, now)

    def parse(self, call: Call) -> Sequence[Item]:
        """By the preset's map."""
        return self.preset.map.read(document_of(call.body))

    def rehearse(self, post_id: str, now: datetime) -> Call:
        """The vendor's sample with our id, address and words in it."""
        document = json.loads(self.sample or b"{}")
        read, fields = self.preset.map, self.preset.map.fields
        item = _first(document, read.items)
        if read.event and read.event.created:
            put_at(item, read.event.path, read.event.created[0])
        told = [(fields.url, LINKS + post_id), (fields.text, TEXT), (fields.posted_at, now.isoformat())]
        for take, value in [(fields.id, post_id), *told]:
            for place in take.path if isinstance(take, Take) else ():
                put_at(item, place, value)
        return self.checked.sign(json.dumps(document).encode(), now)


def read_preset(name: str, toml: bytes, where: str) -> Preset:
    """The file's content.

    Raises:
        SettingsFault: with everything that is wrong with it.
    """
    try:
        return Preset.model_validate(tomllib.loads(toml.decode("utf-8")))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise SettingsFault([f"{where}: this is not TOML: {fault}"]) from None
    except ValidationError as fault:
        told = [f"{where}: {_where(one['loc'])}{one['msg']}" for one in fault.errors()]
        raise SettingsFault(told) from None


def preset_source(name: str, preset: Preset, sample: bytes | None, setup: Setup) -> PresetSource:
    """The source, ready.

    Raises:
        SettingsFault: its secrets cannot be used this way.
    """
    if preset.handshake and setup.verify_token is None:
        told = f"WEBHOOK_{name.upper()}_VERIFY_TOKEN is missing: {preset.title} asks for it before it sends."
        raise SettingsFault([told])
    try:
        proof = preset.auth.proof(setup.secrets)
    except ValueError as fault:
        told = f"WEBHOOK_{name.upper()}_SECRET: {preset.title} needs a whsec_ secret: {fault}."
        raise SettingsFault([told]) from None
    return PresetSource(name, preset, proof, setup.verify_token, sample)


def shipped(name: str, file: str | None = None) -> SourceFactory:
    """The factory of a preset that comes with Amends; `file` if several names share one."""
    return partial(_from_folder, name, files(SHIPPED), file or name)


def from_folder(name: str, folder: Path) -> SourceFactory:
    """The factory of a preset of the operator's own."""
    return partial(_from_folder, name, folder, name)


def _from_folder(name: str, folder: Traversable | Path, file: str, setup: Setup) -> PresetSource:
    toml, sample = folder / f"{file}.toml", folder / f"{file}.json"
    preset = read_preset(name, toml.read_bytes(), f"{file}.toml")
    return preset_source(name, preset, sample.read_bytes() if sample.is_file() else None, setup)


def _first(document: Any, items: str) -> Any:
    """The first item of a sample, whose others are dropped; what is missing on the way is made."""
    for step in items.split(".") if items else []:
        found = document.setdefault(step.removesuffix(LIST), [{}] if step.endswith(LIST) else {})
        document = _only(found)
    return _only(document)


def _only(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    del value[1:]
    return value[0]


def _where(place: tuple[int | str, ...]) -> str:
    return f"{'.'.join(str(step) for step in place)}: " if place else ""
