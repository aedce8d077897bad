"""What the items of one list have in common: which column names what is decided by all of them together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import regex

from extract.match.projects.entries import Entry
from extract.match.projects.fields import Field, Index, strip, with_municipalities
from extract.match.projects.words import ProjectWords
from extract.records.release import Span

APPLICANT_SHARE = 0.35
MOST = 0.5
_LEAST_COLUMN = 3
_LEAST_SEATS = 2
LEAST_RECIPIENTS = 2
SHORT_NAME = 6
LONGEST_BODY = 9
_LONGEST_TOWN = 25
_LONGEST_NAMED = 90
_FULL_STOP = regex.compile(r"(?<!\b(?:Skt|Sct|Sankt|St|Nr|Sdr|Ndr|Gl|Vr|Chr|Kgs?))\.\s")
_PERSON = regex.compile(r"(?P<name>\p{Lu}[\p{L}’'-]+(?:\s\p{Lu}[\p{L}.’'-]*){1,3}),\s\p{Ll}")
_BESIDE_SUM = 3
_SUBTITLE_WORDS = 5
_LONGEST_BELOW = 12
_LONGEST_STOPPED = 7
_LEAST_LETTERS = 4
_COMPANY = regex.compile(r"(?:\bA/S|\bApS|\bI/S|\bK/S|\bP/S|\bAmba|\ba\.m\.b\.a\.?)(?!\p{L})", regex.IGNORECASE)
# "til en udstilling med Ragna Thorsø": within a phrase, where "til Ragna Thorsø" opens one
_WITHIN = regex.compile(r"\S\s(?:af|med|om|til|for|fra|hos|ved|på)\s")
_CONTACT = regex.compile(r",\sv/\s?(?:\p{Ll}+\s)?$|(?i:kontakt(?:person)?):?\s$")
_FOR_WHAT = regex.compile(r"til\s\p{Ll}")
# "Odense Roklub, afdeling Stige", "Molehuset, der drejer"
_WITHIN_NAME = regex.compile(r"afd\.|afdeling|v/|c/o|(?:der|som|hvor)\s\p{Ll}")
Column = Literal["first", "last"]


@dataclass(frozen=True, slots=True)
class Shape:
    """What the items of one list have in common.

    ``brackets``: most are ``Navn (By)``; ``commas``: most are ``Navn, By``;
    ``applicants``: the column of those who get the money, if many items show it; ``recipients``: items of one
    field name bodies, so the list is of recipients; ``labelled``: a label of most items says who gets the money;
    ``tail``: in most the last field before the amount is set like a name, and many of these are bodies, so it is
    who gets the money; ``people``: most items name a person who gets it, ``people_below``: in the text below the
    first line; ``seated``: many applicants stand with their town (``Roklubben i Hornbæk``), so the town is no part
    of a name; ``beside``: most have one more field beside their quoted title, and many of these are bodies;
    ``dashed``: a dash or colon parts the name from the rest in as many items as other marks do, so it is no mark
    within a name; ``bodies_above``: most first lines are bodies, alone or with their towns, or towns alone, and the
    lines below are none, so these say what the money is for; ``towns``: most open with a town and a colon or dash;
    ``pairs``: most are two fields and no more; ``bracketed``: most say in brackets and small letters what the money is
    for; ``titled``: most hold a title in marks; ``led``: before the colon of most stands a body, behind it none;
    ``payees``: most say behind the name, in brackets, which body gets it;
    ``subjects``: the line below most goes on with a verb and the sum (``Modtager 40.000 kr. til årer``);
    ``subtitled``: most are a name, a few words in small letters behind a dash, and a body (``Torsk – tilbage i Bæltet,
    DTU Aqua``);
    ``things``: most end with a comma and what the money is for in small letters, behind a body (``Roklubben, årer``).
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
    bodies_above: bool = False
    towns: bool = False
    pairs: bool = False
    bracketed: bool = False
    things: bool = False
    titled: bool = False
    led: bool = False
    payees: bool = False
    subjects: bool = False
    subtitled: bool = False


def read_shape(index: Index, words: ProjectWords, entries: Sequence[Entry]) -> Shape:
    things = _things(index, words, entries)
    told = [with_municipalities(fields_of(entry), index) for entry in entries]
    columns = [plain_fields(index, words, fields, things=things) for fields in told]
    several = [fields for fields in columns if len(fields) > 1]
    single = [fields[0] for fields in columns if len(fields) == 1]
    first = sum(is_body(index, words, fields[0]) for fields in several)
    last = sum(any(is_body(index, words, f) for f in fields[1:]) for fields in several)
    least = max(len(several) * APPLICANT_SHARE, 1)
    applicants: Column | None = None
    led = sum(fields[1].before == ":" and is_body(index, words, fields[0]) for fields in several)
    behind_town = sum(behind_bracket(fields_of(entry)) for entry in entries) > len(entries) * MOST
    # "Havnestuen (Lemvig), Gamle Skuder": where names on both sides look like bodies, who stands behind the town.
    behind_seat = sum(words.seat(index, fields[1].span) is not None for fields in several) > len(several) * MOST
    foremost = first > last or (first == last and not behind_town and not behind_seat)
    # "Helsingør Teater: Gadeteater": before a colon stands who, whatever the titles behind it look like.
    if first >= least and (foremost or led * 2 >= len(several)):
        applicants = "first"
    elif last >= least or sum(len(fields) == 2 and fields[1].before == ")" for fields in columns) > len(entries) * MOST:
        applicants = "last"
    # "Aadum Smedelaug (Aadum) – Smedjen åbner": who stands first there, and what is behind the town is no applicant.
    behind = applicants != "first"
    brackets = _share(entries, lambda e: ends_in_place(e) or (behind and behind_bracket(fields_of(e)))) > MOST
    return Shape(
        things=things,
        brackets=brackets,
        commas=not brackets and _share(entries, _ends_in_plain_place) > MOST,
        applicants=applicants,
        people=_share(entries, lambda entry: person_of(index, entry) is not None) > MOST,
        tail=_tail(index, words, entries),
        people_below=_share(entries, lambda entry: person_below(index, entry) is not None) > MOST,
        seated=_seated(index, words, entries),
        beside=_beside(index, words, entries),
        towns=_share(entries, lambda e: e.fields[:1] != () and e.fields[0].kind == "place" and is_town_column(e))
        > MOST,
        bodies_above=_bodies_above(index, words, entries),
        subjects=_share(entries, lambda entry: goes_on_below(index, words, entry)) > MOST,
        subtitled=_share(entries, lambda entry: _is_subtitled(index, words, entry)) > MOST,
        led=_share(entries, lambda entry: _is_led(index, words, entry)) > MOST,
        payees=_payees(index, words, entries),
        titled=_share(entries, lambda entry: bool(index.titles(entry.head))) > MOST,
        bracketed=_share(entries, lambda entry: purpose_in_brackets(index.text, entry) is not None) > MOST,
        pairs=sum(len(fields) == 2 for fields in columns) > len(entries) * MOST,
        labelled=_share(entries, lambda entry: "applicant" in entry.labels) > MOST,
        recipients=sum(is_body(index, words, f) for f in single)
        >= max(len(single) * APPLICANT_SHARE, LEAST_RECIPIENTS),
        dashed=sum(fields[1].before != "," for fields in several) > len(several) / 3 or len(several) < _LEAST_COLUMN,
    )


def is_town_column(entry: Entry) -> bool:
    """Whether the first field is what may be a town before a colon or dash: it alone, and not in brackets."""
    fields = fields_of(entry)
    return (
        len(fields) > 1
        and fields[1].before in {":", "-", "–", "—"}
        and fields[0].end - fields[0].start <= _LONGEST_TOWN
    )


def _bodies_above(index: Index, words: ProjectWords, entries: Sequence[Entry]) -> bool:
    below = [line_below(index, words, entry) for entry in entries]
    heads = [index.text[slice(*entry.head)] for entry in entries]
    if any(f.before == ":" and f.kind in {"text", "quoted"} for entry in entries for f in entry.fields[1:2]):
        return False  # "Struer Kommune: Damp på kajen": the title stands beside
    above = sum(
        is_town_alone(e)
        or bool(index.organisations(e.head))
        or words.is_body(head)
        or _COMPANY.search(head) is not None
        for e, head in zip(entries, heads, strict=True)
    )
    under = sum(
        span is not None and (bool(index.organisations(span)) or words.is_body(index.text[slice(*span)]))
        for span in below
    )
    told = sum(span is not None for span in below)
    return told > len(entries) * MOST and above > len(entries) * MOST and under < above / 2


def is_town_alone(entry: Entry) -> bool:
    """Whether the first line is a town and nothing else."""
    return len(entry.fields) == 1 and entry.fields[0].kind == "place" and entry.fields[0].span == entry.head


def line_below(index: Index, words: ProjectWords, entry: Entry, *, paid: bool = False) -> Span | None:
    """The next line below the first that holds no amount, where it is set like a name: short, no sentence, no label;
    ``paid``: the first may hold the sum."""
    lines = (line for line in entry.lines if line[0] >= entry.head[1])
    below = (_before_sum(index, line) for line in lines)
    line = next((line for line in below if line is not None), None)
    if line is None or entry.labels.keys() & {"name", "applicant"} or (index.money(entry.head) and not paid):
        return None
    said = index.text[slice(*line)].strip()
    short = len(said.split()) <= _LONGEST_BELOW and not said.endswith(("!", "?", ":"))
    if said.endswith("."):
        # "Nyt køkken og bedre akustik i salen.": no sentence, for all its full stop
        verbs = (words.receive, words.give, words.heading_verb)
        short = len(said.split()) <= _LONGEST_STOPPED and ". " not in said
        short = short and not any(verb.expression.search(said) for verb in verbs)
    return strip(index.text, *line) if short and words.label(index.text, line) is None else None


def _before_sum(index: Index, line: Span) -> Span | None:
    """The line without the sum that ends it (``Nyt fællesmagasin. 500.000 kr.``); None where it holds any other."""
    numbers = index.money(line)
    if not numbers:
        return line
    money = index.mentions.money[numbers[0]]
    if len(numbers) > 1 or money.end < line[1] - 1:
        return None
    rest = strip(index.text, line[0], money.start)
    parted = index.text[rest[1] : money.start].strip() != ""  # "får tilsagn om 500.000 kr." is a sentence
    return rest if parted and rest[1] - rest[0] > _LEAST_LETTERS else None


def _seated(index: Index, words: ProjectWords, entries: Sequence[Entry]) -> bool:
    """Whether half of the items or more hold ``Ansøger i By``."""
    fields = ((f for f in entry.fields if f.kind in {"text", "org"}) for entry in entries)
    labels = [(entry.labels[role] for role in ("applicant",) if role in entry.labels) for entry in entries]
    spans = [[*(f.span for f in row), *label] for row, label in zip(fields, labels, strict=True)]
    return sum(any(words.seat(index, span) for span in row) for row in spans) >= max(len(entries) * MOST, _LEAST_SEATS)


def _tail(index: Index, words: ProjectWords, entries: Sequence[Entry]) -> bool:
    """Whether most items end with a comma and a short name, and a third of these names are bodies."""
    last = [fields[-1] for fields in map(fields_of, entries) if len(fields) > 1]
    named = [f for f in last if f.kind in {"text", "org"} and f.before == "," and is_short_name(index.text, f)]
    bodies = sum(is_body(index, words, f) for f in named)
    return len(named) > len(entries) * MOST and bodies >= max(len(named) * APPLICANT_SHARE, 1)


def _things(index: Index, words: ProjectWords, entries: Sequence[Entry]) -> bool:
    rows = [fields for fields in map(fields_of, entries) if len(fields) > 1 and is_thing(index.text, fields[-1])]
    bodies = sum(is_body(index, words, fields[0]) for fields in rows)
    return len(rows) > len(entries) * MOST and bodies >= max(len(rows) * APPLICANT_SHARE, 1)


def is_thing(text: str, f: Field) -> bool:
    set_so = f.kind == "text" and f.before == "," and not f.bracketed and text[f.start].islower()
    set_so = set_so and _WITHIN_NAME.match(text, f.start) is None
    return set_so and _FOR_WHAT.match(text, f.start) is None


def goes_on_below(index: Index, words: ProjectWords, entry: Entry) -> bool:
    """Whether the next line has no subject but the first: ``Modtager 900.000 kr. til en ny foyer``."""
    line = next((line for line in entry.lines if line[0] >= entry.head[1]), None)
    numbers = index.money(line) if line is not None and not entry.labels else []
    if line is None or not numbers or index.money(entry.head):
        return False
    before = index.text[line[0] : index.mentions.money[numbers[0]].start].strip()
    behind = index.mentions.money[numbers[0]].end, line[1]
    return before[:1].isupper() and words.is_verb_only(before.lower()) and words.purpose(index.text, behind) is not None


def _is_subtitled(index: Index, words: ProjectWords, entry: Entry) -> bool:
    fields = fields_of(entry)
    if [f.before for f in fields[:2]] not in (["", "–"], ["", "-"]) or len(fields) != _BESIDE_SUM:
        return False
    said = index.text[slice(*fields[1].span)]
    body = fields[2].kind == "place" or is_body(index, words, fields[2])
    few = said[:1].islower() and len(said.split()) < _SUBTITLE_WORDS
    return few and body and fields[2].before in {",", "("} and not is_body(index, words, fields[0])


def _is_led(index: Index, words: ProjectWords, entry: Entry) -> bool:
    """``Børneafdelingen, Gødstrup Sygehus: Ro på stuen``"""
    fields = fields_of(entry)
    at = next((n for n, f in enumerate(fields) if f.before == ":"), 0)
    before, behind = fields[:at], fields[at:]
    return any(is_body(index, words, f) for f in before) and not any(is_body(index, words, f) for f in behind)


def _payees(index: Index, words: ProjectWords, entries: Sequence[Entry]) -> bool:
    """Whether most entries have a body in brackets, and more of them than have one in front."""
    beside = _share(entries, lambda entry: payee_beside(index, words, entry) is not None)
    front = _share(entries, lambda entry: any(is_body(index, words, f) for f in entry.fields[:1]))
    return beside > max(MOST, front)


def payee_beside(index: Index, words: ProjectWords, entry: Entry, *, known: bool = True) -> Field | None:
    """``Fælleshaven i Tune (Tune Beboerforening) – 40.000 kr. til et drivhus``: the body in brackets; any name there,
    where it need not be a ``known`` body."""
    fields = fields_of(entry)
    at = next((n for n, f in enumerate(fields) if f.bracketed), 0)
    if not at:
        return None
    above = fields[:at]
    plain = len(above) == 1 or all(f.kind == "text" and (not f.before or index.text[f.start].isupper()) for f in above)
    named = above and above[0].kind in {"text", "org"} and plain and above[-1].end - above[0].start <= _LONGEST_NAMED
    payee = is_body(index, words, fields[at]) or (not known and is_short_name(index.text, fields[at]))
    return fields[at] if named and payee and fields[at].kind in {"text", "org"} else None


def _beside(index: Index, words: ProjectWords, entries: Sequence[Entry]) -> bool:
    """Whether most items are a quoted title with one short field beside it, and a third of these fields are bodies."""
    found = []
    for entry in entries:
        quoted = [f for f in entry.fields if f.kind == "quoted"]
        others = [f for f in entry.fields if f.kind in {"text", "org", "place"} and not f.bracketed]
        if len(quoted) == 1 and len(others) == 1 and is_short_name(index.text, others[0]):
            found.append(is_body(index, words, others[0]))
    return len(found) > len(entries) * MOST and sum(found) >= len(found) * APPLICANT_SHARE


def is_short_name(text: str, f: Field) -> bool:
    return text[f.start].isupper() and len(text[f.start : f.end].split()) <= SHORT_NAME


def _share(entries: Sequence[Entry], test: Callable[[Entry], bool]) -> float:
    return sum(map(test, entries)) / max(len(entries), 1)


def purpose_in_brackets(text: str, entry: Entry) -> Field | None:
    """``Sejlklubben (følgebåd)``: the one text in brackets, in small letters."""
    inside = [f for f in entry.fields if f.bracketed and f.kind == "text"]
    others = [f for f in entry.fields if not f.bracketed and f.kind in {"text", "org"}]
    return inside[0] if len(inside) == len(others) == 1 and text[inside[0].start].islower() else None


def payee_in_brackets(text: str, entry: Entry) -> Span | None:
    """``Tovværket (Havnelauget, 40.000 kr.)``: who stands beside the sum in brackets."""
    inside = [f for f in entry.fields if f.bracketed]
    names = [f for f in inside if f.kind in {"text", "org"}]
    paid = sum(f.kind == "money" for f in inside) == 1 and len(names) == 1 and len(inside) <= _BESIDE_SUM
    return names[0].span if paid and is_short_name(text, names[0]) else None


def ends_in_place(entry: Entry) -> bool:
    """``Navn (By)``"""
    fields = fields_of(entry)
    return len(fields) > 1 and fields[-1].bracketed and fields[-1].kind == "place"


def _ends_in_plain_place(entry: Entry) -> bool:
    """``Navn, By`` with nothing but commas inside"""
    return ends_after_comma(entry) and all(f.kind == "text" and f.before in {"", ","} for f in fields_of(entry)[:-1])


def ends_after_comma(entry: Entry) -> bool:
    fields = fields_of(entry)
    return len(fields) > 1 and fields[-1].kind == "place" and fields[-1].before == "," and not fields[-1].bracketed


def behind_bracket(fields: Sequence[Field]) -> bool:
    """``Navn (By), Ansøger``: one more field behind the bracket."""
    last = fields[-2:]
    return len(last) == 2 and last[0].kind == "place" and last[0].bracketed and not last[1].bracketed


def fields_of(entry: Entry) -> list[Field]:
    return [f for f in entry.fields if f.kind not in {"money", "number", "period"}]


def is_body(index: Index, words: ProjectWords, f: Field) -> bool:
    if f.kind != "text":
        return f.kind == "org"
    seat = words.seat(index, f.span)  # "Vig Kammerkor i Vig"
    text = index.text[slice(*(seat[0] if seat is not None else f.span))]
    return len(text.split()) <= LONGEST_BODY and _FULL_STOP.search(text) is None and words.is_body(text)


def plain_fields(
    index: Index, words: ProjectWords, fields: Sequence[Field], *, tail: bool = False, things: bool = False
) -> list[Field]:
    """The text fields outside brackets, glued again where a comma stood inside a name; with ``tail`` the last one
    stands for itself if it is set like a name, with ``things`` if it is set in small letters."""
    text = index.text
    out: list[Field] = []
    for f in fields:
        if f.kind not in {"text", "org"} or f.bracketed or words.is_verb_only(text[f.start : f.end]):
            continue
        glued = out and f.before == "," and f.kind == "text" and text[out[-1].end : f.start].strip() == ","
        inside = _WITHIN_NAME.match(text, f.start) is not None
        if _FOR_WHAT.match(text, f.start) is not None:
            glued = False
        if tail and f is fields[-1] and is_short_name(text, f):
            glued = False
        if things and f is fields[-1] and is_thing(text, f):
            glued = False
        lower = tail and text[f.start].islower()
        if glued and (inside or (out[-1].kind == "text" and (lower or not is_body(index, words, f)))):
            out[-1] = replace(out[-1], end=f.end)
        else:
            out.append(f)
    return out


def person_of(index: Index, entry: Entry) -> Span | None:
    """The one person in the first line who opens a field of it: a researcher or artist who gets the money, not one whom
    a title speaks of."""
    found = index.people(entry.head)
    if len(found) != 1 or _CONTACT.search(index.text, entry.head[0], found[0][0]) is not None:
        return None
    before = max((f.start for f in entry.fields if f.start <= found[0][0]), default=entry.head[0])
    return found[0] if _WITHIN.search(index.text, before, found[0][0]) is None else None


def opening_person(text: str, entry: Entry) -> Span | None:
    """The two or three words with capitals before the first comma, where other items name their persons so, too."""
    found = _PERSON.match(text, *entry.head)
    return found.span("name") if found is not None else None


def person_below(index: Index, entry: Entry) -> Span | None:
    """The one person in the text below the first line, where no body is named beside."""
    below = (entry.head[1], entry.span[1])
    found = list(dict.fromkeys(index.people(below)))
    return found[0] if len(found) == 1 else None
