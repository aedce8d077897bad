"""Weekdays held to their dates, and coming events held to the day of publication, from whole texts."""

from __future__ import annotations

import pytest
from tests.check.builder import shapes
from tests.reading import record

WEEKDAY, PAST = "weekday_fits_date", "event_not_before_publication"
RELEASE = "Nyt kysthus i Lemvig\n\nLemvig, 12. marts 2025. Kystfonden bygger et hus ved havnen i Lemvig.\n\n{}\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Huset åbner tirsdag den 3. juni 2025.", [("ok", "tirsdag", "tirsdag")]),
        ("Huset åbner tirsdag den 4. juni 2025.", [("mismatch", "tirsdag", "onsdag")]),
        ("Huset åbner Tirsdag d. 4. juni 2025 kl. 10.", [("mismatch", "tirsdag", "onsdag")]),
        ("Huset åbner tirsdagen den 4. juni 2025.", [("mismatch", "tirsdag", "onsdag")]),
        ("Huset åbner søndag den 4. juni.", []),  # the weekday told which year is meant
        ("Huset åbner den 4. juni 2025.", []),
        ("Huset har åbent hver tirsdag. Den 4. juni 2025 er der fest.", []),
        ("Huset har åbent tirsdag og onsdag fra den 5. juni 2025.", []),
    ],
)
def test_a_weekday_is_held_to_its_date(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert shapes(record(RELEASE.format(text)).checks, WEEKDAY) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Huset åbner den 3. juni 2024.", [("doubt", "2024-06-03", "2025-03-12")]),
        ("Fristen for at søge er den 1. februar 2025.", [("doubt", "2025-02-01", "2025-03-12")]),
        ("Huset åbner den 3. juni 2025.", []),
        ("Huset åbner den 12. marts 2025.", []),
        ("Huset åbnede den 3. juni 2024.", []),
        ("Huset skal afløse det, der blev revet ned den 3. juni 2024.", []),
        ("Byggeriet begyndte den 3. juni 2024 og skal være færdigt i år.", []),
        ("Huset skal leve op til lokalplanen fra 2019.", []),
    ],
)
def test_what_is_to_come_does_not_lie_behind(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert shapes(record(RELEASE.format(text)).checks, PAST) == expected


def test_without_a_day_of_publication_nothing_is_said() -> None:
    text = "Nyt kysthus i Lemvig\n\nKystfonden bygger et hus ved havnen i Lemvig.\n\nHuset åbner den 3. juni 2024.\n"
    assert not shapes(record(text).checks, PAST)
