"""The figures count what they say."""

from bot.evals.comparing import compare
from bot.evals.figures import figures, rule_figures, table
from bot.evals.summary import summarise, variety
from tests.evals.rows import a_finding, drafts, saying

HOLLOW = saying(drafts()[0], "Sorry if you waited.", a_finding())


def test_shares_are_of_the_drafts_with_words() -> None:
    empty = saying(drafts()[1], "", a_finding("R21", ""))
    summary = summarise([HOLLOW, empty, drafts()[2]])
    assert (summary.n, summary.left_to_people, summary.hard_pass, summary.apology) == (3, 1, 0.5, 0.5)


def test_a_rule_is_counted_once_a_draft_and_as_its_worst() -> None:
    twice = saying(
        drafts()[0], "x", a_finding("R9", "5"), a_finding("R9", "6", "soft"), a_finding("R1", "", "soft")
    )
    assert [(each.rule, each.hard, each.soft) for each in summarise([twice, twice]).rules] == [
        ("R9", 2, 0),
        ("R1", 0, 2),
    ]


def test_alike_pairs_are_counted_whatever_the_order_of_words() -> None:
    found = variety(
        ["a", "b", "c"], ["I'm sorry your bag is late", "your bag is late I'm sorry", "nothing like it"]
    )
    assert (found.pairs, found.alike, found.highest, found.closest) == (3, 1, 100.0, ("a", "b"))


def test_one_draft_is_like_no_other() -> None:
    found = variety(["a"], ["sorry"])
    assert (found.pairs, found.alike, found.closest) == (0, 0, None)


def test_money_is_the_sum_of_what_is_known() -> None:
    assert summarise(drafts()).cost_usd is None


def test_what_misses_its_mark_says_so() -> None:
    summary = summarise([HOLLOW])
    assert "0.0%   <- look" in table("x", figures(summary))
    assert "R3" in table("x", rule_figures(summary))


def test_a_change_of_templates_is_better_worse_or_only_reworded() -> None:
    good = drafts()[0]
    other = saying(good, f"{good.written.text} ")
    found = compare([HOLLOW, good, good, good], [good, HOLLOW, other, good])
    assert [change.verdict for change in found.changes] == ["better", "worse", "reworded", "same"]
    assert [change.verdict for change in found.changed] == ["worse", "better", "reworded"]


def test_a_comparison_names_what_was_won() -> None:
    assert compare([HOLLOW], [drafts()[0]]).changes[0].why == "now: it obeys every hard rule"
