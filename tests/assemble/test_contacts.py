"""Contacts from the contact sections of whole releases, and from formats that state them."""

from __future__ import annotations

import json
from typing import NamedTuple

import pytest
from tests.reading import cases, extractor, record

from extract.records.release import Contact, Release

TOP = """Fem landsbyer får nye legepladser

Svendborg Kommune giver 1,2 mio. kroner til legepladser i fem landsbyer.

Landsbyerne har selv valgt redskaberne, og forældrene sætter dem op.

De første gynger hænger klar til påske.
"""


class Case(NamedTuple):
    name: str
    end: str
    contacts: list[tuple[str | None, str | None, str | None, str | None]]


CASES = [
    Case("one line", "Kontakt\n\nKulturchef Else Thorup, tlf. 55 50 12 34, else@svendborg.example", [("Else Thorup", "kulturchef", "55 50 12 34", "else@svendborg.example")]),
    Case("name first", "Yderligere oplysninger:\n\nElse Thorup, kulturchef, Svendborg Kommune, telefon 55501234", [("Else Thorup", "kulturchef", "55501234", None)]),
    Case("lines", "Kontakt:\nElse Thorup\nKulturchef\nTlf. 55 50 12 34\nelse@svendborg.example", [("Else Thorup", "kulturchef", "55 50 12 34", "else@svendborg.example")]),
    Case("two people", "Kontakt\n\nKulturchef Else Thorup, tlf. 55 50 12 34\nPressechef Poul Brinck, tlf. 55 50 12 35", [("Else Thorup", "kulturchef", "55 50 12 34", None), ("Poul Brinck", "pressechef", "55 50 12 35", None)]),
    Case("country code", "Pressekontakt\n\nPressechef Poul Brinck, +45 55 50 12 35", [("Poul Brinck", "pressechef", "+45 55 50 12 35", None)]),
    Case("a desk without a name", "Pressekontakt\n\nPressevagten: 55 50 12 30, presse@svendborg.example", [(None, None, "55 50 12 30", "presse@svendborg.example")]),
    Case("a business number is no telephone", "Kontakt\n\nPressechef Poul Brinck, CVR 29 18 99 30, presse@svendborg.example", [("Poul Brinck", "pressechef", None, "presse@svendborg.example")]),
    Case("neither number nor address", "Kontakt\n\nKulturchef Else Thorup", []),
    Case("no contacts", "Vi ses på legepladsen.", []),
]  # fmt: skip


@pytest.mark.parametrize("case", cases(CASES))
def test_contacts_of_a_text(case: Case) -> None:
    found = record(f"{TOP}\n{case.end}\n").contacts
    assert [(c.name, c.title and c.title.casefold(), c.phone, c.email) for c in found] == case.contacts


def test_people_of_the_contacts_are_not_people_of_the_article() -> None:
    assert record(f"{TOP}\nKontakt\n\nKulturchef Else Thorup, tlf. 55 50 12 34\n").people == ()


def test_contacts_that_the_format_states_come_first() -> None:
    data = {
        "id": 7,
        "title": "Fem landsbyer får nye legepladser",
        "body": "<p>Svendborg Kommune giver 1,2 mio. kroner til legepladser i fem landsbyer.</p>",
        "language": "da",
        "contacts": {"persons": [{"name": "Else Thorup", "title": "Kulturchef", "phone": "55 50 12 34", "email": ""}]},
    }
    release = next(iter(extractor().read(json.dumps(data).encode(), uri="u")))
    assert isinstance(release, Release)
    assert release.contacts == (Contact(name="Else Thorup", title="Kulturchef", phone="55 50 12 34"),)
