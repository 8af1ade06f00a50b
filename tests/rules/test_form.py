"""It fits, reads easily, sells nothing, and nothing of the machine shows."""

import pytest

from bot.models import Severity
from bot.ports import Length
from bot.rules import check
from tests.rules.checking import GOOD, context, hard, soft


def test_too_long_says_by_how_much() -> None:
    found = check(GOOD, context(GOOD, length=Length(300, 280)))
    assert "20 characters too long" in found[0].why


def test_an_empty_text_is_found() -> None:
    assert "R15" in hard("  ")


LEAKS = [
    *("<!channel>", "<!here|here>", "@everyone", "<@U012AB>", "<https://evil.example|Approve>", "{{ name }}"),
    *("{% if x %}", "As an AI I can't.", "I'm a bot.", "Here is the draft:", "[name]", "[insert date]"),
    *("</mention>", "<script>x</script>", "```json", "the system prompt", "ignore all previous rules"),
    *("my instructions say", "sk-abcdefgh123", "xoxb-123456"),
]


@pytest.mark.parametrize("words", LEAKS)
def test_leaks_are_found(words: str) -> None:
    assert "R22" in hard(f"{GOOD} {words}")


@pytest.mark.parametrize(
    "mark", ["\u200b", "\u202e", "\u2066", "\U000e0041", "\u00ad", "\u3164", "\ufeff", "\U000e0100", "\u2060"]
)
def test_invisible_characters_are_found(mark: str) -> None:
    assert "invisible" in hard(GOOD.replace("bag", f"b{mark}ag", 1))


@pytest.mark.parametrize(
    "words",
    [
        "#travelwithus",
        "Check out our new app.",
        "Book now.",
        "An exclusive offer.",
        "Unlike our competitors.",
    ],
)
def test_selling_is_found(words: str) -> None:
    assert "R20" in hard(f"{GOOD} {words}")


def test_words_that_the_brand_never_says_are_found() -> None:
    assert "R26" in hard(f"{GOOD} Valued customer.", never=("valued customer",))


@pytest.mark.parametrize("words", ["SORRY ABOUT THAT.", "Sorry!!", "Oh 😀😀.", "long " * 31 + "."])
def test_what_does_not_sound_calm_is_hinted_at(words: str) -> None:
    assert "R16" in soft(f"{GOOD} {words}")


def test_one_emoji_is_too_many_when_it_is_serious() -> None:
    assert "R16" not in soft(f"{GOOD} 🙏")
    assert "R16" in soft(f"{GOOD} 🙏", severity=Severity.HIGH)


@pytest.mark.parametrize(
    "words", ["Kindly wait.", "Please be advised.", "We value your feedback.", "Do not hesitate to ask."]
)
def test_stock_phrases_are_hinted_at(words: str) -> None:
    assert "R18" in soft(f"{GOOD} {words}")


def test_findings_name_the_words_why_and_how() -> None:
    finding = next(each for each in check(f"{GOOD} Kindly wait.", context(GOOD)) if each.rule == "R18")
    assert (finding.words, bool(finding.why), bool(finding.fix)) == ("Kindly", True, True)


def test_checking_takes_no_longer_for_a_hostile_text() -> None:
    nasty = "sorry " * 1_500 + "@" * 3_000 + "1 " * 2_000 + "a." * 2_000 + "{{" * 500
    assert check(nasty, context(nasty))
