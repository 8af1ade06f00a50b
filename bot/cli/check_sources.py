"""Checks of the sources: which are on, and which cannot be used."""

from bot.cli.lines import Line, fault, ok, warning
from bot.errors import SettingsFault
from bot.settings import Settings
from bot.sources import loading

_BY_HAND = warning(
    "Sources: none is on. Complaints come in only when people bring them: Draft a reply, or /amends paste.",
    "Set WEBHOOK_GENERIC_SECRET, or connect a network; the README says how.",
)


def source_lines(settings: Settings) -> list[Line]:
    """One line for all that are well, or one for each that is not."""
    if not settings.webhook_secrets:
        return [] if settings.polled else [_BY_HAND]
    try:
        on = loading.gates(settings)
    except SettingsFault as faults:
        return [fault(f"Sources: {one}", "Mend it, or take its secret out of .env.") for one in faults.faults]
    return [ok(f"Sources: {', '.join(sorted(on))}. `amends sources` tells how they do.")]
