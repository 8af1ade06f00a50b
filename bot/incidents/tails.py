"""How improbable a count is: the upper tails of the Poisson and the negative-binomial distribution.

Summed by recurrence from the count upwards: a small tail is never the difference of two large numbers.
"""

from math import exp, lgamma, log, log1p

ENOUGH = 1e-12
"""A term that adds less than this share of the sum ends it."""


def poisson_tail(count: int, mean: float) -> float:
    """P[X >= count] for a mean above 0."""
    if count <= mean:
        return 1.0
    term = exp(count * log(mean) - mean - lgamma(count + 1))
    total, at = term, count
    while term > total * ENOUGH:
        at += 1
        term *= mean / at
        total += term
    return min(1.0, total)


def nb_tail(count: int, mean: float, dispersion: float) -> float:
    """P[X >= count] where the variance is `dispersion` times the mean; `dispersion` is above 1."""
    if count <= mean:
        return 1.0
    size = mean / (dispersion - 1.0)
    step = mean / (size + mean)
    start = lgamma(count + size) - lgamma(size) - lgamma(count + 1)
    term = exp(start - size * log1p(mean / size) + count * log(step))
    total, at = term, count
    while term > total * ENOUGH:
        term *= step * (at + size) / (at + 1)
        at += 1
        total += term
    return min(1.0, total)
