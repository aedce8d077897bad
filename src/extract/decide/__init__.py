"""What people decided about records: kept beside the machine's values and held against them at every run."""

from extract.decide.decisions import Decision, DecisionError, Silence, Silences, line_of, read_decisions
from extract.decide.judgement import VERDICTS, Claim, Fact, Judgement, Subject, Verdict

__all__ = [
    "VERDICTS",
    "Claim",
    "Decision",
    "DecisionError",
    "Fact",
    "Judgement",
    "Silence",
    "Silences",
    "Subject",
    "Verdict",
    "line_of",
    "read_decisions",
]
