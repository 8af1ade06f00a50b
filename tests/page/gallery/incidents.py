"""An incident: its card in its states, and the forms around it."""

from collections.abc import Mapping

from bot.drafting.grouped_replies import Batch
from bot.drafting.stance_check import StanceSaid
from bot.models import IncidentLevel, IncidentState, MessageKind
from bot.slack.alike_form import Report
from bot.slack.blocks import Block
from bot.slack.grouped_form import GroupTurn, GroupWay, grouped_modal, writing_modal
from bot.slack.incident_forms import merge_modal, move_modal, rename_modal, split_modal
from bot.slack.incident_list import MentionsPage, Place, mentions_modal
from bot.slack.messages import Subject
from bot.slack.stance_form import stance_form, stance_modal
from tests.builders import ANN, MAYA, NOON, SAM
from tests.incidents.standing import a_member, a_stance, an_incident, incident_rows
from tests.slack.views import a_view

GROWN = {"mentions": 43, "authors": 38, "complaints": 40}
AGREED = a_stance(first_approver=ANN, first_approved_at=NOON, approved_by=SAM, approved_at=NOON)
OTHER = an_incident("i2", title="refund letters")
MEMBERS = [a_member(number) for number in range(4)]
PLACE = Place("i1")
SAID = StanceSaid(
    title="The 7:40 boat",
    happened=("The 7:40 boat broke down.",),
    doing=("Two extra boats sail today.",),
    steps=("I'll answer you {{ due }}.",),
    owner="the Delay Desk",
    what="answer",
    due="today",
    channel="",
)
TEN = [a_view(mention_id=f"m{number}", draft_id=f"m{number}") for number in range(3)]

CARDS: Mapping[str, tuple[MessageKind, Subject]] = {
    f"incident: {name}": (MessageKind.INCIDENT, Subject(incident=rows))
    for name, rows in (
        ("watched", incident_rows(incident=GROWN | {"level": IncidentLevel.WATCH})),
        ("a spike", incident_rows(incident=GROWN | {"level": IncidentLevel.SPIKE}, stance=a_stance())),
        ("a crisis", incident_rows(incident=GROWN | {"level": IncidentLevel.CRISIS}, stance=AGREED)),
        ("closed", incident_rows(incident={"state": IncidentState.CLOSED, "closed_by": MAYA})),
        ("gone", None),
    )
}

FORMS: Mapping[str, Block] = {
    "incident, mentions": mentions_modal(MentionsPage(an_incident(mentions=43, authors=38), MEMBERS, 0, 43)),
    "incident, rename": rename_modal(an_incident(), PLACE),
    "incident, merge": merge_modal(an_incident(), [OTHER], PLACE),
    "incident, split": split_modal(an_incident(), MEMBERS, PLACE),
    "incident, move": move_modal(MEMBERS[0], [OTHER], PLACE),
    "stance": stance_form(SAID, PLACE, None, is_standing=False),
    "stance, waits": stance_modal(a_stance(), PLACE, ANN, may_approve=True),
    "stance, agreed": stance_modal(AGREED, PLACE, SAM, may_approve=True),
    "grouped, working": writing_modal(PLACE),
    "grouped": grouped_modal(
        GroupTurn(
            an_incident(mentions=43, authors=38),
            Batch([one.draft.id for one in TEN], waiting=31, apart=2),
            TEN,
            GroupWay("i1", 10),
            Report(10),
            stoppable=4,
        )
    ),
}
