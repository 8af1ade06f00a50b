"""R3 by the shape of a sentence in Spanish, French, German and Portuguese; see `apology_shapes`."""

from typing import Final

from bot.rules.phrases import phrases

_BUT_ES: Final = (
    r"(?:pero|sin embargo|no obstante|aunque|ahora bien|eso sí)\b,?(?! (?:ya|ahora|hoy|acabo|tengo|tenemos|"
    r"he|hemos|"
    r"voy|vamos|lo (?:estoy|estamos|voy|vamos|tengo|tenemos|he|hemos)|está|están|llega|sale|te|le|os|les|"
    r"estoy|"
    r"estamos|buenas|puedo|mañana|esta|este|(?:tu|su|el|la) \w+ (?:ya|está|llega|sale|va|sigue))\b)"
)
_SPANISH: Final = phrases(
    rf"{_BUT_ES}(?: \w+)?",
    r"(?:experiencia|visita|viaje|estancia|atención|servicio|respuesta) no (?:haya|ha|fue|fuera|fuese|"
    r"estuvo|cumpl)\w*"
    r"[^.!?\n]{0,40}?(?:esper|mejor|buen|agradable|satisf|expectativ|altura)\w*",
    r"expectativas?",
    r"(?:decisión|respuesta|oferta|propuesta|solución|política|medida|postura)s? no [^.!?\n]{0,25}?(?:agrad|"
    r"gust|"
    r"convenc|satisf|complac|parezc)\w*",
    r"de (?:tu|su|vuestro) (?:agrado|gusto)",
    r"(?:tu|su|vuestra) (?:percepción|opinión|frustración|enfado|malestar|descontento|visión|interpretación)",
    r"(?:pueda|puedan|haya podido|hayan podido|pudiera|pudieran) (?:\w+ )?(?:generar|causar|suponer|"
    r"provocar|molestar|"
    r"ofender|sentir)\w*",
    r"que (?:estés?|estén|esté usted) (?:disgustad|molest|enfadad|enojad|insatisf|decepcion|descontent|"
    r"dolid|ofendid)\w*",
    r"que no (?:estés?|estén) (?:de acuerdo|conforme|content)\w*|que no compart\w+",
    r"(?:algunos|algunas|alguien|ciertas personas|ciertos clientes)(?: \w+){0,3} (?:se )?(?:sinti|sient|"
    r"hayan? sentido|"
    r"interpret|molest)\w*",
    r"si (?:algo|alguien|nuestr\w+|el \w+|la \w+|en algún|hubo|ha habido|has|ha|te|le|os|se|no|fui|fuimos|"
    r"he|hemos)\b"
    r"(?! (?:vuelve|sigue|sigues?|necesit|prefier|quier|funciona))(?: \w+)?",
)
_BUT_FR: Final = (
    r"(?:mais|cependant|toutefois|néanmoins|pourtant|en revanche|cela dit)\b,?(?! (?:je (?!ne |n'|dois|vous "
    r"rappelle|"
    r"tiens)|j'ai|j'y|nous (?:avons (?!aucun|pas)|allons|venons|y|sommes (?:dessus|en train))|votre \w+ "
    r"(?:est|sera|"
    r"part|arrive)|vos \w+ (?:sont|partent)|c'est (?:réglé|fait|réparé|en)|tout est|bonne nouvelle|il "
    r"(?:est|sera|"
    r"part|arrive)|elle (?:est|sera|part|arrive)|(?:le|la) \w+ (?:arrive|part)|ça (?:y est|marche)|"
    r"maintenant|désormais)\b)"
)
_FRENCH: Final = phrases(
    rf"{_BUT_FR}(?: \w+)?",
    r"(?:expérience|visite|séjour|voyage|service|accueil|réponse)s? (?:n'(?:ait|a|est|était|aient)|ne soit|"
    r"ne fût) pas"
    r"[^.!?\n]{0,50}",
    r"(?:vos|tes|votre|ton) (?:attentes?|espérances|mécontentement|frustration|ressenti|déception|"
    r"insatisfaction|"
    r"perception|agacement|colère)",
    r"(?:décision|réponse|offre|proposition|solution|politique|règle|démarche)s? ne (?:vous |te "
    r")?(?:convien|plai|"
    r"satisf|agré|convain|soi)\w*",
    r"(?:certains|certaines|quelques-uns|d'aucuns|des clients|des personnes)(?: \w+){0,3} (?:se sont|se "
    r"soient|ont|"
    r"aient|puissent|auraient)(?: \w+){0,2}",
    r"(?:à|auprès de) (?:ceux|celles|tous ceux|toutes celles|toute personne|quiconque)[^.!?\n]{0,15}? qui\b",
    r"(?:aurait|auraient|ait|aient|avons|avez|a|ont) (?:bien )?pu\b(?: \w+)?",
    r"que vous ne (?:soyez|partagiez|compreniez|acceptiez|vous sentiez|trouviez)(?: pas)?(?: \w+)?",
    r"si (?:l'un|l'une|certains|un de nos|une de nos|ce message|notre|nos|votre|tu as|vous avez (?:eu|été|"
    r"trouvé|"
    r"ressenti|mal)|vous vous (?:êtes|sentez)|j'ai|nous avons|quelque chose|quoi que ce soit)\b(?: \w+)?",
)
_BUT_DE: Final = (
    r"(?:aber|jedoch|allerdings|andererseits|gleichwohl|dennoch|trotzdem)\b,?(?! (?:ich (?!kann (?:nichts|"
    r"leider|"
    r"nicht)|habe (?:nichts|keine)|sehe|finde|muss)|wir (?:haben (?!keine|nichts|sie|ihnen|das)|sind "
    r"(?:dran|schon|"
    r"auf)|kümmern|melden|schicken|suchen)|(?:ihr|ihre|dein|deine) \w+ (?:ist|liegt|kommt|geht|fährt|steht)|"
    r"jetzt|"
    r"inzwischen|nun|es (?:läuft|ist (?:jetzt|gelöst|repariert|geklärt|wieder))|gute|der \w+ (?:ist|kommt)|"
    r"die \w+ "
    r"(?:ist|kommt)|das (?:paket|teil) (?:ist|kommt))\b)"
)
_GERMAN: Final = phrases(
    rf"{_BUT_DE}(?: \w+)?",
    r"(?:erlebnis|aufenthalt|erfahrung|besuch|reise|service|antwort|angebot|leistung)(?:en|s|"
    r"e)?\b[^.!?\n]{0,40}?"
    r"\b(?:nicht|keine?n?)\b[^.!?\n]{0,40}?(?:erwart|vorstellung|wünsch|zufrieden|entspr|gefall|gefiel|"
    r"überzeug)\w*",
    r"(?:ihren|deinen|euren|ihre|deine) (?:erwartungen|vorstellungen|unmut|ärger|frust|enttäuschung|"
    r"unzufriedenheit|"
    r"eindruck|empfinden|wahrnehmung)",
    r"nicht (?:einverstanden|zufrieden|glücklich|begeistert|froh|happy|zusag\w*|gefäll\w*|gefallen hat|"
    r"überzeug\w*|recht ist|nachvollziehen|teilen|"
    r"verstehen)",
    r"dass (?:sie|du|ihr) (?:das |es |die sache |die dinge |das alles )?(?:so|anders|anderer meinung|"
    r"negativ|kritisch)"
    r"(?: \w+)? (?:denk|seh|sieh|empfind|fühl|erleb|wahrn|bewert|sind|bist|seid|aufgen|auffass|versteh)\w*",
    r"dass (?:sie|du|ihr) (?:so|anders) (?:denk|seh|sieh|empfind|fühl)\w*",
    r"eventuell\w*|gegebenenfalls|womöglich|unter umständen|vermeintlich\w*|angeblich\w*",
    r"all(?:e|en|er|es)\b[^.!?\n]{0,30}?,? die (?:sich|das|es|dadurch|davon|unser\w*)\b[^.!?\n]{0,40}",
    r"(?:einige|manche|jemand|gewisse|einzelne)(?: \w+){0,3} (?:sich )?(?:fühl|gefühlt|verletzt|gestört|"
    r"missverst|"
    r"beleidigt|angegriffen)\w*",
    r"(?:wenn|falls|sofern) (?:das|es|dies|etwas|jemand|unser\w*|der|die|ein\w*|wir|ich|sie sich|du dich|"
    r"ihr euch|"
    r"dir|ihnen)\b(?! (?:noch|morgen|wieder|weiter|heute|passt|recht|hilft|geht|"
    r"möglich))[^.!?\n]{0,30}?(?:falsch|"
    r"unfreundlich|unhöflich|gefühlt|fühl|verletz|gestört|stör|schief|fehler|missverst|ungenau|lang vorkam|"
    r"angekommen|"
    r"rüberkam|gewirkt|wirkte|enttäuscht|geärgert|geklappt|gefallen|entstanden|unklar)\w*",
)
_BUT_PT: Final = (
    r"(?:mas|porém|contudo|no entanto|todavia|entretanto|embora)\b,?(?! (?:já|agora|hoje|amanhã|estou|"
    r"estamos|vou|"
    r"vamos|acabei|acabo|tenho|temos|encontr\w+|ach(?:ei|ámos|amos)|(?:o|a) (?:seu|sua) \w+ (?:já|está|"
    r"chega|sai|"
    r"segue)|seu \w+ (?:já|está|chega|sai)|sua \w+ (?:já|está|chega|sai)|está|estão|chega|sai|boas|posso|"
    r"fico|ele|"
    r"ela)\b)"
)
_PORTUGUESE: Final = phrases(
    rf"{_BUT_PT}(?: \w+)?",
    r"(?:experiência|visita|viagem|estadia|estada|atendimento|serviço|resposta) não (?:tenha|tem|foi|fosse|"
    r"esteve|"
    r"correspond|atend)\w*[^.!?\n]{0,40}?(?:esper|melhor|bo[am]|agradável|satisf|expectativ|expetativ|"
    r"altura|atend|"
    r"correspond)\w*",
    r"expectativas?|expetativas?",
    r"(?:decisão|resposta|oferta|proposta|solução|política|medida)s? não [^.!?\n]{0,25}?(?:agrad|gost|"
    r"convenc|"
    r"satisf|tenha sido do)\w*",
    r"(?:do|ao) (?:seu|teu|vosso) (?:agrado|gosto)",
    r"(?:sua|tua|vossa) (?:percepção|perceção|opinião|frustração|insatisfação|visão|interpretação|"
    r"indignação)",
    r"que (?:você |o senhor |a senhora )?(?:veja|vejas|encare|interprete|entenda|pense|"
    r"penses)\b[^.!?\n]{0,30}",
    r"que (?:você |o senhor |a senhora )?(?:esteja|estejas|fique|tenha ficado) (?:aborrecid|chatead|zangad|"
    r"irritad|magoad|"
    r"insatisf|desapontad|ofendid|furios)\w*",
    r"que (?:você |o senhor |a senhora )?não (?:esteja (?:satisf|content|feliz)|fique (?:satisf|content)|"
    r"concord|compreend|partilh|compartilh|esteja de acordo|goste)\w*",
    r"(?:possa|possam|pudesse|tenha podido|tenham podido) (?:ter )?(?:\w+ )?(?:causad|sentid|sofrid|gerad|"
    r"provocad|"
    r"incomodad|ofendid|causar|gerar|provocar|sentir)\w*",
    r"(?:aos|às|a todos os|a todas as|a todos|a quem)(?: \w+)? que se (?:sent|consider)\w*|(?:algumas "
    r"pessoas|alguns "
    r"clientes|alguém)(?: \w+){0,3} (?:se )?(?:sent|tenha|tenham|incomod|ofend)\w*",
)
_EVERYWHERE: Final = phrases(
    r"que (?:l'|le |la |les |notre |nos )\w+ (?:ne )?(?:vous |t'|te )(?:ait|aient) pas (?:plu|convenu|"
    r"satisfait|convaincu)",
    r"se (?:o|a|os|as|te|lhe|vos|alguém) (?:ofend|mago|incomod|desapont|feri|prejudic|desilud)\w*",
    r"(?:esa|essa|esta|una|uma|cette|une|ce|dieses|ein|so ein|tal|telle) (?:mala |má |mauvaise? |schlechtes "
    r")?(?:imagen|"
    r"image|imagem|bild|recuerdo|souvenir|lembrança|recordação|idea|idée|ideia)\b",
    r"tout(?:e|es|s)? (?:les |nos )?(?:erreur|faute|manquement|maladresse|souci|confusion|retard|incident)s?",
    r"(?:jedem|jeder|jeden|denen|denjenigen|demjenigen),? (?:der|die) \w+",
)
SHAPES: Final = _SPANISH + _FRENCH + _GERMAN + _PORTUGUESE + _EVERYWHERE
"""Looked for in the clause that says sorry."""
EXCUSES: Final = phrases(
    r"(?:la|a) (?:culpa|responsabilidad|responsabilidade) (?:es|fue|é|foi|era) (?:de |del|do|da|dos|das|"
    r"suya|tuya|sua|"
    r"tua)(?! (?:nosotros|nós|nossa|nuestr))\w*(?: \w+)?",
    r"(?:c'est|c'était|est) (?:de )?la faute (?:de|du|des|à)(?! (?:notre|nos))\b(?: \w+)?|la faute (?:en "
    r")?revient\b",
    r"(?:der|die|das|ihr|ihre|dein|deine|unser|unsere) \w+ (?:ist|sind|war|waren|trägt|hat|haben) (?:daran |"
    r"allein |"
    r"die )?schuld",
    r"ya (?:se |te |le |os )?(?:lo )?(?:advertimos|avisamos|dijimos|informamos|indicamos|explicamos|"
    r"advirtieron)\w*",
    r"(?:espero|esperamos|confiamos en|contamos con)(?: que)? (?:lo |su |tu )?(?:entiend|comprend|"
    r"comprensión)\w*|"
    r"gracias por (?:su|tu) comprensión",
    r"(?:espérons|espère)(?: que)? (?:vous |votre )?(?:comprend|compréhension)\w*|merci (?:de|pour) votre "
    r"compréhension",
    r"(?:bitten|bitte|danke\w*|hoffen|hoffe) (?:\w+ )?(?:um|für|auf) (?:ihr |dein |euer )?verständnis",
    r"(?:esperamos|espero|contamos com|agradecemos)(?: que)? (?:a |a sua |pela )?(?:compreend|entend|"
    r"compreensão)\w*",
    r"(?:causas|motivos|factores|circunstancias|razones) (?:ajen|extern|operativ|fuera|meteorol|imprevist|"
    r"excepcional)\w*|ajen\w+ a (?:la|nuestra|nosotros|esta) ?\w*",
    r"a (?:todos|todas|los demás|otros|cualquiera)(?: los| las)?(?: \w+)? (?:les|le) (?:pasa|ocurre|sucede|"
    r"gusta)",
    r"(?:los|las) (?:demás|otros|otras) (?:clientes|pasajeros|viajeros|usuarios|huéspedes) (?:no|sí|están|"
    r"llegaron|"
    r"consiguieron)",
    r"(?:mucha|alta|gran|elevada|fuerte) (?:demanda|afluencia|carga|cantidad de)|(?:volumen|número) (?:alto|"
    r"elevado|"
    r"inusual|de llamadas)|temporada alta|hora punta",
    r"(?:usted |tú )?no (?:ley[óo]|leíste|leyeron|avis[óo]|avisaste|comprob[óo]|comprobaste|revis[óo]|"
    r"revisaste|lleg[óo]"
    r" a tiempo|llegaste a tiempo) (?:las|los|el|la|con|a|nuestr|antes|bien)\w*",
    r"(?:est[áa]|estaba|viene|figura|consta|aparece|pone)(?: claramente)? (?:escrito|indicado|especificado|"
    r"en) (?:en )?"
    r"(?:su|tu|el|la|las|los|nuestr\w+) (?:billete|reserva|web|condiciones|contrato|página|entrada|factura|"
    r"etiqueta)",
    r"circonstances (?:indépendantes|exceptionnelles|imprévues|extérieures)\w*|raisons (?:indépendantes|"
    r"opérationnelles|extérieures)|causes? (?:extérieures?|externes?)",
    r"(?:les|nos|aux?) autres (?:clients|passagers|voyageurs|usagers)(?: \w+)?",
    r"vous n'(?:avez|aviez) pas (?:lu|vérifié|respecté|prévenu|suivi|consulté|confirmé|coché|indiqué)|vous "
    r"ne nous "
    r"avez pas (?:prévenu|averti|informé)\w*",
    r"(?:c'était|c'est|cela est|était|figure|figurait)(?: bien| clairement)? (?:indiqué|écrit|précisé|"
    r"mentionné|affiché"
    r"|stipulé)?(?: clairement)? ?(?:sur|dans) (?:votre|vos|nos|notre|le|la|les) (?:billet|réservation|site|"
    r"conditions|"
    r"contrat|page|facture|étiquette|confirmation)\w*",
    r"(?:forte|grosse|haute|importante) (?:affluence|demande|fréquentation)|(?:volume|nombre) (?:d'appels|"
    r"important|"
    r"élevé|inhabituel)|haute saison|heures? de pointe",
    r"für (?:das wetter|den streik|den stau|die verspätung|das|den verkehr) können wir (?:leider )?nichts|"
    r"(?:können|konnten) wir (?:leider )?(?:nichts|nicht ändern)(?=[.!,]|$| dafür| machen| tun)",
    r"(?:andere|die anderen|alle anderen|unsere anderen) (?:kunden|gäste|fahrgäste|passagiere|reisende|"
    r"nutzer)\w*",
    r"(?:verantwortung|schuld|ursache|fehler|problem) (?:liegt|lag|liege)\w* (?:\w+ )?(?:beim|bei der|bei "
    r"den|bei "
    r"ihnen|bei dir|am|an der|an ihrem|an deinem|auf ihrer|auf deiner)(?! uns)",
    r"(?:liegt|lag) die (?:verantwortung|schuld|ursache) (?:beim|bei der|bei den|bei ihnen|am|an)",
    r"(?:sie haben|du hast|haben sie|hast du|ihr habt) (?:\w+ ){0,3}(?:nicht|zu spät|keine?n?) (?:\w+ "
    r")?(?:gelesen|"
    r"beachtet|geprüft|gemeldet|angegeben|bestätigt|gekommen|erschienen|gebucht|ausgewählt)",
    r"(?:steht|stand|ist|war) (?:klar |deutlich |so |ja |auch |doch )*(?:vermerkt|angegeben|beschrieben|zu "
    r"lesen)? ?"
    r"(?:auf|in) (?:ihrem|deinem|ihrer|deiner|unseren|unserer|dem|der|den) (?:ticket|buchung|website|agb|"
    r"bedingungen|"
    r"vertrag|seite|rechnung|etikett|bestätigung)",
    r"(?:hohe[ns]?|große[nr]?|erhöhte[ns]?|starke[rn]?) (?:anruf|nachfrage|andrang|auslastung|aufkommen|"
    r"anfrage)\w*|"
    r"hochsaison|stoßzeit\w*|ferienzeit",
    r"(?:fatores|motivos|causas|razões|circunstâncias) (?:extern|alhei|operacion|imprevist|meteorol|excecion|"
    r"excepcion)\w*",
    r"(?:os|as) (?:outros|outras|demais) (?:clientes|passageiros|hóspedes|usuários|utilizadores) (?:não|"
    r"estão|"
    r"conseguiram|chegaram|tiveram|gostam)",
    r"(?:o senhor|a senhora|você|tu)? ?não (?:leu|leste|leram|verificou|verificaste|avisou|avisaste|"
    r"confirmou|seguiu) "
    r"(?:as|os|o|a|bem|com|nossas?|nossos?)\b",
    r"(?:está|estava|vem|vinha|consta|constava)(?: bem| claramente)? (?:escrito|indicado|especificado|no|na|"
    r"nos|nas)"
    r"(?: no| na| nos| nas| em)? (?:seu |sua |nosso |nossa |nossas |nossos )?(?:bilhete|reserva|site|"
    r"condições|"
    r"contrato|página|fatura|etiqueta|passagem|contrato)",
    r"(?:muita|grande|elevada|alta) (?:procura|demanda|afluência|quantidade de)|(?:volume|número) "
    r"(?:elevado|alto|"
    r"anormal|de chamadas|de ligações)|época alta|alta temporada|hora de (?:ponta|pico)",
)
"""Said anywhere to explain a failure away."""
