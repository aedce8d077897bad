"""``press-extract stats`` and ``report`` over a store that a run filled."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console
from tests.cli.test_runs import call
from tests.releases import SAMPLE
from tests.store.filled import filled

from extract.cli import figures


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "outputs").mkdir()
    with filled(tmp_path / "outputs" / "press.db", SAMPLE):
        return tmp_path


def test_elsewhere_than_on_a_terminal_lines_are_parted_by_tabs(there: Path) -> None:
    code, said = call("stats")
    assert code == 0
    sections = {part.splitlines()[0]: part.splitlines()[1:] for part in said.split("\n\n")}
    assert list(sections) == [
        "# run 1", "# granted by municipality, DKK", "# granted by funder, DKK", "# granted over time, DKK",
        "# quoted most", "# projects told more than once", "# what does not fit",
    ]  # fmt: skip
    assert "granted\t3 grants, the middle one 2,700,000\t9,200,000 DKK" in sections["# run 1"]
    assert sections["# granted by municipality, DKK"] == ["(not told)\t2\t4,700,000", "Norddjurs\t1\t4,500,000"]
    assert sections["# granted by funder, DKK"] == ["Havnefonden\t2\t7,200,000", "(not told)\t1\t2,000,000"]
    assert sections["# granted over time, DKK"] == ["2025-04\t3\t9,200,000"]
    assert sections["# quoted most"][0].startswith("Birgitte Sandholm\tHavnefonden\t1")
    assert all(line.count("\t") == 2 for lines in sections.values() for line in lines)


def test_a_terminal_gets_bars(there: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Console(file=io.StringIO(), force_terminal=True, width=100, highlight=False, markup=False)
    monkeypatch.setattr(figures, "out", terminal)
    assert figures.stats(str(there / "outputs" / "press.db"), "latest") == 0
    assert isinstance(terminal.file, io.StringIO)
    said = terminal.file.getvalue()
    full, shorter = (next(line for line in said.splitlines() if name in line) for name in ("Havnefonden", "2,000,000"))
    assert full.count("█") == 24
    assert 5 <= shorter.count("█") <= 7
    assert "\t" not in said


@pytest.mark.parametrize(
    ("share", "drawn"),
    [(0, ""), (-1, ""), (1, "█" * 24), (2, "█" * 24), (0.5, "█" * 12), (1e-9, "▏"), (1 / 48, "▌"), (1.25 / 24, "█▎")],
)
def test_bars_are_true_to_an_eighth(share: float, drawn: str) -> None:
    assert figures.bar(share) == drawn


def test_a_report_is_written_and_the_place_of_another_is_kept_on_a_fault(there: Path) -> None:
    code, said = call("report", "--html", "rapport.html")
    assert (code, said) == (0, "run 1: 1 releases drawn in rapport.html\n")
    page = (there / "rapport.html").read_text("utf-8")
    assert "9,2\u00a0mio.\u00a0kr. i 3 bevillinger" in page
    code, said = call("report", "--html", "nowhere/rapport.html")
    assert code == 2
    assert "nowhere/rapport.html: No such file or directory (choose another file with --html)" in said.replace(
        "\n", " "
    )
    assert sorted(path.name for path in there.iterdir()) == ["outputs", "rapport.html"]


@pytest.mark.parametrize("command", [("stats",), ("report", "--html", "x.html")])
@pytest.mark.parametrize(
    ("more", "fault"),
    [
        (("--store", "none.db"), "none.db"),
        (("--run", "7"), "7"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(
    there: Path, command: tuple[str, ...], more: tuple[str, str], fault: str
) -> None:
    code, said = call(*command, *more)
    assert code == 2
    assert fault in said
    assert not (there / "x.html").exists()
    assert not (there / "none.db").exists()


def test_decisions_beside_the_store_hold(there: Path) -> None:
    (check,) = [check for check in SAMPLE.checks if check.to_look_at]
    assert call("export")[0] == 0
    assert "to look at\t\t1" in call("stats")[1].splitlines()
    assert call("silence", SAMPLE.id, check.code, "--reason", "Set efter")[0] == 0
    assert "to look at\t\t0" in call("stats")[1].splitlines()
