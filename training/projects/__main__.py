"""From marked passages to the shipped tagger: ``python -m training.projects``; see docs/model.md."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from training.projects import evaluate
from training.projects.data import Read, of_gold, of_passage, of_release
from training.projects.readers import Gold, Passage, read_gold, read_passages, read_releases
from training.projects.settings import Settings
from training.projects.train import RULED, made, train

from extract.match.entities import SHIPPED
from extract.match.tagging.tagger import FILE, shipped_file
from extract.pipeline import Extractor
from extract.records.release import Release

ROOT = Path(__file__).resolve().parents[2]
FOLDS = 3
HELD = "held"
CARD = "MODEL_CARD.md"
Texts = Sequence[tuple[Passage | Gold, Read]]


def main(arguments: Sequence[str] | None = None) -> None:
    """Trains and writes the tagger, and measures it on texts held out. With ``--folds`` also on our releases and on the
    lists that it learns from, by taggers trained without them."""
    parser = argparse.ArgumentParser(prog="python -m training.projects", description=main.__doc__)
    parser.add_argument("--passages", type=Path, default=Path(__file__).with_name("passages"), help="marked passages")
    parser.add_argument("--releases", type=Path, default=Path(__file__).with_name("releases"), help="marked lists")
    parser.add_argument("--gold", type=Path, default=ROOT / "tests" / "gold" / "dev", help="our labelled releases")
    parser.add_argument("--out", type=Path, default=shipped_file(), help=f"where {FILE} goes")
    parser.add_argument("--folds", action="store_true", help="score without them what it learns from: more trainings")
    given = parser.parse_args(arguments)
    settings = Settings()

    rules = Extractor(model=SHIPPED, tagger=None)
    passages = [(p, one) for p in read_passages(given.passages) if (one := of_passage(rules, p)) is not None]
    lists = [(p, one) for p in read_releases(given.releases) if (one := of_release(rules, p)) is not None]
    gold = [(g, one) for g in read_gold(given.gold) if (one := of_gold(rules, g)) is not None]
    taught, shown = _not_held(passages), _not_held(lists)
    more = list(made(rules, [p for p, _ in taught], [p for p, _ in shown if not p.name.startswith(RULED)], settings))
    tagger = train(_reads(shown), _reads(taught), _reads(gold), [one for _, one in more], settings)
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_bytes(tagger.to_bytes())

    both = Extractor(model=SHIPPED, tagger=tagger)
    scores = {}
    for what, texts in (("passages", passages), ("lists", lists)):
        held: Texts = [pair for pair in texts if _is_held(pair[0])]
        scores[f"{what} held out, rules"] = _scores(rules, held)
        scores[f"{what} held out, rules and tagger"] = _scores(both, held)
    if given.folds:
        scores |= _by_folds(rules, shown, gold, _reads(taught), more, settings)
    texts_ = f"{len(shown):,} lists, {len(taught):,} passages, {len(gold)} releases, {len(more):,} texts made of them"
    card = evaluate.card(scores, given.out.stat().st_size, settings.seed, texts_)
    given.out.with_name(CARD).write_text(card, encoding="utf-8", newline="\n")
    print(card)


def _by_folds(
    rules: Extractor,
    lists: Sequence[tuple[Passage, Read]],
    gold: Sequence[tuple[Gold, Read]],
    passages: Sequence[Read],
    more: Sequence[tuple[str, Read]],
    settings: Settings,
) -> dict[str, dict[str, evaluate.Score]]:
    """The scores on lists and releases by taggers each trained without a third of both, and of what was made of it."""
    found: dict[str, list[tuple[Read, Release]]] = {"lists": [], "own releases": []}
    for fold in range(FOLDS):
        left_out = {p.name for p, _ in lists[fold::FOLDS]}
        tagger = train(
            [one for p, one in lists if p.name not in left_out],
            passages,
            [one for at, (_, one) in enumerate(gold) if at % FOLDS != fold],
            [one for name, one in more if name not in left_out],
            settings,
        )
        extractor = Extractor(model=SHIPPED, tagger=tagger)
        found["lists"] += [(one, evaluate.release_of(extractor, p)) for p, one in lists[fold::FOLDS]]
        found["own releases"] += [(one, evaluate.release_of(extractor, g)) for g, one in gold[fold::FOLDS]]
    return {
        "lists, rules": _scores(rules, lists),
        f"lists, rules and tagger ({FOLDS} folds)": evaluate.names(found["lists"]),
        "own releases, rules": _scores(rules, gold),
        f"own releases, rules and tagger ({FOLDS} folds)": evaluate.names(found["own releases"]),
    }


def _reads(texts: Texts) -> list[Read]:
    return [one for _, one in texts]


def _not_held(texts: Sequence[tuple[Passage, Read]]) -> list[tuple[Passage, Read]]:
    return [pair for pair in texts if not _is_held(pair[0])]


def _is_held(text: Passage | Gold) -> bool:
    """``folder/held01#3`` and ``held/007-name``"""
    return isinstance(text, Passage) and any(part.startswith(HELD) for part in text.name.split("/"))


def _scores(extractor: Extractor, texts: Texts) -> dict[str, evaluate.Score]:
    return evaluate.names((read, evaluate.release_of(extractor, source)) for source, read in texts)


if __name__ == "__main__":
    main()
