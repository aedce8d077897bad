"""What the commands share: the two consoles, safe text, and the end of a wrong call."""

from __future__ import annotations

import typer
from rich.console import Console
from rich.text import Text

from extract.cli.app import WRONG_CALL
from extract.pages.marks import visible

out = Console(highlight=False, markup=False, soft_wrap=True)
err = Console(highlight=False, markup=False, soft_wrap=True, stderr=True)


def safe(text: str, style: str = "") -> Text:
    """Text from outside, without the control characters by which it could steer a terminal."""
    return Text(visible(text).replace("\n", " "), style)


def wrong(message: str) -> typer.Exit:
    """Prints what is wrong with the call; raise what it returns."""
    err.print(safe(message, "red"))
    return typer.Exit(WRONG_CALL)
