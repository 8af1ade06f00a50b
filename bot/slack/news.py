"""Lines about promises that are due and facts that changed. Pure functions of their rows."""

from datetime import UTC, datetime

from bot.models import SlackMessage
from bot.ports import CardView
from bot.slack import words
from bot.slack.blocks import Block, Rendered, actions, button, line, rich, section, text_element
from bot.slack.escape import date, named_elements, notification, our_elements, person, quoted
from bot.slack.ids import Action, button_value, parse_value
from bot.text import excerpt

MAX_SAID = 300
MAX_OWNER = 80


def promise_due(row: SlackMessage, view: CardView | None) -> Rendered:
    """ "Due now: call back @jo", with Done and Snooze until somebody has pressed one."""
    state, by = row.args.get("state", "due"), person(str(row.args.get("by") or "somebody"))
    head = {
        "done": f":white_check_mark: Done, says {by}: ",
        "snoozed": f":zzz: {by} will be asked again{_until(row)}: ",
    }.get(state, ":alarm_clock: Due now: ")
    owner, said = str(row.args.get("owner") or "somebody"), _promise(row, view)
    blocks = [rich(line(*_without_codes(head), *named_elements(owner, MAX_OWNER), text_element(said)))]
    if state == "due":
        blocks += _answers(row)
    who = person(excerpt(owner, MAX_OWNER))
    return Rendered(notification(head.rstrip(), f"{who} {quoted(said, MAX_SAID)}"), blocks)


def facts_changed(row: SlackMessage) -> Rendered:
    """What is true now instead of what, and how many drafts still say the old."""
    by = person(str(row.args.get("by") or "somebody"))
    head = {
        "changed": f"*A fact has changed*, says {by}.",
        "taken_back": f"*A fact does not hold any more*, says {by}.",
    }.get(str(row.args.get("why")), "*A fact's time is over.* New drafts do not use it any more.")
    told = [_line("Was: ", row.args.get("was")), _line("Now: ", row.args.get("now"))]
    texts = [block for block in told if block]
    blocks = [section(head), *texts, section(_uses(row)), *_refresh(row)]
    return Rendered(notification(head, _uses(row)), blocks)


def _promise(row: SlackMessage, view: CardView | None) -> str:
    what = row.args.get("what") or "what was promised"
    people = row.args.get("people")
    many = f" · for {people} people" if isinstance(people, int) and people > 1 else ""
    to = f" · for {words.author(view.mention)}" if view else many
    return " " + excerpt(f"to {what}{to}", MAX_SAID)


def _answers(row: SlackMessage) -> list[Block]:
    value = button_value(str(row.args.get("promise_id", "")), 1)
    if parse_value(value) is None:
        return []
    row_of_buttons = [
        button("Done", Action.KEPT, value, style="primary"),
        button("Snooze for an hour", Action.LATER, value),
    ]
    return actions(f"promise:{row.version}", row_of_buttons)


def _until(row: SlackMessage) -> str:
    until = row.args.get("until")
    return (
        f" at {date(datetime.fromtimestamp(until, UTC), '{time}')}" if isinstance(until, int | float) else ""
    )


def _uses(row: SlackMessage) -> str:
    refreshed, count, held = row.args.get("refreshed"), _count(row, "drafts"), _count(row, "held")
    if isinstance(refreshed, int) and not isinstance(refreshed, bool):
        told = f"{_drafts(refreshed)} written anew."
    elif count:
        told = f"{_drafts(count)} still {'uses' if count == 1 else 'use'} the old fact."
    else:
        told = "No waiting draft uses the old fact." if not held else ""
    theirs = (
        f" {_drafts(held)} with it {'is' if held == 1 else 'are'} in a colleague's hands." if held else ""
    )
    return (told + theirs).strip()


def _refresh(row: SlackMessage) -> list[Block]:
    value = button_value(str(row.args.get("fact_id", "")), _count(row, "version"))
    if not _count(row, "drafts") or row.args.get("refreshed") is not None or parse_value(value) is None:
        return []
    return actions(f"facts:{row.version}", [button("Refresh", Action.REFRESH, value, style="primary")])


def _drafts(count: int) -> str:
    return "1 draft" if count == 1 else f"{count} drafts"


def _count(row: SlackMessage, name: str) -> int:
    value = row.args.get(name)
    return value if isinstance(value, int) and value > 0 else 0


def _line(label: str, said: object) -> Block | None:
    if not said:
        return None
    return rich(line(text_element(label, bold=True), text_element(excerpt(str(said), MAX_SAID))))


def _without_codes(head: str) -> list[Block]:
    """Our sentence as rich text, which knows emoji by name only."""
    _, name, rest = head.split(":", 2)
    return [{"type": "emoji", "name": name}, *our_elements(rest)]
