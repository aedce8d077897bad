"""Trains the tagger of project names (extract.match.projects.tagger); see docs/model.md."""
