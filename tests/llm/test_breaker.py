"""The breaker leaves a failing service alone, and finds out by one call when it is back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.llm.breaker import FAULTS_IN_A_ROW, PAUSE_SECONDS, WINDOW, Breaker, State


@pytest.fixture
def open_breaker() -> Breaker:
    """Opened at second 0."""
    breaker = Breaker()
    _fail(breaker, FAULTS_IN_A_ROW, at=0)
    return breaker


def test_it_begins_closed() -> None:
    assert Breaker().state(0) is State.CLOSED
    assert Breaker().seconds_left(5) == 0


def test_five_faults_in_a_row_open_it() -> None:
    breaker = Breaker()
    _fail(breaker, FAULTS_IN_A_ROW - 1, at=0)
    assert breaker.admit(0)
    breaker.fail(0, "slow")
    assert not breaker.admit(0)


def test_a_success_between_starts_the_row_anew() -> None:
    breaker = Breaker()
    _fail(breaker, FAULTS_IN_A_ROW - 1, at=0)
    breaker.succeed(0)
    _fail(breaker, FAULTS_IN_A_ROW - 1, at=0)
    assert breaker.state(0) is State.CLOSED


def test_more_than_half_of_the_last_twenty_open_it() -> None:
    breaker = Breaker()
    for _ in range(WINDOW // 2):
        breaker.fail(0, "slow")
        breaker.succeed(0)
    assert breaker.state(0) is State.CLOSED
    breaker.fail(0, "slow")
    breaker.fail(0, "slow")
    assert breaker.state(0) is State.OPEN


def test_old_faults_are_forgotten() -> None:
    breaker = Breaker()
    for _ in range(WINDOW):
        breaker.succeed(0)
        breaker.fail(0, "slow")
        breaker.succeed(0)
    assert breaker.state(0) is State.CLOSED


def test_it_says_why_and_how_long(open_breaker: Breaker) -> None:
    assert open_breaker.cause == "slow"
    assert open_breaker.seconds_left(10) == PAUSE_SECONDS - 10


def test_after_the_pause_one_call_may_try(open_breaker: Breaker) -> None:
    assert not open_breaker.admit(PAUSE_SECONDS - 0.1)
    assert [open_breaker.admit(PAUSE_SECONDS) for _ in range(3)] == [True, False, False]


def test_a_good_probe_closes_it(open_breaker: Breaker) -> None:
    open_breaker.admit(PAUSE_SECONDS)
    open_breaker.succeed(PAUSE_SECONDS)
    _fail(open_breaker, FAULTS_IN_A_ROW - 1, at=PAUSE_SECONDS)
    assert open_breaker.state(PAUSE_SECONDS) is State.CLOSED


def test_a_good_probe_clears_the_old_faults() -> None:
    breaker = Breaker()
    for _ in range(WINDOW):
        breaker.fail(0, "slow")
    breaker.succeed(PAUSE_SECONDS)
    breaker.fail(PAUSE_SECONDS, "slow")
    assert breaker.state(PAUSE_SECONDS) is State.CLOSED


def test_a_bad_probe_opens_it_again(open_breaker: Breaker) -> None:
    open_breaker.admit(PAUSE_SECONDS)
    open_breaker.fail(PAUSE_SECONDS, "slow")
    assert open_breaker.seconds_left(PAUSE_SECONDS) == PAUSE_SECONDS


def test_a_probe_that_came_to_nothing_gives_its_turn_back(open_breaker: Breaker) -> None:
    open_breaker.admit(PAUSE_SECONDS)
    open_breaker.abandon()
    assert open_breaker.admit(PAUSE_SECONDS)


def test_a_call_that_ends_while_open_does_not_close_it(open_breaker: Breaker) -> None:
    open_breaker.succeed(1)
    assert open_breaker.state(1) is State.OPEN


def test_a_call_that_fails_while_open_does_not_prolong_it(open_breaker: Breaker) -> None:
    open_breaker.fail(PAUSE_SECONDS - 1, "slow")
    assert open_breaker.admit(PAUSE_SECONDS)


def test_a_pause_opens_it_at_once_for_that_long() -> None:
    breaker = Breaker()
    breaker.fail(0, "AI key was refused", pause=300)
    assert (breaker.state(299), breaker.state(300)) == (State.OPEN, State.HALF_OPEN)


def test_a_shorter_pause_does_not_cut_a_longer_one() -> None:
    breaker = Breaker()
    breaker.fail(0, "AI key was refused", pause=300)
    breaker.fail(1, "AI service asked us to wait", pause=7)
    assert breaker.seconds_left(1) == 299


@given(st.lists(st.tuples(st.sampled_from(["succeed", "fail", "pause", "abandon"]), st.floats(0, 60))))
def test_it_always_lets_somebody_try_in_the_end(story: list[tuple[str, float]]) -> None:
    breaker, now = Breaker(), 0.0
    for act, seconds in story:
        now += seconds
        if breaker.admit(now):
            _end(breaker, act, now)
    assert breaker.admit(now + 120)


@given(st.lists(st.booleans(), max_size=60))
def test_half_open_never_lets_two_out(outcomes: list[bool]) -> None:
    breaker, now = Breaker(), 0.0
    for is_good in outcomes:
        now += PAUSE_SECONDS
        was_half_open = breaker.state(now) is State.HALF_OPEN
        assert breaker.admit(now)
        assert breaker.admit(now) is not was_half_open
        _end(breaker, "succeed" if is_good else "fail", now)


def _fail(breaker: Breaker, times: int, at: float) -> None:
    for _ in range(times):
        breaker.fail(at, "slow")


def _end(breaker: Breaker, act: str, now: float) -> None:
    if act == "succeed":
        breaker.succeed(now)
    elif act == "abandon":
        breaker.abandon()
    else:
        breaker.fail(now, "slow", pause=90 if act == "pause" else None)
