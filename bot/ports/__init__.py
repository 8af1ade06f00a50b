"""What the steps need from the outside, as Protocols, and the plain records that cross those doors.

Steps and inbound doors know only these; `app` hands them the real things.
"""

from bot.ports.card import CardView, Sequel
from bot.ports.drafting import (
    Commitment,
    Finding,
    Length,
    LlmAnswer,
    LlmQuestion,
    Meter,
    Summariser,
    Translator,
    Writer,
    Written,
)
from bot.ports.grouping import Grouping, NoGrouping, Standing
from bot.ports.judging import Judgement
from bot.ports.learning import Learns
from bot.ports.people import Directory, People
from bot.ports.phoning import Phone, PhoneCall
from bot.ports.polling import Polled, Poller, Post
from bot.ports.publishing import (
    CannotTell,
    Deleted,
    Deletes,
    Eligibility,
    Intent,
    NotFound,
    Pending,
    Published,
    Publisher,
    Publishers,
    Rejected,
    RetryLater,
    Seen,
    Sent,
    Unknown,
)
from bot.ports.sources import (
    SOURCE_API,
    Call,
    Greeting,
    Headers,
    Item,
    Rehearses,
    Setup,
    Source,
    SourceFactory,
)
from bot.ports.speaking import Speaker, Speech, SpeechPart, SpeechQuestion
from bot.ports.work import Answer, Bell, Clicked, Correction, Done, Flow, NewId, Now, Refused, Sleep

__all__ = [
    "SOURCE_API",
    "Answer",
    "Bell",
    "Call",
    "CannotTell",
    "CardView",
    "Clicked",
    "Commitment",
    "Correction",
    "Deleted",
    "Deletes",
    "Directory",
    "Done",
    "Eligibility",
    "Finding",
    "Flow",
    "Greeting",
    "Grouping",
    "Headers",
    "Intent",
    "Item",
    "Judgement",
    "Learns",
    "Length",
    "LlmAnswer",
    "LlmQuestion",
    "Meter",
    "NewId",
    "NoGrouping",
    "NotFound",
    "Now",
    "Pending",
    "People",
    "Phone",
    "PhoneCall",
    "Polled",
    "Poller",
    "Post",
    "Published",
    "Publisher",
    "Publishers",
    "Refused",
    "Rehearses",
    "Rejected",
    "RetryLater",
    "Seen",
    "Sent",
    "Sequel",
    "Setup",
    "Sleep",
    "Source",
    "SourceFactory",
    "Speaker",
    "Speech",
    "SpeechPart",
    "SpeechQuestion",
    "Standing",
    "Summariser",
    "Translator",
    "Unknown",
    "Writer",
    "Written",
]
