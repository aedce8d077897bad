"""The stretches of speech in one passage: dash lines, words between marks, words after a speaker's colon."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extract.match.people_spans import sentence_at
from extract.match.quotes_cues import Cue, Cues, People
from extract.match.quotes_marks import MARKS, Marked, marked
from extract.patterns import Patterns
from extract.records.document import Passage
from extract.records.release import Span

_M = regex.escape(MARKS)
_DASH = regex.compile(rf"[-–—−]\s{{0,3}}(?=[\p{{L}}\d{_M}…])")
_INNER_DASH = regex.compile(rf"(?:(?<=[.!?:…{_M}])\s+|(?<=\p{{L}}[.!?]))[-–—−]\s?(?=[\p{{Lu}}{_M}])")
_COLON_DASH = regex.compile(rf":\s[-–—−]\s?(?=[\p{{Lu}}{_M}])")
_COLON_SPEECH = regex.compile(r":\s(?=\p{Lu})")
_WE = regex.compile(r"[^.!?]{0,80}\b(?:[Vv]i|[Jj]eg|os|mig|[Vv]ores|[Mm]in|[Mm]it|[Mm]ine)\b")
_RESUMED = regex.compile(r",\s(?=(?:men|så|fordi|for|og)\s[^.!?]{0,80}\b(?:vi|jeg|os|vores)\b)")
_NEXT_PAGE = regex.compile(r"(?:næste|forrige|tilbage|læs mere|se mere)\b.{0,20}$", regex.IGNORECASE)
_AMOUNT = regex.compile(r"\d\s?(?:kr\b|mio|kroner|pct|procent)|\(\p{Lu}{1,3}\)$", regex.IGNORECASE)
_MOST_UNMARKED = 5
_I_OR_WE = regex.compile(r"\b(?:vi|jeg|os|mig|vores|min|mit|mine)\b", regex.IGNORECASE)
_SAME_ON = regex.compile(
    r"[.\s]{0,3}(?:Og|Men)?\s?(?:[Ff]ortsætter|[Tt]ilføjer|[Uu]ddyber|[Ss]upplerer|[Ss]lutter)\s?(?:så|også|videre)?:"
)
"""A sentence without a subject that says that the same person goes on: *…,” siger X. Og fortsætter: ”…*."""
_SOUNDS = regex.compile(r"(?:lyder|lød)\s")
_EDGES = " \t\n\u00a0" + MARKS
_CONTACTS = frozenset({"navigation", "teaser", "contact", "about", "title", "caption", "subheading", "table"})


@dataclass(frozen=True, slots=True)
class Piece:
    """Speech in one passage. ``cue`` is its own; ``leads`` says that the cue stands before it. ``opens`` and
    ``closes`` say that nothing but the quote and its cue stands before and after it in the passage."""

    passage: int
    parts: tuple[Span, ...]
    style: str
    cue: Cue | None = None
    leads: bool = False
    opens: bool = True
    closes: bool = True
    said_by: int | None = None
    """The person whom a colon before these words names, where they hold a cue of their own too."""

    @property
    def awaited(self) -> bool:
        """Whether the next dash line goes on with it: a dash line that names nobody yet, or one that ends in the
        colon of its cue (*…, siger X og fortsætter:*)."""
        return self.closes and (self.cue.colon and not self.leads if self.cue is not None else self.style == "dash")


@dataclass(frozen=True, slots=True)
class Speech:
    """Finds speech in passages; made once by :func:`compile_speech`."""

    cues: Cues
    first_person: regex.Pattern[str]
    finite: regex.Pattern[str]
    named: regex.Pattern[str]

    def pieces(
        self, text: str, number: int, passage: Passage, people: People, *, led: bool, closes_open: bool = False
    ) -> tuple[Piece, ...]:
        """The speech of a passage; ``led`` says that the passage before ends in a speaker's cue, ``closes_open``
        that a mark opened in a passage above is closed in this one."""
        if passage.kind in _CONTACTS or (passage.block is not None and passage.block.cells):
            return ()
        low, high = passage.start, passage.end
        element = passage.block.element if passage.block is not None else None
        if passage.kind == "quote_box" or (
            element is not None and any(e.tag == "blockquote" for e in element.ancestors())
        ):
            return self._block(text, number, passage, people)
        dash = _DASH.match(text, low, high)
        if dash is not None:
            return tuple(self._dashed(text, number, passage, dash.end(), people, led=led))
        return tuple(self._marked(text, number, passage, people, led=led, closes_open=closes_open))

    def like_speech(self, stretch: str) -> bool:
        """Whether words without a cue read like something said: a sentence, not a name or an item."""
        if len(stretch) > 4_000:
            stretch = stretch[:4_000]
        words = stretch.count(" ") + 1
        bare = stretch.rstrip(_EDGES)
        ends = bare.endswith((".", "!", "?", "…"))
        if _AMOUNT.search(stretch) and words < 12 and not self.first_person.search(stretch):
            return False
        if self.first_person.search(stretch):
            return words >= 3 and (ends or words >= 5)
        return words >= 5 and ends and self.finite.search(stretch) is not None

    def unmarked(self, text: str, number: int, passage: Passage, people: People) -> Piece | None:
        """A paragraph without any mark that is speech all the same: it says *vi* or *jeg*, ends in the cue of a named
        speaker (*…, udtaler X, formand for Y*), and names nobody before it."""
        if (
            passage.kind not in {"body", "lead", "quote_box"}
            or passage.item is not None
            or len(passage.sentences) > _MOST_UNMARKED
        ):
            return None
        low = passage.sentences[-1][0] if passage.sentences else passage.end
        cue = self.cues.within(text, low, passage, people)
        if cue is None or cue.who != "person" or cue.colon or text[cue.end : passage.end].strip(" ."):
            return None
        if cue.start == low or text[: cue.start].rstrip()[-1:] != "," or people.between(passage.start, cue.start):
            return None
        speaking = next((start for start, end in passage.sentences if _I_OR_WE.search(text, start, end)), None)
        if speaking is None or speaking >= cue.start:
            return None
        part = _trim(text, passage.start, cue.start)
        return Piece(number, (part,), "plain", cue) if part is not None else None

    def _sentence(self, stretch: str) -> bool:
        """Whether a line is a sentence, which is enough right after a speaker's colon."""
        ends = stretch.rstrip(_EDGES).endswith((".", "!", "?", "…"))
        blanks = stretch.count(" ")
        return ends and (blanks >= 3 or (blanks >= 2 and self.finite.search(stretch) is not None))

    def _block(self, text: str, number: int, passage: Passage, people: People) -> tuple[Piece, ...]:
        low = passage.start
        dash = _DASH.match(text, low, passage.end)
        low = dash.end() if dash else low
        cue = self.cues.within(text, low, passage, people)
        part = _trim(text, low, cue.start if cue else passage.end)
        if part is None or text.count(" ", *part) < 2:
            return ()
        return (Piece(number, (part,), "block", cue),)

    def _dashed(
        self, text: str, number: int, passage: Passage, low: int, people: People, *, led: bool
    ) -> Iterator[Piece]:
        """A line that opens with a dash, split at further dashes that open speech."""
        whole = text[low : passage.end]
        if _NEXT_PAGE.match(whole) and len(whole) < 60:
            return
        bounds = [low]
        bounds += [m.end() for m in _INNER_DASH.finditer(text, low, passage.end)]
        ends = [m.start() for m in _INNER_DASH.finditer(text, low, passage.end)] + [passage.end]
        item = passage.item is not None or passage.kind == "fact_box"
        first, joined = True, False
        for start, end in zip(bounds, ends, strict=True):
            made = list(self._segment(text, number, passage, start, end, people, opens=first or joined))
            if not any(piece.cue for piece in made) and first:
                stretch = text[start:end]
                if (item and not led) or not (self.like_speech(stretch) or (led and self._sentence(stretch))):
                    return
                if not led and not stretch.rstrip(_EDGES).endswith((".", "!", "?", "…", ":", ",")):
                    return  # an item of a list, with a word in the first person in it
            yield from made
            first, joined = False, bool(made) and made[-1].closes

    def _segment(
        self, text: str, number: int, passage: Passage, low: int, high: int, people: People, *, opens: bool
    ) -> Iterator[Piece]:
        """Speech from ``low`` with its cues to ``high``: the words before a cue, and what goes on after it."""
        for _ in range(12):
            cue = self.cues.within(text, low, passage, people)
            if cue is not None and cue.start >= high:
                cue = None
            if cue is not None and cue.person is not None:
                resumed = _RESUMED.search(text, people.mentions[cue.person].end, min(cue.end, high))
                if resumed is not None:
                    cue = _cut(cue, resumed.start())
            part = _trim(text, low, cue.start if cue else high)
            if part is None:
                return
            if cue is None:
                yield Piece(number, (part,), "dash", None, opens=opens)
                return
            rest = text[cue.end : high].strip(" ,")
            goes_on = bool(rest) and (cue.colon or self.first_person.search(rest) is not None)
            yield Piece(number, (part,), "dash", cue, opens=opens, closes=goes_on or not rest.strip(". -–—" + MARKS))
            if not goes_on:
                return
            opens, low = True, cue.end + (len(text[cue.end : high]) - len(text[cue.end : high].lstrip(" ,-–—")))

    def _marked(
        self, text: str, number: int, passage: Passage, people: People, *, led: bool, closes_open: bool
    ) -> Iterator[Piece]:
        """Speech between marks, or after a colon, in a passage that opens with no dash."""
        low, high = passage.start, passage.end
        stretches = marked(text, low, high)
        dash = _COLON_DASH.search(text, low, high)
        if dash is not None and (not stretches or dash.start() < stretches[0].start):
            cue = self.cues.before(text, dash.start() + 1, passage, people)
            if cue is not None:
                made = list(self._segment(text, number, passage, dash.end(), high, people, opens=False))
                for at, piece in enumerate(made):
                    own = piece.cue or (cue if at == 0 else None)
                    yield Piece(number, piece.parts, "dash", own, piece.cue is None, at > 0, piece.closes, cue.person)
                return
        if not stretches:
            inner = list(self._after_dash(text, number, passage, people))
            if inner:
                yield from inner
                return
        past = low
        any_speech = False
        for at, stretch in enumerate(stretches):
            following = stretches[at + 1].outer[0] if at + 1 < len(stretches) else high
            one = self._stretch(text, number, passage, stretch, past, following, people, led=led, more=any_speech)
            if one is None and closes_open and not stretch.opened:
                after = text[stretch.outer[1] : following].strip(" .")
                part = _trim(text, stretch.start, stretch.end)
                one = Piece(number, (part,), "marks", closes=not after) if part is not None else None
            if one is None:
                continue
            any_speech = True
            past = max(one.cue.end if one.cue is not None else 0, stretch.outer[1])
            yield one
        if any_speech or stretches:
            return
        colon = _COLON_SPEECH.search(text, low, high)
        if colon is not None:
            cue = self.cues.before(text, colon.start() + 1, passage, people)
            rest = _trim(text, colon.end(), high)
            if cue is None or cue.who == "nobody" or rest is None:
                return
            if self.first_person.search(text, *rest) if cue.verb else _WE.match(text, *rest):
                yield Piece(number, (rest,), "plain", cue, leads=True, opens=False)

    def _after_dash(self, text: str, number: int, passage: Passage, people: People) -> Iterator[Piece]:
        """Speech with a dash inside a passage that begins with narration: *Broen er klar. – Nu går vi, siger X.*"""
        bounds = [dash.end() for dash in _INNER_DASH.finditer(text, passage.start, passage.end)]
        for at, low in enumerate(bounds):
            high = bounds[at + 1] if at + 1 < len(bounds) else passage.end
            stop = high if high == passage.end else text.rfind(" ", low, high - 1)
            made = list(self._segment(text, number, passage, low, stop, people, opens=False))
            own = made[0].cue if made else None
            if own is not None and (own.who != "nobody" or _SOUNDS.match(text, own.start) is not None):
                yield from made

    def _stretch(
        self,
        text: str,
        number: int,
        passage: Passage,
        stretch: Marked,
        past: int,
        following: int,
        people: People,
        *,
        led: bool,
        more: bool,
    ) -> Piece | None:
        low, high = passage.start, passage.end
        start, end = stretch.start, stretch.end
        cue: Cue | None
        if not stretch.closed:
            cue = self.cues.within(text, start, passage, people)
            end = cue.start if cue is not None else high
        else:
            cue = self.cues.following(text, stretch.outer[1], passage, people)
            if cue is not None and cue.start >= following:
                cue = None
        part = _trim(text, start, end)
        if part is None:
            return None
        outer_end = stretch.outer[1] if stretch.closed else end
        before = text[max(past, stretch.outer[0] - 200) : stretch.outer[0]].strip(" .,;-–—")
        opens = not before or not stretch.opened
        after = text[outer_end:following].strip(" .,;!?-–—" + MARKS)
        words = text.count(" ", *part) + 1
        if cue is not None:
            if not stretch.opened and text[low : part[0]].strip():
                return None
            named = self.named.search(text, max(low, stretch.outer[0] - 40), stretch.outer[0]) if words < 5 else None
            if named is not None and named.end() >= stretch.outer[0] - 1:
                return None
            rest = text[cue.end : following].strip(" .-–—" + MARKS)
            goes_on = not rest or _SAME_ON.fullmatch(rest) is not None
            return Piece(number, (part,), "marks", cue, False, opens, goes_on)
        if not stretch.opened:
            return None
        lead = text[:0]
        colon = stretch.outer[0]
        while colon > past and text[colon - 1] in " -–—":
            colon -= 1
        # A colon that ends the cue of the words before («…, siger X og tilføjer: »…») is that cue's.
        if colon > past and text[colon - 1] == ":":
            if more and _SAME_ON.fullmatch(text, past, colon):
                return Piece(number, (part,), "marks", None, False, True, not after)
            cue = self.cues.before(text, colon, passage, people)
            if cue is not None and (cue.who != "nobody" or words >= 4):
                return Piece(number, (part,), "marks", cue, True, False, not after)
            lead = text[max(low, colon - 80) : colon]
        behind = self.cues.behind(text, _skip(text, outer_end, high), passage, people)
        if behind is not None and opens and words >= 2:
            return Piece(number, (part,), "marks", behind, False, opens, not text[behind.end : following].strip(" ."))
        if opens and stretch.closed and following == high and words >= 3:
            signed = self.cues.signs(text, _skip(text, outer_end, high), high, people)
            if signed is not None:
                return Piece(number, (part,), "marks", signed, False, opens)
        stretch_text = text[part[0] : part[1]]
        sentence = abs(sentence_at(passage, stretch.start)[0] - stretch.outer[0]) <= 3
        if self.named.search(text[max(low, stretch.outer[0] - 40) : stretch.outer[0]]):
            return None
        broken = not stretch.closed and words >= 5 and self.finite.search(stretch_text) is not None
        said = (
            broken
            or self.like_speech(stretch_text)
            or (words >= 6 and (led or bool(self.first_person.search(stretch_text))))
        )
        # «…,« siger X. »Den holdt et kvarter.«: after words spoken a sentence of its own between marks is more of them.
        whole = more and stretch_text[:1].isupper() and stretch_text.rstrip(_EDGES).endswith((".", "!", "?", "…"))
        # «Det er», siger X, «en stor dag.»: and words in small letters after the cue's comma go on with its sentence.
        whole = whole or (more and words > 1 and text[stretch.outer[1] : following].strip() in {".", "!"} and sentence)
        whole = whole or (more and stretch_text[:1].islower() and text[: stretch.outer[0]].endswith((", ", ",")))
        if opens and not after and (said or whole or (led and words >= 3)):
            return Piece(number, (part,), "marks", None, False, opens, closes=True)
        if (opens or sentence or lead) and said and stretch_text[:1].isupper() and words >= 3:
            return Piece(number, (part,), "marks", None, False, opens, not after)
        return None


def _cut(cue: Cue, end: int) -> Cue:
    return Cue(cue.start, end, cue.who, cue.person, cue.title, cue.organisation, cue.colon, cue.verb)


def _skip(text: str, at: int, high: int) -> int:
    while at < high and text[at] in " .,;" + MARKS:
        at += 1
    return at


def _trim(text: str, low: int, high: int) -> Span | None:
    """The words spoken in ``low:high``, without marks around, dash, and the comma before the cue."""
    while low < high and (text[low].isspace() or text[low] in MARKS or text[low] in "-–—−"):
        if text[low] in MARKS and text[low + 1 : high].count(text[low]) > 1 and text[low - 1 : low].isalnum():
            break
        low += 1
    while high > low and (text[high - 1].isspace() or text[high - 1] in MARKS + ",–—"):
        high -= 1
    # «…”.» leaves the full stop outside the marks, and a nested closing mark belongs to the words.
    inner = text[low:high]
    for opener, closer in (
        ("»", "«"),
        ("”", "”"),
        ("“", "”"),
        ("’", "’"),
        ("'", "'"),
        ('"', '"'),
        ("‘", "’"),
        ("„", "“"),
    ):
        lost = inner.count(opener) - inner.count(closer) if opener != closer else inner.count(opener) % 2
        if lost > 0 and high < len(text) and text[high] == closer and opener != "'":
            if closer not in "'’" or regex.search(rf"(?<!\p{{L}}){opener}", inner):
                high += 1
            break
    return (low, high) if high - low > 1 else None


def compile_speech(patterns: Patterns, cues: Cues) -> Speech:
    """The finder of ``patterns`` (quotes.toml)."""
    words = patterns.words
    names = "|".join(map(regex.escape, sorted(words["quotes.name_nouns"].words, key=lambda w: (-len(w), w))))
    return Speech(
        cues=cues,
        first_person=words["quotes.first_person"].expression,
        finite=regex.compile(
            rf"{words['quotes.finite_verbs'].expression.pattern}|(?<!\p{{L}})(?:man|det|der|den|de|han|hun|vi|jeg)\s\p{{L}}{{2,15}}r(?!\p{{L}})",
            regex.IGNORECASE,
        ),
        named=regex.compile(rf"(?<!\p{{L}})(?:{names})\s?:?\s?$", regex.IGNORECASE),
    )
