"""Organisation mentions → organisations: spellings that mean the same are aliases of the commonest."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import regex

from extract.records.document import Article
from extract.records.mentions import OrganisationMention
from extract.records.release import Mention, Organisation, Project
from extract.values.names import occurrences

_ACRONYM = regex.compile(r"\s\((\p{Lu}[\p{L}\d&]{1,9})\)")
_LETTERS = regex.compile(r"\p{L}+")
_NAMED_KIND = regex.compile(r"(?:Lands)?(?:[Ff]oreningen|[Ff]onden|[Ff]orbundet)")
# «Energiselskabet Bæltkraft»: what it is, beside the name that it has elsewhere.
_CALLED = regex.compile(r"\p{L}\p{Ll}*(?:organisationen|selskabet|virksomheden|koncernen|firmaet|[Mm]useet)\s")
# «Vækstrådet» of «Vækstrådet Danmark»: a compound noun that begins one name of the release.
_DEFINITE = regex.compile(r"\p{Lu}\p{Ll}{6,}(?:en|et)")
# «Rengøringsforbund»: the second part of a compound counts in a short form too.
_KIND_ENDS = regex.compile(
    r"\p{Ll}(?P<kind>forbund|forening|fond|union|råd|selskab|styrelse|museum|universitet|klub|samvirke|hospital)(?:en|et|n)?$"
)
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


def without_titles(
    mentions: Sequence[OrganisationMention], projects: Sequence[Project]
) -> tuple[OrganisationMention, ...]:
    """``mentions`` without those that are the very title in marks of a project which another body carries: *»Drejø
    Damp«, ansøgt af Dampens Venner*."""
    titles = {
        span
        for project in projects
        if (project.rule or "").endswith(".quoted")
        and project.applicant is not None
        and folded_name(project.applicant) != folded_name(project.name)
        for span in project.evidence.get("name", ())
    }
    return tuple(mention for mention in mentions if (mention.start, mention.end) not in titles)


def assemble_organisations(
    text: str, mentions: Sequence[OrganisationMention], legal_forms: frozenset[str] = frozenset()
) -> tuple[Organisation, ...]:
    """The organisations in order of first mention, each under its fullest name, its other spellings as aliases.

    Of names equally full the commonest holds, then the first.
    """
    groups: dict[str, list[OrganisationMention]] = {}
    for mention in mentions:
        groups.setdefault(folded_name(mention.name), []).append(mention)
    groups = _merged(text, groups, legal_forms)
    found = []
    for number, members in enumerate(groups.values(), 1):
        spellings = Counter(mention.name for mention in members)
        name = max(spellings, key=lambda spelling: (_fullness(spelling), spellings[spelling]))
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


def full_names(organisations: Sequence[Organisation], legal_forms: frozenset[str]) -> dict[str, str]:
    """The fullest name of the body that a name means, by that name folded; a legal form alone makes none fuller."""
    full = {folded_name(name): body.name for body in organisations for name in (body.name, *body.aliases)}
    return {
        short: name
        for short, name in full.items()
        if folded_name(" ".join(word for word in name.split() if word not in legal_forms)) != short
    }


def _fullness(name: str) -> tuple[bool, bool, int]:
    """How full a name is: not all capitals, without a mere word for what it is, then by its words."""
    return not (name.isupper() and " " in name), not _CALLED.match(name), len(name.split())


def _merged(
    text: str, groups: dict[str, list[OrganisationMention]], legal_forms: frozenset[str]
) -> dict[str, list[OrganisationMention]]:
    """``groups`` with those joined that mean one body: a name with and without its legal form, an acronym and what
    it stands for, *Foreningen Havblik* and *Havblik*, *Kunsthuset* and *Kunsthuset i Ribe*."""
    short: dict[str, set[str]] = {}
    for full, members in groups.items():
        for key in _short_forms(text, members, legal_forms):
            if key != full and key in groups:
                short.setdefault(key, set()).add(full)
    fuller = {key: owners.pop() for key, owners in short.items() if len(owners) == 1}

    def whole(key: str) -> str:
        for _ in range(len(fuller)):
            if key not in fuller:
                break
            key = fuller[key]
        return key

    joined: dict[str, list[OrganisationMention]] = {}
    for key, members in groups.items():
        joined.setdefault(whole(key), []).extend(members)
    for members in joined.values():
        members.sort(key=lambda mention: mention.start)
    return dict(sorted(joined.items(), key=lambda entry: entry[1][0].start))


def _short_forms(text: str, members: Sequence[OrganisationMention], legal_forms: frozenset[str]) -> Iterator[str]:
    """What else the body of ``members`` is called, folded."""
    for mention in members:
        acronym = _ACRONYM.match(text, mention.end)
        if acronym is not None:
            yield folded_name(acronym.group(1))
    for name in {mention.name for mention in members}:
        words = name.split()
        yield from _initials(name)
        if len(words) > 1 and words[-1] in legal_forms:
            yield folded_name(" ".join(words[:-1]))
        if len(words) > 1 and _NAMED_KIND.fullmatch(words[0]):
            yield folded_name(" ".join(words[1:]))
        if len(words) > 1:
            yield from (folded_name(words[-1] + ending) for ending in ("et", "en"))  # «Lokaludvalget»
        if len(words) > 1 and _CALLED.match(name):
            yield folded_name(" ".join(words[1:]))
        if len(words) > 1 and _DEFINITE.fullmatch(words[0]):
            yield folded_name(words[0])


def _initials(name: str) -> Iterator[str]:
    """The short forms that the words of a name spell: *DRF* of *Dansk Rengøringsforbund*, *SOF* of *Social- og
    Omsorgsforbundet*."""
    capitals = [word for word in _LETTERS.findall(name) if word[0].isupper()]
    letters = "".join(word[0] for word in capitals)
    kind = _KIND_ENDS.search(name)
    if kind is not None and len(letters) > 1:
        yield folded_name(letters + kind["kind"][0])
    if len(letters) > 2:
        yield folded_name(letters)
