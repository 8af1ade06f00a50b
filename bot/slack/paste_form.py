"""The form for a complaint that a person brings in, and what of a Slack message goes into it. Pure."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.hosts import HOSTS, network_name, platform_of
from bot.intake.pasted import Pasted
from bot.slack.blocks import Block, option, plain, small_print
from bot.slack.ids import ANSWER, Callback, Field
from bot.slack.modals import answer_of, input_block

ELSEWHERE = "another_site"
"""Stands for every network that Amends does not know."""
MAX_TEXT = 3_000
"""Characters of one input (https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element)."""
MAX_NAME = 100
MAX_LINK = 2_000

NO_WORDS = "Please paste what they wrote."
NO_LINK = "Please give the whole address of the post; it begins with https://"

_LINK = re.compile(r"https://[^\s<>|]+")
_MARKED = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")


@dataclass(frozen=True)
class Told:
    """What a Slack message tells of a post; `message` names it as `<channel>:<ts>`."""

    text: str = ""
    platform: str = ELSEWHERE
    link: str | None = None
    message: str | None = None
    channel: str | None = None


def told_in(message: dict[str, Any], channel: str) -> Told:
    """What a message, of a person or of a listening tool, tells: its words and the first link to a post."""
    parts = [one for one in _parts(message) if one]
    links = [link for part in parts for link in _LINK.findall(html.unescape(part))]
    post = next((one for one in links if platform_of(one)), None)
    text = "\n".join(_words(part) for part in parts).strip()
    where = platform_of(post) if post else None
    id = f"{channel}:{message.get('ts') or ''}"
    return Told(text[:MAX_TEXT], where or ELSEWHERE, post, id, channel)


def paste_modal(told: Told) -> Block:
    """The form, filled with what is known."""
    blocks = [
        input_block(Field.WORDS, "What they wrote, word for word", _text(told.text)),
        input_block(Field.PLATFORM, "Where", _platforms(told.platform)),
        input_block(Field.LINK, "Link to the post", _line(MAX_LINK, told.link), optional=True),
        input_block(Field.AUTHOR, "Their name", _line(MAX_NAME, None), optional=True),
        small_print(
            "A card with a draft comes into the channel. Nothing is published before it is approved."
        ),
    ]
    return {
        "type": "modal",
        "callback_id": Callback.PASTE.value,
        "title": plain("Draft a reply"),
        "submit": plain("Make a card"),
        "close": plain("Cancel"),
        "private_metadata": json.dumps({"message": told.message, "channel": told.channel}),
        "blocks": blocks,
    }


def pasted_of(view: dict[str, Any]) -> tuple[Pasted, dict[str, str]]:
    """What was filled in, and by block id what is wrong with it."""
    state = view["state"]
    text = (answer_of(state, Field.WORDS) or "").strip()
    platform = answer_of(state, Field.PLATFORM) or ELSEWHERE
    link = (answer_of(state, Field.LINK) or "").strip() or None
    author = (answer_of(state, Field.AUTHOR) or "").strip()[:MAX_NAME] or None
    wrong = {} if text else {Field.WORDS.value: NO_WORDS}
    if link and (why := _wrong_link(link, platform)):
        wrong[Field.LINK.value] = why
    return Pasted(text[:MAX_TEXT], platform, link, author, place_of(view)[0]), wrong


def place_of(view: dict[str, Any]) -> tuple[str | None, str | None]:
    """The message that the form is about and the channel it was opened in; `None` where there is none."""
    try:
        said = json.loads(view.get("private_metadata") or "{}")
    except (ValueError, RecursionError):
        return None, None
    if not isinstance(said, dict):
        return None, None
    message, channel = said.get("message"), said.get("channel")
    return (message if isinstance(message, str) else None, channel if isinstance(channel, str) else None)


def _wrong_link(link: str, platform: str) -> str | None:
    if not _LINK.fullmatch(link):
        return NO_LINK
    if platform in HOSTS and platform_of(link) != platform:
        return f"This address is not one of {network_name(platform)}. Choose another place, or leave it out."
    return None


def _parts(message: dict[str, Any]) -> Iterator[str]:
    """The message's own words, and those that a tool hung onto it."""
    yield str(message.get("text") or "")
    attached = message.get("attachments")
    for one in attached if isinstance(attached, list) else []:
        if isinstance(one, dict):
            for name in ("title", "text", "title_link", "from_url"):
                yield str(one.get(name) or "")


def _words(marked: str) -> str:
    """Slack's markup as plain words: a link by its label, a person as somebody."""
    return html.unescape(_MARKED.sub(_label, marked))


def _label(found: re.Match[str]) -> str:
    what, label = found[1], found[2]
    if what.startswith(("@", "#", "!")):
        return label or {"@": "@somebody", "#": "#channel"}.get(what[0], "")
    return label or what


def _platforms(chosen: str) -> Block:
    names = {one: network_name(one).removeprefix("the ") for one in HOSTS}
    listed = sorted(names, key=lambda one: names[one].casefold())
    options = [option(names[one], one) for one in listed] + [option("Another place", ELSEWHERE)]
    first = next(one for one in options if one["value"] in (chosen, ELSEWHERE))
    return {"type": "static_select", "action_id": ANSWER, "options": options, "initial_option": first}


def _text(known: str) -> Block:
    return _line(MAX_TEXT, known) | {"multiline": True}


def _line(longest: int, known: str | None) -> Block:
    element: Block = {"type": "plain_text_input", "action_id": ANSWER, "max_length": longest}
    return element | ({"initial_value": known[:longest]} if known else {})
