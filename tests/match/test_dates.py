"""Dates and periods in Danish sentences."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support import article, patterns

from extract.match.dates import DateMatcher, compile_dates
from extract.match.dates_counted import read_day
from extract.patterns import Words

PUBLISHED = datetime(2025, 8, 20, 12)  # a Wednesday


@lru_cache(maxsize=1)
def matcher() -> DateMatcher:
    return compile_dates(patterns())


class Row(NamedTuple):
    """A text published on 20 August 2025 and its dates: surface, first, last, precision."""

    text: str
    dates: list[tuple[str, str | None, str | None, str]]


ROWS = [
    Row("Søger I inden 5/3 kl. 12, er 1/2 af pengene jeres.", [("5/3", "2026-03-05", "2026-03-05", "day")]),
    Row("Indtjeningen var i første halvår 2010 DKK 168 mio. og den 15. Juni Fonden glad.", [
        ("første halvår 2010", "2010-01-01", "2010-06-30", "half")]),
    Row("Fristerne i 2027 er 14. februar, 17. maj og den 18. november.", [
        ("2027", "2027-01-01", "2027-12-31", "year"), ("14. februar", "2027-02-14", "2027-02-14", "day"),
        ("17. maj", "2027-05-17", "2027-05-17", "day"), ("den 18. november", "2027-11-18", "2027-11-18", "day")]),
    Row("Der var 17 kor i 2021. Den 3. marts synger de igen.", [
        ("2021", "2021-01-01", "2021-12-31", "year"), ("Den 3. marts", "2026-03-03", "2026-03-03", "day")]),
    Row("Arbejdet ventes slut til november i år.", [
        ("november", "2025-11-01", "2025-11-30", "month"), ("i år", "2025-01-01", "2025-12-31", "year")]),
    Row("Vejen er spærret fra mandag aften den 9. april til onsdag aften den 2. maj 2018.", [
        ("den 9. april til onsdag aften den 2. maj 2018", "2018-04-09", "2018-05-02", "day")]),
    Row("Vi mødes den 3. maj og den 5. juni 2026.", [
        ("den 3. maj", "2026-05-03", "2026-05-03", "day"), ("den 5. juni 2026", "2026-06-05", "2026-06-05", "day")]),
    Row("Mødet er den 23.-25. juni 2025.", [("den 23.-25. juni 2025", "2025-06-23", "2025-06-25", "day")]),
    Row("Mødet er 4.-5. oktober.", [("4.-5. oktober", "2025-10-04", "2025-10-05", "day")]),
    Row("Mødet er den 12. og 13. maj 2024.", [("den 12. og 13. maj 2024", "2024-05-12", "2024-05-13", "day")]),
    Row("Fra den 4. til den 6. maj 2024.", [("den 4. til den 6. maj 2024", "2024-05-04", "2024-05-06", "day")]),
    Row("30. maj til 2. juni 2026", [("30. maj til 2. juni 2026", "2026-05-30", "2026-06-02", "day")]),
    Row("28. december 2025 - 3. januar 2026", [
        ("28. december 2025 - 3. januar 2026", "2025-12-28", "2026-01-03", "day")]),
    Row("28. december til 3. januar 2026", [("28. december til 3. januar 2026", "2025-12-28", "2026-01-03", "day")]),
    Row("Fra fredag den 9. maj til søndag den 11. maj 2025.", [
        ("den 9. maj til søndag den 11. maj 2025", "2025-05-09", "2025-05-11", "day")]),
    Row("Det varer fra torsdag den 18. – søndag den 21. maj 2023.", [
        ("den 18. – søndag den 21. maj 2023", "2023-05-18", "2023-05-21", "day")]),
    Row("Besøg fra november 2019 til juni 2020.", [("november 2019 til juni 2020", "2019-11-01", "2020-06-30", "month")]),
    Row("Maj 14, 2019 var en god dag.", [("Maj 14, 2019", "2019-05-14", "2019-05-14", "day")]),
    Row("Malerier fra perioden 1880-1920.", [("1880-1920", "1880-01-01", "1920-12-31", "year")]),
    Row("Det var i coronaårene 2020 og 2021.", [
        ("2020", "2020-01-01", "2020-12-31", "year"), ("2021", "2021-01-01", "2021-12-31", "year")]),
    Row("Det er koldt en tirsdag i november.", []),
    Row("Det er mørkt en kold nat i februar.", []),
    Row("Der er sild hver fredag i juli.", [("juli", "2025-07-01", "2025-07-31", "month")]),
    Row("I skoleåret 2023/24 og fra årsskiftet 2024-25.", []),
    Row("Aftalen gælder 2025/26.", [("2025/26", "2025-01-01", "2026-12-31", "year")]),
    Row("I januar talte vi to.", [("januar", "2025-01-01", "2025-01-31", "month")]),
    Row("Fristen er d. 3. maj.", [("d. 3. maj", "2026-05-03", "2026-05-03", "day")]),
    Row("Fristen er 1. sept. 2025.", [("1. sept. 2025", "2025-09-01", "2025-09-01", "day")]),
    Row("Fristen er 3. maj kl. 10.", [("3. maj", "2026-05-03", "2026-05-03", "day")]),
    Row("Fristen er 28 juni 2024.", [("28 juni 2024", "2024-06-28", "2024-06-28", "day")]),
    Row("Nytår fejres den 2. januar.", [("den 2. januar", "2026-01-02", "2026-01-02", "day")]),
    Row("Det sker torsdag den 4. september kl. 19.", [("den 4. september", "2025-09-04", "2025-09-04", "day")]),
    Row("Det skete torsdag den 5. september.", [("den 5. september", "2024-09-05", "2024-09-05", "day")]),
    Row("Udgivet 2025-06-01.", [("2025-06-01", "2025-06-01", "2025-06-01", "day")]),
    Row("Udgivet 28.6.2024 14:55", [("28.6.2024", "2024-06-28", "2024-06-28", "day")]),
    Row("Udgivet 28/6-2024.", [("28/6-2024", "2024-06-28", "2024-06-28", "day")]),
    Row("Udgivet 12-10-2018.", [("12-10-2018", "2018-10-12", "2018-10-12", "day")]),
    Row("Udgivet 01.02.24.", [("01.02.24", "2024-02-01", "2024-02-01", "day")]),
    Row("Vi ses den 28/6.", [("28/6", "2025-06-28", "2025-06-28", "day")]),
    Row("Ferien er i uge 42.", [("uge 42", "2025-10-13", "2025-10-19", "week")]),
    Row("Ferien er i uge 7-8.", [("uge 7-8", "2026-02-09", "2026-02-22", "week")]),
    Row("Ferien er i uge 7 i 2024.", [("uge 7 i 2024", "2024-02-12", "2024-02-18", "week")]),
    Row("Det sker primo 2026.", [("primo 2026", "2026-01-01", "2026-01-31", "month")]),
    Row("Det sker ultimo maj 2025.", [("ultimo maj 2025", "2025-05-21", "2025-05-31", "week")]),
    Row("Det sker medio juni.", [("medio juni", "2025-06-11", "2025-06-20", "week")]),
    Row("Det sker i 2. kvartal 2025.", [("2. kvartal 2025", "2025-04-01", "2025-06-30", "quarter")]),
    Row("Det sker i fjerde kvartal.", [("fjerde kvartal", "2025-10-01", "2025-12-31", "quarter")]),
    Row("Tallene for Q3 2024.", [("Q3 2024", "2024-07-01", "2024-09-30", "quarter")]),
    Row("Fra andet til tredje kvartal i 2022.", [
        ("andet til tredje kvartal i 2022", "2022-04-01", "2022-09-30", "quarter")]),
    Row("Det sker i første halvår 2026.", [("første halvår 2026", "2026-01-01", "2026-06-30", "half")]),
    Row("Det sker i anden halvdel af 2026.", [("anden halvdel af 2026", "2026-07-01", "2026-12-31", "half")]),
    Row("Det skete i sommeren 2025.", [("sommeren 2025", "2025-06-01", "2025-08-31", "season")]),
    Row("Huset åbner i efteråret.", [("efteråret", "2025-09-01", "2025-11-30", "season")]),
    Row("Huset åbner til foråret.", [("foråret", "2026-03-01", "2026-05-31", "season")]),
    Row("Det skete i vinteren 2025/26.", [("vinteren 2025/26", "2025-12-01", "2026-02-28", "season")]),
    Row("Det skete i vinteren 2025.", [("vinteren 2025", None, None, "season")]),
    Row("Det skete i maj 2024.", [("maj 2024", "2024-05-01", "2024-05-31", "month")]),
    Row("Det sker maj-juni 2025.", [("maj-juni 2025", "2025-05-01", "2025-06-30", "month")]),
    Row("Arbejdet begynder i november.", [("november", "2025-11-01", "2025-11-30", "month")]),
    Row("Projektet løber fra 2024 til 2026.", [("2024 til 2026", "2024-01-01", "2026-12-31", "year")]),
    Row("Projektet løber 2024-2026.", [("2024-2026", "2024-01-01", "2026-12-31", "year")]),
    Row("Projektet løber 2024–26.", [("2024–26", "2024-01-01", "2026-12-31", "year")]),
    Row("Det sker mellem 2024 og 2026.", [("2024 og 2026", "2024-01-01", "2026-12-31", "year")]),
    Row("Havnen åbner i 2027.", [("2027", "2027-01-01", "2027-12-31", "year")]),
    Row("Siden 2018 har fonden hjulpet.", [("2018", "2018-01-01", "2018-12-31", "year")]),
    Row("Inden udgangen af 2027.", [("2027", "2027-01-01", "2027-12-31", "year")]),
    Row("Det skete i går.", [("i går", "2025-08-19", "2025-08-19", "day")]),
    Row("Det skete i forgårs.", [("i forgårs", "2025-08-18", "2025-08-18", "day")]),
    Row("Det sker i morgen.", [("i morgen", "2025-08-21", "2025-08-21", "day")]),
    Row("Det sker næste år.", [("næste år", "2026-01-01", "2026-12-31", "year")]),
    Row("Det sker næste måned.", [("næste måned", "2025-09-01", "2025-09-30", "month")]),
    Row("Det skete i sidste uge.", [("sidste uge", "2025-08-11", "2025-08-17", "week")]),
    Row("For to år siden lå her en mark.", [("For to år siden", "2023-01-01", "2023-12-31", "year")]),
    Row("Det begyndte for 14 dage siden.", [("for 14 dage siden", "2025-08-06", "2025-08-06", "day")]),
    Row("Det begyndte for en uge siden.", [("for en uge siden", "2025-08-11", "2025-08-17", "week")]),
    Row("Det begyndte for fem måneder siden.", [("for fem måneder siden", "2025-03-01", "2025-03-31", "month")]),
    Row("Det begyndte for snart tyve år siden.", [("for snart tyve år siden", "2005-01-01", "2005-12-31", "year")]),
    Row("Om tre måneder er hallen klar.", [("Om tre måneder", "2025-11-01", "2025-11-30", "month")]),
    Row("Om to uger er hallen klar.", [("Om to uger", "2025-09-01", "2025-09-07", "week")]),
    Row("Om et år er hallen klar.", [("Om et år", "2026-01-01", "2026-12-31", "year")]),
    Row("Det sker om tre døgn.", [("om tre døgn", "2025-08-23", "2025-08-23", "day")]),
    Row("Vi mødes på fredag kl. 16.", [("på fredag", "2025-08-22", "2025-08-22", "day")]),
    Row("Vi mødes på onsdag.", [("på onsdag", "2025-08-27", "2025-08-27", "day")]),
    Row("Det skete i lørdags.", [("i lørdags", "2025-08-16", "2025-08-16", "day")]),
    Row("Det skete i fjor.", [("i fjor", "2024-01-01", "2024-12-31", "year")]),
    Row("Vi mødes på torsdag den 4. september.", [("den 4. september", "2025-09-04", "2025-09-04", "day")]),
    # ranges that say their unit twice, and what a writer runs together
    Row("Fra uge 33 til uge 48 er vejen lukket.", [("uge 33 til uge 48", "2025-08-11", "2025-11-30", "week")]),
    Row("Det varer fra den 3. til 10. oktober.", [("den 3. til 10. oktober", "2025-10-03", "2025-10-10", "day")]),
    Row("Det varer fra den 3. oktober til og med den 1. november.", [
        ("den 3. oktober til og med den 1. november", "2025-10-03", "2025-11-01", "day")]),
    Row("Fristen er d.3.maj 2026.", [("d.3.maj 2026", "2026-05-03", "2026-05-03", "day")]),
    Row("Det sker i juni måned 2026.", [("juni måned 2026", "2026-06-01", "2026-06-30", "month")]),
    Row("Det sker medio 2026.", [("medio 2026", "2026-06-01", "2026-07-31", "month")]),
    Row("Det sker ultimo 2026.", [("ultimo 2026", "2026-12-01", "2026-12-31", "month")]),
    # the tense and the words beside a date tell its year
    Row("Arbejdet begynder i marts.", [("marts", "2026-03-01", "2026-03-31", "month")]),
    Row("Broen blev lukket i marts.", [("marts", "2025-03-01", "2025-03-31", "month")]),
    Row("Byrådet vedtog planen i oktober.", [("oktober", "2024-10-01", "2024-10-31", "month")]),
    Row("De første elever møder ind i uge 3.", [("uge 3", "2026-01-12", "2026-01-18", "week")]),
    Row("Næste års marked er i uge 22.", [("uge 22", "2026-05-25", "2026-05-31", "week")]),
    Row("Regnskabet for første halvår er godt.", [("første halvår", "2025-01-01", "2025-06-30", "half")]),
    Row("Det sker i 1. kvartal.", [("1. kvartal", "2026-01-01", "2026-03-31", "quarter")]),
    Row("Senest 1. juli skal huset stå færdigt.", [("1. juli", "2026-07-01", "2026-07-01", "day")]),
    Row("Det sker i maj næste år.", [("maj", "2026-05-01", "2026-05-31", "month"),
        ("næste år", "2026-01-01", "2026-12-31", "year")]),
    Row("Puljen åbner for næste års ansøgninger i uge 48.", [("uge 48", "2025-11-24", "2025-11-30", "week")]),
    Row("Frister er den 1. februar og den 1. september.", [
        ("den 1. februar", "2026-02-01", "2026-02-01", "day"), ("den 1. september", "2025-09-01", "2025-09-01", "day")]),
    Row("Klubben får hvert år i marts en liste.", []),
    Row("Anlægget er klart til høsten 2026.", [("høsten 2026", "2026-08-01", "2026-09-30", "season")]),
    Row("Slægten er fulgt fra 1790 til 1900.", [("1790 til 1900", "1790-01-01", "1900-12-31", "year")]),
    # bare years by their place
    Row("Foreningens regnskab 2024 er godkendt.", [("2024", "2024-01-01", "2024-12-31", "year")]),
    Row("Oversigt over bevillinger 2019", [("2019", "2019-01-01", "2019-12-31", "year")]),
    Row("Der kom godt 2013.", []),
    Row("Aftalen gælder til og med 2028.", [("2028", "2028-01-01", "2028-12-31", "year")]),
    Row("Grundlagt: 1950", [("1950", "1950-01-01", "1950-12-31", "year")]),
    Row("Født 1928 i Hals", [("1928", "1928-01-01", "1928-12-31", "year")]),
    Row("1951: To søstre åbner et væveri", [("1951", "1951-01-01", "1951-12-31", "year")]),
    Row("• 2019: Første forsøg", [("2019", "2019-01-01", "2019-12-31", "year")]),
    Row("Indtægter\t2023\t2024", [
        ("2023", "2023-01-01", "2023-12-31", "year"), ("2024", "2024-01-01", "2024-12-31", "year")]),
    Row("2025 2024", [("2025", "2025-01-01", "2025-12-31", "year"), ("2024", "2024-01-01", "2024-12-31", "year")]),
    Row("Oprettet\t2023", [("2023", "2023-01-01", "2023-12-31", "year")]),
    Row("Samlet ramme 2023-2027\tkr. 240 mio.", [("2023-2027", "2023-01-01", "2027-12-31", "year")]),
    Row("Filmen ”Stille hav” (2019) vandt.", [("2019", "2019-01-01", "2019-12-31", "year")]),
    Row("Uddannelse: Jordemoder fra Holstebro, 2007", [("2007", "2007-01-01", "2007-12-31", "year")]),
    Row("Hun tror ikke, at 2026 bliver lige så godt.", [("2026", "2026-01-01", "2026-12-31", "year")]),
    Row("Det blev afholdt i 2021, 2022 og 2024.", [
        (y, f"{y}-01-01", f"{y}-12-31", "year") for y in ("2021", "2022", "2024")]),
    Row("Kirken fik orglet i 1864.", [("1864", "1864-01-01", "1864-12-31", "year")]),
    Row("Malerinden Ane Rosager (1848-1912)", [("1848-1912", "1848-01-01", "1912-12-31", "year")]),
    # no dates
    Row("Idrætsforeningen af 1931 og Bådelauget af 1978", []),
    Row("Rør fra 1950’erne, 1960'erne og 1970erne", []),
    Row("De gik til 2000 medlemmer.", []),
    Row("Foreningen\t2000", []),
    Row("Antal: 2000", []),
    Row("Byens Vision 2030 er klar.", []),
    Row("Vi når FN’s 2030-mål.", []),
    Row("Fra 1500 til 1900 kroner", []),
    Row("Sidst opdateret: 3. maj 2018", []),
    Row("For halvandet år siden lå her en mark.", []),
    Row("For flere år siden lå her en mark.", []),
    Row("En film om to år gamle tvillinger.", []),
    Row("De fik penge for to år.", []),
    Row("Om året kommer der 12 gæster på lørdage.", []),
    Row("EuroSkills 2025 i Herning", []),
    Row("Broen koster 5 mio. i 2024-priser.", []),
    Row("For 2025 kr. kan man få 2000 kroner.", []),
    Row("Maj Hansen og August Bournonville", []),
    Row("Den 31. februar 2025", []),
    Row("3,5 mio. til 10-16 år, tlf. 87 28 40 00", []),
    Row("Elever fra 8. klasse, version 1.2.3", []),
    Row("Uge 53 2025 er der ikke noget der hedder.", []),
    Row("De fik 1/3 af pengene.", []),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.text)
def test_dates(row: Row) -> None:
    found = matcher().find(article(row.text, published_at=PUBLISHED))
    assert [(row.text[m.start : m.end], m.first, m.last, m.precision) for m in found] == row.dates


BOTH = [
    "3. maj 2025", "28. februar 2024", "1. september 2025", "31. december 1999", "2025-05-03", "03.05.2025", "6. juni 2026",
    "i går", "i morgen", "næste år", "sidste år", "næste måned", "sidste måned", "næste uge", "sidste uge",
    "for 2 år siden", "for 3 måneder siden", "om 2 uger", "om 14 dage",
]  # fmt: skip


@pytest.mark.parametrize("span", BOTH)
def test_dateparser_reads_the_same(span: str) -> None:
    """Where both can read a span, dateparser's day lies in our stretch of the calendar."""
    text = f"Det gælder {span}."
    (mention,) = matcher().find(article(text, published_at=PUBLISHED))
    read = read_day(span, PUBLISHED.date())
    assert read is not None
    assert mention.first is not None
    assert mention.last is not None
    assert mention.first <= read.isoformat() <= mention.last


@pytest.mark.parametrize(
    ("span", "ours", "theirs"),
    [
        # Ours wins: dateparser takes the hour for a year, figures for a date, or leaves the span alone.
        ("3. maj", "2026-05-03", None),
        ("d. 3. maj", "2026-05-03", None),
        ("1. sept. 2025", "2025-09-01", None),
        ("maj 2024", "2024-05-01", None),
        ("i forgårs", "2025-08-18", None),
        ("3. maj kl. 10", "2026-05-03", "2010-05-03"),
    ],
)
def test_our_own_reading_wins(span: str, ours: str, theirs: str | None) -> None:
    (mention,) = matcher().find(article(f"Det gælder {span}.", published_at=PUBLISHED))
    read = read_day(span, PUBLISHED.date())
    assert (mention.first, read.isoformat() if read is not None else None) == (ours, theirs)


@pytest.mark.parametrize(
    "text",
    [
        "Det skete i går.",
        "Det sker om to år.",
        "Vi ses på lørdag.",
        "Fristen er d. 3. maj.",
        "uge 42",
        "i efteråret",
    ],
)
def test_without_a_day_of_publication_the_ends_are_unknown(text: str) -> None:
    (mention,) = matcher().find(article(text))
    assert (mention.first, mention.last) == (None, None)
    assert mention.confidence < 0.9


def test_a_bare_month_of_no_year_that_can_be_told_is_no_date() -> None:
    assert matcher().find(article("Der bliver dansk musik i november.")) == ()


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Den 1. oktober 2025 åbner puljen, og fristen er den 15. november.", "2025-11-15"),
        ("Prøverne begynder i uge 9.\nDet oplyste koret 21. januar 2026.", "2026-02-23"),
        ("Båden sættes i vandet i uge 7, og dåben er den 3. maj 2026.", "2026-02-09"),
        ("Huset blev indviet i sommeren 2025, og dørene åbnes den 10. oktober.", "2025-10-10"),
        # dates far apart, or years alone, do not tell
        ("Foreningen blev stiftet den 3. maj 1978 og holdt fest den 4. maj 2025. Vi ses i uge 9.", None),
        ("Der kom mange i 2024. Vi ses i uge 9.", None),
        # seen from a day that is not known
        ("Broen åbnede den 3. marts 2017. Den 4. april i år blev den malet.", None),
    ],
)
def test_without_a_day_of_publication_the_dates_around_tell_the_year(text: str, first: str | None) -> None:
    near = [m for m in matcher().find(article(text)) if m.rule == "dates.near"]
    assert [m.first for m in near] == [first]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("den 3. maj 2025", "dates.stated"), ("i 2025", "dates.stated"), ("sommeren 2025", "dates.stated"), ("den 3. maj", "dates.near"),
        ("i uge 42", "dates.near"), ("i går", "dates.relative"), ("for to år siden", "dates.relative"), ("på fredag", "dates.relative"),
        ("til sommer", "dates.relative"), ("i foråret", "dates.relative"),
    ],
)  # fmt: skip
def test_rule(text: str, rule: str) -> None:
    (mention,) = matcher().find(article(f"Det er {text}.", published_at=PUBLISHED))
    assert mention.rule == rule


@pytest.mark.parametrize("words", patterns().word_group("dates"), ids=lambda words: words.id)
def test_word_lists(words: Words) -> None:
    assert all(words.expression.search(text) for text in words.yes)
    assert not any(words.expression.search(text) for text in words.no)


@settings(max_examples=150)
@given(
    st.lists(
        st.sampled_from(
            [
                *(
                    "3.",
                    "-",
                    "25.",
                    "maj",
                    "juni",
                    "2025",
                    "2024-26",
                    "uge",
                    "42",
                    "til",
                    "den",
                    "og",
                    "primo",
                    "i",
                    "fra",
                ),
                *("kvartal", "første", "halvår", "sommeren", "vinteren", "torsdag", "29.", "februar", "99", "næste år"),
                *(
                    "for",
                    "om",
                    "siden",
                    "år",
                    "på",
                    "fredag",
                    "28/6-2024",
                    "2025-13-01",
                    "0000-00-00",
                    "kl. 10",
                    "\n",
                    "mellem",
                    "Q3",
                    "2099",
                    "uge 53",
                ),
            ]
        ),
        max_size=30,
    )
)
def test_invariants(words: list[str]) -> None:
    text = " ".join(words)
    found = matcher().find(article(text, published_at=PUBLISHED))
    for mention in found:
        assert text[mention.start : mention.end].strip()
        if mention.first is not None and mention.last is not None:
            assert date.fromisoformat(mention.first) <= date.fromisoformat(mention.last)
        assert (mention.first is None) == (mention.last is None)
    for first, second in pairwise(found):
        assert first.end <= second.start


@settings(max_examples=100)
@given(st.text(max_size=120))
def test_any_text(text: str) -> None:
    for mention in matcher().find(article(text)):
        assert text[mention.start : mention.end].strip()
