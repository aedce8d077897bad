"""What an amount is: granted, the whole cost, a pool, own funding … decided by phrases around it.

The phrases of patterns/money_roles.toml are matched on each sentence with its amounts masked. Where several
match one amount, the better rank wins (``give.rank``: 1 names the money, 2 is a verb beside it, 3 a mere hint),
then the one nearest to the amount, then the one with more text, then the order of the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast, get_args

import regex

from extract.patterns import Patterns, Phrase, mask
from extract.patterns.phrases import SLOTS, Masked
from extract.records.release import Role, Span

_MONEY = SLOTS["money"]
_HINT = 3
_COUNT = regex.compile(
    r"(?i)(?<![\p{L}\d.,])(?:\d{1,4}|to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv|tretten|fjorten|femten|seksten|sytten|atten|nitten"
    r"|tyve)(?![\p{L}\d.,%])(?= \p{L})"
)
_YEAR = regex.compile(r"(?:19|20)\d\d")
_SAME_KIND = regex.compile(
    r"[^;:.!?]{0,90}?(?:,|(?<!\p{L})(?:og|samt|eller|til|fra)(?!\p{L}))[^;:.!?]{0,60}", regex.IGNORECASE
)
_TURN = regex.compile(
    r"(?i)(?<!\p{L})(?:mens|men|hvor|som|der|hvoraf|heraf|har|er|var|blev|bliver|skal|kan|vil|får|fik|koster|ud af|af de|sidste år)(?!\p{L})"
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
class Roles:
    """Gives roles to amounts. Made once from patterns by :func:`compile_roles`."""

    phrases: tuple[tuple[Phrase, Role, int], ...]
    list_heading: regex.Pattern[str]

    def in_sentence(self, text: str, span: Span, amounts: Sequence[tuple[int, int, int]]) -> dict[int, Given]:
        """The roles of ``amounts`` ``(start, end, number)``, whose starts take in the words that qualify them."""
        masked = self._mask(text, span, amounts)
        best: dict[int, tuple[tuple[int, int, int, int], Given]] = {}
        for order, (phrase, role, rank) in enumerate(self.phrases):
            for found in phrase.expression.finditer(masked.text, overlapped=False):
                at = found.start("money")
                number = masked.mentions.get(at)
                if number is None:
                    continue
                length = found.end() - found.start()
                # Nearness is what stands between the far end of the phrase and the amount.
                far = max(at - found.start(), found.end() - at - 1)
                key = (rank, far // 40, -length if far < 40 else length, order)
                if number not in best or key < best[number][0]:
                    confidence = 0.75 if rank == _HINT else 0.95 if rank == 1 else 0.92
                    best[number] = (key, Given(role, phrase.id, rank, confidence))
        return self._spread(text, amounts, {number: given for number, (_, given) in best.items()})

    def _mask(self, text: str, span: Span, amounts: Sequence[tuple[int, int, int]]) -> Masked:
        mentions = [(start, end, "money", number) for start, end, number in amounts]
        for count in _COUNT.finditer(text, *span):
            if not _YEAR.fullmatch(count.group()) and not any(s < count.end() and count.start() < e for s, e, _ in amounts):
                mentions.append((count.start(), count.end(), "number", -1))
        return mask(text, span, mentions)

    def _spread(self, text: str, amounts: Sequence[tuple[int, int, int]], given: dict[int, Given]) -> dict[int, Given]:
        """``bevilget 20 mio. kr. til A, 5 mio. kr. til B og 2 mio. kr. til C``: the row shares the first one's role."""
        for (_, before, first), (after, _, second) in zip(amounts, amounts[1:], strict=False):
            source, target = given.get(first, NONE), given.get(second, NONE)
            if source.rank >= _HINT or target.rank < _HINT:
                continue
            gap = text[before:after]
            if _SAME_KIND.fullmatch(gap) and not _TURN.search(gap):
                given[second] = Given(source.role, source.rule, 2, min(source.confidence, 0.8))
        return given

    def of_label(self, label: str) -> Given:
        """The role that a label or a column heading gives to the amount beside it."""
        text = f"{label.rstrip(' :')}: {_MONEY}"
        masked = Masked(text, tuple(range(len(text) + 1)), {len(text) - 1: 0})
        best: tuple[tuple[int, int], Given] | None = None
        for phrase, role, rank in self.phrases:
            found = phrase.expression.search(masked.text)
            if found is not None and found.end() == len(text):
                key = (rank, found.start() - found.end())
                if best is None or key < best[0]:
                    best = (key, Given(role, phrase.id, rank, 0.95))
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
        phrases.append((phrase, cast(Role, role), int(phrase.give.get("rank", "2"))))
    return Roles(tuple(phrases), patterns.words["money.list_heading"].expression)


def same_money(amounts: Iterable[Given]) -> Given:
    """The best of several roles that mentions of one amount have in different places."""
    return min(amounts, key=lambda given: given.rank, default=NONE)
