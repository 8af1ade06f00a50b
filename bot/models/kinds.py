"""The closed word lists: states, categories, severities. Stored as these very strings."""

from enum import IntEnum, StrEnum


class Event(StrEnum):
    """What a source says happened to a post."""

    CREATED = "created"
    EDITED = "edited"
    DELETED = "deleted"


class MentionState(StrEnum):
    """Where a mention stands: `new` until triage has judged it, `closed` once it has an outcome.

    `older` came from before its source was connected: listed, and a card only when a person asks for one.
    """

    NEW = "new"
    OPEN = "open"
    SET_ASIDE = "set_aside"
    OLDER = "older"
    CLOSED = "closed"


class Outcome(StrEnum):
    """The visible end of a closed mention."""

    PUBLISHED = "published"
    POSTED_BY_HAND = "posted_by_hand"
    DECLINED = "declined"
    GROUPED = "grouped"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    REMOVED = "removed"


class IncidentKind(StrEnum):
    """What many people have in common: a trouble, or something else that they talk about."""

    COMPLAINTS = "complaints"
    ATTENTION = "attention"


class IncidentState(StrEnum):
    """Whether an incident takes in more mentions."""

    OPEN = "open"
    CLOSED = "closed"


class IncidentLevel(IntEnum):
    """How far an incident is above what is usual. A machine only raises it; a person confirms `crisis`."""

    NONE = 0
    WATCH = 1
    SPIKE = 2
    CRISIS = 3


class JoinedBy(StrEnum):
    """Why a mention stands on its incident."""

    DUPLICATE = "duplicate"
    ENTITY = "entity"
    TERM = "term"
    CENTROID = "centroid"
    VOLUME = "volume"
    PERSON = "person"


class Complaint(StrEnum):
    """Triage's answer to "is this a complaint?". `unsure` always goes to a person."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class Category(StrEnum):
    """What a complaint is about, the same words for every trade."""

    DELAY = "delay"
    CANCELLATION = "cancellation"
    LOST = "lost"
    DAMAGED = "damaged"
    QUEUE = "queue"
    STAFF = "staff"
    BOOKING = "booking"
    SUPPORT = "support"
    QUALITY = "quality"
    BILLING = "billing"
    SAFETY = "safety"
    OUTAGE = "outage"
    OTHER = "other"


class Severity(IntEnum):
    """How bad it is for the person and for the brand; drives time targets and pings."""

    LOW = 1
    NORMAL = 2
    HIGH = 3
    CRITICAL = 4


class RiskFlag(StrEnum):
    """Signs that a person must look first, whatever the text's tone. Never lowered by a machine."""

    SAFETY = "safety"
    LEGAL = "legal"
    DATA = "data"
    DISCRIMINATION = "discrimination"
    PRESS = "press"
    SELF_HARM = "self_harm"


class Reach(StrEnum):
    """How a reply can get to the post."""

    API = "api"
    HAND_OFF = "hand_off"
    NEVER = "never"


class DraftState(StrEnum):
    """Where a draft stands; its card is a pure function of it."""

    WAITING = "waiting"
    REDRAFTING = "redrafting"
    SECOND = "second"
    SCHEDULED = "scheduled"
    SENDING = "sending"
    IN_REVIEW = "in_review"
    SENT = "sent"
    HANDED_OFF = "handed_off"
    POSTED_BY_HAND = "posted_by_hand"
    FAILED = "failed"
    UNKNOWN = "unknown"
    REMOVED = "removed"
    DECLINED = "declined"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"

    @property
    def is_final(self) -> bool:
        """Nobody has anything left to do about it."""
        return self in _FINAL

    @property
    def is_committed(self) -> bool:
        """An approval stands: the text may be on its way or out."""
        return self in _COMMITTED


_FINAL = {
    DraftState.SENT,
    DraftState.POSTED_BY_HAND,
    DraftState.DECLINED,
    DraftState.SUPERSEDED,
    DraftState.WITHDRAWN,
    DraftState.EXPIRED,
    DraftState.REMOVED,
}
_COMMITTED = {
    DraftState.SCHEDULED,
    DraftState.SENDING,
    DraftState.IN_REVIEW,
    DraftState.SENT,
    DraftState.HANDED_OFF,
    DraftState.POSTED_BY_HAND,
    DraftState.UNKNOWN,
}


class PublicationState(StrEnum):
    """The life of one approved text on its way out, and down again. `unknown` is never re-sent by a machine.

    `in_review` is with the network, which has not shown it yet; `removing` is public until it is taken down.
    """

    SCHEDULED = "scheduled"
    SENDING = "sending"
    IN_REVIEW = "in_review"
    DONE = "done"
    REMOVING = "removing"
    REMOVED = "removed"
    FAILED = "failed"
    UNKNOWN = "unknown"
    CANCELLED = "cancelled"
    HANDED_OFF = "handed_off"


class ClockKind(StrEnum):
    """What a clock does when it is due."""

    PING = "ping"
    OVERDUE = "overdue"
    SEND = "send"
    SEND_DEADLINE = "send_deadline"
    READ_BACK = "read_back"
    HAND_OFF_REMINDER = "hand_off_reminder"
    LEASE_END = "lease_end"
    COMMITMENT = "commitment"
    SNOOZE_END = "snooze_end"
    SECOND_MISSING = "second_missing"
    CALL = "call"
    EDIT_END = "edit_end"
    CRISIS_CALL = "crisis_call"
    CRISIS_UPDATE = "crisis_update"
    CRISIS_ACTION = "crisis_action"
    CRISIS_STATEMENT = "crisis_statement"
    CRISIS_STEP = "crisis_step"
    CRISIS_PEACE = "crisis_peace"
    BREACH = "breach"
    NUDGE = "nudge"
    UNCONFIRMED = "unconfirmed"
    STEP = "step"
    PEACE_END = "peace_end"


class ClimbState(StrEnum):
    """Whether people are being called: not now, step by step, or nobody came to the very end."""

    RESTING = "resting"
    CLIMBING = "climbing"
    ENDED = "ended"


class SummonsState(StrEnum):
    """The life of a call that leaves Slack."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


class MessageKind(StrEnum):
    """What a Slack message shows; each kind has one pure renderer."""

    CARD = "card"
    DECISION = "decision"
    PING = "ping"
    PING_DM = "ping_dm"
    HAND_OFF_DM = "hand_off_dm"
    QUARANTINE = "quarantine"
    SET_ASIDE = "set_aside"
    ALARM = "alarm"
    FACTS_CHANGED = "facts_changed"
    COMMITMENT_DUE = "commitment_due"
    QUESTION_DM = "question_dm"
    PAUSED = "paused"
    RIGHT = "right"
    LOW_LIST = "low_list"
    TEMPLATE_WAITS = "template_waits"
    OLDER = "older"
    SOURCE_SILENT = "source_silent"
    INCIDENT = "incident"
    CRISIS_BOARD = "crisis_board"
    CRISIS_STATEMENT = "crisis_statement"
    CRISIS_DM = "crisis_dm"
    PAGES = "pages"
    SHIFT = "shift"
    WELCOME = "welcome"


class Priority(IntEnum):
    """Order of Slack output: the smaller goes first."""

    PERSON = 0
    PING = 1
    CRITICAL_CARD = 2
    CARD = 3
    DIGEST = 4
    STATUS = 5
