"""What people write when somebody came to harm, in English: often without one angry word.

Written from knowledge of what goes wrong in shops, kitchens, vehicles, rooms and with goods. Idioms stand
apart: `bot.triage.risk` puts them where they hide the word inside them.
"""

_MY = "my|his|her|their|our|your"
_BODY = (
    "arm|arms|leg|legs|wrist|wrists|ankle|ankles|hand|hands|finger|fingers|thumb|thumbs|fingertip|neck|nose|tooth"
    "|teeth|hip|hips|foot|feet|toe|toes|skull|rib|ribs|jaw|knee|knees|shoulder|shoulders|head|forehead|face|eye"
    "|eyes|ear|ears|lip|lips|mouth|tongue|throat|scalp|skin|chest|collarbone|elbow|chin|cheek|thigh|shin|spine|stomach|belly"
)
_LIMB = "finger|fingers|thumb|hand|hands|foot|feet|toe|toes|arm|arms|leg|legs|ankle|knee|wrist"
_KIN = (
    "son|daughter|boy|girl|kid|kids|child|children|baby|toddler|wife|husband|partner|mother|mom|mum|father|dad"
    "|grandmother|grandma|gran|nan|grandfather|grandpa|grandad|sister|brother|friend|aunt|uncle|girlfriend|niece|nephew"
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

_HARMED = (
    "cut|sliced|slashed|gashed|slit|ripped|tore|torn|pierced|punctured|pricked|stabbed|scratched|scraped|grazed|bit"
    "|bitten|stung|burned|burnt|scalded|singed|blistered|bruised|broke|broken|fractured|cracked|snapped|crushed"
    "|squashed|squeezed|pinched|trapped|jammed|smashed|bashed|banged|bumped|whacked|struck|knocked|twisted|sprained"
    "|dislocated|strained|wrenched|swelled|swollen|bled|bleeding|burst|ruptured|infected|numb|peeling|injured|hurt"
    "|mangled|severed|amputated|perforated|inflamed|stitched|damaged|nicked|irritated|caught|hit"
)
"""What is done to a body; with somebody's body beside it hardly ever meant otherwise."""
_BECOMES = (
    "is|was|are|were|got|gets|has|have|had|started|began|became|feels|felt|looks|still|all|being|been|from"
)
_KINS = "|".join(f"{word}s" for word in _KIN.split("|"))
_BODY_THINGS = (
    "luggage|baggage|bag|pillow|mask|cream|brace|phones|buds|bud|shadow|liner|balm|stick|brush|wash|pads|guard|rest"
    "|chair|lace|set|band|ring|rings|warmer|warmers|sanitizer|mirror|shaver|towel|torch|drill|mixer|blender|print"
)
"""What only sounds like a body: "hand luggage", "eye shadow"."""

HARM = f"""
    allergic to, allergy|allergies|allergen|allergens ~8 told|still|anyway|served|contained|ignored|wrong,
    {_MY}|{_KINS} throat closed|closing|swelled|tightened|burning, infected, spiked in|at|by,
    drink|drinks was|were spiked,
    hit by ~3 falling|car|bus|van|truck|bike|scooter|door|gate|barrier|cart|trolley,
    seatbelt|buckle opened ~3 driving, {_PET} was|were|is|are|arrived dead, on|in my thumb|finger|toe,
    lost ~1 nail|fingernail|toenail, {_MY} eyes ~4 streaming|sore|swollen|watering, {_KINS} {_LIMB},
    knocked|threw {_ONE} ~1 flat|back|off, on a drip|ventilator, asthma, fumes,
    pinned|flattened|buried|scalded|knocked|threw my|our ~1 {_KIN}|{_PET},
    down a|the flight|stairs|steps|escalator, i|he|she|{_KIN} ~1 went flying,
    cant see ~2 properly|since|out, fever, dizzy|dizziness|nausea|cramps, scars|scarred,
    cracked|bruised|broke|broken ~2 rib|ribs|bones|pelvis|skull,
    {_PET} ~2 is|was|went|got lame|limping|blind, {_PET} ~7 died,
    died within|after ~2 hours|days|day|week|weeks, locked the doors, came off ~3 motorway|highway|road,
    stranger|man|someone|guest ~6 my room ~6 slept|asleep|naked|undressed|shower,
    wouldnt|not|refused ~1 let ~1 me|us out, rat|mouse|rodent droppings, maggot*,
    pills|tablets|medication|prescription ~6 somebody|someone|another|elses,
    nail|screw|wire|glass|spike|cable sticking, live|exposed cable|wire|wires|wiring, leak* gas,
    ankle|knee|leg gave, {_MY}|{_KINS} ~1 back is|was ripped|cut|burned|burnt|bleeding|broken|bruised,
    no handrail|lifeguard|seatbelt|seatbelts, fire exit|exits|door ~3 blocked|locked|chained,
    {_HARMED} ~3 {_MY} ~1 {_BODY}, {_HARMED} ~2 {_KINS} ~1 {_BODY},
    {_MY} ~1 {_BODY} {_BECOMES} ~2 {_HARMED}, {_KINS} {_BODY} {_BECOMES} ~2 {_HARMED},
    {_MY} ~1 {_BODY} swelled|bled|burst|snapped|cracked|broke|ruptured|peeled,
    {_KINS} {_BODY} swelled|bled|burst|snapped|cracked|broke|peeled,
    {_KINS}|{_MY} eardrum|cornea|bowel|palm|gum|gums, eardrum*, cornea*, bowel, intestin*, vertebra*,
    spleen, kidney|kidneys ~3 damage*|failure|failed, perforat*,
    glass|dust|chemical|chemicals|metal|splinter|splinters|powder ~3 in my|his|her ~1 {_BODY},
    bit|bites|stung|attacked|mauled|scratched {_ONE}, dog ~2 bit|attacked|mauled,
    bit|attacked my ~1 {_KIN}|{_PET}, stung by ~2 wasp|wasps|bee|bees|hornets|jellyfish,
    {_KIN} was|got|is|were|has ~2 {_HARMED}|electrocuted|poisoned,
    served|drank|drink|swallowed|gave|given ~5 bleach|cleaning|detergent|chemical|chemicals|sanitiser,
    guests|family|kids|children|everyone|everybody|us|friends|colleagues was|were|got|fell|are ~1 {_SICK},
    {_SICK} ~1 next|following morning|day, missed ~2 by inches|centimetres|centimeters|cm|millimetres,
    landed|fell|crashed next to {_ONE}|my, inches from my|his|her|me|us,
    hair fell|falling|fallen|came ~1 out,
    battery|charger|bike|scooter|phone|laptop|oven|heater|tv|engine ~2 started|began smoking|sparking|burning,
    {_KIN} ~8 collapsed|fainted|unconscious,
    cant|cannot|couldnt turn|move|lift|bend|feel {_MY} ~1 {_BODY}|legs,
    cant|cannot|couldnt|barely|hardly walk|breathe|swallow, barely|hardly|cant|couldnt stand up|straight,
    dropped|spilled|spilt|poured|threw|tipped ~5 on|over|onto my|his|her ~1 lap|{_BODY}|{_KIN},
    fell|came|landed|crashed ~5 on|onto my|his|her|our ~1 {_BODY}|{_KIN}|{_PET}|pram,
    threw {_ONE} off|into|against|over,
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
    burned|burnt|scalded|scalds|scalding me|him|us|them|myself|himself|herself,
    was|were|been|got|be ~1 scalded,
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
    allergic to bad|good|answering|customer|service|refunds|work|helping|change,
    infected ~2 laptop|computer|pc|file|link, laptop|computer|pc|site|network|phone|server ~2 infected,
    scarred|scars ~1 for life by, fever pitch|tree, cabin|gold|football|saturday fever, let me|us out of,
    {_KINS} {_LIMB} {_BODY_THINGS}, {_HARMED} ~3 {_MY} ~1 {_BODY} {_BODY_THINGS},
    {_MY} ~1 {_BODY} {_BODY_THINGS}, scratched|scratching ~1 my head, bit|bite|biting my tongue|lip,
    twisted|twisting my arm, my eyes|ears are|were|started|began ~1 bleeding|hurting,
    my head is|was|will|about|might ~3 burst|explode|exploding|spinning,
    hit my ~1 eye|eyes|ear|ears ~1 like|as, burns|burned|burning|burnt my eyes,
    caught|catch|catches my|our|his|her|your ~1 eye|eyes|ear, broken|broke my ~1 promise,
    family|us|everyone|kids|friends are|were|is|was ~1 {_SICK} of|and,
    cut|broke ~2 my ~1 back log|yard|end|pack|office, he|she|i|we|it slipped into|away|by|past,
    {_KIN} was|got|were|is|has ~1 hit|burned|cut|caught|stung with|by|off|out|in, put my foot down,
    turn my head, hit my head against, cant breathe laughing|for laughing,
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
