"""A list of whatever pieces, in whatever order, is read without a fault, and what is found stands in the text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from extract import Extractor

PIECES = (
    "40.000 kr.", "kr. 5.000", "1,2 mio. kr.", "250.000", "Ry", "(Ry)", "Vejle Kommune", "Ry IF", "(Ry IF)", "Fonden Ny Havn",
    "Nyt tag på klubhuset", "»Grøn havn«", "”Lys i mørket”", "til telte og grej", "til", "Projekt:", "Ansøger: Ry FDF",
    "Hanne Bo", "lektor Hanne Bo", "2024", "12. maj 2025", "(2 projekter, i alt 1,9 mio. kr.)", "i alt", "Afslag", "og",
    "Støtte: 30.000 kr.", "[søgt 80.000 kr.]", "(", ")", "»", "v/ Ole Bro", "Storegade 12", "som modtager", "En tekst om det hele.",
)  # fmt: skip
BETWEEN = ("", " ", ", ", ": ", " – ", " - ", "; ", "\t", " | ", ". ", " / ", "\n  ")
HEADS = ("", "Følgende projekter støttes:\n", "Modtagere\n", "Afslag\n", "Priser:\n", "Ry Fond giver støtte til:\n")
MARKS = ("- ", "• ", "1. ", "", "– ")
EXTRACTOR = Extractor()

lines = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(BETWEEN)), min_size=1, max_size=5).map(
    lambda pieces: "".join(text for piece in pieces for text in piece).strip()
)
lists = st.tuples(st.sampled_from(HEADS), st.sampled_from(MARKS), st.lists(lines, min_size=2, max_size=5)).map(
    lambda parts: parts[0] + "\n".join(parts[1] + line for line in parts[2])
)

FORMS = (
    "<ul>{}</ul>|<li>{}</li>", "<div>{}</div>|<details><summary>{}</summary><p>{}</p></details>", "<div>{}</div>|<h3>{}</h3><p>{}</p>",
    "<table>{}</table>|<tr><td>{}</td><td>{}</td></tr>", "<p>{}</p>|{}<br>", "<dl>{}</dl>|<dt>{}</dt><dd>{}</dd>",
    "<div>{}</div>|<div class='card'><strong>{}</strong><p>{}</p></div>",
)  # fmt: skip


@settings(max_examples=200)
@given(st.sampled_from(FORMS), st.sampled_from(HEADS), st.lists(st.tuples(lines, lines), min_size=2, max_size=5))
def test_any_list_of_a_page_is_read(form: str, head: str, entries: list[tuple[str, str]]) -> None:
    whole, row = form.split("|")
    listed = whole.format("".join(row.format(*entry) for entry in entries))
    page = (
        f"<html><body><h1>Fonden giver penge</h1><p>Ry Fond har delt penge ud.</p><h2>{head}</h2>{listed}</body></html>"
    )
    for project in EXTRACTOR.extract(page.encode(), uri="side.html").projects:
        assert project.name.strip()


@settings(max_examples=200)
@given(lists)
def test_any_list_is_read(text: str) -> None:
    release = EXTRACTOR.extract(f"Fonden giver penge til projekter\n\nRy Fond har delt penge ud mandag.\n\n{text}\n")
    for project in release.projects:
        assert project.name.strip()
        assert project.evidence["name"]
