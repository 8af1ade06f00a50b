"""Words that name no incident: those that hold a sentence together, and those that anybody uses any day.

English. What is usual in another language or trade is learned from the brand's own mentions.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FUNCTION_WORDS = _words("""
    a an the and or but nor so if then than that this these those there
    here it its itself i im ive id ill me my mine myself we were weve wed us our ours you your yours
    youre youve youd youll u ur ya yall he hes him his she shes her hers they theyre theyve them their
    theirs who whos whom whose what whats which when where why how hows is isnt am are arent was wasnt
    be been being do does dont doesnt did didnt doing done has hasnt have havent had hadnt having can
    cant cannot could couldnt will wont would wouldnt shall should shouldnt may might must not no nope
    yes yeah yep ok okay of to in into on onto at by for from with without within about after before
    over under between through during until till since while as because cause cuz though although too
    also very really just only even still again ever never always already yet now today tonight tomorrow
    yesterday up down out off away back around all any some every each both either neither one ones two
    other another others such same own more most less least much many few lot lots bit got get gets
    getting gotten go goes going gone went gonna come comes coming came let lets make makes making made
    take takes taking took taken put say says said saying tell tells told see sees saw seen look looks
    looking know knows knew think thinks thought want wants wanted wanna need needs needed use uses used
    using try tries trying tried give gives given gave keep keeps kept like likes liked well oh hi hey
    hello please pls plz thanks thank thx ty lol omg wtf smh haha hahaha lmao rt via amp etc vs oclock
    maybe perhaps else thats theres heres wheres something anything nothing everything someone anyone
    everyone nobody somebody anybody way ways thing things stuff s t re ve ll d m w b n r c o x e y k h
""")

EVERYDAY_WORDS = _words("""
    able absolutely account actually add ago agree air almost alone amazing angry annoyed annoying
    answer answered answering answers app apology appreciate area arrive arrived ask asked asking
    awesome awful baby bad beautiful became become began begin believe best better big birthday bless
    boo book booked booking both bought bring broke broken brother business busy buy call called calling
    calls car care cares case certain change changed changes changing charge charged check checked
    checking child children choice choose city class clean close closed cold company complain complaint
    complete completely confirm confirmed contact contacted cool correct cost costs country couple crazy
    credit customer customers dad daily damn date daughter day days dead deal dear delay delayed delays
    different difficult direct disappointed disappointing disappointment dm drive dude each early easy
    eat email emails employee employees end ended entire especially evening excellent excited excuse
    expect expected expensive experience experiences explain extra extremely face fact fail failed fails
    failure fam family fan far fast favorite feel feeling feels feet felt figure figured final finally
    find finding fine first fix fixed flight flights flying fly follow followed following food forget
    forgot form forward found four free friend friendly friends front frustrated frustrating fuck
    fucking full fun funny future girl glad god good great guess guy guys half hand handle hang happen
    happened happening happens happy hard hate head hear heard heart hell help helped helpful helping
    helps high hold holding home honest honestly hope hopefully hoping horrible horribly hour hours
    house hr hrs huge human hungry husband idea impossible info information instead interested issue
    issues job join joke keep kid kids kind knew lady last late later least leave leaves leaving left
    less letter level life limit line lines link list literally little live lives local long longer lose
    lost love loved loves low luck lucky mad mail main man manager matter mean means meant meet member
    members message messages min mins minute minutes miss missed missing mom moment money month months
    morning move moved moving multiple name near new news next nice night non normal note notice
    notified number numbers offer offered office old online open option options order ordered ours
    outside paid part party pass pay paying payment people per person phone phones pick picture place
    plan plane planes plans play plus point policy poor possible post posted present pretty price prices
    pro probably problem problems process program promise promised proud purchase purchased question
    questions quick quickly quite ready real reason receive received recent refund refuse refused rep
    reply request resolve resolved respond responded response rest review ride ridiculous right room
    rude run running sad safe sat save second seem seems send sending sent seriously serve service
    services set shame share shit short show showed shows sick side simple single sir sister sit site
    sitting situation sleep slow small social solution son soon sorry sort speak special spend spent
    staff stand standing star start started starting stay staying stop stopped store story stranded
    stuck stupid suck sucks super support supposed sure surprised system talk talked talking team
    terrible text three ticket tickets time times tired together ton top total totally touch tough town
    travel traveled traveling trip trips true trust truth turn turned tweet tweeted tweeting tweets
    twice twitter type unable unacceptable understand unfortunately unhappy update updated updates
    upgrade upset user usually value view visit wait waited waiting waits walk walked warm waste wasted
    watch watching water wave website week weekend weeks weird whole wife win wish woman wonder
    wonderful wondering word words work worked working works world worse worst worth wow write wrong
    year years young january february march april june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday
    sunday mon tue tues wed thu thurs fri sun epicfail badservice customerservice poorservice neveragain
    vacation thankyou tbt nofilter
""")
