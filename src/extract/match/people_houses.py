"""Which organisation a common noun beside a title stands for: *fondens direktør*, *formand for museet*.

Only what the release itself refers to: the one body of that kind which it names, or its sender where that is one.
A compound that nothing in the release explains (*borgerforeningens formand*) is the organisation as it is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from extract.match.people_complements import Complements
from extract.records.document import Article
from extract.records.mentions import OrganisationMention

_PART = regex.compile(r"[\p{L}\d]++")
_COMPANY_RULES = frozenset({"organisations.legal_forms", "organisations.cue_nouns"})
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
        if found is None and not named and self.complements.is_compound(folded):
            return noun
        return found

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
            return None
        before = [mention for mention in named if mention.start < at]
        return (before[-1] if before else named[0]).name

    def _base(self, name: str) -> str:
        words = name.split()
        while len(words) > 1 and words[-1] in self.legal_forms:
            words.pop()
        return " ".join(words).casefold()

    def _has_legal_form(self, name: str) -> bool:
        return bool(name) and name.split()[-1] in self.legal_forms


def kind_stem(noun: str) -> str:
    """What names of that kind share with the definite noun: *fonden* → *fond*, *klubben* → *klub*."""
    stem = noun[:-2] if noun.endswith(("en", "et")) and len(noun) > 5 else noun
    if stem.endswith("tr"):
        stem = stem[:-1]  # «teatret», «centret» beside «Teater», «Center»
    return stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] else stem


def _is_of_kind(name: str, stem: str) -> bool:
    return any(stem in part for part in _PART.findall(name.casefold()))
