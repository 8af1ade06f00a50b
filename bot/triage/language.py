"""Which language a text is in, guessed offline from scripts and stop words."""

import re
from collections import Counter
from collections.abc import Collection

from bot.triage import more_languages
from bot.triage.polarity import english_feelings
from bot.triage.reading import Reading

UNKNOWN = "und"
"""There is nothing to tell it by: emoji, numbers, names."""
FOREIGN = "mis"
"""Words that are surely not English, in a language that we cannot name (ISO 639-2, "uncoded")."""

_STOP_WORDS = {
    "en": (
        "the and is are was you your my i it to of in on for with this that have not but what why when "
        "its how they we our at be been can cant dont no so me from all just get got will still has had "
        "do im ive youre thats there their after about out never please thanks great love good a as up "
        "off"
    ),
    "es": (
        "el la los las un una que de y en es por para con no mi su me se lo le muy pero como cuando "
        "porque esta este gracias hola nada mas ya sin hay del al son tengo nunca estoy muchas aqui "
        "servicio atencion comprar pedido llega llegado vuelvo excelente pesimo horas dias alguien a"
    ),
    "fr": (
        "le la les un une des que de et en est pour avec pas mon ma mes votre vos je vous nous ne se ce "
        "sur mais tres plus rien au du bonjour merci depuis toujours dans cette suis jamais colis "
        "commande client nest cest jai beaucoup jours heures livraison arrive a"
    ),
    "de": (
        "der die das und ist nicht ich sie ein eine mit fur auf zu den dem es im von mein meine wir ihr "
        "euch aber sehr wie wann warum noch seit immer kein keine bei hallo danke habe wird paket schon "
        "wieder vielen tage stunden bitte oder am zum"
    ),
    "pt": (
        "o a os as um uma que de e em nao para com por ninguem encomenda atendimento pessimo dias horas "
        "meu minha voces se mas muito mais ja esta isso estou obrigado obrigada ola nunca porque quando "
        "sem na da foi tem ate seu sua eu"
    ),
    "it": (
        "il lo la gli le un una che di e in per con non mio mia mi si ma molto piu sono ho avete come "
        "quando perche grazie ciao servizio giorni ore pacco ordine nessuno mai ancora del della questo "
        "questa nel anche"
    ),
    "nl": (
        "de het een en is niet ik je jullie mijn met voor op van dat dit maar ook nog al wat waarom hoe "
        "geen bij naar zijn heb hebben wordt dank hallo nooit weer bestelling pakket dagen uur "
        "klantenservice bedankt"
    ),
}
_TROUBLE_WORDS = {
    "en": (
        "late early flight flights bag bags luggage seat seats poor bad worst worse rude refund app "
        "delayed cancelled canceled order orders parcel package delivery waiting waited hour hours "
        "broken lost missing charged charge money service customer help call called phone email reply "
        "answer nobody nothing again still wrong cold food room hotel store shop crash crashes website "
        "down slow terrible awful horrible disappointed unacceptable ridiculous scam fail sorry hello "
        "hey hi wtf fan agent staff driver want need without new arrived arrives delays delay weather "
        "update keep keeps losing first next last few best nice better sucks suck failure mechanical "
        "closed open sold items item wont didnt isnt wheres really ever thx lol pls by only may own if "
        "or one two three four five more than into who which were would could should him her his us "
        "these those then over some any because people person today tomorrow yesterday before while "
        "away back even much many other another where here make made take took give gave know see say "
        "said day days time year years bought buy buying use used using try trying put let through "
        "between"
    ),
    "es": (
        "pesima verguenza vergonzoso estafa estafadores maleta equipaje vuelo retraso retrasado cobrado "
        "cobraron cobran cobro reembolso devolucion dinero compania aerolinea llevo esperando telefono "
        "respuesta respuestas contesta contestan contesto responde responden responden comida fria camarero "
        "azafata conductor grosero grosera maleducado sucia sucio habitacion caliente cuenta cayo caido otra "
        "vez dos veces menuda asco paquete envio avion ayer hoy manana tambien quiero cancelaron cancelado "
        "reserva donde funciona aplicacion tarde tren queja todavia aun desde abogado denunciar denuncia "
        "perdida perdido roto rota robo harto harta siempre hola ninguna mes semana semanas vergonzosa "
        "y vaya menudo tres cero os han lo les mis sus este eso esa hasta entre mucho poco menos "
        "sigue siguen estan fue "
        "fueron hemos quien cual habeis tienda nadie tan solo mismo "
        "decepcion decepcionado factura llamo llamando entrar agua gente servicios cliente clientes"
    ),
    "fr": (
        "honteux honte retard retards bagage bagages valise perdue perdu perdus aucune aucun reponse "
        "reponses attends attendre attente jattends remboursement rembourse prelevement preleve deux fois "
        "mois repas froid froide serveur impoli chauffeur desagreable vol train annule annulee annulation "
        "sans prevenir queue caisse arnaque voleurs chambre chaude deau eau connecter "
        "compte lapplication appli plante temps encore repondez repond repondre abime abimee casse "
        "livraison livreur facture dinternet panne hier aujourdhui avocat plainte nul nulle jai "
        "cest quand comment pourquoi ou est personne enfant hopital demain ete etait heure semaines "
        "quelle quel vos nos notre leur trois et aux chez par ni tous toute avez etes sommes sont "
        "ont deception appels "
        "produit colere conseillers rien fait deux aussi meme "
        "marche fonctionne votre jamais lavion laeroport avion dit fait tout"
    ),
    "de": (
        "flug zug bahn verspatung verspatet fallt ausgefallen gestrichen storniert bestellung bleibt wo "
        "doppelt abgebucht rechnung erreichbar sturzt standig koffer gepack weg antwort "
        "unverschamtheit frechheit warte warten gewartet erstattung fahrer extrem unfreundlich essen kalt "
        "kellner frech gestern heute morgen buchung ohne grund kaputt beschadigt angekommen schlange "
        "gestanden saftladen zimmer dreckig warmes wasser kann mich einloggen nichts keiner sagt mein meinem "
        "meinen meiner anwalt verletzt krankenhaus liegt stunde minuten seit niemand meldet lieferung "
        "beim vom nach vor uber unter einem einer eines dieser diese dieses euer eure ihre sich "
        "drei zwei gar mal "
        "nur auch dann doch einfach uns bis wenn weil ware sitze umtausch verweigert enttauschung zum zur "
        "geliefert geld konto zuruck telefon warteschleife mitarbeiter schlecht schlechter abzocke "
        "betrug wurde wurden haben hat ist sind fur dass schon nie wieder so"
    ),
    "pt": (
        "voo atrasado atraso atrasada informa cade pedido cobrado cobrada cobraram cobranca aplicativo abre "
        "mala bagagem perdida perdido nenhuma nenhum resposta vergonha ainda reembolso estorno motorista "
        "grosseiro grosseira comida fria garcom educado mal desde ontem hoje amanha cancelaram "
        "cancelado reserva avisar chegou partida quebrado quebrada fila golpe quarto sujo suja agua quente "
        "consigo entrar conta compro aqui comboio trem outra vez isso isto fui vezes que nunca mais "
        "na nos nas pelo pela dos das num numa tudo todo toda quem tenho pra pro gente deixaram "
        "tres suporte onibus mao "
        "ate ja avisam dia fazer "
        "atende atendem telefone ligo espera esperando advogado processar filho machucou voces pessima "
        "sinal fatura boleto entrega entregador loja dinheiro porem tambem sao esta estou foi ruim telemovel"
    ),
}
"""What people write about when they complain. What two languages share stands under both: no vote."""
_LETTERS = {"es": "ñ¿¡", "de": "ßäöü", "pt": "ãõ", "fr": "èêœùâîàû"}
"""Letters that speak for a language, without being its alone."""
_ALL_LETTERS = _LETTERS | more_languages.LETTERS
_SCRIPTS = {
    "ja": "\u3041-\u30ff",
    "ko": "\uac00-\ud7af",
    "uk": "іїєґІЇЄҐ",
    "fa": "پچژگ",
    "zh": "\u4e00-\u9fff",
    "ru": "\u0400-\u04ff",
    "el": "\u0370-\u03ff",
    "he": "\u0590-\u05ff",
    "ar": "\u0600-\u06ff",
    "hi": "\u0900-\u097f",
    "th": "\u0e00-\u0e7f",
}
"""Letters that give a language away. The particular ones stand before the alphabets they belong to."""

TELLTALE_SHARE = 0.05
SCRIPT_SHARE = 0.3
"""Parts of all letters that must be of the script."""

_PARTICULAR = frozenset({"ja", "uk", "fa"})
ASCII_SHARE = 0.9

SURELY = 4
"""So many different English stop words do not stand in another language's text."""

MANY_WORDS = 4
"""Of so many English words at least one is known here."""
SHORT_CHARS = 2
"""Shorter pieces are as likely a code or a sign."""

_CODE = re.compile(r"([a-z]{2})(?:[-_][a-z0-9_-]{1,20})?", re.IGNORECASE)


class LanguageGuess:
    """Guesses a text's language."""

    def __init__(self) -> None:
        self._scripts = {code: re.compile(f"[{letters}]") for code, letters in _SCRIPTS.items()}
        stop_words = _STOP_WORDS | more_languages.STOP_WORDS
        self._stop_words = {code: frozenset(words.split()) for code, words in stop_words.items()}
        self._feelings = english_feelings()
        self._trouble = {code: frozenset(words.split()) for code, words in _TROUBLE_WORDS.items()}

    def language(self, given: str | None, reading: Reading) -> str:
        """ISO 639-1: what the source says ("pt-BR" is "pt"), else a guess; `UNKNOWN` or `FOREIGN` where it
        cannot be told."""
        code = _CODE.fullmatch(given.strip()) if given else None
        if code:
            return code[1].lower()
        if not reading.has_letters:
            return UNKNOWN
        return self._by_script(reading.text) or self._by_words(reading.text, set(reading.plain_words()))

    def _by_script(self, text: str) -> str | None:
        if text.isascii():
            return None
        letters = sum(map(str.isalpha, text))
        for code, script in self._scripts.items():
            share = TELLTALE_SHARE if code in _PARTICULAR else SCRIPT_SHARE
            if len(script.findall(text)) > share * letters:
                return code
        return None

    def _by_words(self, text: str, words: Collection[str]) -> str:
        if len(self._stop_words["en"].intersection(words)) >= SURELY:
            return "en"
        found = Counter({code: len(stops.intersection(words)) for code, stops in self._stop_words.items()})
        trouble = Counter({code: len(of.intersection(words)) for code, of in self._trouble.items()})
        telling = trouble.copy()
        if not text.isascii():
            telling.update(
                code for code, letters in _ALL_LETTERS.items() if any(each in text for each in letters)
            )
        english = found["en"] + telling["en"]
        (best, most), (second, next_most) = _leading(found + telling)
        if english and english >= most:
            return "en"
        if most == 0:
            known = english or not self._feelings.isdisjoint(words)
            return "en" if known or _may_be_english(text, words) else FOREIGN
        enough = 1 if trouble[best] and not english else 2
        # Norwegian and Danish look alike; either name finds the right colleague.
        is_ahead = most > next_most or {best, second} <= more_languages.STOP_WORDS.keys()
        return best if most >= enough and is_ahead and most > english else FOREIGN


def _leading(signs: Counter[str]) -> list[tuple[str, int]]:
    """The two languages with most signs. One little word is no sign of a language without templates."""
    enough = Counter({code: n for code, n in signs.items() if n > 1 or code not in more_languages.STOP_WORDS})
    return [*enough.most_common(2), (UNKNOWN, 0), (UNKNOWN, 0)][:2]


def _may_be_english(text: str, words: Collection[str]) -> bool:
    """A few plain words are, until something speaks against it; many hold one that we know."""
    letters = [character for character in text if character.isalpha()]
    is_plain = sum(map(str.isascii, letters)) > ASCII_SHARE * len(letters)
    return is_plain and sum(word.isalpha() and len(word) > SHORT_CHARS for word in words) < MANY_WORDS
