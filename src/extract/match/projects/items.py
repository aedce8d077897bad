"""A list of projects: each item read field by field, the list as a whole deciding what a column means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from extract.match.projects.applicants import (
    DASHES,
    LONGEST_LINE,
    bears_name,
    body_below,
    is_municipality,
    researcher,
    seated_line,
)
from extract.match.projects.entries import Entry, is_sum, named
from extract.match.projects.entry_names import (
    inner_name,
    prose_below,
    with_long_name,
)
from extract.match.projects.fields import Index, strip, with_municipalities
from extract.match.projects.heads import Reading, read_head
from extract.match.projects.seconds import with_seconds
from extract.match.projects.shapes import (
    APPLICANT_SHARE,
    LEAST_RECIPIENTS,
    MOST,
    Shape,
    behind_bracket,
    fields_of,
    is_body,
    is_town_column,
    line_below,
    opening_person,
    payee_in_brackets,
    person_below,
    person_of,
    read_shape,
)
from extract.match.projects.sources import with_sources
from extract.match.projects.words import ProjectWords
from extract.records.mentions import ProjectMention
from extract.records.release import Span

_BESIDE = 2
_UNMARKED = frozenset({"list.fields", "list.applicant", "list.title"})
_OPEN_NAME = regex.compile(
    r"(?:^|\s)(?:for|med|på|om|at|til|af|fra|over|under|mellem|op\stil|er|koster|kommer|får|fik|giver|bruges|bygges|støttes|bliver|kostede|lægger|betaler|skal)$"
)
_FIELD = regex.compile(r"\.?\stil\s(?!en\s|et\s)(?:\p{Ll}[\p{L}-]*[, ]*){1,4}\.?")
_FIELDS = 0.8
_TOLD = regex.compile(r"\p{L}\stil\s\p{Ll}|\p{L}\sfor\sat\s\p{Ll}")
_SUBTOTAL = regex.compile(
    r"[(:–-]\s?(?:\d+\s\p{Ll}+(?:er|n|e)(?:,\s|\s[–-]\s|\stil\s|:\s|\s))?(?:i\salt|samlet|tilsammen)\s(?:kr\.\s)?\d[\d.,]*\s?(?:mio\.?|kr\.?|kroner)"
)
# "Afslag til Kokkeskolen", "b. Afslag: Væveriet"
_REFUSED = regex.compile(r"(?:\p{L}[.)]\s)?(?:Afslag|Afvist|Ikke imødekommet)(?:\s(?:til|på)\s|:\s)")
_TOGETHER = regex.compile(r"\s(?:i\ssamarbejde|sammen)\smed\s")
_WITH_SUM = regex.compile(r"\smed$")
_GIVEN = regex.compile(
    r"(?:er\s)?(?:uddelt|bevilget|doneret|givet|støttet|tildelt|udbetalt|indsamlet)", regex.IGNORECASE
)
_FOR_WHAT = regex.compile(r"(?:[Tt]il|[Ff]or)\s(?!at\s)(?=\p{Ll})")
_TEXT_BEHIND = regex.compile(r"(?<=\p{Ll}{2}[»”“\"’)]?)\.\s\p{Lu}")
_AGE = regex.compile(r",\s\d+\sår$")


def read_list(
    index: Index, words: ProjectWords, entries: Sequence[Entry], *, section: str, paid: bool = False
) -> list[ProjectMention]:
    """The projects of a list. Fields that no mention explains are told apart by what stands in the same
    column of the other items: bodies there make it the applicant's column. ``paid``: each has an amount beside
    what the entry holds, so that it is no list of bare recipients."""
    if _shares_of_fields(index, entries) or _names_fields(index, words, entries):
        return []
    if not paid and _bare_recipients(index, words, entries):
        return [_recipient(index, entry, section) for entry in entries]
    entries = with_sources(index, entries)
    shape = read_shape(index, words, entries)
    entries = [e for e in _without_subtotals(index, entries) if not _is_refused(index, words, e)]
    read = [_read(index, words, entry, shape) for entry in entries]
    found = [replace(project, section=section) for project in read if project is not None]
    seats = [words.seat(index, project.name.spans[0]) for project in found]
    if sum(seat is not None for seat in seats) > len(found) * MOST and len(found) > 1:
        # "Navn i By" in most of them: the town belongs to no name.
        found = [_without_seat(index, project, seat) for project, seat in zip(found, seats, strict=True)]
    if sum(_TEXT_BEHIND.search(project.name.text) is not None for project in found) > len(found) * MOST:
        found = [_without_text(index, project) for project in found]
    return with_seconds(index, words, without_prepositions(index, found), entries)


def without_prepositions(index: Index, found: Sequence[ProjectMention]) -> list[ProjectMention]:
    """Names without the ``til`` or ``for`` that opens most of them: ``Til nyt vandhjul``."""
    opened = [_FOR_WHAT.match(index.text, *project.name.spans[0]) for project in found]
    if sum(match is not None for match in opened) <= len(found) * MOST:
        return list(found)
    return [
        project if match is None else replace(project, name=named(index.text, (match.end(), project.name.spans[0][1])))
        for project, match in zip(found, opened, strict=True)
    ]


def _without_text(index: Index, project: ProjectMention) -> ProjectMention:
    """``Lyden af Struer. Elever samler lyde``: where most names have a full stop inside, text stands behind it."""
    start, end = project.name.spans[0]
    stop = _TEXT_BEHIND.search(index.text, start, end)
    if stop is None or len(project.name.spans) > 1:
        return project
    told = project.description or named(index.text, (stop.end() - 1, end))
    return replace(project, name=named(index.text, (start, stop.start())), description=told)


def _is_refused(index: Index, words: ProjectWords, entry: Entry) -> bool:
    """Whether an entry says that somebody got nothing: ``Vandrelauget – imødekommes ikke``."""
    said = [" ".join(index.text[f.start : f.end].casefold().split()) for f in entry.fields[1:]]
    said += [text.partition(". ")[0] for text in said]  # "Afslag. Kor støttes ikke"
    opening = _REFUSED.match(index.text, *entry.head)
    return opening is not None or any(text in words.refused.folded for text in said)


def _without_subtotals(index: Index, entries: Sequence[Entry]) -> Sequence[Entry]:
    """The entries without those that sum up what stands below them: ``Region Nordjylland (2 projekter, i alt 1,9
    mio. kr.)``, where most have no such words."""
    sums = [_SUBTOTAL.search(index.text, *entry.head) is not None for entry in entries]
    if sum(sums) * 2 > len(entries):
        return entries
    return [entry for entry, is_sum in zip(entries, sums, strict=True) if not is_sum]


def _without_seat(index: Index, project: ProjectMention, seat: tuple[Span, int] | None) -> ProjectMention:
    if seat is None:
        return project
    place = project.place if project.place is not None else seat[1]
    return replace(project, name=named(index.text, seat[0]), place=place)


def _shares_of_fields(index: Index, entries: Sequence[Entry]) -> bool:
    """Whether a list only says how much went to which field: ``240.000 kr. til dans``, most of them without an article,
    a town, a body or a title."""
    text = index.text
    found = 0
    for entry in entries:
        first = next(iter(index.money(entry.head)), None)
        end = index.mentions.money[first].end if first is not None else entry.head[0]
        shared = first is not None and index.mentions.money[first].start == entry.head[0]
        bare = not index.places(entry.head) and not index.organisations(entry.head) and not index.titles(entry.head)
        found += shared and bare and _FIELD.fullmatch(text, end, entry.head[1]) is not None
    return len(entries) > LEAST_RECIPIENTS and found >= len(entries) * _FIELDS


def _names_fields(index: Index, words: ProjectWords, entries: Sequence[Entry]) -> bool:
    """Whether most entries are a field of support with its sum (``Kunst og kultur: 1,2 mio. kr.``)."""
    heads = [[f for f in entry.fields if f.kind not in {"money", "number"}] for entry in entries]
    texts = [index.text[fields[0].start : fields[-1].end] for fields in heads if fields]
    return sum(map(words.is_field, texts)) > len(entries) * MOST


def _bare_recipients(index: Index, words: ProjectWords, entries: Sequence[Entry]) -> bool:
    """Whether a list names only who gets the money: no amounts, titles or labels, and bodies in many entries."""
    for entry in entries:
        if entry.labels or index.money(entry.span):
            return False
        if any(f.kind in {"number", "quoted"} or f.before == ":" for f in entry.fields):
            return False
        if any(f.bracketed and f.kind != "place" for f in entry.fields):
            return False
    if sum(behind_bracket(fields_of(entry)) for entry in entries) > len(entries) * MOST:
        return False  # "Smedjen åbner igen (Aadum) – Aadum Smedelaug": what, and who behind the town
    if sum(_is_parted(index, words, entry) for entry in entries) > len(entries) * MOST:
        return False  # "Badebroen – Foreningen Kolde Kyster, Juelsminde"
    if sum(_is_parted_purpose(index, words, entry) for entry in entries) > len(entries) * MOST:
        return False  # "Hjørring Svømmeklub – en ny trappe"
    told = sum(_TOLD.search(index.text, *e.head) is not None for e in entries)
    if told > len(entries) * MOST:
        return False  # "Missionshuset fik til nyt gulv": each says what for
    bodies = sum(1 for e in entries if index.organisations(e.head) or words.is_body(index.text[slice(*e.head)]))
    return len(entries) > 1 and bodies >= len(entries) * APPLICANT_SHARE


def _is_parted(index: Index, words: ProjectWords, entry: Entry) -> bool:
    """Whether a dash parts a body from a first field that is none."""
    fields = fields_of(entry)
    behind = next((f for f in fields[1:] if f.before in DASHES and f.kind in {"text", "org"}), None)
    return behind is not None and is_body(index, words, behind) and not is_body(index, words, fields[0])


def _is_parted_purpose(index: Index, words: ProjectWords, entry: Entry) -> bool:
    """Whether a dash parts small letters, and no part of a body, from the first field."""
    behind = fields_of(entry)[1:2]
    said = index.text[slice(*behind[0].span)] if behind and behind[0].kind == "text" else ""
    return bool(said) and behind[0].before in DASHES and said[0].islower() and not words.is_body(said)


def _recipient(index: Index, entry: Entry, section: str) -> ProjectMention:
    start, end = strip(index.text, *entry.head)
    place = next((f for f in entry.fields[1:] if f.kind == "place" and (f.bracketed or f.before == ",")), None)
    if place is not None:
        end = place.start - 1
    elif (age := _AGE.search(index.text, start, end)) is not None:
        end = age.start()
    name = named(index.text, strip(index.text, start, end))
    return ProjectMention(
        name,
        listed=True,
        named=False,
        section=section,
        place=place.mention if place is not None else None,
        applicant=name,
        rule="list.recipient",
        confidence=0.85,
    )


def _read(index: Index, words: ProjectWords, entry: Entry, shape: Shape) -> ProjectMention | None:
    text, labels = index.text, entry.labels
    fields = with_municipalities([f for f in entry.fields if f.kind not in {"money", "number"}], index)
    if shape.towns and len(fields) > 1 and fields[0].kind == "text" and is_town_column(entry):
        fields = fields[1:]  # a town that no table knows, in the column of towns
    reading = read_head(index, words, entry, fields, shape)
    _read_applicant(index, words, entry, shape, reading)
    if reading.name is None and reading.applicant is not None:
        told = _told_below(index, words, entry)
        reading.name, reading.rule = (told, reading.rule) if told else (reading.applicant, "list.applicant")
    name = with_long_name(index, reading.name) if reading.name is not None else None
    if name is None or name[0] >= name[1] or words.is_sum_row(text[name[0] : name[1]]):
        return None
    if _GIVEN.fullmatch(text, *name) is not None or text[slice(*name)].casefold() in words.openers.folded:
        return None  # "2019: 5,8 mio. kr. uddelt"
    if words.theme.search(text, max(entry.head[0], name[0] - LONGEST_LINE), name[0]) is not None:
        return None  # "88 mio. kr. til temaet ”Frit hav”": a pool of its own
    if _WITH_SUM.search(text, *name) and is_sum(index, (name[1], entry.head[1])) and text[name[1] + 1] not in DASHES:
        name = strip(text, name[0], name[1] - len("med"))  # "Nyt tag på laden med 450.000 kroner"
    paid = index.money((name[1], name[1] + LONGEST_LINE))
    if paid and index.mentions.money[paid[0]].start - name[1] <= _BESIDE and _OPEN_NAME.search(text, *name):
        return None  # the beginning of a sentence: "Byggeriet koster … kr."
    if reading.rule in _UNMARKED and words.is_field(text[slice(*name)]):
        return None  # "240.000 kr. til dans": what many got, not what one did
    place = next(iter(index.places(labels["place"])), reading.place) if "place" in labels else reading.place
    described = labels.get("description") or reading.description or prose_below(text, entry, name)
    return ProjectMention(
        name=named(text, name),
        listed=True,
        place=place,
        applicant=named(text, reading.applicant) if reading.applicant else None,
        partners=words.find_partners(index, entry.span, labels.get("partners")),
        period=named(text, labels["period"]) if "period" in labels else None,
        description=named(text, described) if described else None,
        rule=reading.rule,
        confidence=0.95 if reading.rule != "list.fields" else 0.9,
    )


def _told_below(index: Index, words: ProjectWords, entry: Entry) -> Span | None:
    """What the sum on the line below who gets it is for: ``Hirtshals Roklub`` / ``40.000 kr. til nye årer``."""
    for line in entry.lines:
        numbers = index.money(line)
        to = words.support_to.expression.search(index.text, *line) if line[0] >= entry.head[1] and not numbers else None
        if to is not None and words.receive.expression.search(index.text, line[0], to.end()) is not None:
            # "Naturskolen får penge til en grejbase."
            return words.purpose(index.text, (to.end() - len("til"), line[1]))
        before = index.text[line[0] : index.mentions.money[numbers[0]].start].strip() if numbers else ""
        if line[0] >= entry.head[1] and numbers and (not before or words.is_verb_only(before.lower())):
            what = words.purpose(index.text, (index.mentions.money[numbers[0]].end, line[1]))
            return inner_name(index, words, what) if what is not None else None
    opens = any(index.mentions.money[n].start == entry.head[0] for n in index.money(entry.head)[:1])
    below = line_below(index, words, entry, paid=True) if opens else None
    return None if below is None or index.is_other(below) else below


def _read_applicant(index: Index, words: ProjectWords, entry: Entry, shape: Shape, reading: Reading) -> None:
    """Who gets the money: by the label, a person where the list names persons, a phrase, or a line below."""
    if "applicant" in entry.labels:
        reading.applicant = researcher(index, entry.labels["applicant"])
    elif reading.applicant is None or shape.people:
        unknown = opening_person(index.text, entry) if shape.people and reading.applicant is None else None
        reading.applicant = person_of(index, entry) or unknown or reading.applicant
    if reading.applicant is None:
        reading.applicant = words.find_applicant(index, entry.span) or body_below(index, words, entry)
    elif is_municipality(index.text[slice(*reading.applicant)]):
        # "Vejle Kommune: Titel", and below it "Ansøger, By": the municipality is only where.
        reading.applicant = seated_line(index, words, entry) or reading.applicant
    if reading.applicant is None:
        reading.applicant = payee_in_brackets(index.text, entry)
    if reading.applicant is None and shape.people_below:
        reading.applicant = person_below(index, entry)
    if reading.applicant is None:
        return
    reading.applicant = words.without_role(index.text, words.before_verb(index.text, reading.applicant))
    seat = words.seat(index, reading.applicant)
    if (beside := _TOGETHER.search(index.text, *reading.applicant)) is not None:
        # "Faxe Kommune i samarbejde med Haslev Skole": a municipality's partner says where.
        near = [seat[1]] if seat is not None else index.places((beside.end(), reading.applicant[1]))
        reading.applicant = reading.applicant[0], beside.start()
        if reading.place is None and (seat is not None or is_municipality(index.text[slice(*reading.applicant)])):
            reading.place = next(iter(near), None)
        return
    if seat is None:
        return
    reading.place = reading.place if reading.place is not None else seat[1]
    if (
        shape.seated
        or index.text[seat[0][1]] == ","
        or ("applicant" not in entry.labels and bears_name(index.text, seat[0]))
    ):
        reading.applicant = seat[0]
