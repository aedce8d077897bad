"""Streets and parts of nature: told of after a word of place, and nowhere else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.support import article, patterns

from extract.match.places_ground import Ground, compile_ground
from extract.records.mentions import Mentions, OrganisationMention, PersonMention


@pytest.fixture(scope="module")
def ground() -> Ground:
    return compile_ground(patterns())


CASES: tuple[tuple[str, list[tuple[str, str]]], ...] = (
    ("Kommunen lægger ny asfalt på Bakkevej.", [("Bakkevej", "address")]),
    ("Klubben flytter ind på Møllegade 14 B i Ribe.", [("Møllegade 14 B", "address")]),
    ("Uheldet skete på Lille Kirkestræde.", [("Lille Kirkestræde", "address")]),
    ("Husene ligger ved Anton Bergs Allé.", [("Anton Bergs Allé", "address")]),
    (
        "Der graves på Bakkevej, Nygade og Vestre Landevej.",
        [("Bakkevej", "address"), ("Nygade", "address"), ("Vestre Landevej", "address")],
    ),
    ("Bilen holdt i krydset Bakkevej/Nygade.", [("Bakkevej", "address"), ("Nygade", "address")]),
    ("Ejendommen beliggende Bakkevej 3 er solgt.", [("Bakkevej 3", "address")]),
    ("Der var fest på Bakkevej 16. juni.", [("Bakkevej", "address")]),
    ("Vandet i Vejle Fjord bliver renere.", [("Vejle Fjord", "landscape")]),
    ("Fuglene er tilbage ved Odense Fjords bredder.", [("Odense Fjord", "landscape")]),
    (
        "Det gælder udvidelsen af Hyllekrog Nor (Sydfyn) og Bakkegård Mose.",
        [("Hyllekrog Nor", "landscape"), ("Bakkegård Mose", "landscape")],
    ),
    ("Fabrikken på Grønnegårds Alle lukker.", [("Grønnegårds Alle", "address")]),
    ("Der sættes kreaturer ud i Store Vildmose.", [("Store Vildmose", "landscape")]),
    # Without a word of place it may be anything.
    ("Bakkevej får ny asfalt.", []),
    ("Projektet hedder Nygade i Lys.", []),
    ("Det siger Nanna Vig.", []),
    ("Pengene går til Nanna Vig.", []),
    ("Vi skal finde en udvej og en ny gade.", []),
    ("Vi mødes på Vejen Station.", []),
    ("Det står i Brigaderegnskabet.", []),
)


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_streets_and_nature(ground: Ground, text: str, expected: list[tuple[str, str]]) -> None:
    found = ground.find(article(text), Mentions())
    assert [(place.name, place.kind) for place in found] == expected
    assert all(text[place.start : place.end].startswith(place.name) for place in found)


def test_what_a_body_or_a_person_is_called_is_no_place(ground: Ground) -> None:
    text = "Støtten går til Lauget ved Brede Å og til Ib Bakkevej."
    body = OrganisationMention(text.index("Lauget"), text.index(" og"), "Lauget ved Brede Å")
    person = PersonMention(text.index("Ib"), text.index("."), "Ib Bakkevej")
    assert ground.find(article(text), Mentions(organisations=(body,), people=(person,))) == ()


def test_an_entry_of_a_list_tells_of_a_project(ground: Ground) -> None:
    told = article("Cykelsti ved Bakkevej: 40.000 kr.")
    listed = replace(told, passages=tuple(replace(passage, item=0) for passage in told.passages))
    assert ground.find(listed, Mentions()) == ()
