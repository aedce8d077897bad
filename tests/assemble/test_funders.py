"""The funder of a release that shares out a pool is the body that has it, whatever its pool is called."""

from __future__ import annotations

import pytest
from tests.reading import record

LIST = "\n\nFølgende foreninger får tilskud:\n\nHou Roklub: nye årer, 40.000 kr.\nVig Kirkekor: nye noder, 25.000 kr.\n"

FUNDERS = [
    (
        "a municipality's pool with a name of its own",
        "Odder Kommune\n\nLokalpuljen er delt ud\n\nUdvalget i Odder Kommune har fordelt årets penge. Lokalpuljen er på 65.000 kr."
        + LIST,
        "Odder Kommune",
    ),
    (
        "named once",
        "Odder Kommune\n\nTo foreninger får tilskud\n\nOdder Kommune har fordelt årets penge i Lokalpuljen, og det er flere penge end sidste "
        "år, fordi byrådet gerne vil have mere liv i foreningerne. Lokalpolitikerne glæder sig."
        + LIST,
        "Odder Kommune",
    ),
    (
        "a common word",
        "Odder Kommune\n\nKulturpuljen er delt ud\n\nOdder Kommune har fordelt årets kulturpulje. Kulturpuljen er på 65.000 kr., "
        "og kulturpuljen er større end før." + LIST,
        "Odder Kommune",
    ),
    (
        "a foundation's pool",
        "Kystfonden\n\nKystpuljen er delt ud\n\nKystfonden har fordelt årets penge. Kystpuljen er på 65.000 kr." + LIST,
        "Kystfonden",
    ),
    (
        "who said yes",
        "To foreninger får penge\n\nVarde Byråd har sagt ja til to af de 19 idéer, som landsbyerne havde sendt ind.\n\n"
        "Varde Byråd glæder sig." + LIST,
        "Varde Byråd",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "funder"), [case[1:] for case in FUNDERS], ids=[case[0] for case in FUNDERS])
def test_funder_of_a_list(text: str, funder: str) -> None:
    assert [project.funder for project in record(text).projects] == [funder, funder]
