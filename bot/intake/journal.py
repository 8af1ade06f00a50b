"""Group commit: what arrives in the same few milliseconds is made durable in one transaction.

One writer at a time; while it commits, the next batch gathers. A body that the store cannot take never
harms its neighbours: the batch is then tried one by one.
"""

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from time import monotonic

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import NotDurable
from bot.intake.accept import accept
from bot.intake.arrival import Arrival, Receipt
from bot.intake.parse import Parsed
from bot.landmarks import passed
from bot.ports import Bell, NewId, Now
from bot.store.database import Database

WINDOW_S = 0.002
"""How long a batch gathers before it is committed."""
MAX_BATCH_ITEMS = 1_000
BRIEF_ITEMS = 128
"""A batch of so many is written within about 10 ms, and may keep the loop for as long."""
MAX_WAITING = 4_000
"""Deliveries; with more waiting the store is too slow, and senders had better try again."""
MAX_WAITING_BYTES = 32 * 1024 * 1024
COMMIT_S = 10.0
"""The longest a sender waits; well below the 15 s at which common senders give up."""
IDLE_S = 1.0
"""How often an idle writer turns, to be seen alive."""

CANNOT_HOLD = "the store cannot hold it"


@dataclass(frozen=True, slots=True)
class _Waiting:
    arrival: Arrival
    receipt: asyncio.Future[Receipt]


class Journal:
    """Takes in deliveries and says when they are durable. `run()` must be running."""

    def __init__(
        self,
        database: Database,
        now: Now,
        new_id: NewId,
        *,
        bell: Bell,
        channel: str,
        window: float = WINDOW_S,
    ) -> None:
        """`bell` is rung when something new stands, `channel` told of unusable items; `window` in seconds."""
        self._database = database
        self._now = now
        self._new_id = new_id
        self._bell = bell
        self._channel = channel
        self._window = window
        self._waiting: deque[_Waiting] = deque()
        self._waiting_bytes = 0
        self._wake = asyncio.Event()
        self.last_turn = monotonic()
        """When the writer last turned, on the monotonic clock."""

    @property
    def waiting(self) -> int:
        """How many deliveries wait to be committed."""
        return len(self._waiting)

    async def submit(
        self, source: str, key: str, body: bytes, parsed: Parsed, received_at: datetime
    ) -> Receipt:
        """Returns when the delivery is durable.

        Raises:
            NotDurable: the store did not confirm it in time, or too much is waiting. It may be stored
                all the same; sending it again is harmless.
        """
        if len(self._waiting) >= MAX_WAITING or self._waiting_bytes + len(body) > MAX_WAITING_BYTES:
            raise NotDurable("too much is waiting")
        loop = asyncio.get_running_loop()
        arrival = Arrival(self._new_id(), source, key, body, parsed, received_at)
        one = _Waiting(arrival, loop.create_future())
        self._waiting.append(one)
        self._waiting_bytes += len(body)
        self._wake.set()
        expiry = loop.call_later(COMMIT_S, _refuse, one, NotDurable("the store did not answer in time"))
        try:
            return await one.receipt
        finally:
            expiry.cancel()

    async def run(self) -> None:
        """Commit until cancelled; whoever still waits then is told to try again."""
        try:
            while True:
                await self._gather()
                batch = self._take()
                if batch:
                    await self._save(batch)
                self.last_turn = monotonic()
        finally:
            for one in self._waiting:
                _refuse(one, NotDurable("the service is stopping"))

    async def _gather(self) -> None:
        if not self._waiting:
            self._wake.clear()
            try:
                async with asyncio.timeout(IDLE_S):
                    await self._wake.wait()
            except TimeoutError:
                return
        await self._burst()

    async def _burst(self) -> None:
        """Let what is arriving arrive: until a turn of the loop brings nothing new, or the window ends."""
        ends = monotonic() + self._window
        known = 0
        while known < len(self._waiting) < MAX_BATCH_ITEMS and monotonic() < ends:
            known = len(self._waiting)
            await asyncio.sleep(0)

    def _take(self) -> list[_Waiting]:
        """The longest waiting, without those whose senders were already told to try again."""
        batch: list[_Waiting] = []
        items = 0
        while self._waiting and items < MAX_BATCH_ITEMS:
            one = self._waiting.popleft()
            self._waiting_bytes -= len(one.arrival.body)
            if not one.receipt.done():
                batch.append(one)
                items += one.arrival.size + 1
        return batch

    async def _save(self, batch: Sequence[_Waiting]) -> None:
        try:
            receipts = await self._commit([one.arrival for one in batch])
        except NotDurable as fault:
            for one in batch:
                _refuse(one, fault)
        except Exception as fault:  # noqa: BLE001 - one body must not harm the others; its sender is told
            await self._save_one_by_one(batch, fault)
        except BaseException:
            for one in batch:
                _refuse(one, NotDurable("the service is stopping"))
            raise
        else:
            _answer(batch, receipts)
            if any(receipt.accepted for receipt in receipts):
                self._bell.ring()

    async def _save_one_by_one(self, batch: Sequence[_Waiting], fault: Exception) -> None:
        if len(batch) > 1:
            for one in batch:
                await self._save([one])
            return
        await self._keep_whole(batch[0], fault)

    async def _keep_whole(self, one: _Waiting, fault: Exception) -> None:
        """The store refuses what we made of a body: keep the body and show it."""
        try:
            receipts = await self._commit([one.arrival.unusable_because(CANNOT_HOLD)])
        except Exception as second:  # noqa: BLE001 - its sender is told, and will try again
            second.__context__ = fault
            _refuse(one, NotDurable(second.__class__.__name__))
        else:
            _answer([one], receipts)

    async def _commit(self, arrivals: Sequence[Arrival]) -> list[Receipt]:
        async def take_in(session: AsyncSession) -> list[Receipt]:
            receipts = await accept(session, arrivals, self._channel, now)
            passed("intake.before_commit")
            return receipts

        now = self._now()
        brief = sum(one.size for one in arrivals) <= BRIEF_ITEMS
        receipts = await self._database.whole(take_in, brief=brief)
        passed("intake.after_commit")
        return receipts


def _answer(batch: Sequence[_Waiting], receipts: Sequence[Receipt]) -> None:
    for one, receipt in zip(batch, receipts, strict=True):
        if not one.receipt.done():
            one.receipt.set_result(receipt)


def _refuse(one: _Waiting, fault: NotDurable) -> None:
    if not one.receipt.done():
        one.receipt.set_exception(fault)
