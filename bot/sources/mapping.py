"""Field maps: which field of a vendor's body is the post's id, text, author. Data, not code.

A map turns each item of a body into the shape that `POST /webhooks/generic` takes; what is required there is
checked there. Anything that a map does not know is told as unreadable, so that a vendor's change is seen.
"""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, Literal, Self
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from bot.errors import Unreadable
from bot.hosts import HOSTS
from bot.ports import Item
from bot.sources.places import Owned, Place, items_at, value_at
from bot.sources.plain_text import words_of

MAX_PLAIN_ID = 200
"""Characters; an address that is longer serves as an id by its digest."""

_NOISE = ("utm_", "fbclid", "gclid", "igsh", "ref_src", "ref_url")
"""Parameters that tell how somebody came to a post, not which it is."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Take(_Part):
    """Where one value comes from: the first place that holds something, or all of them joined."""

    path: tuple[Place, ...]
    join: str | None = None
    """What stands between them; `None`: only the first is taken."""
    complete: bool = False
    """Every place must hold something, or there is no value."""
    html: bool = False
    """The value is HTML; its words are taken."""
    names: dict[str, Any] = Field(default_factory=dict)
    """The vendor's word in lower case -> ours; other words stay."""

    @model_validator(mode="before")
    @classmethod
    def _short_forms(cls, given: Any) -> Any:
        return {"path": given} if isinstance(given, str | list) else given

    @field_validator("path", mode="before")
    @classmethod
    def _one_place(cls, given: Any) -> Any:
        return (given,) if isinstance(given, str) else given

    def of(self, item: Owned) -> Any:
        """The value; `None` if no place holds one."""
        found = [value for place in self.path if (value := value_at(item, place)) not in (None, "")]
        if not found or (self.complete and len(found) < len(self.path)):
            return None
        if self.html:
            found = [words_of(value) if isinstance(value, str) else value for value in found]
        if self.join is not None:
            plain = [str(value) for value in found if type(value) in {str, int}]
            return self.join.join(plain if self.complete else _different(plain))
        first = found[0]
        return self.names.get(first.strip().lower(), first) if isinstance(first, str) else first


class Happened(_Part):
    """Which of the vendor's words says that a post was made, changed or removed."""

    path: Place
    created: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    """Known, but about no post."""
    missing: Literal["created"] | None = None
    """What the lack of any word means; `None`: it is not to be understood."""

    def of(self, item: Owned) -> Literal["created", "edited", "deleted"] | None:
        """The event; `None` for one to leave out.

        Raises:
            Unreadable: a word that the map does not know.
        """
        word = value_at(item, self.path)
        if word in self.created:
            return "created"
        if word in (None, "") and self.missing:
            return self.missing
        if word in self.edited:
            return "edited"
        if word in self.deleted:
            return "deleted"
        if word in self.ignored:
            return None
        raise Unreadable("an event that the map of this source does not know")


class Network(_Part):
    """Which network a post is from."""

    value: str | None = None
    """Always this one."""
    take: Take | None = None
    from_url: bool = False
    """Told by the host of the post's address, if it is a network that we know."""

    def of(self, item: Owned, url: Any) -> Any:
        """The platform's name; `None` if nothing tells it."""
        told = self.take.of(item) if self.take else None
        return told or (platform_of(url) if self.from_url else None) or self.value


class Whose(_Part):
    """Who wrote it."""

    id: Take | None = None
    handle: Take | None = None
    name: Take | None = None
    followers: Take | None = None


class Fields(_Part):
    """Each field of the generic shape."""

    id: Take | None = None
    """Without one, or where it is empty, the normalised address of the post is its id."""
    text: Take | None = None
    url: Take | None = None
    posted_at: Take | None = None
    language: Take | None = None
    brand: Take | None = None
    thread: Take | None = None
    in_reply_to: Take | None = None
    stars: Take | None = None
    sentiment: Take | None = None
    summoned: Take | None = None
    author: Whose = Whose()
    target: dict[str, Take] = Field(default_factory=dict)


class FieldMap(_Part):
    """How to read one vendor's bodies."""

    items: str = ""
    """Place of the list of posts; empty if the body is a post, or a list of posts."""
    only: dict[Place, tuple[str, ...]] = Field(default_factory=dict)
    """Items where one of these places holds another word are about no post, and left out."""
    event: Happened | None = None
    platform: Network
    fields: Fields
    own: Place | None = None
    """Place of the watched account's id; an item whose author has that id is the brand's own."""

    @model_validator(mode="after")
    def _tells_posts_apart(self) -> Self:
        if self.fields.id is None and self.fields.url is None:
            raise ValueError("a map needs an id or a url, or no two posts could be told apart")
        return self

    def read(self, document: Any) -> Sequence[Item]:
        """Every post of a body, in its order."""
        return [one for item in items_at(document, self.items) for one in self._read(item)]

    def _read(self, item: Owned) -> Sequence[Item]:
        if not isinstance(item[0], dict):
            return [Unreadable("this is not an object")]
        if any(value_at(item, place) not in words for place, words in self.only.items()):
            return []
        try:
            event = self.event.of(item) if self.event else "created"
        except Unreadable as fault:
            return [fault]
        return [self._post(item, event)] if event else []

    def _post(self, item: Owned, event: str) -> Mapping[str, Any]:
        fields = self.fields
        named = {name: take.of(item) for name, take in _takes(fields)}
        author = {name: take.of(item) for name, take in _takes(fields.author)}
        post = {
            **named,
            "id": named.get("id") or id_of_url(named.get("url")),
            "event": event,
            "platform": self.platform.of(item, named.get("url")),
            "author": author or None,
            "target": {name: take.of(item) for name, take in fields.target.items()},
        }
        account = value_at(item, self.own) if self.own else None
        own = account is not None and str(account) == str(author.get("id"))
        return {name: value for name, value in post.items() if value is not None} | {"own": own}


def platform_of(url: Any) -> str | None:
    """The network that an address belongs to; `None` for one that we do not know."""
    host = _host(url)
    for platform, hosts in HOSTS.items():
        if any(host == one or host.endswith(f".{one}") for one in hosts):
            return platform
    return None


def id_of_url(url: Any) -> str | None:
    """A post's address in one form, to tell it from others; `None` for what is no web address."""
    if not _host(url):
        return None
    parts = urlsplit(url.strip())
    kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not pair[0].startswith(_NOISE)]
    netloc = parts.netloc.lower().removesuffix(":443").removesuffix(":80").removeprefix("www.")
    path, query = parts.path.rstrip("/"), urlencode(sorted(kept))
    plain = urlunsplit(("https", netloc, path, query, ""))
    return plain if len(plain) <= MAX_PLAIN_ID else "url:" + hashlib.sha256(plain.encode()).hexdigest()


def _host(url: Any) -> str:
    if not isinstance(url, str):
        return ""
    try:
        parts = urlsplit(url.strip())
        return (parts.hostname or "") if parts.scheme in {"http", "https"} else ""
    except ValueError:
        return ""


def _takes(part: BaseModel) -> list[tuple[str, Take]]:
    return [(name, take) for name, take in part if isinstance(take, Take)]


def _different(texts: Sequence[str]) -> list[str]:
    """The texts without one that only begins or repeats another: titles often do."""
    kept = [text.strip() for text in texts]
    return [
        text
        for at, text in enumerate(kept)
        if text and not any(other.startswith(text) for other in kept[at + 1 :])
    ]
