"""What the channel sees of a source that fell silent. A pure function of its row."""

from datetime import UTC, datetime

from bot.models import SlackMessage
from bot.slack.blocks import Rendered, context, line, rich, section, text_element
from bot.slack.escape import date, notification, quoted

MAX_NAME = 60
_LOOK = (
    "Look whether it still sends. In the shell, `amends sources` tells how it does, "
    "and `amends sources test` tries it."
)


def source_silent(row: SlackMessage) -> Rendered:
    """Which source, since when, and that it is back if it is."""
    source, last, back = str(row.args.get("source") or "?"), row.args.get("last"), row.args.get("back")
    if back is not None:
        told = (
            f":satellite_antenna: *A source is back* since {_when(back)}. It was silent since {_when(last)}."
        )
        return Rendered(notification(told, quoted(source, MAX_NAME)), [section(told), _named(source)])
    told = f":mute: *A source is silent*: nothing came since {_when(last)}, longer than it usually is."
    blocks = [section(told), _named(source), context(_LOOK)]
    return Rendered(notification(told, quoted(source, MAX_NAME)), blocks)


def _named(source: str) -> dict[str, object]:
    return rich(line(text_element(f"Source: {source[:MAX_NAME]}")))


def _when(at: object) -> str:
    if not isinstance(at, int | float):
        return "an unknown time"
    return date(datetime.fromtimestamp(at, UTC), "{date_short_pretty} {time}")
