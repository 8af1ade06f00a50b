"""Every error of ours, drawn whole. Each carries what its catcher must decide.

AmendsError
├── SettingsFault        all configuration faults together; exit code 2
├── BadSignature         a webhook is not from who it says; 401
│   └── LateSignature    it is, but was signed at another time than ours; 401 too
├── Unreadable           an authentic webhook, or an item of it, cannot be understood: quarantined
├── NotDurable           the store could not commit; 503 and Retry-After
├── TemplateFault        a template may not be used: where and why, in plain words
├── LlmUnavailable       no draft from the model: the reason for the card
├── SlackFault           a Slack call failed: permanent? parked for how long?
├── PlatformFault        a network call failed before it could have had an effect
├── PhoneFault           a call that leaves Slack was not taken: permanent? call again when?
└── PollFault            a network did not tell what is new: permanent? ask again when?
"""

from dataclasses import dataclass


class AmendsError(Exception):
    """What all errors of this package share."""


@dataclass
class SettingsFault(AmendsError):
    """Everything that is wrong with the configuration, one plain sentence each."""

    faults: list[str]

    def __str__(self) -> str:
        return "\n".join(self.faults)


class BadSignature(AmendsError):
    """The request does not prove who sent it. Its text never reaches the sender."""


@dataclass
class LateSignature(BadSignature):
    """Rightly signed, `seconds` away from our clock: an old request sent again, or a clock that is wrong."""

    seconds: float

    def __str__(self) -> str:
        return "signed at another time"


@dataclass
class Unreadable(AmendsError):
    """What a source sent cannot be understood. `reason` is for people, without a word of what was sent."""

    reason: str

    def __str__(self) -> str:
        return self.reason


class NotDurable(AmendsError):
    """The store did not confirm the commit; the sender should try again."""


@dataclass
class TemplateFault(AmendsError):
    """A template may not be used. `line` is 1-based; `None` when the fault is of the whole."""

    name: str
    line: int | None
    problem: str

    def __str__(self) -> str:
        where = self.name if self.line is None else f"{self.name}, line {self.line}"
        return f"{where}: {self.problem}"


@dataclass
class LlmUnavailable(AmendsError):
    """The model gave no usable draft. `reason` is for people: no secret and no stranger's words in it."""

    reason: str

    def __str__(self) -> str:
        return self.reason


@dataclass
class SlackFault(AmendsError):
    """A Slack call failed. `retry_after` is in seconds, `None` when Slack gave none.

    `permanent`: the same call can never succeed. `maybe_done`: the answer was lost, the act may stand.
    """

    method: str
    error: str
    permanent: bool = False
    maybe_done: bool = False
    retry_after: float | None = None

    def __str__(self) -> str:
        return f"{self.method}: {self.error}"


@dataclass
class PlatformFault(AmendsError):
    """A network's server could not be asked. Nothing was published by the call."""

    platform: str
    problem: str

    def __str__(self) -> str:
        return f"{self.platform}: {self.problem}"


@dataclass
class PhoneFault(AmendsError):
    """Nobody outside of Slack could be called. `phone` and `problem` are for people, without any secret.

    `permanent`: it stays so until a person changes something. `retry_after` is in seconds, `None`: we choose.
    """

    phone: str
    problem: str
    permanent: bool = False
    retry_after: float | None = None

    def __str__(self) -> str:
        return f"{self.phone}: {self.problem}"


@dataclass
class PollFault(AmendsError):
    """A network could not be asked for new posts. `problem` is for people: no secret, no stranger's words.

    `permanent`: it stays so until a person changes something. `retry_after` is in seconds, `None` when the
    network did not say.
    """

    source: str
    problem: str
    permanent: bool = False
    retry_after: float | None = None

    def __str__(self) -> str:
        return f"{self.source}: {self.problem}"
