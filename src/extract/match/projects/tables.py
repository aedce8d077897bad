"""Tables of projects: the header row says what each column is, else what stands in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import regex

from extract.match.projects.applicants import is_municipality, researcher
from extract.match.projects.entries import named
from extract.match.projects.fields import Index, strip
from extract.match.projects.words import ProjectWords
from extract.records.document import Passage
from extract.records.mentions import ProjectMention
from extract.records.release import Span

_WORD_END = regex.compile(r"[\s/]+")
_UNIT = regex.compile(
    r"\s*[(\[][^)\]]*[)\]]\s*|\s+i\s+(?:(?:mio\.?|1[. ]?000|t\.|hele)\s*)?(?:kr\.?|kroner|tkr\.?)\s*$"
    r"|\s*,?\s*(?:mio\.?\s*)?kr\.?\s*$",
    regex.IGNORECASE,
)

_MUNICIPALITY = regex.compile(r"\p{Lu}[\p{L} -]+s?\s(?:Regionsk|K)ommune")
_MUNICIPAL = regex.compile(r"kommuner?", regex.IGNORECASE)
_REMARK = regex.compile(r"\s\((?!fase|etape)\p{Ll}[^()]{2,60}\)$")  # "LED-lys (hele kommunen)"
_NOTHING = regex.compile(r"0(?:,0+)?(?:,-|\s?kr\.?|\s?kroner)?", regex.IGNORECASE)
_LETTERS = regex.compile(r"\p{L}{3}")
_LED = regex.compile(r"(?P<who>\p{Lu}[^:\n]{2,60}):\s+(?P<what>[^\n]+)")
_BODIES = 0.5


def is_project_table(index: Index, words: ProjectWords, rows: Sequence[Passage]) -> bool:
    """Whether a table's own head says that it lists projects or applicants with what they were granted."""
    heads = _heads(index, words, rows)
    roles = {words.role_of(text) for column in heads for text in column}
    return "granted" in roles and bool(roles & {"name", "applicant"})


def read_table(index: Index, words: ProjectWords, rows: Sequence[Passage], *, section: str) -> list[ProjectMention]:
    """The projects of a table, one a row; empty where no column can be a name or an applicant."""
    body = [row for row in rows if row.block is not None and len(row.block.cells) > 1 and row.item is not None]
    heads = _heads(index, words, rows)
    if not body:
        return []
    firsts = [index.text[slice(*row.block.cells[0])] for row in body if row.block is not None]
    if sum(words.role_of(text) is not None for text in firsts) * 2 >= len(firsts) > 1:
        return []  # the rows are values of projects that stand side by side
    if heads and not _names_columns(words, heads):
        return []  # so are they under a row of names
    roles = _roles(index, words, heads, body)
    led = "applicant" not in roles and _is_led(index, words, roles, body)
    given, column = roles.get("granted"), roles.get("place")
    wide = column is not None and any(
        _MUNICIPAL.fullmatch(text) for above in heads[column : column + 1] for text in above
    )
    found = []
    lines_of = _lines_of(index, words, roles, body)
    for row in body:
        cells = row.block.cells if row.block is not None else ()
        if given is not None and given < len(cells) and _is_refused(index, words, cells[given]):
            continue
        project = _read_row(index, words, row, roles, section, wide=wide, led=led, lines_of=lines_of)
        if project is not None:
            found.append(project)
    return found


def _lines_of(index: Index, words: ProjectWords, roles: dict[str, int], body: Sequence[Passage]) -> dict[str, int]:
    """Which line of its cell says the name and who gets the money, where most cells of the column have a second line
    that begins anew; one column with both (``Ansøger og projekt``) becomes the column of both."""
    found: dict[str, int] = {}
    for role, other in (("name", "applicant"), ("applicant", "name")):
        column = roles.get(role)
        rows = [row for row in body if row.block is not None and column is not None and column < len(row.block.cells)]
        cells = [_lines(row, row.block.cells[column or 0]) for row in rows if row.block is not None]
        anew = [lines for lines in cells if len(lines) > 1 and index.text[lines[1][0]].isupper()]
        if len(anew) <= len(cells) * _BODIES:
            continue
        found[role] = 0
        if other not in roles:
            first, second = (_body_share(index, words, [lines[n] for lines in anew]) for n in (0, 1))
            if max(first, second) > _BODIES > min(first, second):
                roles[other] = roles[role]
                who = int(second > first)
                return {"applicant": who, "name": 1 - who}
    return found


def _lines(row: Passage, cell: Span) -> list[Span]:
    """The lines of a cell."""
    breaks = row.block.breaks if row.block is not None else ()
    bounds = [cell[0], *(at for at in breaks if cell[0] < at < cell[1]), cell[1]]
    return [(low + (low in breaks), high) for low, high in pairwise(bounds)]


def _is_refused(index: Index, words: ProjectWords, granted: Span) -> bool:
    """Whether the cell of the grants says that there was none: ``Afslag``, ``0 kr.``"""
    nothing = _NOTHING.fullmatch(index.text[slice(*granted)].strip()) is not None
    return nothing or words.refused.expression.search(index.text, *granted) is not None


def _heads(index: Index, words: ProjectWords, rows: Sequence[Passage]) -> list[list[str]]:
    """What stands above each column, the nearest first: the head rows right above the first row of values, whose cells
    may be merged."""
    heads: list[list[str]] = []
    for row in rows:
        if row.item is not None or row.block is None:
            break
        for number, cell in enumerate(row.block.cells):
            text = _UNIT.sub("", index.text[slice(*cell)]).strip()
            if number == len(heads):
                heads.append([])
            if text:
                heads[number].insert(0, text)
    return heads


def _roles(
    index: Index, words: ProjectWords, heads: Sequence[Sequence[str]], body: Sequence[Passage]
) -> dict[str, int]:
    """Which column holds what: by its head, else by its cells (amounts, places, bodies, text)."""
    roles: dict[str, int] = {}
    municipality: int | None = None
    for number, texts_above in enumerate(heads):
        said = (words.role_of(text) or _role_by_word(words, text) for text in texts_above)
        role = next((role for role in said if role is not None), None)
        if role == "place" and _is_municipal(
            index, [row.block.cells[number : number + 1] for row in body if row.block]
        ):
            municipality = number  # "Vejle Kommune": where, or who gets the money
        elif role is not None:
            roles.setdefault(role, number)
    width = max(len(row.block.cells) for row in body if row.block is not None)
    texts: list[tuple[float, int]] = []
    for number in range(width):
        if number in roles.values():
            continue
        if number == municipality:
            continue
        cells = [row.block.cells[number] for row in body if row.block is not None and number < len(row.block.cells)]
        guess = _role_by_cells(index, cells)
        if guess == "place":
            roles.setdefault("place", number)
        elif guess == "text":
            texts.append((_body_share(index, words, cells), number))
    if municipality is not None and not texts and words.municipalities.search(index.text) is not None:
        roles.setdefault("applicant", municipality)  # "15 kommuner får hjælp": they, and nobody else is named
    _name_and_applicant(roles, texts)
    if municipality is not None and roles.get("applicant") != municipality:
        # Beside a column of towns it is no place.
        roles.setdefault("applicant" if "place" in roles else "place", municipality)
    if "name" not in roles and "description" in roles:
        roles["name"] = roles.pop("description")  # "Hvad" beside "Hvem"
    sums = [
        n for n, above in enumerate(heads) if any(words.is_sum_row(t) and words.role_of(t) != "total" for t in above)
    ]
    if len(sums) == 1 and "granted" in roles and roles["granted"] < sums[0] and _holds_money(index, body, sums[0]):
        roles["granted"] = sums[0]  # "Tilskud 2025", "Tilskud 2026", "I alt"
    if "applied" in roles and "granted" not in roles:
        # Beside what was asked for stands what was decided, whatever its head calls it.
        rest = [n for n in range(roles["applied"] + 1, width) if n not in roles.values()]
        paid = [n for n in rest if _holds_money(index, body, n)]
        if len(paid) == 1:
            roles["granted"] = paid[0]
    return roles


def _holds_money(index: Index, body: Sequence[Passage], column: int) -> bool:
    cells = [row.block.cells[column] for row in body if row.block is not None and column < len(row.block.cells)]
    return sum(bool(index.money(cell)) for cell in cells) * 2 > len(cells)


def _is_municipal(index: Index, column: Sequence[Sequence[Span]]) -> bool:
    """Whether the cells of a column are municipalities by their full names."""
    cells = [index.text[slice(*cell)] for cells in column for cell in cells]
    return sum(_MUNICIPALITY.fullmatch(cell.strip()) is not None for cell in cells) * 2 > len(cells)


def _is_led(index: Index, words: ProjectWords, roles: dict[str, int], body: Sequence[Passage]) -> bool:
    """Whether most names are ``Faxe Kommune: Stier i Haslev``: who gets the money, and what for."""
    column = roles.get("name")
    rows = [row.block.cells for row in body if row.block is not None]
    cells = [cells[column] for cells in rows if column is not None and column < len(cells)]
    found = (_LED.fullmatch(index.text, *strip(index.text, *cell)) for cell in cells)
    bodies = [f["who"] for f in found if f is not None]
    return sum(is_municipality(who) or words.is_body(who) for who in bodies) * 2 > len(cells)


def _names_columns(words: ProjectWords, heads: Sequence[Sequence[str]]) -> bool:
    """Whether head rows say what their columns are: the first cell says something, or another one is known."""
    said = [text for column in heads for text in column]
    return bool(heads[0]) or any(words.role_of(text) or _role_by_word(words, text) for text in said)


def _name_and_applicant(roles: dict[str, int], texts: list[tuple[float, int]]) -> None:
    """Which of the text columns without a telling head are the names and who gets the money: bodies tell, and of
    two columns that tell nothing the first is the name."""
    if texts and "applicant" not in roles and (len(texts) > 1 or "name" in roles or texts[0][0] > _BODIES):
        share, number = max(texts, key=lambda column: (column[0], column[1]))
        if share > 0 or len(texts) > 1:
            roles["applicant"] = number
            texts = [column for column in texts if column[1] != number]
    if texts and "name" not in roles:
        roles["name"] = min(number for _, number in texts)


def _role_by_word(words: ProjectWords, head: str) -> str | None:
    """A column head of several words by its first or last: ``Projektets navn``, ``Ansøger/kommune``."""
    parts = [part for part in _WORD_END.split(head) if part]
    for part in parts[:1] + parts[-1:]:
        role = words.role_of(part)
        if role is not None:
            return role
    return None


def _role_by_cells(index: Index, cells: Sequence[Span]) -> str | None:
    """What most cells of a column are: places, text, or neither (amounts, figures, blanks)."""
    half = len(cells) / 2
    if not cells or sum(1 for cell in cells if index.money(cell)) > half:
        return None
    if sum(1 for cell in cells if _is_place(index, cell)) > half:
        return "place"
    return "text" if sum(1 for cell in cells if _LETTERS.search(index.text[slice(*cell)])) > half else None


def _body_share(index: Index, words: ProjectWords, cells: Sequence[Span]) -> float:
    bodies = sum(
        1
        for cell in cells
        if index.organisations(cell) or words.is_body(index.text[slice(*cell)]) or cell in index.people(cell)
    )
    return bodies / max(len(cells), 1)


def _is_place(index: Index, cell: Span) -> bool:
    return any(
        index.mentions.places[n].end - index.mentions.places[n].start >= (cell[1] - cell[0]) * 0.6
        for n in index.places(cell)
    )


def _read_row(
    index: Index,
    words: ProjectWords,
    row: Passage,
    roles: dict[str, int],
    section: str,
    *,
    wide: bool,
    led: bool,
    lines_of: Mapping[str, int],
) -> ProjectMention | None:
    """The project of a row. ``wide``: the column of places has municipalities, so a town in the name says more;
    ``led``: who gets the money stands before the name and a colon; ``lines_of``: which line of its cell says what."""
    cells = row.block.cells if row.block is not None else ()

    def cell(role: str) -> Span | None:
        number = roles.get(role)
        if number is None or number >= len(cells):
            return None
        lines = _lines(row, cells[number])
        line = lines_of.get(role, 0)
        if role in lines_of and line >= len(lines):
            return None
        span = strip(index.text, *(lines[line] if role in lines_of else cells[number]))
        return span if span[0] < span[1] else None

    name, applicant = cell("name"), cell("applicant")
    if led and name is not None and (parted := _LED.fullmatch(index.text, *name)) is not None:
        applicant, name = parted.span("who"), parted.span("what")
    title = name or applicant
    if title is None or words.is_sum_row(index.text[title[0] : title[1]]):
        return None
    titles = index.titles(title)
    place = cell("place")
    seat = words.seat(index, applicant) if applicant is not None else None
    if seat is not None and index.text[slice(*seat[0])] not in words.kinds:
        applicant = seat[0]
        title = name or applicant
    elif applicant is not None:
        applicant = researcher(index, applicant)
    if (remark := _REMARK.search(index.text, *title)) is not None:
        title = title[0], remark.start()
        applicant = applicant if name else title
    bracket = _place_in_brackets(index, title)
    if bracket is not None:
        title = bracket[0]
        applicant = applicant if name else title
    town = words.seat(index, name) if wide and name is not None else None
    near = [found[1] for found in (town, bracket, seat) if found is not None]
    places = index.places(place) if place and town is None else near
    if not place and not places:
        # The applicant's town; else any that the row names.
        inside = (
            index.places(applicant)
            if applicant is not None and not is_municipality(index.text[slice(*applicant)])
            else []
        )
        # "Faxe Kommune: Stier i Haslev": the town of the name
        own = title if led and name is not None else (row.start, row.end)
        below = [n for role in lines_of for line in _lines(row, cells[roles[role]])[1:] for n in _towns(index, line)]
        places = below or inside or [n for n in index.places(own) if not _opens_name(index, n, own)]
    period, description = cell("period"), cell("description")
    # The whole cell: the full stop of "kr." is part of an amount.
    granted, total = (
        _only(index, cells[n]) if (n := roles.get(r, len(cells))) < len(cells) else None for r in ("granted", "total")
    )
    return ProjectMention(
        name=named(index.text, titles[0] if len(titles) == 1 and name else title),
        listed=True,
        section=section,
        place=places[0] if places else None,
        applicant=named(index.text, applicant) if applicant else None,
        granted=granted,
        total=total,
        period=named(index.text, period) if period else None,
        description=named(index.text, description) if description else None,
        rule="table.row",
        confidence=0.95 if name else 0.9,
    )


def _towns(index: Index, line: Span) -> list[int]:
    """The town that a line names with nothing beside it but its post code."""
    numbers = index.places(line)
    alone = len(numbers) == 1 and index.mentions.places[numbers[0]].end == line[1]
    before = index.text[line[0] : index.mentions.places[numbers[0]].start] if alone else "?"
    return numbers if before.strip().isdigit() or not before.strip() else []


def _opens_name(index: Index, number: int, name: Span) -> bool:
    """Whether a word that may be a place only opens the name (``Bro til kajakker``)."""
    return index.mentions.places[number].start == name[0]


def _place_in_brackets(index: Index, span: Span) -> tuple[Span, int] | None:
    """``Navn (By)`` as the name alone and the place mention; None for any other cell."""
    for number in index.places(span)[-1:]:
        place = index.mentions.places[number]
        if index.text[place.end : span[1]].strip() == ")" and index.text[place.start - 1] == "(":
            return strip(index.text, span[0], place.start - 1), number
    return None


def _only(index: Index, cell: Span | None) -> int | None:
    """The one amount of a cell."""
    numbers = index.money(cell) if cell is not None else []
    return numbers[0] if len(numbers) == 1 else None
