"""The nouns: frozen, typed, documented. This package imports nothing of ours."""
