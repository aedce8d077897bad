"""What dates look like: the expression of each kind, with the words of patterns/dates.toml in it."""

from __future__ import annotations

from collections.abc import Iterable

import regex

from extract.values.words import SOURCE as NUMBER_WORDS

_YEAR = r"(?:19|20)\d\d"
_OLD_YEAR = r"1[5-8]\d[1-9]|1[5-8][1-9]0"
_TO = r"(?:\s?[-–—]\s?|\s(?:til(?:\sog\smed)?|og)\s)(?:(?:den|d\.)\s)?"
_ROUND = r"(?!\d\d00)"
_CELL_ENDS = r"(?=[\t\n]|$)"
_CLAUSE = r"(?:at|og|men|da|hvor|når|mens|for|så)"
_IS = r"(?:bliver|blev|er|var|bød|byder|har|havde|skal|kan|gav|giver|ser|markere[rd]e?|endte|ender|sluttede|slutter)"
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
    counted_after: str,
    counted_before: str,
) -> dict[str, str]:
    """The expression of each kind of date; of two that begin at one place the first wins."""
    # «2025 kr.», «2000 medlemmer», «i 2024-priser», «1950’erne»: a number or part of a word, no year.
    no_unit = rf"(?![\d\p{{L}}]|[.,]\d|[-–'’´]\p{{L}}|[ \u00a0]?(?i:{counted_after})(?!\p{{L}}|\.?\s\d))"
    y = rf"(?P<y>{_YEAR}){no_unit}"
    y2 = rf"(?P<y2>{_YEAR}){no_unit}"
    d, d2 = r"(?P<d>[0-3]?\d)", r"(?P<d2>[0-3]?\d)"
    m, m2 = rf"(?P<m>(?i:{month}))(?!\p{{L}})", rf"(?P<m2>(?i:{month}))(?!\p{{L}})"
    year_alone = _year_alone(no_unit, counted_before)
    n = r"(?P<n>[1-4]\.|(?i:første|anden|andet|tredje|fjerde))"
    n2 = r"(?P<n2>[1-4]\.|(?i:første|anden|andet|tredje|fjerde))"
    # «fra fredag den 9. juni til søndag den 11. juni»
    of_day = r"(?:\s(?:morgen|formiddag|eftermiddag|aften|nat))?"
    from_to = rf"(?:\s?[-–—]\s?|,?\stil(?:\sog\smed)?\s)(?:(?i:{weekday}){of_day}\s)?(?:(?:den|d\.)\s?)?"
    to = rf"(?:\s?[-–—]\s?|\s(?:til(?:\sog\smed)?|og)\s)(?:(?i:{weekday})\s)?(?:(?:den|d\.)\s)?"
    of_year = rf"(?:,?\s(?:(?:i|af)\s)?{y})?"
    return {
        "iso": r"(?P<iso>(?:19|20)\d\d-[01]\d-[0-3]\d)(?!\d)",
        "numeric": rf"(?P<numeric>{d}(?:\.(?P<mn>[01]?\d)\.|/(?P<mn>[01]?\d)[-/ ]|-(?P<mn>[01]?\d)-)"
        rf"(?P<y>{_YEAR}|\d\d))(?![\d/]|[.,]\d)",
        "days": rf"(?:(?P<weekday>(?i:{weekday}))\s)?"
        rf"(?P<days>(?i:den\s|d\.\s?)?{d}(?:\.?{to}{d2})?(?:\.\s?|\s){m}(?:\s{y})?"
        rf"(?:{from_to}{d2}(?:\.\s?|\s){m2}(?:\s{y2})?)?)(?!\sFond)",
        "month_first": rf"(?P<days>{m}\.?\s{d},\s{y})",
        "part": rf"(?P<part>(?P<third>(?i:primo|medio|ultimo))(?:\s{m})?(?:\s{y})?)(?!\p{{L}})",
        "quarter": rf"(?P<quarter>(?:{n}(?:{_TO}{n2})?\s(?i:kvartal)(?!\p{{L}})|Q(?P<n>[1-4])(?!\d)){of_year})",
        "half": rf"(?P<half>(?:{n}\s(?i:halvår|halvdel\saf(?=\s{_YEAR}))(?!\p{{L}})"
        rf"|H(?P<n>[12])(?=\s{_YEAR})){of_year})",
        "week": rf"(?P<week>(?i:uge(?:rne)?)\s(?P<n>[0-5]?\d)(?:{_TO}(?i:uge\s)?(?P<n2>[0-5]?\d)(?!\d))?(?!\d)"
        rf"{of_year})",
        "season": rf"(?P<season>(?P<season_word>(?i:{seasons}))(?:\si)?\s{y}(?:[/-](?P<y2>\d{{4}}|\d\d)(?!\d))?)",
        "bare_season": rf"(?={seasons})(?<=(?<!\p{{L}})(?i:i|(?P<till>til))\s)"
        rf"(?P<season>(?P<season_word>{seasons}))(?!\p{{L}}|\s\d)",
        "months": rf"(?P<months>(?:{m}(?:\s?[-–]\s?|\s(?:til|og)\s){m2}|{m})(?:\småned)?\s{y}"
        rf"(?:(?:\s?[-–]\s?|\stil(?:\sog\smed)?\s){m2}\s{y2})?)",
        "month": rf"(?={full_month})(?<=(?<!\p{{L}})(?i:{month_lead})\s)"
        rf"(?P<month>(?P<m>{full_month})(?!\p{{L}})"
        rf"(?:(?:\s?[-–]\s?|\s(?:til|og)\s)(?P<m2>{full_month})(?!\p{{L}}))?)(?!\s\d)",
        "between": rf"(?i:mellem)\s(?P<years>(?P<y>{_YEAR})\sog\s(?P<y2>{_YEAR})){no_unit}",
        "old": rf"(?<=(?i:fra|mellem)\s)(?P<years>(?P<y>{_OLD_YEAR})\s(?:til|og)\s"
        rf"(?P<y2>{_OLD_YEAR}|1[5-9]00|{_YEAR})){no_unit}",
        "years": rf"(?P<years>(?P<y>{_YEAR})(?:\s?[-–/]\s?|\stil\s(?:og\smed\s)?)"
        rf"(?P<y2>{_YEAR}|(?<=[-–/])\d\d)){no_unit}(?!-\d)",
        "old_years": rf"(?<=(?i:fra|perioden|årene|tiden|mellem|i|ca\.)\s)"
        rf"(?P<years>(?P<y>{_OLD_YEAR})[-–](?P<y2>{_OLD_YEAR}|1[5-9]00|{_YEAR})){no_unit}(?![-–]\d)",
        "lives": rf"(?<=\()(?P<years>(?P<y>{_OLD_YEAR})\s?[-–]\s?(?P<y2>{_OLD_YEAR}|{_YEAR}))(?=\))",
        "year": rf"(?=\d{{4}})(?:(?<=(?<!\p{{L}})(?i:{year_lead})\s)(?P<year>{_YEAR}|{_OLD_YEAR}){no_unit}(?!-\d)"
        rf"|{year_alone})",
        "short": rf"(?:(?i:den|d\.)\s)(?P<short>{d}/(?P<mn>[01]?\d))(?![\d/])",
        "short_after": rf"(?<=(?i:inden|senest)\s)(?P<short>{d}/(?P<mn>[01]?\d))(?![\d/])",
        "counted": rf"(?P<counted>(?i:for\s{_NEARLY}(?P<count>\d{{1,2}}|{NUMBER_WORDS})\s(?P<unit>{units})\ssiden"
        rf"|om\s{_NEARLY}(?P<count>\d{{1,2}}|{NUMBER_WORDS})\s(?P<unit>{units})))(?!\p{{L}}|\sgam(?:mel|le))",
        "on_weekday": rf"(?P<on_weekday>(?i:på\s(?P<near>{weekday})(?!\s(?:den|d\.|\d))|i\s(?P<near>{weekday})s))"
        r"(?!\p{L})",
        "relative": rf"(?P<relative>(?i:{relative}))(?!\p{{L}})",
    }


def _year_alone(no_unit: str, counted_before: str) -> str:
    """A year that no word leads in, where its place says that it is one: in brackets, behind a label, in a cell or at
    the head of a line, last in a line after a comma, before a verb, after another year, and at the end of a clause
    after a word that is no name (*regnskab 2024*)."""
    places = (
        rf"(?<=\(){_YEAR}(?=\))",
        rf"(?<=\p{{L}}:\s){_ROUND}{_YEAR}{no_unit}(?![-–/]\d)",
        rf"(?<=\t){_ROUND}{_YEAR}{_CELL_ENDS}",
        rf"(?<![^\t\n])(?:(?<![^\n])|{_ROUND}){_YEAR}(?:{_CELL_ENDS}|(?=:\s))",
        rf"(?<=[•*·–-]\s){_YEAR}(?=:\s)",
        rf"(?<=(?<![^\n])(?:{_YEAR}\s){{0,5}}){_YEAR}(?=(?:\s{_YEAR}){{1,5}}(?:\n|$))",
        rf"(?<=(?<![^\n])(?:{_YEAR}\s){{1,5}}){_YEAR}(?=\n|$)",
        rf"(?<=[\p{{L}}).”\"«],\s){_YEAR}(?=[.;)]?(?:[\t\n]|$))",
        rf"(?<=(?<!\p{{L}}){_CLAUSE}\s|[.!?:]\s|[–-]\s|\n){_YEAR}(?=\s{_IS}(?!\p{{L}}))",
        rf"(?<=(?:19|20)\d\d,\s){_YEAR}{no_unit}",
        rf"(?<=\p{{L}}{{3}}årene\s){_YEAR}{no_unit}(?![-–/]\d)",
        rf"(?<=(?<![\p{{L}}-])(?!(?:{counted_before})\s)\p{{Ll}}{{4,25}}\s){_ROUND}{_YEAR}"
        rf"(?=[.,;:)]?(?:[\t\n]|$)|[.,;:]\s|\s{_IS}(?!\p{{L}}))",
    )
    return "|".join(f"(?P<year>{place})" for place in places)


def any_of(words: Iterable[str]) -> str:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(r"\s".join(regex.escape(part) for part in word.split()) for word in ordered)
