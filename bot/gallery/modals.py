"""Every form and every window, filled with the same believable day."""

from collections.abc import Mapping

from bot.gallery.crises import FORMS as CRISIS_FORMS
from bot.gallery.incidents import FORMS as INCIDENT_FORMS
from bot.gallery.messages import MENTIONS as SET_ASIDE
from bot.gallery.oncall import FORMS as ONCALL_FORMS
from bot.gallery.rows import ANN, COLE, MAYA, NOON, REPLY, SAM, written
from bot.gallery.tuning import TUNING
from bot.gallery.views import HARD, a_view, by_hand
from bot.models import DraftState, FactCard, Grant, Reach, SavedReason, Severity
from bot.ports import Finding, People
from bot.slack import declining, edit_form, modals, together_forms
from bot.slack.alike_choice import Choice, Kind
from bot.slack.alike_form import Report, Way, alike_modal, over_modal, working_modal
from bot.slack.aside_modal import AsidePage, aside_modal
from bot.slack.blocks import Block
from bot.slack.brake import pause_modal
from bot.slack.correcting import correct_modal
from bot.slack.details import details_modal
from bot.slack.fact_form import FactForm, fact_modal
from bot.slack.history import history_modal
from bot.slack.older_list import OlderPage, older_modal
from bot.slack.origin import Origin
from bot.slack.paste_form import Told, paste_modal
from bot.slack.people_form import PeopleView, people_modal
from bot.slack.queue_modal import Round, Said, Turn, empty_modal, turn_modal
from bot.slack.reading import Past
from bot.slack.removal_form import remove_modal
from bot.store import drafts
from bot.store.examples import Earlier
from bot.store.older import Older

VIEW = a_view()
SECOND = a_view(DraftState.SECOND, draft_first_approver=SAM, draft_first_approved_at=NOON)
ORIGIN = Origin(VIEW.draft.id, 1)
TYPED = "Jo, that should not have happened. We look for your bag today. – Harbourline"
UNSURE = "Jo, your bag is on the 18:40 to Ryde. – Harbourline"
UNVERIFIED = Finding("R8", "soft", "18:40", "Nobody but you can know this", "Check it")
PEOPLE = People(frozenset({ANN, SAM, COLE}), frozenset({MAYA}), frozenset({COLE}), frozenset())
FACTS = [
    FactCard(
        id="lift", brand="harbourline", statement="The lift at Lymington runs.", added_by=MAYA, added_at=NOON
    ),
    FactCard(id="desk", brand="harbourline", statement="The desk opens at 6.", added_by=MAYA, added_at=NOON),
]
REASONS = [SavedReason(id="r1", text="The council runs this pier", saved_by=MAYA, saved_at=NOON)]
GRANTS = [Grant(id="g1", user=COLE, role="approver", until=NOON, given_by=MAYA, given_at=NOON)]
PAST = Past(
    [
        drafts.as_revision(VIEW.draft.id, 2, written(TYPED, ANN), NOON),
        drafts.as_revision(VIEW.draft.id, 1, written(REPLY), NOON),
    ]
)
KIND = Kind("lost", Reach.API)
WAY = Way(KIND, done=10)
REPORT = Report(9, [("Jo Park", "The author has just edited the post.")], ["d1"])
ALIKE = [
    a_view(
        mention_id=f"alike-{name}",
        mention_author_name=name,
        text=f"{name}, I'm sorry about {what}. I've asked the depot to look for it today. – Harbourline",
    )
    for name, what in (("Jo", "your bag"), ("Abe", "the pushchair"), ("Dot", "that wet suitcase"))
]
OLDER = [Older(one, level) for one, level in zip(SET_ASIDE, (Severity.HIGH, Severity.LOW), strict=False)]
BY_HAND = by_hand(DraftState.HANDED_OFF, mention_platform="reddit")
ROUND = Round(VIEW.draft.id, 1, done=3)
QUEUE = Turn(VIEW, ROUND, 7, may_approve=True, alike=4)

FORMS: Mapping[str, Block] = {
    "edit": edit_form.edit_modal(VIEW, ORIGIN, may_approve=True),
    "edit, by hand": edit_form.edit_modal(by_hand(), ORIGIN, may_approve=True),
    "edit, may not approve": edit_form.edit_modal(VIEW, ORIGIN, may_approve=False),
    "edit, given back": edit_form.edit_modal(
        a_view(findings=(HARD,)),
        ORIGIN,
        may_approve=True,
        may_override=True,
        typed=TYPED,
        notice="This text cannot go out yet: it promises too much.",
    ),
    "another draft": modals.reword_modal(a_view(has_ai=True), ORIGIN),
    "no reply": declining.decline_modal(VIEW, ORIGIN),
    "no reply, by a manager": declining.decline_modal(VIEW, ORIGIN, REASONS, may_retire=True),
    "posted": modals.posted_modal(BY_HAND, ORIGIN),
    "it is there": modals.settle_modal(a_view(DraftState.UNKNOWN), ORIGIN),
    "notice": modals.notice_modal(f"<@{ANN}> already approved it and it is public.", TYPED),
    "snooze": together_forms.snooze_modal(VIEW, ORIGIN),
    "escalate": together_forms.escalate_modal(VIEW, ORIGIN),
    "ask": together_forms.ask_modal(VIEW, ORIGIN),
    "answer": together_forms.reply_modal("q1"),
    "send back": together_forms.send_back_modal(SECOND, ORIGIN),
    "publish alone": together_forms.alone_modal(SECOND, ORIGIN),
    "pause": pause_modal(),
    "correct": correct_modal(VIEW, ORIGIN),
    "take it down": remove_modal(a_view(DraftState.SENT), ORIGIN),
    "edit, a tick is missing": edit_form.edit_modal(
        VIEW,
        ORIGIN,
        may_approve=True,
        typed=UNSURE,
        seen=a_view(text=UNSURE, findings=(UNVERIFIED,)),
        notice="Please tick what you have checked.",
        editor=f"<@{SAM}> is editing since 12:00",
    ),
    "more": details_modal(a_view(has_ai=True), PAST, ORIGIN, NOON),
    "history": history_modal(a_view(draft_revision=2), PAST.wordings, ORIGIN),
    "queue": turn_modal(QUEUE, NOON),
    "queue, may not approve": turn_modal(Turn(VIEW, ROUND, 7, may_approve=False), NOON),
    "queue, second person": turn_modal(Turn(SECOND, ROUND, 1, may_approve=True), NOON),
    "queue, refused": turn_modal(
        Turn(
            VIEW,
            ROUND,
            7,
            may_approve=True,
            said=Said("The draft has changed since you saw it.", typed=TYPED),
            earlier=[Earlier("Jo, your bag is on its way to Ryde.", NOON, same_author=True)],
        ),
        NOON,
    ),
    "queue, empty": empty_modal(10),
    "alike": alike_modal(Choice(KIND, (), 13, 2), ALIKE, WAY, REPORT),
    "alike, working": working_modal(10),
    "alike, over": over_modal(WAY, REPORT, copies=2),
    "people": people_modal(PeopleView(PEOPLE, GRANTS, "1", "Cole Adeyemi is an approver until tomorrow.")),
    "older": older_modal(OlderPage("mastodon", OLDER, 0, 120)),
    "set aside": aside_modal(AsidePage(SET_ASIDE, 1, 37, note="A card is on its way.")),
    "paste": paste_modal(
        Told("Third time this week. The boat left without us.", "x", "https://x.com/jo/status/12")
    ),
    "fact": fact_modal(FactForm(FACTS, {"harbourline": "Harbourline", "acme": "Acme Air"}, "acme"), ""),
}
MODALS: Mapping[str, Block] = {**FORMS, **ONCALL_FORMS, **INCIDENT_FORMS, **CRISIS_FORMS, **TUNING}
"""Every form by its name."""
