"""Lists that no rule reads, or that the rules read wrongly, as the tagger lays them out; and what it leaves alone."""

from __future__ import annotations

import pytest
from tests.match.projects.listed import Case
from tests.reading import cases

from extract import Extractor

TOP = """Så er havnepuljen delt ud

Lillebælt Havnefond støtter igen i år små og store ting langs kysten. Der kom 41 ansøgninger.

"""
LINES = [
    ("Assens Bådelaug", "kran", "48.000"),
    ("Bogense Vinterbadere", "badetrappe", "22.500"),
    ("Foreningen Juelsminde Mole", "bænke og lys på ydermolen", "75.000"),
    ("Strib Roklub", "redningsveste", "9.400"),
    ("Middelfart Kystmuseum", "udstilling om marsvin", "110.000"),
]
NAMES = [what for _, what, _ in LINES]
PAID = [granted.replace(".", "") for *_, granted in LINES]


def each(form: str) -> str:
    return "".join(form.format(who, what, granted) for who, what, granted in LINES)


def page(body: str) -> bytes:
    lead = TOP.strip().split("\n\n")
    return f"<html><body><h1>{lead[0]}</h1><p>{lead[1]}</p>{body}</body></html>".encode()


FORMS = [
    ("angles for bullets", TOP + "Pengene fordeler sig sådan:\n" + each(">> {0} >> {1} >> {2} kr.\n")),
    ("arrows between the parts", TOP + "Støtten går til:\n" + each("{0} → {1} → {2} kr.\n")),
    ("a bare tab, the sum first", TOP + "Modtagere i år\n" + each("{2} kr.\t{0}\t{1}\n")),
    ("points in the middle", TOP + each("{0} · {1} · {2} kr.\n")),
    ("what for in brackets behind til", TOP + "De får penge:\n" + each("- {2} kr.: {0} (til {1})\n")),
    ("paragraphs", page("<h2>Modtagerne</h2>" + each("<p><b>{0}</b> – {1} – {2} kr.</p>"))),
    ("cells that are spans", page("<h2>Støttede</h2>" + each("<div><span>{1}</span> | <span>{0}</span> | <span>{2} kr.</span></div>"))),
]  # fmt: skip


@pytest.mark.parametrize("text", [text for _, text in FORMS], ids=[name for name, _ in FORMS])
def test_a_list_is_read_in_whatever_form(text: str | bytes) -> None:
    data = text.encode() if isinstance(text, str) else text
    release = Extractor().extract(data, uri="liste.txt" if isinstance(text, str) else "liste.html")
    found = [(p.name, p.granted.value if p.granted else None) for p in release.projects]
    assert [name for name, _ in found] == NAMES
    assert [str(value) for _, value in found] == PAID


OTHER = [
    Case(
        "prices",
        "Billetter købes i kiosken:\n- Voksne: 120 kr.\n- Børn og unge: 60 kr.\n- Sæsonkort: 450 kr.\n- Hunde: 20 kr.\n",
        [],
    ),
    Case(
        "steps of one building",
        "Byggeriet i tal\n- Fundament: 6,2 mio. kr.\n- Råhus og tag: 13,8 mio. kr.\n- Indretning: 9,1 mio. kr.\n",
        [],
    ),
    Case(
        "things to do, no money",
        "Sådan gør du, når vandet skal koges:\n- Tænd for kedlen\n- Lad vandet boble i to minutter\n- Hæld det på kande\n",
        [],
    ),
]


@pytest.mark.parametrize("case", cases(OTHER))
def test_lists_of_other_things_stay_so(case: Case) -> None:
    top = "Havnen i Assens\n\nHavneudvalget mødtes mandag og talte om året, der gik.\n\n"
    assert [p.name for p in Extractor().extract((top + case.text).encode(), uri="a.txt").projects] == []
