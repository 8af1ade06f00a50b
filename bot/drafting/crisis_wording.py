"""What replies say in a crisis before anybody has agreed on more: the statement, and no cause. Pure."""

from typing import Final

from bot.drafting.brands import Action
from bot.drafting.under_stance import StanceWords
from bot.models import CrisisStatement

OWNER: Final = "the crisis lead"
DEED: Final = "publish what is known and answer"
STEPS: Final = (
    "I'll tell you {{ due }} what we find out.",
    "I'll write to you again {{ due }} with what we know.",
    "I'll see that you hear from us {{ due }}.",
    "I'll come back to you {{ due }} with news.",
)
"""Promises that can be kept whatever the cause turns out to be."""
DUE: Final = "today"


def held_words(said: CrisisStatement) -> StanceWords:
    """A reply under a statement: what it knows, what is being done, and that we write again."""
    action = Action(said.id, (), STEPS, OWNER, DEED, DUE)
    return StanceWords(said.id, (said.known,), (said.doing,), action)
