"""The demo's bad day: one fault, two minutes, and more and more people who write about it."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import httpx2

from bot.cli.demo_feed import Feed
from bot.cli.demo_story import Post
from bot.text import mention_id

SOURCE: Final = "generic"
NOT_TAKEN: Final = "The service did not take a post just now. Press Play on to send it again."


@dataclass
class BadDay:
    """Plays `posts` through the signed webhook, each at its time; stopped, it goes on where it was."""

    feed: Feed
    posts: Sequence[Post]
    told: int = 0
    """How many of them are out."""
    problem: str | None = None
    """Why it stopped by itself; `None` if it did not."""
    _task: asyncio.Task[None] | None = field(default=None, repr=False)
    _bringing: asyncio.Task[None] | None = field(default=None, repr=False)

    @property
    def is_playing(self) -> bool:
        """More is to come by itself."""
        return self._task is not None and not self._task.done()

    @property
    def is_over(self) -> bool:
        """All has been told."""
        return self.told == len(self.posts)

    @property
    def seconds(self) -> float:
        """How long the whole takes at this speed."""
        return self.posts[-1].after / self.feed.speed

    @property
    def mentions(self) -> list[str]:
        """Ids of the mentions that came of what is out."""
        return [mention_id(SOURCE, post.id) for post in self.posts[: self.told]]

    def play(self) -> None:
        """Begin, or go on; nothing if it plays or is over."""
        if not self.is_playing and not self.is_over:
            self.problem = None
            self._task = asyncio.create_task(self._play())

    async def stop(self) -> None:
        """Nothing more comes; what is out stays, and a post that is on its way is brought to its end."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([one for one in (self._task, self._bringing) if one])

    async def _play(self) -> None:
        while not self.is_over:
            post = self.posts[self.told]
            before = self.posts[self.told - 1].after if self.told else post.after
            await asyncio.sleep((post.after - before) / self.feed.speed)
            self._bringing = asyncio.create_task(self._bring(post))
            await asyncio.shield(self._bringing)
            if self.problem:
                return

    async def _bring(self, post: Post) -> None:
        try:
            await self.feed.bring(post)
        except httpx2.HTTPError:
            self.problem = NOT_TAKEN
        else:
            self.told += 1


def _said(after: float, platform: str, author: str, text: str, followers: int = 180) -> Post:
    handle = "".join(sign for sign in author.casefold() if sign.isalnum())
    return Post(after, f"bad-{handle}", platform, author, handle, text, followers, {"sentiment": -0.7})


BAD_DAY: Final = (
    _said(0, "x", "Mara Ilic", "@Harbourline checkout gave me error 41 and took the money. No receipt."),
    _said(13, "x", "Pete Dunn", "Anybody else get error 41 paying at Harbourline? Card charged."),
    _said(25, "bluesky", "Noor A.", "Harbourline: error 41 at checkout, twice now. Where is my money?"),
    _said(35, "x", "Gwen Price", "error 41 error 41. @Harbourline your checkout is broken, terrible."),
    _said(44, "mastodon", "Ollie K", "Tried to pay Harbourline for an hour. Always error 41."),
    _said(52, "x", "Dan Moss", "@Harbourline is the payment page down? It says error 41."),
    _said(59, "facebook", "Ruth Ames", "Charged £84 by Harbourline, then error 41. Nobody answers. Awful."),
    _said(65, "x", "Sofia Brandt", "Error 41 at checkout again @Harbourline. This is my rent money!"),
    _said(71, "x", "Jonas W.", "Harbourline took my payment and shows error 41. No order, nothing."),
    _said(76, "trustpilot", "Elif Kaya", "Paid, got error 41. Nobody at Harbourline answers. Bad.", 0),
    _said(81, "x", "Cal Rivers", "so @Harbourline error 41 means we keep your money? useless"),
    _said(
        85,
        "x",
        "Fay Lindqvist",
        "My followers all get error 41 at @Harbourline. Pay nothing there today.",
        1_150_000,
    ),
    _said(89, "x", "Hugo Prat", "Same here: error 41, charged twice by Harbourline. I want it back."),
    _said(
        93, "bluesky", "Tilda M.", "error 41 at Harbourline's checkout all morning, and no word from them."
    ),
    _said(97, "x", "Abel Stone", "@Harbourline I get error 41 whenever I pay. Two cards, same fault."),
    _said(100, "x", "Kit Marsh", "Error 41. Money gone. Thanks for nothing @Harbourline"),
    _said(
        103,
        "x",
        "City Ledger",
        "We are writing about error 41 at Harbourline's checkout. A comment by 4 pm, please?",
        64_000,
    ),
    _said(106, "mastodon", "Rhea", "Harbourline charged my mother twice, error 41 both times."),
    _said(109, "x", "Bo Lind", "hey @Harbourline error 41 at checkout again, fix it"),
    _said(112, "x", "Ines Faro", "Still error 41 at Harbourline. Is anybody looking at this?"),
    _said(
        114, "google_play", "Tomas", "Since today error 41 at checkout, paid and nothing booked. Fix this."
    ),
    _said(116, "x", "Lea Vogt", "Error 41 for me too @Harbourline, and the money is gone."),
    _said(118, "x", "Sid Okoro", "@Harbourline error 41 all afternoon. Terrible service."),
    _said(120, "bluesky", "Yara N.", "My whole office has error 41 at Harbourline. Say something!"),
)
