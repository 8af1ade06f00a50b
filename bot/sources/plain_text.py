"""HTML -> the words in it. One pass over the text, whatever is in it: nothing to be slow or clever about.

Nothing is made safe here: what comes out is a stranger's text like any other, to be escaped where it is
shown.
"""

import html
import re
from string import ascii_lowercase, ascii_uppercase

_BREAKS = frozenset(
    {
        "article",
        "aside",
        "blockquote",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "hr",
        "li",
        "ol",
    }
    | {"p", "pre", "section", "table", "tr", "ul", "h1", "h2", "h3", "h4", "h5", "h6"}
)
_LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)
"""Unlike `str.lower`, it never changes a text's length."""
_SILENT = ("script", "style", "template")
_TAG_NAME = re.compile(r"/?([a-z][a-z0-9]*)", re.IGNORECASE)
_SPACES = re.compile(r"[^\S\n]+")
_LINE_ENDS = re.compile(r" ?\n ?")


def words_of(source: str) -> str:
    """The visible text, with a line end where a block begins or ends."""
    lowered = source.translate(_LOWER)
    found: list[str] = []
    at = 0
    while (opens := source.find("<", at)) >= 0:
        found.append(source[at:opens])
        tag = _TAG_NAME.match(source, opens + 1)
        if tag is None and not source.startswith("<!", opens):
            found.append("<")
            at = opens + 1
            continue
        name = tag.group(1).lower() if tag else ""
        found.append("\n" if name in _BREAKS else "")
        at = _after(lowered, opens, name)
    found.append(source[at:])
    return _tidy("".join(found))


def _after(lowered: str, opens: int, name: str) -> int:
    """Where the text goes on after a tag, a comment, or what is never shown."""
    if lowered.startswith("<!--", opens):
        return _end(lowered, "-->", opens)
    closes = _end(lowered, ">", opens)
    is_silent = name in _SILENT and lowered[opens + 1] != "/"
    return _end(lowered, ">", _end(lowered, f"</{name}", closes)) if is_silent else closes


def _end(lowered: str, mark: str, start: int) -> int:
    found = lowered.find(mark, start)
    return len(lowered) if found < 0 else found + len(mark)


def _tidy(text: str) -> str:
    return _LINE_ENDS.sub("\n", _SPACES.sub(" ", html.unescape(text))).strip()
