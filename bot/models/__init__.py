"""The tables and their words. Every other module speaks in these."""

from bot.models.desk import AuditEntry, AuditSeal, Budget, Clock, Marker, ModelUse, SlackMessage
from bot.models.drafts import EDIT_HOLDS, Approval, Draft, DraftRevision, Publication
from bot.models.incidents import BrandMemory, Incident, IncidentMention, Sighting
from bot.models.kinds import (
    Category,
    ClimbState,
    ClockKind,
    Complaint,
    DraftState,
    Event,
    IncidentKind,
    IncidentLevel,
    IncidentState,
    JoinedBy,
    MentionState,
    MessageKind,
    Outcome,
    Priority,
    PublicationState,
    Reach,
    RiskFlag,
    Severity,
    SummonsState,
)
from bot.models.knowledge import FactCard, Promise, TemplateVersion
from bot.models.labels import TriageLabel
from bot.models.mentions import Delivery, Mention, MentionRevision, Quarantined, Verdict
from bot.models.oncall import Climb, Page, StandInRow, Summons
from bot.models.polling import Connection
from bot.models.sources import SourceHour
from bot.models.stances import Stance
from bot.models.teamwork import Grant, Opinion, Pause, Question, SavedReason, SentenceReview

__all__ = [
    "EDIT_HOLDS",
    "Approval",
    "AuditEntry",
    "AuditSeal",
    "BrandMemory",
    "Budget",
    "Category",
    "Climb",
    "ClimbState",
    "Clock",
    "ClockKind",
    "Complaint",
    "Connection",
    "Delivery",
    "Draft",
    "DraftRevision",
    "DraftState",
    "Event",
    "FactCard",
    "Grant",
    "Incident",
    "IncidentKind",
    "IncidentLevel",
    "IncidentMention",
    "IncidentState",
    "JoinedBy",
    "Marker",
    "Mention",
    "MentionRevision",
    "MentionState",
    "MessageKind",
    "ModelUse",
    "Opinion",
    "Outcome",
    "Page",
    "Pause",
    "Priority",
    "Promise",
    "Publication",
    "PublicationState",
    "Quarantined",
    "Question",
    "Reach",
    "RiskFlag",
    "SavedReason",
    "SentenceReview",
    "Severity",
    "Sighting",
    "SlackMessage",
    "SourceHour",
    "Stance",
    "StandInRow",
    "Summons",
    "SummonsState",
    "TemplateVersion",
    "TriageLabel",
    "Verdict",
]
