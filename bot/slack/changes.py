"""What has changed since a person saw a draft: the text on the card, the post, or both. Pure."""

from dataclasses import dataclass

from bot.slack.blocks import Block, line, rich, section
from bot.slack.card_parts import shortened
from bot.slack.diffs import word_diff

MAX_TEXT = 2_000


@dataclass(frozen=True)
class Since:
    """Texts then and now; `None` for what has not changed."""

    reply: tuple[str, str] | None = None
    post: tuple[str, str] | None = None


def changed_blocks(since: Since | None) -> list[Block]:
    """Both as they stand now, with what went struck out and what came in bold."""
    if since is None:
        return []
    told = (("*What changed in the draft*", since.reply), ("*What changed in the post*", since.post))
    return [block for title, texts in told if texts for block in _change(title, *texts)]


def _change(title: str, then: str, now: str) -> list[Block]:
    changes = word_diff(shortened(then, MAX_TEXT), shortened(now, MAX_TEXT))
    return [section(title), *([rich(line(*changes))] if changes else [])]
