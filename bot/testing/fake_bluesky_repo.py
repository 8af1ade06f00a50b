"""The part of Bluesky that is written: records put, read and deleted, with the limits of real servers."""

import hashlib
import json
import re
from typing import Any

from bot.platforms.graphemes import count_graphemes
from bot.testing.fake_bluesky import ME, FakeBluesky
from bot.testing.fake_network import Asked, Told

_REPO = "/xrpc/com.atproto.repo."
_TID = re.compile(r"[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}")
_GRAPHEMES, _BYTES = 300, 3_000


class FakeBlueskyRepo(FakeBluesky):
    """One account's posts. What was answered follows measurements against the real server."""

    spared: tuple[str, ...] = ("/xrpc/com.atproto.server.",)

    def __init__(self) -> None:
        super().__init__()
        self.records: dict[str, dict[str, Any]] = {}
        """By key."""
        self.commits = 0

    def answer(self, asked: Asked) -> Told:
        """Records here, everything else as before."""
        if not asked.path.startswith(_REPO):
            return super().answer(asked)
        method = asked.path.removeprefix(_REPO)
        if method == "getRecord":
            return self._get(asked.one("repo"), asked.one("rkey"))
        if not self.knows(asked.bearer):
            return _wrong("ExpiredToken", "Token has expired")
        told = json.loads(asked.body)
        return self._put(told) if method == "putRecord" else self._delete(told)

    def _get(self, repo: str, key: str) -> Told:
        if repo != ME or key not in self.records:
            return _wrong("RecordNotFound", f"Could not locate record: {key}")
        return Told({"uri": _uri(key), "cid": _cid(self.records[key]), "value": self.records[key]})

    def _put(self, told: dict[str, Any]) -> Told:
        key, record = told["rkey"], told["record"]
        if told["repo"] != ME or not _TID.fullmatch(key):
            return _wrong("InvalidRequest", "Invalid record key")
        if count_graphemes(record["text"]) > _GRAPHEMES or len(record["text"].encode()) > _BYTES:
            return _wrong("InvalidRequest", "grapheme too big (maximum 300)")
        is_new = self.records.get(key) != record
        self.records[key] = record
        self.commits += is_new
        commit = {"commit": {"cid": "bafyrei", "rev": key}} if is_new else {}
        return Told({"uri": _uri(key), "cid": _cid(record), "validationStatus": "valid"} | commit)

    def _delete(self, told: dict[str, Any]) -> Told:
        """Deleting what is gone is fine too."""
        self.records.pop(told["rkey"], None)
        return Told({})


def _wrong(name: str, words: str) -> Told:
    return Told({"error": name, "message": words}, 400)


def _uri(key: str) -> str:
    return f"at://{ME}/app.bsky.feed.post/{key}"


def _cid(record: dict[str, Any]) -> str:
    """Another record has another id."""
    return f"bafy{hashlib.sha256(json.dumps(record, sort_keys=True).encode()).hexdigest()[:20]}"
