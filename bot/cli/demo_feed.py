"""Feeds the demo's day: each post appears on the pretend network and is delivered by signed webhook."""

import asyncio
import json
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

import httpx2

from bot.cli.demo_story import PRETEND, STORY, Post
from bot.outgoing import http_client
from bot.ports import Now
from bot.sandbox.server import Sandbox
from bot.signing import signature, signing_key


@dataclass
class Feed:
    """A listening tool that delivers the story. `speed` 2 makes the day pass twice as fast."""

    url: str
    secret: str
    sandbox: Sandbox
    speed: float
    now: Now
    delivered: list[dict[str, Any]] = field(default_factory=list)
    answers: list[dict[str, int]] = field(default_factory=list)
    brand: str = PRETEND
    """What people call the company from now on; what was said once keeps the name it was said with."""
    _called: dict[str, str] = field(default_factory=dict)

    def distinct(self) -> int:
        """How many mentions there are: re-deliveries, edits and deletions are of the same ones."""
        return len({mention["id"] for mention in self.delivered})

    async def tell(self) -> None:
        """The whole story, from its beginning."""
        started = time.monotonic()
        async with http_client(timeout=10) as client:
            for post in STORY:
                await asyncio.sleep(max(0.0, started + post.after / self.speed - time.monotonic()))
                await self._bring(client, post)

    async def bring(self, post: Post) -> None:
        """One post, now."""
        async with http_client(timeout=10) as client:
            await self._bring(client, post)

    async def _bring(self, client: httpx2.AsyncClient, post: Post) -> None:
        named = post.about(self._called.setdefault(post.id, self.brand))
        await self._show(client, named)
        await self._deliver(client, named)

    async def _show(self, client: httpx2.AsyncClient, post: Post) -> None:
        """Put the post where the public sees it."""
        public = {
            "id": post.id,
            "platform": post.platform,
            "author": post.author,
            "handle": post.handle,
            "text": post.text,
            "url": f"{self.sandbox.url}/#post-{post.platform}-{post.id}",
            "at": time.time(),
            "deleted": post.extra.get("event") == "deleted",
        }
        answer = await client.post(f"{self.sandbox.url}/timeline/posts", json=public)
        answer.raise_for_status()

    async def _deliver(self, client: httpx2.AsyncClient, post: Post) -> None:
        mention = post.mention(self.sandbox.url, self.now())
        body = json.dumps(mention).encode()
        answer = await client.post(f"{self.url}/webhooks/generic", content=body, headers=self._headers(body))
        answer.raise_for_status()
        self.delivered.append(mention)
        self.answers.append(answer.json())

    def _headers(self, body: bytes) -> dict[str, str]:
        delivery, stamp = f"msg_{secrets.token_hex(8)}", str(int(self.now().timestamp()))
        signed = signature(signing_key(self.secret), delivery.encode(), stamp.encode(), body)
        return {
            "content-type": "application/json",
            "webhook-id": delivery,
            "webhook-timestamp": stamp,
            "webhook-signature": signed.decode(),
        }
