"""The tables of docs/store.md, measured anew: ``python benchmarks/alike.py``. The words around them are kept.

Releases that come again (resent.py) and releases of series that are not the same (series.py) are read by the whole
pipeline; a pair counts as linked where the store would link it.
"""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from itertools import combinations
from statistics import mean

from alike_cost import cost
from resent import EDITS, ROOT, Piece, pieces
from series import series

from extract import Extractor
from extract.records.release import Release
from extract.store.alike import NEAR, SIZE, Article, article_of, similarity

PAGE = ROOT / "docs" / "store.md"
THRESHOLDS = (40, 45, 50, 55, 60, 65, 70)
LAYOUTS = ((8, 3), (10, 3), (12, 3), (16, 3), (12, 4), (16, 4))
Pairs = Sequence[tuple[bytes, bytes]]


def measured() -> tuple[dict[str, Pairs], dict[str, Pairs]]:
    """The sketches of pairs that are the same release, and of pairs that are not, by their kinds."""
    extractor = Extractor()
    own = pieces()
    first = {key: _article(extractor, piece) for key, piece in own.items()}
    same: dict[str, Pairs] = {}
    for name, edit in EDITS.items():
        edited = ((key, edit(piece)) for key, piece in own.items())
        same[name] = [
            (first[key].sketch, _article(extractor, piece).sketch) for key, piece in edited if piece is not None
        ]
    other: dict[str, Pairs] = {}
    for name, texts in series():
        articles = [_found(extractor.extract(text.encode(), uri="one.txt")) for text in texts]
        other[name] = list(combinations([article.sketch for article in articles], 2))
    other["any two of the labelled releases"] = list(combinations([article.sketch for article in first.values()], 2))
    return same, other


def _article(extractor: Extractor, piece: Piece) -> Article:
    uri = "one.html" if piece.source.html else "one.txt"
    return _found(extractor.extract(piece.source.text.encode(), uri=uri))


def _found(release: Release) -> Article:
    article = article_of(release)
    assert article is not None, release.text
    return article


def _meet(pair: tuple[bytes, bytes], bands: int, rows: int) -> bool:
    one, other = pair
    return any(one[at : at + rows] == other[at : at + rows] for at in range(0, bands * rows, rows))


def _linked(pairs: Pairs, near: int, bands: int = 12, rows: int = 3) -> float:
    return mean(similarity(*pair) >= near and _meet(pair, bands, rows) for pair in pairs)


def thresholds(same: Mapping[str, Pairs], other: Mapping[str, Pairs]) -> str:
    lines = [_row("pairs", "how many", *(f"{near} %" for near in THRESHOLDS)), "|---" * (2 + len(THRESHOLDS)) + "|"]
    for told, kinds in (("the same release", same), ("another release", other)):
        lines.append(_row(f"*{told}*", *[""] * (1 + len(THRESHOLDS))))
        for name, pairs in kinds.items():
            lines.append(_row(name, f"{len(pairs):,}", *(_share(_linked(pairs, near)) for near in THRESHOLDS)))
    recalls = [mean(_linked(pairs, near) for pairs in same.values()) for near in THRESHOLDS]
    wrong = [mean(_linked(pairs, near) for pairs in other.values()) for near in THRESHOLDS]
    lines.append(_row("*recall*, the mean of the kinds", "", *map(_share, recalls)))
    precisions = [right / (right + bad) for right, bad in zip(recalls, wrong, strict=True)]
    lines.append(_row("*precision*, were both as common", "", *map(_share, precisions)))
    return "\n".join(lines)


def layouts(same: Mapping[str, Pairs], other: Mapping[str, Pairs]) -> str:
    lines = [
        _row("bands of bytes", "near pairs that meet", "pairs of series that meet", "any two that meet"),
        "|---|---|---|---|",
    ]
    near = [pair for pairs in same.values() for pair in pairs if similarity(*pair) >= NEAR]
    *frames, unrelated = other.values()
    framed = [pair for pairs in frames for pair in pairs]
    for bands, rows in LAYOUTS:
        met = (mean(_meet(pair, bands, rows) for pair in pairs) for pairs in (near, framed))
        chance = sum(_meet(pair, bands, rows) for pair in unrelated)
        lines.append(_row(f"{bands} of {rows}", *map(_share, met), f"{chance} of {len(unrelated):,}"))
    return "\n".join(lines)


def costs() -> str:
    releases = [
        Extractor().extract(path.read_bytes(), uri=path.name) for path in sorted((ROOT / "samples").glob("fond-*.txt"))
    ]
    start, times = time.process_time(), 300
    for _ in range(times):
        for release in releases:
            article_of(release)
    spent = 1000 * (time.process_time() - start) / times / sum(len(release.text) for release in releases) * 3500
    lines = [f"A sketch of a release of 3,500 characters takes {spent:.2f} ms of one core and {SIZE} bytes.", ""]
    lines += [
        _row("20,000 records of 60 words", "time to write", "bytes more", "after a vacuum", "links each"),
        "|---|---|---|---|---|",
    ]
    for name, (ratio, bytes_more, after, links) in cost().items():
        lines.append(_row(name, f"{ratio:.1f} times", str(bytes_more), str(after), f"{links:.1f}"))
    return "\n".join(lines)


def _share(value: float) -> str:
    return f"{100 * value:.0f} %" if value in (0, 1) else f"{100 * value:.1f} %"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _put(page: str, name: str, told: str) -> str:
    return re.sub(
        rf"(<!-- {name} -->\n).*?(\n<!-- / -->)", lambda found: found[1] + told + found[2], page, flags=re.DOTALL
    )


def main() -> None:
    same, other = measured()
    page = PAGE.read_text("utf-8")
    for name, told in (("thresholds", thresholds(same, other)), ("layouts", layouts(same, other)), ("costs", costs())):
        page = _put(page, name, told)
        print(told, end="\n\n")
    PAGE.write_text(page, "utf-8")


if __name__ == "__main__":
    main()
