"""Bodies as the vendors document them, with words of our own in them."""

import json
from importlib.resources import files
from typing import Any


def sample(name: str) -> bytes:
    """The golden sample that stands beside a preset."""
    return (files("bot.sources.presets") / f"{name}.json").read_bytes()


def changed(name: str, *path: str | int, value: Any) -> bytes:
    """The sample with another value in one place."""
    document = json.loads(sample(name))
    inner = document
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return json.dumps(document).encode()


BRAND, JO = "1111111111111111111", "2222222222222222222"


def x_event(kind: str, **fields: Any) -> bytes:
    """An event of X's Activity API about the brand's account, in the shape of docs.x.com (August 2026)."""
    post = {
        "created_at": "2026-11-22T11:58:00.000Z",
        "edit_history_tweet_ids": ["2080765813578191303"],
        "conversation_id": "2080765813578191303",
        "display_text_range": [0, 48],
        "text": "hey @Harbourline my bag missed the 7:40, where is it?",
        "entities": {"mentions": [{"start": 4, "end": 16, "username": "Harbourline", "id": BRAND}]},
        "author_id": JO,
        "reply_settings": "everyone",
        "id": "2080765813578191303",
        "lang": "en",
    }
    person = {
        "id": JO,
        "username": "jo",
        "name": "Jo Park",
        "verified": False,
        "public_metrics": {"followers_count": 97, "followers_count_str": "97"},
    }
    event = {
        "event_uuid": "2080765813578191303",
        "filter": {"user_id": BRAND},
        "event_type": kind,
        "tag": "mentions",
        "payload": post | fields,
        "includes": {"users": [person]},
    }
    return json.dumps({"data": event}).encode()


X_REPLY = x_event(
    "post.reply.create",
    id="2090000000000000001",
    edit_history_tweet_ids=["2090000000000000001"],
    in_reply_to_tweet_id="2080761390344937796",
    conversation_id="2080761390344937796",
    display_text_range=[13, 40],
    text="@Harbourline I still have no refund for September.",
    entities={"mentions": [{"start": 0, "end": 12, "username": "Harbourline", "id": BRAND}]},
)
X_QUOTE = x_event(
    "post.quote.create",
    id="2090000000000000002",
    edit_history_tweet_ids=["2090000000000000002"],
    referenced_tweets=[{"type": "quoted", "id": "2080761390344937796"}],
    text="This is how they treat you. https://t.co/xxxxxxxx",
    entities={},
)
X_EDIT = x_event(
    "post.mention.create",
    id="2080765813578191399",
    edit_history_tweet_ids=["2080765813578191303", "2080765813578191399"],
    text="hey @Harbourline my bag missed the 7:40 AND the 8:10",
)
X_DELETE = json.dumps(
    {
        "data": {
            "event_uuid": "-2781149976877970683",
            "filter": {"user_id": JO},
            "event_type": "post.delete",
            "payload": {"id": "2080765813578191303", "author_id": JO},
            "includes": {"users": [{"data": {"id": JO, "username": "jo"}}]},
        }
    }
).encode()
X_OWN = x_event("post.create", author_id=BRAND)


def a_forum_post(**fields: Any) -> bytes:
    """A post as Discourse's webhook serialises it."""
    post = {
        "id": 4711,
        "name": "Jo Park",
        "username": "jo",
        "user_id": 77,
        "created_at": "2026-11-22T11:58:00.000Z",
        "cooked": "<p>The app logs me out <strong>every</strong> time.</p>",
        "raw": "The app logs me out **every** time.",
        "post_number": 3,
        "post_type": 1,
        "reply_to_post_number": 1,
        "topic_id": 90,
        "topic_slug": "login-trouble",
        "topic_title": "Login trouble",
        "version": 1,
    }
    return json.dumps({"post": post | fields}).encode()


def forum(event: str) -> list[tuple[bytes, bytes]]:
    """The headers of one of its events."""
    return [
        (b"x-discourse-instance", b"https://forum.harbourline.example"),
        (b"x-discourse-event-id", b"12"),
        (b"x-discourse-event-type", b"post"),
        (b"x-discourse-event", event.encode()),
    ]
