"""Sentences with money that tell of no project."""

from __future__ import annotations

import pytest
from tests.match.projects.told import AFTER, rows

NONE = [
    ("refused", "Afslag\n\nHavnegade Fonden giver afslag på ansøgningen om 500.000 kr. til ”Bølgen”."),
    ("spending", "Regnskab\n\nHavnen brugte 12,5 mio. kr. på vedligeholdelse sidste år."),
    ("turnover", "Regnskab\n\nVirksomheden Tang A/S omsatte for 120 mio. kr. i 2024."),
    ("collected", "Indsamling\n\nDe frivillige samlede 85.000 kroner ind på havnen i lørdags."),
    ("a pool to apply for", "Ny pulje\n\nForeninger kan søge om op til 50.000 kr. inden den 1. maj."),
    ("fine", "Bøde\n\nRederiet fik en bøde på 200.000 kr. for at sejle uden papirer."),
    ("prices", "Billetter\n\nEn billet koster 90 kr. for voksne og 45 kr. for børn."),
    ("an exhibition without money", "Nyt på museet\n\nMuseet åbner den 3. maj udstillingen »Saltet luft«."),
    ("damage", "Svindel\n\nEn mand afleverede guld for 750.000 kroner til en mand med falsk skilt."),
    (
        "asked for and refused",
        "Afslag\n\nBylauget havde søgt Kystens Fond om 400.000 kr. til en multibane, men fik nej.",
    ),
    ("shares of a sum", "Regnskab\n\nKommunen brugte 125 mio. kr. i 2024. Heraf går 80 mio. kr. til lønninger."),
    ("many share", "Støtte\n\nKommunerne gav i alt 291 mio. kr. til foreninger, projekter og lokale centre."),
    ("scare words", "Havnen i tal\n\nDen nye ”superhavn” har 600 pladser og 14 medarbejdere."),
    (
        "what anybody may get",
        "Ny pulje\n\nKystfonden åbner en pulje. Foreninger kan få 100.000 kr. til at plante træer.",
    ),
    (
        "parts of the giver",
        "Budget\n\nBørneudvalget får 5 mio. kr. til flere timer, og Kulturudvalget får 2 mio. kr. til fritid.",
    ),
    ("each of many", "Budget\n\nHver skole får 50.000 kr. i tilskud til nye bøger."),
    ("a bonus", "Overskud\n\nBestyrelsen indstiller, at direktionen får 1,2 mio. kr. i bonus."),
    ("refused before the sum", "Afslag\n\nKystfonden har afslået 400.000 kr. til en graverbolig."),
    ("somebody who gets it for herself", "Legat\n\nEn ung forsker fra Søby har fået 2 mio. kr."),
    (
        "a sentence behind a colon",
        "Bred opbakning til motionsprojekt: Flere skal ud at cykle\n\nDet mener byrådet i Ry.",
    ),
    (
        "many get money for a field",
        "Forskning\n\nForskerne får penge til forskning i klima og hav. Det glæder ministeren.",
    ),
    (
        "some of many bodies",
        "Kultur\n\nDe statslige museer som Søby Museum og Vig Museum modtager 27 mio. kr.",
    ),
    ("part of a whole", "Budget\n\nProjektet har et budget på 21 mio. kr. Heraf bidrager Kystfonden med 15 mio. kr."),
    (
        "a headline about somebody, not something",
        "Kystfonden får ny direktør\n\nFonden har bevilget 1,4 mio. kr. i år.",
    ),
]


@pytest.mark.parametrize(("name", "text"), NONE, ids=[name for name, _ in NONE])
def test_sentences_without_a_project(name: str, text: str) -> None:
    assert rows(text + AFTER) == []
