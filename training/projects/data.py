"""Passages and releases read by the rules, as stretches with the labels that they should have."""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from training.projects.readers import Gold, Marked, Passage

from extract.ingest import IngestFailure, ingest
from extract.match.tagging.decode import LABELS
from extract.match.tagging.stretches import stretches
from extract.match.tagging.tagger import evidence_of, known
from extract.match.tagging.tokens import Stretch, Token
from extract.pipeline import Extractor, _bounded, _contact_article, _sent_by_contacts
from extract.records.document import Article
from extract.records.mentions import Mentions, ProjectsTold
from extract.values.names import is_committee

_MARKUP = re.compile(r"(?s)<[^>]*>|&#?\w+;|.")
_LONG = re.compile(r"\s\([^()]*\)\Z")
_AROUND = 12
"""How many signs around a mark tell it from the same words elsewhere."""
ABOVE = "Bestyrelsen holdt møde mandag\n\nHer er nogle af sagerne fra mødet.\n\n"


@dataclass(slots=True)
class Read:
    """A text as the rules read it."""

    name: str
    article: Article
    mentions: Mentions
    told: ProjectsTold
    stretches: list[Stretch]
    spans: list[Marked]
    """What is marked, in the article's text."""
    loose: list[Marked] = field(default_factory=list)
    """What may be marked or not."""


def read_text(extractor: Extractor, name: str, data: bytes, uri: str) -> Read | None:
    """The text by the rules, up to the projects."""
    document = next(iter(ingest(data, uri=uri)))
    if isinstance(document, IngestFailure):
        return None
    stages = extractor._stages
    parts, _ = _bounded(stages.segmenter.segment(document))
    parts = _sent_by_contacts(parts, extractor._people(_contact_article(document, parts)))
    mentions = extractor._mentions(parts.article)
    own = tuple(body for body in mentions.organisations if not is_committee(body.name))
    mentions = replace(mentions, organisations=own)
    told = stages.projects.find(parts.article, parts.sections, mentions)
    return Read(name, parts.article, mentions, told, stretches(parts.article, mentions), [])


def of_passage(extractor: Extractor, passage: Passage) -> Read | None:
    read = read_text(extractor, passage.name, (ABOVE + passage.text + "\n").encode(), f"{passage.name}.txt")
    if read is None:
        return None
    text = ABOVE + passage.text
    there = [n for n, char in enumerate(read.article.text) if not char.isspace()]
    here = [n for n, char in enumerate(text) if not char.isspace()]
    if len(there) < len(here) or any(text[a] != read.article.text[b] for a, b in zip(here, there, strict=False)):
        return None
    for start, end, label in passage.spans:
        first = bisect_left(here, start + len(ABOVE))
        last = bisect_left(here, end + len(ABOVE)) - 1
        read.spans.append((there[first], there[last] + 1, label))
    return _settled(extractor, read)


def _settled(extractor: Extractor, read: Read) -> Read:
    """The text with its names as the rules cut them: without article, noun or verb of making before the thing."""
    made = extractor._stages.projects.words.purposes.made
    text = read.article.text
    read.spans = [(made(text, (a, b))[0], b, k) if k == "P" else (a, b, k) for a, b, k in read.spans]
    return read


def of_release(extractor: Extractor, passage: Passage) -> Read | None:
    """A marked release, each mark found again in the article by the words around it; what the article leaves out has
    no mark."""
    read = read_text(extractor, passage.name, passage.text.encode(), passage.name + passage.form)
    if read is None:
        return None
    source = _signs(passage.text, marked_up=passage.form == ".html")
    here = [offset for offset, _ in source]
    said = "".join(sign for _, sign in source)
    there = _signs(read.article.text)
    text = "".join(sign for _, sign in there)
    at = 0
    for start, end, label in passage.spans:
        low, high = bisect_left(here, start), bisect_left(here, end)
        for before, behind in ((_AROUND, _AROUND), (_AROUND, 0), (0, _AROUND), (0, 0)):
            first = max(0, low - before)
            found = text.find(said[first : high + behind], max(0, at - before))
            if found >= 0:
                at = found + low - first
                read.spans.append((there[at][0], there[at + high - low - 1][0] + 1, label))
                at += high - low
                break
    return _settled(extractor, read)


def _signs(text: str, *, marked_up: bool = False) -> list[tuple[int, str]]:
    """The characters that are no blanks or bars, with their offsets; of a page without its tags, entities read."""
    pieces = _MARKUP.finditer(text) if marked_up else re.finditer("(?s).", text)
    return [
        (piece.start(), sign)
        for piece in pieces
        if not (marked_up and piece[0].startswith("<"))
        for sign in (html.unescape(piece[0]) if marked_up else piece[0])
        if not (sign.isspace() or sign == "|")
    ]


def of_gold(extractor: Extractor, gold: Gold) -> Read | None:
    read = read_text(extractor, gold.name, gold.path.read_bytes(), gold.path.name)
    if read is None:
        return None
    text = read.article.text
    names = {name for name, named, _ in gold.projects if named}
    for name, named, spans in gold.projects:
        found = list(spans)
        if named and len(name) > 3:
            found += [m.span() for m in _whole(name).finditer(text)]
        # Where nothing is said of what for, who gets it is the project's name: marked as who gets.
        label = "A" if name in gold.applicants else "P"
        read.spans += [(a, _short(text, a, b), label) for a, b in dict.fromkeys(found)]
    read.spans = _apart(read.spans)
    for label, whole in (("A", gold.applicants), ("F", gold.funders)):
        for name in whole:
            if name in names:
                continue
            read.loose += [(m.start(), m.end(), label) for m in _whole(name).finditer(text)]
    for money in read.mentions.money:
        if money.value is not None and money.value in gold.granted:
            read.spans.append((money.start, money.end, "G"))
        elif money.role == "grant":
            read.loose.append((money.start, money.end, "G"))
    read.spans.sort()
    read.loose = [s for s in _apart(read.loose) if all(s[1] <= p[0] or s[0] >= p[1] for p in read.spans if p[2] == "P")]
    return _settled(extractor, read)


def _short(text: str, start: int, end: int) -> int:
    """Where ``KORT`` of ``KORT (langt navn)`` ends: the long name is found by rule."""
    long = _LONG.search(text, start + 1, end)
    return long.start() if long is not None else end


def _whole(name: str) -> re.Pattern[str]:
    words = r"\s+".join(map(re.escape, name.split()))
    return re.compile(rf"(?<!\w){words}(?!\w)")


def _apart(spans: Iterable[Marked]) -> list[Marked]:
    out: list[Marked] = []
    for one in sorted(set(spans), key=lambda s: (-(s[1] - s[0]), s[0])):
        if all(one[1] <= a or one[0] >= b for a, b, _ in out):
            out.append(one)
    return sorted(out)


def labels_of(read: Read, stretch: Stretch) -> tuple[NDArray[np.bool_], bool]:
    """Which labels may stand at each token, and whether any project does."""
    tokens = stretch.tokens
    may = np.zeros((len(tokens), len(LABELS)), dtype=bool)
    may[:, 0] = True
    spans = tuple(s for s in read.spans if s[2] in "PAF")
    amounts = [s for s in read.spans if s[2] == "G"]
    for at, token in enumerate(tokens):
        if token.code.startswith("€"):
            given = any(a < token.end and token.start < b for a, b, _ in amounts)
            loose = any(a < token.end and token.start < b and k == "G" for a, b, k in read.loose)
            may[at, 0] = not given
            may[at, LABELS.index("S-G")] = given or loose
    has = False
    sure = _mark(may, tokens, spans, only=True)
    has = any(s[2] == "P" for s in sure)
    # Who gets and gives, where the release says who but not where: marked in a stretch that names a project.
    _mark(may, tokens, [s for s in read.loose if s[2] != "G"], only=has)
    return may, has


def _mark(may: NDArray[np.bool_], tokens: Sequence[Token], spans: Iterable[Marked], *, only: bool) -> list[Marked]:
    starts = [token.start for token in tokens]
    out = []
    for start, end, label in spans:
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        if first and tokens[first - 1].end > start:
            first -= 1
        if first == last or tokens[0].start > start or tokens[-1].end < end:
            continue
        out.append((start, end, label))
        if only:
            may[first:last] = False
        for at in range(first, last):
            part = "S" if first == last - 1 else "B" if at == first else "E" if at == last - 1 else "I"
            may[at, LABELS.index(f"{part}-{label}")] = True
    return out


def rules_evidence(read: Read, stretch: Stretch) -> list[str]:
    """What the rules took each token for."""
    return known(evidence_of(p for p in read.told.projects if p.rule != "prose.headline"), stretch)
