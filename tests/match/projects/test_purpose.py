"""What money is for, where no name says it."""

from __future__ import annotations

import pytest
from tests.support import patterns

from extract.match.projects.purpose import antecedent, compile_purposes, points_back

AFTER_MONEY = [
    (" til en ny klubstue.", "ny klubstue"),
    (" til at bygge et læskur ved stranden.", "læskur ved stranden"),
    (" til at uddanne frivillige vejledere.", "uddanne frivillige vejledere"),
    (" til at undersøge, hvordan sæler hører under vandet.", "undersøge, hvordan sæler hører under vandet"),
    (" til etablering af en fælles køkkenhave.", "fælles køkkenhave"),
    (" til opførelse og indretning af et værksted.", "værksted"),
    (" til renovering af taget, der er fra 1911.", "renovering af taget"),
    (" til et madhus i det gamle mejeri ved siden af hallen.", "madhus i det gamle mejeri"),
    (" til to borde og en grill nede ved søen.", "to borde og en grill"),
    (" til et sejlrum på den gamle kaj.", "sejlrum"),
    (" til stole, borde og en ny scene, så alle kan være med.", "stole, borde og en ny scene"),
    (" til en gangbro fra skolen til stationen.", "gangbro"),
    (" til et skab med faner fra 1848.", "skab med faner fra 1848"),
    (" til en bålhytte og til nye stier.", "bålhytte"),
    (" til en boldbane til glæde for hele byen.", "boldbane"),
    (" til støtte for et værested i Tarm.", "værested"),
    (" i tilskud til en rampe.", "rampe"),
    (" som et tilskud til skiltning.", "skiltning"),
    (" på vej til nye årer.", "nye årer"),
    (". Pengene skal bruges på en varmepumpe.", "varmepumpe"),
    (", der skal indrette et rum til strik.", "rum til strik"),
    (", som skal stå for en lejr for børn.", "lejr for børn"),
    (" til »bænke og borde til pladsen«.", "bænke og borde til pladsen"),
    (" til sin forskning i bølger i Jordens indre.", "forskning i bølger i Jordens indre"),
    (" til at renovere klubben.", "renovere klubben"),
    (" til arbejdet med at tælle sæler.", "tælle sæler"),
    (" til at optage lyden af en skov.", "optage lyden af en skov"),
    (" af til en ny færgehavn.", "ny færgehavn"),
    (" til rådighed til et klubhus på 800 kvadratmeter.", "klubhus"),
    (" til en sti mellem Ry og Gl. Rye.", "sti mellem Ry og Gl. Rye"),
    (" til afholdelse af havnefesten de kommende fem år.", "havnefesten"),
    (", så museet kan genopbygge magasinet.", "genopbygge magasinet"),
    (", og så kan de endelig reparere en bro.", "bro"),
    (". Tilskuddet gives til anlæg af en boldbane.", "boldbane"),
    (". De skal undersøge, hvordan støj påvirker torsk.", "undersøge, hvordan støj påvirker torsk"),
    (". Læge Ida Holm vil bruge beløbet til at undersøge, om te hjælper.", "undersøge, om te hjælper"),
    (". Huset skal have nyt køkkengulv.", "nyt køkkengulv"),
    (". For gaven kan hjemmet opføre en ny fløj.", "ny fløj"),
    (" svarende til 70 pct. af lønudgifterne til ansættelse af en formidler.", "ansættelse af en formidler"),
    (" til studier af fiskeri i det 19. århundrede.", "studier af fiskeri i det 19. århundrede"),
    (" til indkøb af 4 stk. kajakker.", "4 stk. kajakker"),
    (" til blandt andet at etablere en natursti.", "natursti"),
    (" til et udeområde med blandt andet en bålhytte og et muldtoilet.", "udeområde"),
    (" til projektet ”Lyset: Fra fyr til LED” i Lemvig.", "projektet ”Lyset: Fra fyr til LED”"),
    (" til udstillingen ’Vand – og vind’.", "udstillingen ’Vand – og vind’"),
    (" til en udstilling i anledning af byens jubilæum.", "udstilling"),
    (", der planlægger at bruge pengene til nye årer.", "nye årer"),
    (". Dermed kan museet i Ribe opføre en ny fløj.", "ny fløj"),
    (". Penge, der skal gå til et telt.", "telt"),
    (" til leg for børn på 0 - 3 år i Ry.", "leg for børn på 0 - 3 år"),
    (", og de penge skal bruges på borde og bænke.", "borde og bænke"),
    (" til en bane til fremme af fællesskab.", "bane"),
    (" til at skabe fælleshuset Tangen ved Sæby.", "fælleshuset Tangen"),
    (" til en hal i Nordby Hus. Næste år bygges en til.", "hal"),
]
NO_PURPOSE = [
    " til en bred vifte af tiltag for børn.",
    ". De nye stier er valgt ud fra en liste.",
    " til foreninger, projekter og frivillige.",
    " til elleve landsbyidéer.",
    " til de mindste klubber.",
    " til 29 projekter i hele landet.",
    " til i alt 3 mio. kr.",
    " til eget forbrug.",
    " for at være med.",
    " over tre år.",
    ", som skal være færdig i maj.",
    " går til lønninger.",
    " til landdistrikterne.",
    " til lønudgifterne.",
]


def found(text: str) -> str | None:
    purposes = compile_purposes(patterns())
    span = purposes.find(text, (0, len(text)))
    return text[slice(*span)] if span is not None else None


@pytest.mark.parametrize(("text", "purpose"), AFTER_MONEY)
def test_purpose(text: str, purpose: str) -> None:
    assert found(text) == purpose


@pytest.mark.parametrize("text", NO_PURPOSE)
def test_no_purpose(text: str) -> None:
    assert found(text) is None


@pytest.mark.parametrize(
    ("text", "planned"),
    [
        ("Klitby Bylaug vil etablere en fælles have, og hertil er der givet ", "fælles have"),
        ("Klitby Bylaug vil gerne etablere nye stier, og der søges om ", "nye stier"),
        ("Klitby Bylaug vil gerne takke de mange, og der er givet ", None),
    ],
)
def test_what_is_planned_before_the_amount(text: str, planned: str | None) -> None:
    span = compile_purposes(patterns()).planned(text, (0, len(text)))
    assert (text[slice(*span)] if span is not None else None) == planned


@pytest.mark.parametrize(
    ("text", "word", "meant"),
    [
        ("Der kommer en ny strandkiosk. Fonden giver 2 mio. kr. til kiosken.", "kiosken", "ny strandkiosk"),
        ("Fonden giver 2 mio. kr. til strandkiosken.", "strandkiosken", "strandkiosken"),
        ("Der kommer nyt til byen. Fonden giver 2 mio. kr. til kiosken.", "kiosken", None),
    ],
)
def test_a_definite_word_means_what_was_said_before(text: str, word: str, meant: str | None) -> None:
    assert points_back(word)
    start = text.rindex(word)
    span = antecedent(text, (start, start + len(word)))
    assert (text[slice(*span)] if span is not None else None) == meant
