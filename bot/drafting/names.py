"""How a person may be greeted: only by a first name that is plainly a name."""

import re
from typing import Final

MAX_NAME: Final = 20
"""Letters of a first name."""
_NAME: Final = re.compile(r"[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]+(?:[-'][A-ZÀ-ÖØ-Þ]?[a-zà-öø-ÿ]+)?")


def first_name(display_name: str | None, brand: str) -> str | None:
    """The first word of a display name if it is written like a name, and is no role, boast or insult.

    `None` for a newspaper or a firm too: "Island Courier" is nobody called Island.
    """
    words = (display_name or "").split()
    if not words or len(words) > 4 or not _FIRMS.isdisjoint(word.casefold() for word in words[1:]):
        return None
    name = words[0].rstrip(",.")
    if not (2 <= len(name) <= MAX_NAME and _NAME.fullmatch(name)):
        return None
    folded = name.casefold()
    if folded in _NOT_NAMES or folded in brand.casefold() or any(part in folded for part in _NEVER_IN_NAMES):
        return None
    return name


_NEVER_IN_NAMES: Final = (
    "fuck", "shit", "cunt", "bitch", "nigg", "fagg", "whore", "slut", "penis", "vagina", "rape", "nazi",
    "hitler",
    "admin", "support", "system", "official", "scam", "kill", "porn", "arse", "asshole", "bastard", "idiot",
    "moron", "stupid",
)  # fmt: skip
_NOT_NAMES_TEXT: Final = """
    a ad admin agent all alpha amazing an and angry annoyed anon anonymous another any approve approved
    ass bad badass beast best big black blue boss bot boy bro broke busy buy captain ceo chairman cheap
    chief client coach cold concerned crazy customer cute dad daddy daily damn dark dead dear deleted
    dick disappointed doctor don't done dr dude duke dumb editor emperor engineer enough evil ex fake
    fan fat father feminist ferry first flight follow former free frequent from fun furious gamer girl
    god good great green grumpy guest guy happy hate hater he hell hello her hero hey hi his honest hot
    human husband i i'm ignore im in internet invalid it its just karma king lady lazy little local lord
    lost love lucky mad madam male mama man me mean media member miss mister mom mother moved mr mrs ms
    mum my name naughty never new news nice no nobody none not nothing null official oh old only our
    papa passenger people please poor president prince princess prof professor proud queen rage random
    real reply rich rip rude sad saint sale satan savage secret senator sexy she shop sick silly sir
    small someone sorry spicy staff starving still store sweet team test thank that the their they this
    tired top total train travel traveler traveller troll true truth ugly undefined unhappy unknown
    update user very victim viral void vote we weird white who wife wild woman worst yes you young your
"""
_NOT_NAMES: Final = frozenset(_NOT_NAMES_TEXT.split())
_FIRMS_TEXT: Final = """
    academy agency association bakery blog books broadcasting bulletin business cafe café centre center
    charity chronicle clinic club co college company coop cottage council courier daily dispatch
    evening express farm fc festival foundation gallery garage gazette gmbh group guesthouse herald hostel
    hotel inc inn institute journal limited llc logistics ltd magazine mail media museum network
    news newspaper observer online party plc podcast press property pub radio recorder records reporter
    restaurant review salon school service services shop society solutions station store studio studios
    supplies systems team telegraph theatre times today tours transport travel travels tribune trust tv
    union university watch weekly
"""
_FIRMS: Final = frozenset(_FIRMS_TEXT.split())
