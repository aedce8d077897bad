"""The tagger: which words of an article name a project, who gets and who gives, by what it has learned."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from extract.match.tagging.decode import LABELS, best_and_short, spans
from extract.match.tagging.features import rows
from extract.match.tagging.lists import ListRow, lists_of, read_list
from extract.match.tagging.network import Network
from extract.match.tagging.stretches import stretches
from extract.match.tagging.tokens import Stretch
from extract.records.document import Article
from extract.records.mentions import Mentions, ProjectMention
from extract.records.release import Span

FILE: Final = "weights.npz"
FOLDER: Final = "da_press_projects"


def shipped_file() -> Path:
    """Where the shipped weights lie, beside this package's code."""
    return Path(str(resources.files("extract"))) / "_model" / FOLDER / FILE


@lru_cache(maxsize=1)
def shipped() -> Tagger | None:
    """The shipped tagger; None where its file is not there."""
    path = shipped_file()
    return Tagger.from_disk(path) if path.is_file() else None


@dataclass(frozen=True, slots=True)
class Tagged:
    """A stretch of words: ``kind`` is ``P`` (a project), ``A`` (who gets) or ``F`` (who gives). ``lead`` is by how much
    its reading won over the one without it."""

    start: int
    end: int
    kind: str
    lead: int

    @property
    def span(self) -> Span:
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Told:
    """A paragraph or item with what the tagger takes its words for."""

    stretch: Stretch
    found: tuple[Tagged, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the tagger makes of an article: its stretches of prose and its lists, row by row."""

    told: tuple[Told, ...]
    lists: tuple[tuple[ListRow, ...], ...]


class Tagger:
    """Reads articles by what its network has learned."""

    def __init__(self, network: Network) -> None:
        self._network = network

    @classmethod
    def from_disk(cls, path: Path) -> Tagger:
        return cls(Network.from_disk(path))

    def to_bytes(self) -> bytes:
        return self._network.to_bytes()

    def read(
        self,
        article: Article,
        mentions: Mentions,
        projects: Sequence[ProjectMention],
        *,
        settled: Collection[str] = (),
        barred: Collection[str] = (),
    ) -> Reading:
        """What the tagger finds in each list outside the ``barred`` sections and in each stretch outside ``settled``
        ones. ``projects`` are those of the rules."""
        all_ = stretches(article, mentions)
        listed = lists_of(all_, barred)
        rows_of = {number for one in listed for number in one}
        open_ = [stretch.section not in settled for stretch in all_]
        wanted = [is_open or number in rows_of for number, is_open in enumerate(open_)]
        if not any(wanted):
            return Reading((), ())
        evidence = evidence_of(projects)
        codes = [known(evidence, stretch) for stretch in all_]
        found = rows(all_, codes, self._network.rows, wanted)
        kept = [number for number, own in enumerate(found) if own is not None]
        scores = self._network.scores([own for own in found if own is not None])
        parts = dict(zip(kept, scores, strict=True))
        steps = self._network.steps
        told = [number for number in kept if open_[number]]
        readings = best_and_short([parts[number] for number in told], steps) if told else []
        return Reading(
            tuple(
                Told(all_[number], tuple(_tagged(all_[number], labels, short)))
                for number, (labels, short) in zip(told, readings, strict=True)
            ),
            tuple(
                tuple(
                    read_list(
                        [all_[number] for number in one],
                        [parts[number] for number in one],
                        steps,
                        [codes[number] for number in one],
                    )
                )
                for one in listed
            ),
        )


def _tagged(stretch: Stretch, labels: list[int], short: NDArray[np.int64]) -> Iterable[Tagged]:
    for first, after, kind in spans(labels):
        others = [n for n, label in enumerate(LABELS) if label[2:] != kind]
        lead = int(short[first:after, others].min(axis=1).max())
        yield Tagged(stretch.tokens[first].start, stretch.tokens[after - 1].end, kind, lead)


Evidence = tuple[int, int, str, str]
"""Start, end, kind and the rule of what the rules took for a project, who gets or who gives."""


def evidence_of(projects: Iterable[ProjectMention]) -> list[Evidence]:
    """What the rules' projects say of words, in reading order."""
    out: list[Evidence] = []
    for project in projects:
        for kind, named in (("A", project.applicant), ("F", project.funder), ("P", project.name)):
            if named is not None and named.text:
                out.extend((low, high, kind, project.rule if kind == "P" else "") for low, high in named.spans)
    return sorted(out)


def known(evidence: Sequence[Evidence], stretch: Stretch) -> list[str]:
    """What the rules took each token for: a code, with the rule's name where it is a project's."""
    starts = [token.start for token in stretch.tokens]
    out = [""] * len(starts)
    low = bisect_left(evidence, (starts[0],))
    for start, end, kind, rule in evidence[low : bisect_left(evidence, (stretch.tokens[-1].end,))]:
        first = bisect_left(starts, start)
        for at in range(first, bisect_left(starts, end)):
            out[at] = f"{'B' if at == first else 'I'}{kind}{rule}"
    return out
