"""The parts that a card is put together from. Others' words stand in rich text or plain text only."""

from collections.abc import Iterator
from datetime import datetime

from bot.drafting.languages import needed_language
from bot.hosts import safe_link
from bot.models import DraftState, Event
from bot.ports import CardView, Commitment, Finding
from bot.rules.vouching import CHECKED
from bot.slack import words
from bot.slack.blocks import (
    Block,
    bullets,
    context,
    line,
    quotes,
    rich,
    section,
    small_print,
    text_element,
)
from bot.slack.escape import (
    date,
    link,
    live_link,
    named_elements,
    named_one,
    our_elements,
    our_words,
    person,
    quoted,
)
from bot.text import excerpt

MAX_MENTION = 2_000
"""Characters of a mention on its card; the rest is read at the post."""
MAX_FINDINGS = 8
MAX_WORDS = 120
MAX_OWNER = 80
MAX_REASONS = 600


def mention(view: CardView) -> list[Block]:
    """Who said what, where, when, and why triage judged it so."""
    why = words.verdict_line(view.verdict)
    who = rich(line(text_element(words.author(view.mention), bold=True)))
    quote = quotes(shortened(view.mention.text, MAX_MENTION))
    reasons = [small_print(shortened(why, MAX_REASONS))] if why else []
    return [context(" · ".join(_facts(view))), who, *quote, *reasons]


def short_mention(view: CardView) -> Block:
    """Who said what, on one line."""
    said = excerpt(view.mention.text, MAX_WORDS)
    return rich(
        line(text_element(words.author(view.mention), bold=True), text_element(f": {said or '(no words)'}"))
    )


def strategy(view: CardView) -> list[Block]:
    """How the reply goes about it, and why."""
    told = words.strategy(view.draft.strategy, view.draft.strategy_why)
    head = "Suggested" if view.draft.strategy == "no_reply" else "Strategy"
    return [small_print(shortened(f"{head}: {told}", MAX_REASONS))] if told else []


def draft_text(view: CardView) -> list[Block]:
    """The exact text, whole, with its length, where it comes from, and what it says in English."""
    note = [small_print(f"AI did not write this: {view.draft.note}")] if view.draft.note else []
    if language := needed_language(view.template):
        return [section(f":globe_with_meridians: *Needs a person who writes {our_words(language)}*"), *note]
    facts = [length(view), our_words(words.made_by(view.revision_by, view.template))]
    facts += [f"tone {quoted(view.tone, MAX_WORDS)}"] if view.tone else []
    head = section(f"*Draft reply* · {' · '.join(facts)}")
    return [head, *quotes(view.text), *_in_english(view), *note]


def warnings(view: CardView) -> list[Block]:
    """What checking found, and what approving would promise."""
    promises = [_promise(one) for one in view.commitments[:MAX_FINDINGS]]
    rows = [*_findings(view), *override_lines(view), *promises]
    changed = [small_print(_EDITED)] if view.mention.last_event == Event.EDITED else []
    return [*changed, *([rich(bullets(rows))] if rows else []), *_last_problem(view)]


def override_lines(view: CardView) -> list[list[Block]]:
    """Which rules a manager has set aside for this text, and what somebody has vouched for."""
    return [
        [
            text_element(_set_aside(excerpt(str(one.get("rule")), 20)), bold=True),
            *our_elements(person(str(one.get("by")))),
            text_element(f": {excerpt(str(one.get('reason')), MAX_WORDS)}"),
        ]
        for one in view.overrides[:MAX_FINDINGS]
    ]


def route(view: CardView) -> list[Block]:
    """Where and how it will be published, and who alone may approve that."""
    way = [rich(line(*our_elements(view.draft.reach_reason)))] if view.draft.reach_reason else []
    return [*way, *_sensitive(view), *_routed(view)]


def problem(view: CardView) -> list[Block]:
    """What went wrong, for the top of a card."""
    return [rich(line(*our_elements(view.draft.problem)))] if view.draft.problem else []


def late(view: CardView, now: datetime) -> list[Block]:
    """An approved text that should have been out, unless a pause keeps it back."""
    if view.out_by is None or now < view.out_by or view.held_since is not None:
        return []
    by = date(view.out_by, "{time}")
    return [context(f":alarm_clock: It should have been out by {by}. The people on call are told.")]


def is_taken(view: CardView, now: datetime) -> bool:
    """Somebody holds it, and their time has not run out."""
    until = view.draft.lease_until
    return view.draft.assignee is not None and (until is None or until > now)


def published_link(view: CardView) -> str | None:
    """Where the reply stands, as our publisher or a colleague said."""
    return live_link(view.published_url)


def shortened(text: str, limit: int) -> str:
    """A long text cut with a word about it; line breaks stay."""
    return text if len(text) <= limit else f"{text[:limit].rstrip()} […]"


def length(view: CardView) -> str:
    """How much of the network's limit is used."""
    used, limit = view.length.used, view.length.limit
    over = "" if view.length.fits else " *too long*"
    note = f" · {view.length.note}" if view.length.note else ""
    return f"{used if limit is None else f'{used}/{limit}'} {view.length.unit}{over}{note}"


def _set_aside(rule: str) -> str:
    return "Checked by " if rule == CHECKED else f"Rule {rule} set aside by "


_EDITED = "The author has edited this post. This is the new wording."


def _in_english(view: CardView) -> list[Block]:
    said = view.back_translation
    return [small_print(f"In English: {shortened(said, MAX_MENTION)}")] if said else []


def _sensitive(view: CardView) -> list[Block]:
    """Said before anyone clicks."""
    if view.sensitive_for is None:
        return []
    named = " ".join(named_one(one) for one in view.sensitive_for[:MAX_FINDINGS])
    # Without managers nobody is let stand in for anybody, and a small team's approvers answer all.
    unnamed = "the settings name no managers and no legal people, so every approver may approve it"
    who = f"only {named} may approve it, or whoever stands in for them" if named else unnamed
    return [section(f":lock: This one is critical or touches a legal question: {who}.")]


def _routed(view: CardView) -> list[Block]:
    """That few approve it by the routes. They are not named here: a name would ring them for each card."""
    if view.draft.approver_group is None or view.sensitive_for is not None:
        return []
    return [context(":busts_in_silhouette: Only the approvers of this route, and managers, may approve it.")]


def _facts(view: CardView) -> Iterator[str]:
    one = view.mention
    if one.author_followers is not None:
        yield f"{one.author_followers:,} followers"
    if one.stars is not None:
        yield f"{one.stars} of 5 stars"
    yield f"posted {date(one.posted_at, '{ago}')}" if one.posted_at else "no time given"
    if not view.draft.state.is_final:
        due = "was due at" if view.draft.breached_at else "answer by"
        yield f"{due} {date(view.draft.due_at, '{time}')}"
    if view.escalated_to:
        yield f"called: {our_words(view.escalated_to)}"
    url = safe_link(one.platform, one.url)
    yield link(url, "open the post") if url else "no link to the post"


def _findings(view: CardView) -> list[list[Block]]:
    shown = [_finding(one) for one in view.findings[:MAX_FINDINGS]]
    more = len(view.findings) - len(shown)
    return [*shown, [text_element(f"and {more} more; press Edit to see them")]] if more > 0 else shown


def _finding(one: Finding) -> list[Block]:
    mark = "Must fix: " if one.level == "hard" else "Please check: "
    said = f"“{excerpt(one.words, MAX_WORDS)}”: " if one.words else ""
    return [
        text_element(mark, bold=True),
        text_element(f"{said}{excerpt(one.why, 300)} → {excerpt(one.fix, 300)}"),
    ]


def _promise(one: Commitment) -> list[Block]:
    what = excerpt(one.what, 200)
    if not one.owner.strip():
        return [text_element("Must fix: ", bold=True), text_element(f"Nobody owns the promise “{what}”")]
    promise = f" to {what}{_by(excerpt(one.due, 80))}"
    owner = named_elements(one.owner, MAX_OWNER)
    return [text_element("Approving commits ", bold=True), *owner, text_element(promise)]


def _by(due: str) -> str:
    if not due or due == "no time given":
        return ", no time given"
    says_when = due.startswith(("by ", "in ", "within ")) or due in {"today", "tomorrow"}
    return f" {due}" if says_when else f" by {due}"


def _last_problem(view: CardView) -> list[Block]:
    return problem(view) if view.draft.state == DraftState.WAITING else []
