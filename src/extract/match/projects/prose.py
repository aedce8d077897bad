"""Projects told in sentences: named after a word like *projektet*, or by who gets how much for what."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

import regex

from extract.match.projects.entries import named
from extract.match.projects.fields import Index, around
from extract.match.projects.naming import is_event, named_in, named_projects
from extract.match.projects.purpose import antecedent, means_before
from extract.match.projects.subjects import project_meant
from extract.match.projects.telling import NEXT_SENTENCE, PAID, Told, clause_of, tell, town_of
from extract.match.projects.unpaid import among, without_amount
from extract.match.projects.words import ProjectWords
from extract.records.document import Passage
from extract.records.mentions import MoneyMention, Named, ProjectMention
from extract.records.release import Span

_SENTENCES_AFTER = 2
_TOP = frozenset({"title", "lead"})
POSSIBLE = frozenset({f"money.role.grant.{name}" for name in ("may_get", "cap", "ceiling", "range")})
_WEAK = frozenset({"money.role.grant.for", "money.role.grant.goes_to", None})
"""Rules by which an amount may be anything that is for something; others call it a grant, whoever gives it."""
_PAIR = 2
_COMMA = regex.compile(r",\s[»”“„\"’‘']")
_CLOSED = regex.compile(r"[«»”“\"’‘'],?\s")
_AMONG_MANY = regex.compile(r"\s(?:som|blandt\sandet|bl\.a\.|herunder|heriblandt)\s$")
_AMONG_ROOM = 16
_NAMED_RULES = frozenset({"prose.named", "prose.quoted"})
_OPENS_TITLE = regex.compile(r"\s*(?:(?:Også|Endelig|Og|og|Desuden|projektet|Projektet)\s)?[»”“„\"’‘']")
_PLANS = regex.compile(
    r"(?:\s(?:i|på|fra|ved)\s\p{Lu}[\p{L}-]*(?:\s\p{Lu}[\p{L}-]*)?)?,\s(?:der|som)\s(?:nu\s|derfor\s|også\s)?(?:vil|skal|ønsker\sat|planlægger\sat)\s"
)
_TITLE_ROOM = 90
_TITLE_BEFORE = 600
_LATER = 700
REFUSED_ROOM = 30
SUBJECT_ROOM = 70
_CARRIED = regex.compile(r"[«”“\"’‘']?,?\s(?:fra|af|ved|hos|som)\s(?:\p{Ll}+\s)?")
_SHARE = regex.compile(
    r"\s(?:ud\s)?af\s(?:bevillingen|beløbet|pengene|støtten|summen|puljen|den\ssamlede|det\ssamlede|de\ssamlede)(?!\p{L})"
)
_OF_IT = regex.compile(r"(?<!\p{L})(?:de|heraf|deraf|hvoraf)\s$")
_EACH = regex.compile(r"\shver(?!\p{L})")
# "Restaurering af Horne Kirke": what is done to a body is no body
_DONE_TO = regex.compile(r"\p{L}\p{Ll}+ing(?:en)?\saf\s")
_COMMON = regex.compile(r"\p{Lu}\p{Ll}+(?:en|et|erne|ene)")
# "til LISTEN2", "for The Nation at Table Six"
_NAME = regex.compile(r"\p{Lu}[\p{L}\d&.’'-]*(?:\s(?:(?:\p{Ll}{1,4}\s){0,2}\p{Lu}[\p{L}\d&.’'-]*|\d{1,4})){0,8}")


def money_after(index: Index, passage: Passage, name: Span) -> tuple[int | None, int | None]:
    """Grant and total of a named project from what follows its name: its own sentence and two more."""
    following = [s for s in passage.sentences if s[1] > name[1]][: _SENTENCES_AFTER + 1]
    if not following:
        return None, None
    numbers = index.money((name[1], following[-1][1]))
    money = index.mentions.money
    granted = next((n for n in numbers if money[n].role == "grant" and money[n].same_as is None), None)
    total = next((n for n in numbers if money[n].role == "total" and covers(money[n], money, granted)), None)
    return granted, total


def covers(total: MoneyMention, money: Sequence[MoneyMention], granted: int | None) -> bool:
    """Whether an amount can be the whole cost of what was given ``granted`` for: as much at least, in its currency."""
    if granted is None:
        return True
    grant = money[granted]
    known = grant.value is not None and total.value is not None
    return not known or (grant.currency == total.currency and (total.value or 0) >= (grant.value or 0))


def told_in(index: Index, words: ProjectWords, passage: Passage) -> list[ProjectMention]:
    """The projects of a passage in sentences: those with a grant, those with support alone, and those only named.
    A grant for nothing that its sentence names has an empty name."""
    found: list[ProjectMention] = []
    told: set[Span] = set()
    for sentence in passage.sentences:
        for number in index.money(sentence):
            money = index.mentions.money[number]
            if money.role not in PAID or money.same_as is not None:
                continue
            told_here = from_sentence(index, words, passage, sentence, number)
            if told_here is None:
                continue
            told.update(told_here.name.spans)
            found.append(told_here)
        if not index.money(sentence):
            supported = list(without_amount(index, words, passage, sentence))
            told.update(span for project in supported for span in project.name.spans)
            found.extend(supported)
            found.extend(among(index, words, passage, sentence))
    names = [span for span, _ in named_projects(index, words, passage) if span not in told]
    alone = len(set(names)) == 1
    found.extend(_only_named(index, words, passage, span, alone=alone) for span in dict.fromkeys(names))
    if sum(bool(project.name.text) for project in found) == 1:
        found = _with_its_grant(found)
        return [with_carrier(index, words, project, _from_sentence(passage, project.start)) for project in found]
    return [_with_own_carrier(index, words, passage, project, names) for project in found]


def _with_its_grant(found: Sequence[ProjectMention]) -> list[ProjectMention]:
    """The tellings of a paragraph that names one project and tells of one grant without a name: its own."""
    named_one = next(project for project in found if project.name.text)
    if len(found) != _PAIR or named_one.granted is not None or named_one.total is not None:
        return list(found)
    grant = next(project for project in found if not project.name.text)
    return [
        replace(
            named_one,
            granted=grant.granted,
            total=grant.total,
            funder=named_one.funder or grant.funder,
            applicant=named_one.applicant or grant.applicant,
            place=named_one.place if named_one.place is not None else grant.place,
        )
    ]


def _with_own_carrier(
    index: Index, words: ProjectWords, passage: Passage, project: ProjectMention, names: Sequence[Span]
) -> ProjectMention:
    """One project of several, with whom a sentence that names it and no other says to be behind it."""
    if project.name.spans[:1] == () or project.name.spans[0] not in names:
        return project
    sentence = around(passage.sentences, project.start)
    if sentence is None or sum(sentence[0] <= low < sentence[1] for low, _ in set(names)) > 1:
        return project
    return with_carrier(index, words, project, sentence)


def _from_sentence(passage: Passage, start: int) -> Span:
    """A paragraph from the sentence of a project's name on: ``Bag projektet ”Lys” står X`` begins before the name."""
    sentence = around(passage.sentences, start)
    return (sentence[0] if sentence is not None else passage.start), passage.end


def with_carrier(index: Index, words: ProjectWords, project: ProjectMention, span: Span) -> ProjectMention:
    """A project with whom the text about it names behind it: ``som ledes af X``, ``Bag projektet står X``."""
    if project.applicant is not None or not project.name.text:
        return project
    carrier = words.find_applicant(index, span)
    if carrier is None or index.text[slice(*carrier)] in {project.name.text, project.funder and project.funder.text}:
        return project
    return replace(project, applicant=named(index.text, carrier))


def _is_idle(index: Index, words: ProjectWords, passage: Passage, told: Told, rule: str) -> bool:
    """Whether nobody gives or gets: then a purpose says enough only in a release that speaks of support at all, and an
    amount alone only at its top."""
    if told.funder is not None or told.applicant is not None or rule in _NAMED_RULES:
        return False
    if rule == "prose.loose":
        return passage.kind not in _TOP
    return not (told.verb or words.funding.search(index.text))


def _is_asked_or_lent(index: Index, words: ProjectWords, sentence: Span, told: Told, money: MoneyMention) -> bool:
    """Whether somebody is lent money for what the sentence says, or asks for it and was not refused."""
    if told.purpose is None or told.applicant is None:
        return False
    if money.role == "loan":
        return told.verb
    refused = words.refused.expression.search(index.text, *sentence) is not None
    return not refused and words.asks.expression.search(index.text, *sentence) is not None


def _is_refused(index: Index, words: ProjectWords, clause: Span, money: MoneyMention) -> bool:
    """``Provstiet har afslået 400.000 kr. til …``"""
    before = max(clause[0], money.start - REFUSED_ROOM)
    return words.refused.expression.search(index.text, before, money.start) is not None


def _only_named(index: Index, words: ProjectWords, passage: Passage, name: Span, *, alone: bool) -> ProjectMention:
    """A project whose name stands in a sentence without its grant; of one alone the money is in what follows."""
    granted, total = money_after(index, passage, name) if alone else (None, None)
    project = ProjectMention(
        name=named(index.text, name),
        listed=False,
        section=passage.section,
        granted=granted,
        total=total,
        rule="prose.event" if is_event(index, words, name) else "prose.noun",
        confidence=0.7,
    )
    if granted is None:
        return project
    money = index.mentions.money[granted]
    sentence = next(s for s in passage.sentences if s[0] <= money.start < s[1])
    told = tell(index, words, sentence, money)
    place = town_of(index, sentence, sentence)
    applicant, funder = _named(index.text, told.applicant), _named(index.text, told.funder)
    if applicant is not None and applicant.text == project.name.text:
        applicant = None
    return replace(project, place=place, applicant=applicant, funder=funder)


def from_sentence(
    index: Index, words: ProjectWords, passage: Passage, sentence: Span, number: int
) -> ProjectMention | None:
    """The project that a granted amount of the sentence goes to: by its name, else by its purpose, else by who gets
    it. The name is empty where the sentence leaves all three open; None where nothing says that money is given."""
    money = index.mentions.money[number]
    clause = clause_of(index, sentence, number)
    told = tell(index, words, clause, money, whole=sentence)
    name, rule = _called(index, words, sentence, clause, told, money)
    if rule in {"prose.loose", "prose.applicant"} and (title := _title_before(index, words, passage, sentence)):
        name, rule = title, "prose.quoted"
    if rule in {"prose.loose", "prose.applicant"} and (meant := project_meant(index, words, sentence)):
        name, rule = meant, "prose.quoted" if index.text[meant[0]].isupper() else "prose.purpose"
    if rule in {"prose.loose", "prose.applicant"} and (used := _used_later(index, words, sentence, number)):
        name, rule = used
    if money.rule in _WEAK and _is_idle(index, words, passage, told, rule):
        return None
    if (money.rule in POSSIBLE and told.applicant is None) or _is_refused(index, words, clause, money):
        return None  # what anybody may get; what nobody got
    if words.no_recipient.search(index.text, max(clause[0], money.start - SUBJECT_ROOM), money.start):
        return None  # what a body gives its own parts, or each of many gets
    if _SHARE.match(index.text, money.end) or (rule == "prose.applicant" and _EACH.match(index.text, money.end)):
        return None  # "450.000 euro af bevillingen", "To forskere modtager 9 mio. kr. hver"
    if rule == "prose.applicant" and _OF_IT.search(index.text, sentence[0], money.start):
        return None  # "Horne Museum får de 4,1 mio. kr.": a part of what was told before
    if money.role != "grant" and not (name is not None and _is_asked_or_lent(index, words, sentence, told, money)):
        return None
    is_named = rule in _NAMED_RULES
    applicant = told.applicant or (name if rule == "prose.applicant" else None)
    applicant = words.without_apposition(index.text, applicant) if applicant is not None else None
    if rule == "prose.applicant":
        name = applicant
    if rule == "prose.purpose" and applicant == name:
        applicant = None
    text = index.text
    total = None
    if name is not None and (is_named or _is_only_grant(index, passage)):
        total = money_after(index, passage, name)[1]
        if total is not None and not covers(index.mentions.money[total], index.mentions.money, number):
            total = None
    return ProjectMention(
        name=named(text, name) if name is not None else Named("", ((money.start, money.end),)),
        listed=False,
        named=is_named,
        section=passage.section,
        place=town_of(index, clause, sentence),
        applicant=_named(text, _beside_title(index, applicant, name, told.funder) if is_named else applicant),
        granted=number if money.role != "applied" else None,
        total=total,
        funder=_named(text, words.without_apposition(text, told.funder) if told.funder is not None else None),
        rule=rule if money.role == "grant" else f"prose.{money.role}",
        confidence=0.85 if is_named else 0.6,
    )


def _called(
    index: Index, words: ProjectWords, sentence: Span, clause: Span, told: Told, money: MoneyMention
) -> tuple[Span | None, str]:
    """What the clause calls the project, and the rule that says so."""
    known = named_in(index, words, sentence)
    for span in known[bisect_left(known, (clause[0], -1)) :]:
        if clause[0] <= span[0] < clause[1]:
            return span, "prose.named"
    title = _title_subject(index, words, clause, told) or _title_beside(index, told, money)
    if title is not None:
        return title, "prose.quoted"
    purpose = told.purpose
    if purpose is not None and means_before(index.text, purpose):
        later = words.purpose(index.text, (sentence[1], min(len(index.text), sentence[1] + NEXT_SENTENCE)))
        purpose = later or antecedent(index.text, purpose)
    if purpose is not None:
        quoted = index.titles(purpose)
        if quoted:
            return quoted[0], "prose.quoted"
        done = _DONE_TO.match(index.text, *purpose) is not None
        if not done and _NAME.fullmatch(index.text, *purpose) and not index.is_other(purpose):
            body = words.is_body(index.text[slice(*purpose)])
            return purpose, "prose.applicant" if body else "prose.named"
        return purpose, "prose.purpose"
    plan = _PLANS.match(index.text, told.applicant[1], sentence[1]) if told.applicant is not None else None
    if plan is not None and (planned := words.purposes.done(index.text, (plan.end(), sentence[1]))) is not None:
        return planned, "prose.purpose"  # "et tilskud går til Kystcentret i Grenaa, der vil bygge et rev"
    if told.applicant is not None and _can_stand_alone(index, words, told.applicant):
        return told.applicant, "prose.applicant"
    if told.applicant is not None and told.applicant[0] >= money.end and _is_common(index.text[slice(*told.applicant)]):
        return told.applicant, "prose.purpose"  # "1,5 mio. kr. til familiecenteret": where it goes, no name
    return None, "prose.loose"


def _used_later(index: Index, words: ProjectWords, sentence: Span, number: int) -> tuple[Span, str] | None:
    """What a later sentence says that the money is for, where no other amount comes before it."""
    following = index.mentions.money[number + 1 : number + 2]
    end = min([len(index.text), sentence[1] + _LATER, *(money.start for money in following)])
    purpose = words.purposes.used_later(index.text, (sentence[0], max(end, sentence[1])))
    if purpose is None or means_before(index.text, purpose):
        return None
    called = named_in(index, words, purpose)
    if called:
        return called[0], "prose.named"
    quoted = index.titles(purpose)
    if quoted:
        return quoted[0], "prose.quoted"
    is_name = _NAME.fullmatch(index.text, *purpose) is not None and not index.is_other(purpose)
    return purpose, "prose.named" if is_name else "prose.purpose"


def _is_common(text: str) -> bool:
    return " " not in text and text[0].islower()


def _title_before(index: Index, words: ProjectWords, passage: Passage, sentence: Span) -> Span | None:
    """The only title in marks of the paragraph, in the sentences before one that says nothing of what its grant is
    for: ``… er gået sammen om ”Sti langs fjorden”. Fonden giver 850.000 kr.``"""
    start = max(passage.start, sentence[0] - _TITLE_BEFORE)
    titles = index.titles((start, sentence[1]))
    if len(titles) != 1 or titles[0][1] > sentence[0] or index.money((start, sentence[0])):
        return None
    theme = words.theme.search(index.text, max(passage.start, titles[0][0] - _TITLE_ROOM), titles[0][0])
    return titles[0] if theme is None else None


def _title_subject(index: Index, words: ProjectWords, clause: Span, told: Told) -> Span | None:
    """The title in marks that opens the clause and gets the money: ``”Lys over fjorden” fra museet får 2 mio. kr.``"""
    title = next(iter(index.titles(clause)), None)
    if title is None or not _OPENS_TITLE.fullmatch(index.text, clause[0], title[0]):
        return None
    verb = words.receive.expression.search(index.text, title[1], min(clause[1], title[1] + _TITLE_ROOM))
    return title if verb is not None else None


def _title_beside(index: Index, told: Told, money: MoneyMention) -> Span | None:
    """The title in marks between commas behind who gets the money: ``Roklubben, ”Hold kursen”, har fået``."""
    if told.applicant is None or told.applicant[1] >= money.start:
        return None
    title = next(iter(index.titles((told.applicant[1], money.start))), None)
    beside = title is not None and _COMMA.fullmatch(index.text, told.applicant[1], title[0]) is not None
    return title if title is not None and beside and _CLOSED.match(index.text, title[1]) else None


def _can_stand_alone(index: Index, words: ProjectWords, who: Span) -> bool:
    """Whether who gets the money can stand for what it is for: a name; not a person, whose salary it may be, nor a
    common word (``direktionen``, ``børnehaverne``)."""
    text = index.text[slice(*who)]
    if _is_person(index, who) or _is_common(text):
        return False
    if _AMONG_MANY.search(index.text, max(0, who[0] - _AMONG_ROOM), who[0]):
        return False  # "De statslige museer som Søby Museum og Vig Museum får"
    opens = index.text[: who[0]].rstrip(" ")[-1:] in {"", ".", "!", "?", ":", "\n", "–", "-"}
    known = any(index.mentions.organisations[n].start == who[0] for n in index.organisations(who))
    # A capital within the sentence is that of a name (``Brintværket``), at its beginning that of any word.
    return known or not opens or _COMMON.fullmatch(text) is None


def _beside_title(index: Index, applicant: Span | None, name: Span | None, funder: Span | None) -> Span | None:
    """Who carries a project with a name: not that name itself; else the body behind it (``”Tang” fra Havnen``)."""
    if name is None or (applicant is not None and (applicant[1] < name[0] or name[1] < applicant[0])):
        return applicant
    behind = (name[1], min(len(index.text), name[1] + _TITLE_ROOM))
    for number in index.organisations(behind):
        o = index.mentions.organisations[number]
        span = (o.start, o.start + len(o.name))
        if span != funder and _CARRIED.fullmatch(index.text, name[1], o.start):
            return span
    return None


def _named(text: str, span: Span | None) -> Named | None:
    return named(text, span) if span is not None else None


def _is_person(index: Index, span: Span) -> bool:
    return any(p.start == span[0] for p in index.mentions.people)


def _is_only_grant(index: Index, passage: Passage) -> bool:
    return sum(index.mentions.money[n].role == "grant" for n in index.money((passage.start, passage.end))) == 1
