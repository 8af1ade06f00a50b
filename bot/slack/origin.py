"""Where a modal was opened from, carried in its private metadata."""

import json
from dataclasses import dataclass

from bot.slack.ids import button_value, parse_value


@dataclass(frozen=True)
class Origin:
    """The draft and revision that the person saw, and the place to answer them in."""

    draft_id: str
    revision: int
    channel: str | None = None
    thread_ts: str | None = None

    def dump(self) -> str:
        """As text; ids only."""
        value = button_value(self.draft_id, self.revision)
        return json.dumps({"value": value, "channel": self.channel, "thread_ts": self.thread_ts})

    @staticmethod
    def load(metadata: str) -> "Origin | None":
        """From text; `None` if it is not ours."""
        try:
            said = json.loads(metadata)
        except (ValueError, RecursionError):
            return None
        target = parse_value(said.get("value")) if isinstance(said, dict) else None
        if target is None:
            return None
        channel, thread_ts = said.get("channel"), said.get("thread_ts")
        if not all(one is None or isinstance(one, str) for one in (channel, thread_ts)):
            return None
        return Origin(target.draft_id, target.revision, channel, thread_ts)
