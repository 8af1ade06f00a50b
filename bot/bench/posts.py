"""Made-up complaints that differ from each other, delivered as a listening tool would."""

import json
import secrets
import time

import httpx2

from bot.bench.serving import SECRET
from bot.signing import signature, signing_key
from bot.text import mention_id

_KEY = signing_key(SECRET)
_WHAT = (
    "The kettle I bought from you leaks at the handle.",
    "Your app signs me out every time I open the map.",
    "I was charged twice for one ticket to Linden Bay.",
    "Nobody picks up the phone on your help line.",
    "The blue jacket came in green, and a size too small.",
    "Your chat closed while I was still typing.",
    "The parcel was left in the rain behind the bins.",
)
_SINCE = (
    "It has been like this since Tuesday.",
    "I have written three times and heard nothing.",
    "My neighbour has the same trouble.",
    "It used to be so much better.",
    "How do I get this sorted out?",
    "I needed it for my sister's birthday.",
    "Not what I expected after ten years with you.",
    "Please just tell me when it will be fixed.",
    "I am tired of explaining it again and again.",
)
_ENOUGH = "This is unacceptable."
"""So that none is a grumble: low ones are listed and have no card to wait for."""


def post(number: int) -> dict[str, object]:
    """The complaint of this number; the first 63 are all different."""
    name = f"n{number}-{secrets.token_hex(4)}"
    text = f"{_WHAT[number % len(_WHAT)]} {_SINCE[number % len(_SINCE)]} {_ENOUGH}"
    return {"id": name, "platform": "x", "text": text, "author": {"id": name, "handle": f"jo{number}"}}


async def deliver(client: httpx2.AsyncClient, hook_url: str, told: dict[str, object]) -> str:
    """Send one signed mention; our id of it once it is taken in."""
    body = json.dumps(told).encode()
    delivery, stamp = f"msg_{secrets.token_hex(8)}", str(int(time.time()))
    headers = {
        "content-type": "application/json",
        "webhook-id": delivery,
        "webhook-timestamp": stamp,
        "webhook-signature": signature(_KEY, delivery.encode(), stamp.encode(), body).decode(),
    }
    answer = await client.post(hook_url, content=body, headers=headers)
    answer.raise_for_status()
    return mention_id("generic", str(told["id"]))
