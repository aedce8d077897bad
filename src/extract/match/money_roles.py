"""What an amount is: granted, the whole cost, a pool, own funding … decided by phrases around it.

The phrases of patterns/money_roles.toml are matched on each sentence with its amounts masked. Where several
match one amount, the better rank wins (``give.rank``: 1 names the money, 2 is a verb beside it, 3 a mere hint),
then the one nearest to the amount, then the one with more text, then the order of the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import cast, get_args

import regex

from extract.patterns import Patterns, Phrase, mask
from extract.patterns.phrases import SLOTS, Masked
from extract.records.release import Role, Span

_MONEY = SLOTS["money"]
HINT = 3
_NEAR = 40
_COUNT = regex.compile(
    r"(?i)(?<![\p{L}\d.,])(?:\d{1,4}|to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv|tretten|fjorten|femten|seksten|sytten|atten|nitten"
    r"|tyve)(?![\p{L}\d.,%])(?= \p{L})"
)
_WORD = regex.compile(r"\w+")
_OPTIONAL = regex.compile(r"\[[^\]]*\]")
_SLOT_OR_GAP = regex.compile(r"\{\w+\}|\.\.\.")
_GROUP_OR_WORD = regex.compile(r"\([^)]*\)\*?|\w+\*?")
_YEAR = regex.compile(r"(?:19|20)\d\d")
_SAME_KIND = regex.compile(
    r"[^;:.!?]{0,90}?(?:,|(?<!\p{L})(?:og|samt|eller|til|fra)(?!\p{L}))[^;:.!?]{0,60}", regex.IGNORECASE
)
_TURN = regex.compile(
    r"(?i)(?<!\p{L})(?:mens|men|hvor|som|der|hvoraf|heraf|har|er|var|blev|bliver|skal|kan|vil|får|fik|koster|ud af"
    r"|af de|sidste år)(?!\p{L})"
)


@dataclass(frozen=True, slots=True)
class Given:
    """A role, the pattern that gave it, and how sure that is. ``rank`` orders the hints; 9 is none."""

    role: Role = "other"
    rule: str | None = None
    rank: int = 9
    confidence: float = 1.0


NONE = Given()


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of a sentence: ``start`` takes in qualifiers and fillers, ``total`` is true for *i alt*, *samlet*."""

    start: int
    end: int
    number: int
    total: bool = False


@dataclass(frozen=True, slots=True)
class RolePhrase:
    """A pattern ``money.role.ROLE.NAME`` with what its ``give`` says."""

    phrase: Phrase
    role: Role
    rank: int
    needs_total: bool
    openers: frozenset[str] | None
    """Words of which a match has at least one, None where that cannot be told: spares most searches."""


@dataclass(frozen=True, slots=True)
class Roles:
    """Gives roles to amounts. Made once from patterns by :func:`compile_roles`."""

    phrases: tuple[RolePhrase, ...]
    list_heading: regex.Pattern[str]

    def in_sentence(self, text: str, span: Span, amounts: Sequence[Amount]) -> dict[int, Given]:
        """The roles of the amounts of one sentence, by their numbers; an amount without one is left out."""
        masked = self._mask(text, span, amounts)
        totals = {amount.number for amount in amounts if amount.total}
        words = frozenset(_WORD.findall(masked.text.lower()))
        best: dict[int, tuple[tuple[int, int, int, int], Given]] = {}
        for order, entry in enumerate(self.phrases):
            if entry.openers is not None and words.isdisjoint(entry.openers):
                continue
            for found in entry.phrase.expression.finditer(masked.text, overlapped=True):
                at = found.start("money")
                number = masked.mentions.get(at)
                if number is None or found.group().count(_MONEY) > 1 or (entry.needs_total and number not in totals):
                    continue
                # Nearness is the distance from the amount to the far end of the phrase, in steps of some six words.
                far = max(at - found.start(), found.end() - at - 1)
                key = (entry.rank, far // _NEAR, far if far >= _NEAR else -far, order)
                if number not in best or key < best[number][0]:
                    confidence = 0.75 if entry.rank == HINT else 0.97 if entry.rank == 1 else 0.94
                    best[number] = (key, Given(entry.role, entry.phrase.id, entry.rank, confidence))
        return self._spread(text, amounts, {number: given for number, (_, given) in best.items()})

    def _mask(self, text: str, span: Span, amounts: Sequence[Amount]) -> Masked:
        mentions = [(a.start, a.end, "money", a.number) for a in amounts]
        # A count inside an amount is masked with it: mask() drops what overlaps an earlier mention.
        counts = (c for c in _COUNT.finditer(text, *span) if not _YEAR.fullmatch(c.group()))
        mentions.extend((c.start(), c.end(), "number", -1) for c in counts)
        return mask(text, span, mentions)

    def _spread(self, text: str, amounts: Sequence[Amount], given: dict[int, Given]) -> dict[int, Given]:
        """``bevilget 20 mio. kr. til A, 5 mio. kr. til B og 2 mio. kr. til C``: the row shares the first one's role."""
        for first, second in pairwise(amounts):
            source, target = given.get(first.number, NONE), given.get(second.number, NONE)
            if source.rank >= HINT or target.rank < HINT:
                continue
            gap = text[first.end : second.start]
            if _SAME_KIND.fullmatch(gap) and not _TURN.search(gap):
                given[second.number] = Given(source.role, source.rule, 2, min(source.confidence, 0.8))
        return given

    def of_label(self, label: str) -> Given:
        """The role that a label or a column heading gives to the amount beside it."""
        text = f"{label.rstrip(' :')}: {_MONEY}"
        masked = Masked(text, tuple(range(len(text) + 1)), {len(text) - 1: 0})
        best: tuple[tuple[int, int], Given] | None = None
        for entry in self.phrases:
            found = entry.phrase.expression.search(masked.text)
            if found is not None and found.end() == len(text):
                key = (entry.rank, found.start() - found.end())
                if best is None or key < best[0]:
                    best = (key, Given(entry.role, entry.phrase.id, entry.rank, 0.97))
        return best[1] if best is not None else NONE

    def announces_grants(self, heading: str) -> bool:
        """Whether a heading or lead-in says that what follows was granted (``Følgende projekter støttes:``)."""
        return self.list_heading.search(heading) is not None


def compile_roles(patterns: Patterns) -> Roles:
    """The phrases ``money.role.*`` of patterns/money_roles.toml, in the order of the file."""
    phrases = []
    for phrase in patterns.group("money.role"):
        role = phrase.id.split(".")[2]
        if role not in get_args(Role):
            raise ValueError(f"{phrase.file}: {phrase.id} names the unknown role {role!r}")
        needs_total = phrase.give.get("needs") == "total"
        rank = int(phrase.give.get("rank", "2"))
        phrases.append(RolePhrase(phrase, cast(Role, role), rank, needs_total, _openers(phrase)))
    return Roles(tuple(phrases), patterns.words["money.list_heading"].expression)


def _openers(phrase: Phrase) -> frozenset[str] | None:
    """For each text of the pattern, the word or the alternatives that it cannot do without, all together."""
    words: set[str] = set()
    for text in phrase.match:
        # What may be left out, slots and gaps go first; then the first group or word is one that must be there.
        bare = _SLOT_OR_GAP.sub(" ", _OPTIONAL.sub(" ", text))
        found = _GROUP_OR_WORD.search(bare)
        if found is None or "*" in found.group():
            return None
        for alternative in found.group().strip("()").split("|"):
            first = _WORD.search(alternative.lower())
            if first is None:
                return None
            words.add(first.group())
    return frozenset(words)


def same_money(amounts: Iterable[Given]) -> Given:
    """The best of several roles that mentions of one amount have in different places."""
    return min(amounts, key=lambda given: given.rank, default=NONE)
