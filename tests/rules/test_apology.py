"""An apology is one, in five languages."""

import pytest

from bot.models import Severity
from tests.rules.checking import GOOD, hard

STEP = "I'll trace your bag."

HOLLOW = [
    "I'm sorry if you had trouble with your bag.",
    "Sorry if this upset you.",
    "We're sorry if we let you down.",
    "I apologise if the bag was late.",
    "Our apologies if any of this was unclear.",
    "If we did something wrong, we apologise.",
    "If there's anything we got wrong, I'm sorry.",
    "Should you have been affected, we apologise.",
    "Sorry for any trouble with your bag.",
    "We apologize for any inconvenience.",
    "I'm sorry for the inconvenience.",
    "Apologies for any confusion about the bag.",
    "I'm sorry you feel that way.",
    "I'm sorry that you feel we lost it.",
    "We're sorry to hear you feel this way.",
    "I'm sorry to hear you're unhappy.",
    "I'm sorry you're upset about the bag.",
    "I'm sorry you were offended.",
    "Sorry you felt ignored.",
    "I'm sorry for how you feel.",
    "Sorry for your frustration.",
    "I'm sorry for your disappointment.",
    "I'm sorry, but bags get lost.",
    "Mistakes were made, and we are sorry.",
    "We are sorry to anyone who was affected.",
    "We regret that you were unhappy.",
    "I'm sorry this may have caused you trouble.",
    "I apologise in case it was us.",
    "We apologise for the misunderstanding.",
    "Sorry for the way you took this.",
    "Ѕorry іf you are upset.",
    "Ｓｏｒｒｙ ｉｆ you are upset.",
]
FOREIGN = [
    "Lo siento si te molestó.",
    "Lamentamos cualquier molestia.",
    "Disculpe si hemos fallado.",
    "Désolé si cela vous a gêné.",
    "Toutes nos excuses pour tout désagrément.",
    "Es tut uns leid, falls Sie warten mussten.",
    "Entschuldigung für etwaige Unannehmlichkeiten.",
    "Desculpe se você esperou.",
    "Lamentamos qualquer transtorno, desculpe por qualquer problema.",
]
HONEST = [
    "I'm sorry your bag didn't arrive.",
    "Sorry for the delay with your bag.",
    "I apologise for losing your bag.",
    "We're sorry that you had to wait.",
    "I'm sorry about what happened to your bag. Let me know by DM if you need it tonight.",
    "I'm so sorry. You shouldn't have had to ask twice about your bag.",
]


@pytest.mark.parametrize("sorry", HOLLOW)
def test_a_hollow_apology_is_found(sorry: str) -> None:
    assert "R3" in hard(f"{sorry} {STEP}")


@pytest.mark.parametrize("sorry", FOREIGN)
def test_a_hollow_apology_is_found_in_other_languages(sorry: str) -> None:
    assert "R3" in hard(sorry, language="es")


@pytest.mark.parametrize("sorry", HONEST)
def test_an_honest_apology_is_not_called_hollow(sorry: str) -> None:
    assert not hard(f"{sorry} {STEP}") & {"R2", "R3"}


def test_a_reply_without_sorry_is_found() -> None:
    assert "R2" in hard("I'll trace your bag. Send me a DM.")


@pytest.mark.parametrize(
    "words",
    [
        "You should have labelled it.",
        "You didn't check the tag.",
        "Under our policy bags are your risk.",
        "Per our terms we can't help.",
        "Actually, it was your own fault.",
        "As stated, bags get lost.",
        "It's beyond our control.",
        "Please calm down.",
    ],
)
def test_blame_and_policy_are_found(words: str) -> None:
    assert "R5" in hard(f"I'm sorry your bag was lost. {words} {STEP}")


@pytest.mark.parametrize(
    "words", ["That's on us.", "This was our mistake.", "We let you down.", "We should have seen it."]
)
def test_owning_fault_is_fine_for_a_bag_and_not_for_an_injury(words: str) -> None:
    text = f"I'm sorry about your bag. {words} {STEP}"
    assert "R13" not in hard(text)
    assert "R13" in hard(text, severity=Severity.CRITICAL)
    assert "R13" in hard(text, flags=frozenset({"legal"}))


@pytest.mark.parametrize(
    "words", ["We were negligent.", "We are liable.", "We knew about it.", "We admit fault."]
)
def test_a_legal_admission_is_found_whatever_the_case(words: str) -> None:
    assert "R13" in hard(f"I'm sorry about your bag. {words} {STEP}")


def test_a_good_reply_has_no_hard_findings() -> None:
    assert not hard(GOOD)
