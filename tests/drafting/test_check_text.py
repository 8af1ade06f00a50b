"""What the model or a person wrote is checked against this brand, and its promises are listed."""

from bot.drafting.composing import check_text, compose, llm_question
from tests.drafting.requests import LIBRARY, a_request

BAG = "@Harbourline my bag is lost since the 7:40 to Ryde"


def test_the_models_promise_becomes_a_commitment() -> None:
    text = (
        "I'm sorry your bag was lost on the 7:40. I'll ask every pier and write to you today. Send us a DM."
    )
    written = check_text(LIBRARY, a_request(BAG, "lost"), text, made_by="llm")
    assert (written.commitments[0].owner, written.commitments[0].due) == ("the lost property office", "today")


def test_a_promise_without_a_time_is_held_to_that_of_its_action() -> None:
    written = check_text(
        LIBRARY, a_request(BAG, "lost"), "I'm sorry about your bag. I'll ask at Ryde.", made_by="U0ANN"
    )
    assert written.commitments[0].due == "today"


def test_a_text_without_promises_commits_to_nothing() -> None:
    assert check_text(LIBRARY, a_request(BAG, "lost"), "I'm sorry.", made_by="U0ANN").commitments == ()


def test_the_model_must_obey_what_a_person_may_decide() -> None:
    text = "I'm sorry about your bag. I'll call the pier by 18:40. – Harbourline Care"
    by_llm = check_text(LIBRARY, a_request(BAG, "lost"), text, made_by="llm")
    by_person = check_text(LIBRARY, a_request(BAG, "lost"), text, made_by="U0ANN")
    assert [{found.level for found in each.findings} for each in (by_llm, by_person)] == [{"hard"}, {"soft"}]


def test_the_text_is_kept_to_the_letter() -> None:
    text = "  I'm sorry \u202e odd  "
    assert check_text(LIBRARY, a_request(BAG, "lost"), text, made_by="U0ANN").text == text


def test_the_authors_own_handle_may_be_used() -> None:
    text = "@jo I'm sorry about your bag. I'll ask at Ryde."
    assert not check_text(LIBRARY, a_request(BAG, "lost"), text, made_by="U0ANN").findings


def test_the_model_is_not_told_who_wrote() -> None:
    request = a_request(BAG, "lost", author_name="Joanna Park")
    question = llm_question(LIBRARY, request, compose(LIBRARY, request))
    assert "Joanna" not in f"{question}"


def test_the_model_is_told_actions_facts_and_posture() -> None:
    request = a_request(BAG, "lost", instruction="shorter")
    question = llm_question(LIBRARY, request, compose(LIBRARY, request))
    assert any("lost property" in action and "today" in action for action in question.actions)
    assert any("Portsmouth Harbour" in fact for fact in question.facts)
    assert (question.limit, question.instruction, bool(question.strategy)) == (280, "shorter", True)


def test_the_model_gets_the_holding_posture_for_critical_posts() -> None:
    request = a_request(BAG, "lost", flags=["legal"])
    assert "No fault" in llm_question(LIBRARY, request, compose(LIBRARY, request)).strategy
