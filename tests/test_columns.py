"""What the tables' own column types store, and what they refuse."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import DateTime
from sqlalchemy.dialects import sqlite

from bot.models.columns import UtcDateTime

_SQLITE = sqlite.dialect()
_zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
_moments = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=_zones | st.just(UTC))


@given(moment=_moments)
def test_a_time_is_written_to_sqlite_as_sqlalchemy_would_write_it(moment: datetime) -> None:
    ours = UtcDateTime().bind_processor(_SQLITE)
    general = DateTime().dialect_impl(_SQLITE).bind_processor(_SQLITE)
    assert ours is not None
    assert general is not None
    assert ours(moment) == general(moment.astimezone(UTC).replace(tzinfo=None))


def test_a_time_without_a_zone_is_refused_on_both_databases() -> None:
    ours = UtcDateTime().bind_processor(_SQLITE)
    assert ours is not None
    with pytest.raises(ValueError, match="zone"):
        ours(datetime(2026, 11, 22))
    with pytest.raises(ValueError, match="zone"):
        UtcDateTime().process_bind_param(datetime(2026, 11, 22), _SQLITE)
