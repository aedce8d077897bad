"""The releases that are measured: samples/, and as many more as a run needs, made from them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
_SHORT = ("kommune-kulturkroner-vejen.txt", "kommune-bogbus-silkeborg.txt", "kommune-landsbypulje-guldborgsund.html")
_NUMBER = re.compile(rb"\d{3,}")


def samples(suffix: str) -> list[tuple[str, bytes]]:
    """Name and bytes of every sample whose name ends so."""
    return [(path.name, path.read_bytes()) for path in sorted(SAMPLES.glob(f"*{suffix}"))]


def made(count: int) -> Iterator[tuple[str, bytes]]:
    """``count`` releases of three short samples, each with another number for its last one, so that no two are the
    same and each has an id of its own."""
    sources = [(SAMPLES / name).read_bytes() for name in _SHORT]
    places = [list(_NUMBER.finditer(source))[-1].span() for source in sources]
    for number in range(count):
        source, (start, end) = sources[number % len(sources)], places[number % len(sources)]
        suffix = Path(_SHORT[number % len(sources)]).suffix
        yield f"release-{number:06}{suffix}", source[:start] + str(100 + number).encode() + source[end:]
