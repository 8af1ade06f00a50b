"""What the handlers of clicks stand on."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.advocates import Advocates
from bot.crisis import CrisisRoom
from bot.drafting.facts import Facts
from bot.drafting.grouped_replies import GroupedReplies
from bot.drafting.stances import Stances
from bot.drafting.template_desk import TemplateDesk
from bot.drafting.tuning import Tuning
from bot.granting import Granting
from bot.incidents import IncidentActs
from bot.intake.pasted import Pastes
from bot.models import Pause
from bot.oncall import Duty
from bot.ports import Answer, Clicked, Correction, Directory, Flow, Now, Refused, Translator, Written
from bot.slack.desk import Desk
from bot.slack.health import Model
from bot.slack.watching import Watching
from bot.store.database import Database


class Decisions(Protocol):
    """What people can do to drafts; `bot.approval.Approvals` does it."""

    async def approve(
        self,
        click: Clicked,
        *,
        text: str | None = None,
        because: str | None = None,
        checked: str | None = None,
    ) -> Answer:
        """Approve the revision seen, or the given text.

        `because` is a manager's reason to break a rule, `checked` the tick for what nobody can verify.
        """
        ...

    async def save(
        self, click: Clicked, text: str, *, because: str | None = None, checked: str | None = None
    ) -> Answer:
        """Keep an edited text."""
        ...

    async def offer(
        self, click: Clicked, text: str, *, because: str | None = None, checked: str | None = None
    ) -> Answer:
        """Keep an edited text, and let the card say that it waits for an approver."""
        ...

    async def preview(self, click: Clicked, text: str) -> Written | Refused:
        """What checking finds in words that are only typed yet."""
        ...

    async def begin_edit(self, click: Clicked) -> Answer:
        """The edit form is open."""
        ...

    async def end_edit(self, click: Clicked) -> Answer:
        """It was closed without a word."""
        ...

    async def think(self, click: Clicked, is_good: bool) -> Answer:
        """A thumb on a wording."""
        ...

    async def retire_reason(self, click: Clicked, reason_id: str) -> Answer:
        """Take a saved reason off the list."""
        ...

    async def restore(self, click: Clicked, revision: int) -> Answer:
        """Bring an earlier wording back."""
        ...

    async def redraft(self, click: Clicked, instruction: str | None) -> Answer:
        """Ask for another draft."""
        ...

    async def show_ai(self, click: Clicked) -> Answer:
        """Put the late AI draft onto the card."""
        ...

    async def take(self, click: Clicked) -> Answer:
        """Say "I am on it"."""
        ...

    async def release(self, click: Clicked) -> Answer:
        """Hand it back."""
        ...

    async def decline(self, click: Clicked, reason: str, *, save: str | None = None) -> Answer:
        """Close it without a reply; `save` is a reason to offer from now on."""
        ...

    async def correct(self, click: Clicked, said: Correction) -> Answer:
        """Say what it is about and how bad it is."""
        ...

    async def reopen(self, click: Clicked) -> Answer:
        """Take back a "no reply"."""
        ...

    async def undo(self, click: Clicked) -> Answer:
        """Stop an approved text before it goes out."""
        ...

    async def retry(self, click: Clicked) -> Answer:
        """Send again what certainly was not sent."""
        ...

    async def look_again(self, click: Clicked) -> Answer:
        """Look once more whether it is public."""
        ...

    async def settle(self, click: Clicked, is_there: bool, link: str | None) -> Answer:
        """Say whether it is public."""
        ...

    async def confirm_posted(self, click: Clicked, link: str | None) -> Answer:
        """Say that it was posted by hand."""
        ...

    async def make_card(self, click: Clicked) -> Answer:
        """Bring a set-aside mention onto the desk."""
        ...

    async def remove(self, click: Clicked, why: str, *, corrects: bool) -> Answer:
        """Take a public reply down, for good or to correct it."""
        ...

    async def snooze(self, click: Clicked, until: datetime) -> Answer:
        """Out of the queue until then."""
        ...

    async def wake(self, click: Clicked) -> Answer:
        """Back into the queue now."""
        ...

    async def escalate(self, click: Clicked, why: str) -> Answer:
        """Call the people on call."""
        ...

    async def ask(self, click: Clicked, whom: str, text: str) -> Answer:
        """Ask a colleague."""
        ...

    async def reply(self, user: str, question_id: str, text: str, at: datetime) -> Answer:
        """Answer a colleague's question."""
        ...

    async def send_back(self, click: Clicked, reason: str) -> Answer:
        """Say no to a text that somebody approved first."""
        ...

    async def publish_alone(self, click: Clicked, because: str) -> Answer:
        """Let it go out without a second person."""
        ...


class Promises(Protocol):
    """What people can do to promises that are due; `bot.followup.Followup` does it."""

    async def done(self, user: str, promise_id: str, at: datetime) -> Answer:
        """It is kept."""
        ...

    async def snooze(self, user: str, promise_id: str, at: datetime) -> Answer:
        """Remind once more, later."""
        ...


class Brake(Protocol):
    """Pausing publishing and going on; `bot.pausing.Pausing` does it."""

    async def pause(self, user: str, reason: str, until: datetime | None, at: datetime) -> Answer:
        """Send nothing more."""
        ...

    async def resume(self, user: str, at: datetime) -> Answer:
        """Go on."""
        ...

    async def current(self, now: datetime) -> Pause | None:
        """The pause that holds now."""
        ...


def no_model() -> Model:
    """For a desk without AI."""
    return "off"


@dataclass(frozen=True)
class SlackDeps:
    """Everything that a click can reach."""

    approvals: Decisions
    desk: Desk
    directory: Directory
    flow: Flow
    database: Database
    now: Now
    followup: Promises
    facts: Facts
    brake: Brake
    templates: TemplateDesk
    people: Granting
    tuning: Tuning
    incidents: IncidentActs
    stances: Stances
    replies: GroupedReplies
    pastes: Pastes
    advocates: Advocates
    crisis: CrisisRoom
    duty: Duty
    translator: Translator | None = None
    """`None` where no model is set up."""
    model: Callable[[], Model] = no_model
    homes: Watching = field(default_factory=Watching)
