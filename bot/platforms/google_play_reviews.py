"""Google Play's reviews -> posts. Pure.

Shape: developers.google.com/android-publisher/api-ref/rest/v3/reviews.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from bot.platforms.odd_json import NO_WORDS, items, obj, words
from bot.ports import Post

PLATFORM = "google_play"
_NANO = 1_000_000_000


def changed_at(review: Mapping[str, Any]) -> int:
    """When its author last wrote it, in nanoseconds since 1970; 0 if it does not say."""
    return _nanoseconds(_users(review).get("lastModified"))


def post_of(review: Mapping[str, Any], package: str) -> Post:
    """One review. What cannot be used is found out, and shown, by intake."""
    user, id, at = _users(review), words(review.get("reviewId")), changed_at(review)
    written_at = _time(at)
    fields = {
        "id": id,
        "platform": PLATFORM,
        "text": _text(user),
        "url": f"https://play.google.com/store/apps/details?id={quote(package)}&reviewId={quote(id or '')}",
        "posted_at": written_at.isoformat() if written_at else None,
        "language": user.get("reviewerLanguage"),
        "author": {"name": words(review.get("authorName"))},
        "target": {"package": package, "review_id": id} | _answer(review),
        "summoned": True,
        "stars": user.get("starRating"),
    }
    return Post(fields, dict(review), written_at)


def answer_of(review: Mapping[str, Any]) -> str | None:
    """What our side has answered; `None` if nothing."""
    said = _developers(review)
    return None if said is None else words(said.get("text")) or ""


def _answer(review: Mapping[str, Any]) -> dict[str, Any]:
    """Whether our side has answered it already: Google keeps one answer, and a new one replaces it."""
    theirs = _developers(review)
    if theirs is None:
        return {"answered": False}
    at = _time(_nanoseconds(theirs.get("lastModified")))
    return {"answered": True, "answered_at": at.isoformat() if at else None}


def _developers(review: Mapping[str, Any]) -> Mapping[str, Any] | None:
    said = [obj(one).get("developerComment") for one in items(review.get("comments"))]
    return next((one for one in said if isinstance(one, dict)), None)


def _users(review: Mapping[str, Any]) -> Mapping[str, Any]:
    said = [obj(one).get("userComment") for one in items(review.get("comments"))]
    return next((one for one in said if isinstance(one, dict)), {})


def _text(user: Mapping[str, Any]) -> str:
    """Title and body; Google joins them with a tab."""
    said = (words(user.get("text")) or "").strip().replace("\t", "\n")
    return said or NO_WORDS


def _nanoseconds(stamp: Any) -> int:
    """A timestamp; Google writes its 64-bit seconds as text."""
    try:
        return int(obj(stamp).get("seconds", 0)) * _NANO + int(obj(stamp).get("nanos", 0))
    except (TypeError, ValueError):
        return 0


def _time(nanoseconds: int) -> datetime | None:
    try:
        return datetime.fromtimestamp(nanoseconds / _NANO, UTC) if nanoseconds > 0 else None
    except (ValueError, OverflowError, OSError):
        return None
