"""Texts that networks may get wrong: made from a seed, so that a failing one can be made again."""

import random
from bisect import bisect_left
from collections.abc import Callable, Iterator

PIECES = (
    "Jo, I'm sorry – the desk should have known.",
    "I have asked for your bag. ",
    "\U0001f469\U0001f3fd\u200d\U0001f680",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466",
    "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "\U0001f1f5\U0001f1f9\U0001f1e9\U0001f1ea",
    "\u2764\ufe0f\u200d\U0001f525 1\ufe0f\u20e3 \u00a9\ufe0f",
    "e\u0301 \u00e9 o\u0308\u0323\u0301 \ufb01 \u212b \u1e9b\u0323",
    "\u05e9\u05dc\u05d5\u05dd \u0645\u064e\u0631\u0652\u062d\u064e\u0628\u064b\u0627 \u2067x\u2069",
    "\u0928\u092e\u0938\u094d\u0924\u0947 \u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35",
    "\ud55c\uad6d\uc5b4 \u1112\u1161\u11ab",
    "\u7533\u3057\u8a33\u3042\u308a\u307e\u305b\u3093\u3002",
    "“smart” ‘quotes’ „low“ «guillemets» … — –",
    "a & b &amp; &lt;i&gt; 5 < 6 > 4 \\ \" ' ` * _ ~ | # %20",
    "line\nline\n\nline",
    "two  spaces",
    "\u00a0no-break\u00a0space\u202f!",
    "https://acme.example/help?a=1&b=2#part",
    "(see https://acme.com/a_(b).)",
    "@jo, @jo@example.social",
    "18:40, 1.5 h, AA123, 100 %",
    "tab\there",
)
EDGES = ("", "", "", " ", "  ", "\n")
"""What a text may begin or end with; most with nothing."""


def texts(seed: int, count: int, fits: Callable[[str], bool], most: int) -> Iterator[str]:
    """Texts within a network's limit; every fourth uses it up. Each is another one.

    `most` is how many letters the limit leaves room for.
    """
    chance = random.Random(seed)
    for number in range(count):
        text = f"{chance.choice(EDGES)}{number}. "
        for _ in range(chance.randint(1, 9)):
            longer = text + chance.choice(PIECES) + chance.choice((" ", "", "\n"))
            text = longer if fits(longer) else text
        longer = text + chance.choice(EDGES)
        text = longer if fits(longer) else text
        yield _filled(text, fits, most) if number % 4 == 0 else text


def _filled(text: str, fits: Callable[[str], bool], most: int) -> str:
    """With as many letters at the end as there is room for."""
    room = bisect_left(range(most), True, key=lambda letters: not fits(f"{text} {'x' * letters}"))
    return f"{text} {'x' * (room - 1)}" if room else text
