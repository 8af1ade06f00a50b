"""Card views for the tests of everything that is rendered, and a walker over what is rendered."""

import re
from collections.abc import Iterator
from typing import Any

from bot.gallery.views import HARD, PROMISE, SOFT, a_view, by_hand
from bot.models import DraftState, Severity
from bot.ports import CardView, Commitment, Finding
from tests.builders import ANN

__all__ = ["HARD", "PROMISE", "SOFT", "a_view", "by_hand"]


HOSTILE = (
    "<!channel> <@U0BOSS> <https://evil.example|Support> & `x` *b* :white_check_mark: \u202egnp.exe\u202c"
)


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
