"""One card for an incident: what it says in every state, and that no word of a stranger comes alive on it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.drafting.stance_check import StanceSaid
from bot.models import (
    IncidentKind,
    IncidentLevel,
    IncidentState,
    MessageKind,
    Severity,
    SlackMessage,
    Stance,
)
from bot.sandbox.limits.blocks import block_faults
from bot.sandbox.limits.view import view_faults
from bot.slack import incident_words
from bot.slack.blocks import Rendered
from bot.slack.incident_forms import merge_modal, move_modal, rename_modal, split_modal
from bot.slack.incident_lines import home_lines, listed
from bot.slack.incident_list import MentionsPage, Place, mentions_modal
from bot.slack.messages import Subject, render_message
from bot.slack.stance_form import stance_form, stance_modal
from bot.store.incident_cards import IncidentRows
from tests.builders import ANN, CHANNEL, NOON, SAM
from tests.incidents.standing import a_member, a_stance, an_incident, incident_rows
from tests.slack import second_opinion
from tests.slack.test_hostile_text import strangers_alive
from tests.slack.test_made_up_rows import alive
from tests.slack.views import HOSTILE, labels, shown

ROW = SlackMessage(id="incident:i1", kind=MessageKind.INCIDENT, audience=CHANNEL, changed_at=NOON, version=7)
words = st.text(
    st.characters(codec="utf-8") | st.sampled_from("<>&@!#|^*_~`:\u202e\u200b\x00\n"), max_size=900
)
hostile = words | st.just(HOSTILE * 30) | st.just("")


def card(found: IncidentRows | None) -> Rendered:
    return render_message(ROW, Subject(incident=found))


def test_the_card_says_what_how_many_how_it_grows_and_who_waits() -> None:
    said = shown(
        card(incident_rows(incident={"level": IncidentLevel.SPIKE, "mentions": 43, "authors": 38})).blocks
    )

    for told in (
        "Spike · complaints",
        "checkout error 503",
        "43 posts by 38 people",
        "My bag missed the 7:40",
    ):
        assert told in said
    assert "posts in each minute: at most 1" in said
    assert "31* wait here for one answer each" in said
    assert "Waiting, the gravest first" in said


def test_the_notification_says_it_all() -> None:
    text = card(incident_rows()).text

    for told in ("complaints", "checkout error 503", "43 posts by 38 people", "wait here"):
        assert told in text


@pytest.mark.parametrize(
    ("level", "confirmed_by", "told"),
    [
        (IncidentLevel.NONE, None, "Incident · "),
        (IncidentLevel.WATCH, None, "Watch · "),
        (IncidentLevel.SPIKE, None, "Spike · "),
        (IncidentLevel.CRISIS, None, "Looks like a crisis · "),
        (IncidentLevel.CRISIS, ANN, "Crisis · "),
    ],
)
def test_each_level_is_said_and_any_may_be_called_a_crisis(
    level: IncidentLevel, confirmed_by: str | None, told: str
) -> None:
    found = incident_rows(incident={"level": level, "confirmed_by": confirmed_by})

    assert told in card(found).blocks[0]["text"]["text"]
    choices = str(card(found).blocks[-1])
    assert "It is a crisis…" in choices


@pytest.mark.parametrize(
    ("stance", "label"),
    [
        (None, "Write what we say…"),
        (a_stance(), "Approve what we say…"),
        (a_stance(approved_at=NOON, approved_by=ANN), "Answer 31…"),
    ],
)
def test_the_first_button_is_the_next_thing_to_do(stance: Stance | None, label: str) -> None:
    assert labels(card(incident_rows(stance=stance)).blocks)[0] == label


def test_what_we_say_is_shown_while_somebody_has_to_agree_and_then_who_did() -> None:
    waiting = card(incident_rows(stance=a_stance(first_approver=SAM, first_approved_at=NOON)))
    agreed = card(incident_rows(stance=a_stance(first_approver=SAM, approved_at=NOON, approved_by=ANN)))

    assert "needs a second person" in shown(waiting.blocks)
    assert "The 7:40 boat broke down." in shown(waiting.blocks)
    assert f"approved by <@{SAM}> and <@{ANN}>" in shown(agreed.blocks)
    assert "broke down" not in shown(agreed.blocks)


def test_a_closed_one_is_a_line_and_its_buttons() -> None:
    closed = card(incident_rows(incident={"state": IncidentState.CLOSED, "closed_by": ANN}))

    assert [block["type"] for block in closed.blocks] == ["section", "rich_text", "actions"]
    assert labels(closed.blocks) == ["Show mentions", "Open again"]
    into = card(
        incident_rows(incident={"state": IncidentState.CLOSED, "closed_by": ANN}, into=an_incident("i2"))
    )
    assert "now part of “checkout error 503”" in shown(into.blocks)
    assert labels(into.blocks) == []


def test_one_that_is_gone_says_so() -> None:
    assert "not there any more" in card(None).text


@pytest.mark.parametrize(
    ("minutes", "bars", "told"),
    [
        ([0], None, ""),
        ([0, 0, 0], None, ""),
        ([0, 1, 2, 3, 3, 3, 3], "▂", "each minute: at most 4, 4 in the latest"),
        ([0, 30, 60, 90, 120, 180, 180], "▄", "each 10 minutes: at most 2, 2 in the latest"),
        ([0, 600, 1_200, 1_439], "█", "each hour: at most 1"),
    ],
)
def test_growth_is_drawn_and_said(minutes: list[int], bars: str | None, told: str) -> None:
    grown = incident_words.growth([NOON + timedelta(minutes=each) for each in minutes])

    assert (grown is None) == (bars is None)
    if grown is not None and bars is not None:
        assert told in grown.words
        assert bars in grown.bars
        assert len(grown.bars) <= incident_words.MOST_BARS


@given(st.lists(st.integers(0, 86_400), min_size=2, max_size=300))
@settings(max_examples=200, deadline=None)
def test_every_post_of_the_last_hours_stands_in_some_bar(seconds: list[int]) -> None:
    times: list[datetime] = sorted(NOON + timedelta(seconds=each) for each in seconds)

    grown = incident_words.growth(times)

    if grown is not None:
        assert len(grown.bars) <= incident_words.MOST_BARS
        assert grown.bars[-1] != "·"


@given(
    title=hostile,
    text=hostile,
    name=hostile,
    platform=hostile,
    said=hostile,
    level=st.sampled_from(IncidentLevel),
)
@settings(max_examples=150, deadline=None)
def test_any_words_make_a_card_that_slack_takes_and_that_holds_nothing_alive(
    title: str, text: str, name: str, platform: str, said: str, level: IncidentLevel
) -> None:
    member: dict[str, Any] = {"text": text, "author_name": name, "author_handle": name, "platform": platform}
    found = incident_rows(
        incident={
            "title": title,
            "level": level,
            "kind": IncidentKind.ATTENTION,
            "mentions": 10**9,
            "authors": 10**9,
            "reach": 10**12,
            "terms": [title],
        },
        quotes=[a_member(number, **member) for number in range(3)],
        worst=[a_member(number, draft=True, **member) for number in range(3)],
        stance=a_stance(title=said, happened=[said], doing=[said], steps=[said], owner=said, written_by=said),
    )

    drawn = card(found)

    assert block_faults(drawn.blocks, "message") == []
    assert alive([{"text": drawn.text}, drawn.blocks]) == []
    assert len(drawn.text) <= 4_000
    second_opinion.message(drawn.text, drawn.blocks)
    closed = incident_rows(
        incident={"title": title, "state": IncidentState.CLOSED, "closed_by": said}, into=found.incident
    )
    assert block_faults(card(closed).blocks, "message") == []
    assert alive(card(closed).blocks) == []


def test_the_worst_words_keep_every_form_and_list_within_slacks_limits() -> None:
    worst: dict[str, Any] = {
        "text": HOSTILE * 50,
        "author_name": HOSTILE,
        "author_handle": HOSTILE,
        "platform": HOSTILE,
    }
    members = [a_member(number, **worst) for number in range(120)]
    many = [an_incident(f"i{number}", title=HOSTILE * 9) for number in range(130)]
    said = StanceSaid(
        HOSTILE, (HOSTILE,) * 30, (HOSTILE,) * 30, (HOSTILE,) * 30, HOSTILE, HOSTILE, HOSTILE, HOSTILE
    )
    stance = a_stance(
        title=HOSTILE,
        happened=[HOSTILE] * 30,
        doing=[HOSTILE] * 30,
        steps=[HOSTILE * 3] * 30,
        owner=HOSTILE * 9,
        what=HOSTILE * 9,
        due=HOSTILE * 9,
        channel=HOSTILE * 9,
    )
    place = Place("i1")
    views = [
        mentions_modal(MentionsPage(many[0], members[:10], 0, 400, HOSTILE)),
        rename_modal(many[0], place),
        merge_modal(many[0], many, place),
        split_modal(many[0], members, place),
        move_modal(members[0], many, place),
        stance_form(said, place, HOSTILE, is_standing=True),
        stance_modal(stance, place, ANN, may_approve=True, note=HOSTILE),
    ]

    for view in views:
        assert view_faults(view, "modal") == []
        assert strangers_alive(view) == []
        second_opinion.view(view)
    for blocks in (listed(many).blocks, home_lines(many)):
        assert block_faults(blocks, "message") == []
        assert strangers_alive(blocks) == []


@pytest.mark.parametrize(
    "text", ["", "7", "[]", "{}", '{"value": 1}', '{"value": "i1:0", "mention": 7}', "[" * 400]
)
def test_a_place_that_is_not_ours_is_none(text: str) -> None:
    assert Place.load(text) is None


def test_a_place_survives_its_way_through_a_form() -> None:
    place = Place("i1", 3, "m1")

    assert Place.load(place.dump()) == place


def test_home_names_the_gravest_first_and_says_how_many_more() -> None:
    calm = [an_incident(f"i{number}", title=f"calm {number}") for number in range(7)]
    grave = an_incident("i9", title="grave", level=IncidentLevel.CRISIS)

    said = shown(home_lines([*calm, grave]))

    assert said.index("grave") < said.index("calm 0")
    assert "and 3 more" in said
    assert home_lines([]) == []


def test_severity_words_stand_beside_those_who_wait() -> None:
    member = a_member(1, draft=True)
    member.verdict.severity = Severity.HIGH

    assert "High" in shown(card(incident_rows(worst=[member])).blocks)


@given(hostile)
def test_what_a_model_says_of_it_is_plain_text_that_says_whose_it_is(said: str) -> None:
    rows = incident_rows(incident={"mentions": 43, "authors": 38, "complaints": 40, "cause": said})

    rendered = card(rows)

    told = [block for block in rendered.blocks if "By AI, unchecked" in str(block)]
    assert len(told) == bool(said)
    assert {element["type"] for block in told for element in block["elements"]} <= {"plain_text"}


def test_blanks_of_what_we_say_are_shown_in_words() -> None:
    stance = a_stance(steps=["Write to us in {{ channel }}, and I'll book it {{ due }}."], due="today, 17:00")
    assert "Write to us in [channel], and I'll book it today, 17:00." in shown(
        card(incident_rows(stance=stance)).blocks
    )
