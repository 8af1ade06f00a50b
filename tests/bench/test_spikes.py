"""The simulation has the noise that it says, and the detector keeps to its false alarms. Seeds are fixed."""

import random
from dataclasses import replace

from bot.bench.spikes import Setting, measure, noise
from bot.bench.whole import QUICK, Bench
from bot.models import IncidentLevel


def test_the_noise_has_the_rate_and_the_dispersion_that_were_asked_for() -> None:
    posts = noise(random.Random(1), Setting(5.0, 3.0))
    hours = [0] * (56 * 24)
    for at in posts:
        hours[int(at // 3_600)] += 1

    assert 4.5 < len(posts) / len(hours) < 5.5


def test_a_small_brand_has_no_false_spike_and_sees_a_flood_within_minutes() -> None:
    found = measure(Setting(0.2, 1.3, (60,)), brands=1, event_brands=1)

    assert found.false[IncidentLevel.SPIKE] == 0
    recall, delay = found.seen[60][IncidentLevel.SPIKE]
    assert recall == 1.0
    assert delay is not None
    assert delay <= 15


def test_restless_noise_is_told_without_a_bar() -> None:
    found = measure(Setting(0.2, 3.0, ()), brands=1, event_brands=0)

    assert [figure.bar for figure in found.figures()] == [None, None]


def test_spikes_are_a_part_of_the_bench_that_needs_no_service() -> None:
    size = replace(QUICK, brands=1, event_brands=0, settings=(Setting(0.2, 1.3, ()),))

    figures = Bench(("spikes",), size, print).measure()

    assert [figure.measure for figure in figures if figure.bar] == ["spikes at 0.2/h: false spike a week"]
    assert len(figures) == 2
