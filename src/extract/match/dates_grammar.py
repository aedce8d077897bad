"""What dates look like: the expression of each kind, with the words of patterns/dates.toml in it."""

from __future__ import annotations

from collections.abc import Iterable

import regex

from extract.values.words import SOURCE as NUMBER_WORDS

_YEAR = r"(?:19|20)\d\d"
_TO = r"(?:\s?[-–—]\s?|\s(?:til|og)\s)(?:(?:den|d\.)\s)?"
_UNIT_AFTER = r"(?![\d\p{L}]|[.,]\d|[-–]\p{L}|\s?(?:kr|kroner|mio|mia|euro|procent|pct|%|m2|km|DKK|EUR)(?!\p{L}))"
_NEARLY = r"(?:(?:snart|knap|godt|ca\.|cirka|omkring|omtrent|næsten)\s)?"


def date_branches(
    *,
    units: str,
    month: str,
    full_month: str,
    weekday: str,
    seasons: str,
    relative: str,
    year_lead: str,
    month_lead: str,
) -> dict[str, str]:
    """The expression of each kind of date; of two that begin at one place the first wins."""
    y = rf"(?P<y>{_YEAR}){_UNIT_AFTER}"
    y2 = rf"(?P<y2>{_YEAR}){_UNIT_AFTER}"
    d, d2 = r"(?P<d>[0-3]?\d)", r"(?P<d2>[0-3]?\d)"
    m, m2 = rf"(?P<m>(?i:{month}))(?!\p{{L}})", rf"(?P<m2>(?i:{month}))(?!\p{{L}})"
    n = r"(?P<n>[1-4]\.|(?i:første|anden|andet|tredje|fjerde))"
    n2 = r"(?P<n2>[1-4]\.|(?i:første|anden|andet|tredje|fjerde))"
    of_year = rf"(?:,?\s(?:(?:i|af)\s)?{y})?"
    return {
        "iso": r"(?P<iso>(?:19|20)\d\d-[01]\d-[0-3]\d)(?!\d)",
        "numeric": rf"(?P<numeric>{d}(?:\.(?P<mn>[01]?\d)\.|/(?P<mn>[01]?\d)[-/ ]|-(?P<mn>[01]?\d)-)"
        rf"(?P<y>{_YEAR}|\d\d))(?![\d/]|[.,]\d)",
        "days": rf"(?:(?P<weekday>(?i:{weekday}))\s(?:(?:den|d\.)\s)?)?"
        rf"(?P<days>{d}(?:\.?{_TO}{d2})?\.?\s{m}(?:\s{y})?(?:{_TO}{d2}\.\s{m2}(?:\s{y2})?)?)",
        "part": rf"(?P<part>(?P<third>(?i:primo|medio|ultimo))(?:\s{m})?(?:\s{y})?)(?!\p{{L}})",
        "quarter": rf"(?P<quarter>(?:{n}(?:{_TO}{n2})?\s(?i:kvartal)(?!\p{{L}})|Q(?P<n>[1-4])(?!\d)){of_year})",
        "half": rf"(?P<half>(?:{n}\s(?i:halvår|halvdel\saf(?=\s{_YEAR}))(?!\p{{L}})"
        rf"|H(?P<n>[12])(?=\s{_YEAR})){of_year})",
        "week": rf"(?P<week>(?i:uge(?:rne)?)\s(?P<n>[0-5]?\d)(?:{_TO}(?P<n2>[0-5]?\d)(?!\d))?(?!\d){of_year})",
        "season": rf"(?P<season>(?P<season_word>(?i:{seasons}))(?:\si)?\s{y}(?:[/-](?P<y2>\d{{4}}|\d\d)(?!\d))?)",
        "bare_season": rf"(?={seasons})(?<=(?<!\p{{L}})(?i:i|(?P<till>til))\s)"
        rf"(?P<season>(?P<season_word>{seasons}))(?!\p{{L}}|\s\d)",
        "months": rf"(?P<months>(?:{m}(?:\s?[-–]\s?|\s(?:til|og)\s){m2}|{m})\s{y})",
        "month": rf"(?={full_month})(?<=(?<!\p{{L}})(?i:{month_lead})\s)"
        rf"(?P<month>(?P<m>{full_month})(?!\p{{L}})"
        rf"(?:(?:\s?[-–]\s?|\s(?:til|og)\s)(?P<m2>{full_month})(?!\p{{L}}))?)(?!\s\d)",
        "between": rf"(?i:mellem)\s(?P<years>(?P<y>{_YEAR})\sog\s(?P<y2>{_YEAR})){_UNIT_AFTER}",
        "years": rf"(?P<years>(?P<y>{_YEAR})(?:\s?[-–/]\s?|\stil\s(?:og\smed\s)?)"
        rf"(?P<y2>{_YEAR}|(?<=[-–/])\d\d)){_UNIT_AFTER}(?!-\d)",
        "year": rf"(?=(?:19|20)\d\d)(?<=(?<!\p{{L}})(?i:{year_lead})\s)(?P<year>{_YEAR}){_UNIT_AFTER}(?!-\d)",
        "short": rf"(?:(?i:den|d\.)\s)(?P<short>{d}/(?P<mn>[01]?\d))(?![\d/])",
        "counted": rf"(?P<counted>(?i:for\s{_NEARLY}(?P<count>\d{{1,2}}|{NUMBER_WORDS})\s(?P<unit>{units})\ssiden"
        rf"|om\s{_NEARLY}(?P<count>\d{{1,2}}|{NUMBER_WORDS})\s(?P<unit>{units})))(?!\p{{L}}|\sgam(?:mel|le))",
        "on_weekday": rf"(?P<on_weekday>(?i:på\s(?P<near>{weekday})(?!\s(?:den|d\.|\d))|i\s(?P<near>{weekday})s))"
        r"(?!\p{L})",
        "relative": rf"(?P<relative>(?i:{relative}))(?!\p{{L}})",
    }


def any_of(words: Iterable[str]) -> str:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(r"\s".join(regex.escape(part) for part in word.split()) for word in ordered)
