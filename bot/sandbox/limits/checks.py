"""Small rules that are put together to describe a JSON shape. A rule says what is wrong and where."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Rule = Callable[[Any, str], Iterator[str]]
"""Takes a value and its JSON pointer; gives a line for every fault."""


def fault(words: str, pointer: str) -> str:
    """One line as Slack writes it."""
    return f"{words} [json-pointer:{pointer}]"


def string(most: int, least: int = 1) -> Rule:
    """A text of so many characters."""

    def rule(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield fault("must be a string", at)
        elif len(value) < least:
            yield fault(f"must be more than {least - 1} characters", at)
        elif len(value) > most:
            yield fault(f"must be less than {most + 1} characters", at)

    return rule


def boolean(value: Any, at: str) -> Iterator[str]:
    """True or false."""
    if not isinstance(value, bool):
        yield fault("must be a boolean", at)


def number(least: int, most: int) -> Rule:
    """A whole number in a range."""

    def rule(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield fault("must be an integer", at)
        elif not least <= value <= most:
            yield fault(f"must be between {least} and {most}", at)

    return rule


def one_of(*allowed: str) -> Rule:
    """One of a few words."""

    def rule(value: Any, at: str) -> Iterator[str]:
        if value not in allowed:
            yield fault(f"must be one of {', '.join(allowed)}", at)

    return rule


def written_as(pattern: str, how: str) -> Rule:
    """A text of one form, which `how` describes."""
    form = re.compile(pattern)

    def rule(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, str) or not form.fullmatch(value):
            yield fault(f"must be {how}", at)

    return rule


def anything(_value: Any, _at: str) -> Iterator[str]:
    """Not looked into."""
    yield from ()


def items(each: Rule, most: int, least: int = 1) -> Rule:
    """A list of so many."""

    def rule(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield fault("must be an array", at)
            return
        if len(value) > most:
            yield fault(f"no more than {most} items allowed", at)
        if len(value) < least:
            yield fault(f"no less than {least} items allowed", at)
        for index, one in enumerate(value):
            yield from each(one, f"{at}/{index}")

    return rule


def shape(required: Mapping[str, Rule], optional: Mapping[str, Rule] | None = None) -> Rule:
    """An object with these fields and no others; `type` is always allowed."""
    fields = {"type": anything, **required, **(optional or {})}

    def rule(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield fault("must be an object", at)
            return
        yield from (fault(f"missing required field: {name}", at) for name in required if name not in value)
        for name, inner in value.items():
            if name in fields:
                yield from fields[name](inner, f"{at}/{name}")
            else:
                yield fault(f"invalid additional property: {name}", at)

    return rule


def typed(table: Mapping[str, Rule]) -> Rule:
    """An object whose `type` says which rule holds."""

    def rule(value: Any, at: str) -> Iterator[str]:
        kind = str(value.get("type")) if isinstance(value, dict) else "none"
        if kind not in table:
            yield fault(f"unsupported type: {kind}", f"{at}/type")
        else:
            yield from table[kind](value, at)

    return rule


def unique(values: list[Any], what: str, at: str) -> Iterator[str]:
    """No text twice; what is not a text does not count."""
    seen: set[str] = set()
    for value in values:
        if not isinstance(value, str):
            continue
        if value in seen:
            yield fault(f"`{what}` {value} already exists", at)
        seen.add(value)
