"""Bodies that Slack would never send, made from those that it does: parts missing, odd, huge and foreign."""

import copy
import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from bot.sandbox.delivery import Kind
from bot.slack.ids import ANSWER, Action, Callback, Field, More, button_value
from bot.slack.origin import Origin
from bot.slack.queue_modal import Round
from tests.builders import ANN, CHANNEL, MAYA

GUEST = "U0GUEST"
TEAM = {"id": "T0SAND", "domain": "sandbox"}
ODD: tuple[Any, ...] = (
    None,
    7,
    True,
    "",
    "<!channel>\u202e\x00'; DROP TABLE draft; --",
    "x" * 20_000,
    [],
    [[None]],
    {},
    {"id": {"id": ["deep"]}, "value": 1},
)
"""What stands in the place of a part."""
GARBAGE = (
    "",
    "null",
    "7",
    "[]",
    "{}",
    "{",
    '{"value": 7}',
    '{"value": "nothing:1", "done": "x", "skip": null}',
    '{"value": "nothing:1", "channel": {"a": 1}}',
    "[" * 400,
    "nothing",
    "<!channel>",
)
"""Private metadata that no form of ours has."""

NOT_INERT = {Action.START_QUEUE}
"""What has an effect for an approver, whatever its value is."""

Body = dict[str, Any]
Sent = tuple[Kind, Any]


def presses(draft_id: str) -> Iterator[Sent]:
    """Every button and menu: by a guest on a draft, and by an approver on one that does not exist."""
    for user, target in ((GUEST, draft_id), (ANN, "nothing")):
        for action in sorted(set(Action) - (NOT_INERT if user == ANN else set())):
            yield "interactive", press(user, action.value, button_value(target, 1))
        for choice in More:
            yield (
                "interactive",
                press(user, Action.MORE.value, button_value(target, 1, choice.value), menu=True),
            )


def press(user: str, action_id: str, value: str, *, menu: bool = False) -> Body:
    """One press on a message."""
    words = {"type": "plain_text", "text": "Press", "emoji": False}
    given: Body = {"selected_option": {"text": words, "value": value}} if menu else {"value": value}
    action = {
        "type": "overflow" if menu else "button",
        "action_id": action_id,
        "block_id": "b",
        "action_ts": "1.0",
    }
    return {
        **_interaction("block_actions", user),
        "actions": [{**action, "text": words, **given}],
        "channel": {"id": CHANNEL, "name": "care"},
        "container": {"type": "message", "message_ts": "1.0", "channel_id": CHANNEL, "is_ephemeral": False},
        "message": {"type": "message", "ts": "1.0", "user": "U0BOT", "text": "card", "blocks": []},
        "state": {"values": {}},
        "response_url": "https://hooks.slack.com/actions/T0SAND/1/none",
    }


def forms(draft_id: str) -> Iterator[Sent]:
    """Every form, filled and sent by a guest; and its window closed."""
    for callback in Callback:
        for metadata in (Origin(draft_id, 1, CHANNEL).dump(), Round(draft_id, 1).dump()):
            yield "interactive", form(GUEST, callback.value, metadata)
        yield "interactive", form(GUEST, callback.value, Round(draft_id, 1).dump(), kind="view_closed")


def forged_forms() -> Iterator[Sent]:
    """Every form, sent by a manager, with metadata that nobody wrote, and nothing filled in."""
    for callback in Callback:
        for metadata in GARBAGE:
            for kind in ("view_submission", "view_closed"):
                yield "interactive", form(MAYA, callback.value, metadata, kind=kind, filled=False)


def form(
    user: str, callback_id: str, metadata: str, *, kind: str = "view_submission", filled: bool = True
) -> Body:
    """One form."""
    answers = {
        "type": "static_select",
        "value": "words",
        "selected_option": {"text": {"type": "plain_text", "text": "?"}, "value": "garbage"},
    }
    values = {field.value: {ANSWER: answers} for field in Field} if filled else {}
    view = {
        "id": "V0NONE",
        "team_id": "T0SAND",
        "type": "modal",
        "callback_id": callback_id,
        "private_metadata": metadata,
        "state": {"values": values},
        "hash": "1.x",
        "title": {"type": "plain_text", "text": "Form"},
        "submit": {"type": "plain_text", "text": "Approve and next"},
        "blocks": [],
        "root_view_id": "V0NONE",
        "app_installed_team_id": "T0SAND",
    }
    return {**_interaction(kind, user), "view": view, "response_urls": [], "is_cleared": False}


def others() -> Iterator[Sent]:
    """Commands, shortcuts and events that change nothing."""
    for text in (
        "",
        "help",
        "queue",
        "mine",
        "oncall",
        "stats",
        "resume " * 400,
        "pause 30m x",
        "fact",
        "next",
    ):
        told = {"command": "/amends", "text": text, "user_id": GUEST, "user_name": "gus", "token": "t"}
        place = {"channel_id": CHANNEL, "team_id": "T0SAND", "team_domain": "s", "api_app_id": "A0SAND"}
        yield (
            "slash_commands",
            {**told, **place, "trigger_id": "", "response_url": "https://hooks.slack.com/c"},
        )
    yield "interactive", {**_interaction("shortcut", ANN), "callback_id": "none", "action_ts": "1.0"}
    yield (
        "interactive",
        {
            **_interaction("message_action", ANN),
            "callback_id": "none",
            "channel": {"id": CHANNEL},
            "message": {},
        },
    )
    for event in ("app_home_opened", "app_mention", "member_joined_channel", "tokens_revoked", "unheard_of"):
        inner = {"type": event, "user": ANN, "channel": CHANNEL, "tab": "messages", "event_ts": "1.0"}
        outer = {"type": "event_callback", "team_id": "T0SAND", "api_app_id": "A0SAND", "event_time": 1}
        yield "events_api", {**outer, "event": inner, "authorizations": [{"team_id": "T0SAND"}]}


def foreign(draft_id: str) -> Iterator[Sent]:
    """What would be done if it came from our own workspace and an approver."""
    for action in (Action.APPROVE, Action.TAKE):
        whole = press(ANN, action.value, button_value(draft_id, 1))
        yield "interactive", {**whole, "team": {"id": "T0ELSE", "domain": "else"}}
        yield "interactive", {**whole, "user": {**whole["user"], "team_id": "T0ELSE"}}
        yield "interactive", {**whole, "user": {"id": "U0NOBODY", "team_id": "T0SAND"}}
        for value in ("", "what?", f"{draft_id}:", f":{draft_id}", f"{draft_id}:9999999", f"{draft_id}:-1"):
            yield "interactive", press(ANN, action.value, value)
        yield "interactive", press(ANN, action.value.upper(), button_value(draft_id, 1))
        yield "interactive", press(ANN, action.value + ".x", button_value(draft_id, 1))
    yield "interactive", press(ANN, Action.APPROVE.value, button_value(draft_id, 99))
    for metadata in GARBAGE:
        yield "interactive", form(ANN, Callback.EDIT.value, metadata)


def unknown() -> Iterator[Sent]:
    """Not an object of any kind that we know."""
    bodies: list[Body] = [{}, {"type": None}, {"type": "block_actions"}, {"type": "dialog"}, {"payload": {}}]
    for body in bodies:
        yield "interactive", body
        yield "events_api", body


def inert(draft_id: str) -> list[Sent]:
    """Everything that Slack sends and that changes nothing."""
    return [*presses(draft_id), *forms(draft_id), *others()]


def strange(draft_id: str) -> list[Callable[[], Sent]]:
    """How to make all of it, each as it is and with each of its parts missing or odd.

    There are many thousands, of which most runs send a few hundred: each is made when it is sent.
    """
    whole = [*unknown(), *foreign(draft_id), *forged_forms(), *inert(draft_id)]
    found = [partial(_as_it_is, one) for one in whole]
    return [*found, *(how for kind, body in inert(draft_id) for how in _bendings(kind, body))]


def _as_it_is(sent: Sent) -> Sent:
    return sent


def _bendings(kind: Kind, body: Body) -> Iterator[Callable[[], Sent]]:
    """The body with one part missing or odd, for each part of it."""
    for path in _paths(body):
        for odd in (_MISSING, *ODD):
            yield partial(_bent, kind, body, path, odd)


def _bent(kind: Kind, body: Body, path: tuple[Any, ...], odd: Any) -> Sent:
    changed = copy.deepcopy(body)
    at: Any = changed
    for step in path[:-1]:
        at = at[step]
    if odd is _MISSING:
        del at[path[-1]]
    else:
        at[path[-1]] = odd
    return kind, changed


_MISSING = object()


def _paths(part: Any, before: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    steps = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for step, inner in steps:
        yield (*before, step)
        yield from _paths(inner, (*before, step))


def _interaction(kind: str, user: str) -> Body:
    person = {"id": user, "username": "someone", "name": "someone", "team_id": "T0SAND"}
    return {
        "type": kind,
        "user": person,
        "team": dict(TEAM),
        "enterprise": None,
        "is_enterprise_install": False,
        "api_app_id": "A0SAND",
        "token": "sandbox",
        "trigger_id": "",
    }


def size_of(sent: list[Sent]) -> int:
    """Different ones among them."""
    return len({json.dumps(one, sort_keys=True, default=str) for one in sent})
