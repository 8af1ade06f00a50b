"""A light list of complaint and praise words in other languages, written without accents.

It only has to keep clear complaints from being set aside and clear thanks from filling the channel; what it
does not know goes to a person.
"""

from collections.abc import Mapping

from bot.triage.cues import ANGRY_EMOJI, KIND_EMOJI, Cue
from bot.triage.phrases import PhraseIndex

FOREIGN: Mapping[str, Mapping[Cue, str]] = {
    "es": {
        Cue.STRONG: """
            pesimo, pesima, peor, horrible, terrible, verguenza, estafa, estafadores, ladrones, inaceptable,
            fatal, asco, indignante, nunca mas, jamas, harto, harta, mentirosos, mentira, malisimo, malisima,
            decepcion*, desastre, ridiculo, incompetentes, inutiles, no funciona, no sirve, no contesta*,
            no responde*, no llega*, no ha llegado, nadie responde|contesta|ayuda, mal servicio,
            mala atencion, denuncia*, reclamacion
        """,
        Cue.WEAK: """
            retraso, retrasado, retrasada, demora, cancelado, cancelada, cancelaron, cancelan, perdido,
            perdida, perdieron, roto, rota, danado, danada, problema, problemas, error, espera, esperando,
            horas, reembolso, devolucion, cobro, cobraron, cobrado, caido, caida, lento, lenta, queja,
            reclamo, malo, mala, mal, sin internet|servicio|luz|senal|respuesta, todavia no, aun no, ayuda,
            por que, robado, robaron, frio, fria, sucio, sucia
        """,
        Cue.PRAISE: """
            gracias, muchas gracias, excelente, genial, encanta, encanto, perfecto, perfecta, increible,
            maravilloso, feliz, buen servicio, muy bien, muy bueno, mejor, los mejores, recomiendo,
            felicidades, felicitaciones
        """,
        Cue.SARCASM: """
            gracias por nada, gracias por ~2 perder|cancelar|arruinar|retras*|dejar*,
            gracias por ~2 retraso|espera
        """,
        Cue.CALM: "sin problema, sin problemas, ningun problema, no hay problema",
    },
    "fr": {
        Cue.STRONG: """
            nul, nulle, pire, horrible, honte, honteux, arnaque, voleurs, inadmissible, inacceptable,
            scandaleux, catastroph*, lamentable, plus jamais, jamais vu, ras le bol, marre, mensonge*,
            menteurs, decu, decue, decevant, deception, incompetents, incompetent, degueulasse,
            ne marche|fonctionne|repond* pas|plus, marche pas|plus, fonctionne pas|plus, repond* pas,
            personne ne, aucune reponse|nouvelle|aide, mauvais service, pas normal, pas acceptable
        """,
        Cue.WEAK: """
            retard, retards, retarde, annule, annulee, annulation, perdu, perdue, perdus, casse, cassee,
            abime, abimee, probleme, problemes, erreur, panne, attente, attends, attendre, heures,
            remboursement, rembourse*, facture, preleve, lent, lente, reclamation, mauvais, mauvaise,
            toujours pas, toujours rien, sans reponse|internet|nouvelles, pourquoi, pas recu, jamais recu,
            vole, froid, froide, sale, bloque, bloquee, deplorable
        """,
        Cue.PRAISE: """
            merci, merci beaucoup, excellent, excellente, genial, geniale, super, parfait, parfaite, adore,
            bravo, ravi, ravie, top, magnifique, meilleur, meilleure, felicitations, recommande, formidable
        """,
        Cue.SARCASM: """
            merci pour rien, merci de|pour ~2 perdu|annul*|retard|attente|rien,
            bravo pour ~2 retard|attente|service, super service ~2 encore
        """,
        Cue.CALM: """
            pas de probleme, aucun probleme, sans probleme, pas de soucis, pas de souci
        """,
    },
    "de": {
        Cue.STRONG: """
            schlecht, schlechter, schlechteste, schlechtester, schlimmste, furchtbar, schrecklich,
            katastroph*, unverschamt*, frechheit, unverschamtheit, betrug, betruger, abzocke, nie wieder,
            nie mehr, enttausch*, unmoglich, peinlich, mies, miserabel, lacherlich, inkompetent, unfreundlich,
            unfassbar, funktioniert nicht, geht nicht|nichts, geht ~2 nicht, funktioniert ~2 nicht,
            niemand antwortet|hilft|meldet, keine antwort|reaktion|ruckmeldung|hilfe, wutend, sauer,
            saftladen, schweinerei
        """,
        Cue.WEAK: """
            verspatung, verspatet, storniert, ausgefallen, annulliert, gestrichen, verloren, verschwunden,
            weg, kaputt, beschadigt, defekt, problem, probleme, fehler, storung, ausfall, warte, warten,
            gewartet, wartezeit, stunden, erstattung, ruckerstattung, abgebucht, rechnung, langsam,
            beschwerde, warum, immer noch, noch immer, noch nicht, nicht angekommen, nicht geliefert,
            kein internet|netz|empfang|service, seit tagen|wochen|stunden, gestohlen, kalt, dreckig,
            schmutzig, leider, abgesturzt
        """,
        Cue.PRAISE: """
            danke, vielen dank, super, toll, tolle, toller, klasse, ausgezeichnet, hervorragend, perfekt,
            liebe, begeistert, wunderbar, freundlich, zufrieden, empfehlen, empfehle, spitze, bester, beste,
            prima, genial
        """,
        Cue.SARCASM: """
            danke fur nichts, danke fur ~2 verspatung|warten|ausfall|chaos, toller service ~2 nicht, na toll,
            na super, vielen dank fur nichts|die verspatung
        """,
        Cue.CALM: """
            kein problem, keine probleme, ohne probleme, nicht schlecht, problemlos
        """,
    },
    "pt": {
        Cue.STRONG: """
            pessimo, pessima, pior, horrivel, terrivel, vergonha, golpe, ladroes, inaceitavel, absurdo,
            ridiculo, nojo, nunca mais, cansado, cansada, mentira, mentirosos, decepcao, decepcionado,
            decepcionada, descaso, incompetentes, palhacada, lixo, nao funciona, nao responde*, nao atende*,
            ninguem responde|atende|ajuda, nao chegou, nao recebi, nao resolve*, desrespeito, raiva, procon,
            reclameaqui
        """,
        Cue.WEAK: """
            atraso, atrasado, atrasada, cancelado, cancelada, cancelaram, perdido, perdida, perderam,
            quebrado, quebrada, danificado, danificada, problema, problemas, erro, espera, esperando, horas,
            reembolso, estorno, cobranca, cobraram, caiu, fora do ar, lento, lenta, reclamacao, ruim,
            sem internet|sinal|luz|resposta, ainda nao, ate agora, por que, roubado, roubaram, frio, fria,
            sujo, suja, demora, demorado
        """,
        Cue.PRAISE: """
            obrigado, obrigada, excelente, otimo, otima, maravilhoso, maravilhosa, adorei, amei, amo,
            perfeito, perfeita, incrivel, parabens, melhor, muito bom, feliz, recomendo, nota 10
        """,
        Cue.SARCASM: """
            obrigado|obrigada por nada, obrigado|obrigada por ~2 perder*|cancelar*|atras*,
            parabens por ~2 perder*|cancelar*|atras*|nada
        """,
        Cue.CALM: "sem problema, sem problemas, nenhum problema",
    },
    "it": {
        Cue.STRONG: """
            pessimo, pessima, peggiore, peggio, orribile, terribile, vergogna, vergognoso, truffa, ladri,
            inaccettabile, schifo, mai piu, deluso, delusa, delusione, ridicolo, incompetenti, non funziona,
            non risponde*, nessuno risponde|aiuta, indecente, scandaloso
        """,
        Cue.WEAK: """
            ritardo, ritardi, cancellato, cancellata, annullato, perso, persa, rotto, rotta, danneggiato,
            problema, problemi, errore, guasto, attesa, aspettando, aspetto, ore, rimborso, addebito, fattura,
            lento, lenta, reclamo, ancora non, perche, non arriva*, non ricevuto, rubato, freddo, sporco,
            senza internet|risposta|linea
        """,
        Cue.PRAISE: """
            grazie, grazie mille, ottimo, ottima, eccellente, fantastico, fantastica, perfetto, perfetta,
            adoro, complimenti, bravi, migliore, felice, consiglio, bellissimo
        """,
        Cue.SARCASM: """
            grazie di niente, grazie per niente, grazie per ~2 ritardo|attesa,
            complimenti per ~2 ritardo|attesa|disservizio
        """,
        Cue.CALM: "nessun problema, senza problemi, non ce problema",
    },
    "nl": {
        Cue.STRONG: """
            slecht, slechte, slechtste, verschrikkelijk, vreselijk, waardeloos, belachelijk, schandalig,
            schandalige, oplichters, oplichting, nooit meer, teleurgesteld, teleurstellend, onacceptabel,
            onbeschoft, werkt niet, doet het niet, niemand reageert|helpt, geen reactie|antwoord|hulp, bizar,
            woedend, drama
        """,
        Cue.WEAK: """
            vertraging, vertraagd, geannuleerd, gecanceld, kwijt, verloren, kapot, beschadigd, defect,
            probleem, problemen, fout, storing, wacht, wachten, wachttijd, uur, uren, terugbetaling,
            geld terug, factuur, langzaam, traag, klacht, waarom, nog steeds, nog niet,
            niet ontvangen|geleverd|aangekomen, geen internet|bereik|verbinding, gestolen, koud, vies, helaas,
            jammer
        """,
        Cue.PRAISE: """
            bedankt, dank je, dank u, dankjewel, geweldig, geweldige, super, top, fantastisch, perfect,
            uitstekend, blij, tevreden, goede service, lekker, mooi, complimenten, beste, aanrader
        """,
        Cue.SARCASM: """
            bedankt voor niets|niks, lekker bezig, bedankt voor ~2 vertraging, top service ~1 niet
        """,
        Cue.CALM: "geen probleem, geen problemen, zonder problemen, niet slecht",
    },
}


def foreign() -> dict[str, PhraseIndex[Cue]]:
    """The lexicons made ready, by ISO 639-1 code; emoji speak every language."""
    return {code: PhraseIndex(_with_emoji(lexicon)) for code, lexicon in FOREIGN.items()}


def _with_emoji(lexicon: Mapping[Cue, str]) -> dict[Cue, str]:
    angry, kind = f"{lexicon[Cue.STRONG]}, {ANGRY_EMOJI}", f"{lexicon[Cue.PRAISE]}, {KIND_EMOJI}"
    return {**lexicon, Cue.STRONG: angry, Cue.PRAISE: kind}
