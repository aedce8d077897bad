"""Markup → the document tree, whatever the markup is."""

from __future__ import annotations

import warnings

from bs4 import BeautifulSoup, XMLParsedAsHTMLWarning

warnings.filterwarnings("ignore", category=XMLParsedAsHTMLWarning)


def parse(markup: str) -> BeautifulSoup:
    """The document tree; any markup gives one, if only an empty one.

    Texts are kept as they stand (blanks too, so that places in them hold in any other reader of the page), and an
    attribute is one string, however many values it lists.
    """
    # Byte order marks of files that were joined; the parser would take them for the body's first text. Half a
    # surrogate pair (from JSON) has no encoding that the parser could read.
    plain = markup.lstrip("\ufeff").encode("utf-8", "replace").decode("utf-8")
    return BeautifulSoup(plain, "lxml", multi_valued_attributes=None, preserve_whitespace_tags={"html"})
