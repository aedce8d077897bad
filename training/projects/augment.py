"""More texts from the marked ones: other names in the same sentences, and lists in layouts made by chance."""

from __future__ import annotations

import html
import random
from collections.abc import Iterator, Sequence

from training.projects.readers import Marked, Passage

_HEADINGS = (
    "Følgende projekter har fået støtte:",
    "Her er modtagerne:",
    "De støttede projekter",
    "Uddelinger i denne runde",
    "Så meget får de enkelte projekter",
    "Tilsagn",
    "Bevillinger i alfabetisk orden:",
    "Oversigt over støttede ansøgninger",
    "De får penge i år",
    "Fordelingen af puljen:",
    "Støtten går til:",
    "Udvalget har sagt ja til",
    "Modtagere, 2. halvår",
    "Dem siger vi tillykke til",
)
_MARKS = ("", "", "", "- ", "• ", "* ", "→ ", "#. ", "#) ", "Nr. #: ", "§. ", "§) ", "– ", "· ", "+ ")
_BETWEEN = (", ", " – ", ": ", " - ", "; ", "\t", " | ", " / ", ". ", " · ", " — ", " => ", "\n", " ")
_BRACKETS = ((" (", ")"), (" [", "]"))
_LABELS = {
    "P": ("Projekt", "Projekttitel", "Titel", "Formål", "Aktivitet", "Navn", "Hvad", "Støtte til", "Indsats"),
    "A": ("Ansøger", "Modtager", "Tilskudsmodtager", "Hvem", "Forening", "Projektejer", "Tovholder", "Afsender"),
    "G": ("Beløb", "Tilskud", "Bevilget", "Bevilling", "Støtte", "Tilsagn", "Hvor meget", "Bevilget beløb"),
    "T": ("By", "Sted", "Kommune", "Hvor", "Område"),
}
_VERBED = (
    ("A", " får ", "G", " til ", "P"),
    ("A", " modtager ", "G", " til ", "P"),
    ("G", " til ", "A", " til ", "P"),
    ("G", " til ", "P", " ved ", "A"),
    ("P", ": ", "A", " får ", "G"),
    ("P", ". ", "A", ". Støtte: ", "G"),
    ("P", ". ", "A", ". ", "G"),
    ("A", " i ", "T", ": ", "G", " til ", "P"),
    ("P", " i ", "T", " – ", "G"),
    ("T", ": ", "P", ", ", "G"),
    ("P", " v/ ", "A", ", ", "G"),
    ("P", " (", "A", ", ", "T", "), ", "G"),
    ("A", " (", "T", "): ", "P", ", ", "G"),
    ("A", ", ", "T", ", ", "P", ", ", "G"),
)
Fillers = dict[tuple[str, bool, int], list[str]]


def _class(text: str, label: str) -> tuple[str, bool, int]:
    words = len(text.split())
    size = (1 if words < 3 else 2 if words < 6 else 3) if label == "P" else 0
    return label, text[:1].isupper() or not text[:1].isalpha(), size


def fillers(passages: Sequence[Passage]) -> Fillers:
    """What may stand in for another: by label, capital and length."""
    out: Fillers = {}
    for passage in passages:
        for start, end, label in passage.spans:
            text = html.unescape(passage.text[start:end])
            out.setdefault(_class(text, label), []).append(text)
    return out


def swapped(passage: Passage, known: Fillers, chance: random.Random, number: int, share: float = 0.7) -> Passage:
    """The passage with most of its names others of their kind."""
    text = passage.text
    pieces: list[str] = []
    spans: list[Marked] = []
    at = length = 0
    for start, end, label in passage.spans:
        own = text[start:end]
        if label != "G" and chance.random() < share:
            own = chance.choice(known[_class(html.unescape(own), label)])
            own = html.escape(own, quote=False) if passage.form == ".html" else own
        pieces += [text[at:start], own]
        length += start - at
        spans.append((length, length + len(own), label))
        length += len(own)
        at = end
    return Passage(f"{passage.name}~{number}", "".join([*pieces, text[at:]]), tuple(spans), passage.form)


def by_chance(known: Fillers, count: int, chance: random.Random) -> Iterator[Passage]:
    """``count`` lists in layouts made by chance."""
    pools: dict[str, list[str]] = {}
    for (label, capital, _), names in sorted(known.items()):
        if label in {"A", "G", "T"} or (label == "P" and capital):
            pools.setdefault(label, []).extend(names)
    lower = [n for (label, capital, _), names in sorted(known.items()) if label == "P" and not capital for n in names]
    for number in range(count):
        yield _list(f"list#{number}", pools, lower, chance)


def _list(name: str, pools: dict[str, list[str]], lower: Sequence[str], chance: random.Random) -> Passage:
    text = ""
    spans: list[Marked] = []
    if chance.random() < 0.7:
        text += chance.choice(_HEADINGS) + ("\n\n" if chance.random() < 0.2 else "\n")
    kind = chance.random()
    project = "" if kind < 0.12 else "P"
    if kind > 0.8:
        layout = chance.choice(_VERBED)
        columns = [part for part in layout if part in pools]
        between = [part for part in layout if part not in pools]
        labelled = False
    else:
        columns = [c for c in (project, "A", "G", "T") if c]
        if project:
            for column, odds in (("A", 0.3), ("G", 0.12), ("T", 0.6)):
                if chance.random() < odds and len(columns) > 2:
                    columns.remove(column)
        elif chance.random() < 0.7:
            columns.remove("T")
        chance.shuffle(columns)
        if chance.random() < 0.5 and "G" in columns:
            columns.remove("G")
            columns.append("G")
        one = chance.choice(_BETWEEN)
        between = [one if chance.random() < 0.7 else chance.choice(_BETWEEN) for _ in columns[1:]]
        labelled = chance.random() < 0.12
    bracket = chance.randrange(1, len(columns)) if chance.random() < 0.25 and len(columns) > 1 and kind <= 0.8 else 0
    around = chance.choice(_BRACKETS)
    labels = {c: chance.choice(_LABELS[c]) for c in columns}
    if labelled:
        between = ["\n"] * (len(columns) - 1)
    quoted = chance.choice(("»«", "””", '""', "“”")) if chance.random() < 0.15 else ""
    mark = chance.choice(_MARKS) if not labelled else ""
    blank = chance.random() < 0.3 or labelled
    lowered = (
        lower
        if (chance.random() < 0.25 and kind <= 0.8) or (kind > 0.8 and between and between[-1] == " til ")
        else None
    )
    bare_money = chance.random() < 0.08
    for item in range(chance.randint(2, 8)):
        text += mark.replace("#", str(item + 1)).replace("§", "abcdefghij"[item])
        for at, column in enumerate(columns):
            if at:
                text += around[0] if at == bracket else between[at - 1]
            if labelled:
                text += f"{labels[column]}: "
            pool = lowered if column == "P" and lowered else pools[column]
            value = chance.choice(pool)
            if column == "G" and bare_money:
                value = f"{chance.randint(5, 900)}.000"
            if column == "P" and quoted:
                text += quoted[0]
            spans.append((len(text), len(text) + len(value), column))
            text += value
            if column == "P" and quoted:
                text += quoted[1]
            if at and at == bracket:
                text += around[1]
        text += "\n\n" if blank else "\n"
    return Passage(name, text.rstrip("\n"), tuple(spans))
