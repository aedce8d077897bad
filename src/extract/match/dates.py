"""Finds dates and periods: days, ranges, weeks, months, quarters, halves, seasons and years.

The grammar is our own: general date parsers read ``10-16`` as a date and ``maj 2024`` as a day. dateparser reads what
is counted from the day of publication (``for to år siden``), on the exact span (dates_counted). A year that is not
said is the one nearest to the day of publication; where that is unknown, both ends are None.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import regex

from extract.match.dates_counted import counted_day
from extract.match.dates_grammar import any_of, date_branches
from extract.patterns import Patterns
from extract.records.document import Article
from extract.records.mentions import DateMention
from extract.records.release import Precision
from extract.values.dates import DateSpan, around, day, months, nearest_year, season, third, week, years
from extract.values.numbers import read_number
from extract.values.text import alternatives, lower
from extract.values.words import ORDINALS

_OPENERS = ("uge", "ugerne", "mellem")
_NUMBERED = {"1": 1, "2": 2, "3": 3, "4": 4}
_THIRDS = {"primo": 0, "medio": 1, "ultimo": 2}
_GROUPS = (
    "y",
    "y2",
    "d",
    "d2",
    "m",
    "m2",
    "mn",
    "n",
    "n2",
    "weekday",
    "third",
    "season_word",
    "till",
    "count",
    "unit",
    "near",
)
_UNITS: Mapping[str, Precision] = {"day": "day", "week": "week", "month": "month", "year": "year"}

Read = tuple[DateSpan | None, Precision]
"""The ends of a date, None where its year is unknown, and its precision."""


@dataclass(frozen=True, slots=True)
class DateMatcher:
    """Finds dates. Made once from patterns by :func:`compile_dates`; holds no state between articles."""

    anchor: regex.Pattern[str]
    """What every date begins with, in lower case: the expression is tried there alone."""
    expression: regex.Pattern[str]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    seasons: Mapping[str, tuple[int, int]]
    relatives: Mapping[str, tuple[str, int]]
    units: Mapping[str, str]
    """What is counted (*dage*, *år*), and the unit that it is."""

    def find(self, article: Article) -> tuple[DateMention, ...]:
        """The dates of ``article`` in reading order, not overlapping; ends as ISO days, both inside."""
        base = article.published_at.date() if article.published_at is not None else None
        found = []
        text = article.text
        for passage in article.passages:
            reached = passage.start
            for anchor in self.anchor.finditer(lower(text[passage.start : passage.end])):
                at = passage.start + anchor.start()
                match = self.expression.match(text, at, passage.end) if at >= reached else None
                if match is None:
                    continue
                reached = match.end()
                mention = self._mention(match, base)
                if mention is not None:
                    found.append(mention)
        return tuple(found)

    def _mention(self, match: regex.Match[str], base: date | None) -> DateMention | None:
        kind = next(name for name in _READERS if match[name] is not None)
        try:
            read = _READERS[kind](self, match, base)
        except (ValueError, OverflowError):
            # A day, month or week that the calendar has not: no date.
            return None
        if read is None:
            return None
        span, precision = read
        start, end = match.span(kind)
        if span is None:
            return DateMention(start, end, None, None, precision, 0.5)
        if span[0] > span[1]:
            return None
        stated = match["y"] is not None or match["y2"] is not None or kind in {"iso", "numeric", "years", "year"}
        return DateMention(start, end, span[0].isoformat(), span[1].isoformat(), precision, 0.98 if stated else 0.85)

    def month_number(self, word: str | None) -> int:
        return self.months[(word or "").casefold()]


def _year(text: str | None, base: date | None) -> int | None:
    """A stated year, two digits counted from 2000; else that of ``base``."""
    if text is None:
        return base.year if base is not None else None
    return int(text) if len(text) == 4 else 2000 + int(text)


def _single(span: date | None, precision: Precision = "day") -> Read | None:
    return ((span, span), precision) if span is not None else None


def _iso(_: DateMatcher, match: regex.Match[str], __: date | None) -> Read | None:
    return _single(date.fromisoformat(match["iso"][:10]))


def _numeric(_: DateMatcher, match: regex.Match[str], __: date | None) -> Read | None:
    year = _year(match["y"], None)
    return _single(day(year, int(match["mn"]), int(match["d"]))) if year is not None else None


def _short(_: DateMatcher, match: regex.Match[str], base: date | None) -> Read | None:
    """``den 28/6``: a day without a year."""
    month, number = int(match["mn"]), int(match["d"])
    if day(2024, month, number) is None:
        return None
    year = nearest_year(base, month, number) if base is not None else None
    return (None, "day") if year is None else _single(day(year, month, number))


def _days(matcher: DateMatcher, match: regex.Match[str], base: date | None) -> Read | None:
    """``23.-25. juni 2025``, ``30. maj til 2. juni``, ``tirsdag den 4. november``."""
    first = int(match["d"])
    last = int(match["d2"]) if match["d2"] is not None else first
    last_month = matcher.month_number(match["m2"] or match["m"])
    first_month = matcher.month_number(match["m"]) if match["m"] is not None else last_month
    if day(2024, first_month, first) is None or day(2024, last_month, last) is None:
        return None
    stated = match["y2"] or match["y"]
    if stated is not None:
        last_year = int(stated)
    else:
        weekday = matcher.weekdays.get((match["weekday"] or "").casefold())
        near = nearest_year(base, first_month, first, weekday) if base is not None else None
        if near is None:
            return None, "day"
        last_year = near + ((last_month, last) < (first_month, first))
    first_year = int(match["y"]) if match["y"] is not None and match["y2"] is not None else last_year
    if first_year == last_year and (first_month, first) > (last_month, last):
        first_year -= 1
    start, end = day(first_year, first_month, first), day(last_year, last_month, last)
    return ((start, end), "day") if start is not None and end is not None else None


def _months(matcher: DateMatcher, match: regex.Match[str], base: date | None) -> Read | None:
    """``maj 2024``, ``maj-juni 2025``, ``i marts``."""
    last = matcher.month_number(match["m2"] or match["m"])
    first = matcher.month_number(match["m"])
    if match["y"] is not None:
        year = int(match["y"])
    elif base is not None:
        near = nearest_year(base, last, 15)
        year = near if near is not None else base.year
    else:
        return None, "month"
    return months(year - (first > last), first, year, last), "month"


def _part(matcher: DateMatcher, match: regex.Match[str], base: date | None) -> Read | None:
    """``primo 2026``, ``ultimo maj 2025``, ``medio juni``."""
    which = _THIRDS[match["third"].casefold()]
    year = _year(match["y"], base)
    if match["m"] is not None:
        month = matcher.month_number(match["m"])
        if match["y"] is None and base is not None:
            year = nearest_year(base, month, 15)
        return (None, "week") if year is None else (third(months(year, month, year, month), which), "week")
    return (None, "season") if year is None else (third(years(year, year), which), "season")


def _ordinal(text: str | None) -> int:
    word = (text or "").casefold().rstrip(".")
    return _NUMBERED[word] if word in _NUMBERED else ORDINALS[word]


def _quarter(_: DateMatcher, match: regex.Match[str], base: date | None) -> Read | None:
    first = _ordinal(match["n"])
    last = _ordinal(match["n2"]) if match["n2"] is not None else first
    if not 1 <= first <= last <= 4:
        return None
    year = _year(match["y"], base)
    return (None, "quarter") if year is None else (months(year, 3 * first - 2, year, 3 * last), "quarter")


def _half(_: DateMatcher, match: regex.Match[str], base: date | None) -> Read | None:
    which = _ordinal(match["n"])
    if which not in {1, 2}:
        return None
    year = _year(match["y"], base)
    return (None, "half") if year is None else (months(year, 6 * which - 5, year, 6 * which), "half")


def _week(_: DateMatcher, match: regex.Match[str], base: date | None) -> Read | None:
    first = int(match["n"])
    last = int(match["n2"]) if match["n2"] is not None else first
    if not 1 <= first <= last <= 53:
        return None
    if match["y"] is None and base is not None:
        options = [w for y in range(base.year - 1, base.year + 2) if (w := week(y, first)) is not None]
        monday = min(options, key=lambda w: abs((w[0] - base).days))[0]
        year = monday.isocalendar().year
    else:
        stated = _year(match["y"], base)
        if stated is None:
            return None, "week"
        year = stated
    start, end = week(year, first), week(year, last)
    return ((start[0], end[1]), "week") if start is not None and end is not None else None


def _season(matcher: DateMatcher, match: regex.Match[str], base: date | None) -> Read | None:
    first, last = matcher.seasons[match["season_word"].casefold()]
    over_new_year = last < first
    if match["y"] is not None and over_new_year and match["y2"] is None:
        # "vinteren 2025" may begin or end in 2025: the text leaves it open.
        return None, "season"
    if match["y"] is not None:
        return season(int(match["y"]), first, last), "season"
    if base is None or over_new_year:
        return None, "season"
    year = nearest_year(base, first + 1, 15)
    if year is not None and match["till"] is not None and date(year, first + 1, 15) < base:
        year += 1
    return (None, "season") if year is None else (season(year, first, last), "season")


def _years(_: DateMatcher, match: regex.Match[str], __: date | None) -> Read | None:
    first = int(match["y"])
    text = match["y2"]
    last = int(text) if len(text) == 4 else first // 100 * 100 + int(text)
    return (years(first, last), "year") if first < last <= first + 60 else None


def _one_year(_: DateMatcher, match: regex.Match[str], __: date | None) -> Read | None:
    return years(int(match["year"]), int(match["year"])), "year"


def _relative(matcher: DateMatcher, match: regex.Match[str], base: date | None) -> Read | None:
    unit, offset = matcher.relatives[" ".join(match["relative"].casefold().split())]
    precision = _UNITS[unit]
    if base is None:
        return None, precision
    if unit == "month":
        year, month = divmod(base.year * 12 + base.month - 1 + offset, 12)
        return months(year, month + 1, year, month + 1), "month"
    if unit == "year":
        return years(base.year + offset, base.year + offset), "year"
    return around(base + timedelta(days=offset * (7 if unit == "week" else 1)), unit), precision


def _counted(matcher: DateMatcher, match: regex.Match[str], base: date | None) -> Read | None:
    """``for to år siden``, ``om 14 dage``: the day, week, month or year that dateparser finds."""
    number = read_number(match["count"])
    unit = matcher.units[match["unit"].casefold()]
    if number is None or number.value != number.value.to_integral_value():
        return None
    precision = _UNITS[unit]
    if base is None:
        return None, precision
    ago = match["counted"][0] in "fF"
    there = counted_day(int(number.value), precision, base, ago=ago)
    return (around(there, unit), precision) if there is not None else None


def _on_weekday(matcher: DateMatcher, match: regex.Match[str], base: date | None) -> Read | None:
    """``på fredag`` is the next one after publication, ``i fredags`` the last one before it."""
    if base is None:
        return None, "day"
    wanted = matcher.weekdays[match["near"].casefold()]
    if match["on_weekday"][0] in "pP":
        return _single(base + timedelta(days=(wanted - base.weekday() - 1) % 7 + 1))
    return _single(base - timedelta(days=(base.weekday() - wanted - 1) % 7 + 1))


_READERS: Mapping[str, Callable[[DateMatcher, regex.Match[str], date | None], Read | None]] = {
    "iso": _iso, "numeric": _numeric, "days": _days, "part": _part, "quarter": _quarter, "half": _half, "week": _week,
    "season": _season, "months": _months, "month": _months, "years": _years, "year": _one_year, "short": _short,
    "relative": _relative, "counted": _counted, "on_weekday": _on_weekday,
}  # fmt: skip


def compile_dates(patterns: Patterns) -> DateMatcher:
    """The matcher of patterns/dates.toml."""
    month_words = {w.casefold(): int(ws.give["month"]) for ws in patterns.word_group("dates.month") for w in ws.words}
    weekdays = {w.casefold(): i for i, w in enumerate(patterns.words["dates.weekday"].words)}
    seasons = {
        w.casefold(): (int(ws.give["first"]), int(ws.give["last"]))
        for ws in patterns.word_group("dates.season")
        for w in ws.words
    }
    relatives = {
        w.casefold(): (ws.give["unit"], int(ws.give["offset"]))
        for ws in patterns.word_group("dates.relative")
        for w in ws.words
    }
    units = {w.casefold(): ws.give["unit"] for ws in patterns.word_group("dates.unit") for w in ws.words}
    branches = date_branches(
        units=any_of(units),
        month=any_of(month_words),
        full_month=any_of(w for w in month_words if not w.endswith(".") and len(w) > 2),
        weekday=any_of(weekdays),
        seasons=any_of(seasons),
        relative=any_of(relatives),
        year_lead=any_of(patterns.words["dates.year_lead"].words),
        month_lead=any_of(patterns.words["dates.month_lead"].words),
    )
    # Groups that a branch lacks are declared empty at the end, so that every reader may ask for every one.
    groups = "".join(f"|(?P<{name}>(?!))" for name in (*_READERS, *_GROUPS))
    opening = {*month_words, *weekdays, *seasons, *relatives, *_THIRDS, *ORDINALS, *_OPENERS}
    return DateMatcher(
        regex.compile(
            rf"(?<![\p{{L}}\d])(?:\d|q[1-4]|h[12]|{alternatives(opening)}"
            rf"|(?:for|om)(?=\s(?:[\p{{L}}.]{{1,9}}\s)?(?:\d{{1,2}}|\p{{L}}{{2,14}})\s(?:{any_of(units)})(?!\p{{L}}))"
            rf"|(?:på|i)(?=\s(?:{any_of(weekdays)}))|(?:den|d\.)(?=\s\d))"
        ),
        regex.compile(r"(?<![\p{L}\d])(?<!\d[.,/])(?:" + "|".join(branches.values()) + groups + ")"),
        month_words,
        weekdays,
        seasons,
        relatives,
        units,
    )
