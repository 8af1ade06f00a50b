"""Signs of danger in other languages, written without accents: few, and hardly ever meant otherwise."""

from collections.abc import Mapping

from bot.models import RiskFlag

FOREIGN_RISKS: Mapping[str, Mapping[RiskFlag | None, str]] = {
    "es": {
        RiskFlag.SAFETY: """
            herido, herida, heridos, hirio, lesion*, sangr*, fractur*, hospital, urgencias, ambulancia,
            quemadura*, se|me|nos|le quemo, intoxica*, alergi*, anafila*, desmay*, incendio, en llamas, se
            incendio, explot*, agredi*, agresion, acoso, peligros*, me cai, se cayo, rompi|rompio ~2
            brazo|pierna|muneca|cadera|tobillo
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
            blesse, blessee, blesses, blessure*, saigne*, fractur*, hopital, urgences, ambulance, brulure*,
            brule*, intoxication, intoxique*, allergi*, anaphyla*, evanoui*, malaise, incendie, en feu,
            prend|pris feu, explos*, agress*, harcel*, dangereu*, suis|est tombe|tombee, casse ~2
            bras|jambe|poignet|hanche|cheville
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
            verletz*, blut*, gebrochen ~2 arm|bein|handgelenk|knochel|hufte, krankenhaus, notaufnahme,
            krankenwagen, notarzt, verbrannt, verbrennung*, vergift*, lebensmittelvergiftung, allergi*,
            anaphyla*, ohnmacht*, bewusstlos*, brennt, feuer gefangen, in flammen, explo*, uberfall*,
            angegriffen, belastig*, gefahrlich*, lebensgefahr*, bin|ist gesturzt
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
    },
    "pt": {
        RiskFlag.SAFETY: """
            ferid*, machuc*, lesion*, sangr*, fratur*, hospital, pronto socorro, urgencias, ambulancia,
            queimadura*, queimei, intoxica*, alergi*, anafila*, desmai*, incendio, em chamas, pegou fogo,
            explod*, explos*, agredi*, agressao, assedi*, perigos*, cai|caiu da|na|no ~1
            escada|rampa|piso|chao|degrau, quebrei|quebrou|parti|partiu ~2 braco|perna|pulso|tornozelo
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
