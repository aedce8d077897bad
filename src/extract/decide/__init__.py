"""What people decided about records: kept beside the machine's values and held against them at every run."""

from extract.decide.decisions import DecisionError, Decisions, Silence, add_decision, read_decisions
from extract.decide.judgement import VERDICTS, Fact, Judgement, Subject, Verdict

__all__ = [
    "VERDICTS",
    "DecisionError",
    "Decisions",
    "Fact",
    "Judgement",
    "Silence",
    "Subject",
    "Verdict",
    "add_decision",
    "read_decisions",
]
