"""Sentence by sentence: which of a file's words a manager has read and stands behind. Pure."""

from collections.abc import Mapping

from bot.drafting.template_desk import TemplateFile
from bot.models import SentenceReview
from bot.slack.blocks import Block, actions, button, confirm, context, plain, section
from bot.slack.escape import clamp, date
from bot.slack.ids import Action
from bot.slack.template_list import WHEN, form, named, next_page, noted, who
from bot.slack.template_places import Place
from bot.text import reveal, sha256

SENTENCES_SHOWN = 30
"""Each takes up to two of a modal's 100 blocks."""
MAX_SENTENCE = 600
"""Characters; a sentence that may be saved is far shorter."""
BACK, ADD = "back", "add"


def review_modal(
    file: TemplateFile, by_digest: Mapping[str, SentenceReview], page: int = 0, notice: str | None = None
) -> Block:
    """A file's sentences, each with who stands behind it."""
    shown = file.sentences[page * SENTENCES_SHOWN : (page + 1) * SENTENCES_SHOWN]
    blocks = [
        *noted(notice),
        section(f"*{named(file.path)}* · {file.reviewed} of {len(file.sentences)} sentences reviewed"),
        *(block for one in shown for block in _entry(one, by_digest.get(sha256(one)))),
        *actions("review", _more(file, page)),
    ]
    return form("Review sentences", blocks, Place(file.path, file.head, page), close="Back")


def pressed(value: str) -> tuple[str, str] | None:
    """What a sentence's button asks for, and the sentence's digest; `None` if it is not ours."""
    act, _, digest = value.partition(":")
    return (act, digest) if act in {ADD, BACK} and digest.isalnum() else None


def _entry(sentence: str, review: SentenceReview | None) -> list[Block]:
    digest = sha256(sentence)
    if review is None:
        act = button("I stand behind it", Action.TEMPLATE_REVIEWED, f"{ADD}:{digest}")
    else:
        act = button("Take back", Action.TEMPLATE_REVIEWED, f"{BACK}:{digest}")
    said: Block = {"type": "section", "text": plain(clamp(reveal(sentence), MAX_SENTENCE)), "accessory": act}
    return [said, *([] if review is None else [context(_stands(review))])]


def _stands(review: SentenceReview) -> str:
    by = who(review.reviewed_by)
    return f":white_check_mark: {by} stands behind it since {date(review.reviewed_at, WHEN)}"


def _more(file: TemplateFile, page: int) -> list[Block]:
    sure = confirm("All of them?", "You say that you have read every sentence of this file.", "I have")
    everything = button("I stand behind all of them", Action.TEMPLATE_ALL_REVIEWED, file.path, confirm=sure)
    count = len(file.sentences)
    other = button("Other sentences", Action.TEMPLATE_REVIEW, str(next_page(page, count, SENTENCES_SHOWN)))
    return [
        *([everything] if file.reviewed < count else []),
        *([other] if count > SENTENCES_SHOWN else []),
    ]
