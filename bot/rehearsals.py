"""Mentions of our own making, sent through a source to try it. They are never published and call nobody."""

PREFIX = "amends-test-"
LINKS = "https://amends.invalid/"
"""Where their posts stand; the name can belong to nobody (RFC 6761)."""
TEXT = "This is a test of this source by Amends. Nobody complained, and nothing will be published."


def is_rehearsal(external_id: str) -> bool:
    """Whether a post is one of ours. Sources without ids are told posts apart by their address."""
    return PREFIX in external_id and external_id.removeprefix(LINKS).startswith(PREFIX)
