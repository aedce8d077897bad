"""Whose title it is: houses named, owned, resolved from a common noun, or set by the sentence. One case a row."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from tests.support import article, patterns

from extract.match.organisations import compile_organisations
from extract.match.people import compile_people
from extract.match.people_houses import kind_stem

ORGANISATIONS = compile_organisations(patterns())
PEOPLE = compile_people(patterns())


@dataclass(frozen=True)
class Case:
    text: str
    people: list[tuple[str, str | None, str | None]]
    publisher: str | None = None


def one(text: str, name: str, title: str | None, organisation: str | None, publisher: str | None = None) -> Case:
    return Case(text, [(name, title, organisation)], publisher)


CASES = [
    # Committees are whom somebody leads; inner organs stay in the title; departments belong to their house.
    one("Formanden for Kulturudvalget, Ida Brink, er glad.", "Ida Brink", "formand", "Kulturudvalget"),
    one(
        "Formand for Udvalget for Uddannelse Ida Brink er glad.",
        "Ida Brink",
        "formand",
        "Udvalget for Uddannelse",
    ),
    one(
        "Det siger Ida Brink, formand for Udvalget for Klima og Natur i Region Syddanmark.",
        "Ida Brink",
        "formand",
        "Udvalget for Klima og Natur i Region Syddanmark",
    ),
    one(
        "Det siger udvalgsformand Ida Brink, Udvalget for Klima og Natur.",
        "Ida Brink",
        "udvalgsformand",
        "Udvalget for Klima og Natur",
    ),
    one("Det siger formand for udvalget Ida Brink.", "Ida Brink", "formand", None),
    one("Ida Brink er formand for følgegruppen.", "Ida Brink", "formand", None),
    one(
        "Det siger Ida Brink, medlem af bestyrelsen i Rosager Fonden.",
        "Ida Brink",
        "medlem af bestyrelsen",
        "Rosager Fonden",
    ),
    one(
        "Det siger Ida Brink, leder af afdelingen for natur i Varde Kommune.",
        "Ida Brink",
        "leder",
        "Varde Kommune",
    ),
    one("Ida Brink, leder af færdselsafdelingen, kom.", "Ida Brink", "leder af færdselsafdelingen", None),
    # A field of work stays in the title.
    one(
        "Det siger Ida Brink, direktør for kultur, plan og erhverv i Varde Kommune.",
        "Ida Brink",
        "direktør for kultur, plan og erhverv",
        "Varde Kommune",
    ),
    one("Prorektor for forskning Ida Brink er glad.", "Ida Brink", "prorektor for forskning", None),
    # Houses by kind and place, or by kind and name.
    one(
        "Det siger Ida Brink, der er formand for beboerforeningen i Ans.",
        "Ida Brink",
        "formand",
        "beboerforeningen i Ans",
    ),
    one("Det siger borgerforeningens formand, Ida Brink.", "Ida Brink", "formand", "borgerforeningen"),
    one("Ida Brink, leder af plejehjemmet Solgården, kom.", "Ida Brink", "leder", "plejehjemmet Solgården"),
    one(
        "Vi talte med praktikvejleder Ida Brink på plejecentret Åhaven.",
        "Ida Brink",
        "praktikvejleder",
        "plejecentret Åhaven",
    ),
    one("Det siger driftschef Ida Brink fra firmaet Mercanta.", "Ida Brink", "driftschef", "Mercanta"),
    # A common noun means the one body of its kind, or the sender where that is one.
    one("Rosager Fonden støtter. Fondens direktør, Ida Brink, er glad.", "Ida Brink", "direktør", "Rosager Fonden"),
    one("Det siger fondens direktør, Ida Brink.", "Ida Brink", "direktør", "Rosager Fonden", "Rosager Fonden"),
    one("Det siger direktør i fonden Ida Brink.", "Ida Brink", "direktør", "Rosager Fonden", "Rosager Fonden"),
    one("Formanden for Fonden, Ida Brink, er glad.", "Ida Brink", "formand", "Rosager Fonden", "Rosager Fonden"),
    one("Det siger vores direktør Ida Brink.", "Ida Brink", "direktør", "Rosager A/S", "Rosager A/S"),
    one("Det siger selskabets adm. direktør, Ida Brink.", "Ida Brink", "adm. direktør", "Rosager A/S", "Rosager A/S"),
    one("Rosager A/S vokser. Selskabets direktør, Ida Brink, er glad.", "Ida Brink", "direktør", "Rosager A/S"),
    one("Ribe Museum og Varde Museum åbner. Museets direktør, Ida Brink, er glad.", "Ida Brink", "direktør", None),
    one("Det siger skolens leder, Ida Brink. Fonden for Frie Skoler støtter.", "Ida Brink", "leder", None),
    one("Det siger fondens direktør, Ida Brink.", "Ida Brink", "direktør", None, "Ribe Museum"),
    one("Det siger direktør Ida Brink.", "Ida Brink", "direktør", None, "Rosager A/S"),
    one(
        "Rosager Fonden støtter. Fondens direktør er glad.\n\nDet siger Ida Brink, som tiltrådte som direktør i maj.",
        "Ida Brink",
        "direktør",
        "Rosager Fonden",
    ),
    # The office in front counts, a trade or degree between it and the name does not.
    one("Partner i Tegnestuen Lærk, arkitekt m.a.a. Ida Brink, er glad.", "Ida Brink", "partner", "Tegnestuen Lærk"),
    one("Det siger adm. direktør i Rosager A/S, cand.merc. Ida Brink.", "Ida Brink", "adm. direktør", "Rosager A/S"),
    one("Formand for Ribe Roklub, professor emeritus Ida Brink, kom.", "Ida Brink", "formand", "Ribe Roklub"),
    one("Prorektor for forskning, dr.techn. Ida Brink, kom.", "Ida Brink", "prorektor for forskning", None),
    one("Det siger professor, dr.med. Ida Brink.", "Ida Brink", "professor, dr.med.", None),
    one("Det siger kontorchef, cand.jur. Ida Brink.", "Ida Brink", "kontorchef", None),
    one("Museumsinspektør på Ribe Museum og arkæolog Ida Brink kom.", "Ida Brink", "museumsinspektør", "Ribe Museum"),
    # How long, since when, how old.
    one("Tillidsmand gennem 22 år Ida Brink har set meget.", "Ida Brink", "tillidsmand", None),
    one("Formand for Ribe Roklub gennem 12 år, Ida Brink, er glad.", "Ida Brink", "formand", "Ribe Roklub"),
    one("Ida Brink, der er lærling på tredje år og en af de nye mentorer, kom.", "Ida Brink", "lærling", None),
    one("Ida Brink, 47 år og lærling hos Bakholt Byg, kom.", "Ida Brink", "lærling", "Bakholt Byg"),
    one("Ida Brink (billedet), som er lærer på Ribe Skole, kom.", "Ida Brink", "lærer", "Ribe Skole"),
    one(
        "Det siger souschef i børnehaven Mælkebøtten i Ribe, Ida Brink.",
        "Ida Brink",
        "souschef",
        "børnehaven Mælkebøtten",
    ),
    one(
        "Næstformand i bestyrelsen for Ribe Roklub, Ida Brink, kom.",
        "Ida Brink",
        "næstformand i bestyrelsen",
        "Ribe Roklub",
    ),
    one("Landdistriktspolitisk ordfører Ida Brink kom.", "Ida Brink", "landdistriktspolitisk ordfører", None),
    one("Ida Brink, ph.d. og lektor ved Aalborg Universitet, kom.", "Ida Brink", "lektor", "Aalborg Universitet"),
    one("Ida Brink fra Kolding er med.", "Ida Brink", None, None),
    one("Leder af Center for Havforskning, Ida Brink, er glad.", "Ida Brink", "leder", "Center for Havforskning"),
    # Told in sentences.
    one("Museets direktør er Ida Brink. Ribe Museum åbner.", "Ida Brink", "direktør", "Ribe Museum"),
    one("Også skolens leder er glad. Hun hedder Ida Brink.", "Ida Brink", "leder", None),
    one("Ida Brink bliver ny direktør for Ribe Museum.", "Ida Brink", "direktør", "Ribe Museum"),
    one("Ida Brink overtager posten som direktør for Ribe Museum.", "Ida Brink", "direktør", "Ribe Museum"),
    one("Ida Brink vender tilbage som administrerende direktør.", "Ida Brink", "administrerende direktør", None),
    one(
        "Ida Brink har rejst længe. Den 1. maj sætter hun sig i direktørstolen på Ribe Museum.",
        "Ida Brink",
        "direktør",
        "Ribe Museum",
    ),
    one(
        "Ribe Museum skal have ny direktør, efter at Ida Brink har sagt op.",
        "Ida Brink",
        "direktør",
        "Ribe Museum",
    ),
    one(
        "Bakholt & Brink skal have ny direktør, efter at Ida Dal har sagt op.", "Ida Dal", "direktør", "Bakholt & Brink"
    ),
    one(
        "Det har plaget overlæge Ida Brink. Hendes gruppe på Lungeklinik Nord får penge.",
        "Ida Brink",
        "overlæge",
        "Lungeklinik Nord",
    ),
    one("Ida Brink er stifter af og direktør i Mercanta.", "Ida Brink", "stifter og direktør", "Mercanta"),
    # The sentence or the scene opens with one body alone.
    one(
        "Hos en af modtagerne, Varde Kommune, er projektleder Ida Brink i gang.",
        "Ida Brink",
        "projektleder",
        "Varde Kommune",
    ),
    one(
        "Hos Ribe Roklub er glæden stor. Formand Ida Brink kalder det et løft.",
        "Ida Brink",
        "formand",
        "Ribe Roklub",
    ),
    one(
        "Også hos serviceselskabet Havblik Wind er man glad. Driftschef Ida Brink stiller møller til rådighed.",
        "Ida Brink",
        "driftschef",
        "Havblik Wind",
    ),
    one(
        "Danske Værkstedslærere, der har 900 medlemmer, er med, men formand Ida Brink vil have mere.",
        "Ida Brink",
        "formand",
        "Danske Værkstedslærere",
    ),
    one(
        "Hos Landboforeningen Vidå mærker man uro.\n\n- Folk ringer, siger konsulent Ida Brink.",
        "Ida Brink",
        "konsulent",
        "Landboforeningen Vidå",
    ),
    one("Varde Kommune støtter Ribe Roklub, og formand Ida Brink er glad.", "Ida Brink", "formand", None),
    one("- I Ribe Roklub er vi glade, siger formand Ida Brink.", "Ida Brink", "formand", None),
    one("Hos Varde Kommune er regionsrådsformand Ida Brink glad.", "Ida Brink", "regionsrådsformand", None),
    one("Vi støtter Ribe Roklub, siger formand Ida Brink.", "Ida Brink", "formand", None),
    Case(
        "Det siger Ib Dal, skoleleder på Ådalsskolen. Hans souschef, Ida Brink, er enig.",
        [("Ib Dal", "skoleleder", "Ådalsskolen"), ("Ida Brink", "souschef", "Ådalsskolen")],
    ),
    # An acronym before the title.
    one("Det siger 3F-formand Ida Brink. 3F er enig.", "Ida Brink", "formand", "3F"),
    one("Havnefolkets Hus (HH) åbner, siger HH-formand Ida Brink.", "Ida Brink", "formand", "Havnefolkets Hus"),
    one("Det siger HR-chef Ida Brink.", "Ida Brink", "HR-chef", None),
    # Names in capitals, royal persons.
    one("LONE BAKHOLT, borgmester i Varde, er glad.", "LONE BAKHOLT", "borgmester", "Varde"),
    Case("LONE BAKHOLT ER KLAR TIL FEST", []),
    one("Broen åbnes af foreningens formand, H.K.H. Prinsessen.", "H.K.H. Prinsessen", "formand", None),
    one("Dronning Alma åbner broen.", "Dronning Alma", None, None),
    Case("Dronning Astrids Bro lukkes.", []),
    Case("Vraget har ligget der, siden Dronning Astrid den Første levede.", []),
    # An office that somebody owns goes before a trade.
    one("Ribe Fond giver. Fondens formand, advokat Ida Brink, er glad.", "Ida Brink", "formand", "Ribe Fond"),
    one("Det siger formand for fondens bestyrelse Ida Brink. Ribe Fond giver.", "Ida Brink", "formand", "Ribe Fond"),
    # Who leads or sits where; a list of members.
    one("Ida Brink, der leder teatergruppen Mørke, er glad.", "Ida Brink", None, "Mørke"),
    one("Ida Brink (A), der sidder i Sundhedsudvalget, er glad.", "Ida Brink", None, "Sundhedsudvalget"),
    one("Ida Brink, Nørre Vang (Kystfiskerne)", "Ida Brink", None, "Kystfiskerne"),
    one("Ved Aalborg Universitet har adjunkt Ida Brink fået støtte.", "Ida Brink", "adjunkt", "Aalborg Universitet"),
    one(
        "Det siger lektor Ida Brink fra Institut for Biologi på Syddansk Universitet.",
        "Ida Brink",
        "lektor",
        "Syddansk Universitet",
    ),
    # Somebody is taken on or elected.
    one(
        "Varde Museum har ansat 41-årige Ida Brink som ny formidlingschef.",
        "Ida Brink",
        "formidlingschef",
        "Varde Museum",
    ),
    one("Ribe Roklub har valgt Ida Brink fra Esbjerg som ny formand.", "Ida Brink", "formand", "Ribe Roklub"),
    one("Det siger Ida Brink, der er leder af lokalpolitiet i Ringe.", "Ida Brink", "leder af lokalpolitiet", None),
    # Adjectives before a title, and trades that no list has.
    one("Det siger Ida Brink, socialfaglig chef i Varde Kommune.", "Ida Brink", "socialfaglig chef", "Varde Kommune"),
    one("Bag ansigtet står den norske rekonstruktør Ida Brink.", "Ida Brink", "rekonstruktør", None),
    # Among several of a kind, the one that has just been told of.
    one(
        "Ribe Roklub fik en bro i maj, og alle var glade for den lange vej ned til vandet. "
        "Varde Kajakklub fik en kran. Klubbens formand, Ida Brink, er glad.",
        "Ida Brink",
        "formand",
        "Varde Kajakklub",
    ),
    # A part of the house or a higher house between the house and the name.
    one("Direktør i Havblik koncernen, Ida Brink, er glad.", "Ida Brink", "direktør", "Havblik"),
    one(
        "Leder af Center for Havforskning under Dansk Havråd, Ida Brink, er glad.",
        "Ida Brink",
        "leder",
        "Center for Havforskning",
    ),
    # An institute that is named by its field belongs to its university.
    one(
        "Det siger Ida Brink, lektor på Historisk Institut på Aarhus Universitet.",
        "Ida Brink",
        "lektor",
        "Aarhus Universitet",
    ),
    # «den nye forening»: the kind alone, with a word that tells nothing.
    one(
        "Foreningen Havliv er stiftet. Formanden for den nye forening, Ida Brink, er glad.",
        "Ida Brink",
        "formand",
        "Foreningen Havliv",
    ),
    one("Formand for den nye bro Ida Brink er glad.", "Ida Brink", "formand for den nye bro", None),
    # Two persons of one house.
    Case(
        "Formand Ida Brink og næstformand Per Dahl fra Havnelauget er glade.",
        [("Ida Brink", "formand", "Havnelauget"), ("Per Dahl", "næstformand", "Havnelauget")],
    ),
    Case(
        "Borgmester Ida Brink (V) og Per Dahl fra Havnelauget er glade.",
        [("Ida Brink", "borgmester", None), ("Per Dahl", None, "Havnelauget")],
    ),
    # Elected to it, with a further person in the sentence.
    Case(
        "Ida Brink blev valgt som formand for Havnelauget, da Per Dahl trak sig.",
        [("Ida Brink", "formand", "Havnelauget"), ("Per Dahl", None, None)],
    ),
    Case(
        "Ida Brink stopper som formand for Havnelauget, og Per Dahl er glad.",
        [("Ida Brink", "formand", "Havnelauget"), ("Per Dahl", None, None)],
    ),
    one("Det siger Ida Brink, formand for Finsk Havliv Forening.", "Ida Brink", "formand", "Finsk Havliv Forening"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text[:60])
def test_titles_and_houses(case: Case) -> None:
    source = article(case.text, publisher=case.publisher)
    people = PEOPLE.find(source, ORGANISATIONS.find(source))
    assert [(person.name, person.title, person.organisation) for person in people] == case.people


TOLD = [
    ("Ida Brink fra Havblik Universitet fik 2 mio. Adjunkt Bo Dahl fra samme universitet fik 1 mio.", "Bo Dahl", "adjunkt", "Havblik Universitet", None),
    ("Ribe Skakklub vandt. Det er Ida Brink, der har stået i spidsen for klubben i ti år.", "Ida Brink", None, "Ribe Skakklub", None),
    ("Det siger forbundets præsident, Ida Brink.", "Ida Brink", "præsident", "Dansk Havbad", "Dansk Havbad"),
    ("Det siger foreningens formand, Ida Brink.", "Ida Brink", "formand", None, "Havblik Fonden"),
    ("Det siger lederen af Havblikforeningens rådgivning, Ida Brink.", "Ida Brink", "leder", "Havblikforeningen", None),
    ("Det siger direktør Ida Brink, Rosager Pumper, i dag.", "Ida Brink", "direktør", "Rosager Pumper", None),
    ("Det siger direktør Ida Brink, Kolding.", "Ida Brink", "direktør", None, None),
    ("Det siger direktør Ida Brink, Bo Dahl og andre.", "Ida Brink", "direktør", None, None),
    ("Det siger formand for udvalget Ida Brink. Udvalget for Klima og Kyst er glad.", "Ida Brink", "formand", "Udvalget for Klima og Kyst", None),
    ("Det siger formand for samvirket Ida Brink. Fynsk Skyttesamvirke er glad.", "Ida Brink", "formand", "Fynsk Skyttesamvirke", None),
    ("Det siger Ida Brink, der er tovholder på projektet.", "Ida Brink", "tovholder", None, None),
    ("Det siger Ida Brink, der bor ved åen og er talsmand for foreningen Havblik.", "Ida Brink", "talsmand", "Havblik", None),
    ("Projektleder: Ida Brink", "Ida Brink", "projektleder", None, None),
    ("Formand for Ribe Museum: Ida Brink", "Ida Brink", "formand", "Ribe Museum", None),
    ("Professor Ida Brink\n\nInstitut for Kemi\n\nEn bro til alle", "Ida Brink", "professor", "Institut for Kemi", None),
    ("Ida Brink\n\nformand for Ribe Museum", "Ida Brink", "formand", "Ribe Museum", None),
    ("Ida Brink\n\nHun er formand for Ribe Museum og bor her", "Ida Brink", "formand", "Ribe Museum", None),
    ("Ida Brink, lektor Institut for Kemi", "Ida Brink", "lektor", "Institut for Kemi", None),
    ("Det siger Ida Brink, direktør i den rådgivende virksomhed Rosager A/S.", "Ida Brink", "direktør", "Rosager A/S", None),
    ("Det siger Ida Brink, kommissær i Central Efterforskning ved Fyns Politi.", "Ida Brink", "kommissær", "Fyns Politi", None),
    ("Det siger kasserer i menighedsrådet i Ribe, Ida Brink.", "Ida Brink", "kasserer i menighedsrådet", None, None),
    ("Det siger Fjordens Forbunds Generalsekretær, Ida Brink.", "Ida Brink", "generalsekretær", "Fjordens Forbund", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "title", "organisation", "publisher"), TOLD)
def test_houses_that_the_release_tells(
    text: str, name: str, title: str | None, organisation: str | None, publisher: str | None
) -> None:
    source = article(text, publisher=publisher)
    people = PEOPLE.find(source, ORGANISATIONS.find(source))
    found = next(person for person in people if person.name == name)
    assert (found.title, found.organisation) == (title, organisation)


PARTIES = [
    ("Enhedslistens Ida Brink er imod.", None, "Enhedslisten"),
    ("Venstres Ida Brink er imod.", None, "Venstre"),
    ("Det siger Venstres ordfører, Ida Brink.", "Venstre", "Venstre"),
    ("Varde Kommunes Ida Brink er enig.", "Varde Kommune", None),
]


@pytest.mark.parametrize(("text", "organisation", "party"), PARTIES)
def test_a_genitive_before_the_name(text: str, organisation: str | None, party: str | None) -> None:
    source = article(text)
    (person,) = PEOPLE.find(source, ORGANISATIONS.find(source))
    assert (person.organisation, person.party) == (organisation, party)


@pytest.mark.parametrize(
    ("noun", "stem"),
    [
        ("fonden", "fond"),
        ("klubben", "klub"),
        ("instituttet", "institut"),
        ("museet", "muse"),
        ("teatret", "teat"),
        ("kommunen", "kommun"),
    ],
)
def test_the_stem_of_a_kind(noun: str, stem: str) -> None:
    assert kind_stem(noun) == stem
