"""Jinja for sentences only: variables, a choice, a little casing. No loops, calls, attributes or maths.

Jinja's own sandbox does not bound time or memory (https://jinja.palletsprojects.com/en/stable/sandbox/), so a
template is parsed first and refused unless every part of it is on a short list. So is one with a blank that
somebody meant to fill in ("[NAME]", "TODO").
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from bot.errors import TemplateFault

MAX_SOURCE = 4_000
"""Characters of a template's source."""
MAX_OUTPUT = 4_000
"""Characters of a rendered text."""
MAX_NODES = 400
MAX_DEPTH = 20
"""Nesting, in parts within parts."""

FILTERS = frozenset({"upper", "lower", "title", "capitalize", "trim", "default"})
TESTS = frozenset({"defined", "none", "eq", "ne"})
_PARTS = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.If,
    nodes.CondExpr,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Filter,
    nodes.Test,
)
_BLANK: Final = re.compile(
    r"[{\[<][^}\]>]{0,38}[}\]>]?|[}\]>]|\b(?:TODO|FIXME|TBD|TBC|XXX+)\b|_{2,}\w*|\?{3,}|%\(?[A-Za-z]\w*|"
    r"\$[A-Za-z]\w*|\*\||\blorem ipsum\b"
)
"""What people leave where a name or a date is still to come; no sentence for the public holds any of it."""
_COMPARISONS = frozenset({"eq", "ne"})
_SPECIAL = frozenset({"self", "super", "caller", "loop", "varargs", "kwargs"})
"""Names that Jinja itself fills in."""


def lint(name: str, source: str, allowed: frozenset[str]) -> None:
    """Check that a template uses only listed parts and the variables in `allowed`.

    Raises:
        TemplateFault: with the line and the problem in plain words.
    """
    for variable, line in _variables(name, source):
        if variable not in allowed:
            known = ", ".join(sorted(allowed)) or "none"
            raise TemplateFault(name, line, f"there is no variable “{variable[:40]}”; there are: {known}")


def render(name: str, source: str, values: Mapping[str, str]) -> str:
    """The text with `values` put in as they are; a value is never read as a template.

    Raises:
        TemplateFault: for a part that is not allowed, a missing or non-text value, or more than `MAX_OUTPUT`.
    """
    for key, value in values.items():
        if not isinstance(value, str):
            raise TemplateFault(name, None, f"the value of “{key}” must be text")
    template = _compiled(name, source)
    try:
        return _capped(name, template, values)
    except TemplateFault:
        raise
    except (TemplateError, RecursionError, TypeError, ValueError, LookupError) as fault:
        raise TemplateFault(name, None, f"it could not be filled in: {str(fault)[:200]}") from fault


def _capped(name: str, template: Template, values: Mapping[str, str]) -> str:
    pieces: list[str] = []
    size = 0
    for piece in template.generate(dict(values)):
        size += len(piece)
        if size > MAX_OUTPUT:
            raise TemplateFault(name, None, f"the text would be longer than {MAX_OUTPUT} characters")
        pieces.append(piece)
    return "".join(pieces)


@lru_cache(maxsize=2_048)
def _compiled(name: str, source: str) -> Template:
    tree = _parse(name, source)
    for _part in _parts(name, tree):
        pass
    try:
        return _ENVIRONMENT.from_string(source)
    except (TemplateError, RecursionError, SyntaxError, ValueError, MemoryError) as fault:
        raise TemplateFault(name, None, "it could not be understood") from fault


@lru_cache(maxsize=8_192)
def _variables(name: str, source: str) -> tuple[tuple[str, int], ...]:
    """What it asks for, each with its line. Kept: a sentence is read again whenever templates are loaded."""
    if "{" not in source and len(source) <= MAX_SOURCE:
        # Nothing in it can be more than words, and most sentences of a start are of this kind.
        _check(name, nodes.TemplateData(source, lineno=1))
        return ()
    parts = _parts(name, _parse(name, source))
    return tuple((part.name, part.lineno) for part in parts if isinstance(part, nodes.Name))


def _parse(name: str, source: str) -> nodes.Template:
    if len(source) > MAX_SOURCE:
        raise TemplateFault(name, None, f"it is longer than {MAX_SOURCE} characters")
    try:
        return _ENVIRONMENT.parse(source)
    except TemplateSyntaxError as fault:
        raise TemplateFault(name, fault.lineno, fault.message or "it could not be understood") from fault
    except (RecursionError, ValueError, OverflowError, MemoryError) as fault:
        raise TemplateFault(name, None, "it is nested too deeply") from fault


def _parts(name: str, tree: nodes.Template) -> Iterator[nodes.Node]:
    """Every part of a template, checked; walks without recursion so that depth cannot hurt."""
    waiting: list[tuple[nodes.Node, int]] = [(tree, 1)]
    seen = 0
    while waiting:
        part, depth = waiting.pop()
        seen += 1
        if seen > MAX_NODES:
            raise TemplateFault(name, part.lineno, f"it has more than {MAX_NODES} parts")
        if depth > MAX_DEPTH:
            raise TemplateFault(name, part.lineno, "it is nested too deeply")
        _check(name, part)
        yield part
        waiting.extend((child, depth + 1) for child in part.iter_child_nodes())


def _check(name: str, part: nodes.Node) -> None:
    if not isinstance(part, _PARTS):
        raise TemplateFault(name, part.lineno, f"{_plain(part)} is not allowed")
    if isinstance(part, nodes.Filter) and part.name not in FILTERS:
        raise TemplateFault(name, part.lineno, f"the filter “{part.name[:40]}” is not allowed")
    if isinstance(part, nodes.Test) and part.name not in TESTS:
        raise TemplateFault(name, part.lineno, f"the test “{part.name[:40]}” is not allowed")
    if isinstance(part, nodes.Operand) and part.op not in _COMPARISONS:
        raise TemplateFault(name, part.lineno, "only == and != may be compared")
    if isinstance(part, nodes.Name) and (part.ctx != "load" or not _is_plain(part.name)):
        raise TemplateFault(name, part.lineno, f"“{part.name[:40]}” is not a variable of ours")
    if isinstance(part, nodes.Const) and not isinstance(part.value, str | bool | None):
        raise TemplateFault(name, part.lineno, "a bare number is not allowed; put it in quotes")
    blank = _BLANK.search(_literal(part))
    if blank:
        problem = (
            f"“{blank.group()[:40]}” looks like a blank to fill in; a variable is written {{{{ name }}}}"
        )
        raise TemplateFault(name, part.lineno, problem)


def _literal(part: nodes.Node) -> str:
    """The words of a part that stand in the reply as they are."""
    if isinstance(part, nodes.TemplateData):
        return part.data
    return part.value if isinstance(part, nodes.Const) and isinstance(part.value, str) else ""


def _is_plain(name: str) -> bool:
    return name.isascii() and name not in _SPECIAL and not name.startswith("_")


def _plain(part: nodes.Node) -> str:
    return _WORDS.get(type(part), f"“{type(part).__name__}”")


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        keep_trailing_newline=False,
        cache_size=0,
    )
    environment.globals.clear()
    return environment


_WORDS: Mapping[type[nodes.Node], str] = {
    nodes.For: "a loop",
    nodes.Call: "a call",
    nodes.Getattr: "a dot",
    nodes.Getitem: "a square bracket",
    nodes.Assign: "setting a variable",
    nodes.AssignBlock: "setting a variable",
    nodes.Macro: "a macro",
    nodes.CallBlock: "a call",
    nodes.FilterBlock: "a filter block",
    nodes.Include: "an include",
    nodes.Import: "an import",
    nodes.FromImport: "an import",
    nodes.Extends: "extending another template",
    nodes.Block: "a block",
    nodes.With: "a with block",
    nodes.List: "a list",
    nodes.Dict: "a dictionary",
    nodes.Tuple: "a list",
    nodes.Concat: "joining with ~",
    nodes.Add: "maths",
    nodes.Sub: "maths",
    nodes.Mul: "maths",
    nodes.Div: "maths",
    nodes.FloorDiv: "maths",
    nodes.Mod: "maths",
    nodes.Pow: "maths",
    nodes.Neg: "maths",
    nodes.Pos: "maths",
}
_ENVIRONMENT = _environment()
