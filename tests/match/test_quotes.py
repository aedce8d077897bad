"""Quotes: the words, the speaker and the rule, one case a row."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support import article, patterns

from extract.match.organisations import compile_organisations
from extract.match.people import compile_people
from extract.match.quotes import compile_quotes
from extract.patterns import mask
from extract.records.document import Article, Block, Element, Passage
from extract.records.mentions import PersonMention, QuoteMention

ORGANISATIONS = compile_organisations(patterns())
PEOPLE = compile_people(patterns())
QUOTES = compile_quotes(patterns())


def read(source: Article) -> tuple[tuple[PersonMention, ...], tuple[QuoteMention, ...]]:
    people = PEOPLE.find(source, ORGANISATIONS.find(source))
    return people, QUOTES.find(source, people)


def told(source: Article, *, direct: bool = True) -> list[tuple[list[str], str | None, str]]:
    """For each quote its parts, its speaker as written there, and its attribution."""
    people, quotes = read(source)
    return [
        (
            [source.surface(part) for part in quote.parts],
            people[quote.speaker].name if quote.speaker is not None else None,
            quote.attribution,
        )
        for quote in quotes
        if quote.direct is direct
    ]


@dataclass(frozen=True)
class Case:
    text: str
    quotes: list[tuple[list[str], str | None, str]]


def one(text: str, part: str, speaker: str | None, attribution: str) -> Case:
    return Case(text, [([part], speaker, attribution)])


CASES = [
    # Dash lines: each dash, with a blank or none, each kind of cue.
    one("- Vi er stolte, siger Lone Bakholt.", "Vi er stolte", "Lone Bakholt", "after"),
    one("-Vi er stolte, siger Lone Bakholt.", "Vi er stolte", "Lone Bakholt", "after"),
    one("– Vi er stolte, siger borgmester Lone Bakholt (V).", "Vi er stolte", "Lone Bakholt", "after"),
    one("—Vi er stolte, fortæller Lone Bakholt fra Ribe Roklub.", "Vi er stolte", "Lone Bakholt", "after"),
    one("− Vi er stolte, udtaler formand for Ribe Roklub, Lone Bakholt.", "Vi er stolte", "Lone Bakholt", "after"),
    one("- Vi er stolte! udbryder Lone Bakholt.", "Vi er stolte!", "Lone Bakholt", "after"),
    one("- Hvad gør vi nu? spørger Lone Bakholt.", "Hvad gør vi nu?", "Lone Bakholt", "after"),
    one("- Vi er stolte siger Lone Bakholt.", "Vi er stolte", "Lone Bakholt", "after"),
    one("- Det går, slår Lone Bakholt fast.", "Det går", "Lone Bakholt", "after"),
    one("- Det går, lyder det fra Lone Bakholt.", "Det går", "Lone Bakholt", "after"),
    one("- Det går, lyder vurderingen fra driftschef Lone Bakholt.", "Det går", "Lone Bakholt", "after"),
    one("- Det går, siger chef for bygninger og veje i Varde Kommune, Ib Dal.", "Det går", "Ib Dal", "after"),
    one("- Det går, siger projektchef i Fonden Vestkyst Ib Dal i en pressemeddelelse.", "Det går", "Ib Dal", "after"),
    one("- Det går, siger Ib Dal og peger på kortet.", "Det går", "Ib Dal", "after"),
    one("- Det går, sagde Ib Dal, der også roste havnen.", "Det går", "Ib Dal", "after"),
    one("- Det går – og det haster – fint, siger Ib Dal.", "Det går – og det haster – fint", "Ib Dal", "after"),
    one("- Vi takker Lone Bakholt og Per Krog, siger Ib Dal.", "Vi takker Lone Bakholt og Per Krog", "Ib Dal", "after"),
    one("- Det er godt, siger Ida Brinks kollega Ib Dal.", "Det er godt", "Ib Dal", "after"),
    one("- Vi siger ofte, at det går, siger Ib Dal.", "Vi siger ofte, at det går", "Ib Dal", "after"),
    # Marks of every shape, mixed and lost, the comma inside and outside.
    one("»Det er stort,« siger Ib Dal.", "Det er stort", "Ib Dal", "after"),
    one("»Det er stort«, siger Ib Dal.", "Det er stort", "Ib Dal", "after"),
    one("«Det er stort», siger Ib Dal.", "Det er stort", "Ib Dal", "after"),
    one("”Det er stort”, siger Ib Dal.", "Det er stort", "Ib Dal", "after"),
    one("“Det er stort,” siger Ib Dal.", "Det er stort", "Ib Dal", "after"),
    one("„Det er stort“, siger Ib Dal.", "Det er stort", "Ib Dal", "after"),
    one('"Det er stort", siger Ib Dal.', "Det er stort", "Ib Dal", "after"),
    one('"Det er stort" siger Ib Dal', "Det er stort", "Ib Dal", "after"),
    one("'Det er stort,' siger Ib Dal.", "Det er stort", "Ib Dal", "after"),
    one("’Det er stort,’ siger Ib Dal.", "Det er stort", "Ib Dal", "after"),
    one('”Det er stort", siger Ib Dal.', "Det er stort", "Ib Dal", "after"),
    one('"Det er stort”, siger Ib Dal.', "Det er stort", "Ib Dal", "after"),
    one("”Det er stort. Vi er klar!” siger Ib Dal.", "Det er stort. Vi er klar!", "Ib Dal", "after"),
    one('"Vi har ventet. Nu sker det, siger Ib Dal.', "Vi har ventet. Nu sker det", "Ib Dal", "after"),
    one("»Jeg kaldte det ”en drøm” dengang,« siger Ib Dal.", "Jeg kaldte det ”en drøm” dengang", "Ib Dal", "after"),
    one("– »Det er stort,« siger Ib Dal.", "Det er stort", "Ib Dal", "after"),
    one("»Er vi klar?« spørger Ib Dal.", "Er vi klar?", "Ib Dal", "after"),
    # Interrupted, and on in further paragraphs.
    Case(
        "- Det er stort, siger Ib Dal og fortsætter: - Nu bygger vi.",
        [(["Det er stort", "Nu bygger vi."], "Ib Dal", "after")],
    ),
    Case(
        "- Det er stort, siger Ib Dal (S), og tilføjer:\n\n- Nu bygger vi.",
        [(["Det er stort", "Nu bygger vi."], "Ib Dal", "after")],
    ),
    Case(
        "”Med den nye bro”, siger Ib Dal, ”får vi en sikker skolevej”.",
        [(["Med den nye bro", "får vi en sikker skolevej"], "Ib Dal", "after")],
    ),
    Case(
        "»Det er stort,« siger Ib Dal. »Nu bygger vi.«\n\n»Og vi åbner til maj.«",
        [(["Det er stort", "Nu bygger vi.", "Og vi åbner til maj."], "Ib Dal", "after")],
    ),
    Case(
        "- Vi har altid troet på det.\n\n- Derfor er vi glade.\n\n- Nu sker det, siger Ib Dal.",
        [(["Vi har altid troet på det.", "Derfor er vi glade.", "Nu sker det"], "Ib Dal", "after")],
    ),
    Case(
        "- Nu sker det, siger Ib Dal. Vi har ventet i årevis.",
        [(["Nu sker det", "Vi har ventet i årevis."], "Ib Dal", "after")],
    ),
    Case(
        "”Børnene jubler,” siger Ida Brink. ”Det gør vi også,” griner Tom Skov.",
        [(["Børnene jubler"], "Ida Brink", "after"), (["Det gør vi også"], "Tom Skov", "after")],
    ),
    Case(
        "- Nu sker det, siger Ib Dal.\n\n- Det tager to år, tilføjer han.",
        [(["Nu sker det", "Det tager to år"], "Ib Dal", "after")],
    ),
    # Named before.
    one("Ib Dal siger: »Det er stort.«", "Det er stort.", "Ib Dal", "before"),
    one("Ib Dal siger: - Det er stort.", "Det er stort.", "Ib Dal", "before"),
    one("Transportminister Ib Dal udtaler: Vi får nu en bro.", "Vi får nu en bro.", "Ib Dal", "before"),
    one("Direktør Ib Dal, Varde Museum, siger:\n\n”Vi åbner til maj.”", "Vi åbner til maj.", "Ib Dal", "before"),
    one("Erhvervsminister Ib Dal:\n\n”Vi åbner til maj.”", "Vi åbner til maj.", "Ib Dal", "before"),
    one("Formanden, Ib Dal, er også tilfreds:\n\n- Det er et løft.", "Det er et løft.", "Ib Dal", "before"),
    one(
        "Ib Dal, der afløste Ole Torp, siger:\n\n- Det er et løft for os.",
        "Det er et løft for os.",
        "Ib Dal",
        "before",
    ),
    one(
        "Det er vigtigt, forklarer Ib Dal:\n\n- Det er et løft for byen.",
        "Det er et løft for byen.",
        "Ib Dal",
        "before",
    ),
    one(
        "Ib Dal glæder sig over støtten.\n\n»Nu kan vi bygge vores hus.«",
        "Nu kan vi bygge vores hus.",
        "Ib Dal",
        "before",
    ),
    one("Direktør Ib Dal, Varde Museum, udtaler:\n\nVi åbner til maj.", "Vi åbner til maj.", "Ib Dal", "before"),
    # Named behind.
    one(
        "- Det er et løft for os.\n\nDet siger Ib Dal, der er lærer.",
        "Det er et løft for os.",
        "Ib Dal",
        "next_paragraph",
    ),
    one("”Vi er på vej.”\n\nSådan lyder det fra Ib Dal.", "Vi er på vej.", "Ib Dal", "next_paragraph"),
    one("”Vi er på vej.” Det siger Ib Dal.", "Vi er på vej.", "Ib Dal", "after"),
    one("- Vi er på vej.\n\nOrdene kommer fra rektor Ib Dal.", "Vi er på vej.", "Ib Dal", "next_paragraph"),
    one("”Vi er alle sammen på vej.”\n\n- Kulturminister Ib Dal", "Vi er alle sammen på vej.", "Ib Dal", "signature"),
    one(
        "”Vi er alle sammen på vej.”\n\nIb Dal, formand for Ribe Roklub",
        "Vi er alle sammen på vej.",
        "Ib Dal",
        "signature",
    ),
    # By pronoun: who fits, nobody where two do.
    one("Rektor Ida Brink er klar.\n\n- Vi åbner, siger hun.", "Vi åbner", "Ida Brink", "pronoun"),
    one("Ib Dal og Ida Brink mødtes.\n\n- Vi åbner, siger hun.", "Vi åbner", "Ida Brink", "pronoun"),
    one("Ib Dal og Per Krog mødtes.\n\n- Vi åbner, siger han.", "Vi åbner", None, "none"),
    one("Ib Dal kom. Per Krog kom senere.\n\n- Vi åbner, siger han.", "Vi åbner", "Per Krog", "pronoun"),
    one("- Vi åbner, siger hun.", "Vi åbner", None, "none"),
    # By role, by surname.
    one("Rektor Ib Dal og lærer Per Krog mødtes.\n\n- Vi åbner, siger rektoren.", "Vi åbner", "Ib Dal", "role"),
    one("Kommunaldirektør Ib Dal kom.\n\n- Vi åbner, siger direktøren.", "Vi åbner", "Ib Dal", "role"),
    one("Direktør Ib Dal og direktør Per Krog kom.\n\n- Vi åbner, siger direktøren.", "Vi åbner", None, "role"),
    one("- Vi åbner, siger ministeren.", "Vi åbner", None, "role"),
    one("Rektor Ib Dal kom.\n\n- Vi åbner, siger Dal.", "Vi åbner", "Dal", "after"),
    # Nobody.
    one("Naboerne er glade.\n\n- Det er dejligt for os alle.", "Det er dejligt for os alle.", None, "none"),
    one("”Vi ser frem til det,” skriver virksomheden.", "Vi ser frem til det", None, "none"),
    # No quotes.
    Case("Projektet ”Grøn Havn” får 2 mio. kr. til ”Fremtidens Kaj”.", []),
    Case("Det såkaldte ’Havneløft’ ligger i Ribe.", []),
    Case("Støtte gives til:\n- Ribe Roklub\n- Varde Kajakklub – både – 10.000 kr.", []),
    Case("- Regionsrådsformand Anders Skov (S)", []),
    Case("- næste ›", []),
    Case("Broen – den længste – er klar.", []),
    Case("Udstillingen hedder ”Vi er på vej mod noget stort”.", []),
    Case("Jens’ bog og Mads’ hus blev til i 00’erne.", []),
    Case("Det koster -5 grader.", []),
    one(
        "Det er ikke svaret, understreger Lone Bakholt. Hun har i 20 år arbejdet i Ribe.\n\n”Vi er stolte af det hele.”",
        "Vi er stolte af det hele.",
        "Lone Bakholt",
        "before",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text[:50])
def test_direct_quotes(case: Case) -> None:
    assert told(article(case.text)) == case.quotes


INDIRECT = [
    one("Ib Dal siger, at broen åbner til maj.", "broen åbner til maj", "Ib Dal", "before"),
    one("Ib Dal, der er rektor, oplyser, at broen åbner til maj.", "broen åbner til maj", "Ib Dal", "before"),
    one("Ifølge Ib Dal åbner broen til maj.", "åbner broen til maj", "Ib Dal", "before"),
    one("Broen åbner til maj, oplyser driftschef Ib Dal.", "Broen åbner til maj", "Ib Dal", "after"),
    one("Broen åbner til maj ifølge Ib Dal.", "Broen åbner til maj", "Ib Dal", "after"),
    Case("Ib Dal håber, at broen åbner til maj.", []),
    Case("Kommunen oplyser, at broen åbner til maj.", []),
    Case("- Broen åbner til maj, oplyser Ib Dal.", []),
]


@pytest.mark.parametrize("case", INDIRECT, ids=lambda case: case.text[:50])
def test_indirect_speech(case: Case) -> None:
    assert told(article(case.text), direct=False) == case.quotes


def test_role_alone_keeps_the_title() -> None:
    _, (quote,) = read(article("- Vi åbner, siger ministeren."))
    assert (quote.title, quote.organisation, quote.speaker) == ("minister", None, None)


def test_an_organisation_speaks() -> None:
    _, (quote,) = read(article("”Vi ser frem til det,” lyder det fra Varde Museum."))
    assert (quote.organisation, quote.speaker, quote.attribution) == ("Varde Museum", None, "after")


def test_a_given_name_that_nobody_explains_is_no_organisation() -> None:
    _, (quote,) = read(article("- Vi er glade, siger Lone."))
    assert (quote.organisation, quote.speaker, quote.attribution) == (None, None, "none")


def _block(texts: list[tuple[str, str]]) -> Article:
    """An article whose passages stand in one ``<blockquote>``; rows of text and tag."""
    quote = Element("blockquote")
    passages, at = [], 0
    for text, tag in texts:
        block = Block(at, at + len(text), tag, Element(tag, quote))
        passages.append(Passage(at, at + len(text), "s1", "body", ((at, at + len(text)),), block=block))
        at += len(text) + 1
    return Article("\n".join(text for text, _ in texts), tuple(passages))


def test_the_footer_of_a_block_quote_signs_it() -> None:
    source = _block([("Det er et løft for hele byen.", "p"), ("Ib Dal, borgmester", "footer")])
    assert told(source) == [(["Det er et løft for hele byen."], "Ib Dal", "signature")]


def test_items_of_a_fact_box_speak_only_with_a_cue() -> None:
    text = "- Vi har fem både.\n- Vi er glade, siger Ib Dal."
    plain = article(text)
    passages = tuple(
        Passage(p.start, p.end, "s2", "fact_box", p.sentences, item=number) for number, p in enumerate(plain.passages)
    )
    assert told(Article(text, passages)) == [(["Vi er glade"], "Ib Dal", "after")]


@pytest.mark.parametrize(
    "phrase", [p for p in patterns().phrases.values() if p.file == "quotes.toml"], ids=lambda p: p.id
)
def test_phrases_match_their_examples(phrase: object) -> None:
    from extract.patterns import Phrase

    assert isinstance(phrase, Phrase)
    for examples, expected in ((phrase.yes, True), (phrase.no, False)):
        for example in examples:
            source = article(example)
            people = PEOPLE.find(source, ())
            masked = mask(example, (0, len(example)), [(p.start, p.end, "person", n) for n, p in enumerate(people)])
            assert (next(phrase.find(masked), None) is not None) is expected, example


_PIECES = st.sampled_from(
    [
        "- ",
        "– ",
        "»",
        "«",
        "”",
        '"',
        "'",
        "’",
        ", siger ",
        "siger: ",
        "Ib Dal",
        "Ida Brink",
        " (S)",
        ".",
        ",",
        "\n",
        "\n\n",
        "Vi er glade",
        "Det siger ",
        "han",
        "hun",
        "direktøren",
        ", der er formand for ",
        "Varde Kommune",
        "og fortsætter: ",
    ]
)


@given(st.lists(_PIECES, max_size=25).map("".join) | st.text(max_size=120))
@settings(max_examples=150, deadline=None)
def test_parts_are_ordered_inside_and_apart(text: str) -> None:
    source = article(text)
    people, quotes = read(source)
    last = 0
    for quote in quotes:
        assert quote.speaker is None or 0 <= quote.speaker < len(people)
        assert 0 <= quote.confidence <= 1
        assert list(quote.parts) == sorted(quote.parts)
        for start, end in quote.parts:
            assert 0 <= start < end <= len(text)
            assert any(p.start <= start and end <= p.end for p in source.passages)
            assert source.surface((start, end)) == source.surface((start, end)).strip()
    for start, end in sorted(part for quote in quotes if quote.direct for part in quote.parts):
        assert start >= last
        last = end
    assert quotes == QUOTES.find(source, people)
