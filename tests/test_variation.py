"""The same facts in another dress: a varied release says what it said before, or the exception has its reason.

Exceptions stand in tests/gold/exceptions.toml. The untouched half is left alone here: its failures would be read.
"""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from pathlib import Path

import pytest
from tests.reading import extractor
from tests.variation import VARIATIONS, Source, source_of
from tests.variation_facts import Facts, differences, facts

from extract.evaluate.labels import read_gold

GOLD = Path(__file__).resolve().parent / "gold"
HALVES = ("samples", "dev")
EXCEPTIONS: dict[str, dict[str, str]] = tomllib.loads((GOLD / "exceptions.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def sources() -> dict[str, Source]:
    """The Danish releases that can be varied as text, by their key."""
    found = {item.key: source_of(item) for half in HALVES for item in read_gold(GOLD, split=half)}
    return {key: source for key, source in found.items() if source is not None and source.labels.language == "da"}


@cache
def said(text: str, html: bool) -> Facts:
    return facts(extractor().extract(text.encode(), uri="one.html" if html else "one.txt"))


@pytest.mark.parametrize("name", VARIATIONS)
def test_the_facts_stay(name: str) -> None:
    known, faults, varied = EXCEPTIONS.get(name, {}), [], set()
    for key, source in sources().items():
        made = VARIATIONS[name](source)
        if made is None:
            continue
        html = source.html or made.text.startswith("<!doctype")
        lost = differences(said(source.text, source.html), said(made.text, html), made.renamed)
        if lost:
            varied.add(key)
        if lost and key not in known:
            faults.append("\n  ".join([key, *lost]))
    assert not faults, "\n".join(faults)
    assert not known.keys() - varied, "exceptions that are none any more: take them out of exceptions.toml"


def test_every_variation_has_something_to_vary() -> None:
    counted = {name: sum(VARIATIONS[name](source) is not None for source in sources().values()) for name in VARIATIONS}
    assert min(counted.values()) >= 3, counted


def test_every_exception_has_its_reason() -> None:
    assert set(EXCEPTIONS) <= set(VARIATIONS)
    assert all(len(reason) > 20 for reasons in EXCEPTIONS.values() for reason in reasons.values())
