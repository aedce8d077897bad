"""Quotes in the shapes that real pages give them: marks around several paragraphs, people who go on, cues that lost
their place, signatures beside the words, and what only looks like speech."""

from __future__ import annotations

import pytest
from tests.match.test_quotes import Case, one, told
from tests.support import article

CASES = [
    # One mark before and one behind several paragraphs.
    Case(
        "”Vi har ventet i årevis.\n\nNu er pengene der.\n\nVi går i gang på mandag,” siger formand Lone Bakholt.",
        [(["Vi har ventet i årevis.", "Nu er pengene der.", "Vi går i gang på mandag"], "Lone Bakholt", "after")],
    ),
    Case(
        "Formand Lone Bakholt siger:\n\n»Vi har ventet i årevis.\n\nNu er pengene der.«",
        [(["Vi har ventet i årevis.", "Nu er pengene der."], "Lone Bakholt", "before")],
    ),
    Case(
        "Pengene går til projektet ”Fra fjord til\nby og bakke”. Det begynder til maj.",
        [],
    ),
    # The same person goes on with nothing told between.
    Case(
        "- Vi fik ja, fortæller Ib Dal.\n\n- Og vi fik det hele, tilføjer han.",
        [(["Vi fik ja", "Og vi fik det hele"], "Ib Dal", "after")],
    ),
    Case(
        "- Vi fik ja, siger Ib Dal, der er formand for Ribe Roklub. Han tilføjer:\n\n- Og vi fik det hele.",
        [(["Vi fik ja", "Og vi fik det hele."], "Ib Dal", "after")],
    ),
    Case(
        "-Vi fik ja, siger Ib Dal og fortsætter:\n\n-Og så fik vi det hele.",
        [(["Vi fik ja", "Og så fik vi det hele."], "Ib Dal", "after")],
    ),
    Case(
        "Direktør Ib Dal siger:\n\n”Vi bød på arbejdet i ni år.”\n\n”Og nu fik vi det,” tilføjer han.",
        [(["Vi bød på arbejdet i ni år.", "Og nu fik vi det"], "Ib Dal", "before")],
    ),
    Case(
        "- Vi fik ja, fortæller Ib Dal.\n\nPengene rækker til en bro.\n\n- Og vi fik det hele, tilføjer han.",
        [(["Vi fik ja"], "Ib Dal", "after"), (["Og vi fik det hele"], "Ib Dal", "pronoun")],
    ),
    Case(
        "- Vi fik ja, fortæller Ib Dal.\n\n- Og vi fik nej, siger Ida Brink.",
        [(["Vi fik ja"], "Ib Dal", "after"), (["Og vi fik nej"], "Ida Brink", "after")],
    ),
    # A name alone signs, on the same line too; under *Hun siger:* it is the next heading.
    one(
        "”Vi er klar til at gå i gang.” Lone Bakholt, formand for Ribe Roklub",
        "Vi er klar til at gå i gang.",
        "Lone Bakholt",
        "signature",
    ),
    one("”Vi er klar til at gå i gang” – Lone Bakholt", "Vi er klar til at gå i gang", "Lone Bakholt", "signature"),
    one(
        "Minister Ida Brink siger:\n\n”Vi er klar til det.”\n\n- Ida Brink",
        "Vi er klar til det.",
        "Ida Brink",
        "before",
    ),
    one(
        "Ida Brink rejste hjem i går. Hun siger det sådan her:\n\n- Husk at sige ja, når nogen spørger!\n\nIb Dal\n\nIb Dal kom fra Nuuk.",
        "Husk at sige ja, når nogen spørger!",
        "Ida Brink",
        "before",
    ),
    # Cues that lost their place or their spelling.
    one(
        "”Det er en stor dag for os”,\n\nsiger formand Lone Bakholt.",
        "Det er en stor dag for os",
        "Lone Bakholt",
        "next_paragraph",
    ),
    one("”Vi er klar til det”. siger formand Lone Bakholt.", "Vi er klar til det", "Lone Bakholt", "after"),
    one("”Vi er klar til det,” sigerr borgmester Lone Bakholt.", "Vi er klar til det", "Lone Bakholt", "after"),
    one("”Vi er klar til det,” kvidrer Lone Bakholt.", "Vi er klar til det", "Lone Bakholt", "after"),
    one("”Vi er klar til det,” føjede projektchef Lone Bakholt til.", "Vi er klar til det", "Lone Bakholt", "after"),
    one("’Vi er klar til det,’ plejede Lone Bakholt at sige.", "Vi er klar til det", "Lone Bakholt", "after"),
    one(
        "Gæsterne kom tidligt. – Det dufter af kaffe, lød det fra bordet i hjørnet.",
        "Det dufter af kaffe",
        None,
        "none",
    ),
    one(
        "”Vi er klar til det”, siger adm. direktør, cand.polyt. Lone Bakholt.",
        "Vi er klar til det",
        "Lone Bakholt",
        "after",
    ),
    one(
        '"Vi tror på "det lange bord" i Ribe," siger Lone Bakholt.',
        'Vi tror på "det lange bord" i Ribe',
        "Lone Bakholt",
        "after",
    ),
    # No mark at all: the speaker's cue behind, and somebody who says vi.
    one(
        "Det var som at finde en skat. Vi er meget glade for pengene, udtaler Lone Bakholt, formand for Ribe Roklub",
        "Det var som at finde en skat. Vi er meget glade for pengene",
        "Lone Bakholt",
        "after",
    ),
    Case("Arbejdet tager to år, oplyser Lone Bakholt.", []),
    # Offices: a newcomer, one that the next sentence names, one that leads.
    one(
        "Lone Bakholt bliver ny direktør. Hun afløser direktør Ib Dal.\n\n”Vi skal videre nu,” siger den nye direktør.",
        "Vi skal videre nu",
        "Lone Bakholt",
        "role",
    ),
    one("Direktør Ib Dal går af.\n\n”Vi skal videre nu,” siger den nye direktør.", "Vi skal videre nu", None, "role"),
    one(
        "- Vi spiller med propper, siger formanden.\n\nDet er Lone Bakholt, der har ledet klubben siden 2003.",
        "Vi spiller med propper",
        "Lone Bakholt",
        "role",
    ),
    one(
        "Borgmesteren er glad for pengene:\n\n- Vi bygger nu.\n\nBorgmester Lone Bakholt er fra Ribe.",
        "Vi bygger nu.",
        "Lone Bakholt",
        "before",
    ),
    # Words that name nobody: those of the release's only speaker, of whom the next passage brings in, else nobody's.
    Case(
        "- Vi fik ja, siger Ib Dal.\n\nKlokkerne er fra 1922.\n\n- Man kan høre, at de ringer igen.",
        [(["Vi fik ja"], "Ib Dal", "after"), (["Man kan høre, at de ringer igen."], "Ib Dal", "none")],
    ),
    Case(
        "- Vi fik ja, siger Ib Dal.\n\n- Vi fik nej, siger Ida Brink.\n\nKlokkerne er fra 1922.\n\n- Man kan høre, at de ringer igen.",
        [
            (["Vi fik ja"], "Ib Dal", "after"),
            (["Vi fik nej"], "Ida Brink", "after"),
            (["Man kan høre, at de ringer igen."], None, "none"),
        ],
    ),
    one(
        "- Det er hele holdets fortjeneste, og vi er stolte.\n\nIb Dal, direktør i Ribe Beton A/S, har svært ved at få armene ned.",
        "Det er hele holdets fortjeneste, og vi er stolte.",
        "Ib Dal",
        "next_paragraph",
    ),
    # A line of name and office above each one's words.
    Case(
        "Partierne udtaler:\n\nIb Dal, ordfører for SF\n- Nu kommer pengene til kysten.\n\nIda Brink, ordfører for Venstre\n- Jeg er især glad for havet.",
        [
            (["Nu kommer pengene til kysten."], "Ib Dal", "before"),
            (["Jeg er især glad for havet."], "Ida Brink", "before"),
        ],
    ),
    Case(
        '" Jeg er glad for aftalen ", siger minister Ida Brink og fortsætter:\n\n" Den giver mere natur. "',
        [(["Jeg er glad for aftalen", "Den giver mere natur."], "Ida Brink", "after")],
    ),
    one("Huset åbner i maj.- Vi glæder os, siger Ib Dal.", "Vi glæder os", "Ib Dal", "after"),
    one(
        "Vi står midt i noget stort,\n\nsiger minister Ida Brink",
        "Vi står midt i noget stort",
        "Ida Brink",
        "next_paragraph",
    ),
    Case(
        "”Vi er glade,” siger Ib Dal. Og fortsætter: ”Nu går vi i gang.”",
        [(["Vi er glade", "Nu går vi i gang."], "Ib Dal", "after")],
    ),
    one(
        "Ib Dal er formand. Han er stolt: - Det er en stor dag for os.",
        "Det er en stor dag for os.",
        "Ib Dal",
        "before",
    ),
    # No speech: items of a list in the first person, a title after the verb.
    Case("Pengene går til:\n\n- Nye både til vores unge\n\n- En bro, som vi kan bruge", []),
    Case("Projektet ”Vi gør det sammen” leder Ib Dal.", []),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text[:60])
def test_direct_quotes(case: Case) -> None:
    assert told(article(case.text)) == case.quotes
