"""Routes: the first that takes a mention decides, and what nobody can follow is refused in words."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.models import Category, Severity
from bot.routing import ELSEWHERE, Post, Route, group_of, ids_of, route_of, routes_of

DELAYED = Post("harbourline", "x", "delay", "de", Severity.NORMAL)
BRANDS, PLATFORMS, LANGUAGES = ("harbourline", "default"), ("x", "reddit"), ("en", "de")

posts = st.builds(
    Post,
    brand=st.sampled_from(BRANDS),
    platform=st.sampled_from(PLATFORMS),
    category=st.sampled_from([each.value for each in Category]),
    language=st.sampled_from(LANGUAGES),
    severity=st.sampled_from(Severity),
)


def some(values: Any) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(values), max_size=2)


routes = st.builds(
    Route,
    brand=some(BRANDS),
    platform=some(PLATFORMS),
    category=some([each.value for each in Category]),
    language=some(LANGUAGES),
    severity=st.sampled_from(Severity),
    channel=st.sampled_from(["C0AAA", "C0BBB"]),
)


def test_without_routes_all_goes_to_one_channel_and_every_approver() -> None:
    assert route_of((), DELAYED) == ELSEWHERE
    assert (ELSEWHERE.channel, group_of(ELSEWHERE)) == (None, None)


@given(st.lists(routes, max_size=5), posts)
def test_the_first_route_that_takes_a_post_decides(listed: list[Route], post: Post) -> None:
    taking = [route for route in listed if route.takes(post)]

    assert route_of(listed, post) == (taking[0] if taking else ELSEWHERE)


@given(routes, posts)
def test_a_route_takes_a_post_only_if_every_condition_holds(route: Route, post: Post) -> None:
    fits = (
        (not route.brand or post.brand in route.brand)
        and (not route.platform or post.platform in route.platform)
        and (not route.category or post.category in route.category)
        and (not route.language or post.language in route.language)
        and post.severity >= route.severity
    )

    assert route.takes(post) is fits


def test_a_route_is_read_from_its_table() -> None:
    (route,) = routes_of(
        [
            {
                "brand": "Harbourline",
                "platform": ["X", "bluesky"],
                "category": "delay",
                "language": "de",
                "severity": "high",
                "channel": "C0NORTH",
                "approvers": ["S0NORTH", "U0ANN"],
            }
        ]
    )

    assert route == Route(
        frozenset({"harbourline"}),
        frozenset({"x", "bluesky"}),
        frozenset({"delay"}),
        frozenset({"de"}),
        Severity.HIGH,
        "C0NORTH",
        ("S0NORTH", "U0ANN"),
    )


def test_a_dialect_is_its_language() -> None:
    (route,) = routes_of([{"language": "pt", "channel": "C0NORTH"}])

    assert route.takes(Post("b", "x", "delay", "pt-BR", Severity.LOW))


def test_a_group_is_the_ids_that_it_was_made_of() -> None:
    assert ids_of(group_of(Route(approvers=("S0NORTH", "U0ANN")))) == ("S0NORTH", "U0ANN")
    assert ids_of(None) == ()


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ({}, "two brackets"),
        (["here"], "below a line"),
        ([{"channel": "C0NORTH"}, {"platform": "x"}], "route 2: it leads nowhere"),
        ([{"channel": "#north"}], "a channel's id such as C0123ABCD, not “#north”"),
        ([{"chanel": "C0NORTH"}], "did you mean “channel”?"),
        ([{"channel": "C0NORTH", "category": "weather"}], "there is no category “weather”"),
        ([{"channel": "C0NORTH", "severity": "urgent"}], "must be one of: low, normal, high, critical"),
        ([{"channel": "C0NORTH", "severity": 4}], "must be one of"),
        ([{"channel": "C0NORTH", "language": "German"}], "write two letters"),
        ([{"channel": "C0NORTH", "brand": 3}], "must be a text or a list of texts"),
        ([{"channel": "C0NORTH", "platform": [" "]}], "must be a text or a list of texts"),
        ([{"approvers": "@ann"}], "no user or user-group id"),
    ],
)
def test_what_nobody_can_follow_is_refused_with_its_number(raw: object, words: str) -> None:
    with pytest.raises(ValueError, match=r"^(route|routes)") as refused:
        routes_of(raw)

    assert words in str(refused.value)


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["brand", "channel", "approvers", "severity"]), inner, max_size=3
            )
        ),
    )
)
def test_whatever_stands_there_is_read_or_refused(raw: object) -> None:
    found: tuple[Route, ...] = ()
    with suppress(ValueError):
        found = routes_of(raw)

    assert all(route.channel or route.approvers for route in found)
