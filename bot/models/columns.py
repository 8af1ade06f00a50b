"""Column types shared by the tables."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from enum import IntEnum, StrEnum
from typing import Any, cast

from pydantic_core import PydanticUndefined
from sqlalchemy import JSON, DateTime, Integer, LargeBinary, String
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field

_NAIVE_CHARS = len("2026-11-22 07:00:00.000000")


class UtcDateTime(TypeDecorator[datetime]):
    """Aware UTC times on both databases: SQLite has no time zones, so it stores naive UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive times: a missing zone is a bug, never a guess."""
        if value is None:
            return None
        utc = _in_utc(value)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], Any] | None:
        """For SQLite straight to the text it stores: the general way writes each digit group by itself."""
        return _sqlite_time if dialect.name == "sqlite" else super().bind_processor(dialect)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _sqlite_time(value: datetime | None) -> str | None:
    return None if value is None else _in_utc(value).isoformat(" ", "microseconds")[:_NAIVE_CHARS]


def _in_utc(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("a stored time must carry its zone")
    return value if value.tzinfo is UTC else value.astimezone(UTC)


class Word(TypeDecorator[StrEnum]):
    """A StrEnum stored as its value, in a plain column: a new word needs no migration."""

    impl = String(32)
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Only words of the list are stored."""
        return None if value is None else self.words(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        """The member, so that its properties are at hand."""
        return None if value is None else self.words(value)


class Level(TypeDecorator[IntEnum]):
    """An IntEnum stored as its number, so that the database can sort by it."""

    impl = Integer
    cache_ok = True

    def __init__(self, levels: type[IntEnum]) -> None:
        super().__init__()
        self.levels = levels

    def process_bind_param(self, value: int | None, dialect: Dialect) -> int | None:
        """Only levels of the list are stored."""
        return None if value is None else self.levels(value).value

    def process_result_value(self, value: int | None, dialect: Dialect) -> IntEnum | None:
        """The member, so that its name is at hand."""
        return None if value is None else self.levels(value)


def word(words: type[StrEnum], default: Any = PydanticUndefined) -> Any:
    """A column of one closed word list; required without a default."""
    return Field(default=default, sa_type=cast(Any, Word(words)))


def level(levels: type[IntEnum], default: Any = PydanticUndefined) -> Any:
    """A column of one ordered list; required without a default."""
    return Field(default=default, sa_type=cast(Any, Level(levels)))


def utc(*, index: bool = False) -> Any:
    """A required time column."""
    return Field(sa_type=UtcDateTime, index=index)


def utc_or_none(*, index: bool = False) -> Any:
    """A time column; `None` means "has not happened"."""
    return Field(default=None, sa_type=UtcDateTime, index=index)


def json_list() -> Any:
    """A JSON array of plain values."""
    return Field(default_factory=list, sa_type=JSON)


def json_object() -> Any:
    """A JSON object."""
    return Field(default_factory=dict, sa_type=JSON)


def raw_bytes() -> Any:
    """Bytes kept as they came."""
    return Field(sa_type=LargeBinary)


def as_list(values: Sequence[str]) -> list[str]:
    """JSON columns hold plain strings, never enum members."""
    return [str(value) for value in values]
