"""Reads the whole record and tells whether anything was changed, removed, swapped or added."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass, field

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.audit.chain import BEGINNING, Stretch, entry_hash, seal_hash
from bot.models import AuditEntry, AuditSeal
from bot.store import audit as rows

MOST_FAULTS = 100
"""Faults told in words before `verify` only counts on: memory stays bounded on a ruined record."""


@dataclass
class VerifyReport:
    """What reading through the whole record found. It is whole when `faults` is empty."""

    entries: int = 0
    chains: int = 0
    seals: int = 0
    faults: list[str] = field(default_factory=list)
    last_seal: str | None = None
    """Hash of the newest seal, to be kept elsewhere: it pins down everything before it."""

    def fault(self, sentence: str) -> None:
        """Note a fault, up to a bound."""
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(sentence)


async def verify(session: AsyncSession) -> VerifyReport:
    """Read through all chains and seals; rows stream, so memory does not grow with the record."""
    report = VerifyReport()
    await _verify_chains(session, report)
    await _verify_seals(session, report)
    return report


async def _verify_chains(session: AsyncSession, report: VerifyReport) -> None:
    chain, seq, previous = None, 0, BEGINNING
    async for entry in rows.entries_by_chain(session):
        report.entries += 1
        if entry.chain != chain:
            report.chains += 1
            chain, seq, previous = entry.chain, 0, BEGINNING
        for sentence in _entry_faults(entry, seq + 1, previous):
            report.fault(sentence)
        seq, previous = entry.seq, entry.hash


def _entry_faults(entry: AuditEntry, seq: int, previous: str) -> list[str]:
    where = f"{entry.chain}, entry {entry.seq}"
    faults = []
    if entry.seq != seq:
        faults.append(f"{where}: entry {seq} should stand here; one was removed or added.")
    if entry.previous != previous:
        faults.append(f"{where}: it does not follow the entry before it.")
    if entry.hash != entry_hash(entry):
        faults.append(f"{where}: it was changed after it was written.")
    return faults


async def _verify_seals(session: AsyncSession, report: VerifyReport) -> None:
    """Walk the entries once, in the order written, and hold each seal to its stretch of them.

    The seals are opened first, so that no seal speaks of entries younger than our view of them.
    """
    last, previous = 0, BEGINNING
    async with aclosing(rows.entries(session)) as entries:
        walk = _Walk(entries)
        async for seal in rows.seals(session):
            report.seals += 1
            for sentence in _seal_faults(seal, await walk.up_to(seal.last_entry), last, previous):
                report.fault(sentence)
            last, previous = seal.last_entry, seal.hash
    report.last_seal = previous if report.seals else None


def _seal_faults(seal: AuditSeal, stretch: Stretch, last: int, previous: str) -> list[str]:
    where = f"seal {seal.id}"
    faults = []
    if seal.previous != previous or seal.first_entry <= last:
        faults.append(f"{where}: it does not follow the seal before it; one was removed or added.")
    if seal.hash != seal_hash(seal):
        faults.append(f"{where}: it was changed after it was made.")
    if (stretch.first, stretch.last, stretch.digest) != (seal.first_entry, seal.last_entry, seal.digest):
        faults.append(
            f"{where}: entries {seal.first_entry} to {seal.last_entry} are not those that were sealed; "
            "some were changed, removed or added."
        )
    return faults


class _Walk:
    """Takes entries off a stream, stretch by stretch."""

    def __init__(self, entries: AsyncIterator[AuditEntry]) -> None:
        self._entries = entries
        self._next: AuditEntry | None = None

    async def up_to(self, last: int) -> Stretch:
        stretch = Stretch()
        entry = self._next or await anext(self._entries, None)
        while entry is not None and (entry.id or 0) <= last:
            stretch.add(entry)
            entry = await anext(self._entries, None)
        self._next = entry
        return stretch
