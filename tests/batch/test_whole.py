"""When files are whole: looks at them in rows of (seconds, file, bytes), and what is taken when."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.batch.whole import PATIENCE, Stamp, Waiting

Look = tuple[float, str, int | None]
"""At so many seconds a file of a name has so many bytes, each number written at its own time; None: it is gone."""


def _taken(looks: list[Look], end: float, *, most: int = 100) -> list[tuple[int, str]]:
    """What is taken at each whole second, with settle = 2, where a file looks as it was noted last."""
    waiting = Waiting(2, most)
    state: dict[Path, Stamp | None] = {}
    taken: list[tuple[int, str]] = []
    second = 0
    while second <= end:
        for at, name, size in looks:
            if second - 1 < at <= second:
                state[Path(name)] = None if size is None else Stamp(size, size)
                waiting.note(Path(name), state[Path(name)], at)
        taken += [(second, path.name) for path in waiting.take(second, lambda path: state.get(path))]
        second += 1
    return taken


@pytest.mark.parametrize(
    ("looks", "taken"),
    [
        pytest.param([(0, "a", 5)], [(2, "a")], id="still"),
        pytest.param([(0, "a", 5), (1, "a", 5)], [(2, "a")], id="told of without a change"),
        pytest.param([(0, "a", 5), (1, "a", 9), (2, "a", 12)], [(4, "a")], id="growing"),
        pytest.param([(0, "a", 9), (1, "a", 5)], [(3, "a")], id="shrinking"),
        pytest.param([(0, "a", 9), (1, "a", 0), (2, "a", 7)], [(4, "a")], id="written anew in its place"),
        pytest.param([(0, "a", 0)], [(2 * PATIENCE, "a")], id="empty"),
        pytest.param([(0, "a", 0), (7, "a", 3)], [(9, "a")], id="empty for long, then filled"),
        pytest.param([(0, "a", 5), (1, "a", None)], [], id="vanished"),
        pytest.param([(0, "a", 5), (4, "a", 6)], [(2, "a"), (6, "a")], id="changed after it was taken"),
        pytest.param([(0, "a", 5), (4, "a", 5)], [(2, "a")], id="told of again after it was taken"),
        pytest.param([(0, "b", 5), (0, "a", 5)], [(2, "a"), (2, "b")], id="in the order of names"),
        pytest.param([(0, "b", 5), (1, "a", 5)], [(3, "a"), (3, "b")], id="one soon after the other is one batch"),
        pytest.param([(0, "b", 0), (1, "a", 5)], [(3, "a"), (10, "b")], id="an empty one keeps nobody waiting"),
    ],
)
def test_when_files_are_taken(looks: list[Look], taken: list[tuple[int, str]]) -> None:
    assert _taken(looks, 20) == taken


def test_a_file_that_never_ends_keeps_others_waiting_for_a_while_only() -> None:
    looks: list[Look] = [(0, "a", 5), *((second, "log", second + 1) for second in range(20))]
    assert _taken(looks, 19) == [(2 * PATIENCE, "a")]


def test_a_last_look_finds_what_nobody_told() -> None:
    waiting = Waiting(2, 100)
    waiting.note(Path("a"), Stamp(5, 5), 0)
    assert waiting.take(2, lambda path: Stamp(6, 6)) == ()
    assert waiting.take(3, lambda path: Stamp(6, 6)) == ()
    assert waiting.take(4, lambda path: None) == ()
    assert waiting.take(9, lambda path: Stamp(6, 6)) == ()


def test_no_more_wait_than_may() -> None:
    waiting = Waiting(2, 2)
    stamp = Stamp(1, 1)
    for name in ("c", "b", "a"):
        waiting.note(Path(name), stamp, 0)
    assert waiting.full
    assert waiting.missed
    assert waiting.take(2, lambda path: stamp) == (Path("b"), Path("c"))
    assert not waiting.full


def test_what_was_taken_is_remembered_as_long_as_it_is_there() -> None:
    waiting = Waiting(2, 100)
    stamp = Stamp(1, 1)
    waiting.note(Path("a"), stamp, 0)
    waiting.note(Path("b"), stamp, 0)
    assert waiting.take(2, lambda path: stamp) == (Path("a"), Path("b"))
    waiting.swept()
    waiting.note(Path("a"), stamp, 3)  # the second time through the folder, b is not there
    waiting.swept()
    waiting.note(Path("a"), stamp, 4)
    waiting.note(Path("b"), stamp, 4)
    assert waiting.take(6, lambda path: stamp) == (Path("b"),)
