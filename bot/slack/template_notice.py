"""What the channel sees of a template version that waits for a second manager. A pure function of its row."""

from bot.models import SlackMessage
from bot.slack.blocks import Block, Rendered, actions, button, line, rich, section, text_element
from bot.slack.escape import notification
from bot.slack.ids import Action
from bot.slack.template_list import named, who
from bot.text import excerpt

MAX_NOTE = 200


def template_waits(row: SlackMessage) -> Rendered:
    """Who changed which file and why, and what became of it."""
    by, path = who(str(row.args.get("by") or "somebody")), str(row.args.get("path") or "")
    head = f":memo: {by} changed *{named(path)}*{_became(row)}"
    note = row.args.get("note")
    why = (
        [rich(line(text_element("Why: ", bold=True), text_element(excerpt(str(note), MAX_NOTE))))]
        if note
        else []
    )
    return Rendered(notification(head), [section(head), *why, *_look(row)])


def _became(row: SlackMessage) -> str:
    needs = row.args.get("needs")
    if needs == "second":
        return ". It is in force once another manager agrees."
    if needs is None:
        return f", agreed by {who(str(row.args.get('agreed_by') or 'somebody'))}. It is in force."
    return {"refused": ". It was not agreed to."}.get(str(needs), ". A newer version took its place.")


def _look(row: SlackMessage) -> list[Block]:
    version = row.args.get("version")
    if row.args.get("needs") != "second" or not isinstance(version, int):
        return []
    return actions(f"template:{row.version}", [button("Look", Action.TEMPLATE_LOOK, str(version))])
