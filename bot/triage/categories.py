"""What a complaint is about: ordered keyword rules, with a second guess whenever another has evidence.

A text often names several things ("cancelled, and nobody answers"), so both guesses are shown to people.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bot.models import Category
from bot.triage.phrases import PhraseIndex


class Evidence(NamedTuple):
    """Points for a category: 3 where words name the trouble, 2 where there is little doubt, 1 for a hint."""

    category: Category | None
    points: int


_HIDES = Evidence(None, 0)
_BAG = "bag|bags|baggage|luggage|suitcase|suitcases|stroller|pushchair|belongings|carryon"
_PARCEL = "parcel|parcels|package|packages|delivery|shipment|letter"
_GOODS = f"{_PARCEL}|order|orders|item|items"
_FOOD = (
    "food|meal|meals|burger|pizza|fries|chicken|coffee|steak|breakfast|dinner|lunch|sandwich|salad|drink|soup"
)
_PEOPLE = (
    "staff|crew|attendant|attendants|stewardess|stewardesses|agent|agents|employee|employees|driver|drivers|waiter"
    "|waitress|server|manager|managers|cashier|pilot|receptionist|receptionists|steward|captain|courier|host"
    "|technician|hostess|worker|workers|barista|bartender|supervisor|supervisors|doorman|clerk|clerks|bouncer|cleaner"
)
_SYSTEM = (
    "site|website|app|apps|internet|server|servers|system|systems|service|network|wifi|broadband|page|api|login"
    "|line|lines|phones|power|platform|dashboard|tv|cable|computer|computers"
)
_BROKEN = "broken|smashed|crushed|dented|torn|ripped|shattered|cracked|destroyed|wrecked|ruined"
_UNAPPETISING = (
    "cold|raw|undercooked|overcooked|burnt|stale|soggy|bland|disgusting|rotten|mouldy|moldy|inedible"
)
_SPAN = "hours|hour|hrs|mins|minutes|days|day|weeks|week"
_RUDE = "rude|horrible|awful|terrible|worst|incompetent|clueless|unhelpful|lazy|careless"
_ANSWER = "respond*|repl*|answer*"
_NOT = "not|never|havent|hasnt|didnt|dont|doesnt|cant|wont"

SUBJECTS: Mapping[Evidence, str] = {
    Evidence(Category.SAFETY, 3): """
        unsafe, dangerous, danger, hazard, hazardous, injur*, bleeding, hospital, hospitalised,
        hospitalized, food poisoning, poisoned, allergic reaction, anaphyla*, electric shock, caught fire,
        smoke, sparks, exploded, explosion, assault*, harass*, racist, racism, racially, discriminat*,
        data breach, hacked, leaked ~2 data, health hazard, burned ~2 hand|face|skin|mouth|me,
        burnt ~2 hand|face|skin|mouth|me, choking, choked, broken glass, piece of glass|metal|plastic,
        threw up, vomiting, emergency landing
    """,
    Evidence(Category.DAMAGED, 3): f"""
        snapped off, all broken, leaking through,
        cracked|broken|scratched|dead ~3 out of the box|packaging|packet,
        screen cracked|shattered ~2 arrival|box|packaging, arrived ~2 cracked|scratched|dented|snapped,
        damage*, {_BROKEN} ~2 {_BAG}|{_GOODS}|screen|handle|wheel|guitar, {_BAG} ~4 {_BROKEN}|wet|soaked,
        smashed, crushed, shattered, dented, scratched,
        arrived|came|delivered|received ~2 {_BROKEN}|open|opened|wet|bent|leaking|melted,
        box ~3 crushed|torn|open|ripped|wet|opened, in pieces, broke ~2 {_BAG}|guitar|wheel|handle
    """,
    Evidence(Category.LOST, 2): f"""
        not|wasnt|werent|isnt in the box|bag|parcel|package|delivery, missing from, handed ~1 in,
        left ~2 jacket|coat|phone|glasses|hat|umbrella|scarf|charger|wallet|purse|keys,
        items|item missing|short,
        lost|lose|losing|misplaced|missing|mislaid ~3 {_BAG}|{_GOODS}|phone|wallet|laptop|coat|passport,
        {_BAG}|{_GOODS} ~4 lost|missing|misplaced|stolen|vanished|disappeared,
        where|wheres ~4 {_BAG}|{_GOODS}, lost and found, lost in transit|post|mail, never arrived,
        never delivered, never received, never turned up, never showed up, didnt arrive, wasnt delivered,
        not been delivered, not delivered, hasnt arrived, havent received, not received, not arrived,
        hasnt been delivered, says|said|marked|shows ~2 delivered, left ~3 on ~2 plane|train|bus|flight,
        wait|waiting|waited ~3 bags|luggage|baggage|suitcase|suitcases, baggage office|center|centre|desk,
        no sign of ~3 {_BAG}|{_GOODS}, without ~2 {_BAG}, missing {_BAG},
        find|found|locate ~2 {_BAG}|{_GOODS}, {_BAG} ~4 not|didnt|never|wasnt|still|hasnt, wrong address,
        stolen, theft, baggage claim
    """,
    Evidence(Category.LOST, 1): f"{_BAG}, lost, missing, missing items|item, tracking, {_PARCEL}",
    Evidence(Category.CANCELLATION, 3): """
        cancelled, canceled, cancels, cancelling, canceling, cancellation, cancellations, called off,
        scrapped ~2 flight|order, rebook, rebooked, rebooking
    """,
    Evidence(Category.CANCELLATION, 1): "cancel",
    Evidence(Category.QUEUE, 3): """
        minutes to get|order|pay|be, minutes|mins for a ~1 coffee|drink|sandwich|table|burger, out ~1 door,
        queue*, long|longer line|lines|security, longest line|lines, in line, line|queue ~2 stood|standing,
        line ~3 long|moving|around|door, lines ~3 long|moving|around|door,
        waited|waiting|stood|standing ~3 line|queue|table|seated|served, stand in line, huge line|lines,
        check in line|lines, security line|lines, checkout line|lines,
        one till|checkout|cashier|register ~1 open, wait|waiting|waited ~3 table|drinks|served|seated,
        understaffed, short staffed, drive thru, drive through, took ~3 to be served|seated
    """,
    Evidence(Category.QUEUE, 1): """
        line, lines, crowded, packed, kiosk, kiosks, counter
    """,
    Evidence(Category.DELAY, 2): f"""
        was|were due, due between|by|at|on,
        promised by|for ~1 monday|tuesday|wednesday|thursday|friday|saturday|sunday, promised by,
        ordered on, still waiting on|for my, no sign of anyone|anybody|him|her|them|it, delay*,
        running late, arrived|arrive|arriving|came|come|delivered|coming late,
        late {_GOODS}|flight|flights|train|departure|arrival|again, {_SPAN} late|behind|overdue, tarmac,
        runway, on ~2 plane for, late, still sitting,
        still waiting ~3 {_GOODS}|flight|takeoff|pilot|plane|engineer|technician, not left, hasnt left,
        havent left, not|hasnt|havent|isnt boarded|boarding, take off, took off, taking off,
        departure ~2 time, not leaving|departing|arriving ~1 until|till,
        missed|miss|missing ~3 connection|connecting|connections, overdue, get me|us home,
        trying to get home, take* ~2 forever, took forever, taking forever,
        supposed ~2 come|arrive|leave|land|depart|board|deliver|be ~2 delivered|here|today|yesterday,
        pushed back, behind schedule, should have been ~2 delivered|here, no show, didnt show up,
        didnt turn up, late delivery, slow delivery, slow shipping, hasnt shipped, not shipped,
        not dispatched, backorder*, waiting ~3 gate|plane|pilot|crew|deice|fuel
    """,
    Evidence(Category.DELAY, 1): """
        holdup, hold up, hours|minutes ago, hour wait, supposed ~2 leave|depart|board|land|arrive|fly,
        scheduled, departs, until after, get ~2 going, get ~2 air, on time, eta, waiting, time change,
        maintenance, mechanical, stuck, sitting, schedule, hrs, connection, departure, hours, weather,
        de icing, deicing, boarding, land, landed, shipping, shipped, gate, status
    """,
    Evidence(Category.OUTAGE, 2): f"""
        fibre|fiber|broadband|internet|line|phone|network|signal ~1 dead|gone, just|keeps spins|spinning,
        throws|throwing|returns|returning|getting ~2 error|errors|500|502|503|500s|502s|503s|404s, 502s,
        500s, 503s, {_SYSTEM} ~2 unreachable|unresponsive|hangs|hanging,
        cant|cannot log ~1 in|into ~4 since, outage*, {_SYSTEM} ~2 down, {_SYSTEM} ~1 crash*|frozen|dead,
        is ~2 down, down again, down for anyone,
        no internet|service|signal|connection|power|dial|reception|broadband|network,
        lost|losing ~1 internet|service|signal|connection|power, crash*, wont load, not loading,
        doesnt load, isnt loading, not opening, wont open, cant connect, cannot connect,
        keeps|kept dropping|disconnecting|crashing|freezing|buffering|cutting, server error,
        error 404|500|502|503, 500 error, 502 error, 503 error, timing out, times out, timed out, buffering,
        {_SYSTEM} ~2 not|isnt|doesnt|wont|never|hasnt|stopped|arent|dont ~1 work|working|responding|loading,
        offline, without internet|service|power, not syncing, wont sync, sync ~1 broken|fails|failed,
        data loss, lost ~2 data|work|files
    """,
    Evidence(Category.OUTAGE, 1): """
        error, errors, glitch*, bug, bugs, buggy, unavailable, intermittent, maintenance window,
        disconnect*, router, modem, latency, freezes, freezing
    """,
    Evidence(Category.BILLING, 2): """
        refund*, overcharg*, double charg*, charged twice,
        charged ~4 for|twice|again|extra|more|wrong|card|account, charg* me, charge ~2 for, bill, billing,
        billed, invoice*, money back, my money, reimburs*, chargeback, unauthorized charge|charges|payment,
        hidden fee|fees|charge|charges, fee, fees, subscription ~3 renewed|charged|cancel, auto renew*,
        direct debit, price ~2 increase|hike|match|wrong|higher|gouging, price gouging, overpriced, rip off,
        ripoff, ripped off, gift card, deposit, voucher ~3 not|doesnt|wont|expired|work, took ~2 money,
        credit card ~2 charged, payment ~2 failed|declined|taken, compensation, scammed, doubled,
        promo ~2 not|wasnt, paying|pay|paid ~4 bag|bags|luggage|baggage,
        bag|bags|luggage|baggage fee|fees|charge|charges, charge|charged ~5 bag|bags,
        fare|fares|price|prices ~4 more|higher|times|double
    """,
    Evidence(Category.BILLING, 1): """
        charge*, price, prices, pricing, rates, expensive, cost, costs, payment, payments, paid, voucher,
        vouchers, coupon, credit, discount, dollars, bucks, money
    """,
    Evidence(Category.STAFF, 2): f"""
        shop|sales|store assistant|assistants, security guard|guards, argued with,
        treated ~3 thief|criminal|dirt, looked down on, talked down to,
        didnt|never look|looked|say|said ~1 up|hello|sorry, rude, rudest, rudely, rudeness, disrespectful,
        disrespected, unprofessional, attitude, condescending, impolite, ill mannered, yelled, yelling,
        shouted, shouting, screamed, swore, snapped at, rolled ~2 eyes, humiliated us|me|my|her|him,
        misbehavio*, snarky, dismissive, power trip, refused to help|serve|let|give|speak|look|listen,
        laughed at us|me, no crew, ignored us|me ~2 {_PEOPLE}, mean, nasty, hostile, surly, arrogant, lazy,
        unfriendly, flight attendant, flight attendants, gate agent, gate agents, cabin crew,
        {_PEOPLE} ~4 {_RUDE}|lied|yelled|refused|told|said|ignored|laughed|attitude|demanded,
        {_RUDE} ~2 {_PEOPLE}, kicked ~2 off|out, treated ~3 like, the way ~4 treated
    """,
    Evidence(Category.STAFF, 1): f"{_PEOPLE}, staffing, treated, treatment, service was",
    Evidence(Category.SUPPORT, 2): f"""
        in circles, your bot, let me talk|speak, not one|single|a answer|reply|response, cut off,
        copy paste, canned, on hold, hold time|times, hold for, holding for, been holding, call wait,
        hung up, hang* up, disconnected ~1 me, customer service, customer services, customer support,
        customer care, cust service|serv, custserv, customerservice, tech support, helpdesk, help desk,
        call center|centre, call back, callback, called back, no response, no reply, no answer,
        no ones answering, nobody|noone ~2 {_ANSWER}|help*|picks|call*,
        no one ~2 {_ANSWER}|help*|picks|call*,
        {_NOT} ~2 {_ANSWER}|call* ~1 back|me|email|emails|phone|phones|calls, cant get through,
        cannot get through, get through, get a hold of, get hold of, reach anyone|someone|you|a,
        talk|speak to|with ~1 human|someone|anyone|person|agent|rep, service agent|agents,
        phone agent|agents, real person|human, automated, chatbot, chat bot, live chat, web chat,
        ticket|case ~3 open|closed|ignored|unanswered|weeks|days|number,
        ignored my|our|emails|email|messages|calls, ignoring my|our|me, phone number, 1 800, dm, dms, dmd,
        email* ~3 response|reply|answer, unanswered, unresponsive,
        complaint|complaints ~1 procedure|form|department, transferred ~3 times|again, passed around,
        passed from, run around, runaround, waiting|waited ~3 response|reply|answer|call|email|callback,
        reply to, respond to, contact you|us|someone|anyone, in contact with, in touch with
    """,
    Evidence(Category.SUPPORT, 1): """
        call, called, calling, phone, email, emailed, emails, response, respond, answer, answers, reply,
        help, support, service, contact, complaint, complaints, communication, hold, told, rep, reps,
        message, messages, chat, ticket number, information, info, update, updates, voicemail, line busy,
        disservice, policy, tsa
    """,
    Evidence(Category.BOOKING, 2): """
        signing|logging|signed|logged in|into|on,
        kids|kid|child|children|family ~4 apart|alone|separate*|separated,
        sit ~2 kids|kid|child|children ~2 away, book, booking*, booked, reservation*, reserve, reserved,
        check in|ins ~1 online|app|website|page, online check,
        cant|cannot|couldnt|unable ~3 check|log|login|book|change|select|purchase|buy|order|register|sign,
        log in, login, logged, sign in, sign up, password, passcode, verification code,
        account ~2 locked|access|password, locked out, website, web site, seat assignment*,
        seat|seats ~1 selection|map|assigned, select seats, sit together, seated together, seats together,
        change|changing ~3 flight|reservation|name|date|booking|ticket|order|seat|seats, overbook*,
        oversold, upgrade, confirmation ~1 number|code|email|page, frequent flyer|flier, points, miles,
        loyalty, promo code, discount code, basket, cart, checkout page, at checkout, no room|rooms|table,
        wrong room, gave ~2 room|table|seat|seats ~1 away, gave away ~2 room|table|seat
    """,
    Evidence(Category.BOOKING, 1): """
        seat, seats, ticket, tickets, fare, fares, itinerary, standby, check in, checkin, site, web, page,
        app, apps, online, link, form, account, register, code, date, dates, option, options, username
    """,
    Evidence(Category.QUALITY, 2): f"""
        phone|battery|screen|charger|controller|laptop ~2 died|dead|dying|cracked|broke|overheats,
        phone battery, {_FOOD} ~4 {_UNAPPETISING}|awful|terrible|horrible|gross|tough|greasy|dry|hair|bug,
        {_UNAPPETISING} {_FOOD}, inedible, stale, soggy, mold|mould|moldy|mouldy, bland, tasteless, tasted,
        out of date, rotten, hair in, bug in, bugs in, cockroach*, bed bugs|bug, bedbugs, filthy, dirty,
        unclean, smell*, stink*, stank, gross, leg room, legroom, uncomfortable, cramped,
        broken seat|seats|tv|screen|remote|wifi|heater|ac|light|chair|bed|shower|toilet, no wifi|wi, wifi,
        wi fi, inflight, in flight entertainment|wifi|internet|tv, entertainment, movie|movies, tv, tvs,
        directv, directtv, headphones, recline*, seat ~3 broken|recline|wet|dirty|uncomfortable, overhead,
        air conditioning, no ac|air|heat|food|water|snacks|power|hot, too hot|cold|loud|noisy|small,
        freezing, bathroom*, toilet|toilets, lavatory, turbulence, bumpy, bumpiest, noisy, noise, defect*,
        faulty, poor quality, bad quality, cheaply made, fell apart, falling apart, stopped working,
        broke after, broke within, broke in, doesnt fit, wrong size|color|colour|item|order|product,
        not as described|advertised|pictured, fake, counterfeit,
        slow internet|speed|speeds|broadband|wifi|data, speed, speeds, mbps, bandwidth, dropped calls,
        drops calls, call quality, picture quality, laggy, lag, slow,
        update ~4 broke|ruined|worse|terrible|awful, new update|version|design|layout|interface, ads,
        adverts, battery ~3 drains|drain|dies|life, poor service, bad service
    """,
    Evidence(Category.QUALITY, 1): f"""
        {_FOOD}, quality, broken, broke, plane, aircraft, room, rooms, product, seat back, screen, cold,
        hot, taste, snack, snacks, water, cabin, experience, not work*, doesnt work, feature, features,
        sound, audio, video, stream*, update
    """,
    _HIDES: """
        insult to injury, thanks for your help, line of, in line with, line up, online, on line, first class,
        bottom line, plane ticket|tickets, mean it, i mean, you mean, what does ~3 mean, mean to, means,
        late night, thank you for your service, phone case, not about ~1 money, bag drop,
        carrier|shopping|plastic|paper|meat|free|food bag|bags,
        missing wheel|handle|strap|zip|zipper|leg|button|page|screw, will cancel, ill cancel, going to cancel,
        help|helps someone|others,
        lost|lose|losing my|our|your ~1 job|mind|patience|business|trust|faith|temper|voice|loyalty,
        lost|lose|losing a|another ~2 customer|customers|client|passenger|flyer,
        lost|lose|losing patience|faith|trust|respect|money|time|customers,
        staff|crew|service ~1 is|was|are|were ~1 amazing|great|fantastic|awesome|lovely
    """,
}

_ORDER = (
    Category.SAFETY,
    Category.DAMAGED,
    Category.LOST,
    Category.CANCELLATION,
    Category.QUEUE,
    Category.DELAY,
    Category.OUTAGE,
    Category.BILLING,
    Category.STAFF,
    Category.SUPPORT,
    Category.BOOKING,
    Category.QUALITY,
)
"""The rarer and graver first: at equal points it wins."""

DANGER_POINTS = 100


class Categoriser:
    """Guesses from words."""

    def __init__(self) -> None:
        self._subjects = PhraseIndex(SUBJECTS)

    def guess(self, words: Sequence[str], *, danger: bool = False) -> tuple[Category, ...]:
        """The best guess and, if any, a second; `OTHER` without evidence. `danger` puts safety first."""
        points = {Category.SAFETY: DANGER_POINTS} if danger else {}
        for evidence, _, _ in self._subjects.find(words):
            if evidence.category:
                points[evidence.category] = points.get(evidence.category, 0) + evidence.points
        found = sorted(points, key=lambda each: (-points[each], _ORDER.index(each)))
        return tuple(found[:2]) or (Category.OTHER,)
