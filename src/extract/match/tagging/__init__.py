"""A learned tagger of project names and of who gets and gives, in whole numbers: evidence beside the rules."""
