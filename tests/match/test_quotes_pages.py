"""Quotes in the markup of pages: block quotes with their signers, pull quotes, lists, captions."""

from __future__ import annotations

import pytest

from extract import extract

STORY = "<p>Varde Kommune åbner den nye bro ved havnen på lørdag. Broen har kostet 12 mio. kr., og den er flot.</p>"
SAID = "Vi har ventet på broen i tyve år"


def quotes(body: str) -> list[tuple[str, str | None, str]]:
    page = (
        f'<!DOCTYPE html><html lang="da"><body><main><h1>Ny bro i Varde</h1>{STORY}{body}{STORY}</main></body></html>'
    )
    return [
        (quote.text, quote.speaker.name if quote.speaker else None, quote.attribution)
        for quote in extract(page).quotes
        if quote.direct
    ]


SIGNED = [
    f"<blockquote><p>{SAID}.</p><footer>Ida Brink, borgmester</footer></blockquote>",
    f"<blockquote>{SAID}.<cite>Ida Brink, borgmester</cite></blockquote>",
    f"<blockquote><p>»{SAID}.«</p><p>– Ida Brink, borgmester i Varde Kommune</p></blockquote>",
    f"<figure><blockquote>{SAID}.</blockquote><figcaption>Ida Brink, borgmester</figcaption></figure>",
]


@pytest.mark.parametrize("body", SIGNED)
def test_a_block_quote_is_signed_in_it_or_under_it(body: str) -> None:
    assert quotes(body) == [(f"{SAID}.", "Ida Brink", "signature")]


PULLED = [
    f"<blockquote>{SAID}.</blockquote><p>»{SAID}. Nu er den her,« siger borgmester Ida Brink.</p>",
    f"<p>»{SAID}. Nu er den her,« siger borgmester Ida Brink.</p><blockquote>»{SAID}«<footer>Ida Brink</footer></blockquote>",
]


@pytest.mark.parametrize("body", PULLED)
def test_a_pull_quote_repeats_and_is_no_quote_of_its_own(body: str) -> None:
    assert quotes(body) == [(f"{SAID}. Nu er den her", "Ida Brink", "after")]


def test_a_block_quote_with_other_words_is_a_quote_of_its_own() -> None:
    body = f"<blockquote>{SAID}.</blockquote><p>»Nu er den her, og vi er glade,« siger borgmester Ida Brink.</p>"
    assert quotes(body) == [(f"{SAID}.", None, "none"), ("Nu er den her, og vi er glade", "Ida Brink", "after")]


def test_items_of_a_list_hold_quotes_with_their_cues() -> None:
    body = f"<ul><li>”{SAID}”, siger Ida Brink.</li><li>”Det er stort for os”, siger Ib Dal.</li></ul>"
    assert quotes(body) == [(SAID, "Ida Brink", "after"), ("Det er stort for os", "Ib Dal", "after")]


def test_a_subheading_between_the_words_and_their_cue() -> None:
    body = f"<p>– {SAID}.</p><h2>Stor glæde</h2><p>Det siger borgmester Ida Brink, der klipper snoren.</p>"
    assert quotes(body) == [(f"{SAID}.", "Ida Brink", "next_paragraph")]


def test_an_emphasised_quote() -> None:
    assert quotes(f"<p><em>”{SAID}”</em>, fortæller Ida Brink.</p>") == [(SAID, "Ida Brink", "after")]
