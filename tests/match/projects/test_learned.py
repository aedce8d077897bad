"""Prose as the tagger reads it: what it adds to the rules, takes from them, and leaves alone."""

from __future__ import annotations

import pytest
from tests.match.projects.told import Row, rows
from tests.support import article, patterns

from extract import Extractor
from extract.match.projects.fields import Index
from extract.match.projects.learned import LEAST_NEW, LEAST_UNPAID, OPEN_RULES, PROSE, with_tagged
from extract.match.projects.words import compile_words
from extract.match.tagging.stretches import stretches
from extract.match.tagging.tagger import Tagged, Told
from extract.records.mentions import Named, ProjectMention, ProjectsTold

TEXT = "Ny sti ved havnen.\n\nKystfonden giver 50.000 kr. til Roklubben Havet, og bag Havets Dag står klubben."


def test_a_name_far_from_its_money_gets_it() -> None:
    assert rows(
        "Musikken tilbage på Nørre Aaby Plejehjem\n\nTo gange om ugen spiller studerende for de ældre. Ordningen hedder Musik til middag."
        "\n\nNu kan Musik til middag fortsætte i tre år, efter at Brinchs Fond har sagt ja til at støtte med 480.000 kr.\n"
    ) == [Row("Musik til middag", None, None, "480000", None, "Brinchs Fond")]  # fmt: skip


def test_a_project_of_its_own_needs_no_money() -> None:
    (row,) = rows(
        "Forsøg med natbusser\n\nI Brønderslev prøver kommunen nu en ordning, som hedder Sov sødt. Unge kan ringe efter en bus, der kører "
        "dem hjem.\n\nSov sødt kører til sommerferien og bliver så gjort op.\n"
    )  # fmt: skip
    assert (row.name, row.granted) == ("Sov sødt", None)


def test_news_without_a_project_has_none() -> None:
    assert not rows(
        "Ny direktør i Hedens Sparekasse\n\nJens Holm bliver ny direktør i Hedens Sparekasse. Han kommer fra en stilling i Fjordens Bank, "
        "hvor han stod for kontakten til erhvervslivet.\n\nHan begynder den 1. maj.\n"
    )  # fmt: skip


def _read(projects: list[tuple[str, str]], found: list[tuple[str, str, int]]) -> list[tuple[str, str]]:
    """The names and rules of :data:`TEXT` where the rules have the projects (name, rule), and the tagger has found
    these words (words, kind, lead)."""
    text = article(TEXT)
    mentions = Extractor(model=None)._mentions(text)
    told = ProjectsTold(
        tuple(
            ProjectMention(Named(name, ((at := TEXT.index(name), at + len(name)),)), listed=False, granted=0, rule=rule)
            for name, rule in projects
        )
    )
    tagged = [Tagged(at := TEXT.index(words), at + len(words), kind, lead) for words, kind, lead in found]
    seen = [
        Told(stretch, tuple(t for t in tagged if stretch.tokens[0].start <= t.start < stretch.tokens[-1].end))
        for stretch in stretches(text, mentions)
    ]
    out = with_tagged(Index(TEXT, mentions, ()), compile_words(patterns()), text, told, seen)
    return [(p.name.text, p.rule) for p in out.projects]


@pytest.mark.parametrize(
    ("lead", "expected"), [(LEAST_UNPAID - 1, []), (LEAST_UNPAID, [("Havets Dag", PROSE)])], ids=["unsure", "sure"]
)
def test_without_money_it_must_be_surer(lead: int, expected: list[tuple[str, str]]) -> None:
    assert _read([], [("Havets Dag", "P", lead)]) == expected


@pytest.mark.parametrize("words", ["Kystfonden", "Roklubben Havet", "Roklubben"])
def test_a_body_or_how_its_name_begins_is_no_project(words: str) -> None:
    assert _read([], [(words, "P", 10 * LEAST_UNPAID)]) == []


def test_a_name_takes_the_money_beside_it() -> None:
    assert _read([], [("Havets Dag", "P", LEAST_NEW), ("50.000 kr.", "G", 0)]) == [("Havets Dag", PROSE)]


@pytest.mark.parametrize("rule", sorted(OPEN_RULES - {"prose.applicant"}))
def test_what_an_open_rule_alone_has_found_is_left_out(rule: str) -> None:
    assert _read([("klubben", rule)], []) == []


def test_what_a_word_or_mark_says_stays() -> None:
    assert _read([("Havets Dag", "prose.named")], []) == [("Havets Dag", "prose.named")]


def test_who_gets_it_stands_for_the_project_where_nothing_else_does() -> None:
    assert _read([("Roklubben Havet", "prose.applicant")], []) == [("Roklubben Havet", "prose.applicant")]
    assert _read([("Roklubben Havet", "prose.applicant")], [("Havets Dag", "P", LEAST_NEW)]) == [("Havets Dag", PROSE)]


def test_a_name_is_cut_as_the_tagger_cuts_it() -> None:
    assert _read([("Havets", "prose.named")], [("Havets Dag", "P", 1)]) == [("Havets Dag", PROSE)]


def test_who_gets_it_is_no_project_beside_one() -> None:
    assert rows(
        "Sangen skal tilbage i Lemvig\n\nHalvanden million kroner fra Limfjordens Sparekassefond bliver nu til sang på skoler og plejehjem. "
        "Pengene er givet til Thyborøn-Lemvig Korforening, som står bag Stemmer i vinden.\n\nStemmer i vinden begynder efter sommerferien på Nr. "
        "Nissum Skole og koster i alt 2,1 mio. kr., hvoraf kommunen betaler 300.000 kr.\n"
    ) == [Row("Stemmer i vinden", "Lemvig", "Thyborøn-Lemvig Korforening", "1500000", "2100000", "Limfjordens Sparekassefond")]  # fmt: skip


def test_who_takes_part_in_a_project_without_money_is_not_who_carries_it() -> None:
    (row,) = rows(
        "Færre klip til knallerter\n\nSydøstjyllands Politi uddelte i april 312 bøder ved kontroller i Horsens.\n\nNu følger politiet op med "
        "kampagnen ”Hjem til aftensmad”. Med Hjem til aftensmad møder betjente op på ti uddannelser, og den første er Learnmark Horsens.\n"
    )  # fmt: skip
    assert (row.name, row.applicant) == ("Hjem til aftensmad", None)
