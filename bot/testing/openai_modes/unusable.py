"""A chat completion, and no answer in it that may be used."""

import base64
import json

from starlette.responses import Response

from bot.testing.openai_modes.calls import (
    Call,
    completion,
    content_of,
    good_content,
    mode,
)


@mode
async def refusal(call: Call) -> Response:
    """The model declines."""
    return completion(None, refusal="I can't help with that.")


@mode
async def content_filter(call: Call) -> Response:
    """The answer was filtered."""
    return completion("", "content_filter")


@mode
async def cut_off(call: Call) -> Response:
    """The answer reached the token limit."""
    return completion(good_content(call)[:-20], "length")


@mode
async def tool_call(call: Call) -> Response:
    """Wants a tool that nobody offered."""
    wanted = {"id": "call_1", "type": "function", "function": {"name": "publish", "arguments": "{}"}}
    return completion(None, "tool_calls", tool_calls=[wanted])


@mode
async def unfinished(call: Call) -> Response:
    """Does not say that it ended."""
    return completion(good_content(call), None)


@mode
async def content_null(call: Call) -> Response:
    """No content and no reason."""
    return completion(None)


@mode
async def plain_text(call: Call) -> Response:
    """A reply without JSON."""
    return completion(str(call.answer(call.body)["reply"]))


@mode
async def cut_json(call: Call) -> Response:
    """The JSON breaks off, and it says that it is done."""
    return completion(good_content(call)[:-20])


@mode
async def wrong_schema(call: Call) -> Response:
    """Another shape."""
    return completion(json.dumps({"response": {"text": call.answer(call.body)["reply"]}}))


@mode
async def extra_field(call: Call) -> Response:
    """The agreed shape, and something that was not asked for."""
    return completion(json.dumps(call.answer(call.body) | {"auto_approve": True}))


@mode
async def wrong_hint(call: Call) -> Response:
    """A severity that does not exist."""
    return completion(json.dumps(call.answer(call.body) | {"severity": 9}))


@mode
async def reply_list(call: Call) -> Response:
    """Several replies to choose from."""
    return completion(json.dumps(call.answer(call.body) | {"reply": ["one", "two"]}))


@mode
async def deep_json(call: Call) -> Response:
    """Nested until the parser gives up."""
    return completion('{"reply":' * 5_000)


@mode
async def blank_reply(call: Call) -> Response:
    """A reply of nothing that can be seen."""
    return completion(json.dumps(content_of(" \u200b\u2060\n\U000e0041 ")))


@mode
async def long_reply(call: Call) -> Response:
    """A reply longer than any network takes."""
    return completion(json.dumps(content_of("sorry " * 1_000)))


@mode
async def huge_reply(call: Call) -> Response:
    """Five megabytes of reply."""
    return completion(json.dumps(content_of("sorry " * 900_000)))


@mode
async def own_instructions(call: Call) -> Response:
    """A reply that recites what only the model was told."""
    told = str(call.body["messages"][0]["content"]).replace("\n", " ")[:300]
    return completion(json.dumps(content_of(f"I'm sorry. I was told: {told}")))


@mode
async def encoded(call: Call) -> Response:
    """Its instructions again, in a code that no reader knows."""
    told = base64.b64encode(str(call.body["messages"][0]["content"]).encode())[:200].decode()
    return completion(json.dumps(content_of(f"{call.answer(call.body)['reply']} {told}")))
