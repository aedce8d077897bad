"""Why a record changed: its text, the patterns, the model, the code, or a decision of people.

Where the text and the rules changed both, the text of the one side is read by the rules of the other, as far as its
bytes were kept and today's program is one of the two: what that changes is of the rules, the rest of the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from extract.diff.changes import Cause, Change, Detail, Made
from extract.diff.compare import Difference, differences, whole
from extract.diff.sides import Side
from extract.patterns import Patterns
from extract.patterns.manifest import PatternChange, changed_patterns
from extract.records.release import ExtractorInfo, Release

_NAMED: Final = 12
"""So many pattern ids a change names where its rule does not say which."""
_OF_THE_MODEL: Final = frozenset({"people", "organisations", "places"})
BOTH: Final = "text and rules both changed, and what each did cannot be told apart"
UNKNOWN: Final = "which patterns changed was not kept"
MORE: Final = " more patterns changed"
"""What notes say; before the last stands how many."""


class Reads(Protocol):
    """A reader that says what it is: :class:`extract.Extractor`."""

    @property
    def info(self) -> ExtractorInfo: ...

    @property
    def patterns(self) -> Patterns | None: ...

    def read(self, data: bytes, *, uri: str) -> Iterator[Any]: ...


@dataclass(slots=True)
class Today:
    """The program at hand. ``make`` makes its reader, once, when it is first needed; ``code`` is its digest."""

    make: Callable[[], Reads]
    code: Callable[[], str]
    _reader: Reads | None = None

    def reader(self) -> Reads:
        if self._reader is None:
            self._reader = self.make()
        return self._reader

    def made(self, side: Made) -> bool:
        """Whether it is the program, with the patterns and the model, that made that side."""
        if side.code is None or side.code != self.code():
            return False
        info = self.reader().info
        return (info.version, info.patterns, info.model) == (side.version, side.patterns, side.model)


@dataclass(slots=True)
class Causes:
    """Tells the causes between two sides. ``patterns`` are those that differ, None where that is not known."""

    before: Side
    after: Side
    today: Today | None = None
    patterns: tuple[PatternChange, ...] | None = field(init=False)
    _ids: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        old, new = self.before.patterns(), self.after.patterns()
        if self.before.made.patterns == self.after.made.patterns:
            self.patterns = ()
        else:
            self.patterns = None if old is None or new is None else changed_patterns(old, new)
        self._ids = frozenset(change.id for change in self.patterns or ())

    def changes(self, before: Release, after: Release) -> tuple[Change, ...]:
        """What differs between the two records of a release, each with its cause."""
        found = differences(before, after)
        if not found:
            return ()
        text, rules = before.source.sha256 != after.source.sha256, self._rules(before, after)
        if not text and not rules:
            # What stands beside the bytes (a header, the other cells of a row) is of the version too.
            text = _differ(self._version(self.before, before), self._version(self.after, after))
        of_rules: Sequence[bool | None] = [not text] * len(found)
        if text and rules:
            of_rules = self._told_apart(before, after, found)
        by_rules = [one for one, mine in zip(found, of_rules, strict=True) if mine]
        lead = self._lead(by_rules, rules)
        return tuple(self._change(one, mine, rules, lead, after) for one, mine in zip(found, of_rules, strict=True))

    def one_sided(self, before: Release | None, after: Release | None) -> Change:
        """A release that only one side has: because of its document, unless the other side read the same one."""
        own, other = (self.before, self.after) if before is not None else (self.after, self.before)
        release = before or after
        assert release is not None
        version = self._version(own, release)
        same = version is not None and other.version(self._address(own, release)) == version
        difference = whole(release, "removed" if before is not None else "added")
        rules = self._rules_of_sides()
        if not same or not rules:
            return difference.change(release, "source")
        cause, detail = self._of_rules(difference, rules, self._lead([], rules))
        return difference.change(release, cause, detail)

    def _address(self, side: Side, release: Release) -> str:
        return side.documents([release.id]).get(release.id, release.source.uri)

    def _version(self, side: Side, release: Release) -> str | None:
        return side.version(self._address(side, release))

    def _rules(self, before: Release, after: Release) -> tuple[Cause, ...]:
        """Which of patterns, model and code differ, by what the records say and the sides know."""
        a, b = before.extractor, after.extractor
        found: list[Cause] = []
        if a.patterns != b.patterns:
            found.append("patterns")
        if a.model != b.model:
            found.append("model")
        one, other = self.before.made.code, self.after.made.code
        if a.version != b.version or (one is not None and other is not None and one != other):
            found.append("code")
        return tuple(found)

    def _rules_of_sides(self) -> tuple[Cause, ...]:
        a, b = self.before.made, self.after.made
        differ = (a.patterns != b.patterns, a.model != b.model, (a.version, a.code) != (b.version, b.code))
        causes: tuple[Cause, ...] = ("patterns", "model", "code")
        return tuple(cause for cause, does in zip(causes, differ, strict=True) if does)

    def _change(
        self, one: Difference, of_rules: bool | None, rules: tuple[Cause, ...], lead: Cause, release: Release
    ) -> Change:
        if one.kind == "checks" and one.field == "silenced":
            return one.change(release, "decision")
        if of_rules:
            cause, detail = self._of_rules(one, rules, lead)
            return one.change(release, cause, detail)
        detail = Detail(also=rules, note=BOTH) if of_rules is None else Detail()
        return one.change(release, "source", detail)

    # ------------------------------------------------------------ patterns, model or code

    def _of_rules(self, one: Difference, rules: tuple[Cause, ...], lead: Cause) -> tuple[Cause, Detail]:
        own = self._own(one.rules)
        if "patterns" in rules and own:
            return "patterns", Detail(patterns=own, also=_without(rules, "patterns"))
        if not rules:
            # Bytes, patterns and model are the same, so it is the program, or how it was called.
            return "code", Detail()
        if len(rules) == 1:
            cause = rules[0]
        elif one.rules and not ("patterns" in rules and self.patterns is None):
            cause = _without(rules, "patterns")[0] if one.kind in _OF_THE_MODEL else rules[-1]
        else:
            cause = lead
        named = tuple(sorted(self._ids))[:_NAMED] if cause == "patterns" else ()
        return cause, Detail(patterns=named, also=_without(rules, cause), note=self._note(cause))

    def _note(self, cause: Cause) -> str | None:
        if cause != "patterns":
            return None
        if self.patterns is None:
            return UNKNOWN
        more = len(self._ids) - _NAMED
        return f"{more}{MORE}" if more > 0 else None

    def _lead(self, found: Sequence[Difference], rules: tuple[Cause, ...]) -> Cause:
        """What records without a rule (checks, contacts, sections) follow: what most others of the release come of."""
        if not rules:
            return "code"
        if "patterns" not in rules or self.patterns is None:
            return rules[0]
        ruled = [bool(self._own(one.rules)) for one in found if one.rules]
        return "patterns" if sum(ruled) * 2 >= len(ruled) or len(rules) == 1 else rules[-1]

    def _own(self, rules: frozenset[str]) -> tuple[str, ...]:
        """The changed patterns that a record's rules are: a rule may name a group of patterns, or a part of one."""
        return tuple(
            name
            for name in sorted(self._ids)
            if any(name == rule or name.startswith(f"{rule}.") or rule.startswith(f"{name}.") for rule in rules)
        )

    # ------------------------------------------------------------ text and rules at once

    def _told_apart(self, before: Release, after: Release, found: Sequence[Difference]) -> Sequence[bool | None]:
        """For each difference whether it is of the rules (True) or of the text; None where that cannot be told."""
        middle, old_text = self._between(before, after)
        if middle is None:
            return [None] * len(found)
        first, second = _steps(differences(before, middle)), _steps(differences(middle, after))
        rules, text = (first, second) if old_text else (second, first)
        return [_is_in(one, rules, text) for one in found]

    def _between(self, before: Release, after: Release) -> tuple[Release | None, bool]:
        """The one text as the other side's rules read it, and whether that is the old text."""
        if self.today is None:
            return None, True
        for release, own, other, old_text in (
            (before, self.before, self.after, True),
            (after, self.after, self.before, False),
        ):
            data = own.source(release)
            if data is None or not self.today.made(other.made):
                continue
            found = self.today.reader().read(data, uri=self._address(own, release))
            read = [one for one in found if isinstance(one, Release)]
            fitting = [one for one in read if one.id == release.id] or [
                one for one in read if one.source.uri == release.source.uri
            ]
            if len(fitting) == 1:
                return fitting[0], old_text
        return None, True


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other


def _without(rules: tuple[Cause, ...], cause: Cause) -> tuple[Cause, ...]:
    return tuple(rule for rule in rules if rule != cause)


_Step = tuple[Any, ...]


def _steps(found: Sequence[Difference]) -> frozenset[_Step]:
    return frozenset(step(one) for one in found for step in (_whole, _begin, _end))


def _is_in(one: Difference, rules: frozenset[_Step], text: frozenset[_Step]) -> bool | None:
    mine, theirs = _whole(one) in rules, _whole(one) in text
    if mine == theirs:
        # In two steps: the one did its first half or its second.
        mine, theirs = ({_begin(one), _end(one)} & steps != set() for steps in (rules, text))
    return None if mine == theirs else mine


def _whole(one: Difference) -> _Step:
    return "whole", one.kind, one.op, one.field, str(one.before), str(one.after)


def _begin(one: Difference) -> _Step:
    return "begin", one.kind, one.field, str(one.before)


def _end(one: Difference) -> _Step:
    return "end", one.kind, one.field, str(one.after)
