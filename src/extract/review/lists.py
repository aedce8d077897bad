"""The pages that list: runs and comparisons, a comparison's clusters and changes, judgements, a release's history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Final

from starlette.responses import Response

from extract.diff.history import history
from extract.review import filters
from extract.review.asked import Asked, RefusedError, go, local, missing
from extract.store import find_run, runs
from extract.store.comparing import (
    KeptComparison,
    Wanted,
    changes,
    clusters,
    comparisons,
    find_cluster,
    find_comparison,
    tallied,
)
from extract.store.judging import batches

RUNS: Final = 12
_CHANGES: Final = 50
_CLUSTERS: Final = 12
_BATCHES: Final = 50


def home(asked: Asked) -> Response:
    """The runs, the comparisons that are there, and which two to compare."""
    every = asked.request.query_params.get("all") == "1"
    found = runs(asked.office.store, most=None if every else RUNS + 1)
    more = not every and len(found) > RUNS
    return asked.render(
        "home.html.j2",
        runs=found[:RUNS] if more else found,
        more=more,
        kept=comparisons(asked.office.store),
        same=asked.request.query_params.get("same") == "1",
    )


def back_home(asked: Asked) -> Response:
    """Where a reload leads that asks for what is only ever given."""
    return go("/")


def compare(asked: Asked) -> Response:
    """Begins a comparison, where it is not there."""
    numbers = [asked.form.get(name, "") for name in ("before", "after")]
    if not all(one.isascii() and one.isdecimal() and len(one) < 10 for one in numbers):
        raise RefusedError(422, "out.wrong", "home.two")
    before, after = map(int, numbers)
    if before == after:
        return go("/?same=1")
    for number in (before, after):
        find_run(asked.office.store, str(number))
    if find_comparison(asked.office.store, runs=(before, after)) is None:
        asked.office.making.start((before, after))
    return go(f"/compare/{before}/{after}")


def comparing(asked: Asked) -> Response:
    """How far a comparison is; where it is done, it."""
    both = asked.number("before"), asked.number("after")
    found = find_comparison(asked.office.store, runs=both)
    if found is None:
        job = asked.office.making.find(both)
        return asked.render("comparing.html.j2", before=both[0], after=both[1], job=job)
    if "hx-request" in asked.request.headers and "hx-boosted" not in asked.request.headers:
        # The part of the page that asks on and on has no room for the whole of another.
        return Response(headers={"hx-redirect": f"/c/{found.id}"})
    return go(f"/c/{found.id}")


def comparison_of(asked: Asked) -> KeptComparison:
    """The comparison that the path names; RefusedError (404) where there is none."""
    found = find_comparison(asked.office.store, id=asked.number("comparison"))
    if found is None:
        raise missing()
    return found


def overview(asked: Asked) -> Response:
    """The clusters and changes of a comparison that the filters ask for."""
    store, comparison = asked.office.store, comparison_of(asked)
    wanted = filters.wanted(asked.request.query_params)
    tally = tallied(store, comparison.id, wanted)
    page = min(asked.page(), max(-(-tally.changes // _CHANGES), 1))
    shown = changes(store, comparison.id, wanted, most=_CHANGES, skip=(page - 1) * _CHANGES)
    undecided = replace(wanted, judged=False)
    first = (
        changes(store, comparison.id, undecided, most=1)
        if tally.changes > tally.judged or wanted.judged is not None
        else ()
    )
    found = clusters(store, comparison.id, wanted)
    every = asked.request.query_params.get("clusters") == "all"
    return asked.render(
        "overview.html.j2",
        comparison=comparison,
        runs=[find_run(store, str(number)) for number in (comparison.before, comparison.after)],
        wanted=wanted,
        tally=tally,
        undecided=dict(tally.by["judged"])["0"],
        cluster=find_cluster(store, comparison.id, wanted.cluster) if wanted.cluster is not None else None,
        clusters=found if every else found[:_CLUSTERS],
        more_clusters=0 if every else max(len(found) - _CLUSTERS, 0),
        changes=shown,
        first=first[0].number if first else None,
        page=page,
        pages=max(-(-tally.changes // _CHANGES), 1),
        chosen=chosen(asked, wanted),
        phrases=phrases_of(comparison.patterns),
        query=filters.query,
        address=filters.address,
        hidden=filters.hidden,
        field_name=partial(field_name, asked),
    )


def chosen(asked: Asked, wanted: Wanted) -> tuple[tuple[str, str, Wanted], ...]:
    """The filters that are set: what each is called, its value in words, and the filters without it."""
    t = asked.words
    found: list[tuple[str, str, Wanted]] = []
    for name in ("publisher", "field", "cause", "checks", "confidence", "judged", "words"):
        value = getattr(wanted, name)
        if value is None or (name == "words" and not value):
            continue
        key = "over.search" if name == "words" else f"over.{name}"
        without: dict[str, Any] = {name: "" if name == "words" else None}
        found.append((t(key), filter_value(asked, name, value), replace(wanted, **without)))
    return tuple(found)


def filter_value(asked: Asked, name: str, value: Any) -> str:
    """A filter's value in words."""
    t = asked.words
    if name == "publisher":
        return value or t("page.unknown")
    if name == "field":
        return field_name(asked, value)
    if name == "cause":
        return t.code("cause", value)
    if name == "checks":
        return t.code("status", value) if value else t("page.none")
    if name == "confidence":
        return t("over.below", percent=round(float(value) * 100))
    if name == "judged":
        return t("over.judged_1" if value else "over.judged_0")
    return str(value)


def field_name(asked: Asked, value: str) -> str:
    """What a filter of fields is called: a kind, one of its fields, or its records as a whole."""
    kind, dot, field = value.partition(".")
    name = asked.words.name(kind, field or None)
    return asked.words("over.whole", name=name) if dot and not field else name


def phrases_of(patterns: Any) -> Mapping[str, Any]:
    """What changed of the patterns, by their ids."""
    return {one["id"]: one for one in patterns or ()}


def judgements(asked: Asked) -> Response:
    """All that was judged, the newest first."""
    page = asked.page()
    found = batches(asked.office.store, most=_BATCHES + 1, skip=(page - 1) * _BATCHES)
    return asked.render("judgements.html.j2", batches=found[:_BATCHES], page=page, more=len(found) > _BATCHES)


def release(asked: Asked) -> Response:
    """Every version of a release, and what was judged of it."""
    store, name = asked.office.store, str(asked.request.path_params["release"])
    versions = [
        (version, [change.model_dump(mode="json") for change in version.changes[:_CHANGES]])
        for version in history(store, name, asked.office.today)
    ]
    given = batches(store, most=_BATCHES, release=name)
    if not versions and not given:
        raise RefusedError(404, "release.missing", "out.missing_lead")
    back = local(asked.request.query_params.get("back"))
    return asked.render("release.html.j2", name=name, versions=versions[::-1], batches=given, back=back)
