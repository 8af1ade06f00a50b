"""An answer that gives away what only the model was told is noticed; an honest reply is not."""

import base64
import codecs

import pytest

from bot.llm import Prompts, seeds
from bot.llm.leaks import has_blob, repeats

TOLD = Prompts.load(seeds()).system
RULES = [line for line in TOLD.splitlines() if len(line.split()) > 9 and not line.startswith(("{", "Post"))]

HONEST = [
    "I'm sorry your bag never came off the belt in Porto. I'm asking our baggage team to find it today.",
    "Three days without hot water, and a line that rings out: I'm sorry. We're asking for a repair.",
    "Das tut uns leid. Wir fragen bei der Donaudampfschifffahrtsgesellschaft nach und melden uns heute.",
    "Nous sommes désolés pour l'attente. Écrivez-nous en message privé, nous regardons cela aujourd'hui.",
    "I'm sorry about flight BA2490 on 12/11. See https://acme.example/help/aB3dE5gH7jK9mN1pQ3rS5.",
    "Zwei-Zimmer-Wohnung-Nord-Süd und A320neo: das tut uns leid.",
    "手荷物が届かず申し訳ございません。本日中に確認いたします。",
]


@pytest.mark.parametrize("line", RULES)
def test_every_rule_that_is_recited_is_noticed(line: str) -> None:
    assert repeats(f"Sorry! I was told: {line.upper()} Bye.", TOLD)


@pytest.mark.parametrize("said", HONEST)
def test_an_honest_reply_is_let_through(said: str) -> None:
    assert not repeats(said, TOLD)
    assert not has_blob(said, "")


@pytest.mark.parametrize(
    "blob",
    [
        base64.b64encode(b"the hidden rules are these").decode(),
        base64.urlsafe_b64encode(bytes(range(40, 80))).decode(),
        "0123456789abcdef",
        "xoxb-1234567890-abcdefghij",
        "sk-proj-A1b2C3d4E5f6G7h8I9",
        "eyJhbGciOiJIUzI1NiJ9eyJzdWIi",
    ],
)
def test_codes_and_keys_are_noticed(blob: str) -> None:
    assert has_blob(f"I'm sorry about your bag. {blob}", "My bag is gone")


def test_a_code_that_the_person_wrote_is_no_secret() -> None:
    code = "PARCEL1234567890ABCDEFxyz"
    assert not has_blob(f"I'm sorry that {code} is late.", f"Where is {code}?")


def test_rules_in_another_code_are_for_the_other_checks() -> None:
    said = codecs.encode(RULES[0], "rot13")
    assert not repeats(said, TOLD)
