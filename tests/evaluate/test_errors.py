"""The page of errors shows each in its text, and obeys nothing that a release says."""

from __future__ import annotations

from bs4 import BeautifulSoup
from tests.reading import record

from extract.evaluate.errors import errors_page
from extract.evaluate.outcome import Outcome
from extract.evaluate.report import Measured

TEXT = "Ny sti i Lemvig\n\nFonden giver 2 mio. kr. til en <script>alert(1)</script> sti."


def test_each_error_stands_in_its_text() -> None:
    release = record(TEXT)
    at = release.text.index("2 mio. kr.")
    outcomes = (
        Outcome("amounts", "dev/one", "other", "missed", expected="2 mio. kr. = 2000000 DKK", span=(at, at + 10)),
        Outcome("towns", "dev/one", "other", "hit", expected="Lemvig", found="Lemvig"),
    )
    page = errors_page(Measured("dev", "sha256:1", 1, outcomes, None), {"dev/one": release})
    soup = BeautifulSoup(page, "lxml")
    assert [mark.get_text() for mark in soup.find_all("mark")] == ["2 mio. kr."]
    assert "Fonden giver" in soup.blockquote.get_text()  # type: ignore[union-attr]
    assert soup.find("script") is None
    assert [cell.get_text() for cell in soup.tbody.tr.find_all("td")][4:] == ["0", "1", "0"]  # type: ignore[union-attr]
