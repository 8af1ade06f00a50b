"""Signs that a person must look first: injury, the law, leaked data, discrimination, the press, self-harm.

By reading hits on real complaints about half of such finds deserve escalation, so a flag means "human first"
and never decides anything alone. Idioms ("fire your manager", "battery died") hide the word inside them.
"""

from bot.models import RiskFlag
from bot.triage.foreign_risk import FOREIGN_RISKS
from bot.triage.harm import HARM, HARMLESS
from bot.triage.language import FOREIGN
from bot.triage.phrases import Hit, PhraseIndex
from bot.triage.reading import Reading

_DEVICE = (
    "battery|phone|laptop|controller|app|wifi|internet|signal|router|car|engine|console|tablet|watch|computer|pc|"
    "tv|screen|mouse|headphones|airpods|charger|server|site|website|conversation|connection|link|modem|line"
)
_PERSON = (
    "passenger|passengers|dog|cat|pet|baby|child|mother|father|mom|dad|mum|wife|husband|man|woman|patient|people"
    "|son|daughter|customer"
)
_MEDIA = "press|media|newspaper|newspapers|news|papers"
_OUTLET = "bbc|cnn|nbc|cbs|itv|nyt|watchdog|reporter|reporters|journalist|journalists"
_TELL = (
    "call|calling|called|contact|contacting|contacted|email|emailing|emailed|tell|telling|go|going|alert|alerting"
    "|take|taking"
)
_PROTECTED = (
    "black|asian|muslim|jewish|latino|latina|hispanic|indian|african|arab|gay|lesbian|trans|transgender|disabled"
    "|deaf|blind|pregnant|autistic|brown|mexican|chinese|hijab"
)
_DETAILS = "account|details|order|data|invoice|info|information|name|statement|records|bill|address"
_GONE_OUT = "leaked|exposed|shared|stolen|sent|public|visible|published|compromised|breached"
_REFUSED = "denied|refused|refuse|refusing|broke|broken|damaged|destroyed|lost"

RISKS: dict[RiskFlag | None, str] = {
    RiskFlag.SAFETY: f"""
        {HARM}, injur*, bleeding, bled, fracture*, unconscious, fainted, seizure, choking, choked, poisoned,
        allergic reaction, caught fire, caught on fire, on fire, burst into flames, went up in flames,
        smoke ~4 cabin|kitchen|charger|phone|battery|oven|engine, smoking ~2 charger|phone|battery|engine,
        sparks ~2 flying|from|out|coming, exploded, explosion, exploding, overheated ~3 burn*,
        smell gas|of gas, carbon monoxide, assault*, groped, molested, raped, attacked by|me|my,
        punched ~1 me, hit me, threatened ~1 me|my, stalked, stalking ~1 me,
        sexual assault|harassment|abuse, sexually assaulted|harassed|abused, harass*, ambulance,
        called|call|calling|dialed 911, paramedics,
        rushed|sent|taken|ended|landed|admitted|put ~4 hospital|er|icu,
        am|is|was|are|were|been|im|hes|shes|still|now|went ~2 in|to|at ~1 hospital|icu|er,
        night|nights|days|hours|week ~2 in|to|at ~1 hospital|icu|er, hospitalised, hospitalized,
        medical emergency, emergency landing, emergency room, {_PERSON} ~3 died|dead|collapsed|killed,
        could ~2 have died|killed, could ~2 been killed|hurt, nearly|almost died|killed|choked|crashed,
        died on ~2 flight|plane|train, unsafe, not safe,
        safety hazard|risk|violation|violations|issue|concern|concerns, health hazard|violation|code,
        dangerous, endanger*, drunk driver, driver ~2 drunk|texting|asleep, fell asleep ~2 wheel,
        piece|pieces of glass|metal|plastic|wood|wire,
        insulin|oxygen|medication|medicine|inhaler ~6 lost|missing|without|out|delayed|stuck|refused|denied,
        lost|without|need ~3 insulin|medication|oxygen|inhaler, bedbug bites, carbon dioxide leak, asbestos,
        e coli, salmonella, listeria, recall ~3 unsafe, unaccompanied minor ~5 alone|lost|left|missing,
        locked ~2 in ~4 hours, child ~3 alone,
        slipped|tripped|fell ~4 floor|ramp|step|steps|stairs|deck|ice|wet|pavement|platform|down
    """,
    RiskFlag.LEGAL: """
        lawyer, lawyers, attorney, attorneys, solicitor, solicitors, legal action, legally,
        legal team|advice|proceedings|department|counsel|case|rights|matter|recourse,
        sue you|them|the|this|your|for|over|u, suing, sued, will|gonna|ill|to|can|should|could|would sue,
        lawsuit, lawsuits, class action, small claims, to|in court, court case|order|summons|action|date,
        litigation, illegal, against the law, breach of contract, consumer protection|affairs|rights,
        ombudsman, regulator, trading standards, attorney general, better business bureau, bbb, ftc, fcc,
        ofcom, ofgem, dot complaint, department of transportation, caa, false advertising, police,
        police report, press charges, pressing charges, criminal complaint, cease and desist
    """,
    RiskFlag.DATA: f"""
        data breach, data leak, data leaked, security breach, breach of ~2 data|privacy,
        leaked ~3 data|details|email|emails|information|info|address|number|numbers, hacked, hackers, hacker,
        hacking, got hacked, identity theft|stolen|fraud, stole my identity, gdpr,
        privacy violation|breach|issue|concern|concerns|complaint, invasion of privacy, my privacy,
        someone elses|else {_DETAILS}, another|other customers|persons|peoples ~1 {_DETAILS},
        another customer|person ~1 account|details|data|address, strangers account|details|data,
        personal|private|card|bank|account|medical|credit data|information|details|info|number ~4 {_GONE_OUT},
        exposed ~3 data|details|information|password|passwords|emails,
        shared|exposed|posted|published my ~2 {_DETAILS}|number|email, posted ~1 my address,
        account ~2 hacked|compromised|breached|taken, unauthorized|unauthorised access|login,
        password|passwords ~2 leaked|stolen|exposed, phishing, compromised ~2 account|card|data|details
    """,
    RiskFlag.DISCRIMINATION: f"""
        racist*, racism, racial*, discriminat*, sexist, sexism, misogyn*, homophob*, transphob*, islamophob*,
        antisemit*, anti semitic, xenophob*, bigot, bigots, bigotry, ableist, ableism, slur, slurs, profiled,
        ada violation, hate crime, n word, because|cause|cuz im|hes|shes|were|theyre ~1 {_PROTECTED},
        because|cause|cuz i|he|she|they|we am|is|are|was|were ~1 {_PROTECTED},
        because of my|his|her|their|our ~1 race|religion|disability|skin|accent|gender|age|nationality,
        treated ~4 being {_PROTECTED},
        wheelchair ~6 denied|refused|left|broke*|broken|damaged|refuse|lost|destroyed|no|access|stranded,
        {_REFUSED} ~4 wheelchair|mobility|guide|service ~1 dog|dogs|scooter,
        broke|broken|damaged|destroyed|lost ~2 wheelchair,
        disabled|disability ~5 denied|refused|left|ignored|humiliated,
        my race|religion|disability|skin|accent, skin color|colour, breastfeed*
    """,
    RiskFlag.PRESS: f"""
        {_TELL} ~2 the|local|national {_MEDIA}, {_TELL} ~2 {_OUTLET}, local news,
        im|am ~2 journalist|reporter|columnist,
        i am|im ~1 writing|doing|working ~4 story|article|piece|report|segment, for comment,
        we are|were ~1 preparing|writing|running ~3 report|story|article|piece, request ~2 comment,
        would|could like|have ~2 comment|statement by|from|on|before, like|want a comment|statement,
        press inquiry|enquiry|request|office, media inquiry|enquiry|request,
        news crew|station|outlet|desk|team, investigative, journalist, journalists, reporters, go ~1 viral,
        going viral, gone viral, went viral, front page, expose you|this|them, consumer reports, watchdog
    """,
    RiskFlag.SELF_HARM: """
        kill myself, killing myself, suicid*, end my life, ending my life, end it all, take my own life,
        taking my own life, self harm, selfharm, hurting myself, harm myself, harming myself,
        want|wanna|ready ~1 die, better off dead, dont want to live|be alive|be here anymore,
        do not want to live, no reason to live, cant go on living, wish i was|were dead
    """,
    None: f"""
        {HARMLESS}, fire your|you|the|him|her|them|that|this|whoever|these|those|everyone,
        fire stick|tv|tablet|hd|sale|drill|alarm, get|be|been|getting fired,
        on fire today|lately|tonight|recently|with, youre|were|hes|shes|is on fire,
        {_DEVICE} ~2 died|dead|dying, dying to|for|of laughter|from laughter, died laughing|of laughter,
        die laughing, die of boredom, bored to death, loved to death, death by, want to die laughing,
        to die for, dead zone|zones|on|line|end, insult to injury, injury time|report|list|prone,
        food court|courts, tennis|basketball|squash|supreme court, court side|yard|yards,
        ball is in your court, press play|release|conference,
        lost|broke|broken|crushed|cut my|his|her|their hand luggage|baggage|bag|bags, killing it|me|time|us,
        kills me, kill ~1 time, life hack|hacks, lifehack, hacker news, hacking cough, growth hacker|hacking,
        dangerously good|close|delicious|addictive, not dangerous, go wrong,
        smoke free|alarm|detector|signal|signals, heart attack prices|burger, harassing me with|to buy,
        price discrimination, ip|trade lawyer, thank ~3 police, police drama, kill myself laughing,
        exploded in popularity, sales exploded, explosion of flavor|flavour|flavors|flavours|taste,
        taste explosion, exploding with flavor|flavour, sparks joy|fly, spark joy, bleeding edge|money,
        suicide squad, safety first|video|dance|demo|card|instructions|briefing|belt, 911 turbo|porsche,
        porsche 911, privacy screen|policy page|curtain|glass, legal pad|seafood|drama, hit me up,
        hit me with, hit me again, injured list|reserve, viral video|post|tweet|dance|hit
    """,
}


class Risks:
    """Finds risk phrases."""

    def __init__(self) -> None:
        self._index = PhraseIndex(RISKS)
        self._foreign = {language: PhraseIndex(lexicon) for language, lexicon in FOREIGN_RISKS.items()}

    def find(self, reading: Reading, language: str) -> dict[RiskFlag, Hit[RiskFlag | None]]:
        """Each flag with the first phrase that raised it, in the order of `RiskFlag`.

        A text in a language that we cannot name is looked through in every language.
        """
        foreign = self._foreign.get(language)
        hits = foreign.find(reading.plain_words()) if foreign else self._index.find(reading.words)
        if language == FOREIGN:
            words = reading.plain_words()
            hits += [hit for index in self._foreign.values() for hit in index.find(words)]
        first: dict[RiskFlag, Hit[RiskFlag | None]] = {}
        for hit in hits:
            if hit.label is not None:
                first.setdefault(hit.label, hit)
        return {flag: first[flag] for flag in RiskFlag if flag in first} if first else {}
