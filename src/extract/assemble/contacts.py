"""Contacts: what the format states as data, else the names, numbers and addresses of the contact sections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from extract.records.document import Document
from extract.records.mentions import PersonMention
from extract.records.release import Contact, Section

_EMAIL = regex.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = regex.compile(
    r"(?<![\d.])(?:\+45[\s.]?)?(?:\d{2}[\s.]?){3}\d{2}(?![\d.])|(?<!\d)\+\d{1,3}(?:[\s.-]?\d{2,4}){3,4}(?!\d)"
)
_NO_PHONE = regex.compile(
    r"(?:cvr|cvr-nr|ean|se-nr|kontonr|sagsnr|j\.?nr)[\s.:-]*(?:nr\.?)?[\s.:-]*$", regex.IGNORECASE
)
_ROOM = 60
_TITLE_WORDS = 6


def assemble_contacts(
    document: Document, sections: Sequence[Section], people: Sequence[PersonMention]
) -> tuple[Contact, ...]:
    """The contacts in order. ``people`` are the persons found in the contact sections."""
    stated = tuple(
        Contact(
            name=row.get("name"),
            title=row.get("title"),
            organisation=row.get("organisation"),
            phone=row.get("phone"),
            email=row.get("email"),
        )
        for row in document.contacts
    )
    if stated:
        return stated
    found: list[Contact] = []
    for section in sections:
        if section.kind == "contact":
            found.extend(_of_section(document.text, section, people))
    return tuple(dict.fromkeys(found))


def _of_section(text: str, section: Section, people: Sequence[PersonMention]) -> Iterator[Contact]:
    """Each person with the number and address up to the next one; without persons, the first of each."""
    own = [p for p in people if section.start <= p.start < section.end]
    bounds = [p.start for p in own] + [section.end]
    if not own:
        contact = _contact(text, None, section.start, section.end)
        if contact is not None:
            yield contact
    for person, until in zip(own, bounds[1:], strict=True):
        contact = _contact(text, person, person.start, until)
        if contact is not None:
            yield contact


def _contact(text: str, person: PersonMention | None, start: int, end: int) -> Contact | None:
    email = _EMAIL.search(text, start, end)
    phone = next(
        (
            p
            for p in _PHONE.finditer(text, start, end)
            if not _NO_PHONE.search(text[max(0, p.start() - _ROOM) : p.start()])
        ),
        None,
    )
    if email is None and phone is None:
        return None
    return Contact(
        name=person.name if person else None,
        title=(person.title or _title_below(text, person.end, end)) if person else None,
        organisation=person.organisation if person else None,
        phone=" ".join(phone.group().split()) if phone else None,
        email=email.group().rstrip(".") if email else None,
    )


def _title_below(text: str, start: int, end: int) -> str | None:
    """The title on the line below a name, where it stands alone there: no number, no address, a few words."""
    lines = text[start:end].split("\n")
    if len(lines) < 2 or lines[0].strip(" ,.:"):
        return None
    line = lines[1].strip(" ,.")
    plain = 0 < len(line.split()) <= _TITLE_WORDS and not any(char.isdigit() or char in "@:/" for char in line)
    return line.split(",")[0].strip() if plain else None
