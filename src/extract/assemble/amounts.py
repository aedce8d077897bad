"""Money mentions → amounts, with the links between those that state the same money."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from extract.records.document import Article
from extract.records.mentions import MoneyMention
from extract.records.release import Amount, Role


def amount_ids(mentions: Sequence[MoneyMention]) -> tuple[str, ...]:
    """The id of each mention's amount: ``a1`` … in reading order."""
    return tuple(f"a{number}" for number in range(1, len(mentions) + 1))


def assemble_amounts(
    article: Article,
    mentions: Sequence[MoneyMention],
    *,
    roles: Mapping[int, Role],
    same: Mapping[int, int],
) -> tuple[Amount, ...]:
    """The amounts. ``roles`` are those that a project settled (an item's only amount is its grant); ``same``
    maps a prose amount to the list's amount that states the same money exactly."""
    ids = amount_ids(mentions)
    sections = sorted((p.start, p.end, p.section) for p in article.passages)
    found = []
    for number, money in enumerate(mentions):
        twin = money.same_as if money.same_as is not None else same.get(number)
        found.append(
            Amount(
                id=ids[number],
                start=money.start,
                end=money.end,
                surface=article.text[money.start : money.end],
                value=money.value,
                low=money.low,
                high=money.high,
                currency=money.currency,
                qualifier=money.qualifier,
                role=roles.get(number, money.role),
                per=money.per,
                section=_section(sections, money.start),
                same_as=ids[twin] if twin is not None else None,
                confidence=money.confidence,
                rule=money.rule,
            )
        )
    return tuple(found)


def _section(sections: Sequence[tuple[int, int, str]], offset: int) -> str | None:
    at = bisect_right(sections, offset, key=lambda section: section[0]) - 1
    return sections[at][2] if at >= 0 and offset < sections[at][1] else None
