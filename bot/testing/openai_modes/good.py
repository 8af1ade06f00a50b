"""Good answers, each in its own way."""

import asyncio
import json
import re

from starlette.responses import JSONResponse, Response

from bot.testing.openai_modes.calls import (
    Call,
    completion,
    content_of,
    error,
    good_content,
    mode,
    post_of,
    task_of,
)


@mode
async def good(call: Call) -> Response:
    """As documented."""
    return completion(good_content(call))


@mode
async def slow(call: Call) -> Response:
    """Good, after `slow_seconds`."""
    await asyncio.sleep(call.slow_seconds)
    return completion(good_content(call))


@mode
async def fenced(call: Call) -> Response:
    """The JSON in a Markdown fence, with a word before and after it."""
    return completion(f"Here you go:\n```json\n{good_content(call)}\n```\nAnything else?")


@mode
async def thinking(call: Call) -> Response:
    """Thoughts, with braces, before the JSON."""
    return completion(f'<think>Maybe {{"reply": "no"}}? Better:</think>\n{good_content(call)}')


@mode
async def only_reply(call: Call) -> Response:
    """The reply without the hints."""
    return completion(json.dumps({"reply": call.answer(call.body)["reply"]}))


@mode
async def bare(call: Call) -> Response:
    """No usage, no model, no ids: what small local servers send."""
    said = {"message": {"content": good_content(call)}, "finish_reason": "stop"}
    return JSONResponse({"choices": [said]})


@mode
async def obey(call: Call) -> Response:
    """The obeying model: says what the post tells it to reply, in quotes; else the post itself."""
    post = post_of(call.body)
    asked = re.search(r'repl(?:y|ies)\b[^"]{0,40}"([^"]+)"', post, re.IGNORECASE)
    return completion(json.dumps(content_of(asked.group(1) if asked else post)))


@mode
async def no_structured_output(call: Call) -> Response:
    """Refuses `response_format`, else good."""
    if "response_format" in call.body:
        return error(400, "'response_format' of type 'json_schema' is not supported by this model")
    return completion(f"Sure!\n{good_content(call)}")


@mode
async def strict_parameters(call: Call) -> Response:
    """Refuses `store` as an unknown field, else good."""
    if "store" in call.body:
        detail = [
            {"type": "extra_forbidden", "loc": ["body", "store"], "msg": "Extra inputs are not permitted"}
        ]
        return JSONResponse({"detail": detail}, status_code=422)
    return completion(good_content(call))


@mode
async def json_object_only(call: Call) -> Response:
    """Knows no schemas, but can be told to answer in JSON."""
    wanted = call.body.get("response_format", {}).get("type")
    if wanted == "json_schema":
        return error(400, "Invalid parameter: 'response_format' of type 'json_schema' is not supported")
    return completion(good_content(call) if wanted == "json_object" else "Of course! What happened?")


@mode
async def mended(call: Call) -> Response:
    """Chats at first; answers in the agreed form when it is asked to."""
    if task_of(call.body)["mend"]:
        return completion(good_content(call))
    return completion(f"Dear team, how about this: {call.answer(call.body)['reply']}")
