"""Languages that have no templates and no lists of cues: known well enough to be told by their name.

Whoever writes one of them gets no draft in English by mistake: the card asks for a person who writes it.
"""

from typing import Final

STOP_WORDS: Final = {
    "fi": (
        "ja ei etta mutta kun niin ovat oli minun mun miksi eika kukaan olen ole taas nyt kuin joka tama "
        "vain viela sitten kaikki huono huonoa todella palvelu palvelua lento lentoni laukku laukkuni "
        "tilaus odotin kiitos teidan teilta vastaa sain tunnin tuntia ruoka mina olette ette missa mika "
        "en saanut paketti"
    ),
    "sv": (
        "och att det som jag inte pa har av till den ett mitt mina ingen varfor fran tack vilken dalig "
        "kommit svarar nar hur ska skulle blev ar vantade vantat timmar kall maten personalen otrevlig "
        "mycket era er eller alltid fortfarande hos paket hjalp"
    ),
    "no": (
        "og ikke jeg det pa har av til den et mitt mine dere ingen hvorfor fra takk hva nar kommet svarer "
        "darlig blir ble skal meg deg etter na veldig timer ventet telefonen pakken min fortsatt hvor "
        "noen er"
    ),
    "da": (
        "og ikke jeg det pa har af til den et mit mine jeres ingen hvorfor fra tak hvad nar kommet svarer "
        "darlig bliver blev skal mig dig efter nu meget timer ventet telefonen pakke min stadig hvor "
        "nogen er elendig"
    ),
    "pl": (
        "nie ze sie jest jak ale juz mnie moja moj moje nikt paczka paczki czy jestem czekam czekałem "
        "czekałam gdzie dlaczego bardzo tylko przez wasza wasz obsługa kurier był byl dziekuje prosze "
        "godziny godzin dwie fatalna po dla od co i w z na nadal zamowienie odpowiada"
    ),
    "tr": (
        "ve bir bu icin cok ne var yok ama biz siz kimse cevap neden hala gibi daha kadar sonra degil "
        "kargom kargo bana size gelmedi hizmet saat yine rezalet tesekkurler lutfen vermiyor iki berbat "
        "ucus bekledim bekliyorum musteri"
    ),
    "cs": (
        "je ze jsem neni ale jak pro uz muj moje nikdo proc kde jste byl bylo dve hodiny dekuji balik "
        "nikdy strasna sluzba sluzby cekal cekala porad na se v z s nedorazil neodpovida zasilka"
    ),
    "ro": (
        "si nu cu pe este sunt din ce pentru mai dar meu mea nimeni cand unde foarte multumesc ore "
        "coletul raspunde fost serviciu ati asteptat doua inca niciun comanda"
    ),
    "hu": (
        "az es nem hogy egy ez csak mar volt senki miert hol nagyon kell csomagom koszonom orat vartam "
        "meg sem kiszolgalas borzalmas mert valaszol ota nincs rendeles"
    ),
    "id": (
        "dan yang tidak ini itu saya untuk dengan dari ada akan sudah belum bisa kami kalian tapi juga "
        "karena lama sekali kasih kenapa mengapa jam pelayanan menunggu buruk kapan dua barang"
    ),
    "vi": ("toi cua khong va chua hang cho gi cac nguoi nay duoc mot roi rat giao goi ai tai sao tra loi"),
    "tl": (
        "ang ng sa hindi pa ko mo ako wala walang po kayo nyo kasi lang naman ba yung ito dumating na may at"
    ),
    "hr": (
        "je se nije sam sto ali kako moj moja nitko niko zasto su gdje gde jos vec hvala stigao odgovara "
        "kada samo ste bilo nisam uopce"
    ),
    "et": ("ja ei see mu minu aga kui oli keegi miks pole kas veel vasta kohale olen teie pakk ole"),
    "ca": ("amb els meu meva ningu gracies aquest aquesta molt servei arribat perque hores ha"),
}
"""Frequent little words, without accents, and a few of every complaint."""

LETTERS: Final = {
    "fi": "äö",
    "sv": "åäö",
    "et": "äöüõ",
    "hu": "öüőű",
    "tr": "öüğış",
    "pl": "łąęśźż",
    "cs": "ěřůš",
    "ro": "ățșăţş",
    "no": "øæå",
    "da": "øæå",
    "vi": "ơưạảấầậắếềệịọốồộớờợụứừữự",
    "hr": "đšž",
    "ca": "·",
}
"""Letters that speak for a language, without being its alone."""
