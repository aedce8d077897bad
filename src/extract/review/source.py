"""The text of a release as it looked, with the places of its changes marked: where they stood and where they stand now.

Of a long text a window is drawn, around the change at hand or where the reader asks.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from extract.diff.align import alignment
from extract.pages.marks import Mark
from extract.pages.parts import Part, drawn
from extract.records.release import Release, Span
from extract.store.comparing import KeptChange

SideName = Literal["before", "after"]
WHOLE: Final = 60_000
"""Characters up to which a text is drawn as a whole."""
_WINDOW: Final = 24_000
_SNAP: Final = 2_000
"""How far an edge of a window may move to fall between two lines."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A text as drawn. ``parts`` come with whether they hold the change at hand; ``window`` is what is shown of
    ``length`` characters, ``earlier`` and ``later`` the middles of the windows beside it. ``kinds`` are those of the
    marks in it, ``anchors`` the places that links may lead to. ``sides`` are there to switch between: two where the
    text itself changed."""

    side: SideName
    sides: tuple[SideName, ...]
    parts: tuple[tuple[Part, bool], ...]
    window: Span
    length: int
    earlier: int | None
    later: int | None
    kinds: frozenset[str]
    anchors: frozenset[str]
    titled: bool

    @property
    def is_window(self) -> bool:
        return self.window != (0, self.length)


@dataclass(frozen=True, slots=True)
class Pair:
    """A release on both sides; one of them may be None."""

    before: Release | None
    after: Release | None

    @property
    def newest(self) -> Release:
        newest = self.after or self.before
        assert newest is not None
        return newest

    @property
    def text_changed(self) -> bool:
        return self.before is not None and self.after is not None and self.before.text != self.after.text


def show(pair: Pair, changes: Sequence[KeptChange], now: int, side: SideName | None, at: int | None) -> Shown:
    """The text with the changes of the release marked, ``now`` the number of the one at hand."""
    sides: tuple[SideName, ...] = ("before", "after") if pair.text_changed else ("after",)
    own = next((one for one in changes if one.number == now), None)
    if side not in sides:
        side = "before" if len(sides) > 1 and own is not None and _spans(own)["after"] == () else "after"
    release = pair.before if side == "before" else pair.newest
    assert release is not None
    length = len(release.text)
    places = _spans(own)[side] if own is not None and pair.text_changed else ()
    if own is not None and not pair.text_changed:
        places = _spans(own)["after"] or _spans(own)["before"]
    window = _window(release.text, at if at is not None else places[0][0] if places else 0)
    marks = [*_marks(pair, changes, now, side, length)]
    if pair.text_changed:
        marks += _words(pair, changes, now, side, window)
    inside = [mark for mark in marks if mark.start < window[1] and mark.end > window[0]]
    inside.sort(key=lambda mark: (mark.start, -mark.end, mark.style, mark.anchor))
    parts = tuple(_opened(tuple(drawn(release, inside, window)), places))
    low, high = window
    return Shown(
        side, sides, parts, window, length,
        max(low - _WINDOW // 2, 0) if low > 0 else None,
        min(high + _WINDOW // 2, length - 1) if high < length else None,
        frozenset(mark.kind for mark in inside),
        frozenset(mark.anchor for mark in inside),
        any(part.kind == "title" for part, _ in parts),
    )  # fmt: skip


def _marks(
    pair: Pair, changes: Sequence[KeptChange], now: int, side: SideName, length: int
) -> Iterator[Mark]:  # fmt: skip
    one_text = not pair.text_changed
    for change in changes:
        spans = _spans(change)
        style = "now" if change.number == now else ""
        if change.body["change"]["kind"] == "text":
            continue  # the words that differ are marked by themselves
        old = spans["before"] if side == "before" or one_text else ()
        new = spans["after"] if side == "after" or one_text else ()
        kinds = [(span, "both" if span in new else "old") for span in old]
        kinds += [(span, "new") for span in new if span not in old]
        for n, ((start, end), kind) in enumerate(kinds):
            if 0 <= start < end <= length:
                anchor = f"t-{change.number}" if n == 0 else f"t-{change.number}-{n}"
                yield Mark(start, end, kind, f"ch-{change.number}", anchor, style)


def _spans(change: KeptChange) -> Mapping[str, tuple[Span, ...]]:
    told: Any = change.body["change"]["spans"]
    return {side: tuple((int(start), int(end)) for start, end in told[side]) for side in ("before", "after")}


def _words(pair: Pair, changes: Sequence[KeptChange], now: int, side: SideName, window: Span) -> Iterator[Mark]:
    """The words that the other side has not."""
    assert pair.before is not None
    assert pair.after is not None
    release = pair.before if side == "before" else pair.after
    lines = sorted(
        (*spans[0], one.number)
        for one in changes
        if one.body["change"]["kind"] == "text" and (spans := _spans(one)[side])
    )
    at, seen = 0, set[int]()
    laid = alignment(pair.before.text, pair.after.text)
    for start, end in (*sorted(laid.kept(0 if side == "before" else 1)), (len(release.text),) * 2):
        low, high = max(at, window[0]), min(start, window[1])
        stretch = release.text[low:high] if low < high else ""
        if stretch.strip():
            low += len(stretch) - len(stretch.lstrip())
            high -= len(stretch) - len(stretch.rstrip())
            n = bisect_left(lines, (low + 1,)) - 1
            number = lines[n][2] if n >= 0 else 0
            anchor = f"w-{low}" if number in seen else f"t-{number}"
            seen.add(number)
            kind = "gone" if side == "before" else "come"
            yield Mark(low, high, kind, f"ch-{number}", anchor, "now" if number == now else "")
        at = max(at, end)


def _window(text: str, middle: int) -> Span:
    if len(text) <= WHOLE:
        return 0, len(text)
    low = max(min(middle, len(text)) - _WINDOW // 2, 0)
    high = min(low + _WINDOW, len(text))
    if low > 0:
        line = text.rfind("\n", max(low - _SNAP, 0), low)
        low = line + 1 if line >= 0 else low
    if high < len(text):
        line = text.find("\n", high, high + _SNAP)
        high = line if line >= 0 else high
    return low, high


def _opened(parts: Sequence[Part], places: Sequence[Span]) -> Iterator[tuple[Part, bool]]:
    if not parts:
        return  # a text of nothing but blanks
    starts = [part.runs[0][1][0].at for part in parts]
    for part, start, stop in zip(parts, starts, [*starts[1:], float("inf")], strict=True):
        yield part, any(low < stop and high > start for low, high in places)
