"""The tails are those of the distributions, also where they are tiny."""

from math import exp, factorial, lgamma, log

import pytest

from bot.incidents.tails import nb_tail, poisson_tail


@pytest.mark.parametrize(("count", "mean"), [(1, 0.5), (4, 1.2), (9, 3.0), (30, 12.0)])
def test_a_poisson_tail_is_one_less_all_below(count: int, mean: float) -> None:
    below = sum(exp(-mean) * mean**k / factorial(k) for k in range(count))

    assert poisson_tail(count, mean) == pytest.approx(1 - below, rel=1e-6)


@pytest.mark.parametrize(("count", "mean", "dispersion"), [(2, 0.1, 2.5), (8, 3.0, 1.3), (200, 120.0, 3.0)])
def test_a_negative_binomial_tail_is_one_less_all_below(count: int, mean: float, dispersion: float) -> None:
    size = mean / (dispersion - 1)
    chance = size / (size + mean)
    below = sum(
        exp(lgamma(k + size) - lgamma(size) - lgamma(k + 1) + size * log(chance) + k * log(1 - chance))
        for k in range(count)
    )

    assert nb_tail(count, mean, dispersion) == pytest.approx(1 - below, rel=1e-6)


def test_a_tiny_tail_is_still_told_apart_from_nothing() -> None:
    assert 0 < nb_tail(2_000, 1_440.0, 1.3) < 1e-30
    assert 0 < poisson_tail(40, 0.01) < 1e-100


def test_what_is_expected_is_no_surprise() -> None:
    assert nb_tail(3, 5.0, 2.0) == poisson_tail(0, 0.1) == 1.0
