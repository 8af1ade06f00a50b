"""However the model fails, the card gets one short reason in time, and no secret with it."""

import asyncio
import re
import socket
import time
from datetime import UTC, datetime
from typing import Any

import httpx2
import openai
import pytest

from bot.errors import LlmUnavailable
from bot.llm import OpenAiWriter, Prompts
from bot.llm.faults import FaultKind, classify, fault, paused, retry_after, too_slow
from bot.testing.fake_openai import FakeOpenAI
from bot.testing.openai_modes import MODES
from tests.llm.asking import KEY, QUESTION

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
DEADLINE = 1.2
GRACE = 0.5

GOOD = {"good", "slow", "fenced", "thinking", "only_reply", "bare", "obey"}
GOOD_AT_SECOND_TRY = {"no_structured_output", "strict_parameters", "json_object_only", "mended"}
TOO_SLOW = "AI took longer than 1.2 s"
UNREACHABLE = "AI service is not reachable"
OWN_FAULT = "AI service has a fault of its own"
TO_WAIT = "AI service asked us to wait"
REFUSED = "AI service did not accept the request"
UNREADABLE = "AI service sent something unreadable"
DECLINED = "AI declined"
EMPTY = "AI answer was empty"
WRONG_FORM = "AI answer was not in the agreed form"
GIVEN_AWAY = "AI answer held what is not for the public"

REASONS = {
    "hang": TOO_SLOW,
    "drip": TOO_SLOW,
    "reset": UNREACHABLE,
    "close_early": UNREACHABLE,
    "not_http": UNREACHABLE,
    "error_400": REFUSED,
    "error_401": "AI key was refused",
    "error_402": "AI account has no credit left",
    "error_403": "AI access was refused",
    "error_404": "AI model or address was not found",
    "error_408": OWN_FAULT,
    "rate_limited": TO_WAIT,
    "rate_limited_for_long": TO_WAIT,
    "rate_limited_silently": TO_WAIT,
    "out_of_credit": "AI account has no credit left",
    "error_500": OWN_FAULT,
    "error_503": OWN_FAULT,
    "error_529": OWN_FAULT,
    "redirect": "AI service pointed to another address",
    "content_filter_400": DECLINED,
    "html_200": UNREADABLE,
    "empty_200": UNREADABLE,
    "invalid_json": UNREADABLE,
    "not_utf8": UNREADABLE,
    "error_200": UNREADABLE,
    "json_null": UNREADABLE,
    "no_choices": UNREADABLE,
    "no_message": UNREADABLE,
    "content_list": UNREADABLE,
    "refusal": DECLINED,
    "content_filter": DECLINED,
    "cut_off": "AI answer was cut off",
    "tool_call": WRONG_FORM,
    "unfinished": WRONG_FORM,
    "content_null": EMPTY,
    "plain_text": WRONG_FORM,
    "cut_json": WRONG_FORM,
    "wrong_schema": WRONG_FORM,
    "extra_field": WRONG_FORM,
    "wrong_hint": WRONG_FORM,
    "reply_list": WRONG_FORM,
    "deep_json": WRONG_FORM,
    "blank_reply": EMPTY,
    "long_reply": "AI answer was too long",
    "huge_reply": "AI answer was too long",
    "own_instructions": GIVEN_AWAY,
    "encoded": GIVEN_AWAY,
}


@pytest.mark.parametrize("mode", REASONS)
async def test_a_fault_ends_in_its_reason_within_the_deadline(
    mode: str, fake: FakeOpenAI, writer: OpenAiWriter
) -> None:
    await _warm_up(fake, writer)
    fake.default = mode
    began = time.monotonic()
    with pytest.raises(LlmUnavailable) as caught:
        await writer.write(QUESTION, deadline=DEADLINE)
    assert caught.value.reason == REASONS[mode]
    assert time.monotonic() - began < DEADLINE + GRACE


def test_every_mode_of_the_fake_has_an_expectation() -> None:
    assert set(MODES) == set(REASONS) | GOOD | GOOD_AT_SECOND_TRY


async def test_the_error_carries_nothing_of_the_servers_words(
    fake: FakeOpenAI, writer: OpenAiWriter, caplog: pytest.LogCaptureFixture
) -> None:
    fake.default = "error_401"
    with caplog.at_level("DEBUG"), pytest.raises(LlmUnavailable) as caught:
        await writer.write(QUESTION, deadline=10)
    assert caught.value.__cause__ is None
    assert KEY not in f"{caught.value!r} {caught.value} {caplog.text}"
    assert "pushchair" not in caplog.text


async def test_a_redirect_is_not_followed(fake: FakeOpenAI, writer: OpenAiWriter) -> None:
    fake.default = "redirect"
    with pytest.raises(LlmUnavailable):
        await writer.write(QUESTION, deadline=10)
    assert (fake.strayed, len(fake.requests)) == (0, 1)


async def test_a_dead_address_is_not_reachable(prompts: Prompts) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    writer = OpenAiWriter(KEY, f"http://127.0.0.1:{port}/v1", "m", prompts)
    with pytest.raises(LlmUnavailable, match=UNREACHABLE):
        await writer.write(QUESTION, deadline=10)
    await writer.close()


@pytest.mark.parametrize("address", ["not an address", "ftp://127.0.0.1/v1", "http://[::1", ""])
async def test_an_impossible_address_is_a_plain_reason(address: str, prompts: Prompts) -> None:
    writer = OpenAiWriter(KEY, address or "http://", "m", prompts)
    with pytest.raises(LlmUnavailable, match=r"^AI "):
        await writer.write(QUESTION, deadline=10)
    await writer.close()


@pytest.mark.parametrize(
    "fault_mode", ["error_503", "rate_limited", "error_401", "refusal", "own_instructions"]
)
async def test_what_will_not_pass_is_not_tried_again(
    fault_mode: str, fake: FakeOpenAI, writer: OpenAiWriter
) -> None:
    fake.script(fault_mode)
    with pytest.raises(LlmUnavailable):
        await writer.write(QUESTION, deadline=10)
    assert len(fake.requests) == 1


async def test_the_wrong_form_is_not_sent_back_twice(fake: FakeOpenAI, writer: OpenAiWriter) -> None:
    fake.default = "wrong_schema"
    with pytest.raises(LlmUnavailable, match=WRONG_FORM):
        await writer.write(QUESTION, deadline=10)
    assert len(fake.requests) == 2


async def test_there_is_no_second_try_without_time_for_it(fake: FakeOpenAI, writer: OpenAiWriter) -> None:
    await _warm_up(fake, writer)
    fake.script("error_500")
    with pytest.raises(LlmUnavailable, match=OWN_FAULT):
        await writer.write(QUESTION, deadline=0.9)
    assert len(fake.requests) == 2


async def test_a_cancelled_question_stays_cancelled(fake: FakeOpenAI, writer: OpenAiWriter) -> None:
    fake.default = "hang"
    question = asyncio.create_task(writer.write(QUESTION, deadline=30))
    await fake.called(1)
    question.cancel()
    with pytest.raises(asyncio.CancelledError):
        await question


def test_a_refusal_that_names_the_shop_does_not_let_texts_be_stored() -> None:
    body = {"error": {"message": "Too long: 'your store in Porto was closed'"}}
    assert classify(_refused(body), 4, NOW).unsupported == frozenset()


@pytest.mark.parametrize(
    ("message", "parameter"),
    [
        ("Unknown parameter: 'store'.", "store"),
        ("Unrecognized request argument supplied: store", "store"),
        ("Unsupported value: 'reasoning_effort' does not support 'low'", "reasoning_effort"),
        ("This model does not support response format `json_schema`", "response_format"),
        ("This response_format type is unavailable now", "response_format"),
    ],
)
def test_a_refused_parameter_is_recognised(message: str, parameter: str) -> None:
    assert classify(_refused({"message": message}), 4, NOW).unsupported == {parameter}


def test_every_reason_is_short_plain_words() -> None:
    faults = [fault(kind) for kind in FaultKind if kind not in {FaultKind.SLOW, FaultKind.PAUSED}]
    reasons = [one.reason for one in [*faults, too_slow(4), paused("AI key was refused", 300)]]
    assert all(re.fullmatch(r"AI [A-Za-z0-9 .;]{5,60}", reason) for reason in reasons)
    assert len(set(reasons)) == len(FaultKind)


@pytest.mark.parametrize(
    ("raised", "kind"),
    [
        (ValueError("sk-1"), FaultKind.UNREADABLE),
        (AttributeError("sk-1"), FaultKind.UNREADABLE),
        (RecursionError(), FaultKind.UNREADABLE),
        (OSError("sk-1"), FaultKind.BROKEN),
        (ImportError("openai"), FaultKind.BROKEN),
    ],
)
def test_any_exception_has_a_reason_of_ours(raised: Exception, kind: FaultKind) -> None:
    assert classify(raised, 4, NOW) == fault(kind)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("7", 7),
        ("0", None),
        ("-3", None),
        ("99999999999", 3_600),
        ("9" * 5_000, 3_600),
        ("٣", 3),
        ("Sun, 22 Nov 2026 12:01:00 GMT", 60),
        ("Sun, 22 Nov 2026 11:59:00 GMT", None),
        ("Sun, 22 Nov 2026 12:01:00", None),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_a_retry_after_is_read_as_it_is_meant(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


@pytest.mark.parametrize(("deadline", "said"), [(4, "4 s"), (3.742, "3.7 s"), (20.0, "20 s"), (120, "120 s")])
def test_the_deadline_is_told_in_round_figures(deadline: float, said: str) -> None:
    assert too_slow(deadline).reason == f"AI took longer than {said}"


@pytest.mark.parametrize(
    ("seconds", "said"), [(28.4, "next try in 28 s"), (300, "next try in 5 min"), (0, "trying again now")]
)
def test_a_pause_says_why_and_for_how_long(seconds: float, said: str) -> None:
    assert paused("AI key was refused", seconds).reason == f"AI key was refused; {said}"


async def _warm_up(fake: FakeOpenAI, writer: OpenAiWriter) -> None:
    """The first call also imports the SDK."""
    await writer.write(QUESTION, deadline=30)
    assert len(fake.requests) == 1


def _refused(body: dict[str, Any]) -> openai.BadRequestError:
    response = httpx2.Response(400, request=httpx2.Request("POST", "http://127.0.0.1"))
    return openai.BadRequestError("refused", response=response, body=body)
