"""What the steps need from the outside, as Protocols, and the plain records that cross those doors.

Steps and inbound doors know only these; `app` hands them the real things.
"""

from bot.ports.card import CardView
from bot.ports.drafting import (
    Commitment,
    Finding,
    Length,
    LlmAnswer,
    LlmQuestion,
    Meter,
    Translator,
    Writer,
    Written,
)
from bot.ports.grouping import Grouping, NoGrouping, Standing
from bot.ports.judging import Judgement
from bot.ports.people import Directory, People
from bot.ports.publishing import (
    CannotTell,
    Eligibility,
    Intent,
    NotFound,
    Published,
    Publisher,
    Publishers,
    Rejected,
    RetryLater,
    Unknown,
)
from bot.ports.work import Answer, Bell, Clicked, Done, Flow, NewId, Now, Refused, Sleep

__all__ = [
    "Answer",
    "Bell",
    "CannotTell",
    "CardView",
    "Clicked",
    "Commitment",
    "Directory",
    "Done",
    "Eligibility",
    "Finding",
    "Flow",
    "Grouping",
    "Intent",
    "Judgement",
    "Length",
    "LlmAnswer",
    "LlmQuestion",
    "Meter",
    "NewId",
    "NoGrouping",
    "NotFound",
    "Now",
    "People",
    "Published",
    "Publisher",
    "Publishers",
    "Refused",
    "Rejected",
    "RetryLater",
    "Sleep",
    "Standing",
    "Translator",
    "Unknown",
    "Writer",
    "Written",
]
