"""Which of the bodies that a release names sends it, where nothing says so outright: its address, its spokesman, what
the release calls by its kind alone (*forbundet*)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

import regex

_ADDRESS = regex.compile(
    r"(?:@|www\.|https?://(?:www\.)?)(?:[\w-]{1,30}\.){0,2}?(?P<label>[\w-]{3,40})\.\p{L}{2,8}(?![\w.-]*@)"
)
_WORD = regex.compile(r"[\p{L}\d]++")
_LETTERS = (str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"}), str.maketrans({"æ": "e", "ø": "o", "å": "a"}))
_SHORTEST = 5
_LONGEST_ROW = 6
_MOST_ROWS = 400
_FORMS = frozenset({"as", "aps", "is", "ps", "amba", "fmba", "smba"})
_SELF_END = r"\s(?:har|er|vil|kan|glæder|tror|arbejder|ser|oplever|mener|håber|ved)\svi(?!\p{L})"


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


def speaks_of_itself(name: str, running: str) -> bool:
    """Whether somebody says *we* of the body: *Vi i Nødhjælp Nu*, *Hos Hjelm Gulve er vi*."""
    own = regex.escape(name)
    return (
        regex.search(
            rf"(?<!\p{{L}})(?:[Vv]i\s(?:i|hos|på|er\si)\s{own}|(?:[Hh]os|[Ii]|[Pp]å)\s{own}{_SELF_END})", running
        )
        is not None
    )


def called_by_kind(name: str, kinds: Sequence[str], running: str) -> bool:
    """Whether the text calls a body by its kind alone: *forbundet* of *Elektrikernes Forbund*."""
    words = name.casefold().split()
    for word in (words[-1], words[0]):
        forms = {word + ending for ending in ("en", "et", "n", "t", "met")} | {
            kind for kind in kinds if word.endswith(kind) and word != kind
        }
        kind = "|".join(map(regex.escape, sorted(forms)))
        if regex.search(rf"(?<!\p{{L}})(?:{kind})s?(?!\p{{L}})", running):
            return True
        opening = "|".join(regex.escape(form.capitalize()) for form in sorted(forms))
        if regex.search(rf"(?:^|[.!?]\s|\n)(?:{opening})s?(?!\p{{L}})", running):
            return True
    return False
