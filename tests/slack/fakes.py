"""Stand-ins for what lies behind the handlers: they note what they are asked and answer as told."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

from bot.intake.accept import accept
from bot.intake.arrival import Arrival, Receipt
from bot.intake.parse import Parsed
from bot.models import Mention
from bot.ports import (
    Answer,
    CannotTell,
    Clicked,
    Correction,
    Done,
    Eligibility,
    Intent,
    Length,
    NotFound,
    Published,
    Publisher,
    Refused,
    Rejected,
    RetryLater,
    Unknown,
    Written,
)
from bot.store.database import Database
from tests.builders import BY_API, CHANNEL, fits, written


@dataclass
class Noted:
    """Implements `slack.deps.Decisions`. `answer` goes to everybody; `asked` holds (act, click, more)."""

    answer: Answer = field(default_factory=Done)
    asked: list[tuple[str, Clicked, tuple[object, ...]]] = field(default_factory=list)
    editors: list[str] = field(default_factory=list)
    """Who has the edit form open."""

    async def approve(
        self,
        click: Clicked,
        *,
        text: str | None = None,
        because: str | None = None,
        checked: str | None = None,
    ) -> Answer:
        """Note it."""
        return self._note("approve", click, *_given(text, because, checked))

    async def save(
        self, click: Clicked, text: str, *, because: str | None = None, checked: str | None = None
    ) -> Answer:
        """Note it."""
        return self._note("save", click, *_given(text, because, checked))

    async def offer(
        self, click: Clicked, text: str, *, because: str | None = None, checked: str | None = None
    ) -> Answer:
        """Note it."""
        return self._note("offer", click, *_given(text, because, checked))

    async def preview(self, click: Clicked, text: str) -> Written | Refused:
        """What the words would come to, with nothing found in them."""
        return written(text, click.user)

    async def begin_edit(self, click: Clicked) -> Answer:
        """Note it apart: opening a form decides nothing."""
        self.editors.append(click.user)
        return Done()

    async def end_edit(self, click: Clicked) -> Answer:
        """Note it apart."""
        self.editors.remove(click.user)
        return Done()

    async def think(self, click: Clicked, is_good: bool) -> Answer:
        """Note it."""
        return self._note("think", click, is_good)

    async def retire_reason(self, click: Clicked, reason_id: str) -> Answer:
        """Note it."""
        return self._note("retire_reason", click, reason_id)

    async def correct(self, click: Clicked, said: Correction) -> Answer:
        """Note it."""
        return self._note("correct", click, said)

    async def restore(self, click: Clicked, revision: int) -> Answer:
        """Note it."""
        return self._note("restore", click, revision)

    async def redraft(self, click: Clicked, instruction: str | None) -> Answer:
        """Note it."""
        return self._note("redraft", click, instruction)

    async def show_ai(self, click: Clicked) -> Answer:
        """Note it."""
        return self._note("show_ai", click)

    async def take(self, click: Clicked) -> Answer:
        """Note it."""
        return self._note("take", click)

    async def release(self, click: Clicked) -> Answer:
        """Note it."""
        return self._note("release", click)

    async def decline(self, click: Clicked, reason: str, *, save: str | None = None) -> Answer:
        """Note it."""
        return self._note("decline", click, *_given(reason, save))

    async def reopen(self, click: Clicked) -> Answer:
        """Note it."""
        return self._note("reopen", click)

    async def undo(self, click: Clicked) -> Answer:
        """Note it."""
        return self._note("undo", click)

    async def retry(self, click: Clicked) -> Answer:
        """Note it."""
        return self._note("retry", click)

    async def look_again(self, click: Clicked) -> Answer:
        """Note it."""
        return self._note("look_again", click)

    async def settle(self, click: Clicked, is_there: bool, link: str | None) -> Answer:
        """Note it."""
        return self._note("settle", click, is_there, link)

    async def confirm_posted(self, click: Clicked, link: str | None) -> Answer:
        """Note it."""
        return self._note("confirm_posted", click, link)

    async def make_card(self, click: Clicked) -> Answer:
        """Note it."""
        return self._note("make_card", click)

    async def remove(self, click: Clicked, why: str, *, corrects: bool) -> Answer:
        """Note it."""
        return self._note("remove", click, why, corrects)

    async def snooze(self, click: Clicked, until: datetime) -> Answer:
        """Note it."""
        return self._note("snooze", click, until)

    async def wake(self, click: Clicked) -> Answer:
        """Note it."""
        return self._note("wake", click)

    async def escalate(self, click: Clicked, why: str) -> Answer:
        """Note it."""
        return self._note("escalate", click, why)

    async def ask(self, click: Clicked, whom: str, text: str) -> Answer:
        """Note it."""
        return self._note("ask", click, whom, text)

    async def reply(self, user: str, question_id: str, text: str, at: datetime) -> Answer:
        """Note it."""
        return self._note("reply", Clicked(user, question_id, None, at), text)

    async def send_back(self, click: Clicked, reason: str) -> Answer:
        """Note it."""
        return self._note("send_back", click, reason)

    async def publish_alone(self, click: Clicked, because: str) -> Answer:
        """Note it."""
        return self._note("publish_alone", click, because)

    def _note(self, act: str, click: Clicked, *more: object) -> Answer:
        self.asked.append((act, click, more))
        return self.answer


def _given(text: str | None, *more: str | None) -> tuple[str | None, ...]:
    return (text, *(one for one in more if one is not None))


class OneWebhook:
    """Implements `ports.Publishers`: everything goes out by itself, in at most 280 characters."""

    name = "webhook"

    def choose(self, mention: Mention) -> Publisher:
        """Itself."""
        return self

    def named(self, name: str) -> Publisher:
        """Itself."""
        return self

    def can_reply(self, mention: Mention) -> Eligibility:
        """Always."""
        return BY_API

    def measure(self, text: str, mention: Mention) -> Length:
        """Plain characters."""
        return fits(text)

    def prepare(self, intent: Intent) -> dict[str, Any]:
        """Nothing."""
        return {}

    async def publish(self, intent: Intent) -> Published | Rejected | RetryLater | Unknown:
        """At once."""
        return Published(intent.id, None)

    async def find_existing(self, intent: Intent) -> Published | NotFound | CannotTell:
        """Never there."""
        return NotFound()

    def hand_off_link(self, mention: Mention, text: str) -> str | None:
        """Nobody posts by hand."""
        return None


@dataclass
class NotedFlow:
    """Implements `ports.Flow`."""

    started: list[tuple[str, str]] = field(default_factory=list)

    async def draft(self, draft_id: str) -> None:
        """Note it."""
        self.started.append(("draft", draft_id))

    async def publish(self, approval_id: str) -> None:
        """Note it."""
        self.started.append(("publish", approval_id))


@dataclass
class AtOnce:
    """Stores each delivery by itself, as the journal stores many together."""

    database: Database

    async def submit(
        self, source: str, key: str, body: bytes, parsed: Parsed, received_at: datetime
    ) -> Receipt:
        """Durable when it returns."""
        arrival = Arrival(uuid4().hex, source, key, body, parsed, received_at)
        async with self.database.writing() as session:
            return (await accept(session, [arrival], CHANNEL, received_at))[0]
