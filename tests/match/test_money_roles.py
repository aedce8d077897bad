"""What an amount is: every phrase of patterns/money_roles.toml on its own examples, and whole passages."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

import pytest
from tests.support import article, patterns

from extract.match.money import MoneyMatcher, compile_money
from extract.patterns import Phrase
from extract.records.release import SectionKind


@lru_cache(maxsize=1)
def matcher() -> MoneyMatcher:
    return compile_money(patterns())


def roles(text: str) -> list[str]:
    return [mention.role for mention in matcher().find(article(text))]


def _examples(kind: str) -> list[tuple[Phrase, str]]:
    return [(phrase, text) for phrase in patterns().group("money.role") for text in getattr(phrase, kind)]


@pytest.mark.parametrize(("phrase", "text"), _examples("yes"), ids=lambda x: x.id if isinstance(x, Phrase) else x[:40])
def test_examples_that_match(phrase: Phrase, text: str) -> None:
    assert phrase.id in {mention.rule for mention in matcher().find(article(text))}


@pytest.mark.parametrize(("phrase", "text"), _examples("no"), ids=lambda x: x.id if isinstance(x, Phrase) else x[:40])
def test_examples_that_do_not(phrase: Phrase, text: str) -> None:
    assert phrase.id not in {mention.rule for mention in matcher().find(article(text))}


@pytest.mark.parametrize("words", patterns().word_group("money"), ids=lambda words: words.id)
def test_word_lists(words: object) -> None:
    expression = words.expression  # type: ignore[attr-defined]
    assert all(expression.search(text) for text in words.yes)  # type: ignore[attr-defined]
    assert not any(expression.search(text) for text in words.no)  # type: ignore[attr-defined]


class Row(NamedTuple):
    text: str
    roles: list[str]


ROWS = [
    Row("Mejeriet udbetaler 1,9 mia. kr. til sine andelshavere.", ["other"]),
    Row("Mejeriet giver 1,9 mio. kr. til foreningerne.", ["grant"]),
    Row("Af de 64 projekter er 34 stiprojekter til knap 126 mio. kr. i tilskud.", ["pool"]),
    Row("Kulturlivet får tilført 27 mio. kr. til en række lokale initiativer.", ["pool"]),
    Row("Kunsthallen får 200.000 kr. til en række koncerter.", ["grant"]),
    Row("Partierne er enige om fordelingen af årets 27 mio. kr. til kulturen.", ["pool"]),
    Row("Indtjeningen ventes nu løftet til niveauet kr. 48 mio.", ["turnover"]),
    Row("Puljen giver tilskud på 17.000 kr. til en varmepumpe og 27.000 kr. til jordvarme.", ["grant", "grant"]),
    Row("Puljen giver tilskud på i alt 17 mio. kr.", ["pool"]),
    Row("Legaterne uddeles som arbejdslegater på mellem 50.000 og 150.000 kroner.", ["grant"]),
    Row("Bestyrelsen har besluttet at hæve uddelingsniveauet fra 60 mio. kr. til 65 mio. kr.", ["pool", "pool"]),
    Row("Værket hæver prisen fra 60 kr. til 65 kr.", ["other", "other"]),
    Row("De 245 mio. kr., som var i puljen i fjor, er udmøntet i 112 tilsagn.", ["pool"]),
    Row("Havnen købte grunden for en samlet pris af 11,7 mio. kr.", ["other"]),
    Row("Puljen giver koret et tilskud på 300.000 kr.", ["grant"]),
    Row("Puljen giver 14 kor tilskud på i alt 300.000 kr.", ["pool"]),
    Row("Kommuneforeningen åbner for ansøgninger til to puljer på i alt 70 mio. kr.", ["pool"]),
    Row("Bestyrelsen havde ansøgninger til puljen for 44 mio. kr.", ["applied"]),
    Row(
        "Resultatet blev 20,4 mio. kr. for 1. halvår 2025, mod 21,6 mio. kr. i samme periode året før.",
        ["turnover"] * 2,
    ),
    Row("Overskuddet blev 24 mio. kr. i regnskabsåret 2023/24 mod 19 mio. kr. året før.", ["turnover"] * 2),
    Row("Overskuddet blev 8 mio. kr., hvilket er 2 mio. kr. mindre end for samme periode sidste år.", ["turnover"] * 2),
    Row("Hallen koster 40 mio. kr., hvilket er 2 mio. kr. mindre end ventet.", ["total", "saving"]),
    Row("Omsætningen voksede til 4,5 mia. kr., heraf ca. 4,3 mia. kr. fra bryggeriet.", ["turnover"] * 2),
    Row("Hallen koster 30 mio. kr., hvoraf 5 mio. kr. går til inventar.", ["total", "other"]),
    Row("Julehandlen steg og landede på 30,5 mia. kr. med en travl fredag.", ["other"]),
    Row("En villa i Vejle blev i gennemsnit solgt for 3,2 mio. kr.", ["other"]),
    Row("Mejeriet solgte ost for 88 mio. kr.", ["turnover"]),
    Row("De ekstra penge kommer oveni de årlige 84 mio. kr., der er afsat i aftalen.", ["pool"]),
    Row("Med aftalen får ældreplejen et løft af bemandingen på 310 mio. kr.", ["pool"]),
    Row("I alt 31 forskere, som alle kommer fra Norden, har modtaget til sammen 290,5 mio. kr.", ["pool"]),
    Row("12,5 mio. kr. går til en ny mole i Hvide Sande.", ["grant"]),
    Row("Byrådet har bevilget 300.000 kr. til klubben.", ["grant"]),
    Row("Der er bevilget 300.000 kr. til klubben.", ["grant"]),
    Row("Klubben i Skive tildeles 20.000 kr.", ["grant"]),
    Row("Koret kan glæde sig over 38.000 kroner.", ["grant"]),
    Row("Med en bevilling på op til 9 millioner kroner hjælper fonden møllen.", ["grant"]),
    Row("Værftet har fået tilsagn om 85.000 kr. fra fonden.", ["grant"]),
    Row("Fonden støtter med 5 mio. kr.", ["grant"]),
    Row("Orgelet er støttet med 12 mio. kr.", ["grant"]),
    Row("Museet får 615.500 kr. i støtte.", ["grant"]),
    Row("Nu donerer banken 3,2 millioner kroner.", ["grant"]),
    Row("Bevillingen er på 2,4 mio. kr.", ["grant"]),
    Row("Museet får et lån på 12 mio. kr.", ["loan"]),
    Row("Havnen optager et lån på 40 mio. kr.", ["loan"]),
    Row("Kommunen stiller en garanti på 260 mio. kr.", ["loan"]),
    Row("Samlet projektsum: 4,267 mio. kroner. Regionen støtter med 2,7 mio. kroner.", ["total", "grant"]),
    Row("Fonden bevilger 5 mio. kr. til hallen, der har et samlet budget på 12 mio. kr.", ["grant", "total"]),
    Row("Den nye hal kommer til at koste 60 mio. kr.", ["total"]),
    Row("Hallen bygges for 60 mio. kr.", ["total"]),
    Row("Anlægssummen er 54 mio. kr.", ["total"]),
    Row("Den 31 mio. kr. dyre bro åbner til maj.", ["total"]),
    Row("Budgettet lyder på 1,4 mio. kr.", ["total"]),
    Row("Regionsrådet har besluttet at fordele i alt 19,9 mio. kroner fra puljen.", ["pool"]),
    Row("Fonden uddeler 11 mio. kr. til fire museer.", ["pool"]),
    Row("Der er en særlig pulje på otte millioner kroner.", ["pool"]),
    Row("Kommunen har afsat 15 millioner kroner til stierne.", ["pool"]),
    Row("62 projekter har fået tilskud på i alt 8,3 mio. kr.", ["pool"]),
    Row("Fonden har givet 22 mio. kr. til 47 projekter.", ["pool"]),
    Row("Legatet har 420.000 kr. til uddeling.", ["pool"]),
    Row("10 foreninger modtager hver 10.000 kr.", ["grant"]),
    Row("Egenfinansiering: 1,2 mio. kr.", ["cofunding"]),
    Row("Kommunen medfinansierer med 3 mio. kr.", ["cofunding"]),
    Row("Klubben har selv lagt 250.000 kr. i banen.", ["cofunding"]),
    Row("Fonden bevilger 5 mio. kr., og klubben bidrager med 1 mio. kr. i egenfinansiering.", ["grant", "cofunding"]),
    Row("Museet har søgt om 5 mio. kr. og fået 3 mio. kr.", ["applied", "grant"]),
    Row("Der kom 44 ansøgninger om i alt 16,2 mio. kr.", ["applied"]),
    Row("Der kan søges om op til 50.000 kr.", ["grant"]),
    Row("Støtten dækker halvdelen, dog højst 75.000 kr. pr. forløb.", ["grant"]),
    Row("Bagatelgrænsen er på 5.000 kr.", ["other"]),
    Row(
        "Basisindtjeningen før nedskrivninger blev 184,2 mio. kr., 21,6 mio. kr. mere end i samme periode sidste år.",
        ["turnover", "turnover"],
    ),
    Row("Regningen ender på 142 mio. kr. mod de budgetterede 136 mio. kr.", ["total", "total"]),
    Row("For hver 100 kroner går 58 kroner til forskning og 25 kroner til rådgivning.", ["other", "other", "other"]),
    Row("Lærlingene får 2,10 kr. mere i timen.", ["other"]),
    Row("Direktøren skal selv betale en bøde på 85.000 kr.", ["other"]),
    Row("Byrådet har godkendt salget af det gamle rådhus for 14,5 mio. kr.", ["other"]),
    Row("Fradraget koster statskassen 40 mio. kr.", ["other"]),
    Row("Gælden er steget til 18 mia. kr.", ["loan"]),
    Row("Driften ventes at koste 8,2 mio. kr.", ["other"]),
    Row("33 millioner kroner blev der samlet ind.", ["other"]),
    Row("Hallen koster 9 mio. kr., og klubben har i år samlet 1,9 mio. kr. ind.", ["total", "cofunding"]),
    Row("Projekterne er støttet med beløb fra 15.000 til 250.000 kr.", ["grant"]),
    Row("De får halvdelen af de 800.000 kr., som bådhuset ender med at koste.", ["total"]),
    Row("Firmaet har hentet 42 mio. kr. i en kapitalrunde.", ["other"]),
    Row("Puljen har afslået at give 3,1 mio. kr. til broen.", ["applied"]),
    Row("Nu mangler klubben bare 400.000 kr. i budgettet.", ["cofunding"]),
    Row("Museets venner har lagt de sidste 500.000 kr.", ["cofunding"]),
    Row("Skiftet giver en besparelse på 18 mio. kr.", ["saving"]),
    Row("Selskabet havde en omsætning på 412 mio. kr. og et overskud på 12 mio. kr.", ["turnover", "turnover"]),
    Row("Byrådet brugte 12,5 mio. kr. sidste år.", ["other"]),
    Row("Rederiet investerer 2 mia. kr. i nye færger.", ["total"]),
    Row("Han fik en bøde på 5.000 kr.", ["other"]),
    Row("Fonden har givet 20 mio. kr. til A, 5 mio. kr. til B og 2 mio. kr. til C.", ["grant", "grant", "grant"]),
    Row("Museet får 400.000 euro (ca. 3 mio. kr.).", ["grant", "grant"]),
    Row("De får 2,5 og 3,1 mio. kr. fra fonden.", ["grant", "grant"]),
    Row("Stolen er 200 kr.", ["other"]),
    Row("Fonden giver en million kroner til Struer Museum.", ["grant"]),
    Row("Med 2,5 mio. kr. i ryggen fra Vestfonden kan hallen nu bygges færdig.", ["grant"]),
    Row("Spejderne i Hadsund kan nu købe ny båd takket være 75.000 kr. fra sparekassen.", ["grant"]),
    Row("Vi er utroligt glade for de 800.000 kr., som fonden har givet os.", ["grant"]),
    Row("Kirken har modtaget en donation på 1,2 mio. kr. til nyt orgel.", ["grant"]),
    Row("Tretten foreninger i Thy deler 650.000 kr. fra vindmøllepuljen.", ["pool"]),
    Row("Fonden uddeler i dag 32 mio. kr. til dansk naturforskning.", ["pool"]),
    Row("I alt er der bevilget 4,7 mio. kr. til 38 projekter over hele landet.", ["pool"]),
    Row("Årets uddeling løber op i 12,3 mio. kr.", ["pool"]),
    Row("Puljens samlede ramme er på 5 mio. kr. årligt.", ["pool"]),
    Row("Med finansloven er der afsat 75 mio. kr. over fire år til grønne trepartsprojekter.", ["pool"]),
    Row("Otte museer får tilsammen 3,9 mio. kr.", ["pool"]),
    Row("Syv unge forskere modtager tilsammen 14 mio. kr.", ["pool"]),
    Row("Projektet har et budget på 8,4 mio. kr.", ["total"]),
    Row("Det samlede projekt beløber sig til 19 mio. kr.", ["total"]),
    Row("Renoveringen ventes at koste omkring 45 mio. kr.", ["total"]),
    Row("Den 12 km lange cykelsti til 34 mio. kr. åbner i maj.", ["total"]),
    Row("Projektets samlede økonomi er 6,2 mio. kr.", ["total"]),
    Row("Varmeværket investerer 85 mio. kr. i en ny varmepumpe.", ["total"]),
    Row("Byggeriet af det nye plejehjem i Hobro løber op i 210 mio. kr.", ["total"]),
    Row("Ny daginstitution til 48 mio. kr. står klar i 2027", ["total"]),
    Row("Kommunen betaler selv 12 mio. kr.", ["cofunding"]),
    Row("Klubben har selv rejst 400.000 kr. via sponsorer og arrangementer.", ["cofunding"]),
    Row("Foreningens egenfinansiering udgør 150.000 kr.", ["cofunding"]),
    Row("De resterende 2 mio. kr. finansieres af kommunen.", ["cofunding"]),
    Row("De sidste 300.000 kr. skal foreningen selv skaffe.", ["cofunding"]),
    Row("Virksomheden omsatte sidste år for 340 mio. kr.", ["turnover"]),
    Row("Nettoomsætningen steg til 1,2 mia. kr. mod 980 mio. kr. i 2023.", ["turnover", "turnover"]),
    Row("Skibsværftet har fået en ordre på to færger til en samlet værdi af 600 mio. kr.", ["other"]),
    Row("Entreprenøren har vundet kontrakten på 120 mio. kr. om at bygge broen.", ["other"]),
    Row("Eksporten nåede 4,5 mia. kr. i 2024.", ["turnover"]),
    Row("Overskuddet før skat blev 23 mio. kr.", ["turnover"]),
    Row("Selskabets egenkapital udgør 88 mio. kr.", ["other"]),
    Row("Årets resultat blev et underskud på 4 mio. kr.", ["turnover"]),
    Row("Foreningen har ansøgt fonden om 500.000 kr.", ["applied"]),
    Row("Der er kommet 84 ansøgninger for i alt 22 mio. kr.", ["applied"]),
    Row("Ansøgningerne lød på samlet 22 mio. kr.", ["applied"]),
    Row("Forsyningen låner 90 mio. kr. i KommuneKredit.", ["loan"]),
    Row("Byrådet stiller en kommunegaranti på 15 mio. kr.", ["loan"]),
    Row("Klubben har fået et rentefrit lån på 1 mio. kr.", ["loan"]),
    Row("Det vil spare kommunen for 3,5 mio. kr. om året.", ["saving"]),
    Row("Skolerne skal spare 12 mio. kr. i 2026.", ["saving"]),
    Row("Den gennemsnitlige husstand sparer 1.200 kr. på varmeregningen.", ["saving"]),
    Row("En billet koster 120 kr.", ["other"]),
    Row("Det koster 50 kr. at deltage.", ["other"]),
    Row("Prisen stiger til 64,50 kr. pr. m³.", ["other"]),
    Row("Kontingentet er 450 kr. om året.", ["other"]),
    Row("Manden fik en bøde på 3.000 kr. og en betinget frakendelse.", ["other"]),
    Row("Tyvene slap af sted med smykker for 200.000 kr.", ["other"]),
    Row("Bonden er dømt til at betale 75.000 kr. i erstatning.", ["other"]),
    Row("Museet fik tilskud for 2 mio. kr., mens kommunen lagde 500.000 kr. oveni.", ["grant", "cofunding"]),
    Row("Fonden dækker 1,4 mio. kr. af det samlede budget på 3,2 mio. kr.", ["grant", "total"]),
    Row("Af de 10 mio. kr. går 4 mio. kr. til Vejle og 6 mio. kr. til Kolding.", ["pool", "grant", "grant"]),
    Row("Region Sjælland har bevilget 2,1 mio. kr., og kommunerne bidrager med 1,9 mio. kr.", ["grant", "cofunding"]),
    Row("Støttebeløb: op til 100.000 kr.", ["grant"]),
    Row("Samlet bevilling: 12.350.000 kr.", ["pool"]),
    Row("Projektet støttes af EU med 3 mio. euro og af staten med 10 mio. kr.", ["grant", "grant"]),
    Row("Nordea-fonden står bag med 6,5 mio. kr.", ["grant"]),
    Row("Pengene – 450.000 kr. – skal bruges på et nyt klubhus.", ["grant"]),
    Row("Museet har fået bevilget 7 mio. kr. af Slots- og Kulturstyrelsen.", ["grant"]),
    Row("Forskeren får 5.994.214 kr. til at undersøge søvn.", ["grant"]),
    Row("Udvalget har indstillet projektet til en bevilling på 900.000 kr.", ["grant"]),
    Row("Danmarks Frie Forskningsfond investerer 300 mio. kr. i grøn forskning.", ["pool"]),
    Row("Byen får ny svømmehal til 130 mio. kr.", ["total"]),
    Row("Byrådet har frigivet 31 mio. kr. til renovering af Nordskolen.", ["grant"]),
    Row("Staten medfinansierer med 40 procent, svarende til 18 mio. kr.", ["cofunding"]),
    Row("Danskerne samlede 94 mio. kr. ind.", ["other"]),
    Row("Værdien af varerne er 250.000 kr.", ["other"]),
    Row("Aalborg Zoo har modtaget 10 mio. kr. fra Det Obelske Familiefond.", ["grant"]),
    Row("Det bliver muligt med en bevilling fra Realdania på 3,4 mio. kr.", ["grant"]),
    Row("Fonden har sagt ja til at støtte med op til 5 mio. kr.", ["grant"]),
    Row("Hospitalet får tilført 60 mio. kr. ekstra fra 2026.", ["grant"]),
    Row("EU har netop tildelt projektet 4 mio. euro.", ["grant"]),
    Row("Politikerne er klar til at bruge 8 mio. kr. på nye cykelstier.", ["other"]),
    Row("De nye stier koster 8 mio. kr. at anlægge.", ["total"]),
    Row("Udvalget anbefaler, at der afsættes 2 mio. kr. til formålet.", ["pool"]),
    Row("Næsten 200 klubber har søgt del i puljen på 25 mio. kr.", ["pool"]),
    Row("Den nye pulje er på 40 mio. kr. og kan søges fra 1. marts.", ["pool"]),
    Row("Puljen er på i alt 12,4 millioner kroner fordelt over tre år.", ["pool"]),
    Row("Kulturministeren har udmøntet 18 mio. kr. til biblioteksprojekter.", ["pool"]),
    Row("Samlet set bruger kommunen 1,1 mia. kr. på ældreområdet.", ["other"]),
    Row("Budgetforliget rummer besparelser for 45 mio. kr.", ["saving"]),
    Row("Kommunen sparer årligt 900.000 kr. på el.", ["saving"]),
    Row("Skatteborgerne sparer dermed 7 mio. kr.", ["saving"]),
    Row("Varmeprisen falder med 1.500 kr. for et standardhus.", ["saving"]),
    Row("Selskabet opjusterer sine forventninger til en omsætning på 3,1-3,3 mia. kr.", ["turnover"]),
    Row("Driftsresultatet (EBIT) blev 145 mio. kr. mod 120 mio. kr. året før.", ["turnover", "turnover"]),
    Row("Koncernens omsætning: 2,4 mia. kr.", ["turnover"]),
    Row("Havnen har lånt 30 mio. kr. til den nye kaj.", ["loan"]),
    Row("Projektet finansieres af et lån på 20 mio. kr. og et tilskud på 8 mio. kr.", ["loan", "grant"]),
    Row("Energinet investerer 2,3 mia. kr. i et nyt kabel.", ["total"]),
    Row("Det nye kabel har en pris på 2,3 mia. kr.", ["total"]),
    Row("Den samlede investering ventes at blive på 140 mio. kr.", ["total"]),
    Row("Projektet, der har et budget på 3,6 mio. kr., støttes af regionen med 1,2 mio. kr.", ["total", "grant"]),
    Row("Ud af det samlede budget på 12 mio. kr. kommer de 4 mio. kr. fra Nordea-fonden.", ["total", "grant"]),
    Row("Kommunen har bevilget 2 mio. kr., og Lokale- og Anlægsfonden har givet 1,5 mio. kr.", ["grant", "grant"]),
    Row("Borgerforeningen har samlet 175.000 kr. sammen.", ["other"]),
    Row("Borgerforeningen lægger selv 175.000 kr.", ["cofunding"]),
    Row("Partnerne bidrager selv med 2,2 mio. kr.", ["cofunding"]),
    Row("Egenbetaling: 25 kr. pr. deltager", ["cofunding"]),
    Row("Entré 60 kr. for voksne og 30 kr. for børn.", ["other", "other"]),
    Row("Vinderen får 25.000 kr. og en skulptur.", ["grant"]),
    Row("Hæderslegatet er på 75.000 kr.", ["grant"]),
    Row("Virksomheden har fået en bøde på 1,2 mio. kr. for forurening.", ["other"]),
    Row("En 34-årig mand er sigtet for at have svindlet for 2,3 mio. kr.", ["other"]),
    Row("Politiet beslaglagde kontanter for 450.000 kr.", ["other"]),
    Row("Lønnen stiger med 1.200 kr. om måneden.", ["other"]),
    Row("Ordningen koster staten 250 mio. kr. om året.", ["other"]),
    Row("Ekstraregningen lander på 14 mio. kr.", ["total"]),
    Row("Kommunen har købt grunden for 9 mio. kr.", ["other"]),
    Row("De 35 projekter har et samlet budget på 85 mio. kr.", ["total"]),
    Row("Foreningen fik 50.000 kr. til ny belysning, og kirken fik 120.000 kr. til klokken.", ["grant", "grant"]),
    Row("Millionregn over Vestjylland: 12 projekter får 4,6 mio. kr.", ["pool"]),
    Row("Kommunen fordeler 1,2 mio. kr. til kulturen.", ["pool"]),
    Row("Elleve lokale ildsjæle belønnes med tilsammen 110.000 kr.", ["pool"]),
    Row("Hver forening modtager 10.000 kr.", ["grant"]),
    Row("Foreningerne modtager 5.000 kr. hver.", ["grant"]),
    Row("Projekterne modtager mellem 20.000 og 150.000 kr.", ["grant"]),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.text[:50])
def test_roles(row: Row) -> None:
    assert roles(row.text) == row.roles


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("Støttes med", "grant"),
        ("Beløb", "grant"),
        ("Tilskud", "grant"),
        ("Bevilget beløb", "grant"),
        ("Samlet budget", "total"),
        ("Projektsum", "total"),
        ("Egenfinansiering", "cofunding"),
        ("Ansøgt beløb", "applied"),
        ("Lån", "loan"),
    ],
)
def test_label_on_the_same_line_and_on_the_line_before(label: str, role: str) -> None:
    assert roles(f"{label}: 700.000 kr.") == [role]
    assert roles(f"{label}:\n700.000 kr.") == [role]
    assert roles(f"{label}\n700.000 kr.") == [role]


def test_list_under_a_heading_that_announces_grants() -> None:
    text = "Modtagerne af Kystpuljen:\n· Roklubben – nye både – 10.000 kr.\n· Koret – noder – 4.000 kr."
    found = matcher().find(article(text))
    assert [(m.role, m.rule) for m in found] == [("grant", "money.list_heading")] * 2


def test_list_under_another_heading() -> None:
    assert roles("Sådan bliver priserne fremover:\n· Voksne – 100 kr.\n· Børn – 50 kr.") == ["other", "other"]


def test_long_list_without_heading_in_a_release_about_grants() -> None:
    lines = ["Rådet har bevilget 9 mio. kr.", "Institut for Kemi: 1,2 mio. kr.", "Institut for Fysik: 2 mio. kr."]
    text = "\n".join([*lines, "Zoologisk Have: 3 mio. kr."])
    assert roles(text) == ["grant"] * 4


def test_the_same_amount_said_elsewhere_lends_its_role() -> None:
    assert roles("De 4,2 mio. kr. kom bag på alle.\nFonden har bevilget 4,2 mio. kr.") == ["grant", "grant"]


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("Pulje i 2026", "pool"),
        ("Samlet ramme", "pool"),
        ("Uddelt i alt", "pool"),
        ("Kommunalt tilskud", "grant"),
        ("Tilskud fra regionen", "grant"),
        ("Koncernens omsætning", "turnover"),
        ("Egenkapital", "other"),
        ("Maks. tilskud", "grant"),
        ("Anlægssum (ekskl. moms)", "total"),
        ("Institut for Økonomi", "other"),
    ],
)
def test_label_of_a_line(label: str, role: str) -> None:
    assert roles(f"{label}: 700.000 kr.") == [role]


def _released(text: str, publisher: str | None = None) -> list[str]:
    """The roles in a release: its first line the title, lines with a bullet the items of one box."""
    plain = article(text, publisher=publisher)
    passages, items = [], 0
    for number, passage in enumerate(plain.passages):
        listed = text[passage.start] == "·"
        kind: SectionKind = "title" if number == 0 else "fact_box" if listed else "body"
        passages.append(replace(passage, kind=kind, section="s2" if listed else "s1", item=items if listed else None))
        items += listed
    return [mention.role for mention in matcher().find(replace(plain, passages=tuple(passages)))]


def test_sum_of_the_listed_grants_is_a_pool() -> None:
    text = "Fonden støtter håndværket med 2 mio. kr.\nModtagerne:\n· Møllen: 1,2 mio. kr.\n· Værftet: 0,8 mio. kr."
    assert _released(text) == ["pool", "grant", "grant"]


def test_a_sum_that_the_amount_would_not_round_to_is_none() -> None:
    text = "Fonden støtter orglet med 2 mio. kr.\nModtagerne:\n· Møllen: 1,2 mio. kr.\n· Værftet: 0,4 mio. kr."
    assert _released(text) == ["grant", "grant", "grant"]


def test_an_amount_that_is_an_item_too_is_no_sum() -> None:
    text = "Fonden støtter møllen med 1,2 mio. kr.\nModtagerne:\n· Møllen: 1,2 mio. kr.\n· Værftet: 25.000 kr."
    assert _released(text) == ["grant", "grant", "grant"]


def test_headline_takes_the_role_of_the_pool_it_rounds() -> None:
    text = "10 mio. kr. skal få flere i job\nByrådet fordeler 9,8 mio. kr. til indsatserne."
    assert _released(text) == ["pool", "pool"]


def test_political_agreement_gives_pools_but_for_a_named_project() -> None:
    text = (
        "Ny aftale løfter bibliotekerne\nRegeringen og partierne giver 310 mio. kr. til åbningstid.\n"
        "I Korsør får projektet ”Lyset” 12 mio. kr."
    )
    assert _released(text) == ["pool", "grant"]


@pytest.mark.parametrize(
    ("title", "role"), [("Nye penge til stierne", "pool"), ("Byrådet har vedtaget et budget", "other")]
)
def test_a_large_sum_that_no_phrase_speaks_of_among_pools(title: str, role: str) -> None:
    text = (
        f"{title}\nKommunen fordeler 8 mio. kr. til foreninger. Puljen til stier er på 3 mio. kr. "
        "Hertil kommer uforbrugte kroner på ca. 1,5 mio. kr."
    )
    found = matcher().find(replace(article(text), publisher="Herning Kommune"))
    assert [mention.role for mention in found] == ["pool", "pool", role]


def test_political_agreement_leaves_what_a_named_recipient_gets() -> None:
    text = (
        "Ny aftale løfter idrætten\nRegeringen og partierne giver 310 mio. kr. til haller.\n"
        "I Kalundborg bliver der givet 9,5 mio. kr. til trænere, mens Dansk Fritidsunion får 20 mio. kr."
    )
    assert _released(text) == ["pool", "grant", "grant"]


def test_who_pays_a_share_of_the_cost_beside_the_largest_grant() -> None:
    text = (
        "Vraget kommer op\nMuseet får 25 mio. kr. fra en fond.\nDet koster 40 mio. kr. at hæve skibet. "
        "Kommunen har bidraget med 8 mio. kr., og en privat fond står for 7 mio. kr."
    )
    assert _released(text, "Skovby Museum") == ["grant", "total", "cofunding", "cofunding"]


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ("Derudover har Anlægsfonden bevilget 13 mio. kr., klubben 500.000 kr. og Varde Kommune 33 mio. kr.", ["cofunding"] * 3),
        ("Derudover har fonden bevilget 3 mio. kr. til en bro og 2 mio. kr. til en mole.", ["grant"] * 2),
        ("Fonden har også bevilget 2 mio. kr. til en mole.", ["grant"]),
    ],
)  # fmt: skip
def test_who_gives_beside_a_grant_that_was_told(second: str, expected: list[str]) -> None:
    assert _released(f"Kystfonden har bevilget 20 mio. kr. til et musikhus i Varde. {second}") == ["grant", *expected]


def test_list_of_works_tells_what_they_cost() -> None:
    text = "Budgettet er klar\nHer skal der bygges og graves:\n· Ny cykelsti: 14,2 mio. kr.\n· Køkken: 8,8 mio. kr."
    assert _released(text) == ["total", "total"]


@pytest.mark.parametrize(
    ("publisher", "role"),
    [("Møllefonden", "cofunding"), ("Holbæk Kommune", "grant"), ("Skovby Museum", "grant")],
)
def test_who_pays_beside_the_sender(publisher: str, role: str) -> None:
    text = "Ny tilskudsrunde\nKommunen bidrager med 3 mio. kr. til hallen."
    assert _released(text, publisher) == [role]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ordren er på 1,5 mia. kr.\nDet svarer til omkring 200 mio. euro.", ["other", "other"]),
        ("Omsætning: 1.037 mio. kr. (2023: 879 mio. kr.)", ["turnover", "turnover"]),
        ("Salget blev 88 mio. kr. mod tidligere 90 mio. kr.", ["turnover", "turnover"]),
        ("Fonden giver 8 mio. kr. Tre af de 8 mio. kr. går til skoven.", ["pool", "grant", "pool"]),
        ("Hallen koster 60.000 kr. pr. plads.", ["other"]),
        (
            "Fonden giver 8 mio. kr. Ud over de 8 mio. kr. lægger skolerne selv 2 mio. kr.",
            ["grant", "grant", "cofunding"],
        ),
        ("Ud over støtten fra staten skyder selskabet 12 mio. kr. i lageret.", ["cofunding"]),
        ("Museet får 8 mio. kr. fra en fond, mens byen giver resten, 2 mio. kr.", ["grant", "cofunding"]),
        ("Sidste år delte ni forskere 38,5 mio. kr.", ["pool"]),
        ("Det er 200 kr. mindre end i fjor.", ["saving"]),
        ("Kommunen får nok, og budgettet er stramt, mens fonden giver 2 mio. kr.", ["grant"]),
        ("Klubben har fået bestyrelsen til at sætte kontingentet til 640 kr.", ["other"]),
    ],
)
def test_whole_passages(text: str, found: list[str]) -> None:
    assert roles(text) == found


def test_compound_nouns_have_the_role_of_their_head() -> None:
    assert roles("Et mindelegat på 20.000 kr. og et ventelån på 1 mio. kr.") == ["grant", "loan"]


def test_nearest_phrase_wins() -> None:
    text = "Kommunen søger nu flere frivillige, og derfor har fonden bevilget 40.000 kr."
    assert roles(text) == ["grant"]


def test_rule_names_the_pattern() -> None:
    (mention,) = matcher().find(article("Fonden uddeler 9 mio. kr."))
    assert mention.rule == "money.role.pool.distribute"


@pytest.mark.parametrize(("who", "role"), [("Havnefonden", "grant"), ("fonden", "grant"), ("foreningen", "cofunding")])
def test_what_is_laid_on_top_is_a_grant_where_the_sender_lays_it(who: str, role: str) -> None:
    text = f"Støtte til to værksteder\nKommunen giver 2 mio. kr. til det ene, og {who} lægger 350.000 kr. oveni."
    assert _released(text, "Havnefonden")[1:] == [role]
