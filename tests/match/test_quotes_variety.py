"""Quotes as writers really set them: lost and mixed marks, several speakers, lists, headings. One case a row."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from tests.support import article, patterns

from extract.match.organisations import compile_organisations
from extract.match.people import compile_people
from extract.match.quotes import compile_quotes
from extract.records.document import Article, Passage

ORGANISATIONS = compile_organisations(patterns())
PEOPLE = compile_people(patterns())
QUOTES = compile_quotes(patterns())


@dataclass(frozen=True)
class Case:
    text: str
    quotes: list[tuple[list[str], str | None, str]]


def one(text: str, part: str, speaker: str | None, attribution: str) -> Case:
    return Case(text, [([part], speaker, attribution)])


def told(source: Article) -> list[tuple[list[str], str | None, str]]:
    people = PEOPLE.find(source, ORGANISATIONS.find(source))
    return [
        (
            [source.surface(part) for part in quote.parts],
            people[quote.speaker].name if quote.speaker is not None else None,
            quote.attribution,
        )
        for quote in QUOTES.find(source, people)
        if quote.direct
    ]


CASES = [
    # Marks.
    one('”Vi er klar", siger Ib Dal.', "Vi er klar", "Ib Dal", "after"),
    one("Vi er klar”, siger Ib Dal.", "Vi er klar", "Ib Dal", "after"),
    one("»Vi er klar til det, siger Ib Dal.", "Vi er klar til det", "Ib Dal", "after"),
    one('"Vi er klar. Nu går vi i gang" siger Ib Dal glad', "Vi er klar. Nu går vi i gang", "Ib Dal", "after"),
    one(
        "”Hun sagde: ’Nu er det jul’, og så gik vi i gang”, fortæller Ib Dal.",
        "Hun sagde: ’Nu er det jul’, og så gik vi i gang",
        "Ib Dal",
        "after",
    ),
    one("»Den, der siger ”nej”, taber«, siger Ib Dal.", "Den, der siger ”nej”, taber", "Ib Dal", "after"),
    one("’Vi tror på Lars’ plan’, siger Ib Dal.", "Vi tror på Lars’ plan", "Ib Dal", "after"),
    one("-Vi har fået en bro,siger Ib Dal.", "Vi har fået en bro", "Ib Dal", "after"),
    one("- Jeg tror på det! lyder det fra Ib Dal.", "Jeg tror på det!", "Ib Dal", "after"),
    one("”Jeg tror på det …”, siger Ib Dal.", "Jeg tror på det …", "Ib Dal", "after"),
    # Interrupted once and twice.
    Case(
        "„Vi har manglet dem,“ siger Ib Dal, „og nu er de her.“",
        [(["Vi har manglet dem", "og nu er de her."], "Ib Dal", "after")],
    ),
    Case("”Det er”, siger Ib Dal, ”en stor dag.”", [(["Det er", "en stor dag."], "Ib Dal", "after")]),
    Case(
        "»Vi tegnede en rute,« fortæller Ib Dal. »Den holdt i et kvarter.«",
        [(["Vi tegnede en rute", "Den holdt i et kvarter."], "Ib Dal", "after")],
    ),
    Case("'Jeg tror på det', siger Ib Dal. 'Det går'.", [(["Jeg tror på det", "Det går"], "Ib Dal", "after")]),
    Case(
        "- Hvem skal betale? spørger Ib Dal. - Det skal vi!",
        [(["Hvem skal betale?", "Det skal vi!"], "Ib Dal", "after")],
    ),
    Case(
        "- Vi bygger til maj, siger Ib Dal og fortsætter:\n\n- Og så bygger vi højt, fortsætter han.",
        [(["Vi bygger til maj", "Og så bygger vi højt"], "Ib Dal", "after")],
    ),
    # Several paragraphs, each with its own mark.
    Case(
        "”Vi ledte længe.\n\n”Nu har vi fundet huset.\n\n”Det er stort”, siger Ib Dal.",
        [(["Vi ledte længe.", "Nu har vi fundet huset.", "Det er stort"], "Ib Dal", "after")],
    ),
    Case(
        "- Første afsnit er langt nok.\n\n- Andet afsnit følger efter.\n\n- Så slutter vi, siger Ib Dal.",
        [(["Første afsnit er langt nok.", "Andet afsnit følger efter.", "Så slutter vi"], "Ib Dal", "after")],
    ),
    # Two speakers in one paragraph.
    Case(
        "”Det er godt”, siger Ida Brink. ”Det er for lidt”, mener Ib Dal.",
        [(["Det er godt"], "Ida Brink", "after"), (["Det er for lidt"], "Ib Dal", "after")],
    ),
    Case(
        "”Det er godt”, siger Ida Brink, mens Ib Dal svarer: ”Det er for lidt.”",
        [(["Det er godt"], "Ida Brink", "after"), (["Det er for lidt."], "Ib Dal", "before")],
    ),
    Case(
        "”Det er godt”, lyder det fra Ida Brink, og Ib Dal nikker: ”Ja, det er det.”",
        [(["Det er godt"], "Ida Brink", "after"), (["Ja, det er det."], "Ib Dal", "before")],
    ),
    Case(
        "”Vi er klar”, siger Ali El-Khatib, og ”Vi er glade”, siger Ida Brink.",
        [(["Vi er klar"], "Ali El-Khatib", "after"), (["Vi er glade"], "Ida Brink", "after")],
    ),
    # Words spoken that look like a cue, up to the real one.
    one(
        "- Når det regner, kommer det fra ådalene, siger Ib Dal.",
        "Når det regner, kommer det fra ådalene",
        "Ib Dal",
        "after",
    ),
    one(
        "- For hver krone, vi giver, lægger byen en time, siger Ib Dal.",
        "For hver krone, vi giver, lægger byen en time",
        "Ib Dal",
        "after",
    ),
    one("Ida Brink kom.\n\n- Kom og se, lyder hendes råd.", "Kom og se", "Ida Brink", "pronoun"),
    # Colons.
    one("Borgmester Ida Brink (V): »Vi er klar til det hele.«", "Vi er klar til det hele.", "Ida Brink", "before"),
    one("Ib Dal fra Ribe Roklub er ikke i tvivl: »Det bliver en fest.«", "Det bliver en fest.", "Ib Dal", "before"),
    one("Til det svarer Ib Dal: – Vi har manglet dem længe.", "Vi har manglet dem længe.", "Ib Dal", "before"),
    one("Ib Dal er glad for pengene: Vi har manglet dem længe.", "Vi har manglet dem længe.", "Ib Dal", "before"),
    Case(
        "Ida Brink: Jeg tror på det.\nIb Dal: Det gør jeg også, for vi er mange.",
        [
            (["Jeg tror på det."], "Ida Brink", "before"),
            (["Det gør jeg også, for vi er mange."], "Ib Dal", "before"),
        ],
    ),
    Case("Ib Dal er valgt: Bestyrelsen mødes i maj.", []),
    # A dash in the middle of a paragraph.
    one("Det glæder Ib Dal. – Nu kan vi komme over åen, siger han.", "Nu kan vi komme over åen", "Ib Dal", "pronoun"),
    Case("Broen er klar. – Den åbner på lørdag.", []),
    # Roles.
    one("Museets direktør er Ida Brink.\n\n- Vi åbner, siger direktøren.", "Vi åbner", "Ida Brink", "role"),
    one(
        "Ib Dal, formand for Kulturudvalget, kom.\n\n- Vi åbner, siger udvalgsformanden.",
        "Vi åbner",
        "Ib Dal",
        "role",
    ),
    one(
        "Her har Ib Dal, tidligere togfører, meldt sig.\n\n- Vi er klar, siger den tidligere togfører.",
        "Vi er klar",
        "Ib Dal",
        "role",
    ),
    one("Formand Ib Dal kom.\n\n- Vi åbner, siger museumsdirektøren.", "Vi åbner", None, "role"),
    one("- Det er hyggeligt her, siger en af de første gæster.", "Det er hyggeligt her", None, "none"),
    # Pronouns.
    one("Per Krog og Ib Dal mødtes.\n\n”Det er et stort skridt”, siger han.", "Det er et stort skridt", None, "none"),
    Case(
        "Ib Dal er glad. Det samme er Ida Brink. - Vi er rørte, siger hun. - Det er vi, siger han.",
        [(["Vi er rørte"], "Ida Brink", "pronoun"), (["Det er vi"], "Ib Dal", "pronoun")],
    ),
    # A sentence before.
    one(
        "Ida Brink, der er borgmester, lægger ikke skjul på sin glæde.\n\n”Vi har ventet i tyve år.”",
        "Vi har ventet i tyve år.",
        "Ida Brink",
        "before",
    ),
    # Names: capitals, double, foreign, abbreviated.
    one("LONE BAKHOLT, borgmester, siger: »Vi er klar.«", "Vi er klar.", "LONE BAKHOLT", "before"),
    one("”Vi er klar”, siger Anne-Mette Lykke Sand-Olsen.", "Vi er klar", "Anne-Mette Lykke Sand-Olsen", "after"),
    one("”Vi er klar”, siger Nguyen Van Thanh.", "Vi er klar", "Nguyen Van Thanh", "after"),
    one("”Vi er klar”, siger Hans Chr. Dal.", "Vi er klar", "Hans Chr. Dal", "after"),
    one("”Vi er klar”, siger H.K.H. Prinsessen.", "Vi er klar", "H.K.H. Prinsessen", "after"),
    # Not quotes.
    Case("- Ring til os på 114, hvis du har set noget.\n- Ring 112, hvis du ser et indbrud.\n- Send et billede.", []),
    Case("Projektet ”Grøn Havn” og kampagnen »Ren kyst nu« får penge.", []),
    Case("Den såkaldte ”grønne linje” fortsætter.", []),
    Case("- Klub – formål – 10.000 kr.\n- Ribe Roklub – nye årer – 12.000 kr.", []),
    # The sentence before, in the past tense or with a word inside the verb; a name in marks is no speech.
    one(
        "Ib Dal, som bor i byen, fortalte gæsterne om livet på øen.\n”Vi mødes hver uge, og det er hyggeligt.”",
        "Vi mødes hver uge, og det er hyggeligt.",
        "Ib Dal",
        "before",
    ),
    one(
        "Formanden, Ib Dal, bakker idéen op.\n- Det er et fællesskab, og det skal vi holde fast i.",
        "Det er et fællesskab, og det skal vi holde fast i.",
        "Ib Dal",
        "before",
    ),
    Case("»Grete – en fiskerkone« er skrevet af den unge forfatter Ib Dal, som bor i Ribe.", []),
    one(
        "Om salget siger den tidligere formand i Havblik A/S, Ib Dal, i en pressemeddelelse: - Det er en god dag.",
        "Det er en god dag.",
        "Ib Dal",
        "before",
    ),
    Case(
        "- Vi er klar, siger direktør Ib Dal, HAV.\nDer er længe til.\n- Nu går vi i gang, siger HAV-direktøren.",
        [(["Vi er klar"], "Ib Dal", "after"), (["Nu går vi i gang"], "Ib Dal", "role")],
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text[:60])
def test_direct_quotes(case: Case) -> None:
    assert told(article(case.text)) == case.quotes


def test_dash_lines_of_one_paragraph_with_a_cue_are_speech() -> None:
    text = "- Vi har ventet i tyve år.\n- Nu er den her, siger Ib Dal."
    assert told(article(text)) == [(["Vi har ventet i tyve år.", "Nu er den her"], "Ib Dal", "after")]


def test_a_subheading_may_stand_before_the_cue_behind() -> None:
    text = "- Vi har ventet i tyve år.\n\nStor glæde\n\nDet siger Ib Dal, der klipper snoren."
    plain = article(text)
    passages = tuple(
        Passage(p.start, p.end, "s1", "subheading" if number == 1 else "body", p.sentences, group=number)
        for number, p in enumerate(plain.passages)
    )
    assert told(Article(text, passages)) == [(["Vi har ventet i tyve år."], "Ib Dal", "next_paragraph")]
