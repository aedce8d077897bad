"""Many releases made of the labelled ones: ``python benchmarks/many.py 100000 FOLDER`` writes them, 1,000 a sub-folder.

The same number and seed give the same bytes. No two are alike: each bears its number. Most differ far more than that;
``--similar`` prints the shares of five-word shingles that pairs have in common, and writes nothing.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from statistics import mean, quantiles
from typing import Any

from frames import BETWEEN, FIELDS, Frame, Frames
from slots import NUMBER, Template

FOLDER = 1_000
"""Releases of a sub-folder."""
_EMPTY = "0" * 8


@dataclass(frozen=True, slots=True)
class Made:
    """A made release: its number, the source of its frame, its name and its text."""

    number: int
    key: str
    suffix: str
    text: str

    @property
    def path(self) -> str:
        return f"{self.number // FOLDER:04}/release-{self.number:07}.{self.suffix}"


def made(count: int, seed: int = 0, *, first: int = 0) -> Iterator[Made]:
    """``count`` releases, the number ``first`` and those after it; each depends on its number and the seed alone."""
    frames = Frames()
    for number in range(first, first + count):
        yield _made(frames, number, random.Random(f"{seed} {number}"))


def _made(frames: Frames, number: int, draw: random.Random) -> Made:
    frame = frames.draw(draw)
    text = "".join(_parts(frames, frame, draw)).replace(NUMBER, f"{number:08}")
    if frame.record is not None:
        text = _json(frame, text, number)
    elif draw.random() < 0.1:
        text = text.replace("\n", "\r\n")
    return Made(number, frame.key, frame.form, text)


def _parts(frames: Frames, frame: Frame, draw: random.Random) -> Iterator[str]:
    """The segments of the frame; two of five prose paragraphs give way to others, and others come after them until the
    release is as long as it was drawn to be: a third as its source, a third middling, a third long."""
    others = frames.paragraphs(frame.style, frame.form != "txt")
    chance = draw.random()
    wanted = 0.0 if chance < 1 / 3 else 200 + 300 * draw.random() if chance < 2 / 3 else 500 + 700 * draw.random()
    segments = frame.template.segments
    places = [number for number, segment in enumerate(segments) if segment.prose] or [0]
    more: Counter[int] = Counter()
    words = frame.template.words
    while words < wanted:
        more[places[int(draw.random() * len(places))]] += 1
        words += 40
    values = frame.template.values(draw)
    used: set[int] = set()
    for number, segment in enumerate(segments):
        if segment.prose and draw.random() < 0.4:
            yield _other(others, draw, used)
        else:
            yield segment.filled(values)
        for _ in range(more[number]):
            yield frame.between + _other(others, draw, used)


def _other(others: Sequence[Template], draw: random.Random, used: set[int]) -> str:
    """A paragraph that the release does not have yet."""
    at = int(draw.random() * len(others))
    while at in used:
        at = int(draw.random() * len(others))
    used.add(at)
    return others[at].segments[0].filled(others[at].values(draw))


def _json(frame: Frame, text: str, number: int) -> str:
    assert frame.record is not None
    record = {**frame.record, **dict(zip(FIELDS, text.split(BETWEEN), strict=True))}
    if "leadTextOrBodyStrip" in record:
        record["leadTextOrBodyStrip"] = record["leadtext"]
    record |= {
        "id": 20_000_000 + number,
        "url": f"/pressemeddelelse/{20_000_000 + number}/meddelelse?lang=da",
        "published": f"{2021 + number % 5}-{1 + number % 12:02}-{1 + number % 28:02}T08:00:00+01:00",
    }
    return json.dumps(record, ensure_ascii=False, indent=1)


def write(count: int, folder: Path, seed: int = 0) -> dict[str, Any]:
    """Writes ``count`` releases and what they are (``made.json``). Raises where two are alike, their numbers aside."""
    start = time.perf_counter()
    forms: Counter[str] = Counter()
    sizes: list[int] = []
    seen: set[bytes] = set()
    alike = 0
    for release in made(count, seed):
        path = folder / release.path
        if release.number % FOLDER == 0:
            path.parent.mkdir(parents=True, exist_ok=True)
            _progress(release.number, count)
        data = release.text.encode()
        path.write_bytes(data)
        forms[release.suffix] += 1
        sizes.append(len(data))
        # Without its number: so many would be distinct even so.
        bare = release.text.replace(f"{release.number:08}", _EMPTY).replace(str(20_000_000 + release.number), _EMPTY)
        digest = hashlib.blake2b(bare.encode(), digest_size=12).digest()
        alike += digest in seen
        seen.add(digest)
    _progress(count, count)
    found = {
        "releases": count, "seed": seed, "forms": dict(sorted(forms.items())), "megabytes": round(sum(sizes) / 1e6),
        "median_bytes": sorted(sizes)[len(sizes) // 2], "alike_but_for_the_number": alike,
        "seconds": round(time.perf_counter() - start, 1),
    }  # fmt: skip
    folder.joinpath("made.done").write_text(json.dumps(found) + "\n", encoding="utf-8")
    return found


def _progress(done: int, count: int) -> None:
    end = "\n" if done == count else ""
    print(f"\r{done:,} of {count:,} releases made", end=end, file=sys.stderr, flush=True)


def similarity(count: int, seed: int = 0) -> dict[str, Any]:
    """The shares of five-word shingles that two releases have in common (of all that either has): of one source, by
    form, and of any two. Pages of one source share their menus too, as pages of one site do."""
    by_source: dict[tuple[str, str], list[frozenset[int]]] = defaultdict(list)
    for release in made(count, seed):
        by_source[release.suffix, release.key].append(_shingles(release.text))
    found: dict[str, Any] = {"releases": count}
    for form in sorted({form for form, _ in by_source}):
        groups = [group for (other, _), group in by_source.items() if other == form]
        found[f"{form} of one source"] = _spread([_shared(a, b) for group in groups for a, b in combinations(group, 2)])
    everything = [one for group in by_source.values() for one in group]
    draw = random.Random(seed)
    found["any two"] = _spread([_shared(*draw.sample(everything, 2)) for _ in range(20_000)])
    return found


def _shingles(text: str) -> frozenset[int]:
    import regex

    text = regex.sub(r"(?s)<(script|style).*?</\1>|<[^<>]*>|\\n", " ", text)
    words = regex.findall(r"[\p{L}\d]+", text.casefold())
    return frozenset(hash(tuple(words[at : at + 5])) for at in range(len(words) - 4))


def _shared(a: frozenset[int], b: frozenset[int]) -> float:
    return len(a & b) / (len(a | b) or 1)


def _spread(values: Sequence[float]) -> dict[str, float]:
    cut = quantiles(values, n=1000)
    found = {"pairs": len(values), "mean": mean(values), "median": cut[499], "99 %": cut[989], "most": max(values)}
    return {name: round(value, 3) for name, value in found.items()}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    arguments.add_argument("count", type=int)
    arguments.add_argument("folder", type=Path, nargs="?")
    arguments.add_argument("--seed", type=int, default=0)
    arguments.add_argument("--similar", action="store_true", help="say how alike they are; write nothing")
    options = arguments.parse_args()
    if not options.similar and options.folder is None:
        arguments.error("name the folder to write to")
    found = (
        similarity(options.count, options.seed)
        if options.similar
        else write(options.count, options.folder, options.seed)
    )
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
