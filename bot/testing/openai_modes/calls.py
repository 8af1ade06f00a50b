"""What all modes of the fake model server share: the call, the table, and how answers are put together."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from starlette.responses import JSONResponse, Response

Answer = Callable[[dict[str, Any]], dict[str, Any]]
"""Request body -> the object that a good answer holds as its content."""


@dataclass(frozen=True)
class Call:
    """One call as a mode sees it. `stop` is set when the server closes; `elsewhere` is where redirects go."""

    body: dict[str, Any]
    key: str
    answer: Answer
    slow_seconds: float
    elsewhere: str
    stop: asyncio.Event
    transport: asyncio.Transport


Mode = Callable[[Call], Awaitable[Response]]
MODES: dict[str, Mode] = {}


def task_of(body: dict[str, Any]) -> dict[str, Any]:
    """The task in a request of ours."""
    task: dict[str, Any] = json.loads(_user_lines(body)[0])
    return task


def company_of(body: dict[str, Any]) -> dict[str, Any]:
    """The company in a request of ours."""
    company: dict[str, Any] = json.loads(str(body["messages"][0]["content"]).splitlines()[-1])
    return company


def post_of(body: dict[str, Any]) -> str:
    """The stranger's post in a request of ours."""
    return str(json.loads(_user_lines(body)[-2])["post"])


def apologise(body: dict[str, Any]) -> dict[str, Any]:
    """The template's draft in slightly other words, if they fit; without any hints. A post to translate
    comes back as it is, marked with the language; of several posts it is said how many they are."""
    task = task_of(body)
    if "into" in task:
        return {"translation": f"[{task['into']}] {post_of(body)}"}
    if "sample" in task:
        return {"cause": f"{task['sample']} people say much the same."}
    draft = str(task["template_draft"])
    longer = f"Thank you for telling us. {draft}"
    fits = task["limit"] is None or len(longer) <= task["limit"]
    return content_of(longer if fits else draft)


def content_of(reply: str) -> dict[str, Any]:
    """A content object without hints around `reply`."""
    return {
        "reply": reply,
        "complaint": None,
        "category": None,
        "severity": None,
        "flags": [],
        "facts_used": [],
        "actions_used": [],
        "back_translation": None,
    }


def mode(function: Mode) -> Mode:
    """Enter a function into the table under its own name."""
    MODES[function.__name__] = function
    return function


def good_content(call: Call) -> str:
    """What a good answer holds as its content."""
    return json.dumps(call.answer(call.body))


def completion(content: object, finish: str | None = "stop", **message: object) -> JSONResponse:
    """A chat completion with any content and finish reason; `message` adds to or replaces its parts."""
    return JSONResponse(completion_object(content, finish, **message))


def completion_object(content: object, finish: str | None = "stop", **message: object) -> dict[str, Any]:
    """The same as an object."""
    said = {"role": "assistant", "content": content, **message}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1_760_000_000,
        "model": "fake-model-1",
        "choices": [{"index": 0, "finish_reason": finish, "message": said}],
        "usage": {
            "prompt_tokens": 1_200,
            "completion_tokens": 80,
            "total_tokens": 1_280,
            "prompt_tokens_details": {"cached_tokens": 1_024},
        },
    }


def error(status: int, message: str, code: str | None = None, **headers: str) -> JSONResponse:
    """An error as the API words it. Header names are given with underscores."""
    body = {"error": {"message": message, "type": "error", "param": None, "code": code}}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return JSONResponse(body, status_code=status, headers=named)


def _user_lines(body: dict[str, Any]) -> list[str]:
    return str(body["messages"][-1]["content"]).split("\n")
