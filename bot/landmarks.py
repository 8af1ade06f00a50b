"""Named points that work passes. In production they do nothing; crash tests end the process there."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

LANDMARKS = (
    "intake.before_commit",
    "intake.after_commit",
    "triage.before_commit",
    "triage.after_commit",
    "draft.before_commit",
    "draft.after_commit",
    "desk.before_post",
    "desk.after_post",
    "publish.before_intent",
    "publish.after_intent",
    "publish.after_call",
    "publish.after_record",
)
LOOKED = ("publish.before_look", "publish.after_look", "publish.after_look_record")
"""Passed only where an answer was lost, or a reply that is out is looked at."""
TAKEN_DOWN = ("remove.before_call", "remove.after_call", "remove.after_record")
"""Passed only where a reply is taken down."""
POLLED = ("poll.before_cursor", "poll.after_cursor")
"""Passed only where a network is polled: between what it brought and the note of how far it was read."""

_watchers: list[Callable[[str], None]] = []


def watch(watcher: Callable[[str], None]) -> None:
    """Be told of every landmark from now on."""
    _watchers.append(watcher)


@contextmanager
def watched_by(watcher: Callable[[str], None]) -> Iterator[None]:
    """Tell somebody of every landmark for a while."""
    _watchers.append(watcher)
    try:
        yield
    finally:
        _watchers.remove(watcher)


def passed(name: str) -> None:
    """Work has come to this point."""
    for watcher in _watchers:
        watcher(name)
