"""The messages of a workspace: by channel and time, in threads, and for one reader only."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.sandbox.shapes import Json

KEPT_EPHEMERALS = 200
"""Messages for one reader only, over the whole workspace; they are soon gone in Slack too."""
MICROSECONDS = 1_000_000


@dataclass
class Message:
    """One message. `body` is its JSON, with the blocks exactly as they were received; `reader` is the only
    person who sees it, `None` for everybody. `revision` counts the updates."""

    channel: str
    body: Json
    reader: str | None = None
    revision: int = 0

    @property
    def ts(self) -> str:
        """The id inside its channel."""
        return str(self.body["ts"])

    @property
    def thread_ts(self) -> str | None:
        """The parent, `None` for a message that is not in a thread."""
        parent = self.body.get("thread_ts")
        return None if parent == self.ts else parent

    @property
    def shown(self) -> Json:
        """As Slack returns it: every block has an id, and a new one after every update."""
        if "blocks" not in self.body:
            return dict(self.body)
        return {**self.body, "blocks": identified(self.body["blocks"], f"{self.ts}.{self.revision}")}


class Messages:
    """All messages; of each channel at most the newest `kept`."""

    def __init__(self, kept: int) -> None:
        self._kept = kept
        self._channels: dict[str, dict[str, Message]] = {}
        self._threads: dict[tuple[str, str], list[Message]] = {}
        self._ephemerals: deque[Message] = deque(maxlen=KEPT_EPHEMERALS)
        self._last_ts = 0

    def next_ts(self, now: float) -> str:
        """A timestamp that no other message has."""
        self._last_ts = max(self._last_ts + 1, int(now * MICROSECONDS))
        return f"{self._last_ts // MICROSECONDS}.{self._last_ts % MICROSECONDS:06d}"

    def add(self, message: Message) -> None:
        """A new message, for everybody or for its reader."""
        if message.reader is not None:
            self._ephemerals.append(message)
            return
        channel = self._channels.setdefault(message.channel, {})
        channel[message.ts] = message
        if message.thread_ts:
            self._threads.setdefault((message.channel, message.thread_ts), []).append(message)
        if len(channel) > self._kept:
            self.remove(next(iter(channel.values())))

    def find(self, channel: str, ts: str) -> Message | None:
        """A message that everybody sees."""
        return self._channels.get(channel, {}).get(ts)

    def remove(self, message: Message) -> None:
        """Gone, for everybody or for its reader."""
        if message.reader is not None:
            self._ephemerals.remove(message)
            return
        self._channels[message.channel].pop(message.ts)
        if message.thread_ts:
            self._threads[(message.channel, message.thread_ts)].remove(message)
        self._threads.pop((message.channel, message.ts), None)

    def of(self, channel: str) -> Iterable[Message]:
        """All of a channel with their replies, oldest first."""
        return self._channels.get(channel, {}).values()

    def top_level(self, channel: str) -> Iterator[Message]:
        """Those that stand in the channel itself, oldest first."""
        for message in self.of(channel):
            if message.thread_ts is None or message.body.get("subtype") == "thread_broadcast":
                yield message

    def replies(self, channel: str, ts: str) -> list[Message]:
        """The replies of a thread, oldest first, without the parent."""
        return self._threads.get((channel, ts), [])

    def ephemerals(self, user: str) -> list[Message]:
        """What only this person sees, oldest first."""
        return [message for message in self._ephemerals if message.reader == user]

    def find_ephemeral(self, user: str, ts: str) -> Message | None:
        """One that only this person sees."""
        return next((message for message in self.ephemerals(user) if message.ts == ts), None)


def identified(blocks: list[Json], salt: str) -> list[Json]:
    """The blocks, each with a `block_id`; Slack makes them up where the app gives none."""
    return [
        block if block.get("block_id") else {**block, "block_id": f"{salt}.{at}"}
        for at, block in enumerate(blocks)
    ]
