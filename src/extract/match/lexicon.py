"""A spaCy component that tells the entity model what lists know of a word.

``press_lexicon`` stands first in the shipped pipeline. Its lists lie in the model's own folder (``lexicon.tsv``), a
frozen copy of what patterns/ held when the model was trained: who edits patterns/ changes the rules and not, unseen,
what the model was taught. It changes no token; it sets attributes of the vocabulary's words once a word:

=========  =====================================================================================
``NORM``   the lower-cased word where it is a common one; the mark :data:`RARE` for all others, so that a name
           never seen takes the same way through the model as other rare words and not that of a chance hash
``SHAPE``  a short shape (``Xx``, ``XX``, ``dd`` …) and the codes of the lists that hold the word: ``Xx:gs``
``LANG``   what the word ends in, of the endings that bodies' names have (``forening``), and its codes but the
           common one; spaCy keeps a word's language here, which in a Danish text says nothing
``PREFIX`` the first three letters, ``SUFFIX`` the last four, as written
=========  =====================================================================================

Importing this module registers the component; the entry point ``spacy_factories`` does it for other programs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import regex
from spacy.attrs import LANG, NORM, PREFIX, SHAPE, SUFFIX
from spacy.language import Language

if TYPE_CHECKING:
    from spacy.tokens import Doc

FILE: Final = "lexicon.tsv"
RARE: Final = "§"
COMMON: Final = "w"
"""The code of a word that is common in lower case."""
ENDING: Final = "e"
"""The code of an ending, whose entry begins with a hyphen."""

_GENITIVE: Final = regex.compile(r"(?:['’]s?|s)$")
_PIECES: Final = regex.compile(r"[-–/]")


class LexiconError(ValueError):
    """A lexicon file that cannot be read; ``str()`` names file, line and fault."""


@Language.factory("press_lexicon")
def make_lexicon(nlp: Language, name: str) -> Lexicon:
    """The component without lists; ``from_disk`` or ``use`` give it some."""
    return Lexicon(nlp)


class Lexicon:
    """The component. ``codes`` maps a word, as written in its list, to its codes; one letter is one list."""

    def __init__(self, nlp: Language) -> None:
        self._vocab = nlp.vocab
        self.codes: Mapping[str, str] = {}
        self._longest = 0
        self.use({})

    def __call__(self, doc: Doc) -> Doc:
        return doc

    def use(self, codes: Mapping[str, str]) -> None:
        """Takes ``codes`` and sets the attributes of all words, those that the vocabulary holds already too."""
        self.codes = codes
        self._longest = max((len(word) for word in codes if word.startswith("-")), default=0)
        getters: dict[int, Callable[[str], str]] = {
            NORM: self.norm,
            LANG: self.kind,
            SHAPE: self.shape,
            PREFIX: _prefix,
            SUFFIX: _suffix,
        }
        self._vocab.lex_attr_getters = {**self._vocab.lex_attr_getters, **getters}  # type: ignore[attr-defined]
        for lexeme in self._vocab:
            lexeme.lang_ = self.kind(lexeme.text)
            lexeme.norm_, lexeme.shape_ = self.norm(lexeme.text), self.shape(lexeme.text)
            lexeme.prefix_, lexeme.suffix_ = _prefix(lexeme.text), _suffix(lexeme.text)

    def norm(self, word: str) -> str:
        """The word in lower case where it is common, a sign or a figure; :data:`RARE` otherwise."""
        lower = word.lower()
        if COMMON in self.codes.get(lower, ""):
            return lower
        if word.isdigit():
            return "0" * min(len(word), 4)
        return RARE if word[:1].isalpha() else lower[:3]

    def shape(self, word: str) -> str:
        """Shape and codes: ``Ribes`` → ``Xx:s`` where ``s`` is the code of towns."""
        return f"{_short_shape(word)}:{self._listed(word)}"

    def kind(self, word: str) -> str:
        """The longest listed ending of a word that is longer than it, and the codes: ``Friluftsrådet`` → ``rådet:``."""
        if word == "_":
            return "da"  # spaCy asks for the vocabulary's language by this word
        bare = _GENITIVE.sub("", word.lower())
        endings = (bare[-size:] for size in range(min(len(bare) - 2, self._longest), 2, -1))
        ending = next((end for end in endings if f"-{end}" in self.codes), "") if word[:1].isupper() else ""
        return f"{ending}:{self._listed(word).replace(COMMON, '')}"

    def _listed(self, word: str) -> str:
        found = set(self.codes.get(word, ""))
        if word[:1].isupper():
            if word.isupper() and len(word) > 3:
                word = word.capitalize()
                found.update(self.codes.get(word, ""))
            if not found and (bare := _GENITIVE.sub("", word)) != word:
                found.update(self.codes.get(bare, ""))
            if not found and (first := _PIECES.split(word, maxsplit=1)[0]) != word:
                found.update(code.upper() for code in self.codes.get(first, ""))
            found.update(self.codes.get(word.lower(), ""))
        return "".join(sorted(found))

    def to_bytes(self, **_: Any) -> bytes:
        """The lexicon file's bytes: a line a word, in their order, ``word⇥codes``."""
        return "".join(f"{word}\t{codes}\n" for word, codes in sorted(self.codes.items())).encode()

    def from_bytes(self, data: bytes, **_: Any) -> Lexicon:
        """Takes what :meth:`to_bytes` gave. LexiconError where a line is none of a lexicon."""
        codes: dict[str, str] = {}
        for number, line in enumerate(data.decode().splitlines(), start=1):
            word, tab, listed = line.partition("\t")
            if not (word and tab and listed):
                raise LexiconError(f"{FILE}:{number}: write it as «word», a tab and its codes")
            codes[word] = listed
        self.use(codes)
        return self

    def to_disk(self, path: str | Path, **_: Any) -> None:
        """Writes ``lexicon.tsv`` into the folder ``path``."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / FILE).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, **_: Any) -> Lexicon:
        """Reads ``lexicon.tsv`` of the folder ``path``, with any line ends. LexiconError as in :meth:`from_bytes`."""
        return self.from_bytes((Path(path) / FILE).read_bytes().replace(b"\r\n", b"\n"))

    def digest(self) -> str:
        """``sha256:…`` of the lists, as the model's meta states it."""
        return "sha256:" + hashlib.sha256(self.to_bytes()).hexdigest()


def _short_shape(word: str) -> str:
    if word.isdigit():
        return "d"
    if not word[:1].isalpha():
        return "." if not any(letter.isalnum() for letter in word) else "dx"
    if word.islower():
        return "x"
    if word.isupper():
        return "X." if word.endswith(".") else "X" if len(word) == 1 else "XX"
    return "Xx" if word[0].isupper() and word[1:].islower() else "XxX" if word[0].isupper() else "xX"


def _prefix(word: str) -> str:
    return word[:3]


def _suffix(word: str) -> str:
    return word[-4:]
