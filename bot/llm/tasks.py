"""Kinds of questions to the model: how each is put, how its answer is read, how it is asked once more."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from bot.llm.answers import Reading, Usage, read_answer, read_cause, read_speech, read_translation
from bot.llm.faults import Fault
from bot.llm.parameters import Parameters
from bot.llm.prompts import Prompts, cause_messages, messages, speech_messages, translation_messages
from bot.ports import LlmAnswer, LlmQuestion, Speech, SpeechQuestion

WRONG_FORM = "It was not one JSON object with exactly the agreed fields. Answer with that object alone."
"""What a server without structured output is told, once."""
AS_ASKED = "It had other parts, more ways or longer ones than the task asks for. Answer with exactly those."

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Task(Generic[Answer]):
    """One question of a kind. `put` takes the fence that is new for each call."""

    parameters: Parameters
    put: Callable[[str], list[dict[str, str]]]
    read: Callable[[bytes], Reading[Answer]]
    again: Callable[[Fault], "Task[Answer]"]


@dataclass(frozen=True)
class Answered(Generic[Answer]):
    """An answer with what all its calls took."""

    answer: Answer
    spent: Usage
    seconds: float


def reply_task(
    prompts: Prompts, model: str, parameters: Parameters, question: LlmQuestion
) -> Task[LlmAnswer]:
    """A reply to a post."""

    def again(failed: Fault) -> Task[LlmAnswer]:
        return reply_task(prompts, model, parameters, _once_more(question, failed))

    return Task(
        parameters,
        lambda fence: messages(prompts, question, fence),
        lambda body: read_answer(body, model, question, prompts.system),
        again,
    )


def translation_task(prompts: Prompts, model: str, parameters: Parameters, text: str, into: str) -> Task[str]:
    """A post in another language."""
    return Task(
        parameters,
        lambda fence: translation_messages(prompts, text, into, fence),
        read_translation,
        lambda _failed: translation_task(prompts, model, parameters, text, into),
    )


def cause_task(prompts: Prompts, parameters: Parameters, posts: Sequence[str]) -> Task[str]:
    """What several posts have in common."""
    return Task(
        parameters,
        lambda fence: cause_messages(prompts, posts, fence),
        lambda body: read_cause(body, prompts.cause),
        lambda _failed: cause_task(prompts, parameters, posts),
    )


def speech_task(prompts: Prompts, parameters: Parameters, question: SpeechQuestion) -> Task[Speech]:
    """What is said to many."""

    def again(failed: Fault) -> Task[Speech]:
        mend = (*question.mend, AS_ASKED) if failed.said else question.mend
        return speech_task(prompts, parameters, replace(question, mend=mend))

    return Task(
        parameters,
        lambda fence: speech_messages(prompts, question, fence),
        lambda body: read_speech(body, question, prompts.speech),
        again,
    )


def _once_more(question: LlmQuestion, failed: Fault) -> LlmQuestion:
    """The same question; if the answer only had the wrong form, with that answer, to be put right."""
    if not failed.said:
        return question
    return replace(question, mend=(WRONG_FORM,), last_answer=failed.said)
