"""Which sections list projects that get money: by their sums, their heading and what stands above."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from extract.match.projects.fields import Index, strip
from extract.match.projects.stories import is_prose, is_running
from extract.match.projects.words import ProjectWords
from extract.records.document import Passage
from extract.records.release import Section, Span

_MONEY_SHARE = 0.4
_LEAST_OPEN = 3
_FACTS_AMONG = 3
"""One item in so many that tells of the pool makes a list one of facts."""
_EACH_ROOM = 25
_MOST_PERSONS = 0.8
_FELLOWS = regex.compile(r"fellow|modtager|stipendi|legat|bevilling|forskere|kunstnere|prisen", regex.IGNORECASE)
_RANK_WORDS = 2
_REFUSED_WORDS = 9
_ALSO_GIVEN = regex.compile(
    r"\b(?:ja|tilsagn|støttet|får|bevil\p{Ll}+|(?<!ikke\s)(?:godkendte?|støttede))\b", regex.IGNORECASE
)
_OPENING_ROLES = frozenset({"name", "applicant", "granted"})
_ASKED = regex.compile(r"\b(?:an)?søgt(?:\sbeløb|\som)?:?\s$", regex.IGNORECASE)
_ASKED_ROOM = 20
_LEAST_ANY = 1000
_LEAST_GRANT = 1500
"""Sums below it that nothing calls a grant are rather prices."""
_ABOVE = 600
_LINES_ABOVE = 2
_ENTITY_ROLES = frozenset({"grant", "applied"})
_RECIPIENTS = regex.compile(
    r"støtt|modtag|bevil|tilskud|uddel|donation|tildel|penge|midler|projekt|tilsagn", regex.IGNORECASE
)
# Words of a title or of the line above a list that say that money is shared out
_SHARED_OUT = regex.compile(
    r"støtt|modtager|imødekom|betænk|begunstig|tilgode|bevil|tilskud|uddel|doner|donation|tildel|\p{L}pulje|puljen?\b|legat|tilsagn|sagt\sja\stil|(?:penge|midler|beløb|overskud)\p{Ll}*\s[^.:]{0,30}(?:fordel|delt)",
    regex.IGNORECASE,
)
_THESE = regex.compile(
    r"(?:følgende|disse|de|\d+|\p{Ll}*(?:to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv|ten))\s(?:[\p{L}\d-]+\s){0,3}?\p{Ll}{0,15}(?:projekter|foreninger|ansøgere|modtagere|initiativer|klubber"
    r"|kommuner|skoler|museer|virksomheder|forskere|ildsjæle|institutioner)\b[^:.]{0,60}(?:\.\s[^:.]{0,40})?:$|følgende:$",
    regex.IGNORECASE,
)
_FACT = regex.compile(r"^(?:fakta(?:boks)?)\s*[:–-]?\s*", regex.IGNORECASE)
_FINES = regex.compile(r"bøde|gebyr|afgift|takst|erstatning", regex.IGNORECASE)
_SPENDING = regex.compile(r"udgifter|regningen|omkostninger", regex.IGNORECASE)
_STATISTICS = regex.compile(
    r"nøgletal|tal og fakta|blå bog|tidsplan|regnskab|takst|(?<!\p{L})priser|entré|billet|kontingent"
    r"|program\sfor|omsætning",
    regex.IGNORECASE,
)


@dataclass(frozen=True, slots=True, eq=False)
class Lists:
    """The words by which lists are known. ``recipients`` are the headings of lists of those who get money."""

    words: ProjectWords
    recipients: tuple[regex.Pattern[str], ...]

    def is_project_list(
        self, index: Index, section: Section, inside: Sequence[Passage], *, beside: bool = False, fellows: int = 0
    ) -> bool:
        """Whether the section lists projects: most items hold money that is given, or its heading says so; ``beside``:
        the list above it does, and nothing but its heading stands between; ``fellows``: how many items with a sum the
        lists right above and below hold, each under a heading of its own."""
        heading = section.heading or ""
        sums = [index.money((item.start, item.end)) for item in section.items]
        amounts = [[n for n in numbers if not is_asked(index, n)] for numbers in sums]
        with_money = sum(1 for numbers in amounts if numbers)
        given = sum(1 for numbers in amounts if any(index.mentions.money[n].role in _ENTITY_ROLES for n in numbers))
        title = _FACT.sub("", heading)
        announced = any(expression.match(title) for expression in self.recipients)
        announced |= self.words.list_heading.expression.match(title) is not None
        announced |= _announces(heading)
        works = self.words.works_heading.expression.search(title) is not None
        if self.is_of_else(index, section, announced=announced):
            return False
        if works and with_money > len(section.items) / 2:
            return True
        firsts = {item.start for item in section.items}
        if sum(p.start in firsts and is_running(index.text, p) for p in inside) > len(section.items) / 2:
            return False
        if is_statistics(heading) and given <= with_money / 2:
            return False
        # Each with a sum that is given: entries, whatever stands before their colons.
        each_given = given == with_money == len(section.items) >= _LEAST_OPEN
        said = announced or beside or each_given or _RECIPIENTS.search(title) is not None
        if not said and self._is_labelled_facts(index, section):
            return False
        if with_money >= max(len(section.items) * _MONEY_SHARE, 1):
            if given > with_money / 2 or announced or _RECIPIENTS.search(heading) is not None:
                return True
            single = sum(1 for numbers in amounts if len(numbers) == 1)
            open_roles = all(index.mentions.money[n].role in {"other", "pool", "grant"} for ns in amounts for n in ns)
            if beside and single == len(section.items) and open_roles:
                return True
            large = (
                sorted((index.mentions.money[ns[0]].value or 0) for ns in amounts if ns)[with_money // 2]
                >= _LEAST_GRANT
            )
            least = max(with_money - 1, _LEAST_OPEN)
            return single + fellows >= least and open_roles and large and self._gives(index, section)
        if len(section.items) < 2 or is_prose(inside):
            return False
        persons = sum(
            any(
                len(index.text[item.start : low].split()) <= _RANK_WORDS
                for low, _ in index.people((item.start, item.end))
            )
            for item in section.items
        )
        if persons > len(section.items) * _MOST_PERSONS and _FELLOWS.search(heading) is not None:
            return True
        bodies = sum(1 for item in section.items if self._names_body(index, (item.start, item.end)))
        if _RECIPIENTS.search(heading) is not None:
            # "… fem projekter, der hver får 200.000 kroner:" above bare names
            end = inside[0].start
            if self.each(index, (index.text.rfind("\n", 0, max(0, end - 1)) + 1, end)) is not None:
                return True
        shared_out = (
            bodies > len(section.items) * _MONEY_SHARE and self.each_above(index, section.items[0].start) is not None
        )
        return shared_out or (announced and _RECIPIENTS.search(heading) is not None)

    def is_of_else(self, index: Index, section: Section, *, announced: bool) -> bool:
        """Whether a list's sums are no grants: prices, counts, spending, who pays for one project, facts of a pool."""
        heading = section.heading or ""
        title = _FACT.sub("", heading)
        sums = (index.money((item.start, item.end)) for item in section.items)
        values = [index.mentions.money[n].value or 0 for numbers in sums for n in numbers if not is_asked(index, n)]
        if values and sorted(values)[len(values) // 2] < _LEAST_ANY and not announced:
            return True  # prices
        if sum(1 for item in section.items if self.words.counts.match(index.text, item.start, item.end)) * 2 > len(
            section.items
        ):
            return True
        if _FINES.search(heading) is not None or (not announced and _SPENDING.search(heading) is not None):
            return True
        if self.words.about_one.match(title) or (not announced and self.words.financing.expression.search(title)):
            return True  # who pays how much of one project; what there is to know of one
        facts = sum(self.is_pool_fact(index, (item.start, item.end)) for item in section.items)
        return facts * _FACTS_AMONG >= len(section.items) and not announced

    def announces_support(self, index: Index, section: Section) -> bool:
        """Whether a list's heading or the line above it speaks of support or of those who get it."""
        above = index.text[max(0, section.start - _ABOVE) : section.start].rstrip().splitlines()[-1:]
        return any(_RECIPIENTS.search(line) is not None for line in (section.heading or "", *above))

    def is_refused(self, heading: str) -> bool:
        """Whether a list is headed by what it did not get: ``Afslag``, ``Følgende blev ikke imødekommet:``."""
        refused = self.words.refused.expression.search(heading) is not None
        return refused and len(heading.split()) <= _REFUSED_WORDS and _ALSO_GIVEN.search(heading) is None

    def is_pool_fact(self, index: Index, span: Span) -> bool:
        """Whether an item tells of the pool itself: its rules, its size, what it has given before."""
        return self.words.pool_fact.expression.match(index.text, *strip(index.text, *span)) is not None

    def _names_body(self, index: Index, span: Span) -> bool:
        return bool(index.organisations(span)) or self.words.is_body(index.text[slice(*span)])

    def _is_labelled_facts(self, index: Index, section: Section) -> bool:
        """Whether most items are ``Label: værdi`` with labels that name nobody (``Ansøgningsfrist: 1. marts``). A town
        says where, and a known label that comes again opens one project after the other."""
        labels = [item.label for item in section.items if item.label is not None]
        known = Counter(label.casefold() for label in labels if self.words.role_of(label) in _OPENING_ROLES)
        if known and max(known.values()) * 2 > len(section.items) > 1:
            return False
        places = sum(
            bool(index.places((i.start, i.start + len(i.label)))) for i in section.items if i.label is not None
        )
        if places * 2 > len(section.items):
            return False
        return sum(not self.words.is_body(label) for label in labels) > len(section.items) / 2

    def _gives(self, index: Index, section: Section) -> bool:
        """Whether the release speaks of money given before the list comes: then a list of amounts shares it out."""
        before = [m for m in index.mentions.money if m.end <= section.start]
        if any(m.role in {"grant", "pool"} for m in before):
            return True
        above = index.text[max(0, section.start - _ABOVE) : section.start].rstrip().splitlines()[-_LINES_ABOVE:]
        said = [*above, section.heading or ""]
        if any(map(is_statistics, said)):
            return False
        return any(_SHARED_OUT.search(line) is not None for line in said)

    def each(self, index: Index, span: Span) -> int | None:
        """The amount that a line above the list gives to every entry (``som hver modtager 10.000 kr.``)."""
        amounts = index.money(span)
        if len(amounts) == 1 and self.words.each.expression.search(index.text, *span):
            return amounts[0]
        return None

    def each_above(self, index: Index, end: int) -> int | None:
        """For a list without amounts: the last amount above it that goes to each (``på hver 10.000 kroner``)."""
        for number in reversed(index.money((0, end))):
            money = index.mentions.money[number]
            around = (max(0, money.start - _EACH_ROOM), min(end, money.end + _EACH_ROOM))
            if money.role in {"grant", "other", "pool"} and self.words.each.expression.search(index.text, *around):
                return number
        return None


def is_statistics(heading: str) -> bool:
    """Whether a heading is that of figures or prices: ``Nøgletal``, ``Priser``."""
    return _STATISTICS.search(heading) is not None


def is_asked(index: Index, number: int) -> bool:
    """Whether an amount is what was applied for (``55.000 kr. (ansøgt 80.000 kr.)``)."""
    start = index.mentions.money[number].start
    return _ASKED.search(index.text, max(0, start - _ASKED_ROOM), start) is not None


def _announces(heading: str) -> bool:
    """Whether a line above a list says who gets support: ``Pengene er givet til disse foreninger:``."""
    return _THESE.search(heading) is not None and _SHARED_OUT.search(heading) is not None
