"""The part of Google that tells of an app's reviews: tokens for a signed assertion, and the list."""

import json
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs

from bot.testing.fake_network import Asked, FakeNetwork, Told

PACKAGE = "com.example.ferry"
MAX_PAGE = 100


class FakeGooglePlay(FakeNetwork):
    """Shapes as in developers.google.com/android-publisher/api-ref/rest/v3/reviews."""

    def __init__(self) -> None:
        super().__init__()
        self.reviews: dict[str, dict[str, Any]] = {}
        self.assertions: list[str] = []
        """The signed JWTs that tokens were asked with."""
        self.refuses_key = False
        self._count = 0
        self._issued = 0

    def review(
        self, text: str, at: datetime, *, stars: int = 1, answer: datetime | None = None, **user: Any
    ) -> str:
        """Somebody writes a review; its id. `answer` is when our side answered it."""
        self._count += 1
        id = f"gp:AOqp{self._count:08}"
        comments: list[dict[str, Any]] = [
            {
                "userComment": {
                    "text": f"\t{text}",
                    "lastModified": _stamp(at),
                    "starRating": stars,
                    "reviewerLanguage": "en",
                    "device": "a device",
                }
                | user
            }
        ]
        if answer is not None:
            comments.append({"developerComment": {"text": "We are sorry.", "lastModified": _stamp(answer)}})
        self.reviews[id] = {"reviewId": id, "authorName": "Jo Park", "comments": comments}
        return id

    def edit(self, id: str, text: str, at: datetime, **user: Any) -> None:
        """Its author rewrites a review, which then stands on top again."""
        self.reviews[id]["comments"][0]["userComment"] |= {
            "text": f"\t{text}",
            "lastModified": _stamp(at),
            **user,
        }

    def expire(self) -> None:
        """The token is over before its time."""
        self._issued += 1

    def knows(self, token: str) -> bool:
        """Whether it is the token of now."""
        return token == f"ya29.token-{self._issued}"

    def answer(self, asked: Asked) -> Told:
        """What a healthy Google says."""
        if asked.path == "/token":
            return self._trade(asked)
        if not self.knows(asked.bearer):
            return Told({"error": {"code": 401, "status": "UNAUTHENTICATED"}}, 401)
        if asked.path != f"/androidpublisher/v3/applications/{PACKAGE}/reviews":
            return Told({"error": {"code": 404, "status": "NOT_FOUND"}}, 404)
        return self._page(asked)

    def key_file(self, private_key: str) -> str:
        """A service account's key, as it is downloaded."""
        return json.dumps(
            {
                "type": "service_account",
                "client_email": "amends@example.iam.gserviceaccount.com",
                "private_key_id": "key-1",
                "private_key": private_key,
                "token_uri": f"{self.url}/token",
            }
        )

    def _trade(self, asked: Asked) -> Told:
        form = parse_qs(asked.body.decode())
        assertion = form.get("assertion", [""])[0]
        if self.refuses_key or assertion.count(".") != 2:
            return Told({"error": "invalid_grant", "error_description": "Invalid JWT Signature."}, 400)
        self.assertions.append(assertion)
        self._issued += 1
        return Told(
            {"access_token": f"ya29.token-{self._issued}", "expires_in": 3599, "token_type": "Bearer"}
        )

    def _page(self, asked: Asked) -> Told:
        limit, start = min(int(asked.one("maxResults", "10")), MAX_PAGE), asked.one("token", "from-0")
        if not start.startswith("from-"):
            return Told({"error": {"code": 400, "status": "INVALID_ARGUMENT"}}, 400)
        newest = sorted(self.reviews.values(), key=_changed, reverse=True)
        begin = int(start.removeprefix("from-"))
        found, rest = newest[begin : begin + limit], newest[begin + limit :]
        onward = {"tokenPagination": {"nextPageToken": f"from-{begin + limit}"}} if rest else {}
        return Told(({"reviews": found} if found else {}) | onward)


def _changed(review: dict[str, Any]) -> tuple[int, int]:
    at = review["comments"][0]["userComment"]["lastModified"]
    return int(at["seconds"]), at["nanos"]


def _stamp(at: datetime) -> dict[str, Any]:
    return {"seconds": str(int(at.timestamp())), "nanos": at.microsecond * 1_000}
