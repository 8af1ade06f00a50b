"""R2, R3 in other languages: what sorry sounds like, and how it is made hollow.

Spanish, French, German and Portuguese are known well enough for both; of others only the words for sorry.
"""

import re
from typing import Final

from bot.rules.phrases import phrases

CAN_SAY_SORRY: Final = frozenset(
    [
        "en",
        "es",
        "fr",
        "de",
        "pt",
        "it",
        "nl",
        "pl",
        "sv",
        "da",
        "nb",
        "no",
        "tr",
        "ja",
        "zh",
        "ko",
        "ru",
        "uk",
        "ar",
        "hi",
        "id",
        "vi",
        "th",
        "el",
        "he",
        "cs",
        "ro",
        "hu",
        "fi",
        "ca",
    ]
)
"""Languages whose words for sorry are known; a reply in any other is not told that it lacks one."""

APOLOGY: Final = phrases(
    r"lo (?:siento|sentimos|lamento|lamentamos)|(?:siento|sentimos|lamento|lamentamos) (?:mucho|muchísimo|"
    r"de verdad|que|lo|la|el|los|las|tu|su|haber\w*|de veras|sinceramente)",
    r"disculpas?\b|disculpe[ns]?|disculpadnos|perd[oó]n(?:e|a|en|ad)?(?:nos|me)?",
    r"désolée?s?|desolee?s?|navrée?s?",
    r"(?:mes|nos|toutes mes|toutes nos|des) (?:sincères |plus sincères |plates )?excuses",
    r"pardon|excusez-(?:nous|moi)|(?:je|nous) (?:regrette|regrettons)|(?:m'|nous )excuse\w*",
    r"tut (?:mir|uns)\b.{0,30}\bleid|leid tut (?:mir|uns)|entschuldig\w*|verzeih\w*|bedauer\w*|bedaure\w*",
    r"desculpas?|desculpe[mn]?(?:-nos|-me)?|perdão",
    r"(?:sinto|lamento|lamentamos|sentimos) (?:muito|muitíssimo|imenso|imensamente|que|pelo|pela|o|a|não|ter|"
    r"profundamente)",
)
FURTHER_APOLOGY: Final = re.compile(
    r"\b(?:mi dispiace|ci dispiace|ci scusiamo|mi scuso|scus[ai]\w*|excuses|spijt|przeprasza\w+|przykro|"
    r"ledsen|ledsna|ursäkt\w*|beklag\w+|undskyld|unnskyld|özür|üzgün\w*|maaf|xin lỗi|omlouv\w+|scuz\w+|"
    r"ne pare rău|îmi pare rău|elnézést|sajnál\w+|pahoi\w+|anteeksi|disculpeu|ho sento|lamentem)\b|"
    r"申し訳|すみません|お詫び|ごめん|抱歉|对不起|對不起|道歉|죄송|사과|미안|извин\w*|прости\w*|сожале\w*|жаль|вибач\w*|"
    r"перепрош\w*|آسف|نعتذر|أعتذر|عذر|क्षमा|माफ़|माफी|ขออภัย|ขอโทษ|συγγνώμη|λυπ\w+|מצטער\w*|סליחה|מתנצל\w*",
    re.IGNORECASE,
)
SORRY: Final = re.compile(
    r"\b(?:lo siento|siento|sentimos|lament\w+|disculp\w+|perd[oó]n\w*|perdón\w*|désol\w+|desol\w+|navr\w+|"
    r"excus\w+|pardon\w*|regrett\w+|leid|entschuldig\w*|verzeih\w*|bedau\w+|schade|desculp\w+|sinto|perdão|"
    r"perdoe\w*)\b",
    re.IGNORECASE,
)

_WISHES_ES: Final = (
    r"(?! (?:lo |te |le |nos |me |aún |todavía )*(?:necesit|quier|prefier|pued|escrib|mand|enví|parec|sigue|"
    r"vuelv|hace falta|mañana|hoy|esta|cela|ça|dese|tienes|tiene|hay algo|fuera))"
)
_SPANISH: Final = phrases(
    r"que (?:tenga|tuviera|tuviese|haya tenido|hayas tenido)[sn]? (?:esa|tal|una|"
    r"la) (?:mala )?(?:percepción|impresión|"
    r"opinión|sensación)",
    rf"si{_WISHES_ES} \w+",
    r"en (?:el )?caso de que|por si (?:acaso|te|le|alg\w+|hub\w+)",
    r"a (?:quien|quienes|todo aquel|todos los que|cualquiera) (?:que )?(?:haya|pueda|pudiera|se)\w*",
    r"cualquier\w*(?: \w+)?|posibles? (?:molestia|error|inconvenien|problema)\w*|eventual(?:es)? \w+",
    r"(?:pueda|haya|hayan|pudiera|pudo)n? (?:haber )?(?:podido )?(?:causar|ocasionar|causado|ocasionado|"
    r"molestado|ofendido|sentirse)\w*",
    r"que (?:te|se|le|les|os) (?:sient\w+|haya\w* sentido|ha(?:ya)?n? molestado|moleste)",
    r"que no (?:haya\w*|est[éeá]\w*|qued\w+)(?: quedado)? (?:satisfech|content)\w*",
    r"que no (?:te|le|les|os) (?:haya\w* gustado|guste|gustara)\w*",
    r"que (?:te |se |le )?lo (?:hayas?|ha) (?:tomado|visto|entendido|interpretado|percibido)|que lo (?:vea|"
    r"tome|perciba|sienta|interprete)s?\b|que (?:hayas?|tengas?) (?:esa|la) impresión",
    r"molestias(?: \w+)?|inconvenientes?(?: \w+)?",
    r"nuestras? (?:palabras|respuesta)s? (?:te|le) (?:haya\w* )?(?:molest|ofend)\w*",
    r"pero (?:no (?:es|está|pod|pued|hay|som)|son las|es (?:la|nuestra|una)|debe|según|usted|tú|así)\w*",
)
_FRENCH: Final = phrases(
    r"(?:cette|votre|une telle) (?:impression|opinion|perception)|ce (?:sentiment|ressenti)",
    r"si (?:jamais |par hasard |d'aventure )?(?:nous|on|cela|ça|ce|c'|le|la|les|l'|un|une|des|votre|vos|"
    r"notre|"
    r"nos|ma|mon|mes|quelqu|quelque|il|elle)(?! (?:se reproduit|recommence|revient|(?:ne )?(?:marche|"
    r"fonctionne|continue|persiste|dure|bloque)))\b(?:\w+)?(?: \w+)?",
    r"si (?:jamais )?(?:vous|tu) (?!(?:n'|ne |en |le |la |nous |me |m'|l')?(?:avez besoin|as besoin|"
    r"souhait|voul|veux|préfér|"
    r"pouv|peux|écriv|envoy|avez (?:un|une|des|encore|d'autres)|désir|repass|passez|"
    r"aimez mieux))[^.!?\n]{0,20}",
    r"s'ils? (?:y a|y avait|s'avère)|au cas où|dans le cas où|dans la mesure où|pour autant que",
    r"tout\w* (?:désagrément|gêne|inconvénient|problème|contrariété|éventuel|malentendu)\w*|éventuel\w*",
    r"gêne (?:occasionn|caus|que)\w*|désagréments?(?: \w+)?|contretemps|malentendu",
    r"que vous (?:vous )?(?:soyez (?!resté|tombé|arrivé|parti)|le (?:preniez|viviez|voyiez|ressentiez|"
    r"perceviez)|sentiez|"
    r"ayez (?:cette|l'|le sentiment|une telle|mal)|n'ayez pas (?:aimé|apprécié)|le prenez)\w*",
    r"que (?:cela|ça|ceci|nos \w+|notre \w+) (?:ne )?(?:vous |t')(?:ait|aient|a|ont) "
    r"(?:contrari|bless|offens|déplu|pas plu|vex|froiss|choqu|gên|heurt)\w*",
    r"(?:a|ont|aurait|auraient|ait) pu (?:vous |te )?(?:caus|bless|gên|occasionn|choqu|offens|être)\w*",
    r"mais (?:vous|ce n'est|ce sont|c'est (?:la|le|notre)|nous ne|on ne|il fallait|selon|tu)\b(?: \w+)?",
)
_GERMAN: Final = phrases(
    r"(?:diesen|den|einen solchen) eindruck|ihre wahrnehmung|das gefühl (?:haben|hatten|hast|hattest)",
    r"(?:sie|dich|euch) (?:sich |dich |euch )?(?:geärgert|gestört gefühlt)|geärgert ha\w+",
    r"falls (?!(?:sie|du|ihr) (?:noch |uns |mir |etwas |hilfe |fragen )*(?:möcht|woll|willst|magst|brauch|"
    r"hab|schreib|schick))"
    r"\w+(?: \w+)?",
    r"sofern \w+|soweit \w+|im falle,? dass|für den fall",
    r"wenn (?!(?:sie|du|ihr|es)\b[^.,!?\n]{0,40}?(?:möcht|woll|willst|magst|brauch|schreib|schick|melde|"
    r"passt|recht|noch))"
    r"\w+(?: \w+)?",
    r"(?<![a-zäöü] )sollten? (?:sie|wir|ihnen|dir|es|etwas|jemand|ihr|unser\w*|der|die|das|bei)\b",
    r"(?<![a-zäöü] )solltest du",
    r"etwaige\w*|eventuelle\w*|mögliche\w*(?: \w+)?|möglicherweise|unannehmlichkeiten|umstände(?!n)",
    r"(?:gefühlt|verletzt|verärgert|gestört|missverstanden) haben (?:könnt|sollt)\w*|haben könnten",
    r"dass (?:sie|du|ihr) (?:das|es|dies|sich|dich|euch|uns\w*|damit|so|nicht|"
    r"mit)?\b[^.!?\n]{0,40}?(?:empfind|fühl|"
    r"unzufrieden|enttäuscht|verärgert|sauer|wütend|siehst|sehen|aufgefasst|verstanden ha)\w*",
    r"dass (?:dich|sie|euch|ihnen|dir) (?:uns\w+|mein\w*|das|die|dies\w*)\b[^.!?\n]{0,40}?(?:verärgert|"
    r"verletzt|gekränkt|"
    r"enttäuscht|gestört|missfall)\w*",
    r"aber (?:sie|du|das ist (?:nicht|nun)|so (?:ist|sind)|wir (?:können|konnten|sind|haben (?:keine|"
    r"nicht))|die regel|laut|"
    r"nach unseren|da (?:können|kann))\b(?: \w+)?",
)
_PORTUGUESE: Final = phrases(
    r"(?:tenha|tinha|tivesse|teve) (?:essa|tal|uma|a) (?:má )?(?:opinião|impressão|percepção|perceção|"
    r"sensação)",
    r"(?:desculp\w+|lament\w+|sinto muito|sentimos muito|perd[ãa]o),? se\b(?! (?:amanhã|hoje|ainda|"
    r"continuar|persistir|precis|quis))(?: \w+)?",
    r"se (?:falh|caus|err|houve|algo|você|vc|te |lhe |isso|não|a nossa|o nosso|nós|em algum|por acaso|"
    r"alguém)\w*"
    r"(?<!se você)(?! (?:precis|quis|quer|pref|pud))[^.!?\n]{0,20}",
    r"(?<!seu )(?<!teu )(?<!meu )(?<!este )(?<!esse )(?<!do )(?<!no )(?<!ao )(?<!o )caso (?:tenha|haja|"
    r"algo|houve|o|a|"
    r"não|se|isso|em|nós|alguém)\w*",
    r"a (?:quem|todos que|qualquer) (?:se |possa|tenha|pode)\w*",
    r"qualquer(?: \w+)?|quaisquer(?: \w+)?|eventua(?:l|is)(?: \w+)?|poss[íi]ve(?:l|is) (?:erro|transtorno|"
    r"inconven|falha)\w*",
    r"possam? ter|tenham? podido (?:ter|causar|gerar|sentir|ofend|provocar|incomod)\w*|inconvenientes?(?: "
    r"\w+)?|transtornos?(?: \w+)?|incómodos?|incômodos?",
    r"que (?:você |o senhor |a senhora )?(?:se (?:sinta|sentiu|sente)|(?:esteja|ficasse|tenha ficado|"
    r"tenha se sentido|tenha sentido) (?:insatisf|chatead|desapont|"
    r"triste|zangad)|"
    r"(?:tenha )?fic\w+ (?:com (?:essa|a) impress|insatisf|chatead|magoad|desapont)|veja (?:assim|dessa)|"
    r"não tenha gostado)\w*",
    r"palavras (?:o|a|te|lhe|vos) \w+",
    r"mas (?:o senhor|a senhora|são as|é (?:a|nossa|o)|não (?:é|pod|há|som)|deveria|você deveria|segundo)\w*",
)
HOLLOW: Final = _SPANISH + _FRENCH + _GERMAN + _PORTUGUESE
"""Looked for where somebody says sorry."""
HOLLOW_ANYWHERE: Final = phrases(
    r"se cometieron errores|se han cometido errores|hubo errores",
    r"des erreurs ont (?:pu être|été) commises",
    r"(?:es )?wurden fehler gemacht|fehler (?:wurden|sind) (?:gemacht|passiert)",
    r"erros foram cometidos|foram cometidos erros|houve erros",
    r"(?:no era|no fue|nunca fue) nuestra intención|n'était pas notre intention|war nicht unsere absicht|"
    r"não (?:era|foi) (?:a )?nossa intenção",
)
