"""Which of the bodies that a release names sends it, where nothing says so outright: its address, its spokesman, what
the release calls by its kind alone (*forbundet*)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import regex

from extract.values.names import occurrences

_ADDRESS = regex.compile(
    r"(?:@|www\.|https?://(?:www\.)?)(?:[\w-]{1,30}\.){0,2}?(?P<label>[\w-]{3,40})\.\p{L}{2,8}(?![\w.-]*@)"
)
_WORD = regex.compile(r"[\p{L}\d]++")
_LETTERS = (str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"}), str.maketrans({"æ": "e", "ø": "o", "å": "a"}))
_SHORTEST = 5
_LONGEST_ROW = 6
_MOST_ROWS = 400
_FORMS = frozenset({"as", "aps", "is", "ps", "amba", "fmba", "smba"})
_OFTEN = 2
_OPENS = regex.compile(r"(?:^|(?<=[.!?:\n])\s?)\p{Lu}\p{L}++", regex.MULTILINE)
_DOES = regex.compile(r"\s(?:har|er|vil|skal|\p{Ll}{2,20}(?:r|te|de|s|dt|tog|gav|fik|kom|gik))(?!\p{L})")
_WE_AT = regex.compile(r"(?<!\p{L})[Vv]i\s(?:i|hos|på|er\si)\s$")
_AT = regex.compile(r"(?<!\p{L})(?:[Hh]os|[Ii]|[Pp]å)\s$")
_ARE_WE = regex.compile(r"\s(?:har|er|vil|kan|glæder|tror|arbejder|ser|oplever|mener|håber|ved)\svi(?!\p{L})")


def address_labels(texts: Iterable[str]) -> Counter[str]:
    """The names of the domains that mail and web addresses of ``texts`` have: *hjelmgulve* of *tru@hjelmgulve.dk*."""
    return Counter(
        found["label"].casefold().replace("-", "").replace("_", "")
        for text in texts
        for found in _ADDRESS.finditer(text)
    )


def addressed(labels: Iterable[str], rows: Iterable[str], is_body: Callable[[str], bool]) -> dict[str, str]:
    """For each label the row of words that is written like it: *Hjelm Gulve* for *hjelmgulve*; else the body whose name
    begins like it or that it begins like."""
    found: dict[str, tuple[int, str]] = {}
    wanted = [label for label in labels if len(label) >= _SHORTEST]
    for number, row in enumerate(rows):
        if number >= _MOST_ROWS:
            break
        for name in _subrows(row):
            for key in _keys(name):
                for label in wanted:
                    like = key.startswith(label) or label.startswith(key)
                    near = 2 if key == label else 1 if like and len(key) >= _SHORTEST and is_body(name) else 0
                    if near > found.get(label, (0, ""))[0]:
                        found[label] = (near, name)
    return {label: name for label, (_, name) in found.items()}


def keys_of(name: str) -> tuple[str, ...]:
    """The ways in which an address may write ``name``: *toender*, *tonder*."""
    return tuple(dict.fromkeys(_keys(name)))


def _subrows(row: str) -> Iterator[str]:
    words = row.split()
    for first in range(min(len(words), _LONGEST_ROW)):
        for last in range(min(len(words), first + _LONGEST_ROW), first, -1):
            if words[first][0].isupper() and words[last - 1][0].isupper():
                yield " ".join(words[first:last])


def _keys(name: str) -> Iterator[str]:
    """A name as an address may write it."""
    words = [word for word in _WORD.findall(name.casefold()) if word not in _FORMS]
    joined = "".join(words)
    for letters in _LETTERS:
        yield joined.translate(letters)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a release says by and of bodies, read once for all of them."""

    opening: Sequence[str]
    """The headline and the first paragraphs."""
    last: str
    contacts: str
    running: str
    words: frozenset[str]
    """The words of the release, and in small letters those that open its sentences."""

    @classmethod
    def of(cls, opening: Sequence[str], last: str, contacts: str, running: str) -> Evidence:
        words = set(_WORD.findall(running))
        words |= {found.group().strip().casefold() for found in _OPENS.finditer(running)}
        return cls(opening, last, contacts, running, frozenset(words))

    def weight(self, name: str, kinds: Sequence[str]) -> int:
        """How much speaks for ``name`` as the sender, beside who speaks for it."""
        return (
            sum(name in text for text in self.opening[:2])
            + any(text.startswith(name) for text in self.opening[:2])
            + any(self._does(name, text) for text in self.opening)
            + 2 * self.opening[0].startswith(f"{name}:")
            + 2 * (name in self.contacts)
            + 2 * (f"oto: {name}" in self.running or f"OTO: {name}" in self.running)
            + 3 * self._speaks_of_itself(name)
            + self._called_by_kind(name, kinds)
            + (self.last.startswith(name) or f"{name}s bestyrelse" in self.running)
            + (self.running.count(name) > _OFTEN)
        )

    def _does(self, name: str, text: str) -> bool:
        """Whether a sentence of ``text`` begins with the body, and it does something."""
        return any(
            (not start or text[:start].rstrip().endswith((".", "!", "?"))) and _DOES.match(text, end)
            for start, end in occurrences(text, name, 0, len(text))
        )

    def _speaks_of_itself(self, name: str) -> bool:
        """Whether somebody says *we* of the body: *Vi i Nødhjælp Nu*, *Hos Hjelm Gulve er vi*."""
        text = self.running
        return any(
            _WE_AT.search(text, max(start - 12, 0), start) is not None
            or (_AT.search(text, max(start - 5, 0), start) is not None and _ARE_WE.match(text, end) is not None)
            for start, end in occurrences(text, name, 0, len(text))
        )

    def _called_by_kind(self, name: str, kinds: Sequence[str]) -> bool:
        """Whether the text calls the body by its kind alone: *forbundet* of *Elektrikernes Forbund*."""
        parts = name.casefold().split()
        for word in (parts[-1], parts[0]):
            forms = {word + ending for ending in ("en", "et", "n", "t", "met")}
            forms |= {kind for kind in kinds if word.endswith(kind) and word != kind}
            if not self.words.isdisjoint(forms | {form + "s" for form in forms}):
                return True
        return False
