"""A draft and a click -> what stands now. Only a person approves, and only the exact text they saw."""

from bot.approval.approvals import Approvals

__all__ = ["Approvals"]
