"""Organisation mentions → organisations: spellings that mean the same are aliases of the commonest."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort_right
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from extract.records.document import Article
from extract.records.mentions import OrganisationMention
from extract.records.release import Mention, Organisation
from extract.values.names import occurrences

_LEAST_NAMES = 100
_MOST_READ = 100_000_000
"""Names looked for times characters read: far above any release."""


@lru_cache(maxsize=4096)
def folded_name(name: str) -> str:
    """A name for comparing: case, ``&``/``og``, dashes and blanks do not count."""
    return " ".join(name.casefold().replace("&", "og").replace("-", " ").split())


def also_named(
    article: Article, mentions: Sequence[OrganisationMention], names: Iterable[str]
) -> tuple[OrganisationMention, ...]:
    """``mentions`` with those of ``names`` that only their role gave away (an applicant, a speaker's employer),
    wherever the article has them."""
    known = {folded_name(mention.name) for mention in mentions}
    wanted = sorted({name for name in names if folded_name(name) not in known and name[:1].isupper()})
    found = sorted(mentions, key=lambda mention: mention.start)
    passages = sorted((passage.start, passage.end) for passage in article.passages)
    longest = max((m.end - m.start for m in found), default=0)
    for name in wanted[: max(_LEAST_NAMES, _MOST_READ // max(len(article.text), 1))]:
        for start, end in occurrences(article.text, name, 0, len(article.text)):
            inside = bisect_right(passages, start, key=lambda passage: passage[0]) - 1
            if inside < 0 or end > passages[inside][1]:
                continue
            low = bisect_left(found, start - longest, key=lambda mention: mention.start)
            high = bisect_left(found, end, key=lambda mention: mention.start)
            if not any(m.end > start for m in found[low:high]):
                insort_right(
                    found, OrganisationMention(start, end, name, rule="role"), key=lambda mention: mention.start
                )
                longest = max(longest, end - start)
    return tuple(found)


def assemble_organisations(text: str, mentions: Sequence[OrganisationMention]) -> tuple[Organisation, ...]:
    """The organisations in order of first mention, each under its commonest spelling (the first of equals)."""
    groups: dict[str, list[OrganisationMention]] = {}
    for mention in mentions:
        groups.setdefault(folded_name(mention.name), []).append(mention)
    found = []
    for number, members in enumerate(groups.values(), 1):
        spellings = Counter(mention.name for mention in members)
        name = spellings.most_common(1)[0][0]
        found.append(
            Organisation(
                id=f"o{number}",
                name=name,
                aliases=tuple(sorted(set(spellings) - {name})),
                mentions=tuple(Mention(start=m.start, end=m.end, surface=text[m.start : m.end]) for m in members),
                rule=members[0].rule,
            )
        )
    return tuple(found)
