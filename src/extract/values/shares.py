"""How far a counted share can be trusted."""

from __future__ import annotations

from typing import Final

_Z: Final = 1.959963984540054  # 95 % of a normal distribution, both sides


def wilson(hit: int, tries: int) -> tuple[float, float]:
    """The 95 % Wilson interval of a share; (0, 1) where nothing was tried."""
    if tries == 0:
        return 0.0, 1.0
    share, square = hit / tries, _Z**2
    middle = (share + square / (2 * tries)) / (1 + square / tries)
    half = _Z / (1 + square / tries) * (share * (1 - share) / tries + square / (4 * tries**2)) ** 0.5
    return max(0.0, middle - half), min(1.0, middle + half)
