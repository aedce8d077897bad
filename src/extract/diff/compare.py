"""What differs between two records of one release, whatever the cause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.diff.align import Alignment, alignment
from extract.diff.changes import Cause, Change, Detail, Kind, Op, Spans, Value
from extract.diff.flat import Flat, flat, may_differ
from extract.diff.match import matched
from extract.records.release import Release, Span


@dataclass(frozen=True, slots=True)
class Difference:
    """A change without its cause. ``rules`` are those that had a hand in it on either side; ``confidence`` is that of
    the newer record; ``at`` is where that begins."""

    kind: Kind
    record: str
    op: Op
    field: str | None = None
    before: Value = None
    after: Value = None
    spans_before: tuple[Span, ...] = ()
    spans_after: tuple[Span, ...] = ()
    rule_before: str | None = None
    rule_after: str | None = None
    rules: frozenset[str] = frozenset()
    confidence: float | None = None
    at: int | None = None

    def change(self, release: Release, cause: Cause, detail: Detail | None = None) -> Change:
        """The change of that release, with its cause."""
        ruled = {"rule_before": self.rule_before, "rule_after": self.rule_after, "confidence": self.confidence}
        return Change(
            release=release.id,
            publisher=release.publisher.name,
            kind=self.kind,
            record=self.record,
            op=self.op,
            field=self.field,
            before=self.before,
            after=self.after,
            cause=cause,
            detail=(detail or Detail()).model_copy(update=ruled),
            spans=Spans(before=self.spans_before, after=self.spans_after, at=self.at),
        )


def differences(before: Release, after: Release) -> tuple[Difference, ...]:
    """All differences of the two, kind by kind, in the order of the text."""
    laid = alignment(before.text, after.text)
    kinds = may_differ(before, after)
    old, new = flat(before, kinds), flat(after, kinds)
    found: list[Difference] = []
    for kind in kinds:
        own = _of_text(before, after, laid) if kind == "text" else _of_kind(kind, old[kind], new[kind], laid)
        found += sorted(own, key=_place)
    return tuple(found)


def whole(release: Release, op: Op) -> Difference:
    """A release that only one side has."""
    head = flat(release, ("release",))["release"][0]
    facts = dict(head.fields)
    if op == "added":
        return Difference("release", head.label, op, after=facts)
    return Difference("release", head.label, op, before=facts)


def _of_kind(kind: Kind, before: Sequence[Flat], after: Sequence[Flat], laid: Alignment) -> Iterator[Difference]:
    for old, new in matched(kind, before, after, laid):
        if old is None or new is None:
            yield _one_sided(old, new)
            continue
        if old.key == new.key:
            continue
        for name in dict.fromkeys((*new.fields, *old.fields)):
            if old.fields.get(name) != new.fields.get(name):
                yield Difference(
                    kind, new.label, "changed", name, old.fields.get(name), new.fields.get(name),
                    old.spans_of(name), new.spans_of(name), old.rule, new.rule, frozenset((*old.rules, *new.rules)),
                    new.confidence, _begins(new) if new.spans else _begins(old),
                )  # fmt: skip


def _one_sided(old: Flat | None, new: Flat | None) -> Difference:
    if old is not None:
        return Difference(
            old.kind, old.label, "removed", before=dict(old.fields), spans_before=old.spans, rule_before=old.rule,
            rules=frozenset(old.rules), confidence=old.confidence, at=_begins(old),
        )  # fmt: skip
    assert new is not None
    return Difference(
        new.kind, new.label, "added", after=dict(new.fields), spans_after=new.spans, rule_after=new.rule,
        rules=frozenset(new.rules), confidence=new.confidence, at=_begins(new),
    )  # fmt: skip


def _begins(one: Flat) -> int | None:
    return one.spans[0][0] if one.spans else None


def _of_text(before: Release, after: Release, laid: Alignment) -> Iterator[Difference]:
    for edit in laid.edits:
        old, new = before.text[slice(*edit.before)].strip("\n"), after.text[slice(*edit.after)].strip("\n")
        if not old and not new:
            continue
        op: Op = "changed" if old and new else "removed" if old else "added"
        yield Difference(
            "text", _first_words(new or old), op, "text", old or None, new or None,
            (edit.before,) if old else (), (edit.after,) if new else (),
        )  # fmt: skip


def _first_words(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"


def _place(one: Difference) -> tuple[object, ...]:
    """The order of the text; what stands nowhere first, by its name."""
    at = (one.spans_after or one.spans_before)[:1]
    return at, one.record, one.op, one.field or "", str(one.before), str(one.after)
