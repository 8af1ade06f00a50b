"""The record: who did what when, in hash chains sealed together, so that no change goes unseen.

Each chain (a mention, or `desk` for what concerns no single one) links every entry to the one before it.
Seals, made every minute, cover all entries of all chains in the order they were written and are linked to
each other, so that cutting off the end of a chain shows too. Entries hold ids and salted digests, no texts
and no names: erasing a person's data elsewhere leaves the record whole.
"""

from bot.audit.chain import BEGINNING, as_object, first_entries, first_entry
from bot.audit.recording import SALT_BYTES, SYSTEM, digest, record, salt, seal
from bot.audit.verifying import MOST_FAULTS, VerifyReport, verify

DESK = "desk"
"""The chain of what concerns no single mention."""

__all__ = [
    "BEGINNING",
    "DESK",
    "MOST_FAULTS",
    "SALT_BYTES",
    "SYSTEM",
    "VerifyReport",
    "as_object",
    "digest",
    "first_entries",
    "first_entry",
    "record",
    "salt",
    "seal",
    "verify",
]
