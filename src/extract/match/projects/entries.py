"""One item of a list as an entry: its lines, the fields of its first line, its labelled values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import regex

from extract.match.projects.fields import Field, Index, split_fields, strip
from extract.match.projects.words import ProjectWords
from extract.records.mentions import Named
from extract.records.release import Span

_LOWER_START = regex.compile(r"\p{Ll}")
# "KA-2023-0412: Titel", "K 112-0007. Titel", "Projekt 3: Titel"
_JOURNAL = regex.compile(
    r"(?:Projekt|Bevilling|Nr\.)\s(?:nr\.\s)?\d{1,2}(?:[.:]|\s[–-])\s+(?=\p{Lu})|"
    r"(?:(?:J\.?\s?nr\.?:?|Sag(?:snr)?\.?:?)\s?)?(?:\p{Lu}{1,4}[ -]?)?\d{2,6}[-/]\d{2,6}(?:[.:,]|\s[–-])?\s+(?=\S)"
)
# "1. Skive Gruppe" goes on, as a name does behind an initial.
_SENTENCE = regex.compile(
    r"(?<!\b(?:\p{Lu}|Nr|Sdr|Ndr|Gl|St|Sct|Skt|Vr|Chr|Dr|kr|ca|bl\.a))(?<!(?<![\d.,])\d)[.!?]\s+\p{Lu}"
)
_OTHER_LABEL = regex.compile(r"\p{Lu}[\p{L}/ -]{0,30}:\s")
_MARKED_LABEL = regex.compile(r"\s*[•·*◦○▪–—-]\s+(?=\p{Lu}[\p{L}/ -]{0,30}:\s)")
_ADDRESS = regex.compile(
    r"(?=\p{Lu})[\p{L}. ]{0,40}(?i:gaden?|vej|vejen|allé|torv|torvet|plads|stræde|vænget|stien|bakken)"
    r"\s\d{1,3}\s?[A-Z]?(?:-\d{1,3})?"
)
_CONTACT = regex.compile(r"kontakt(?:person)?", regex.IGNORECASE)
_CLAUSE = regex.compile(r"(?:der|som|hvor)\s\p{Ll}")
_OF_WHOM = regex.compile(r"(?:Af|af|v/|Ved)\s(?P<who>\p{Lu}[^.!?:\n]{2,80})")
_IN_CARE = regex.compile(r"v/\s?(?:\p{Ll}+\s)?\p{Lu}\p{Ll}+\s\p{Lu}")
_WHO = regex.compile(r"^(?:som|der|og)\s")
_ARTICLE = regex.compile(r"^(?:Et|En|et|en)\s")
_WHAT_IT_IS = regex.compile(r"(?:i|som)\s(?:(?:et|en)\s)?(?:støtte|tilskud|bevilling|donation|gave|bidrag|alt)\.?")
_LONG_HEAD = 170
_SHORT_REST = 60
_FULL_LINE = 24
_TITLE_WORDS = 9
_COMPLETE = regex.compile(r"[.:)!?]\s*$")
_JOINED = regex.compile(r"[ .;,•·*\-–—\n]{0,6}(?:(?:og|samt) )?")
_OPEN_END = regex.compile(r"\s(?:og|i|på|for|til|med|af|ved|den|det|de|en|et|om|-|–)$")


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a list: its lines, the fields of its first line, and the labelled values of the others."""

    lines: tuple[Span, ...]
    head: Span
    fields: tuple[Field, ...]
    labels: dict[str, Span] = field(default_factory=dict)

    @property
    def span(self) -> Span:
        return self.lines[0][0], self.lines[-1][1]


def read_entry(index: Index, words: ProjectWords, lines: Sequence[Span]) -> Entry | None:
    """The entry of an item's lines (marker left out); None where nothing but labels with amounts is left."""
    labels: dict[str, Span] = {}
    rest: list[Span] = []
    last: str | None = None
    unmarked = [(_marker_end(index.text, line), line[1]) for line in lines]
    for line in (piece for whole in unmarked for piece in _labelled_pieces(index.text, words, whole)):
        found = words.label(index.text, line)
        if found is not None:
            last, value = found
            labels.setdefault(last, value)
        elif last == "name" and not rest and _goes_on(index.text, labels["name"], line):
            labels["name"] = (labels["name"][0], line[1])
        elif rest and "applicant" not in labels and (of := _of_whom(index, line)) is not None:
            labels["applicant"] = of
        else:
            rest.append(line)
    if len(rest) > 1 and is_sum(index, rest[0]):
        rest = rest[1:]  # the sum stands above who gets it
    if "name" in labels:
        head = labels["name"]
        above = rest[0] if rest and rest[0][1] <= head[0] else None
        if above is not None and "applicant" not in labels and _may_be_who(index, words, above):
            labels["applicant"] = strip(index.text, *above)
    elif not rest and "applicant" in labels and "description" in labels:
        head = labels["name"] = labels.pop("description")  # "Hvem: …", "Hvad: …"
    elif rest:
        head = _head(index.text, words, _unbroken(index.text, rest))
    elif "applicant" in labels:
        head = labels["applicant"]
    else:
        return None
    fields = split_fields(index, head)
    while len(fields) > 2 and fields[0].kind == "text" and _ADDRESS.fullmatch(index.text, *fields[0].span):
        fields = fields[1:]  # "Storegade 12, Tønder: Nye vinduer": where, not what
        head = fields[0].start, head[1]
    fields = _without_contact(index.text, fields)
    fields = fields[:1] + [f for f in fields[1:] if f.kind != "text" or not _ADDRESS.fullmatch(index.text, *f.span)]
    # "Tanghuset ApS (Thyborøn), der laver emballage": the clause only describes
    fields = [f for n, f in enumerate(fields) if not (n and f.before == ")" and _CLAUSE.match(index.text, *f.span))]
    # "Gjern Naturskole, v/ leder Bente Krog": whom to ask
    fields = [f for n, f in enumerate(fields) if not (n and f.before == "," and _IN_CARE.match(index.text, *f.span))]
    return Entry(tuple(lines), head, tuple(_without_money_words(index, words, fields)), labels)


def _without_contact(text: str, fields: list[Field]) -> list[Field]:
    """The fields without ``kontakt: Ole Bro``."""
    at = next((n for n, f in enumerate(fields) if n and _CONTACT.fullmatch(text, *f.span)), None)
    return fields if at is None else [*fields[:at], *fields[at + 2 :]]


def _marker_end(text: str, line: Span) -> int:
    """Where a line begins behind the bullet before its label (``– Projekt: …`` below who gets it)."""
    found = _MARKED_LABEL.match(text, *line)
    return int(found.end()) if found is not None else line[0]


def _may_be_who(index: Index, words: ProjectWords, line: Span) -> bool:
    """Whether the line above what is labelled (``Formål: Koncertrække``) is who gets the money: ``Gudum Sogn``."""
    said = index.text[slice(*line)]
    known = any(index.mentions.organisations[n].start == line[0] for n in index.organisations(line))
    return (known or words.is_body(said)) and len(said.split()) <= _TITLE_WORDS and said[-1] not in ".!?:"


def is_sum(index: Index, line: Span) -> bool:
    """Whether a line is nothing but an amount."""
    numbers = index.money(line)
    if len(numbers) != 1:
        return False
    money = index.mentions.money[numbers[0]]
    return not index.text[line[0] : money.start].strip(" *•-–") and not index.text[money.end : line[1]].strip(" .:")


def _of_whom(index: Index, line: Span) -> Span | None:
    """``Af Cirkus Kant, Silkeborg`` on a line of its own below the name: who it is of."""
    if index.text[slice(*line)].rstrip().endswith("."):
        return None  # "Ved Støvring skal ålen have nye skjul.": a sentence
    found = _OF_WHOM.fullmatch(index.text, *strip(index.text, *line))
    return found.span("who") if found is not None and not index.money(line) else None


def _without_money_words(index: Index, words: ProjectWords, fields: Sequence[Field]) -> list[Field]:
    """The fields without those that only say which amount comes next (``søgt 50.000 kr., tildelt 35.000 kr.``), who
    gets it (``, som modtager 50.000 kr.``) or what it is (``50.000 kr. i støtte``)."""
    out: list[Field] = []
    for f in fields:
        said = index.text[slice(*f.span)]
        if f.kind == "text" and out and out[-1].kind == "money" and _WHAT_IT_IS.fullmatch(said) is not None:
            continue
        if f.kind == "money" and out and out[-1].kind == "text":
            before = index.text[slice(*out[-1].span)]
            if words.is_money_word(_ARTICLE.sub("", before)) or words.is_verb_only(_WHO.sub("", before)):
                out.pop()
        out.append(f)
    return out


def _goes_on(text: str, name: Span, line: Span) -> bool:
    """Whether the line below a title's label is the rest of the title: short, no sentence, and right below it."""
    short = line[1] - line[0] <= _SHORT_REST and text[line[1] - 1] not in ".!:"
    if _OTHER_LABEL.match(text, *line):
        return False
    return short and text[name[1] : line[0]].count("\n") == 1 and _COMPLETE.search(text, *name) is None


def _labelled_pieces(text: str, words: ProjectWords, line: Span) -> list[Span]:
    """A line that holds several labelled values (``Projekt: … | Ansøger: …``) cut before each label."""
    starts = [found.start() for found in words.any_label.finditer(text, *line)]
    if len(starts) < 2:
        return [line]
    bounds = [line[0], *(start for start in starts if start > line[0]), line[1]]
    return [strip_right(text, low, high) for low, high in pairwise(bounds) if low < high]


def _unbroken(text: str, lines: Sequence[Span]) -> Span:
    """The first line, with the second where a line break fell inside the name (``Robotter i / stalden (Struer)``)."""
    if len(lines) < 2 or _COMPLETE.search(text, *lines[0]) or lines[0][1] - lines[0][0] > _LONG_HEAD:
        return lines[0]
    # "Tæt på" is a name, though a line that fills its measure breaks behind "på" as well.
    full = lines[0][1] - lines[0][0] >= _FULL_LINE and _OPEN_END.search(text, *lines[0]) is not None
    broken = full or _LOWER_START.match(text, lines[1][0]) is not None
    return (lines[0][0], lines[1][1]) if broken else lines[0]


def _head(text: str, words: ProjectWords, line: Span) -> Span:
    """The part of an item's first line that names it: up to a label inside it (the line break was lost), or up to
    the first sentence end of a long line."""
    number = _JOURNAL.match(text, *line)
    if number is not None:
        line = number.end(), line[1]
    label = words.inner_label.search(text, line[0] + 1, line[1])
    if label is not None:
        line = strip_right(text, line[0], label.start())
    end = _SENTENCE.search(text, *line)
    if end is not None and (line[1] - line[0] > _LONG_HEAD or _is_title(text, words, (line[0], end.start()))):
        return line[0], end.start() + 1
    return line


def _is_title(text: str, words: ProjectWords, span: Span) -> bool:
    """Whether the words before a full stop are a name set before its text: few, with no verb and no figure."""
    said = text[slice(*span)]
    verbs = (words.receive, words.give, words.heading_verb)
    few = len(said.split()) <= _TITLE_WORDS and said[:1].isupper() and not any(map(str.isdigit, said))
    few = few and ":" not in said
    return few and not any(verb.expression.search(said) for verb in verbs)


def named(text: str, span: Span) -> Named:
    """The text of a span, blanks folded, with where it stands."""
    return Named(" ".join(text[span[0] : span[1]].split()), (span,))


def run_together(index: Index, span: Span) -> list[Span]:
    """``span`` cut into items that lost their line breaks: title … amount, title … amount. One span if it is one."""
    cuts = [span[0]]
    titles = index.titles(span)
    for (_, high), (low, _) in pairwise(titles):
        amounts = index.money((high, low))
        if amounts and _JOINED.fullmatch(index.text, index.mentions.money[amounts[-1]].end, low - 1):
            cuts.append(low - 1)
    if len(cuts) == 1:
        return [span]
    return [strip_right(index.text, start, end) for start, end in pairwise([*cuts, span[1]])]


def strip_right(text: str, start: int, end: int) -> Span:
    while start < end and text[end - 1] in " \n\t•·*|;":
        end -= 1
    return start, end
