"""Danish is told from its neighbours."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from extract.ingest import detect
from extract.ingest.language import primary_code

DANISH = (
    "Nordhavns Fond støtter skolehaven i Hobro. Pengene går til drivhuse og redskaber. Vi har arbejdet længe for det, "
    "siger formanden. Nu kan byggeriet begynde, og kommunen betaler halvdelen."
)
ABOUT = "Nordhavn Foundation is an independent foundation which supports people and their communities. "


class Case(NamedTuple):
    text: str
    language: str | None


CASES = (
    Case("Biblioteket holder åbent hele natten. Alle er velkomne. Der er kaffe og kage.", "da"),
    Case("Museet i Ribe får en ny leder. Hun kommer fra Odense. Hun glæder sig til at komme i gang.", "da"),
    Case("Politiet efterlyser vidner. Ulykken skete mandag ved Vejle. To personer blev bragt til hospitalet.", "da"),
    Case("Omsætningen steg til 340 mio. kr. i første halvår. Resultatet er det bedste i selskabets historie.", "da"),
    Case("Biblioteket holder åpent hele natten. Alle er velkomne. Det blir kaffe og kake.", "nb"),
    Case("Museet i Skien får ny leder. Hun kommer fra en stilling i Oslo. Hun gleder seg til å komme i gang.", "nb"),
    Case("Politiet etterlyser vitner. Ulykken skjedde mandag ved Drammen. To personer ble brakt til sykehus.", "nb"),
    Case("Omsetningen steg til 340 mill. kroner i første halvår. Resultatet er det beste i selskapets historie.", "nb"),
    Case("Museet får ny leiar. Ho kjem frå ei stilling i Bergen. Ho gler seg til å kome i gang.", "nn"),
    Case("Polisen söker vittnen. Olyckan skedde på måndagen vid Malmö. Två personer fördes till sjukhus.", "sv"),
    Case("The fund supports the school garden. The money goes to greenhouses and tools.", "en"),
    Case("Die Stiftung unterstützt den Schulgarten in Husum. Die Arbeiten beginnen im Mai.", "de"),
    Case(DANISH + " " + ABOUT * 3, "da"),
    Case(DANISH + ' "We are proud to be a part of this project and of the work done," says the director.', "da"),
    Case("Viborg", None),
    Case("2.352.000 kr.", None),
    Case("", None),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text[:30])
def test_detect(case: Case) -> None:
    assert detect(case.text) == case.language


@pytest.mark.parametrize(
    ("stated", "code"),
    [("da-DK", "da"), ("DA", "da"), ("no", "nb"), ("nb_NO", "nb"), ("dansk", None), (None, None), ("", None)],
)
def test_primary_code(stated: str | None, code: str | None) -> None:
    assert primary_code(stated) == code
