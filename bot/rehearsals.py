"""Mentions of our own making, to try a source or the desk: never published, nowhere counted, and silent."""

PREFIX = "amends-test-"
TRIAL = f"{PREFIX}trial-"
"""Ids of those that somebody asked for in Slack, to see what a card is like."""
PUBLISHER = "rehearsal"
"""Stored with their drafts as what publishes them, which is nothing."""
LINKS = "https://amends.invalid/"
"""Where their posts stand; the name can belong to nobody (RFC 6761)."""
TEXT = "This is a test of this source by Amends. Nobody complained, and nothing will be published."
TRIAL_TEXT = (
    "I have waited two weeks for my order, and nobody answers my e-mails. "
    "(This is a test by Amends: nobody complained.)"
)


def is_rehearsal(external_id: str) -> bool:
    """Whether a post is one of ours. Sources without ids are told posts apart by their address."""
    return PREFIX in external_id and external_id.removeprefix(LINKS).startswith(PREFIX)


def is_trial(external_id: str) -> bool:
    """Whether it is to have a card; the others only show that they arrived."""
    return external_id.startswith(TRIAL)
