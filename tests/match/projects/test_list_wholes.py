"""Lists of support in plain text that would be lost or misread as a whole: what most entries share decides."""

from __future__ import annotations

import pytest
from tests.match.projects.listed import Case, listed
from tests.reading import cases

CASES = [
    Case(
        "names with a few words in small letters behind a dash, then who",
        """Strandfonden giver penge til kysten

Strandfonden har netop bevilget penge til fire projekter:

• Klitter – sand der flytter sig, Skagen Naturskole, 210.000 kr.
• Rav – stranden fortæller, Museet Vesterhav, 140.000 kr.
• Kyst – fra fjord til fyr, Foreningen Kystens Venner, 95.000 kr.
• Tang – havets grønt, Aarhus Universitet, 480.000 kr.
""",
        [
            ("Klitter – sand der flytter sig", "Skagen Naturskole", "210000"),
            ("Rav – stranden fortæller", "Museet Vesterhav", "140000"),
            ("Kyst – fra fjord til fyr", "Foreningen Kystens Venner", "95000"),
            ("Tang – havets grønt", "Aarhus Universitet", "480000"),
        ],
    ),
    Case(
        "what each gets it for behind a dash, one sum for all of a group",
        """Jubilæumsgave fra andelskassen

I anledning af kassens 125 års jubilæum deles en halv million ud til foreninger.

75.000 kr. hver til:
• Grenaa Roklub – en ny dobbeltsculler
• Auning Hallen – mobile scenemoduler

25.000 kr. hver til:
• Allingåbro Skytteforening – høreværn
• Ryomgård Ungdomsklub – musikudstyr
""",
        [
            ("en ny dobbeltsculler", "Grenaa Roklub", "75000"),
            ("mobile scenemoduler", "Auning Hallen", "75000"),
            ("høreværn", "Allingåbro Skytteforening", "25000"),
            ("musikudstyr", "Ryomgård Ungdomsklub", "25000"),
        ],
    ),
    Case(
        "a column of landscapes before the names; the line above with the sum of all is no entry",
        """Forsøg på landet i fire egne

Landdistriktsfonden støtter forsøg med 2,6 mio. kr.

Nordjylland: Skolebus på bestilling (Rebild Kommune) – 0,8 mio. kr.
Midtjylland: Tandlæge på hjul (Struer Kommune) – 0,6 mio. kr.
Syddanmark: Varm mad til alle (Nordfyns Kommune) – 0,5 mio. kr.
Sjælland: Lån en gård (Stevns Kommune) – 0,7 mio. kr.
""",
        [
            ("Skolebus på bestilling", None, "800000"),
            ("Tandlæge på hjul", None, "600000"),
            ("Varm mad til alle", None, "500000"),
            ("Lån en gård", None, "700000"),
        ],
    ),
    Case(
        "parts between slashes",
        """Julehjælpen er delt ud

I alt 150.000 kr. er delt ud til sociale projekter.

• Varme Hænder / Skive / 40.000 kr.
• Suppe til natten / Thisted / 60.000 kr.
• Kaffebilen / Hobro / 50.000 kr.
""",
        [("Varme Hænder", None, "40000"), ("Suppe til natten", None, "60000"), ("Kaffebilen", None, "50000")],
    ),
    Case(
        "a department and its hospital before the colon",
        """Helsefonden giver 6 mio. kr. til fire afdelinger

Helsefonden støtter forskning tæt på patienterne.

• Børneafdelingen, Sygehus Lillebælt: Lys på stuen – 1,2 mio. kr.
• Lungemedicinsk Afdeling, Aarhus Universitetshospital: Vejr til hverdagen – 2,1 mio. kr.
• Fødeafdelingen, Regionshospitalet Randers: Ro før fødslen – 1,4 mio. kr.
• Geriatrisk Afdeling, Bispebjerg Hospital: Gang i gangen – 1,3 mio. kr.
""",
        [
            ("Lys på stuen", "Børneafdelingen, Sygehus Lillebælt", "1200000"),
            ("Vejr til hverdagen", "Lungemedicinsk Afdeling, Aarhus Universitetshospital", "2100000"),
            ("Ro før fødslen", "Fødeafdelingen, Regionshospitalet Randers", "1400000"),
            ("Gang i gangen", "Geriatrisk Afdeling, Bispebjerg Hospital", "1300000"),
        ],
    ),
    Case(
        "street and postcode between name and sum",
        """Bevaringsfonden hjælper fire ejere

Fire ejere får tilskud til at sætte deres gamle huse i stand:

• Ny stråmåtte, Kirkestræde 4, 5960 Marstal: 65.000 kr.
• Restaurering af døre, Torvet 11, 6760 Ribe: 38.000 kr.
• Nye tagrender, Havnegade 9, 4780 Stege: 21.000 kr.
• Maling af bindingsværk, Algade 2, 5600 Faaborg: 54.000 kr.
""",
        [
            ("Ny stråmåtte", None, "65000"),
            ("Restaurering af døre", None, "38000"),
            ("Nye tagrender", None, "21000"),
            ("Maling af bindingsværk", None, "54000"),
        ],
    ),
    Case(
        "who in brackets behind the name, and what the sum is for behind it",
        """Samværsfonden åbner døre

I alt ni projekter får del i 4 mio. kr. Blandt de støttede projekter er:

• Fællesspisning i Ulfborg (Ulfborg Borgerforening) – 80.000 kr. til et nyt komfur.
• Læsekreds for mænd i Vemb (Vemb Bibliotek) – 25.000 kr. til bøger og kaffe.
• Cykelcaféen i Lemvig (Lemvig Cykelmotion) – 60.000 kr. til indretning.
• Strik og snak i Bøvlingbjerg (Bøvling Friskole) – 15.000 kr. til garn.
""",
        [
            ("Fællesspisning", "Ulfborg Borgerforening", "80000"),
            ("Læsekreds for mænd", "Vemb Bibliotek", "25000"),
            ("Cykelcaféen", "Lemvig Cykelmotion", "60000"),
            ("Strik og snak", "Bøvling Friskole", "15000"),
        ],
    ),
    Case(
        "the line below goes on with a verb and the sum",
        """Tre scener får nyt lys

Fonden Lampen giver 1,5 mio. kr. til scener.

Kulturhuset Tovværket, Korsør
Modtager 600.000 kr. til nye scenelamper.

Gimle, Roskilde
Modtager 400.000 kr. til et mindre lydstudie.

Stars, Vordingborg
Modtager 500.000 kr. til en scene i gården.
""",
        [
            ("nye scenelamper", "Kulturhuset Tovværket", "600000"),
            ("mindre lydstudie", "Gimle", "400000"),
            ("scene i gården", "Stars", "500000"),
        ],
    ),
    Case(
        "labels behind dashes below who gets it",
        """Otte millioner til museer

Fire museer får del i puljen. De største bevillinger er:

• Struer Museum
  – Projekt: Lyden af fjord
  – Bevilling: 1.400.000 kr.
• Museum Salling
  – Projekt: Moler i lommen
  – Bevilling: 2.150.000 kr.
""",
        [("Lyden af fjord", "Struer Museum", "1400000"), ("Moler i lommen", "Museum Salling", "2150000")],
    ),
    Case(
        "groups of entries run together behind a theme and a colon",
        """Lokalpuljen er delt ud

Her er projekterne:

Børn: Legetårn i Gjern (80.000 kr.), gynger i Fårvang (20.000 kr.) og bålsted i Truust (15.000 kr.)
Natur: Fuglekasser i skoven (6.000 kr.) og bænke langs åen (12.000 kr.)
Kultur: Koncert på torvet (25.000 kr.) og maleskole for unge (18.000 kr.)
""",
        [
            ("Legetårn", None, "80000"),
            ("gynger", None, "20000"),
            ("bålsted", None, "15000"),
            ("Fuglekasser i skoven", None, "6000"),
            ("bænke langs åen", None, "12000"),
            ("Koncert på torvet", None, "25000"),
            ("maleskole for unge", None, "18000"),
        ],
    ),
    Case(
        "titles in one sentence, the same sum for each",
        """Fire naturskoler får støtte

Skovfonden støtter i år ”Bladene falder” i Rold, ”Sporløs” i Hurup, ”Under roden” i Stege og ”Kvas” i Ry med hver 60.000 kr.
""",
        [
            ("Bladene falder", None, "60000"),
            ("Sporløs", None, "60000"),
            ("Under roden", None, "60000"),
            ("Kvas", None, "60000"),
        ],
    ),
    Case(
        "no bodies; the line above says what each gets",
        """Små midler til små byer

Tre projekter i Morsø Kommune får hver 15.000 kr. fra Landsbypuljen:

- Bænke ved Tæbring Kirke
- Bogskab i Karby
- Fastelavn i Vils
""",
        [("Bænke ved Tæbring Kirke", None, "15000"), ("Bogskab", None, "15000"), ("Fastelavn", None, "15000")],
    ),
    Case(
        "no sums; the sentence before the last one announces",
        """Fire får hjælp af Klimapuljen

Klimapuljen i Hvidovre støtter fire initiativer i år. Det drejer sig om:

• Risbjerg Haveforening: Regntønder til alle
• Avedøre Beboerråd: Værksted for cykler
• Hvidovre Kajakklub: Ren havn
• Friheden Bibliotek: Lån en boremaskine
""",
        [
            ("Regntønder til alle", "Risbjerg Haveforening", None),
            ("Værksted for cykler", "Avedøre Beboerråd", None),
            ("Ren havn", "Hvidovre Kajakklub", None),
            ("Lån en boremaskine", "Friheden Bibliotek", None),
        ],
    ),
    Case(
        "refused ones below a line of their own within the list",
        """Kulturpuljen i Sorø

Udvalget behandlede fire ansøgninger.

Imødekommet:
• Sorø Kammerkor: Julekoncert, 18.000 kr.
• Dianalund Revy: Sommerrevy, 12.000 kr.

Afslag:
• Stenlille Bowling: Nye kugler, 8.000 kr.
• Ruds Vedby Bylaug: Telt, 9.000 kr.
""",
        [("Julekoncert", "Sorø Kammerkor", "18000"), ("Sommerrevy", "Dianalund Revy", "12000")],
    ),
    Case(
        "a person to write to is not who gets it",
        """Vækstpuljen: Tre virksomheder får støtte

Erhvervshus Fyn har bevilget 900.000 kr. fra vækstpuljen. Projekterne er:

• Ler uden spild – Assens Tegl A/S, kontakt: Bo Kjær – 300.000 kr.
• Droner over marken – Fynsk Agro ApS, kontakt: Ida Holst – 350.000 kr.
• Lim af rug – Otterup Mølle A/S, kontakt: Per Dam – 250.000 kr.
""",
        [
            ("Ler uden spild", "Assens Tegl A/S", "300000"),
            ("Droner over marken", "Fynsk Agro ApS", "350000"),
            ("Lim af rug", "Otterup Mølle A/S", "250000"),
        ],
    ),
    Case(
        "what, and behind the dash who with the town, where some names look like bodies",
        """Egnsfonden støtter fem projekter

Egnsfonden har bevilget 300.000 kr.

Støtten går til:

• Sommersang – Thisted Kammerkor i Thisted (40.000 kr.)
• Mølleteatret – Hurup Borgerforening i Hurup (80.000 kr.)
• Kunst på Thyholm – Hvidbjerg Kunstforening i Hvidbjerg (60.000 kr.)
• Lysmuseet – Hanstholm Fyrlaug i Hanstholm (120.000 kr.)
""",
        [
            ("Sommersang", "Thisted Kammerkor", "40000"),
            ("Mølleteatret", "Hurup Borgerforening", "80000"),
            ("Kunst på Thyholm", "Hvidbjerg Kunstforening", "60000"),
            ("Lysmuseet", "Hanstholm Fyrlaug", "120000"),
        ],
    ),
    Case(
        "the sum and who above, what for below",
        """Forårets uddelinger

Klitfonden har i dette forår uddelt følgende:

40.000 kr. til Vorupør Boldklub
Nye trøjer til U9

90.000 kr. til Klitmøller Redningsstation
Formidling af redningsbåden

25.000 kr. til Stenbjerg Borgerforening
Shelter ved søen
""",
        [
            ("Nye trøjer til U9", "Vorupør Boldklub", "40000"),
            ("Formidling af redningsbåden", "Klitmøller Redningsstation", "90000"),
            ("Shelter ved søen", "Stenbjerg Borgerforening", "25000"),
        ],
    ),
    Case(
        "bodies in one sentence that get the same each",
        """Frø til skolerne

Frøfonden giver penge til skolehaver. Jelling Skole, Give Friskole, Vandelskolen og Bredsten Skole får hver 15.000 kr. til redskaber.
""",
        [
            ("Jelling Skole", "Jelling Skole", "15000"),
            ("Give Friskole", "Give Friskole", "15000"),
            ("Vandelskolen", "Vandelskolen", "15000"),
            ("Bredsten Skole", "Bredsten Skole", "15000"),
        ],
    ),
    Case(
        "numbered titles above their texts, which nothing announces",
        """Tre bevillinger fra Færgefonden

Færgefonden har bevilget 5 mio. kr. til tre projekter ved vandet.

1. Tovværket
Svaneke får et hus til leg med reb og sejl. Færgefonden giver 2,5 mio. kr.

2. Langsom båd
Unge bygger joller af spildtræ i Nexø. Færgefonden giver 1,5 mio. kr.

3. Stegehuset
Et fælles køkken på havnen i Gudhjem. Færgefonden giver 1 mio. kr.
""",
        [("Tovværket", None, "2500000"), ("Langsom båd", None, "1500000"), ("Stegehuset", None, "1000000")],
    ),
    Case(
        "what for first, then who gives",
        """Tegnefonden støtter bygningsarven

Fonden har behandlet 31 ansøgninger og givet tre bevillinger.

Til kalkning af tårnet i Mariager har fonden bevilget 340.000 kr.

Til en bog om tegl har fonden bevilget 75.000 kr.

Til nye skodder på Nordborg Slot er der givet 120.000 kr.
""",
        [
            ("kalkning af tårnet", None, "340000"),
            ("en bog om tegl", None, "75000"),
            ("nye skodder på Nordborg Slot", None, "120000"),
        ],
    ),
    Case(
        "persons with their towns, where some titles look like bodies",
        """Rejselegater til fire unge smede

Smedefonden hædrer fire lærlinge med rejselegater:

Karla Brink, Thisted: Studietur til svenske smedjer, 22.000 kr.
Emil Dam, Kolding: Kursus i damascering, 17.000 kr.
Yusuf Saleh, Odense: Praktik hos klokkestøber i Wien, 24.000 kr.
Jonas Kok, Rønne: Smedeskole i Finland, 19.000 kr.
""",
        [
            ("Studietur til svenske smedjer", "Karla Brink", "22000"),
            ("Kursus i damascering", "Emil Dam", "17000"),
            ("Praktik hos klokkestøber i Wien", "Yusuf Saleh", "24000"),
            ("Smedeskole i Finland", "Jonas Kok", "19000"),
        ],
    ),
    Case(
        "who, and behind til a project that is called so",
        """Fire projekter mod ensomhed

Socialministeriet har fordelt 3 mio. kr. Følgende får støtte:

- Gellerup Idrætsforening til projektet Mødre på banen: 900.000 kr.
- Mændenes Værested i Skive til projektet Sømand igen: 700.000 kr.
- Vejle Kommune til projektet Brev til Børge: 800.000 kr.
- Spisehuset til projektet Bordskik: 600.000 kr.
""",
        [
            ("Mødre på banen", "Gellerup Idrætsforening", "900000"),
            ("Sømand igen", "Mændenes Værested", "700000"),
            ("Brev til Børge", "Vejle Kommune", "800000"),
            ("Bordskik", "Spisehuset", "600000"),
        ],
    ),
    Case(
        "numbered steps of one project are no list of projects",
        """Sådan bliver den nye hal til

Hallen i Them bygges i tre etaper og koster i alt 30 mio. kr.

1. Grunden
Byggepladsen gøres klar i marts. Det koster 2 mio. kr.

2. Skallen
Tag og vægge rejses før sommerferien. Det koster 18 mio. kr.

3. Gulvet
Gulvet lægges til november. Det koster 10 mio. kr.
""",
        [],
    ),
    Case(
        "a slash within a name, a description behind a colon and in brackets who: as before",
        """Fonden støtter tre huse

Husfonden har bevilget penge til tre huse:

• Laden: tre lejligheder i en staldlænge (Ribe Andelsbolig), 900.000 kr.
• Smedjen: et værksted for unge (Bramming Boligforening), 400.000 kr.
• Mejeriet / Mosteriet: en fælles stue (Holsted Borgerforening), 250.000 kr.
""",
        [
            ("Laden", "Ribe Andelsbolig", "900000"),
            ("Smedjen", "Bramming Boligforening", "400000"),
            ("Mejeriet / Mosteriet", "Holsted Borgerforening", "250000"),
        ],
    ),
    Case(
        "a group of a body behind a dash is part of who gets it",
        """Spejderfonden giver til fire grupper

Hver gruppe får 4.000 kr. fra Spejderfonden. De fire modtagere:

• KFUM-Spejderne – Hjallerup Gruppe
• Det Danske Spejderkorps – Sæby Gruppe
• Brønderslev Roklub – ungdomsafdelingen
• Dronninglund Rideklub
""",
        [
            ("KFUM-Spejderne – Hjallerup Gruppe", "KFUM-Spejderne – Hjallerup Gruppe", "4000"),
            ("Det Danske Spejderkorps – Sæby Gruppe", "Det Danske Spejderkorps – Sæby Gruppe", "4000"),
            ("Brønderslev Roklub – ungdomsafdelingen", "Brønderslev Roklub – ungdomsafdelingen", "4000"),
            ("Dronninglund Rideklub", "Dronninglund Rideklub", "4000"),
        ],
    ),
    Case(
        "who takes part in something is no list of support",
        """Naturens dag i Hvidovre

Kommunen holder naturdag i september med fire foreninger. Det drejer sig om:

• Risbjerg Haveforening: Regntønder til alle
• Avedøre Beboerråd: Værksted for cykler
• Hvidovre Kajakklub: Ren havn
""",
        [],
    ),
]


@pytest.mark.parametrize("case", cases(CASES))
def test_lists_are_not_lost_whole(case: Case) -> None:
    assert listed(case.text, case.name) == case.rows
