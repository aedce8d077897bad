"""One person with two offices of which few hold both: ``formand Lone Holm`` here, ``næstformand Lone Holm`` there."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from extract.check.view import View
from extract.records.release import Check, Person, Span

_BEFORE: Final = 60
_AFTER: Final = 60
_MOST: Final = 100


def check_titles(view: View) -> tuple[Check, ...]:
    """``person_has_one_office``, a doubt for each person whom two sentences give two offices (patterns/checks.toml)."""
    people = (p for p in view.release.people if len(p.titles) > 1)
    return tuple(check for person in islice(people, _MOST) if (check := _of(view, person)) is not None)


def _of(view: View, person: Person) -> Check | None:
    offices = [title for title in person.titles if title.casefold().rpartition(" ")[2] in view.words.offices.folded]
    if len({office.casefold().rpartition(" ")[2] for office in offices}) < 2:
        return None
    beside = [(mention, set(_beside(view, (mention.start, mention.end), offices))) for mention in person.mentions]
    alone = [(mention, next(iter(titles))) for mention, titles in beside if len(titles) == 1]
    # Who is told with both at once ("formand og direktør Lone Holm") has both.
    if any(len(titles) > 1 for _, titles in beside) or len({title for _, title in alone}) < 2:
        return None
    first = alone[0]
    other = next(pair for pair in alone if pair[1] != first[1])
    return Check(
        code="person_has_one_office",
        status="doubt",
        message=f"{person.name} er »{first[1]}« ét sted og »{other[1]}« et andet.",
        stated=first[1],
        found=other[1],
        evidence=tuple((mention.start, mention.end) for mention, _ in (first, other)),
    )


def _beside(view: View, name: Span, titles: list[str]) -> Iterator[str]:
    """The titles right before or behind a mention, in its sentence."""
    start, end = view.sentence_at(name[0])
    around = view.text[max(start, name[0] - _BEFORE) : min(end, name[1] + _AFTER)].casefold().split()
    words = {word.strip('.,:;()»«”"') for word in around}
    yield from (title for title in titles if title.casefold().rpartition(" ")[2] in words)
