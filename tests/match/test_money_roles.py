"""What an amount is: every phrase of patterns/money_roles.toml on its own examples, and whole passages."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import pytest
from tests.support import article, patterns

from extract.match.money import MoneyMatcher, compile_money
from extract.patterns import Phrase


@lru_cache(maxsize=1)
def matcher() -> MoneyMatcher:
    return compile_money(patterns())


def roles(text: str) -> list[str]:
    return [mention.role for mention in matcher().find(article(text))]


def _examples(kind: str) -> list[tuple[Phrase, str]]:
    return [(phrase, text) for phrase in patterns().group("money.role") for text in getattr(phrase, kind)]


@pytest.mark.parametrize(("phrase", "text"), _examples("yes"), ids=lambda x: x.id if isinstance(x, Phrase) else x[:40])
def test_examples_that_match(phrase: Phrase, text: str) -> None:
    assert phrase.id in {mention.rule for mention in matcher().find(article(text))}


@pytest.mark.parametrize(("phrase", "text"), _examples("no"), ids=lambda x: x.id if isinstance(x, Phrase) else x[:40])
def test_examples_that_do_not(phrase: Phrase, text: str) -> None:
    assert phrase.id not in {mention.rule for mention in matcher().find(article(text))}


@pytest.mark.parametrize("words", patterns().word_group("money"), ids=lambda words: words.id)
def test_word_lists(words: object) -> None:
    expression = words.expression  # type: ignore[attr-defined]
    assert all(expression.search(text) for text in words.yes)  # type: ignore[attr-defined]
    assert not any(expression.search(text) for text in words.no)  # type: ignore[attr-defined]


class Row(NamedTuple):
    text: str
    roles: list[str]


ROWS = [
    Row("12,5 mio. kr. går til en ny mole i Hvide Sande.", ["grant"]),
    Row("Byrådet har bevilget 300.000 kr. til klubben.", ["grant"]),
    Row("Der er bevilget 300.000 kr. til klubben.", ["grant"]),
    Row("Klubben i Skive tildeles 20.000 kr.", ["grant"]),
    Row("Koret kan glæde sig over 38.000 kroner.", ["grant"]),
    Row("Med en bevilling på op til 9 millioner kroner hjælper fonden møllen.", ["grant"]),
    Row("Værftet har fået tilsagn om 85.000 kr. fra fonden.", ["grant"]),
    Row("Fonden støtter med 5 mio. kr.", ["grant"]),
    Row("Orgelet er støttet med 12 mio. kr.", ["grant"]),
    Row("Museet får 615.500 kr. i støtte.", ["grant"]),
    Row("Nu donerer banken 3,2 millioner kroner.", ["grant"]),
    Row("Bevillingen er på 2,4 mio. kr.", ["grant"]),
    Row("Museet får et lån på 12 mio. kr.", ["loan"]),
    Row("Havnen optager et lån på 40 mio. kr.", ["loan"]),
    Row("Kommunen stiller en garanti på 260 mio. kr.", ["loan"]),
    Row("Samlet projektsum: 4,267 mio. kroner. Regionen støtter med 2,7 mio. kroner.", ["total", "grant"]),
    Row("Fonden bevilger 5 mio. kr. til hallen, der har et samlet budget på 12 mio. kr.", ["grant", "total"]),
    Row("Den nye hal kommer til at koste 60 mio. kr.", ["total"]),
    Row("Hallen bygges for 60 mio. kr.", ["total"]),
    Row("Anlægssummen er 54 mio. kr.", ["total"]),
    Row("Den 31 mio. kr. dyre bro åbner til maj.", ["total"]),
    Row("Budgettet lyder på 1,4 mio. kr.", ["total"]),
    Row("Regionsrådet har besluttet at fordele i alt 19,9 mio. kroner fra puljen.", ["pool"]),
    Row("Fonden uddeler 11 mio. kr. til fire museer.", ["pool"]),
    Row("Der er en særlig pulje på otte millioner kroner.", ["pool"]),
    Row("Kommunen har afsat 15 millioner kroner til stierne.", ["pool"]),
    Row("62 projekter har fået tilskud på i alt 8,3 mio. kr.", ["pool"]),
    Row("Fonden har givet 22 mio. kr. til 47 projekter.", ["pool"]),
    Row("Legatet har 420.000 kr. til uddeling.", ["pool"]),
    Row("10 foreninger modtager hver 10.000 kr.", ["grant"]),
    Row("Egenfinansiering: 1,2 mio. kr.", ["cofunding"]),
    Row("Kommunen medfinansierer med 3 mio. kr.", ["cofunding"]),
    Row("Klubben har selv lagt 250.000 kr. i banen.", ["cofunding"]),
    Row("Fonden bevilger 5 mio. kr., og klubben bidrager med 1 mio. kr. i egenfinansiering.", ["grant", "cofunding"]),
    Row("Museet har søgt om 5 mio. kr. og fået 3 mio. kr.", ["applied", "grant"]),
    Row("Der kom 44 ansøgninger om i alt 16,2 mio. kr.", ["applied"]),
    Row("Der kan søges om op til 50.000 kr.", ["other"]),
    Row("Skiftet giver en besparelse på 18 mio. kr.", ["saving"]),
    Row("Selskabet havde en omsætning på 412 mio. kr. og et overskud på 12 mio. kr.", ["turnover", "other"]),
    Row("Byrådet brugte 12,5 mio. kr. sidste år.", ["other"]),
    Row("Rederiet investerer 2 mia. kr. i nye færger.", ["total"]),
    Row("Han fik en bøde på 5.000 kr.", ["other"]),
    Row("Fonden har givet 20 mio. kr. til A, 5 mio. kr. til B og 2 mio. kr. til C.", ["grant", "grant", "grant"]),
    Row("Museet får 400.000 euro (ca. 3 mio. kr.).", ["grant", "grant"]),
    Row("De får 2,5 og 3,1 mio. kr. fra fonden.", ["grant", "grant"]),
    Row("Stolen er 200 kr.", ["other"]),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.text[:50])
def test_roles(row: Row) -> None:
    assert roles(row.text) == row.roles


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("Støttes med", "grant"),
        ("Beløb", "grant"),
        ("Tilskud", "grant"),
        ("Bevilget beløb", "grant"),
        ("Samlet budget", "total"),
        ("Projektsum", "total"),
        ("Egenfinansiering", "cofunding"),
        ("Ansøgt beløb", "applied"),
        ("Lån", "loan"),
    ],
)
def test_label_on_the_same_line_and_on_the_line_before(label: str, role: str) -> None:
    assert roles(f"{label}: 700.000 kr.") == [role]
    assert roles(f"{label}:\n700.000 kr.") == [role]
    assert roles(f"{label}\n700.000 kr.") == [role]


def test_list_under_a_heading_that_announces_grants() -> None:
    text = "Modtagerne af Kystpuljen:\n· Roklubben – nye både – 10.000 kr.\n· Koret – noder – 4.000 kr."
    found = matcher().find(article(text))
    assert [(m.role, m.rule) for m in found] == [("grant", "money.list_heading")] * 2


def test_list_under_another_heading() -> None:
    assert roles("Sådan bliver priserne fremover:\n· Voksne – 100 kr.\n· Børn – 50 kr.") == ["other", "other"]


def test_long_list_without_heading_in_a_release_about_grants() -> None:
    lines = ["Rådet har bevilget 9 mio. kr.", "Institut for Kemi: 1,2 mio. kr.", "Institut for Fysik: 2 mio. kr."]
    text = "\n".join([*lines, "Zoologisk Have: 3 mio. kr."])
    assert roles(text) == ["grant"] * 4


def test_the_same_amount_said_elsewhere_lends_its_role() -> None:
    assert roles("De 4,2 mio. kr. kom bag på alle.\nFonden har bevilget 4,2 mio. kr.") == ["grant", "grant"]


def test_nearest_phrase_wins() -> None:
    text = "Kommunen søger nu flere frivillige, og derfor har fonden bevilget 40.000 kr."
    assert roles(text) == ["grant"]


def test_rule_names_the_pattern() -> None:
    (mention,) = matcher().find(article("Fonden uddeler 9 mio. kr."))
    assert mention.rule == "money.role.pool.distribute"
