"""Which words decide an amount's role: its sentence, its label, its column, its list, and its other mentions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby

import regex

from extract.match.money_release import Placed, beside_of, is_total_row, settle
from extract.match.money_roles import HINT, NONE, Amount, Beside, Given, Roles
from extract.match.money_units import sentence_of
from extract.records.document import Article, Passage
from extract.records.mentions import MoneyMention

_TOTAL = regex.compile(r"(?i)(?<!\p{L})(?:i alt|ialt|samlet|samlede|tilsammen|sammenlagt|totalt)(?!\p{L})")
_TOTAL_AFTER = regex.compile(r"(?i) (?:i alt|tilsammen|samlet|sammenlagt)(?!\p{L})")
_OPENING_MARKS = regex.compile(r"[\s•·*–—-]*")
_SEPARATOR = regex.compile(r"\S(?::|\s[-–—]|,|[”\"“»«’'],?)\s?$")
_BULLET = regex.compile(r"[•·*–—-]|\d{1,2}[.)] ")
_LABEL_TAIL = regex.compile(
    r"(?i)(?:\s\((?:[^()]{1,40})\)|\s(?:i alt )?(?:i|for|fra|til|pr\.|per|om|af|ved)\s.{1,40}"
    r"|\s(?:19|20)\d\d(?:[-–/]\d{2,4})?)$"
)
_OWN_LABEL = regex.compile(r"(?P<label>[\p{L}][\p{L}\d .,()/&–-]{1,58}):\s?")
_EACH = regex.compile(
    r"(?:pr\.?|per|for hver|hver|til hver|stykket|i timen|om (?:året|måneden|ugen|dagen)|månedligt)(?!\p{L})|år"
)
_UNIT_PRICE = regex.compile(
    r"(?:pr\.?|per|for hver|hver|til hver|stykket|i timen|om (?:året|måneden|ugen|dagen)|årligt|månedligt)(?!\p{L})"
)
_RESTATED = regex.compile(r"(?:Det|Dette|Beløbet|Summen) (?:svarer til|modsvarer|er det samme som) ?")
_COMPARED = regex.compile(r"\.? ?[(\[](?:mod|fra|sidste år|i|året før|forrige år)?:? ?(?:(?:19|20)\d\d)?:? ?")
_LARGE = Decimal(100_000)
_LEAST_COST = Decimal(5_000)
_LABEL_LENGTH = 60
_HEADING_LENGTH = 160
_WORKS = regex.compile(
    r"(?i)(?<!\p{L})(?:bygges|graves|anlægges|renoveres|anlægsprojekt(?:er|erne)?|anlægsinvesteringer|anlægsudgifter"
    r"|anlægsarbejder|investeringer|investeringerne|byggerier|byggerierne)(?!\p{L})"
)
"""In the heading of a list: its amounts are what the works cost."""
_COST_RULES = frozenset({"money.role.total.cost", "money.role.total.price"})


def give_roles(
    article: Article, placed: Sequence[Placed], mentions: Sequence[MoneyMention], roles: Roles
) -> list[MoneyMention]:
    """The mentions with their roles; ``placed`` and ``mentions`` go together one by one."""
    given = [NONE] * len(placed)
    beside = beside_of(article)
    for number, group in groupby(range(len(placed)), key=lambda i: placed[i].passage):
        members = list(group)
        passage = article.passages[number]
        for _, sentence in groupby(members, key=lambda i: sentence_of(passage, placed[i].draft.start)):
            row = list(sentence)
            for i, role in _in_sentence(article, passage, placed, row, roles, beside).items():
                given[i] = role
        for i in members:
            if given[i].rank >= HINT and i:
                given[i] = _restated(article, placed[i - 1], placed[i], given[i - 1], given[i])
            split = sentence_of(passage, placed[i].draft.start)[0] > passage.start
            label = _own_label(article, placed[i]) if split and given[i].rank < HINT else None
            if label is not None and (role := _of_label(roles, label)).rule is not None:
                # The sentences part "Maks. tilskud: 50.000 kr." after its abbreviation; the whole label says more.
                given[i] = role
            if given[i].rank >= HINT:
                given[i] = _from_surroundings(article, placed, i, members, roles, given[i])
            given[i] = _unit_price(placed[i], given[i])
    given = _listed(article, placed, given)
    given = settle(article, placed, mentions, given, beside)
    return [
        replace(m, role=g.role, rule=g.rule, confidence=round(m.confidence * g.confidence, 3))
        for m, g in zip(mentions, given, strict=True)
    ]


def _in_sentence(
    article: Article, passage: Passage, placed: Sequence[Placed], row: Sequence[int], roles: Roles, beside: Beside
) -> dict[int, Given]:
    start, end = sentence_of(passage, placed[row[0]].draft.start)
    end = max(end, *(placed[i].draft.end for i in row))
    opens_with_total = _TOTAL.match(article.text, start) is not None
    amounts = []
    for i in row:
        item = placed[i]
        total = (
            opens_with_total
            or (item.start < item.draft.start and bool(_TOTAL.search(article.text, item.start, item.draft.start)))
            or _TOTAL_AFTER.match(article.text, item.draft.end) is not None
        )
        value = item.draft.value
        large = value is not None and value >= _LARGE and not (item.per and _EACH.match(item.per))
        # An amount in brackets stands for what it belongs to: the bracket is masked with it.
        opening = item.start - (article.text[item.start - 1 : item.start] == "(")
        amounts.append(Amount(max(start, opening), item.draft.end, i, total, large))
    return roles.in_sentence(article.text, (start, end), amounts, beside)


def _restated(article: Article, first: Placed, second: Placed, source: Given, given: Given) -> Given:
    """The role of the amount before where a new sentence states it anew or compares it: ``Det svarer til 213 mio.``"""
    if source.rule is None or second.passage - first.passage > 1:
        return given
    start, _ = sentence_of(article.passages[second.passage], second.draft.start)
    again = _RESTATED.fullmatch(article.text, start, second.start)
    if again is None and not _COMPARED.fullmatch(article.text, first.draft.end, second.start):
        return given
    return replace(source, rank=2, confidence=min(source.confidence, 0.8))


def _unit_price(item: Placed, given: Given) -> Given:
    """What something costs *pr. elev* or *om året*, or a few hundred kroner, is a price, not the cost of a project."""
    if given.rule not in _COST_RULES:
        return given
    value = item.draft.value
    small = value is not None and value < _LEAST_COST and item.draft.currency == "DKK"
    if small or (item.per is not None and _UNIT_PRICE.match(item.per)):
        return Given("other", "money.unit_price", 2, 0.85)
    return given


def _from_surroundings(
    article: Article, placed: Sequence[Placed], i: int, members: Sequence[int], roles: Roles, hint: Given
) -> Given:
    """The role that a column, a label, or the heading of the list gives; else ``hint``."""
    item = placed[i]
    if item.draft.heading is not None:
        role = _of_label(roles, item.draft.heading)
        if role.rule is not None:
            total = role.role == "grant" and is_total_row(article, item.passage)
            return Given("pool", "money.total_row", 1, 0.9) if total else role
    label = _own_label(article, item) or _label_before(article, item)
    if label is not None:
        role = _of_label(roles, label)
        if role.rule is not None:
            return role
    if len(members) == 1 and _is_item(article, item):
        heading = _heading_above(article, item.passage)
        if heading is not None and roles.announces_grants(heading):
            return Given("grant", "money.list_heading", 2, 0.85)
        if heading is not None and _WORKS.search(heading):
            return Given("total", "money.list_works", 2, 0.8)
    return hint


def _of_label(roles: Roles, label: str) -> Given:
    """The role of a label; of what is left of it without year, unit or purpose where the whole is none."""
    role = roles.of_label(label)
    if role.rule is not None:
        return role
    shorter = _LABEL_TAIL.sub("", label.strip().rstrip(" :"))
    return roles.of_label(shorter) if shorter and shorter != label else NONE


def _own_label(article: Article, item: Placed) -> str | None:
    """``Pulje i 2026:`` where it opens the line of the amount and nothing else stands between."""
    passage = article.passages[item.passage]
    marks = _OPENING_MARKS.match(article.text, passage.start, item.start)
    opening = marks.end() if marks is not None else passage.start
    found = _OWN_LABEL.fullmatch(article.text, opening, item.start)
    return found["label"] if found is not None else None


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
    if len(passage.sentences) > 1:
        # Whole sentences after a dash are speech.
        return False
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


def _ends_entry(article: Article, item: Placed) -> bool:
    """Whether the amount stands behind a separator, or alone on a line of a list's item."""
    passage = article.passages[item.passage]
    alone = passage.item is not None and item.start == passage.start
    return alone or _SEPARATOR.search(article.text, passage.start, item.start) is not None


def _listed(article: Article, placed: Sequence[Placed], given: Sequence[Given]) -> list[Given]:
    """Three lines or more of ``Navn: 7,1 mio. kr.`` in an article that grants money are grants, heading or none."""
    grants = any(role.role in {"grant", "pool"} and role.rank < HINT for role in given)
    members = Counter(item.passage for item in placed)
    lines = [
        i
        for i, item in enumerate(placed)
        if given[i].rank > HINT and members[item.passage] == 1 and _ends_entry(article, item)
    ]
    if not grants or len(lines) < 3:
        return list(given)
    chosen = frozenset(lines)
    return [Given("grant", "money.list", HINT, 0.7) if i in chosen else role for i, role in enumerate(given)]
