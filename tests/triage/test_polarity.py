"""Is it a complaint? Examples from every trade, in anger, in irony, in praise."""

import pytest

from bot.models import Complaint
from tests.triage.judged import judged

COMPLAINTS = [
    "We sat on the runway for three hours and nobody told us anything",
    "Your driver threw my parcel over the fence. Disgusting.",
    "No signal in Harrow since Monday, still waiting for an engineer",
    "The new release crashes whenever I open a report",
    "Waited fifty minutes for a table and the soup came out stone cold",
    "Our room was filthy and reception did not care",
    "charged me twice and now they are ignoring my emails",
    "WHY IS MY ORDER STILL NOT HERE",
    "never again",
    "I cannot log in to my account since the update",
]
SARCASM = [
    "Thanks for nothing, Acme!",
    "great job losing my bag, really impressive",
    "Way to ruin a honeymoon, love it",
    "Love sitting on hold for an hour, best part of my day",
    "Congrats on losing my luggage again, amazing",
    "So much for your next day delivery, brilliant",
]
PRAISE = [
    "Lovely crew on the morning flight, thank you so much!",
    "Best pizza in town, we love this place ❤️",
    "The technician was friendly and quick, great service. Thanks!",
    "Super smooth checkout, really happy with it, well done",
    "No problems at all, wonderful stay, highly recommend",
]


@pytest.mark.parametrize("text", COMPLAINTS)
def test_a_plain_complaint_is_recognised(text: str) -> None:
    assert judged(text).complaint is Complaint.YES


@pytest.mark.parametrize("text", SARCASM)
def test_kind_words_meant_as_the_opposite_are_a_complaint(text: str) -> None:
    assert judged(text).complaint is Complaint.YES


@pytest.mark.parametrize("text", PRAISE)
def test_praise_is_no_complaint(text: str) -> None:
    assert judged(text).complaint is Complaint.NO


@pytest.mark.parametrize("text", ["Do you fly to Oslo?", "What are your opening hours on Sunday"])
def test_a_neutral_question_is_no_certain_complaint(text: str) -> None:
    assert judged(text).complaint is not Complaint.YES


def test_names_and_links_are_not_words() -> None:
    bare = judged("lost my suitcase")
    dressed = judged("@worst_horrible @AcmeAir lost my suitcase https://awful.example/terrible")
    assert (dressed.complaint, dressed.score) == (bare.complaint, bare.score)


def test_a_brands_own_name_is_not_praise() -> None:
    assert judged("Best Great Hotel in Leeds", brand="Best Great").score > judged("Best Great Hotel").score


def test_a_hashtag_is_read_as_words() -> None:
    assert judged("on board again #NeverAgain").complaint is Complaint.YES
    assert judged("on board again #acmefail").complaint is Complaint.YES


def test_shouting_and_exclaiming_count() -> None:
    assert judged("WHERE IS MY PARCEL").score > judged("where is my parcel").score
    assert judged("where is my parcel!!").score > judged("where is my parcel").score


def test_html_and_curly_quotes_do_not_hide_words() -> None:
    assert (
        judged("it doesn’t work &amp; nobody answers").score
        == judged("it doesn't work & nobody answers").score
    )


def test_full_width_and_split_letters_do_not_hide_words() -> None:
    assert (
        judged("ｗｏｒｓｔ hotel ever").score
        == judged("wo\u200brst hotel ever").score
        == judged("worst hotel ever").score
    )


def test_one_bitter_sentence_in_a_long_review_is_seen() -> None:
    kind = "The room was spacious and the view of the harbour was lovely. Breakfast had plenty of choice. "
    review = kind * 4 + "But the waiter was rude and lied to us, I am disgusted."
    assert judged(review).complaint is not Complaint.NO


def test_a_long_review_full_of_praise_stays_praise() -> None:
    kind = "Lovely rooms and a wonderful breakfast every morning. The staff were friendly and helpful. "
    assert judged(kind * 6).complaint is Complaint.NO


def test_an_angry_review_without_any_full_stop_is_a_complaint() -> None:
    assert (
        judged("the food was cold and the staff were rude and we waited for an hour " * 9).complaint
        is Complaint.YES
    )


@pytest.mark.parametrize(
    ("stars", "complaint"), [(1, Complaint.YES), (2, Complaint.YES), (4, Complaint.NO), (5, Complaint.NO)]
)
def test_stars_speak_when_words_do_not(stars: int, complaint: Complaint) -> None:
    assert judged("It is a hotel in Leeds.", stars=stars).complaint is complaint


def test_one_star_without_words_is_a_complaint() -> None:
    assert judged("", stars=1).complaint is Complaint.YES


def test_three_stars_leave_it_to_the_words() -> None:
    text = "the app crashes every time"
    assert judged(text, stars=3).score == judged(text).score


def test_the_sources_sentiment_moves_the_score_but_not_beyond_its_scale() -> None:
    plain = judged("about my order")
    assert (
        judged("about my order", sentiment=-1.0).score
        > plain.score
        > judged("about my order", sentiment=1.0).score
    )
    assert judged("about my order", sentiment=-99.0) == judged("about my order", sentiment=-1.0)
    assert judged("about my order", sentiment=float("nan")).score == plain.score
