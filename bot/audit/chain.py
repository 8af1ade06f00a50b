"""How entries and seals are hashed and linked. Pure: rows in, rows out."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from json.encoder import encode_basestring_ascii as quoted
from typing import Any

from bot.models import AuditEntry, AuditSeal

BEGINNING = "0" * 64
"""Stands as `previous` where a chain begins."""

Words = dict[str, str]


def first_entry(chain: str, kind: str, actor: str, now: datetime, data: dict[str, Any]) -> dict[str, Any]:
    """The first entry of a chain that is certainly new, as a row for a bulk insert into `audit_entry`."""
    return next_entry(chain, 1, now, actor, kind, data, BEGINNING)


def first_entries(kind: str, actor: str, now: datetime, data: Mapping[str, Words]) -> list[dict[str, Any]]:
    """As `first_entry`, for many new chains at one moment: `data` of each, words only.

    A storm passes through here, so what all have in common is written out once.
    """
    common = {"seq": 1, "at": now, "actor": actor, "kind": kind, "previous": BEGINNING}
    before = _canonical({"actor": actor, "at": _time(now)})[:-1]
    after = _canonical({"kind": kind, "previous": BEGINNING, "seq": 1})[1:]
    rows = []
    for chain, words in data.items():
        content = f'{before},"chain":{quoted(chain)},"data":{_canonical_words(words)},{after}'
        digest = hashlib.sha256(content.encode()).hexdigest()
        rows.append({"chain": chain, **common, "data": words, "hash": digest})
    return rows


def next_entry(
    chain: str, seq: int, now: datetime, actor: str, kind: str, data: dict[str, Any], previous: str
) -> dict[str, Any]:
    """An entry as a row, its data as the database will give it back."""
    content = {
        "chain": chain,
        "seq": seq,
        "at": _time(now),
        "actor": actor,
        "kind": kind,
        "data": _as_given_back(data),
        "previous": previous,
    }
    return {**content, "at": now, "hash": _hash(content)}


class Stretch:
    """The digest of a stretch of entries, built one by one."""

    def __init__(self) -> None:
        self.first: int | None = None
        self.last: int | None = None
        self._sum = hashlib.sha256()

    def add(self, entry: AuditEntry) -> None:
        """Take in the next entry."""
        self.first = entry.id if self.first is None else self.first
        self.last = entry.id
        self._sum.update(f"{entry.id}:{entry.hash}\n".encode())

    @property
    def digest(self) -> str:
        """Over number and hash of every entry so far."""
        return self._sum.hexdigest()


def sealed(stretch: Stretch, previous: str, now: datetime) -> AuditSeal:
    """The seal over a stretch that is not empty."""
    made = AuditSeal(
        at=now,
        first_entry=stretch.first or 0,
        last_entry=stretch.last or 0,
        digest=stretch.digest,
        previous=previous,
        hash="",
    )
    made.hash = seal_hash(made)
    return made


def entry_hash(entry: AuditEntry) -> str:
    """What an entry's hash must be."""
    return _hash(_content(entry))


def seal_hash(seal: AuditSeal) -> str:
    """What a seal's hash must be."""
    return _hash(_seal_content(seal))


def as_object(entry: AuditEntry) -> dict[str, Any]:
    """An entry as it is exported: what was hashed, then the hash."""
    return {**_content(entry), "hash": entry.hash}


def _content(entry: AuditEntry) -> dict[str, Any]:
    return {
        "chain": entry.chain,
        "seq": entry.seq,
        "at": _time(entry.at),
        "actor": entry.actor,
        "kind": entry.kind,
        "data": entry.data,
        "previous": entry.previous,
    }


def _seal_content(seal: AuditSeal) -> dict[str, Any]:
    return {
        "at": _time(seal.at),
        "first_entry": seal.first_entry,
        "last_entry": seal.last_entry,
        "digest": seal.digest,
        "previous": seal.previous,
    }


def _as_given_back(data: dict[str, Any]) -> dict[str, Any]:
    if all(type(value) is str for value in data.values()):
        return data
    given: dict[str, Any] = json.loads(_canonical(data))
    return given


def _time(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _hash(content: dict[str, Any]) -> str:
    return hashlib.sha256(_canonical(content).encode()).hexdigest()


def _canonical(content: dict[str, Any]) -> str:
    """One spelling for equal content: sorted keys, no spaces, ASCII; refuses NaN."""
    return _ENCODER.encode(content)


def _canonical_words(words: Words) -> str:
    """The same spelling, sooner, where every value is a string."""
    return "{" + ",".join(f"{quoted(key)}:{quoted(words[key])}" for key in sorted(words)) + "}"


_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
