"""Which rules judged: a digest of their very source, so that a label tells what it corrects."""

import hashlib
from functools import cache
from importlib.resources import files

SHOWN = 12
"""Hex digits: enough to tell versions apart."""


@cache
def rules_version() -> str:
    """The same for the same rules, on every machine."""
    digest = hashlib.sha256()
    sources = [one for one in files("bot.triage").iterdir() if one.name.endswith(".py")]
    for source in sorted(sources, key=lambda one: one.name):
        digest.update(source.name.encode() + b"\0" + source.read_bytes() + b"\0")
    return digest.hexdigest()[:SHOWN]
