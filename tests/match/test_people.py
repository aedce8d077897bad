"""Persons: names, titles, houses and parties, one case a row."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support import article, patterns

from extract.match.entities import EntityMention
from extract.match.organisations import compile_organisations
from extract.match.people import compile_people
from extract.records.mentions import PersonMention

ORGANISATIONS = compile_organisations(patterns())
PEOPLE = compile_people(patterns())


def find(text: str) -> tuple[PersonMention, ...]:
    source = article(text)
    return PEOPLE.find(source, ORGANISATIONS.find(source))


@dataclass(frozen=True)
class Case:
    text: str
    name: str
    title: str | None = None
    organisation: str | None = None
    party: str | None = None


CASES = [
    # Title before.
    Case("Det siger borgmester Lone Bakholt.", "Lone Bakholt", "borgmester"),
    Case("Det siger adm. direktør Tem Rosager.", "Tem Rosager", "adm. direktør"),
    Case("Det siger administrerende direktør Tem Rosager.", "Tem Rosager", "administrerende direktør"),
    Case("Det siger viceadm. direktør Ida Brink.", "Ida Brink", "viceadm. direktør"),
    Case("Kommunikationschef Ida Brink svarer.", "Ida Brink", "kommunikationschef"),
    Case("Det siger regionsrådsformand Ida Brink (S).", "Ida Brink", "regionsrådsformand", None, "S"),
    Case("Projektleder og lektor Ida Brink svarer.", "Ida Brink", "projektleder og lektor"),
    Case("Bolig- og indenrigsminister Ida Brink svarer.", "Ida Brink", "bolig- og indenrigsminister"),
    Case("Børne-, unge- og kulturchef Ida Brink svarer.", "Ida Brink", "børne-, unge- og kulturchef"),
    Case("Tidligere borgmester Ida Brink svarer.", "Ida Brink", "tidligere borgmester"),
    Case("Museets nye direktør Ida Brink svarer.", "Ida Brink", "direktør"),
    Case("Museets kunstneriske leder Ida Brink svarer.", "Ida Brink", "leder"),
    Case("Cheflæge Ida Ø. Brink svarer.", "Ida Ø. Brink", "cheflæge"),
    Case("Afdelingschef, ph.d. Eva Rønne svarer.", "Eva Rønne", "afdelingschef"),
    Case("Det mener klimaordfører Zarqa Weyhe (SF).", "Zarqa Weyhe", "klimaordfører", None, "SF"),
    Case("Bestyrelsesformanden, Ida Brink, er glad.", "Ida Brink", "bestyrelsesformand"),
    Case("Skoleleder Ida Brink svarer.", "Ida Brink", "skoleleder"),
    Case("Seniorforsker Ida Brink svarer.", "Ida Brink", "seniorforsker"),
    Case("CEO Ida Brink svarer.", "Ida Brink", "CEO"),
    # Title with a complement.
    Case(
        "Det siger formand for Teknik- og Miljøudvalget Ida Brink.", "Ida Brink", "formand", "Teknik- og Miljøudvalget"
    ),
    Case("Det siger formand for Børneudvalget, Ida Brink (V).", "Ida Brink", "formand", "Børneudvalget", "V"),
    Case(
        "Det siger formand for udvalget for regional udvikling, Ida Brink.",
        "Ida Brink",
        "formand",
        "udvalget for regional udvikling",
    ),
    Case("Det siger direktør for Varde Museum Ida Brink.", "Ida Brink", "direktør", "Varde Museum"),
    Case("Det siger projektchef i Fonden Vestkyst, Ida Brink.", "Ida Brink", "projektchef", "Fonden Vestkyst"),
    Case("Det siger direktør i Mercanta Ida Brink.", "Ida Brink", "direktør", "Mercanta"),
    Case(
        "Det siger chef for bygninger og veje i Varde Kommune, Ida Brink.",
        "Ida Brink",
        "chef for bygninger og veje",
        "Varde Kommune",
    ),
    Case("Det siger formanden for Landsbyklyngen, Ida Brink.", "Ida Brink", "formand", "Landsbyklyngen"),
    Case("Det siger Varde Museums direktør Ida Brink.", "Ida Brink", "direktør", "Varde Museum"),
    Case("Det siger DI's direktør Ida Brink.", "Ida Brink", "direktør", "DI"),
    Case("Det siger Venstres gruppeformand, Bo Lindø.", "Bo Lindø", "gruppeformand", "Venstre", "Venstre"),
    # Title after.
    Case("Det siger Ida Brink, direktør for Varde Museum.", "Ida Brink", "direktør", "Varde Museum"),
    Case("Det siger direktøren for Børn og Kultur, Ida Brink.", "Ida Brink", "direktør", "Børn og Kultur"),
    Case("Det siger Ida Brink, chef for Kultur, Natur og Fritid.", "Ida Brink", "chef", "Kultur, Natur og Fritid"),
    Case(
        "Det siger Ida Brink, der er formand for Foreningen Vestermarken.",
        "Ida Brink",
        "formand",
        "Foreningen Vestermarken",
    ),
    Case(
        "Det siger Ida Brink, som er lektor i biologi ved Syddansk Universitet.",
        "Ida Brink",
        "lektor i biologi",
        "Syddansk Universitet",
    ),
    Case("Det siger Ida Brink (V), formand for Kulturudvalget.", "Ida Brink", "formand", "Kulturudvalget", "V"),
    Case("Ida Brink (borgmester i Viborg) kom.", "Ida Brink", "borgmester", "Viborg"),
    Case("Ida Brink er ny rektor på Ribe Katedralskole.", "Ida Brink", "rektor", "Ribe Katedralskole"),
    Case("Ida Brink, adm. direktør, Rosager Pumper A/S, er glad.", "Ida Brink", "adm. direktør", "Rosager Pumper A/S"),
    Case(
        "Ida Brink, Region Syddanmarks repræsentant for havnene, kom.",
        "Ida Brink",
        "repræsentant for havnene",
        "Region Syddanmark",
    ),
    Case("Ida Brink – direktør, Fonden Vestkyst", "Ida Brink", "direktør", "Fonden Vestkyst"),
    # House and party alone.
    Case("Det siger Ida Brink fra Ribe Roklub.", "Ida Brink", None, "Ribe Roklub"),
    Case("Det siger Ida Brink, Varde Kommune.", "Ida Brink", None, "Varde Kommune"),
    Case("Det siger Ida Brink fra Enhedslisten.", "Ida Brink", None, "Enhedslisten", "Enhedslisten"),
    Case("Det siger Ida Brink (Lokallisten).", "Ida Brink", None, None, "Lokallisten"),
    Case("Det siger Ida Brink (Bornholmerlisten).", "Ida Brink", None, None, "Bornholmerlisten"),
    Case("Det siger Ida Brink, (DF), i dag.", "Ida Brink", None, None, "DF"),
    Case("Det siger Ida Brink (Nye Borgerlige).", "Ida Brink", None, None, "Nye Borgerlige"),
    Case("Det siger Ida Brink (Æ).", "Ida Brink", None, None, "Æ"),
    # The shape of names.
    Case("Ida von Brockfeld kommer.", "Ida von Brockfeld"),
    Case("Ali El-Amrani kommer.", "Ali El-Amrani"),
    Case("Anne-Mette Lunde-Christensen kommer.", "Anne-Mette Lunde-Christensen"),
    Case("Jens Peter M. Krog kommer.", "Jens Peter M. Krog"),
    Case("Huset er tegnet af arkitekt Chr. Rosager.", "Chr. Rosager", "arkitekt"),
    Case("Karl- Emil Brink kommer.", "Karl- Emil Brink"),
    Case("Lone Skov og andre kom.", "Lone Skov"),
    Case("Ian McBride kommer.", "Ian McBride"),
    Case("Ifølge Ida Brink er det nyt.", "Ida Brink"),
    Case("Anders Rosagers ord vejer tungt.", "Anders Rosager"),
    Case("Ida Friis har ordet.", "Ida Friis"),
    Case("Ida Friis' ord vejer tungt.", "Ida Friis"),
    Case("Ida Brink's ord vejer tungt.", "Ida Brink"),
    Case("Det siger Zarqa Weyhe.", "Zarqa Weyhe"),
    Case("Qillaq Brandt (IA) kommer.", "Qillaq Brandt", None, None, "IA"),
    # English titles, whole; a row of words that is one is nobody's name.
    Case(
        "Det siger Ida Brink, Head of Sustainability i Havblik A/S.",
        "Ida Brink",
        "Head of Sustainability",
        "Havblik A/S",
    ),
    Case("Det siger Marketing Director Ida Brink.", "Ida Brink", "Marketing Director"),
    Case("Det siger Chief Technology Officer Ida Brink.", "Ida Brink", "Chief Technology Officer"),
    Case(
        "Det siger Ida Brink, Senior Vice President hos Havblik A/S.",
        "Ida Brink",
        "Senior Vice President",
        "Havblik A/S",
    ),
    Case("Det siger Ida Brink, CEO og founder i Havblik A/S.", "Ida Brink", "CEO og founder", "Havblik A/S"),
    # Between title and name.
    Case("Det siger professor mso Ida Brink.", "Ida Brink", "professor mso"),
    Case("Lektor og ph.d. Ida Brink svarer.", "Ida Brink", "lektor og ph.d."),
    Case("Den tidligere direktør – Ida Brink – svarer.", "Ida Brink", "tidligere direktør"),
    Case("Borgmester i Varde og formand for Havnelauget - Ida Brink svarer.", "Ida Brink", "formand", "Havnelauget"),
    # Behind a name and a verb.
    Case("Før var Ida Brink formand for Havnelauget.", "Ida Brink", "formand", "Havnelauget"),
    Case("Her er Ida Brink på vej i land.", "Ida Brink"),
    Case("Det siger Ida Brink, ph.d. i historie og forskningsleder.", "Ida Brink", "forskningsleder"),
    Case("Derfor fortsætter Ida Brink som formand for Havnelauget.", "Ida Brink", "formand", "Havnelauget"),
    Case("Franchisetager Ida Brink svarer.", "Ida Brink", "franchisetager"),
    Case("Mødet er med FN’s flygtningehøjkommissær, Ida Brink, i dag.", "Ida Brink", "flygtningehøjkommissær", "FN"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text[:50])
def test_one_person(case: Case) -> None:
    (mention,) = find(case.text)
    assert Case(case.text, mention.name, mention.title, mention.organisation, mention.party) == case


NOBODY = [
    "5. september 2024 · Af Lone Bakholt",
    "Samme Brandholt er glad.",
    "Cirkus Flad Mark får støtte.",
    "Anders Christensens Vej lukkes.",
    "Alma Dahls Skole åbner.",
    "Viktor Rosagers Plads er ny.",
    "Aage og Johanne Louis-Hansens Fond støtter.",
    "Konsul Georg Brink og hustru Emma Brinks Fond støtter.",
    "Varde Kommune og Region Syddanmark er med.",
    "Foto: Lone Bakholt",
    "Af Hans Kvist",
    "I August Måned sker det.",
    "Mødet holdes i Sankt Hans Kirke.",
    "Sankt Laurids Dag fejres.",
    "Støtten går til ”Ida Brink – et portræt” og to andre.",
    "Vi kalder det Blåt Håb.",
    "De mødtes på Den Danske Ambassade.",
    "Ida Brink-prisen uddeles.",
    "Kontakt os på Ida Brink 12.",
    "The European Services Conference afholdes i Aarhus.",
]


@pytest.mark.parametrize("text", NOBODY, ids=lambda text: text[:40])
def test_nobody(text: str) -> None:
    assert find(text) == ()


SHORT = [
    ("Borgmester Ida Brink kom. Brink er glad.", ["Ida Brink", "Brink"]),
    ("Borgmester Ida Brink kom. Brinks plan er klar.", ["Ida Brink", "Brink"]),
    ("Borgmester Ida Brink kom. Ida er glad.", ["Ida Brink", "Ida"]),
    ("Ida Brink og Per Brink kom. Brink er glad.", ["Ida Brink", "Per Brink"]),
    ("Lone Holm kom. Mødet holdes i Holm.", ["Lone Holm"]),
    ("Det lyder fra Lone Holm. Sådan lyder det fra Holm.", ["Lone Holm", "Holm"]),
    ("Zarqa Weyhe kom. Det siger Zarqa Weyhe.", ["Zarqa Weyhe", "Zarqa Weyhe"]),
    ("Zarqa Weyhe kom.", []),
    ("Anders Rosager kom. Anders Rosagers plan er klar.", ["Anders Rosager", "Anders Rosager"]),
]


@pytest.mark.parametrize(("text", "names"), SHORT)
def test_short_forms_refer_back(text: str, names: list[str]) -> None:
    assert [mention.name for mention in find(text)] == names


def test_a_sentence_of_its_own_gives_the_title() -> None:
    (mention,) = find("- Det er stort, siger Ida Brink.\n\nHun er overlæge ved Aarhus Universitetshospital.")
    assert (mention.title, mention.organisation) == ("overlæge", "Aarhus Universitetshospital")


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("Ida Brink", "f"),
        ("Jens-Peter Dal", "m"),
        ("Anne-Mette Krog", "f"),
        ("Kim Dal", "u"),
        ("Xyz Dal", None),
        ("", None),
    ],
)
def test_gender(name: str, gender: str | None) -> None:
    assert PEOPLE.gender(name) == gender


def test_given_names_are_many_and_well_formed() -> None:
    rows = patterns().table("given_names")
    assert len(rows) >= 1200
    assert len({row["name"] for row in rows}) == len(rows)
    assert {row["gender"] for row in rows} == {"f", "m", "u"}


def test_a_model_is_evidence_for_a_name_that_has_no_other() -> None:
    source = article("Zarqa Weyhe kom til mødet.")
    assert PEOPLE.find(source, ()) == ()
    (mention,) = PEOPLE.find(source, (), (EntityMention(0, 11, "person"),))
    assert (mention.name, mention.rule) == ("Zarqa Weyhe", "people.model")


@pytest.mark.parametrize("byline", ["Af Ida Brink", "Af:\nIda Brink", "Tekst:\nIda Brink"])
def test_who_wrote_the_page_is_nobody_of_the_story(byline: str) -> None:
    assert [person.name for person in find(f"Ny bro\n{byline}\nDet siger formand Lone Bakholt.")] == ["Lone Bakholt"]


@pytest.mark.parametrize("name", ["Hvide Sande", "Ribe Lyser", "Gamle Bylaug", "Øens Badminton", "Koret Slotsklang"])
def test_a_model_alone_makes_no_person_of_a_place_or_a_body(name: str) -> None:
    source = article(f"{name} var med til mødet.")
    assert PEOPLE.find(source, (), (EntityMention(0, len(name), "person"),)) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Værket er malet af Zarqa Weyhe i 1990.", True),
        ("Der tales om klimaet, og Zarqa Weyhe lytter.", True),
        ("Projektet Zarqa Weyhe åbner.", False),
        ("Zarqa Weyhe", False),
    ],
)
def test_a_model_is_believed_where_a_person_may_stand(text: str, found: bool) -> None:
    start = text.index("Zarqa")
    assert bool(PEOPLE.find(article(text), (), (EntityMention(start, start + 11, "person"),))) == found


_PIECES = st.sampled_from(
    [
        "Ida Brink",
        "Anders",
        "Rosagers",
        "von ",
        "H.C. ",
        "Chr. ",
        "direktør ",
        "formand for ",
        "udvalget ",
        "(S)",
        ", ",
        " ",
        ".",
        "Varde Kommune",
        "siger ",
        "\n",
        "der er ",
        "adm. ",
        "Kultur- og ",
        "Foto: ",
        "’",
        "-",
        "Vej ",
    ]
)


@given(st.lists(_PIECES, max_size=25).map("".join) | st.text(max_size=120))
@settings(max_examples=150, deadline=None)
def test_mentions_slice_to_their_names(text: str) -> None:
    source = article(text)
    mentions = PEOPLE.find(source, ORGANISATIONS.find(source))
    last = 0
    for mention in mentions:
        assert last <= mention.start < mention.end <= len(text)
        last = mention.end
        assert " ".join(text[mention.start : mention.end].split()) == mention.name
        for span in (mention.title_span, mention.organisation_span):
            assert span is None or 0 <= span[0] < span[1] <= len(text)
