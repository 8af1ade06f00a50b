"""Answers to reviews on Google Play (developers.google.com/android-publisher/reply-to-reviews).

Google keeps one answer to a review, and a new one replaces it: a repeated call is harmless, but it could
write over a colleague's words. So the review is read first, and an answer with other words is never touched.
Google strips what looks like HTML; such a text is not sent. Reviews can be listed for a week; whether older
ones can be read one by one is not documented, so that the setting GOOGLE_PLAY_REPLY_DAYS says up to what age
they are answered.
"""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import httpx2

from bot.errors import PollFault
from bot.hosts import safe_link
from bot.models import Mention
from bot.platforms.api import Api, Reply
from bot.platforms.google_play_reviews import PLATFORM, answer_of
from bot.platforms.google_token import GoogleToken, ServiceAccount
from bot.platforms.limits import measure
from bot.platforms.odd_json import obj, words
from bot.platforms.posting import Answered, NotPublished, call, not_tried, refused
from bot.platforms.reaching import by_hand, posted_as
from bot.platforms.readback import same_text
from bot.platforms.unanswerable import unanswerable
from bot.ports import (
    CannotTell,
    Eligibility,
    Intent,
    Length,
    NotFound,
    Now,
    Published,
    Publisher,
    Rejected,
    Unknown,
)
from bot.settings import Settings

NAME = PLATFORM
_NETWORK = "Google Play"
_TAG = re.compile(r"</?[A-Za-z!]")

_NO_REVIEW = "Which review to answer is not known."
_OTHER_APP = "It is a review of another app."
_ANSWERED = "It has an answer already, and a new one would replace it."
_TOO_OLD = "It is more than {days} days old, so nobody can see from here whether it has an answer."
_THEIRS = "The review has another answer by now. Nothing was sent, so that no colleague's words are lost."
_GONE = "The review is not there any more."
_HTML = "Google takes out what looks like HTML, such as <b>. Please write it in other words."
_OTHER = "Google Play shows another answer where this one should stand."


class GooglePlayPublisher:
    """Answers the reviews of one app."""

    def __init__(
        self,
        url: str,
        package: str,
        account: ServiceAccount,
        client: httpx2.AsyncClient,
        now: Now,
        undo: timedelta = timedelta(0),
        window: timedelta = timedelta(days=7),
    ) -> None:
        """`window` is how old a review may be to be answered; `undo` is for the card."""
        self._reviews = f"{url.rstrip('/')}/androidpublisher/v3/applications/{package}/reviews"
        self._package = package
        self._client = client
        self._api = Api(NAME, client, now)
        self._token = GoogleToken(account, self._api, now)
        self._now = now
        self._undo = undo
        self._window = window

    @property
    def name(self) -> str:
        """Stored with the draft."""
        return NAME

    def can_reply(self, mention: Mention) -> Eligibility:
        """To every recent review of this app that nobody has answered."""
        if refusal := unanswerable(mention):
            return refusal
        target = mention.target
        if mention.platform != NAME or words(target.get("review_id")) is None:
            return by_hand(_NETWORK, _NO_REVIEW)
        if target.get("package") not in {None, self._package}:
            return by_hand(_NETWORK, _OTHER_APP)
        if target.get("answered") is True:
            return by_hand(_NETWORK, _ANSWERED)
        if mention.posted_at is not None and mention.posted_at < self._now() - self._window:
            return by_hand(_NETWORK, _TOO_OLD.format(days=self._window.days))
        return posted_as("the developer", _NETWORK, self._undo)

    def measure(self, text: str, mention: Mention) -> Length:
        """350 characters: "more than approximately 350 will be rejected"."""
        return measure(NAME, text)

    def prepare(self, intent: Intent) -> dict[str, Any]:
        """Review and answer."""
        return {"review": str(intent.mention.target.get("review_id")), "answer": {"replyText": intent.text}}

    async def publish(self, intent: Intent) -> Published | NotPublished:
        """A look, then one call."""
        if _TAG.search(intent.text):
            return Rejected(_HTML)
        try:
            stands = await self._answer(intent)
            if stands is not None:
                is_ours = same_text(stands, intent.text)
                return self._there(intent) if is_ours else Rejected(_THEIRS)
            answer = await self._reply(intent)
            if isinstance(answer, Answered) and answer.status == 401:
                # It was refused for the token alone, so nothing was written.
                self._token.forget()
                answer = await self._reply(intent)
        except PollFault as fault:
            return not_tried(_NETWORK, fault)
        if not isinstance(answer, Answered):
            return answer
        if not answer.is_good:
            return refused(_NETWORK, answer, self._now())
        shown = words(obj(obj(answer.body).get("result")).get("replyText"))
        return self._there(intent) if shown and same_text(shown, intent.text) else Unknown(_OTHER)

    async def find_existing(self, intent: Intent) -> Published | NotFound | CannotTell:
        """The answer that the review has."""
        try:
            stands = await self._answer(intent)
        except PollFault as fault:
            return CannotTell(f"{_NETWORK} could not be asked. {fault.problem}")
        if stands is None:
            return NotFound()
        return self._there(intent) if same_text(stands, intent.text) else CannotTell(_OTHER)

    def hand_off_link(self, mention: Mention, text: str) -> str | None:
        """The review itself."""
        return safe_link(NAME, mention.url)

    async def _answer(self, intent: Intent) -> str | None:
        """What our side has answered; `None` if nothing."""
        reply = await self._read(intent)
        if reply.status == 401:
            self._token.forget()
            reply = await self._read(intent)
        if reply.status == 404:
            raise self._api.fault(_GONE, permanent=True)
        body = self._api.good(reply).body
        if not isinstance(body, dict):
            raise self._api.strange()
        return answer_of(body)

    async def _read(self, intent: Intent) -> Reply:
        return await self._api.ask("GET", self._at(intent), headers=await self._token.bearer())

    async def _reply(self, intent: Intent) -> Answered | NotPublished:
        headers, told = await self._token.bearer(), intent.prepared["answer"]
        at = f"{self._at(intent)}:reply"
        return await call(self._client, _NETWORK, "POST", at, json=told, headers=headers)

    def _at(self, intent: Intent) -> str:
        return f"{self._reviews}/{quote(intent.prepared['review'], safe='')}"

    def _there(self, intent: Intent) -> Published:
        id = intent.prepared["review"]
        where = f"id={quote(self._package)}&reviewId={quote(id, safe='')}"
        return Published(id, f"https://play.google.com/store/apps/details?{where}")


def google_play(
    settings: Settings, client: httpx2.AsyncClient, now: Now, undo: timedelta
) -> Publisher | None:
    """The publisher of the configured app, `None` without one."""
    package, key = settings.google_play_package, settings.google_play_service_account
    if not package or key is None:
        return None
    account = ServiceAccount.load(key.get_secret_value())
    window = timedelta(days=settings.google_play_reply_days)
    return GooglePlayPublisher(settings.google_play_url, package, account, client, now, undo, window)
