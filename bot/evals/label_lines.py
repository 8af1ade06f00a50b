"""What people corrected -> lines that `amends eval triage` reads. Pure."""

from collections.abc import Sequence
from typing import Any

from bot.models import Complaint, TriageLabel
from bot.store.labels import Labelled


def as_line(labelled: Labelled, *, with_text: bool) -> dict[str, Any]:
    """One mention. Who says what it is about, or how bad, takes it for a complaint unless somebody says no.

    Without `with_text` nothing in it was written by a person.
    """
    mention = labelled.mention
    said = {one.field: one.became for one in labelled.labels}
    line = {
        "id": mention.id,
        "complaint": said.get("complaint", Complaint.YES) == Complaint.YES,
        "reason": said.get("category"),
        "severity": int(said["severity"]) if "severity" in said else None,
        "flags": said["flags"].split(",") if said.get("flags") else None,
        "brand": mention.brand,
        "platform": mention.platform,
        "stars": mention.stars,
        "posted_at": mention.posted_at.isoformat() if mention.posted_at else None,
        "labels": _labels(labelled.labels, with_text=with_text),
    }
    return line | ({"text": labelled.text or ""} if with_text else {})


def _labels(labels: Sequence[TriageLabel], *, with_text: bool) -> list[dict[str, Any]]:
    return [
        {
            "field": one.field,
            "from": one.was,
            "to": one.became,
            "by": one.by,
            "at": one.at.isoformat(),
            "judged_by": one.judged_by,
            "rules": one.rules,
        }
        | ({"note": one.note} if with_text else {})
        for one in labels
    ]
