"""What people write when they complain or praise, in English, as phrases for `PhraseIndex`.

Written from knowledge of the trades the product serves (travel, retail and delivery, telecom, software,
hospitality), not learned from anybody's labelled data.
"""

from enum import StrEnum

from bot.triage.phrases import PhraseIndex


class Cue(StrEnum):
    """How a phrase speaks for or against a complaint."""

    STRONG = "strong"
    WEAK = "weak"
    HINT = "hint"
    PRAISE = "praise"
    SARCASM = "sarcasm"
    CALM = "calm"
    """Sounds like trouble but is none: "no problem"."""


ANGRY_EMOJI = "😡, 🤬, 👎, 😤, 💩, 🖕, 😠"
SAD_EMOJI = "😒, 🙄, 😞, 😢, 😫, 😑, 😣, 😖, 🤦, ☹, 🤢, 🤮, 😾"
KIND_EMOJI = (
    "❤, 😍, 🥰, 😘, 👏, 🙌, 💙, 💜, 💚, 🧡, 💛, 💖, 💗, 💕, 😊, ☺, 😁, 😄, 😃, 🎉, 👍, 👌, 😎, 🤩, 🥳, 🙏"
)

_NOT = (
    "not|never|isnt|wasnt|arent|werent|dont|doesnt|didnt|cant|cannot|couldnt|wont|wouldnt|havent|hasnt|hadnt"
    "|aint|hardly|barely|without|nothing"
)
_GOOD = (
    "good|great|happy|impressed|pleased|satisfied|helpful|acceptable|ok|okay|fair|nice|amused|funny|fun|cool"
    "|working|worth|right|recommend|like|love|enjoy|appreciate|reliable|friendly|professional|fresh|clean"
    "|helping|thrilled|excited|ideal|best|better|sure"
)
_WORKS = (
    "work|load|open|connect|receive|received|arrive|arrived|respond|responded|reply|replied|answer|answered"
    "|show|showing|updating|update|syncing|sync|loading|deliver|delivered|charge|charging|turn|start|help"
    "|helped|care|cares|listen|honor|honour|fix|fixed|resolve|resolved|refund|refunded|call|called"
)
_ABLE = (
    "get|log|login|access|use|find|reach|speak|talk|book|watch|check|change|download|see|connect|make|open"
)
_BOTCH = (
    "losing|cancelling|canceling|ruining|leaving|breaking|wasting|delaying|ignoring|stranding|charging|damaging"
    "|overcharging|forgetting|messing|screwing|delay|delays|wait|cancellation|wrong"
)
_SAD = (
    "shame|pity|joke|mess|nightmare|disgrace|disaster|scam|fiasco|rip|ripoff|farce|shambles|letdown|scandal"
)
_BEING = "am|are|is|do|does|did|was|were|would|cant|wont|isnt|arent|hasnt|havent|doesnt|dont|has|have|not"
_OCCASION = "connection|flight|connecting|wedding|funeral"
_LETDOWN = (
    "delayed|cancelled|canceled|lost|broken|charge|charged|ignore|ignored|lose|late|waiting|cancel|never"
)
_LIMBO = "hold|delayed|stranded|tarmac|stuck|line|lied|ignored|hours|here|ages"

ENGLISH: dict[Cue, str] = {
    Cue.STRONG: f"""
        worst, worse, terrible, terribly, horrible, horribly, awful, horrendous, horrific, atrocious,
        appalling, appalled, pathetic, disgusting, disgusted, disgraceful, disgust, ridiculous, ridiculously,
        unacceptable, inexcusable, unbelievable, unreal, outrageous, absurd, abysmal, dreadful, shocking,
        shambolic, garbage, trash, rubbish, crap, crappy, bullshit, bs, sucks, suck, sucked, useless,
        incompetent, incompetence, clueless, careless, rude, rudest, rudely, unprofessional, unhelpful,
        dishonest, liar, liars, lied, lying, lies, scam, scammed, scammers, fraud, fraudulent, thieves,
        robbed, ripped off, rip off, ripoff, stole, cheated, misleading, misled, disappointed, disappointing,
        disappointment, disappoints, dissatisfied, unsatisfied, unhappy, furious, angry, outraged, livid,
        fuming, frustrated, frustrating, frustration, infuriating, annoyed, annoying, irritating, fed up,
        sick of, tired of, sick and tired, had enough, enough is enough, gave up, last straw, never again,
        never ~3 again, last time i|ill|im|we|were ~2 use|fly|order|buy|book|shop|going|ever, wont be back,
        not ~2 be back, never ~2 back, never ~2 return|use|fly|buy|order|shop|book|stay,
        lost ~2 customer|business, losing ~2 customer|business, switching to, taking ~2 business elsewhere,
        cancel ~2 subscription|account|membership, want|need|demand|give ~3 money back,
        want|need|demand|where|wheres|waiting|owe|give ~4 refund, refund me, waste of, wasted, wasting,
        ruined, ruining, ruins, nightmare, disaster, fiasco, joke, shame on, disgrace, what a {_SAD},
        such a {_SAD}, zero stars, one star, 1 star, customer disservice, poor service, poor customer,
        poor experience, poor quality, poorly, bad service, bad customer, bad experience, no excuse,
        no apology, no help, no response, no reply, no answer, no communication, no explanation, nobody cares,
        no one cares, dont care, doesnt care, do not care, ignored, ignoring, ignores, hung up on,
        keeps hanging up, stranded, mistreated, screwed, screwed up, screwing, messed up, fail, fails, failed,
        failure, epic fail, wtf, ffs, hell, hate, hated, hates, inconvenience, inconvenienced, overcharged,
        double charged, charged twice, charged me twice, broken, defective, faulty, damaged, shattered, moldy,
        mouldy, inedible, raw, stale, rotten, filthy, dirty, unusable, not impressed, not happy,
        not good enough, not acceptable, not ok, not okay, not cool, nothappy, unhappycustomer, badservice,
        shameful, horrid, lousy, mediocre, overpriced, underwhelming, subpar, insane, bogus, shady, greedy,
        embarrassing, embarrassment, neglected, not ~1 working, stopped working,
        doesnt|dont|didnt|wont|isnt|not|never work|load, unresponsive, sort it out, get it together,
        get ~1 act together, do better, step it up, pull ~2 finger out, what is wrong with, whats wrong with,
        how is this acceptable|ok|legal|possible|allowed, how hard is, how difficult is, are you kidding,
        you|youve ~3 kidding, seriously, what the, {ANGRY_EMOJI}
    """,
    Cue.WEAK: f"""
        queue, queues, queuing, queueing, smashed, ripped, empty box, unsafe, dangerous,
        would|woulda|wouldve|could|couldve ~3 nice|better|great|helpful|good|appreciated, should ~3 better,
        needs to, need to do, delay, delayed, delays, delaying, late, cancelled, canceled, cancellation,
        cancellations, stuck, lost, missing, missed, waiting, waited, on hold, wait time, wait times,
        long wait, hours, broke, breaks, crash, crashed, crashes, crashing, freezes, freezing, frozen, froze,
        glitch, glitches, glitchy, buggy, bug, bugs, lag, lagging, laggy, slow, slower, went down, goes down,
        going down,
        site|website|app|internet|server|servers|system|systems|service|network|wifi|page|line|lines down,
        outage, outages, error, errors, problem, problems, issue, issues, trouble, complaint, complain,
        complaining, complained, wrong, incorrect, mistake, confusing, confused, conflicting, unable,
        {_NOT} ~2 {_WORKS}, {_NOT} ~2 {_GOOD}, cant|cannot|couldnt|wont|unable ~2 {_ABLE}, no wifi,
        no internet, no service, no signal, no luck, no one, nobody, no info, no information, no update,
        no updates, no record, no sign of, no option, no way, still no, still not, still nothing,
        still waiting, still hasnt, still havent, still cant, yet to, havent|hasnt ~2 yet, not yet,
        never came, never got, never received, never arrived, never showed, never called,
        didnt|hasnt|havent|not|never come|came|arrived|turned, was supposed to, were supposed to,
        supposed to be, should have, shouldnt have to, supposed to have|come|arrive, was told, were told,
        been told, keep telling, keeps telling, told me, promised, refused, refuses, refusing, denied,
        rejected, rebooked, bumped, stolen, theft, charged, charging me, charge me, charges me, overcharge,
        unauthorized, hidden fee|fees, late fee|fees, cancellation fee|fees, baggage fee|fees, expired,
        declined, disconnected, dropped, drops, dropping, keeps, kept, again and again, once again, yet again,
        third time, 3rd time, second time, 2nd time, every time, every single, constantly, continually,
        repeatedly, bounced, transferred, nonsense, silly, stupid, dumb, idiot, idiots, lame, mess, messy,
        ugh, smh, wow just wow, really, cmon, come on, bad, poor, worried, upset, sad, sadly, unfortunately,
        annoyance, crying, hurt, uncomfortable, cramped, freezing cold, went cold, stone cold,
        food|meal|order|pizza|fries|coffee ~2 cold, smelly, smells, stinks, leaking, leaked, leaks, torn,
        cracked, scratched, dented, melted, crushed, spoiled, spoilt, soggy, undercooked, overcooked, burnt,
        hair in, bugs in, bland, miss ~2 {_OCCASION}, missed ~2 {_OCCASION},
        sitting on ~2 tarmac|runway|plane, tarmac, out of stock, sold out, oversold, overbooked,
        wrong ~1 item|order|size|address|color|colour|product, reset, reported, compensation, compensate,
        reimburse, reimbursed, reimbursement, fix this, fix it, fix your, fix the,
        need|want|get this|it fixed, need ~1 help, please help, help pls, help please, get in touch with,
        someone higher, supervisor, reverse the, explain why, why ~1 {_BEING}, how come, how long,
        where is my, wheres my, where are my, what happened to, whats going on, what is going on,
        whats happening, any update, anyone else, is ~2 down, {SAD_EMOJI}
    """,
    Cue.HINT: """
        however, why, still, but, again, no, not, never, nothing, cant, cannot, wont, didnt, doesnt, isnt,
        wasnt, arent, hasnt, havent, wouldnt, couldnt, only, told, said, even, instead, hour, minutes, mins,
        days, weeks, months, phone, yesterday, today, called, calling, paying, paid, pay, customer service,
        customer, ago, bill, manager, response, answer, without, another, guess, apparently, since, anyway,
        least, off, left, because, down, fee, fees, cold, help me
    """,
    Cue.PRAISE: f"""
        thank you, thanks, thank u, thx, tysm, thankyou, thankful, grateful, appreciate, appreciated,
        appreciation, love, loved, loves, luv, loving, lovely, great, greatest, awesome, amazing, amazed,
        amazingly, excellent, fantastic, wonderful, brilliant, fabulous, superb, perfect, perfectly,
        outstanding, exceptional, incredible, phenomenal, delicious, tasty, delightful, best, better than,
        favorite, favourite, kudos, props, shoutout, shout out, well done, good job, great job, nice job,
        good work, great work, nice work, keep it up, keep up, rock, rocks, rocked, yay, woohoo, impressed,
        impressive, happy, pleased, enjoy, enjoyed, enjoying, glad, excited, thrilled, stoked, cant wait,
        can not wait, looking forward, beautiful, cute, cool, nice, nicest, kind, kindness, friendly,
        friendliest, helpful, comfortable, comfy, smooth, quick response, fast response, quick, spotless,
        highly recommend, would recommend, definitely recommend, recommended, five stars, 5 stars, five star,
        5 star, ten out of ten, 10 out of 10, good stuff, very good, really good, so good, good service,
        good customer service, good experience, made my day, class act, above and beyond, lifesaver,
        life saver, hats off, congrats, congratulations, win, winning, wins, thanks|thank|thx ~3 so much,
        thank you so|very much, fun, sweet, cheers, bravo, won me over, no complaints, never disappoints,
        never disappoint, never let me down, couldnt be happier, could not be happier, cant go wrong,
        nothing but good|great|praise|love, {KIND_EMOJI}
    """,
    Cue.SARCASM: f"""
        thanks|thank|thx for nothing, thanks for ~2 nothing, thank you ~1 for nothing,
        thanks|thx ~1 for ~2 {_BOTCH}, thank you ~1 for ~2 {_BOTCH},
        great|good|nice|excellent|fantastic|awesome|brilliant|amazing|wonderful job|work|service ~1 {_BOTCH},
        way to go ~1 {_BOTCH}, way to ruin|lose|treat, thanks|thank|thx ~1 for making ~1 wait|miss|late,
        way to keep|make ~2 waiting|customers|wait, slow clap, gee thanks,
        thanks a lot|bunch ~1 for ~2 {_BOTCH}, oh great, oh joy, just what i needed,
        love|loving it|how|when|that ~3 {_LETDOWN},
        love|loving|enjoy|enjoying|enjoyed being|sitting|waiting|standing ~3 {_LIMBO},
        love|loving being|getting delayed|ignored|lied|stuck|overcharged|hung|charged|ripped,
        great|good|best|nice way to ~3 lose|treat|start|ruin|waste|spend, so helpful not, sarcasm, sarcastic,
        yeah right, good luck ~1 getting|reaching|finding|with|trying, so much for, bravo ~2 on|for {_BOTCH},
        congrats|congratulations ~2 on|for ~2 {_BOTCH}|worst|losing, well done ~2 {_BOTCH},
        glad i ~1 paid|waited|spent, glad to know|see ~3 dont|not|cant|nothing|never|no,
        gotta love ~2 when|being, must be nice, clap clap
    """,
    Cue.CALM: """
        no problem, no problems, no problem at all, no issue, no issues, no trouble, no worries, no biggie,
        not a problem, not an issue, not bad, not bad at all, not only, never a problem,
        never had a problem|issue, never had any problems|issues|trouble, without a problem,
        without any problems|issues|trouble, without an issue, without issue, problem solved,
        issue resolved|fixed|solved, problem fixed|resolved, all sorted, no delay, no delays, no wait,
        no rush, no need, no fees, no fee, no charge, no longer an issue, not late, wasnt late, cant wait,
        can not wait, can hardly wait, cant complain, can not complain, dont worry, not to worry,
        sorry to hear, never fails to, wasnt bad, isnt bad, bad boy, insanely good, hell yeah, hell yes,
        hell of a good|great, crazy good, bad luck, how late, late night, late checkout, late check out,
        latest, later, stay late, late lunch|dinner|flight|train, down to, down the, sit down, fall down,
        come down, touch down, break down ~1 of, down under, slow cooked, slow cooker, cold brew,
        cold drink|drinks|beer|water|weather, it is cold, its cold, so cold outside, happy hour, happy hours,
        opening hours, office hours, business hours, store hours, hours of operation, open hours,
        what|which|your hours, 24 hours, free shipping, why not, never mind, nevermind, not sure, not sure if,
        do not disturb, lost and found, broke even, record breaking, breaking news, miss you guys, i miss,
        we miss, ill miss, will miss, dont miss, dont miss out, killing it, killed it, customer reviews,
        hurt so good, thanks to your|this|that|my, late fee ~2 waived, fixed it, fixed now, working now,
        back up, works now, works fine,
        working fine, works great|well|perfectly, even better
    """,
}


NOT_SENTIMENT = (
    "please help number ticket support care like yes free united best spirit virgin hope sure ready share "
    "security interest interested credit safe safety alert want join fine well okay matter energy natural "
    "treat special agree agreed opportunity playing play ha save saved helping helps party straight top"
)
"""Words that mean nothing good or bad to a brand's desk ("please help", "credit card"), though the
general-purpose sentiment lexicon counts them."""


def english() -> PhraseIndex[Cue]:
    """The lexicon made ready; built once, by the judge."""
    return PhraseIndex(ENGLISH)
