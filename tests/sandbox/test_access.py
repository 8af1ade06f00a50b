"""Who gets in: tokens, scopes, and no other web sites."""

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.sandbox import Sandbox
from tests.sandbox.conftest import ask


@pytest.mark.parametrize(
    ("token", "method", "error"),
    [
        ("", "auth.test", "not_authed"),
        ("xoxb-wrong", "auth.test", "invalid_auth"),
        ("xapp-sandbox", "auth.test", "not_allowed_token_type"),
        ("xoxb-sandbox", "apps.connections.open", "not_allowed_token_type"),
    ],
)
async def test_a_wrong_token_is_refused(sandbox: Sandbox, token: str, method: str, error: str) -> None:
    with pytest.raises(SlackApiError) as caught:
        await AsyncWebClient(token, base_url=sandbox.api_url).api_call(method)

    assert caught.value.response["error"] == error


async def test_a_missing_scope_is_named() -> None:
    async with Sandbox(scopes={"chat:write"}) as sandbox:
        with pytest.raises(SlackApiError) as caught:
            await AsyncWebClient(sandbox.bot_token, base_url=sandbox.api_url).users_info(user="U0ANN")

    answer = caught.value.response
    assert (answer["error"], answer["needed"], answer["provided"]) == (
        "missing_scope",
        "users:read",
        "chat:write",
    )


async def test_the_granted_scopes_stand_in_a_header() -> None:
    async with Sandbox(scopes={"chat:write", "commands"}) as sandbox:
        answer = await AsyncWebClient(sandbox.bot_token, base_url=sandbox.api_url).auth_test()

    assert answer.headers["x-oauth-scopes"] == "chat:write,commands"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "localhost:1"}, 200),
        ({"Host": "evil.example"}, 403),
        ({"Host": "127.0.0.1.evil.example"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
    ],
)
async def test_only_this_machines_own_pages_get_in(
    sandbox: Sandbox, headers: dict[str, str], status: int
) -> None:
    act = {"kind": "open_home", "as": "U0ANN"}
    answer = await ask("POST", f"{sandbox.url}/sandbox/act", json=act, headers=headers)

    assert answer.status == status


async def test_an_act_has_to_be_json(sandbox: Sandbox) -> None:
    form = await ask("POST", f"{sandbox.url}/sandbox/act", data={"kind": "open_home", "as": "U0ANN"})
    number = await ask("POST", f"{sandbox.url}/sandbox/act", json=7)

    assert (form.status, number.status) == (415, 400)


@pytest.mark.parametrize(
    ("path", "status", "media_type"),
    [
        ("/", 200, "text/html"),
        ("/page/api.js", 200, "text/javascript"),
        ("/page/none.js", 404, "text/plain"),
        ("/page/..%2Fserver.py", 404, "text/plain"),
    ],
)
async def test_the_page_and_nothing_else_is_served(
    sandbox: Sandbox, path: str, status: int, media_type: str
) -> None:
    answer = await ask("GET", f"{sandbox.url}{path}")

    assert (answer.status, answer.content_type) == (status, media_type)


@pytest.mark.parametrize(("body", "error"), [(b"{", "invalid_json"), (b"[]", "json_not_object")])
async def test_a_body_that_is_no_json_object_is_refused(sandbox: Sandbox, body: bytes, error: str) -> None:
    headers = {"Authorization": f"Bearer {sandbox.bot_token}", "Content-Type": "application/json"}
    answer = await ask("POST", f"{sandbox.api_url}chat.postMessage", data=body, headers=headers)

    assert answer.json["error"] == error


async def test_another_door_is_served_behind_the_same_guard_and_the_page_learns_of_it(
    sandbox: Sandbox,
) -> None:
    async def greet(_request: Request) -> Response:
        return PlainTextResponse("hello")

    sandbox.open_door("more", Starlette(routes=[Route("/hello", greet)]))
    ours = await ask("GET", f"{sandbox.url}/more/hello")
    foreign = await ask("GET", f"{sandbox.url}/more/hello", headers={"Origin": "https://evil.example"})

    assert (ours.body, foreign.status) == (b"hello", 403)
    assert (await ask("GET", f"{sandbox.url}/sandbox/state")).json["doors"] == ["more"]
