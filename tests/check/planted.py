"""Releases whose figures are in order, as text and page in the layouts of life, and the five faults to plant in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from random import Random
from types import MappingProxyType

NAMES = (
    "Badebroen", "Tangskolen", "Bølgeskuret", "Garnhuset", "Fjordens fortællere", "Lys i fyret", "Klitternes sang", "Den grønne kaj",
    "Sauna for alle", "Vandtårnet", "Skolehaven", "Byens bedste bænk", "Åbne porte", "Mosens museum", "Det rullende bibliotek", "Musik på molen",
    "Krabbeklubben", "Stier og stenter", "Jollernes hus", "Havnens hjerte",
)  # fmt: skip
TOWNS = (
    "Lemvig", "Struer", "Juelsminde", "Løgstør", "Nibe", "Sæby", "Middelfart", "Marstal", "Grenaa", "Hvide Sande", "Thyborøn", "Rudkøbing",
    "Nexø", "Skive", "Assens", "Faaborg", "Korsør", "Nakskov", "Hobro", "Ebeltoft",
)  # fmt: skip
BODIES = ("Borgerforening", "Havn", "Sejlklub", "Museum", "Kulturhus", "Spejdergruppe", "Roklub", "Kunstforening")
COUNTS = ("tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv")


@dataclass(frozen=True)
class Item:
    """One project of the list: what it gets and what it costs, in kroner."""

    name: str
    town: str
    applicant: str
    granted: int
    total: int


@dataclass(frozen=True)
class Told:
    """What a release says: its items, their number and their sum."""

    items: tuple[Item, ...]
    count: int
    total: int
    layout: str
    page: bool = False
    rounded: bool = False


def kroner(value: int) -> str:
    return f"{value:,} kr.".replace(",", ".")


def millions(value: int) -> str:
    return f"{value / 1e6:.1f} mio. kr.".replace(".", ",", 1)


LAYOUTS: Mapping[str, str] = MappingProxyType(
    {
        "dash": "- {name} ({town}): {granted} af et samlet budget på {total}",
        "applicant": "• {name}, {applicant}. Støtte: {granted}. Samlet budget: {total}",
        "block": "{name}\nAnsøger: {applicant}\nSted: {town}\nTilskud: {granted}\nSamlet budget: {total}\n",
        "two lines": "• {name} ({town})\n  Samlet projektsum: {total} Kystfonden støtter med {granted}",
        "table": "<tr><td>{name}</td><td>{town}</td><td>{granted}</td><td>{total}</td></tr>",
    }
)


def consistent(seed: int) -> Told:
    """A release in which everything adds up."""
    draw = Random(seed)
    count = draw.randint(4, 12)
    names, towns = draw.sample(NAMES, count), draw.sample(TOWNS, count)
    items = []
    for name, town in zip(names, towns, strict=True):
        granted = draw.randint(61, 989) * 1_000 + draw.choice([0, 0, 500, 250])
        total = int(granted * draw.uniform(1.3, 3.0)) // 1000 * 1000 + 1000
        items.append(Item(name, town, f"{town} {draw.choice(BODIES)}", granted, total))
    layout = list(LAYOUTS)[seed % len(LAYOUTS)]
    total = sum(item.granted for item in items)
    return Told(tuple(items), count, total, layout, page=layout == "table", rounded=seed % 3 == 1)


def written(told: Told) -> str:
    """The release as its sender sends it."""
    count = COUNTS[told.count - 3] if told.count <= 12 else str(told.count)
    whole = millions(told.total) if told.rounded else kroner(told.total)
    lines = [
        LAYOUTS[told.layout].format(
            name=i.name, town=i.town, applicant=i.applicant, granted=kroner(i.granted), total=kroner(i.total)
        )
        for i in told.items
    ]
    opening = (
        f"Kystfonden fordeler i alt {whole} til {count} projekter, der skal få flere til at bruge kysten hele året.",
        "Bestyrelsen har læst mange gode ansøgninger og glæder sig over de lokale kræfter bag dem.",
        "– Vi er stolte af at kunne støtte så mange ildsjæle, siger direktør Lone Holmsgaard fra Kystfonden.",
    )
    title = "Kystfonden støtter livet ved vandet"
    if told.page:
        body = "".join(f"<p>{paragraph}</p>" for paragraph in opening)
        head = "<tr><th>Projekt</th><th>By</th><th>Tilskud</th><th>Samlet budget</th></tr>"
        table = f"<table>{head}{''.join(lines)}</table>"
        return f"<html><body><main><h1>{title}</h1>{body}<h2>Projekter, der får støtte</h2>{table}</main></body></html>"
    return "\n\n".join([title, *opening, "Projekter, der får støtte:", "\n".join(lines)]) + "\n"


@dataclass(frozen=True)
class Planted:
    """A release with one fault. ``named`` are the words of which one must stand in a check that is not ok."""

    told: Told
    named: tuple[str, ...]


def _at(told: Told, seed: int) -> int:
    return Random(seed * 7 + 1).randrange(len(told.items))


def dropped(told: Told, seed: int) -> Planted:
    at = _at(told, seed)
    lost = told.items[at]
    items = told.items[:at] + told.items[at + 1 :]
    # Of a rounded total the text tells only between which sums the lost one lies.
    missing = "det svarer til ét projekt på" if told.rounded else f"det svarer til ét projekt på {kroner(lost.granted)}"
    return Planted(replace(told, items=items), (missing,))


def doubled(told: Told, seed: int) -> Planted:
    at = _at(told, seed)
    items = (*told.items[: at + 1], *told.items[at:])
    return Planted(replace(told, items=items), (told.items[at].name,))


def shifted(told: Told, seed: int) -> Planted:
    at = _at(told, seed)
    item = told.items[at]
    # The budget moves up too, or the grant would be above it, which is another fault.
    up = replace(item, granted=item.granted * 10, total=item.total * 10)
    wrong = replace(item, granted=item.granted // 10) if seed % 2 else up
    return Planted(replace(told, items=(*told.items[:at], wrong, *told.items[at + 1 :])), (item.name,))


def miscounted(told: Told, seed: int) -> Planted:
    wrong = told.count + (1 if seed % 2 else -1)
    return Planted(replace(told, count=wrong), (COUNTS[wrong - 3] if wrong <= 12 else str(wrong), str(wrong)))


def swapped(told: Told, seed: int) -> Planted:
    at = _at(told, seed)
    item = told.items[at]
    wrong = replace(item, granted=item.total, total=item.granted)
    return Planted(replace(told, items=(*told.items[:at], wrong, *told.items[at + 1 :])), (item.name,))


FAULTS: Mapping[str, Callable[[Told, int], Planted]] = MappingProxyType(
    {
        "a dropped item": dropped,
        "a doubled item": doubled,
        "a shifted comma": shifted,
        "a wrong count": miscounted,
        "swapped amounts": swapped,
    }
)
