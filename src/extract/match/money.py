"""Finds the amounts of an article: value, currency, qualifier, interval, role, and what they belong to.

``compile_money(patterns).find(article)`` is all there is to call. The steps stand in files of their own:
money_tokens (words) → money_grammar (amounts) → money_units and money_lists
(units that stand elsewhere) → money_qualifiers
(what stands around) → money_links (repairs, equal amounts) → money_roles (grant, total, pool …).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import regex

from extract.match.money_context import give_roles
from extract.match.money_grammar import Draft, read_amounts
from extract.match.money_links import link_equals, mend
from extract.match.money_lists import Lists, compile_lists
from extract.match.money_qualifiers import Qualifiers, bounds, compile_qualifiers
from extract.match.money_release import Placed
from extract.match.money_roles import Roles, compile_roles
from extract.match.money_tokens import Lexer, Token, compile_lexer
from extract.match.money_units import Units, compile_units
from extract.patterns import Patterns
from extract.records.document import Article, Passage
from extract.records.mentions import MoneyMention


@dataclass(frozen=True, slots=True)
class MoneyMatcher:
    """Finds amounts. Made once from patterns by :func:`compile_money`; holds no state between articles."""

    lexer: Lexer
    vague: regex.Pattern[str]
    units: Units
    lists: Lists
    qualifiers: Qualifiers
    roles: Roles

    def find(self, article: Article) -> tuple[MoneyMention, ...]:
        """The amounts of ``article`` in reading order, not overlapping; vague ones (*et millionbeløb*) are none."""
        drafts = self._drafts(article)
        if not drafts:
            return ()
        placed = self._place(article, drafts)
        mentions = mend(article.text, [(p.draft, self._mention(p)) for p in placed])
        mentions = give_roles(article, placed, mentions, self.roles)
        return tuple(link_equals(article.text, mentions, [p.start for p in placed]))

    def _drafts(self, article: Article) -> list[tuple[Draft, int]]:
        """Each amount with the number of its passage, in reading order."""
        text = article.text
        found: list[tuple[Draft, int]] = []
        read: dict[int, list[Token]] = {}
        for number, passage in enumerate(article.passages):
            stretches = self.lexer.near_money(text, passage.start, passage.end)
            if stretches:
                read[number] = tokens = [token for stretch in stretches for token in self.lexer.tokens(text, *stretch)]
                found.extend((draft, number) for draft in read_amounts(text, tokens, self.vague))
        found = self.units.without_declarations(article, self.lexer, self.units.with_currency(article, found))
        taken = [(d.start, d.end) for d, _ in found]
        found.extend(self.units.elsewhere(article, self.lexer, taken, read))
        found.extend(self.lists.find(article, found))
        return sorted(found, key=lambda pair: pair[0].start)

    def _place(self, article: Article, drafts: Sequence[tuple[Draft, int]]) -> list[Placed]:
        placed: list[Placed] = []
        last = 0
        for at, (draft, number) in enumerate(drafts):
            passage: Passage = article.passages[number]
            following = drafts[at + 1][0].start if at + 1 < len(drafts) else len(article.text)
            low, high = max(passage.start, last), min(passage.end, max(following, draft.end))
            around = self.qualifiers.around(article.text, draft.start, draft.end, low, high)
            placed.append(Placed(draft, number, around.start, around.qualifier, around.per))
            last = draft.end
        return placed

    def _mention(self, placed: Placed) -> MoneyMention:
        draft = placed.draft
        value: Decimal | None = draft.value
        low: Decimal | None = None
        high: Decimal | None = None
        qualifier = placed.qualifier
        confidence = round(draft.confidence * (0.9 if draft.shared else 1.0), 3)
        if draft.low is not None:
            low, high, value, qualifier = draft.low.value, value, None, "range"
        elif draft.number is None or value is None:
            confidence = 0.4
        else:
            in_units = draft.factor is None or draft.factor < 1
            whole = in_units and not (draft.number.in_words and draft.number.step >= 1000)
            step = None if whole else draft.number.step * (draft.factor or 1)
            low, high = bounds(value, step, qualifier)
        return MoneyMention(
            draft.start,
            draft.end,
            value,
            low,
            high,
            draft.currency,
            qualifier,
            per=placed.per,
            confidence=confidence,
        )


def compile_money(patterns: Patterns) -> MoneyMatcher:
    """The matcher of patterns/money.toml and patterns/money_roles.toml."""
    vague = "|".join(regex.escape(w) for w in sorted(patterns.words["money.vague"].words, key=lambda w: (-len(w), w)))
    return MoneyMatcher(
        lexer=compile_lexer(patterns),
        vague=regex.compile(rf"(?<!\p{{L}})(?:{vague})\s$", regex.IGNORECASE),
        units=compile_units(patterns),
        lists=compile_lists(patterns),
        qualifiers=compile_qualifiers(patterns),
        roles=compile_roles(patterns),
    )
