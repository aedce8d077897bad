"""Places in sentences: which names are found, which are none, and what surrounds a name."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.support import article, patterns

from extract.match.places import PlaceMatcher, compile_places
from extract.records.mentions import OrganisationMention, PersonMention


@pytest.fixture(scope="module")
def matcher() -> PlaceMatcher:
    return compile_places(patterns())


FOUND: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...] = (
    # Plain towns, the genitive, and the spelling with å.
    ("Byggeriet i Aarhus begynder i maj.", (("Aarhus", "Aarhus", "city"),)),
    ("Byggeriet i Århus begynder i maj.", (("Århus", "Aarhus", "city"),)),
    ("Esbjergs havn får nye kajer.", (("Esbjergs", "Esbjerg", "city"),)),
    ("Det er Grenaas største hal.", (("Grenaas", "Grenaa", "city"),)),
    ("Det er Grenås største hal.", (("Grenås", "Grenaa", "city"),)),
    ("Hallen er Aars' stolthed, og i Aars er de glade.", (("Aars'", "Aars", "city"), ("Aars", "Aars", "city"))),
    ("Horsens' nye bibliotek åbner.", (("Horsens'", "Horsens", "city"),)),
    ("Aabenraa og Åbenrå er samme by.", (("Aabenraa", "Aabenraa", "city"), ("Åbenrå", "Aabenraa", "city"))),
    ("Randers får en ny bro.", (("Randers", "Randers", "city"),)),
    ("Støtten går til en legeplads i Vestermarie.", (("Vestermarie", "Vestermarie", "city"),)),
    ("SVENDBORG: Politiet var ude i nat.", (("SVENDBORG", "Svendborg", "city"),)),
    ("Vi bygger »det nye Herning«.", (("Herning", "Herning", "city"),)),
    # Municipalities.
    ("Esbjerg Kommune bygger.", (("Esbjerg Kommune", "Esbjerg Kommune", "municipality"),)),
    ("Det er Esbjerg Kommunes plan.", (("Esbjerg Kommunes", "Esbjerg Kommune", "municipality"),)),
    ("Det sker i Skive kommune.", (("Skive kommune", "Skive Kommune", "municipality"),)),
    ("Københavns Kommune er med.", (("Københavns Kommune", "Københavns Kommune", "municipality"),)),
    ("Vesthimmerlands Kommune er med.", (("Vesthimmerlands Kommune", "Vesthimmerlands Kommune", "municipality"),)),
    ("Nordfyns Kommune er med.", (("Nordfyns Kommune", "Nordfyns Kommune", "municipality"),)),
    ("Bornholms Regionskommune er med.", (("Bornholms Regionskommune", "Bornholms Regionskommune", "municipality"),)),
    (
        "Assens, Nyborg og Kerteminde Kommuner er med.",
        (
            ("Assens", "Assens Kommune", "municipality"),
            ("Nyborg", "Nyborg Kommune", "municipality"),
            ("Kerteminde Kommuner", "Kerteminde Kommune", "municipality"),
        ),
    ),
    (
        "Det gælder kommunerne Vejle, Kolding og Billund.",
        (
            ("Vejle", "Vejle Kommune", "municipality"),
            ("Kolding", "Kolding Kommune", "municipality"),
            ("Billund", "Billund Kommune", "municipality"),
        ),
    ),
    (
        "Borgere i Odder og Hedensted Kommune er inviteret.",
        (
            ("Odder", "Odder Kommune", "municipality"),
            ("Hedensted Kommune", "Hedensted Kommune", "municipality"),
        ),
    ),
    ("Støtten går til Syddjurs.", (("Syddjurs", "Syddjurs Kommune", "municipality"),)),
    (
        "• Byens Rum, Årre, Varde Kommune",
        (("Årre", "Årre", "city"), ("Varde Kommune", "Varde Kommune", "municipality")),
    ),
    (
        "• Forsamlingshuset, Them, Silkeborg Kommune",
        (("Them", "Them", "city"), ("Silkeborg Kommune", "Silkeborg Kommune", "municipality")),
    ),
    # Regions.
    ("Region Midtjylland støtter projektet.", (("Region Midtjylland", "Region Midtjylland", "region"),)),
    ("Det er Region Hovedstadens sygehuse.", (("Region Hovedstadens", "Region Hovedstaden", "region"),)),
    ("Region Østdanmark tager over.", (("Region Østdanmark", "Region Østdanmark", "region"),)),
    # Surroundings and compounds.
    ("I Aarhus-området er der kø.", (("Aarhus-området", "Aarhus", "city"),)),
    ("Hele Silkeborgegnen er med.", (("Silkeborgegnen", "Silkeborg", "city"),)),
    ("Stien Dunkjær-Marstal er åben.", (("Dunkjær", "Dunkær", "city"), ("Marstal", "Marstal", "city"))),
    ("Odense-virksomheden Bakholt Pumper vokser.", (("Odense", "Odense", "city"),)),
    ("Foreninger i Skive og omegn kan søge.", (("Skive", "Skive", "city"),)),
    ("Faaborg-Midtfyn er på vej.", (("Faaborg-Midtfyn", "Faaborg-Midtfyn Kommune", "municipality"),)),
    # Postal districts, postcodes, addresses.
    ("Kontoret ligger i Aarhus N.", (("Aarhus N", "Aarhus N", "city"),)),
    ("Butikken ligger i Odense SØ.", (("Odense SØ", "Odense SØ", "city"),)),
    ("Mød op i København Ø på lørdag.", (("København Ø", "København Ø", "city"),)),
    ("Strandvejen 4, 8500 Grenaa", (("Grenaa", "Grenaa", "city"),)),
    ("Hallen, Skolegade 1, 7323 Give", (("Give", "Give", "city"),)),
    ("Mød op i Nykøbing F på torvet.", (("Nykøbing F", "Nykøbing Falster", "city"),)),
    # Short forms.
    ("Skolen ligger i Nr. Nissum.", (("Nr. Nissum", "Nørre Nissum", "city"),)),
    ("Skolen ligger i Nørre Nissum.", (("Nørre Nissum", "Nørre Nissum", "city"),)),
    ("Museet i Sdr. Omme åbner.", (("Sdr. Omme", "Sønder Omme", "city"),)),
    ("Toget kører fra Kbh. til Korsør.", (("Kbh.", "København", "city"), ("Korsør", "Korsør", "city"))),
    ("Campus i Kgs. Lyngby udvides.", (("Kgs. Lyngby", "Kongens Lyngby", "city"),)),
    ("Hallen i Skt. Klemens er klar.", (("Skt. Klemens", "Sankt Klemens", "city"),)),
    # Islands, landscapes, parts of them.
    ("Færgen sejler til Samsø.", (("Samsø", "Samsø", "island"),)),
    ("Skolen på Fur får en hal.", (("Fur", "Fur", "island"),)),
    ("Naturen i Thy er vild.", (("Thy", "Thy", "landscape"),)),
    ("Turisterne elsker Djursland.", (("Djursland", "Djursland", "landscape"),)),
    ("Landmænd på Sydmors er med.", (("Sydmors", "Sydmors", "landscape"),)),
    ("Puljen dækker Vestlolland.", (("Vestlolland", "Vestlolland", "landscape"),)),
    ("Bornholms natur er særlig.", (("Bornholms", "Bornholm", "island"),)),
    # Names that are also words, surnames or given names, with a word of place.
    ("Den nye hal i Give står klar.", (("Give", "Give", "city"),)),
    ("Hallen står ved Skive.", (("Skive", "Skive", "city"),)),
    ("Turen går til Ry.", (("Ry", "Ry", "city"),)),
    ("De kommer fra Them.", (("Them", "Them", "city"),)),
    ("Naturen omkring Henne er fredet.", (("Henne", "Henne", "city"),)),
    ("Stien fra Tarm til Skjern åbner.", (("Tarm", "Tarm", "city"), ("Skjern", "Skjern", "city"))),
    ("Der er åbent hus i Give 14. juni.", (("Give", "Give", "city"),)),
    ("Landsbyen Ans får et torv.", (("Ans", "Ans", "city"),)),
    ("Ringe by vokser.", (("Ringe", "Ringe", "city"),)),
    ("Vi ses i Ho.", (("Ho", "Ho", "city"),)),
    ("Der bygges boliger i Elev.", (("Elev", "Elev", "city"),)),
    ("Projektet Grøn Skole (Give) er nyt.", (("Give", "Give", "city"),)),
    ("Skolen ligger syd for Løsning.", (("Løsning", "Løsning", "city"),)),
    ("I Vejen bygges der.", (("Vejen", "Vejen", "city"),)),
    (
        "De tre byer er Brande, Give og Ikast.",
        (("Brande", "Brande", "city"), ("Give", "Give", "city"), ("Ikast", "Ikast", "city")),
    ),
    (
        "Byerne er Vejen, Randers, Skive og Rønne.",
        (
            ("Vejen", "Vejen", "city"),
            ("Randers", "Randers", "city"),
            ("Skive", "Skive", "city"),
            ("Rønne", "Rønne", "city"),
        ),
    ),
    ("Skolen i Balle er ny.", (("Balle", "Balle", "city"),)),
    ("Pengene går til Skive, og Skive er glad. Hallen ligger i Skive.", (("Skive", "Skive", "city"),) * 3),
    ("Kolding får nye cykelstier.", (("Kolding", "Kolding", "city"),)),
    ("Vejle får nye cykelstier.", (("Vejle", "Vejle", "city"),)),
    ("Nu bygger Viborg en bro.", (("Viborg", "Viborg", "city"),)),
    ("Borgerne i Flemming er glade.", (("Flemming", "Flemming", "city"),)),
    ("Skolen i Gl. Rye er ny.", (("Gl. Rye", "Gammel Rye", "city"),)),
    # Abroad.
    ("Vi ses i Rom.", (("Rom", "Rom", "foreign"),)),
    ("Varerne kommer fra Tyskland.", (("Tyskland", "Tyskland", "country"),)),
    ("Kontoret i Nuuk åbner.", (("Nuuk", "Nuuk", "foreign"),)),
    ("Det sker i Norditalien.", (("Norditalien", "Norditalien", "foreign"),)),
    ("Konferencen holdes i Nice.", (("Nice", "Nice", "foreign"),)),
    # A part of the town is the town.
    ("Odense Centrum lukkes for biler.", (("Odense", "Odense", "city"),)),
    ("Stien ender ved Ry Station.", (("Ry", "Ry", "city"),)),
)  # fmt: skip


LATER = " Efter to års arbejde kan museet endelig slå dørene op for gæsterne."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LEM:" + LATER, ["Lem"]),
        ("RUDE/ODDER:" + LATER, ["Rude", "Odder"]),
        ("HALS/VIG/FUR –" + LATER, ["Hals", "Vig", "Fur"]),
        ("AABENRAA:" + LATER, ["Aabenraa"]),
        ("LEM: Ja", []),  # a label has less behind it
        ("Lem:" + LATER, []),
        ("RUDE OG ODDE:" + LATER, []),
    ],
)
def test_towns_in_capitals_open_a_paragraph(matcher: PlaceMatcher, text: str, expected: list[str]) -> None:
    assert [found.name for found in matcher.find(article(text))] == expected


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_places_are_found(matcher: PlaceMatcher, text: str, expected: tuple[tuple[str, str, str], ...]) -> None:
    found = matcher.find(article(text))
    assert tuple((text[f.start : f.end], f.name, f.kind) for f in found) == expected
    assert not any(f.in_organisation for f in found)


NONE: tuple[str, ...] = (
    "Julekalenderen ”Ho Ho Drama” får 20.000 kr.",
    # Words.
    "Vejen er lang og snoet.",
    "Løsning på problemet er fundet.",
    "Stilling: projektleder",
    "Løsning: en ny pumpe.",
    "Ringe kun ved behov.",
    "Give plads til flere cykler.",
    "Gram for gram bliver det til noget.",
    "Mørke vintre kræver lys.",
    "Skive for skive bliver brødet mindre.",
    "Hammel og tøjle blev lagt på hesten.",
    "Uge 42 er ferieuge.",
    "Det sker i Uge 42.",
    "Bilerne holder i kø på Ring 3.",
    "Rude efter rude blev skiftet.",
    "Tune bilen kan de.",
    "vi kører en tur ad vejen i give og tage.",
    "de søger en løsning i ry og rygte.",
    "Stige og spand blev fundet.",
    "Visse skoler får mere.",
    "Vandet er koldt.",
    "Nye boliger på vej.",
    "Landet har brug for det.",
    "No way, siger de unge.",
    "Hals og hoved gør ondt.",
    "Them and us er titlen.",
    "Kloster og kirke er fredet.",
    # People.
    "Anders Kolding glæder sig.",
    "Det siger Lise Nyborg.",
    "Det siger direktør Lund.",
    "Det siger formand Borup.",
    "Borgmester Nyborg er glad.",
    "Anders Kolding er ny chef. Kolding kommer fra en stilling i staten.",
    "Det siger Kolding.",
    "Nyborg mener, at det går godt.",
    "Flemming Holm er ny formand.",
    "Mette Dalby Borup er valgt.",
    "J. P. Viborg er arkitekt.",
    "H.C. Ringsted er komponist.",
    "Tim er 12 år.",
    "Knud Ejby er formand.",
    "Pengene går til Lund, siger han.",
    # Streets and nature.
    "Cykelstien følger Horsens Landevej.",
    "Huset ligger på Viborgvej.",
    "Huset ligger på Kolding Åpark.",
    "Klubben holder til på Nyborg Allé 4.",
    "Vandet i Vejle Fjord bliver renere.",
    "Der er fisk i Odense Å.",
    "Broen over Ry Sø er lukket.",
    # Labels, addresses on the net, parts of words.
    "Paris-aftalen holder.",
    "De bruger Randers-modellen.",
    "Se mere på www.Horsens.dk og Horsens.dk",
    "Skriv til post@Horsens.dk",
    "Vestaarhus er et opdigtet ord.",
    "Aarhusianere er glade.",
    "Herningensere fejrer det.",
    "aarhus skrives med stort.",
    "Den aarhusianske model er kendt.",
    "Stien ender på Bakkegårds Odde.",
)


@pytest.mark.parametrize("text", NONE)
def test_these_are_no_places(matcher: PlaceMatcher, text: str) -> None:
    assert [text[f.start : f.end] for f in matcher.find(article(text))] == []


INSIDE: tuple[tuple[str, str], ...] = (
    ("Aarhus Universitet forsker.", "Aarhus"),
    ("Det siger Learnmark Horsens i dag.", "Horsens"),
    ("Horsens Statsskole får penge.", "Horsens"),
    ("Museum Kolding åbner.", "Kolding"),
    ("Byggeriet ved Nyborg Slot er færdigt.", "Nyborg"),
    ("Træskibsforeningen Faaborg fik et anlæg.", "Faaborg"),
    ("FGU Randers er med.", "Randers"),
    ("Københavns Universitet forsker.", "København"),
    ("Herning Folkeblad skrev om det.", "Herning"),
    ("Nationalpark Thy er stor.", "Thy"),
    ("Energi Fyn giver strøm.", "Fyn"),
    ("Give Kommune findes ikke længere.", "Give"),
    ("Vejen Kunstmuseum åbner.", "Vejen"),
    ("Hun er rektor for Ry Højskole.", "Ry"),
    ("Hirtshals Havn udvides.", "Hirtshals"),
)


@pytest.mark.parametrize(("text", "name"), INSIDE)
def test_a_place_in_a_longer_name_is_marked(matcher: PlaceMatcher, text: str, name: str) -> None:
    assert [(f.name, f.in_organisation) for f in matcher.find(article(text))] == [(name, True)]


def test_an_organisation_marks_the_names_inside_it(matcher: PlaceMatcher) -> None:
    text = "Fonden for Ribe og omegn støtter skolen i Ribe."
    organisation = OrganisationMention(0, text.index(" støtter"), "Fonden for Ribe og omegn")
    assert [f.in_organisation for f in matcher.find(article(text))] == [False, False]
    assert [f.in_organisation for f in matcher.find(article(text), organisations=(organisation,))] == [True, False]


def test_a_municipality_as_an_organisation_stays_a_place_of_its_own(matcher: PlaceMatcher) -> None:
    text = "Varde Kommune bygger."
    organisation = OrganisationMention(0, 13, "Varde Kommune")
    (found,) = matcher.find(article(text), organisations=(organisation,))
    assert (found.name, found.in_organisation) == ("Varde Kommune", False)


def test_a_person_rules_out_the_name_and_its_later_bare_mentions(matcher: PlaceMatcher) -> None:
    text = "Formanden, Tejs Horsens, er glad. Horsens takker fonden. Hallen ligger i Horsens."
    person = PersonMention(11, 23, "Tejs Horsens")
    assert [f.start for f in matcher.find(article(text), people=(person,))] == [text.rindex("Horsens")]


def test_a_name_among_entries_that_are_towns_is_a_town(matcher: PlaceMatcher) -> None:
    told = article("Vidstrup\nHorne\nTornby")
    listed = replace(told, passages=tuple(replace(p, item=n) for n, p in enumerate(told.passages)))
    assert [place.name for place in matcher.find(listed)] == ["Vidstrup", "Horne", "Tornby"]


def test_one_scan_serves_every_look(matcher: PlaceMatcher) -> None:
    text = "Formanden, Tejs Horsens, er glad. Horsens takker Esbjerg Kommune. De mødes i Give."
    scanned, person = matcher.scan(article(text)), PersonMention(11, 23, "Tejs Horsens")
    assert matcher.find(article(text), scanned) == matcher.find(article(text))
    assert matcher.find(article(text), scanned, people=(person,)) == matcher.find(article(text), people=(person,))
