"""How often each rule was right, as the file that the pipeline reads: learned rules keep what they had."""

from __future__ import annotations

from extract.evaluate.outcome import Outcome
from extract.evaluate.report import confidence_table


def test_rows_of_learned_rules_stay_as_they_stand() -> None:
    outcomes = [
        Outcome("projects", "a", "x", "hit", "Broen", "Broen", rule="prose.tagged"),
        Outcome("projects", "a", "x", "hit", "Havnen", "Havnen", rule="prose.named"),
        Outcome("projects", "b", "x", "wrong", "Sauna", "Saunaen", rule="prose.named"),
    ]
    before = "kind,rule,right,of\nprojects,prose.named,9,9\nprojects,prose.tagged,49,87\n"
    assert confidence_table(outcomes, before).splitlines()[1:] == [
        "projects,prose.named,1,2", "projects,prose.tagged,49,87"
    ]  # fmt: skip
    assert "projects,prose.tagged,1,1" in confidence_table(outcomes)
