"""Complaints in four languages, each with what a reply to it has to name."""

POSTS = {
    "es": [
        ("Vuelo IB3456 con 3 horas de retraso y nadie nos dice nada", "3 horas del vuelo IB3456"),
        ("me habéis perdido la maleta", "equipaje"),
        ("dos semanas esperando el pedido y nada", "pedido"),
        ("llevo 50 minutos al teléfono", "50 minutos"),
        ("me cobraron dos veces el mismo billete", "cobro"),
        ("la azafata fue muy grosera con mi madre", "trato"),
        ("la app no funciona desde ayer", "aplicación"),
        ("la pizza llegó fría", "comida"),
        ("45 minutos de cola en el mostrador", "45 minutos"),
    ],
    "fr": [
        ("3h de retard pour le vol AF1234, scandaleux", "3 heures du vol AF1234"),
        ("ma valise n'est jamais arrivée", "bagages"),
        ("J'attends mon colis depuis deux semaines", "commande"),
        ("40 minutes au téléphone avec le service client", "40 minutes"),
        ("j'ai été prélevé deux fois !!", "double prélèvement"),
        ("Le chauffeur a été très impoli", "accueil|parlé"),
        ("l'application plante sans arrêt", "application"),
        ("le repas était froid", "repas"),
        ("45 minutes de queue à la caisse", "45 minutes"),
    ],
    "de": [
        ("Zug ICE 572 zwei Stunden Verspätung und niemand sagt was", "Zug ICE 572 zwei Stunden"),
        ("mein Koffer ist weg", "Gepäck"),
        ("Wo bleibt meine Bestellung? Seit 2 Wochen nichts", "Bestellung"),
        ("40 Minuten in der Warteschleife", "40 Minuten"),
        ("ihr habt doppelt abgebucht", "Abbuchung"),
        ("Der Fahrer war so unfreundlich", "behandelt|umgegangen"),
        ("die App stürzt dauernd ab", "App"),
        ("Das Essen war kalt", "Essen"),
        ("eine Stunde in der Schlange gewartet", "eine Stunde"),
    ],
    "pt": [
        ("Voo TP123 com 4 horas de atraso e ninguém explica", "4 horas do voo TP123"),
        ("perderam a minha mala", "bagagem"),
        ("cadê meu pedido? ninguém responde", "pedido"),
        ("50 minutos ao telefone e nada", "50 minutos"),
        ("me cobraram duas vezes", "em dobro"),
        ("o motorista foi muito grosseiro", "tratar|atendimento"),
        ("o aplicativo trava toda hora", "app"),
        ("A comida chegou fria", "comida"),
        ("fila de 50 minutos no balcão", "50 minutos"),
    ],
}
"""Text, and words (`a|b`: one of them) that show that the reply speaks to it."""

EXAMPLES = [(language, text, named) for language, posts in POSTS.items() for text, named in posts]
