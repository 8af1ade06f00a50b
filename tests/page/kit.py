"""One example of every kind of block and element that the page draws."""

from typing import Any, Literal

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def option(label: str, value: str, description: str | None = None) -> Json:
    about = {"description": plain(description)} if description else {}
    return {"text": plain(label), "value": value, **about}


def button(action_id: str, label: str, **more: Any) -> Json:
    return {"type": "button", "action_id": action_id, "text": plain(label), **more}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def section(text: str, **more: Any) -> Json:
    return {"type": "section", "text": mrkdwn(text), **more}


def rich_text(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": list(elements)}


def quote(text: str) -> Json:
    return rich_text({"type": "rich_text_quote", "elements": [{"type": "text", "text": text}]})


def entry(block_id: str, label: str, element: Json, **more: Any) -> Json:
    """An input block."""
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": element, **more}


TONES = [option("Formal", "formal"), option("Warm", "warm", "closer to the reader")]
PIXEL = "https://pictures.example/cat.png"

BLOCKS: dict[str, tuple[Json, str]] = {
    "section": (section("A *calm* reply"), "A calm reply"),
    "section with fields": (
        {"type": "section", "fields": [mrkdwn("*Waiting*\n4"), plain("Mine")]},
        "Waiting\n4",
    ),
    "section with a picture": (
        section("Words", accessory={"type": "image", "image_url": PIXEL, "alt_text": "A cat"}),
        "Words",
    ),
    "header": ({"type": "header", "text": plain("Queue")}, "Queue"),
    "context": ({"type": "context", "elements": [mrkdwn("_High_"), plain("on X")]}, "High"),
    "image": ({"type": "image", "image_url": PIXEL, "alt_text": "A cat"}, "Picture not loaded: A cat"),
    "markdown": ({"type": "markdown", "text": "**plain** here"}, "**plain** here"),
    "quote": (quote("word for word"), "word for word"),
    "preformatted": (
        rich_text({"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "a  b"}]}),
        "a  b",
    ),
    "list": (
        rich_text(
            {
                "type": "rich_text_list",
                "style": "ordered",
                "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "first"}]}],
            }
        ),
        "first",
    ),
    "table": (
        {
            "type": "table",
            "rows": [[{"type": "raw_text", "text": "Tone"}], [{"type": "raw_text", "text": "Formal"}]],
        },
        "Formal",
    ),
    "container": (
        {"type": "container", "title": plain("More"), "child_blocks": [section("inside")]},
        "inside",
    ),
    "video": ({"type": "video"}, "is not shown in the sandbox"),
}
"""Block kinds without a control: the block, and words that stand on the page."""

Role = Literal["button", "checkbox", "combobox", "link", "radio"]
ELEMENTS: dict[str, tuple[Json, Role | None]] = {
    "button": (button("it", "Approve", style="primary"), "button"),
    "link button": (button("it", "Open post", url="https://example.com/1"), "link"),
    "overflow": ({"type": "overflow", "action_id": "it", "options": TONES}, "button"),
    "static_select": ({"type": "static_select", "action_id": "it", "options": TONES}, "combobox"),
    "grouped select": (
        {
            "type": "static_select",
            "action_id": "it",
            "option_groups": [{"label": plain("Tones"), "options": TONES}],
        },
        "combobox",
    ),
    "multi_static_select": ({"type": "multi_static_select", "action_id": "it", "options": TONES}, "button"),
    "users_select": ({"type": "users_select", "action_id": "it"}, "combobox"),
    "multi_users_select": ({"type": "multi_users_select", "action_id": "it"}, "button"),
    "channels_select": ({"type": "channels_select", "action_id": "it"}, "combobox"),
    "conversations_select": ({"type": "conversations_select", "action_id": "it"}, "combobox"),
    "radio_buttons": ({"type": "radio_buttons", "action_id": "it", "options": TONES}, "radio"),
    "checkboxes": ({"type": "checkboxes", "action_id": "it", "options": TONES}, "checkbox"),
    "timepicker": ({"type": "timepicker", "action_id": "it", "initial_time": "17:00"}, None),
    "datepicker": ({"type": "datepicker", "action_id": "it", "initial_date": "2030-01-02"}, None),
}
"""Elements of an actions block, with the role a screen reader is told (None where the browser decides)."""

FORM: list[Json] = [
    {"type": "alert", "block_id": "note", "level": "warning", "text": mrkdwn("Check the *time*.")},
    entry(
        "reply",
        "Reply",
        {
            "type": "plain_text_input",
            "action_id": "text",
            "multiline": True,
            "max_length": 200,
            "initial_value": "We are sorry.",
        },
        hint=plain("As it stands here"),
    ),
    entry("tone", "Tone", {"type": "static_select", "action_id": "pick", "options": TONES}, optional=True),
    entry(
        "when",
        "When",
        {
            "type": "radio_buttons",
            "action_id": "pick",
            "options": [option("Now", "now"), option("Later", "later")],
            "initial_option": option("Now", "now"),
        },
    ),
    entry("who", "Tell", {"type": "multi_users_select", "action_id": "pick"}, optional=True),
    entry(
        "sure",
        "Facts",
        {"type": "checkboxes", "action_id": "tick", "options": [option("I checked", "yes")]},
        optional=True,
    ),
    {"type": "actions", "block_id": "tools", "elements": [button("preview", "Preview")]},
]


def modal(blocks: list[Json] | None = None, title: str = "Edit reply", **more: Any) -> Json:
    shown = FORM if blocks is None else blocks
    return {
        "type": "modal",
        "title": plain(title),
        "submit": plain("Send"),
        "close": plain("Cancel"),
        "blocks": shown,
        **more,
    }
