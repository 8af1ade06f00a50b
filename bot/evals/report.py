"""The report as one HTML file: no script, no address to load from, every stranger's word escaped."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template

from bot.evals.comparing import Comparison
from bot.evals.drafting import EvalDraft
from bot.evals.figures import Figure, comparison_figures, figures, judge_figures, rule_figures
from bot.evals.summary import Summary
from bot.evals.verdicts import Judged, Verdicts
from bot.ports import Finding


@dataclass(frozen=True)
class Stretch:
    """A piece of a draft. `finding` is the one that points at it; `None` where nothing is wrong."""

    words: str
    finding: Finding | None = None


@dataclass(frozen=True)
class Entry:
    """One row as the page shows it."""

    number: int
    draft: EvalDraft
    stretches: tuple[Stretch, ...]
    judged: Judged | None

    @property
    def is_hard(self) -> bool:
        """It cannot be approved as it stands."""
        return bool(self.draft.hard) or not self.draft.size.fits

    @property
    def anchor(self) -> str:
        """Names the row on the page; the file's own ids may be anything."""
        return f"row-{self.number}"


@dataclass(frozen=True)
class Report:
    """Everything on the page. `verdicts` and `comparison` are `None` where they were not asked for."""

    name: str
    drafts: Sequence[EvalDraft]
    summary: Summary
    verdicts: Verdicts | None = None
    comparison: Comparison | None = None

    @property
    def sections(self) -> list[tuple[str, list[Figure]]]:
        """The summary, in blocks."""
        found = [("Summary", figures(self.summary)), ("Rules broken", rule_figures(self.summary))]
        if self.verdicts:
            found.append(("Blind judge", judge_figures(self.verdicts)))
        if self.comparison:
            found.append(("Before and after", comparison_figures(self.comparison)))
        return [(title, lines) for title, lines in found if lines]

    @property
    def entries(self) -> list[Entry]:
        """The rows in the order of the file."""
        real = [each for each in self.verdicts.judged if each.pair.kind == "real"] if self.verdicts else []
        judged = {id(each.pair.draft): each for each in real}
        return [
            Entry(
                number=number,
                draft=draft,
                stretches=tuple(stretches(draft.written.text, draft.written.findings)),
                judged=judged.get(id(draft)),
            )
            for number, draft in enumerate(self.drafts, start=1)
        ]


def as_html(report: Report) -> str:
    """The page."""
    style = files("bot.evals").joinpath("report.css").read_text(encoding="utf-8")
    return _page().render(report=report, style=style)


def stretches(text: str, findings: Sequence[Finding]) -> Iterator[Stretch]:
    """The text cut at the words that findings point at; of two that overlap the first one stands."""
    at = 0
    for start, finding in sorted(_places(text, findings), key=lambda place: place[0]):
        if start < at:
            continue
        if start > at:
            yield Stretch(text[at:start])
        at = start + len(finding.words)
        yield Stretch(text[start:at], finding)
    if at < len(text):
        yield Stretch(text[at:])


def _places(text: str, findings: Sequence[Finding]) -> Iterator[tuple[int, Finding]]:
    for finding in findings:
        start = text.casefold().find(finding.words.casefold()) if finding.words else -1
        if start >= 0 and len(text.casefold()) == len(text):
            yield start, finding


@cache
def _page() -> Template:
    source = files("bot.evals").joinpath("report.html").read_text(encoding="utf-8")
    # Escapes everything that is put in: complaints and replies are strangers' words.
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(source)
