"""Risk flags: what a person must see first, and the idioms that only sound like it."""

import pytest

from bot.models import RiskFlag, Severity
from bot.triage import disposition
from tests.triage.judged import judged

RISKS = {
    RiskFlag.SAFETY: [
        "my daughter was injured by your ride",
        "there was smoke in the cabin",
        "I found a piece of glass in my soup",
        "your courier threatened me at the door",
        "they lost the bag with my insulin and I am without it",
    ],
    RiskFlag.LEGAL: [
        "you will hear from my lawyer",
        "see you in court",
        "I am going to sue you",
        "reporting this to the ombudsman",
        "this is illegal and you know it",
    ],
    RiskFlag.DATA: [
        "I can see someone else's invoice in my account",
        "my account was hacked through your app",
        "is this a data breach",
        "my card details were stolen on your site",
    ],
    RiskFlag.DISCRIMINATION: [
        "your doorman made a racist remark",
        "refused to let my guide dog on board",
        "they threw us out because we are gay",
        "you broke my wheelchair",
    ],
    RiskFlag.PRESS: [
        "I am a journalist and would like a comment",
        "calling the local news about this",
        "this is going viral tonight",
    ],
    RiskFlag.SELF_HARM: [
        "this debt makes me want to kill myself",
        "I do not want to live any more",
        "feeling suicidal because of you",
    ],
}
IDIOMS = [
    "please fire your manager",
    "whoever designed this should get fired",
    "my phone battery died after a day",
    "dying to try the new menu",
    "I died laughing at your advert",
    "to add insult to injury it was cold",
    "the kicker was on fire today",
    "the food court was closed",
    "call me with good news please",
    "I sent my details to your team last week",
    "it failed because my account is disabled",
    "lost my hand luggage in Rome",
    "the app is a dead end",
    "great life hack from your blog",
    "flight 911 to Denver is late",
    "my smoke alarm came without a screw",
]


@pytest.mark.parametrize(("flag", "text"), [(flag, text) for flag, texts in RISKS.items() for text in texts])
def test_a_risk_is_flagged_and_opens(flag: RiskFlag, text: str) -> None:
    judgement = judged(text)
    assert flag.value in judgement.flags
    assert {disposition(judgement, "trust"), disposition(judgement, "judge")} == {"open"}


def test_every_flag_has_examples() -> None:
    assert set(RISKS) == set(RiskFlag)


@pytest.mark.parametrize("text", IDIOMS)
def test_an_idiom_is_no_risk(text: str) -> None:
    assert judged(text).flags == ()


@pytest.mark.parametrize("flag", sorted(set(RiskFlag) - {RiskFlag.PRESS}))
def test_a_grave_risk_in_a_complaint_is_critical(flag: RiskFlag) -> None:
    text = f"{RISKS[flag][0]}. This is a disgrace and your service is terrible."
    assert judged(text).severity is Severity.CRITICAL


def test_the_press_makes_a_complaint_high_not_critical() -> None:
    assert judged("still no refund, I am calling the local news").severity is Severity.HIGH


def test_self_harm_is_critical_whatever_the_tone() -> None:
    assert judged("love you all, thank you, I want to kill myself").severity is Severity.CRITICAL


def test_praise_that_mentions_an_injury_opens_without_an_alarm() -> None:
    judgement = judged("Your crew was amazing with the injured man, thank you, wonderful people!")
    assert judgement.severity is Severity.NORMAL
    assert disposition(judgement, "trust") == "open"


def test_several_risks_are_all_flagged() -> None:
    assert judged("I was injured and my lawyer knows").flags == (RiskFlag.SAFETY.value, RiskFlag.LEGAL.value)


FOREIGN = [
    ("es", RiskFlag.SAFETY, "Mi hijo acabó en el hospital por la comida de su barco"),
    ("es", RiskFlag.LEGAL, "Mi abogada ya tiene el caso, esto es una vergüenza"),
    ("fr", RiskFlag.SAFETY, "Mon enfant s'est blessé à cause de votre rampe"),
    ("fr", RiskFlag.LEGAL, "Mon avocat vous contactera, c'est scandaleux"),
    ("fr", RiskFlag.DATA, "Je reçois la facture d'une autre cliente, une fuite de données"),
    ("de", RiskFlag.SAFETY, "Mein Kind wurde verletzt und liegt im Krankenhaus"),
    ("de", RiskFlag.DISCRIMINATION, "Der Fahrer hat uns rassistisch beschimpft"),
    ("pt", RiskFlag.DATA, "Vocês vazaram tudo, meus dados foram publicados"),
    ("pt", RiskFlag.SELF_HARM, "Depois disto não quero viver, ninguém me responde"),
]


@pytest.mark.parametrize(("language", "flag", "text"), FOREIGN)
def test_a_risk_in_another_language_is_flagged(language: str, flag: RiskFlag, text: str) -> None:
    assert flag.value in judged(text, language=language).flags


CALM_FOREIGN = [
    ("es", "El vuelo llega con tres horas de retraso y nadie contesta"),
    ("fr", "Deux heures d'attente et toujours aucune nouvelle de mon colis"),
    ("de", "Das Gericht war kalt und das Paket ist immer noch nicht da"),
    ("pt", "A ligação cai sempre e ninguém responde há uma semana"),
]


@pytest.mark.parametrize(("language", "text"), CALM_FOREIGN)
def test_an_ordinary_complaint_in_another_language_is_no_risk(language: str, text: str) -> None:
    assert judged(text, language=language).flags == ()
