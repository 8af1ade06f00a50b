"""The phrase search that all lexicons share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.triage.phrases import Hit, PhraseIndex

words = st.lists(
    st.sampled_from(["a", "b", "c", "ab", "abc", "cancel", "cancelled", "not", "so", "good"]), max_size=30
)


def found(phrases: str, text: str) -> list[tuple[int, int]]:
    return [(hit.start, hit.end) for hit in PhraseIndex({"x": phrases}).find(text.split())]


@pytest.mark.parametrize(
    ("phrases", "text", "where"),
    [
        ("lost", "we lost it", [(1, 2)]),
        ("lost bag", "lost my bag", []),
        ("lost ~1 bag", "lost my bag", [(0, 3)]),
        ("lost ~1 bag", "lost my blue bag", []),
        ("lost|missing bag", "missing bag", [(0, 2)]),
        ("cancel*", "cancellation of it", [(0, 1)]),
        ("not ~2 answer*", "not even once answering", [(0, 4)]),
        ("a, a b", "a b", [(0, 2)]),
        ("a b, b", "a b b", [(0, 2), (2, 3)]),
        ("lost bag", "lost", []),
    ],
)
def test_a_phrase_is_found_where_its_notation_says(
    phrases: str, text: str, where: list[tuple[int, int]]
) -> None:
    assert found(phrases, text) == where


def test_a_longer_harmless_phrase_hides_the_word_inside() -> None:
    index = PhraseIndex({"risk": "died", "idiom": "battery ~1 died"})
    assert index.find(["the", "battery", "just", "died"]) == [Hit("idiom", 1, 4)]


@given(words)
def test_hits_never_overlap_and_stay_inside_the_text(text: list[str]) -> None:
    hits = PhraseIndex({"x": "a, a b, can*, cancel*, not ~2 good, b ~1 c"}).find(text)
    ends = [0, *(hit.end for hit in hits)]
    assert all(before <= hit.start < hit.end <= len(text) for before, hit in zip(ends, hits, strict=False))
