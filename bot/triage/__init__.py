"""Triage: is it a complaint, about what, how bad, and must a person look first? Rules only, no network."""

from bot.triage.judging import Judge, TriageInput, disposition

__all__ = ["Judge", "TriageInput", "disposition"]
