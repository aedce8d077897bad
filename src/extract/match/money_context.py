"""Which words decide an amount's role: its sentence, its label, its column, its list, and its other mentions."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

import regex

from extract.match.money_grammar import Draft
from extract.match.money_roles import HINT, NONE, Amount, Given, Roles, same_money
from extract.match.money_units import sentence_of
from extract.records.document import Article, Passage
from extract.records.mentions import MoneyMention
from extract.records.release import Qualifier

_TOTAL = regex.compile(r"(?i)(?<!\p{L})(?:i alt|ialt|samlet|samlede|tilsammen|sammenlagt|totalt)(?!\p{L})")
_TOTAL_AFTER = regex.compile(r"(?i) (?:i alt|tilsammen|samlet|sammenlagt)(?!\p{L})")
_OPENING_MARKS = regex.compile(r"[\s•·*–—-]*")
_SEPARATOR = regex.compile(r"\S(?::|\s[-–—]|,)\s?$")
_BULLET = regex.compile(r"[•·*–—-]|\d{1,2}[.)] ")
_ROUNDED_TO = 8
"""How many amounts within a headline's interval are looked at."""
_LABEL_LENGTH = 60
_HEADING_LENGTH = 160


@dataclass(frozen=True, slots=True)
class Placed:
    """An amount with its passage and what stands around it; ``start`` takes in qualifiers and fillers."""

    draft: Draft
    passage: int
    start: int
    qualifier: Qualifier
    per: str | None


def give_roles(
    article: Article, placed: Sequence[Placed], mentions: Sequence[MoneyMention], roles: Roles
) -> list[MoneyMention]:
    """The mentions with their roles; ``placed`` and ``mentions`` go together one by one."""
    given = [NONE] * len(placed)
    for number, group in groupby(range(len(placed)), key=lambda i: placed[i].passage):
        members = list(group)
        passage = article.passages[number]
        for _, sentence in groupby(members, key=lambda i: sentence_of(passage, placed[i].draft.start)):
            row = list(sentence)
            for i, role in _in_sentence(article, passage, placed, row, roles).items():
                given[i] = role
        for i in members:
            if given[i].rank >= HINT:
                given[i] = _from_surroundings(article, placed, i, members, roles, given[i])
    given = _listed(article, placed, given)
    given = _agree(article, placed, mentions, given)
    return [
        replace(m, role=g.role, rule=g.rule, confidence=round(m.confidence * g.confidence, 3))
        for m, g in zip(mentions, given, strict=True)
    ]


def _in_sentence(
    article: Article, passage: Passage, placed: Sequence[Placed], row: Sequence[int], roles: Roles
) -> dict[int, Given]:
    start, end = sentence_of(passage, placed[row[0]].draft.start)
    end = max(end, *(placed[i].draft.end for i in row))
    opens_with_total = _TOTAL.match(article.text, start) is not None
    amounts = []
    for i in row:
        item = placed[i]
        total = (
            opens_with_total
            or _TOTAL.search(article.text, item.start, item.draft.start) is not None
            or _TOTAL_AFTER.match(article.text, item.draft.end) is not None
        )
        amounts.append(Amount(max(start, item.start), item.draft.end, i, total))
    return roles.in_sentence(article.text, (start, end), amounts)


def _from_surroundings(
    article: Article, placed: Sequence[Placed], i: int, members: Sequence[int], roles: Roles, hint: Given
) -> Given:
    """The role that a column, a label on the line before, or the heading of the list gives; else ``hint``."""
    item = placed[i]
    if item.draft.heading is not None:
        role = roles.of_label(item.draft.heading)
        if role.rule is not None:
            return role
    before = _label_before(article, item)
    if before is not None:
        role = roles.of_label(before)
        if role.rule is not None:
            return role
    if len(members) == 1 and _is_item(article, item):
        heading = _heading_above(article, item.passage)
        if heading is not None and roles.announces_grants(heading):
            return Given("grant", "money.list_heading", 2, 0.85)
    return hint


def _label_before(article: Article, item: Placed) -> str | None:
    """The text of the line before, where the amount opens its own line and that one is a label."""
    passage = article.passages[item.passage]
    marks = _OPENING_MARKS.match(article.text, passage.start, item.start)
    if item.passage == 0 or marks is None or marks.end() != item.start:
        return None
    previous = article.passages[item.passage - 1]
    label = article.text[previous.start : previous.end]
    is_label = len(label) <= _LABEL_LENGTH and (label.endswith(":") or not label.endswith((".", "!", "?")))
    return label if is_label else None


def _is_item(article: Article, item: Placed) -> bool:
    """Whether the amount stands in an entry of a list: a box's item, a bulleted line, a row, a short line's end."""
    passage = article.passages[item.passage]
    if passage.item is not None or item.draft.heading is not None or passage.kind == "table":
        return True
    line = article.text[passage.start : passage.end]
    if _BULLET.match(line):
        return True
    ends_line = passage.end - item.draft.end <= 2
    return ends_line and len(line) <= _HEADING_LENGTH and passage.kind not in {"title", "lead", "subheading"}


def _heading_above(article: Article, number: int) -> str | None:
    """The nearest heading, or line that ends with a colon and is no entry itself, before passage ``number``."""
    section = article.passages[number].section
    for at in range(number - 1, max(-1, number - 80), -1):
        passage = article.passages[at]
        line = article.text[passage.start : min(passage.end, passage.start + 400)]
        if passage.kind in {"subheading", "title"}:
            return line
        if passage.item is None and len(line) <= 2 * _HEADING_LENGTH and line.endswith(":") and len(line.split()) > 1:
            return line
        opens_box = at == 0 or article.passages[at - 1].section != passage.section
        if opens_box and passage.section == section and passage.item is None and passage.kind in {"fact_box", "table"}:
            return line
    return None


def _listed(article: Article, placed: Sequence[Placed], given: Sequence[Given]) -> list[Given]:
    """Three lines or more of ``Navn: 7,1 mio. kr.`` in an article that grants money are grants, heading or none."""
    grants = any(role.role in {"grant", "pool"} and role.rank < HINT for role in given)
    members = Counter(item.passage for item in placed)
    lines = [
        i
        for i, item in enumerate(placed)
        if given[i].rank > HINT
        and members[item.passage] == 1
        and _SEPARATOR.search(article.text, article.passages[item.passage].start, item.start) is not None
    ]
    if not grants or len(lines) < 3:
        return list(given)
    chosen = frozenset(lines)
    return [Given("grant", "money.list", HINT, 0.7) if i in chosen else role for i, role in enumerate(given)]


def _agree(
    article: Article, placed: Sequence[Placed], mentions: Sequence[MoneyMention], given: Sequence[Given]
) -> list[Given]:
    """An amount without a role of its own takes that of the same amount said elsewhere in the article.

    A headline rounds: there, an amount within its interval is the same.
    """
    known: dict[tuple[str | None, Decimal], list[Given]] = {}
    for mention, role in zip(mentions, given, strict=True):
        if mention.value is not None and role.rank < HINT:
            known.setdefault((mention.currency, mention.value), []).append(role)
    values = sorted({value for _, value in known})
    out = []
    for item, mention, role in zip(placed, mentions, given, strict=True):
        if role.rank < HINT or mention.value is None:
            out.append(role)
            continue
        same = known.get((mention.currency, mention.value), [])
        if not same and article.passages[item.passage].kind in {"title", "lead", "caption"}:
            low = mention.low if mention.low is not None else mention.value
            high = mention.high if mention.high is not None else mention.value
            at = bisect_left(values, low)
            within = (value for value in values[at : at + _ROUNDED_TO] if value <= high)
            same = [known[mention.currency, value][0] for value in within if (mention.currency, value) in known]
        best = same_money(same)
        out.append(replace(best, rank=HINT, confidence=min(best.confidence, 0.85)) if best.rule is not None else role)
    return out
