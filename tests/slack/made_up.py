"""Made-up rows as wild as strangers, networks and models can make them, and all that is drawn of them."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from bot.models import (
    DraftRevision,
    DraftState,
    MessageKind,
    Pause,
    Reach,
    Severity,
    SlackMessage,
)
from bot.ports import CardView, Commitment, Finding, Length, People
from bot.slack import brake, modals, queue_modal, together_forms
from bot.slack.blocks import Block, Rendered
from bot.slack.cards import render_card
from bot.slack.declining import decline_modal
from bot.slack.details import details_modal
from bot.slack.edit_form import edit_modal
from bot.slack.health import Health
from bot.slack.history import history_modal
from bot.slack.home import HomeView, Page, render_home
from bot.slack.home_screens import screens
from bot.slack.messages import Subject, render_message
from bot.slack.origin import Origin
from bot.slack.queue_modal import Round, Said, Turn
from bot.slack.reading import Past
from bot.store.examples import Earlier
from bot.store.figures import Day, Figures
from bot.store.worklist import Counts, Waiting
from bot.text import sha256
from tests.builders import ANN, CHANNEL, NOON, SAM, a_draft, a_mention
from tests.incidents.standing import an_incident
from tests.slack.views import a_view

Drawn = Rendered | Block
"""A message, or a modal or Home."""
PIECES = (
    "<!channel>",
    "<!here|here>",
    "<!everyone>",
    "<@U0BOSS>",
    "<#C0CARE>",
    "<!subteam^S0CALL>",
    "<https://evil.example|Support>",
    "<!date^1^{date}^https://evil.example|now>",
    "https://evil.example/a?b=c&d",
    "@everyone",
    "#general",
    "&lt;!channel&gt;",
    "&amp;",
    "&",
    "<",
    ">",
    "|",
    "*bold*",
    "_i_",
    "~s~",
    "`code`",
    "```\ncode\n```",
    "\n> quote",
    ":white_check_mark:",
    "\u202e",
    "\u2066",
    "\u200b",
    "\x00",
    "\x1b[31m",
    "\r\n",
    "\n" * 30,
    "\t",
    "👩‍👩‍👧‍👦",
    "é" * 5,
    "e\u0301" * 9,
    "\ud7ff",
    "\U0010ffff",
    "مرحبا",
    "日本語",
    "word " * 40,
    "x" * 700,
    "My bag is gone.",
    "'; DROP TABLE draft; --",
    "{{ 7 * 7 }}",
    "<script>alert(1)</script>",
    "ﷺ" * 20,
    "",
)
URLS = (
    "https://x.com/jo/status/1",
    "https://x.com/jo/1?a=1&b=<!here>|x",
    "https://x.com.evil.example/",
    "javascript:alert(1)",
    "https://x.com/" + "a" * 4_000,
    "",
)
PUBLISHED = (None, "https://x.com/jo/1", "https://x.com/jo/1?a=<!here>|x", "javascript:alert(1)", "", "x")
"""What our own publisher gives as the address of a reply: a link to it is ours."""
DRAFTS_WORDS = ("reach_reason", "note", "problem", "decline_reason")
SAID = ("by", "reason", "text", "what", "owner", "was", "now", "source", "answer", "delivery_id", "state")
"""Arguments of messages that hold words."""
SOMEWHERE = "https://sandbox.slack.com/archives/C0CARE/p1"
WORDS = (None, "", "template", "llm", ANN, "U0BOSS", "S0CALL", "amends")


class MadeUp:
    """Makes rows up. The same seed makes the same ones."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def text(self, most: int = 12) -> str:
        """Some of the pieces in a row."""
        count = self._random.choice((0, 1, 2, 3, most, most * self._random.choice((1, 1, 6))))
        return "".join(self._random.choices(PIECES, k=count))

    def some(self, *of: Any) -> Any:
        """One of them."""
        return self._random.choice(of)

    def view(self) -> CardView:
        """A card's rows."""
        one, text = self._random, self.text(30)
        state = one.choice(list(DraftState))
        at = NOON - timedelta(minutes=one.choice((0, 1, 59, 6_000, 600_000)))
        return a_view(
            state,
            text=text,
            revision_by=one.choice((*[word for word in WORDS if word], self.text(1))),
            tone=self.text(1),
            template=self.text(1),
            findings=[self.finding() for _ in range(one.choice((0, 0, 1, 40)))],
            commitments=[self.commitment() for _ in range(one.choice((0, 1, 40)))],
            length=Length(len(text), one.choice((None, 280, 10_000))),
            brand=self.text(1),
            sensitive_for=one.choice((None, [], [ANN, "S0CALL", self.text(1)])),
            back_translation=one.choice((None, self.text(20))),
            overrides=[self.override() for _ in range(one.choice((0, 0, 3, 40)))],
            has_ai=one.choice((True, False)),
            hand_off_link=one.choice((None, *URLS)),
            published_url=one.choice(PUBLISHED),
            send_after=one.choice((None, NOON)),
            approver=one.choice((None, ANN)),
            **self._mention(at),
            **self._verdict(),
            **self._draft(at),
        )

    def _mention(self, at: datetime) -> dict[str, Any]:
        one = self._random
        return {
            **{f"mention_{name}": self.text() for name in ("text", "author_name", "author_handle")},
            "mention_url": one.choice((None, *URLS)),
            "mention_platform": one.choice(("x", "reddit", "trustpilot", "bluesky", self.text(2))),
            "mention_stars": one.choice((None, 1, 5)),
            "mention_author_followers": one.choice((None, 0, 999, 10**12)),
            "mention_posted_at": at,
        }

    def _verdict(self) -> dict[str, Any]:
        one = self._random
        return {
            "verdict_reasons": [self.text(3) for _ in range(one.choice((0, 1, 9)))],
            "verdict_category": one.choice(("lost", "delay", self.text(2))),
            "verdict_flags": [self.some("safety", "legal", self.text(2)) for _ in range(one.choice((0, 3)))],
            "verdict_language": one.choice(("en", "de", self.text(1))),
        }

    def _draft(self, at: datetime) -> dict[str, Any]:
        one = self._random
        told = {
            **{name: self.text() for name in DRAFTS_WORDS},
            "severity": one.choice(list(Severity)),
            "reach": one.choice(list(Reach)),
            "strategy": self.text(2),
            "strategy_why": self.text(3),
            "late_revision": one.choice((None, 2)),
            "assignee": one.choice((None, ANN, SAM, self.text(1))),
            "taken_at": at,
            "lease_until": one.choice((None, at, NOON + timedelta(minutes=20))),
            "snoozed_until": one.choice((None, NOON + timedelta(hours=1))),
            "snoozed_by": one.choice((None, ANN)),
            "escalated_at": one.choice((None, at)),
            "escalated_by": one.choice((None, ANN)),
            "escalated_why": self.text(4),
            "first_approver": one.choice((None, SAM, self.text(1))),
            "first_approved_at": one.choice((None, at)),
            "decided_by": one.choice((None, ANN, self.text(1))),
            "decided_at": one.choice((None, at)),
            "revision": one.choice((1, 7, 999_999)),
        }
        return {f"draft_{name}": value for name, value in told.items()}

    def finding(self) -> Finding:
        """What checking a text found."""
        words = (self.text(3) for _ in range(3))
        return Finding(self.some("R1", "R10", self.text(1)), self.some("hard", "soft"), *words)

    def commitment(self) -> Commitment:
        """What a text promises."""
        return Commitment(self.text(2), self.text(4), self.text(2))

    def override(self) -> dict[str, str]:
        """A rule that somebody set aside."""
        return {"rule": self.text(1), "reason": self.text(4), "by": self.some(ANN, self.text(1))}

    def wordings(self) -> list[DraftRevision]:
        """The history of a draft."""
        return [self._wording(number) for number in range(self.some(1, 2, 3, 3, 60), 0, -1)]

    def _wording(self, number: int) -> DraftRevision:
        text = self.text(20)
        usage = {"model": self.text(1), "input_tokens": self.some(0, 10**9, "?"), "cost_usd": None}
        return DraftRevision(
            draft_id="d1",
            revision=number,
            text=text,
            sha256=sha256(text),
            made_by=self.some("template", "llm", ANN, self.text(1)),
            tone=self.text(1),
            template=self.text(1),
            uses=[self.text(2) for _ in range(self.some(0, 2, 60))],
            usage=self.some({}, usage),
            created_at=NOON,
        )

    def row(self, kind: MessageKind) -> SlackMessage:
        """A message that is no card, with anything in its arguments."""
        said = (
            "by",
            "reason",
            "text",
            "what",
            "owner",
            "was",
            "now",
            "source",
            "answer",
            "delivery_id",
            "state",
        )
        args: dict[str, Any] = {name: self.some(None, ANN, self.text(), self.text(60)) for name in said}
        args |= {"decision": self.some("failed", "declined", "escalated", self.text(1)), "at": 1.0}
        args |= {"url": self.some(*PUBLISHED), "why": self.some("severity", "overdue", self.text(1))}
        args |= {"severity": self.some(1, 4, 9), "due": self.some(None, 1.0), "to": [ANN, self.text(1)]}
        args |= {"count": self.some(0, 99), "reasons": [self.text(9) for _ in range(self.some(0, 99))]}
        args |= {"mention_ids": [], "approved_at": 1.0, "id": self.text(1), "pause": self.text(1)}
        args |= {"promise_id": self.some("d1-1-1", self.text(1)), "fact_id": self.text(1)}
        args |= {"until": None, "drafts": self.some(0, 5), "held": 0, "version": 1}
        return SlackMessage(id="m1", kind=kind, audience=CHANNEL, changed_at=NOON, args=args)

    def waiting(self) -> list[Waiting]:
        """A queue."""
        made = []
        for number in range(self.some(0, 1, 8)):
            mention = a_mention(
                str(number), text=self.text(), author_name=self.text(2), platform=self.text(1)
            )
            made.append(Waiting(a_draft(mention, severity=self.some(*Severity)), mention))
        return made

    def home(self) -> HomeView:
        """Somebody's Home."""
        people = [frozenset([ANN, self.text(1), *self._many(self.some(0, 40))]) for _ in range(4)]
        pause = Pause(id="p", by=self.some(ANN, "shell", self.text(1)), reason=self.text(30), since=NOON)
        return HomeView(
            counts=Counts(self.some(0, 10**6), 1, 2, 3),
            people=People(people[0], people[1], people[2], people[3]),
            user=ANN,
            at=NOON,
            waiting=Page(self.waiting(), self.some(0, 3), self.some(0, 99)),
            mine=self.waiting(),
            pause=self.some(None, pause),
            figures=self.some(None, Figures(10**6, 1, 2, 3, 4, self.some(None, 5.5))),
            days=[Day(NOON - timedelta(days=day), self.some(0, 1, 10**5)) for day in range(self.some(0, 14))],
            alike=self.some(0, 99),
            screens=screens(),
            incidents=[an_incident(str(n), title=self.text()) for n in range(self.some(0, 1, 9))],
            health=Health(self.some(0, 99), self.some("off", "on", "resting"), self.some(None, NOON)),
        )

    def _many(self, count: int) -> list[str]:
        return [f"U0TEAM{chr(ord('A') + number % 26)}{'X' * (number // 26)}" for number in range(count)]

    def card(self) -> Drawn:
        """One card."""
        return render_card(self.view(), NOON + timedelta(minutes=self.some(0, 3, 600)))

    def everything_else(self) -> Iterator[Drawn]:
        """Each of the modals, messages and Homes once."""
        view, origin = self.view(), Origin("d1", 1, CHANNEL)
        typed, notice = self.some(None, self.text(40)), self.some(None, self.text())
        may = {"may_approve": self.some(True, False), "may_override": self.some(True, False)}
        yield edit_modal(view, origin, typed=typed, notice=notice, **may)
        yield modals.reword_modal(view, origin)
        yield decline_modal(view, origin)
        yield modals.posted_modal(view, origin, link=self.some(None, *URLS, self.text()))
        yield modals.settle_modal(view, origin, link=self.some(None, *URLS))
        yield modals.notice_modal(self.text(60) or "?", self.some(None, self.text(60)))
        yield history_modal(view, self.wordings(), origin, notice=notice)
        yield details_modal(view, Past(self.wordings(), {self.text(3): self.text(30)}), origin, NOON)
        yield together_forms.snooze_modal(view, origin)
        yield together_forms.escalate_modal(view, origin)
        yield together_forms.send_back_modal(view, origin)
        yield together_forms.alone_modal(view, origin)
        yield together_forms.ask_modal(view, origin)
        yield queue_modal.turn_modal(self._turn(view, typed, notice), NOON)
        yield queue_modal.empty_modal(self.some(0, 1, 99))
        yield brake.pause_modal()
        yield render_home(self.home())
        for kind in MessageKind:
            if kind is not MessageKind.CARD:
                many = [
                    a_mention(str(n), text=self.text(30), state="set_aside") for n in range(self.some(0, 60))
                ]
                older = self.some(0, 1, 120)
                subject = Subject(self.some(view, None), self.some(None, SOMEWHERE), many, older=older)
                yield render_message(self.row(kind), subject)

    def _turn(self, view: CardView, typed: str | None, notice: str | None) -> Turn:
        skipped = tuple(f"{number:020}" for number in range(self.some(0, 40)))
        passed = Round("d" * 20, 1, self.some(True, False), self.some(0, 99), skipped)
        link = self.some(None, SOMEWHERE)
        said = Said(notice, typed, self.some(None, self.text(40)))
        earlier = [Earlier(self.text(40), NOON, self.some(True, False)) for _ in range(self.some(0, 2))]
        may, left, alike = self.some(True, False), self.some(1, 9_999), self.some(0, 10)
        return Turn(view, passed, left, may, link, said, earlier, alike)
