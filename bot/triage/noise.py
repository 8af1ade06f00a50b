"""What is nobody's complaint: empty posts, adverts, headlines with a link."""

from collections.abc import Sequence

from bot.triage.phrases import PhraseIndex
from bot.triage.reading import Reading

EMPTY = "no words, only names or links"
ADVERT = "looks like an advert"
HEADLINE = "looks like a news link"

_ADVERTS = {
    ADVERT: """
        giveaway, giveaways, promo code, use code, discount code, coupon code, click here, click the link,
        link in bio, link in my bio, follow me for|on|and|back, follow back, follow for follow,
        check out my|our|this, dm me for, dm for promo|price|collab, earn money|cash|up, make money,
        passive income, crypto, bitcoin, airdrop, nft, forex, sign up now|today|here|free, limited time,
        limited offer, subscribe to my|our, my channel, new video, now hiring, were hiring, we are hiring,
        job opening, apply now, apply today, retweet to win, rt to win, enter to win, chance to win,
        free trial, buy now, shop now, order now, best price|prices, lowest price, on sale now, available now,
        hot deal, deal of the day, cash back, followers fast, whatsapp me|us|at, telegram, promote my,
        my music, my mixtape, new single, sponsored, casino, escort, seo services, webinar, register now,
        learn more, read more, off all|everything|sitewide, cheap ~1 tickets|flights|deals|offers, save up to
    """,
}
_PEOPLE = (
    "i im ive ill id me my mine myself we were weve us our ours you your yours youre u ur ya yall he she "
    "they them his her who anyone please pls plz why what how when where thats"
)
"""Headlines speak of nobody in particular."""

HEADLINE_WORDS = 5
HEADLINE_CAPITALS = 0.55
"""Share of capitalised words in the title case of headlines."""


class Noise:
    """Tells adverts and headlines from speech."""

    def __init__(self) -> None:
        self._adverts = PhraseIndex(_ADVERTS)
        self._people = frozenset(_PEOPLE.split())

    def kind(self, reading: Reading, angry: Sequence[str]) -> str | None:
        """A reason for the card, `None` for speech. Angry words are speech, whatever link."""
        if not reading.words:
            return EMPTY
        if angry:
            return None
        adverts = 0 if "?" in reading.text else len(self._adverts.find(reading.words))
        if adverts >= 2 or (adverts and reading.links):
            return ADVERT
        return HEADLINE if reading.links and self._is_headline(reading) else None

    def _is_headline(self, reading: Reading) -> bool:
        spoken = "?" in reading.text or "!" in reading.text or not self._people.isdisjoint(reading.words)
        if spoken or len(reading.words) < HEADLINE_WORDS:
            return False
        capitals = sum(word[0].isupper() or word[0].isdigit() for word in reading.spoken)
        return capitals >= HEADLINE_CAPITALS * len(reading.spoken)
