"""The first line of an entry: name, who gets it and town, by the first template that fits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from extract.match.projects.applicants import (
    DASHES,
    applicant_of_quoted,
    is_whole_body,
    receiver,
    recipient_after,
    researcher,
)
from extract.match.projects.clauses import Clause, read_clause
from extract.match.projects.entries import Entry
from extract.match.projects.entry_names import (
    before_bracket,
    inner_name,
    is_subtitle,
    stretch_of,
    whole_title,
)
from extract.match.projects.fields import Field, Index, strip
from extract.match.projects.shapes import (
    SHORT_NAME,
    Shape,
    behind_bracket,
    ends_after_comma,
    ends_in_place,
    fields_of,
    is_body,
    is_short_name,
    is_thing,
    is_town_alone,
    is_town_column,
    line_below,
    payee_beside,
    plain_fields,
    purpose_in_brackets,
)
from extract.match.projects.words import ProjectWords
from extract.records.release import Span

_LONGEST_TITLE = 9
_LONGEST_LABELLED = 14
_TO = regex.compile(r"[Tt]il\s+")
_PERSON_LINES = 3
_GOES_INTO = regex.compile(r"(?:\s(?:af|fra)\s\S+)?\s(?:til|for|på|om)(?:\s\p{Ll}+){0,2}")
_BEHIND_TITLE = regex.compile(r"\s(?:\p{Ll}+t\s(?=af\s))?(?:i|på|ved|af|fra|v/|hos|til)\s?\p{Lu}")
_TOWN_BEHIND = regex.compile(r"\s\([^()]{2,30}\)$")
_NAME = regex.compile(r"\p{Lu}[\p{L}’'-]+(?:\s\p{Lu}[\p{L}.’'-]*){1,3}")
_OCCUPATION = regex.compile(r",\s\p{Ll}[\p{Ll}-]+(?:\s\p{Ll}+)?")


@dataclass(slots=True)
class Reading:
    """What has been made out of one entry so far."""

    name: Span | None = None
    applicant: Span | None = None
    description: Span | None = None
    place: int | None = None
    rule: str = "list.fields"


def _below_person(index: Index, words: ProjectWords, entry: Entry) -> Reading | None:
    """An entry that opens with a person alone on the first line: below come the institute, and the title."""
    if entry.labels.keys() & {"name", "applicant"} or len(entry.lines) < _PERSON_LINES:
        return None
    person = next(iter(index.people(entry.head)), None)
    if person is None or researcher(index, entry.head) != person:
        return None
    if person[1] < entry.head[1] and not index.text.startswith(",", person[1]):
        return None
    for line in reversed(entry.lines[1:]):
        if words.label(index.text, line) is not None or index.money(line):
            continue
        bodies = (index.mentions.organisations[n] for n in index.organisations(line))
        covered = any(o.start == line[0] and o.end >= line[1] - 1 for o in bodies)
        if not covered and not words.is_body(index.text[slice(*line)]):
            return Reading(strip(index.text, *line), person, rule="list.person")
    return None


def _below_body(index: Index, words: ProjectWords, entry: Entry) -> Reading | None:
    """An entry whose first line is who gets the money, with its town: what it is for stands below."""
    below = line_below(index, words, entry)
    if below is None:
        return None
    if is_town_alone(entry):
        return Reading(below, place=entry.fields[0].mention, rule="list.below")
    head = strip(index.text, *entry.head)
    seat = words.seat(index, head)
    applicant, place = seat if seat is not None else (head, None)
    fields = fields_of(entry)
    if seat is None and len(fields) > 1 and fields[-1].kind == "place" and fields[-1].before == ",":
        applicant, place = (head[0], fields[-2].end), fields[-1].mention  # "Beboerhuset, Rebild Kommune"
    return Reading(below, applicant, place=place, rule="list.below")


def read_head(index: Index, words: ProjectWords, entry: Entry, fields: Sequence[Field], shape: Shape) -> Reading:
    """Name, applicant and place from the fields of the first line, by the first template that fits."""
    text = index.text
    bracket = next((f for f in fields if f.kind == "place" and f.bracketed), None)
    stated = bracket or next((f for f in fields if f.kind == "place"), None)
    place = stated.mention if stated is not None else None
    quoted = [f for f in fields if f.kind == "quoted"]
    if (clause := read_clause(index, words, entry)) is not None:
        return _of_clause(index, words, clause, place)
    if (told := _below_person(index, words, entry)) is not None:
        return told
    if shape.subjects and bracket is None and (stated is None or stated is not fields[0]):
        subject = (entry.head[0], stated.start) if stated is not None else entry.head
        return Reading(None, strip(text, *subject), place=place)
    if shape.bodies_above and (told := _below_body(index, words, entry)) is not None:
        return told
    if "name" in entry.labels:
        return Reading(whole_title(text, entry, fields), place=bracket.mention if bracket else None, rule="list.label")
    if shape.titled and (told := _title_behind_body(index, words, fields)) is not None:
        return replace(told, place=place)
    # "Nordjylland: Læge på hjul (Lemvig Kommune)": the column of places before the name
    parted = shape.towns and len(fields) > 2 and fields[0].kind == "place" and is_town_column(entry)
    opening = fields[1].start if parted else entry.head[0]
    behind = shape.applicants != "first" and behind_bracket(fields_of(entry))
    if shape.brackets and not quoted and (behind or ends_in_place(entry)):
        # "Navn (By) – Ansøger": dashes, colons and commas before the bracket belong to the name.
        last = [f for f in fields if f.bracketed and f.kind == "place"][-1]
        name = before_bracket(text, opening, last.start)
        return Reading(name, fields[-1].span if behind else None, place=last.mention, rule="list.name_place")
    if shape.commas and not quoted and ends_after_comma(entry):
        *_, behind_name, last = fields_of(entry)
        end = last.start if behind_name.bracketed else behind_name.end  # "Nye vinduer, Havnegade 3, Tønder"
        return Reading(strip(text, opening, end), place=last.mention, rule="list.name_place")
    if quoted:
        others = [f for f in fields if f is not quoted[0] and f.kind in {"text", "org"} and not f.bracketed]
        applicant = applicant_of_quoted(index, words, others, quoted[0])
        if applicant is None and shape.beside and len(others) == 1 and is_short_name(text, others[0]):
            applicant = others[0].span
        return Reading(quoted[0].span, applicant, place=place, rule="list.quoted")
    titled = _title_after_noun(index, words, entry.head) or _title_in_front(index, entry.head)
    if titled is not None:
        body = (
            next((f.span for f in fields if f.kind == "org"), None)
            or receiver(index, words, entry.head, titled)
            or _receiver_before(index, words, fields, titled)
        )
        return Reading(titled, body, place=place, rule="list.quoted")
    if (town := _town_alone(fields)) is not None:
        return town
    if shape.bracketed and (purpose := purpose_in_brackets(text, entry)) is not None:
        who = next(f for f in fields if not f.bracketed and f.kind in {"text", "org"})
        return Reading(purpose.span, (_after_to(text, who), who.end), place=place)
    if shape.payees and not quoted and (payee := payee_beside(index, words, entry, known=False)) is not None:
        return Reading(strip(text, entry.head[0], payee.start - 1), payee.span, place=place)
    plain = plain_fields(index, words, fields, tail=shape.tail, things=shape.things)
    if shape.things and len(plain) > 1 and is_thing(text, plain[-1]):
        return Reading((plain[-1].start, plain[-1].end), (plain[0].start, plain[-2].end), place=place)
    if shape.labelled and "applicant" in entry.labels and len(plain) == len(fields) and _is_short(text, entry.head):
        # Who gets it stands below: without a town in it the whole line is the title.
        return Reading(strip(text, *entry.head), rule="list.title")
    if len(plain) == len(fields) and _is_title_line(text, entry, plain, shape):
        return Reading(strip(text, *entry.head), place=place, rule="list.title")
    return _columns(index, words, plain, shape, place)


def _of_clause(index: Index, words: ProjectWords, clause: Clause, place: int | None) -> Reading:
    """The name without the town that it ends with; the title in marks where it has one."""
    what = inner_name(index, words, clause.what) if clause.what is not None else None
    seat = words.seat(index, what) if what is not None else None
    if seat is not None:
        what, place = seat[0], place if place is not None else seat[1]
    who = clause.who
    if who is not None and (bracket := _TOWN_BEHIND.search(index.text, *who)) and index.places(bracket.span()):
        who = who[0], bracket.start()  # "Café Nabo (Hasle) får …"
    return Reading(what, who, place=place, rule="list.clause")


def _receiver_before(index: Index, words: ProjectWords, fields: Sequence[Field], title: Span) -> Span | None:
    """``400.000 kr. til Gigthuset til kunstprojektet ”T”``: who stands after the sum."""
    to = next((f for f in fields if f.before == " " and _TO.match(index.text, *f.span)), None)
    if to is None:
        return None
    start = _after_to(index.text, to)
    return (
        recipient_after(index, words, (start, title[0]))[0] if index.text.find(" til ", start, title[0]) > 0 else None
    )


def _town_alone(fields: Sequence[Field]) -> Reading | None:
    """``By: 40.000 kr.`` and ``By (Museum): …``: the town is the name; one body in brackets is who gets it."""
    if not fields or fields[0].kind != "place" or fields[0].bracketed:
        return None
    inside = fields[1:]
    if not all(f.bracketed and f.kind in {"text", "org"} for f in inside):
        return None
    return Reading(
        fields[0].span, inside[0].span if len(inside) == 1 else None, place=fields[0].mention, rule="list.town"
    )


def _is_short(text: str, head: Span) -> bool:
    return len(text[slice(*head)].split()) <= _LONGEST_LABELLED


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


def _title_behind_body(index: Index, words: ProjectWords, fields: Sequence[Field]) -> Reading | None:
    """``Horsens Roklub ”Åreløft” (Horsens), 40.000 kr.``: no mark but the title's own parts it from who gets the money,
    where most entries have titles; alone it is a name (``Vig Kirkes kor ”Glad”``)."""
    first = fields[0] if fields else None
    titles = index.titles(first.span) if first is not None and first.kind in {"text", "org"} else []
    if first is None or len(titles) != 1 or titles[0][1] + 1 != first.end:
        return None
    who = strip(index.text, first.start, titles[0][0] - 1)
    known = any(index.mentions.organisations[n].start == who[0] for n in index.organisations(who))
    body = known or words.is_body(index.text[slice(*who)])
    return Reading(titles[0], who, rule="list.quoted") if body and not _TO.match(index.text, *who) else None


def _title_in_front(index: Index, head: Span) -> Span | None:
    """The title in marks that opens the line, where only a place or a party follows: ``”Gå med mig” i Lemvig``."""
    titles = index.titles(head)
    if not titles or titles[0][0] - 1 != head[0]:
        return None
    return titles[0] if _BEHIND_TITLE.match(index.text, titles[0][1] + 1, head[1]) else None


def _is_title_line(text: str, entry: Entry, plain: Sequence[Field], shape: Shape) -> bool:
    """Whether the first line is a title as a whole: no body or place in it, and the rest told by lines below it."""
    short = len(text[slice(*entry.head)].split()) <= _LONGEST_TITLE
    told_below = shape.labelled or (len(entry.lines) > 1 and entry.head[1] < entry.lines[1][0])
    return short and told_below and len(plain) > 1 and all(f.kind == "text" for f in plain)


def _columns(index: Index, words: ProjectWords, plain: Sequence[Field], shape: Shape, place: int | None) -> Reading:
    """Name, applicant and description of fields without quote marks."""
    text = index.text
    if not plain:
        return Reading(place=place)
    if shape.people and (rest := _behind_person(index, words, plain)):
        # "Lektor Ida Holm, Aarhus Universitet: Titel"; a person that nothing else tells is one where the others are
        unknown = None if index.people(plain[0].span) else plain[0].span
        return Reading((rest[0].start, rest[-1].end), unknown, place=place)
    if len(plain) > 1 and plain[0].before == " " and (to := _TO.match(text, plain[0].start, plain[0].end)):
        # "2,2 mio. kr. til Navn, Ansøger"
        plain = [replace(plain[0], start=to.end()), *plain[1:]]
    if len(plain) == 1:
        return _single(index, words, plain[0], shape, place)
    if plain[-1].before in {" ", ","} and (told := _for_what(index, words, plain, place)) is not None:
        return told
    short = shape.subtitled and len(plain) > 1 and plain[1].before in DASHES
    if (short or (len(plain) > 2 and not shape.dashed)) and is_subtitle(text, plain[0], plain[1], whole=True):
        plain = [replace(plain[0], end=plain[1].end), *plain[2:]]
        if len(plain) == 1:
            return Reading(plain[0].span, place=place)
    first, second = plain[0], plain[1]
    if shape.labelled:
        subtitled = is_subtitle(text, first, second)
        return Reading(
            (first.start, second.end) if subtitled else first.span, None, stretch_of(plain[1 + subtitled :]), place
        )
    behind = _behind_colon(plain)
    if shape.led and behind > 1:
        who = first.start, plain[behind - 1].end  # "Børneafdelingen, Gødstrup Sygehus: Ro på stuen"
        return Reading(inner_name(index, words, (plain[behind].start, plain[-1].end)), who, place=place)
    first_is_body = is_body(index, words, first) and not (shape.applicants == "last" and is_body(index, words, second))
    if (first_is_body and shape.applicants != "last") or (shape.applicants == "first" and second.kind != "org"):
        purpose = words.purpose(text, second.span)
        if purpose is not None:
            return Reading(inner_name(index, words, purpose), first.span, stretch_of(plain[2:]), place)
        if first_is_body and behind > 1 and all(f.before == "," for f in plain[1:behind]):
            # "Ubby IF, gymnastik: Forhindringsbanen": the whole before the colon is who
            who = (first.start, plain[behind - 1].end)
            return Reading(inner_name(index, words, (plain[behind].start, plain[-1].end)), who, place=place)
        # The applicant's own mark has been used: marks after it stand inside the title, if that stays short.
        whole = (second.start, plain[-1].end)
        if len(text[whole[0] : whole[1]].split()) <= _LONGEST_TITLE and "." not in text[second.end : whole[1]]:
            return Reading(inner_name(index, words, whole), first.span, None, place)
        return Reading(second.span, first.span, stretch_of(plain[2:]), place)
    bodies = [f for f in plain[1:] if is_body(index, words, f)]
    name = first.span
    described = [f for f in plain[1:] if f not in bodies]
    if shape.pairs and shape.applicants == "last" and len(plain) == 2 and text[plain[1].start].isupper():
        return Reading(name, plain[1].span, None, place)  # "Skatepark i Lejre - Vores Skatepark" beside bodies
    if described and is_subtitle(text, first, described[0]):
        name = (first.start, described[0].end)
        described = described[1:]
    if not bodies and described and (shape.applicants == "last" or shape.tail) and text[described[-1].start].isupper():
        bodies = described[-1:]
        described = described[:-1]
    return Reading(name, bodies[-1].span if bodies else None, stretch_of(described), place)


def _behind_colon(plain: Sequence[Field]) -> int:
    """The number of the first field behind a colon; 0 where there is none."""
    return next((n for n, f in enumerate(plain) if f.before == ":"), 0)


def _after_to(text: str, f: Field) -> int:
    found = _TO.match(text, f.start, f.end)
    return f.start if found is None else int(found.end())


def _for_what(index: Index, words: ProjectWords, plain: Sequence[Field], place: int | None) -> Reading | None:
    """What follows ``til`` behind the amount: ``Ida Holm, Skive, 25.000 kr. til en vandmåler``."""
    last = plain[-1]
    if _TO.match(index.text, last.start, last.end) is None or is_body(index, words, last):
        return None
    purpose = words.purpose(index.text, last.span) or (_after_to(index.text, last), last.end)
    who = next((f for f in plain[:-1] if is_body(index, words, f)), plain[0])
    return Reading(inner_name(index, words, purpose), researcher(index, who.span), place=place)


def _behind_person(index: Index, words: ProjectWords, plain: Sequence[Field]) -> Sequence[Field]:
    """The fields behind a person that opens the item, and behind the bodies that the person belongs to."""
    people = index.people(plain[0].span)
    if researcher(index, plain[0].span) not in people and (people or not _NAME.fullmatch(index.text, *plain[0].span)):
        return ()
    at = 1
    while at < len(plain) and plain[at].before != ":" and is_body(index, words, plain[at]):
        at += 1
    return plain[at:] if at > 1 or (len(plain) > 1 and plain[1].before in {":", *DASHES}) else ()


def _single(index: Index, words: ProjectWords, only: Field, shape: Shape, place: int | None) -> Reading:
    """An item of one text field: a recipient, ``til`` somebody for something, or a name."""
    text = index.text
    to = _TO.match(text, only.start, only.end)
    if to is not None:
        body, rest = recipient_after(index, words, (to.end(), only.end))
        if body is not None:
            purpose = words.purpose(text, rest)
            return Reading(inner_name(index, words, purpose) if purpose else None, body, place=place)
        if shape.recipients and text[to.end()].isupper():
            return Reading(None, (to.end(), only.end), place=place)
        purpose = words.purpose(text, only.span)
        if purpose is None and text[only.start].isupper() and " " in text[to.end() : only.end]:
            purpose = to.end(), only.end  # "Til nyt klubhus: 40.000 kr."
        # Without a purpose it is a field of support, a group of people: no project.
        return Reading(inner_name(index, words, purpose) if purpose is not None else None, place=place)
    person = next((found for found in index.people(only.span) if found[0] == only.start), None)
    if person is not None and _OCCUPATION.fullmatch(text, person[1], only.end) is not None:
        return Reading(None, person, place=place)  # "Emil Kjærby, bødkerlærling"
    gets = _gets(index, words, only)
    if gets is not None:
        return gets
    receives = words.before_verb(text, only.span)
    goes = text.rfind(" til ", *only.span)
    if goes >= 0 and is_whole_body(index, words, (goes + len(" til "), only.end)):
        # "Nye trøjer til Hald Ege IF": what, and who gets it
        return Reading(inner_name(index, words, (only.start, goes)), (goes + len(" til "), only.end), place=place)
    listed = shape.recipients and text[only.start].isupper()
    if listed or (is_body(index, words, only) and receives != only.span):
        return Reading(None, only.span, place=place)
    return Reading(inner_name(index, words, only.span), place=place)


def _gets(index: Index, words: ProjectWords, only: Field) -> Reading | None:
    """``Vrist til nye bænke``, ``Kaj Bio til lærred``: the place or body that gets the money, and what it is for."""
    found = index.text.find(" til ", *only.span)
    if found < 0:
        return None
    who, what = (only.start, found), (found + len(" til "), only.end)
    got = words.before_verb(index.text, who)
    if got != who and index.text[got[0]].isupper():
        # "Missionshuset fik til nyt gulv", "Museet har fået tilskud til …"
        purpose = words.purpose(index.text, (found, only.end))
        return Reading(inner_name(index, words, purpose or what), got)
    named = inner_name(index, words, what)
    if named != what and index.text[who[0]].isupper() and len(index.text[slice(*who)].split()) <= SHORT_NAME:
        return Reading(named, who)  # "Kvindehjemmet til projektet Første løn"
    place = next((n for n in index.places(who) if index.mentions.places[n].start == who[0]), None)
    if place is not None and index.mentions.places[place].end == who[1]:
        return Reading(what, place=place)
    covered = any(
        index.mentions.organisations[n].start == who[0] and index.mentions.organisations[n].end == who[1]
        for n in index.organisations(who)
    )
    if place is None and not covered and not words.is_body(index.text[slice(*who)]):
        return None
    return Reading(what, who) if len(index.text[slice(*who)].split()) <= SHORT_NAME else None
