"""R11: no money and no gifts offered in public. Naming a refund that is owed or asked for is no offer."""

import re
from collections.abc import Iterator
from typing import Final

from bot.ports import Finding
from bot.rules.catalog import finding
from bot.rules.phrases import phrases
from bot.rules.reading import Reading
from bot.rules.subjects import subjects_of


def compensation(reading: Reading) -> Iterator[Finding]:
    """R11: from a person only what offers; from a machine also what names money that nobody spoke of."""
    if not _MONEY.found_in(reading.plain):
        return
    about_money = "money" in subjects_of(reading.mention)
    for sentence in reading.sentences:
        offered = bool(_OFFER.search(sentence) or _OFFER_ABROAD.search(sentence))
        for hit in _MONEY.hits(sentence):
            word = hit.lower()
            spoken_of = about_money or word[:6] in reading.mention
            is_named = not offered and (reading.context.by_person or spoken_of)
            if word not in reading.known and not is_named:
                yield finding("R11", hit)


_MONEY: Final = phrases(
    r"refund\w*",
    r"vouchers?",
    r"compensat\w+",
    r"discount\w*",
    r"reimburs\w+",
    r"gifts?(?: cards?)?",
    r"coupons?",
    r"goodwill",
    r"money back",
    r"free (?:of charge|tickets?|trips?|flights?|meals?|months?|upgrades?|delivery|shipping|coffee|drinks?|"
    r"nights?|"
    r"replacement|rides?|gift|items?|pass|stay|wine|dessert|dinner|room)\w*",
    r"for free",
    r"complimentary",
    r"credit(?:s|ed|ing)?(?! (?:cards?|score|check|where|union|rating|note number|limit)\b)",
    r"(?:air|bonus|frequent flyer|extra|loyalty|reward) (?:miles|points)",
    r"\d[\d,.]* (?:bonus |extra )?(?:miles|points)",
    r"waiv\w+",
    r"on the house",
    r"on us (?=today|next|this|tonight)",
    r"(?:dinner|lunch|drinks?|coffee|meal|next \w+)(?: is| are|'s) on us",
    r"make it up to you",
    r"upgrade you|free upgrade",
    r"half (?:price|off)|\d+ ?(?:%|percent|per cent) off",
    r"reembols\w+|indemni[zs]\w+|compensaci[oó]n\w*|compensar\w*|compensaç\w+|descuentos?|un (?:vale|bono|"
    r"regalo)|regalar\w*",
    r"rembours\w+|dédommag\w+|bons? d'achat|remise|geste commercial|avoir de|cadeau\w*",
    r"erstatt\w+|rückerstatt\w+|entschädig\w+|gutschein\w*|rabatt\w*|geschenk\w*|gutschrift\w*|kostenlos\w*",
    r"ressarc\w+|cupom|cupons|descontos?|vale-\w+|brindes?|estorn\w+",
    r"(?:gratis|grátis|gratuit\w*)",
    r"(?:dollars|euros|pounds|quid|bucks)",
) + phrases(r"[$€£¥] ?\d[\d.,]*|\d[\d.,]* ?(?:dollars|euros?|pounds|usd|eur|gbp|chf|[$€£])")
_WILL: Final = (
    r"\b(?:i|we|our team|they)(?:'ll| will|'d like to| can| would like to|'re going to|'m going to|"
    r"'d be happy to|"
    r"'re happy to|'m happy to| want to|'d love to)"
)
_OFFER: Final = re.compile(
    rf"{_WILL} (?:\w+ )?(?:refund|credit|compensate|reimburse|waive|upgrade|discount|comp)\b|"
    rf"{_WILL}\b[^.!?\n]{{0,40}}?\b(?:give|offer|issue|pay|process|arrange|provide|grant|honou?r|"
    r"make it up|get you (?:a|your|some)|(?:add|send|put)(?: (?:you|on|to your account))? "
    r"(?:a|an|some|[$€£\d]|your|you (?:a|an|some))[^.!?\n]{0,20}?(?:voucher|credit|refund|gift|coupon|"
    r"miles|points|discount|[$€£]))\b|"
    r"\b(?:i|we)(?:'ve| have)(?: \w+)? (?:added|issued|given|sent|credited|put|applied|waived|arranged|"
    r"compensated|upgraded)"
    r"\b[^.!?\n]{0,30}?\b(?:vouchers?|credits?|gifts?|coupons?|miles|points|goodwill|discount|fee|you|"
    r"compensation)\b|"
    r"\b(?:you'll|you will|you can) (?:\w+ )?(?:get|receive|have|claim|be (?:refunded|credited|compensated|"
    r"reimbursed|upgraded))\b|"
    r"\byou(?:'re| are) (?:entitled|eligible|owed|due)\b|\byou (?:qualify|deserve) (?:for )?(?:a|some)\b|"
    r"(?<!for a )(?<!want a )(?<!wanted a )(?<!about a )(?<!about the )(?<!about your )(?<!for your "
    r")(?<!for the )"
    r"\b(?:full|partial|complete) refunds?\b|\brefunds? (?:to|for) (?:everyone|everybody|all|anyone)\b|"
    r"\bplease accept\b|\bhave a\b|\bhere(?:'s| is) (?:a|an|your|some)\b[^.!?\n]{0,20}?\b(?:voucher|"
    r"discount|coupon|gift|credit|refund)|"
    r"\benjoy (?:a|an|your|some)\b|\b(?:gesture|token) of\b|\bgoodwill\b|\bon the house\b|"
    r"\bmake it up to you\b|\bon us\b|"
    r"\bas (?:a|an) (?:thank|apology|sorry)\b|\byour next \w+(?: \w+)? is\b|\bis (?:yours|free)\b|"
    r"\bclaim your\b|"
    r"\buse (?:the |this )?code\b",
    re.IGNORECASE,
)
_OFFER_ABROAD: Final = re.compile(
    r"\b(?:te|le|os|les) (?:vamos a |voy a )?(?:reembols|devolv|indemni|compens|regal|ofre[cz]|dar|abon|"
    r"descont)\w*|"
    r"\b(?:reembolsaremos|devolveremos|indemnizaremos|compensaremos|recibirá|recibirás|tendrá[ns]? un|"
    r"tendrás un)\b|"
    r"\bun reembolso (?:completo|total|íntegro)|"
    r"\b(?:nous|je) (?:vous|te|t'|allons vous|vais vous) ?(?:rembours|dédommag|offr|indemni|accord|fai)\w*|"
    r"\bvous (?:serez|allez être|recevrez|aurez|bénéfici\w+)\b|\bremboursement (?:intégral|complet|total)|"
    r"\b(?:wir|ich) (?:\w+ )?(?:erstatte|entschädige|schenke|biete|gebe|schreibe)\w*|\b(?:sie|"
    r"du) (?:erhalten|erhältst|bekommen|"
    r"bekommst)\b|\bvolle (?:rück)?erstattung|\berstatten wir\b|"
    r"\b(?:vamos|iremos|vou) (?:lhe |te )?(?:reembols|devolv|compens|oferec|ressarc|estorn|dar)\w*|"
    r"\b(?:reembolsaremos|devolveremos|ofereceremos|ressarciremos)\b|\b(?:receberá|vai receber|ganha|"
    r"ganhará)\b|"
    r"\breembolso (?:total|integral|completo)",
    re.IGNORECASE,
)
