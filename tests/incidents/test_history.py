"""How often words occur: older mentions count less, and memory stays bounded."""

import pytest

from bot.incidents.history import HALF_LIFE, KEPT_TERMS, MOST_TERMS, TermHistory


def test_a_mention_counts_half_after_its_half_life() -> None:
    history = TermHistory()
    history.add(["kettle"], 0.0)
    history.add(["toaster"], HALF_LIFE)

    assert history.docs == pytest.approx(1.5)
    assert history.share("toaster") > history.share("kettle") > history.share("unseen") > 0


def test_what_is_written_down_is_read_again() -> None:
    history = TermHistory()
    for day in range(400):
        history.add(["kettle"] if day % 2 else ["lid"], day * 86_400.0)

    again = TermHistory.of_json(history.as_json())

    assert again.docs == pytest.approx(history.docs)
    assert again.share("kettle") == pytest.approx(history.share("kettle"), rel=1e-3)
    again.add(["kettle"], 401 * 86_400.0)
    assert again.docs == pytest.approx(history.docs + 1, rel=0.1)


def test_the_rarest_words_are_forgotten_when_there_are_too_many() -> None:
    history = TermHistory()
    history.add(["kettle"], 0.0)
    history.add(["kettle"], 0.0)
    history.add([f"word{number}" for number in range(MOST_TERMS)], 0.0)

    assert len(history.counts) == KEPT_TERMS
    assert "kettle" in history.counts
