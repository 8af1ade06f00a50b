"""How people promise things, in five languages: words that begin a promise, name a deed, or name a time."""

import re
from typing import Final

_DO_EN: Final = (
    r"(?:call|phone|ring|contact|reach|reply|respond|write|answer|message|text|e-?mail|get|come|look|check|"
    r"investigate|review|refund|credit|compensate|send|ship|fix|repair|replace|sort|follow|be in touch|help|"
    r"rebook|trace|find|chase|raise|pass|update|arrange|make sure|take|speak|talk|see)"
)
_DOING_EN: Final = (
    r"(?:passing|handing|taking|raising|escalating|looking|checking|chasing|sorting|arranging|sending|getting|asking|"
    r"calling|tracing|bringing|investigating|refunding|replacing|fixing|following|working|putting|"
    r"going to)"
)
_GOODS_EN: Final = r"(?:refund|replacement|money|credit|voucher|compensation)"
_BARE_EN: Final = (
    rf"^(?:will|gonna|going to) (?:be )?{_DO_EN}|^will (?:DM|ping|keep you)|(?<=and )will (?:also |then )?"
    rf"(?:{_DO_EN}|post|share|give you)|^(?:calling|phoning|ringing|messaging|DMing|sending) you|"
    r"(?<!get )(?<!come )(?<!go )(?<!be )(?<!getting )(?<!coming )back (?:to|with) you(?= (?:by|within|in|"
    r"today|tomorrow|tonight|this|before|shortly|soon)\b)|"
    r"(?:your|the|a|an)(?: [\w'-]+){0,3}?(?:'ll| will| is going to) be (?:shipped|sent|refunded|replaced|"
    r"repaired|fixed|delivered|with you|returned|credited|paid|rebooked|contacted|called)|"
    r"(?:this|it|that|everything)(?:'ll| will) be (?:fixed|sorted|resolved|solved|repaired|replaced|refunded|"
    r"back|working|ready|sent|done|put right)|"
    rf"(?:your |the |a )?{_GOODS_EN} is (?:now |already )?(?:on (?:its|the) way|being \w+ed)"
)
"""Promises without "I": said in haste, or in the passive."""
_ES: Final = (
    r"(?:voy|vamos) a \w+|(?:me|nos) (?:encargo|encargamos|ocupo|ocupamos|pongo en|ponemos en)|"
    r"(?:te|le|os|les|lo|la|los|las) (?:respond\w+|escrib\w+|llam(?:o|amos|aré|aremos)|contest\w+|avis\w+|"
    r"inform\w+|cuento|contamos|revis\w+|busc\w+|pas(?:o|amos)|atiend\w+|envi\w+|digo|decimos)|"
    r"\w{3,}(?:aré|eré|iré|aremos|eremos|iremos)|(?:recibirá|recibirás|tendrá|tendrás)|"
    r"(?:me |nos )pondr(?:é|emos)|har(?:é|emos)|(?:te|le|os|les) dir(?:é|emos)|se pondrán? en contacto|"
    r"(?:te|le|os|les) (?:devolvemos|devuelvo|reembols(?:o|amos)|mand(?:o|amos)|abon(?:o|amos))|"
    r"(?:un|una|mi|nuestro|nuestra)(?: (?!y\b|que\b)[\w-]+){1,3}? (?:te|le|os|les) (?:llam|escrib|"
    r"contact|respond|atend|avis|inform)\w+"
)
_FR: Final = (
    r"(?:je vais|nous allons) \w+|"
    r"(?:je|j'|nous) ?(?:vous |te |m'|nous |le |la |l'|les |en |y )*\w{2,}(?:rai|rons)|"
    r"(?:je|nous) (?:vous |te )(?:répond\w*|rappel\w+|écri\w+|recontact\w+|tien\w+|revien\w+|reven\w+|"
    r"appel\w+|rembours\w+)|(?:je m'en|nous nous en|je m'|nous nous) ?(?:occupe|charge|occupons|chargeons)|"
    r"(?:je|nous) (?:regard\w+|cherch\w+|vérifi\w+|transme\w+|transmet\w*)|vous (?:recevrez|aurez)|"
    r"quelqu'un vous (?:contact|appel|rappel|répond|écri)\w+|"
    r"on (?:vous|te) (?:répond|rappel|appel|écri|recontact|tien|rembours|envo)\w+|on s'en (?:occupe|charge)|"
    r"on va (?:vous|te|le|la|les|s'en|regarder|vérifier|chercher|régler)\b|"
    r"(?:un|une|mon|ma|notre)(?: (?!vous\b|et\b|qui\b)[\w'-]+){1,3}? (?:vous|te) (?:appel|rappel|"
    r"écri|contact|répond|rembours)\w+"
)
_DO_DE: Final = (
    r"(?:meld|kümmer|prüf|klär|ruf|schreib|schick|antwort|such|schau|seh|frag|geb|leit|geh|sorg|"
    r"erstatt|ersetz|lös|find)\w{0,4}"
)
_DE: Final = (
    rf"(?:ich werde|wir werden)\b|(?:ich|wir) {_DO_DE}\b|{_DO_DE} (?:ich|wir)\b|"
    r"(?:werde ich|werden wir)\b|sie (?:erhalten|bekommen|hören)\b|"
    r"(?:(?:mein|unser|ein)e?(?: [\w-]+){1,2}?|jemand(?: (?:aus|von) \w+(?: \w+)?)?) (?:wird|ruft|meldet|"
    r"schreibt|schickt|antwortet|kümmert|erstattet|kontaktiert) (?:sich|sie|dich|ihnen|dir|das|es)\b"
)
_PT: Final = (
    r"(?:vou|vamos) \w+|(?:eu|nós) (?:verific\w+|procur\w+|cuid\w+)|"
    r"(?:lhe |te |já )?(?:respondo|respondemos|escrevo|escrevemos|retorno|retornamos|aviso|avisamos|ligo|"
    r"ligamos|verifico|verificamos|cuido|cuidamos)|\w{3,}(?:arei|erei|irei|aremos|eremos|iremos)|"
    r"(?:você )?(?:receberá|terá)|a gente (?:te|lhe|vai) \w+|fic(?:o|amos) de (?:te |lhe )?\w+|"
    r"(?:lhe|te) (?:devolv|reembols|envi|mand)(?:o|emos|amos)|"
    r"(?:devolvemos|reembolsamos|enviamos)-(?:lhe|te)|"
    r"(?:um|uma|meu|minha|nosso|nossa)(?: (?!e\b|que\b)[\w-]+){1,3}? "
    r"(?:(?:liga|escreve|responde)(?:rá)?-?(?: ?(?:lhe|te))|(?:te|lhe) (?:liga|escreve|responde)(?:rá)?|"
    r"vai (?:te |lhe )?(?:ligar|escrever|responder|contactar|contatar|entrar em conta(?:c)?to)|"
    r"entra(?:rá)? em conta(?:c)?to)"
)
PROMISE: Final = re.compile(
    r"\b(?:(?:I|we)(?:'ll| will| shall| promise to|(?:'m| am|'re| are) going to)|"
    rf"(?:I'm|I am|we're|we are) (?:now |already )?{_DOING_EN}|"
    rf"let me (?:now |just |quickly )?{_DO_EN}|"
    r"you(?:'ll| will) (?:hear|have|get|receive|be (?:contacted|called|refunded|credited|compensated))|"
    r"(?:you can )?expect (?:a|an|to hear|our|my)|"
    r"(?:they|he|she|"
    r"(?:someone|somebody|one of (?:us|them|the \w+)|a colleague)(?: (?:from|in|on) (?:our|the) \w+)?|"
    r"(?:our|the|my)(?: (?!and\b|I\b|we\b|you\b|I'|we'|you')[\w'-]+){1,5}?)(?:'ll| will| is going to) "
    rf"(?:now |then |also )?{_DO_EN}|{_BARE_EN}|{_ES}|{_FR}|{_DE}|{_PT})(?!\w)",
    re.IGNORECASE,
)
"""Where a promise begins."""
LEAD: Final = re.compile(
    r"^(?:(?:I|we|they|he|she)(?:'ll| will| shall| promise to|(?:'m| am|'re| are) (?:going to )?)|let me) ?"
    r"(?:also |then |now |just |personally )*",
    re.IGNORECASE,
)
CONDITION: Final = re.compile(
    r"(?:[:;,–-] ?(?:please |bitte |basta |just |simply )?(?:send|tell|write|message|env[ií]\w+|m[aá]nd\w+|"
    r"envoy\w+|écri\w+|escr[ei]\w+|schick\w+|schreib\w+)|"
    r",? ?\b(?:if|once|when|as soon as) you)\b.*",
    re.IGNORECASE,
)
"""What the person has to do for it: "…: if you send a DM"."""
HARMLESS: Final = re.compile(
    r"(?:I|we)(?:'ll| will) (?:(?:be (?:glad|happy|here|honest|sorry|waiting|delighted|able)|need|want|love|"
    r"appreciate|understand|admit|remember|miss|not|never|say|see you|wait)\b)|"
    r"you(?:'ll| will) (?:have to|get (?:there|used))|"
    r"(?:estar|ser|tendr|sentir|necesitar|podr)(?:é|emos)\b|(?:je |nous )?(?:serai|serons|aurai|aurons)\b|"
    r"(?:estarei|estaremos|serei|seremos|precisarei|precisaremos)\b|"
    r"(?:I'm|I am|we're|we are) (?:getting|working|looking) (?:a lot|better|hard|forward)",
    re.IGNORECASE,
)
"""Begins like a promise, but nothing has to be done."""
_NUMBER: Final = (
    r"(?:\d{1,3}|an?|one|two|three|four|five|six|ten|twelve|a few|a couple of|un|una|une|dos|deux|dois|duas|"
    r"zwei|tres|trois|três|drei)"
)
_UNIT: Final = (
    r"(?:minutes?|mins?|hours?|hrs?|days?|weeks?|minutos?|horas?|d[ií]as?|semanas?|heures?|jours?|semaines?|"
    r"minuten?|stunden?|tagen?|wochen?)"
)
_DAY: Final = (
    r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|lunes|martes|miércoles|jueves|viernes|"
    r"sábado|domingo|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|montag|dienstag|mittwoch|"
    r"donnerstag|freitag|samstag|sonntag|(?:segunda|terça|quarta|quinta|sexta)(?:-feira)?)"
)
_CLOCK: Final = (
    r"(?:\d{1,2}[:.]\d\d|\d{1,2}(?::\d\d)? ?(?:[ap]m\b|[ap]\.m\.)|\d{1,2} ?(?:uhr|h)\b|noon|midday)"
)
DUE: Final = re.compile(
    rf"\b(?:(?:by |before |until )?(?:today|tomorrow|tonight|this (?:morning|afternoon|evening|week))"
    rf"(?: (?:morning|afternoon|evening|noon))?(?:,? (?:by|at|before) {_CLOCK})?|"
    rf"(?:with)?in (?:the next |about |less than |under )?{_NUMBER} ?(?:working |business )?{_UNIT}|"
    r"(?:en|dans|sous|em|innerhalb von|antes de|dentro de) (?:las |los |les |den )?"
    rf"(?:próximas |prochaines )?{_NUMBER} ?{_UNIT}|"
    rf"(?:by|before|until|at|antes de las|a las|avant|à|bis|um|até as|até às|às) {_CLOCK}"
    r"(?: (?:today|tomorrow|hoy|mañana|heute|morgen|hoje|amanhã))?|"
    rf"(?:by|on|before|until|el|para el|antes del|d'ici|avant|am|bis|até) (?:this |next )?{_DAY}"
    r"(?: (?:morning|afternoon|evening))?|"
    r"by the end of the (?:day|week)|next week|immediately|(?:right|straight) away|at once|"
    r"hoy(?: mismo)?|mañana(?: por la (?:mañana|tarde))?|esta (?:tarde|noche|semana)|aujourd'hui(?: même)?|"
    r"demain(?: (?:matin|soir|après-midi))?|"
    r"ce (?:soir|matin)|tout de suite|immédiatement|inmediatamente|imediatamente|"
    r"cette semaine|(?:noch )?heute(?: noch)?|"
    r"morgen(?: (?:früh|vormittag|nachmittag|abend))?|diese woche|sofort|hoje(?: mesmo)?|amanhã)(?!\w)",
    re.IGNORECASE,
)
KINDS: Final = {
    kind: re.compile(rf"\b(?:{pattern})", re.IGNORECASE)
    for kind, pattern in {
        "call": r"call(?:ed|ing)? (?:you|back|me)|(?<!which )phone (?:you|call)|ring you|be called|a call\b|"
        r"llam(?:o|a|á|e)|(?:vous |te )(?:r?appel)|r?appeler|ruf\w* .{0,30}\ban\b|anruf\w*|anzurufen|"
        r"lig(?:o|ar|amos)\b|telefon",
        "pay": r"refund|credit(?!s? card)|compensat|reimburs|pay\b|voucher|discount|waive|money back|"
        r"reembols|rembours|dédommag|erstatt|indemni|gutschein|devolver (?:el|su|tu) dinero",
        "send": r"send (?:you|out|it|a|an|the|your|new)|ship|deliver|replace|envi(?:ar|o|amos|aré|arei)|"
        r"remplac|schick|ersetz|post you|substitu",
        "book": r"re-?book|book you|seat you|reschedul|upgrade you",
        "fix": r"fix|repair|resolve|solve|put (?:this|it|things) right|sort (?:this|it|things|that) out|"
        r"get it working|soluc|resolv|arregl|résoud|régler|lös\w+|beheb|consert",
        "answer": r"answer|repl(?:y|ies)|respond|write|get back|come back|back to you|tell you|let you know|"
        r"hear (?:from|back)|update|be in touch|message you|contact|reach you|get you|"
        r"what (?:I|we) (?:find|learn)|"
        r"contest|escrib|aviso|avisa|inform|cuento|digo|répond|recontact|revien|écri|tiens|antwort|meld|"
        r"bescheid|zurück|schreib|retorn|escrev|responderá|noticias",
        "look": r"pregunt|ped(?:ir|imos) a|pido a|demand(?:e|er|ons) (?:à|au)\b|pergunt|peço a|"
        r"look|find|check|investigat|trac(?:e|ing)|search|ask|review|go(?:ing)? (?:through|after)|"
        r"examin|chas(?:e|ing)|follow|see (?:what|how|why|who|this|it)|"
        r"get (?:to the bottom|(?:our|the) [\w ]{2,20} on)|locat|revis|busc|"
        r"investig|averigu|mir(?:o|ar)|ver (?:qué|o que|isto|esto)|descobr|atrás d|vérifi|cherch|regard|"
        r"renseign|prüf|klär|such|schau|frag|sehe|nachsehen|verific|procur|apur|analis",
        "raise": r"rais(?:e|ing)|pass(?:ing)?|hand(?:ing)?\b|escalat|"
        r"tak(?:e|ing) (?:this|it|that|your|the) (?:[\w ]{1,20} )?(?:up|to|over)|bring(?:ing)?|"
        r"talk (?:to|with)|speak (?:to|with)|shar(?:e|ing)|open a claim|traslad|pasa|abr(?:o|ir)|"
        r"transm|weiterleit|weitergeb|leite\w* .{0,30}weiter|encaminh|repass",
        "care": r"stay with|tak(?:e|ing) care|make sure|handle|pick(?:ing)? (?:this|it) up|"
        r"deal(?:ing)? with|help|see (?:it|this|that) through|see to|be back|be with you|encarg|ocup|occup|"
        r"kümmer|sorge|cuid",
    }.items()
}
"""Kinds of deeds, by the words that name them. `care` may be done by whatever the owner does."""
