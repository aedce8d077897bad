"""A list of projects: each item read field by field, the list as a whole deciding what a column means."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import regex

from extract.match.projects.entries import Entry, named
from extract.match.projects.fields import Field, Index, strip
from extract.match.projects.words import ProjectWords
from extract.records.mentions import ProjectMention
from extract.records.release import Span

_LOWER_START = regex.compile(r"\p{Ll}")
_APPLICANT_SHARE = 0.35
_MOST = 0.5
_LEAST_COLUMN = 3
_LEAST_SEATS = 2
_LEAST_RECIPIENTS = 2
_BESIDE = 2
_SHORT_SUBTITLE = 6
_LONGEST_TITLE = 9
_LONGEST_BODY = 9
_LONGEST_LINE = 110
_DEPARTMENT = regex.compile(r"afd\.|afdeling|v/|c/o")
_TO = regex.compile(r"til\s+")
_MUNICIPALITY = regex.compile(r"\p{Lu}[\p{L}-]+s?\s(?:Regionsk|K)ommune$")
_UNMARKED = frozenset({"list.fields", "list.applicant", "list.title"})
_DASHES = frozenset("-–—−")
_TITLE_WORDS = 4
_ACRONYM = 2
_PERSON_LINES = 3
_CAPITALS = 0.7
_PHASE = regex.compile(
    r"(?:\p{L}+\.?\s|\d+\.\s)?(?:fase|etape|del|runde|sæson|version|generation)(?:\s(?:\d+|[IVX]+|\p{L}+))?$", regex.IGNORECASE
)
_GOES_INTO = regex.compile(r"(?:\s(?:af|fra)\s\S+)?\s(?:til|for|på|om)(?:\s\p{Ll}+){0,2}")
_REFUSED = regex.compile(r"\bafslag\stil\s(?P<who>\p{Lu}[^.,:;]{1,60}?)\s(?:på|om|til)\s")
_OPEN_NAME = regex.compile(
    r"(?:^|\s)(?:for|med|på|om|at|til|af|fra|over|under|mellem|op\stil|er|koster|kommer|får|fik|giver|bruges|bygges|støttes|bliver|kostede|lægger|betaler|skal)$"
)
_LONG_NAME = regex.compile(r"\s\((?P<long>[^()\n]{4,160})\)")
_AGE = regex.compile(r",\s\d+\sår$")

Column = Literal["first", "last"]


@dataclass(frozen=True, slots=True)
class Shape:
    """What the items of one list have in common.

    ``brackets``: most are ``Navn (By)``; ``commas``: most are ``Navn, By``;
    ``applicants``: the column of those who get the money, if many items show it; ``recipients``: items of one
    field name bodies, so the list is of recipients; ``labelled``: a label of most items says who gets the money;
    ``tail``: in most the last field before the amount is set like a name, and many of these are bodies, so it is
    who gets the money; ``people``: most items name a person who gets it, in their first line or the text below; ``seated``: many
    applicants stand with their town (``Roklubben i Hornbæk``), so the town is no part of a name; ``beside``: most
    have one more field beside their quoted title, and many of these are bodies; ``dashed``: a dash or colon parts the name from the rest in
    as many items as other marks do, so it is no mark within a name.
    """

    brackets: bool = False
    commas: bool = False
    applicants: Column | None = None
    recipients: bool = False
    labelled: bool = False
    tail: bool = False
    people: bool = False
    people_below: bool = False
    seated: bool = False
    beside: bool = False
    dashed: bool = False


def read_list(
    index: Index, words: ProjectWords, entries: Sequence[Entry], *, section: str, paid: bool = False
) -> list[ProjectMention]:
    """The projects of a list. Fields that no mention explains are told apart by what stands in the same
    column of the other items: bodies there make it the applicant's column. ``paid``: each has an amount beside
    what the entry holds, so that it is no list of bare recipients."""
    if not paid and _bare_recipients(index, words, entries):
        return [_recipient(index, entry, section) for entry in entries]
    shape = _shape(index, words, entries)
    read = [_read(index, words, entry, shape) for entry in entries]
    found = [replace(project, section=section) for project in read if project is not None]
    seats = [words.seat(index, project.name.spans[0]) for project in found]
    if sum(seat is not None for seat in seats) > len(found) * _MOST and len(found) > 1:
        # "Navn i By" in most of them: the town belongs to no name.
        found = [_without_seat(index, project, seat) for project, seat in zip(found, seats, strict=True)]
    return found


def _without_seat(index: Index, project: ProjectMention, seat: tuple[Span, int] | None) -> ProjectMention:
    if seat is None:
        return project
    place = project.place if project.place is not None else seat[1]
    return replace(project, name=named(index.text, seat[0]), place=place)


def _bare_recipients(index: Index, words: ProjectWords, entries: Sequence[Entry]) -> bool:
    """Whether a list names only who gets the money: no amounts, titles or labels, and bodies in many entries."""
    for entry in entries:
        if entry.labels or index.money(entry.span):
            return False
        if any(f.kind in {"number", "quoted"} or f.before == ":" for f in entry.fields):
            return False
        if any(f.bracketed and f.kind != "place" for f in entry.fields):
            return False
    bodies = sum(1 for e in entries if index.organisations(e.head) or words.is_body(index.text[slice(*e.head)]))
    return len(entries) > 1 and bodies >= len(entries) * _APPLICANT_SHARE


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


# ---------------------------------------------------------------------- the list as a whole


def _shape(index: Index, words: ProjectWords, entries: Sequence[Entry]) -> Shape:
    brackets = _share(entries, _ends_in_place) > _MOST
    columns = [_plain(index, words, _said(entry)) for entry in entries]
    several = [fields for fields in columns if len(fields) > 1]
    single = [fields[0] for fields in columns if len(fields) == 1]
    first = sum(_is_body(index, words, fields[0]) for fields in several)
    last = sum(any(_is_body(index, words, f) for f in fields[1:]) for fields in several)
    least = max(len(several) * _APPLICANT_SHARE, 1)
    applicants: Column | None = None
    if first >= least and first >= last:
        applicants = "first"
    elif last >= least or sum(map(_behind_bracket, columns)) > len(entries) * _MOST:
        applicants = "last"
    return Shape(
        brackets=brackets,
        commas=not brackets and _share(entries, _ends_in_plain_place) > _MOST,
        applicants=applicants,
        people=_share(entries, lambda entry: _person(index, entry) is not None) > _MOST,
        tail=_tail(index, words, entries),
        people_below=_share(entries, lambda entry: _person_below(index, entry) is not None) > _MOST,
        seated=_seated(index, words, entries),
        beside=_beside(index, words, entries),
        labelled=_share(entries, lambda entry: "applicant" in entry.labels) > _MOST,
        recipients=sum(_is_body(index, words, f) for f in single) >= max(len(single) * _MOST, _LEAST_RECIPIENTS),
        dashed=sum(fields[1].before != "," for fields in several) > len(several) / 3 or len(several) < _LEAST_COLUMN,
    )


def _seated(index: Index, words: ProjectWords, entries: Sequence[Entry]) -> bool:
    """Whether half of the items or more hold ``Ansøger i By``."""
    fields = ((f for f in entry.fields if f.kind in {"text", "org"}) for entry in entries)
    labels = [(entry.labels[role] for role in ("applicant",) if role in entry.labels) for entry in entries]
    spans = [[*(f.span for f in row), *label] for row, label in zip(fields, labels, strict=True)]
    return sum(any(words.seat(index, span) for span in row) for row in spans) >= max(len(entries) * _MOST, _LEAST_SEATS)


def _tail(index: Index, words: ProjectWords, entries: Sequence[Entry]) -> bool:
    """Whether most items end with a comma and a short name, and a third of these names are bodies."""
    last = [said[-1] for said in map(_said, entries) if len(said) > 1]
    named = [f for f in last if f.kind in {"text", "org"} and f.before == "," and _is_short_name(index.text, f)]
    bodies = sum(_is_body(index, words, f) for f in named)
    return len(named) > len(entries) * _MOST and bodies >= max(len(named) * _APPLICANT_SHARE, 1)


def _beside(index: Index, words: ProjectWords, entries: Sequence[Entry]) -> bool:
    """Whether most items are a quoted title with one short field beside it, and a third of these fields are bodies."""
    found = []
    for entry in entries:
        quoted = [f for f in entry.fields if f.kind == "quoted"]
        others = [f for f in entry.fields if f.kind in {"text", "org", "place"} and not f.bracketed]
        if len(quoted) == 1 and len(others) == 1 and _is_short_name(index.text, others[0]):
            found.append(_is_body(index, words, others[0]))
    return len(found) > len(entries) * _MOST and sum(found) >= len(found) * _APPLICANT_SHARE


def _is_short_name(text: str, f: Field) -> bool:
    return text[f.start].isupper() and len(text[f.start : f.end].split()) <= _SHORT_SUBTITLE


def _share(entries: Sequence[Entry], test: Callable[[Entry], bool]) -> float:
    return sum(map(test, entries)) / max(len(entries), 1)


def _ends_in_place(entry: Entry) -> bool:
    """``Navn (By)``"""
    said = _said(entry)
    return len(said) > 1 and said[-1].bracketed and said[-1].kind == "place"


def _ends_in_plain_place(entry: Entry) -> bool:
    """``Navn, By`` with nothing but commas inside"""
    return _ends_after_comma(entry) and all(f.kind == "text" and f.before in {"", ","} for f in _said(entry)[:-1])


def _ends_after_comma(entry: Entry) -> bool:
    said = _said(entry)
    return len(said) > 1 and said[-1].kind == "place" and said[-1].before == "," and not said[-1].bracketed


def _behind_bracket(fields: Sequence[Field]) -> bool:
    """``Navn (By), Ansøger``: one more field behind the bracket."""
    return len(fields) == 2 and fields[1].before == ")"


def _said(entry: Entry) -> list[Field]:
    return [f for f in entry.fields if f.kind not in {"money", "number", "period"}]


def _is_body(index: Index, words: ProjectWords, f: Field) -> bool:
    if f.kind != "text":
        return f.kind == "org"
    text = index.text[f.start : f.end]
    return len(text.split()) <= _LONGEST_BODY and ". " not in text and words.is_body(text)


def _plain(index: Index, words: ProjectWords, fields: Sequence[Field], *, tail: bool = False) -> list[Field]:
    """The text fields outside brackets, glued again where a comma stood inside a name; with ``tail`` the last one
    stands for itself if it is set like a name."""
    text = index.text
    out: list[Field] = []
    for f in fields:
        if f.kind not in {"text", "org"} or f.bracketed or words.is_verb_only(text[f.start : f.end]):
            continue
        glued = out and f.before == "," and f.kind == "text" and text[out[-1].end : f.start].strip() == ","
        inside = _DEPARTMENT.match(text, f.start) is not None
        if tail and f is fields[-1] and _is_short_name(text, f):
            glued = False
        if glued and (inside or (out[-1].kind == "text" and not _is_body(index, words, f))):
            out[-1] = replace(out[-1], end=f.end)
        else:
            out.append(f)
    return out


# ---------------------------------------------------------------------- one item


@dataclass(slots=True)
class _Reading:
    """What has been made out of one entry so far."""

    name: Span | None = None
    applicant: Span | None = None
    description: Span | None = None
    place: int | None = None
    rule: str = "list.fields"


def _read(index: Index, words: ProjectWords, entry: Entry, shape: Shape) -> ProjectMention | None:
    text, labels = index.text, entry.labels
    fields = _municipalities([f for f in entry.fields if f.kind not in {"money", "number"}], index)
    reading = _head(index, words, entry, fields, shape)
    _read_applicant(index, words, entry, shape, reading)
    if reading.name is None and reading.applicant is not None:
        reading.name, reading.rule = reading.applicant, "list.applicant"
    name = _with_long_name(index, reading.name) if reading.name is not None else None
    if name is None or name[0] >= name[1] or words.is_sum_row(text[name[0] : name[1]]):
        return None
    paid = index.money((name[1], name[1] + _LONGEST_LINE))
    if paid and index.mentions.money[paid[0]].start - name[1] <= _BESIDE and _OPEN_NAME.search(text, *name):
        return None  # the beginning of a sentence: "Byggeriet koster … kr."
    if reading.rule in _UNMARKED and words.is_field(text[slice(*name)]):
        return None  # "240.000 kr. til dans": what many got, not what one did
    place = next(iter(index.places(labels["place"])), reading.place) if "place" in labels else reading.place
    described = labels.get("description") or reading.description or _prose_of(text, entry, name)
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


def _read_applicant(index: Index, words: ProjectWords, entry: Entry, shape: Shape, reading: _Reading) -> None:
    """Who gets the money: by the label, a person where the list names persons, a phrase, or a line below."""
    if "applicant" in entry.labels:
        reading.applicant = researcher(index, entry.labels["applicant"])
    elif reading.applicant is None or shape.people:
        reading.applicant = _person(index, entry) or reading.applicant
    if reading.applicant is None:
        reading.applicant = words.find_applicant(index, entry.span) or _body_below(index, words, entry)
    elif _is_municipality(index.text[slice(*reading.applicant)]):
        # "Vejle Kommune: Titel", and below it "Ansøger, By": the municipality is only where.
        reading.applicant = _seated_line(index, words, entry) or reading.applicant
    if reading.applicant is None and shape.people_below:
        reading.applicant = _person_below(index, entry)
    if reading.applicant is None:
        return
    reading.applicant = words.before_verb(index.text, reading.applicant)
    seat = words.seat(index, reading.applicant)
    if seat is None:
        return
    reading.place = reading.place if reading.place is not None else seat[1]
    if shape.seated or index.text[seat[0][1]] == "," or ("applicant" not in entry.labels and _bears_name(index.text, seat[0])):
        reading.applicant = seat[0]


def _bears_name(text: str, span: Span) -> bool:
    """Whether a body has a name of its own beside its kind; ``Varmestuen`` needs its ``i Skive`` to be told."""
    return len(text[slice(*span)].split()) > 1


def researcher(index: Index, span: Span) -> Span:
    """The person that the span names after a title (``Lektor Ida Holm, Syddansk Universitet``), else the span."""
    person = next(iter(index.people(span)), None)
    if person is None or len(index.text[span[0] : person[0]].split()) > _TITLE_WORDS:
        return span
    bodies = index.organisations((span[0], person[0]))
    return span if bodies or "/" in index.text[span[0] : person[0]] else person


def _person(index: Index, entry: Entry) -> Span | None:
    """The one person in the first line: a researcher or artist who gets the money."""
    found = index.people(entry.head)
    return found[0] if len(found) == 1 else None


def _person_below(index: Index, entry: Entry) -> Span | None:
    """The one person in the text below the first line, where no body is named beside."""
    below = (entry.head[1], entry.span[1])
    found = list(dict.fromkeys(index.people(below)))
    return found[0] if len(found) == 1 else None


def _below_person(index: Index, words: ProjectWords, entry: Entry) -> _Reading | None:
    """An entry that opens with a person alone on the first line: below come the institute, and the title."""
    if entry.labels.keys() & {"name", "applicant"} or len(entry.lines) < _PERSON_LINES:
        return None
    person = next(iter(index.people(entry.head)), None)
    if person is None or person[1] < entry.head[1] or researcher(index, entry.head) != person:
        return None
    for line in entry.lines[1:]:
        if words.label(index.text, line) is not None or index.money(line):
            continue
        covered = any(index.mentions.organisations[n].end >= line[1] - 1 for n in index.organisations(line))
        if not covered and not words.is_body(index.text[slice(*line)]) and line != entry.lines[1]:
            return _Reading(strip(index.text, *line), person, rule="list.person")
    return None


def _is_municipality(text: str) -> bool:
    return _MUNICIPALITY.search(text) is not None


def _seated_line(index: Index, words: ProjectWords, entry: Entry) -> Span | None:
    """A line below the first that is ``Ansøger, By`` and nothing else."""
    for line in entry.lines:
        if line[0] < entry.head[1] or index.money(line) or line[1] - line[0] > _LONGEST_LINE:
            continue
        span = strip(index.text, *line)
        if words.seat(index, span) is not None and index.text[line[1] - 1] not in ".!?":
            return span
    return None


def _head(index: Index, words: ProjectWords, entry: Entry, fields: Sequence[Field], shape: Shape) -> _Reading:
    """Name, applicant and place from the fields of the first line, by the first template that fits."""
    text = index.text
    bracket = next((f for f in fields if f.kind == "place" and f.bracketed), None)
    stated = bracket or next((f for f in fields if f.kind == "place"), None)
    place = stated.mention if stated is not None else None
    quoted = [f for f in fields if f.kind == "quoted"]
    if (told := _below_person(index, words, entry)) is not None:
        return told
    if "name" in entry.labels:
        return _Reading(_whole(text, entry, fields), place=bracket.mention if bracket else None, rule="list.label")
    if shape.brackets and not quoted and _ends_in_place(entry):
        # "Navn (By)": dashes, colons and commas before the bracket belong to the name.
        last = [f for f in fields if f.bracketed and f.kind == "place"][-1]
        return _Reading(_before_bracket(text, entry.head[0], last.start), place=last.mention, rule="list.name_place")
    if shape.commas and not quoted and _ends_after_comma(entry):
        last = _said(entry)[-1]
        return _Reading(strip(text, entry.head[0], last.start), place=last.mention, rule="list.name_place")
    if quoted:
        others = [f for f in fields if f is not quoted[0] and f.kind in {"text", "org"} and not f.bracketed]
        applicant = _applicant_of_quoted(index, words, others, quoted[0])
        if applicant is None and shape.beside and len(others) == 1 and _is_short_name(text, others[0]):
            applicant = others[0].span
        return _Reading(quoted[0].span, applicant, place=place, rule="list.quoted")
    titled = _title_after_noun(index, words, entry.head)
    if titled is not None:
        body = next((f.span for f in fields if f.kind == "org"), None) or _receiver(index, words, entry.head, titled)
        return _Reading(titled, body, place=place, rule="list.quoted")
    if (inside := _town_of_body(fields)) is not None:
        return _Reading(None, inside.span, place=place)
    plain = _plain(index, words, fields, tail=shape.tail)
    if len(plain) == len(fields) and _is_title_line(text, entry, plain, shape):
        return _Reading(strip(text, *entry.head), place=place, rule="list.title")
    return _columns(index, words, plain, shape, place)


def _town_of_body(fields: Sequence[Field]) -> Field | None:
    """``By (Museum)``: nothing but a town and, in brackets, who is there; several of them stay one."""
    if len(fields) < 2 or fields[0].kind != "place" or not all(f.bracketed and f.kind != "place" for f in fields[1:]):
        return None
    return replace(fields[1], end=fields[-1].end)


def _title_after_noun(index: Index, words: ProjectWords, head: Span) -> Span | None:
    """The one quoted title of a line that says of itself that it is a project's: ``… til projektet ”T”``."""
    titles = index.titles(head)
    if len(titles) != 1:
        return None
    before = index.text[head[0] : titles[0][0] - 1].rstrip()
    noun = any(found.end() == len(before) for found in words.noun.expression.finditer(before))
    paid = index.money((head[0], titles[0][0]))
    told = before[index.mentions.money[paid[-1]].end - head[0] :] if paid else before
    return titles[0] if noun or _GOES_INTO.fullmatch(told) else None


def _receiver(index: Index, words: ProjectWords, head: Span, title: Span) -> Span | None:
    """Who gets it in a line that is a sentence: ``X får 10.000 kr. til ”Titel”``, ``afslag til X på …``."""
    text = index.text
    verb = words.receive.expression.search(text, head[0], title[0])
    if verb is not None and text[head[0]].isupper() and len(text[head[0] : verb.start()].split()) <= _SHORT_SUBTITLE:
        return strip(text, head[0], verb.start())
    refused = _REFUSED.search(text, head[0], title[0])
    return refused.span("who") if refused is not None else None


def _is_title_line(text: str, entry: Entry, plain: Sequence[Field], shape: Shape) -> bool:
    """Whether the first line is a title as a whole: no body or place in it, and the rest told by lines below it."""
    short = len(text[slice(*entry.head)].split()) <= _LONGEST_TITLE
    told_below = shape.labelled or (len(entry.lines) > 1 and entry.head[1] < entry.lines[1][0])
    return short and told_below and len(plain) > 1 and all(f.kind == "text" for f in plain)


def _columns(index: Index, words: ProjectWords, plain: Sequence[Field], shape: Shape, place: int | None) -> _Reading:
    """Name, applicant and description of fields without quote marks."""
    text = index.text
    if not plain:
        return _Reading(place=place)
    if len(plain) > 1 and plain[0].before == " " and (to := _TO.match(text, plain[0].start, plain[0].end)):
        # "2,2 mio. kr. til Navn, Ansøger"
        plain = [replace(plain[0], start=to.end()), *plain[1:]]
    if len(plain) == 1:
        return _single(index, words, plain[0], shape, place)
    if len(plain) > 2 and not shape.dashed and _is_subtitle(text, plain[0], plain[1], whole=True):
        plain = [replace(plain[0], end=plain[1].end), *plain[2:]]
    first, second = plain[0], plain[1]
    if shape.labelled:
        subtitled = _is_subtitle(text, first, second)
        return _Reading(
            (first.start, second.end) if subtitled else first.span, None, _rest(plain[1 + subtitled :]), place
        )
    first_is_body = _is_body(index, words, first) and not (
        shape.applicants == "last" and _is_body(index, words, second)
    )
    if (first_is_body and shape.applicants != "last") or (shape.applicants == "first" and second.kind != "org"):
        purpose = words.purpose(text, second.span)
        if purpose is not None:
            return _Reading(_inner_name(index, words, purpose), first.span, _rest(plain[2:]), place)
        # The applicant's own mark has been used: marks after it stand inside the title, if that stays short.
        whole = (second.start, plain[-1].end)
        if len(text[whole[0] : whole[1]].split()) <= _LONGEST_TITLE and "." not in text[second.end : whole[1]]:
            return _Reading(_inner_name(index, words, whole), first.span, None, place)
        return _Reading(second.span, first.span, _rest(plain[2:]), place)
    bodies = [f for f in plain[1:] if _is_body(index, words, f)]
    name = first.span
    described = [f for f in plain[1:] if f not in bodies]
    if described and _is_subtitle(text, first, described[0]):
        name = (first.start, described[0].end)
        described = described[1:]
    if not bodies and described and (shape.applicants == "last" or shape.tail) and text[described[-1].start].isupper():
        bodies = described[-1:]
        described = described[:-1]
    return _Reading(name, bodies[-1].span if bodies else None, _rest(described), place)


def _single(index: Index, words: ProjectWords, only: Field, shape: Shape, place: int | None) -> _Reading:
    """An item of one text field: a recipient, ``til`` somebody for something, or a name."""
    text = index.text
    to = _TO.match(text, only.start, only.end)
    if to is not None:
        body, rest = _recipient_after(index, words, (to.end(), only.end))
        if body is not None:
            purpose = words.purpose(text, rest)
            return _Reading(_inner_name(index, words, purpose) if purpose else None, body, place=place)
        purpose = words.purpose(text, only.span)
        # Without a purpose it is a field of support, a group of people: no project.
        return _Reading(_inner_name(index, words, purpose) if purpose is not None else None, place=place)
    gets = _gets(index, words, only)
    if gets is not None:
        return gets
    receives = words.before_verb(text, only.span)
    listed = shape.recipients and text[only.start].isupper()
    if listed or (_is_body(index, words, only) and receives != only.span):
        return _Reading(None, only.span, place=place)
    return _Reading(_inner_name(index, words, only.span), place=place)


def _gets(index: Index, words: ProjectWords, only: Field) -> _Reading | None:
    """``Vrist til nye bænke``, ``Kaj Bio til lærred``: the place or body that gets the money, and what it is for."""
    found = index.text.find(" til ", *only.span)
    if found < 0:
        return None
    who, what = (only.start, found), (found + len(" til "), only.end)
    place = next((n for n in index.places(who) if index.mentions.places[n].start == who[0]), None)
    if place is not None and index.mentions.places[place].end == who[1]:
        return _Reading(what, place=place)
    covered = any(
        index.mentions.organisations[n].start == who[0] and index.mentions.organisations[n].end == who[1]
        for n in index.organisations(who)
    )
    if place is None and not covered and not words.is_body(index.text[slice(*who)]):
        return None
    return _Reading(what, who) if len(index.text[slice(*who)].split()) <= _SHORT_SUBTITLE else None


def _recipient_after(index: Index, words: ProjectWords, span: Span) -> tuple[Span | None, Span]:
    """The body right after ``til`` and what is left behind it; None where no body stands there."""
    text = index.text
    stop = text.find(" til ", *span)
    body = strip(text, span[0], stop if stop >= 0 else span[1])
    known = any(index.mentions.organisations[n].start == span[0] for n in index.organisations(span))
    if known or (text[body[0]].isupper() and words.is_body(text[slice(*body)])):
        return body, (body[1], span[1])
    return None, span


def _inner_name(index: Index, words: ProjectWords, span: Span) -> Span:
    """The title inside a phrase: ``projektet ”Grøn Havn”`` and ``projektet Grøn Havn`` are Grøn Havn."""
    titles = index.titles(span)
    if len(titles) == 1:
        return titles[0]
    noun = words.noun.expression.match(index.text, *span)
    if noun is not None and noun.end() < span[1]:
        rest = strip(index.text, noun.end(), span[1])
        if rest[0] < rest[1] and index.text[rest[0]].isupper():
            return rest
    return span


def _body_below(index: Index, words: ProjectWords, entry: Entry) -> Span | None:
    """Who gets the money where the item's prose says it: a line of its own, or the subject of its sentence."""
    text = index.text
    for line in entry.lines:
        if line[0] < entry.head[1] or index.money(line) or line[1] - line[0] > _LONGEST_LINE:
            continue
        span = strip(text, *line)
        covered = any(
            index.mentions.organisations[n].start == span[0] for n in index.organisations(span)
        ) or words.is_body(text[slice(*span)])
        if covered and len(text[slice(*span)].split()) <= _LONGEST_BODY and text[span[1] - 1] not in ".!":
            return span
    return None


def _municipalities(fields: Sequence[Field], index: Index) -> list[Field]:
    """A municipality that opens an item with more to say, or stands behind ``Navn (By)``, is who gets the money,
    not where."""
    out = list(fields)
    opens = len(out) > 1 and out[1].kind in {"text", "org", "quoted"} and not out[1].bracketed
    ends = len(out) > 2 and out[-2].kind == "place" and out[-2].bracketed and not out[-1].bracketed
    for at in [0] * opens + [-1] * ends:
        number = out[at].mention if out[at].kind == "place" else None
        if number is not None and index.mentions.places[number].kind in {"municipality", "region"}:
            out[at] = replace(out[at], kind="org", mention=None)
    return out


def _whole(text: str, entry: Entry, fields: Sequence[Field]) -> Span:
    """The value of a title label: all of it, without quote marks and without a place in brackets at its end."""
    if len(fields) == 1:
        return fields[0].span
    if fields and fields[-1].bracketed and fields[-1].kind == "place":
        return _before_bracket(text, entry.head[0], fields[-1].start)
    return strip(text, *entry.head)


def _with_long_name(index: Index, name: Span) -> Span:
    """``KORT`` with the name in brackets that it stands for: ``KORT (Kajens opholdsrum til alle)``."""
    text = index.text
    letters = [c for c in text[slice(*name)] if c.isalpha()]
    found = _LONG_NAME.match(text, name[1])
    if found is None or len(letters) < _ACRONYM or sum(map(str.isupper, letters)) < len(letters) * _CAPITALS:
        return name
    inner = found.span("long")
    whole = any(index.mentions.places[n].end >= inner[1] - 1 for n in index.places(inner)[:1])
    return name if whole or index.money(inner) or " " not in found["long"] else (name[0], found.end())


def _before_bracket(text: str, start: int, bracket: int) -> Span:
    opening = text.rfind("(", start, bracket + 1)
    start, end = strip(text, start, opening if opening >= 0 else bracket)
    if end - start > 2 and text[start] in "”“\"»«’'" and text[end - 1] in "”“\"»«’'":
        return start + 1, end - 1
    return start, end


def _applicant_of_quoted(index: Index, words: ProjectWords, others: Sequence[Field], title: Field) -> Span | None:
    """Beside a quoted title: an organisation, or the text before it or after its comma that names who it is."""
    for f in others:
        if f.kind == "org":
            return words.without_role(index.text, _whole_before(index.text, others, f, title))
    for f in others:
        span = words.without_role(index.text, words.before_verb(index.text, f.span))
        if span[0] > f.start or words.is_body(index.text[slice(*span)]):
            return span
    before = [f for f in others if f.end <= title.start]
    if before and index.text[before[0].start].isupper():
        return before[0].start, before[-1].end
    return None


def _whole_before(text: str, others: Sequence[Field], body: Field, title: Field) -> Span:
    """The body with what a dash joins to it before the title: ``Solskolen – Sæby Skole, ”Stilleby”``."""
    first = others[0]
    joined = first is not body and body.before in _DASHES and body.end <= title.start
    return (first.start, body.end) if joined and text[first.start].isupper() else body.span


def _is_subtitle(text: str, first: Field, second: Field, *, whole: bool = False) -> bool:
    """Whether what follows the dash or colon belongs to the name: short, and set like a title, or in a list
    whose names end at commas (``whole``)."""
    return (
        (second.before in _DASHES or second.before == ":")
        and (
            whole
            or second.before == ":"
            or _LOWER_START.match(text, second.start) is None
            or _PHASE.match(text, second.start, second.end) is not None
        )
        and len(text[second.start : second.end].split()) <= _SHORT_SUBTITLE
        and "." not in text[second.start : second.end]
        and second.start - first.end <= 4
    )


def _rest(fields: Sequence[Field]) -> Span | None:
    return (fields[0].start, fields[-1].end) if fields else None


def _prose_of(text: str, entry: Entry, name: Span) -> Span | None:
    """The item's running text after its name: the first line below it that is a sentence."""
    for line in entry.lines:
        if line[0] > name[1] and text[line[0] : line[1]].rstrip().endswith((".", "!")) and line[1] - line[0] > 60:
            return line
    return None
