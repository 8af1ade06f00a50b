"""Triage's figures: counted by hand here, and the reasons under the file's own names."""

from collections import Counter
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from bot.evals.labelled import Labelled
from bot.evals.rows import UnusableInput
from bot.evals.triage import SHOWN, Miss, Tally, measure
from bot.evals.triage_summary import summarise
from bot.evals.triage_text import as_text, unknown_words
from bot.evals.vocabularies import known_words, read_map
from bot.models import Category
from tests.triage.judged import JUDGE

DELAY, LOST, SAFETY, SUPPORT = Category.DELAY, Category.LOST, Category.SAFETY, Category.SUPPORT


def a_tally(guesses: dict[tuple[str, tuple[Category, ...]], int] | None = None) -> Tally:
    """6 complaints seen, 2 missed (one of them set aside), 1 false alarm, 11 others."""
    decisions = Counter({(True, True): 6, (True, False): 2, (False, True): 1, (False, False): 11})
    return Tally(decisions, 5, 1, Counter(guesses or {}), seconds=0.01)


def test_the_decision_is_counted_as_anybody_counts_it() -> None:
    found = summarise(a_tally(), known_words()).as_json()
    assert found == {
        "n": 20,
        "complaint": {
            "accuracy": 0.85,
            "macro_f1": round((12 / 15 + 22 / 25) / 2, 4),
            "precision": round(6 / 7, 4),
            "recall": 0.75,
            "unsure": 0.25,
            "set_aside_wrongly": 0.125,
        },
        "category": None,
        "texts_per_second": 2000.0,
    }


def test_a_file_without_complaints_has_figures_too() -> None:
    found = summarise(Tally(Counter({(False, False): 3})), known_words()).as_json()
    decision = found["complaint"]
    assert (decision["macro_f1"], decision["recall"], decision["set_aside_wrongly"]) == (1.0, 0.0, 0.0)


def test_reasons_are_told_under_the_files_own_names() -> None:
    tally = a_tally(
        {
            ("Late Flight", (DELAY,)): 3,
            ("Late Flight", (SUPPORT, DELAY)): 1,
            ("Customer Service Issue", (Category.BILLING,)): 2,
            ("Can't Tell", (DELAY,)): 9,
        }
    )
    found = summarise(tally, known_words()).reasons
    assert found is not None
    assert [(one.name, one.n) for one in found.classes] == [("Late Flight", 4), ("Customer Service Issue", 2)]
    assert found.accuracy == 5 / 6
    assert found.macro_f1 == pytest.approx((6 / 7 + 4 / 5) / 2)


def test_the_first_guess_that_the_file_has_a_word_for_counts() -> None:
    tally = a_tally({("delay", (SAFETY, DELAY)): 1, ("lost", (SAFETY,)): 1})
    found = summarise(tally, known_words()).reasons
    assert found is not None
    assert {one.name: one.f1 for one in found.classes} == {"delay": 1.0, "lost": 0.0}


def test_reasons_that_nobody_explained_are_told_and_count_nowhere() -> None:
    tally = a_tally({("weird\x1b", (DELAY,)): 3, ("LOST", (LOST,)): 1})
    found = summarise(tally, known_words())
    assert found.as_json()["category"] == {"accuracy": 1.0, "macro_f1": 1.0, "classes": ["LOST"]}
    told = unknown_words(found.unknown)
    assert told is not None
    assert "“weird ” (3)" in told


def test_a_map_explains_other_names(tmp_path: Path) -> None:
    path = tmp_path / "map.toml"
    path.write_text('"Late delivery" = ["delay"]\n"Who knows" = []\nlost = "lost"\n', encoding="utf-8")
    words = known_words(read_map(path))
    assert (words["latedelivery"], words["whoknows"], words["lost"]) == ((DELAY,), (), (LOST,))


@pytest.mark.parametrize(
    ("said", "problem"), [("a = ", "not TOML"), ('a = ["lateness"]', "“a” may mean only")]
)
def test_a_map_that_cannot_be_used_is_told(tmp_path: Path, said: str, problem: str) -> None:
    path = tmp_path / "map.toml"
    path.write_text(said, encoding="utf-8")
    with pytest.raises(UnusableInput, match=problem):
        read_map(path)


def rows(number: int) -> Iterator[Labelled]:
    """Complaints that read like praise, each a bit longer."""
    yield from (Labelled(str(each), f"Lovely! {'Great! ' * each}", True) for each in range(number))


def test_only_counts_and_the_worst_misses_are_kept() -> None:
    heard: list[int] = []
    ticks = count()
    tally = measure(rows(130), JUDGE, lambda: float(next(ticks)), heard.append)
    assert (tally.n, tally.seconds, heard) == (130, 3.0, [64, 128, 130])
    assert (tally.decisions, tally.set_aside_wrongly) == (Counter({(True, False): 130}), 130)
    assert len(tally.missed) == SHOWN
    assert not tally.alarms


def test_doubt_counts_by_its_score_and_is_counted_as_doubt() -> None:
    tally = measure([Labelled("1", "about my booking tomorrow", True)], JUDGE, lambda: 0.0)
    assert (tally.unsure, tally.set_aside_wrongly) == (1, 0)
    assert tally.decisions == Counter({(True, False): 1})


def test_stars_count_as_they_do_in_the_service() -> None:
    tally = measure([Labelled("1", "It is a hotel.", True, stars=1)], JUDGE, lambda: 0.0)
    assert tally.decisions == Counter({(True, True): 1})


def test_a_person_reads_figures_classes_and_the_worst_misses() -> None:
    tally = a_tally({("delay", (DELAY,)): 1})
    tally.missed = [Miss(1.0, "a", "mild"), Miss(3.0, "b\x1b[2J", "wild")]
    told = as_text("file.jsonl", summarise(tally, known_words()), tally)
    assert "20 texts of file.jsonl, 8 of them complaints" in told
    assert "trust mode would set aside  12.5%   <- look" in told
    assert "delay     F1 1.00" in told
    assert told.index("wild") < told.index("mild")
    assert "\x1b" not in told
