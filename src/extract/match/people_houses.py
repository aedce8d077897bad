"""Which organisation a common noun beside a title stands for: *fondens direktør*, *formand for museet*.

Only what the release itself refers to: the one body of that kind which it names, or its sender where that is one.
A compound that nothing in the release explains (*borgerforeningens formand*) is the organisation as it is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from extract.match.people_complements import Complements
from extract.match.people_spans import Covered
from extract.records.document import Article
from extract.records.mentions import OrganisationMention

_PART = regex.compile(r"[\p{L}\d]++")
_PUBLIC = regex.compile(r"Kommune|Region\s")
_REGION = regex.compile(r"((?:Nord|Midt)jylland|Syddanmark|Sjælland|Hovedstaden|Østdanmark)s?(?!\p{L})")
_MUNICIPAL = regex.compile(r"(?<![\p{L}-])\p{Lu}\p{Ll}++(?:-\p{Lu}\p{Ll}++)?\s$")
_GENITIVE_ENDS = regex.compile(r"s?(?!\p{L})")
_FIELD = regex.compile(r"\s(?:for|af|til|mod)\s")
_COMPANY_RULES = frozenset({"organisations.legal_forms", "organisations.cue_nouns"})
_NO_HOUSES = frozenset({"EU", "FN", "HR", "IT", "PR", "HF", "TV", "CSR", "ESG", "SOSU", "MF", "NATO"})
_NEAR, _BESIDE = 600, 60
OUR_OWN = "vores"
"""The word that means the sender itself."""


@dataclass(frozen=True, slots=True)
class Houses:
    """The bodies that one article names, for resolving its common nouns."""

    mentions: tuple[OrganisationMention, ...]
    publisher: str | None
    complements: Complements
    legal_forms: frozenset[str]

    @classmethod
    def of(
        cls,
        article: Article,
        organisations: Sequence[OrganisationMention],
        complements: Complements,
        legal_forms: frozenset[str],
    ) -> Houses:
        return cls(tuple(organisations), article.publisher, complements, legal_forms)

    def resolve(self, noun: str, at: int) -> str | None:
        """The organisation that the definite ``noun`` at ``at`` means; None where the release leaves it open."""
        folded = noun.casefold()
        if folded == OUR_OWN:
            return self.publisher
        stem = kind_stem(folded)
        named = [m for m in self.mentions if _is_of_kind(m.name, stem) and m.name.casefold() != folded]
        found = self._one(named, at, sender=_is_of_kind(self.publisher or "", stem))
        if found is None and folded in self.complements.companies:
            companies = [m for m in self.mentions if m.rule in _COMPANY_RULES or self._has_legal_form(m.name)]
            bases = {self._base(m.name) for m in companies}
            companies = [m for m in self.mentions if self._base(m.name) in bases]
            found = self._one(companies, at, sender=self._has_legal_form(self.publisher or ""))
        if found is None and not named and folded in self.complements.open_kinds:
            return self._sender_of_no_kind()
        if found is None and not named and self.complements.is_compound(folded):
            return noun
        return found

    def same(self, noun: str, at: int) -> str | None:
        """The body of a kind that was named last before ``at``: *fra samme universitet*."""
        before = [m for m in self.mentions if m.start < at and _is_of_kind(m.name, noun.casefold())]
        return before[-1].name if before else None

    def _sender_of_no_kind(self) -> str | None:
        """The sender, where its name does not say that it is of another kind: *Dansk Vinterbad*, not a fund."""
        words = (self.publisher or "").casefold().split()
        stems = [kind_stem(noun) for noun in self.complements.houses - self.complements.open_kinds]
        kinds = ("kommune", "politi", *(stem + ending for stem in stems for ending in ("", "en", "et")))
        return None if any(word.endswith(kinds) for word in words) else self.publisher

    def spelled_out(self, short: str) -> str | None:
        """The organisation that an acronym means: the one whose initials it is, else itself where it is named."""
        if short in _NO_HOUSES:
            return None
        for mention in self.mentions:
            initials = "".join(word[0] for word in mention.name.split() if word[0].isupper())
            if initials == short and mention.name != short:
                return mention.name
        if any(mention.name == short for mention in self.mentions):
            return short
        names = {*(mention.name for mention in self.mentions), *filter(None, [self.publisher])}
        begun = {name for name in names if name.startswith(short + " ")}  # «LAG-formand» beside «LAG Fjord & Hede»
        return begun.pop() if len(begun) == 1 else None

    def _one(self, named: Sequence[OrganisationMention], at: int, *, sender: bool) -> str | None:
        """The one organisation of ``named``, as it was last called before ``at``; the sender among several."""
        bases = {self._base(mention.name) for mention in named}
        if sender and self.publisher is not None:
            own = self._base(self.publisher)
            near = [mention for mention in named if own in self._base(mention.name)]
            if not near or len({self._base(mention.name) for mention in near}) > 1:
                return self.publisher
            named, bases = near, {self._base(near[0].name)}
        if len(bases) != 1:
            return self._told_last(named, at)
        before = [mention for mention in named if mention.start < at]
        return (before[-1] if before else named[0]).name

    def _told_last(self, named: Sequence[OrganisationMention], at: int) -> str | None:
        """Among several, the one that has just been told of; None where two stand side by side."""
        near = [mention for mention in named if at - _NEAR < mention.start < at]
        if not near:
            return None
        last = near[-1]
        if last.name.endswith(("en", "et")) and " " not in last.name:  # «Kajakforeningen» of «Silkeborg Kajakforening»
            stem = kind_stem(last.name.casefold())
            full = next((m for m in reversed(near) if " " in m.name and m.name.casefold().endswith(stem)), None)
            last = full or last
        if any(m.name.startswith(last.name) and m.name != last.name for m in named):
            return None  # a house and a branch of it: which one is meant stays open
        beside = (m for m in near if 0 < last.start - m.end < _BESIDE and self._base(m.name) != self._base(last.name))
        return None if any(beside) else last.name

    def _base(self, name: str) -> str:
        words = name.split()
        while len(words) > 1 and words[-1] in self.legal_forms:
            words.pop()
        return " ".join(words).casefold()

    def _has_legal_form(self, name: str) -> bool:
        return bool(name) and name.split()[-1] in self.legal_forms


def public_bodies(text: str, organisations: Sequence[OrganisationMention]) -> list[OrganisationMention]:
    """The municipalities and regions of ``text`` that stand in none of ``organisations``: where places are known
    they are places, but a title beside them still means the body."""
    covered = Covered.of((mention.start, mention.end) for mention in organisations)
    found = []
    for body in _PUBLIC.finditer(text):
        if body.group() == "Kommune":
            owner = _MUNICIPAL.search(text, max(0, body.start() - 40), body.start())
            ends = _GENITIVE_ENDS.match(text, body.end())
            span = (owner.start(), body.end(), ends.end()) if owner is not None and ends is not None else None
        else:
            region = _REGION.match(text, body.end())
            span = (body.start(), region.end(1), region.end()) if region is not None else None
        if span is not None and covered.overlapping(span[0], span[2]) is None:
            found.append(OrganisationMention(span[0], span[2], text[span[0] : span[1]], "people.public_body"))
    return found


def kind_stem(noun: str) -> str:
    """What names of that kind share with the definite noun: *fonden* → *fond*, *klubben* → *klub*."""
    stem = noun[:-2] if noun.endswith(("en", "et")) and len(noun) > 5 else noun
    if stem.endswith("tr"):
        stem = stem[:-1]  # «teatret», «centret» beside «Teater», «Center»
    return stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] else stem


def _is_of_kind(name: str, stem: str) -> bool:
    """Whether a name's first or last word is of that kind; what follows *for* or *af* says nothing of it."""
    words = _PART.findall(_FIELD.split(name, maxsplit=1)[0].casefold())
    return any(stem in word and len(word) - word.index(stem) - len(stem) < 5 for word in (words[:1] + words[-1:]))
