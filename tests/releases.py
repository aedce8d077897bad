"""Releases made by hand, for tests of everything after the pipeline, and strategies for odd ones."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from extract.records.release import (
    Amount,
    Check,
    Contact,
    DateRange,
    ExtractorInfo,
    Item,
    Mention,
    Organisation,
    Person,
    Place,
    PlaceMention,
    Project,
    ProjectAmount,
    Publisher,
    Quote,
    Release,
    Section,
    Source,
    Span,
    Speaker,
)

TEXT = """Forside\tNyheder
Havnefonden giver 9,2 mio. kroner til tre mødesteder ved vandet
Grenaa, Lemvig og Marstal får nye rammer om livet på havnen. Bestyrelsen har valgt tre projekter ud af 31 ansøgninger.
Havnefonden fordeler i alt 9,2 mio. kroner fra puljen Liv på kajen. De første spadestik tages 3. maj 2025.
- Havnen er byens bedste stue, og nu får den døre, siger Birgitte Sandholm, der er direktør i Havnefonden, \
og fortsætter: - Derfor støtter vi med 4,5 mio. kroner her og nu.
Huset bygges af de frivillige
I Marstal har foreningen Gamle Skuder selv samlet knap 200.000 kroner ind. Det er \
borgmester Ole Fjordgaard (V) glad for.
»Vi havde aldrig troet, at det kunne lykkes på under et år,« siger han.
Fakta: De tre projekter
Kajhuset (Grenaa), Norddjurs Kommune: 4.500.000 kr. af et budget på 11 mio. kr.
Sauna for alle (Lemvig), Limfjordens Vinterbadere: 2.700.000 kr.
Skudehavnen (Marstal), Gamle Skuder: 2 mio. kr.
Billedtekst: Kajhuset i Grenaa, som det kommer til at se ud. Visualisering: Havnefonden.
Yderligere oplysninger:
Pressechef Mette Ravnkilde, Havnefonden, tlf. 55 50 12 34, presse@havnefonden.example
Om Havnefonden
Havnefonden støtter liv i danske havne og uddeler hvert år omkring 40 mio. kroner."""


def span(surface: str, text: str = TEXT, nth: int = 1) -> Span:
    """Where ``surface`` stands in the text for the ``nth`` time."""
    at = -1
    for _ in range(nth):
        at = text.index(surface, at + 1)
    return at, at + len(surface)


def _mention(surface: str, nth: int = 1) -> dict[str, Any]:
    start, end = span(surface, nth=nth)
    return {"start": start, "end": end, "surface": surface}


def _lines(first: str, last: str) -> Span:
    start = TEXT.index(first)
    end = TEXT.find("\n", TEXT.index(last))
    return start, len(TEXT) if end < 0 else end


def _section(name: str, kind: str, first: str, last: str | None = None, **more: Any) -> Section:
    start, end = _lines(first, last or first)
    return Section.model_validate({"id": name, "kind": kind, "start": start, "end": end, **more})


def _amount(name: str, surface: str, value: str, *, nth: int = 1, **more: Any) -> Amount:
    fields = {"id": name, **_mention(surface, nth), "value": value, "low": value, "high": value, "currency": "DKK"}
    return Amount.model_validate(fields | more)


def _money(value: str, amount: str) -> ProjectAmount:
    return ProjectAmount(value=Decimal(value), currency="DKK", amount=amount)


def _items(*surfaces: str) -> tuple[Item, ...]:
    spans = (_lines(surface, surface) for surface in surfaces)
    return tuple(Item(start=start, end=end, label=None) for start, end in spans)


SAMPLE = Release(
    id="havnefonden-2025-04",
    source=Source(
        uri="samples/havnefonden.html", format="html", sha256="0" * 64, encoding="utf-8", extra={"keywords": ["havne"]}
    ),
    publisher=Publisher(name="Havnefonden", id="4711"),
    title="Havnefonden giver 9,2 mio. kroner til tre mødesteder ved vandet",
    lead="Grenaa, Lemvig og Marstal får nye rammer om livet på havnen. "
    "Bestyrelsen har valgt tre projekter ud af 31 ansøgninger.",
    language="da",
    published_at=datetime.fromisoformat("2025-04-02T09:00:00+02:00"),
    url="https://havnefonden.example/nyheder/tre-moedesteder",
    text=TEXT,
    sections=(
        _section("s1", "navigation", "Forside"),
        _section("s2", "title", "Havnefonden giver"),
        _section("s3", "lead", "Grenaa, Lemvig og Marstal"),
        _section("s4", "body", "Havnefonden fordeler", "- Havnen er byens"),
        _section("s5", "subheading", "Huset bygges"),
        _section("s6", "body", "I Marstal har", "»Vi havde"),
        _section(
            "s7",
            "fact_box",
            "Fakta: De tre",
            "Skudehavnen (Marstal)",
            heading="Fakta: De tre projekter",
            items=_items("Kajhuset (Grenaa)", "Sauna for alle", "Skudehavnen (Marstal)"),
        ),
        _section("s8", "caption", "Billedtekst:"),
        _section("s9", "contact", "Yderligere", "Pressechef"),
        _section("s10", "about", "Om Havnefonden", "Havnefonden støtter liv", heading="Om Havnefonden"),
    ),
    projects=(
        Project(
            id="p1",
            name="Kajhuset",
            place="l1",
            city="Grenaa",
            applicant="Norddjurs Kommune",
            partners=("Grenaa Roklub", "Havnens Venner"),
            granted=_money("4500000", "a3"),
            total=_money("11000000", "a4"),
            funder="Havnefonden",
            pool="Liv på kajen",
            evidence={"name": (span("Kajhuset"),), "applicant": (span("Norddjurs Kommune"),)},
            confidence=0.97,
        ),
        Project(
            id="p2",
            name="Sauna for alle",
            place="l2",
            city="Lemvig",
            applicant="Limfjordens Vinterbadere",
            granted=_money("2700000", "a5"),
            funder="Havnefonden",
            evidence={"name": (span("Sauna for alle"),)},
        ),
        Project(
            id="p3",
            name="Skudehavnen",
            place="l3",
            city="Marstal",
            applicant="Gamle Skuder",
            granted=_money("2000000", "a6"),
            evidence={"name": (span("Skudehavnen"),)},
        ),
    ),
    amounts=(
        _amount("a1", "9,2 mio. kroner", "9200000", role="pool", section="s2"),
        _amount("a2", "4,5 mio. kroner", "4500000", role="grant", section="s4", low="4450000", high="4550000"),
        _amount("a3", "4.500.000 kr.", "4500000", role="grant", section="s7"),
        _amount("a4", "11 mio. kr.", "11000000", role="total", section="s7"),
        _amount("a5", "2.700.000 kr.", "2700000", role="grant", section="s7"),
        _amount("a6", "2 mio. kr.", "2000000", role="grant", section="s7"),
        _amount("a7", "200.000 kroner", "200000", role="cofunding", qualifier="just_under", section="s6"),
        _amount("a8", "9,2 mio. kroner", "9200000", nth=2, role="pool", section="s4", same_as="a1"),
    ),
    places=(
        Place(
            id="l1",
            name="Grenaa",
            kind="city",
            code="0707",
            municipality="Norddjurs",
            region="Region Midtjylland",
            lat=56.415,
            lon=10.879,
            mentions=(PlaceMention(**_mention("Grenaa")), PlaceMention(**_mention("Grenaa", 2))),
        ),
        Place(id="l2", name="Lemvig", kind="city", code="0665", mentions=(PlaceMention(**_mention("Lemvig")),)),
        Place(id="l3", name="Marstal", kind="city", code="0492", mentions=(PlaceMention(**_mention("Marstal")),)),
    ),
    quotes=(
        Quote(
            id="q1",
            text="Havnen er byens bedste stue, og nu får den døre\nDerfor støtter vi med 4,5 mio. kroner her og nu.",
            parts=(
                span("Havnen er byens bedste stue, og nu får den døre"),
                span("Derfor støtter vi med 4,5 mio. kroner her og nu."),
            ),
            speaker=Speaker(name="Birgitte Sandholm", title="direktør", organisation="Havnefonden", person="n1"),
            cue=span("siger Birgitte Sandholm, der er direktør i Havnefonden, og fortsætter"),
            attribution="after",
            confidence=0.98,
        ),
        Quote(
            id="q2",
            text="Vi havde aldrig troet, at det kunne lykkes på under et år",
            parts=(span("Vi havde aldrig troet, at det kunne lykkes på under et år"),),
            speaker=Speaker(name="Ole Fjordgaard", title="borgmester", party="V", person="n2"),
            cue=span("siger han"),
            attribution="pronoun",
            confidence=0.9,
        ),
    ),
    people=(
        Person(
            id="n1",
            name="Birgitte Sandholm",
            titles=("direktør",),
            organisation="Havnefonden",
            mentions=(Mention(**_mention("Birgitte Sandholm")),),
        ),
        Person(
            id="n2",
            name="Ole Fjordgaard",
            titles=("borgmester",),
            party="V",
            mentions=(Mention(**_mention("Ole Fjordgaard")),),
        ),
    ),
    organisations=(
        Organisation(
            id="o1",
            name="Havnefonden",
            aliases=("Fonden",),
            mentions=(Mention(**_mention("Havnefonden")), Mention(**_mention("Havnefonden", 2))),
        ),
        Organisation(id="o2", name="Norddjurs Kommune", mentions=(Mention(**_mention("Norddjurs Kommune")),)),
        Organisation(id="o3", name="Gamle Skuder", mentions=(Mention(**_mention("Gamle Skuder")),)),
    ),
    dates=(DateRange(**_mention("3. maj 2025"), from_="2025-05-03", to="2025-05-03", precision="day"),),
    contacts=(
        Contact(
            name="Mette Ravnkilde",
            title="pressechef",
            organisation="Havnefonden",
            phone="55 50 12 34",
            email="presse@havnefonden.example",
        ),
    ),
    checks=(
        Check(
            code="grants_sum_to_stated_total",
            status="ok",
            message="De tre bevillinger giver tilsammen det beløb, der står i teksten.",
            stated="9200000",
            found="9200000",
            evidence=(span("9,2 mio. kroner", nth=2),),
        ),
        Check(
            code="project_count",
            status="doubt",
            message="Teksten nævner et kajhus i en billedtekst, der kan være et fjerde projekt.",
            stated="3",
            found="3",
            evidence=(span("Kajhuset i Grenaa"),),
        ),
    ),
    extractor=ExtractorInfo(version="0.1.0", patterns="sha256:" + "1" * 64, model=None),
)


def plain(name: str, text: str = "En kort meddelelse.", **more: Any) -> Release:
    """A release with nothing in it but its text."""
    return Release(
        id=name,
        source=Source(uri=f"{name}.txt", format="text", sha256="0" * 64),
        publisher=Publisher(),
        text=text,
        extractor=ExtractorInfo(version="0.1.0", patterns="sha256:0"),
        **more,
    )


# Texts with what breaks files and pages: quotes, separators, formulas, tags, controls, but no lone surrogates.
odd_text = st.text(
    st.one_of(
        st.sampled_from(list("\",;\n\r\t=+-@'<>&\x00\u202e\u2066\u00a0 0123456789abæøå")),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=40,
)
decimals = st.decimals(allow_nan=False, allow_infinity=False, min_value=Decimal("-1e30"), max_value=Decimal("1e30"))
_maybe_text = st.none() | odd_text


@st.composite
def releases(draw: st.DrawFn) -> Release:
    """Releases of any content that holds together: spans inside the text, references that lead somewhere."""
    text = draw(odd_text.filter(bool))
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(lambda pair: (min(pair), max(pair)))

    def mention() -> dict[str, Any]:
        start, end = draw(spans)
        return {"start": start, "end": end, "surface": text[start:end]}

    def some(most: int = 2) -> range:
        return range(1, draw(st.integers(0, most)) + 1)

    amounts = tuple(
        Amount(
            id=f"a{n}",
            **mention(),
            value=draw(st.none() | decimals),
            low=draw(st.none() | decimals),
            currency=draw(st.sampled_from([None, "DKK", "EUR"])),
            per=draw(_maybe_text),
            same_as=draw(st.sampled_from([None, f"a{n}"])),
        )
        for n in some(3)
    )
    named = st.sampled_from([None, *(amount.id for amount in amounts)])
    money = st.builds(ProjectAmount, value=decimals, currency=st.sampled_from([None, "DKK"]), amount=named)
    projects = tuple(
        Project(
            id=f"p{n}",
            name=draw(odd_text),
            city=draw(_maybe_text),
            partners=tuple(draw(st.lists(odd_text, max_size=2))),
            granted=draw(st.none() | money),
            total=draw(st.none() | money),
            evidence={"name": (draw(spans),)},
        )
        for n in some()
    )
    people = tuple(Person(id=f"n{n}", name=draw(odd_text), mentions=(Mention(**mention()),)) for n in some())
    quotes = tuple(
        Quote(
            id=f"q{n}",
            text=draw(odd_text),
            parts=tuple(draw(st.lists(spans, max_size=2))),
            direct=draw(st.booleans()),
            speaker=Speaker(name=draw(_maybe_text), person=people[0].id if people else None),
        )
        for n in some()
    )
    start, end = draw(spans)
    return plain(
        "r" + draw(st.text("abc-/. Æ", max_size=6)),
        text,
        title=draw(_maybe_text),
        lead=draw(_maybe_text),
        sections=(Section(id="s1", kind="fact_box", start=start, end=end, items=(Item(start=start, end=end),)),),
        amounts=amounts,
        projects=projects,
        people=people,
        quotes=quotes,
        dates=tuple(DateRange(**mention()) for _ in some()),
        checks=tuple(Check(code="x", status="doubt", message=draw(odd_text), evidence=(draw(spans),)) for _ in some()),
    )


def contradicting(granted: str, day: str = "2026-01-10T09:00:00+01:00") -> Release:
    """The first project of SAMPLE, in a later release with another grant."""
    first, *_ = SAMPLE.projects
    money = ProjectAmount(value=Decimal(granted), currency="DKK", amount="a3")
    stated = {"a3": {"value": Decimal(granted), "low": Decimal(granted), "high": Decimal(granted)}}
    return SAMPLE.model_copy(
        update={
            "id": "havnefonden-2026-01",
            "title": "Kajhuset får mere",
            "published_at": datetime.fromisoformat(day),
            "projects": (first.model_copy(update={"granted": money}),),
            "amounts": tuple(a.model_copy(update=stated.get(a.id, {})) for a in SAMPLE.amounts),
        }
    )
