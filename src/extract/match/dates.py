"""Finds dates and periods: days, ranges, weeks, months, quarters, halves, seasons and years.

The grammar is our own: general date parsers read ``10-16`` as a date and ``maj 2024`` as a day. dateparser reads what
is counted from the day of publication (``for to år siden``), on the exact span (dates_counted). A year that is not
said is the likely one seen from the day of publication, or from the dates with a year that the text has around it;
where there is neither, both ends are None.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

import regex

from extract.match.dates_counted import counted_day
from extract.match.dates_grammar import any_of, date_branches
from extract.patterns import Patterns
from extract.records.document import Article
from extract.records.mentions import DateMention
from extract.records.release import Precision, Span
from extract.values.dates import DateSpan, around, day, likely_year, months, nearest_year, season, third, week, years
from extract.values.numbers import read_number
from extract.values.text import alternatives, lower
from extract.values.words import ORDINALS

_OPENERS = ("uge", "ugerne", "mellem")
_NUMBERED = {"1": 1, "2": 2, "3": 3, "4": 4}
_THIRDS = {"primo": 0, "medio": 1, "ultimo": 2}
_TURN_OF_YEAR = ((1, 1), (6, 7), (12, 12))
"""The months that *primo*, *medio* and *ultimo* of a year mean."""
_STAMPED = regex.compile(r"(?:sidst|senest|siden er)\s(?:opdateret|ændret|revideret|redigeret)", regex.IGNORECASE)
"""What a line begins with that says when the page was changed: no date of the release's."""
_NAMED_AF = regex.compile(r"(?P<name>\p{Lu}[\p{L}&./-]{1,40})\saf\s$")
_MOST_APART = timedelta(days=550)
"""The dates with a year of one text may lie so far apart and still tell the year of those without."""
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


_RELATIVE = "dates.relative"
_COUNTED_FROM_NOW = frozenset({"relative", "counted", "on_weekday"})
_VERB_WITHIN = 120
_LONGEST_LIFE = 110
_YEAR_WITHIN = 60
_OTHER_YEAR_BEFORE = regex.compile(
    r"(?<!\p{L})(?P<which>næste|sidste|forrige)\s(?:år|års\s\p{L}{2,30}\s(?:er|var|bliver|blev|holdes|afholdes|ligger|løber|falder))"
    r"\s(?:den\s|i\s|af\s|til\s|på\s){0,2}$",
    regex.IGNORECASE,
)
_OTHER_YEAR_BEHIND = regex.compile(r"\s(?:(?:til\s)?(?P<which>næste|sidste|forrige)|i)\sår(?!\p{L})", regex.IGNORECASE)
# «hvert år i marts», «en mørk nat i november»: no month of its own.
_EVERY = regex.compile(
    r"(?<!\p{L})(?:hvert\sår|en\s(?:\p{Ll}{3,12}\s)?(?:(?:man|tirs|ons|tors|fre|lør|søn)dags?)?(?:aften|morgen|nat)?)\si\s$",
    regex.IGNORECASE,
)
_SHIFTS = {"i": 0, "næste": 1, "sidste": -1, "forrige": -1}
_LEADS_ON = regex.compile(
    r"\s(?:er|var|bliver|blev|falder|ligger|holdes|afholdes|lyder)\s(?:(?:henholdsvis|fra|på|både)\s)?"
)
"""Between a bare year and the days that are of it: *Fristerne i 2026 er 14. februar og 17. maj*."""
_ROW = regex.compile(r",?\s(?:(?:og|samt|eller)\s)?")
_SPLIT_YEAR = regex.compile(r"(?<!\p{L})\p{L}{3,12}(?:året|skiftet|sæsonen)\s$|(?<!\p{L})sæsonen\s$", regex.IGNORECASE)
"""Before two years these say that it is one that runs over the turn: its days are not said."""
_SINCE = regex.compile(r"(?<!\p{L})siden\s$", regex.IGNORECASE)


class _Told(NamedTuple):
    """How a sentence tells of a date: as past, in the present tense, as a limit to come (*inden 1. maj*), and where it
    says *næste år* or *sidste år* beside it, how many years on."""

    back: bool
    present: bool = False
    ahead: bool = False
    shift: int | None = None
    within: int | None = None
    """The year that a row of days was led in with."""
    beside: bool = False
    """Seen from a date beside it, which may lie ahead itself, and not from the day of publication."""

    @property
    def furthest_back(self) -> timedelta:
        """How far back a date without a year may lie."""
        usual = 182 if self.beside else 120
        return timedelta(days=330 if self.back else 30 if self.ahead else 100 if self.present else usual)


_Found = tuple[regex.Match[str], _Told]


@dataclass(frozen=True, slots=True)
class _Seen:
    """From where a date without a year is seen: the day, and how its sentence tells of it."""

    base: date | None
    told: _Told

    def year(self, month: int, number: int, weekday: int | None = None) -> int | None:
        if self.told.within is not None:
            return self.told.within
        if self.base is None:
            return None
        if self.told.shift is not None:
            return self.base.year + self.told.shift
        if weekday is not None:
            return nearest_year(self.base, month, number, weekday)
        return likely_year(self.base, month, number, self.told.furthest_back)


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
    leads: frozenset[str]
    """What stands before a bare year (*udgangen af*)."""
    past: regex.Pattern[str]
    present: regex.Pattern[str]
    ahead: regex.Pattern[str]

    def find(self, article: Article) -> tuple[DateMention, ...]:
        """The dates of ``article`` in reading order, not overlapping; ends as ISO days, both inside."""
        found = [each for low, high, told in _stretches(article) for each in self._scan(article.text, low, high, told)]
        base = article.published_at.date() if article.published_at is not None else None
        mentions = [self._mention(match, _Seen(base, told)) for match, told in found]
        if base is None:
            mentions = self._from_neighbours(found, mentions)
        # A bare month of which no year can be said tells nothing.
        told = ((match, mention) for (match, _), mention in zip(found, mentions, strict=True) if mention is not None)
        return tuple(mention for match, mention in told if match["month"] is None or mention.first is not None)

    def _scan(self, text: str, low: int, high: int, sentences: Sequence[Span]) -> Iterator[_Found]:
        """The spans of ``text[low:high]`` that look like dates, and how their sentences tell of them."""
        reached = low
        leads: int | None = None
        within: int | None = None
        for anchor in self.anchor.finditer(lower(text[low:high])):
            at = low + anchor.start()
            match = self.expression.match(text, at, high) if at >= reached else None
            if match is not None:
                gap = text[reached : match.start()]
                undated = match["days"] is not None and match["y"] is None
                row = _ROW if leads is None else _LEADS_ON
                within = (leads or within) if undated and row.fullmatch(gap) else None
                leads = int(match["year"]) if match["year"] is not None else None
                reached = match.end()
                sentence = next((each for each in sentences if each[0] <= at < each[1]), (low, high))
                yield match, self._told(text, sentence, match)._replace(within=within)

    def _told(self, text: str, sentence: Span, match: regex.Match[str]) -> _Told:
        """As past where the finite verb nearest to the date is in the past tense."""

        def distance(verb: regex.Match[str]) -> int:
            return int(max(match.start() - verb.end(), verb.start() - match.end(), 0))

        low, high = max(sentence[0], match.start() - _VERB_WITHIN), min(sentence[1], match.end() + _VERB_WITHIN)
        nearest = [
            min(map(distance, verbs.finditer(text, low, high)), default=_VERB_WITHIN + 1)
            for verbs in (self.past, self.present)
        ]
        before = max(sentence[0], match.start() - _YEAR_WITHIN), match.start()
        beside = _OTHER_YEAR_BEFORE.search(text, *before) or _OTHER_YEAR_BEHIND.match(text, match.end(), sentence[1])
        shift = None if beside is None else _SHIFTS[(beside["which"] or "i").casefold()]
        ahead = self.ahead.search(text, *before) is not None
        return _Told(nearest[0] < nearest[1], nearest[1] < nearest[0], ahead, shift)

    def _from_neighbours(
        self, found: Sequence[_Found], mentions: Sequence[DateMention | None]
    ) -> list[DateMention | None]:
        """``mentions`` of a release without a day of publication: one without a year has it from the date before it
        that states one, or the next; where those of the text lie far apart nothing is said of the year."""
        stated = _stated(
            mention
            if mention is None or not _SINCE.search(match.string, max(mention.start - 8, 0), mention.start)
            else None
            for (match, _), mention in zip(found, mentions, strict=True)
        )
        if not stated:
            return list(mentions)
        out = list(mentions)
        for number, mention in enumerate(mentions):
            if mention is None or mention.first is not None or mention.rule == _RELATIVE:
                continue
            match, told = found[number]
            if told.shift is not None:
                # "i februar i år" is seen from the day of publication, which is not known.
                continue
            near = next((there for at, there in reversed(stated) if at < number), stated[0][1])
            read = self._mention(match, _Seen(near, told._replace(present=False, beside=True)))
            out[number] = replace(read, confidence=0.7) if read is not None else None
        return out

    def _mention(self, match: regex.Match[str], seen: _Seen) -> DateMention | None:
        kind = next(name for name in _READERS if match[name] is not None)
        try:
            read = _READERS[kind](self, match, seen)
        except (ValueError, OverflowError):
            # A day, month or week that the calendar has not: no date.
            return None
        if read is None:
            return None
        span, precision = read
        start, end = match.span(kind)
        stated = match["y"] is not None or match["y2"] is not None or kind in {"iso", "numeric", "years", "year"}
        relative = kind in _COUNTED_FROM_NOW or (kind == "season" and not stated)
        rule = _RELATIVE if relative else "dates.stated" if stated else "dates.near"
        if span is None:
            return DateMention(start, end, None, None, precision, 0.5, rule)
        if span[0] > span[1]:
            return None
        confidence = 0.98 if stated else 0.85
        return DateMention(start, end, span[0].isoformat(), span[1].isoformat(), precision, confidence, rule)

    def month_number(self, word: str | None) -> int:
        return self.months[(word or "").casefold()]


def _stated(all_mentions: Iterable[DateMention | None]) -> list[tuple[int, date]]:
    """The days that a text states with their year, each with the number of its mention; the months and seasons where
    it states no day; none where they lie too far apart to tell the year of others."""
    mentions = list(all_mentions)
    for precisions in ({"day"}, {"week", "month", "season", "quarter"}):
        stated = [
            (number, date.fromisoformat(mention.first))
            for number, mention in enumerate(mentions)
            if mention is not None and mention.first is not None and mention.precision in precisions
        ]
        days = [there for _, there in stated]
        if days:
            return stated if max(days) - min(days) <= _MOST_APART else []
    return []


def _stretches(article: Article) -> Iterator[tuple[int, int, Sequence[Span]]]:
    """What is searched, in reading order: the passages, and the lines that say where and when it was sent."""
    spans = [(passage.start, passage.end, passage.sentences) for passage in article.passages]
    spans += [(start, end, ()) for start, end in article.datelines]
    return (each for each in sorted(spans) if _STAMPED.match(article.text, each[0], each[1]) is None)


def _nearest(base: date | None, month: int) -> int | None:
    return nearest_year(base, month, 15) if base is not None else None


def _year(text: str | None, base: date | None) -> int | None:
    """A stated year, two digits counted from 2000; else that of ``base``."""
    if text is None:
        return base.year if base is not None else None
    return int(text) if len(text) == 4 else 2000 + int(text)


def _single(span: date | None, precision: Precision = "day") -> Read | None:
    return ((span, span), precision) if span is not None else None


def _iso(_: DateMatcher, match: regex.Match[str], __: _Seen) -> Read | None:
    return _single(date.fromisoformat(match["iso"][:10]))


def _numeric(_: DateMatcher, match: regex.Match[str], __: _Seen) -> Read | None:
    year = _year(match["y"], None)
    return _single(day(year, int(match["mn"]), int(match["d"]))) if year is not None else None


def _short(_: DateMatcher, match: regex.Match[str], seen: _Seen) -> Read | None:
    """``den 28/6``: a day without a year."""
    month, number = int(match["mn"]), int(match["d"])
    if day(2024, month, number) is None:
        return None
    year = seen.year(month, number)
    return (None, "day") if year is None else _single(day(year, month, number))


def _days(matcher: DateMatcher, match: regex.Match[str], seen: _Seen) -> Read | None:
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
        near = seen.year(first_month, first, weekday)
        if near is None:
            return None, "day"
        last_year = near + ((last_month, last) < (first_month, first))
    first_year = int(match["y"]) if match["y"] is not None and match["y2"] is not None else last_year
    if first_year == last_year and (first_month, first) > (last_month, last):
        first_year -= 1
    start, end = day(first_year, first_month, first), day(last_year, last_month, last)
    return ((start, end), "day") if start is not None and end is not None else None


def _months(matcher: DateMatcher, match: regex.Match[str], seen: _Seen) -> Read | None:
    """``maj 2024``, ``maj-juni 2025``, ``i marts``."""
    if match["month"] is not None and _EVERY.search(
        match.string, max(match.start("month") - 50, 0), match.start("month")
    ):
        return None
    last = matcher.month_number(match["m2"] or match["m"])
    first = matcher.month_number(match["m"])
    if match["y2"] is not None:
        return months(int(match["y"]), first, int(match["y2"]), last), "month"
    if match["y"] is not None:
        year = int(match["y"])
    elif (near := seen.year(last, 15)) is not None:
        year = near
    else:
        return None, "month"
    return months(year - (first > last), first, year, last), "month"


def _part(matcher: DateMatcher, match: regex.Match[str], seen: _Seen) -> Read | None:
    """``primo 2026`` (its first month), ``ultimo maj 2025`` (its last third), ``medio juni``."""
    which = _THIRDS[match["third"].casefold()]
    year = _year(match["y"], seen.base)
    if match["m"] is not None:
        month = matcher.month_number(match["m"])
        if match["y"] is None:
            year = seen.year(month, 15)
        return (None, "week") if year is None else (third(months(year, month, year, month), which), "week")
    first, last = _TURN_OF_YEAR[which]
    return (None, "month") if year is None else (months(year, first, year, last), "month")


def _ordinal(text: str | None) -> int:
    word = (text or "").casefold().rstrip(".")
    return _NUMBERED[word] if word in _NUMBERED else ORDINALS[word]


def _quarter(_: DateMatcher, match: regex.Match[str], seen: _Seen) -> Read | None:
    first = _ordinal(match["n"])
    last = _ordinal(match["n2"]) if match["n2"] is not None else first
    if not 1 <= first <= last <= 4:
        return None
    year = _year(match["y"], None) or _nearest(seen.base, 3 * first - 1)
    return (None, "quarter") if year is None else (months(year, 3 * first - 2, year, 3 * last), "quarter")


def _half(_: DateMatcher, match: regex.Match[str], seen: _Seen) -> Read | None:
    which = _ordinal(match["n"])
    if which not in {1, 2}:
        return None
    year = _year(match["y"], None) or _nearest(seen.base, 6 * which - 2)
    return (None, "half") if year is None else (months(year, 6 * which - 5, year, 6 * which), "half")


def _week(_: DateMatcher, match: regex.Match[str], seen: _Seen) -> Read | None:
    first = int(match["n"])
    last = int(match["n2"]) if match["n2"] is not None else first
    if not 1 <= first <= last <= 53:
        return None
    year = _year(match["y"], None)
    if year is None:
        middle = date.fromisocalendar(2023, min(first, 52), 4)  # 2023 is 52 weeks that fill the year
        year = seen.year(middle.month, middle.day)
    if year is None:
        return None, "week"
    start, end = week(year, first), week(year, last)
    return ((start[0], end[1]), "week") if start is not None and end is not None else None


def _season(matcher: DateMatcher, match: regex.Match[str], seen: _Seen) -> Read | None:
    first, last = matcher.seasons[match["season_word"].casefold()]
    over_new_year = last < first
    if match["y"] is not None and over_new_year and match["y2"] is None:
        # "vinteren 2025" may begin or end in 2025: the text leaves it open.
        return None, "season"
    if match["y"] is not None:
        return season(int(match["y"]), first, last), "season"
    base = seen.base
    if base is None or over_new_year:
        return None, "season"
    year = nearest_year(base, first + 1, 15)
    if year is not None and match["till"] is not None and date(year, first + 1, 15) < base:
        year += 1
    return (None, "season") if year is None else (season(year, first, last), "season")


def _years(_: DateMatcher, match: regex.Match[str], __: _Seen) -> Read | None:
    first = int(match["y"])
    text = match["y2"]
    last = int(text) if len(text) == 4 else first // 100 * 100 + int(text)
    if last == first + 1 and _SPLIT_YEAR.search(match.string, max(match.start("years") - 24, 0), match.start("years")):
        return None
    return (years(first, last), "year") if first < last <= first + _LONGEST_LIFE else None


def _one_year(matcher: DateMatcher, match: regex.Match[str], _: _Seen) -> Read | None:
    named = _NAMED_AF.search(match.string, max(match.start("year") - 50, 0), match.start("year"))
    if named is not None and f"{named['name']} af".casefold() not in matcher.leads:
        return None  # «Idrætsforeningen af 1931» is a name
    return years(int(match["year"]), int(match["year"])), "year"


def _relative(matcher: DateMatcher, match: regex.Match[str], seen: _Seen) -> Read | None:
    unit, offset = matcher.relatives[" ".join(match["relative"].casefold().split())]
    precision, base = _UNITS[unit], seen.base
    if base is None:
        return None, precision
    if unit == "month":
        year, month = divmod(base.year * 12 + base.month - 1 + offset, 12)
        return months(year, month + 1, year, month + 1), "month"
    if unit == "year":
        return years(base.year + offset, base.year + offset), "year"
    return around(base + timedelta(days=offset * (7 if unit == "week" else 1)), unit), precision


def _counted(matcher: DateMatcher, match: regex.Match[str], seen: _Seen) -> Read | None:
    """``for to år siden``, ``om 14 dage``: the day, week, month or year that dateparser finds."""
    number = read_number(match["count"])
    unit = matcher.units[match["unit"].casefold()]
    if number is None or number.value != number.value.to_integral_value():
        return None
    precision, base = _UNITS[unit], seen.base
    if base is None:
        return None, precision
    ago = match["counted"][0] in "fF"
    there = counted_day(int(number.value), precision, base, ago=ago)
    return (around(there, unit), precision) if there is not None else None


def _on_weekday(matcher: DateMatcher, match: regex.Match[str], seen: _Seen) -> Read | None:
    """``på fredag`` is the next one after publication, ``i fredags`` the last one before it."""
    base = seen.base
    if base is None:
        return None, "day"
    wanted = matcher.weekdays[match["near"].casefold()]
    if match["on_weekday"][0] in "pP":
        return _single(base + timedelta(days=(wanted - base.weekday() - 1) % 7 + 1))
    return _single(base - timedelta(days=(base.weekday() - wanted - 1) % 7 + 1))


_READERS: Mapping[str, Callable[[DateMatcher, regex.Match[str], _Seen], Read | None]] = {
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
        counted_after=any_of(patterns.words["dates.counted_after"].words),
        counted_before=any_of(patterns.words["dates.counted_before"].words),
    )
    # Groups that a branch lacks are declared empty at the end, so that every reader may ask for every one.
    groups = "".join(f"|(?P<{name}>(?!))" for name in (*_READERS, *_GROUPS))
    opening = {*month_words, *weekdays, *seasons, *relatives, *_THIRDS, *ORDINALS, *_OPENERS}
    return DateMatcher(
        regex.compile(
            rf"(?<![\p{{L}}\d])(?:\d|q[1-4]|h[12]|{alternatives(opening)}"
            rf"|(?:for|om)(?=\s(?:[\p{{L}}.]{{1,9}}\s)?(?:\d{{1,2}}|\p{{L}}{{2,14}})\s(?:{any_of(units)})(?!\p{{L}}))"
            rf"|(?:på|i)(?=\s(?:{any_of(weekdays)}))|(?:den(?=\s\d)|d\.(?=\s?\d)))"
        ),
        regex.compile(r"(?<![\p{L}\d])(?<!\d[.,/])(?:" + "|".join(branches.values()) + groups + ")"),
        month_words,
        weekdays,
        seasons,
        relatives,
        units,
        patterns.words["dates.year_lead"].folded,
        regex.compile(
            rf"{patterns.words['dates.past'].expression.pattern}|(?<!\p{{L}})(?:\p{{L}}{{2,20}}ede|(?!(?:s|k)orte|hjerte|smerte|kvarte)\p{{L}}{{1,18}}(?:[lrgbdk]|(?<=[es])n)te)(?!\p{{L}})",
            regex.IGNORECASE,
        ),
        patterns.words["dates.present"].expression,
        regex.compile(rf"{patterns.words['dates.ahead'].expression.pattern}\s$", regex.IGNORECASE),
    )
