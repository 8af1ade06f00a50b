"""Block Kit's limits: what stands just inside is taken, what stands just outside is refused by its place."""

from typing import Any

import pytest
import slackblocks
from hypothesis import given, settings
from hypothesis import strategies as st
from slackblocks._surfaces import _BLOCK_TYPES_BY_SURFACE

from bot.sandbox.limits.blocks import SURFACES, Surface, block_faults
from bot.sandbox.limits.view import view_faults
from tests.sandbox.blocks import (
    Block,
    actions,
    button,
    entry,
    home,
    modal,
    mrkdwn,
    option,
    overflow,
    plain,
    quote,
    section,
    select,
)


def header(text: str) -> Block:
    return {"type": "header", "text": plain(text)}


def context(count: int) -> Block:
    return {"type": "context", "elements": [mrkdwn() for _ in range(count)]}


def confirm(title: str = "Sure?", text: str = "Really", yes: str = "Yes") -> Block:
    return {"title": plain(title), "text": plain(text), "confirm": plain(yes), "deny": plain("No")}


def checkboxes(count: int) -> Block:
    return {
        "type": "checkboxes",
        "action_id": "tick",
        "options": [option(str(number)) for number in range(count)],
    }


def table(rows: int, cells: int) -> Block:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * cells] * rows}


def feedback(value: str) -> Block:
    side = {"text": plain("Good"), "value": value}
    element = {
        "type": "feedback_buttons",
        "action_id": "fb",
        "positive_button": side,
        "negative_button": side,
    }
    return {"type": "context_actions", "elements": [element]}


def picker(kind: str, initial: str) -> Block:
    return {"type": f"{kind}picker", "action_id": kind, f"initial_{kind}": initial}


TAKEN: list[tuple[str, list[Block]]] = [
    ("50 blocks", [section()] * 50),
    ("section of 3000", [section("x" * 3000)]),
    ("10 fields of 2000", [{"type": "section", "fields": [mrkdwn("x" * 2000)] * 10}]),
    ("header of 150", [header("x" * 150)]),
    ("10 in a context", [context(10)]),
    ("25 actions", [actions(*(button(f"a{number}") for number in range(25)))]),
    ("button text of 75", [actions(button(text=plain("x" * 75)))]),
    ("button value of 2000", [actions(button(value="x" * 2000))]),
    ("action_id of 255", [actions(button("x" * 255))]),
    ("block_id of 255", [section(block_id="x" * 255)]),
    ("overflow of 5", [actions(overflow(*"abcde"))]),
    ("overflow of 1", [section(accessory=overflow("a"))]),
    ("option value of 150", [actions(overflow("x" * 150))]),
    ("confirm at its limits", [actions(button(confirm=confirm("x" * 100, "x" * 300, "x" * 30)))]),
    ("select of 100", [actions(select(*(str(number) for number in range(100))))]),
    ("10 checkboxes", [actions(checkboxes(10))]),
    ("the same action_id in two blocks", [actions(button("a")), actions(button("a"))]),
    ("a quote", [quote({"type": "text", "text": "<!channel>", "style": {"bold": True}})]),
    ("a table", [table(100, 20)]),
    ("feedback", [feedback("good")]),
    ("markdown", [{"type": "markdown", "text": "x" * 12_000}]),
    ("an input in a message", [entry(max_length=3000)]),
    ("a divider", [{"type": "divider"}]),
    ("a date and a time", [actions(picker("date", "2030-01-31"), picker("time", "23:59"))]),
    ("an image", [{"type": "image", "image_url": "https://x.example/a.png", "alt_text": "a"}]),
]

REFUSED: list[tuple[str, list[Any], str]] = [
    ("51 blocks", [section()] * 51, "/blocks"),
    ("no text", [{"type": "section"}], "/blocks/0"),
    ("empty text", [section("")], "/blocks/0/text/text"),
    ("section of 3001", [section("x" * 3001)], "/blocks/0/text/text"),
    ("11 fields", [{"type": "section", "fields": [mrkdwn()] * 11}], "/blocks/0/fields"),
    ("field of 2001", [{"type": "section", "fields": [mrkdwn("x" * 2001)]}], "/blocks/0/fields/0/text"),
    ("header of 151", [section(), header("x" * 151)], "/blocks/1/text/text"),
    ("mrkdwn header", [{"type": "header", "text": mrkdwn()}], "/blocks/0/text/type"),
    ("11 in a context", [context(11)], "/blocks/0/elements"),
    ("an empty context", [context(0)], "/blocks/0/elements"),
    ("a button in a context", [{"type": "context", "elements": [button()]}], "/blocks/0/elements/0/type"),
    ("26 actions", [actions(*(button(f"a{number}") for number in range(26)))], "/blocks/0/elements"),
    ("button text of 76", [actions(button(text=plain("x" * 76)))], "/blocks/0/elements/0/text/text"),
    ("mrkdwn on a button", [actions(button(text=mrkdwn()))], "/blocks/0/elements/0/text/type"),
    ("button value of 2001", [actions(button(value="x" * 2001))], "/blocks/0/elements/0/value"),
    ("style", [actions(button(style="red"))], "/blocks/0/elements/0/style"),
    ("action_id of 256", [actions(button("x" * 256))], "/blocks/0/elements/0/action_id"),
    ("block_id of 256", [section(block_id="x" * 256)], "/blocks/0/block_id"),
    ("overflow of 6", [actions(overflow(*"abcdef"))], "/blocks/0/elements/0/options"),
    ("overflow of 0", [actions(overflow())], "/blocks/0/elements/0/options"),
    ("option value of 151", [actions(overflow("x" * 151))], "/blocks/0/elements/0/options/0/value"),
    (
        "confirm title",
        [actions(button(confirm=confirm("x" * 101)))],
        "/blocks/0/elements/0/confirm/title/text",
    ),
    (
        "confirm yes",
        [actions(button(confirm=confirm(yes="x" * 31)))],
        "/blocks/0/elements/0/confirm/confirm/text",
    ),
    ("101 choices", [actions(select(*map(str, range(101))))], "/blocks/0/elements/0/options"),
    (
        "initial not offered",
        [actions(select("a", initial_option=option("b")))],
        "/blocks/0/elements/0/initial_option",
    ),
    ("no choices", [actions({"type": "static_select", "action_id": "p"})], "/blocks/0/elements/0"),
    ("11 checkboxes", [actions(checkboxes(11))], "/blocks/0/elements/0/options"),
    ("an action_id twice", [actions(button("a"), button("a"))], "/blocks/0/elements"),
    ("a block_id twice", [section(block_id="b"), section(block_id="b")], "/blocks"),
    ("an unknown block", [{"type": "paragraph"}], "/blocks/0/type"),
    ("an unknown field", [section(colour="red")], "/blocks/0"),
    ("an alert in a message", [{"type": "alert", "text": plain(), "level": "info"}], "/blocks/0/type"),
    (
        "an unknown rich element",
        [quote({"type": "html", "text": "x"})],
        "/blocks/0/elements/0/elements/0/type",
    ),
    ("mrkdwn in rich text", [quote(mrkdwn())], "/blocks/0/elements/0/elements/0/type"),
    ("empty rich text", [quote({"type": "text", "text": ""})], "/blocks/0/elements/0/elements/0/text"),
    ("101 rows", [table(101, 1)], "/blocks/0/rows"),
    ("21 cells", [table(1, 21)], "/blocks/0/rows/0"),
    ("two tables", [table(1, 1), table(1, 1)], "/blocks"),
    ("markdown over all", [{"type": "markdown", "text": "x" * 6_001}] * 2, "/blocks"),
    ("max_length of 3001", [entry(max_length=3001)], "/blocks/0/element/max_length"),
    ("a button as input", [{**entry(), "element": button()}], "/blocks/0/element/type"),
    ("feedback without value", [feedback("")], "/blocks/0/elements/0/positive_button/value"),
    ("a date in words", [actions(picker("date", "tomorrow"))], "/blocks/0/elements/0/initial_date"),
    ("a 13th month", [actions(picker("date", "2030-13-01"))], "/blocks/0/elements/0/initial_date"),
    ("25 o'clock", [actions(picker("time", "25:00"))], "/blocks/0/elements/0/initial_time"),
    ("seconds", [actions(picker("time", "09:00:00"))], "/blocks/0/elements/0/initial_time"),
    ("no object", ["section"], "/blocks/0/type"),
]

BAD_VIEWS: list[tuple[str, Block, str]] = [
    ("101 blocks", modal(*[section()] * 101), "/view/blocks"),
    ("no blocks", {**modal(), "blocks": []}, "/view/blocks"),
    ("title of 25", modal(title=plain("x" * 25)), "/view/title/text"),
    ("submit of 25", modal(submit=plain("x" * 25)), "/view/submit/text"),
    ("close of 25", modal(close=plain("x" * 25)), "/view/close/text"),
    ("metadata of 3001", modal(private_metadata="x" * 3001), "/view/private_metadata"),
    ("callback of 256", modal(callback_id="x" * 256), "/view/callback_id"),
    ("no title", {"type": "modal", "blocks": [section()]}, "/view"),
    ("an unknown field", modal(state={}), "/view"),
    ("a home as modal", home(), "/view/type"),
    ("feedback in a modal", modal(feedback("good")), "/view/blocks/0/type"),
    ("initial_value of 3001", modal(entry(initial_value="x" * 3001)), "/view/blocks/0/element/initial_value"),
    ("two in focus", modal(entry("a", focus_on_load=True), entry("b", focus_on_load=True)), "/view/blocks"),
    ("alert of 201", modal({"type": "alert", "text": plain("x" * 201)}), "/view/blocks/0/text/text"),
]


@pytest.mark.parametrize(("_name", "blocks"), TAKEN, ids=[one[0] for one in TAKEN])
def test_what_is_inside_the_limits_is_taken(_name: str, blocks: list[Block]) -> None:
    assert block_faults(blocks, "message") == []


@pytest.mark.parametrize(("_name", "blocks", "place"), REFUSED, ids=[one[0] for one in REFUSED])
def test_what_is_outside_the_limits_is_refused_by_its_place(
    _name: str, blocks: list[Any], place: str
) -> None:
    faults = block_faults(blocks, "message")

    assert [fault for fault in faults if fault.endswith(f"[json-pointer:{place}]")], faults


@pytest.mark.parametrize(("_name", "view", "place"), BAD_VIEWS, ids=[one[0] for one in BAD_VIEWS])
def test_a_bad_modal_is_refused_by_its_place(_name: str, view: Block, place: str) -> None:
    faults = view_faults(view, "modal")

    assert [fault for fault in faults if fault.endswith(f"[json-pointer:{place}]")], faults


def test_a_modal_with_an_input_needs_a_submit_button() -> None:
    view = modal(entry())
    del view["submit"]

    assert view_faults(view, "modal") != []
    assert view_faults(modal(entry()), "modal") == []


def test_a_modal_may_hold_100_blocks_and_an_alert() -> None:
    alert = {"type": "alert", "text": plain("x" * 200), "level": "warning"}

    assert view_faults(modal(alert, *[section()] * 99), "modal") == []


@pytest.mark.parametrize("surface", ["message", "modal", "home"])
def test_blocks_stand_where_slackblocks_says_they_may(surface: Surface) -> None:
    ours = {kind for kind, surfaces in SURFACES.items() if surface in surfaces}

    assert ours == set(_BLOCK_TYPES_BY_SURFACE[surface])


def test_what_slackblocks_builds_is_taken() -> None:
    built = [
        slackblocks.HeaderBlock("Three hours late"),
        slackblocks.SectionBlock("*Draft*", fields=["one", "two"]),
        slackblocks.ContextBlock([slackblocks.Text("High")]),
        slackblocks.DividerBlock(),
        slackblocks.ActionsBlock(
            [slackblocks.Button("Approve", "draft.approve", value="1:2", style="primary")]
        ),
        slackblocks.InputBlock("Reply", slackblocks.PlainTextInput("answer", multiline=True)),
        slackblocks.RichTextBlock([slackblocks.RichTextQuote([slackblocks.RichText("sorry")])]),
        slackblocks.TableBlock([[slackblocks.RawText("a")]]),
    ]

    assert block_faults([block._resolve() for block in built], "message") == []


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "text", "elements", "options", "element", "block_id", "option_groups"]),
            inner,
        )
    ),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries(
            {"type": st.sampled_from(sorted(SURFACES))},
            optional={
                "elements": JSON_VALUES,
                "text": JSON_VALUES,
                "element": JSON_VALUES,
                "block_id": JSON_VALUES,
            },
        )
    )
    | JSON_VALUES
)
def test_no_json_makes_the_checks_fail(blocks: Any) -> None:
    assert all(isinstance(fault, str) for fault in block_faults(blocks, "message"))


def chosen_input(kind: str, **initial: str) -> Block:
    element = {"type": kind, "action_id": "answer", **initial}
    return {"type": "input", "block_id": "b", "label": plain("When"), "element": element}


@pytest.mark.parametrize(
    ("block", "is_taken"),
    [
        (chosen_input("datepicker", initial_date="2026-11-30"), True),
        (chosen_input("datepicker", initial_date="2026-13-01"), False),
        (chosen_input("datepicker", initial_date="30.11.2026"), False),
        (chosen_input("timepicker", initial_time="09:00"), True),
        (chosen_input("timepicker", initial_time="9:00"), False),
        (chosen_input("timepicker", initial_time="24:00"), False),
    ],
)
def test_days_and_hours_are_written_as_slack_wants_them(block: Block, is_taken: bool) -> None:
    assert (view_faults(modal(block), "modal") == []) is is_taken
