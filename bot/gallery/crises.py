"""A crisis: its board in its states, the statement that waits, and its forms."""

from collections.abc import Mapping
from datetime import timedelta

from bot.crisis.conditions import quiet
from bot.crisis.speaking import BY_AI
from bot.crisis.statement_words import suggested, text_of
from bot.gallery.rows import ANN, COLE, MAYA, NOON, SAM
from bot.gallery.standing import a_stance, an_incident
from bot.gallery.views import a_view
from bot.models import (
    Crisis,
    CrisisAction,
    CrisisEffect,
    CrisisState,
    CrisisStatement,
    DraftState,
    MessageKind,
    Severity,
)
from bot.slack import crisis_forms
from bot.slack.ai_form import Asked
from bot.slack.blocks import Block
from bot.slack.crisis_statement_form import statement_form
from bot.slack.crisis_updates import UpdateWay, updates_modal, working_modal
from bot.slack.messages import Subject
from bot.store.crisis_board import BoardRows, Carried
from bot.store.incident_cards import Progress

LATER = NOON + timedelta(minutes=50)
SAID = suggested("outage", ["x", "bluesky"])
TEXT = text_of(SAID, LATER, NOON.tzinfo)  # type: ignore[arg-type]
GROWN = an_incident(mentions=43, authors=38, complaints=40, reach=1_200_000)
EFFECTS = [one.value for one in CrisisEffect]
CRISIS = Crisis(
    id="c1",
    incident_id="i1",
    brand="harbourline",
    state=CrisisState.RUNNING,
    because=["level", "safety"],
    effects=EFFECTS,
    started_by=ANN,
    started_at=NOON,
)
CALM = Crisis(**CRISIS.model_dump() | {"lead": COLE, "lead_at": NOON, "calm_since": LATER})
NUMBERS = {"posts": 43, "people": 38, "answered": 40, "unanswered": 3, "minutes": 182, "actions": 2}
OVER = Crisis(
    **CRISIS.model_dump()
    | {"state": CrisisState.OVER, "ended_by": MAYA, "ended_at": LATER, "numbers": NUMBERS}
)
UNDONE = Crisis(**CRISIS.model_dump() | {"state": CrisisState.UNDONE, "ended_by": MAYA})
WAITS = CrisisStatement(
    id="s1",
    crisis_id="c1",
    version=1,
    known=SAID.known,
    unknown=SAID.unknown,
    doing=SAID.doing,
    next_at=LATER,
    places=["x", "bluesky"],
    text=TEXT,
    sha256="0" * 64,
    written_by="template",
    written_at=NOON,
)
OUT = CrisisStatement(
    **WAITS.model_dump()
    | {"first_approver": ANN, "approved_by": SAM, "approved_at": NOON, "drafts": ["d1", "d2"]}
)
BY_MODEL = CrisisStatement(**WAITS.model_dump() | {"written_by": "llm", "note": BY_AI})
AWAY = "AI took longer than 8 s. These are our template's words."
BY_TEMPLATE = CrisisStatement(**WAITS.model_dump() | {"note": AWAY})
TO_DO = CrisisAction(
    id="a1", crisis_id="c1", what="restart the checkout", owner=COLE, due_at=LATER, made_by=ANN, made_at=NOON
)
DONE = CrisisAction(
    **TO_DO.model_dump()
    | {"id": "a2", "promise": "*", "done_by": COLE, "done_at": NOON, "told_at": NOON, "drafts": ["d3"]}
)


def rows(crisis: Crisis, *said: CrisisStatement) -> BoardRows:
    """Its board, half an hour on."""
    return BoardRows(
        crisis=crisis,
        incident=GROWN,
        times=[NOON + timedelta(minutes=minute) for minute in (0, 9, 10, 11, 12, 13)],
        progress=Progress(answered=12, on_the_way=1, grouped=27, carded=3),
        unanswered={Severity.CRITICAL: 1, Severity.HIGH: 4, Severity.NORMAL: 26},
        holders=[(SAM, 3), (ANN, 1)],
        statements=said,
        actions=[TO_DO, DONE],
        stance=a_stance(),
        carried={
            "d1": Carried("x", DraftState.SENT),
            "d2": Carried("bluesky", DraftState.HANDED_OFF),
            "d3": Carried("x", DraftState.WAITING),
        },
    )


CARDS: dict[str, tuple[MessageKind, Subject]] = {
    "crisis: begun": (MessageKind.CRISIS_BOARD, Subject(crisis=rows(CRISIS, WAITS), now=NOON)),
    "crisis: calm": (MessageKind.CRISIS_BOARD, Subject(crisis=rows(CALM, OUT), now=LATER)),
    "crisis: over": (MessageKind.CRISIS_BOARD, Subject(crisis=rows(OVER, OUT), now=LATER)),
    "crisis: undone": (MessageKind.CRISIS_BOARD, Subject(crisis=rows(UNDONE), now=LATER)),
    "statement: waits": (MessageKind.CRISIS_STATEMENT, Subject(crisis=rows(CRISIS, WAITS), now=NOON)),
    "statement: by AI": (MessageKind.CRISIS_STATEMENT, Subject(crisis=rows(CRISIS, BY_MODEL), now=NOON)),
    "statement: no AI": (MessageKind.CRISIS_STATEMENT, Subject(crisis=rows(CRISIS, BY_TEMPLATE), now=NOON)),
    "statement: out": (MessageKind.CRISIS_STATEMENT, Subject(crisis=rows(CRISIS, OUT), now=NOON)),
}
QUIET = quiet(CRISIS, [NOON], {Severity.HIGH: 3}, LATER)
FORMS: Mapping[str, Block] = {
    "crisis, start": crisis_forms.start_modal(GROWN, CRISIS, tuple(CrisisEffect)),
    "crisis, action": crisis_forms.action_modal(CRISIS, [("book it and answer by DM", 9)], 12, ANN),
    "crisis, tell": crisis_forms.tell_modal(DONE, 12),
    "crisis, end": crisis_forms.end_modal(CRISIS, GROWN, QUIET, may_undo=True),
    "crisis, statement": statement_form(SAID, ["x", "bluesky", "website"], "c1"),
    "crisis, statement by AI": statement_form(SAID, ["x"], "c1", BY_AI, Asked(1)),
    "crisis, AI writes": crisis_forms.tell_modal(DONE, 12, None, Asked(is_writing=True), "It works again."),
    "crisis, writing": working_modal(),
    "crisis, updates": updates_modal(DONE, [a_view(mention_id="m1", draft_id="m1")], UpdateWay("a2")),
}
