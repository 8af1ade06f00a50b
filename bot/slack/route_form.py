"""One route as a form: what it takes, the channel of its cards, and who alone approves them. Pure."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.hosts import HOSTS
from bot.models import Severity
from bot.routing import Route, read_route
from bot.slack import words
from bot.slack.blocks import Block, context, line, option, plain, rich
from bot.slack.escape import our_elements
from bot.slack.ids import ANSWER, Callback
from bot.slack.route_list import level
from bot.text import excerpt, reveal

BRAND, PLATFORM, CATEGORY, LANGUAGE, GRAVE = "brand", "platform", "category", "language", "grave"
TO, CHANNEL, USERS, GROUPS = "to", "channel", "users", "groups"
USUAL, OWN = "usual", "own"
TO_WORDS = {OWN: "To the channel chosen below", USUAL: "To the usual channel"}
MOST_OPTIONS, MAX_LABEL, MAX_VALUE, MAX_LANGUAGES = 100, 75, 150, 100
NEEDS_CHANNEL = "Please choose a channel, or let its cards go to the usual one."
LEADS_NOWHERE = "Choose a channel, or people or a group who alone approve it: else it changes nothing."


@dataclass(frozen=True)
class RouteForm:
    """What the form shows. `place` is the route's, from 0; `None` for a new one. `head` is the version seen.

    `groups` are names by id.
    """

    route: Route
    place: int | None
    mark: str
    head: int
    brands: Sequence[str] = ()
    groups: Mapping[str, str] = field(default_factory=dict)
    notice: str | None = None

    def dump(self) -> str:
        """What it carries: numbers and a digest only."""
        return json.dumps({"place": self.place, "mark": self.mark, "head": self.head})


@dataclass(frozen=True)
class Seen:
    """Which route a form was opened on, and at which version."""

    place: int | None
    mark: str
    head: int

    @staticmethod
    def load(metadata: str) -> "Seen | None":
        """From the form's metadata; `None` if it is not ours."""
        try:
            said = json.loads(metadata)
            place, mark, head = said["place"], said["mark"], said["head"]
        except (ValueError, KeyError, TypeError):
            return None
        is_place = place is None or (isinstance(place, int) and place >= 0)
        is_ours = is_place and isinstance(mark, str) and isinstance(head, int)
        return Seen(place, mark, head) if is_ours else None


def route_modal(form: RouteForm) -> Block:
    """Everything about one route."""
    return {
        "type": "modal",
        "callback_id": Callback.ROUTE.value,
        "title": plain("Route"),
        "submit": plain("Save"),
        "close": plain("Cancel"),
        "private_metadata": form.dump(),
        # Slack keeps what stands under a name: the form of another route gets other names.
        "blocks": [_named(block, form) for block in _blocks(form)],
    }


def _blocks(form: RouteForm) -> list[Block]:
    route = form.route
    platforms = {one: words.platform(one) for one in sorted({*HOSTS, *route.platform})}
    brands = {one: one for one in sorted({*form.brands, *route.brand})}
    categories = {one.value: said for one, said in words.CATEGORY.items()}
    levels = {one.name.lower(): _from(one) for one in sorted(Severity)}
    to = OWN if route.channel or form.place is None else USUAL
    return [
        *([rich(line(*our_elements(form.notice)))] if form.notice else []),
        context("What you leave empty takes everything."),
        *_several(BRAND, "Brand", brands, route.brand),
        *_several(PLATFORM, "Network", platforms, route.platform),
        *_several(CATEGORY, "About", categories, route.category),
        _languages(route),
        _one(GRAVE, "How grave", levels, route.severity.name.lower()),
        _one(TO, "Where its cards go", TO_WORDS, to),
        _channel(route),
        _users(route),
        *_several(GROUPS, "Groups who alone approve it", _groups(form), _ids(route, is_group=True)),
        context("Managers may always approve. Checked before it counts, and kept with your name."),
    ]


def _named(block: Block, form: RouteForm) -> Block:
    if "block_id" not in block:
        return block
    return {**block, "block_id": f"{block['block_id']}:{form.head}:{form.place}"}


def asked_of(state: Mapping[str, Any], before: Route | None) -> Route | dict[str, str]:
    """The route that was asked for, or what is wrong by field. `before` is the one that was open."""
    values = {name.split(":")[0]: entry for name, entry in (state.get("values") or {}).items()}
    channel = _picked(values, CHANNEL, "selected_conversation")
    if _option(values, TO) == USUAL:
        channel = None
    elif channel is None:
        # Slack leaves out a channel that this manager does not see: it stays as it was.
        channel = before.channel if before else None
        if channel is None:
            return {CHANNEL: NEEDS_CHANNEL}
    approvers = [*(_picked(values, USERS, "selected_users") or []), *_options(values, GROUPS)]
    languages = str(_picked(values, LANGUAGE, "value") or "").replace(",", " ").split()
    table: dict[str, Any] = {
        BRAND: _options(values, BRAND),
        PLATFORM: _options(values, PLATFORM),
        CATEGORY: _options(values, CATEGORY),
        LANGUAGE: languages,
        "severity": _option(values, GRAVE) or Severity.LOW.name.lower(),
        "approvers": [str(one) for one in approvers],
    }
    if channel is None and not approvers:
        return {TO: LEADS_NOWHERE}
    try:
        return read_route(table if channel is None else {**table, "channel": str(channel)})
    except ValueError as fault:
        return {LANGUAGE if "language" in str(fault) else TO: f"{str(fault)[:1].upper()}{str(fault)[1:]}."}


def _from(severity: Severity) -> str:
    return "Whatever it is" if severity == Severity.LOW else f"{level(severity).capitalize()} or worse"


def _ids(route: Route, *, is_group: bool) -> list[str]:
    return [one for one in route.approvers if one.startswith("S") == is_group]


def _groups(form: RouteForm) -> dict[str, str]:
    """Those that Slack names, and those of the route that it does not name (any more)."""
    return {**{one: one for one in _ids(form.route, is_group=True)}, **form.groups}


def _languages(route: Route) -> Block:
    element: Block = {"type": "plain_text_input", "action_id": ANSWER, "max_length": MAX_LANGUAGES}
    said = ", ".join(sorted(route.language))[:MAX_LANGUAGES]
    element |= {"initial_value": said} if said else {}
    hint = "Two letters each, such as: de, fr"
    return {**_input(LANGUAGE, "Language of the post", element), "hint": plain(hint), "optional": True}


def _channel(route: Route) -> Block:
    own_only = {
        "include": ["public", "private"],
        "exclude_external_shared_channels": True,
        "exclude_bot_users": True,
    }
    element: Block = {"type": "conversations_select", "action_id": ANSWER, "filter": own_only}
    element |= {"initial_conversation": route.channel} if route.channel else {}
    return {**_input(CHANNEL, "Channel", element), "optional": True}


def _users(route: Route) -> Block:
    users = _ids(route, is_group=False)
    element: Block = {"type": "multi_users_select", "action_id": ANSWER}
    element |= {"initial_users": users} if users else {}
    return {**_input(USERS, "People who alone approve it", element), "optional": True}


def _several(block_id: str, label: str, offered: Mapping[str, str], now: Iterable[str]) -> list[Block]:
    """Any of these; nothing where there is nothing to choose."""
    chosen = set(now)
    # What is chosen comes first, so that a long list never cuts it off.
    ordered = sorted(offered, key=lambda one: one not in chosen)
    options = [_option_of(one, offered[one]) for one in ordered if len(one) <= MAX_VALUE][:MOST_OPTIONS]
    if not options:
        return []
    element: Block = {"type": "multi_static_select", "action_id": ANSWER, "options": options}
    initial = [one for one in options if one["value"] in chosen]
    element |= {"initial_options": initial} if initial else {}
    return [{**_input(block_id, label, element), "optional": True}]


def _one(block_id: str, label: str, offered: Mapping[str, str], now: str) -> Block:
    options = [_option_of(value, said) for value, said in offered.items()]
    chosen = next((one for one in options if one["value"] == now), options[0])
    element = {"type": "static_select", "action_id": ANSWER, "options": options, "initial_option": chosen}
    return _input(block_id, label, element)


def _option_of(value: str, label: str) -> Block:
    return option(excerpt(reveal(label), MAX_LABEL), value)


def _input(block_id: str, label: str, element: Block) -> Block:
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": element}


def _picked(values: Mapping[str, Any], block_id: str, key: str) -> Any:
    return ((values.get(block_id) or {}).get(ANSWER) or {}).get(key)


def _option(values: Mapping[str, Any], block_id: str) -> str | None:
    value = (_picked(values, block_id, "selected_option") or {}).get("value")
    return None if value is None else str(value)


def _options(values: Mapping[str, Any], block_id: str) -> list[str]:
    return [str(one["value"]) for one in _picked(values, block_id, "selected_options") or []]
