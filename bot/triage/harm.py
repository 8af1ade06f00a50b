"""What people write when somebody came to harm, in English: often without one angry word.

Written from knowledge of what goes wrong in shops, kitchens, vehicles, rooms and with goods. Idioms stand
apart: `bot.triage.risk` puts them where they hide the word inside them.
"""

_MY = "my|his|her|their|our|your"
_BODY = (
    "arm|arms|leg|legs|wrist|wrists|ankle|ankles|hand|hands|finger|fingers|thumb|thumbs|fingertip|neck|nose|tooth"
    "|teeth|hip|hips|foot|feet|toe|toes|skull|rib|ribs|jaw|knee|knees|shoulder|shoulders|head|forehead|face|eye"
    "|eyes|ear|ears|lip|lips|mouth|tongue|throat|scalp|skin|chest|collarbone|elbow|chin|cheek|thigh|shin|spine"
)
_LIMB = "finger|fingers|thumb|hand|hands|foot|feet|toe|toes|arm|leg|hair|head"
_KIN = (
    "son|daughter|boy|girl|kid|kids|child|children|baby|toddler|wife|husband|partner|mother|mom|mum|father|dad"
    "|grandmother|grandma|gran|nan|grandfather|grandpa|grandad|sister|brother|friend|aunt|uncle|girlfriend"
    "|boyfriend|passenger|colleague"
)
_PET = "dog|dogs|puppy|cat|cats|kitten|pet|pets|rabbit|hamster|horse"
_DOG = "labrador|retriever|poodle|terrier|spaniel|collie|beagle|bulldog|kitten|budgie|parrot"
_ONE = "me|him|her|us|them|myself|himself|herself|themselves"
_HURT = (
    "broke|broken|fractured|sprained|burned|burnt|scalded|cut|sliced|gashed|crushed|injured|bruised|bruise"
)
_HIT = f"{_HURT}|dislocated|trapped|pinched|jammed|chipped|blistered|hurt|hurts|slit|pierced|banged|bumped"
_SWELLS = "swollen|blistered|numb|fractured|sprained|bleeding|bruised|infected|burns|blisters"
_CAUGHT = "crushed|trapped|caught|cut|broken|burned|burnt|hurt|injured|swelled|bled"
_SICK = "sick|ill|unwell|poorly|nauseous"
_APPLIANCE = (
    "kettle|toaster|hairdryer|dryer|iron|charger|cable|lamp|plug|socket|switch|heater|oven|fridge|washer|machine"
    "|blanket|straightener|shower|wire|adapter"
)
_BURSTS = f"battery|bank|vape|bottle|pan|cooker|tyre|tire|bulb|boiler|scooter|jar|{_APPLIANCE}"
_SEAT = (
    "cot|crib|chair|highchair|bed|bunk|stool|bench|ladder|shelf|swing|balcony|hammock|pushchair|stroller|ceiling"
    "|seat|scaffolding|stairs|railing|handrail"
)
_VEHICLE = "driver|van|truck|bus|taxi|cab|lorry|courier|cart|trolley|scooter|bike"
_STRANGE = "glass|metal|plastic|screw|stone|bone|needle|wire|nail|razor|blade|staple|wood"
_FOOD = (
    "food|meal|drink|salad|burger|sandwich|soup|coffee|muesli|cereal|bread|rice|pizza|pasta|curry|yoghurt|yogurt"
    "|chocolate|cake|wrap|milk|formula|porridge|sauce|bottle|pie|taco|sushi"
)
_HOT = "boiling|scalding|hot"
_HOT_THING = "tea|coffee|water|soup|oil|chocolate|drink|food|fat|milk"
_GUARD = (
    "guard|bouncer|staff|driver|employee|security|steward|manager|man|guy|passenger|doorman|stranger|he|she"
)
_TIME = "after|from|since|because|all|for"

HARM = f"""
    {_MY} ~1 throat|skin|scalp|eyes|mouth|face|tongue|lips|gums ~2 burning|burned|peeling|itching|bleeding,
    took|tore|peeled|ripped {_MY} skin, got|get ~2 arm|hand|finger|foot|leg|head ~1 stuck|trapped|caught,
    burned|burnt|burn ~3 house|home|flat|kitchen|apartment ~1 down, house fire, {_DOG} ~3 died|dead,
    {_PET} died|dead, wrong vaccine|injection|blood, passed out,
    expired|outdated medication|medicine|pills|formula, got|became|am|was|been really|very|so {_SICK},
    dragged {_ONE} ~2 out|off|by|down|along, airbag|airbags ~3 open|work|deploy|inflate,
    seatbelt|harness|restraint ~3 opened|broke|failed|snapped|work|off,
    ringworm|scabies|lice ~3 from|off|at, thought ~2 going to die, and|then i|we crashed, punched {_ONE},
    punched|attacked|beat|kicked my|our ~1 {_KIN}, swallowed ~3 bleach|chemical|chemicals|cleaner|detergent,
    cup|glass|bottle of bleach|cleaner|detergent, drank|drunk|drink bleach|cleaner|detergent,
    {_HIT} {_MY} ~1 {_BODY}, cut|split ~2 forehead|head|chin|lip|eyebrow open, {_MY} {_BODY} ~3 {_SWELLS},
    {_MY} {_BODY} is|are|was|were|got|has|have|in ~1 {_CAUGHT},
    {_MY} ~1 {_LIMB} ~1 trapped|caught|jammed|pinched, hurt|injured|strained|wrenched {_MY} ~1 back,
    broke|chipped|cracked|lost|knocked ~2 tooth|teeth|filling, got hurt,
    badly|seriously hurt|injured|burned|burnt|cut, hurt|burned|burnt|cut|scalded myself|himself|herself,
    burned|burnt|scalded|scalds|scalding me|him|us|them|my|his, was|were|been|got|be ~1 scalded,
    took|sliced|cut|ripped|tore|torn off ~4 finger|fingers|thumb|toe|toes|ear|skin|fingertip,
    tip of {_MY} finger|thumb|toe, first|second|third|1st|2nd|3rd degree burn|burns, chemical burn|burns,
    suffered|got|has|have|with ~2 burns, swollen, concussion, concussed, whiplash, dislocat*, slipped disc,
    torn|tore|ruptured|pulled ~1 ligament|ligaments|tendon|muscle|hamstring,
    needed|needs|need an|another x ray|mri, needed|needs|need|requires|emergency surgery,
    in a cast|sling|splint, neck brace, on crutches, stitches, head injury|wound, intensive care,
    urgent care, emergency department|doctor|dentist|vet, in|at|to|into a e, on antibiotics,
    splinter ~6 infected, wound|cut|it|bite ~2 infected,
    {_HOT} {_HOT_THING} ~3 on|over|onto|into {_ONE}|{_MY},
    spill*|splash*|pour* ~1 {_HOT} ~1 {_HOT_THING} ~2 on|over,
    blood everywhere|all|pouring|running|coming|dripping, covered in ~1 blood, in ~2 agony,
    is|are|was|were|am|im|still|left|and in ~1 pain,
    severe|terrible|excruciating|chest|stomach|abdominal pain|pains, hives, blistered,
    gave|got|getting|have|has|had|broke|came ~4 rash|hives|blisters,
    had|having|has|have a|an ~2 reaction to|after|from, anaphyla*, epipen, asthma attack,
    had ~1 heart attack, had ~1 stroke, heat stroke|exhaustion, heatstroke, hypothermia, frostbite,
    miscarr*, overdose*,
    wrong|double|incorrect ~1 dose|dosage|medicine|medication|pills|tablets|prescription|insulin|drug,
    vomiting|vomited|puking|puked, throwing up, threw up, thrown up, diarrh*, food poisoning,
    stomach cramps|pump*, made|making ~3 {_SICK}, violently|seriously|severely {_SICK},
    {_SICK} ~2 {_TIME} night|day|weekend|week|days, {_SICK} after|from|since,
    got|felt|feeling|fell {_SICK} ~3 after|from|eating,
    {_PET} ~3 {_SICK}|poisoned|vomiting|hurt|injured|limping|bleeding|swallowed|choked|burned|burnt|seizure*,
    {_PET} ~5 vet|vets, vet kept|operated, hit|struck|killed|hurt|injured my|our ~1 {_PET}|{_KIN},
    electric|static shock|shocks, electrocut*, zapped me|my|him|her|by,
    {_APPLIANCE} ~2 shocked|shocks|zapped {_ONE}, shock|shocks from|off|by ~2 {_APPLIANCE},
    {_BURSTS} ~1 blew|burst|exploded|swelled|swelling|melted,
    blew up in|on ~1 face|hand|hands|nightstand|desk|pocket, shattered|exploded ~1 in|on|over {_MY}|me|us,
    shard|shards|bit|bits|sliver|slivers|splinter|splinters of ~1 {_STRANGE},
    bit|bite|bitten|chewed|chewing on|into ~3 {_STRANGE}, swallowed ~3 {_STRANGE}|battery|magnet|magnets,
    glass|metal|needle|screw|razor|nail|blade|wire in|inside ~3 {_FOOD}, choked on, choking hazard,
    needle|syringe ~4 bed|sheets|mattress|seat|pocket|sand|pricked|stuck, pricked my|me|his|her,
    stabbed ~1 {_ONE}, bitten|bites ~4 bugs|fleas|rat|rats|spider|dog|mosquitoes, bitten all over,
    fell|falling|toppled|tipped|landed|collapsed ~3 on|onto {_ONE},
    shut|closed|slammed|dropped on my|his|her ~1 {_BODY},
    fell|came|dropped|landed|crashed ~2 on|onto {_MY} ~2 {_BODY}|{_KIN}, closed|shut on {_MY} ~1 {_KIN},
    ran|run|drove|reversed|backed|rolled|crashed over|into {_MY} ~1 {_BODY}|{_KIN}|{_PET},
    ran|reversed over|into me, knocked {_ONE} ~1 over|down|unconscious, knocked|pushed my ~2 over|down,
    thrown against|across|forward|to,
    {_VEHICLE} ~2 hit|rammed|reversed|crashed ~1 me|us|my|our|into|him|her,
    {_VEHICLE} ~1 ran|drove over|into,
    hit|struck|smacked|whacked ~3 in|on the eye|eyes|head|face|nose|mouth|leg, hit|banged|bumped ~1 head,
    {_SEAT} ~2 collapsed|snapped, {_SEAT} ~2 gave way,
    {_KIN} ~2 fell|slipped|tripped|tumbled|fainted|choked,
    he|she|i|we fell|slipped|tripped|fainted|collapsed, slipped|tripped on|over|and,
    fell over|down|backwards, blacked out, passed out in|on|at|from|cold|during|while|because,
    and|nearly|almost fainted, lost consciousness, lift|elevator ~1 dropped|fell|plunged|plummeted,
    stuck|trapped|locked ~1 in ~1 lift|elevator, brakes ~2 failed|fail|working|work|gone|out, gas ~2 leak*,
    cord|strap|string|rope|cable ~5 neck, strangl*, suffocat*, nearly|almost drowned|suffocated, drowned,
    {_GUARD} ~1 grabbed|pushed|shoved|slapped|kicked {_ONE}|my,
    pushed|shoved|slapped|kicked|punched|hit|attacked|grabbed by ~3 {_GUARD}, bouncer ~2 broke|hit|punched
"""

HARMLESS = f"""
    almost|nearly|and fainted ~2 when|at|reading|seeing, i|we almost|nearly fainted, {_KIN} ~2 fell in love,
    bit of glass|plastic|metal|wood cleaner|polish|packaging|cutlery|wrap,
    bled|bleed money|cash|users|customers,
    had|have|ive ~1 a|any|no reaction|response from ~1 support|you|them|anyone|anybody,
    ambulance chasers|chaser|chasing,
    order*|bought|returned|sent ~3 brace|crutches|sling|splint|epipen|epipens,
    i|we ~1 crashed ~1 on|out ~1 sofa|couch|bed, passed out of|flyers, beat my|our ~1 record|best,
    hurt|hurts my eyes|ears, hurt my ~1 feelings, it hurts to, hurt|cut my|your own ~1 wallet|pocket,
    twisted my|his|her arm into|to, broke|broken|breaks my|our heart,
    cut my|his|her ~1 hand luggage|baggage, makes me want to ~1 up, want to vomit|puke|throw,
    threw|throw|throwing up ~2 hands|arms|error|errors|roadblocks, makes me|us {_SICK}, {_SICK} of,
    {_SICK} and tired, {_PET} ~3 sick of, {_SICK} from waiting|worry|stress, {_SICK} with worry,
    in stitches, rash decision|decisions|move|choice|of|guard,
    almost|nearly choked ~2 when|at|on|reading|seeing|laughing,
    choke|choked|choking on|at|when ~3 fees|fee|bill|bills|price|prices|cost|costs|debt|ads|total,
    tweet|tweets|post|thread|video|timeline|inbox|notifications|mentions|sales ~1 exploded|blew,
    almost|nearly ~1 had|gave ~1 heart attack, gave|give|giving me a heart attack, heart attack when,
    no allergic reaction, not|never had a|any reaction, had a ~2 reaction video,
    never ~2 {_SICK} from|after, pain in the|my neck|ass|arse|backside|butt|rear, is|was ~1 in pain to,
    stabbed ~2 in the back, swollen price|prices, infected|infect by|with ~2 virus|malware|ransomware,
    slapped {_ONE} with|on, passed out flyers|leaflets|samples|drinks|snacks|water|cards,
    thrown to the wolves|side, thrown forward to,
    he|she|i|we|who fell for|asleep|behind|short|through|apart|victim|back|out,
    he|she|i|we fell in|into love|trap, he|she|i|we ~1 slipped up|through,
    slipped|tripped on|over|and ~1 words|schedule|deadline|promise|promises|date|forgot,
    burden|blame|responsibility|job|deaf|task|it ~1 fell on, fell on deaf, fell down on, my eye caught,
    caught my|our|his|her eye, cut me off|out|short, cut us off|short, cut off, my hands are,
    {_KIN} ~2 fell asleep|behind|for|out, stroke of ~1 luck|genius, had a stroke of, hit|hits my inbox|bank,
    in|at|to|near|from ~1 hospital gift|shop|road|street|lane|canteen|stop|scene|wing|car|parking|pharmacy,
    work|works|working|nurse|doctor at|in|for ~2 hospital,
    deliver*|parcel|order|ship|shipped|sent ~2 to ~1 hospital,
    {_VEHICLE} ~1 ran over|into time|schedule|problems|trouble|delays, hit on ~1 head, hit the nail
"""
