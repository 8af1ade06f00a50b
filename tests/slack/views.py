"""Card views for the tests of everything that is rendered, and a walker over what is rendered."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from bot.models import DraftState, Reach, Severity
from bot.ports import CardView, Commitment, Finding, Length
from bot.text import sha256
from tests.builders import ANN, NOON, REPLY, a_draft, a_mention, a_verdict

HARD = Finding("R11", "hard", "guarantee", "It promises too much", "Take it out")
SOFT = Finding("R3", "soft", "sorry if", "It sounds half-hearted", "Say sorry for what happened")
PROMISE = Commitment("the depot", "look for the bag", "today, 17:00")
HOSTILE = (
    "<!channel> <@U0BOSS> <https://evil.example|Support> & `x` *b* :white_check_mark: \u202egnp.exe\u202c"
)


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


def hostile_view(state: DraftState) -> CardView:
    """Everything that a stranger, a network or a model can put onto a card, huge and hostile."""
    huge = HOSTILE * 150
    return a_view(
        state,
        text=huge,
        mention_text=huge,
        mention_author_name=huge,
        mention_author_handle=HOSTILE,
        mention_platform=HOSTILE,
        mention_url="https://x.com.evil.example/<!here>",
        mention_stars=1,
        mention_author_followers=10**12,
        verdict_reasons=[huge] * 9,
        verdict_category=HOSTILE,
        verdict_flags=[HOSTILE],
        draft_severity=Severity.CRITICAL,
        draft_reach_reason=huge,
        draft_note=huge,
        draft_problem=huge,
        draft_decline_reason=huge,
        draft_late_revision=2,
        revision_by="llm",
        tone=HOSTILE,
        template=HOSTILE,
        findings=[Finding(HOSTILE, "hard", huge, huge, huge)] * 40,
        commitments=[Commitment(huge, huge, huge)] * 40,
        draft_strategy=HOSTILE,
        draft_strategy_why=huge,
        sensitive_for=[HOSTILE, "S0TEAM", ANN],
        back_translation=huge,
        overrides=[{"rule": HOSTILE, "reason": huge, "by": HOSTILE}] * 40,
        has_ai=True,
        hand_off_link="https://x.com/intent/post?text=" + "a" * 5_000,
        published_url="https://evil.example/>|<!channel>",
    )


def texts(payload: Any) -> list[str]:
    """Every word that a person can see, in order."""
    return list(_texts(payload))


def shown(payload: Any) -> str:
    """All of it in one string."""
    return "\n".join(texts(payload))


def labels(blocks: list[dict[str, Any]]) -> list[str]:
    """What stands on the buttons, and in the overflow menu."""
    found = []
    for element in [one for block in blocks for one in _on(block)]:
        if element["type"] == "button":
            found.append(element["text"]["text"])
        elif element["type"] == "overflow":
            found += [one["text"]["text"] for one in element["options"]]
    return found


def elements(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """All elements of the rows of buttons, and those beside a line."""
    rows = (block["elements"] for block in blocks if block["type"] == "actions")
    beside = ([block["accessory"]] for block in blocks if "accessory" in block)
    return [element for row in (*beside, *rows) for element in row]


def _on(block: dict[str, Any]) -> list[dict[str, Any]]:
    """What can be pressed in a row of buttons, or beside a section."""
    return elements([block]) if block["type"] == "actions" else [block.get("accessory") or {"type": ""}]


def live_tokens(payload: Any) -> list[str]:
    """What Slack would bring to life: tokens in mrkdwn and in top-level texts."""
    found: list[str] = []
    for text in _parsed(payload):
        found += re.findall(r"<[^>]*>?", text)
    return found


def _texts(payload: Any) -> Iterator[str]:
    if isinstance(payload, list):
        for one in payload:
            yield from _texts(one)
    elif isinstance(payload, dict):
        if payload.get("type") == "user":
            yield f"<@{payload['user_id']}>"
        for key in ("text", "initial_value", "fallback"):
            if isinstance(payload.get(key), str):
                yield payload[key]
        for one in payload.values():
            yield from _texts(one)


def _parsed(payload: Any) -> Iterator[str]:
    if isinstance(payload, list):
        for one in payload:
            yield from _parsed(one)
    elif isinstance(payload, dict):
        if payload.get("type") == "mrkdwn" or (
            "type" not in payload and isinstance(payload.get("text"), str)
        ):
            yield payload["text"]
        for one in payload.values():
            yield from _parsed(one)


def _with(prefix: str, changes: dict[str, Any]) -> dict[str, Any]:
    names = [name for name in changes if name.startswith(prefix)]
    return {name.removeprefix(prefix): changes.pop(name) for name in names}
