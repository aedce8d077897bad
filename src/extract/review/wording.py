"""What the page says in a language: words.toml, and the codes and figures of records as a reader knows them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from importlib import resources
from typing import Any, Final, Literal, get_args

import regex

from extract.decide import Fact
from extract.pages import labels

Language = Literal["da", "en"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
MONEY: Final = frozenset({("projects", "granted"), ("projects", "total"), ("amounts", "value")})
_CODES: Final[Mapping[tuple[str, str], Mapping[str, str]]] = {
    ("amounts", "role"): labels.ROLE,
    ("amounts", "qualifier"): {**labels.QUALIFIER, "exact": "præcis"},
    ("amounts", "section"): labels.SECTION,
    ("places", "kind"): labels.PLACE,
    ("quotes", "attribution"): labels.ATTRIBUTION,
    ("dates", "precision"): labels.PRECISION,
    ("sections", "kind"): labels.SECTION,
}
"""Codes with their Danish words; in English the code says it."""
_BOUNDS: Final = regex.compile(r"(?:\?|(-?[\d.]+)) \((-?[\d.…]+) to (-?[\d.…]+)\)")
"""A value of money with its bounds, or of which the text states bounds alone, as records are compared."""


@lru_cache(maxsize=1)
def table() -> Mapping[str, Mapping[str, str | list[str]]]:
    """All that the page can say: key → language → text, or the texts for one and for several."""
    told = tomllib.loads((resources.files("extract.review") / "words.toml").read_text("utf-8"))
    return {f"{group}.{name}": said for group, names in told.items() for name, said in names.items()}


class Words:
    """The words of one language. Called with a key it gives the text, filled in; ``n`` chooses one or several."""

    def __init__(self, language: str) -> None:
        self.language: Language = "en" if language == "en" else "da"

    def __call__(self, key: str, **values: Any) -> str:
        said = table()[key][self.language]
        text = said if isinstance(said, str) else said[values.get("n") != 1]
        if not values:
            return text
        return text.format(**{name: self.whole(v) if isinstance(v, int) else v for name, v in values.items()})

    def code(self, group: str, code: str | None) -> str:
        """What a code of a group is called; the code itself where it has no word."""
        said = table().get(f"{group}.{code}")
        return str(said[self.language]) if said is not None else (code or "").replace("_", " ")

    def whole(self, number: int) -> str:
        """A number with its thousands parted, as the language does."""
        grouped = f"{number:,}"
        return grouped.replace(",", ".") if self.language == "da" else grouped

    def name(self, kind: str, field: str | None = None) -> str:
        """``amounts`` → "Beløb"; with a field "Beløb: rolle"."""
        one = self.code("kind", kind)
        return f"{one}: {self.code('field', field)}" if field and field != kind else one

    def record(self, kind: str, label: str) -> str:
        """A record as a reader knows it: of a check, what it looks at."""
        return self.code("check", label) if kind == "checks" else label

    def value(self, kind: str, field: str | None, said: str | None) -> str:
        """A field's value as a reader knows it; empty for none."""
        if said is None:
            return ""
        if (kind, field) in MONEY:
            return self._money(said)
        if kind == "checks" and field in ("stated", "found"):
            return self._figure(said)
        if (kind, field) == ("checks", "status"):
            return self.code("status", said)
        if field == "direct":
            return self.code("direct", said)
        codes = _CODES.get((kind, field or ""), {})
        return (codes.get(said, said).lower() if self.language == "da" else said.replace("_", " ")) if codes else said

    def fact(self, kind: str, field: str | None, fact: Fact) -> str:
        """A value, or the fields of a whole record, in one line."""
        if isinstance(fact, Mapping):
            pairs = (f"{self.code('field', name)} {self.value(kind, name, said)}" for name, said in fact.items())
            return ", ".join(pairs)
        return self.value(kind, field, fact) or self("page.nothing")

    def rest(self, kind: str, fact: Fact, record: str) -> str:
        """The fields of a whole record beside the one that it is called by."""
        if not isinstance(fact, Mapping):
            return ""
        return self.fact(kind, None, {name: said for name, said in fact.items() if said != record}) if fact else ""

    def cluster(self, body: Mapping[str, Any]) -> str:
        """What a cluster's changes have in common, without the rule that made them."""
        kind, field, op, shape = body["kind"], body["field"], body["op"], str(body["shape"])
        name = self.name(kind, field)
        if field is None or op != "changed":
            which = f"{self.record(kind, shape.rsplit(' ', 1)[0])}, " if kind == "checks" and " " in shape else ""
            return f"{name}: {which}{self.code('op', op)}"
        spoken = str(field).replace("_", " ") + " "
        which, found, tail = shape.rpartition(spoken)
        which = f" ({self.record(kind, which.strip())})" if which.strip() else ""
        if not found:
            return f"{name}{which}, {self.code('op', op)}"
        old, arrow, new = tail.partition(" → ")
        if arrow:
            both = (self("page.none") if one == "none" else self.value(kind, field, one) for one in (old, new))
            return f"{name}{which}, {' → '.join(both)}"
        return f"{name}{which}, {self.code('op', tail)}"

    def _money(self, said: str) -> str:
        if (bounds := _BOUNDS.fullmatch(said)) is not None:
            value, low, high = (bound if bound is None else self._figure(bound) for bound in bounds.groups())
            between = self("page.range", low=low, high=high)
            return between if value is None else f"{value} ({between})"
        figure, _, more = said.partition(" ")
        unit = "kr." if more == "DKK" and self.language == "da" else more
        return f"{self._figure(figure)} {unit}".rstrip()

    def _figure(self, figure: str) -> str:
        try:
            value = Decimal(figure)
        except InvalidOperation:
            return figure
        return labels.figure(value) if self.language == "da" else f"{value:,f}"
