"""Organisation mentions → organisations: spellings that mean the same are aliases of the commonest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import regex

from extract.records.document import Article
from extract.records.mentions import OrganisationMention
from extract.records.release import Mention, Organisation


def folded_name(name: str) -> str:
    """A name for comparing: case, ``&``/``og``, dashes and blanks do not count."""
    return " ".join(name.casefold().replace("&", "og").replace("-", " ").split())


def also_named(
    article: Article, mentions: Sequence[OrganisationMention], names: Iterable[str]
) -> tuple[OrganisationMention, ...]:
    """``mentions`` with those of ``names`` that only their role gave away (an applicant, a speaker's employer),
    wherever the article has them."""
    known = {folded_name(mention.name) for mention in mentions}
    found = list(mentions)
    for name in sorted({name for name in names if folded_name(name) not in known and name[:1].isupper()}):
        expression = regex.compile(rf"(?<!\p{{L}}){regex.escape(name)}(?P<genitive>s|['’]s?)?(?!\p{{L}})")
        for passage in article.passages:
            for match in expression.finditer(article.text, passage.start, passage.end):
                if not any(m.start < match.end() and match.start() < m.end for m in found):
                    found.append(OrganisationMention(match.start(), match.end(), name, rule="role"))
    return tuple(sorted(found, key=lambda mention: mention.start))


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
            )
        )
    return tuple(found)
