"""Memory over time as an SVG."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

_WIDTH, _HEIGHT, _LEFT, _TOP, _BOTTOM = 720, 300, 60, 20, 50
_COLOURS = ("#1b6ca8", "#c8553d", "#3c8d5a", "#8a5fa8")


def memory_over_time(lines: Mapping[str, Sequence[tuple[float, float]]]) -> str:
    """A line for each run, by its name: seconds to MB."""
    last = max(seconds for line in lines.values() for seconds, _ in line)
    most = max(mb for line in lines.values() for _, mb in line)
    unit, name = (60, "minutes") if last > 300 else (1, "seconds")
    step_x, step_y = _step(last / unit), _step(most)
    right, high = step_x * (int(last / unit / step_x) + 1) * unit, step_y * (int(most / step_y) + 1)

    def at(seconds: float, mb: float) -> tuple[float, float]:
        x = _LEFT + seconds / right * (_WIDTH - _LEFT - 20)
        return round(x, 1), round(_HEIGHT - _BOTTOM - mb / high * (_HEIGHT - _TOP - _BOTTOM), 1)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        'font-family="sans-serif" font-size="12">',
        "<title>Memory over time</title>",
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
    ]
    for mb in range(0, high + 1, step_y):
        x, y = at(0, mb)
        parts.append(f'<path d="M{x} {y}H{_WIDTH - 20}" stroke="#ddd"/>')
        parts.append(f'<text x="{x - 6}" y="{y + 4}" text-anchor="end" fill="#444">{mb:,}</text>')
    for tick in range(0, int(right / unit) + 1, step_x):
        x, y = at(tick * unit, 0)
        parts.append(f'<text x="{x}" y="{y + 16}" text-anchor="middle" fill="#444">{tick}</text>')
    x, y = at(right / 2, 0)
    parts.append(
        f'<text x="{x}" y="{y + 34}" text-anchor="middle" fill="#444">{name}; MB of all processes together</text>'
    )
    for number, (said, line) in enumerate(lines.items()):
        colour = _COLOURS[number % len(_COLOURS)]
        points = " ".join(f"{x},{y}" for x, y in (at(seconds, mb) for seconds, mb in line))
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.5"/>')
        parts.append(f'<text x="{_LEFT + 10}" y="{_TOP + 14 + 16 * number}" fill="{colour}">{escape(said)}</text>')
    return "\n".join([*parts, "</svg>", ""])


def _step(most: float) -> int:
    """A round step that divides an axis into about five."""
    return next(step for size in range(9) for step in (10**size, 2 * 10**size, 5 * 10**size) if step * 6 >= most)
