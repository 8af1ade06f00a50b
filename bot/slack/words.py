"""Our words for what the rows say: platforms, categories, severities, times."""

import re

from bot.approval.labelling import NO_COMPLAINT, SPAM
from bot.drafting.language_names import UNNAMED, language_name
from bot.models import Category, Complaint, Draft, Mention, Reach, Severity, Verdict
from bot.text import excerpt

SEVERITY = {
    Severity.LOW: ":white_circle: Low",
    Severity.NORMAL: ":large_blue_circle: Normal",
    Severity.HIGH: ":large_orange_circle: High",
    Severity.CRITICAL: ":red_circle: Critical",
}

CATEGORY = {
    Category.DELAY: "delay",
    Category.CANCELLATION: "cancellation",
    Category.LOST: "lost item",
    Category.DAMAGED: "damage",
    Category.QUEUE: "long queue",
    Category.STAFF: "staff",
    Category.BOOKING: "booking",
    Category.SUPPORT: "support",
    Category.QUALITY: "quality",
    Category.BILLING: "billing",
    Category.SAFETY: "safety",
    Category.OUTAGE: "outage",
    Category.OTHER: "something else",
}

STRATEGY = {
    "rebuild": "put it right",
    "diminish": "own it, briefly",
    "correct": "correct what is wrong",
    "sympathise": "sympathise, without speaking of fault",
    "no_reply": "no reply",
}

_PLATFORM = {
    "app_store": "App Store",
    "google_business": "Google",
    "google_play": "Google Play",
    "hacker_news": "Hacker News",
    "linkedin": "LinkedIn",
    "tiktok": "TikTok",
    "youtube": "YouTube",
}
_STRANGE = re.compile(r"[^A-Za-z0-9 .-]+")

OTHER = "Other"
DECLINE_REASONS = (
    "Not about us",
    "Troll or bait",
    "Already answered",
    "Answered privately",
    SPAM,
    OTHER,
    NO_COMPLAINT,
)
"""By their place: forms that are open keep it, so that new ones come last."""


def platform(name: str) -> str:
    """A network's name as people write it; safe in mrkdwn whatever the source called it."""
    known = _PLATFORM.get(name) or _STRANGE.sub(" ", name).strip()[:30].title()
    return known or "an unknown network"


def severity(level: Severity) -> str:
    """The word alone."""
    return SEVERITY[level].split(" ", 1)[1]


def categories(verdict: Verdict) -> str:
    """The best guess, and the second."""
    guesses = [category(one) for one in (verdict.category, verdict.second_category) if one]
    return " or ".join(guesses)


def category(word: str) -> str:
    """What it is about; safe in mrkdwn whatever the word is."""
    try:
        return CATEGORY[Category(word)]
    except ValueError:
        return _STRANGE.sub(" ", word)[:30]


def author(mention: Mention) -> str:
    """Whom we answer: name and handle, as given; never for mrkdwn unescaped."""
    handle = f"@{mention.author_handle.removeprefix('@')}" if mention.author_handle else ""
    if mention.author_name and handle:
        return f"{mention.author_name} ({handle})"
    return mention.author_name or handle or "Somebody"


def made_by(author: str, template: str | None) -> str:
    """Who wrote a wording, and after which template; a colleague stays a mention."""
    after = f"template {excerpt(template, 60)}" if template else ""
    if author == "template":
        return f"from {after or 'a template'}"
    who = "written by AI" if author == "llm" else f"written by <@{author}>"
    return f"{who} after {after}" if after else who


def verdict_line(verdict: Verdict) -> str:
    """Why triage thinks so."""
    doubt = ["Not sure that this is a complaint"] if verdict.complaint == Complaint.UNSURE else []
    flags = [f"Careful: {', '.join(one.replace('_', ' ') for one in verdict.flags)}"] if verdict.flags else []
    return " · ".join([*flags, *doubt, *(reason.rstrip(".") for reason in verdict.reasons)])


def strategy(name: str | None, why: str | None) -> str:
    """How the reply goes about it, and why; empty if nothing was chosen."""
    if not name:
        return ""
    said = STRATEGY.get(name) or _STRANGE.sub(" ", name)[:30]
    return f"{said} – {why}" if why else said


def language(code: str) -> str:
    """A language's English name."""
    return "not sure" if code in ("", "und", UNNAMED) else language_name(code)


def decline_reason(place: str) -> str:
    """The reason at a place of the list; `Other` if there is none."""
    known = place.isdecimal() and int(place) < len(DECLINE_REASONS)
    return DECLINE_REASONS[int(place)] if known else OTHER


def is_by_hand(draft: Draft) -> bool:
    """A person posts it."""
    return draft.reach == Reach.HAND_OFF
