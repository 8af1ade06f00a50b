"""What an approved stance makes of a reply: its facts may be said, its step is what we promise. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.drafting.brands import Action, Brand, Fact
from bot.models import Category, Stance, Verdict
from bot.rights import is_sensitive


@dataclass(frozen=True)
class StanceWords:
    """What we say and do about one cause. Each of `happened` and `doing` says the same in other words."""

    id: str
    happened: tuple[str, ...]
    doing: tuple[str, ...]
    action: Action
    channel: str | None = None

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What a reply under it may state as true."""
        return tuple(Fact(self.id, said) for said in (*self.happened, *self.doing))

    def on(self, brand: Brand) -> Brand:
        """The brand as it speaks of this cause: whatever else it can promise is not promised here."""
        ours = replace(brand, facts=(*brand.facts, *self.facts), actions=(self.action,))
        return ours if self.channel is None else replace(ours, channel=self.channel, channels={})

    @property
    def whole(self) -> str:
        """All that it says, to hold a reply against."""
        return " ".join((*self.happened, *self.doing))


def words_of(stance: Stance) -> StanceWords:
    """A stored stance as drafting speaks of it."""
    return StanceWords(
        id=stance.id,
        happened=tuple(stance.happened),
        doing=tuple(stance.doing),
        action=Action(
            id=stance.id,
            categories=(),
            wordings=tuple(stance.steps),
            owner=stance.owner,
            what=stance.what,
            due=stance.due,
        ),
        channel=stance.channel,
    )


def serves(verdict: Verdict) -> bool:
    """Whether a post may be answered under a stance: nothing that may hurt somebody or land in court is."""
    is_grave = is_sensitive(verdict.severity, verdict.flags) or verdict.category == Category.SAFETY
    return not verdict.flags and not is_grave


def content_of(
    title: str,
    happened: Sequence[str],
    doing: Sequence[str],
    action: Action,
    channel: str | None,
) -> str:
    """Everything that a stance says, for its digest: a change of any part is another stance."""
    kept = (action.owner, action.what, action.due, channel or "")
    return "\0".join((title, "\n".join(happened), "\n".join(doing), "\n".join(action.wordings), *kept))
