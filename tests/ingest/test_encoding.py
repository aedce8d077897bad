"""Bytes become the right characters, and every repair is said."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from extract.ingest import ingest, ingest_text
from extract.records.document import Document

TEXT = "Læsø får støtte – »endelig«, siger Åse Østergård. Ærø må vente på sin færge."


def read(data: bytes) -> Document:
    (document,) = ingest(data, uri="fil")
    assert isinstance(document, Document)
    return document


class Encoded(NamedTuple):
    name: str
    data: bytes
    encoding: str
    text: str = TEXT


ENCODED = (
    Encoded("utf-8", TEXT.encode(), "utf-8"),
    Encoded("utf-8 with mark", TEXT.encode("utf-8-sig"), "utf-8"),
    Encoded("windows-1252", TEXT.encode("cp1252"), "windows-1252"),
    Encoded("utf-16 with mark", TEXT.encode("utf-16"), "utf-16-le"),
    Encoded("utf-16-be with mark", b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16-be"),
    Encoded("utf-16 without mark", TEXT.encode("utf-16-le"), "utf-16-le"),
    Encoded("mac", TEXT.encode("mac_roman"), "mac-roman"),
    Encoded("dos", "Børn på Læsø får en ny skole. Byrådet støtter.".encode("cp850"), "cp850",
            "Børn på Læsø får en ny skole. Byrådet støtter."),
    Encoded("label lies", ('<meta charset="iso-8859-1"><p>' + TEXT).encode(), "utf-8"),
    Encoded("latin-1 label", b'<meta charset="iso-8859-1"><p>' + TEXT.encode("cp1252"), "windows-1252"),
    Encoded("utf-8 label", b'<meta charset="utf-8"><p>' + TEXT.encode("cp1252"), "windows-1252"),
)  # fmt: skip


@pytest.mark.parametrize("case", ENCODED, ids=lambda case: case.name)
def test_encoding(case: Encoded) -> None:
    document = read(case.data)
    assert document.text == case.text
    assert document.encoding == case.encoding
    assert document.notes == ()


class Repaired(NamedTuple):
    given: str
    text: str
    code: str | None


REPAIRED = (
    Repaired("RÃ¸dgrÃ¸d med flÃ¸de", "Rødgrød med fløde", "mojibake_repaired"),
    Repaired("blåbær og kÃ¸d", "blåbær og kød", "mojibake_repaired"),
    Repaired("Ã…rhus og Ã†rÃ¸", "Århus og Ærø", "mojibake_repaired"),
    Repaired("„SÃ¥dan“ siger hun", "„Sådan“ siger hun", "mojibake_repaired"),
    Repaired("smÃ¥ hÃ¥b", "små håb", "mojibake_repaired"),
    Repaired("â€“ Det er godt, siger hun", "– Det er godt, siger hun", "mojibake_repaired"),
    Repaired("kÃƒÂ¸d og brÃƒÂ¸d", "kød og brød", "mojibake_repaired"),
    Repaired("10Â 000 kroner", "10 000 kroner", "mojibake_repaired"),
    Repaired("Huset ved Gl. Å” er solgt", "Huset ved Gl. Å” er solgt", None),
    Repaired("”Ikke lukket\" og 'ikke rettet' – …", "”Ikke lukket\" og 'ikke rettet' – …", None),
    Repaired("bl&aring;b&aelig;r&nbsp;og &quot;is&quot; &#8211; 5", 'blåbær og "is" – 5', "entities_decoded"),
    Repaired("R&D hos AT&T og a&b;", "R&D hos AT&T og a&b;", None),
    Repaired("en\x00 linje", "en linje", "control_characters_removed"),
    Repaired("havn\u00aden og\u200b mo\u200blen", "havnen og molen", None),
)  # fmt: skip


@pytest.mark.parametrize("case", REPAIRED, ids=lambda case: case.given)
def test_repair(case: Repaired) -> None:
    (document,) = ingest_text(case.given, uri="fil")
    assert isinstance(document, Document)
    assert document.text == case.text
    assert [note.code for note in document.notes] == ([case.code] if case.code else [])


def test_only_lines_with_mojibake_are_touched() -> None:
    document = read("RÃ¸d\nGrøn\nBlÃ¥\n".encode())
    assert document.text == "Rød\nGrøn\nBlå"
    assert "2 linjer" in document.notes[0].message


def test_stray_bytes_in_utf8() -> None:
    document = read("Læsø får støtte. Æbler ".encode() + "på Fanø".encode("cp1252"))
    assert document.text == "Læsø får støtte. Æbler på Fanø"
    assert [note.code for note in document.notes] == ["mixed_encoding"]


def test_character_cut_off_at_the_end() -> None:
    document = read("Læsø får støtte på Ø".encode()[:-1])
    assert document.text == "Læsø får støtte på"
    assert [note.code for note in document.notes] == ["cut_off"]
