"""What people decided about records: kept beside the machine's values and held against them at every run."""

from extract.decide.decisions import DecisionError, Decisions, Silence, add_decision, read_decisions

__all__ = ["DecisionError", "Decisions", "Silence", "add_decision", "read_decisions"]
