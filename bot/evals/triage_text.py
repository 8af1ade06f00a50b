"""The figures of triage as a person reads them on a screen. Pure."""

from collections.abc import Sequence

from bot.evals.figures import Figure, table
from bot.evals.triage import Miss, Tally
from bot.evals.triage_summary import ReasonFigures, TriageFigures

MARK_DECISION, MARK_ASIDE, MARK_REASONS = 0.77, 0.03, 0.45
"""The project's own bars for English posts on social networks."""


def as_text(name: str, found: TriageFigures, tally: Tally) -> str:
    """Tables, then the worst misses."""
    blocks = [
        table(f"{found.n:,} texts of {name}, {found.complaints:,} of them complaints", _decision(found)),
        table("Reasons", _reasons(found.reasons))
        if found.reasons
        else "No reason in it that could be measured.",
        *_misses("Complaints that were not seen", tally.missed),
        *_misses("Taken for a complaint", tally.alarms),
    ]
    return "\n\n".join(blocks)


def unknown_words(unknown: Sequence[tuple[str, int]]) -> str | None:
    """Which reasons count nowhere, and what to do about it; `None` if all are known."""
    if not unknown:
        return None
    named = ", ".join(f"“{one_line(name)}” ({count})" for name, count in unknown[:5])
    more = f" and {len(unknown) - 5} more" if len(unknown) > 5 else ""
    return f"Left out, because Amends does not know what they mean: {named}{more}. Say so with --reasons."


def one_line(words: str) -> str:
    """A stranger's words with nothing that a terminal would obey."""
    return "".join(character if character.isprintable() else " " for character in words)


def _decision(found: TriageFigures) -> list[Figure]:
    aside = found.set_aside_wrongly
    return [
        Figure("right", f"{found.accuracy:.1%}"),
        Figure("macro-F1", f"{found.macro_f1:.3f}", found.macro_f1, found.macro_f1 >= MARK_DECISION),
        Figure("of those it calls complaints, are", f"{found.precision:.1%}"),
        Figure("of the complaints, it sees", f"{found.recall:.1%}"),
        Figure("unsure, so a person decides", f"{found.unsure:.1%}"),
        Figure("complaints that trust mode would set aside", f"{aside:.1%}", aside, aside <= MARK_ASIDE),
        Figure("texts a second", f"{found.texts_per_second:,.0f}"),
    ]


def _reasons(found: ReasonFigures) -> list[Figure]:
    return [
        Figure("right", f"{found.accuracy:.1%}"),
        Figure("macro-F1", f"{found.macro_f1:.3f}", found.macro_f1, found.macro_f1 >= MARK_REASONS),
        *(
            Figure(
                one_line(one.name),
                f"F1 {one.f1:.2f}   precision {one.precision:.2f}   recall {one.recall:.2f}   of {one.n}",
            )
            for one in found.classes
        ),
    ]


def _misses(title: str, found: Sequence[Miss]) -> list[str]:
    worst = sorted(found, reverse=True)
    lines = [f"  {one_line(each.id)} (off by {each.how_bad:.1f}): {one_line(each.text)}" for each in worst]
    return ["\n".join([f"{title}, the worst first", *lines])] if lines else []
