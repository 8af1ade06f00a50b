"""“Policy…”: what holds for every brand, as plain choices. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.drafting.tuning import PolicyNow, Tuned
from bot.models import Severity
from bot.routing import Route
from bot.slack.blocks import Block, button, context, line, option, plain, rich, section
from bot.slack.escape import our_elements
from bot.slack.ids import ANSWER, Action, Callback
from bot.slack.route_list import level, route_words
from bot.text import excerpt, reveal

ALL = "all:1"
TONE, FIRST, EYES, AGREE = "tone", "first", "eyes", "agree"
FIRSTS = {
    "public": "The reply itself speaks to the trouble",
    "private": "A short apology, the rest in private",
}
EYES_WORDS = {
    "auto": "Two people, where three or more may approve",
    "on": "Always two people",
    "off": "One person is enough",
}
AGREE_WORDS = {"no": "At once", "yes": "When another manager has agreed"}
MINUTES = (5, 10, 15, 30, 45, 60, 90, 120, 180, 240, 360, 480, 720, 1_440, 2_880, 4_320)
MOST_OPTIONS, MAX_LABEL, MAX_VALUE = 100, 75, 150
MOST_ROUTES = 15


def policy_button() -> Block:
    """Opens the form, for managers."""
    return button("Policy…", Action.POLICY, ALL)


def policy_modal(now: PolicyNow, notice: str | None = None, wanted: Tuned | None = None) -> Block:
    """The form; `wanted` is what was chosen and, as `notice` says, not saved."""
    shown = wanted or now.tuned
    tones = {tone: tone for tone in dict.fromkeys([shown.default_tone, *now.tones])}
    agree = "yes" if shown.second_manager else "no"
    return {
        "type": "modal",
        "callback_id": Callback.POLICY.value,
        "title": plain("Policy"),
        "submit": plain("Save"),
        "close": plain("Cancel"),
        "private_metadata": str(now.head),
        "blocks": [
            *([rich(line(*our_elements(notice)))] if notice else []),
            _choice(TONE, "Usual tone", tones, shown.default_tone),
            _choice(FIRST, "In public", FIRSTS, shown.first),
            _choice(EYES, "What is critical or risky is approved by", EYES_WORDS, shown.four_eyes),
            *[_time(severity, shown.minutes[severity]) for severity in sorted(Severity, reverse=True)],
            _choice(AGREE, "A manager's change to templates counts", AGREE_WORDS, agree),
            *_routes(now.policy.routes),
            context("It holds for the next draft and the next click. Every version is kept with your name."),
        ],
    }


def tuned_of(state: Mapping[str, Any], before: Tuned) -> Tuned:
    """What was chosen; what the form does not say stays as it was."""
    minutes = {
        severity: _minutes(_chosen(state, _block(severity)), before.minutes[severity])
        for severity in Severity
    }
    return Tuned(
        default_tone=_chosen(state, TONE) or before.default_tone,
        first=_known(_chosen(state, FIRST), FIRSTS, before.first),
        four_eyes=_known(_chosen(state, EYES), EYES_WORDS, before.four_eyes),
        second_manager=_known(_chosen(state, AGREE), AGREE_WORDS, "yes" if before.second_manager else "no")
        == "yes",
        minutes=minutes,
    )


def _block(severity: Severity) -> str:
    return f"within_{severity.name.lower()}"


def _time(severity: Severity, minutes: int) -> Block:
    offered = {str(each): _span(each) for each in sorted({*MINUTES, minutes})}
    return _choice(_block(severity), f"Decide on a post that is {level(severity)}", offered, str(minutes))


def _span(minutes: int) -> str:
    if minutes % 60:
        return f"within {minutes} minutes"
    hours = minutes // 60
    if hours % 24 or hours == 24:
        return "within an hour" if hours == 1 else f"within {hours} hours"
    return f"within {hours // 24} days"


def _choice(block_id: str, label: str, offered: Mapping[str, str], now: str) -> Block:
    fitting = [(value, words) for value, words in offered.items() if len(value) <= MAX_VALUE]
    options = [option(excerpt(reveal(words), MAX_LABEL), value) for value, words in fitting[:MOST_OPTIONS]]
    chosen = next((one for one in options if one["value"] == now), options[0])
    element = {"type": "static_select", "action_id": ANSWER, "options": options, "initial_option": chosen}
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": element}


def _routes(routes: Sequence[Route]) -> list[Block]:
    """To read: they have a screen of their own."""
    if not routes:
        return [section("*Routes:* none. Every card goes to one channel, and every approver may approve it.")]
    shown = enumerate(routes[:MOST_ROUTES], start=1)
    told = [context(f"{number}. {route_words(route)}") for number, route in shown]
    return [section("*Routes*, the first that fits:"), *told, context("Change them under *Routes…* on Home.")]


def _chosen(state: Mapping[str, Any], block_id: str) -> str | None:
    entry = (state.get("values") or {}).get(block_id, {}).get(ANSWER) or {}
    picked = entry.get("selected_option") or {}
    value = picked.get("value")
    return None if value is None else str(value)


def _known(value: str | None, offered: Mapping[str, str], before: str) -> str:
    return value if value in offered and value is not None else before


def _minutes(value: str | None, before: int) -> int:
    return int(value) if value and value.isdecimal() and 0 < len(value) <= 5 else before
