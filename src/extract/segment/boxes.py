"""The items of a fact box, list or table: bullets, rows, labelled lines, or paragraphs under their own heads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import regex

from extract.patterns import Words
from extract.records.document import Block, Element
from extract.records.release import Item

_LABEL = regex.compile(
    r"(?P<label>\p{Lu}(?:[^:.!?\n]|\.(?=\s?\p{Ll})|(?<=\b(?:Nr|Sdr|Ndr|Gl|St|Sct|Skt|Vr|Chr|Dr))\.){1,60}):(?=\s|$)"
)
_GLUED = regex.compile(
    r"(?:(?:\b(?:kr|kroner|mio|mia|euro|DKK)\b\.?|,-|€)\s?[.;,]?|\.\d{3})"
    r"(?P<next>[”»“\"„]\p{Lu}|[•·▪]\s|(?<=\S)[–—-]\s(?=[»”“\"„]?\p{Lu})|\s[–—-]\s(?=[»”“\"„]\p{Lu}))"
    r"|(?-i:\p{Ll}\.)(?P<next>[”»“\"„](?-i:\p{Lu})[^”“\"»«\n]{2,80}[”“\"»«],)",
    regex.IGNORECASE,
)
_MONEY = regex.compile(
    r"\d[\d.,]*\s*(?:kr\b|kroner|mio|mia|mill|tkr|euro|€|,-|DKK\b)|(?:kr\.?:?|DKK)\s*\d", regex.IGNORECASE
)
# A line that ends with what somebody gets: "Kajen i Vrist: 40.000 kr.", "Slæbestedet - nye brædder: 12.000".
_PAID_END = regex.compile(
    r"(?:\d(?:\s?(?:mio|mia|mill(?:ion(?:er)?|iarde?r?)?|t)\b\.?)?\s?(?:kr\b\.?|kroner|euro|€|DKK|,-)|\d\s?(?:mio|mia)\.?"
    r"|(?:kr\.?|DKK)\s?\d[\d.,]*(?:\s?(?:mio|mia)\.?)?(?:,-)?|[:–—\-,)…]\s?\d{1,3}(?:[.\s]\d{3})+(?:,-|,\d\d)?"
    r"|\p{L}[.”\"»]?\s\d{1,3}(?:\.\d{3})+)"
    r"(?:\s(?:i\s(?:19|20)\d\d|over\s[\p{L}\d,½]{1,6}\sår|årligt|om\såret|pr\.\sår))?[.)]?$",
    regex.IGNORECASE,
)
# A line that begins with it and says at once to whom or for what: "35.000 kr. til Lunde Borgerforening til bænke".
_PAID_START = regex.compile(
    r"(?:(?:kr\.?|DKK)\s?\d[\d.,]*(?:,-|-)?(?:\s(?:mio|mia)\.?)?|\d[\d.,]*(?:\s?(?:mio|mia|mill(?:ion(?:er)?|iarde?r?)?)\b\.?)?\s?(?:kr\b\.?|kroner|,-))"
    r"(?:,?\s(?:til|for)\s\S|(?:\s[-–—]|:)\s(?-i:\p{Lu}))"
    # "Kr. 12.000   Knebel Læseforening", and bare below it "18.000   Molboernes Teater"
    r"|(?:(?:kr\.?|DKK)\s?)?\d{1,3}(?:\.\d{3})+(?:,-|,\d\d)?(?:\s?kr\.)?\s+(?-i:\p{Lu})",
    regex.IGNORECASE,
)
# "Ditte Quist, Aarhus Universitet: At vente. En køs historie, DKK 2.940.185": an entry whatever its title holds
_PARTED_SUM = regex.compile(
    r"(?-i:\p{Lu})[^\n]+?(?::|\s[–—-])\s[^\n]+(?:[,:]\s|\s[–—-]\s|(?:…|\.{3})\s?)(?:(?:kr\.?|DKK|EUR)\s?)?\d[\d.]*(?:,\d+|,-)?"
    r"(?:\s?(?:mio|mia)\.?)?(?:\s?(?:kr\.?|kroner|euro|DKK))?",
    regex.IGNORECASE,
)
# One that has it in between: "Folkekirkens Nødhjælp: 75.000 kr. til rent vand".
_PAID_INSIDE = regex.compile(
    r"(?-i:\p{Lu})[^.!?\n]{1,100}?(?::|\s[–—-])\s(?:(?:kr\.?|DKK)\s?\d[\d.]*(?:,-)?|\d[\d.,]*(?:\s?(?:mio|mia|mill(?:ion(?:er)?|iarde?r?)?)\b\.?)?"
    r"\s?(?:kr\b\.?|kroner|,-))\stil\s\S",
    regex.IGNORECASE,
)
_UNIT_END = regex.compile(r"(?<!\p{L})(?:kr|mio|mia|mill|t|pct)\.$", regex.IGNORECASE)
# "Tre forskere får i alt 6,7 millioner kroner": what many get
_SHARED = regex.compile(r"\p{Ll}\s(?:i alt|tilsammen|sammenlagt|samlet)\s(?:kr\.\s)?\d")
_PARTED = regex.compile(r":|;|\s[–—-]\s|\.{3}|…|\t")
_FEW = 8
_PAID_LONGEST = 200
_PAID_SHARE = 0.8
TWO_SENTENCES = regex.compile(r"\p{Ll}{2}(?<!\b(?:Kgl|Sct|Skt|Sdr|Ndr|Chr))[.!?]\s+\p{Lu}\p{Ll}+\s\p{Ll}")
_YEAR = regex.compile(r"(?:budget |regnskab )?(?:19|20)\d\d(?:[/-]\d{2,4})?", regex.IGNORECASE)
_NUMBER = regex.compile(r"\d")
LONG_PROSE = 400
_LONG_LINE = 160
_SHORT_HEAD = 80
_DASHES = frozenset("-–—−")
# Lines that may open with a bullet of their own; a "td" holds lines only where the table arranges the page.
FLOWING = frozenset({"line", "p", "div", "span", "td", "th", "section", "article", "main", "center", "body", "pre"})


def label_of(text: str) -> str | None:
    """The label of a ``Label: værdi`` line; None for any other."""
    found = _LABEL.match(text)
    return found["label"].strip() if found and len(found["label"].split()) <= 7 else None


def items(blocks: Sequence[Block], texts: Sequence[str], sum_row: Words) -> tuple[Item, ...]:
    """The items that the blocks of one box hold (its heading not among them), in reading order.

    An item runs from where it starts to the end of its last block; the marker stays outside. A row that
    sums up the others is none.
    """
    starts = _starts(blocks, texts)
    if not starts:
        return ()
    found: list[Item] = []
    sums = _only_sum(blocks, texts, sum_row)
    for number, first in enumerate(starts):
        last = (starts[number + 1] if number + 1 < len(starts) else len(blocks)) - 1
        last = _own_end(blocks, first, last)
        if last > first and blocks[first].marker and _heads_next(blocks, texts, last):
            last -= 1
        if last > first and last == sums:
            last -= 1
        start = blocks[first].start + len(blocks[first].marker)
        text = texts[first][len(blocks[first].marker) :]
        for below in range(first + 1, last + 1):
            text += "\n" * (blocks[below].start - blocks[below - 1].end) + texts[below]
        found.extend(_pieces(text, start))
    paid = blocks[starts[-1]].cells or all(_NUMBER.search(texts[n]) and is_paid_text(texts[n]) for n in starts)
    if len(found) > 2 and paid and sum_row.expression.match(texts[starts[-1]]):
        found.pop()
    return tuple(found)


def _heads_next(blocks: Sequence[Block], texts: Sequence[str], index: int) -> bool:
    """Whether a line between two bullets is a paragraph of its own that ends with a colon: ``Afslag:``"""
    own = blocks[index].group != blocks[index - 1].group and not blocks[index].marker
    return own and index + 1 < len(blocks) and texts[index].rstrip().endswith(":")


def _only_sum(blocks: Sequence[Block], texts: Sequence[str], sum_row: Words) -> int | None:
    """The last line where it alone sums up the others (``I alt 135.000 kr.``): it is no part of the last entry."""
    sums = [n for n, text in enumerate(texts) if not blocks[n].cells and sum_row.expression.match(text)]
    return sums[0] if sums == [len(texts) - 1] else None


def is_glued(text: str) -> bool:
    """Whether a line is two or more short entries that lost their line breaks (``… 400.000 kr.”Næste navn” …``)."""
    cuts = [0, *(found.start("next") for found in _GLUED.finditer(text)), len(text)]
    return len(cuts) > 2 and all(high - low <= _LONG_LINE for low, high in pairwise(cuts))


def is_paid_text(text: str) -> bool:
    """Whether a line is short, ends with an amount or gives one to somebody, and is not several sentences."""
    text = text.rstrip()
    if len(text) > _PAID_LONGEST or _NUMBER.search(text) is None:
        return False
    ends = _PAID_END.search(text) if not _is_sentence(text) else None
    if ends and _SHARED.search(text) is not None and _PARTED.search(text) is None:
        return False
    paid = ends or _PAID_START.match(text) or _PAID_INSIDE.match(text)
    return paid is not None and (TWO_SENTENCES.search(text) is None or _PARTED_SUM.fullmatch(text) is not None)


def opens_paid(text: str) -> bool:
    """Whether a paragraph opens with a sum and says at once for what or to whom, however much it tells after that."""
    return len(text) <= LONG_PROSE and _PAID_START.match(text) is not None


def is_sum_end(text: str) -> bool:
    """Whether the full stop at a line's end is that of ``kr.`` or another unit."""
    return _UNIT_END.search(text) is not None


def _is_sentence(text: str) -> bool:
    """Whether a line ends with a full stop of its own, and no mark parts it: it tells of money and is no entry."""
    return text.endswith(".") and not is_sum_end(text) and not _PARTED.search(text) and len(text.split()) > _FEW


def is_continued(text: str) -> bool:
    """Whether a line ends one entry and goes on with the next."""
    return _GLUED.search(text) is not None


def _pieces(text: str, start: int) -> Iterator[Item]:
    """The items of one stretch: several where line breaks were lost (``… 400.000 kr.”Næste navn” …``)."""
    at = 0
    for found in _GLUED.finditer(text):
        yield Item(start=start + at, end=start + len(text[: found.start("next")].rstrip()), label=None)
        at = found.end() if found["next"].strip()[0] in "•·▪–—-" else found.start("next")
    yield Item(start=start + at, end=start + len(text), label=label_of(text[at:]))


def is_item(block: Block) -> bool:
    """Whether the block is marked as an item of a list or table: by its element or its bullet."""
    return block.tag in {"li", "tr", "dt"} or (bool(block.marker) and block.tag in FLOWING)


def is_dash(block: Block) -> bool:
    return block.marker.strip() in _DASHES if block.marker else False


def list_element(block: Block) -> Element | None:
    """The outermost list or table around the block."""
    found = None
    for step in block.element.ancestors() if block.element is not None else ():
        if step.tag in {"ul", "ol", "table", "dl"}:
            found = step
    return found


def _starts(blocks: Sequence[Block], texts: Sequence[str]) -> list[int]:
    """The indices of the blocks at which items start, by the first structure that the box has."""
    if not blocks:
        return []
    rows = [i for i, block in enumerate(blocks) if block.tag == "tr" or len(block.cells) > 1]
    several = [i for i in rows if len(blocks[i].cells) > 1]
    if len(several) * 2 >= len(rows) > 0:
        rows = several  # a row of one cell between them heads a group or goes on with the row above
    if rows:
        return [i for i in rows if not blocks[i].header and not _is_plain_header(blocks, texts, i, rows)]
    for finder in (
        _markup_items,
        _marked_items,
        _terms,
        _paid_lines,
        _paid_groups,
        _titled,
        _repeated_labels,
        _labels,
        _headed,
        _groups,
    ):
        found = finder(blocks, texts)
        if found:
            return found
    return []


def _is_plain_header(blocks: Sequence[Block], texts: Sequence[str], index: int, rows: Sequence[int]) -> bool:
    """A first row without figures above rows that have them names the columns."""
    if index != rows[0] or len(rows) < 3:
        return False
    heads = texts[index].split("\t")
    if not heads[0].strip() and all(_YEAR.fullmatch(head.strip()) for head in heads[1:]):
        return True
    figures = sum(1 for row in rows[1:] if _NUMBER.search(texts[row]))
    return not _NUMBER.search(texts[index].replace("1.000", "")) and figures > len(rows[1:]) / 2


def _markup_items(blocks: Sequence[Block], texts: Sequence[str]) -> list[int]:
    """The ``li`` of the outermost lists, one start each, though an item may be several lines or hold a list. Where the
    outer ones only head what they hold (a theme, a town), and each inner one has its sum, these are the items."""
    chains = [[step for step in _chain(block) if step.tag == "li"] for block in blocks]
    outer = _firsts(chain[-1:] for chain in chains)
    inner = _firsts(chain[:1] for chain in chains)
    heads = {id(step) for chain in chains for step in chain[1:]}
    leaves = [i for i in inner if id(chains[i][0]) not in heads]
    above = [i for i in inner if id(chains[i][0]) in heads]
    grouped = above and all(_MONEY.search(texts[i]) for i in leaves) and all(_is_head(texts[i]) for i in above)
    return leaves if grouped else outer


def _firsts(elements: Iterable[Sequence[Element]]) -> list[int]:
    """The indices at which an element comes for the first time."""
    seen: set[int] = set()
    found = []
    for index, element in enumerate(elements):
        if element and id(element[0]) not in seen:
            seen.add(id(element[0]))
            found.append(index)
    return found


def _is_head(text: str) -> bool:
    return len(text) <= _SHORT_HEAD and not _MONEY.search(text) and not text.rstrip().endswith((".", "!"))


def _marked_items(blocks: Sequence[Block], texts: Sequence[str]) -> list[int]:
    """Lines with the bullet that comes first; other bullets below it are its parts."""
    kinds = [_kind_of_marker(block.marker) for block in blocks]
    first = next((kind for kind in kinds if kind), "")
    found = [index for index, kind in enumerate(kinds) if kind == first and first]
    # A single bullet is an item when all the lines are its own; below other text it may be a stray mark.
    return found if len(found) > 1 or found[:1] == [0] or (found and len(blocks) <= 3) else []


def _kind_of_marker(marker: str) -> str:
    mark = marker.strip().lstrip("(")
    if mark and mark[0].isdigit():
        return "1"
    if len(mark) > 1 and mark[0].isalpha():
        return "a"
    return "-" if mark in _DASHES else mark


def _terms(blocks: Sequence[Block], texts: Sequence[str]) -> list[int]:
    return [index for index, block in enumerate(blocks) if block.tag == "dt"]


def _paid_lines(blocks: Sequence[Block], texts: Sequence[str]) -> list[int]:
    """Lines that each end with an amount, where nearly all do; a line between them heads or ends one."""
    opened = bool(texts) and opens_paid(texts[0])
    found = [index for index, text in enumerate(texts) if is_paid_text(text) or (opened and opens_paid(text))]
    return found if len(found) > 1 and found[0] == 0 and len(found) >= len(texts) * _PAID_SHARE else []


def _paid_groups(blocks: Sequence[Block], texts: Sequence[str]) -> list[int]:
    """Paragraphs of several lines that each hold an amount: a title, what it is, and what it gets."""
    firsts = [i for i in range(len(blocks)) if i == 0 or blocks[i].group != blocks[i - 1].group]
    ends = [*firsts[1:], len(blocks)]
    several = all(high - low > 1 for low, high in zip(firsts, ends, strict=True))
    paid = all(any(map(_MONEY.search, texts[low:high])) for low, high in zip(firsts, ends, strict=True))
    # One such paragraph is an entry where its first line is set as a title.
    return firsts if (len(firsts) > 1 or blocks[0].strong) and several and paid else []


def _titled(blocks: Sequence[Block], texts: Sequence[str]) -> list[int]:
    """Titles without bullets: short lines without a figure of money, each with an amount on a line below it."""
    titles = [
        i for i, text in enumerate(texts) if _is_title(text) and i + 1 < len(texts) and not _is_title(texts[i + 1])
    ]
    if len(titles) < 2 or titles[0] != 0:
        return []
    ends = [*titles[1:], len(texts)]
    paid = sum(1 for low, high in zip(titles, ends, strict=True) if any(map(_MONEY.search, texts[low + 1 : high])))
    return titles if paid == len(titles) else []


def _is_title(text: str) -> bool:
    return (
        len(text) <= _LONG_LINE
        and not text.rstrip().endswith((".", "!", "?", ":", ","))
        and not _MONEY.search(text)
        and label_of(text) is None
    )


def _repeated_labels(blocks: Sequence[Block], texts: Sequence[str]) -> list[int]:
    """Labelled blocks: the first label that comes again starts a new item (``Projekttitel: … Beløb: …``)."""
    labels = [label_of(text) for text in texts]
    counts = Counter(label.casefold() for label in labels if label)
    first = next((label.casefold() for label in labels if label), None)
    if first is None or counts[first] < 2:
        return []
    again = sum(count for count in counts.values() if count > 1)
    if again * 2 < counts.total():
        return []  # two entries of one applicant ("Vejle Kommune: …"), not the labels of a block
    starts = [index for index, label in enumerate(labels) if label and label.casefold() == first]
    taken = set(starts)
    # A title line above each first label belongs to its item: "Navn (By)" and "Støttes med: …" below it.
    if starts[0] > 0 and all(i > 0 and labels[i - 1] is None and i - 1 not in taken for i in starts):
        return [index - 1 for index in starts]
    return starts


def _labels(blocks: Sequence[Block], texts: Sequence[str]) -> list[int]:
    """Labelled lines without repetition: each line is an item, if most lines are."""
    found = [index for index, text in enumerate(texts) if label_of(text)]
    if len(found) < 2 or len(found) * 2 < len(blocks):
        return []
    groups = Counter(block.group for block in blocks)
    # A line without a label between labelled ones of its paragraph is an entry of the same kind.
    labelled = set(found)
    return [
        i for i in range(len(blocks)) if i in labelled or (groups[blocks[i].group] > 2 and len(texts[i]) < _LONG_LINE)
    ]


def _headed(blocks: Sequence[Block], texts: Sequence[str]) -> list[int]:
    """Subheads (markup or bold) with text below each."""
    heads = [i for i, block in enumerate(blocks) if block.strong or block.tag in {"h3", "h4", "h5", "h6"}]
    return heads if len(heads) > 1 and len(heads) * 2 <= len(blocks) + 1 else []


def _groups(blocks: Sequence[Block], texts: Sequence[str]) -> list[int]:
    """Paragraphs of several lines each, or short lines: each an item; long prose has none."""
    glued = sum(1 for text in texts if _GLUED.search(text))
    if not glued and (len(blocks) < 2 or max(map(len, texts)) > LONG_PROSE):
        return []
    groups = [block.group for block in blocks]
    firsts = [index for index in range(len(blocks)) if index == 0 or groups[index] != groups[index - 1]]
    if len(firsts) > 1:
        return firsts
    return list(range(len(blocks)))


def _own_end(blocks: Sequence[Block], first: int, last: int) -> int:
    """A list item ends with its own element, though the box may go on with a paragraph after the list."""
    own = next((step for step in _chain(blocks[first]) if step.tag in {"li", "tr"}), None)
    if own is None:
        return last
    while last > first and not any(step is own for step in _chain(blocks[last])):
        if list_element(blocks[last]) is list_element(blocks[first]) and blocks[last].tag != "li":
            break
        last -= 1
    return last


def _chain(block: Block) -> Iterator[Element]:
    return block.element.ancestors() if block.element is not None else iter(())
