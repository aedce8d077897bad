"""Optimal assignment over few candidates: the pairs of greatest weight together, each side used once.

Shortest augmenting paths with potentials (Jonker and Volgenant), over the pairs that are given alone. Records of a
release have few candidates each, so a path looks at a handful of them: near-linear in practice.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Mapping

_Column = tuple[int, int]
"""A record of the right side ``(0, n)``, or the place ``(1, n)`` where the left record ``n`` stays alone."""


def assignment(weights: Mapping[tuple[int, int], int]) -> dict[int, int]:
    """Left → right of the matching whose weights (positive) have the greatest sum; the same one for the same input."""
    top = max(weights.values(), default=0)
    edges: dict[int, dict[_Column, int]] = defaultdict(dict)
    for (left, right), weight in weights.items():
        edges[left][0, right] = top - weight
    for left, costs in edges.items():
        costs[1, left] = top
    rows: dict[int, int] = dict.fromkeys(edges, 0)
    columns: dict[_Column, int] = defaultdict(int)
    owner: dict[_Column, int] = {}
    held: dict[int, _Column] = {}
    for left in sorted(edges):
        _augment(left, edges, rows, columns, owner, held)
    return {left: n for left, (alone, n) in held.items() if not alone}


def _augment(
    start: int,
    edges: Mapping[int, Mapping[_Column, int]],
    rows: dict[int, int],
    columns: dict[_Column, int],
    owner: dict[_Column, int],
    held: dict[int, _Column],
) -> None:
    """Gives ``start`` a column by the shortest path over columns that others give up for another."""
    shortest: dict[_Column, int] = {}
    reached: dict[_Column, int] = {}
    done: set[_Column] = set()
    heap: list[tuple[int, _Column]] = []
    row, low = start, 0
    while True:
        for column, cost in edges[row].items():
            distance = low + cost - rows[row] - columns[column]
            if column not in done and distance < shortest.get(column, distance + 1):
                shortest[column], reached[column] = distance, row
                heapq.heappush(heap, (distance, column))
        low, end = heapq.heappop(heap)
        while end in done:
            low, end = heapq.heappop(heap)
        if end not in owner:
            break
        done.add(end)
        row = owner[end]
    rows[start] += low
    for column in done:
        columns[column] += shortest[column] - low
        rows[owner[column]] += low - shortest[column]
    while True:
        row = reached[end]
        given_up = held.get(row)
        owner[end], held[row] = row, end
        if given_up is None:
            return
        end = given_up
