"""What managers tune: tone templates, policy, facts and promises, each form with believable rows."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from bot.drafting.brands import Action
from bot.drafting.composing import seeds
from bot.drafting.library import Library
from bot.drafting.linting import Fault
from bot.drafting.template_desk import TemplateFile
from bot.drafting.template_trial import Tried
from bot.drafting.tuning import PolicyNow, Step, Tuned
from bot.drafting.versions import shipped_set
from bot.gallery.rows import MAYA, NOON, REPLY, SAM
from bot.models import FactCard, SentenceReview, Severity, TemplateVersion
from bot.ports import Written
from bot.routing import Route
from bot.slack.action_forms import StepForm, actions_modal, step_modal
from bot.slack.blocks import Block
from bot.slack.fact_list import FactList, facts_modal
from bot.slack.policy_form import policy_modal
from bot.slack.route_form import RouteForm, route_modal
from bot.slack.route_list import routes_modal
from bot.slack.template_editor import Editing, Outcome, checking_modal, editor_modal, said_modal
from bot.slack.template_history import history_modal, newer_modal, waiting_modal
from bot.slack.template_list import all_parts, file_modal, list_modal
from bot.slack.template_review import review_modal
from bot.text import sha256

CALM = "tones/calm.toml"
LIBRARY = Library.load(seeds())
SHIPPED = shipped_set()
SAVED = TemplateVersion(
    id=7,
    path=CALM,
    body=SHIPPED[CALM].replace("sorry", "truly sorry", 1),
    saved_by=MAYA,
    saved_at=NOON - timedelta(hours=2),
    note="warmer at the start",
    shipped_sha256=sha256("what came before"),
)
AS_SHIPPED = TemplateFile(CALM, SHIPPED[CALM], None, None, 0, frozenset(), SHIPPED[CALM])
OURS = replace(AS_SHIPPED, body=SAVED.body, version=SAVED, waiting=SAVED, head=7)
OTHERS = [
    TemplateFile(path, SHIPPED[path], None, None, 0, frozenset(), SHIPPED[path])
    for path in sorted(SHIPPED)
    if path.startswith(("playbooks/", "tones/")) and path != CALM
]
READ = {
    sha256(one): SentenceReview(path=CALM, sha256=sha256(one), reviewed_by=MAYA, reviewed_at=NOON)
    for one in OURS.sentences[:2]
}
PART = next(part for part in all_parts(OURS) if part.group.is_list)
EDITING = Editing(CALM, 7, PART)
TRIED = [
    Tried("My bag missed the 7:40.", "past", Written(REPLY, "template", "calm", "lost/1", (), ())),
    Tried("You clowns, I hope it sinks.", "hostile", Written(REPLY, "template", "calm", "general/1", (), ())),
]
MINUTES = {severity: 15 * 4 ** (4 - severity) // 4 * 4 for severity in Severity}
ROUTE = Route(brand=frozenset({"harbourline"}), channel="C0CARE", approvers=(SAM,))
GRAVE = Route(category=frozenset({"safety"}), severity=Severity.HIGH, approvers=("S0CALL",))
POLICY = PolicyNow(
    Tuned("calm", "public", "auto", False, MINUTES),
    replace(LIBRARY.policy, routes=(ROUTE,)),
    ["calm", "warm"],
    3,
)
CALL = Action(
    "call", (), ("I've asked {{ owner }} to call you {{ due }}.",), "the depot", "call back", "today"
)
STEP = Step("harbourline", "brands/harbourline.toml", 0, CALL, 0)
FACTS = [
    FactCard(id=name, brand="harbourline", statement=said, added_by=MAYA, added_at=NOON)
    for name, said in (("lift", "The lift at Lymington runs."), ("desk", "The desk at Ryde opens at 6."))
]

TUNING: Mapping[str, Block] = {
    "templates": list_modal([OURS, *OTHERS]),
    "template file": file_modal(OURS),
    "template, as shipped": file_modal(AS_SHIPPED),
    "template editor": editor_modal(EDITING),
    "template editor, tried": editor_modal(
        replace(EDITING, typed="Sorry, we guarantee it.", note="shorter"),
        Outcome(drafts=TRIED, body=OURS.body, looked=True),
    ),
    "template editor, with a fault": editor_modal(
        replace(EDITING, typed="Sorry if you felt that way."),
        Outcome(faults=(Fault(CALM, 3, "It sounds half-hearted", "fault"),), looked=True),
    ),
    "template, checking": checking_modal(EDITING),
    "template, said": said_modal("Tone templates", "Saved. New drafts speak it within seconds.", REPLY),
    "template reviews": review_modal(OURS, READ),
    "template history": history_modal(OURS, [SAVED]),
    "template, newer shipped": newer_modal(OURS),
    "template waits": waiting_modal(OURS, SAVED, SAM),
    "policy": policy_modal(POLICY),
    "routes": routes_modal([ROUTE, GRAVE], "Saved as version 4."),
    "routes, none": routes_modal([]),
    "route": route_modal(RouteForm(ROUTE, 0, "m", 3, ["harbourline", "acme"], {"S0CALL": "On call"})),
    "facts": facts_modal(FactList(FACTS, {"lift": 2}, {"harbourline": "Harbourline"})),
    "actions": actions_modal([STEP]),
    "action": step_modal(StepForm(STEP, "{}")),
}
