"""The desk: one change in its source, beside the records, with the form that judges it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from markupsafe import Markup
from starlette.responses import Response

from extract.decide import Fact, Judgement
from extract.diff import Pieces, causes, words_marked
from extract.pages.marks import shown as escaped
from extract.review import filters
from extract.review.asked import Asked, go, missing
from extract.review.correcting import CHOICES
from extract.review.lists import chosen, comparison_of, phrases_of
from extract.review.source import show
from extract.store.comparing import (
    KeptChange,
    KeptComparison,
    Wanted,
    changes_beside,
    counted,
    find_change,
    find_cluster,
    neighbours,
)
from extract.store.judging import newest_judgement

BESIDE: Final = 300
"""Changes of one release that a page lists and marks."""
_NOTES: Final = {causes.BOTH: "desk.both_changed", causes.UNKNOWN: "desk.unknown_patterns"}
_WORDS: Final = 30
"""Values that are longer have the words marked that differ."""


@dataclass(frozen=True, slots=True)
class Control:
    """A field of the correction: its name in the form, the record's field, its value, and the codes to choose from."""

    name: str
    field: str
    value: str
    choices: tuple[str, ...]
    long: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """What a form said that could not be taken as it is: it is shown again. ``wrong`` is the key of the words that say
    why, ``theirs`` what others said meanwhile."""

    form: Mapping[str, str]
    wrong: str | None = None
    theirs: tuple[Judgement, ...] = ()


def change(asked: Asked) -> Response:
    """The change that the path names."""
    return draw(asked, *found(asked))


def back_to_change(asked: Asked) -> Response:
    """Where a reload of a form's answer leads."""
    return go(asked.request.url.path.removesuffix("/judge") + filters.query(filters.wanted(asked.request.query_params)))


def found(asked: Asked) -> tuple[KeptComparison, KeptChange]:
    """The comparison and the change of the path; RefusedError (404) where there is none."""
    comparison = comparison_of(asked)
    one = find_change(asked.office.store, comparison.id, asked.number("number"))
    if one is None:
        raise missing()
    return comparison, one


def draw(asked: Asked, comparison: KeptComparison, one: KeptChange, draft: Draft | None = None) -> Response:
    """The page of a change; with a draft, as it was sent and could not be taken."""
    store, query = asked.office.store, asked.request.query_params
    # Before anything else is read: what is judged from here on is not on the page.
    seen = newest_judgement(store)
    wanted = filters.wanted(query)
    beside = changes_beside(store, comparison.id, one.number, most=BESIDE)
    if all(other.number != one.number for other in beside):
        beside = (one, *beside)
    release = asked.office.pairs.of(comparison, one, beside)
    source = None
    if release is not None:
        at = query.get("at", "")
        middle = int(at) if at.isascii() and at.isdecimal() and len(at) < 12 else None
        side = query.get("side")
        source = show(release.pair, beside, one.number, side if side in ("before", "after") else None, middle)  # type: ignore[arg-type]
    told = one.body["change"]
    cluster_open = counted(store, comparison.id, Wanted(cluster=one.cluster, judged=False))
    part = replace(wanted, cluster=one.cluster, judged=False)
    part_open = counted(store, comparison.id, part) if filters.narrows(wanted) else None
    every = counted(store, comparison.id, replace(wanted, judged=None))
    undecided = counted(store, comparison.id, replace(wanted, judged=False))
    old, new = halves(asked, told)
    return asked.render(
        "desk.html.j2",
        409 if draft and draft.theirs else 422 if draft else 200,
        comparison=comparison,
        change=one,
        told=told,
        old=old,
        new=new,
        wanted=wanted,
        seen=draft.form.get("seen", seen) if draft and draft.theirs else seen,
        known=seen,
        # The one at hand first: it is what the list is looked at for.
        ordered=sorted(beside, key=lambda other: other.number != one.number),
        beside=beside,
        rules=list(dict.fromkeys(filter(None, (told["detail"]["rule_before"], told["detail"]["rule_after"])))),
        note=_note(asked, told["detail"]["note"]),
        also=[asked.words.code("cause", name) for name in told["detail"]["also"]],
        release=release.pair.newest if release is not None else None,
        groups=release.groups if release is not None else (),
        source=source,
        near=neighbours(store, comparison.id, wanted, one.number),
        every=every,
        undecided=undecided,
        cluster=find_cluster(store, comparison.id, one.cluster) or {},
        cluster_open=cluster_open,
        part_open=part_open if part_open != cluster_open else None,
        controls=controls(asked, told, one.judgement, draft),
        draft=draft,
        chosen=chosen(asked, wanted),
        phrases=phrases_of(comparison.patterns),
        query=filters.query,
        address=filters.address,
    )


def _note(asked: Asked, note: str | None) -> str | None:
    """What a cause says beside itself, in the reader's language where it is one of those that causes say."""
    if note is None or note in _NOTES:
        return asked.words(_NOTES[note]) if note is not None else None
    more, found, _ = note.partition(causes.MORE)
    return asked.words("desk.more_patterns", n=int(more)) if found and more.isdecimal() else note


def controls(
    asked: Asked, told: Mapping[str, Any], judgement: Judgement | None, draft: Draft | None
) -> tuple[Control, ...]:
    """The fields of the correction, filled with what was sent, or was corrected before, or else the later value."""
    kind, field = told["kind"], told["field"]
    start: Fact = told["after"] if told["after"] is not None else told["before"]
    if judgement is not None and judgement.truth not in (told["before"], told["after"]):
        start = judgement.truth
    if field is not None:
        value = start if isinstance(start, str) else ""
        return (_control(asked, kind, field, "value", value, draft),)
    facts: Mapping[str, str] = start if isinstance(start, Mapping) else {}
    names = dict.fromkeys(name for side in ("after", "before") for name in (told[side] or ()))
    return tuple(_control(asked, kind, name, f"value.{name}", facts.get(name, ""), draft) for name in names)


def _control(asked: Asked, kind: str, field: str, name: str, value: str, draft: Draft | None) -> Control:
    choices = CHOICES.get((kind, field), ())
    said = value if choices or not value else asked.words.value(kind, field, value)
    if draft is not None and name in draft.form:
        said = draft.form[name]
    return Control(name, field, said, choices, len(said) > 60 or "\n" in said)


def halves(asked: Asked, told: Mapping[str, Any]) -> tuple[Any, Any]:
    """The old and the new value: text with the words marked that differ, or the fields of a whole record; None where
    there is none."""
    kind, field, before, after = told["kind"], told["field"], told["before"], told["after"]
    if isinstance(before, str) and isinstance(after, str) and max(len(before), len(after)) > _WORDS:
        old, new = words_marked(before, after)
        return _drawn(old), _drawn(new)
    return _half(asked, kind, field, before), _half(asked, kind, field, after)


def _drawn(pieces: Pieces) -> Markup:
    drawn = (Markup("<mark>{}</mark>").format(escaped(text)) if marked else escaped(text) for text, marked in pieces)
    return Markup("").join(drawn)


def _half(asked: Asked, kind: str, field: str | None, fact: Fact) -> Any:
    t = asked.words
    if fact is None:
        return None
    if isinstance(fact, Mapping):
        return [(t.code("field", name), t.value(kind, name, said)) for name, said in fact.items()]
    return escaped(t.value(kind, field, fact))
