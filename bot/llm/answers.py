"""What the server sent -> an answer that may be used, or the reason why not. Pure; trusts nothing."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, ValidationError

from bot import text
from bot.llm.faults import Fault, FaultKind, fault
from bot.llm.leaks import has_blob, repeats
from bot.models import Category, RiskFlag
from bot.ports import LlmAnswer, LlmQuestion, Speech, SpeechQuestion

MAX_REPLY = 4_000
"""Characters; more than any network takes for a reply."""
MAX_CONTENT = 100_000
"""Characters of content that are looked at; an honest answer has a few hundred."""
MAX_MODEL_NAME = 80
MAX_INVENTED = 5
MAX_CAUSE = 300
"""Characters of what several posts have in common."""
_STRANGE_IN_CAUSE = re.compile(r"https?:|www\.|\w\.(?:com|net|org|io|example)\b|[@<>{}`*]", re.IGNORECASE)


@dataclass(frozen=True)
class Usage:
    """Tokens the server says it used; 0 when it does not say."""

    input_tokens: int = 0
    output_tokens: int = 0
    cached_tokens: int = 0
    """Of the input: those it had ready from an earlier call."""

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            self.input_tokens + other.input_tokens,
            self.output_tokens + other.output_tokens,
            self.cached_tokens + other.cached_tokens,
        )


Answer = TypeVar("Answer")
Form = TypeVar("Form", bound=BaseModel)


@dataclass(frozen=True)
class Reading(Generic[Answer]):
    """One answered call: what it is worth, and what it used either way."""

    outcome: Answer | Fault
    usage: Usage = Usage()


def read_translation(body: bytes) -> Reading[str]:
    """Read a chat completion that holds a translation."""
    parsed, usage = _form_in(body, _Translation)
    if isinstance(parsed, Fault):
        return Reading(parsed, usage)
    said = text.clean(parsed.translation)
    return Reading(said or fault(FaultKind.EMPTY), usage)


def read_cause(body: bytes, told: str) -> Reading[str]:
    """Read a chat completion that says what several posts have in common; `told` are the instructions.

    Links, handles and markup are no part of a summary: strangers could have had them put there.
    """
    parsed, usage = _form_in(body, _Cause)
    if isinstance(parsed, Fault):
        return Reading(parsed, usage)
    said = text.excerpt(text.clean(parsed.cause), MAX_CAUSE)
    if repeats(said, told) or has_blob(said, "") or _STRANGE_IN_CAUSE.search(said):
        return Reading(fault(FaultKind.GIVEN_AWAY), usage)
    return Reading(said or fault(FaultKind.EMPTY), usage)


def read_speech(body: bytes, question: SpeechQuestion, told: str) -> Reading[Speech]:
    """Read a chat completion that says something to many; `told` are the instructions.

    It has to hold every part that was asked for and no other, each way short and plain enough.
    """
    parsed, usage = _form_in(body, _Speech)
    if isinstance(parsed, Fault):
        return Reading(parsed, usage)
    said = {one.name: tuple(_plain_line(way) for way in one.ways) for one in parsed.parts}
    whole = "\n".join(way for ways in said.values() for way in ways)
    if repeats(whole, told) or has_blob(whole, "") or _STRANGE_IN_CAUSE.search(whole):
        return Reading(fault(FaultKind.GIVEN_AWAY), usage)
    if not _is_as_asked(said, question):
        return Reading(replace(fault(FaultKind.WRONG_FORM), said=whole[:MAX_REPLY] or "nothing"), usage)
    return Reading(said, usage)


def _plain_line(way: str) -> str:
    return " ".join(text.clean(way).split())


def _is_as_asked(said: Speech, question: SpeechQuestion) -> bool:
    if list(said) != [part.name for part in question.parts]:
        return False
    return all(
        0 < len(said[part.name]) <= part.ways and all(0 < len(way) <= part.most for way in said[part.name])
        for part in question.parts
    )


def read_answer(body: bytes, model: str, question: LlmQuestion, told: str) -> Reading[LlmAnswer]:
    """Read a chat completion. `model` is the name asked for; `told` the instructions, which stay with us."""
    completion = _completion(body)
    if isinstance(completion, Fault):
        return Reading(completion)
    usage = _usage(completion.usage)
    parsed = _parsed(completion.choices[0], _Content)
    if isinstance(parsed, Fault):
        return Reading(parsed, usage)
    name = text.excerpt(text.clean(completion.model), MAX_MODEL_NAME) or model
    answer = _answer(parsed, name, question, usage)
    if isinstance(answer, LlmAnswer) and _gives_away(answer, question, told):
        return Reading(fault(FaultKind.GIVEN_AWAY), usage)
    return Reading(answer, usage)


class _Message(BaseModel):
    model_config = ConfigDict(strict=True)

    content: str | None = None
    refusal: str | None = None


class _Choice(BaseModel):
    model_config = ConfigDict(strict=True)

    message: _Message
    finish_reason: str | None = None


class _Completion(BaseModel):
    """The part of a chat completion that is read. Servers add, leave out and invent the rest."""

    model_config = ConfigDict(strict=True)

    choices: Annotated[list[_Choice], Field(min_length=1)]
    model: str = ""
    usage: Any = None


class _Content(BaseModel):
    """`prompts/reply.schema.json` as it is read: a weak server may leave hints out, but not add others."""

    model_config = ConfigDict(extra="forbid")

    reply: str
    complaint: StrictBool | None = None
    category: Category | None = None
    severity: Literal[1, 2, 3, 4] | None = None
    flags: tuple[RiskFlag, ...] = ()
    facts_used: tuple[StrictInt, ...] = ()
    actions_used: tuple[StrictInt, ...] = ()
    back_translation: str | None = None


class _Translation(BaseModel):
    """`prompts/translate.schema.json` as it is read."""

    model_config = ConfigDict(extra="forbid")

    translation: str


class _Cause(BaseModel):
    """`prompts/cause.schema.json` as it is read."""

    model_config = ConfigDict(extra="forbid")

    cause: str


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str
    ways: tuple[str, ...]


class _Speech(BaseModel):
    """`prompts/speech.schema.json` as it is read."""

    model_config = ConfigDict(extra="forbid")

    parts: tuple[_Part, ...]


def _form_in(body: bytes, form: type[Form]) -> tuple[Form | Fault, Usage]:
    """What a completion holds, and what it used."""
    completion = _completion(body)
    if isinstance(completion, Fault):
        return completion, Usage()
    return _parsed(completion.choices[0], form), _usage(completion.usage)


def _completion(body: bytes) -> _Completion | Fault:
    try:
        return _Completion.model_validate_json(body)
    except ValidationError:
        return fault(FaultKind.UNREADABLE)


def _parsed(choice: _Choice, form: type[Form]) -> Form | Fault:
    if choice.message.refusal or choice.finish_reason == "content_filter":
        return fault(FaultKind.DECLINED)
    if choice.finish_reason == "length":
        return fault(FaultKind.CUT_OFF)
    if choice.finish_reason != "stop":
        return fault(FaultKind.WRONG_FORM)
    content = choice.message.content or ""
    if not content.strip():
        return fault(FaultKind.EMPTY)
    return fault(FaultKind.TOO_LONG) if len(content) > MAX_CONTENT else _content(content, form)


def _content(content: str, form: type[Form]) -> Form | Fault:
    try:
        return form.model_validate(_first_object(content))
    except (ValueError, RecursionError):
        return replace(fault(FaultKind.WRONG_FORM), said=content[:MAX_REPLY])


def _first_object(content: str) -> object:
    """Servers without structured output fence their JSON, chat around it, or think aloud before it."""
    said = content.rpartition("</think>")[2]
    start = said.find("{")
    if start < 0:
        raise ValueError("no JSON object")
    return json.JSONDecoder().raw_decode(said, start)[0]


def _answer(content: _Content, model: str, question: LlmQuestion, usage: Usage) -> LlmAnswer | Fault:
    reply, back = text.clean(content.reply), text.clean(content.back_translation or "")
    if not reply:
        return fault(FaultKind.EMPTY)
    if max(len(reply), len(back)) > MAX_REPLY:
        return fault(FaultKind.TOO_LONG)
    return LlmAnswer(
        reply=reply,
        severity=content.severity,
        category=content.category,
        complaint=content.complaint,
        flags=tuple(dict.fromkeys(content.flags)),
        actions_used=_given(content.actions_used, question.actions),
        facts_used=_given(content.facts_used, question.facts),
        invented=(
            *_invented("action", content.actions_used, question.actions),
            *_invented("fact", content.facts_used, question.facts),
        ),
        back_translation=back or None,
        model=model,
        input_tokens=usage.input_tokens,
        output_tokens=usage.output_tokens,
        cached_tokens=usage.cached_tokens,
    )


def _given(numbers: Sequence[int], given: Sequence[str]) -> tuple[str, ...]:
    """Those that the task listed under these numbers."""
    return tuple(dict.fromkeys(given[number - 1] for number in numbers if 1 <= number <= len(given)))


def _invented(kind: str, numbers: Sequence[int], given: Sequence[str]) -> list[str]:
    return [f"{kind} {number}" for number in numbers if not 1 <= number <= len(given)][:MAX_INVENTED]


def _gives_away(answer: LlmAnswer, question: LlmQuestion, told: str) -> bool:
    said = f"{answer.reply}\n{answer.back_translation or ''}"
    return repeats(said, told) or has_blob(said, f"{question.text} {' '.join(question.links)}")


def _usage(said: Any) -> Usage:
    usage = said if isinstance(said, dict) else {}
    details = usage.get("prompt_tokens_details")
    return Usage(
        input_tokens=_count(usage.get("prompt_tokens")),
        output_tokens=_count(usage.get("completion_tokens")),
        cached_tokens=_count(details.get("cached_tokens")) if isinstance(details, dict) else 0,
    )


def _count(value: object) -> int:
    return value if type(value) is int and value >= 0 else 0
