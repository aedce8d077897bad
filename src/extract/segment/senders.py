"""Who sends a release, as its letterhead, datelines, about-text, postal line or spokesperson name them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import regex

from extract.patterns import Patterns, Words
from extract.records.release import SectionKind
from extract.segment.evidence import Evidence, address_labels, addressed, keys_of
from extract.segment.letters import Letters, compile_letters, is_head_line
from extract.segment.titles import (
    BEGINS,
    EVENT_OF,
    FORM,
    LEGAL_FORM,
    PLACE_FIRST,
    TOWN,
    as_written,
    bare_name,
    is_dated,
    is_dateline,
    is_sender,
)
from extract.values.names import ends_of, is_committee, stands
from extract.values.text import tried

_TOP_LINES = 12
_SENDER_WORDS = 6
_LONGEST_NAME = 9
_LAST_LINES = 25
_LEAD_LINES = 3
_MENU_LONGEST = 80
_MOST_PLACES = 30
_OPENING = 600
_SENTENCE = regex.compile(r"^|(?<=[.!?]) ")
_ONLY_SOURCE = regex.compile(r"(?<!\p{L})(?:fra|af|til|hos|med) $")
_SOURCE = regex.compile(r"(?:Kilde|Afsender|Udgiver):\s(?P<name>\p{Lu}[^.,:;\n]{2,50})")
_LOGO = regex.compile(r"(?P<name>\p{Lu}.{2,60}?)s?\s(?:[Ll]ogo|segl|byvåben|våben|bomærke)")
_KIND = regex.compile(r"\p{Lu}?\p{Ll}*(?:foreningen|fonden|forbundet|klubben)\s", regex.IGNORECASE)
_LEFT = 80
_CRUMBS = regex.compile(r"\s*[>›»|]\s*")
_SEATED = regex.compile(r"\s(?:i|på)\s(?=\p{Lu})")
_JOINS = frozenset({"og", "for", "af", "i", "på", "til", "&", "ved", "den", "det", "de"})
# «Egefonden, Havnegade 4, 5700 Svendborg»: the postal line at the foot of a letter or page.
_POSTAL = regex.compile(
    r"(?P<name>\p{Lu}[^,·•|\n]{2,60}?)\s?(?:[,·•|]|\s[–-])\s(?:\p{Lu}[^,·•|\n\d]{2,40}\s?[,·•|]\s)?"
    r"(?:\p{Lu}[\p{L}. ]{2,40}\s\d{1,4}\s?\p{L}?(?:,\s[^,·•|\n]{1,20})?)"
    r"\s?(?:[,·•|]|\s[–-])\s(?:DK-)?\d{4}\s\p{Lu}"
)
_STREET = regex.compile(r"\p{Lu}[\p{L}. ]{2,40}\s\d{1,4}\s?\p{L}?(?:,\s[^,\n]{1,20})?,?")
_POSTCODE = regex.compile(r"(?:DK-)?\d{4}\s\p{Lu}[\p{L} -]{1,30}")
_BYLINE = regex.compile(r"Af:?\s(?:\p{Lu}[\p{L}.-]*+\s){0,3}\p{Lu}[\p{L}-]*+,\s(?P<name>\p{Lu}[^,.\n]{2,60})\.?")
_ABOUT = regex.compile(r"(?<![\p{L}\d])Om (?P<name>\p{Lu}[^:.\n]{2,60}): (?:(?P=name)s?(?!\p{L})|[Ss]e |[Ll]æs )")
_PART = r"(?:\p{Lu}|\d\p{Lu})(?:[\p{L}\d&/-]|\.(?!\s|$)|(?<=(?<!\p{L})\p{L}{1,4})\.)*+"
_RUN = regex.compile(
    rf"(?<![\p{{L}}\d]){_PART}(?:\s(?:(?:og|for|af|i|&|til|ved|mod)\s(?:den\s|det\s)?)?{_PART}){{0,6}}"
)
_NEVER_FIRST = frozenset(
    {"I", "På", "For", "Fra", "Ved", "Hos", "Til", "Med", "Af", "Da", "Når", "Hvis", "Men", "Og", "Nu", "Her"}
)
_NAME_GOES_ON = regex.compile(r"[\p{L}\d-]|\s(?:og|for|af|&)\s\p{Lu}")
_MOST_CANDIDATES = 20
_MOST_BODIES = 40
_PARAGRAPH = 60
_LEAST_SCORE, _LEAST_LEAD, _WHOLE = 3, 1, 4
_SAID = frozenset({"lead", "body", "fact_box", "table", "subheading"})
# «Det skriver foreningen Bedre Skolemad i en pressemeddelelse».
_REPORTED = regex.compile(
    rf"(?:(?:skriver|oplyser|meddeler|udtaler|fortæller|hedder det fra|lyder det fra)"
    rf"\s(?:\p{{Ll}}{{3,30}}(?:en|et)\s)?(?P<name>{_RUN.pattern})|(?P<name>{_RUN.pattern})\s(?:skriver|oplyser|meddeler|fortæller))\si\s(?:en|sin)\s(?:fælles\s)?pressemeddelelse"
)
_NEXT_SENTENCE = regex.compile(r"(?<=\p{Lu}{2})\.\s.*$")  # «fra GLT. Ida Brink er født i Ribe»
_SENT_BY = regex.compile(rf"i\sen\spressemeddelelse\sfra\s(?P<name>{_RUN.pattern})")
# What a sender says of itself at the end: «Med sine 640 ansatte arbejder X for …», «X blev stiftet i 1991».
_SELF_TOLD = regex.compile(
    r"^Med\s(?:sine|over|mere\send|flere\send|knap|godt|\d)[^.]{0,50}(?:ansatte|medlemmer|medarbejdere|afdelinger|frivillige)"
    r"|^Som\s(?:en|et|landets|Danmarks)\s|\s(?:er\s(?:landets|Danmarks|Nordens|Europas|verdens)|beskæftiger|har\shovedsæde)\s"
    r"|^\p{Lu}[^.,]{2,60}\s(?:blev|er)\s(?:stiftet|grundlagt|etableret)\s"
)
# «MÅ OFFENTLIGGØRES STRAKS», «Embargo til kl. 12»: when it may be used, not who sends it.
_RELEASED = regex.compile(r"offentliggør|(?<!\p{L})(?:embargo|klausuler|frigives)", regex.IGNORECASE)
_OFFICE_OF = regex.compile(r"(?:.{0,40}?\s)?(?:i|for|ved|hos|fra)\s(?=\p{Lu})")
_FORM = regex.compile(FORM)
_SIGNED_PIECES = regex.compile(r"\s*[|·•,]\s*|\s[–—-]\s")


@dataclass(frozen=True, slots=True)
class Bodies:
    """Tells the names of bodies: ``name`` is how they begin or end; ``generic`` are words that name none alone."""

    name: regex.Pattern[str]
    generic: frozenset[str]

    def is_body(self, name: str) -> bool:
        return name.casefold() not in self.generic and self.name.search(name) is not None


@dataclass(frozen=True, slots=True)
class Senders:
    """Finds the sender of a release that does not state it as data; made once by :func:`compile_senders`."""

    bodies: Bodies
    after: Words
    held: regex.Pattern[str]
    """What stands before a body that somebody speaks for: *direktør i*, *rektor Ida Brink,*."""
    owned: regex.Pattern[str]
    """What follows it in the genitive: *s nye formand Ida*."""
    gives: regex.Pattern[str]
    """What follows the body that gives: * uddeler*, * har netop bevilget*."""
    places: frozenset[str]
    given_names: frozenset[str]
    letters: Letters
    providers: frozenset[str]
    """Domains that many have addresses at: *gmail*."""
    municipal: Mapping[str, str]
    """The municipalities by what their addresses are called: *toender*, *toenderkommune*."""
    kinds: tuple[str, ...]
    """What a text calls a body by alone: *foreningen*, *universitetet*."""

    def find(self, texts: Sequence[str], kinds: Sequence[SectionKind], title: int | None, *, plain: bool) -> str | None:
        """The sender, from the plainest statement to the least: a line that says so, the lines above the title, the
        about-text, what a page calls itself, the postal line at the foot, the signature, the addresses of the contacts,
        the body that speaks of itself, the one for which most speaks."""
        name = (
            self._labelled(texts, title)
            or self._above(texts, title, plain=plain)
            or _about(texts, kinds)
            or self._site(texts, title)
            or self._postal(texts, kinds)
            or self._signed(texts)
            or self._boilerplate(texts, kinds)
            or self._reported(texts, kinds)
            or self._addressed(texts, kinds)
            or self._speaks(texts, kinds, title)
            or self._gives(texts, kinds, title)
            or self._likeliest(texts, kinds, title)
        )
        if name is not None and name.endswith("s") and self.bodies.is_body(name[:-1]):
            name = name[:-1]  # «Dansk Sygeplejeråds kongres», and nowhere without its genitive
        half = len(name) // 2 if name is not None else 0
        # A logo and the name beside it, run together.
        return name[:half] if name is not None and name[:half] == name[half:] else name

    def _labelled(self, texts: Sequence[str], title: int | None) -> str | None:
        for index, text in enumerate(texts):
            found = self.after.expression.match(text)
            if found and found.end() < len(text) and len(text) < 100 and index != title:
                name = bare_name(text[found.end() :])
                if name is not None:
                    return _in_full(name, "\n".join(texts))
        top = title if title is not None else -1
        sources = (_SOURCE.fullmatch(text.strip()) for text in texts[top + 1 : top + 4])
        return next((str(found["name"]) for found in sources if found is not None), None)

    def _above(self, texts: Sequence[str], title: int | None, *, plain: bool) -> str | None:
        """A name beside a date or label above the title, on any page; alone on its line only in plain text."""
        running = "\n".join(texts[(title or 0) + 1 :]).casefold()
        for index in range(max((title or 0) - _TOP_LINES, 0), title or 0):
            if _RELEASED.search(texts[index]) or (
                is_head_line(texts[index]) and not texts[index].startswith(("Fra:", "From:"))
            ):
                continue
            logo = _LOGO.fullmatch(texts[index].strip())
            name = str(logo["name"]) if logo is not None else bare_name(texts[index])
            if name is None or (PLACE_FIRST.match(texts[index]) and TOWN.fullmatch(name)):
                continue
            if not _is_capital(name) or not (self.bodies.is_body(name) or _may_name(name, running)):
                continue  # «Referat 14. marts», «Logo», «Søg midler»: a label of the page
            if name != texts[index].strip() or (plain and is_sender(texts, index)):
                return name
        return None

    def _site(self, texts: Sequence[str], title: int | None) -> str | None:
        """A short line above the title, or the dateline below it, that names a body; else such a line of
        capitalised words that the text below names again."""
        top = title if title is not None else -1
        above = [name for text in texts[: max(top, 0)] for name in _names(text)]
        dated = [text for text in texts[top + 1 : top + 3] if is_dateline(text) or is_dated(text)]
        below = [name for text in dated for name in _names(text)]
        for name in (*above, *below):
            if self.bodies.is_body(name) and _is_capital(name):
                return name
        running = "\n".join(texts[top + 1 :])
        for name in above:
            if _is_capital(name) and _has_two(name) and _named_again(name.casefold(), running.casefold()):
                return name
        for name in below:
            if _is_capital(name) and not TOWN.fullmatch(name) and running.count(name) > 1:
                return name
        menus = (_begins_menu(text, running, self.bodies) for text in texts[: max(top, 0)])
        return next((begun for begun in menus if begun is not None), None)

    def _postal(self, texts: Sequence[str], kinds: Sequence[SectionKind]) -> str | None:
        """The name of the postal line at the foot, in one line or in three; the one body of the contacts; the
        writer's."""
        running = "\n".join(texts)
        low = max(len(texts) - _LAST_LINES, 0)
        for index in range(low, len(texts)):
            if kinds[index] in {"body", "fact_box", "table", "title", "lead"} and index < len(texts) - 3:
                continue
            line = _POSTAL.match(texts[index])
            name: str | None = str(line["name"]) if line is not None else None
            if (
                name is None
                and index + 2 < len(texts)
                and _STREET.fullmatch(texts[index + 1].strip())
                and _POSTCODE.match(texts[index + 2])
            ):
                name = texts[index].strip()
            if name is None or len(name.split()) > _SENDER_WORDS or not _is_capital(name):
                continue
            shouted = name.isupper() and as_written(name, running) != name
            if self.bodies.is_body(name) or shouted or running.count(name) > 1:
                return name
        named = {
            piece
            for text, kind in zip(texts[low:], kinds[low:], strict=True)
            if kind == "contact"
            for piece in text.split(", ")
            if self.bodies.is_body(piece) and piece[0].isupper() and running.count(piece) > 1
        }
        if len(named) == 1:
            return named.pop()
        for text in texts[:_TOP_LINES]:
            byline = _BYLINE.fullmatch(text.strip())
            if byline is not None and self.bodies.is_body(byline["name"]):
                return str(byline["name"])
        return None

    def _speaks(self, texts: Sequence[str], kinds: Sequence[SectionKind], title: int | None) -> str | None:
        """The body of the headline or the first lines that its own director, chair or about-box speaks for; None
        where that holds for several."""
        article = [text for text, kind in zip(texts, kinds, strict=True) if kind not in {"navigation", "teaser"}]
        running = "\n".join(article)
        body = [text for text, kind in zip(texts, kinds, strict=True) if kind in {"lead", "body"}][:_LEAD_LINES]
        opening = [texts[title], *body] if title is not None else body
        found: dict[str, None] = {}
        tried: set[str] = set()
        for text in opening:
            for run in _RUN.finditer(text[:_OPENING]):
                if _ONLY_SOURCE.search(text, max(run.start() - 8, 0), run.start()) and text is not opening[0]:
                    continue  # «med støtte fra X»: told of by the sender
                whole = self._without_person(run.group())
                for row in dict.fromkeys((whole, whole.partition(" og ")[0])):
                    if row not in tried and len(tried) < _MOST_CANDIDATES:
                        tried.add(row)
                        found |= dict.fromkeys(self._speaking(row, running))
        longest = [name for name in found if not any(name != other and name in other for other in found)]
        if len(longest) != 1 or _joint(opening[0], longest[0]):
            return None
        if any(giver not in longest[0] and longest[0] not in giver for giver in self._givers(opening)):
            return None  # who got the money speaks, and who gave it tells of it: it may be either's
        return _in_full(_spelled_out(longest[0], running), running)

    def _givers(self, opening: Sequence[str]) -> Iterator[str]:
        """The bodies that a sentence of the opening lines begins with, and that give in it."""
        for text in opening:
            for start in _SENTENCE.finditer(text[:_OPENING]):
                run = _RUN.match(text, start.end())
                if run is not None and self.bodies.is_body(run.group()) and self.gives.match(text, run.end()):
                    yield str(run.group())

    def _gives(self, texts: Sequence[str], kinds: Sequence[SectionKind], title: int | None) -> str | None:
        """The body that the headline or the first paragraph begins with, where it gives: *Egefonden uddeler …*."""
        body = [text for text, kind in zip(texts, kinds, strict=True) if kind in {"lead", "body"}][:1]
        for text in [texts[title], *body] if title is not None else body:
            run = _RUN.match(text)
            if run is None or is_committee(run.group()) or not self.bodies.is_body(run.group()):
                continue
            if self.gives.match(text, run.end()) is not None:
                return str(run.group())
        return None

    def _signed(self, texts: Sequence[str]) -> str | None:
        """The body in whose name a letter is signed, or from whose address it was sent."""
        running = "\n".join(texts)
        head = self.letters.head(texts)
        lines = [*self.letters.signature(texts)]
        lines += [
            texts[index].partition(":")[2].partition("<")[0]
            for label, index in head.items()
            if label in {"fra", "from"}
        ]
        pieces = [_OFFICE_OF.sub("", piece.strip()) for line in lines for piece in _SIGNED_PIECES.split(line)]
        named = [piece for piece in pieces if piece and len(piece.split()) <= _SENDER_WORDS and _is_capital(piece)]
        for name in named:
            if self.bodies.is_body(name) and not is_committee(name) and name not in self.places:
                return _in_full(name, running)
        for name in named:
            if _has_two(name) and name.split()[0] not in self.given_names and running.count(name) > 1:
                return _in_full(name, running)
        return None

    def _boilerplate(self, texts: Sequence[str], kinds: Sequence[SectionKind]) -> str | None:
        """The one body of the running text below the contacts or the signature: what the sender says of itself."""
        ended = next((n for n, kind in enumerate(kinds) if kind in {"contact", "about"}), len(texts))
        running = "\n".join(texts)
        told = [text for text, kind in zip(texts[ended:], kinds[ended:], strict=True) if kind in {"contact", "about"}]
        told = [text for text in told if len(text) > _PARAGRAPH and text.endswith(".") and not self.letters.calls(text)]
        body = [text for text, kind in zip(texts, kinds, strict=True) if kind == "body"]
        told = told or [text for text in body[-1:] if _SELF_TOLD.search(text)]
        named = {
            name
            for text in told
            for run in _RUN.finditer(text[:_OPENING])
            for name in list(_parts_of(run.group(), running))[:1]
            if self._may_send(name)
        }
        return _in_full(named.pop(), running) if len(named) == 1 else None

    def _reported(self, texts: Sequence[str], kinds: Sequence[SectionKind]) -> str | None:
        """The body that says something *i en pressemeddelelse*."""
        for text, kind in zip(texts, kinds, strict=True):
            told = (*_SENT_BY.finditer(text), *_REPORTED.finditer(text)) if kind in {"lead", "body"} else ()
            for found in told:
                name = str(_NEXT_SENTENCE.sub("", found["name"])).rstrip(".,")
                if self.bodies.is_body(name) or name.split()[0] not in self.given_names:
                    return name  # «udtaler Ida Brink i en pressemeddelelse» is no sender
        return None

    def _addressed(self, texts: Sequence[str], kinds: Sequence[SectionKind]) -> str | None:
        """The body that the addresses of the contacts belong to; None where they belong to several."""
        said = [(text, kind) for text, kind in zip(texts, kinds, strict=True) if kind not in {"navigation", "teaser"}]
        labels = address_labels(text for text, kind in said if kind in {"contact", "about"})
        labels = labels or address_labels(text for text, _ in said)
        own = [label for label in labels if label not in self.providers]
        public = {self.municipal[label] for label in own if label in self.municipal}
        if len(public) == 1:
            return public.pop()
        rows = [run.group() for text, _ in said for run in _RUN.finditer(text[:_OPENING])]
        names = {
            name
            for name in addressed(own, rows, self.bodies.is_body).values()
            if name not in self.places and name.split()[0] not in self.given_names
        }
        running = "\n".join(text for text, _ in said)
        if len(names) != 1:
            return None
        name = names.pop()
        # «Professionshøjskolen Sundhavn» at sundhavn.dk
        longer = (row for row in map(self._without_person, rows) if row.endswith(" " + name) and self._may_send(row))
        return _in_full(next(longer, name), running)

    def _likeliest(self, texts: Sequence[str], kinds: Sequence[SectionKind], title: int | None) -> str | None:
        """The body that the most speaks for: it stands in the headline and the first lines, has somebody speak, is
        called by its kind alone, stands in the contacts. None where another comes close."""
        said = [text for text, kind in zip(texts, kinds, strict=True) if kind in _SAID]
        contacts = "\n".join(text for text, kind in zip(texts, kinds, strict=True) if kind in {"contact", "about"})
        headline = texts[title] if title is not None else ""
        if not said:
            return None
        running = "\n".join((headline, *said, contacts))
        opening = (headline, *[text for text in said if len(text) > _PARAGRAPH][:_LEAD_LINES])
        names: dict[str, None] = {}
        for text in (*opening, *said[-1:], contacts):
            for run in _RUN.finditer(text[:_OPENING]):
                whole = self._without_person(run.group())
                for row in (whole, whole.partition(" og ")[0]):
                    names |= dict.fromkeys(name for name in _parts_of(row, running) if self._may_send(name))
        if any(_joint(headline, name) for name in names if name in headline):
            return None
        evidence = Evidence.of(opening, said[-1], contacts, running)
        scores = {
            name: evidence.weight(name, self.kinds) + 2 * self._spoken_for(name, running)
            for name in list(names)[:_MOST_BODIES]
        }
        ranked = sorted(scores, key=lambda name: (-scores[name], -len(name)))
        if not ranked:
            return None
        best = ranked[0]
        # A note of a paragraph or two says too little of who sends it, and «badeklubben» is hardly a name: more, then.
        bare = " " not in best and best.casefold().endswith(self.kinds) and not best.endswith("fonden")
        if scores[best] < _LEAST_SCORE + (len(said) < _WHOLE or bare):
            return None
        others = (scores[name] for name in ranked[1:] if name not in best and best not in name)
        return _in_full(best, running) if scores[best] - max(others, default=0) >= _LEAST_LEAD else None

    def _may_send(self, name: str) -> bool:
        return (
            name not in self.places
            and EVENT_OF.match(name) is None
            and name.casefold() not in self.bodies.generic
            and not is_committee(name)
            and (" " in name or not name.endswith(("udvalget", "puljen")))
            and self.bodies.is_body(name)
        )

    def _speaking(self, row: str, running: str) -> Iterator[str]:
        """The body of a row of words, if the release has it speak."""
        for name in _parts_of(row, running):
            if name in self.places or name.casefold() in self.bodies.generic or is_committee(name):
                continue
            if self._spoken_for(name, running):
                # «formand for Havblik» of «Foreningen Havblik»: the kind belongs to the name.
                yield row if row.endswith(" " + name) and _KIND.match(row) else name
                return

    def _without_person(self, run: str) -> str:
        """A row of words up to the person whose name follows the body's: *Bæltkraft Ida Brink*."""
        words = run.split()
        for at in range(1, len(words) - 1):
            if words[at] in self.given_names and words[at - 1] not in _JOINS:
                return " ".join(words[:at])
        return run

    def _spoken_for(self, name: str, running: str) -> bool:
        """Whether the release has ``name`` speak: *direktør i X*, *Xs formand*, *rektor Ida Brink, X,*."""
        at, end = running.find(name), 0
        for _ in range(_MOST_PLACES):
            if at < 0:
                return False
            end = at + len(name)
            if not running[at - 1 : at].isalpha():
                owned = self.owned.match(running, end)
                if owned is not None or (
                    _NAME_GOES_ON.match(running, end) is None
                    and self.held.search(running, max(0, at - _LEFT), at) is not None
                ):
                    return True
            at = running.find(name, end)
        return False


def compile_senders(patterns: Patterns) -> Senders:
    """The finder of ``patterns``."""
    words = patterns.words
    offices = sorted(words["people.offices"].folded, key=lambda word: (-len(word), word))
    office = rf"(?i:{'|'.join(map(regex.escape, offices))})(?:en|n|et)?"
    verbs = words["funders.giving_sender"].words
    gives = _any(verb.removeprefix("har ") for verb in verbs if not verb.endswith((" fra", "modtager støtte fra")))
    return Senders(
        _bodies(patterns),
        words["sections.publisher_after"],
        regex.compile(
            rf"{office}\s(?:i|for|hos|ved|på|fra|af)\s(?:(?:bestyrelsen\s(?:i|for|af)|den|det)\s)?$"
            rf"|{office},?(?:\s\p{{Lu}}[\p{{L}}.-]*+){{2,4}}(?:,\s(?:fra\s)?|\s(?:fra|hos)\s)$"
        ),
        regex.compile(rf"s\s(?:[\p{{Ll}}.]{{3,20}}\s){{0,2}}?[\p{{Ll}}-]{{0,24}}?{office}\s\p{{Lu}}"),
        regex.compile(rf"\s(?:(?:har|er|vil)\s)?(?:(?:netop|nu|i dag|igen|i år)\s){{0,2}}{gives}(?!\p{{L}})"),
        frozenset(row["name"] for name in ("places", "municipalities", "regions") for row in patterns.table(name)),
        frozenset(row["name"] for row in patterns.table("given_names")),
        compile_letters(patterns),
        words["sections.mail_providers"].folded,
        {
            key + ending: row["official"]
            for row in patterns.table("municipalities")
            for key in keys_of(row["name"])
            for ending in ("", "kommune", "kom")
        },
        tuple(sorted(words["people.house_nouns"].folded)),
    )


def _bodies(patterns: Patterns) -> Bodies:
    """What the name of a sender begins or ends with: a foundation, municipality, museum, association, firm."""
    words = patterns.words
    listed = ("funders.ending", "projects.body_ending", "organisations.endings")
    ends = _any(word for name in listed for word in words[name].words if len(word) > 3)
    heads = _any(word for word in words["organisations.heads_after"].words if len(word) > 3)
    forms = _any(words["organisations.legal_forms"].words)
    begins = _any(words["organisations.heads_before"].words)
    tailed = _any(words["organisations.heads_with_tail"].words)
    openers = _any(word for word in words["organisations.openers"].words if len(word) > 4)
    form = regex.compile(
        rf"(?i:{ends})$|\s{forms}$|^{begins}\s\p{{Lu}}|\p{{L}}\s{heads}$|^(?i:\p{{L}}*{openers})\s(?:for\s)?\p{{Lu}}|\p{{Ll}}universitetet$"
        rf"|^{tailed}\s(?:for|af|til|mod|vedrørende)\s\p{{Lu}}"
    )
    alone = (*listed, "organisations.openers", "organisations.generic")
    return Bodies(form, frozenset(word for name in alone for word in words[name].folded))


def _any(words: Iterable[str]) -> str:
    return f"(?:{tried(words, blank=' ')})"


def _about(texts: Sequence[str], kinds: Sequence[SectionKind]) -> str | None:
    """The sender as the heading of its own about-text names it (``Om Nordfjord Fonden``), or a line that begins
    with both (``Om Egefonden: Egefonden støtter …``)."""
    for text, kind in zip(texts, kinds, strict=True):
        if kind == "about" and text.startswith("Om ") and len(text.split()) <= _LONGEST_NAME:
            return text[3:].strip(" :") or None
    for text in texts[len(texts) // 2 :]:
        inline = _ABOUT.search(text)
        if inline is not None and len(inline["name"].split()) <= _SENDER_WORDS:
            return str(inline["name"])
    return None


def _names(text: str) -> Iterator[str]:
    """What a short line may name: itself or its first crumb, what is left of it without a date and a town, and
    the body of ``Museet i Horsens``."""
    line = _CRUMBS.split(text.strip(), maxsplit=1)[0]
    named = (line, bare_name(line), bare_name(text), _SEATED.split(line, maxsplit=1)[0])
    for name in dict.fromkeys(filter(None, named)):
        if len(name.split()) <= _SENDER_WORDS and name[0].isupper() and not name.startswith("Om "):
            yield name


def _begins_menu(line: str, running: str, bodies: Bodies) -> str | None:
    """The name that a line of menu words begins with: *Folkets Bænke Støt os Bliv frivillig*."""
    words = line.split() if len(line) < _MENU_LONGEST else []
    for length in range(min(len(words) - 1, 4), 1, -1):
        name = " ".join(words[:length])
        if _is_capital(name) and (running.count(name) > 1 or bodies.is_body(name)):
            return name
    return None


def _parts_of(run: str, running: str) -> Iterator[str]:
    """A row of words and what is left of it without the first ones, without a genitive's s where the release has
    the name so too: *Energiselskabet Bæltkraft*, *Bæltkraft*."""
    words = run.split()
    for first in range(min(len(words), 3)):
        name = " ".join(words[first:]).rstrip(".,-/")
        short = len(name) < 2 or (len(name) == 2 and name[0].isalpha())
        if short or not BEGINS.match(name) or words[first] in _NEVER_FIRST:
            continue
        bare = name[:-1]
        if name.endswith("s") and (stands(running, bare) or (len(bare) > 2 and bare.isupper())):
            yield bare
        else:
            yield name


def _spelled_out(name: str, running: str) -> str:
    """The name that a bracket with the acronym ``name`` stands after: *Fjordens Energi Program (FEP)*."""
    at = running.find(f" ({name})") if name.isupper() and " " not in name else -1
    rows = list(_RUN.finditer(running, max(0, at - _LEFT), at)) if at > 0 else []
    return str(rows[-1].group()) if rows and rows[-1].end() == at else name


def _in_full(name: str, running: str) -> str:
    """A name with the legal form that the release has it with somewhere: *Vestmur*, *Vestmur A/S*."""
    forms = (_FORM.match(running, end) for end in ends_of(running, name))
    form = next(filter(None, forms), None)
    return f"{name}{form.group()}" if form is not None else name


def _joint(headline: str, name: str) -> bool:
    """Whether a headline begins with two bodies of which ``name`` is one: who sends it stays open."""
    own = regex.escape(name)
    return regex.match(rf"(?:{own} og \p{{Lu}}|\p{{Lu}}[^.,:]{{2,50}} og {own})", headline) is not None


def _is_capital(name: str) -> bool:
    """Whether a name is capitalised words and what joins them, a legal form aside."""
    return all(word[0].isupper() or word[0].isdigit() or word in _JOINS for word in LEGAL_FORM.sub("", name).split())


def _may_name(name: str, running: str) -> bool:
    """Whether a bare line may be a name: two words, or one that the text has too."""
    return _has_two(name) or _named_again(name.casefold(), running)


def _has_two(name: str) -> bool:
    """Whether two words of a name have capitals: *Infrastrukturaftale 2032* is none."""
    return sum(word[0].isupper() for word in name.split()) > 1


def _named_again(name: str, running: str) -> bool:
    """Whether the running text, in small letters, has the name as whole words."""
    return stands(running, name)
