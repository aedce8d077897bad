"""The tables about a long run in docs/performance.md, made from benchmarks/batch.json; the words around them stay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from picture import memory_over_time

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGE = DOCS / "performance.md"
PICTURE = DOCS / "images" / "batch-memory.svg"

Results = Mapping[str, Any]

_RUNS = {
    "bare-parse-1": "bare parse",
    "bare-parse-2": "bare parse",
    "cold-rules-1": "rules alone",
    "cold-rules-2": "rules alone",
    "second-rules-2": "rules alone, again, unchanged",
    "bare-spacy-1": "bare spaCy pass",
    "bare-spacy-2": "bare spaCy pass",
    "cold-model-1": "with the model",
    "cold-model-2": "with the model",
    "second-model-2": "with the model, again, unchanged",
}
_BARE = {"rules": "bare-parse", "model": "bare-spacy"}


def tables(results: Results) -> str:
    return "\n\n".join(
        table for table in (_inputs(results), _runs(results), _store(results), _growth(results)) if table
    )


def profiled(results: Results) -> str:
    profile = results.get("profile", {})
    rows = ["| function | its own share, rules alone | with the model |", "|---|---|---|"]
    shares = {kind: {row["function"]: row["share"] for row in profile.get(kind, ())} for kind in ("rules", "model")}
    for name in dict.fromkeys([*shares["rules"], *shares["model"]]):
        cells = " | ".join(f"{shares[kind][name]:.1%}" if name in shares[kind] else "" for kind in ("rules", "model"))
        rows.append(f"| `{name}` | {cells} |")
    return "\n".join(rows)


def in_short(result: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in result.items() if isinstance(value, int | float | str))


def write(results: Results) -> None:
    """Puts the tables and the picture where they belong; parts that are not measured yet leave theirs as they are."""
    lines = {
        f"{_RUNS[part]}, {results[part]['workers']} workers": results[part]["memory"]
        for part in ("cold-model-2", "cold-rules-2", "second-model-2")
        if part in results
    }
    if any(lines.values()):
        PICTURE.parent.mkdir(exist_ok=True)
        PICTURE.write_text(memory_over_time(lines), "utf-8")
    text = PAGE.read_text("utf-8")
    made = {"batch": tables(results)} if results.keys() & _RUNS.keys() else {}
    if "profile" in results:
        made["profile"] = profiled(results)
    for name, table in made.items():
        pattern = re.compile(rf"(<!-- {name} -->\n).*?(\n<!-- / -->)", re.DOTALL)
        text, found = pattern.subn(lambda at, table=table: at[1] + table + at[2], text)
        if found != 1:
            raise SystemExit(f"{PAGE}: has no table «{name}» between comments (restore them)")
    PAGE.write_text(text, "utf-8")


def _inputs(results: Results) -> str:
    made = results.get("made")
    if not made:
        return ""
    forms = ", ".join(f"{count:,} {form}" for form, count in made["forms"].items())
    return (
        f"{results['machine']}. {made['releases']:,} releases ({forms}), {made['megabytes']:,} MB, "
        f"half of them above {made['median_bytes'] / 1000:.1f} kB."
    )


def _runs(results: Results) -> str:
    rows = [
        "| run | workers | releases | seconds | releases a second | time of the bare one | most memory |",
        "|---|---|---|---|---|---|---|",
    ]
    for part, name in _RUNS.items():
        if part in results:
            found = results[part]
            memory = f"{found['peak_mb']:,.0f} MB" if found.get("peak_mb") else ""
            rows.append(
                f"| {name} | {found['workers']} | {found['releases']:,} | {found['seconds']:,.0f} "
                f"| {_rate(found):,.0f} | {_ratio(results, part)} | {memory} |"
            )
    return "\n".join(rows) if len(rows) > 2 else ""


def _rate(found: Mapping[str, Any]) -> float:
    return float(found["releases"] / found["seconds"])


def _ratio(results: Results, part: str) -> str:
    """How much longer than its bare loop a cold run takes for a release."""
    state, kind, workers = part.split("-")
    bare = results.get(f"{_BARE.get(kind)}-{workers}")
    return f"{_rate(bare) / _rate(results[part]):.1f} times" if state == "cold" and bare else ""


def _store(results: Results) -> str:
    said = list(_said_of_store(results))
    return "\n".join(said)


def _said_of_store(results: Results) -> Iterator[str]:
    for part in ("cold-model-2", "cold-rules-2"):
        if part in results:
            found = results[part]
            each = found["store_mb"] * 1000 / found["releases"]
            yield f"The store of {found['releases']:,} releases takes {found['store_mb']:,.0f} MB, {each:.1f} kB each."
            break
    if cost := results.get("store-cost"):
        yield (
            f"Writing it is {cost['share']:.1%} of the processor time of a run by rules alone "
            f"({cost['releases']:,} releases in one process, in turn with a loop that makes their JSON lines alone)."
        )


def _growth(results: Results) -> str:
    rows = [
        "| rules alone, 2 workers | seconds | ms each | of processor | again, unchanged | store | most memory |",
        "|---|---|---|---|---|---|---|",
    ]
    measured = list(results.get("growth", {}).get("rows", ()))
    if measured and {"cold-rules-2", "second-rules-2"} <= results.keys():
        measured.append({**results["cold-rules-2"], "second_s": results["second-rules-2"]["seconds"]})
    for row in sorted(measured, key=lambda row: int(row["releases"])):
        each, worked = (row[spent] * 1000 / row["releases"] for spent in ("seconds", "cpu_seconds"))
        rows.append(
            f"| {row['releases']:,} releases | {row['seconds']:,.0f} | {each:.1f} | {worked:.1f} "
            f"| {row['second_s']:,.0f} s | {row['store_mb']:,.0f} MB | {row['peak_mb'] or 0:,.0f} MB |"
        )
    return "\n".join(rows) if len(rows) > 2 else ""
