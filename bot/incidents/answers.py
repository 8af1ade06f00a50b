"""Which mentions of an incident are answered by themselves, whatever many others say."""

from collections.abc import Collection

from bot.incidents.groups import Group, Post
from bot.models import IncidentLevel, JoinedBy, Mention, Severity
from bot.ports import Judgement

WIDE_REACH = 50_000
"""Followers from which on an answer is seen by itself."""
UNSURE = {JoinedBy.CENTROID, JoinedBy.VOLUME}
"""Reasons that say too little to take anybody's own answer away."""


def needs_own_answer(
    mention: Mention, judgement: Judgement, post: Post, group: Group, our_replies: Collection[str]
) -> bool:
    """The grave, the risky, the widely seen, who answers us, and who may not belong there after all.

    A severity that most of an incident have is the incident's: an outage strands everybody. That somebody
    addresses us decides nothing: in a flood everybody does.
    """
    is_worse = judgement.severity >= Severity.HIGH and judgement.severity > group.usual_severity
    is_grave = is_worse or judgement.severity >= Severity.CRITICAL or bool(judgement.flags)
    is_seen = (mention.author_followers or 0) >= WIDE_REACH
    answers_us = mention.in_reply_to in our_replies
    is_vague = group.is_volume or (group.is_broad and group.level < IncidentLevel.SPIKE)
    return is_grave or is_seen or answers_us or is_vague or post.joined_by in UNSURE
