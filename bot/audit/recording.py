"""Writes the record: entries in the caller's transaction, seals every minute."""

import hashlib
import hmac
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.audit.chain import BEGINNING, Stretch, next_entry, sealed
from bot.models import AuditSeal
from bot.store import audit as rows
from bot.store import markers

SYSTEM = "amends"
"""The actor when no person acted."""

SALT_MARKER = "audit.salt"
SALT_BYTES = 32


async def record(
    session: AsyncSession, chain: str, kind: str, actor: str, now: datetime, **data: Any
) -> None:
    """Append one entry to a chain, in the caller's transaction.

    `actor` is a Slack user id or `SYSTEM`; `data` plain values: ids, states, digests. Never a secret,
    a text or a name.
    """
    last = await rows.head(session, chain)
    seq, previous = (1, BEGINNING) if last is None else (last[0] + 1, last[1])
    await rows.append(session, [next_entry(chain, seq, now, actor, kind, data, previous)])


async def salt(session: AsyncSession, fresh: bytes) -> bytes:
    """This installation's salt; `fresh` (`SALT_BYTES` random bytes) becomes it at the very first start."""
    return bytes.fromhex(await markers.put_once(session, SALT_MARKER, fresh.hex()))


def digest(salt: bytes, value: str) -> str:
    """A stand-in for personal data: the same value gives the same digest here, and nothing elsewhere."""
    return hmac.new(salt, value.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


async def seal(session: AsyncSession, now: datetime) -> AuditSeal | None:
    """Seal all entries since the last seal. `None` if there are none, or writers are too busy for now."""
    if not await rows.lock_for_seal(session):
        return None
    before = await rows.last_seal(session)
    stretch = Stretch()
    async for entry in rows.entries(session, after=before.last_entry if before else None):
        stretch.add(entry)
    if stretch.first is None:
        return None
    made = sealed(stretch, before.hash if before else BEGINNING, now)
    session.add(made)
    return made
