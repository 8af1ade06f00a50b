"""Cards of that day, in any state."""

from datetime import timedelta
from typing import Any

from bot.gallery.rows import ANN, NOON, REPLY, a_draft, a_mention, a_verdict
from bot.models import DraftState, Reach
from bot.ports import CardView, Commitment, Finding, Length
from bot.text import sha256

HARD = Finding("R11", "hard", "guarantee", "It promises too much", "Take it out")
SOFT = Finding("R3", "soft", "sorry if", "It sounds half-hearted", "Say sorry for what happened")
PROMISE = Commitment("the depot", "look for the bag", "today, 17:00")


def a_view(state: DraftState = DraftState.WAITING, **changes: Any) -> CardView:
    """A card in a state; `changes` go to the view, or with a prefix to its rows (`draft_assignee=…`)."""
    mention = a_mention(**_with("mention_", changes))
    verdict = a_verdict(mention, **_with("verdict_", changes))
    draft = a_draft(mention, state=state, **_with("draft_", changes))
    text = str(changes.pop("text", REPLY))
    values: dict[str, Any] = {
        "mention": mention,
        "verdict": verdict,
        "draft": draft,
        "text": text,
        "revision_by": "template",
        "sha256": sha256(text),
        "tone": "calm",
        "template": "lost/1",
        "findings": (),
        "commitments": (PROMISE,),
        "length": Length(len(text), 280),
        "brand": "Harbourline",
        "hand_off_link": None,
        "published_url": None,
        "send_after": NOON + timedelta(seconds=30) if state == DraftState.SCHEDULED else None,
        "approver": ANN if draft.state.is_committed else None,
    }
    return CardView(**(values | changes))


def by_hand(state: DraftState = DraftState.WAITING, **changes: Any) -> CardView:
    """The same for a network where a person posts."""
    told = "You post this yourself on Reddit."
    return a_view(state, draft_reach=Reach.HAND_OFF, draft_reach_reason=told, **changes)


def _with(prefix: str, changes: dict[str, Any]) -> dict[str, Any]:
    names = [name for name in changes if name.startswith(prefix)]
    return {name.removeprefix(prefix): changes.pop(name) for name in names}
