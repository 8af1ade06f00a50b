"""Whether a body has the shape that Slack gives it; nothing reads one that has not.

Bolt's own code and our handlers take names and ids from bodies without looking twice. What is checked here
once need not be doubted there: a body of any other shape is acknowledged, and nothing else happens.
"""

import json
import logging
from typing import Annotated, Any
from urllib.parse import parse_qsl

from pydantic import BaseModel, ConfigDict, Field, ValidationError

log = logging.getLogger(__name__)

MAX_TYPED = 3_000
"""What Slack lets a person type into one input."""
MAX_METADATA = 3_000
MAX_ID = 255
MAX_COMMAND = 8_000
MAX_URL = 3_000

Id = Annotated[str, Field(max_length=MAX_ID)]
Person = Annotated[str, Field(pattern=r"^[A-Z0-9_]{1,40}$")]


class _Shape(BaseModel):
    """Looks only at what is named; Slack adds new fields at any time."""

    model_config = ConfigDict(strict=True, extra="ignore")


class _Named(_Shape):
    id: Id
    enterprise_id: Id | None = None


class _User(_Shape):
    id: Person
    team_id: Id | None = None


class _Option(_Shape):
    value: Annotated[str, Field(max_length=MAX_TYPED)]


class _Given(_Shape):
    """What stands in an element, in a form or in a press."""

    value: Annotated[str, Field(max_length=MAX_TYPED)] | None = None
    selected_option: _Option | None = None
    selected_options: list[_Option] | None = None
    selected_user: Id | None = None
    selected_users: list[Id] | None = None
    selected_conversation: Id | None = None
    selected_date: Id | None = None
    selected_time: Id | None = None
    selected_date_time: int | None = None


class _Pressed(_Given):
    type: Id
    action_id: Id
    block_id: Id | None = None


class _State(_Shape):
    values: dict[str, dict[str, _Given]] = {}


class _Words(_Shape):
    text: str


class _View(_Shape):
    id: Id
    type: Id
    callback_id: str = ""
    private_metadata: Annotated[str, Field(max_length=MAX_METADATA)] = ""
    state: _State = _State()
    submit: _Words | None = None
    hash: str | None = None
    app_installed_team_id: Id | None = None
    team_id: Id | None = None


class _SentView(_View):
    """A form that was sent or closed: Slack leaves nothing of it out."""

    callback_id: str
    private_metadata: Annotated[str, Field(max_length=MAX_METADATA)]
    state: _State


class _Message(_Shape):
    ts: Id | None = None
    thread_ts: Id | None = None
    user: Id | None = None


class _Container(_Shape):
    channel_id: Id | None = None
    message_ts: Id | None = None


class _Lent(_Shape):
    response_url: Annotated[str, Field(max_length=MAX_URL)]


class _Tells(_Shape):
    """What an interaction may tell beside the person."""

    team: _Named | None = None
    enterprise: _Named | None = None
    channel: _Named | None = None
    view: _View | None = None
    message: _Message | None = None
    container: _Container | None = None
    state: _State | None = None
    is_enterprise_install: bool | None = None
    trigger_id: Id = ""
    response_url: Annotated[str, Field(max_length=MAX_URL)] | None = None
    # Bolt 1.30 fails on more than one; no form of ours asks for any.
    response_urls: Annotated[list[_Lent], Field(max_length=1)] = []


class _Shortcut(_Tells):
    user: _User
    callback_id: Id


class _Press(_Tells):
    user: _User
    actions: Annotated[list[_Pressed], Field(min_length=1)]


class _Form(_Tells):
    user: _User
    view: _SentView


class _Command(_Shape):
    command: Id
    user_id: Person
    text: Annotated[str, Field(max_length=MAX_COMMAND)] = ""
    team_id: Id | None = None
    enterprise_id: Id | None = None
    channel_id: Id | None = None
    trigger_id: Id = ""
    response_url: Annotated[str, Field(max_length=MAX_URL)] | None = None


class _Event(_Shape):
    type: Id
    user: Id | _User | None = None
    user_id: Id | None = None
    event_ts: Id | None = None
    channel: Id | _Named | None = None
    channel_id: Id | None = None
    team: Id | None = None
    user_team: Id | None = None
    tab: Id | None = None
    thread_ts: Id | None = None
    bot_id: Id | None = None
    subteam_id: Id | None = None
    item: dict[str, Any] | None = None


class _Authorization(_Shape):
    enterprise_id: Id | None = None
    team_id: Id | None = None
    user_id: Id | None = None
    is_enterprise_install: bool | None = None


class _Told(_Shape):
    event: _Event
    event_id: Id | None = None
    team_id: Id | None = None
    enterprise_id: Id | None = None
    authorizations: list[_Authorization] | None = None
    is_ext_shared_channel: bool | None = None


_SHAPES: dict[str, type[_Shape]] = {
    "url_verification": _Shape,
    "block_actions": _Press,
    "view_submission": _Form,
    "view_closed": _Form,
    "shortcut": _Shortcut,
    "message_action": _Shortcut,
    "event_callback": _Told,
}


def is_readable(body: object) -> bool:
    """Whether a body can be given to Bolt; if not, a line of the log says which part was strange."""
    shape = _shape_of(body)
    if shape is None:
        log.warning("a body from Slack is of a kind that Amends does not know")
        return False
    try:
        shape.model_validate(body)
    except ValidationError as strange:
        where = {".".join(map(str, fault["loc"][:4])) for fault in strange.errors()[:3]}
        # Names of fields only: a body may hold what people typed.
        log.warning("a body from Slack has strange parts: %s", ", ".join(sorted(where))[:MAX_ID])
        return False
    return True


def delivery(body: object) -> str | None:
    """What a body calls itself, the same when it is delivered again; `None` if it has no name."""
    told = body if isinstance(body, dict) else {}
    for name in ("event_id", "trigger_id"):
        if isinstance(told.get(name), str) and told[name]:
            return f"{name}:{told[name]}"
    return None


def read(content_type: str, raw: bytes) -> object:
    """The body of a request over HTTP, as Bolt reads it; `None` if it cannot be read."""
    try:
        text = raw.decode()
        if content_type.split(";")[0].strip() == "application/json" or text.startswith("{"):
            return json.loads(text)
        fields = dict(parse_qsl(text, keep_blank_values=True))
        return json.loads(fields["payload"]) if "payload" in fields else fields
    except (ValueError, RecursionError):
        return None


def _shape_of(body: object) -> type[_Shape] | None:
    told = body if isinstance(body, dict) else {}
    kind = told.get("type")
    if kind is None and "command" in told:
        return _Command
    if kind is None and "ssl_check" in told:
        return _Shape
    return _SHAPES.get(kind) if isinstance(kind, str) else None
