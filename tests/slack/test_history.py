"""History: who made each wording, what changed word by word, and the way back over real Socket Mode."""

from typing import Any

import pytest

from bot.models import DraftRevision, DraftState
from bot.ports import Refused
from bot.slack.details import details_modal
from bot.slack.diffs import word_diff
from bot.slack.history import history_modal
from bot.slack.ids import Action
from bot.slack.origin import Origin
from bot.slack.reading import Past
from bot.slack.restoring import RESTORED
from bot.store import drafts
from bot.text import sha256
from tests.builders import ANN, CHANNEL, NOON, OLIVE, REPLY, SAM, written
from tests.slack.stage import Stage
from tests.slack.views import a_view, shown

ORIGIN = Origin("d1", 2, CHANNEL)
OLD, NEW = "I am sorry your bag is late.", "I am so sorry your suitcase is late."


@pytest.fixture
def kind() -> str:
    """The handlers hold no SQL of their own; one kind of database is enough."""
    return "sqlite"


def wording(revision: int, text: str, **fields: Any) -> DraftRevision:
    given: dict[str, Any] = {
        "draft_id": "d1",
        "sha256": sha256(text),
        "made_by": "template",
        "created_at": NOON,
    }
    return DraftRevision(revision=revision, text=text, **(given | fields))


def marked(old: str, new: str) -> str:
    """The difference as people would type it: ~gone~ *new*."""
    marks = {"strike": "~", "bold": "*"}
    said = []
    for element in word_diff(old, new):
        mark = next((marks[style] for style in element.get("style", {})), "")
        said.append(f"{mark}{element['text']}{mark}")
    return "".join(said)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (OLD, NEW, "I am *so* sorry your ~bag~ *suitcase* is late."),
        ("the same", "the same", "the same"),
        ("", "all new", "*all new*"),
        ("all gone", "", "~all gone~"),
        ("", "", ""),
        ("a <b> c", "a <i> c", "a ~<b>~ *<i>* c"),
    ],
)
def test_a_difference_is_told_word_by_word(old: str, new: str, told: str) -> None:
    assert marked(old, new) == told


def test_two_huge_texts_are_not_compared_but_the_new_one_is_shown() -> None:
    new = "word " * 2_000

    assert word_diff("other " * 2_000, new) == [{"type": "text", "text": new}]


def test_the_history_says_who_made_each_wording_when_and_what_changed() -> None:
    past = [wording(2, NEW, made_by=SAM), wording(1, OLD, template="lost/1")]

    told = shown(history_modal(a_view(draft_id="d1", draft_revision=2), past, ORIGIN))

    for words in ("*Version 2*", f"written by <@{SAM}>", "from template lost/1", "*on the card now*", OLD):
        assert words in told
    assert "suitcase" in told


def test_every_wording_but_the_one_on_the_card_can_be_restored() -> None:
    past = [wording(number, f"{OLD} {number}") for number in (3, 2, 1)]

    form = history_modal(a_view(draft_id="d1", draft_revision=2), past, ORIGIN)

    assert _values(form) == ["d1:3", "d1:1"]


def test_nothing_is_restored_once_it_is_decided() -> None:
    view = a_view(DraftState.SCHEDULED, draft_id="d1", draft_revision=2)

    assert _values(history_modal(view, [wording(2, NEW), wording(1, OLD)], ORIGIN)) == []


def test_a_long_history_counts_what_it_leaves_out() -> None:
    past = [wording(number, str(number)) for number in range(40, 0, -1)]

    form = history_modal(a_view(draft_id="d1", draft_revision=40), past, ORIGIN)

    assert "and 25 older ones" in shown(form)
    assert len(form["blocks"]) <= 100


def test_more_tells_what_the_draft_is_made_of_and_what_it_cost() -> None:
    usage = {"model": "m-1", "input_tokens": 900, "cached_tokens": 600, "output_tokens": 80, "seconds": 1.5}
    past = [
        wording(
            2, NEW, made_by="llm", uses=["lift-closed", "call_back"], usage={**usage, "cost_usd": 0.0021}
        ),
        wording(1, OLD, usage={**usage, "cost_usd": None}),
    ]
    view = a_view(draft_id="d1", draft_revision=2, draft_strategy="sympathise", back_translation="Sorry.")

    told = shown(details_modal(view, Past(past, {"lift-closed": "The lift is closed."}), ORIGIN, NOON))

    for words in (
        "2 answers, 1,960 tokens, $0.0021 and calls at an unknown price",
        "Version 2: m-1, 900 tokens in (600 cached), 80 out, $0.0021, 1.5 s",
        "lift-closed: \nThe lift is closed.",
        "call_back",
        "sympathise, without speaking of fault",
        "Sorry.",
        "lost item",
        "English",
    ):
        assert words in told


def test_more_says_when_no_ai_was_used() -> None:
    assert "No AI was asked" in shown(details_modal(a_view(), Past([wording(1, OLD)]), ORIGIN, NOON))


async def test_the_history_opens_from_the_menu_and_restores(stage: Stage) -> None:
    await stage.show_card()
    await _second_wording(stage)
    form = await stage.open_in_more(Action.HISTORY)

    await stage.sandbox.click_in_view(ANN, form["id"], Action.RESTORE)

    assert await stage.asked() == ("restore", ANN, 2, (1,))
    await stage.sandbox.wait_for(lambda: RESTORED in shown(stage.sandbox.views(ANN)[-1]["blocks"]))


async def test_a_refused_restore_is_told_in_the_history_itself(stage: Stage) -> None:
    await stage.show_card()
    await _second_wording(stage)
    form = await stage.open_in_more(Action.HISTORY)
    stage.decisions.answer = Refused("The draft has changed since you saw it.")

    await stage.sandbox.click_in_view(ANN, form["id"], Action.RESTORE)

    await stage.sandbox.wait_for(
        lambda: "The draft has changed" in shown(stage.sandbox.views(ANN)[-1]["blocks"])
    )


async def test_more_opens_from_the_menu(stage: Stage) -> None:
    await stage.show_card()

    form = await stage.open(Action.MORE, choice="details")

    assert "Why it was judged so" in shown(form["blocks"])


async def test_who_is_not_on_the_team_is_told_so(stage: Stage) -> None:
    await stage.show_card()

    await stage.click(Action.MORE, user=OLIVE, choice="details")

    assert "Only the support team" in await stage.note_to(OLIVE)


async def _second_wording(stage: Stage) -> None:
    async with stage.database.writing() as session:
        rows = await drafts.card_rows(session, stage.draft_id)
        assert rows is not None
        session.add(drafts.as_revision(stage.draft_id, 2, written(REPLY + " Two."), NOON))
        await session.flush()
        await drafts.move(session, rows.draft, rows.draft.state, to=rows.draft.state, revision=2)


def _values(form: dict[str, Any]) -> list[str]:
    rows = [block["elements"] for block in form["blocks"] if block["type"] == "actions"]
    return [str(element["value"]) for row in rows for element in row]
