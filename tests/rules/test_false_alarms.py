"""What looks dangerous and is not: words that honest people use."""

import pytest

from bot.models import Severity
from tests.rules.checking import GOOD, hard, soft


@pytest.mark.parametrize(
    "words",
    [
        "It broke on 12/05/2026 at 18:40.",
        "It's been since 2026-11-02.",
        "We're open 10:30-11:45 and 10.30-11.45.",
        "BA2490 left from B12, seat 14C.",
        "Your seat is 21F on flight 1507.",
        "I've checked the booking system.",
        "I have your order open in front of me.",
        "Please don't post your account number here.",
        "The ticket machine is out of order.",
    ],
)
def test_days_flights_and_systems_are_no_personal_data(words: str) -> None:
    assert "R12" not in hard(f"{GOOD} {words}", by_person=True)


@pytest.mark.parametrize(
    "number",
    [
        "06 12 11 20 34",
        "06.12.11.20.34",
        "12-11-20-34-55",
        "(020) 7946 0999",
        "5550199123",
        "five five five oh one nine nine",
        "+1 555 0199 123",
    ],
)
def test_telephone_numbers_that_look_like_days_are_personal_data(number: str) -> None:
    assert "R12" in hard(f"{GOOD} Ring {number}.", by_person=True)


def test_a_private_place_may_be_named_in_the_sentence_before() -> None:
    assert "R12" not in hard("I'm sorry. I'll trace your bag. Send us a DM? I need your booking code.")


@pytest.mark.parametrize(
    "words", ["Send us an e-mail with your booking number.", "Tell us your name by email."]
)
def test_an_e_mail_is_a_private_place(words: str) -> None:
    assert "R12" not in hard(f"{GOOD} {words}")


@pytest.mark.parametrize("words", ["Send us an e-mail address.", "Tell us your e-mail address here."])
def test_an_e_mail_address_is_not(words: str) -> None:
    assert "R12" in hard(f"I'm sorry. {words}")


@pytest.mark.parametrize(
    "words",
    [
        "Envíanos tu número de pedido aquí.",
        "Indiquez votre numéro de réservation ci-dessous.",
        "Schicken Sie uns hier unten Ihre Buchungsnummer.",
        "Informe aqui mesmo o seu telefone.",
    ],
)
def test_asking_in_public_is_found_in_other_languages(words: str) -> None:
    assert "R12" in hard(f"{GOOD} {words}", by_person=True)


@pytest.mark.parametrize(
    "words",
    [
        "I've asked our team to refund it.",
        "I'm sorry your refund is late.",
        "We charged £42.50 twice.",
        "The free wifi is down.",
        "Your discount code didn't work.",
        "Feel free to write any time.",
        "Your credit card was declined.",
    ],
)
def test_naming_money_is_no_offer_when_a_person_does(words: str) -> None:
    assert "R11" not in hard(f"{GOOD} {words}", mention="What a mess", by_person=True)


@pytest.mark.parametrize(
    "words",
    [
        "I'll refund you.",
        "I've added a £20 voucher to your account.",
        "Your next coffee is on us.",
        "You can claim a free upgrade.",
        "Te regalamos un vale.",
        "Nous vous offrons un bon d'achat.",
        "Wir schenken Ihnen einen Gutschein.",
        "Vamos reembolsar o valor, com um cupom.",
    ],
)
def test_an_offer_is_one_whoever_makes_it(words: str) -> None:
    assert "R11" in hard(f"{GOOD} {words}", by_person=True)


def test_a_machine_may_speak_of_money_only_where_the_person_did() -> None:
    words = f"{GOOD} I've asked our team to refund it."
    assert "R11" not in hard(words, mention="You charged me twice for one ticket to Ryde, 7:40")
    assert "R11" in hard(words, mention="You lost my bag on the 7:40")


@pytest.mark.parametrize(
    "words",
    [
        "The system message you saw was wrong.",
        "You got an automated reply, and I'm a person.",
        "Your nan's parcel is here.",
        "The driver missed your instructions.",
        "Here is the reply from our depot: it left at 11.",
        "I'm not a bot.",
    ],
)
def test_talk_of_systems_is_no_leak(words: str) -> None:
    assert "R22" not in hard(f"{GOOD} {words}")


@pytest.mark.parametrize(
    "words", ["Hi {name}", "[YOUR NAME]", "<name>", "Dear [first name]", "TODO", "XXX", "____"]
)
def test_a_placeholder_is_found(words: str) -> None:
    assert "R22" in hard(f"{GOOD} {words}")


@pytest.mark.parametrize(
    "link", ["hxxps://evil.example", "evil[.]com", "evil (dot) com", "[help](evil)", "10.0.0.1/x"]
)
def test_a_link_in_disguise_is_found(link: str) -> None:
    assert "link" in hard(f"{GOOD} See {link} now.")


def test_a_time_after_at_is_no_account() -> None:
    assert "link" not in hard(f"{GOOD} Come @5pm.", by_person=True)


@pytest.mark.parametrize(
    "words",
    [
        "You should have been told.",
        "You could have been left there all night.",
        "You must have been so worried.",
        "None of this is your fault.",
        "It wasn't your mistake.",
        "You didn't get a straight answer.",
        "Actually, I've just found it.",
        "As promised, here's the news.",
        "Our policy is to call back the same day, and we didn't.",
        "There's nothing I can do to give you that day back.",
    ],
)
def test_standing_by_the_person_is_no_blame(words: str) -> None:
    assert "R5" not in hard(f"{GOOD} {words}")


@pytest.mark.parametrize(
    "sorry",
    [
        "Sorry about the bag, let me know if you need it tonight.",
        "If I were you I'd be furious, and I'm sorry about the bag.",
        "I'm sorry it took so long, but I've found your bag.",
        "I'm sorry about the wait, but your bag is on its way.",
        "I'm sorry about the bag; if you DM me I'll call.",
    ],
)
def test_an_offer_or_good_news_makes_no_apology_hollow(sorry: str) -> None:
    assert "R3" not in hard(f"{sorry} I'll trace it.")


@pytest.mark.parametrize("words", ["The reply is short", "I'm sorry this is late."])
def test_plain_words_are_no_stock_phrases(words: str) -> None:
    assert "R18" not in soft(f"{GOOD} {words}")


def test_a_promise_that_is_refused_is_none() -> None:
    assert "R10" not in hard(f"{GOOD} I can't promise it will never happen again.")


def test_a_serious_case_may_be_answered_with_sympathy_and_help() -> None:
    text = "I'm so sorry you were hurt. I've told our safety lead; please send us a DM."
    mention = "I fell on your stairs and was hurt"
    assert not hard(text, mention=mention, severity=Severity.CRITICAL, flags=frozenset({"safety"}))
