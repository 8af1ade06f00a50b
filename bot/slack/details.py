"""More…: everything behind a draft that its card has no room for. Pure."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from bot.models import DraftRevision, Verdict
from bot.ports import CardView
from bot.slack import words
from bot.slack.blocks import Block, bullets, plain, quotes, rich, section, text_element
from bot.slack.card_buttons import in_details
from bot.slack.card_parts import override_lines, shortened
from bot.slack.escape import our_elements, person
from bot.slack.ids import Callback
from bot.slack.origin import Origin
from bot.slack.reading import Past
from bot.slack.thumbs import counted
from bot.text import excerpt

MAX_LISTED = 15
MAX_WORDS = 300


def details_modal(
    view: CardView, past: Past, origin: Origin, now: datetime, told: Sequence[Block] = ()
) -> Block:
    """Why it was judged so, what the draft is made of, and what it cost. `told` answers the last press."""
    shown = next((one for one in past.wordings if one.revision == view.draft.revision), None)
    blocks = [
        *in_details(view, now),
        *told,
        *_titled("Why it was judged so", _verdict(view)),
        *_titled("What the draft is made of", _making(view, shown)),
        *_titled("What people think of it", _thumbs(view, past)),
        *_titled("Facts and actions it uses", _uses(shown, past)),
        *_titled("Set aside and vouched for", override_lines(view)),
        *_translation(view),
        *_titled("AI use of this draft, all versions", _costs(past.wordings)),
    ]
    return {
        "type": "modal",
        "callback_id": Callback.NOTICE.value,
        "title": plain("More"),
        "close": plain("Close"),
        "private_metadata": origin.dump(),
        "blocks": blocks,
    }


def _titled(title: str, rows: Sequence[Sequence[Block]]) -> list[Block]:
    return [section(f"*{title}*"), rich(bullets(rows[:MAX_LISTED]))] if rows else []


def _said(name: str, value: object) -> list[Block]:
    return [text_element(f"{name}: ", bold=True), text_element(excerpt(str(value), MAX_WORDS))]


def _verdict(view: CardView) -> list[list[Block]]:
    verdict = view.verdict
    facts = [
        _said("Severity", words.severity(verdict.severity)),
        _said("About", words.categories(verdict)),
        [text_element("Judged by: ", bold=True), *our_elements(_judge(verdict))],
    ]
    flags = [_said("Careful", ", ".join(one.replace("_", " ") for one in verdict.flags))]
    reasons = [[text_element(excerpt(one, MAX_WORDS))] for one in verdict.reasons]
    return [*facts, *(flags if verdict.flags else []), *reasons]


def _judge(verdict: Verdict) -> str:
    return person(verdict.judged_by) if verdict.is_corrected else verdict.judged_by


def _making(view: CardView, shown: DraftRevision | None) -> list[list[Block]]:
    draft = view.draft
    told: list[tuple[str, object]] = [
        ("Strategy", words.strategy(draft.strategy, draft.strategy_why)),
        ("Template", view.template),
        ("Tone", view.tone),
        ("Language of the post", words.language(view.verdict.language)),
        ("Asked for", draft.instruction),
        ("Version", draft.revision),
        ("Fingerprint (SHA-256)", view.sha256[:16] if shown else None),
    ]
    return [_said(name, value) for name, value in told if value]


def _uses(shown: DraftRevision | None, past: Past) -> list[list[Block]]:
    """Facts with what they say; an action goes by its name."""
    used = [str(one) for one in (shown.uses if shown else [])]
    return [
        _said(one, past.facts[one]) if one in past.facts else [text_element(excerpt(one, MAX_WORDS))]
        for one in used
    ]


def _thumbs(view: CardView, past: Past) -> list[list[Block]]:
    told = counted(past.opinions, view.draft.revision)
    return [[text_element(told)]] if told else []


def _translation(view: CardView) -> list[Block]:
    if not view.back_translation:
        return []
    return [section("*In English*"), *quotes(shortened(view.back_translation, 2_000))]


def _costs(past: Sequence[DraftRevision]) -> list[list[Block]]:
    calls = [one for one in past if one.usage]
    if not calls:
        return [[text_element("No AI was asked, or its draft was not used.")]]
    lines = [[text_element(f"Version {one.revision}: {_call(one.usage)}")] for one in calls]
    return [[text_element(_total([one.usage for one in calls]), bold=True)], *lines]


def _total(usages: Sequence[dict[str, Any]]) -> str:
    tokens = sum(_number(one, "input_tokens") + _number(one, "output_tokens") for one in usages)
    prices = [one.get("cost_usd") for one in usages]
    known = [float(price) for price in prices if isinstance(price, int | float)]
    money = f"${sum(known):.4f}" if known else "cost not known"
    missing = " and calls at an unknown price" if known and len(known) < len(prices) else ""
    calls = "1 answer" if len(usages) == 1 else f"{len(usages)} answers"
    return f"{calls}, {tokens:,.0f} tokens, {money}{missing}"


def _call(usage: dict[str, Any]) -> str:
    return ", ".join(_parts(usage))


def _parts(usage: dict[str, Any]) -> Iterator[str]:
    yield excerpt(str(usage.get("model") or "a model"), 60)
    cached = _number(usage, "cached_tokens")
    yield f"{_number(usage, 'input_tokens'):,.0f} tokens in" + (f" ({cached:,.0f} cached)" if cached else "")
    yield f"{_number(usage, 'output_tokens'):,.0f} out"
    price = usage.get("cost_usd")
    yield f"${float(price):.4f}" if isinstance(price, int | float) else "cost not known"
    if seconds := _number(usage, "seconds"):
        yield f"{seconds:.1f} s"


def _number(usage: dict[str, Any], name: str) -> float:
    value = usage.get(name)
    return float(value) if isinstance(value, int | float) else 0.0
