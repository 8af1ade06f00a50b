"""Our words for crises: what can be switched on, why one is proposed, how near its end is. Pure."""

from bot.crisis.conditions import Quiet
from bot.models import Crisis, CrisisEffect, Severity
from bot.slack.escape import date, person

EFFECTS: dict[CrisisEffect, tuple[str, str]] = {
    CrisisEffect.BOARD: (
        "War room with a live board",
        "One pinned message that is kept up to date; you talk in its thread.",
    ),
    CrisisEffect.FOUR_EYES: (
        "Two people for what we say",
        "For statements and what we say to each. Replies under it need one.",
    ),
    CrisisEffect.WORDING: (
        "Crisis wording",
        "New drafts about this repeat the approved statement, and no cause.",
    ),
    CrisisEffect.LADDER: (
        "Call people until somebody leads",
        "Now, and again by your ladder; without one after 10 and 20 minutes.",
    ),
    CrisisEffect.PAUSE: (
        "Hold routine replies",
        "Approved replies about other, ordinary matters wait until the end.",
    ),
    CrisisEffect.TARGETS: (
        "Shorter time targets",
        "Cards that wait about this now are due in half the time.",
    ),
}
"""What each is called on its tick, and what it does: at most 75 characters (Slack's limit)."""
TICKED = frozenset(CrisisEffect) - {CrisisEffect.TARGETS}
_FLAGS = {
    "safety": "somebody's safety",
    "legal": "a lawyer or a court",
    "data": "personal data",
    "discrimination": "discrimination",
    "press": "the press",
    "self_harm": "harm to oneself",
}
_WAITING = {
    Severity.CRITICAL: "critical",
    Severity.HIGH: "high",
    Severity.NORMAL: "normal",
    Severity.LOW: "low",
}
LINES = {
    "crisis_started": "{who} started crisis mode.",
    "crisis_dismissed": "{who} said that this is no crisis.",
    "crisis_led": "{who} leads now.",
    "crisis_over": "{who} ended the crisis. What was switched on for it is off.",
    "crisis_undone": "{who} took crisis mode back. All is as it was.",
    "statement_written": "{who} changed the statement. It waits for approval.",
    "statement_first": "{who} approved the statement. A second person has to read it.",
    "statement_approved": "{who} approved the statement. It is on its way.",
    "statement_taken": "{who} sees to the statement. Nobody else is called for now.",
    "crisis_elsewhere": "Somebody has taken it on PagerDuty. Nobody else is called for now.",
    "crisis_unanswered": "Everybody on the ladder was called, and nobody came. Nobody else is called.",
    "action_added": "{who} added something to do:",
    "action_done": "{who} says that this is done:",
    "action_told": "{who} wrote updates for those who were promised this:",
}
"""Lines of the war room."""
WHYS = {
    "war_room": "A crisis runs and nobody leads it yet. Press *I'll lead* on the board.",
    "statement_waits": "What we say to the public waits for approval, and nobody has heard from us yet.",
    "update_soon": "The next public update is promised in a few minutes.",
    "update_due": "The next public update is due now, and none is approved.",
    "action_due": "Something that you own here is due now and not done; see the board.",
    "calm": "It has been quiet for long enough. If you agree, press *Step down…* on the board.",
}
"""Why somebody is called."""


def proposed(crisis: Crisis) -> str:
    """Why it may be a crisis."""
    flags = [_FLAGS[one] for one in crisis.because if one in _FLAGS]
    reasons = ["far more people than usual write, or hear of it"] if "level" in crisis.because else []
    if flags:
        reasons.append(f"complaints touch {' and '.join(flags)}")
    return f"*This may be a crisis:* {', and '.join(reasons) or 'somebody has to look'}."


def waiting(unanswered: dict[Severity, int]) -> str:
    """Who waits, by urgency."""
    found = [f"*{unanswered[one]:,}* {word}" for one, word in _WAITING.items() if unanswered.get(one)]
    return " · ".join(found) or "*nobody*"


def quiet_words(state: Quiet, crisis: Crisis) -> str:
    """How near the end is."""
    if crisis.calm_since is not None:
        since = date(crisis.calm_since, "{time}")
        return f":white_check_mark: *It has been quiet since {since}.* You can end it."
    hours = "an hour" if state.hours == 1 else f"{state.hours} hours"
    most = "1 post" if state.baseline == 1 else f"{state.baseline:g} posts"
    level = _WAITING[crisis.quiet_level]
    return (
        f"May end when no hour of the last {hours} had more than {most} (now {state.busiest}) "
        f"and nobody from {level} urgency on waits (now {state.waiting})."
    )


def led_by(crisis: Crisis) -> str:
    """Who leads."""
    return f"led by {person(crisis.lead)}" if crisis.lead else "nobody leads yet"
