"""The suite that every source must pass, ours and yours.

Subclass `SourceContract` in a test module, name the class `Test…`, and say what your source is: how it is
made, how its tool proves a call, and which bodies the tool's makers document. Everything else is here.
Nothing needs a network, a database or a clock.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

from bot.errors import BadSignature
from bot.intake.own import OwnAccounts
from bot.intake.parse import MAX_ITEMS, Parsed
from bot.intake.source import Adapted, Gate
from bot.ports import SOURCE_API, Call, Headers, Rehearses, Setup, Source
from bot.rehearsals import is_rehearsal
from bot.testing.source_attacks import broken_bodies, forgeries, odd_values

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
SECRET = "the secret of the contract suite"  # noqa: S105
OTHER = "another secret of the suite, 32b"
VERIFY_TOKEN = "a token of the contract suite"  # noqa: S105
REPLAY_MEMORY = timedelta(days=4)
"""For so long at least a delivery that comes again must be known: longer than tools try again."""


@dataclass(frozen=True)
class Golden:
    """A body as its tool documents it, and what must come out of it."""

    body: bytes
    mentions: Sequence[Mapping[str, Any]]
    """For each mention the fields that matter; `author` and `target` as mappings."""
    headers: Sequence[tuple[bytes, bytes]] = ()
    """What the tool sends along beside its proof."""
    name: str = "documented"


@dataclass(frozen=True)
class Handshake:
    """What the tool asks by GET, and what it must hear."""

    query: bytes
    answer: bytes


class SourceContract:
    """Subclass it. What has no default must be given."""

    goldens: Sequence[Golden]
    """Bodies with posts."""
    changes: Sequence[Golden] = ()
    """Bodies that tell of edited or deleted posts; their mentions name the `event`."""
    silent: Sequence[Golden] = ()
    """Authentic bodies about no post, such as a tool's own test."""
    handshakes: Sequence[Handshake] = ()
    own_account: str | None = None
    """The account that wrote the first golden post, as OWN_ACCOUNTS would name it."""
    signs_body: bool = True
    """Whether the proof covers the body."""
    secrets: tuple[str, str] = (SECRET, OTHER)

    def make(self, setup: Setup) -> Source:
        """Your source."""
        raise NotImplementedError

    def sign(self, body: bytes, secret: str, at: datetime) -> Call:
        """The call of an honest tool, made without the code of your source."""
        raise NotImplementedError

    def gate(self, *secrets: str, own: Iterable[str] = ()) -> Gate:
        """The source behind the gate that the service puts before it."""
        given = secrets or (self.secrets[0],)
        return Adapted(self.make(Setup(given, VERIFY_TOKEN)), OwnAccounts(own))

    def test_what_is_documented_is_read_as_it_should_be(self) -> None:
        for golden in [*self.goldens, *self.changes]:
            parsed = self._read(golden)
            assert parsed.unusable == [], (golden.name, parsed.unusable)
            told = [one.model_dump(mode="json", exclude_none=True) for one in parsed.mentions]
            wanted = [dict(one) for one in golden.mentions]
            read = [_only(one, like) for one, like in zip(told, wanted, strict=True)]
            assert read == wanted, (golden.name, read)

    def test_the_suite_is_given_something_to_read(self) -> None:
        assert self.goldens
        assert all(golden.mentions for golden in [*self.goldens, *self.changes])

    def test_edits_and_deletions_are_told_as_such(self) -> None:
        for golden in self.changes:
            events = {one.event.value for one in self._read(golden).mentions}
            assert events
            assert events <= {"edited", "deleted"}, golden.name

    def test_what_is_about_no_post_becomes_nothing(self) -> None:
        for golden in self.silent:
            assert self._read(golden) == Parsed(), golden.name

    def test_reading_is_pure(self) -> None:
        for golden in self.goldens:
            assert self._read(golden) == self._read(golden)

    def test_an_honest_call_is_authentic_and_a_retry_is_the_same_delivery(self) -> None:
        for golden in self._all():
            first, retry = self._key(golden, NOON), self._key(golden, NOON + timedelta(minutes=3))
            assert first == retry
            assert first
            assert len(first) <= 200

    def test_other_deliveries_have_other_keys(self) -> None:
        bodies = {(golden.body, tuple(golden.headers)) for golden in self._all()}
        assert len({self._key(golden, NOON) for golden in self._all()}) == len(bodies)

    def test_a_call_that_comes_again_after_days_is_known_or_refused(self) -> None:
        golden, later = self.goldens[0], NOON + REPLAY_MEMORY + timedelta(hours=1)
        call, gate = self._call(golden, NOON), self.gate()
        try:
            again = _key(gate, call, later)
        except BadSignature:
            return
        assert again == _key(gate, call, NOON)

    def test_both_secrets_count_while_one_replaces_the_other_and_then_only_the_new(self) -> None:
        new, old = self.secrets
        body = self.goldens[0].body
        both, after = self.gate(new, old), self.gate(new)
        assert _key(both, self.sign(body, new, NOON), NOON)
        assert _key(both, self.sign(body, old, NOON), NOON)
        assert _key(after, self.sign(body, new, NOON), NOON)
        assert _is_refused(after, self.sign(body, old, NOON))

    def test_nothing_forged_is_authentic(self) -> None:
        taken = [name for name, call in self.forged().items() if not _is_refused(self.gate(), call)]
        assert taken == [], taken

    def test_broken_bodies_are_kept_as_unreadable_and_crash_nothing(self) -> None:
        for name, body in broken_bodies().items():
            for golden in self.goldens[:1]:
                parsed = self.gate().read(golden.headers, body)
                assert parsed.mentions == [], name

    def test_odd_values_crash_nothing_and_never_make_a_post_without_id_or_words(self) -> None:
        for golden in [*self.goldens, *self.changes]:
            for name, body in odd_values(golden.body):
                for one in self.gate().read(golden.headers, body).mentions:
                    assert one.id, name
                    assert one.platform, name
                    assert one.text or one.event.value == "deleted", name

    def test_no_reason_repeats_what_was_sent(self) -> None:
        canary = "canary-7f3d-of-a-stranger"
        for golden in self.goldens:
            for _, body in odd_values(golden.body):
                marked = body.replace(b"xxxxxxxxxx", canary.encode(), 1)
                told = [one.reason for one in self.gate().read(golden.headers, marked).unusable]
                assert not [one for one in told if canary in one]

    def test_more_items_than_any_tool_sends_are_kept_as_a_whole(self) -> None:
        many = self.flood(MAX_ITEMS + 1)
        if many is not None:
            parsed = self.gate().read(self.goldens[0].headers, many)
            assert (parsed.mentions, len(parsed.unusable)) == ([], 1)

    def test_what_the_brand_itself_wrote_becomes_no_mention(self) -> None:
        if self.own_account is None:
            return
        golden = self.goldens[0]
        parsed = self.gate(own=[self.own_account]).read(golden.headers, golden.body)
        assert parsed.own >= 1
        assert len(parsed.mentions) == len(golden.mentions) - parsed.own

    def test_a_handshake_is_answered_as_the_tool_wants(self) -> None:
        for one in self.handshakes:
            greeting = self.gate().greet(one.query)
            assert greeting is not None
            assert greeting.body == one.answer

    def test_a_handshake_signs_and_repeats_no_body_and_no_page(self) -> None:
        hostile = [json.dumps({"data": {}}), "<script>1</script>", "a b", "%00", "x" * 5_000, ""]
        names = ("crc_token", "hub.challenge")
        for words in [*hostile, self.goldens[0].body.decode()]:
            for name in names:
                query = _query(hub_mode="subscribe", hub_verify_token=VERIFY_TOKEN) + _pair(name, words)
                assert self.gate().greet(query) is None, words[:40]

    def test_a_get_that_is_no_handshake_is_none(self) -> None:
        for query in (
            b"",
            b"a=b",
            b"crc_token=a&crc_token=b",
            b"hub.mode=subscribe&hub.challenge=1",
            b"%ff=%fe",
        ):
            assert self.gate().greet(query) is None

    def test_the_secret_is_in_no_print_and_in_no_fault(self) -> None:
        call = self.sign(b"{}", self.secrets[0], NOON)
        gate = self.gate()
        shown = (call, Setup(self.secrets, VERIFY_TOKEN), gate, getattr(gate, "source", None))
        said = " ".join(repr(one) for one in shown)
        for name, forged in self.forged().items():
            try:
                self.gate().key_of(forged.headers, forged.body, NOON, forged.path_secret)
            except BadSignature as fault:
                said += f"{name} {fault!r}"
        assert not [one for one in (*self.secrets, VERIFY_TOKEN) if one in said]

    def test_a_test_of_ours_is_authentic_and_one_marked_mention(self) -> None:
        sender = self.sender()
        if not isinstance(sender, Rehearses):
            return
        call = sender.rehearse("amends-test-1", NOON)
        assert _key(self.gate(), call, NOON)
        parsed = self.gate().read(call.headers, call.body)
        assert [is_rehearsal(one.id) for one in parsed.mentions] == [True]
        assert parsed.unusable == []

    def test_it_speaks_this_version(self) -> None:
        source = getattr(self.gate(), "source", None)
        assert source is None or source.api == SOURCE_API

    def forged(self, at: datetime = NOON) -> dict[str, Call]:
        """Calls that prove nothing, though nothing but the forgery is wrong with them at that time."""
        body, (right, wrong) = self.goldens[0].body, self.secrets
        honest, forged = self.sign(body, right, at), self.sign(body, wrong, at)
        return forgeries(honest, forged, signs_body=self.signs_body)

    def flood(self, items: int) -> bytes | None:
        """A body with so many posts; `None` if the tool sends one at a time."""
        return None

    def sender(self) -> object:
        """What makes calls of its own, if it can."""
        return getattr(self.gate(), "source", None)

    def _all(self) -> list[Golden]:
        return [*self.goldens, *self.changes, *self.silent]

    def _call(self, golden: Golden, at: datetime) -> Call:
        call = self.sign(golden.body, self.secrets[0], at)
        return replace(call, headers=[*call.headers, *golden.headers])

    def _key(self, golden: Golden, at: datetime) -> str:
        return _key(self.gate(), self._call(golden, at), at)

    def _read(self, golden: Golden) -> Parsed:
        headers: Headers = self._call(golden, NOON).headers
        return self.gate().read(headers, golden.body)


def _key(gate: Gate, call: Call, now: datetime) -> str:
    return gate.key_of(call.headers, call.body, now, call.path_secret)


def _is_refused(gate: Gate, call: Call) -> bool:
    try:
        _key(gate, call, NOON)
    except BadSignature:
        return True
    return False


def _only(told: Mapping[str, Any], like: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that a golden names, and of mappings in it those that it names there."""
    return {
        name: _only(told.get(name) or {}, wanted) if isinstance(wanted, dict) else told.get(name)
        for name, wanted in like.items()
    }


def _query(**values: str) -> bytes:
    return b"&".join(_pair(name.replace("hub_", "hub.", 1), value) for name, value in values.items()) + b"&"


def _pair(name: str, value: str) -> bytes:
    return f"{name}={quote(value)}".encode()
