"""Escaping, clamping, links."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.escape import clamp, date, escape, live_link, our_elements, our_words, person, quoted
from bot.slack.ids import button_value, parse_value
from bot.slack.origin import Origin


def test_the_ampersand_is_escaped_first() -> None:
    assert escape("<&lt;>") == "&lt;&amp;lt;&gt;"


@given(st.text(st.sampled_from("<>&abc ")), st.integers(1, 40))
def test_a_cut_never_splits_an_entity(text: str, limit: int) -> None:
    cut = clamp(escape(text), limit)

    assert len(cut) <= limit
    rest = cut.removesuffix("…").replace("&amp;", "").replace("&lt;", "").replace("&gt;", "")
    assert not set(rest) & set("<>&")


def test_a_notification_holds_strangers_words_on_one_escaped_line() -> None:
    assert quoted("hi\n<!here>\u202e", 60) == "hi &lt;!here&gt;⟦U+202E⟧"


def test_people_and_times_in_our_words_stay_alive_and_nothing_else() -> None:
    said = "<@U0ANN> <!date^1^{ago}|at 12:00 UTC> <!channel> <@U0ANN|x>"

    assert our_words(said) == "<@U0ANN> <!date^1^{ago}|at 12:00 UTC> &lt;!channel&gt; &lt;@U0ANN|x&gt;"


def test_our_words_as_rich_text_hold_people_and_times_as_such() -> None:
    kinds = [one["type"] for one in our_elements("<@U0ANN> took this <!date^1^{ago}|at 12:00 UTC>.")]

    assert kinds == ["user", "text", "date", "text"]


def test_a_time_carries_words_for_clients_that_cannot_show_it() -> None:
    at = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

    assert date(at, "{time}") == f"<!date^{int(at.timestamp())}^{{time}}|2026-11-22 12:00 UTC>"


def test_only_an_id_becomes_a_person() -> None:
    assert person("U0ANN") == "<@U0ANN>"
    assert person("!channel>") == "!channel&gt;"


@pytest.mark.parametrize(
    "url", ["https://bsky.app/profile/acme/post/3k", "http://127.0.0.1:8010/#post-1", "http://localhost:1/"]
)
def test_addresses_of_our_own_publisher_are_shown(url: str) -> None:
    assert live_link(url) == url


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "http://x.com/1",
        "javascript:1",
        "https://x.com/a b",
        "https://x.com/|a",
        "http://127.0.0.1.evil/",
    ],
)
def test_other_addresses_are_not(url: str | None) -> None:
    assert live_link(url) is None


def test_a_buttons_value_comes_back_as_it_went() -> None:
    target = parse_value(button_value("abc123", 7, "decline"))

    assert target is not None
    assert (target.draft_id, target.revision, target.choice) == ("abc123", 7, "decline")


@pytest.mark.parametrize(
    "value", [None, "", "abc", "abc:", "abc:x", "a b:1", "abc:1:", "abc:1:x:y", "abc:1\n"]
)
def test_a_value_that_is_not_ours_is_nothing(value: object) -> None:
    assert parse_value(value) is None


def test_a_modals_origin_comes_back_as_it_went() -> None:
    origin = Origin("abc123", 7, "C0CARE", "12.34")

    assert Origin.load(origin.dump()) == origin


@pytest.mark.parametrize("metadata", ["", "[]", "null", '{"value": 5}', '{"value": "x"}', "{"])
def test_metadata_that_is_not_ours_is_nothing(metadata: str) -> None:
    assert Origin.load(metadata) is None
