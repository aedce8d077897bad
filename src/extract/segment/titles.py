"""The title, the lead and the date as they stand at the top of a release."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import regex

from extract.records.document import Block
from extract.segment.boxes import is_paid_text
from extract.segment.headings import Headings
from extract.segment.letters import Letters, is_greeting, subject_of

_TOP_LINES, _MOST_LINES = 12, 80
_TITLE_LONGEST = 250
_TITLE_LEAST_WORDS = 3
_SENTENCE_LONGEST = 140
_LEAD_LONGEST = 900
_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
# «Tid: Onsdag den 4. oktober 2023 kl. 10»: when something is, not when it was sent.
_EVENT = regex.compile(
    r"\W{0,3}(?:tid|tidspunkt|hvornår|når|frist\p{L}*|ansøgningsfrist|start|premiere|åbning|fernisering|koncert|møde\p{L}*)\s?:",
    regex.IGNORECASE,
)
_ENGLISH_MONTHS = {"may": "maj", "oct": "okt"}
_DATE = regex.compile(
    r"(?:(?<!\d)(?P<day>\d{1,2})(?:\.\s?|/|-|\s(?=\p{L}{3}))(?P<month>\d{1,2}|\p{L}{3,9})\.?(?:\s|/|-|\.\s?)"
    r"|(?<!\p{L})(?P<month>(?:jan|feb|mar|apr|ma[jy]|jun|jul|aug|sep|o[kc]t|nov|dec)\p{L}{0,6})\.?\s(?P<day>\d{1,2}),\s)"
    r"(?P<year>\d{4}|(?<=\d[/.-]\d{1,2}[/.-])\d\d(?=\s|$))(?!\d)"
    r"(?:[\s,]*(?:kl\.?\s*)?(?P<hour>[012]?\d)[.:](?P<minute>[0-5]\d)(?:[.:](?P<second>[0-5]\d))?)?"
    r"(?:\s*(?P<zone>CEST|CET))?",
    regex.IGNORECASE,
)
_CHANGED = regex.compile(
    r"\W{0,3}(?:side[nr]?\s(?:er\s)?)?(?:sidst|senest)\s(?:opdateret|ændret|revideret|redigeret)", regex.IGNORECASE
)
_RUN_IN = regex.compile(
    r"(?:\p{Lu}[\p{L}.&-]{1,30}(?:\s[\p{L}.&-]{1,30}){0,3},?\s)?(?:(?:man|tirs|ons|tors|fre|lør|søn)dag\s)?(?:(?:[Dd]en|[Dd]\.)\s)?"
    r"(?P<date>\d{1,2}\.\s?(?:\p{L}{3,9}\.?|\d{1,2}\.)\s?\d{4})(?:\s?[.:–—]|\s-)\s"
)
_DATELINE_WORDS = regex.compile(
    r"(?:pressemeddelelse|publiceret|udgivet|udsendt|opdateret|dato|nyhed|offentliggjort|den|af|d\.|kl\.?|cest|cet|fra|\||•|-|–|:|,"
    r"|(?:man|tirs|ons|tors|fre|lør|søn)dag)+",
    regex.IGNORECASE,
)
_LABEL = regex.compile(
    r"(?:presse(?:meddelelse)?|nyhed(?:er|sbrev)?|nyt)\s+fra(?:\s+[^\s\d]+){1,5}(?<![.!?])", regex.IGNORECASE
)
_LABEL_WORDS = regex.compile(
    r"^(?:(?:presse(?:meddelelse|information)?|nyhed(?:er)?|udsendt|publiceret|udgivet|offentliggjort|opdateret|oprettet|redaktionel|dato|afsender|fra|af|den|d\.|kl\.?|nr\.?\s?[\d/-]+)(?!\p{L})[\s:]*)+",
    regex.IGNORECASE,
)
_LABEL_BEHIND = regex.compile(r"\s(?:pressemeddelelser?|nyhed(?:er)?|presseinformation)$", regex.IGNORECASE)
_PIECES = regex.compile(r"\s*[|·•]\s*|\s[–—-]\s|,\s|\s(?=den\s*\|)")
# "Vejle, den 3. maj 2026" and "Nr. Nissum, d. 3. maj 2026" say where, not who.
TOWN = regex.compile(
    r"(?:(?:Nr|Sdr|Kgs|Skt|Ny|Nykøbing|Nørre|Sønder|Store|Lille|Gammel)\.?\s)?\p{Lu}[\p{L}.-]+(?:\s\p{Lu}{1,2})?"
)
PLACE_FIRST = regex.compile(r"\p{Lu}[\p{L}. -]{1,30},?\s(?:den\s|d\.\s?|[\p{L}]+\sden\s)?\d")
# «Egefonden», «3F»
BEGINS = regex.compile(r"\p{Lu}|\d\p{Lu}")
_SENDER_WORDS = 6
_MENU = regex.compile(r"\s*[|›»>·•]\s*|\]\s*\[|\s/\s")
_CRUMBS = regex.compile(r"\s[>›»]\s")
_MENU_WORDS, _COLUMN_WORDS = 4, 3
_LABELLED = regex.compile(
    r"(?:PRM|Presse(?:meddelelse|information)|Nyhed)\s?[:/]\s(?=(?:\S++\s){2})(?!\d{1,2}[./-])", regex.IGNORECASE
)
_FURNITURE = regex.compile(
    r"(?<!\p{L})cookies?(?!\p{L})|^logo(?!\p{L})|\s(?:logo|segl|byvåben|våben|bomærke)$"
    r"|^få\sdit\seget\spresserum"
    r"|^(?:obs|nb|bemærk)[:!]|^denne\s(?:artikel|side|nyhed)\ser\s",
    regex.IGNORECASE,
)
# What only the foot or the head of a page has: «Havnen 2, 7620 Lemvig», «Tlf. 97 81 60 04».
_POSTAL = regex.compile(
    r"\s\d{1,4}\s?\p{L}?\s?(?:[,·•|]|\s[–-])\s?(?:DK-)?\d{4}\s\p{Lu}|(?<!\p{L})tlf[.:]", regex.IGNORECASE
)
_SENTENCES = regex.compile(r"[\p{Ll}\d][.!?]\s\p{Lu}")
_MOSTLY_LINKS = 0.6
_INTRODUCES = 8
DATELINE_LONGEST = 80
_CAPITALS_WORDS = 3
FORM = r"\s(?i:a\.m\.b\.a\.?|a/s|aps|i/s|p/s|f\.m\.b\.a\.?|s\.m\.b\.a\.?)(?!\p{L})"
LEGAL_FORM = regex.compile(rf"{FORM}$")
# «Indvielse af Bro Museum», «Invitation til Egefonden»
EVENT_OF = regex.compile(
    r"\p{L}{2,}(?:else|ation|(?<!for)(?<!for)ing|støtte|besøg)\s(?:af|til|for|på|i|ved|hos)\s(?<!(?:organisation|stiftelse)\s\p{Ll}{1,3}\s)"
)
_ZONES = {"CEST": "+02:00", "CET": "+01:00"}


def find_title(
    blocks: Sequence[Block], texts: Sequence[str], stated: str | None, headings: Headings, letters: Letters
) -> int | None:
    """The index of the title's block: the one that says what the format states, else ``h1``, else the first
    line at the top that is long enough to be a headline and is no sender, date or page label, else the subject of a
    mail; None without one."""
    for index, block in enumerate(blocks):
        if block.kind == "title":
            return index
    if stated and not headings.is_furniture(stated):  # "PRESSEMEDDELELSE" is no title, whoever states it
        wanted = _folded(stated)
        for tags in ({"h1"}, {"h1", "h2", "h3", "p", "div", "line", "span"}):
            for index, block in enumerate(blocks):
                text = _folded(texts[index])
                if block.tag not in tags or not text:
                    continue
                begins = (
                    len(text) > 15 and wanted.startswith(text) and (block.tag == "h1" or not is_sender(texts, index))
                )
                if text == wanted or begins:
                    return index
    for tag in ("h1", "h2"):
        for index, block in enumerate(blocks):
            if block.tag == tag and block.links < 0.9 and texts[index] and not headings.is_furniture(texts[index]):
                return index
    subject = letters.subject(texts)
    if subject is None:
        return _first_headline(blocks, texts, headings)
    below = max(letters.head(texts).values()) + 1
    found = _first_headline(blocks[below:], texts[below:], headings)
    return subject if found is None or texts[below + found].endswith((".", ",", ":")) else below + found


def _first_headline(blocks: Sequence[Block], texts: Sequence[str], headings: Headings) -> int | None:
    fallback: int | None = None
    seen = 0
    for index, text in enumerate(texts[:_MOST_LINES]):
        if not text or headings.is_furniture(text) or blocks[index].links > _MOSTLY_LINKS or is_menu(text):
            continue  # what a page has above its articles, however much of it
        if blocks[index].element is not None and _in_column(blocks, texts, index):
            continue
        seen += 1
        if seen > _TOP_LINES:
            break
        if is_dateline(text) or len(text) > _TITLE_LONGEST or _FURNITURE.search(text) or is_greeting(text):
            continue
        if _POSTAL.search(text):
            continue
        labelled = headline(text) != text
        if not labelled and (_LABEL.fullmatch(text) is not None or headings.is_top_label(text)):
            continue
        if _DATE.search(text) and _PIECES.search(text) and bare_name(text) is not None:
            continue  # a name and a date between separators
        announced = index and texts[index - 1].endswith(":") and is_paid_text(text)
        if fallback is not None and (blocks[index].marker or announced):
            return fallback  # the list has begun
        if _begins_article(text):
            short = fallback is not None and len(texts[fallback].split()) > 1
            return fallback if short and not texts[fallback or 0].endswith(":") else None
        if len(text.split()) >= _TITLE_LEAST_WORDS and not text.endswith(":") and not is_sender(texts, index):
            return index
        fallback = index if fallback is None else fallback
    return fallback


def _in_column(blocks: Sequence[Block], texts: Sequence[str], index: int) -> bool:
    """Whether a line is one of three or more short ones in one element of a page: the menu beside the article."""

    def short(at: int) -> bool:
        beside = 0 <= at < len(blocks) and blocks[at].element is blocks[index].element
        return beside and len(texts[at].split()) <= _COLUMN_WORDS and not texts[at].endswith((".", "!", "?"))

    if not short(index):
        return False
    low, high = index, index
    while index - low < 2 and short(low - 1):
        low -= 1
    while high - index < 2 and short(high + 1):
        high += 1
    return high - low >= 2


def _begins_article(text: str) -> bool:
    """Whether a line is a paragraph or introduces a list: the article begins without a headline."""
    if text.endswith(":"):
        return len(text.split()) > _INTRODUCES
    return text.endswith(".") and (len(text) > _SENTENCE_LONGEST or _SENTENCES.search(text) is not None)


def is_sender(texts: Sequence[str], index: int) -> bool:
    """Whether a line at the top is the sender's name: short, no sentence, and a longer headline follows."""
    text = LEGAL_FORM.sub("", texts[index])
    words = text.split()
    if not 0 < len(words) <= 5 or text.endswith((".", "!", "?")) or EVENT_OF.match(text):
        return False
    if text.isupper() and len(words) > _CAPITALS_WORDS and as_written(text, "\n".join(texts[index + 1 :])) == text:
        return False  # that many words in capitals are a headline, unless the text has the same as a name
    longer = [line for line in texts[index + 1 : index + 4] if len(line.split()) > len(words)]
    return all(word[0].isupper() or word in {"og", "for", "af", "i", "&"} for word in words) and bool(longer)


def find_lead(blocks: Sequence[Block], texts: Sequence[str], body: Sequence[int], marked: Sequence[int]) -> int | None:
    """The index of the lead among the body blocks: what the markup calls so, else the first paragraph when
    two or more follow it and it is no list item, heading or speech."""
    if marked:
        return marked[0]
    if len(body) < 3:
        return None
    first = body[0]
    text = texts[first]
    if blocks[first].marker or blocks[first].tag in {"li", "tr"} or len(text) > _LEAD_LONGEST:
        return None
    return None if text.startswith(("-", "–", "—", "−", "»", "”", "“", '"')) else first


def bare_name(text: str) -> str | None:
    """The name that is left of a line without dates, labels and separators; None where that is no name."""
    rest = _DATE.sub("|", text)
    pieces = [_LABEL_BEHIND.sub("", _LABEL_WORDS.sub("", piece)).strip(" :,") for piece in _PIECES.split(rest)]
    pieces = [piece if LEGAL_FORM.search(piece) else piece.strip(" :.,") for piece in pieces]
    names = [piece for piece in pieces if piece]
    if len(names) == 2 and TOWN.fullmatch(names[1]) and " " in names[0] and not TOWN.fullmatch(names[0]):
        names.pop()  # "Nordfjord Maskiner A/S, Brande, 3. maj 2026"
    if len(names) != 1 or not BEGINS.match(names[0]) or len(names[0].split()) > _SENDER_WORDS:
        return None
    return str(names[0])


def as_written(name: str, text: str) -> str:
    """A name in capitals as the running text writes it, if it does."""
    if not name.isupper():
        return name
    for found in regex.finditer(rf"(?<!\p{{L}}){regex.escape(name)}(?!\p{{L}})", text, regex.IGNORECASE):
        if not found.group().isupper():
            return str(found.group())
    return name


def is_dated(text: str) -> bool:
    """Whether a short line that is no sentence holds a date."""
    return len(text) <= DATELINE_LONGEST and _DATE.search(text) is not None and not text.endswith(".")


def is_menu(text: str) -> bool:
    """Whether a line is the words of a menu or the crumbs of a path: *Forside | Om os | Presse*."""
    pieces = _MENU.split(text.strip())
    least = 2 if _CRUMBS.search(text) else 3
    return len(pieces) >= least and all(len(piece.split()) <= _MENU_WORDS for piece in pieces)


def headline(text: str) -> str:
    """A headline without the label that its line begins with: *PRM / Broen åbner*."""
    text = subject_of(text.strip())
    return text[label.end() :] if (label := _LABELLED.match(text)) is not None else text


def is_dated_line(text: str) -> bool:
    """Whether a line that is no running text has a date, and not only that of the last change to the page."""
    return len(text) <= 120 and _DATE.search(text) is not None and _CHANGED.match(text) is None


def ends_dated(text: str) -> bool:
    """Whether a short line ends in a date: *Nordisk Beton A/S, Brande, 19. august 2025*."""
    return len(text) <= DATELINE_LONGEST and any(m.end() >= len(text.rstrip(" .")) for m in _DATE.finditer(text))


def is_change_stamp(text: str) -> bool:
    """Whether a line says nothing but when the page was last changed: *Sidst opdateret: 3. maj 2025*."""
    return len(text) <= 120 and _CHANGED.match(text) is not None and _DATE.search(text) is not None


def is_change_label(text: str) -> bool:
    """Whether a short line begins with when the page was last changed, the date beside it or on the line below."""
    return len(text) <= DATELINE_LONGEST and _CHANGED.match(text) is not None


def run_in_dateline(text: str) -> datetime | None:
    """The moment before the first words of a paragraph: *Ribe, den 3. maj 2025 – Museet har …*; None without one."""
    found = _RUN_IN.match(text)
    return parse_dateline(found["date"]) if found is not None else None


def is_dateline(text: str) -> bool:
    """Whether a line is a date with nothing but words like *Pressemeddelelse* or *Publiceret* around it."""
    if len(text) > 120 or not _DATE.search(text) or _EVENT.match(text):
        return False
    rest = _DATELINE_WORDS.sub(" ", _DATE.sub(" ", text))
    return len(rest.split()) <= (0 if text.rstrip().endswith(".") else 3)


def parse_dateline(text: str) -> datetime | None:
    """The moment that a dateline states; without a zone where none is stated, None where it is no date."""
    found = _DATE.search(text)
    if found is None:
        return None
    month = found["month"].casefold()
    month = _ENGLISH_MONTHS.get(month[:3], month)
    number = int(month) if month.isdigit() else (_MONTHS.index(month[:3]) + 1 if month[:3] in _MONTHS else 0)
    zone = _ZONES.get((found["zone"] or "").upper(), "")
    clock = (
        f"T{int(found['hour']):02}:{found['minute']}:{found['second'] or '00'}{zone}" if found["hour"] else "T00:00:00"
    )
    try:
        year = found["year"] if len(found["year"]) > 2 else f"20{found['year']}"
        return datetime.fromisoformat(f"{year}-{number:02}-{int(found['day']):02}{clock}")
    except ValueError:
        return None


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
