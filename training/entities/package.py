"""The trained pipeline as a folder that ``spacy.load`` reads, with what it was made of in its meta, and its card."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.lookups import Lookups
from spacy.strings import StringStore
from training.entities.evaluate import Score
from training.entities.readers import LABELS
from training.entities.settings import Settings

from extract.match.lexicon import Lexicon

NAME, VERSION = "press_ents", "1.0.0"
CARD = "MODEL_CARD.md"
LICENCE = "CC BY-SA 4.0"
LARGEST = 10_000_000
"""Bytes that the folder may take."""

_TEMPLATE = Path(__file__).with_name("card.md")


@dataclass(frozen=True, slots=True)
class Result:
    """What was measured: scores by data set and label, the interval of F1 by data set, speed and size."""

    scores: Mapping[str, Mapping[str, Score]]
    intervals: Mapping[str, tuple[float, float]]
    words_a_second: int
    seconds_to_load: float


def write(nlp: Language, folder: Path, settings: Settings, made_of: Mapping[str, str]) -> None:
    """Writes ``nlp`` into ``folder`` in place of what is there. ``made_of`` are digests of the data by name."""
    lexicon = nlp.get_pipe("press_lexicon")
    assert isinstance(lexicon, Lexicon)
    nlp.vocab.lookups = Lookups()  # a table that nothing here reads
    nlp.meta.update(
        name=NAME,
        version=VERSION,
        description="Persons, places and organisations in Danish press releases",
        author="The press-extract authors",
        license=LICENCE,
        performance={},
        sources=[
            {"name": "UNER Danish-DDT (Universal NER, UD Danish-DDT, DaN+)", "license": LICENCE},
            {"name": "DaN+, Twitter and Arto parts", "license": "MIT"},
            {"name": "press-extract, tests/gold/dev and patterns", "license": "MIT"},
        ],
        press_extract={"lexicon": lexicon.digest(), "data": dict(made_of), "settings": _plain(asdict(settings))},
    )
    if folder.exists():
        shutil.rmtree(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    nlp.to_disk(folder)
    # No word of the data stays behind but those of the lexicon: the vocabulary makes its words anew.
    StringStore(LABELS).to_disk(folder / "vocab" / "strings.json")


def write_card(folder: Path, result: Result, settings: Settings, texts: Mapping[str, int]) -> None:
    """Writes the card beside the model, from training/entities/card.md and what was measured."""
    rows = [
        f"| {name} | {_cells(scores)} | {result.intervals[name][0]:.1f}–{result.intervals[name][1]:.1f} |"
        for name, scores in result.scores.items()
    ]
    fields = {
        "scores": "\n".join(rows),
        "speed": f"{result.words_a_second:,}",
        "load": f"{result.seconds_to_load:.2f}",
        "size": f"{size(folder) / 1e6:.1f}",
        "version": VERSION,
        "width": str(settings.width),
        "depth": str(settings.depth),
        "seed": str(settings.seed),
        "texts": ", ".join(f"{number:,} {name}" for name, number in texts.items()),
    }
    card = _TEMPLATE.read_text(encoding="utf-8")
    for field, value in fields.items():
        card = card.replace(f"{{{field}}}", value)
    (folder / CARD).write_text(card, encoding="utf-8", newline="\n")


def size(folder: Path) -> int:
    """Bytes of all files below ``folder``, without the card."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and path.name != CARD)


def digest(paths: Iterable[Path]) -> str:
    """``sha256:…`` over the names and bytes of files, in the order of their names."""
    total = hashlib.sha256()
    for path in sorted(paths, key=lambda path: path.name):
        total.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return "sha256:" + total.hexdigest()


def _cells(scores: Mapping[str, Score]) -> str:
    whole = scores["all"]
    labels = " | ".join(f"{scores[label].f1:.1f}" for label in LABELS)
    return f"{whole.precision:.1f} | {whole.recall:.1f} | **{whole.f1:.1f}** | {labels}"


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
