"""Names that cross the wire to Slack and come back with a click. They stay the same between versions."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Action(StrEnum):
    """Action ids of buttons and menus."""

    APPROVE = "draft.approve"
    EDIT = "draft.edit"
    REDRAFT = "draft.redraft"
    TAKE = "draft.take"
    MORE = "draft.more"
    UNDO = "draft.undo"
    RETRY = "draft.retry"
    LOOK_AGAIN = "draft.look_again"
    SETTLE_THERE = "draft.settle"
    SETTLE_NOT_THERE = "draft.settle_not_there"
    POSTED = "draft.posted"
    REOPEN = "draft.reopen"
    SHOW_AI = "draft.show_ai"
    TO_AI = "draft.to_ai"
    TO_TEMPLATE = "draft.to_template"
    RESTORE = "draft.restore"
    OPEN_LINK = "draft.open_link"
    MAKE_CARD = "mention.make_card"
    KEPT = "commitment.done"
    LATER = "commitment.snooze"
    REFRESH = "facts.refresh"
    RELEASE = "draft.release"
    REWORD = "draft.reword"
    HISTORY = "draft.history"
    WAKE = "draft.wake"
    SEND_BACK = "draft.send_back"
    ALONE = "draft.alone"
    HAND_OVER = "page.hand_over"
    PAGE_SNOOZE = "page.snooze"
    IDLE_PAGE = "page.idle"
    ONCALL = "oncall.open"
    STAND_IN_END = "oncall.end"
    ROTATIONS = "rotations.open"
    EDIT_ROTATION = "rotations.edit"
    REPLY = "question.reply"
    PAUSE = "publishing.pause"
    RESUME = "publishing.resume"
    START_QUEUE = "queue.start"
    SKIP = "queue.skip"
    QUEUE_SNOOZE = "queue.snooze"
    QUEUE_DECLINE = "queue.decline"
    PEOPLE = "people.open"
    TAKE_BACK = "people.take_back"
    POLICY = "policy.open"
    FACTS = "facts.open"
    NEW_FACT = "facts.new"
    RETIRE = "facts.retire"
    ACTIONS = "actions.open"
    EDIT_ACTION = "actions.edit"
    ROUTES = "routes.open"
    NEW_ROUTE = "routes.new"
    EDIT_ROUTE = "routes.edit"
    ROUTE_EARLIER = "routes.earlier"
    REMOVE_ROUTE = "routes.remove"
    ALIKE = "queue.alike"
    PREVIEW = "draft.preview"
    OPINION = "draft.opinion"
    TRANSLATE = "draft.translate"
    RETIRE_REASON = "reason.retire"
    TEMPLATES = "templates.open"
    TEMPLATE_LIST = "templates.list"
    TEMPLATE_FILE = "templates.file"
    TEMPLATE_PARTS = "templates.parts"
    TEMPLATE_PART = "templates.part"
    TEMPLATE_EDIT = "templates.edit"
    TEMPLATE_PREVIEW = "templates.preview"
    TEMPLATE_REVIEW = "templates.review"
    TEMPLATE_REVIEWED = "templates.reviewed"
    TEMPLATE_ALL_REVIEWED = "templates.all_reviewed"
    TEMPLATE_HISTORY = "templates.history"
    TEMPLATE_RESTORE = "templates.restore"
    TEMPLATE_NEWER = "templates.newer"
    TEMPLATE_TAKE = "templates.take"
    TEMPLATE_KEEP = "templates.keep"
    TEMPLATE_LOOK = "templates.look"
    TEMPLATE_AGREE = "templates.agree"
    TEMPLATE_REFUSE = "templates.refuse"
    OPEN_DRAFT = "queue.open"
    HOME_BACK = "home.back"
    HOME_ON = "home.on"
    CORRECT = "draft.correct"
    ASIDE = "aside.open"
    ASIDE_BACK = "aside.back"
    ASIDE_ON = "aside.on"
    ASIDE_CARD = "aside.make_card"
    OLDER = "older.open"
    OLDER_BACK = "older.back"
    OLDER_ON = "older.on"
    OLDER_CARD = "older.make_card"
    INCIDENT_ANSWER = "incident.answer"
    INCIDENT_MENTIONS = "incident.mentions"
    INCIDENT_BACK = "incident.back"
    INCIDENT_ON = "incident.on"
    INCIDENT_MORE = "incident.more"
    INCIDENT_REOPEN = "incident.reopen"
    INCIDENT_CARD = "incident.make_card"
    INCIDENT_MOVE = "incident.move"
    STANCE_SHOW = "stance.show"
    STANCE_APPROVE = "stance.approve"
    STANCE_CHANGE = "stance.change"
    STANCE_END = "stance.end"
    GROUPED_CARD = "grouped.make_card"
    GROUPED_STOP = "grouped.stop"


class More(StrEnum):
    """Choices of the overflow menu."""

    DECLINE = "decline"
    RELEASE = "release"
    SHORTER = "shorter"
    WARMER = "warmer"
    FORMAL = "formal"
    REWORD = "reword"
    HISTORY = "history"
    REOPEN = "reopen"
    NEWER = "newer"
    DETAILS = "details"
    SNOOZE = "snooze"
    ESCALATE = "escalate"
    ASK = "ask"
    GOOD = "good"
    BAD = "bad"


class IncidentMore(StrEnum):
    """Choices of the menu on an incident's card."""

    RENAME = "rename"
    MERGE = "merge"
    SPLIT = "split"
    CLOSE = "close"
    CRISIS = "crisis"


class Callback(StrEnum):
    """Callback ids of modals."""

    EDIT = "draft.edit"
    DECLINE = "draft.decline"
    REWORD = "draft.reword"
    POSTED = "draft.posted"
    SETTLE = "draft.settle"
    NOTICE = "notice"
    SNOOZE = "draft.snooze"
    ESCALATE = "draft.escalate"
    ASK = "draft.ask"
    REPLY = "question.reply"
    HAND_OVER = "page.hand_over"
    ONCALL = "oncall.change"
    ROTATIONS = "rotations.list"
    ROTATION = "rotations.save"
    SEND_BACK = "draft.send_back"
    ALONE = "draft.alone"
    PAUSE = "publishing.pause"
    QUEUE = "queue.next"
    PEOPLE = "people.give"
    POLICY = "policy.save"
    FACTS = "facts.list"
    ACTIONS = "actions.list"
    ACTION = "actions.save"
    ROUTES = "routes.list"
    ROUTE = "routes.save"
    ALIKE = "queue.alike"
    TEMPLATE = "templates.edit"
    CORRECT = "draft.correct"
    INCIDENT_RENAME = "incident.rename"
    INCIDENT_MERGE = "incident.merge"
    INCIDENT_SPLIT = "incident.split"
    INCIDENT_MOVE = "incident.move"
    STANCE = "stance.write"
    GROUPED = "grouped.answer"


_LISTS = {Callback.FACTS, Callback.ACTIONS, Callback.ROUTES, Callback.ROTATIONS}
READ_ONLY = frozenset({Callback.NOTICE, *_LISTS})
"""Forms without a button to send them by."""


class Field(StrEnum):
    """Block ids of inputs; the action id inside is always `ANSWER`."""

    REPLY = "reply"
    THEN = "then"
    REASON = "reason"
    WORDS = "words"
    LINK = "link"
    WISH = "wish"
    BECAUSE = "because"
    WHEN = "when"
    WHOM = "whom"
    TICK = "tick"
    CHECKED = "checked"
    KEEP = "keep"
    SENTENCES = "sentences"
    NOTE = "note"
    PART = "part"
    ABOUT = "about"
    LEVEL = "level"
    CAREFUL = "careful"
    TITLE = "title"
    INCIDENT = "incident"
    POSTS = "posts"
    HAPPENED = "happened"
    DOING = "doing"
    STEPS = "steps"
    OWNER = "owner"
    DEED = "deed"
    DUE = "due"
    CHANNEL = "channel"


ANSWER = "answer"
"""Action id of the element in every input block."""

ALL = "all:1"
"""Value of buttons that are about no single draft."""

METADATA_EVENT = "amends_message"
"""Event type of the metadata that names a message's row."""

MAX_REVISION_DIGITS = 6
_VALUE = re.compile(
    rf"(?P<draft>[A-Za-z0-9_-]{{1,64}}):(?P<revision>[0-9]{{1,{MAX_REVISION_DIGITS}}})(?::(?P<choice>[a-z]{{1,16}}))?"
)


@dataclass(frozen=True)
class Target:
    """What a button stands for: one revision of one draft, and the choice if it is a menu's."""

    draft_id: str
    revision: int
    choice: str | None = None


def button_value(draft_id: str, revision: int, choice: str | None = None) -> str:
    """`<draft id>:<revision>`, and `:<choice>` for menus. Never holds text."""
    value = f"{draft_id}:{revision}"
    return value if choice is None else f"{value}:{choice}"


def parse_value(value: object) -> Target | None:
    """What a button's value stands for; `None` if it is not one of ours."""
    hit = _VALUE.fullmatch(value) if isinstance(value, str) else None
    return Target(hit["draft"], int(hit["revision"]), hit["choice"]) if hit else None
