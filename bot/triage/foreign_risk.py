"""Signs of danger in other languages, written without accents: few, and hardly ever meant otherwise."""

from collections.abc import Mapping

from bot.models import RiskFlag

FOREIGN_RISKS: Mapping[str, Mapping[RiskFlag | None, str]] = {
    "es": {
        RiskFlag.SAFETY: """
            vomit*, me|se|nos ~1 corto|corte|cortado ~1 con,
            queme|quemo|quemado|quemaron ~2 brazo|mano|manos|pierna|cara|boca|lengua|piel|dedo|dedos,
            calambre, descarga electrica, electrocut*,
            perro|perra|gato|gata|mascota ~5 enfermo|enferma|murio|muerto|muerta|veterinario|veterinaria,
            golpee|golpeo|golpeado|golpearon ~2 cabeza|cara|rodilla|espalda,
            me|se|nos cayo ~4 encima|mano|cabeza|pie, revento, explosion, escald*, atragant*, asfixi*,
            resbale|resbalo|resbalamos,
            cristal|cristales|vidrio|vidrios|clavo|aguja ~4 comida|ensalada|sopa|plato|pan|hamburguesa,
            trozo|trozos de cristal|vidrio|metal|plastico, hinchad*, puntos de sutura, ingresad*,
            sarpullido, diarrea, herido, herida, heridos, hirio, lesion*, sangr*, fractur*, hospital,
            urgencias, ambulancia, quemadura*, se|me|nos|le quemo, intoxica*, alergi*, anafila*, desmay*,
            incendio, en llamas, se incendio, explot*, agredi*, agresion, acoso, peligros*, me cai, se cayo,
            rompi|rompio ~2 brazo|pierna|muneca|cadera|tobillo
        """,
        RiskFlag.LEGAL: """
            abogad*, demanda, demandar*, demandare, denunciar*, denunciare, juicio, tribunal*, juzgado,
            policia, acciones legales, via judicial, ilegal
        """,
        RiskFlag.DATA: """
            proteccion de datos, rgpd, mis datos ~3 filtr*|publicad*|robad*|expuest*, filtracion, hackea*,
            phishing, datos|cuenta|factura de otra|otro persona|cliente|clienta, suplant*
        """,
        RiskFlag.DISCRIMINATION: "racis*, discrimin*, homofob*, machist*, xenofob*, silla de ruedas",
        RiskFlag.PRESS: "periodist*, soy ~2 periodista, a la prensa, a los medios, noticiero",
        RiskFlag.SELF_HARM: "suicid*, matarme, quitarme la vida, no quiero vivir, quiero morir",
    },
    "fr": {
        RiskFlag.SAFETY: """
            vomi*, coupe|coupee|coupes avec|sur|contre,
            morceau|morceaux|eclat|eclats|bout|bouts de verre|metal|plastique, decharge electrique,
            electrocut*, ebouillant*, etouffe avec|sur,
            chien|chienne|chat|chatte|animal ~5 malade|malades|mort|morte|veterinaire,
            cogne|cognee|heurte|tape ~3 tete|genou|front|dos,
            glisse|glissee|glisses ~2 sol|escalier|carrelage|marche,
            tombe|tombee|tombees ~1 dessus|sur ~2 main|tete|pied, intoxi*, enfle|enflee|enfles,
            points de suture, hospitalise*, diarrhee, urticaire, malades ~3 apres|nuit, blesse, blessee,
            blesses, blessure*, saigne*, fractur*, hopital, urgences, ambulance, brulure*, brule*,
            intoxication, intoxique*, allergi*, anaphyla*, evanoui*, malaise, incendie, en feu,
            prend|pris feu, explos*, agress*, harcel*, dangereu*, suis|est tombe|tombee,
            casse ~2 bras|jambe|poignet|hanche|cheville
        """,
        RiskFlag.LEGAL: """
            avocat*, porter|porte|depose|deposer plainte, en justice, tribunal*, police, poursuites, mise en
            demeure, action|voie judiciaire, illegal*, dgccrf
        """,
        RiskFlag.DATA: """
            rgpd, cnil, fuite de donnees, mes donnees ~3 vol*|publi*|expos*|divulg*, pirate, piratee,
            piratage, phishing, hameconnage, donnees|compte|facture d un|une|autre ~1
            client|cliente|personne, usurpation
        """,
        RiskFlag.DISCRIMINATION: "racis*, discrimin*, homophob*, sexis*, xenophob*, fauteuil roulant",
        RiskFlag.PRESS: "journalist*, suis ~2 journaliste, a la presse, aux medias",
        RiskFlag.SELF_HARM: """
            suicid*, me tuer, en finir, veux mourir, plus envie de vivre, me foutre en l air
        """,
    },
    "de": {
        RiskFlag.SAFETY: """
            scherbe|scherben, splitter, geschnitten ~4 blut*, an|am ~4 geschnitten, erbroch*, erbrechen,
            nacht|tag|standig|mehrmals|uns|mich ubergeben, ubergeben mussen|musste|mussten, verbruht*,
            stromschlag*, hund|katze|kater|haustier ~6 krank|tot|gestorben|tierarzt, tierarzt*, tierklinik*,
            ausgerutscht,
            kopf|knie|ellbogen|stirn|rucken ~1 gestossen|angestossen|aufgeschlagen|angeschlagen,
            arm|bein|handgelenk|knochel|hufte|finger|nase|zeh|rippe ~1 gebrochen|eingeklemmt|gequetscht,
            eingeklemmt, auf ~2 hand|kopf|fuss gefallen, geschwollen, genaht, erstick*, durchfall,
            ausschlag ~3 bekommen|gesicht|haut, verletz*, blut*,
            gebrochen ~2 arm|bein|handgelenk|knochel|hufte, krankenhaus, notaufnahme, krankenwagen, notarzt,
            verbrannt, verbrennung*, vergift*, lebensmittelvergiftung, allergi*, anaphyla*, ohnmacht*,
            bewusstlos*, brennt, feuer gefangen, in flammen, explo*, uberfall*, angegriffen, belastig*,
            gefahrlich*, lebensgefahr*, bin|ist gesturzt
        """,
        RiskFlag.LEGAL: """
            anwalt*, rechtsanwalt*, anzeige erstatt*, anzeigen werde, verklag*, klage, vor gericht, polizei,
            rechtliche schritte, verbraucherzentrale, illegal*
        """,
        RiskFlag.DATA: """
            dsgvo, datenleck, datenschutz*, meine daten ~3 veroffentlich*|gestohlen|weitergegeben|gelandet,
            gehackt, phishing, daten|konto|rechnung ~2 anderen|fremden|fremder kunden|person|kunde
        """,
        RiskFlag.DISCRIMINATION: "rassis*, diskriminier*, homophob*, sexis*, fremdenfeindlich*, rollstuhl",
        RiskFlag.PRESS: """
            journalist*, bin ~2 journalist|journalistin|reporter, an die presse, zur presse, an die medien
        """,
        RiskFlag.SELF_HARM: """
            selbstmord, suizid*, umbringen, mein leben beenden, will nicht mehr leben, sterben will
        """,
        None: "brennt ~2 frage|fragen|nageln, brennt ~1 unter",
    },
    "pt": {
        RiskFlag.SAFETY: """
            vomit*, cortei|cortou|cortaram ~1 se|me com, cortou|cortei ~2 mao|dedo|pe|boca,
            caco|cacos|pedaco|pedacos de vidro|metal|plastico,
            vidro|prego|agulha ~4 comida|salada|sopa|prato, choque eletrico|electrico,
            levei|levou|apanhei ~1 choque, eletrocut*, electrocut*, escald*, engasg*,
            escorreguei|escorregou|escorregamos,
            cao|cachorro|cadela|gato|gata ~5 doente|morreu|morto|veterinario|veterinaria, veterinari*,
            bati|bateu|bateram ~2 cabeca|joelho|cara|costas, caiu|caiume ~5 mao|cabeca|pe|cima,
            rebentou ~3 mao|perna|cara, inchad*, internad*, diarreia, ferid*, machuc*, lesion*, sangr*,
            fratur*, hospital, pronto socorro, urgencias, ambulancia, queimadura*, queimei, intoxica*,
            alergi*, anafila*, desmai*, incendio, em chamas, pegou fogo, explod*, explos*, agredi*,
            agressao, assedi*, perigos*, cai|caiu da|na|no ~1 escada|rampa|piso|chao|degrau,
            quebrei|quebrou|parti|partiu ~2 braco|perna|pulso|tornozelo
        """,
        RiskFlag.LEGAL: """
            advogad*, processar, vou processar, processo judicial, na justica, tribunal*, policia, procon,
            queixa crime, medidas legais|judiciais, ilegal
        """,
        RiskFlag.DATA: """
            lgpd, rgpd, vazamento, vazaram, meus dados ~3 vaza*|publica*|expost*|roubad*, hackea*, hackead*,
            phishing, dados|conta|fatura de outra|outro pessoa|cliente
        """,
        RiskFlag.DISCRIMINATION: "racis*, discrimina*, homofob*, machis*, xenofob*, cadeira de rodas",
        RiskFlag.PRESS: "jornalista*, sou ~2 jornalista, na imprensa, a imprensa, reportagem",
        RiskFlag.SELF_HARM: "suicid*, me matar, tirar minha vida, nao quero viver, quero morrer",
    },
}
