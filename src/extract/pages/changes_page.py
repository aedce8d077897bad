"""A comparison as one HTML page to read or to mail: clusters first, old and new side by side, spans in their sentence.

The page has no script. Its filters are links: what they lead to hides, by style alone, what is not asked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any, Final

from markupsafe import Markup

from extract.diff import CAUSES, KINDS, Cluster, Compared, Pieces, Shown, words_marked
from extract.diff.changes import Value
from extract.diff.clusters import Key
from extract.pages.marks import shown as escaped
from extract.pages.page import digest, environment

IN_CLUSTER: Final = 50
IN_ALL: Final = 3_000
"""What the page holds; more no one reads, and the JSON has all."""
_OPEN: Final = 3
_PUBLISHERS: Final = 40
_WORDS: Final = 30
"""Values that are longer have the words marked that differ."""


@dataclass(frozen=True, slots=True)
class Half:
    """One side of a change: its value in pieces, or the fields of a whole record, and the words around its place."""

    value: Markup | None
    fields: tuple[tuple[str, str], ...]
    words: Markup


@dataclass(frozen=True, slots=True)
class Row:
    """A change as drawn. ``publisher`` is the number of its filter, 0 where it has none."""

    shown: Shown
    before: Half
    after: Half
    publisher: int


@dataclass(slots=True)
class _Held:
    """The first changes of each cluster, within bounds."""

    rows: dict[Key, list[Shown]] = field(default_factory=dict)
    held: int = 0
    publishers: Counter[str] = field(default_factory=Counter)

    def take(self, one: Shown) -> None:
        self.publishers[one.change.publisher or ""] += 1
        rows = self.rows.setdefault(one.cluster, [])
        # The first of a cluster are always there, however many clusters there are.
        if len(rows) < _OPEN or (len(rows) < IN_CLUSTER and self.held < IN_ALL):
            rows.append(one)
            self.held += 1


def changes_page(compared: Compared) -> str:
    """The page as one string of HTML; walks the comparison."""
    held = _Held()
    for one in compared:
        held.take(one)
    publishers = [name for name, _ in held.publishers.most_common(_PUBLISHERS)]
    numbers = {name: n for n, name in enumerate(publishers, 1)}
    groups: list[tuple[Cluster, list[Row]]] = [
        (cluster, [_row(one, numbers) for one in held.rows[key]]) for key, cluster in compared.tally.keys().items()
    ]
    template = environment().get_template("diff.html.j2")
    return template.render(
        runs=compared.runs,
        counts=compared.counts,
        patterns=compared.causes.patterns,
        groups=groups,
        causes=[(cause, compared.counts.causes[cause]) for cause in CAUSES if cause in compared.counts.causes],
        kinds=compared.counts.kinds.items(),
        publishers=[(numbers[name], name or "no publisher", held.publishers[name]) for name in publishers],
        first=_OPEN,
        **_assets(),
    )


def _row(one: Shown, numbers: Mapping[str, int]) -> Row:
    change = one.change
    before, after = change.before, change.after
    old, new = _value(before), _value(after)
    if isinstance(before, str) and isinstance(after, str) and max(len(before), len(after)) > _WORDS:
        old, new = (_drawn(pieces) for pieces in words_marked(before, after))
    return Row(
        one,
        Half(old, _fields(before), _drawn(one.before)),
        Half(new, _fields(after), _drawn(one.after)),
        numbers.get(change.publisher or "", 0),
    )


def _value(value: Value) -> Markup | None:
    return escaped(value) if isinstance(value, str) else None


def _fields(value: Value) -> tuple[tuple[str, str], ...]:
    return tuple(value.items()) if isinstance(value, Mapping) else ()


def _drawn(pieces: Pieces) -> Markup:
    """Pieces as HTML: escaped, the marked ones in ``<mark>``."""
    drawn = (Markup("<mark>{}</mark>").format(escaped(text)) if marked else escaped(text) for text, marked in pieces)
    return Markup("").join(drawn)


@lru_cache(maxsize=1)
def _assets() -> Mapping[str, Any]:
    """Style and policy. The filters are numbered or of our own names, so that the style is the same for every page."""
    folder = resources.files("extract.pages") / "templates"
    rules = [
        _filter(f"#p-{n}", f".change:not(.p-{n})", f".cluster:not(:has(.p-{n}))") for n in range(1, _PUBLISHERS + 1)
    ]
    for name, classes in ((CAUSES, "by"), (KINDS, "of")):
        rules += [
            _filter(f"#only-{one}", f".cluster:not(.{classes}-{one})", f".cluster-row:not(.{classes}-{one})")
            for one in name
        ]
    parts = ((folder / name).read_text("utf-8") for name in ("style.css", "diff.css"))
    style = "".join((*parts, *rules))
    policy = f"default-src 'none'; style-src '{digest(style)}'; base-uri 'none'; form-action 'none'"
    # Our own files and numbers: nothing of a release is in them.
    return {"style": Markup(style), "policy": Markup(policy)}  # noqa: S704


def _filter(target: str, *hidden: str) -> str:
    """The rules by which a link to ``target`` hides something, and looks chosen."""
    here = f"body:has({target}:target)"
    return (
        f"{', '.join(f'{here} {what}' for what in hidden)} {{ display: none; }}\n"
        f'{here} .filters a[href="{target}"] {{ font-weight: 700; text-decoration: none; color: var(--ink); }}\n'
    )
