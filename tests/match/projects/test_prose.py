"""Projects told in sentences: by a word such as *projektet*, and by who gets how much for what."""

from __future__ import annotations

import pytest
from tests.match.projects.told import AFTER, Case, Row, rows
from tests.reading import cases, record, rules_alone


def test_partners_of_a_box_are_all_named() -> None:
    (project,) = record(
        "Museer sejler sammen\n\nEU støtter projektet Saltvind med 1,9 mio. euro over fire år, og første havn bliver Marstal."
        "\n\nFakta: Saltvind\nPeriode: 2026-2029\nSamlet budget: 2,6 mio. euro\n"
        "Partnere: Ribe Museum, Hafenhaus Wismar og Muzeum Morskie i Gdańsk\n"
    ).projects
    assert list(project.partners) == ["Ribe Museum", "Hafenhaus Wismar", "Muzeum Morskie i Gdańsk"]


CASES = [
    Case(
        "a part of what was told before is nobody's project",
        "Kulturfonden Strøm har bevilget 6 mio. kr. til projektet Saltvind, som fire museer går sammen om. Ribe Museum får de 2,2 mio. kr.",
        [Row("Saltvind", None, None, "6000000", None, "Kulturfonden Strøm")],
    ),
    Case(
        "what the one who gets it will do",
        "Et andet tilskud fra Kystmiljøfonden på 1.150.000 kr. går til Kattegatcentret i Grenaa, der vil genskabe stenrev for torsken.",
        [Row("genskabe stenrev for torsken", "Grenaa", "Kattegatcentret", "1150000", None, "Kystmiljøfonden")],
    ),
    Case(
        "foundation gives to the project with a name",
        "Støtte til kystens unge\n\nHavnegade Fonden bevilger 2,5 mio. kr. til projektet Bølgelængder. Det begynder i Hirtshals.",
        [Row("Bølgelængder", "Hirtshals", None, "2500000", None, "Havnegade Fonden")],
    ),
    Case(
        "project in marks",
        "Støtte til kystens unge\n\nForeningen Havnens Unge har fået 750.000 kroner fra Havnegade Fonden til projektet ”Fri fart”.",
        [Row("Fri fart", None, "Foreningen Havnens Unge", "750000", None, "Havnegade Fonden")],
    ),
    Case(
        "initiative in angle marks",
        "Støtte til kystens unge\n\nHavnegade Fonden støtter initiativet »Et år til søs« med 1,2 mio. kroner.",
        [Row("Et år til søs", None, None, "1200000", None, "Havnegade Fonden")],
    ),
    Case(
        "campaign",
        "Kampagne mod plast\n\nKystmiljøfonden giver 900.000 kr. til kampagnen Slip Sivet.",
        [Row("Slip Sivet", None, None, "900000", None, "Kystmiljøfonden")],
    ),
    Case(
        "purpose with a verb",
        "Museum får millioner\n\nHavnegade Fonden har bevilget 4 mio. kr. til Thorsminde Museum til at bygge en ny udstilling.",
        [Row("ny udstilling", "Thorsminde", "Thorsminde Museum", "4000000", None, "Havnegade Fonden")],
    ),
    Case(
        "the recipient stands between the verb and the amount",
        "Ny svømmehal i Løsning\n\nHavnegade Fonden støtter foreningen Vandets Venner med 12 mio. kr. til en ny svømmehal. Børnene kører i dag til Vejle.",
        [Row("ny svømmehal", "Løsning", "Vandets Venner", "12000000", None, "Havnegade Fonden")],
    ),
    Case(
        "who gives together is no recipient",
        "Ny svømmehal på vej\n\nHavnegade Fonden bevilger sammen med Struer Kommune 3 mio. kr. til en ny svømmehal.",
        [Row("ny svømmehal", None, None, "3000000", None, "Havnegade Fonden")],
    ),
    Case(
        "the recipient is the subject",
        "Kajakklub får nyt klubhus\n\nFredericia Kajakklub modtager 300.000 kr. fra Havnegade Fonden til et nyt klubhus.",
        [Row("nyt klubhus", "Fredericia", "Fredericia Kajakklub", "300000", None, "Havnegade Fonden")],
    ),
    Case(
        "the amount is the subject",
        "Penge til Juelsminde\n\n125.000 kr. går som tilskud til Juelsminde Sejlklub.",
        [Row("Juelsminde Sejlklub", "Juelsminde", "Juelsminde Sejlklub", "125000")],
    ),
    Case(
        "was considered with",
        "Penge til foreninger\n\nSkagen Roklub blev betænkt med 40.000 kroner til nye årer.",
        [Row("nye årer", "Skagen", "Skagen Roklub", "40000")],
    ),
    Case(
        "what it costs in all",
        "Nyt havnebad i Struer\n\nHavnegade Fonden støtter havnebadet i Struer med 3 mio. kr. Det samlede budget er 11 mio. kr.",
        [Row("havnebadet", "Struer", None, "3000000", "11000000", "Havnegade Fonden")],
    ),
    Case(
        "run-in sentences",
        "Penge til foreninger\n\nSæby Naturskole får 20.000 kr. til waders. Skagen Roklub får 35.000 kr. til nye årer. Strandby Spejderne får 15.000 kr. til telte.",
        [
            Row("waders", "Sæby", "Sæby Naturskole", "20000"),
            Row("nye årer", "Skagen", "Skagen Roklub", "35000"),
            Row("telte", "Strandby", "Strandby Spejderne", "15000"),
        ],
    ),
    Case(
        "who got support for what, without an amount",
        "Støtte til skole\n\nHornbæk Skole har fået støtte til et udekøkken fra Havnegade Fonden.",
        [Row("udekøkken", "Hornbæk", "Hornbæk Skole", None, None, "Havnegade Fonden")],
    ),
    Case(
        "the finite verb before who gets, the participle after",
        "Penge til byens haver\n\nI Assens har Vestbyens Skolehaver fået 1,2 mio. kr. til at anlægge bede på tre skoler.",
        [Row("bede på tre skoler", "Assens", "Vestbyens Skolehaver", "1200000")],
    ),
    Case(
        "the finite verb before who gives",
        "Penge til klatring\n\nEndelig har Klatrefonden givet tilsagn om 175.000 kr. til to klatrevægge nede ved havnen.",
        [Row("to klatrevægge", None, None, "175000", None, "Klatrefonden")],
    ),
    Case(
        "a municipality's pool gives",
        "Penge til stien\n\nFra Morsø Kommunes landdistriktspulje er der bevilget 275.000 kr. til en sti mellem skolen og hallen.",
        [Row("sti mellem skolen og hallen", None, None, "275000", None, "Morsø Kommune")],
    ),
    Case(
        "a municipality inside an adjunct gives nothing",
        "Penge til æbler\n\nÆblefesten i Morsø Kommune får 25.000 kroner til at plante nye træer.",
        [Row("nye træer", None, "Æblefesten i Morsø Kommune", "25000")],
    ),
    Case(
        "recipients in one breath have each its own town",
        "Penge fra stafetten\n\nVirklund Roklub får 25.000 kroner og spejderne i Løsning 20.000 kroner.",
        [Row("Virklund Roklub", "Virklund", "Virklund Roklub", "25000"), Row("spejderne i Løsning", "Løsning", "spejderne i Løsning", "20000")],
    ),
    Case(
        "a body in the purpose says where",
        "Penge til taget\n\nHavnegade Fonden har bevilget 2,5 mio. kr. til en renovering af Bjert Skole.",
        [Row("renovering af Bjert Skole", "Bjert", None, "2500000", None, "Havnegade Fonden")],
    ),
    Case(
        "what anybody may have is no project",
        "Havnegade Fonden åbner en pulje\n\nEn forening kan få op til 50.000 kr. til rådgivning. Puljen er på 2 mio. kr.",
        [],
    ),
    Case(
        "who gives stands in the verb's own clause",
        "Penge til værkstedet\n\nMorsø Kommune lægger grunden til, mens Kystens Fond har bevilget 3 mio. kr. til et bådeværksted.",
        [Row("bådeværksted", None, None, "3000000", None, "Kystens Fond")],
    ),
    Case(
        "a common word for who gets",
        "Penge til sognet\n\nHavnegade Fonden støtter en oplæsning. Menighedsrådet er glad, og så fik menighedsrådet i Ulfborg 14.000 kr. til lamper.",
        [Row("lamper", "Ulfborg", "menighedsrådet i Ulfborg", "14000", None, "Havnegade Fonden")],
    ),
    Case(
        "an aside between amount and project, and a project's name without marks",
        "EU-millioner til forskning\n\nLektor Lone Vidstrup får 1,5 mio. euro – svarende til ca. 11,2 mio. kr. – til projektet SALTKORN.",
        [Row("SALTKORN", None, "Lone Vidstrup", "1500000")],
    ),
    Case(
        "a name after for",
        "EU-millioner til forskning\n\nDen anden bevilling, på EUR 1.850.000, tilfalder lektor Lone Vidstrup for The Salt Road.",
        [Row("The Salt Road", None, "Lone Vidstrup", "1850000")],
    ),
    Case(
        "a pronoun means the person named before",
        "Støtte til forskning\n\nDet er lektor Lone Vidstrup, der undersøger saltenge. Hun modtager 3 mio. kr. fra Havnegade Fonden til projektet Salt og Siv.",
        [Row("Salt og Siv", None, "Lone Vidstrup", "3000000", None, "Havnegade Fonden")],
    ),
    Case(
        "a title that holds a full stop",
        "Støtte til forskning\n\nLone Vidstrup har modtaget 1,3 mio. kr. fra Havnegade Fonden til et ph.d.-projekt med titlen: ”Salt og siv. En egn og dens ord”.",
        [Row("Salt og siv. En egn og dens ord", None, "Lone Vidstrup", "1300000", None, "Havnegade Fonden")],
    ),
    Case(
        "a loan for a purpose",
        "Fondens møde\n\nSkagen Redningsmuseum fik tilsagn om lån på kr. 3.150.000 til nyt tag over bådhallen.",
        [Row("nyt tag over bådhallen", "Skagen", "Skagen Redningsmuseum", "3150000")],
    ),
    Case(
        "asked for and not yet given",
        "Bylaug søger\n\nHurup Bylaug søger desuden om 118.000 kroner hos Kystens Fond til en sansesti.",
        [Row("sansesti", "Hurup", "Hurup Bylaug", None, None, "Kystens Fond")],
    ),
    Case(
        "among the projects",
        "Penge til havne\n\nKystens Fond støtter 29 projekter i år. Blandt projekterne er et bådeværksted i Hou, en røgeovn og nye skilte.",
        [
            Row("bådeværksted", "Hou", None, None, None, "Kystens Fond"),
            Row("røgeovn", None, None, None, None, "Kystens Fond"),
            Row("nye skilte", None, None, None, None, "Kystens Fond"),
        ],
    ),
    Case(
        "paragraphs that open with a name",
        "Kystens Fond støtter tre projekter\n\nKystens Fond har holdt møde.\n\nMøllestien. Bylauget modtager 88.000 kroner til skilte og stenter.\n\n"
        "Radio Havnen. Øens egen radio får 24.500 kroner til en sender.\n\nGulvet i Laden. Brugerne får 62.500 kroner til nye brædder.",
        [
            Row("Møllestien", None, None, "88000", None, "Kystens Fond"),
            Row("Radio Havnen", None, None, "24500", None, "Kystens Fond"),
            Row("Gulvet i Laden", None, None, "62500", None, "Kystens Fond"),
        ],
    ),
    Case(
        "the cost two sentences on",
        "Ny buehal i Struer\n\nStruer Bueskytter har fået tilsagn om 1,25 mio. kr. fra Kystens Fond til en buehal på den gamle savværksgrund.\n\n"
        "Den bliver lang nok til alle. Hallen kommer til at koste 4 mio. kr.",
        [Row("buehal", "Struer", "Struer Bueskytter", "1250000", "4000000", "Kystens Fond")],
    ),
    Case(
        "a price of one thing is no total",
        "Brønde til landsbyer\n\nForeningen Rent Vand har fået 2 mio. kr. fra Kystens Fond til projektet Dybt Vand. En ny brønd koster 50.000 kr.",
        [Row("Dybt Vand", None, "Foreningen Rent Vand", "2000000", None, "Kystens Fond")],
    ),
    Case(
        "the headline's one word and the text's whole purpose",
        "Ulfborg Kirke får 850.000 kr. til klokker\n\nUlfborg Kirke modtog 850.000 kr. fra Kystens Fond til tre nye klokker og et klokkespil.",
        [Row("tre nye klokker og et klokkespil", "Ulfborg", "Ulfborg Kirke", "850000", None, "Kystens Fond")],
    ),
    Case(
        "a body that gives by its name stands for the sender that nobody names",
        "Penge til øerne\n\nDet går mod sommer hos Nabofonden, og der er uddelt 2 mio. kr. til mange slags fællesskaber. Læsø Bylaug får 35.000 kr. til en badebro.",
        [Row("badebro", None, "Læsø Bylaug", "35000", None, "Nabofonden")],
    ),
    Case(
        "what is supported is the subject, and the body only says where",
        "Sang i kirken\n\nNatlig salmesang ved Ulfborg Kirke støttes med 80.000 kroner af Nabofonden.",
        [Row("Natlig salmesang", None, None, "80000", None, "Nabofonden")],
    ),
    Case(
        "the cost of something else under another subheading",
        "Overskud og ny hal\n\nMejeriet Kildemælk har fået mere ud af osten.\n\nNy hal\n\nHallen i Skjern koster 165 mio. kr. og er klar i 2028.\n\n"
        "Penge til skoler\n\nNabofonden giver 1,2 mio. kr. til skoleprojektet »Ko og klasse«.",
        [Row("Ko og klasse", None, None, "1200000", None, "Nabofonden")],
    ),
    Case(
        "a project that is only announced",
        "Reb med en historie\n\nMuseet Sejl og Reb i Svendborg går i gang med indsamlingsprojektet Hjem Igen, hvor folk kigger i skuret.",
        [Row("Hjem Igen", "Svendborg")],
    ),
    Case(
        "a verb said once for several who get money",
        "Kulturen deler\n\nKulturpuljen støtter Hjørring Strygerkor med 35.000 kr. til en julekoncert, Sindal Amatørscene med 20.000 kr. til mikrofoner og Tversted Kunstforening med 55.000 kr. til udstillingen ”Klittens lys”.",
        [
            Row("julekoncert", "Hjørring", "Hjørring Strygerkor", "35000", None, "Kulturpuljen"),
            Row("mikrofoner", "Sindal", "Sindal Amatørscene", "20000", None, "Kulturpuljen"),
            Row("Klittens lys", "Tversted", "Tversted Kunstforening", "55000", None, "Kulturpuljen"),
        ],
    ),
    Case(
        "a title in marks opens the sentence",
        "To får penge\n\n”Tang på tallerkenen” fra Kystskolen i Hou får 120.000 kr. fra Havnegade Fonden til dyrkning af tang.",
        [Row("Tang på tallerkenen", "Hou", "Kystskolen", "120000", None, "Havnegade Fonden")],
    ),
    Case(
        "what somebody can do with the money",
        "Rådgivning fortsætter\n\nTakket være to mio. kr. fra Havnegade Fonden kan Natlinjen nu styrke sin rådgivning af sømænd.",
        [Row("styrke sin rådgivning af sømænd", None, "Natlinjen", "2000000", None, "Havnegade Fonden")],
    ),
    Case(
        "who is behind it stands in the next sentence",
        "Nyt klubhus\n\nHavnegade Fonden støtter et nyt klubhus i Hasle med 1,5 mio. kr. Bag projektet står Hasle Kajakforening.",
        [Row("nyt klubhus", "Hasle", "Hasle Kajakforening", "1500000", None, "Havnegade Fonden")],
    ),
    Case(
        "the headline says what the only sum is for",
        "Vrensted Kirke får nyt orgel\n\nHavnegade Fonden har bevilget 1,4 mio. kr., og nu kan håndværkerne gå i gang.",
        [Row("nyt orgel", "Vrensted", "Vrensted Kirke", "1400000", None, "Havnegade Fonden")],
    ),
    Case(
        "support without sums, a name that nobody knows",
        "Fem jubler\n\nFem foreninger delte i fredags 70.000 kr. fra Havnegade Fonden. Blandt modtagerne fik Gløden fra Ulfborg tilskud til et nyt curlingtæppe. Ulfborg eSport fik tilskud til nye stole.",
        [
            Row("nyt curlingtæppe", "Ulfborg", "Gløden", None, None, "Havnegade Fonden"),
            Row("nye stole", "Ulfborg", "Ulfborg eSport", None, None, "Havnegade Fonden"),
        ],
    ),
    Case(
        "use said by the one who gets it",
        "Klimapuljen er delt\n\nKystgymnasiet i Lemvig modtager 22.000 kr. fra Havnegade Fonden og skal bruge pengene til regnvandstønder.",
        [Row("regnvandstønder", "Lemvig", "Kystgymnasiet", "22000", None, "Havnegade Fonden")],
    ),
    Case(
        "a definite word with the house that it is in",
        "Stor gave\n\nHavnegade Fonden har doneret 66 mio. kr. til udstillingerne på det nye Kattegat Naturmuseum.",
        [Row("udstillingerne på det nye Kattegat Naturmuseum", None, None, "66000000", None, "Havnegade Fonden")],
    ),
    Case(
        "a word for a project with what it does",
        "Ny forskning\n\nHavnegade Fonden har bevilget 2,4 mio. kr. til et forskningsprojekt, der skal vise, om torsk hører skibe.",
        [Row("forskningsprojekt, der skal vise, om torsk hører skibe", None, None, "2400000", None, "Havnegade Fonden")],
    ),
    Case(
        "a relative clause says where the one who gets the money belongs",
        "Stor bevilling\n\nDet landsdækkende initiativ Dansk Hjerteskole, der hører til på Odense Universitetshospital, har fået 96 mio. kr. af Havnegade Fonden.",
        [Row("Dansk Hjerteskole", None, "Dansk Hjerteskole", "96000000", None, "Havnegade Fonden")],
    ),
    Case(
        "a sum and its parts",
        "Cykelpenge\n\nHolbæk Kommune har fået 22 mio. kr. fra Vejdirektoratets cykelpulje. Heraf går 14 mio. kr. til en cykelsti mellem Holbæk og Tølløse og 8 mio. kr. til en bro over jernbanen.",
        [
            Row("cykelsti mellem Holbæk og Tølløse", None, "Holbæk Kommune", "14000000", None, "Vejdirektoratet"),
            Row("bro over jernbanen", None, "Holbæk Kommune", "8000000", None, "Vejdirektoratet"),
        ],
    ),
    Case(
        "the headline rounds, the text says it to the krone",
        "Næsten en million kroner til ny klubstue\n\nHasle Kajakklub modtager 942.300 kr. fra Havnegade Fonden til en ny klubstue med udsigt.",
        [Row("ny klubstue", "Hasle", "Hasle Kajakklub", "942300", None, "Havnegade Fonden")],
    ),
    Case(
        "the club means the one named before",
        "Nyt bådhus\n\nHasle Kajakklub har arbejdet for sagen i otte år. I marts modtog klubben 1,6 mio. kr. fra Havnegade Fonden til et nyt bådhus.",
        [Row("nyt bådhus", "Hasle", "Hasle Kajakklub", "1600000", None, "Havnegade Fonden")],
    ),
    Case(
        "the school, a short word, means the one named before",
        "Nye rør\n\nHornbæk Efterskole har ventet længe. Nu har skolen fået et tilskud på 2 mio. kr. fra Havnegade Fonden til projektet Lun Hverdag.",
        [Row("Lun Hverdag", "Hornbæk", "Hornbæk Efterskole", "2000000", None, "Havnegade Fonden")],
    ),
    Case(
        "what was asked for stands behind the sum",
        "Penge til klubben\n\nHavnegade Fonden gav 10.000 kroner til Hasle Badmintonklub, som havde søgt om støtte til en ny boldkanon.",
        [Row("ny boldkanon", "Hasle", "Hasle Badmintonklub", "10000", None, "Havnegade Fonden")],
    ),
    Case(
        "an application that was met",
        "Ja til skaterbane\n\nKulturudvalget i Vejen Kommune har imødekommet en ansøgning fra Ungdomsforeningen Stranden om 340.000 kr. til en skaterbane.",
        [Row("skaterbane", None, "Ungdomsforeningen Stranden", "340000", None, "Kulturudvalget i Vejen Kommune")],
    ),
    Case(
        "a title in the sentence before",
        "En sti til\n\nLemvig Kommune og Havnegade Fonden er gået sammen om ”Sti langs fjorden”. Fonden giver 850.000 kr.",
        [Row("Sti langs fjorden", None, None, "850000", None, "Havnegade Fonden")],
    ),
    Case(
        "works with their cost",
        "Nyt plejehjem\n\nFrederikssund Kommune skal opføre et nyt plejehjem med 72 boliger i Skibby. Byggeriet har et budget på 186 mio. kr.",
        [Row("nyt plejehjem med 72 boliger", "Skibby", "Frederikssund Kommune", None, "186000000", None)],
    ),
    Case(
        "a gift with its worth",
        "Ny bus\n\nHavnegade Fonden har skænket Hjemmet Skovhuset en handicapbus til 612.000 kroner.",
        [Row("handicapbus", None, "Hjemmet Skovhuset", "612000", None, "Havnegade Fonden")],
    ),
    Case(
        "whose thing it is stands behind it",
        "Penge til tryghed\n\nHavnegade Fonden har givet 7.500 kroner til et hjertestarterskab til seniorhuset Havblik.",
        [Row("hjertestarterskab", None, "seniorhuset Havblik", "7500", None, "Havnegade Fonden")],
    ),
    Case(
        "a share of a grant is none of its own",
        "Havneprojekt\n\nProjektet SeaGrid er blevet tildelt 4 mio. euro fra EU-programmet Horizon Europe. Hirtshals Havn modtager 450.000 euro af bevillingen.",
        [Row("SeaGrid", None, None, "4000000", None, "EU")],
    ),
    Case(
        "what a pool is for is not what the money is for",
        "Nyt hus\n\nBillund Kommune har fået tilsagn om 12,5 mio. kr. fra Sundhedsministeriets pulje til nære sundhedstilbud. Pengene skal bruges til et nyt sundhedshus i Grindsted.",
        [Row("nyt sundhedshus", "Grindsted", "Billund Kommune", "12500000", None, "Sundhedsministeriet")],
    ),
    Case(
        "a name goes on as the headline writes it",
        "Engen tilbage til byen er indviet\n\nKøerne kom først, og borgmesteren klippede snoren til den nye eng i Løgstrup.\n\nProjektet Engen tilbage til byen har fået 1,35 mio. kr. af Kystfonden.",
        [Row("Engen tilbage til byen", "Løgstrup", None, "1350000", None, "Kystfonden")],
    ),
    Case(
        "a headline's verb is no part of a name",
        "Bølgeskuret får nyt tag\n\nBadeklubben har samlet ind i to år og kan nu begynde arbejdet ved stranden.\n\nProjektet Bølgeskuret får 1,35 mio. kr. af Kystfonden.",
        [Row("Bølgeskuret", None, None, "1350000", None, "Kystfonden")],
    ),
    Case(
        "money that shall go to something, in a piece of a sentence",
        "FUR: Roklubben Strømmen har fået 19.500 kr. fra Kystfonden. Penge, der skal gå til en ny slæbebåd.",
        [Row("ny slæbebåd", "Fur", "Roklubben Strømmen", "19500", None, "Kystfonden")],
    ),
    Case(
        "what for, some sentences later",
        "Pengegave\n\nRoklubben Strømmen har modtaget en donation på 180.000 kr. fra Kystfonden. Det var en stor hemmelighed for "
        "de unge roere.\n\nDe mange penge er øremærket Projekt Bådhuset, som roerne længe har drømt om.",
        [Row("Projekt Bådhuset", None, "Roklubben Strømmen", "180000", None, "Kystfonden")],
    ),
    Case(
        "what for, after where it comes from",
        "Roklubben Strømmen har fået 60.000 kr. Pengene kommer fra Kystfonden og skal bruges til en ny slæbebåd.",
        [Row("ny slæbebåd", None, "Roklubben Strømmen", "60000", None, "Kystfonden")],
    ),
    Case(
        "who is given it, in the passive",
        "En bevilling på 1,4 mio. kr. bliver tildelt Søby Museum. Pengene skal gå til en ny fløj.",
        [Row("ny fløj", "Søby", "Søby Museum", "1400000")],
    ),
    Case(
        "who is given it by whom, between subject and verb",
        "I år har Søby Museum fået bevilget 2 mio. kr. af Kystfonden til en ny fløj.",
        [Row("ny fløj", "Søby", "Søby Museum", "2000000", None, "Kystfonden")],
    ),
    Case(
        "who gives in a clause after where",
        "Der bygges i Strandhaven, hvor Kystfonden via en lokal komité har doneret 225.000 kr. til etablering af en multibane.",
        [Row("multibane", None, None, "225000", None, "Kystfonden")],
    ),
    Case(
        "things that get money, in two clauses",
        "Eksempelvis har en cykelsti fra Skals til Møldrup fået 12 mio. kr. fra Kystfonden, mens en gangbro over Alling Å har fået 9 mio. kr.",
        [
            Row("cykelsti", "Skals", None, "12000000", None, "Kystfonden"),
            Row("gangbro over Alling Å", None, None, "9000000", None, "Kystfonden"),
        ],
    ),
    Case(
        "what is done to a body gets money",
        "Restaurering af Søby Kirke har fået 2 mio. kr. fra Kystfonden.",
        [Row("Restaurering af Søby Kirke", "Søby", None, "2000000", None, "Kystfonden")],
    ),
    Case(
        "a grant makes it possible",
        "En donation på 2 mio. kr. fra Kystfonden gør det muligt at istandsætte taget på havnens pakhus.",
        [Row("istandsætte taget på havnens pakhus", None, None, "2000000", None, "Kystfonden")],
    ),
    Case(
        "a grant means that somebody can",
        "Støtten fra Kystfonden på 2 mio. kr. betyder, at Søby Museum kan bygge en ny fløj.",
        [Row("ny fløj", "Søby", "Søby Museum", "2000000", None, "Kystfonden")],
    ),
    Case(
        "a grant brings plans further",
        "En bevilling på 28 mio. kr. fra Kystfonden sætter for alvor skub i planerne om et nyt havbad ved Søby.",
        [Row("nyt havbad", "Søby", None, "28000000", None, "Kystfonden")],
    ),
    Case(
        "the project that was named before",
        "Støtte til kysten\n\nMange byer er med i projektet ”Fri fjord”, der renser vandet.\n\nProjektet er støttet af Kystfonden med 4 mio. kr.",
        [Row("Fri fjord", None, None, "4000000", None, "Kystfonden")],
    ),
    Case(
        "a title between commas",
        "Støtte til børn\n\nRingsted Natteravne, ”Hold kursen”, har i den forbindelse fået tildelt 41.300 kr. af Kystfonden.",
        [Row("Hold kursen", "Ringsted", "Ringsted Natteravne", "41300", None, "Kystfonden")],
    ),
    Case(
        "a name that the project bears, told behind a comma",
        "Nyt havhus\n\nEn donation på 28 mio. kr. fra Kystfonden sætter skub i planerne om et nyt havhus ved Skagen.\n\n"
        "Nordisk Dybhav, som projektet hedder, bliver det eneste af sin slags.",
        [Row("Nordisk Dybhav", "Skagen", None, "28000000", None, "Kystfonden")],
    ),
    Case(
        "a common word before who gets and gives is no part of the name",
        "Virksomheden Klart Vand A/S har fået 900.000 kr. af energiselskabet Nordstrøm til en ny varmepumpe.",
        [Row("ny varmepumpe", None, "Klart Vand A/S", "900000", None, "Nordstrøm")],
    ),
    Case(
        "the state as the first word",
        "Cykelstier\n\nStaten støtter en ny gangtunnel i Vejle med 31,5 mio. kr.",
        [Row("ny gangtunnel", "Vejle", None, "31500000", None, "Staten")],
    ),
    Case(
        "given to somebody by somebody",
        "Gave\n\n3,2 mio. kr. er blevet doneret til Søby Museum i Svendborg af Kystfonden. Pengene skal bruges på en ny udstilling om fyr.",
        [Row("ny udstilling om fyr", "Svendborg", "Søby Museum", "3200000", None, "Kystfonden")],
    ),
    Case(
        "two words before who gets it",
        "Gave\n\nKystfonden støtter den lokale roklub Søby Roklub med en donation på 90.000 kr. til anlæggelsen af en ny bro.",
        [Row("ny bro", "Søby", "Søby Roklub", "90000", None, "Kystfonden")],
    ),
    Case(
        "a body of two parts",
        "Gave\n\nI Ulstrup har Strandby Vækst og Beboerforening fået 412.000 kr. fra Kystfonden til at etablere et udekøkken.",
        [Row("udekøkken", "Ulstrup", "Strandby Vækst og Beboerforening", "412000", None, "Kystfonden")],
    ),
    Case(
        "that project, of which the sentence before says what",
        "Støtte til friluftsliv\n\nI skoven vil Kystlauget etablere en bålplads med tag. Det projekt støttes af Kystfonden med 53.000 kr.",
        [Row("bålplads med tag", None, None, "53000", None, "Kystfonden")],
    ),
    Case(
        "a project that says nothing of itself until the next sentence",
        "Havnen får penge\n\nSøby Havn har fået 640.000 kr. i tilskud fra Kystfonden til et projekt i havnen.\n\n"
        "Projektet går ud på at bygge en brygge, hvor skoler kan lære om havet.",
        [Row("brygge", "Søby", "Søby Havn", "640000", None, "Kystfonden")],
    ),
    Case(
        "put into what is being built, which bears its working title later",
        "Byggeri\n\nI alt har Kystfonden skudt 24 mio. kr. i byggeriet af et nyt hospice i Vejle.\n\n"
        "Byggeriet har arbejdstitlen ”Fjordriget” og åbner i 2027.",
        [Row("Fjordriget", "Vejle", None, "24000000", None, "Kystfonden")],
    ),
    Case(
        "a headline with an adjective before what is new",
        "Nyt fælles klubhus på vej\n\nKystfonden har bevilget 4 mio. kr. til Søby Roklub.",
        [Row("Nyt fælles klubhus", "Søby", "Søby Roklub", "4000000", None, "Kystfonden")],
    ),
    Case(
        "a study told by a clause",
        "Forskning\n\nLektor Ida Holm får 2 mio. kr. af Kystfonden til forskning i, hvordan hvaler sover.",
        [Row("forskning i, hvordan hvaler sover", None, "Ida Holm", "2000000", None, "Kystfonden")],
    ),
    Case(
        "each of two gets support for something else",
        "Tilskud\n\nLæsegruppen Linden fik tilskud til bøger for elever på Sæby Skole og Vig Jagtforening fik tilskud til en ny hytte.",
        [Row("bøger for elever", None, "Læsegruppen Linden"), Row("ny hytte", None, "Vig Jagtforening")],
    ),
    Case(
        "who is behind one project of several",
        "Havnen\n\nHavnegade Fonden bevilger 1,5 mio. kr. til smedjen i Ry. Bag projektet ”Smedjens Hjerte” står Ry Borgerforening, der selv "
        "har samlet ind.\n\nVig Skole får 45.000 kr. til en bålhytte.",
        [
            Row("Smedjens Hjerte", "Ry", "Ry Borgerforening", "1500000", None, "Havnegade Fonden"),
            Row("bålhytte", "Vig", "Vig Skole", "45000", None, "Havnegade Fonden"),
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", cases(CASES))
def test_prose(case: Case) -> None:
    assert rows(case.text + AFTER, case.name) == case.rows


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("Dialyse ved sofabordet bygger på erfaringer fra Holland.", "Dialyse ved sofabordet"),
        ("Bag Dialyse ved sofabordet står sygehuset i Kolding.", "Dialyse ved sofabordet"),
        ("Dialyse tager mange timer om ugen.", "Dialyse"),
        ("Dialyse ved sengen kender man i forvejen.", "Dialyse"),
    ],
)
def test_a_name_is_as_long_as_it_comes_again(told: str, name: str) -> None:
    text = f"Hjælp til syge\n\nKystfonden har bevilget 3,2 mio. kr. til projektet Dialyse ved sofabordet, som begynder til maj. {told}\n"
    assert [p.name for p in rules_alone().extract(text, uri="test:").projects] == [name]


def test_a_project_told_in_prose_and_list_stands_once() -> None:
    source = """Kystfonden støtter tre projekter

Kystfonden giver 600.000 kr. til projektet Badebroen i Juelsminde.

Næste frist er den 1. marts 2026.

Disse projekter støttes

• Badebroen (Juelsminde)
  Støttes med: 600.000 kr.
• Bølgeskuret (Middelfart)
  Støttes med: 180.000 kr.
• Garnhuset (Løgstør)
  Støttes med: 250.000 kr.
"""
    assert [(row.name, row.granted) for row in rows(source)] == [
        ("Badebroen", "600000"),
        ("Bølgeskuret", "180000"),
        ("Garnhuset", "250000"),
    ]
