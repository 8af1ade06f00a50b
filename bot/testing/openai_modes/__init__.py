"""The ways in which the fake model server answers: a few good ones, and all the bad ones seen in the wild.

Each mode is one function, and its name is the name by which it is asked for.
"""

from bot.testing.openai_modes import good, lost, nonsense, refused, unusable
from bot.testing.openai_modes.calls import (
    MODES,
    Answer,
    Call,
    Mode,
    apologise,
    company_of,
    content_of,
    post_of,
    task_of,
)

__all__ = [
    "MODES",
    "Answer",
    "Call",
    "Mode",
    "apologise",
    "company_of",
    "content_of",
    "good",
    "lost",
    "nonsense",
    "post_of",
    "refused",
    "task_of",
    "unusable",
]
