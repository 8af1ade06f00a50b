"""One mention as a source tells it: which fields must be right, and which may be unknown instead.

What decides whose post it is and what it says (id, platform, text, event, brand, target) must be right.
What only describes it (author, links, language, stars, time) becomes unknown when it is odd: a complaint is
worth more than its metadata.
"""

import json
from datetime import UTC, datetime
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    StringConstraints,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from bot.models import Event
from bot.text import clean

MAX_ID = 256
MAX_NAME = 200
MAX_URL = 2_048
MAX_TEXT = 40_000
"""Characters; longer than the longest post of any network that we know."""
MAX_TARGET = 4_096
"""Characters of JSON."""
MAX_TARGET_DEPTH = 8
MAX_FOLLOWERS = 2_147_483_647
"""What a 32-bit column holds."""

_SAME_PLATFORM = {"twitter": "x"}
_WORDS = {
    "missing": "is missing",
    "string_too_short": "is empty",
    "string_too_long": "is too long",
    "string_type": "must be text",
    "dict_type": "must be an object",
    "enum": "must be created, edited or deleted",
    "string_pattern_mismatch": "holds characters that it may not",
    "string_unicode": "holds broken characters",
}


def _whole_number(value: Any) -> Any:
    """Ids may come as whole numbers; a float has lost digits, so two posts could look like one."""
    return str(value) if type(value) is int else value


def _platform(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    name = value.strip().lower().replace(" ", "_")
    return _SAME_PLATFORM.get(name, name)


def _cleaned(value: Any) -> Any:
    if not isinstance(value, str):
        return "" if value is None else value
    is_clean = value.isascii() and value.isprintable() and "  " not in value
    return value.strip() if is_clean else clean(value)


def _short_name(value: Any) -> Any:
    return _cleaned(value)[:MAX_NAME] or None if isinstance(value, str) else None


def _when(value: Any, check: ValidatorFunctionWrapHandler) -> datetime | None:
    """Any ISO 8601 form or epoch seconds; without a zone it is taken as UTC."""
    try:
        when: datetime | None = check(value)
    except ValidationError:
        when = _other_iso(value)
    if when is None or not 1990 <= when.year <= 2100:
        return None
    return when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)


def _other_iso(value: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None


def _small(target: dict[str, Any] | None) -> dict[str, Any]:
    if not target:
        return {}
    if _depth(target) > MAX_TARGET_DEPTH or _size(target) > MAX_TARGET:
        raise PydanticCustomError("ours", "is too large")
    return target


def _depth(value: Any, level: int = 1) -> int:
    if level > MAX_TARGET_DEPTH or not isinstance(value, dict | list):
        return level
    inner = value.values() if isinstance(value, dict) else value
    return max((_depth(one, level + 1) for one in inner), default=level)


def _size(target: dict[str, Any]) -> int:
    try:
        return len(json.dumps(target, allow_nan=False))
    except ValueError:
        return MAX_TARGET + 1


class _OrUnknown:
    """Marks a field that becomes `None` when it is odd. Done by the validator's core: it costs nothing."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_default_schema(handler(source), default=None, on_error="default")


_PRINTABLE = r"^[^\x00-\x1f\x7f-\x9f\u2028\u2029]+$"

_Id = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_ID, pattern=_PRINTABLE),
    BeforeValidator(_whole_number),
]
_Platform = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]{0,31}$"), BeforeValidator(_platform)
]
_Text = Annotated[str, StringConstraints(max_length=MAX_TEXT), BeforeValidator(_cleaned)]
_Event = Annotated[Event, BeforeValidator(lambda event: event or Event.CREATED)]
_Brand = Annotated[str, StringConstraints(max_length=MAX_NAME, pattern=_PRINTABLE)]
_Target = Annotated[dict[str, Any] | None, AfterValidator(_small)]
_Name = Annotated[str | None, BeforeValidator(_short_name)]
_IdOrUnknown = Annotated[
    Annotated[
        str,
        StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_ID, pattern=_PRINTABLE),
        Field(coerce_numbers_to_str=True),
    ]
    | None,
    _OrUnknown,
]
_Url = Annotated[Annotated[str, StringConstraints(max_length=MAX_URL, pattern=_PRINTABLE)] | None, _OrUnknown]
_Language = Annotated[
    Annotated[str, StringConstraints(to_lower=True, pattern=r"^[a-zA-Z]{2,3}([-_][a-zA-Z0-9]{1,8}){0,3}$")]
    | None,
    _OrUnknown,
]
_Followers = Annotated[Annotated[int, Field(ge=0, le=MAX_FOLLOWERS)] | None, _OrUnknown]
_Stars = Annotated[Annotated[int, Field(ge=0, le=10)] | None, _OrUnknown]
_Sentiment = Annotated[Annotated[float, Field(ge=-1, le=1)] | None, _OrUnknown]
_Yes = Annotated[bool | None, _OrUnknown]
_When = Annotated[datetime | None, WrapValidator(_when)]


class Author(BaseModel):
    """Who wrote it, as far as the source says."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: _IdOrUnknown = None
    handle: _Name = None
    name: _Name = None
    followers: _Followers = None


class NewMention(BaseModel):
    """A post about the brand, as its source gave it: text cleaned, ids as text, times in UTC."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    id: _Id
    platform: _Platform
    text: _Text = ""
    event: _Event = Event.CREATED
    brand: _Brand | None = None
    url: _Url = None
    posted_at: _When = None
    language: _Language = None
    author: Annotated[Author | None, _OrUnknown] = None
    thread: _IdOrUnknown = None
    in_reply_to: _IdOrUnknown = None
    target: _Target = Field(default_factory=dict)
    summoned: _Yes = None
    stars: _Stars = None
    sentiment: _Sentiment = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.text and self.event is not Event.DELETED:
            raise PydanticCustomError("no_text", "there is no text")
        return self


def reason_for(fault: ValidationError) -> str:
    """Why an item cannot be used, in words for people. Holds nothing of what the sender wrote."""
    error = fault.errors(include_url=False, include_context=False, include_input=False)[0]
    words = _WORDS.get(error["type"])
    if not error["loc"]:
        return error["msg"] if error["type"] == "no_text" else "this is not a mention"
    what = error["loc"][0]
    return f"{what} {error['msg'] if error['type'] == 'ours' else words or 'cannot be used'}"
