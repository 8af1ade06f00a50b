"""Other languages: which one it is, and that a clear complaint in it is never set aside."""

import pytest

from bot.models import Complaint
from bot.triage import disposition
from tests.triage.judged import judged

COMPLAINTS = {
    "es": "El paquete no llega y nadie contesta, pésimo servicio",
    "fr": "Mon colis n'est jamais arrivé et personne ne répond, c'est une honte",
    "de": "Der Zug ist schon wieder ausgefallen und niemand hilft, eine Frechheit",
    "pt": "A encomenda não chegou e ninguém responde, péssimo atendimento",
    "it": "Il pacco non è arrivato e nessuno risponde, che vergogna",
    "nl": "Het pakket is nog steeds niet geleverd en niemand reageert, waardeloos",
}
PRAISE = {
    "es": "Muchas gracias por todo, el servicio es excelente",
    "fr": "Merci beaucoup, le service est vraiment parfait",
    "de": "Vielen Dank, das Essen war hervorragend und ihr seid toll",
    "pt": "Muito obrigada, o atendimento foi excelente e maravilhoso",
    "it": "Grazie mille, la cena è ottima e siete bravi",
    "nl": "Bedankt, het eten is heerlijk en de service geweldig, top",
}


@pytest.mark.parametrize("language", COMPLAINTS)
def test_a_complaint_is_recognised_in(language: str) -> None:
    judgement = judged(COMPLAINTS[language])
    assert (judgement.language, judgement.complaint) == (language, Complaint.YES)


@pytest.mark.parametrize("language", PRAISE)
def test_clear_thanks_are_set_aside_in(language: str) -> None:
    judgement = judged(PRAISE[language])
    assert (judgement.language, disposition(judgement, "trust")) == (language, "set_aside")


def test_accents_may_be_missing() -> None:
    assert judged("la encomienda no llega y es pesimo el servicio").complaint is Complaint.YES


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("荷物がまだ届きません", "ja"),
        ("我的包裹丢了没有人回复", "zh"),
        ("택배가 아직 안 왔어요", "ko"),
        ("Где моя посылка", "ru"),
        ("Де моя посилка, її немає", "uk"),
        ("أين طلبي", "ar"),
        ("המשלוח לא הגיע", "he"),
        ("मेरा सामान कहाँ है", "hi"),
        ("พัสดุยังไม่มา", "th"),
        ("Πού είναι το δέμα μου", "el"),
    ],
)
def test_a_script_gives_the_language_away_and_a_person_decides(text: str, language: str) -> None:
    judgement = judged(text)
    assert (judgement.language, judgement.complaint) == (language, Complaint.UNSURE)
    assert disposition(judgement, "judge") == "open"


@pytest.mark.parametrize("given", ["pt", "pt-BR", "PT_br", " pt "])
def test_the_source_knows_the_language(given: str) -> None:
    assert judged("ok", language=given).language == "pt"


@pytest.mark.parametrize("given", [None, "", "und", "qme", "x" * 999])
def test_a_useless_language_code_is_replaced_by_a_guess(given: str | None) -> None:
    assert judged("where is my parcel, it is not here", language=given).language == "en"


def test_a_short_plain_text_is_taken_for_english() -> None:
    assert judged("parcel smashed").language == "en"


def test_without_letters_there_is_no_language() -> None:
    assert judged("😡😡 12:40").language == "und"


OTHERS = [
    ("fi", "Laukkuni katosi eikä kukaan vastaa puhelimeen"),
    ("fi", "Odotin tunnin jonossa ja ruoka oli kylmää"),
    ("sv", "Maten var kall och personalen otrevlig"),
    ("no", "Dere har trukket meg to ganger og ingen svarer"),
    ("da", "I har trukket mig to gange for det samme køb"),
    ("pl", "Moja paczka nie dotarła i nikt nie odpowiada"),
    ("tr", "Kargom gelmedi ve kimse cevap vermiyor"),
    ("cs", "Můj balík nedorazil a nikdo neodpovídá"),
    ("ro", "Coletul meu nu a ajuns si nimeni nu raspunde"),
    ("hu", "A csomagom nem érkezett meg és senki sem válaszol"),
    ("id", "Paket saya belum sampai dan tidak ada yang menjawab"),
    ("vi", "Gói hàng của tôi chưa đến và không ai trả lời"),
    ("tl", "Hindi pa dumating ang padala ko at walang sumasagot"),
    ("hr", "Moj paket nije stigao i nitko ne odgovara"),
    ("et", "Minu pakk ei ole kohale jõudnud ja keegi ei vasta"),
    ("ca", "El meu paquet no ha arribat i ningú contesta"),
]


@pytest.mark.parametrize(("language", "text"), OTHERS)
def test_a_language_without_templates_is_told_by_its_name(language: str, text: str) -> None:
    judgement = judged(text)
    assert (judgement.language, judgement.complaint) == (language, Complaint.UNSURE)


@pytest.mark.parametrize("text", ["Jag vill ha pengarna tillbaka", "Sovellus kaatuu koko ajan, mitä ihmettä"])
def test_what_is_surely_foreign_is_never_taken_for_english(text: str) -> None:
    assert judged(text).language == "mis"


@pytest.mark.parametrize(
    "text",
    [
        "gate agent rude af",
        "no refund na",
        "Die hard fan, poor seats",
        "van was late",
        "smashed",
        "men at the desk",
    ],
)
def test_english_with_words_that_others_have_too_stays_english(text: str) -> None:
    assert judged(text).language == "en"
