"""What can be compared: runs, folders, and one with the other; and what belongs together on the two sides."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.diff.sides import compared, folder
from tests.reading import cases
from tests.releases import SAMPLE, plain
from tests.store.filled import fill, filled

from extract.diff import Compared, Only, Side, SideError, side
from extract.records.release import Release
from extract.store import StoreError, opened

_LOUD = SAMPLE.model_copy(update={"title": "Havnefonden giver penge"})


def _changes(before: Side, after: Side, only: Only | None = None) -> list[tuple[str, str, str | None]]:
    return [(c.release, c.op, c.field) for c in Compared(before, after, None, only).whole().changes]


def test_a_run_and_the_folder_of_its_records_are_equal(tmp_path: Path) -> None:
    releases = [SAMPLE, plain("æ"), plain("Z"), plain("a-1"), plain("a")]
    info = SAMPLE.extractor
    releases = [one.model_copy(update={"extractor": info}) for one in releases]
    with filled(tmp_path / "press.db", *releases) as (store, run):
        kept, written = side(str(run.id), store), folder(tmp_path / "out", *releases)
        assert list(kept.entries()) == list(written.entries())
        assert [entry.release for entry in kept.entries()] == ["Z", "a", "a-1", SAMPLE.id, "æ"]
        found = Compared(kept, written).whole()
        assert (found.counts.same, found.counts.changes) == (5, 0)
        changed = folder(tmp_path / "other", _LOUD, *releases[1:])
        assert _changes(kept, changed) == [(SAMPLE.id, "changed", "title")]
        assert _changes(changed, kept) == [(SAMPLE.id, "changed", "title")]
        assert (found.runs.before.run, found.runs.after.run, found.runs.after.code) == (run.id, None, None)


def test_order_is_that_of_code_points_in_a_database_too(postgres_url: str) -> None:
    releases = [plain(name) for name in ("æ", "Z", "a-1", "a", "A2", "é", "z")]
    with opened(postgres_url) as store:
        fill(store, *releases)
        names = [entry.release for entry in side("1", store).entries()]
    assert names == sorted(names)


@dataclass(frozen=True)
class Row:
    name: str
    before: list[Release]
    after: list[Release]
    expected: list[tuple[str, str, str | None]]
    paired: int = 0


def _of(name: str, uri: str, text: str, **fields: object) -> Release:
    one = plain(name, text)
    return one.model_copy(update={"source": one.source.model_copy(update={"uri": uri}), **fields})


_STI = "Stien i Lemvig åbner til maj, og alle er velkomne."
_BRO = "En bro over åen i Nibe er færdig efter tre år med støv."
ROWS = [
    Row("nothing", [], [], []),
    Row("the same", [SAMPLE], [SAMPLE], []),
    Row("one more", [], [plain("a")], [("a", "added", None)]),
    Row("one less", [plain("a")], [], [("a", "removed", None)]),
    Row(
        "a new id from the same document",
        [_of("text-1", "sti.txt", _STI)], [_of("text-2", "sti.txt", _STI)],
        [("text-2", "changed", "id")], 1,
    ),
    Row(
        "of a document with several, each finds its own",
        [_of("text-1", "feed.xml", _STI), _of("text-2", "feed.xml", _BRO)],
        [_of("text-3", "feed.xml", _BRO), _of("text-4", "feed.xml", _STI)],
        [("text-4", "changed", "id"), ("text-3", "changed", "id")], 2,
    ),
    Row(
        "a document with another text altogether beside one that is new",
        [_of("text-1", "feed.xml", _STI)], [_of("text-2", "feed.xml", _BRO), _of("text-3", "feed.xml", _STI)],
        [("text-3", "changed", "id"), ("text-2", "added", None)], 1,
    ),
    Row("another document", [_of("1", "a.txt", _STI)], [_of("2", "b.txt", _STI)], [("1", "removed", None), ("2", "added", None)]),
]  # fmt: skip


@pytest.mark.parametrize("row", cases(ROWS))
def test_what_belongs_together(row: Row, tmp_path: Path) -> None:
    found = Compared(folder(tmp_path / "a", *row.before), folder(tmp_path / "b", *row.after)).whole()
    assert [(c.release, c.op, c.field) for c in found.changes] == row.expected
    assert found.counts.paired == row.paired
    assert (found.counts.before, found.counts.after) == (len(row.before), len(row.after))


@pytest.mark.parametrize(
    ("only", "expected"),
    [
        (Only(publishers=["Havnefonden"]), 2),
        (Only(publishers=["Havnens Venner"]), 0),
        (Only(fields=["title"]), 1),
        (Only(fields=["release.title", "amounts"]), 2),
        (Only(fields=["amounts.value"]), 0),
        (Only(causes=["code"]), 2),
        (Only(causes=["source", "model"], fields=["title"]), 0),
    ],
)
def test_filters(only: Only, expected: int, tmp_path: Path) -> None:
    first, *rest = _LOUD.amounts
    after = _LOUD.model_copy(update={"amounts": (first.model_copy(update={"role": "total"}), *rest)})
    found = Compared(folder(tmp_path / "a", SAMPLE), folder(tmp_path / "b", after), None, only).whole()
    assert (len(found.changes), found.counts.changes) == (expected, expected)
    assert sum(cluster.changes for cluster in found.clusters) == expected


def test_records_that_differ_in_nothing_that_is_compared_are_counted(tmp_path: Path) -> None:
    quiet = SAMPLE.model_copy(
        update={"projects": tuple(p.model_copy(update={"confidence": 0.1}) for p in SAMPLE.projects)}
    )
    counts = Compared(folder(tmp_path / "a", SAMPLE), folder(tmp_path / "b", quiet)).whole().counts
    assert (counts.same, counts.alike, counts.changed) == (0, 1, 0)


def test_a_renamed_release_of_a_run_is_found_by_its_name_there(tmp_path: Path) -> None:
    twice = _LOUD.model_copy(update={"source": SAMPLE.source.model_copy(update={"uri": "kopi.html"})})
    with opened(tmp_path / "press.db") as store:
        fill(store, SAMPLE, twice)
        fill(store, SAMPLE, twice.model_copy(update={"title": "Kopi"}))
        (change,) = compared(store, "1", "2").changes
    assert (change.release, change.before, change.after) == (f"{SAMPLE.id}-2", "Havnefonden giver penge", "Kopi")


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        (None, "No such file"),
        ('{"id": "a"}\n', "line 1: is no record"),
        (f"{SAMPLE.json_line()}\nnot json\n", "line 2: is no record"),
        (f"{SAMPLE.json_line()}\n" * 2, "line 2: havnefonden-2025-04 stands there twice"),
    ],
)
def test_a_folder_that_is_none_is_refused(lines: str | None, fault: str, tmp_path: Path) -> None:
    if lines is not None:
        (tmp_path / "releases.jsonl").write_text(lines, "utf-8")
    with pytest.raises(SideError, match=fault):
        side(str(tmp_path), None)


def test_a_record_of_another_shape_is_named(tmp_path: Path) -> None:
    odd = SAMPLE.json_line().replace('"role":"pool"', '"role":"gift"', 1)
    (tmp_path / "releases.jsonl").write_text(odd + "\n", "utf-8")
    with pytest.raises(SideError, match=r"havnefonden-2025-04: amounts\.0\.role: Input should be"):
        side(str(tmp_path), None).contents([SAMPLE.id])


def test_what_is_neither_run_nor_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SideError, match="no run and no folder"):
        side("nowhere", None)
    with pytest.raises(SideError, match="there is no store"):
        side("latest", None)
    with opened(tmp_path / "press.db") as store, pytest.raises(StoreError, match="holds no run 3"):
        side("3", store)
