"""The ways from Home to what managers tune: one line for each screen, in the order in which they stand."""

from bot.slack.action_forms import actions_button
from bot.slack.advocate_list import advocates_button
from bot.slack.blocks import Block
from bot.slack.fact_list import facts_button
from bot.slack.oncall_form import rotations_button
from bot.slack.people_form import people_button
from bot.slack.policy_form import policy_button
from bot.slack.route_list import routes_button
from bot.slack.template_list import open_button


def screens() -> list[Block]:
    """Their buttons; each belongs to the screen that it opens."""
    tuned = [policy_button(), routes_button(), rotations_button(), facts_button(), actions_button()]
    tuned.append(advocates_button())
    return [open_button(), people_button(), *tuned]
