"""What a reviewer says of a change or a cluster, taken from the form, stored, and taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import sqlalchemy as sa
from starlette.responses import JSONResponse, Response

from extract.decide import VERDICTS, Fact, Verdict
from extract.records.release import Span
from extract.review import filters
from extract.review.asked import Asked, RefusedError, go, local
from extract.review.correcting import UnreadableError, as_value, currency_of, span_of
from extract.review.desk import BESIDE, Draft, draw, found
from extract.review.security import Given
from extract.store.comparing import KeptChange, KeptComparison, Wanted, changes_beside, neighbours, one, undecided
from extract.store.judging import ConflictError, withdraw
from extract.store.judging import judge as give

_LONGEST_NOTE: Final = 2_000


def judge(asked: Asked) -> Response:
    """Takes a judgement, and leads to the next change that is undecided among those asked for."""
    comparison, change = found(asked)
    form, wanted = asked.form, filters.wanted(asked.request.query_params)
    verdict: Verdict | None = next((known for known in VERDICTS[:3] if known == form.get("verdict")), None)
    note = form.get("note", "").strip()
    try:
        if verdict is None:
            raise UnreadableError("desk.no_verdict")
        if len(note) > _LONGEST_NOTE:
            raise UnreadableError("desk.too_long")
        value, spans = _correction(asked, comparison, change) if verdict == "correct" else (None, ())
    except UnreadableError as error:
        return draw(asked, comparison, change, Draft(form, wrong=str(error)))
    seen = _number(form.get("seen"))
    try:
        batch, count = give(
            asked.office.store,
            comparison.id,
            _which(form.get("scope", "one") if verdict != "correct" else "one", comparison.id, change, wanted, seen),
            verdict,
            by=asked.name,
            seen=max(seen, _number(form.get("known"))),
            value=value,
            spans=spans,
            note=note or None,
        )
    except ConflictError as conflict:
        return draw(asked, comparison, change, Draft(form, theirs=conflict.theirs))
    here = f"/c/{comparison.id}/change/{change.number}"
    asked.session.last = Given(batch, verdict, count, here + filters.query(wanted)) if count else None
    asked.session.said = (verdict, count)
    return go(following(asked, comparison, change, wanted))


def following(asked: Asked, comparison: KeptComparison, change: KeptChange, wanted: Wanted) -> str:
    """The next undecided change after one, among those asked for, from the beginning again at the end; where there is
    none, the list."""
    store, left = asked.office.store, replace(wanted, judged=False)
    number = neighbours(store, comparison.id, left, change.number).next
    if number is None:
        number = neighbours(store, comparison.id, left, 0).next
    # The filters stay as they were: who looks at all changes goes on looking at all.
    if number is None or number == change.number:
        return f"/c/{comparison.id}{filters.query(wanted)}"
    return f"/c/{comparison.id}/change/{number}{filters.query(wanted)}"


def undo(asked: Asked) -> Response:
    """Takes back a batch, and leads to where it was given."""
    batch = asked.form.get("batch", "")
    if not (batch.isalnum() and batch.isascii() and len(batch) <= 64):
        raise RefusedError(422, "out.wrong", "out.stale_lead")
    count = withdraw(asked.office.store, batch, by=asked.name)
    back = local(asked.form.get("back"))
    last = asked.session.last
    if last is not None and last.batch == batch:
        asked.session.last = None
    asked.session.said = ("withdraw", count)
    return go(back)


def reading(asked: Asked) -> Response:
    """What a stretch of the source says as the value of a field: for the script that takes a selection over."""
    comparison, change = found(asked)
    text = _text(asked, comparison, change)
    query = asked.request.query_params
    try:
        span = span_of(query.get("span", ""), len(text))
        if span is None:
            raise UnreadableError("desk.nothing_selected")
        words = text[slice(*span)]
        value = _read(asked, query.get("field"), words, change.body["change"], strict=False)
    except UnreadableError as error:
        return JSONResponse({"wrong": asked.words(str(error))}, 422)
    shown = " ".join(words.split())
    told = asked.words("desk.taken", words=shown if len(shown) <= 80 else f"{shown[:79]}…")
    return JSONResponse({"value": value, "span": f"{span[0]}-{span[1]}", "told": told})


def _correction(asked: Asked, comparison: KeptComparison, change: KeptChange) -> tuple[Fact, tuple[Span, ...]]:
    form, told = asked.form, change.body["change"]
    span = None
    if form.get("span"):
        span = span_of(form["span"], len(_text(asked, comparison, change)))
    spans = (span,) if span is not None else ()
    if told["field"] is not None:
        return _read(asked, None, form.get("value", ""), told), spans
    facts: dict[str, str] = {}
    for name in dict.fromkeys(name for side in ("after", "before") for name in (told[side] or ())):
        value = _read(asked, name, form.get(f"value.{name}", ""), told)
        if value is not None:
            facts[name] = value
    return facts or None, spans


def _read(asked: Asked, field: str | None, said: str, told: Mapping[str, Any], *, strict: bool = True) -> str | None:
    """What was written of a field, as it is compared; not strict, a code that is none is left out."""
    name = field or told["field"]
    sides = [told[side] for side in ("after", "before")]
    values = [side.get(name) if isinstance(side, Mapping) else side for side in sides]
    for value in values:
        # What is drawn for people and left as it was is the value that it was.
        if isinstance(value, str) and said.split() == asked.words.value(told["kind"], name, value).split():
            return value
    currency = next((unit for unit in map(currency_of, values) if unit is not None), None)
    try:
        return as_value(told["kind"], name, said, currency)
    except UnreadableError:
        if strict or len(said) > 5_000:
            raise
        return None


def _text(asked: Asked, comparison: KeptComparison, change: KeptChange) -> str:
    """The text that the change is judged on."""
    beside = changes_beside(asked.office.store, comparison.id, change.number, most=BESIDE)
    release = asked.office.pairs.of(comparison, change, beside)
    if release is None:
        raise RefusedError(404, "out.missing", "desk.gone")
    return release.pair.newest.text


def _which(scope: str, comparison: int, change: KeptChange, wanted: Wanted, seen: int) -> sa.ColumnElement[bool]:
    if scope == "cluster":
        return undecided(comparison, Wanted(cluster=change.cluster), seen)
    if scope == "part":
        return undecided(comparison, replace(wanted, cluster=change.cluster), seen)
    return one(change.number)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 16 else 0
