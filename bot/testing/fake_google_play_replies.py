"""The part of Google that takes answers to reviews: one for each, and a new one replaces it."""

import json
from datetime import datetime

from bot.testing.fake_google_play import PACKAGE, FakeGooglePlay
from bot.testing.fake_network import Asked, Told

LIMIT = 350
_REVIEWS = f"/androidpublisher/v3/applications/{PACKAGE}/reviews/"


class FakeGooglePlayReplies(FakeGooglePlay):
    """Shapes as for `FakeGooglePlay`. Tokens come without faults."""

    spared: tuple[str, ...] = ("/token",)

    def __init__(self) -> None:
        super().__init__()
        self.hides = False
        """Whether faults are for looks rather than for answers."""

    def spares(self, asked: Asked) -> bool:
        """Every answer comes after a look, so that each fails by itself."""
        return super().spares(asked) or (asked.method == "GET") is not self.hides

    def answered(self, id: str, text: str, at: datetime) -> None:
        """Somebody of ours answers a review by hand."""
        told = {"text": text, "lastModified": {"seconds": str(int(at.timestamp())), "nanos": 0}}
        self.reviews[id]["comments"] = [self.reviews[id]["comments"][0], {"developerComment": told}]

    def texts(self) -> list[str]:
        """Of all answers."""
        comments = [one["comments"][1:] for one in self.reviews.values()]
        return [one["developerComment"]["text"] for answer in comments for one in answer]

    def answer(self, asked: Asked) -> Told:
        """Single reviews here, everything else as before."""
        if not asked.path.startswith(_REVIEWS) or not self.knows(asked.bearer):
            return super().answer(asked)
        id, _, verb = asked.path.removeprefix(_REVIEWS).rpartition(":reply")
        review = self.reviews.get(id if id else verb)
        if review is None:
            return Told({"error": {"code": 404, "status": "NOT_FOUND"}}, 404)
        if asked.method == "GET":
            return Told(review)
        text = json.loads(asked.body)["replyText"]
        if len(text) > LIMIT:
            return Told({"error": {"code": 400, "status": "INVALID_ARGUMENT"}}, 400)
        self.answered(review["reviewId"], text, datetime.fromtimestamp(1_795_348_800).astimezone())
        edited = review["comments"][-1]["developerComment"]["lastModified"]
        return Told({"result": {"replyText": text, "lastEdited": edited}})
