"""Our words for people on the list of advocates. Pure; what managers typed stays in plain text."""

from datetime import datetime

from bot.models import Advocate, Relation
from bot.slack.blocks import Block, line, rich, text_element
from bot.text import excerpt

MAX_NAME = 60
MAX_LIST = 120
RELATION = {
    Relation.EMPLOYEE: "works for us",
    Relation.PARTNER: "works together with us",
    Relation.PAID: "is paid by us",
    Relation.CUSTOMER: "is a customer",
    Relation.NONE: "no relation yet",
}


def who(advocate: Advocate) -> Block:
    """One line: the name, and what ties them to us."""
    name = text_element(excerpt(advocate.name, MAX_NAME) or "(taken off the list)", bold=True)
    return rich(line(name, text_element(f" · {RELATION[advocate.relation]}")))


def about(advocate: Advocate) -> str:
    """All else that is known, as plain text."""
    accounts = ", ".join(one.replace(":", " ", 1) for one in advocate.accounts)
    parts = [
        excerpt(accounts, MAX_LIST),
        excerpt(f"knows about {', '.join(advocate.topics)}", MAX_LIST) if advocate.topics else "",
        f"writes {', '.join(advocate.languages)}" if advocate.languages else "",
        "do not contact" if advocate.do_not_contact else "",
        _day("agreed to be asked on", advocate.consent_at) or "has not agreed to be asked",
        "tells it in every post" if advocate.discloses else "",
        _day("last asked on", advocate.last_contacted_at),
    ]
    return " · ".join(part for part in parts if part)


def _day(what: str, at: datetime | None) -> str:
    return f"{what} {at:%Y-%m-%d}" if at else ""
