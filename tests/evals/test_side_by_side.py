"""Drafts beside the replies that were really given, both by the same rules."""

from functools import cache

from bot.drafting.library import DEFAULT_BRAND
from bot.evals.rows import Row
from bot.evals.side_by_side import NO_COMPLAINT, SAID, Compared, figures_of, side_by_side
from bot.rules import catalog
from tests.evals.rows import library

LATE = "The parcel came three days late, and the vase in it was broken."
CONDITIONAL = "We're sorry if you were disappointed. The courier is to blame."
KIND = "I'm sorry your parcel came three days late, Nina. I'll find out why; please send a DM."
ROWS = (
    Row("1", LATE, author="Nina P.", brand_reply=CONDITIONAL),
    Row("2", "You charged me twice for one order.", brand_reply="Hi, call 0800 111 222 by 17:00 tomorrow."),
    Row("3", LATE, brand_reply=KIND),
    Row("4", "Great shop, lovely people, thank you!", brand_reply="Thank you so much!"),
    Row("5", "My table was given away although I had booked it."),
    Row("6", "Zamówienie nie przyszło, nikt nie odpowiada na telefon.", brand_reply="Przepraszamy."),
)


@cache
def compared() -> tuple[Compared, ...]:
    return tuple(side_by_side(ROWS, library(), library().brands[DEFAULT_BRAND], "calm"))


def test_every_draft_keeps_the_rules_that_the_replies_are_held_to() -> None:
    drafts = [one.ours for one in compared() if one.ours]
    assert len(drafts) == 4
    assert all(draft.is_sound for draft in drafts)


def test_a_conditional_apology_is_found_with_its_words() -> None:
    theirs = compared()[0].theirs
    assert theirs is not None
    assert [found.words for found in theirs.findings if found.rule == "R3"] == [
        "sorry if you were disappointed"
    ]


def test_a_reply_is_not_held_to_times_and_links_that_nobody_can_check_here() -> None:
    theirs = compared()[1].theirs
    assert theirs is not None
    assert {found.rule for found in theirs.findings} <= set(SAID)
    assert not theirs.breaks("R8")


def test_what_is_no_complaint_has_no_draft_and_its_reply_is_held_to_nothing() -> None:
    praise = compared()[3]
    assert (praise.ours, praise.why_none) == (None, NO_COMPLAINT)
    assert praise.theirs is not None
    assert praise.theirs.findings == ()


def test_a_language_that_no_template_speaks_is_left_to_a_person() -> None:
    polish = compared()[5]
    assert polish.ours is None
    assert polish.why_none
    assert polish.why_none != NO_COMPLAINT


def test_the_figures_count_both_sides_over_the_same_pairs() -> None:
    figures = figures_of(compared())
    assert (figures.complaints, figures.replies, figures.drafts, figures.pairs) == (6, 5, 4, 3)
    assert (figures.unsound_theirs, figures.unsound_ours) == (2, 0)
    conditional = next(one for one in figures.rules if one.rule == "R3")
    assert (conditional.theirs, conditional.ours) == (1, 0)
    assert all(one.theirs or one.ours for one in figures.rules)


def test_without_a_reply_there_is_nothing_to_count() -> None:
    figures = figures_of([one for one in compared() if one.theirs is None])
    assert (figures.pairs, figures.rules, figures.drafts) == (0, (), 1)


def test_the_drafts_speak_as_the_brand_and_in_its_tone() -> None:
    brand = library().brands["harbourline"]
    (formal,) = side_by_side([ROWS[0]], library(), brand, "formal")
    assert formal.ours is not None
    assert formal.ours.text.endswith("– Harbourline Care")
    assert formal.ours.text != next(side_by_side([ROWS[0]], library(), brand, "warm")).ours.text  # type: ignore[union-attr]


def test_every_rule_that_is_asked_is_one_of_ours() -> None:
    assert set(SAID) <= {rule.id for rule in catalog()}
