"""Lists of support in plain text: who above and sum below, groups with sums, refusals, columns, lost line breaks."""

from __future__ import annotations

import pytest
from tests.match.projects.listed import Case, listed
from tests.reading import cases

CASES = [
    Case(
        "who gets it above, the sum and what for below; two sums for one",
        """48 millioner til kulturen

Som afslutning på jubilæumsåret bevilgede Torvefondens bestyrelse 12 millioner kroner til kunst og kulturarv.

Kunst og kultur

Trapgaarden

6 millioner kroner til det fortsatte arbejde med egnens ordbog.

Kunsthal Rømø

200.000 kroner til en række koncerter, der tager afsæt i øens fuglestemmer.

Sæby Naturmuseum

2,5 millioner kroner til køb af en samling forstenede søstjerner.

Museet Kajen

50.000 kroner til udstilling om Peder Bastholm: Mennesket og kunstneren.

Sæbyholm – Slotsmuseet

500.000 kroner til restaurering af riddersalens loft.

MAROS

1,6 millioner kroner til køb af kunstværket ”Ebbe”.

1 million kroner til en udstilling med den norske kunstner Jens Rosenvinge.
""",
        [
            ("fortsatte arbejde med egnens ordbog", "Trapgaarden", "6000000"),
            ("række koncerter", "Kunsthal Rømø", "200000"),
            ("samling forstenede søstjerner", "Sæby Naturmuseum", "2500000"),
            ("udstilling om Peder Bastholm", "Museet Kajen", "50000"),
            ("restaurering af riddersalens loft", "Sæbyholm – Slotsmuseet", "500000"),
            ("Ebbe", "MAROS", "1600000"),
            ("udstilling med den norske kunstner Jens Rosenvinge", "MAROS", "1000000"),
        ],
    ),
    Case(
        "a title with a colon, text, and the sum after Kr.:",
        """Har du en grøn idé?

Miljøstyrelsen uddeler fra nu af 10 mio. kr. til alle, der kommer med en god grøn idé.

Projekter fra det sydlige Jylland, der blev støttet af sidste års pulje:

Det Åbne Klimaværksted:
At oprette et værksted for mennesker, der ønsker at eksperimentere med nye løsninger. Kr.: 148.900

GENS:
Øget genbrug af inventar når lejligheder renoveres.
Kr.: 95.000

Haver på skift:
Ansøger vil stille jord, vand og viden til rådighed til en økologisk fælleshave, hvor
interesserede kan dyrke egne grøntsager. Kr.: 85.000

Rullende drivhuse i Vejle:
Etablering af rullende drivhuse i Vejle. Kr.: 312.400.

Bæredygtige landsbyer på Als:
Forskellige initiativer (fælles dyrkning, bedre cyklistforhold mv.) skal gøre det mere attraktivt at bo i landsbyer.
Kr.: 203.750.
""",
        [
            ("Det Åbne Klimaværksted", None, "148900"),
            ("GENS", None, "95000"),
            ("Haver på skift", None, "85000"),
            ("Rullende drivhuse i Vejle", None, "312400"),
            ("Bæredygtige landsbyer på Als", None, "203750"),
        ],
    ),
    Case(
        "who got help for what, without sums",
        """Gadelysets penge er delt ud

Onsdag aften var Hallen i Sdr. Omme rammen om uddeling af midler fra salget af gadelysene, i alt 597.000 kr. Der blev uddelt penge til 7 projekter:

Lokalarkivet fik til indkøb af en scanner
Torsdagscafeen fik til nye stole
Sdr. Omme Lokalråd fik til en bålplads
Kørelauget fik til indkøb af en ny lift
Spejderhuset fik til nyt gulv
Sdr. Omme Borgerforening fik til nye flagstænger
Motionsholdet fik til indkøb af måtter
""",
        [
            ("scanner", "Lokalarkivet", None),
            ("nye stole", "Torsdagscafeen", None),
            ("bålplads", "Sdr. Omme Lokalråd", None),
            ("ny lift", "Kørelauget", None),
            ("nyt gulv", "Spejderhuset", None),
            ("nye flagstænger", "Sdr. Omme Borgerforening", None),
            ("måtter", "Motionsholdet", None),
        ],
    ),
    Case(
        "a list of refusals below",
        """LAG Vesterhavet indstiller fire projekter

Bestyrelsen i LAG Vesterhavet behandlede mandag syv ansøgninger og indstiller fire projekter for i alt 1.310.000 kr.

Indstillet til tilsagn:

- Gårdbryggeriet Marsk, Ribe: Nyt tappeanlæg – 410.000 kr.
- Foreningen Fanø Fællesspisning: Køkken i den gamle skole – 300.000 kr.
- Vadehavets Rideture v/ Lis Toft: Stald og ridebane – 250.000 kr.
- Sneum Digesø Bådelaug: Handicapvenlig bro – 350.000 kr.

Afslag:

- Esbjerg Escape Rooms ApS: Nyt rum – 200.000 kr.
- Bramming Padelcenter: To baner – 500.000 kr.
- Tjæreborg Glamping: Seks telte – 180.000 kr.
""",
        [
            ("Nyt tappeanlæg", "Gårdbryggeriet Marsk", "410000"),
            ("Køkken i den gamle skole", "Foreningen Fanø Fællesspisning", "300000"),
            ("Stald og ridebane", "Vadehavets Rideture v/ Lis Toft", "250000"),
            ("Handicapvenlig bro", "Sneum Digesø Bådelaug", "350000"),
        ],
    ),
    Case(
        "DKK first, a person and a university before the title",
        """Velholm Fonden støtter forskning

Velholm Fonden har i 2025 givet syv bevillinger til forskning i lys.

DKK 2,991,000 – Professor Anna Lindegaard, Danmarks Tekniske Universitet: Daylight in deep buildings
DKK 1.450.000 – Lektor Peter Højrup, Aarhus Universitet: Søvn og skærme
DKK 800.000 – Ph.d. Marie Toft, Aalborg Universitet: Lys på plejehjem
DKK 3.000.000 – Adjunkt Jonas Krag, Københavns Universitet: Planter i vinduet
DKK 650.000 – Arkitekt Line Thorup, Kadk: Skygger i byen
""",
        [
            ("Daylight in deep buildings", "Anna Lindegaard", "2991000"),
            ("Søvn og skærme", "Peter Højrup", "1450000"),
            ("Lys på plejehjem", "Marie Toft", "800000"),
            ("Planter i vinduet", "Jonas Krag", "3000000"),
            ("Skygger i byen", "Line Thorup", "650000"),
        ],
    ),
    Case(
        "what for in brackets behind who",
        """Uddeling fra Købmand Sørensens Mindefond

Bestyrelsen har d. 12. november uddelt følgende:

Kr. 20.000,- til Skive Menighedspleje (julehjælp)
Kr. 15.000,- til Salling Ungdomsskole (musikudstyr)
Kr. 35.000,- til Glyngøre Sejlklub (følgebåd)
Kr. 10.000,- til Besøgstjenesten i Roslev (udflugt)
Kr. 50.000,- til Jebjerg Hallen (lydanlæg)
""",
        [
            ("julehjælp", "Skive Menighedspleje", "20000"),
            ("musikudstyr", "Salling Ungdomsskole", "15000"),
            ("følgebåd", "Glyngøre Sejlklub", "35000"),
            ("udflugt", "Besøgstjenesten i Roslev", "10000"),
            ("lydanlæg", "Jebjerg Hallen", "50000"),
        ],
    ),
    Case(
        "entries that lost their line breaks",
        """Elleve projekter får støtte

Fonden Liv i By har bevilget 2,1 mio. kr. Støtten går til:

Den Grønne Gård, Kolding: 250.000 kr. Byhaver på Nørrebro, København: 180.000 kr. Maltfabrikkens Scene, Ebeltoft: 600.000 kr. Kunst i Containeren, Frederikshavn: 320.000 kr. Øens Køkken, Samsø: 750.000 kr.
""",
        [
            ("Den Grønne Gård", None, "250000"),
            ("Byhaver på Nørrebro", None, "180000"),
            ("Maltfabrikkens Scene", None, "600000"),
            ("Kunst i Containeren", None, "320000"),
            ("Øens Køkken", None, "750000"),
        ],
    ),
    Case(
        "who gets it before a colon, and how behind a comma",
        """Kulturpuljen støtter fem

Regionens kulturpulje tildeler 1.392.000 kr. til fem projekter uden for de store byer.

Det drejer sig om:

• Ringkjøbing Teater: Gadespil i gårdene, som modtager 95.000 kr. i støtte.
• Fonden Øm Kloster: Middelalderfestival, som modtager 150.000 kr. i støtte.
• Foreningen Lyd og Lys, som modtager 347.000 kr. i støtte.
• Struer Museum: Lydens vugge, som modtager 250.000 kr. i støtte.
• Lemvig Sangkor, som får tildelt 550.000 kr. i tilskud
""",
        [
            ("Gadespil i gårdene", "Ringkjøbing Teater", "95000"),
            ("Middelalderfestival", "Fonden Øm Kloster", "150000"),
            ("Foreningen Lyd og Lys", "Foreningen Lyd og Lys", "347000"),
            ("Lydens vugge", "Struer Museum", "250000"),
            ("Lemvig Sangkor", "Lemvig Sangkor", "550000"),
        ],
    ),
    Case(
        "one line each under a group's name",
        """Årets tilskud fra Frivilligpuljen

Socialudvalget i Vordingborg Kommune har fordelt puljen efter servicelovens § 18.

Ældre
Besøgsvennerne Præstø: 28.000 kr.
Ældre Sagen Vordingborg, vågetjenesten: 42.500 kr.
Cafe Mødestedet: 15.000 kr.

Børn og familier
Natteravnene Stege: 12.000 kr.
Home-Start Sydsjælland: 65.000 kr.
Julemærkemarchen Lundby: 4.500 kr.

Psykisk sårbare
SIND Storstrøm: 37.000 kr.
Headspace Møn: 50.000 kr.
""",
        [
            ("Besøgsvennerne Præstø", "Besøgsvennerne Præstø", "28000"),
            ("vågetjenesten", "Ældre Sagen Vordingborg", "42500"),
            ("Cafe Mødestedet", "Cafe Mødestedet", "15000"),
            ("Natteravnene Stege", "Natteravnene Stege", "12000"),
            ("Home-Start Sydsjælland", "Home-Start Sydsjælland", "65000"),
            ("Julemærkemarchen Lundby", "Julemærkemarchen Lundby", "4500"),
            ("SIND Storstrøm", "SIND Storstrøm", "37000"),
            ("Headspace Møn", "Headspace Møn", "50000"),
        ],
    ),
    Case(
        "a column of sums without heads",
        """Årets gaver fra Håndværkerforeningens Fond

Fondens bestyrelse har i år valgt at betænke nedenstående:

Middelfart Modelbane, Middelfart	15.000,-
Strib Søspejdere, Strib	25.000,-
Brenderup Højskoles Venner, Brenderup	10.000,-
Ejby Trommekorps, Ejby	7.500,-
Fænø Fuglelaug	5.000,-
""",
        [
            ("Middelfart Modelbane", "Middelfart Modelbane", "15000"),
            ("Strib Søspejdere", "Strib Søspejdere", "25000"),
            ("Brenderup Højskoles Venner", "Brenderup Højskoles Venner", "10000"),
            ("Ejby Trommekorps", "Ejby Trommekorps", "7500"),
            ("Fænø Fuglelaug", "Fænø Fuglelaug", "5000"),
        ],
    ),
    Case(
        "labelled blocks without blank lines",
        """Fra Kirkens Kulturfond

Kirkens Kulturfond har bevilget 500.000 kr. i forårets runde:

Modtager: Hadsten Kirkekor
Formål: Korrejse til Wittenberg
Beløb: 60.000 kr.
Modtager: Sct. Knuds Menighed
Formål: Katedraldage med drama
Beløb: 140.000 kr.
Modtager: KFUM i Hjallerup
Formål: Musical for teenagere
Beløb: 85.000 kr.
Modtager: Hospitalspræsterne i Viborg
Formål: Bog om sorg
Beløb: 215.000 kr.
""",
        [
            ("Korrejse til Wittenberg", "Hadsten Kirkekor", "60000"),
            ("Katedraldage med drama", "Sct. Knuds Menighed", "140000"),
            ("Musical for teenagere", "KFUM", "85000"),
            ("Bog om sorg", "Hospitalspræsterne", "215000"),
        ],
    ),
    Case(
        "columns set with blanks",
        """Uddelinger 2. kvartal

Lolland Energifond har uddelt 421.000 kr. i 2. kvartal:

  40.000 kr.   Rødby Skaterforening   Ny rampe
 125.000 kr.   Dannemare Hallen   LED-belysning
  16.000 kr.   Søllested Skakklub   Digitale ure
 200.000 kr.   Horslunde Bådelaug   Istandsættelse af bro
  40.000 kr.   Nakskov Børnekor   Sangcamp
""",
        [
            ("Ny rampe", "Rødby Skaterforening", "40000"),
            ("LED-belysning", "Dannemare Hallen", "125000"),
            ("Digitale ure", "Søllested Skakklub", "16000"),
            ("Istandsættelse af bro", "Horslunde Bådelaug", "200000"),
            ("Sangcamp", "Nakskov Børnekor", "40000"),
        ],
    ),
    Case(
        "lettered entries over their sum",
        """Haveselskabets pulje

Grønne Fingres Forbund har i år støttet fem byhaver:

a) Taghaven på Sortedam, 35.000 kr.
b) Skolehaven i Hobro, 22.000 kr.
c) Krydderurter i kasser, Odense V, 9.500 kr.
d) Æblelunden i Hou, 41.000 kr.
e) Sansestien ved Plejecenter Åglimt, 27.500 kr.
I alt 135.000 kr.
""",
        [
            ("Taghaven på Sortedam", None, "35000"),
            ("Skolehaven i Hobro", None, "22000"),
            ("Krydderurter i kasser", None, "9500"),
            ("Æblelunden i Hou", None, "41000"),
            ("Sansestien ved Plejecenter Åglimt", None, "27500"),
        ],
    ),
    Case(
        "refusals among the entries",
        """Folkeoplysningsudvalget har behandlet syv ansøgninger

Folkeoplysningsudvalget i Rebild har behandlet ansøgninger til Udviklingspuljen:

Støvring Floorball – imødekommes med 20.000 kr. til bander
Skørping Klatreklub – imødekommes med 35.000 kr. til klatrevæg
Nørager Vandrelaug – imødekommes ikke
Terndrup Squaredance – imødekommes med 8.000 kr. til højttalere
Rebild Discgolf – imødekommes med 42.000 kr. til kurve
Bælum E-sport – imødekommes ikke
""",
        [
            ("bander", "Støvring Floorball", "20000"),
            ("klatrevæg", "Skørping Klatreklub", "35000"),
            ("højttalere", "Terndrup Squaredance", "8000"),
            ("kurve", "Rebild Discgolf", "42000"),
        ],
    ),
    Case(
        "who, what and how much",
        """Her er årets miljøpriser

Naturrådet i Silkeborg har fundet fire vindere af Grøn Hverdag-puljen.

Hvem: Resenbro Skole
Hvad: Insekthotel og vild have
Hvor meget: 12.000 kr.

Hvem: Boligforeningen Arbejdets Gård
Hvad: Regnvand til vaskehuset
Hvor meget: 60.000 kr.

Hvem: Them Andelsmejeris Personaleforening
Hvad: Cykler på arbejde
Hvor meget: 18.000 kr.

Hvem: Naboerne på Lærkevej
Hvad: Fælles delehave
Hvor meget: 10.000 kr.
""",
        [
            ("Insekthotel og vild have", "Resenbro Skole", "12000"),
            ("Regnvand til vaskehuset", "Boligforeningen Arbejdets Gård", "60000"),
            ("Cykler på arbejde", "Them Andelsmejeris Personaleforening", "18000"),
            ("Fælles delehave", "Naboerne på Lærkevej", "10000"),
        ],
    ),
]


@pytest.mark.parametrize("case", cases(CASES))
def test_list(case: Case) -> None:
    assert listed(case.text) == case.rows
