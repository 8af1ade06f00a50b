"""What a card says before anybody works on it: who posts the reply, where, and when. Pure."""

from datetime import timedelta

from bot.models import Reach
from bot.ports import Eligibility


def posted_as(account: str, where: str, undo: timedelta, *more: str) -> Eligibility:
    """The network takes it from us; `undo` is the time between a click and the call, `more` are sentences."""
    said = f"Approve posts this as {account} on {where} {after(undo)}."
    return Eligibility(Reach.API, " ".join([said, *more]))


def by_hand(where: str, why: str = "") -> Eligibility:
    """A person posts it, because of what `why` says in a sentence."""
    return Eligibility(Reach.HAND_OFF, f"You post this yourself on {where}. {why}".rstrip())


def after(undo: timedelta) -> str:
    """When it is posted."""
    return f"after {undo.total_seconds():.0f} s" if undo else "at once"
