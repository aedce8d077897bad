"""The slot for a spaCy entity model: the shipped one, or any installed Danish pipeline, as weak evidence.

Nothing here is needed to extract: the rules, lists and the release's own structure stand on their own.
spaCy is imported only when a model is asked for, and the model is loaded at its first article.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, Protocol

from extract.records.document import Article

if TYPE_CHECKING:
    from spacy.language import Language

EntityKind = Literal["person", "place", "organisation"]

LABELS: Final[Mapping[str, EntityKind]] = {
    "PER": "person",
    "PERSON": "person",
    "LOC": "place",
    "GPE": "place",
    "GPE_LOC": "place",
    "ORG": "organisation",
}
"""The labels of published Danish models and what they mean here; others (MISC, DATE …) are left out."""


SHIPPED: Final = "da_press_ents"
"""The name of the model that comes with the package."""


MOST_WORDS: Final = 100_000
"""New words, some 60 MB, after which the pipeline is loaded anew: a vocabulary keeps every word that it ever saw."""


_NO_WORD: Final = re.compile(r"\S{200,}")
"""Addresses of pages, rulers, data that slipped into the text: longer than any Danish word."""


class EntityModelError(RuntimeError):
    """A model that cannot be used. ``str()`` says which, why, and how to mend it."""


@dataclass(frozen=True, slots=True)
class EntityMention:
    """What a model takes for a name: ``start:end`` are code points of the article's text. No score: a
    model's scores never reach a record.
    """

    start: int
    end: int
    kind: EntityKind


class Entities(Protocol):
    """Finds entities in an article: mentions in reading order, inside its passages, never overlapping."""

    def __call__(self, article: Article, /) -> tuple[EntityMention, ...]: ...


class SpacyEntities:
    """A finder that runs a spaCy pipeline, loaded at the first call or with :attr:`name`.

    EntityModelError is raised there where it is not installed, is not Danish or has nothing that finds entities.
    """

    def __init__(self, model: str) -> None:
        self._model = model
        self._loaded: Language | None = None
        self._known = 0

    @property
    def name(self) -> str:
        """``name@version``, as the pipeline's meta says it."""
        meta = self._pipeline().meta
        return f"{meta['lang']}_{meta['name']}@{meta['version']}"

    def __call__(self, article: Article) -> tuple[EntityMention, ...]:
        passages = article.passages
        texts = [_readable(article.text[passage.start : passage.end]) for passage in passages]
        mentions = []
        if self._loaded is not None and len(self._loaded.vocab.strings) > self._known + MOST_WORDS:
            self._loaded = None
        for passage, text, doc in zip(passages, texts, self._pipeline().pipe(texts), strict=True):
            for entity in doc.ents:
                kind = LABELS.get(entity.label_)
                surface = text[entity.start_char : entity.end_char]
                if kind is None or not surface.strip():
                    continue
                # Models take blanks and line ends into an entity now and then.
                start = passage.start + entity.start_char + len(surface) - len(surface.lstrip())
                mentions.append(EntityMention(start, start + len(surface.strip()), kind))
        return tuple(mentions)

    def _pipeline(self) -> Language:
        if self._loaded is None:
            self._loaded = _load(self._model)
            self._known = len(self._loaded.vocab.strings)
        return self._loaded


def _readable(text: str) -> str:
    """``text`` with blanks for what is no word by its length: spaCy's tokenizer takes the square of it in time."""
    return _NO_WORD.sub(lambda run: " " * len(run[0]), text)


def shipped_folder() -> Path:
    """Where the shipped model lies, beside this package's code."""
    return Path(str(resources.files("extract"))) / "_model" / SHIPPED


def _load(model: str) -> Language:
    import spacy

    # The components of the shipped pipeline are ours: they must be registered before spaCy reads its config.
    import extract.match.exact_ner
    import extract.match.lexicon  # noqa: F401

    try:
        nlp = spacy.load(shipped_folder() if model == SHIPPED else model)
    except (OSError, ImportError) as error:
        mend = f"install it, as in «python -m spacy download {model}», or give the folder it lies in"
        raise EntityModelError(f"the entity model '{model}' cannot be loaded: {mend} ({error})") from error
    if nlp.lang != "da":
        raise EntityModelError(f"the entity model '{model}' is for language '{nlp.lang}': give a Danish one (lang da)")
    if not any("ents" in str(nlp.get_pipe_meta(name).assigns) for name in nlp.pipe_names):
        raise EntityModelError(
            f"the pipeline '{model}' finds no entities: give one with a component ner or entity_ruler"
        )
    return nlp
