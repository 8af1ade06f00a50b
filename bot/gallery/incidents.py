"""An incident: its card in its states, and the forms around it."""

from collections.abc import Mapping
from typing import Any

from bot.advocates import Shown
from bot.advocates.forbidding import Block as Forbidden
from bot.advocates.ranking import Suggestion
from bot.drafting.grouped_replies import Batch
from bot.drafting.stance_check import StanceSaid
from bot.gallery.asking import a_letter, an_advocate
from bot.gallery.rows import ANN, MAYA, NOON, SAM
from bot.gallery.standing import a_member, a_stance, an_incident, incident_rows
from bot.gallery.views import a_view
from bot.models import IncidentLevel, IncidentState, MessageKind, OutreachState
from bot.rules.outreach import check_outreach
from bot.slack.advocate_form import advocate_modal
from bot.slack.advocate_list import RosterPage, advocates_modal
from bot.slack.alike_form import Report
from bot.slack.blocks import Block
from bot.slack.grouped_form import GroupTurn, GroupWay, grouped_modal, writing_modal
from bot.slack.incident_forms import merge_modal, move_modal, rename_modal, split_modal
from bot.slack.incident_list import MentionsPage, Place, mentions_modal
from bot.slack.messages import Subject
from bot.slack.outreach_form import Asking, asking_modal, letter_modal, reword_form
from bot.slack.stance_form import stance_form, stance_modal
from bot.store.incident_cards import IncidentRows
from bot.store.outreach import Asked, Letter

SAID_SO = (
    ("Priya N.", "Three tries, three times “error 503” at the checkout. Is anybody looking at this?"),
    ("Abe Lund", "The checkout took my seat, then said error 503. Did I pay or not?"),
    ("Dot Ferris", "@Harbourline your checkout is down again and the phone line only sends me back to it."),
)
GROWN = {"mentions": 43, "authors": 38, "complaints": 40}
CHECKOUT = {
    "title": "The checkout",
    "happened": ["The checkout has failed since 9:10."],
    "doing": ["Every seat that was paid for is kept."],
    "owner": "the Booking Desk",
}
STANCE = a_stance(**CHECKOUT)
AGREED = a_stance(**CHECKOUT, first_approver=ANN, first_approved_at=NOON, approved_by=SAM, approved_at=NOON)
OTHER = an_incident("i2", title="refund letters")
MEMBERS = [a_member(number) for number in range(4)]
PLACE = Place("i1")
SAID = StanceSaid(
    title=STANCE.title,
    happened=tuple(STANCE.happened),
    doing=tuple(STANCE.doing),
    steps=tuple(STANCE.steps),
    owner=STANCE.owner,
    what="answer",
    due="today",
    channel="",
)
TEN = [a_view(mention_id=f"m{number}", draft_id=f"m{number}") for number in range(3)]


def rows(**changes: Any) -> IncidentRows:
    """Its card's rows: many people, one trouble."""
    quotes = [a_member(at, author_name=name, text=text) for at, (name, text) in enumerate(SAID_SO)]
    worst = [a_member(9, draft=True, author_name="Dot Ferris", text=SAID_SO[2][1])]
    return incident_rows(**{"quotes": quotes, "worst": worst} | changes)


CARDS: Mapping[str, tuple[MessageKind, Subject]] = {
    f"incident: {name}": (MessageKind.INCIDENT, Subject(incident=one))
    for name, one in (
        ("watched", rows(incident=GROWN | {"level": IncidentLevel.WATCH})),
        ("a spike", rows(incident=GROWN | {"level": IncidentLevel.SPIKE}, stance=STANCE)),
        ("a crisis", rows(incident=GROWN | {"level": IncidentLevel.CRISIS}, stance=AGREED)),
        ("letters", rows(asked=Asked(True, waiting=1, sent=2, posts=2, undisclosed=1))),
        (
            "cause",
            rows(incident=GROWN | {"cause": "People say that the checkout fails."}),
        ),
        ("closed", rows(incident={"state": IncidentState.CLOSED, "closed_by": MAYA})),
        ("gone", None),
    )
}

KIM = an_advocate()
LETTER, AGREED_LETTER = a_letter(), a_letter(state=OutreachState.APPROVED, approved_by=ANN, approved_at=NOON)
FOUND = [
    Suggestion(an_advocate("ada"), 5.0, ("knows about checkout", "1,200 followers")),
    Suggestion(an_advocate("bo"), 1.0, (), (Forbidden.NO_CONSENT, Forbidden.RESTS)),
]
FORMS: Mapping[str, Block] = {
    "advocates, empty": advocates_modal(RosterPage([])),
    "advocates": advocates_modal(RosterPage([KIM, an_advocate("bo", do_not_contact=True)])),
    "advocate": advocate_modal(KIM),
    "advocates, whom to ask": asking_modal(Asking(an_incident(), FOUND, [Letter(AGREED_LETTER, KIM, 0, 0)])),
    "letter": letter_modal(Shown(LETTER, KIM, an_incident(), (), ())),
    "letter, forbidden": letter_modal(
        Shown(LETTER, KIM, an_incident(), check_outreach("Please leave a review.", KIM.relation), ())
    ),
    "letter, agreed": letter_modal(Shown(AGREED_LETTER, KIM, an_incident(), (), ())),
    "letter, words": reword_form(Shown(LETTER, KIM, an_incident(), (), ())),
    "incident, mentions": mentions_modal(MentionsPage(an_incident(mentions=43, authors=38), MEMBERS, 0, 43)),
    "incident, rename": rename_modal(an_incident(), PLACE),
    "incident, merge": merge_modal(an_incident(), [OTHER], PLACE),
    "incident, split": split_modal(an_incident(), MEMBERS, PLACE),
    "incident, move": move_modal(MEMBERS[0], [OTHER], PLACE),
    "stance": stance_form(SAID, PLACE, None, is_standing=False),
    "stance, waits": stance_modal(STANCE, PLACE, ANN, may_approve=True),
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
