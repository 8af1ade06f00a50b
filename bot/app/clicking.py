"""What a click can reach."""

from datetime import timedelta

from bot import followup
from bot.advocates import Advocates
from bot.app.clock import new_id
from bot.app.crisis_room import crisis_room
from bot.app.glue import checker, initials, model_state, signer
from bot.app.parts import Parts
from bot.approval import Approvals
from bot.drafting.grouped_replies import GroupedReplies
from bot.drafting.stances import Stances
from bot.drafting.template_desk import TemplateDesk
from bot.drafting.tuning import Tuning
from bot.granting import Granting
from bot.incidents import IncidentActs
from bot.intake.journal import Journal
from bot.intake.pasted import Pastes
from bot.oncall import Duty, Opening
from bot.pausing import Pausing
from bot.slack.deps import SlackDeps


def clicking(
    parts: Parts, journal: Journal, brake: Pausing, people: Granting, advocates: Advocates
) -> SlackDeps:
    """Everything behind the handlers."""
    database, directory, drafting = parts.database, parts.directory, parts.drafting
    channel, undo = parts.settings.slack_channel, timedelta(seconds=parts.settings.undo_seconds)
    templates = TemplateDesk(database, directory, parts.shelf, channel, parts.settings.brand)
    return SlackDeps(
        approvals=_approvals(parts),
        desk=parts.desk,
        directory=directory,
        flow=parts.flow,
        database=database,
        now=parts.now,
        followup=followup.Followup(database, directory),
        facts=parts.facts,
        brake=brake,
        templates=templates,
        people=people,
        tuning=Tuning(database, parts.shelf, templates),
        incidents=IncidentActs(database, directory, new_id),
        stances=Stances(drafting, directory, new_id),
        replies=GroupedReplies(drafting),
        pastes=Pastes(journal, database),
        advocates=advocates,
        crisis=crisis_room(drafting, directory, undo, new_id, parts.writer),
        duty=_duty(parts),
        translator=parts.writer,
        model=model_state(drafting.writer),
    )


def _approvals(parts: Parts) -> Approvals:
    drafting = parts.drafting
    return Approvals(
        database=parts.database,
        directory=parts.directory,
        check=checker(drafting),
        channel=parts.settings.slack_channel,
        undo_window=timedelta(seconds=parts.settings.undo_seconds),
        new_id=new_id,
        initials=initials(parts.directory),
        sign=signer(drafting),
        commit=followup.commit,
        four_eyes=lambda: drafting.library.policy.four_eyes,
        open_clocks=Opening(lambda: drafting.library.policy.oncall),
        lease=lambda: drafting.library.policy.oncall.lease,
        due_at=lambda came, severity, on: drafting.library.policy.due_at(came, severity, on),
    )


def _duty(parts: Parts) -> Duty:
    shelf, directory, channel = parts.shelf, parts.directory, parts.settings.slack_channel
    return Duty(
        parts.database, directory, channel, new_id, lambda: shelf.library.policy.oncall, directory.zone
    )
