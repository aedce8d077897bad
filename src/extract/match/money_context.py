"""Which words decide an amount's role: its sentence, its label, its column, its list, and its other mentions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby

import regex

from extract.match.money_labels import from_surroundings, is_field, listed, of_label, own_label
from extract.match.money_release import Placed, beside_of, settle
from extract.match.money_roles import HINT, NONE, Amount, Beside, Given, Roles
from extract.match.money_units import sentence_of
from extract.records.document import Article, Passage
from extract.records.mentions import MoneyMention

_TOTAL = regex.compile(r"(?i)(?<!\p{L})(?:i alt|ialt|samlet|samlede|tilsammen|sammenlagt|totalt)(?!\p{L})")
_TOTAL_AFTER = regex.compile(r"(?i) (?:i alt|tilsammen|samlet|sammenlagt)(?!\p{L})")
_TOGETHER = regex.compile(r"(?i)(?<!\p{L})(?:tilsammen|til sammen|sammenlagt)(?!\p{L})")
_TOGETHER_ROOM = 12
_EACH = regex.compile(
    r"(?:pr\.?|per|for hver|hver|til hver|stykket|i timen|om (?:året|måneden|ugen|dagen)|månedligt)(?!\p{L})|år"
)
_UNIT_PRICE = regex.compile(
    r"(?:pr\.?|per|for hver|hver|til hver|stykket|i timen|om (?:året|måneden|ugen|dagen)|årligt|månedligt)(?!\p{L})"
)
_FOR_EACH = regex.compile(
    r"(?<!\p{L})(?:hver(?! (?:måned|dag|uge|år))(?: især)?|til hver"
    r"|pr\.? (?:projekt|forening|klub|modtager|ansøger|skole|kommune))(?!\p{L})"
)
_OF_IT = regex.compile(r"(?:Heraf|Deraf)(?!\p{L})")
_RESTATED = regex.compile(r"(?:Det|Dette|Beløbet|Summen) (?:svarer til|modsvarer|er det samme som) ?")
_COMPARED = regex.compile(r"\.? ?[(\[](?:mod|fra|sidste år|i|året før|forrige år)?:? ?(?:(?:19|20)\d\d)?:? ?")
_ANEW = regex.compile(
    r"(?i)[^.!?]{0,80}(?:svarer|svarede) det(?: samlet| i alt| årligt)? til ?"
    r"|[^.!?]{0,40}(?:var|lød) (?:den|det|tallet|beløbet)(?: på)? ?"
)
_THAN_BEFORE = regex.compile(
    r"(?i) (?:mere|højere|større|flere|bedre|mindre|lavere|færre|dårligere|under|over) (?:end )?(?:i |for |ved |på )?"
    r"(?:(?:det |de |den )?(?:ventede|forventede|budgetterede)(?!\p{L})"
    r"|(?:den |det )?samme (?:periode|kvartal|halvår|tid)|året før|sidste år|forrige år|i fjor|rekorden"
    r"|året forinden|(?:19|20)\d\d|ventet|forventet|budgetteret|budgettet)"
)
_RESTATED_ROOM = 120
_LARGE = Decimal(100_000)
_LEAST_COST = Decimal(5_000)
_LEAST_WORKS = Decimal(100_000)
_IN_KRONER = {"DKK": Decimal(1), "SEK": Decimal("0.7"), "NOK": Decimal("0.7")}
_OTHER_RATE = Decimal(7)
_COST_RULES = frozenset({"money.role.total.cost", "money.role.total.price"})
_BILL_RULES = _COST_RULES | {"money.role.total.budget", "money.role.cofunding.shares"}
_PRICE_LABEL = "money.role.total.label"
_LEAST_LABELLED = Decimal(1_000)
_ONE_OF_A_KIND = regex.compile(
    r"(?i)(?:^|(?<![\p{L}-]))(?:en|et) (?!(?:samlet|ny ?bygget)\s)(?:[\p{L}\d-]+ ){1,5}(?:koster|koste|kostede)"
    r"(?: (?:i dag|typisk|nemt|let|normalt|ofte|alene|mindst))? ?$"
)
"""Before an amount: *en ny brønd koster* speaks of any such thing, if the amount is small."""


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
            if i and (given[i].rank >= HINT or (given[i].role == "saving" and given[i - 1].role == "turnover")):
                # "et overskud på 8 mio. kr., 2 mio. kr. mindre end sidste år" saves nothing.
                given[i] = _restated(article, placed[i - 1], placed[i], given[i - 1], given[i])
            split = sentence_of(passage, placed[i].draft.start)[0] > passage.start
            label = own_label(article, placed[i]) if split and given[i].rank < HINT else None
            if label is not None and (role := of_label(roles, label)).rule is not None:
                # The sentences part "Maks. tilskud: 50.000 kr." after its abbreviation; the whole label says more.
                given[i] = role
            if given[i].rule == "money.to_several" and len(members) == 1 and is_field(article, placed[i], roles):
                given[i] = Given("pool", "money.field", 1, 0.9)
            if given[i].rank >= HINT:
                given[i] = from_surroundings(article, placed, i, members, roles, given[i])
            given[i] = _of_each(placed[i], _unit_price(article.text, placed[i], given[i]))
    given = listed(article, placed, given)
    given = settle(article, placed, mentions, given, beside)
    return [
        replace(m, role=g.role, rule=g.rule, confidence=round(m.confidence * g.confidence, 3))
        for m, g in zip(mentions, given, strict=True)
    ]


def _in_sentence(
    article: Article, passage: Passage, placed: Sequence[Placed], row: Sequence[int], roles: Roles, beside: Beside
) -> dict[int, Given]:
    start, end = sentence_of(passage, placed[row[0]].draft.start)
    # A sentence may be parted inside an amount ("15 mio. DKK"): the rest of it belongs here.
    end = max(end, *(sentence_of(passage, placed[i].draft.end - 1)[1] for i in row))
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
        # "bevillinger på mellem seks og otte millioner" are each one's.
        large = large and item.draft.low is None
        # An amount in brackets stands for what it belongs to: the bracket is masked with it.
        opening = item.start - (article.text[item.start - 1 : item.start] == "(")
        together = _TOGETHER.search(article.text, item.start, item.draft.end + _TOGETHER_ROOM) is not None
        amounts.append(Amount(max(start, opening), item.draft.end, i, total, large, together))
    return roles.in_sentence(article.text, (start, end), amounts, beside)


def _restated(article: Article, first: Placed, second: Placed, source: Given, given: Given) -> Given:
    """The role of the amount before where a new sentence states it anew or compares it: ``Det svarer til 213 mio.``"""
    if source.rule is None or second.passage - first.passage > 1:
        return given
    start, _ = sentence_of(article.passages[second.passage], second.draft.start)
    text = article.text
    again = _RESTATED.fullmatch(text, start, second.start) or (
        second.start - start <= _RESTATED_ROOM and _ANEW.fullmatch(text, start, second.start)
    )
    same = start <= first.draft.start or first.passage == second.passage
    compared = _COMPARED.fullmatch(text, first.draft.end, second.start) or (
        same and _THAN_BEFORE.match(text, second.draft.end)
    )
    part = source.role in {"grant", "pool"} and _OF_IT.match(text, start, second.start)
    if not again and not compared and not part:
        return given
    return replace(source, rank=2, confidence=min(source.confidence, 0.8))


def _of_each(item: Placed, given: Given) -> Given:
    """What each one gets is no pool: *20 foreninger får hver 10.000 kr. at gøre godt med*."""
    each = given.role == "pool" and item.per is not None and _FOR_EACH.search(item.per)
    return Given("grant", "money.each", 2, 0.85) if each else given


def _unit_price(text: str, item: Placed, given: Given) -> Given:
    """What something costs *pr. elev* or *om året*, or a few hundred kroner, is a price, not the cost of a project."""
    draft = item.draft
    if given.rule == _PRICE_LABEL and draft.value is not None and draft.value < _LEAST_LABELLED:
        return Given("other", "money.unit_price", 2, 0.85)
    if given.rule not in _BILL_RULES:
        return given
    value = None if draft.value is None else draft.value * _IN_KRONER.get(draft.currency or "DKK", _OTHER_RATE)
    small = value is not None and value < _LEAST_COST
    each = item.per is not None and _UNIT_PRICE.match(item.per) and given.rule != "money.role.total.budget"
    if value is not None and not small and value < _LEAST_WORKS and given.rule in _COST_RULES:
        small = _ONE_OF_A_KIND.search(text, max(0, item.start - _RESTATED_ROOM), item.start) is not None
    return Given("other", "money.unit_price", 2, 0.85) if small or each else given
