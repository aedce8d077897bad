"""Which releases of two sides belong together: by their names, and those that one side lacks by their document.

Both sides come in the order of names, so one walk over both finds what differs, and memory does not grow with them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from extract.diff.assign import assignment
from extract.diff.match import words
from extract.diff.sides import Side


@dataclass(frozen=True, slots=True)
class Together:
    """A release on both sides, or on one (None on the other)."""

    before: str | None
    after: str | None


@dataclass(slots=True)
class Walked:
    """What a walk counts."""

    before: int = 0
    after: int = 0
    same: int = 0
    paired: int = 0


def pairs(before: Side, after: Side, walked: Walked) -> Iterator[Together]:
    """The releases whose records differ, in the order of names; then those that one side lacks, paired by document."""
    gone: list[str] = []
    new: list[str] = []
    left, right = before.entries(), after.entries()
    a, b = next(left, None), next(right, None)
    while a is not None or b is not None:
        if b is None or (a is not None and a.release < b.release):
            assert a is not None
            gone.append(a.release)
            walked.before, a = walked.before + 1, next(left, None)
        elif a is None or b.release < a.release:
            new.append(b.release)
            walked.after, b = walked.after + 1, next(right, None)
        else:
            if a.record == b.record:
                walked.same += 1
            else:
                yield Together(a.release, b.release)
            walked.before, walked.after = walked.before + 1, walked.after + 1
            a, b = next(left, None), next(right, None)
    yield from _by_document(before, after, gone, new, walked)


def _by_document(before: Side, after: Side, gone: list[str], new: list[str], walked: Walked) -> Iterator[Together]:
    if gone and new:
        documents: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
        for n, (side, releases) in enumerate(((before, gone), (after, new))):
            known = side.documents(releases)
            for release in releases:
                documents[known.get(release, "")][n].append(release)
    else:
        documents = {"": (gone, [])} if gone else {"": ([], new)}
    for one, other in documents.values():
        chosen = _alike(before, after, one, other) if one and other else {}
        walked.paired += len(chosen)
        yield from (Together(old, chosen.get(old)) for old in one)
        taken = set(chosen.values())
        yield from (Together(None, release) for release in other if release not in taken)


def _alike(before: Side, after: Side, gone: list[str], new: list[str]) -> dict[str, str]:
    """Which of a document's releases became which: the one the one, of several those whose words are most alike."""
    if len(gone) == len(new) == 1:
        return {gone[0]: new[0]}
    old, fresh = before.contents(gone), after.contents(new)
    texts, others = [old[release].text for release in gone], [fresh[release].text for release in new]
    weights = {
        (a, b): round(share * 1_000_000)
        for a, text in enumerate(texts)
        for b, other in enumerate(others)
        if (share := words(text, other)) > 0.5
    }
    return {gone[a]: new[b] for a, b in assignment(weights).items()}
