"""The tables of docs/accuracy.md, measured anew: ``python benchmarks/accuracy.py``. The words around them are kept.

A table stands between ``<!-- name -->`` and ``<!-- / -->`` and is made from what
``press-extract evaluate --json`` writes.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "accuracy.md"


def measured() -> Mapping[str, Any]:
    """What evaluate says of each half of tests/gold."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "measured.json")
        command = [
            str(Path(sys.executable).with_name("press-extract")),
            "evaluate",
            str(ROOT / "tests" / "gold"),
            "--json",
            str(out),
        ]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own command
        return {half["half"]: half for half in json.loads(out.read_text("utf-8"))}


def untouched(halves: Mapping[str, Any]) -> str:
    rows = ["| field | precision | recall | F1 | answers |", "|---|---|---|---|---|"]
    for field, scores in halves["test"]["fields"].items():
        told = " | ".join(_interval(scores, name) for name in ("precision", "recall", "f1"))
        rows.append(f"| {field} | {told} | {scores['right'] + scores['missed']} |")
    return "\n".join(rows)


def development(halves: Mapping[str, Any]) -> str:
    rows = ["| field | dev | samples |", "|---|---|---|"]
    for field in halves["test"]["fields"]:
        cells = [halves[half]["fields"].get(field) for half in ("dev", "samples")]
        rows.append(f"| {field} | " + " | ".join(_score(cell) for cell in cells) + " |")
    return "\n".join(rows)


def confidence(halves: Mapping[str, Any]) -> str:
    rows = ["| confidence | records | promised | right |", "|---|---|---|---|"]
    for bin_ in halves["test"]["calibration"]:
        low, high = f"{bin_['from']:.2f}", f"{bin_['to']:.2f}"
        rows.append(f"| {low}–{high} | {bin_['records']} | {bin_['promised']:.2f} | {bin_['right']:.2f} |")
    return "\n".join(rows)


def _interval(scores: Mapping[str, Any], name: str) -> str:
    low, high = scores[f"{name}_interval"]
    return f"{scores[name]:.2f} ({low:.2f}–{high:.2f})"


def _score(scores: Mapping[str, Any] | None) -> str:
    """An F1; a dash where too few answers are labelled to say anything."""
    few = scores is None or scores["right"] + scores["missed"] < 10
    return "–" if few or scores is None else f"{scores['f1']:.2f}"


def main() -> None:
    halves = measured()
    text = PAGE.read_text("utf-8")
    for name, table in (("test", untouched), ("development", development), ("confidence", confidence)):
        pattern = re.compile(rf"(<!-- {name} -->\n).*?(\n<!-- / -->)", re.DOTALL)
        made = table(halves)
        text, found = pattern.subn(lambda at, made=made: at[1] + made + at[2], text)
        if found != 1:
            raise SystemExit(f"{PAGE}: has no table «{name}» between comments (restore them)")
    PAGE.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
