"""Person mentions become people: short forms join, titles and houses gather."""

from __future__ import annotations

import pytest

from extract.assemble.people import assemble_people
from extract.records.mentions import PersonMention


def mentions(text: str, *rows: tuple[str, str | None, str | None]) -> list[PersonMention]:
    """A mention for each row of name, title and house, in the order in which the names stand in ``text``."""
    found, at = [], 0
    for name, title, organisation in rows:
        start = text.index(name, at)
        at = start + len(name)
        found.append(PersonMention(start, at, name, title, None, organisation))
    return found


def test_a_surname_is_the_person_of_before() -> None:
    text = "Ida Brink kom. Brink er glad. Ida også."
    people, owners = assemble_people(
        text, mentions(text, ("Ida Brink", "rektor", None), ("Brink", None, None), ("Ida", None, None))
    )
    (person,) = people
    assert (person.name, person.titles, owners) == ("Ida Brink", ("rektor",), ("n1", "n1", "n1"))
    assert [mention.surface for mention in person.mentions] == ["Ida Brink", "Brink", "Ida"]


def test_a_surname_before_its_full_name_finds_it() -> None:
    text = "Brink er klar. Ida Brink kom."
    people, owners = assemble_people(text, mentions(text, ("Brink", None, None), ("Ida Brink", None, None)))
    assert ([person.name for person in people], owners) == (["Ida Brink"], ("n1", "n1"))


def test_a_surname_that_nobody_bears_is_nobody() -> None:
    text = "Krog er klar."
    assert assemble_people(text, mentions(text, ("Krog", None, None))) == ((), (None,))


def test_of_two_with_one_surname_the_last_is_meant() -> None:
    text = "Ida Dal kom. Ib Dal kom. Dal er glad."
    _, owners = assemble_people(
        text, mentions(text, ("Ida Dal", None, None), ("Ib Dal", None, None), ("Dal", None, None))
    )
    assert owners == ("n1", "n2", "n2")


def test_titles_gather_once_each_and_the_first_house_stays() -> None:
    text = "Ida Brink. Ida Brink. Ida Brink."
    (person,), _ = assemble_people(
        text,
        mentions(
            text,
            ("Ida Brink", None, None),
            ("Ida Brink", "direktør", "Ribe Museum"),
            ("Ida Brink", "Direktør", "Varde Museum"),
        ),
    )
    assert (person.titles, person.organisation) == (("direktør",), "Ribe Museum")


@pytest.mark.parametrize(
    ("first", "second", "name"),
    [
        ("Ida Brink", "Ida Lund Brink", "Ida Lund Brink"),
        ("Ida Lund Brink", "Ida Brink", "Ida Lund Brink"),
        ("IDA BRINK", "Ida Brink", "Ida Brink"),
        ("Ida Brink", "IDA BRINK", "Ida Brink"),
    ],
)
def test_the_fullest_name_in_common_letters_is_the_name(first: str, second: str, name: str) -> None:
    text = f"{first} og {second}"
    people, _ = assemble_people(text, mentions(text, (first, None, None), (second, None, None)))
    assert [person.name for person in people] == [name]


def test_different_middle_names_are_different_people() -> None:
    text = "Ida Lund Brink og Ida Skov Brink"
    people, _ = assemble_people(text, mentions(text, ("Ida Lund Brink", None, None), ("Ida Skov Brink", None, None)))
    assert len(people) == 2


def test_the_last_names_of_three_are_the_person_of_before() -> None:
    text = "Ida Vang Brink kom. Vang Brink er glad."
    people, owners = assemble_people(text, mentions(text, ("Ida Vang Brink", None, None), ("Vang Brink", None, None)))
    assert [person.name for person in people] == ["Ida Vang Brink"]
    assert owners == ("n1", "n1")
