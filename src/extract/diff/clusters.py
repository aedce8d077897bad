"""Changes of one shape, counted as they come: one judgement serves a cluster."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from extract.diff.changes import Cause, Change, Cluster, Counts, Op

_EXAMPLES: Final = 3
_TELLING: Final = frozenset(
    {"role", "qualifier", "kind", "attribution", "precision", "currency", "direct", "status", "section", "language",
     "format", "code", "per"}
)  # fmt: skip
"""Fields of few values: what they were and became tells the shape."""
_ONE: Final[Mapping[str, str]] = {"people": "person", "text": "text", "release": "release"}
_PATTERNS_IN_TITLE: Final = 2

Key = tuple[str, Op, str | None, str | None, str, Cause, tuple[str, ...]]


@dataclass(slots=True)
class _Counted:
    changes: int = 0
    releases: int = 0
    last: str | None = None
    examples: list[str] = field(default_factory=list)


class Tally:
    """Counts changes; they come release by release."""

    def __init__(self) -> None:
        self._found: dict[Key, _Counted] = {}
        self._first: dict[Key, Change] = {}
        self._ops: Counter[str] = Counter()
        self._kinds: Counter[str] = Counter()
        self._causes: Counter[str] = Counter()

    def add(self, change: Change) -> Key:
        """Counts it; the key of its cluster."""
        key = key_of(change)
        counted = self._found.setdefault(key, _Counted())
        self._first.setdefault(key, change)
        counted.changes += 1
        if counted.last != change.release:
            counted.last = change.release
            counted.releases += 1
            if len(counted.examples) < _EXAMPLES:
                counted.examples.append(change.release)
        self._ops[change.op] += 1
        self._kinds[change.kind] += 1
        self._causes[change.cause] += 1
        return key

    def clusters(self) -> tuple[Cluster, ...]:
        """All clusters, the biggest first; those of texts and of ids last, since they only say why others are."""
        made = [self._cluster(key, counted) for key, counted in self._found.items()]
        return tuple(sorted(made, key=_rank))

    def keys(self) -> Mapping[Key, Cluster]:
        """The clusters by the keys that ``add`` gave, in their order."""
        made = {key: self._cluster(key, counted) for key, counted in self._found.items()}
        place = {cluster: n for n, cluster in enumerate(self.clusters())}
        return dict(sorted(made.items(), key=lambda entry: place[entry[1]]))

    def counted(self, counts: Counts) -> Counts:
        """The counts with those of the changes."""
        told = {
            "changes": self._ops.total(), "ops": _in_order(self._ops), "kinds": _in_order(self._kinds),
            "causes": _in_order(self._causes),
        }  # fmt: skip
        return counts.model_copy(update=told)

    def _cluster(self, key: Key, counted: _Counted) -> Cluster:
        first = self._first[key]
        return Cluster(
            title=title(first),
            kind=first.kind,
            op=first.op,
            field=first.field,
            rule=_rule(first),
            shape=shape(first),
            cause=first.cause,
            patterns=first.detail.patterns,
            changes=counted.changes,
            releases=counted.releases,
            examples=tuple(counted.examples),
        )


def key_of(change: Change) -> Key:
    """What changes of one cluster have in common."""
    detail = change.detail
    return change.kind, change.op, change.field, _rule(change), shape(change), change.cause, detail.patterns


def _rule(change: Change) -> str | None:
    """The rule that tells clusters apart: of what the text or a person changed, it does not matter who read it."""
    return None if change.cause in ("source", "decision") else change.detail.rule


def shape(change: Change) -> str:
    """What a change is like, without what only its release says: ``role other → grant``, ``name changed``."""
    # What a check looks at is in its code; the same happening to two checks are two stories.
    which = f"{change.record} " if change.kind == "checks" else ""
    return which + _shape(change)


def _shape(change: Change) -> str:
    if change.op != "changed" or change.field is None:
        return change.op
    name = change.field.replace("_", " ")
    if change.field in _TELLING:
        return f"{name} {change.before or 'none'} → {change.after or 'none'}"
    return f"{name} {'lost' if change.after is None else 'found' if change.before is None else 'changed'}"


def title(change: Change) -> str:
    """The shape under the rule or the patterns that made it: ``money.role.grant: amount role other → grant``."""
    one = _ONE.get(change.kind, change.kind.removesuffix("s"))
    told = f"{one} {shape(change)}" if change.field != one else shape(change)
    rule, patterns = _rule(change), change.detail.patterns
    if patterns and (rule is None or rule not in patterns) and len(patterns) <= _PATTERNS_IN_TITLE:
        rule = ", ".join(patterns)
    return f"{rule}: {told}" if rule else told


def _rank(one: Cluster) -> tuple[object, ...]:
    return one.kind == "text" or one.field == "id", -one.changes, one.title, one.cause, one.shape


def _in_order(counted: Counter[str]) -> Mapping[str, int]:
    return dict(sorted(counted.items(), key=lambda entry: (-entry[1], entry[0])))
