"""Every promise in a text is found, with its keeper and its time; what only sounds like one is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.drafting.composing import compose
from bot.drafting.promises import NO_TIME, commitments_in, promises_in
from bot.models import Severity
from tests.builders import ANN
from tests.drafting.requests import LIBRARY, POSTS, a_request

LOST = a_request(POSTS["lost"], "lost")


@pytest.mark.parametrize(
    ("text", "what", "due"),
    [
        ("I'll call you back by 17:00.", "call you back", "by 17:00"),
        ("We will look into this within 2 hours.", "look into this", "within 2 hours"),
        ("I am going to check with the crew tonight.", "check with the crew", "tonight"),
        ("Today I'll ask the depot.", "ask the depot", "Today"),
        ("Send me a DM and I'll trace it tomorrow morning.", "trace it", "tomorrow morning"),
        ("You'll hear from us by Friday.", "You'll hear from us", "by Friday"),
        ("Our duty manager will call you this evening.", "Our duty manager will call you", "this evening"),
        ("Someone from the team will be in touch.", "Someone from the team will be in touch", ""),
        ("Let me look into that.", "look into that", ""),
        ("I'm passing this to our director.", "passing this to our director", ""),
        ("We promise to replace it.", "replace it", ""),
        ("Expect a call at 5pm.", "Expect a call", "at 5pm"),
        ("I’ll ring you, if you send your number.", "ring you", ""),
        ("Le escribo hoy mismo.", "Le escribo", "hoy mismo"),
        ("Voy a revisar su caso mañana.", "Voy a revisar su caso", "mañana"),
        ("Je vous réponds aujourd'hui.", "Je vous réponds", "aujourd'hui"),
        ("Nous allons vérifier dans 2 heures.", "Nous allons vérifier", "dans 2 heures"),
        ("Ich melde mich heute noch bei Ihnen.", "Ich melde mich bei Ihnen", "heute noch"),
        ("Morgen rufen wir Sie an.", "rufen wir Sie an", "Morgen"),
        ("Vou verificar hoje.", "Vou verificar", "hoje"),
        ("Will DM you within 2 hours.", "Will DM you", "within 2 hours"),
        ("Gonna get this sorted today.", "Gonna get this sorted", "today"),
        ("Calling you in 10 minutes.", "Calling you", "in 10 minutes"),
        ("Leave it with me, back to you by noon.", "back to you", "by noon"),
        ("Our engineers are on it and will post an update today.", "will post an update", "today"),
        ("Your refund will be with you by Monday.", "Your refund will be with you", "by Monday"),
        ("A replacement will be shipped tomorrow.", "A replacement will be shipped", "tomorrow"),
        ("Your refund is on its way.", "Your refund is on its way", ""),
        ("It'll be fixed by 17:00.", "It'll be fixed", "by 17:00"),
        ("Nos pondremos en contacto antes del viernes.", "Nos pondremos en contacto", "antes del viernes"),
        ("Te devolvemos el dinero en 5 días.", "Te devolvemos el dinero", "en 5 días"),
        ("Mi compañera te llama mañana por la tarde.", "Mi compañera te llama", "mañana por la tarde"),
        ("On vous rappelle demain matin.", "On vous rappelle", "demain matin"),
        ("Mon collègue vous appellera demain.", "Mon collègue vous appellera", "demain"),
        ("Je m'en occupe tout de suite.", "Je m'en occupe", "tout de suite"),
        ("Mein Kollege ruft Sie bis 17 Uhr an.", "Mein Kollege ruft Sie an", "bis 17 Uhr"),
        ("Jemand aus dem Team meldet sich morgen früh.", "Jemand aus dem Team meldet sich", "morgen früh"),
        ("A minha colega liga-lhe amanhã.", "minha colega liga-lhe", "amanhã"),
        ("Fico de te ligar até sexta-feira.", "Fico de te ligar", "até sexta-feira"),
    ],
)
def test_a_promise_is_found_with_its_time(text: str, what: str, due: str) -> None:
    (said,) = promises_in(text)
    assert (said.what, said.due) == (what, due)


@pytest.mark.parametrize(
    "text",
    [
        "I'm sorry your bag is still missing after two days.",
        "We'll need your booking code.",
        "I'll be honest: this is not good enough.",
        "We'll be glad to see you again.",
        "The next ferry leaves at 9:15, and the crew will open the gate ten minutes before.",
        "You will have to show your ticket.",
        "Could you send me your booking code?",
        "Siento mucho el retraso de hoy.",
        "Je suis désolée pour ce retard.",
        "Es tut mir leid, dass der Zug ausgefallen ist.",
        "Lamento muito o atraso de hoje.",
        "I should have come back to you; nobody did.",
        "You asked for your money and you were right to.",
        "Your refund should have been with you weeks ago.",
        "Queremos pedirte perdón.",
        "Miré tu pedido y lo siento.",
        "Je comprends votre colère, on vous a laissé attendre.",
        "Mein Kollege hat Sie warten lassen.",
        "A minha colega errou e lamento muito.",
        "O envio atrasou e a culpa é nossa.",
        "",
    ],
)
def test_what_is_no_promise_is_left_alone(text: str) -> None:
    assert promises_in(text) == []


def test_a_promise_that_an_action_covers_belongs_to_the_owner_of_the_action() -> None:
    (found,) = commitments_in("I'll search every pier and tell you what I find.", LOST)

    assert (found.owner, found.what, found.due) == (
        "the lost property office",
        "search the piers and answer by DM",
        "today",
    )


def test_the_time_of_the_text_counts_before_that_of_the_action() -> None:
    (found,) = commitments_in("I'll search the piers. You'll hear from me tomorrow morning.", LOST)[:1]
    (timed,) = commitments_in("I'll search the piers by 17:00.", LOST)

    assert found.owner == timed.owner
    assert timed.due == "by 17:00"


@pytest.mark.parametrize("text", ["I'll call you by 17:00.", "We will refund you.", "Te llamaré hoy."])
def test_what_no_action_covers_has_no_owner_when_a_machine_wrote_it(text: str) -> None:
    for machine in ("llm", "template"):
        assert [found.owner for found in commitments_in(text, LOST, machine)] == [""]


def test_what_a_person_promises_beyond_the_actions_is_theirs_to_keep() -> None:
    (found,) = commitments_in("I'll call you by 17:00.", LOST, ANN)

    assert (found.owner, found.what, found.due) == (ANN, "call you", "by 17:00")
    assert (found.zone, found.closes) == ("Europe/London", 22)


def test_a_promise_in_other_words_than_i_will_reads_as_one_to_keep() -> None:
    (found,) = commitments_in("Your refund will be with you by Monday.", LOST, ANN)

    assert found.what == "keep “Your refund will be with you”"


def test_half_of_a_promise_is_not_covered() -> None:
    (found,) = commitments_in("I'll look into it and refund you.", LOST)
    assert found.owner == ""


def test_a_person_who_names_no_time_is_held_to_none() -> None:
    (found,) = commitments_in("I'll call you.", LOST, ANN)
    assert found.due == NO_TIME


def test_in_critical_cases_the_holding_action_comes_first() -> None:
    critical = a_request(POSTS["staff"], "staff", severity=Severity.CRITICAL)
    (found,) = commitments_in("I'm passing this to our duty director now.", critical)
    assert found.owner == "the duty director"


@pytest.mark.parametrize("brand", ["default", "harbourline"])
@pytest.mark.parametrize("category", POSTS)
def test_every_shipped_wording_promises_only_what_its_action_covers(brand: str, category: str) -> None:
    for number in range(12):
        request = a_request(POSTS[category], category, external_id=str(number), brand=LIBRARY.brand(brand))
        written = compose(LIBRARY, request)
        owners = {found.owner for found in commitments_in(written.text, request)}
        assert owners == {promise.owner for promise in written.commitments}, written.text


@given(st.text(max_size=300))
def test_any_words_can_be_read(text: str) -> None:
    assert all(found.owner == ANN or found.owner for found in commitments_in(text, LOST, ANN))


def test_a_long_row_of_promises_is_bounded_and_quick() -> None:
    text = "I'll call you and I'll write to you and the manager will call you today. " * 120
    assert len(commitments_in(text, LOST, ANN)) <= 10
