"""Modals and Home tabs: a stack of views for each person, and what they typed."""

import secrets
from dataclasses import dataclass, field

from bot.sandbox.cast import APP_ID, BOT_ID, TEAM_ID
from bot.sandbox.inputs import state_values
from bot.sandbox.messages import identified
from bot.sandbox.shapes import Json, SlackError

MAX_STACK = 3
"""Views on top of each other (https://docs.slack.dev/surfaces/modals)."""
EMPTY = {
    "title": None,
    "submit": None,
    "close": None,
    "private_metadata": "",
    "callback_id": "",
    "external_id": "",
    "clear_on_close": False,
    "notify_on_close": False,
    "submit_disabled": False,
}


@dataclass
class View:
    """One modal or Home tab of one person. `source` is its JSON as received, `typed` is what the person put
    into it, in the shape of `state.values`."""

    id: str
    user: str
    source: Json
    hash: str
    root: str
    previous: str | None = None
    typed: Json = field(default_factory=dict)

    @property
    def blocks(self) -> list[Json]:
        """Every block with an id; made-up ids change with every update."""
        return identified(self.source["blocks"], self.hash)

    @property
    def values(self) -> Json:
        """What stands in the inputs now."""
        return state_values(self.blocks, self.typed)

    @property
    def shown(self) -> Json:
        """As Slack returns it and sends it with every payload."""
        return {
            **EMPTY,
            **self.source,
            "id": self.id,
            "team_id": TEAM_ID,
            "app_id": APP_ID,
            "app_installed_team_id": TEAM_ID,
            "bot_id": BOT_ID,
            "blocks": self.blocks,
            "hash": self.hash,
            "state": {"values": self.values},
            "root_view_id": self.root,
            "previous_view_id": self.previous,
        }


class Views:
    """The open modals and the Home tabs of everybody."""

    def __init__(self) -> None:
        self._stacks: dict[str, list[View]] = {}
        self._homes: dict[str, View] = {}

    def stack(self, user: str) -> list[View]:
        """The person's open modals, bottom first."""
        return self._stacks.setdefault(user, [])

    def home(self, user: str) -> View | None:
        """The person's Home tab, `None` if nothing was published."""
        return self._homes.get(user)

    def find(self, view_id: str) -> View | None:
        """An open modal or a Home tab."""
        return next((view for view in self._all() if view.id == view_id), None)

    def find_external(self, external_id: str) -> View | None:
        """An open modal by the app's own id."""
        return next((view for view in self._all() if view.source.get("external_id") == external_id), None)

    def open(self, user: str, source: Json) -> View:
        """A new modal, alone on the person's screen."""
        self._refuse_double(source)
        self._stacks[user] = []
        return self._put(user, source)

    def push(self, user: str, source: Json) -> View:
        """A new modal on top of the one that is open."""
        if len(self.stack(user)) >= MAX_STACK:
            raise SlackError("push_limit_reached")
        self._refuse_double(source)
        return self._put(user, source)

    def update(self, view: View, source: Json, expected_hash: str | None = None) -> View:
        """New content under the same id; inputs of the same block and action keep what was typed."""
        if expected_hash and expected_hash != view.hash:
            raise SlackError("hash_conflict")
        view.source, view.hash = source, _hash()
        return view

    def publish(self, user: str, source: Json, expected_hash: str | None = None) -> View:
        """The person's Home tab."""
        home = self._homes.get(user)
        if home is not None:
            return self.update(home, source, expected_hash)
        view_id = _view_id()
        self._homes[user] = View(view_id, user, source, _hash(), view_id)
        return self._homes[user]

    def close(self, view: View) -> None:
        """The modal and all that lie on it."""
        stack = self.stack(view.user)
        del stack[stack.index(view) :]

    def clear(self, user: str) -> None:
        """All modals of the person."""
        self._stacks[user] = []

    def _put(self, user: str, source: Json) -> View:
        stack, view_id = self.stack(user), _view_id()
        below = stack[-1] if stack else None
        root = below.root if below else view_id
        stack.append(View(view_id, user, source, _hash(), root, below.id if below else None))
        return stack[-1]

    def _refuse_double(self, source: Json) -> None:
        if source.get("external_id") and self.find_external(source["external_id"]):
            raise SlackError("duplicate_external_id")

    def _all(self) -> list[View]:
        return [view for stack in self._stacks.values() for view in stack] + list(self._homes.values())


def _view_id() -> str:
    return f"V{secrets.token_hex(5).upper()}"


def _hash() -> str:
    return secrets.token_hex(8)
