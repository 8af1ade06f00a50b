"""The tables and their words. Every other module speaks in these."""

from bot.models.advocates import Advocate, AdvocatePost, Outreach, OutreachState, Relation
from bot.models.crises import Crisis, CrisisAction, CrisisEffect, CrisisState, CrisisStatement
from bot.models.desk import AuditEntry, AuditSeal, Budget, Clock, Marker, ModelUse, SlackMessage
from bot.models.drafts import EDIT_HOLDS, Approval, Draft, DraftRevision, Publication
from bot.models.incidents import BrandMemory, Incident, IncidentMention, Sighting
from bot.models.kinds import (
    Category,
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
)
from bot.models.knowledge import FactCard, Promise, TemplateVersion
from bot.models.labels import TriageLabel
from bot.models.mentions import Delivery, Mention, MentionRevision, Quarantined, Verdict
from bot.models.polling import Connection
from bot.models.sources import SourceHour
from bot.models.stances import Stance
from bot.models.teamwork import Grant, Opinion, Pause, Question, SavedReason, SentenceReview

__all__ = [
    "EDIT_HOLDS",
    "Advocate",
    "AdvocatePost",
    "Approval",
    "AuditEntry",
    "AuditSeal",
    "BrandMemory",
    "Budget",
    "Category",
    "Clock",
    "ClockKind",
    "Complaint",
    "Connection",
    "Crisis",
    "CrisisAction",
    "CrisisEffect",
    "CrisisState",
    "CrisisStatement",
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
    "Outreach",
    "OutreachState",
    "Pause",
    "Priority",
    "Promise",
    "Publication",
    "PublicationState",
    "Quarantined",
    "Question",
    "Reach",
    "Relation",
    "RiskFlag",
    "SavedReason",
    "SentenceReview",
    "Severity",
    "Sighting",
    "SlackMessage",
    "SourceHour",
    "Stance",
    "TemplateVersion",
    "TriageLabel",
    "Verdict",
]
