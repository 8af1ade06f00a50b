"""The server says no, one way or another."""

from starlette.responses import RedirectResponse, Response

from bot.testing.openai_modes.calls import (
    Call,
    error,
    mode,
)


@mode
async def error_400(call: Call) -> Response:
    """The request is wrong, in a way that leaving something out does not mend."""
    return error(400, "This model's maximum context length is 10 tokens", "context_length_exceeded")


@mode
async def error_401(call: Call) -> Response:
    """The key is wrong; as the real one does, it repeats the key."""
    return error(401, f"Incorrect API key provided: {call.key}", "invalid_api_key")


@mode
async def error_402(call: Call) -> Response:
    """Nothing left to pay with, as gateways say it."""
    return error(402, "Insufficient credits")


@mode
async def error_403(call: Call) -> Response:
    """The key is right and may not."""
    return error(403, f"Project of {call.key} has no access to the model")


@mode
async def error_404(call: Call) -> Response:
    """No such model."""
    return error(404, "The model does not exist", "model_not_found")


@mode
async def error_408(call: Call) -> Response:
    """A proxy lost patience."""
    return error(408, "Request timeout")


@mode
async def rate_limited(call: Call) -> Response:
    """Too many calls; come back in seven seconds."""
    return error(429, "Rate limit reached", "rate_limit_exceeded", retry_after="7")


@mode
async def rate_limited_for_long(call: Call) -> Response:
    """Too many calls; come back in 200 seconds."""
    return error(429, "Rate limit reached", "rate_limit_exceeded", retry_after="200")


@mode
async def rate_limited_silently(call: Call) -> Response:
    """Too many calls, and no word about when to come back."""
    return error(429, "Rate limit reached", "rate_limit_exceeded")


@mode
async def out_of_credit(call: Call) -> Response:
    """Nothing left to pay with."""
    return error(429, "You exceeded your current quota", "insufficient_quota")


@mode
async def error_500(call: Call) -> Response:
    """A fault of the server."""
    return error(500, "The server had an error")


@mode
async def error_503(call: Call) -> Response:
    """Overloaded; come back in 30 seconds."""
    return error(503, "Overloaded", retry_after="30")


@mode
async def error_529(call: Call) -> Response:
    """Overloaded, with a status of its own."""
    return Response("overloaded", status_code=529)


@mode
async def redirect(call: Call) -> Response:
    """Points to another host."""
    return RedirectResponse(call.elsewhere, status_code=307)


@mode
async def content_filter_400(call: Call) -> Response:
    """The post was filtered before the model saw it."""
    return error(400, "The prompt was filtered", "content_filter")
