"""Who gives the money: the organisation that a sentence names, or whom *fonden* and *regionsrådet* stand for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

import regex

from extract.assemble.organisations import folded_name
from extract.patterns import Patterns
from extract.records.document import Article
from extract.records.mentions import Mentions, Named, ProjectsTold
from extract.records.release import Span
from extract.values.names import is_committee
from extract.values.text import tried

_UNIONS = frozenset({"EU", "Staten"})


class Funders:
    """Answers questions about the funders of one release."""

    def __init__(self, article: Article, mentions: Mentions, patterns: Patterns) -> None:
        self._article = article
        self._mentions = mentions
        self._stems = _stems(patterns)
        self._giving = patterns.words["funders.giving_sender"]
        self._only_give = patterns.words["funders.only_gives"]
        self._authorities = patterns.words["funders.authority"]
        self._endings = patterns.words["funders.ending"]
        self._bodies = [o.name for o in mentions.organisations if not is_committee(o.name)]
        self._bodies += [p.name for p in mentions.places if p.kind in {"municipality", "region"}]
        self._named: dict[str, str | None] = {}
        self._top = max((p.end for p in article.passages if p.kind in {"title", "lead"}), default=0)

    def resolved(self, giver: Named | None) -> Named | None:
        """The giver by its name; a generic word becomes the sender or the one body of its kind, or stays unknown."""
        if giver is None:
            return None
        stem = self._stems.get(giver.text.casefold())
        if stem is None:
            return giver
        publisher = self._article.publisher
        # "Udvalget" is a municipality's, but in a region's release it is the region's.
        committee = giver.text.casefold().endswith("udvalget")
        own = publisher is not None and committee and _ending(self._authorities.words).search(publisher) is not None
        if publisher is not None and (self._is_of_kind(publisher, stem) or own):
            return Named(publisher, giver.spans)
        if stem and stem not in self._named:
            named = Counter(name for name in self._bodies if self._is_of_kind(name, stem))
            self._named[stem] = named.most_common(1)[0][0] if named else None
        name = self._named.get(stem)
        return Named(name, giver.spans) if name is not None else None

    def common(self, told: ProjectsTold) -> Named | None:
        """The funder of the release as a whole: whom its title or lead names, else the sender where it is a body
        that gives, else whom several sentences name, else the sender if the release speaks of giving at all."""
        receivers = {folded_name(p.applicant.text) for p in told.projects if p.applicant is not None}
        named = [
            giver
            for giver in map(self.resolved, (*(p.funder for p in told.projects), *told.givers))
            if giver is not None and folded_name(giver.text) not in receivers and giver.text[0].isupper()
        ]
        # A school or firm that "gives" in some sentence is no funder where the release names a foundation.
        named = [giver for giver in named if self._can_give(giver.text)] or named
        top = [giver for giver in named if giver.spans[0][0] < self._top]
        sender = self._sender(receivers)
        if top:
            # An action group shares out what comes from the EU: the sender that gives goes before its own source.
            best = _commonest(top)
            gives = any(sender is not None and folded_name(g.text) == folded_name(sender.text) for g in top)
            return sender if sender is not None and (gives or best.text in _UNIONS) else best
        if sender is not None and self._can_give(sender.text):
            return sender
        if self._article.publisher is None and (body := self._named_most(receivers)) is not None:
            return body
        most = _commonest(named) if named else None
        again = most is not None and sum(folded_name(g.text) == folded_name(most.text) for g in named) > 1
        return most if again or sender is None else sender

    def carrier(self, project: Named, funder: Named | None, *, told: bool) -> Named | None:
        """The sender as the one whose project it is, where nobody else is named: it writes of money that another gives,
        or announces something of its own. A foundation or ministry tells of what others do."""
        publisher = self._article.publisher
        if publisher is None or _ending(self._only_give.words).search(publisher) is not None:
            return None
        if funder is None and (told or _ending(self._authorities.words).search(publisher) is not None):
            return None
        if funder is not None and folded_name(funder.text) == folded_name(publisher):
            return None
        where = self._written(publisher)
        return Named(publisher, (where,) if where is not None else project.spans)

    def _named_most(self, receivers: set[str]) -> Named | None:
        """Of the bodies that give by their names the one named most, at the top or else twice at least: who sends a
        release that does not say so itself."""
        text = self._article.text
        giving = [o for o in self._mentions.organisations if self._can_give(o.name) and not o.name.isupper()]
        giving = [o for o in giving if folded_name(o.name) not in receivers]
        counted = Counter(folded_name(o.name) for o in giving)
        top = [o for o in giving if o.start < self._top]
        again = [o for o in giving if counted[folded_name(o.name)] > 1]
        best = max(top or again, key=lambda o: (counted[folded_name(o.name)], -o.start), default=None)
        if best is None or self._giving.expression.search(text) is None:
            return None
        return Named(best.name, ((best.start, best.start + len(best.name)),))

    def _sender(self, receivers: set[str]) -> Named | None:
        """The sender, if it is not among those who get the money and is a body that gives, or speaks of giving."""
        publisher = self._article.publisher
        if publisher is None or folded_name(publisher) in receivers:
            return None
        where = self._written(publisher)
        if where is not None and self._can_give(publisher):
            return Named(publisher, (where,))
        giving = self._first(self._giving.expression)
        return Named(publisher, (where or giving,)) if giving is not None else None

    def _first(self, expression: regex.Pattern[str]) -> Span | None:
        """The first match in the article itself: what stands beside it (menus, other news) proves nothing."""
        passages = self._article.passages
        found = (expression.search(self._article.text, p.start, p.end) for p in passages)
        return next((match.span() for match in found if match), None)

    def _written(self, name: str) -> Span | None:
        """Where the article itself first has the name."""
        text = self._article.text
        found = (text.find(name, p.start, p.end) for p in self._article.passages)
        return next(((at, at + len(name)) for at in found if at >= 0), None)

    def _can_give(self, name: str) -> bool:
        return _ending(self._endings.words).search(name) is not None

    def _is_of_kind(self, name: str, stem: str) -> bool:
        # "Regionshospitalet" is no region
        folded = name.casefold()
        return _kind(stem).search(folded) is not None and folded not in self._stems


@lru_cache(maxsize=4)
def _stems(patterns: Patterns) -> Mapping[str, str]:
    """What the generic words for funders are short for."""
    lists = patterns.word_group("funders.generic")
    return {word.casefold(): words.give["stem"] for words in lists for word in words.words}


@lru_cache(maxsize=64)
def _kind(stem: str) -> regex.Pattern[str]:
    return regex.compile(rf"{stem}\p{{L}}{{0,4}}(?!\p{{L}})")


@lru_cache(maxsize=4)
def _ending(endings: tuple[str, ...]) -> regex.Pattern[str]:
    return regex.compile(rf"(?:{tried(endings, blank=' ', folded=True)})s?(?!\p{{L}})", regex.IGNORECASE)


def _commonest(givers: list[Named]) -> Named:
    """The giver named most often, the first of equals."""
    best = Counter(folded_name(giver.text) for giver in givers).most_common(1)[0][0]
    return next(giver for giver in givers if folded_name(giver.text) == best)
