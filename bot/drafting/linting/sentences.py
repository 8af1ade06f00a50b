"""Where each sentence of a template file stands, and which variables it may use."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from bot.drafting import library, phrasebooks
from bot.drafting.brands import ACTION_VARIABLES

SPOKEN: Final = frozenset({
    "say", "about", "greeting", "apology", "apology_about", "sympathy", "closing", "owning", "step",
    "step_plain", "care", "noted", "correction",
})  # fmt: skip
"""Keys whose texts are sentences, or clauses of one, with variables in them."""
PLAIN: Final = frozenset({"topic", "topics", "ask", "sign_off", "channel", "statement"})
"""Keys whose texts reach the public as they stand."""
CLAUSES: Final = frozenset({"say", "about", "topic"})
_MARKS: Final = re.compile(r"\{[{%#]")


@dataclass(frozen=True)
class Sentence:
    """One text of a file. `keys` leads to it, e.g. `("problem", "say")`; `line` is where it begins."""

    path: str
    keys: tuple[str, ...]
    line: int
    text: str

    @property
    def folder(self) -> str:
        """`tones`, `playbooks`, …; empty for a file at the top."""
        return self.path.rpartition("/")[0]

    @property
    def is_clause(self) -> bool:
        """It stands inside another sentence."""
        return self.folder != "brands" and not CLAUSES.isdisjoint(self.keys)

    @cached_property
    def variables(self) -> frozenset[str]:
        """What it may use."""
        if self.folder == "brands":
            return ACTION_VARIABLES
        if self.folder == "languages":
            return phrasebooks.CLAUSE if self.is_clause else phrasebooks.SENTENCE
        return library.CLAUSE if self.is_clause else library.SENTENCE


def sentences_of(path: str, body: str, raw: Mapping[str, Any]) -> Iterator[Sentence]:
    """Every text of a file that may reach the public; `raw` is the file as parsed."""
    lines = Lines(body)
    for keys, text in _texts((), raw):
        if not SPOKEN.isdisjoint(keys) or not PLAIN.isdisjoint(keys) or _MARKS.search(text):
            yield Sentence(path, keys, lines.of_text(text, keys), text)


class Lines:
    """Finds the line of a text or a key in a TOML file, as near as a search can tell."""

    def __init__(self, body: str) -> None:
        self._body = body

    def of_text(self, text: str, keys: tuple[str, ...]) -> int:
        """Where the text is written; the line of its key if it is written in some other form."""
        first_line = text.strip("\n").split("\n", 1)[0]
        for written in (first_line, json.dumps(first_line, ensure_ascii=False)[1:-1]):
            at = self._body.find(f'"{written}') if written else -1
            at = at if at >= 0 else self._body.find(written)
            if written and at >= 0:
                return self._body.count("\n", 0, at) + 1
        return self.of_key(keys[-1])

    def of_key(self, key: str) -> int:
        """Where the key is first set; 1 if it is nowhere."""
        place = rf"""^\s*(?:\[+\s*)?(?:[\w.-]+\.)?["']?{re.escape(key)}["']?\s*(?:=|\])"""
        hit = re.search(place, self._body, re.MULTILINE)
        return self._body.count("\n", 0, hit.end()) + 1 if hit else 1


def _texts(keys: tuple[str, ...], value: object) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, str):
        yield keys, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _texts((*keys, key), inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(keys, inner)
