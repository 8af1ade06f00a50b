"""Why a mention was judged so, in plain words for its card.

Some quote a few words of the stranger; the card escapes them.
"""

from collections.abc import Mapping, Sequence

from bot.models import Complaint, RiskFlag
from bot.text import excerpt
from bot.triage.phrases import Hit
from bot.triage.polarity import Polarity
from bot.triage.reading import Reading
from bot.triage.severity import large_audience

QUOTED = 2
QUOTE_CHARS = 26
"""Together under 60 characters of a stranger's text in one reason."""

_RISK_WORDS = {
    RiskFlag.SAFETY: "may be about injury or danger",
    RiskFlag.LEGAL: "mentions the law",
    RiskFlag.DATA: "may be about leaked or stolen data",
    RiskFlag.DISCRIMINATION: "may be about discrimination",
    RiskFlag.PRESS: "mentions the press or going viral",
    RiskFlag.SELF_HARM: "may be about self-harm",
}


def of_risks(reading: Reading, risks: Mapping[RiskFlag, Hit[RiskFlag | None]]) -> list[str]:
    """One reason per flag."""
    return [
        f"{_RISK_WORDS[flag]}: {_quoted([reading.quote(hit.start, hit.end)])}, a person should look first"
        for flag, hit in risks.items()
    ]


def of_source(stars: int | None, sentiment: float | None, followers: int | None) -> list[str]:
    """What the source told us that counted."""
    found = [] if stars is None else [f"{stars} of 5 stars" if 0 <= stars <= 5 else "stars out of range"]
    if sentiment is not None and sentiment <= -0.5:
        found.append("the source calls it negative")
    if followers is not None and large_audience(followers):
        found.append(f"{followers:,} followers")
    return found


def of_tone(polarity: Polarity, complaint: Complaint) -> str:
    """What the words sound like."""
    if complaint is Complaint.NO:
        return f"looks like praise: {_quoted(polarity.kind)}" if polarity.kind else "no sign of a complaint"
    if polarity.sarcastic:
        return f"sounds sarcastic: {_quoted(polarity.sarcastic)}"
    if polarity.angry:
        return f"sounds angry: {_quoted(polarity.angry)}"
    if polarity.troubled:
        return f"speaks of trouble: {_quoted(polarity.troubled)}"
    return "sounds negative" if complaint is Complaint.YES else "not clear whether it is a complaint"


def of_hardship(reading: Reading, hit: Hit[str]) -> str:
    """What the trouble cost the person."""
    return f"{hit.label}: {_quoted([reading.quote(hit.start, hit.end)])}"


def _quoted(phrases: Sequence[str]) -> str:
    few = list(dict.fromkeys(phrases))[:QUOTED]
    return ", ".join(f'"{excerpt(phrase, QUOTE_CHARS)}"' for phrase in few)
