"""What `amends serve` says of Slack once it runs: each fault in plain words, and what to do about it.

It goes on serving all the same: what comes in by webhook is taken in and kept until Slack can be used.
"""

import logging
from datetime import UTC, datetime

from bot.cli.ask_slack import slack_facts
from bot.cli.check_slack import slack_faults
from bot.settings import Settings

log = logging.getLogger("amends")


async def say_what_is_wrong(settings: Settings) -> None:
    """Ask Slack once, and log what is wrong with tokens, rights, channel and clock."""
    for line in slack_faults(await slack_facts(settings, datetime.now(UTC))):
        log.error("%s %s", line.what, line.advice)
