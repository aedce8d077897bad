"""Mentions of places joined into places."""

from __future__ import annotations

from dataclasses import replace

from extract.assemble.places import assemble_places
from extract.records.mentions import PlaceFound

TEXT = "Viborg og Viborgs borgmester i Viborg Kommune. Ejby på Fyn og Ejby på Sjælland. Viborg igen."


def place(surface: str, name: str, kind: str = "city", nth: int = 1, **more: object) -> PlaceFound:
    start = -1
    for _ in range(nth):
        start = TEXT.index(surface, start + 1)
    return PlaceFound(start, start + len(surface), name, kind, **more)  # type: ignore[arg-type]


VIBORG = place("Viborg", "Viborg", code="0791", municipality="Viborg", confidence=0.8)
GENITIVE = place("Viborgs", "Viborg", code="0791", municipality="Viborg", confidence=0.95)
COUNCIL = place("Viborg Kommune", "Viborg", "municipality", code="0791", confidence=0.99)
AGAIN = place("Viborg", "Viborg", nth=4, code="0791", municipality="Viborg", in_organisation=True)
FUNEN = place("Ejby", "Ejby", code="0410")
ZEALAND = place("Ejby", "Ejby", nth=2, code="0259")


def test_one_record_a_place_in_order_of_first_mention() -> None:
    places, ids = assemble_places(TEXT, (VIBORG, GENITIVE, COUNCIL, FUNEN, ZEALAND, AGAIN))
    assert [(p.id, p.name, p.kind, p.code) for p in places] == [
        ("l1", "Viborg", "city", "0791"),
        ("l2", "Viborg", "municipality", "0791"),
        ("l3", "Ejby", "city", "0410"),
        ("l4", "Ejby", "city", "0259"),
    ]
    assert ids == ("l1", "l1", "l2", "l3", "l4", "l1")


def test_mentions_keep_their_surface_and_whether_a_body_bears_the_name() -> None:
    places, _ = assemble_places(TEXT, (VIBORG, GENITIVE, AGAIN))
    assert [(m.surface, m.in_organisation) for m in places[0].mentions] == [
        ("Viborg", False),
        ("Viborgs", False),
        ("Viborg", True),
    ]


def test_the_surest_mention_gives_the_values() -> None:
    places, _ = assemble_places(TEXT, (VIBORG, replace(GENITIVE, lat=56.45, lon=9.4)))
    assert (places[0].confidence, places[0].lat, places[0].lon) == (0.95, 56.45, 9.4)


def test_no_mentions() -> None:
    assert assemble_places(TEXT, ()) == ((), ())
