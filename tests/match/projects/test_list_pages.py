"""Lists of support as pages set them: tables with merged heads, cards, definition lists, summaries, headings."""

from __future__ import annotations

import pytest
from tests.match.projects.listed import Case, listed
from tests.reading import cases

CASES = [
    Case(
        "cards whose line has a body, its town with an abbreviation, and a sentence",
        """<html><body><main><h1>Regionen sender penge ud i kulturlivet</h1><p>Region Sjælland støtter tre projekter fra sin kulturpulje.</p>
<div class="cards"><div class="card"><h3>Havets hukommelse</h3><p>Museum Sydøst, Køge. En udstilling om vrag.</p><p>Bevilget: 2.400.000 kr.</p></div>
<div class="card"><h3>Teater på hjul 2.0</h3><p>Odsherred Teater, Nykøbing Sj. Tolv landsbyer får besøg.</p><p>Bevilget: 1.750.000 kr.</p></div>
<div class="card"><h3>KLANG (Kor for Landets Ældre)</h3><p>Foreningen Syng Med, Ringsted.</p><p>Bevilget: 1.250.000 kr.</p></div></div></main></body></html>""",
        [
            ("Havets hukommelse", "Museum Sydøst", "2400000"),
            ("Teater på hjul 2.0", "Odsherred Teater", "1750000"),
            ("KLANG (Kor for Landets Ældre)", "Foreningen Syng Med", "1250000"),
        ],
    ),
    Case(
        "what was asked for and what was decided; a refusal",
        """<html><body><main>
<h1>Kulturpuljen er fordelt</h1>
<p>Kultur- og Fritidsudvalget i Holstebro Kommune har fordelt Kulturpuljen. Der var 17 ansøgninger, og udvalget har sagt ja til fem af dem.</p>
<table>
<tr><th>Nr.</th><th>Ansøger</th><th>Arrangement / projekt</th><th>Ansøgt beløb</th><th>Udvalgets beslutning</th></tr>
<tr><td>1</td><td>Kulturforeningen Tingstedet</td><td>Fortsat drift af foreningens aktiviteter</td><td>50.000 kr.</td><td>40.000 kr.</td></tr>
<tr><td>2</td><td>Vestjysk Kunstkreds Ulfborg</td><td>Formidling af kunst til borgere og skoler</td><td>10.000 kr.</td><td>10.000 kr.</td></tr>
<tr><td>3</td><td>Bredgades Lullere</td><td>Musikalske shows skabt af amatører i alderen 10-90 år</td><td>12.000 kr.</td><td>10.000 kr.</td></tr>
<tr><td>4</td><td>Sct. Jørgens Kor</td><td>Julekoncert i Vinderup</td><td>15.000 kr.</td><td>Afslag</td></tr>
<tr><td>5</td><td>Ida Møllegaard</td><td>Portrætter af havnen</td><td>30.000 kr.</td><td>20.000 kr.</td></tr>
<tr><td></td><td></td><td>I alt</td><td>117.000 kr.</td><td>80.000 kr.</td></tr></table></main></body></html>""",
        [
            ("Fortsat drift af foreningens aktiviteter", "Kulturforeningen Tingstedet", "40000"),
            ("Formidling af kunst til borgere og skoler", "Vestjysk Kunstkreds Ulfborg", "10000"),
            ("Musikalske shows skabt af amatører i alderen 10-90 år", "Bredgades Lullere", "10000"),
            ("Portrætter af havnen", "Ida Møllegaard", "20000"),
        ],
    ),
    Case(
        "merged heads over the columns, the unit in the lower one",
        """<html><body><article>
<h1>Styrelsen støtter otte kyster</h1>
<p>Kystrådet fordeler 41,3 mio. kr. mellem otte kommuner. Pengene går til at sikre boliger mod oversvømmelse.</p>
<h2>Fordeling af puljen</h2>
<table><thead>
<tr><th colspan="2">Projekt</th><th rowspan="2">Tilsagnshaver</th><th colspan="2">Støtte</th></tr>
<tr><th>Kommune</th><th>Titel</th><th>mio. kr.</th><th>andel</th></tr></thead>
<tbody>
<tr><td>Assens</td><td>Dige ved Næsvej</td><td>Assens Kommune</td><td>6,9</td><td>60 %</td></tr>
<tr><td>Faxe</td><td>Højvandsmur på havnen</td><td>Faxe Ladeplads Digelaug</td><td>2,4</td><td>50 %</td></tr>
<tr><td>Lolland</td><td>Forhøjelse af Sydhavsdiget</td><td>Lolland Kommune</td><td>12,0</td><td>75 %</td></tr>
<tr><td>Vejle</td><td>Sluse ved Omløbsåen</td><td>Vejle Spildevand</td><td>20,0</td><td>50 %</td></tr>
<tr><td colspan="3">I alt</td><td>41,3</td><td></td></tr></tbody></table></article></body></html>""",
        [
            ("Dige ved Næsvej", "Assens Kommune", "6900000"),
            ("Højvandsmur på havnen", "Faxe Ladeplads Digelaug", "2400000"),
            ("Forhøjelse af Sydhavsdiget", "Lolland Kommune", "12000000"),
            ("Sluse ved Omløbsåen", "Vejle Spildevand", "20000000"),
        ],
    ),
    Case(
        "cards of divs",
        """<html><body><div class="page">
<h1>Seks foreninger deler 600.000 kr.</h1>
<p>Sparekassen Søndermarks Fond har delt 600.000 kroner ud til foreninger i Vejen Kommune. Fonden har modtaget 43 ansøgninger i denne runde.</p>
<div class="cards">
<div class="card"><div class="title">Gesten IF</div><div class="amount">150.000 kr.</div><div class="text">Kunstgræsbane til de mindste</div></div>
<div class="card"><div class="title">Brørup Skatere</div><div class="amount">90.000 kr.</div><div class="text">Betonramper på den gamle rutebilplads</div></div>
<div class="card"><div class="title">Holsted Møllelaug</div><div class="amount">110.000 kr.</div><div class="text">Nyt spåntag</div></div>
<div class="card"><div class="title">Askov Amatørteater</div><div class="amount">50.000 kr.</div><div class="text">Lysanlæg</div></div>
<div class="card"><div class="title">Vejen Svømmeklub</div><div class="amount">200.000 kr.</div><div class="text">Lift til bassinet</div></div></div></div></body></html>""",
        [
            ("Kunstgræsbane til de mindste", "Gesten IF", "150000"),
            ("Betonramper på den gamle rutebilplads", "Brørup Skatere", "90000"),
            ("Nyt spåntag", "Holsted Møllelaug", "110000"),
            ("Lysanlæg", "Askov Amatørteater", "50000"),
            ("Lift til bassinet", "Vejen Svømmeklub", "200000"),
        ],
    ),
    Case(
        "a definition list",
        """<html><body><article>
<h1>Fem museer får penge til samlingerne</h1>
<p>Slots- og Kulturrådet har fordelt 3,1 mio. kr. fra puljen til samlingsvaretagelse.</p>
<dl>
<dt>Museum Vestfyn</dt>
<dd>Digitalisering af glasnegativer. 420.000 kr.</dd>
<dt>Skagens Kunsthus</dt>
<dd>Konservering af malerier på pap. 780.000 kr.</dd>
<dt>Museum Sydøstjylland</dt>
<dd>Nyt fællesmagasin, forprojekt. 500.000 kr.</dd>
<dt>Jagtmuseet i Auning</dt>
<dd>Registrering af horn og skind. 300.000 kr.</dd>
<dt>Fiskerimuseet</dt>
<dd>Skadedyrsbekæmpelse i bådhallen. 1.100.000 kr.</dd></dl></article></body></html>""",
        [
            ("Digitalisering af glasnegativer", "Museum Vestfyn", "420000"),
            ("Konservering af malerier på pap", "Skagens Kunsthus", "780000"),
            ("Nyt fællesmagasin, forprojekt", "Museum Sydøstjylland", "500000"),
            ("Registrering af horn og skind", "Jagtmuseet", "300000"),
            ("Skadedyrsbekæmpelse i bådhallen", "Fiskerimuseet", "1100000"),
        ],
    ),
    Case(
        "labelled lines under summaries that are names",
        """<html><body><main>
<h1>Hvem fik støtte fra Nordhavnsfonden?</h1>
<p>Nordhavnsfonden har i årets anden runde uddelt 5,4 mio. kr.</p>
<details><summary>Skibet der blev til et hus</summary>
<p>Ansøger: Foreningen Gamle Skrog, Marstal</p>
<p>Beløb: 1.200.000 kr.</p>
<p>En kutter fra 1934 bliver mødested.</p></details>
<details><summary>Havfolk</summary>
<p>Ansøger: Teater Tidevand, Thyborøn</p>
<p>Beløb: 900.000 kr.</p>
<p>En forestilling om fiskerkoner.</p></details>
<details><summary>Unge navigatører</summary>
<p>Ansøger: Svendborg Søfartsskoles Venner</p>
<p>Beløb: 2.000.000 kr.</p>
<p>Sommerlejr for 200 unge.</p></details>
<details><summary>Molens hukommelse</summary>
<p>Ansøger: Lokalarkivet i Hirtshals</p>
<p>Beløb: 300.000 kr.</p>
<p>Interview med 40 havnearbejdere.</p></details></main></body></html>""",
        [
            ("Skibet der blev til et hus", "Foreningen Gamle Skrog", "1200000"),
            ("Havfolk", "Teater Tidevand", "900000"),
            ("Unge navigatører", "Svendborg Søfartsskoles Venner", "2000000"),
            ("Molens hukommelse", "Lokalarkivet", "300000"),
        ],
    ),
    Case(
        "a column of sums over years",
        """<html><body><main>
<h1>Nye kulturaftaler for tre år</h1>
<p>Kulturministeriet har indgået aftaler med fire egnsteatre. Fordelingen ses herunder.</p>
<table>
<tr><th>Teater</th><th>By</th><th>Tilskud 2025</th><th>Tilskud 2026</th><th>I alt</th></tr>
<tr><td>Teatret Møllehjulet</td><td>Haderslev</td><td>1.900.000</td><td>1.950.000</td><td>3.850.000</td></tr>
<tr><td>Batida Vest</td><td>Ringkøbing</td><td>2.100.000</td><td>2.100.000</td><td>4.200.000</td></tr>
<tr><td>Himmerlands Scene</td><td>Hobro</td><td>1.500.000</td><td>1.550.000</td><td>3.050.000</td></tr>
<tr><td>Opgang 9</td><td>Aarhus</td><td>2.400.000</td><td>2.500.000</td><td>4.900.000</td></tr></table></main></body></html>""",
        [
            ("Teatret Møllehjulet", "Teatret Møllehjulet", "3850000"),
            ("Batida Vest", "Batida Vest", "4200000"),
            ("Himmerlands Scene", "Himmerlands Scene", "3050000"),
            ("Opgang 9", "Opgang 9", "4900000"),
        ],
    ),
    Case(
        "a municipality over several rows",
        """<html><body><main>
<h1>Statens Naturpulje</h1>
<p>Naturstyrelsen har fordelt 5,0 mio. kr. til seks projekter i tre kommuner.</p>
<table><thead>
<tr><th>Kommune</th><th>Projekt</th><th>Areal (ha)</th><th>Tilskud (kr.)</th></tr></thead><tbody>
<tr><td rowspan="2">Skive Kommune</td><td>Flyndersø Overdrev</td><td>34</td><td>620.000</td></tr>
<tr><td>Hinge Enge</td><td>12</td><td>410.000</td></tr>
<tr><td rowspan="3">Syddjurs Kommune</td><td>Stubbe Sø</td><td>55</td><td>1.350.000</td></tr>
<tr><td>Kalø Hestehave</td><td>8</td><td>220.000</td></tr>
<tr><td>Tirstrup Hede</td><td>71</td><td>1.800.000</td></tr>
<tr><td>Vejen Kommune</td><td>Frøslev Mose Syd</td><td>19</td><td>600.000</td></tr></tbody></table></main></body></html>""",
        [
            ("Flyndersø Overdrev", None, "620000"),
            ("Hinge Enge", None, "410000"),
            ("Stubbe Sø", None, "1350000"),
            ("Kalø Hestehave", None, "220000"),
            ("Tirstrup Hede", None, "1800000"),
            ("Frøslev Mose Syd", None, "600000"),
        ],
    ),
    Case(
        "whom a line of its own names",
        """<html><body><main>
<h1>Nye bevillinger fra Kanefarm Fonden</h1>
<p>Kanefarm Fondens bestyrelse har i september bevilget støtte til fire projekter.</p>
<ul>
<li><b>Havets stemmer</b><br>Af Kattegatcentrets Venner, Grenaa<br>DKK 500.000</li>
<li><b>Ud med sproget</b><br>Af Nordisk Læseforening<br>DKK 1.250.000</li>
<li><b>Sansehaven</b><br>Af Specialskolen Bøgen, Hinnerup<br>DKK 300.000</li>
<li><b>På kanten</b><br>Af Cirkus Kant, Silkeborg<br>DKK 750.000</li></ul></main></body></html>""",
        [
            ("Havets stemmer", "Kattegatcentrets Venner", "500000"),
            ("Ud med sproget", "Nordisk Læseforening", "1250000"),
            ("Sansehaven", "Specialskolen Bøgen", "300000"),
            ("På kanten", "Cirkus Kant", "750000"),
        ],
    ),
    Case(
        "persons with their craft and town, each the same",
        """<html><body><main>
<h1>Legater til kunstnere</h1>
<p>Malerinden Gerda Holms Legat er uddelt til fem kunstnere. Hver får 25.000 kr.</p>
<p>Legatet går i år til:</p>
<p>Billedkunstner Anne Marie Toft, Svaneke<br>Keramiker Jens Bruun, Gudhjem<br>Væver Karen Lindegaard, Østermarie<br>Fotograf Mikkel Thorsen, Rønne<br>Grafiker Sofie Krag, Nexø</p></main></body></html>""",
        [
            ("Billedkunstner Anne Marie Toft", "Anne Marie Toft", "25000"),
            ("Keramiker Jens Bruun", "Jens Bruun", "25000"),
            ("Væver Karen Lindegaard", "Karen Lindegaard", "25000"),
            ("Fotograf Mikkel Thorsen", "Mikkel Thorsen", "25000"),
            ("Grafiker Sofie Krag", "Sofie Krag", "25000"),
        ],
    ),
    Case(
        "names in cells of the head's kind",
        """<html><body><article>
<h1>Videnskabsfond støtter fire centre</h1>
<p>Grundfonden giver 148 mio. kr. til fire nye centre.</p>

<table>
<tr><th>Center</th><th>Leder</th><th>Institution</th><th>Bevilling</th></tr>
<tr><th>Center for Stille Materialer</th><td>Professor Lars Bæk Hvid</td><td>Aarhus Universitet</td><td>41 mio. kr.</td></tr>
<tr><th>Sprogets Rødder</th><td>Lektor Mai Holst</td><td>Københavns Universitet</td><td>35 mio. kr.</td></tr>
<tr><th>Hav og Hormoner</th><td>Professor Eva Riis Toft</td><td>Syddansk Universitet</td><td>38 mio. kr.</td></tr>
<tr><th>Robotter der Rører</th><td>Professor Ulrik Dam</td><td>Aalborg Universitet</td><td>34 mio. kr.</td></tr></table></article></body></html>""",
        [
            ("Center for Stille Materialer", "Aarhus Universitet", "41000000"),
            ("Sprogets Rødder", "Københavns Universitet", "35000000"),
            ("Hav og Hormoner", "Syddansk Universitet", "38000000"),
            ("Robotter der Rører", "Aalborg Universitet", "34000000"),
        ],
    ),
    Case(
        "the sum above who gets it",
        """<html><body><main>
<h1>Fonden Klang deler ud</h1>
<p>Fonden Klang har støttet fire musikskoler og kor i årets første runde:</p><ul>
<li><strong>45.000 kr.</strong><br>Jernløse Musikskole, til ukuleler</li>
<li><strong>80.000 kr.</strong><br>Holbæk Pigekor, til en turné i Færøerne</li>
<li><strong>25.000 kr.</strong><br>Tølløse Blæserne, til nye noder</li>
<li><strong>60.000 kr.</strong><br>Svinninge Garden, til uniformer</li></ul></main></body></html>""",
        [
            ("ukuleler", "Jernløse Musikskole", "45000"),
            ("turné", "Holbæk Pigekor", "80000"),
            ("nye noder", "Tølløse Blæserne", "25000"),
            ("uniformer", "Svinninge Garden", "60000"),
        ],
    ),
    Case(
        "a bold name with its town run in before the text",
        """<html><body><main>
<h1>Fem kulturhuse sættes i stand</h1>
<p>Bevaringsfonden støtter istandsættelsen af fem huse med i alt 12,6 mio. kr.</p>

<p><b>Krudttønden, Frederiksværk:</b> Arsenalets tag lægges om. 3,5 mio. kr.</p>
<p><b>Pakhus 3, Aalborg:</b> Facaden mod fjorden renses og fuges. 2,8 mio. kr.</p>
<p><b>Ølhallen, Faaborg:</b> Bryggeriets gamle sal får varme. 1,9 mio. kr.</p>
<p><b>Rensdyrstalden, København:</b> Nyt gulv og loft. 2,2 mio. kr.</p>
<p><b>Vandtårnet, Esbjerg:</b> Elevator til udsigten. 2,2 mio. kr.</p></main></body></html>""",
        [
            ("Krudttønden", None, "3500000"),
            ("Pakhus 3", None, "2800000"),
            ("Ølhallen", None, "1900000"),
            ("Rensdyrstalden", None, "2200000"),
            ("Vandtårnet", None, "2200000"),
        ],
    ),
]


@pytest.mark.parametrize("case", cases(CASES))
def test_list(case: Case) -> None:
    assert listed(case.text) == case.rows
