"""From a text or a page to its parts: what each stretch is, what its heading says, and how many items it holds."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import pytest
from tests.reading import Shape, document, segmented, shape

from extract.records.release import SectionKind
from extract.segment.flow import MINED

TITLE = "Nye moler giver fiskerne i Thorsminde læ"
LEAD = "Havnen i Thorsminde får 12,5 mio. kroner fra Vestkystfonden til to nye moler, som skal stå færdige til næste vinter."
BODY = "Molerne erstatter de gamle fra 1967, som storm og sand har slidt ned gennem mere end et halvt århundrede."
THEN = "Stenene kommer med pram fra Norge, og de første er allerede på vej over Nordsøen."
MORE = "Arbejdet begynder i maj, og havnen holder åbent for kuttere og gæstesejlere i hele byggeperioden."

TOP: Shape = [("title", None, 0), ("lead", None, 0), ("body", None, 0)]


class Case(NamedTuple):
    name: str
    rest: str
    expected: Shape


TEXTS = [
    Case("nothing more", "", []),
    Case("bullets", "Fakta\n• Molerne bliver 210 meter\n• De bygges af 44.000 tons sten\n• De er klar i oktober", [("fact_box", "Fakta", 3)]),
    Case("capitals with colon", "FAKTA:\n* Molerne bliver 210 meter\n* De er klar i oktober", [("fact_box", "FAKTA:", 2)]),
    Case("heading goes on", "Fakta: Molerne i tal\n\n- 210 meter lange\n- 44.000 tons sten\n- 12,5 mio. kroner", [("fact_box", "Fakta: Molerne i tal", 3)]),
    Case("bullets with blank lines", "Faktaboks\n\n• Molerne bliver 210 meter\n\n• De bygges af 44.000 tons sten", [("fact_box", "Faktaboks", 2)]),
    Case("middle dots", "Nøgletal\n· 210 meter mole\n· 44.000 tons sten\n· 38 liggepladser", [("fact_box", "Nøgletal", 3)]),
    Case("numbers", "De tre modtagere:\n1. Thorsminde Havn\n2. Ferring Fiskerleje\n3. Vrist Bådelaug", [("fact_box", "De tre modtagere:", 3)]),
    Case("numbers with brackets", "De tre modtagere:\n1) Thorsminde Havn\n2) Ferring Fiskerleje\n3) Vrist Bådelaug", [("fact_box", "De tre modtagere:", 3)]),
    Case("labels", "Fakta om molerne\n\nLængde: 210 meter\nPris: 12,5 mio. kr.\nFærdig: oktober 2026", [("fact_box", "Fakta om molerne", 3)]),
    Case("lines", "Blå bog\nLone Holmsgaard, 54 år\nUddannet skibsfører\nBor i Lemvig", [("fact_box", "Blå bog", 3)]),
    Case("prose", "Om puljen\n\n" + MORE * 4, [("fact_box", "Om puljen", 0)]),
    Case("about the pool by its name", "Om Kystpuljen\n\n• Åben for alle havne\n• Frist den 1. marts", [("fact_box", "Om Kystpuljen", 2)]),
    Case("lines below the bullets", "Disse projekter støttes\n\n• Læmolen (Thorsminde)\n  Støttes med: 8 mio. kr.\n\n• Slæbestedet (Vrist)\n  Støttes med: 4,5 mio. kr.", [("fact_box", "Disse projekter støttes", 2)]),
    Case("wrapped item", "De støttede projekter:\n• Læmolen (Thorsminde)\n  bygges af sten fra Norge\n• Slæbestedet (Vrist)", [("fact_box", "De støttede projekter:", 2)]),
    Case("recipients", "Følgende to projekter får støtte\n\n– Thorsminde Havn, 8 mio. kr.\n– Vrist Bådelaug, 4,5 mio. kr.", [("fact_box", "Følgende to projekter får støtte", 2)]),
    Case("examples", "Eksempler på støttede projekter\n\n• Læmolen (Thorsminde)\n• Slæbestedet (Vrist)", [("fact_box", "Eksempler på støttede projekter", 2)]),
    Case("recipients of a pool", "Modtagerne af Kystpuljen:\n\nThorsminde Havn, 8.000.000 kr.\n\nVrist Bådelaug, 4.500.000 kr.\n\nFerring Fiskerleje, 90.000 kr.", [("fact_box", "Modtagerne af Kystpuljen:", 3)]),
    Case("an introduction opens a list", "Pengene går til:\n• Thorsminde Havn\n• Vrist Bådelaug", [("fact_box", "Pengene går til:", 2)]),
    Case("any line with a colon opens a list", "I byggeudvalget sidder:\n- Havneformand Ole Kragelund (S)\n- Fisker Birthe Damgaard\n- Ingeniør Pia Tolstrup", [("fact_box", "I byggeudvalget sidder:", 3)]),
    Case("a heading ends a box", "Fakta\n• Molerne bliver 210 meter\n• De er klar i oktober\n\nBåde i kø\n\n" + MORE, [("fact_box", "Fakta", 2), ("subheading", None, 0), ("body", "Både i kø", 0)]),
    Case("a blank line ends no box", "Fakta\n\nMolerne bliver 210 meter lange.\n\nDe bygges af 44.000 tons sten.", [("fact_box", "Fakta", 2)]),
    Case("two boxes", "Fakta om molerne\n• 210 meter\n• 44.000 tons sten\n\nFakta om Vestkystfonden\n• Stiftet i 1988\n• Støtter havne", [("fact_box", "Fakta om molerne", 2), ("fact_box", "Fakta om Vestkystfonden", 2)]),
    Case("a list ends, the text goes on", "Pengene går til:\n• Thorsminde Havn\n• Vrist Bådelaug\n\n" + MORE, [("fact_box", "Pengene går til:", 2), ("body", None, 0)]),
    Case("subheading", "Sten fra Norge\n\n" + MORE, [("subheading", None, 0), ("body", "Sten fra Norge", 0)]),
    Case("speech is no list", "- Vi har ventet i ti år, siger havnefoged Lone Holmsgaard.\n\n- Nu sker det, siger hun.", []),
    Case("speech after a colon is no list", "Det glæder havnefoged Lone Holmsgaard:\n\n- Vi har ventet i ti år på de her moler, og nu kommer de endelig.", []),
    Case("speech with a sum after a colon is no list", "Havnefoged Lone Holmsgaard glæder sig over, at så mange søgte:\n\n»Vi fik 164 ansøgninger for 92 mio. kr. Det er mere end nogensinde før.«", []),
    Case("contact", "Yderligere oplysninger:\n\nHavnefoged Lone Holmsgaard, tlf. 55 50 12 34, lone@havn.example", [("contact", "Yderligere oplysninger:", 0)]),
    Case("contact with more words", "For yderligere oplysninger, kontakt venligst:\nHavnefoged Lone Holmsgaard\nTlf. 55 50 12 34", [("contact", "For yderligere oplysninger, kontakt venligst:", 0)]),
    Case("contact in one line", "Kontakt: Havnefoged Lone Holmsgaard, tlf. 55 50 12 34", [("contact", "Kontakt: Havnefoged Lone Holmsgaard, tlf. 55 50 12 34", 0)]),
    Case("about", "Om Vestkystfonden\n\nVestkystfonden støtter havne fra Skagen til Esbjerg med 40 mio. kr. om året.", [("about", "Om Vestkystfonden", 0)]),
    Case("contact, then about", "Pressekontakt\n\nLone Holmsgaard, tlf. 55 50 12 34\n\nOm Vestkystfonden\n\nFonden er stiftet i 1988.", [("contact", "Pressekontakt", 0), ("about", "Om Vestkystfonden", 0)]),
    Case("about, though the word says fact box", "Kontakt\n\nLone Holmsgaard, tlf. 55 50 12 34\n\nOm fonden\n\nFonden er stiftet i 1988.", [("contact", "Kontakt", 0), ("about", "Om fonden", 0)]),
    Case("teaser in one line", "Læs også: Ny sti langs klitten i Ferring\n\n" + MORE, [("teaser", None, 0), ("body", None, 0)]),
    Case("teasers", "Flere pressemeddelelser fra Vestkystfonden\n\nNy sti i Ferring28.6.2024 14:55:30 CEST | Pressemeddelelse\n\nFonden giver 4 mio. kroner til et fyr.", [("teaser", "Flere pressemeddelelser fra Vestkystfonden", 0)]),
    Case("read more", "Læs mere om molerne på havnens hjemmeside.", [("navigation", None, 0)]),
    Case("read more, and the text goes on", f"Læs mere om molerne\n\n{MORE}", [("navigation", None, 0), ("body", None, 0)]),
    Case("follow", "Følg pressemeddelelser fra Vestkystfonden\n\nSkriv dig op her, og modtag pressemeddelelser på e-mail.", [("navigation", "Følg pressemeddelelser fra Vestkystfonden", 0)]),
    Case("pictures", "Billeder\n\nMolen set fra syd\n\nMolen set fra nord", [("navigation", "Billeder", 0)]),
    Case("stars", "***\n\nVestkystfonden støtter havne fra Skagen til Esbjerg.", [("navigation", None, 0), ("about", None, 0)]),
    Case("caption", "Havnefoged Lone Holmsgaard ved den gamle mole. Foto: Kaj Brinck", [("caption", None, 0)]),
    Case("caption by its label", "Billedtekst: Sådan kommer molerne til at se ud.", [("caption", None, 0)]),
    Case("caption by its drawing", "Molerne set fra havet. Visualisering: Tegnestuen Tang", [("caption", None, 0)]),
    Case("contact in a paragraph", "Kontakt\nHavnefoged Lone Holmsgaard\nTlf. 55 50 12 34", [("contact", "Kontakt", 0)]),
    Case("contact in a paragraph, more words", "For mere information\nHavnefoged Lone Holmsgaard, tlf. 55 50 12 34\nPressechef Kaj Brinck, tlf. 55 50 12 35", [("contact", "For mere information", 0)]),
    Case("facts about something in a paragraph", "Fakta om molerne\nMolerne bliver 210 meter.\nDe bygges af 44.000 tons sten.", [("fact_box", "Fakta om molerne", 2)]),
    Case("examples that a sentence tells of", "Eksempler på havne er der nok af.\nMolerne bliver 210 meter.", []),
    Case("facts in a paragraph", "Fakta\nMolerne bliver 210 meter.\nDe bygges af 44.000 tons sten.", [("fact_box", "Fakta", 2)]),
    Case("list of teasers", "Læs også:\n• Ny sti i Ferring får 3 mio. kroner\n• Fyret i Bovbjerg åbner", [("teaser", "Læs også:", 0)]),
    Case("about with a colon", "Om Vestkystfonden:\nVestkystfonden støtter havne med 40 mio. kr. om året.", [("about", "Om Vestkystfonden:", 0)]),
    Case("the tail of a portal", "Kontakter\n\nLone Holmsgaard\nHavnefoged\nTlf: 55 50 12 34\n\nInformation om Vestkystfonden\n\nVestkystfonden\nHavnevej 3\n7620 Lemvig\n\nFølg pressemeddelelser fra Vestkystfonden\n\nSkriv dig op her.\n\nFlere pressemeddelelser fra Vestkystfonden\n\nFyret får 4 mio. kroner3.2.2025 09:00:00 CET | Pressemeddelelse", [("contact", "Kontakter", 0), ("contact", "Information om Vestkystfonden", 0), ("navigation", "Følg pressemeddelelser fra Vestkystfonden", 0), ("teaser", "Flere pressemeddelelser fra Vestkystfonden", 0)]),
    Case("whom to call about each entry", "1. Nye fendere, Vrist. Tilskud 40.000 kr. Kontakt: Kaj Brinck, tlf. 55 50 12 35.\n2. Net til kajen, Ferring. Tilskud 20.000 kr. Kontakt: Lone Holmsgaard, tlf. 55 50 12 34.\n3. Pæle, Lemvig. Tilskud 9.000 kr. Kontakt: Ib Tang, ib@havn.example\n\n" + MORE, [("body", None, 3), ("body", None, 0)]),
    Case("whom to call about each entry, below a colon", "Fonden giver penge til:\n\nFendere (Vrist). Støtte: 40.000 kr. Kontakt: Kaj Brinck, 55 50 12 35\nNet (Ferring). Støtte: 20.000 kr. Kontakt: Lone Holmsgaard, 55 50 12 34\nPæle (Lemvig). Støtte: 9.000 kr. Kontakt: Ib Tang, 55 50 12 36", [("fact_box", "Fonden giver penge til:", 3)]),
    Case("whom to call about each entry, unannounced", "Fendere, Vrist: 40.000 kr. Kontakt: Kaj Brinck, 55 50 12 35\nNet, Ferring: 20.000 kr. Kontakt: Lone Holmsgaard, 55 50 12 34\nPæle, Lemvig: 9.000 kr. Kontakt: Ib Tang, 55 50 12 36", [("fact_box", None, 3)]),
    Case("whom to call in a line of each entry", "Fonden giver penge til:\n\nFendere i Vrist\nTilskud: 40.000 kr.\nKontakt: Kaj Brinck, 55 50 12 35\n\nNet i Ferring\nTilskud: 20.000 kr.\nKontakt: Lone Holmsgaard, 55 50 12 34\n\nPæle i Lemvig\nTilskud: 9.000 kr.\nKontakt: Ib Tang, 55 50 12 36", [("fact_box", "Fonden giver penge til:", 3)]),
    Case("whom to call below the entries", "Fonden giver penge til:\n\n• Fendere i Vrist, 40.000 kr.\n• Net i Ferring, 20.000 kr.\n\nYderligere oplysninger: Lone Holmsgaard, tlf. 55 50 12 34.", [("fact_box", "Fonden giver penge til:", 2), ("contact", "Yderligere oplysninger: Lone Holmsgaard, tlf. 55 50 12 34.", 0)]),
    Case("two whom to call, and one sum", "Fonden støtter havne med 40 mio. kr. om året.\nKontakt: Lone Holmsgaard, tlf. 55 50 12 34\nKontakt: Kaj Brinck, tlf. 55 50 12 35", [("contact", None, 0), ("contact", None, 0)]),
    Case("closing of a letter", "Med venlig hilsen\n\nLone Holmsgaard\nHavnefoged\nThorsminde Havn", [("contact", "Med venlig hilsen", 0)]),
    Case("whom to call, in a sentence", "Spørgsmål om molerne kan rettes til havnefoged Lone Holmsgaard på tlf. 55 50 12 34.", [("contact", None, 0)]),
    Case("whom the press writes to", "Akkreditering senest den 5. juni til pressechef Lone Holmsgaard, lone@havn.example", [("contact", None, 0)]),
    Case("about behind its name", "Om Vestkystfonden: Vestkystfonden støtter havne fra Skagen til Esbjerg.", [("about", None, 0)]),
    Case("about by the kind alone", "Om fonden\n\nVestkystfonden er stiftet i 1988 og støtter havne og molelaug fra Skagen i nord til Esbjerg i syd med lån og gaver.", [("about", "Om fonden", 0)]),
    Case("a programme by the clock", "Program\nKl. 13.30 Pressen mødes på molen\nKl. 14.00 Borgmesteren taler\nKl. 14.15 Stenen lægges\n\n" + MORE, [("fact_box", "Program", 3), ("body", None, 0)]),
    Case("names close below their heading", "Deltagende havne\nVrist Bådelaug\nFerring Fiskerleje\nThorsminde Havn\nLemvig Marina", [("fact_box", "Deltagende havne", 4)]),
    Case("pools with sums of their own", "Pengene falder i to puljer\n\nMOLER (i alt kr. 90.000)\n\nThorsminde Havn - brædder: 50.000\nVrist Bådelaug - pæle: 40.000\n\nKAJER (i alt kr. 30.000)\n\nFerring Fiskerleje - ringe: 20.000\nLemvig Marina - fendere: 10.000", [("subheading", "Pengene falder i to puljer", 0), ("fact_box", "MOLER (i alt kr. 90.000)", 2), ("fact_box", "KAJER (i alt kr. 30.000)", 2)]),
    Case("heads of places part one list", "DE STØTTEDE HAVNE\n\nLemvig Kommune\n\n– Thorsminde Havn, brædder, 50.000 kr.\n– Vrist Bådelaug, pæle, 40.000 kr.\n\nStruer Kommune\n\n– Venø Havn, ringe, 20.000 kr.\n– Struer Bådelaug, fendere, 10.000 kr.", [("fact_box", "DE STØTTEDE HAVNE", 4)]),
    Case("a sentence below prices", "Priser i havnen\nPlads om døgnet: 180 kr.\nPlads om året: 4.200 kr.\n\nEn familie med en båd på otte meter betaler nu 240 kr. om måneden for en plads.", [("fact_box", "Priser i havnen", 2), ("body", None, 0)]),
    Case("notes to the editor", "Note til redaktionen\n\nHavnefoged Lone Holmsgaard kan træffes på tlf. 55 50 12 34.", [("contact", "Note til redaktionen", 0)]),
    Case("a colon in a sentence opens nothing", "Kontakten til de norske stenbrud er god: De leverer hver uge, og prisen er fast.", []),
    Case("about is also a preposition", "Om sommeren ligger der 200 både i havnen, og om vinteren er der kun kutterne tilbage.", []),
    Case("background is also a word", "Baggrunden er, at de gamle moler er slidt op, og at sandet vandrer ind i sejlrenden hver vinter.", []),
    Case("an entry with a spring is no caption", "Fonden giver til:\n- Em Kirke – Hellig Kilde: ny sti – 60.000 kr.\n- Ry Kirke: lys – 5.000 kr.", [("fact_box", "Fonden giver til:", 2)]),
    Case("a photographer is no caption", "Fotografen Kaj Brinck har fulgt molerne gennem ti år og viser nu sine billeder.", []),
]  # fmt: skip


def text_of(rest: str) -> str:
    return "\n\n".join(part for part in (TITLE, LEAD, BODY, THEN, rest) if part)


@pytest.mark.parametrize("case", TEXTS, ids=lambda case: case.name)
def test_parts_of_a_text(case: Case) -> None:
    assert shape(segmented(text_of(case.rest))) == TOP + case.expected


PAGES = [
    Case("nothing more", "", []),
    Case("short paragraphs below a heading", "<h3>Sådan finder du molen</h3><p>Parkér på kajen</p><p>Følg de blå pæle</p><p>Hold hunden i snor</p><h3>Sten</h3><p>Stenene kommer fra Norge og Sverige med pram.</p>", [("fact_box", "Sådan finder du molen", 3), ("subheading", None, 0), ("body", "Sten", 0)]),
    Case("an item that sounds like a button", "<h3>Det skal du gøre</h3><ul><li>Tilmeld dig sms-tjenesten</li><li>Hold kajen fri</li></ul>", [("fact_box", "Det skal du gøre", 2)]),
    Case("aside of other news", "<aside><h3>Læs også</h3><p>Ny svømmehal koster 84 mio. kr.</p></aside>", [("teaser", "Læs også", 0)]),
    Case("aside", "<aside><h3>Fakta</h3><ul><li>210 meter</li><li>44.000 tons sten</li></ul></aside>", [("fact_box", "Fakta", 2)]),
    Case("div faktaboks", "<div class='faktaboks'><h4>Fakta om molerne</h4><p>Molerne bliver 210 meter.</p><p>De er klar i oktober.</p></div>", [("fact_box", "Fakta om molerne", 2)]),
    Case("section fact-box", "<section class='fact-box'><strong>Molerne i tal</strong><ul><li>210 meter</li><li>44.000 tons sten</li></ul></section>", [("fact_box", "Molerne i tal", 2)]),
    Case("div factbox", "<div class='c-factbox'><h3>Om molerne</h3><ol><li>210 meter</li><li>44.000 tons</li><li>38 pladser</li></ol></div>", [("fact_box", "Om molerne", 3)]),
    Case("infobox", "<div class='infobox'><p><b>Kort fortalt</b></p><ul><li>210 meter</li><li>44.000 tons sten</li></ul></div>", [("fact_box", "Kort fortalt", 2)]),
    Case("camel case class", "<div class='newsFactBox'><h3>Fakta</h3><p>Molerne bliver 210 meter.</p></div>", [("fact_box", "Fakta", 0)]),
    Case("definition list", "<h3>Fakta</h3><dl><dt>Længde</dt><dd>210 meter</dd><dt>Pris</dt><dd>12,5 mio. kr.</dd></dl>", [("fact_box", "Fakta", 2)]),
    Case("h2 and list", "<h2>Modtagerne</h2><ul><li>Thorsminde Havn</li><li>Vrist Bådelaug</li></ul>", [("fact_box", "Modtagerne", 2)]),
    Case("bold paragraph and list", "<p><strong>Fakta</strong></p><ul><li>210 meter</li><li>44.000 tons sten</li></ul>", [("fact_box", "Fakta", 2)]),
    Case("b and line breaks", "<p><b>FAKTA</b><br>• 210 meter<br>• 44.000 tons sten</p>", [("fact_box", "FAKTA", 2)]),
    Case("any heading above a list", "<h3>Her bygges der</h3><ul><li>Thorsminde: 8 mio. kr.</li><li>Vrist: 4,5 mio. kr.</li></ul>", [("fact_box", "Her bygges der", 2)]),
    Case("paragraph above a list", "<p>Fonden støtter også:</p><ul><li>Thorsminde Havn</li><li>Vrist Bådelaug</li></ul><p>" + MORE + "</p>", [("fact_box", "Fonden støtter også:", 2), ("body", None, 0)]),
    Case("table under a heading", "<h3>Bevillinger</h3><table><tr><th>Projekt</th><th>Beløb</th></tr><tr><td>Læmolen</td><td>8.000.000 kr.</td></tr><tr><td>Slæbestedet</td><td>4.500.000 kr.</td></tr></table>", [("fact_box", "Bevillinger", 2)]),
    Case("table with a sum row", "<h3>Bevillinger</h3><table><tr><th>Projekt</th><th>Beløb</th></tr><tr><td>Læmolen</td><td>8.000.000 kr.</td></tr><tr><td>Slæbestedet</td><td>4.500.000 kr.</td></tr><tr><td>I alt</td><td>12.500.000 kr.</td></tr></table>", [("fact_box", "Bevillinger", 2)]),
    Case("table alone", "<table><tr><th>Projekt</th><th>Beløb</th></tr><tr><td>Læmolen</td><td>8.000.000 kr.</td></tr><tr><td>Slæbestedet</td><td>4.500.000 kr.</td></tr></table>", [("table", None, 2)]),
    Case("nested list", "<h3>Fakta</h3><ul><li>Molerne<ul><li>210 meter</li><li>44.000 tons</li></ul></li><li>Kajen</li></ul>", [("fact_box", "Fakta", 2)]),
    Case("item of paragraphs", "<h3>Modtagerne</h3><ul><li><p><b>Læmolen (Thorsminde)</b></p><p>Støttes med 8 mio. kr.</p></li><li><p><b>Slæbestedet (Vrist)</b></p><p>Støttes med 4,5 mio. kr.</p></li></ul>", [("fact_box", "Modtagerne", 2)]),
    Case("block quote with footer", "<blockquote><p>Vi har ventet i ti år.</p><footer>Lone Holmsgaard, havnefoged</footer></blockquote><p>" + MORE + "</p>", [("quote_box", None, 0), ("body", None, 0)]),
    Case("pull quote", "<div class='pull-quote'>Vi har ventet i ti år, siger Lone Holmsgaard.</div>", [("quote_box", None, 0)]),
    Case("figure", "<figure><img src='m.jpg'><figcaption>Den gamle mole. Foto: Kaj Brinck</figcaption></figure>", [("caption", None, 0)]),
    Case("caption by its class", "<p class='billedtekst'>Den gamle mole i aftensol</p>", [("caption", None, 0)]),
    Case("subheading", "<h2>Sten fra Norge</h2><p>" + MORE + "</p>", [("subheading", None, 0), ("body", "Sten fra Norge", 0)]),
    Case("contact card", "<div class='contact-card'><h3>Lone Holmsgaard</h3><p>Havnefoged</p><p>Tlf. 55 50 12 34</p></div>", [("contact", None, 0)]),
    Case("entries of class contacts", "<p>Skriv til dem, der får penge:</p><ul class='contacts'><li>Fendere, Vrist. 40.000 kr. Kontakt: Kaj Brinck, 55 50 12 35</li><li>Net, Ferring. 20.000 kr. Kontakt: Lone Holmsgaard, 55 50 12 34</li><li>Pæle, Lemvig. 9.000 kr. Kontakt: Ib Tang, ib@havn.example</li></ul>", [("fact_box", "Skriv til dem, der får penge:", 3)]),
    Case("contact by words", "<h3>Kontakt</h3><p>Lone Holmsgaard, tlf. 55 50 12 34</p>", [("contact", "Kontakt", 0)]),
    Case("boilerplate", "<div class='boilerplate'><h4>Om Vestkystfonden</h4><p>Fonden støtter havne med 40 mio. kr. om året.</p></div>", [("about", None, 0)]),
    Case("related", "<div class='related-news'><h3>Andre læser</h3><ul><li><a href='/a'>Ny sti i Ferring får 3 mio. kroner</a></li></ul></div>", [("teaser", None, 0)]),
    Case("share buttons", "<div class='share'><a href='#'>Del på Facebook</a></div>", [("navigation", None, 0)]),
    Case("tags", "<ul class='tags'><li>Havne</li><li>Kyst</li></ul>", [("navigation", None, 0)]),
    Case("text behind a box and a link", f"<h3>Program</h3><p>• 3. maj: Åbning<br>• 6. maj: Foredrag</p><p><a href='/m'>Læs mere om molerne</a></p><p>{MORE}</p>", [("fact_box", "Program", 2), ("navigation", None, 0), ("body", None, 0)]),
    Case("a list beside a list", "<h3>Tilsagn</h3><p><b>Vrist Bådelaug: Pæle</b><br>Der gives 40.000 kr.</p><p><b>Ferring Fiskerleje: Ringe</b><br>Der gives 20.000 kr.</p><p><b>Venø Havn: Net</b><br>Der gives 9.000 kr.</p><h3>Afslag</h3><p><b>Lemvig Marina: Fendere</b><br>Der er søgt om 10.000 kr.</p><p>Næste frist er i maj.</p>", [("fact_box", "Tilsagn", 3), ("fact_box", "Afslag", 1), ("body", None, 0)]),
    Case("div kasse", "<div class='kasse'><h4>Molerne i tal</h4><p>Molerne bliver 210 meter.</p><p>De er klar i oktober.</p></div>", [("fact_box", "Molerne i tal", 2)]),
    Case("details", "<details><summary>Fakta om molerne</summary><ul><li>210 meter</li><li>44.000 tons sten</li></ul></details>", [("fact_box", "Fakta om molerne", 2)]),
    Case("bold and line breaks", "<p><strong>Fakta om molerne</strong><br>Molerne bliver 210 meter.<br>De bygges af 44.000 tons sten.</p>", [("fact_box", "Fakta om molerne", 2)]),
    Case("heading and paragraphs", "<h3>Fakta</h3><p>Molerne bliver 210 meter.</p><p>De bygges af 44.000 tons sten.</p>", [("fact_box", "Fakta", 2)]),
    Case("bold contact and line breaks", "<p><strong>Kontakt</strong><br>Havnefoged Lone Holmsgaard<br>Tlf. 55 50 12 34</p>", [("contact", "Kontakt", 0)]),
    Case("about by its heading", "<h2>Om Vestkystfonden</h2><p>Fonden støtter havne med 40 mio. kr. om året.</p>", [("about", "Om Vestkystfonden", 0)]),
    Case("read also by its heading", "<h3>Læs også</h3><ul><li><a href='/a'>Ny sti i Ferring</a></li><li><a href='/b'>Nyt fyr</a></li></ul>", [("teaser", "Læs også", 0)]),
    Case("linked line", "<p><a href='/m'>Læs mere om molerne</a></p>", [("navigation", None, 0)]),
    Case("aside outside the article", "</article><aside><h3>Seneste nyt</h3><ul><li><a href='/a'>Ny sti i Ferring får 3 mio. kr.</a></li></ul></aside><article>", [("teaser", None, 0)]),
    Case("linked line, and the text goes on", f"<p><a href='/m'>Læs mere om molerne</a></p><p>{MORE}</p>", [("navigation", None, 0), ("body", None, 0)]),
    Case("linked line to other news, and the text goes on", f"<p><a href='/m'>Læs også: Fyret i Bovbjerg åbner</a></p><p>{MORE}</p>", [("teaser", None, 0), ("body", None, 0)]),
    Case("rule and sender", f"<p>{MORE}</p><p>***</p><p>Vestkystfonden støtter havne fra Skagen til Esbjerg.</p>", [("navigation", None, 0), ("about", None, 0)]),
]  # fmt: skip


def page_of(rest: str) -> str:
    return (
        f"<html><head><title>{TITLE}</title></head><body><nav><a href='/'>Forside</a><a href='/n'>Nyheder</a></nav>"
        f"<main><article><h1>{TITLE}</h1><p class='manchet'>{LEAD}</p><p>{BODY}</p><p>{THEN}</p>{rest}</article></main>"
        "<footer>Vestkystfonden · Havnevej 3 · 7620 Lemvig</footer></body></html>"
    )


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case.name)
def test_parts_of_a_page(case: Case) -> None:
    expected = [("navigation", None, 0), *TOP, *case.expected]
    found = shape(segmented(page_of(case.rest)))
    assert found[: len(expected)] == expected
    assert {kind for kind, _, _ in found[len(expected) :]} <= {"navigation", "teaser"}


def test_a_day_above_a_list_is_no_dateline() -> None:
    prices = "Priser fra 1. maj 2026\nPlads om døgnet: 180 kr.\nPlads om året: 4.200 kr."
    found = shape(segmented(f"{TITLE}\n\n{LEAD}\n\n{prices}\n\n{MORE}"))
    assert ("fact_box", "Priser fra 1. maj 2026", 2) in found
    sent = shape(segmented(f"{TITLE}\n\nLemvig, den 1. maj 2026\n\n{LEAD}\n\n{BODY}"))
    assert sent[1] == ("navigation", None, 0)


CLUTTER = (
    "<div class='cookie-consent'><p>Vi bruger cookies for 5 mio. kr.</p><button>Accepter</button></div>"
    "<ol class='breadcrumb'><li>Forside</li><li>Nyheder</li></ol>"
)


def test_clutter_above_the_title_is_navigation() -> None:
    parts = segmented(page_of("").replace("<main>", CLUTTER + "<main>"))
    kinds = [section.kind for section in parts.sections]
    assert kinds[: kinds.index("title")] == ["navigation"] * kinds.index("title")
    assert (parts.title, parts.lead) == (TITLE, LEAD)


def test_a_page_without_landmarks_is_read_all_the_same() -> None:
    page = f"<html><body><div id='wrap'><div><h1>{TITLE}</h1><p>{LEAD}</p><p>{BODY}</p><p>{THEN}</p></div></div></body></html>"
    assert shape(segmented(page)) == TOP


CAPTION = "Havnefoged Lone Holmsgaard ved den gamle mole i Thorsminde. Foto: Kaj Brinck"


@pytest.mark.parametrize(
    "source",
    [
        text_of(f"{CAPTION}\n\n{CAPTION}"),
        page_of(f"<figure><figcaption>{CAPTION}</figcaption></figure><p class='billedtekst'>{CAPTION}</p>"),
    ],
    ids=["text", "page"],
)
def test_a_caption_that_stands_twice_is_read_once(source: str) -> None:
    parts = segmented(source)
    captions = [p for p in parts.article.passages if p.kind == "caption"]
    assert [parts.article.text[p.start : p.end] for p in captions] == [CAPTION]


def test_a_paragraph_that_stands_twice_is_read_once() -> None:
    parts = segmented(text_of(f"{MORE}\n\n{MORE}"))
    assert sum(parts.article.text[p.start : p.end] == MORE for p in parts.article.passages) == 1


NEVER_MINED: list[tuple[SectionKind, str]] = [
    ("contact", text_of("Kontakt\n\nDirektør Lone Holmsgaard, tlf. 55 50 12 34")),
    ("about", text_of("Om Vestkystfonden\n\nVestkystfonden uddeler 40 mio. kr. om året.")),
    ("about", text_of("Om Vestkystfonden\nVestkystfonden uddeler 40 mio. kr. om året.")),
    ("teaser", text_of("Læs også\n\nFyret i Bovbjerg får 4 mio. kroner")),
    ("navigation", page_of("<div class='share'>Del 5 mio. kr. på Facebook</div>")),
]


@pytest.mark.parametrize(("kind", "source"), NEVER_MINED, ids=[kind for kind, _ in NEVER_MINED])
def test_ends_and_furniture_are_never_mined(kind: SectionKind, source: str) -> None:
    parts = segmented(source)
    assert kind in {section.kind for section in parts.sections}
    assert {passage.kind for passage in parts.article.passages} <= MINED
    assert all(passage.kind != kind for passage in parts.article.passages)


@pytest.mark.parametrize("source", [*(text_of(c.rest) for c in TEXTS), *(page_of(c.rest) for c in PAGES)])
def test_sections_tile_the_text(source: str) -> None:
    text = document(source).text
    parts = segmented(source)
    assert parts.sections[0].start == 0
    assert parts.sections[-1].end == len(text)
    for left, right in pairwise(parts.sections):
        assert text[left.end : right.start] == "\n"
    assert [section.id for section in parts.sections] == [f"s{n}" for n in range(1, len(parts.sections) + 1)]
    for section in parts.sections:
        for item in section.items:
            assert section.start <= item.start < item.end <= section.end
        for one, other in pairwise(section.items):
            assert one.end <= other.start
