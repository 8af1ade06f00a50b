"""The summary as lines with bars and as a table: the same figures for the screen and for the page."""

from dataclasses import dataclass
from typing import Any

from bot.evals.comparing import Comparison
from bot.evals.summary import ALIKE, Summary
from bot.evals.verdicts import Verdicts
from bot.rules import catalog


@dataclass(frozen=True)
class Figure:
    """One line. `share`, from 0 to 1, fills a bar; `None` where a bar says nothing.

    `is_good` is whether it meets its mark; `None` where there is none.
    """

    name: str
    value: str
    share: float | None = None
    is_good: bool | None = None


def figures(summary: Summary) -> list[Figure]:
    """What a reader looks at first, first. The marks are the project's own bars."""
    variety = summary.variety
    cost = "nothing, or not known" if summary.cost_usd is None else f"${summary.cost_usd:.4f}"
    return [
        _share("obey every hard rule", summary.hard_pass, 1.0),
        _share("apologise without an “if”", summary.apology, 0.95),
        _share("name the problem", summary.named, 0.9),
        _share("give an owned next step", summary.step, 0.9),
        _share("do all three", summary.all_three, 0.9),
        _share("fit the network", summary.fit, 1.0),
        *_left(summary),
        Figure("length", f"{summary.length_median:g} median, {summary.length_max} longest"),
        Figure(
            f"pairs alike ({ALIKE:g} or more)",
            f"{variety.alike} of {variety.pairs:,}; the closest two {variety.highest:.0f}",
            is_good=variety.alike == 0,
        ),
        Figure("time for a draft", f"{_ms(summary.seconds_mean)} mean, {_ms(summary.seconds_max)} longest"),
        Figure("money for the model", cost),
    ]


def rule_figures(summary: Summary) -> list[Figure]:
    """The rules that were broken, the worst first."""
    titles = {rule.id: rule.title for rule in catalog()}
    return [
        Figure(
            f"{each.rule} {titles.get(each.rule, '')}".strip(),
            f"{each.hard} hard, {each.soft} soft",
            (each.hard + each.soft) / summary.n,
            each.hard == 0,
        )
        for each in summary.rules
    ]


def judge_figures(verdicts: Verdicts) -> list[Figure]:
    """What the blind judge said."""
    found: dict[str, Any] = verdicts.as_json()
    if not found["pairs"]:
        return [Figure("judged pairs", "0")]
    low, high = found["win_share_95"]
    gates, checks, by_length = found["gates_failed"], found["checks"], found["win_share_by_length"]
    means = {
        name: f"{value:.2f} against {found['mean']['theirs'][name]:.2f}"
        for name, value in found["mean"]["ours"].items()
    }
    return [
        _share("won against the brand's reply", found["win_share"], 0.8),
        Figure("95 % interval", f"{low:.0%} to {high:.0%}"),
        Figure("won, tied, lost", f"{found['win']}, {found['tie']}, {found['loss']} of {found['pairs']}"),
        Figure("gates failed", f"ours {gates['ours']}, theirs {gates['theirs']}", is_good=gates["ours"] == 0),
        Figure("changed its mind with the order", f"{found['flipped']:.0%}"),
        Figure("won when ours is longer, when not", " and ".join(map(_percent, by_length.values()))),
        *(
            Figure(f"check: {name}", f"{each['as_it_should']} of {each['pairs']} as it should be")
            for name, each in checks.items()
        ),
        *(Figure(name, value) for name, value in means.items()),
        Figure("without a usable answer", str(found["unreadable"])),
    ]


def comparison_figures(comparison: Comparison) -> list[Figure]:
    """How two template sets differ on the file."""
    total = max(len(comparison.changes), 1)
    worse = comparison.count("worse")
    return [
        Figure("better", str(comparison.count("better")), comparison.count("better") / total),
        Figure("worse", str(worse), worse / total, worse == 0),
        Figure("in other words", str(comparison.count("reworded")), comparison.count("reworded") / total),
        Figure("the same", str(comparison.count("same")), comparison.count("same") / total),
    ]


def table(title: str, found: list[Figure]) -> str:
    """Aligned text for the screen; what misses its mark says so."""
    width = max((len(figure.name) for figure in found), default=0)
    lines = [f"  {figure.name:<{width}}  {figure.value}{_miss(figure)}" for figure in found]
    return "\n".join([title, *lines])


def _left(summary: Summary) -> list[Figure]:
    """Told only where it happens."""
    left = summary.left_to_people
    return [Figure("left to a person who writes the language", f"{left} of {summary.n}")] if left else []


def _miss(figure: Figure) -> str:
    return "   <- look" if figure.is_good is False else ""


def _share(name: str, value: float, mark: float) -> Figure:
    return Figure(name, f"{value:.1%}", value, value >= mark)


def _ms(seconds: float) -> str:
    return f"{seconds * 1_000:.0f} ms"


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{value:.0%}"
