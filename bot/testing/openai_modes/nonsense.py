"""Status 200, and no chat completion."""

from starlette.responses import HTMLResponse, JSONResponse, Response

from bot.testing.openai_modes.calls import (
    Call,
    completion,
    completion_object,
    good_content,
    mode,
)


@mode
async def html_200(call: Call) -> Response:
    """A login page."""
    return HTMLResponse("<html><body>Please sign in</body></html>")


@mode
async def empty_200(call: Call) -> Response:
    """Nothing at all."""
    return Response(b"", media_type="application/json")


@mode
async def invalid_json(call: Call) -> Response:
    """JSON that ends in the middle."""
    return Response(b'{"choices": [{"message": ', media_type="application/json")


@mode
async def not_utf8(call: Call) -> Response:
    """Bytes that are no text."""
    return Response(b'{"choices": "\xff\xfe"}', media_type="application/json")


@mode
async def error_200(call: Call) -> Response:
    """An error with the wrong status."""
    return JSONResponse({"error": {"message": "no such model"}})


@mode
async def json_null(call: Call) -> Response:
    """Valid JSON, and nothing."""
    return Response(b"null", media_type="application/json")


@mode
async def no_choices(call: Call) -> Response:
    """An empty list of answers."""
    return JSONResponse(completion_object("") | {"choices": []})


@mode
async def no_message(call: Call) -> Response:
    """An answer without its message."""
    return JSONResponse(completion_object("") | {"choices": [{"index": 0, "finish_reason": "stop"}]})


@mode
async def content_list(call: Call) -> Response:
    """The content in parts, which is for requests only."""
    return completion([{"type": "text", "text": good_content(call)}])
