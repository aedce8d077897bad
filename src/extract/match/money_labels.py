"""The role that stands beside an amount without being in its sentence: a column, a row, a label, a list's heading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby, pairwise

import regex

from extract.match.money_release import Placed, is_total_row
from extract.match.money_roles import HINT, NONE, Given, Roles
from extract.match.money_tables import cells_of
from extract.records.document import Article

_OPENING_MARKS = regex.compile(r"[\s•·*–—-]*")
_SEPARATOR = regex.compile(r"\S(?::|\s[-–—]|,|[”\"“»«’'],?)\s?$")
_OPENS_ENTRY = regex.compile(r"\s?[–—-]\s|:\s|\stil\s")
"""After an amount that opens a line: what it is for."""
_BULLET = regex.compile(r"[•·*–—-]|\d{1,2}[.)] ")
_LABEL_TAIL = regex.compile(
    r"(?i)(?:\s\((?:[^()]{1,40})\)|\s(?:i alt )?(?:i|for|fra|til|pr\.|per|om|af|ved|siden|over)\s.{1,40}"
    r"|\s(?:19|20)\d\d(?:[-–/]\d{2,4})?)$"
)
_NEXT_ENTRY = regex.compile(r"\s?\.?(?:[–—•·]\s?|-\s|\s?[”\"“»«](?=\p{Lu})|\s(?=\p{Lu})|\s?\d{1,2}[.)]\s)")
"""What begins the next entry of a list on the same line: a dash, a mark, a capital letter, a number."""
_OWN_LABEL = regex.compile(r"(?P<label>[\p{L}][\p{L}\d .,()/&–-]{1,58})(?::\s?|(?<=\p{Ll}))")
"""A label with its colon, or glued to its amount where the page lost what was between (*Bevillingssum18 mio. kr.*)."""
_SETS_ASIDE = regex.compile(
    r"(?i)(?<!\p{L})(?:afsætte[rs]?|afsat|reserveret|reserverer|øremærket|prioritere[rst]?)(?!\p{L})"
    r"|fordeler (?:udlodnings|tips)?midlerne"
)
_FOR_NOBODY = regex.compile(r" til (?!en |et |den |det )\p{Ll}+")
"""After an amount: a purpose (*til lokale styrker*), nobody by name, no single thing."""
_FINANCED = regex.compile(r"(?i)finansier(?:et|ing|ingen)\W*$")
_FUNDER = regex.compile(
    r"(?<!\p{L})(?:\p{L}*(?:[Ff]ond|[Ff]onden|[Ff]onde|[Ll]egat|[Ll]egatet|[Ss]tiftelse|[Pp]ulje|[Pp]uljen|[Ss]parekasse|[Ss]parekassen)"
    r"|Kommune|Region|EU|Staten|\p{L}*(?:ministeriet|styrelsen))s?(?!\p{L})"
)
"""Under a heading that says where the money comes from: who gives, beside those who pay their own part."""
_HOUSE = regex.compile(
    r"\p{L} \p{Lu}|(?i)(?:museet|kirken|kirke|skolen|slottet|slot|teatret|teateret|gården|huset|hallen|centret"
    r"|biblioteket|foreningen|havnen|møllen|klubben|fonden|universitetet|hospitalet)$"
)
"""In a label: a name of two words, or a house in the definite form."""
_YEARLY = regex.compile(
    r"(?: (?:i|for) (?:19|20)\d\d| årligt| om året| (?:19|20)\d\d)?(?:,| og|;)?(?: (?:og|samt))?"
    r"(?: (?:i alt|samlet|tilsammen))? "
)
_PER_UNIT = regex.compile(r"(?i)\s(?:pr\.?|per)\s\p{L}")
"""In a label: what follows is a price (*Vand pr. m3*)."""
_EDGES = " \t•·*–—-:,."
_FEW_WORDS = 8
_MOST_ROWS = 200
_FEWEST_BRACKETS = 3
_MOST_PRICES = 40
_VALUE_TAIL = 40
"""What may follow an amount that a line of its own states under its label (*ekskl. moms, over tre år*)."""
_LABEL_LENGTH = 60
_TOTAL_IN_BRACKETS = regex.compile(r"(?i)\p{L}[ :–-]{0,3}[([](?:i alt|ialt|samlet|tilsammen|total):? ?$")
_HEADING_LENGTH = 160
_WORKS = regex.compile(
    r"(?i)(?<!\p{L})(?:bygges|graves|anlægges|renoveres|anlægsprojekt(?:er|erne)?|anlægsinvesteringer|anlægsudgifter"
    r"|anlægsarbejder|investeringer|investeringerne|byggerier|byggerierne)(?!\p{L})"
)
"""In the heading of a list: its amounts are what the works cost."""


_PAIR = 2
_OF_WHOLE_ROOM = 60
_OF_WHOLE = regex.compile(
    r"(?i)[\s,;(–-]*(?:(?:ud )?af )?(?:i alt|(?:et|en|det|den|projektets|sit)? ?(?:samlet|samlede|totalt|totale)? ?"
    r"(?:projekt|total|anlægs)?(?:budget|budgettet|sum|summen|udgift|økonomi|pris))(?: er)?(?: på)?:?\s?"
)
"""Between an entry's grant and what the whole costs."""
_MOST_TOGETHER = 100
"""Amounts of one line that are looked at together: more than a list that lost its line breaks has."""


def from_surroundings(
    article: Article, placed: Sequence[Placed], i: int, members: Sequence[int], roles: Roles, hint: Given
) -> Given:
    """The role that a column, a label, or the heading of the list gives; else ``hint``."""
    item = placed[i]
    if item.draft.heading is not None:
        role = of_label(roles, item.draft.heading)
        if role.rule is not None:
            total = role.role == "grant" and is_total_row(article, item.passage)
            return Given("pool", "money.total_row", 1, 0.9) if total else role
    if (heading := _column_heading(article, item)) is not None and (role := of_label(roles, heading)).rule is not None:
        total = role.role == "grant" and is_total_row(article, item.passage)
        return Given("pool", "money.total_row", 1, 0.9) if total else role
    label = _row_label(article, item) or own_label(article, item) or _label_before(article, item)
    if label is not None:
        role = of_label(roles, label)
        if role.rule is not None:
            return role
    if _opens_list(article, item):
        return Given("pool", "money.list_total", 2, 0.85)
    if len(members) > _MOST_TOGETHER:
        return hint
    if len(members) == 1 and item.per is None and is_field(article, item, roles):
        return Given("pool", "money.field", 2, 0.85)
    if len(members) >= _FEWEST_BRACKETS and _bracketed(article, [placed[j] for j in members]):
        heading = _heading_above(article, item.passage)
        if heading is not None and roles.announces_grants(heading):
            return Given("grant", "money.list_heading", 2, 0.85)
    row = [placed[j] for j in members]
    if (place := _of_whole(article, row, members.index(i))) is not None and _announced(article, item, roles):
        return Given(("grant", "total")[place], "money.list_heading", 2, 0.85)
    if len(row) > 1 and _by_years(article, row) and _is_item(article, row[-1]) and _announced(article, item, roles):
        return Given("grant", "money.list_heading", 2, 0.85)
    if _is_item(article, item) if len(members) == 1 else _run_together(article, [placed[j] for j in members]):
        heading = _heading_above(article, item.passage)
        aside = heading is not None and _SETS_ASIDE.search(heading) and _FOR_NOBODY.match(article.text, item.draft.end)
        if aside and not _names_recipient(article, item, roles):
            return Given("pool", "money.list_aside", 2, 0.8)
        if _is_price(article, item, label, heading, roles):
            return Given("other", "money.list_prices", 2, 0.85)
        if heading is not None and item.per is None and roles.announces_grants(heading):
            if is_total_row(article, item.passage):
                return Given("pool", "money.total_row", 1, 0.9)
            return Given("grant", "money.list_heading", 2, 0.85)
        if heading is not None and _names_payers(heading, roles) and is_total_row(article, item.passage):
            return Given("total", "money.total_row", 1, 0.9)
        if heading is not None and _WORKS.search(heading):
            return Given("total", "money.list_works", 2, 0.8)
        if heading is not None and hint.rule is None and _names_payers(heading, roles) and _short(article, placed, i):
            funder = _FUNDER.search(label or article.text[article.passages[item.passage].start : item.start])
            return Given("grant" if funder else "cofunding", "money.list_payers", HINT, 0.75)
    return hint


def _of_whole(article: Article, row: Sequence[Placed], at: int) -> int | None:
    """Which of two an entry's amount is, of a grant and the whole that it is a part of (``606.000 kr. af et budget på
    1,1 mio. kr.``): 0 or 1; None for other amounts."""
    if len(row) != _PAIR or not _is_item(article, row[0]):
        return None
    between = article.text[row[0].draft.end : row[1].draft.start]
    return at if len(between) <= _OF_WHOLE_ROOM and _OF_WHOLE.fullmatch(between) else None


def of_label(roles: Roles, label: str) -> Given:
    """The role of a label; of what is left of it without year, unit or purpose where the whole is none."""
    role = roles.of_label(label)
    if role.rule is not None:
        return role
    shorter = _LABEL_TAIL.sub("", label.strip().rstrip(" :"))
    return roles.of_label(shorter) if shorter and shorter != label else NONE


def _column_heading(article: Article, item: Placed) -> str | None:
    """The heading of the column of an amount that has its own unit: the cell of the table's first row."""
    passages = article.passages
    cells = cells_of(article.text, passages[item.passage])
    at = next((n for n, cell in enumerate(cells) if cell[0] <= item.draft.start < cell[1]), 0)
    if at == 0 or item.draft.heading is not None:
        return None
    head: Sequence[tuple[int, int]] = ()
    for number in range(item.passage - 1, max(-1, item.passage - _MOST_ROWS), -1):
        row = cells_of(article.text, passages[number])
        if len(row) != len(cells) or passages[number].section != passages[item.passage].section:
            break
        head = row
    if not head:
        return None
    told = [article.text[slice(*cell)] for cell in head]
    return None if any(c.isdigit() for c in told[at]) else told[at]


def _row_label(article: Article, item: Placed) -> str | None:
    """What the row of a table says of its figures: the cell before the amount, or the first where that is a figure."""
    cells = cells_of(article.text, article.passages[item.passage])
    at = next((n for n, cell in enumerate(cells) if cell[0] <= item.draft.start < cell[1]), 0)
    if at == 0:
        return None
    before = article.text[slice(*cells[at - 1])]
    return before if any(c.isalpha() for c in before) else article.text[slice(*cells[0])]


def _opens_list(article: Article, item: Placed) -> bool:
    """``Nye hold (i alt 325.000 kr.)`` over a list: what its entries come to."""
    passage = article.passages[item.passage]
    line = article.text[passage.start : passage.end]
    return (
        len(line) <= _LABEL_LENGTH
        and _TOTAL_IN_BRACKETS.search(article.text, passage.start, item.draft.start) is not None
    )


def is_field(article: Article, item: Placed, roles: Roles) -> bool:
    """Whether an entry of a list names beside its amount a field alone: ``240.000 kr. til billedkunst``."""
    if not _is_item(article, item):
        return False
    passage = article.passages[item.passage]
    before = article.text[passage.start : item.start].strip(_EDGES)
    after = article.text[item.draft.end : passage.end].strip(_EDGES)
    told = after.removeprefix("til ").partition(", ")[0] if not before else before if not after else ""
    return bool(told) and roles.fields.fullmatch(told) is not None


def _bracketed(article: Article, row: Sequence[Placed]) -> bool:
    """Whether each amount stands in brackets behind what it is for: ``Aars til lys (45.000 kr.), Farsø til …``"""
    text = article.text
    return all(text[p.start - 1] == "(" and text[p.draft.end : p.draft.end + 1] == ")" for p in row)


def _by_years(article: Article, row: Sequence[Placed]) -> bool:
    """Whether the amounts of an entry are one grant by its years: ``2 mio. kr. i 2025, 1 mio. kr. i 2026, i alt …``"""
    gaps = (article.text[one.draft.end : other.draft.start] for one, other in pairwise(row))
    return all(_YEARLY.fullmatch(gap) for gap in gaps)


def _announced(article: Article, item: Placed, roles: Roles) -> bool:
    """Whether a heading above announces grants; between it and the entry stand only lines and smaller headings."""
    for at in range(item.passage - 1, max(-1, item.passage - _MOST_ROWS), -1):
        passage = article.passages[at]
        if passage.end - passage.start > 2 * _HEADING_LENGTH:
            return False
        line = article.text[passage.start : passage.end]
        heading = passage.kind in {"subheading", "title"} or line.endswith(":") or passage.item is None
        if heading and roles.announces_grants(line):
            return True
    return False


def _run_together(article: Article, row: Sequence[Placed]) -> bool:
    """Whether each amount of a line ends an entry: a list's items whose line breaks were lost."""
    passage = article.passages[row[0].passage]
    return (
        passage.kind not in {"title", "lead", "subheading"}
        and passage.end - row[-1].draft.end <= 2
        and all(_NEXT_ENTRY.match(article.text, item.draft.end) for item in row[:-1])
    )


def own_label(article: Article, item: Placed) -> str | None:
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
    value_alone = passage.end - item.draft.end <= _VALUE_TAIL
    if item.passage == 0 or marks is None or marks.end() != item.start or not value_alone:
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
    if _opens_entry(article, item):
        return len(line) <= _HEADING_LENGTH and passage.kind not in {"title", "lead", "subheading"}
    ends_line = passage.end - item.draft.end <= 2
    return ends_line and len(line) <= _HEADING_LENGTH and passage.kind not in {"title", "lead", "subheading"}


def _names_recipient(article: Article, item: Placed, roles: Roles) -> bool:
    """Whether an entry opens with who gets the money (*Fregatten Freja: 16 mio. kr. til vedligeholdelse*), no field."""
    label = own_label(article, item)
    return (
        label is not None
        and label[0].isupper()
        and roles.fields.fullmatch(label) is None
        and _HOUSE.search(label) is not None
    )


def _short(article: Article, placed: Sequence[Placed], i: int) -> bool:
    """Whether few words stand between an entry's begin, or the amount before, and the amount: no whole sentence."""
    start = article.passages[placed[i].passage].start
    if i and placed[i - 1].passage == placed[i].passage:
        start = max(start, placed[i - 1].draft.end)
    return len(article.text[start : placed[i].start].split()) <= _FEW_WORDS


def _names_payers(heading: str, roles: Roles) -> bool:
    """Whether a heading says who pays, or how it is paid (*Sådan er huset finansieret:*)."""
    return roles.payers.search(heading) is not None or _FINANCED.search(heading) is not None


def _is_price(article: Article, item: Placed, label: str | None, heading: str | None, roles: Roles) -> bool:
    """Whether an entry of a list is a price: by its label, by the heading, or by the line right above the list."""
    if label is not None and _PER_UNIT.search(label):
        return True
    if heading is not None and roles.price_heading.search(heading):
        return True
    for at in range(item.passage - 1, max(-1, item.passage - _MOST_PRICES), -1):
        passage = article.passages[at]
        line = article.text[passage.start : passage.end]
        if ":" not in line or len(line) > _LABEL_LENGTH:
            return len(line) <= _LABEL_LENGTH and roles.price_heading.match(line) is not None
    return False


def _opens_entry(article: Article, item: Placed) -> bool:
    """``180.000 kr. – tag på forsamlingshuset``: an amount that opens its line, and what it is for."""
    opens = item.start == article.passages[item.passage].start
    return opens and _OPENS_ENTRY.match(article.text, item.draft.end) is not None


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
    return (
        alone or _opens_entry(article, item) or _SEPARATOR.search(article.text, passage.start, item.start) is not None
    )


def listed(article: Article, placed: Sequence[Placed], given: Sequence[Given]) -> list[Given]:
    """Three lines or more of ``Navn: 7,1 mio. kr.`` in an article that grants money are grants, heading or none."""
    grants = any(role.role in {"grant", "pool"} and role.rank < HINT for role in given)
    members = Counter(item.passage for item in placed)
    together = {
        number
        for number, row in groupby(placed, key=lambda item: item.passage)
        if members[number] > 1 and _run_together(article, list(row))
    }
    lines = [
        i
        for i, item in enumerate(placed)
        if given[i].rank > HINT
        and (members[item.passage] == 1 or item.passage in together)
        and _ends_entry(article, item)
    ]
    if not grants or len(lines) < 3:
        return list(given)
    chosen = frozenset(lines)
    return [Given("grant", "money.list", HINT, 0.7) if i in chosen else role for i, role in enumerate(given)]
