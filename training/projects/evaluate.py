"""How many project names of marked texts come out right, by the rules alone and with the tagger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from training.projects.data import ABOVE, Read
from training.projects.readers import Gold, Passage

from extract.evaluate.score import fold_project
from extract.pipeline import Extractor
from extract.records.release import Release, Span

_LEAST_LINES = 3
_CARD = Path(__file__).with_name("card.md")


@dataclass(slots=True)
class Score:
    hits: int = 0
    false: int = 0
    missed: int = 0

    def add(self, hits: int, found: int, expected: int) -> None:
        self.hits, self.false, self.missed = self.hits + hits, self.false + found - hits, self.missed + expected - hits

    def cells(self) -> str:
        precision = self.hits / max(1, self.hits + self.false)
        recall = self.hits / max(1, self.hits + self.missed)
        f1 = 2 * self.hits / max(1, 2 * self.hits + self.false + self.missed)
        return f"{precision:.3f} | {recall:.3f} | {f1:.3f} | {self.hits + self.missed}"


def release_of(extractor: Extractor, source: Passage | Gold) -> Release:
    """A passage or release through the whole pipeline."""
    if isinstance(source, Gold):
        return extractor.extract(source.path)
    if source.form:
        return extractor.extract(source.text.encode(), uri=source.name + source.form)
    return extractor.extract((ABOVE + source.text + "\n").encode(), uri=f"{source.name}.txt")


def is_list(read: Read) -> bool:
    """Whether a text's names stand in several paragraphs or items, or in one of several lines."""
    held = [
        stretch
        for stretch in read.stretches
        if any(k == "P" and stretch.tokens[0].start <= a < stretch.tokens[-1].end for a, _, k in read.spans)
    ]
    return len(held) > 1 or any(len(stretch.passages) >= _LEAST_LINES for stretch in held)


def marked_names(read: Read) -> list[Span]:
    """The names of a text: what is marked as one, and in a row without one who gets the money."""
    out = [(a, b) for a, b, k in read.spans if k == "P"]
    for stretch in read.stretches:
        low, high = stretch.passages[0].start, stretch.passages[-1].end
        inside = [span for span in read.spans if stretch.item and low <= span[0] < high]
        payees = [(a, b) for a, b, k in inside if k == "A"]
        if payees and not any(k == "P" for _, _, k in inside):
            out.append(payees[0])
    return sorted(out)


def names(pairs: Iterable[tuple[Read, Release]]) -> dict[str, Score]:
    """Exact and near names in lists and prose. What marks who gets and no project is left out: it says nothing."""
    out: dict[str, Score] = {}
    for read, release in pairs:
        marked = marked_names(read)
        if not marked and any(k == "A" for _, _, k in read.spans):
            continue
        kind = "list" if is_list(read) else "prose"
        expected = {fold_project(read.article.text[a:b]) for a, b in marked}
        found = {fold_project(p.name) for p in release.projects}
        spans = [p.evidence["name"][0] for p in release.projects if p.evidence.get("name")]
        for group in (kind, "all"):
            out.setdefault(f"{group} exact", Score()).add(len(expected & found), len(found), len(expected))
            out.setdefault(f"{group} near", Score()).add(_near(marked, spans), len(spans), len(marked))
    return dict(sorted(out.items()))


def card(scores: Mapping[str, Mapping[str, Score]], size: int, seed: int, texts: str) -> str:
    """The model card, from card.md and what was measured."""
    rows = ["| data | names | P | R | F1 | of |", "|---|---|---|---|---|---|"]
    rows += [f"| {data} | {kind} | {score.cells()} |" for data, own in scores.items() for kind, score in own.items()]
    fields = {"scores": "\n".join(rows), "size": f"{size / 1e6:.1f}", "seed": str(seed), "texts": texts}
    text = _CARD.read_text(encoding="utf-8")
    for name, value in fields.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def _near(marked: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int]]) -> int:
    left = list(spans)
    hits = 0
    for low, high in marked:
        there = next((s for s in left if s[0] < high and low < s[1]), None)
        if there is not None:
            left.remove(there)
            hits += 1
    return hits
