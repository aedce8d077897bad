"""The top of a release: title, lead, sender and dateline, in texts and on pages."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import NamedTuple

import pytest
from tests.reading import segmented

from extract.segment.titles import is_dateline, parse_dateline

LEAD = "Kommunen giver 1,2 mio. kroner til legepladser i fem landsbyer, og de første gynger hænger klar til påske."
BODY = "Landsbyerne har selv valgt redskaberne, og forældre og bedsteforældre har lovet at sætte dem op."
MORE = "Der er også penge til bænke, borde og et madpakkehus ved skolen i Ulbølle."
REST = f"\n\n{LEAD}\n\n{BODY}\n\n{MORE}"


class Case(NamedTuple):
    name: str
    source: str
    title: str | None
    lead: str | None = LEAD
    publisher: str | None = None
    published: datetime | None = None


TITLE = "Fem landsbyer får nye legepladser"

TEXTS = [
    Case("first line", f"{TITLE}{REST}", TITLE),
    Case("sender above", f"Svendborg Kommune\n\n{TITLE}{REST}", TITLE, publisher="Svendborg Kommune"),
    Case("page label above", f"PRESSEMEDDELELSE\n\n{TITLE}{REST}", TITLE),
    Case("label and sender above", f"Pressemeddelelse fra Svendborg Kommune\n\n{TITLE}{REST}", TITLE, publisher="Svendborg Kommune"),
    Case("date above", f"12. marts 2025\n\n{TITLE}{REST}", TITLE, published=datetime(2025, 3, 12)),
    Case("date and label above", f"Pressemeddelelse den 12. marts 2025\n\n{TITLE}{REST}", TITLE, published=datetime(2025, 3, 12)),
    Case("date below", f"{TITLE}\n\n12.03.2025 kl. 09.30{REST}", TITLE, published=datetime(2025, 3, 12, 9, 30)),
    Case("date of the portal below", f"{TITLE}\n\n28.6.2024 14:55:30 CEST | Svendborg Kommune | Pressemeddelelse{REST}", TITLE, publisher="Svendborg Kommune", published=datetime(2024, 6, 28, 14, 55, 30, tzinfo=timezone(timedelta(hours=2)))),
    Case("sender, date, title", f"Svendborg Kommune\n\n12. marts 2025\n\n{TITLE}{REST}", TITLE, publisher="Svendborg Kommune", published=datetime(2025, 3, 12)),
    Case("when it is held is not when it was sent", f"{TITLE}\n\nTid: Onsdag den 12. marts 2025 kl. 10{REST}", TITLE, lead=None),
    Case("question", f"Hvem vil være med til at bygge legepladser?{REST}", "Hvem vil være med til at bygge legepladser?"),
    Case("quotation", f"»Nu skal der gynges i landsbyerne«{REST}", "»Nu skal der gynges i landsbyerne«"),
    Case("amount first", f"1,2 mio. kroner til fem legepladser{REST}", "1,2 mio. kroner til fem legepladser"),
    Case("sender by the portal's end", f"{TITLE}{REST}\n\nFlere pressemeddelelser fra Svendborg Kommune\n\nNy bro åbner", TITLE, publisher="Svendborg Kommune"),
    Case("sender by its about-text", f"{TITLE}{REST}\n\nOm Egefonden\n\nEgefonden støtter landsbyer.", TITLE, publisher="Egefonden"),
    Case("sender by its about-text on the line above", f"{TITLE}{REST}\n\nOm Egefonden\nEgefonden støtter landsbyer.", TITLE, publisher="Egefonden"),
    Case("sender in capitals that the text names", f"FONDEN FOR ØERNES UNGE\n\n{TITLE}{REST}\n\nFonden for Øernes Unge giver også.", TITLE, publisher="Fonden for Øernes Unge"),
    Case("sender with a legal form and a date", f"Andelsmejeriet Gyngen a.m.b.a. | 12. marts 2025\n\n{TITLE}{REST}", TITLE, publisher="Andelsmejeriet Gyngen a.m.b.a.", published=datetime(2025, 3, 12)),
    Case("headline in capitals", f"NU SKAL DER GYNGES{REST}", "NU SKAL DER GYNGES"),
    Case("sender in the dateline below", f"{TITLE}\n\nEgefonden, 12. marts 2025{REST}", TITLE, publisher="Egefonden", published=datetime(2025, 3, 12)),
    Case("town in the dateline below", f"{TITLE}\n\nSvendborg, 12. marts 2025{REST}", TITLE, published=datetime(2025, 3, 12)),
    Case("skip link above", f"Gå til hovedindhold\n\n{TITLE}{REST}", TITLE),
    Case("skip link, logo and cookie line above", f"Skip navigation\n\nSvendborg Kommunes logo\n\nVi bruger cookies for at tælle gæster.\n\n{TITLE}{REST}", TITLE, publisher="Svendborg Kommune"),
    Case("label within the headline", f"PRM / {TITLE}{REST}", TITLE),
    Case("label and colon within the headline", f"Pressemeddelelse: {TITLE}{REST}", TITLE),
    Case("label of the page is no sender", f"Referat 14. marts 2025\n\n{TITLE}{REST}", TITLE, published=datetime(2025, 3, 14)),
    Case("one word above is no sender", f"Forslag\n\n{TITLE}{REST}", TITLE),
    Case("sender of one word that the text has too", f"Gyngerne\n\n{TITLE}{REST}\n\nBørn og gyngerne er klar.", TITLE, publisher="Gyngerne"),
    Case("headline of two words", f"Ny pulje\n\n{LEAD} Det sker til påske.\n\n{BODY}\n\n{MORE}", "Ny pulje", lead=f"{LEAD} Det sker til påske."),
    Case("no headline, a paragraph first", f"Pulje\n\n{LEAD} Det sker til påske.\n\n{BODY}\n\n{MORE}", None, lead=None),
    Case("to the press from", f"Til pressen fra Ulbølle Legelaug\n\n{TITLE}{REST}", TITLE, publisher="Ulbølle Legelaug"),
    Case("postal line at the foot", f"{TITLE}{REST}\n\nKontakt:\nElse Thorup, tlf. 62 00 00 11\n\nUlbølle Gyngelaug, Stadionvej 4, 5762 Vester Skerninge", TITLE, publisher="Ulbølle Gyngelaug"),
    Case("postal line of an agency", f"{TITLE}{REST}\n\nKontakt:\nElse Thorup, tlf. 62 00 00 11\n\nStyrelsen for Kystnær Natur, Vestergade 4, 6950 Ringkøbing", TITLE, publisher="Styrelsen for Kystnær Natur"),
    Case("postal lines at the foot", f"{TITLE}{REST}\n\nKontakt:\nSvendborg Kommune\nRamsherred 5\n5700 Svendborg", TITLE, publisher="Svendborg Kommune"),
    Case("about-text on its line", f"{TITLE}{REST}\n\n{MORE} Om Legelandet: Legelandet er en forening for børn.", TITLE, publisher="Legelandet"),
    Case("its director speaks", f"Gyngely giver legepladser til fem landsbyer{REST}\n\n- Det var på tide, siger direktør i Gyngely Else Thorup.", "Gyngely giver legepladser til fem landsbyer", publisher="Gyngely"),
    Case("a word that opens a sentence is no part of a sender", f"Gynger til alle i Assens\n\nI Assens Kommune bliver der sat gynger op i hver landsby til foråret, og de første står allerede klar på havnen.{REST}", "Gynger til alle i Assens", lead="I Assens Kommune bliver der sat gynger op i hver landsby til foråret, og de første står allerede klar på havnen."),
    Case("its director speaks, genitive", f"Legelandet fylder ti år{REST}\n\n- Det var på tide, siger Legelandets formand Else Thorup.", "Legelandet fylder ti år", publisher="Legelandet"),
    Case("two bodies speak", f"Gyngely og Legelandet bygger{REST}\n\nLegelandet er glad, og det er Gyngely. Det siger direktør i Gyngely Else Thorup og formand for Legelandet Finn Rosager.", "Gyngely og Legelandet bygger"),
    Case("a committee speaks", f"Landsbyudvalget giver legepladser{REST}\n\n- Det var på tide, siger Else Thorup, formand for Landsbyudvalget.", "Landsbyudvalget giver legepladser"),
    Case("letter signed by a body", f"{TITLE}{REST}\n\nMed venlig hilsen\nElse Thorup\nFormand\nUlbølle Legelaug", TITLE, publisher="Ulbølle Legelaug"),
    Case("letter signed for a body", f"{TITLE}{REST}\n\nMange hilsner\nElse Thorup, formand for Ulbølle Legelaug", TITLE, publisher="Ulbølle Legelaug"),
    Case("letter signed by somebody", f"{TITLE}{REST}\n\nHilsen\nElse Thorup", TITLE),
    Case("the head of a mail", f"Fra: Else Thorup <et@gyngelauget.example>\nTil: redaktionen\nSendt: 12. marts 2025 09:14\nEmne: PRM: {TITLE}\n\nKære redaktion{REST}", TITLE, published=datetime(2025, 3, 12, 9, 14)),
    Case("the head of a mail over a headline", f"Til: redaktionen\nSendt: 12. marts 2025\nEmne: Pressemeddelelse\n\n{TITLE}{REST}", TITLE, published=datetime(2025, 3, 12)),
    Case("the address of the contacts", f"{TITLE}{REST}\n\nGynge Nord leverer.\n\nKontakt:\nElse Thorup, et@gyngenord.example", TITLE, publisher="Gynge Nord"),
    Case("the address of a municipality", f"{TITLE}{REST}\n\nKontakt:\nElse Thorup, eltho@toender.example", TITLE, publisher="Tønder Kommune"),
    Case("signature of a mail program", f"{TITLE}{REST}\n\nBørn fra Gynge Nord er med.\n\n--\nElse Thorup\nGynge Nord", TITLE, publisher="Gynge Nord"),
    Case("when it may be used is no sender", f"PRESSEMEDDELELSE – MÅ OFFENTLIGGØRES STRAKS\n\n{TITLE}{REST}", TITLE),
    Case("the whole name at an address", f"{TITLE}{REST}\n\nHøjskolen Sundhavn er med.\n\nKontakt:\nElse Thorup, et@sundhavn.example", TITLE, publisher="Højskolen Sundhavn"),
    Case("an address at a service", f"{TITLE}{REST}\n\nKontakt:\nElse Thorup, else@gmail.com", TITLE),
    Case("a person says it in a release from a body", f"{TITLE}{REST}\n\n”Vi er glade”, udtaler Else Thorup i en pressemeddelelse fra Bedre Leg.", TITLE, publisher="Bedre Leg"),
    Case("a person says it in a release", f"{TITLE}{REST}\n\n”Vi er glade”, udtaler Else Thorup i en pressemeddelelse.", TITLE),
    Case("sender that begins with a number", f"{TITLE}{REST}\n\nFlere pressemeddelelser fra 4B\n\nNy bro åbner", TITLE, publisher="4B"),
    Case("a body before the headline's colon", f"Legeforbundet: Giv os gynger{REST}\n\nDer er for få, mener Legeforbundet.", "Legeforbundet: Giv os gynger", publisher="Legeforbundet"),
    Case("written by its office", f"{TITLE}\n\nAf Kommunikation, Ulbølle Legelaug{REST}", TITLE, lead=None, publisher="Ulbølle Legelaug"),
    Case("an event in the headline is no sender", f"Indvielse af Ulbølle Plejecenter{REST}", "Indvielse af Ulbølle Plejecenter"),
    Case("date, sender and label in a line", f"12.03.2025 GLT Pressemeddelelse\n\n{TITLE}{REST}\n\nDet mener GLT.", TITLE, publisher="GLT", published=datetime(2025, 3, 12)),
    Case("a person says it in a release from an acronym", f"{TITLE}{REST}\n\n”Vi er glade”, udtaler Else Thorup i en pressemeddelelse fra GLT. Else Thorup bor i Ribe.", TITLE, publisher="GLT"),
    Case("a body in the genitive alone", f"Dansk Gyngeråds kongres er åben{REST}\n\nDet er godt, siger Dansk Gyngeråds formand Else Thorup.", "Dansk Gyngeråds kongres er åben", publisher="Dansk Gyngeråd"),
    Case("an acronym's chair speaks", f"GLTs bestyrelse giver legepladser{REST}\n\nDet glæder GLTs nye formand Else Thorup.", "GLTs bestyrelse giver legepladser", publisher="GLT"),
    Case("what a body says in a release", f"{TITLE}{REST}\n\nDet skriver foreningen Bedre Leg i en pressemeddelelse.", TITLE, publisher="Bedre Leg"),
    Case("what it says of itself at the end", f"{TITLE}{REST}\n\nMed sine 640 ansatte arbejder Vendsyssel Politi for trygge legepladser.", TITLE, publisher="Vendsyssel Politi"),
    Case("what speaks for one body together", f"Legeforbundet: Giv os gynger\n\nLegeforbundet vil have flere gynger, og forbundet har talt dem. {LEAD}\n\n{BODY}\n\n{MORE}\n\n- Det er for få, siger forbundsformand Else Thorup fra Legeforbundet.", "Legeforbundet: Giv os gynger", lead=f"Legeforbundet vil have flere gynger, og forbundet har talt dem. {LEAD}", publisher="Legeforbundet"),
    Case("newsletter", f"Nyhedsbrev fra Ulbølle Legelaug – 12. marts 2025\n\n{TITLE}{REST}", TITLE, publisher="Ulbølle Legelaug", published=datetime(2025, 3, 12)),
    Case("speech is no lead", f"{TITLE}\n\n- Nu skal der gynges, siger formand Else Thorup.\n\n{BODY}\n\n{MORE}", TITLE, lead=None),
    Case("one paragraph is no lead", f"{TITLE}\n\n{LEAD}", TITLE, lead=None),
    Case("windows line ends", f"{TITLE}{REST}".replace("\n", "\r\n"), TITLE),
    Case("a byte order mark", f"\ufeff{TITLE}{REST}", TITLE),
]  # fmt: skip


@pytest.mark.parametrize("case", TEXTS, ids=lambda case: case.name)
def test_top_of_a_text(case: Case) -> None:
    parts = segmented(case.source)
    assert (parts.title, parts.lead, parts.publisher, parts.published_at) == case[2:]


PARAGRAPHS = f"<p>{LEAD}</p><p>{BODY}</p><p>{MORE}</p>"
PAGES = [
    Case("h1", f"<body><h1>{TITLE}</h1>{PARAGRAPHS}</body>", TITLE),
    Case("page label as h1 and as title", f"<head><title>PRESSEMEDDELELSE</title></head><body><h1>PRESSEMEDDELELSE</h1><h2>{TITLE}</h2>{PARAGRAPHS}<aside><h2>Læs også</h2><p>{MORE}</p></aside></body>", TITLE),
    Case("lead by its class", f"<body><h1>{TITLE}</h1><div class='underrubrik'>{BODY}</div><p>{LEAD}</p><p>{MORE}</p></body>", TITLE, lead=BODY),
    Case("a lead that the site calls teaser", f"<body><main><h1>{TITLE}</h1><p class='teaser'>{LEAD}</p><p>{BODY}</p><p>{MORE}</p></main></body>", TITLE),
    Case("logo in an h1 of its own", f"<body><header><h1><a href='/'>Svendborg Kommune</a></h1></header><main><h1>{TITLE}</h1>{PARAGRAPHS}</main></body>", TITLE, publisher="Svendborg Kommune"),
    Case("title of the head only", f"<head><title>{TITLE} - Svendborg Kommune</title></head><body><p class='h'>{TITLE}</p>{PARAGRAPHS}</body>", TITLE, publisher="Svendborg Kommune"),
    Case("og:title", f"<head><meta property='og:title' content='{TITLE}'></head><body><h2>{TITLE}</h2>{PARAGRAPHS}</body>", TITLE),
    Case("time element", f"<body><h1>{TITLE}</h1><time datetime='2025-03-12T08:00:00+01:00'>12. marts 2025</time>{PARAGRAPHS}</body>", TITLE, published=datetime(2025, 3, 12, 8, tzinfo=timezone(timedelta(hours=1)))),
    Case("visible date", f"<body><h1>{TITLE}</h1><p class='date'>Publiceret 12-03-2025</p>{PARAGRAPHS}</body>", TITLE, published=datetime(2025, 3, 12)),
    Case("region above", f"<body><p>Region Syddanmark</p><h1>{TITLE}</h1>{PARAGRAPHS}</body>", TITLE, publisher="Region Syddanmark"),
    Case("breadcrumbs", f"<body><p>Fonden Gyngen &gt; Aktuelt &gt; 2024</p><h1>{TITLE}</h1>{PARAGRAPHS}</body>", TITLE, publisher="Fonden Gyngen"),
    Case("menu above", f"<body><p>Søg støtte</p><p>Om Fonden</p><p>Biblioteket</p><h1>{TITLE}</h1>{PARAGRAPHS}</body>", TITLE),
    Case("firm, town and date", f"<body><p>Fynske Gynger A/S, Faaborg, 12. marts 2025</p><h1>{TITLE}</h1>{PARAGRAPHS}</body>", TITLE, publisher="Fynske Gynger A/S", published=datetime(2025, 3, 12)),
    Case("name above that the text repeats", f"<body><p>Gynge &amp; Vippe</p><h1>{TITLE}</h1>{PARAGRAPHS}<p>Gynge &amp; Vippe leverer.</p></body>", TITLE, publisher="Gynge & Vippe"),
    Case("name above that it does not", f"<body><p>Gynge &amp; Vippe</p><h1>{TITLE}</h1>{PARAGRAPHS}</body>", TITLE),
    Case("body that a menu begins with", f"<body><p>Svendborg Kommune English</p><h1>{TITLE}</h1>{PARAGRAPHS}</body>", TITLE, publisher="Svendborg Kommune"),
    Case("menu in a row", f"<body><p>Legelandet | Forside | Om os | Presse</p><div>{TITLE}</div><p>12. marts 2025</p>{PARAGRAPHS}</body>", TITLE, published=datetime(2025, 3, 12)),
    Case("menu in a column of a layout table", f"<table><tr><td>Legelandet<br>Tal og kort<br>Arkiv<br>Links</td><td><b>{TITLE}</b><br>{PARAGRAPHS}{PARAGRAPHS}{'<p>' + LEAD * 12 + '</p>'}</td></tr></table>", TITLE),
    Case("crumbs", f"<body><div>Du er her: Forside &gt; Nyt &gt; Pressemeddelelser</div><div>{TITLE}</div>{PARAGRAPHS}</body>", TITLE),
    Case("site of the head's title over another headline", f"<head><title>Gynger til alle - Styrelsen for Leg og By</title></head><body><h1>{TITLE}</h1>{PARAGRAPHS}</body>", TITLE, publisher="Styrelsen for Leg og By"),
    Case("a menu's word in the head's title", f"<head><title>Gynger til alle - Nyheder</title></head><body><h1>{TITLE}</h1>{PARAGRAPHS}</body>", TITLE),
    Case("site name as the page's title", f"<head><title>Legelandet på Sydfyn :: Nyt</title></head><body><div>LEGELANDET PÅ SYDFYN</div><div>{TITLE}</div>{PARAGRAPHS}<p>Legelandet på Sydfyn er med.</p></body>", TITLE, publisher="Legelandet på Sydfyn"),
    Case("logo with a name", f"<body><div><img src='l.png' alt='Svendborg Kommunes logo'></div><h1>{TITLE}</h1>{PARAGRAPHS}</body>", TITLE, publisher="Svendborg Kommune"),
    Case("logo by its file", f"<body><div><img src='logo.svg' alt='Gynge Nord'></div><h1>{TITLE}</h1>{PARAGRAPHS}</body>", TITLE, publisher="Gynge Nord"),
    Case("logo that names nothing", f"<body><div><img src='logo.svg' alt='Gå til forsiden'></div><h1>{TITLE}</h1>{PARAGRAPHS}</body>", TITLE),
    Case("logo of a partner below", f"<body><h1>{TITLE}</h1>{PARAGRAPHS}<img src='p.png' alt='Egefondens logo'></body>", TITLE),
    Case("body as data", f"<head><script type='application/ld+json'>{{\"@type\": \"GovernmentOrganization\", \"name\": \"Svendborg Kommune\"}}</script></head><body><h1>{TITLE}</h1>{PARAGRAPHS}</body>", TITLE, publisher="Svendborg Kommune"),
    Case("a service as site", f"<head><meta property='og:site_name' content='Mynewsdesk'></head><body><h1>{TITLE}</h1>{PARAGRAPHS}</body>", TITLE),
    Case("a domain as site", f"<head><meta property='og:site_name' content='www.svendborg.example'></head><body><h1>{TITLE}</h1>{PARAGRAPHS}</body>", TITLE),
    Case("site name", f"<head><meta property='og:site_name' content='Svendborg Kommune'></head><body><h1>{TITLE}</h1>{PARAGRAPHS}</body>", TITLE, publisher="Svendborg Kommune"),
]  # fmt: skip


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case.name)
def test_top_of_a_page(case: Case) -> None:
    parts = segmented(f"<html>{case.source}</html>")
    assert (parts.title, parts.lead, parts.publisher, parts.published_at) == case[2:]


DATELINES: list[tuple[str, datetime | None]] = [
    ("12. marts 2025", datetime(2025, 3, 12)),
    ("d. 12. marts 2025", datetime(2025, 3, 12)),
    ("onsdag den 12. marts 2025", datetime(2025, 3, 12)),
    ("12/03/2025", datetime(2025, 3, 12)),
    ("12-03-2025", datetime(2025, 3, 12)),
    ("12.3.2025", datetime(2025, 3, 12)),
    ("4. AUG. 2025 16.06", datetime(2025, 8, 4, 16, 6)),
    ("Publiceret 12. okt. 2018 kl. 8.05", datetime(2018, 10, 12, 8, 5)),
    ("11. JAN. 2022 KL. 14:30", datetime(2022, 1, 11, 14, 30)),
    ("Pressemeddelelse 11.juni 2020", datetime(2020, 6, 11)),
    ("1.2.2025 10:00:00 CET | Pressemeddelelse", datetime(2025, 2, 1, 10, tzinfo=timezone(timedelta(hours=1)))),
    ("Pressemeddelelse • Sep 27, 2015 05:12 CEST", datetime(2015, 9, 27, 5, 12, tzinfo=timezone(timedelta(hours=2)))),
    ("Maj 14, 2019", datetime(2019, 5, 14)),
    ("Date: Mon, 3 Apr 2023 10:12:00 +0200", datetime(2023, 4, 3, 10, 12)),
    ("3 april 2023", datetime(2023, 4, 3)),
    ("30/09-15", datetime(2015, 9, 30)),
    ("31. februar 2025", None),
    ("41. marts 2025", None),
    ("12. smarts 2025", None),
    ("marts 2025", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "moment"), DATELINES)
def test_datelines(text: str, moment: datetime | None) -> None:
    assert parse_dateline(text) == moment
    assert moment is None or is_dateline(text)


@pytest.mark.parametrize(
    "text",
    [
        "Den 12. marts 2025 åbner de fem legepladser med saftevand og boller.",
        "Legepladserne åbner den 12. marts 2025 i Ulbølle, Vester Skerninge, Ollerup og to byer mere.",
        "Fem landsbyer får nye legepladser",
        "",
    ],
)
def test_a_sentence_with_a_date_is_no_dateline(text: str) -> None:
    assert not is_dateline(text)
