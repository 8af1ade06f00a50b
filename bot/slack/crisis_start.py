"""The form that starts a crisis: opened from a proposal, from an incident's menu, and from the list."""

from bot.crisis.acts import GONE, NOT_YOURS, may_lead, offered
from bot.models import CrisisState
from bot.slack import crisis_forms
from bot.slack.blocks import Block
from bot.slack.deps import SlackDeps
from bot.slack.modals import notice_modal
from bot.store import crises, incidents


async def start_view(deps: SlackDeps, user: str, incident_id: str) -> Block:
    """The form that starts one; for those who may."""
    people = await deps.directory.people()
    if user not in may_lead(people) or not await deps.directory.is_staff(user):
        return notice_modal(NOT_YOURS)
    async with deps.database.reading() as session:
        incident = await incidents.get(session, incident_id)
        crisis = await crises.of_incident(session, incident_id)
    if incident is None:
        return notice_modal(GONE)
    if crisis is not None and crisis.state == CrisisState.RUNNING:
        return notice_modal(f"<@{crisis.started_by}> has started it already.")
    proposal = crisis if crisis is not None and crisis.state == CrisisState.PROPOSED else None
    return crisis_forms.start_modal(incident, proposal, offered(people))
