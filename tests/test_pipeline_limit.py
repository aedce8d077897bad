"""Articles beyond what is searched: the record says so, and holds the whole text."""

from __future__ import annotations

from extract import extract
from extract.pipeline import MOST_MINED

TITLE = "Kystfonden støtter nye badebroer"


def paragraphs(count: int) -> list[str]:
    return [
        f"Kystfonden giver {number}.000 kr. til badebro nummer {number} i Juelsminde, og arbejdet begynder til foråret."
        for number in range(100, 100 + count)
    ]


def test_a_text_without_end_is_searched_to_its_limit() -> None:
    release = extract("\n\n".join([TITLE, *paragraphs(MOST_MINED // 80)]))
    assert [(check.status, check.evidence) for check in release.checks if check.code == "text_too_long"] == [
        ("doubt", ())
    ]
    assert len(release.text) > MOST_MINED
    assert MOST_MINED * 0.8 < max(amount.end for amount in release.amounts) <= MOST_MINED


def test_one_line_without_end_is_cut_within() -> None:
    release = extract(f"{TITLE}\n\n{' '.join(paragraphs(MOST_MINED // 80))}")
    assert any(check.code == "text_too_long" for check in release.checks)
    assert MOST_MINED * 0.8 < max(amount.end for amount in release.amounts) <= MOST_MINED


def test_a_long_release_is_searched_whole() -> None:
    release = extract("\n\n".join([TITLE, *paragraphs(100)]))
    assert not [check for check in release.checks if check.code == "text_too_long"]
    assert len(release.amounts) == 100
