"""The list of advocates and the letters to them, pressed through: by managers, by the team, by outsiders."""

from typing import Any

import pytest
from sqlmodel import select

from bot.advocates import Shown
from bot.advocates.entries import ACCOUNTS, CONSENT, NAME
from bot.advocates.forbidding import Block
from bot.advocates.ranking import Suggestion
from bot.models import Advocate, FactCard, Outreach, OutreachState, Relation
from bot.rules.outreach import check_outreach
from bot.sandbox.limits.view import view_faults
from bot.sandbox.shapes import Json
from bot.slack.advocate_form import CONTACT, REACH, RELATED, TICKS, TOPICS, advocate_modal, entry_in
from bot.slack.advocate_list import PAGE, RosterPage, advocates_button, advocates_modal
from bot.slack.blocks import actions
from bot.slack.ids import Action, Field
from bot.slack.outreach_form import Asking, asking_modal, letter_modal, reword_form
from bot.store.outreach import Asked, Letter
from tests.advocates.people import a_letter, an_advocate
from tests.builders import ANN, CHANNEL, COLE, MAYA, NOON, OLIVE
from tests.incidents.standing import an_incident, incident_rows
from tests.slack.line import Line
from tests.slack.many import card_of, put_many
from tests.slack.test_incident_card import card
from tests.slack.views import HOSTILE, labels, live_tokens, shown
from tests.slack.watch import Watch

FACT = "The 7:40 boat broke down, and the next one sailed at 8:10."
KIM: dict[str, Any] = {
    NAME: "Kim",
    ACCOUNTS: "x @Kim\nbluesky kim.example",
    RELATED: "employee",
    TOPICS: "boats, queues",
    CONTACT: "kim by private message",
    REACH: "1,200",
    CONSENT: "2026-03-01",
    TICKS: ["discloses"],
}


@pytest.fixture
def kind() -> str:
    """The queries are told apart by kind of database elsewhere."""
    return "sqlite"


async def roster(line: Line) -> list[Advocate]:
    return list(await line.deps.advocates.roster.standing())


async def open_list(line: Line, user: str = MAYA) -> None:
    """The button of Home."""
    home = {"type": "home", "blocks": actions("desk", [advocates_button()])}
    await line.desk.publish_home(user, home)
    await line.sandbox.click_in_home(user, Action.ADVOCATES)
    await line.sandbox.wait_for(lambda: line.sandbox.views(user))


async def send(line: Line, view: Json, typed: dict[str, Any]) -> dict[str, str]:
    """Fill a manager's form and send it; what is told at its fields."""
    ids = {one["block_id"].split(":")[0]: one["block_id"] for one in view["blocks"] if one["type"] == "input"}
    errors = await line.sandbox.submit(MAYA, view["id"], {ids[name]: one for name, one in typed.items()})
    return {name.split(":")[0]: said for name, said in errors.items()}


async def press(line: Line, action: Action, user: str = ANN) -> None:
    """A button of the form on top."""
    await line.sandbox.click_in_view(user, line.view(user)["id"], action)


async def asking(line: Line, user: str = ANN) -> Json:
    """The button of the incident's card."""
    await line.desk.render_due()
    await line.sandbox.click(user, CHANNEL, await card_of(line.database), Action.OUTREACH.value)
    return (await line.sandbox.wait_for(lambda: line.sandbox.views(user)))[-1]


async def put(line: Line, *rows: Any) -> None:
    async with line.database.writing() as session:
        session.add(FactCard(id="f1", brand="harbourline", statement=FACT, added_by=MAYA, added_at=NOON))
        for row in rows:
            session.add(row)
            await session.flush()
    await put_many(line.database, 3)


async def letter(line: Line) -> Outreach:
    async with line.database.reading() as session:
        return (await session.exec(select(Outreach))).one()


async def test_a_manager_adds_changes_and_takes_off_the_first_name(line: Line) -> None:
    await open_list(line)
    await line.shows("Nobody is on the list", MAYA)
    await press(line, Action.NEW_ADVOCATE, MAYA)
    form = await line.shows("What ties them to us?", MAYA)
    assert await send(line, form, KIM) == {}

    await line.shows("They are on the list", MAYA)
    (kim,) = await roster(line)
    assert (kim.accounts, kim.relation) == (["x:kim", "bluesky:kim.example"], Relation.EMPLOYEE)
    assert (kim.followers, kim.discloses, kim.do_not_contact) == (1200, True, False)
    await press(line, Action.EDIT_ADVOCATE, MAYA)
    form = await line.shows("What ties them to us?", MAYA)
    assert await send(line, form, {TICKS: ["discloses", "let_be"]}) == {}

    await line.shows("do not contact", MAYA)
    await press(line, Action.REMOVE_ADVOCATE, MAYA)
    await line.shows("Taken off the list", MAYA)
    assert await roster(line) == []


async def test_what_cannot_be_kept_is_told_at_its_field(line: Line) -> None:
    await open_list(line)
    await line.shows("Nobody is on the list", MAYA)
    await press(line, Action.NEW_ADVOCATE, MAYA)
    form = await line.shows("What ties them to us?", MAYA)

    assert list(await send(line, form, KIM | {REACH: "many"})) == [REACH]
    assert list(await send(line, form, KIM | {ACCOUNTS: "kim", CONSENT: "2031-01-01"})) == [ACCOUNTS, CONSENT]
    assert await roster(line) == []


@pytest.mark.parametrize("action", [Action.ADVOCATES, Action.NEW_ADVOCATE, Action.REMOVE_ADVOCATE])
async def test_the_list_is_for_managers(line: Line, action: Action) -> None:
    button = {**advocates_button(), "action_id": action.value}
    await line.desk.publish_home(ANN, {"type": "home", "blocks": actions("desk", [button])})
    await line.sandbox.click_in_home(ANN, action)

    await line.told("Only managers can see", ANN)
    assert line.sandbox.views(ANN) == []


async def test_a_long_list_stands_page_by_page(line: Line) -> None:
    people = [an_advocate(f"a{number:02}") for number in range(PAGE + 3)]
    async with line.database.writing() as session:
        session.add_all(people)
    await open_list(line)

    await line.shows("1–10 of 13", MAYA)
    await press(line, Action.ADVOCATES_ON, MAYA)
    await line.shows("11–13 of 13", MAYA)
    await press(line, Action.ADVOCATES_BACK, MAYA)
    await line.shows("1–10 of 13", MAYA)


async def test_a_letter_is_begun_reworded_approved_and_sent_by_hand(line: Line, watch: Watch) -> None:
    await put(line, an_advocate(topics=["boat"]), an_advocate("bo", consent_at=None))
    view = await asking(line)
    assert "knows about boat" in shown(view["blocks"])
    assert "Bo\n: they have not agreed to be asked" in shown(view["blocks"])
    await press(line, Action.OUTREACH_WRITE)
    await line.shows(FACT)
    await press(line, Action.OUTREACH_EDIT)
    form = await line.shows("What do you write?")
    words = f"Kim, {(await letter(line)).text}"
    block = f"{Field.WORDS}:{(await letter(line)).id}:1"
    assert await line.sandbox.submit(ANN, form["id"], {block: words}) == {}

    await line.shows("waits for an approver")
    await press(line, Action.OUTREACH_APPROVE)
    view = await line.shows("please send it by hand")
    assert "a private message to kim on x" in shown(view["blocks"])
    await press(line, Action.OUTREACH_SENT)
    await line.shows("What they post about it is shown")
    await press(line, Action.OUTREACH)
    view = await line.shows("Nobody on the list may be asked now")

    sent = await letter(line)
    assert (sent.state, sent.text, sent.approved_by) == (OutreachState.SENT, words, ANN)
    for _ in range(3):
        watch.turn(5)
        await line.desk.render_due()
    card = line.sandbox.message(CHANNEL, await card_of(line.database))
    assert "Letters to advocates: 1 sent" in shown(card["blocks"])
    thread = shown([one["blocks"] for one in line.sandbox.thread(CHANNEL, card["ts"])])
    assert "sent a letter to somebody who may speak up" in thread
    assert "Kim" not in thread


async def test_a_forbidden_wording_has_no_approve_and_says_why(line: Line) -> None:
    await put(line, an_advocate(), a_letter(text="Please leave us a review."))
    await asking(line)
    await press(line, Action.OUTREACH_SHOW)

    view = await line.shows("It cannot go out like this")

    assert "Approve" not in labels(view["blocks"])
    assert "This asks for reviews, votes, likes or shares." in shown(view["blocks"])
    await press(line, Action.OUTREACH_DROP)
    await line.shows("Nobody writes to them")
    assert (await letter(line)).state is OutreachState.DROPPED


async def test_who_may_not_approve_is_told_so(line: Line) -> None:
    await put(line, an_advocate(), a_letter())
    await asking(line, COLE)
    await press(line, Action.OUTREACH_SHOW, COLE)
    await line.shows("Begun by", COLE)
    await press(line, Action.OUTREACH_APPROVE, COLE)

    await line.shows("Only approvers can approve this", COLE)
    assert (await letter(line)).state is OutreachState.WAITING


async def test_outsiders_see_nothing_of_it(line: Line) -> None:
    await put(line, an_advocate())

    view = await asking(line, OLIVE)

    assert "Only the support team" in shown(view["blocks"])
    assert "Kim" not in shown(view["blocks"])


def test_nothing_is_shown_while_nobody_is_on_the_list() -> None:
    empty, known = incident_rows(), incident_rows(asked=Asked(on_list=True))

    assert "Advocates…" not in labels(card(empty).blocks)
    assert "Advocates…" in labels(card(known).blocks)


def test_no_words_of_others_come_to_life_and_all_fits_slack() -> None:
    hostile = {
        "name": HOSTILE,
        "accounts": [f"x:{HOSTILE}"] * 10,
        "topics": [HOSTILE] * 20,
        "contact": HOSTILE,
    }
    people = [an_advocate(f"a{number}", **hostile) for number in range(50)]
    who, text = people[0], HOSTILE * 20
    told: dict[str, Any] = {"reasons": [HOSTILE] * 9, "facts": [HOSTILE]}
    findings = check_outreach(text, Relation.CUSTOMER)
    open_one, agreed, over = (
        a_letter(text=text, state=state, approved_by=ANN, sent_by=ANN, sent_at=NOON, **told)
        for state in (OutreachState.WAITING, OutreachState.APPROVED, OutreachState.SENT)
    )
    found = [
        Suggestion(one, 1.0, (HOSTILE,) * 6, () if number < 20 else tuple(Block))
        for number, one in enumerate(people)
    ]
    letters = [Letter(a_letter(id=f"o{number}", text=text), who, 3, 1) for number in range(30)]
    incident = an_incident(title=HOSTILE)
    views = [
        advocates_modal(RosterPage(people, 2, HOSTILE)),
        advocate_modal(who, HOSTILE),
        advocate_modal(None),
        asking_modal(Asking(incident, found, letters, HOSTILE)),
        reword_form(Shown(open_one, who, incident, findings, ())),
        *[
            letter_modal(Shown(one, who, incident, faults, against), HOSTILE)
            for one in (open_one, agreed, over)
            for faults, against in ((findings, ()), ((), tuple(Block)), ((), ()))
        ],
    ]

    for view in views:
        assert view_faults(view, "modal") == []
        assert [token for token in live_tokens(view) if not token.startswith(("<@U0", "<!date"))] == []


def test_a_form_of_nonsense_is_read_as_nothing() -> None:
    entry = entry_in({"values": {RELATED: {"answer": {"selected_option": {"value": "friend"}}}}})

    assert not isinstance(entry, dict)
    assert (entry.name, entry.relation, entry.consent) == ("", Relation.NONE, None)
