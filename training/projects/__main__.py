"""From marked passages to the shipped tagger: ``python -m training.projects``; see docs/model.md."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from training.projects import evaluate
from training.projects.data import Read, of_gold, of_passage
from training.projects.readers import Gold, Passage, read_gold, read_passages
from training.projects.settings import Settings
from training.projects.train import made, train

from extract.match.entities import SHIPPED
from extract.match.tagging.tagger import FILE, shipped_file
from extract.pipeline import Extractor

ROOT = Path(__file__).resolve().parents[2]
FOLDS = 3
HELD = "held"
CARD = "MODEL_CARD.md"


def main(arguments: Sequence[str] | None = None) -> None:
    """Trains and writes the tagger, and measures it on passages held out. With ``--folds`` also on our releases."""
    parser = argparse.ArgumentParser(prog="python -m training.projects", description=main.__doc__)
    parser.add_argument("--passages", type=Path, default=Path(__file__).with_name("passages"))
    parser.add_argument("--gold", type=Path, default=ROOT / "tests" / "gold" / "dev", help="our labelled releases")
    parser.add_argument("--out", type=Path, default=shipped_file(), help=f"where {FILE} goes")
    parser.add_argument("--folds", action="store_true", help="score on our releases too: three more trainings")
    given = parser.parse_args(arguments)
    settings = Settings()

    rules = Extractor(model=SHIPPED, tagger=None)
    passages = list(read_passages(given.passages))
    kept = [p for p in passages if not _is_held(p)]
    held = [(p, one) for p in passages if _is_held(p) and (one := of_passage(rules, p)) is not None]
    gold = [(g, one) for g in read_gold(given.gold) if (one := of_gold(rules, g)) is not None]
    read = [one for p in kept if (one := of_passage(rules, p)) is not None]
    more = list(made(rules, kept, [g for g, _ in gold], settings))
    tagger = train(read, [one for _, one in gold], more, settings)
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_bytes(tagger.to_bytes())

    scores = {
        "passages held out, rules": _scores(rules, held),
        "passages held out, rules and tagger": _scores(Extractor(model=SHIPPED, tagger=tagger), held),
    }
    if given.folds:
        scores["own releases, rules"] = _scores(rules, gold)
        pairs = []
        for number in range(FOLDS):
            lessons = [one for at, (_, one) in enumerate(gold) if at % FOLDS != number]
            extractor = Extractor(model=SHIPPED, tagger=train(read, lessons, more, settings))
            pairs += [
                (one, evaluate.release_of(extractor, g)) for at, (g, one) in enumerate(gold) if at % FOLDS == number
            ]
        scores[f"own releases, rules and tagger ({FOLDS} folds)"] = evaluate.names(pairs)
    texts = f"{len(read):,} passages, {len(gold)} releases, {len(more):,} texts made of them"
    card = evaluate.card(scores, given.out.stat().st_size, settings.seed, texts)
    given.out.with_name(CARD).write_text(card, encoding="utf-8", newline="\n")
    print(card)


def _is_held(passage: Passage) -> bool:
    return passage.name.partition("/")[2].startswith(HELD)


def _scores(extractor: Extractor, texts: Sequence[tuple[Passage | Gold, Read]]) -> dict[str, evaluate.Score]:
    return evaluate.names((read, evaluate.release_of(extractor, source)) for source, read in texts)


if __name__ == "__main__":
    main()
