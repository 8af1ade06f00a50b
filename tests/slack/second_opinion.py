"""What `slackblocks` says of a payload: each piece is built anew by that library, with its own limits."""

from typing import Any

import slackblocks as other

Json = dict[str, Any]


class NoOpinion(LookupError):
    """A piece that `slackblocks` does not know."""


def blocks_of(blocks: list[Json]) -> list[other.Block]:
    """All blocks of a surface. Raises one of `slackblocks`' errors for what it would not build."""
    return [_block(block) for block in blocks]


def message(text: str, blocks: list[Json]) -> None:
    """A message in a channel."""
    other.Message("C0CARE", text=text, blocks=blocks_of(blocks))


def view(body: Json) -> None:
    """A modal, or a Home tab."""
    blocks = blocks_of(body["blocks"])
    if body["type"] == "home":
        other.HomeTabView(blocks)
        return
    submit = body.get("submit")
    other.ModalView(
        body["title"]["text"],
        blocks,
        close=body["close"]["text"],
        submit=submit["text"] if submit else None,
        private_metadata=body.get("private_metadata"),
        callback_id=body["callback_id"],
    )


def _block(block: Json) -> other.Block:
    kind, name = block["type"], block.get("block_id")
    if kind == "section":
        return other.SectionBlock(_text(block["text"]), name, accessory=_maybe(block.get("accessory")))
    if kind == "header":
        return other.HeaderBlock(block["text"]["text"], name)
    if kind == "context":
        return other.ContextBlock([_text(one) for one in block["elements"]], name)
    if kind == "actions":
        return other.ActionsBlock([_element(one) for one in block["elements"]], name)
    if kind == "context_actions":
        return other.ContextActionsBlock([_thumbs(one) for one in block["elements"]], name)
    if kind == "divider":
        return other.DividerBlock(name)
    if kind == "rich_text":
        return other.RichTextBlock([_paragraph(one) for one in block["elements"]], name)
    if kind == "input":
        label, hint = block["label"]["text"], block.get("hint")
        element, said = _element(block["element"]), hint["text"] if hint else None
        return other.InputBlock(
            label, element, block_id=name, hint=said, optional=block.get("optional", False)
        )
    raise NoOpinion(kind)


def _thumbs(element: Json) -> other.FeedbackButtons:
    up, down = (element[side] for side in ("positive_button", "negative_button"))
    made = [other.FeedbackButton(_text(one["text"]), one["value"]) for one in (up, down)]
    return other.FeedbackButtons(made[0], made[1], element.get("action_id"))


def _text(text: Json) -> other.Text:
    kind = other.TextType.PLAINTEXT if text["type"] == "plain_text" else other.TextType.MARKDOWN
    return other.Text(text["text"], kind)


def _maybe(element: Json | None) -> other.Element | None:
    return None if element is None else _element(element)


def _element(element: Json) -> other.Element:
    name = element.get("action_id")
    kind = element["type"]
    if kind == "button":
        words, url = element["text"]["text"], element.get("url")
        given = {"url": url, "value": element.get("value"), "style": element.get("style")}
        return other.Button(words, name, confirm=_confirm(element.get("confirm")), **given)
    if kind == "overflow":
        return other.OverflowMenu(name, _options(element), confirm=_confirm(element.get("confirm")))
    if kind == "plain_text_input":
        most, typed = element.get("max_length"), element.get("initial_value")
        return other.PlainTextInput(name, typed, element.get("multiline", False), max_length=most)
    if kind in {"users_select", "conversations_select"}:
        return other.UserSelectMenu(name)
    if kind == "datepicker":
        return other.DatePicker(name, element.get("initial_date"))
    choices = {
        "radio_buttons": other.RadioButtonGroup,
        "checkboxes": other.CheckboxGroup,
        "static_select": other.StaticSelectMenu,
        "multi_static_select": other.StaticMultiSelectMenu,
    }
    if kind not in choices:
        raise NoOpinion(kind)
    made: other.Element = choices[kind](name, _options(element))
    return made


def _options(element: Json) -> list[other.Option]:
    offered = element.get("options") or [
        one for group in element["option_groups"] for one in group["options"]
    ]
    return [other.Option(_text(one["text"]), one["value"]) for one in offered]


def _confirm(question: Json | None) -> other.ConfirmationDialogue | None:
    if question is None:
        return None
    return other.ConfirmationDialogue(
        *(question[part]["text"] for part in ("title", "text", "confirm", "deny"))
    )


def _paragraph(part: Json) -> other.RichTextObject:
    if part["type"] == "rich_text_list":
        rows = [other.RichTextSection(_pieces(one)) for one in part["elements"]]
        return other.RichTextList(part["style"], rows)
    kinds = {
        "rich_text_section": other.RichTextSection,
        "rich_text_quote": other.RichTextQuote,
        "rich_text_preformatted": other.RichTextCodeBlock,
    }
    made: other.RichTextObject = kinds[part["type"]](_pieces(part))
    return made


def _pieces(part: Json) -> list[other.RichTextElement]:
    return [_piece(one) for one in part["elements"]]


def _piece(piece: Json) -> other.RichTextElement:
    if piece["type"] == "user":
        return other.RichTextUser(piece["user_id"])
    if piece["type"] == "usergroup":
        return other.RichTextUserGroup(piece["usergroup_id"])
    if piece["type"] == "link":
        return other.RichTextLink(piece["url"], piece.get("text"))
    # A date is shown as text where it is not known.
    return other.RichText(piece.get("text") or piece.get("fallback") or "")
