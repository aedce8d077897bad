"""The Danish words that pages and the terminal show for the record's codes, and Danish figures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

SECTION: Final[Mapping[str, str]] = {
    "title": "Titel",
    "lead": "Manchet",
    "subheading": "Mellemrubrik",
    "body": "Brødtekst",
    "caption": "Billedtekst",
    "fact_box": "Faktaboks",
    "quote_box": "Citatboks",
    "table": "Tabel",
    "contact": "Kontakt",
    "about": "Om afsenderen",
    "teaser": "Andre nyheder",
    "navigation": "Navigation",
}
ROLE: Final[Mapping[str, str]] = {
    "grant": "Bevilget",
    "total": "Samlet budget",
    "pool": "Pulje",
    "cofunding": "Medfinansiering",
    "applied": "Ansøgt",
    "loan": "Lån",
    "saving": "Besparelse",
    "turnover": "Omsætning",
    "other": "Andet",
}
QUALIFIER: Final[Mapping[str, str]] = {
    "exact": "",
    "about": "cirka",
    "at_most": "højst",
    "at_least": "mindst",
    "just_under": "knap",
    "just_over": "godt",
    "range": "interval",
}
PLACE: Final[Mapping[str, str]] = {
    "city": "By",
    "municipality": "Kommune",
    "region": "Region",
    "island": "Ø",
    "landscape": "Landsdel",
    "country": "Land",
    "foreign": "Udland",
    "address": "Adresse",
}
ATTRIBUTION: Final[Mapping[str, str]] = {
    "after": "nævnt efter citatet",
    "before": "nævnt før citatet",
    "next_paragraph": "nævnt i næste afsnit",
    "pronoun": "fundet gennem stedord",
    "role": "fundet gennem titel",
    "signature": "underskrift",
    "none": "taler ikke nævnt",
}
PRECISION: Final[Mapping[str, str]] = {
    "day": "dag",
    "week": "uge",
    "month": "måned",
    "quarter": "kvartal",
    "half": "halvår",
    "season": "årstid",
    "year": "år",
}
STAGE: Final[Mapping[str, str]] = {
    "announced": "omtalt",
    "granted": "bevilget",
    "changed": "ændret",
    "finished": "færdigt",
}
STATUS: Final[Mapping[str, str]] = {
    "ok": "Stemmer",
    "mismatch": "Stemmer ikke",
    "repaired": "Rettet",
    "doubt": "Tvivl",
}
_MONTHS: Final = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip


def figure(value: Decimal) -> str:
    """``1235100.50`` → ``1.235.100,50``: points between thousands, a decimal comma; no digit is dropped."""
    whole, _, fraction = format(value, "f").partition(".")
    grouped = f"{int(whole):,}".replace(",", ".") if len(whole) < 4000 else whole
    sign = "-" if whole.startswith("-") and not grouped.startswith("-") else ""
    return f"{sign}{grouped}{',' + fraction if fraction.strip('0') else ''}"


def money(value: Decimal | None, currency: str | None) -> str:
    """``2.700.000 kr.``, ``409.941 EUR``; empty without a value."""
    if value is None:
        return ""
    unit = {"DKK": "kr.", None: ""}.get(currency, currency)
    return f"{figure(value)} {unit}".rstrip()


_TENTH, _HUNDREDTH = Decimal("0.1"), Decimal("0.01")


def rounded(value: Decimal) -> str:
    """``12,4 mio. kr.``, ``740.000 kr.``: a sum in kroner to read, to a tenth of a million at the most from ten on."""
    for size, word in ((9, "mia."), (6, "mio.")):
        if abs(value) >= Decimal(10) ** size:
            shown = value.scaleb(-size)
            shown = shown.quantize(_TENTH if abs(shown) >= 10 else _HUNDREDTH, ROUND_HALF_UP)
            plain = figure(shown).rstrip("0") if shown % 1 else figure(shown)
            return f"{plain}\u00a0{word}\u00a0kr."
    return f"{figure(value.quantize(Decimal(1), ROUND_HALF_UP))}\u00a0kr."


def day(moment: date | None) -> str:
    """``28. juni 2024``; empty without a date."""
    return f"{moment.day}. {_MONTHS[moment.month - 1]} {moment.year}" if moment else ""


def iso_day(text: str | None) -> str:
    """``2024-06-28`` → ``28. juni 2024``; empty without a date."""
    return day(date.fromisoformat(text)) if text else ""


def month(text: str) -> str:
    """``2024-06`` → ``juni 2024``."""
    year, number = text.split("-")
    return f"{_MONTHS[int(number) - 1]} {year}"


def short_month(text: str) -> str:
    """``2024-06`` → ``juni``, ``2024-11`` → ``nov.``"""
    name = _MONTHS[int(text[5:]) - 1]
    return name if len(name) <= 4 else f"{name[:3]}."
