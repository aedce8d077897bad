"""The command press-extract. Composes the other packages and is the only place that prints.

Commands import what they need when they run: ``press-extract --help`` loads neither spaCy nor a database.
"""

from extract.cli.app import app, main

__all__ = ["app", "main"]
