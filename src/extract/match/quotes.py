"""Quotes: the words spoken, who spoke them, and by which rule that is known.

Three steps: the speech in each passage with its own cue (quotes_pieces), runs of speech over passages joined
into quotes, and the speaker of each from the cue beside it, the sentence before, the sentence behind, or a
signature. Where none of them names anybody the speaker stays unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from extract.match.people import PeopleMatcher, compile_people
from extract.match.people_spans import Covered
from extract.match.quotes_cues import Cue, Cues, People, compile_cues
from extract.match.quotes_indirect import indirect
from extract.match.quotes_pieces import Piece, Speech, compile_speech
from extract.match.quotes_speakers import Scene
from extract.patterns import Patterns, Phrase
from extract.records.document import Article, Passage
from extract.records.mentions import PersonMention, QuoteMention
from extract.records.release import Attribution, Span

_MAX_PULLED = 100
_LETTERS = regex.compile(r"[\p{L}\d]+")
_BETWEEN = frozenset({"caption"})


@dataclass(slots=True)
class _Run:
    """Pieces of speech with no narration between, and the cues around them."""

    pieces: list[Piece]
    lead: Cue | None = None
    behind: Cue | None = None
    signed: int | None = None
    signature: Span | None = None
    follows: _Run | None = None
    """The run that this one goes on with: its lead (*Hun tilføjer:*) stands right behind that one's last cue."""
    revealed: int | None = None
    """The person whom the next sentence puts to an office: *…, siger formanden.* and *Det er X, der …*."""


@dataclass(slots=True)
class _Quote:
    pieces: list[Piece]
    cue: Cue | None = None
    leads: bool = False
    attribution: Attribution = "none"
    speaker: int | None = None
    cue_span: Span | None = None
    confidence: float = 0.6
    rule: str = "quotes.unattributed"
    run: _Run | None = None


@dataclass(frozen=True, slots=True)
class QuoteMatcher:
    """Finds quotes; made once by :func:`compile_quotes`, then only read."""

    speech: Speech
    cues: Cues
    leads: tuple[Phrase, ...]
    people: PeopleMatcher

    def find(self, article: Article, people: tuple[PersonMention, ...]) -> tuple[QuoteMention, ...]:
        """The quotes of the article in reading order, direct and indirect; direct ones never overlap.

        ``speaker`` indexes ``people``, which must be in reading order.
        """
        index = People.of(people)
        scene = Scene(article, index, self.people, self.cues.titles)
        runs = self._runs(article, scene)
        quotes = [quote for run in runs for quote in self._join(run, scene)]
        scene.spoken = Covered.of(part for quote in quotes for piece in quote.pieces for part in piece.parts)
        out: list[QuoteMention] = []
        previous: _Quote | None = None
        for quote in _without_pulled(quotes, article.text):
            mention = self._attribute(quote, scene)
            if previous is not None and _goes_on(previous, quote, index):
                out[-1] = _joined(out[-1], mention)
            else:
                out.append(mention)
            previous = quote
        _give_to_only_speaker(out, index)
        taken = [part for mention in out for part in mention.parts]
        taken += [
            mention.cue
            for mention in out
            if mention.cue is not None and mention.attribution in {"after", "pronoun", "role"}
        ]
        out.extend(indirect(scene, self.cues, article.passages, taken))
        return tuple(sorted(out, key=lambda mention: (mention.parts[0], not mention.direct)))

    def _runs(self, article: Article, scene: Scene) -> list[_Run]:
        """Speech with nothing told between, passage by passage."""
        text = article.text
        runs: list[_Run] = []
        current: _Run | None = None
        parted: _Run | None = None
        lead: Cue | None = None
        carried: _Run | None = None
        previous: Passage | None = None
        lists = self._dash_lists(article, scene)
        for number, passage in enumerate(article.passages):
            if passage.kind in _BETWEEN and not self._signs_figure(passage, previous, current):
                continue  # a picture's text between two paragraphs interrupts nobody
            signed = self._signature(passage, current, scene)
            if signed is not None and current is not None:
                current.signed, current.signature = signed, (passage.start, passage.end)
                current, lead, previous = None, None, passage
                continue
            led = (lead is not None and lead.who != "nobody") or (current is not None and current.pieces[-1].awaited)
            pieces = () if number in lists else self.speech.pieces(text, number, passage, scene.people, led=led)
            pieces = pieces or self._plain(text, number, passage, lead, scene)
            if not pieces and current is None and previous is not None:
                pulled = self._pulled(text, number, previous, passage, scene)
                if pulled is not None:
                    runs.append(pulled)
                    lead, previous = None, passage
                    continue
            if not pieces:
                # «Det siger X» names the speaker right behind the words, or behind a subheading that parts the two.
                asked, parted = current or parted, None
                if asked is not None and passage.kind == "subheading":
                    parted = asked
                elif asked is not None:
                    asked.behind = self.cues.behind(text, passage.start, passage, scene.people)
                    asked.revealed = self.cues.reveals(text, passage.start, passage, scene.people)
                current = carried = None
                lead = self.cues.before(text, passage.end, passage, scene.people)
                if lead is not None and lead.person is not None:
                    scene.speakers.add(lead.person)
                previous = passage
                continue
            parted = None
            for piece in pieces:
                scene.speakers.update(n for n in (piece.said_by, piece.cue and piece.cue.person) if n is not None)
                pulled_out = current is not None and current.pieces[-1].style == "block" != piece.style
                if current is None or not piece.opens or not current.pieces[-1].closes or pulled_out:
                    before = lead if piece is pieces[0] and piece.opens else None
                    if (
                        before is None
                        and piece is pieces[0]
                        and piece.opens
                        and current is None
                        and previous is not None
                    ):
                        before = scene.lead(previous, self.leads)
                    current = _Run([], before, follows=carried if before is not None and before is lead else None)
                    runs.append(current)
                current.pieces.append(piece)
            lead = carried = None
            last = pieces[-1]
            if not last.closes:
                lead = self.cues.before(text, passage.end, passage, scene.people)
                told = (
                    text[last.cue.end : lead.start].strip(" .!?") if lead is not None and last.cue is not None else "?"
                )
                current, carried = None, None if told else current
            previous = passage
        return runs

    def _signs_figure(self, passage: Passage, previous: Passage | None, current: _Run | None) -> bool:
        """Whether a caption stands in one figure with the block quote before it: then it names the speaker."""
        if current is None or previous is None or current.pieces[-1].style != "block":
            return False
        figures = [
            {e for e in p.block.element.ancestors() if e.tag == "figure"} if p.block and p.block.element else set()
            for p in (passage, previous)
        ]
        return bool(figures[0] & figures[1])

    def _dash_lists(self, article: Article, scene: Scene) -> frozenset[int]:
        """The numbers of the passages that are items of a list with dashes: lines of one paragraph, two or more
        in a row, none with a cue of its own (*- Ring 114, hvis du har set noget.*)."""
        found: set[int] = set()
        row: list[int] = []
        for number, passage in enumerate((*article.passages, None)):
            dashed = passage is not None and article.text[passage.start] in "-–—−•*"
            if dashed and passage is not None and row and article.passages[row[-1]].group == passage.group:
                row.append(number)
                continue
            if len(row) > 1 and not any(self._has_cue(article, n, scene) for n in row):
                found.update(row)
            row = [number] if dashed else []
        return frozenset(found)

    def _has_cue(self, article: Article, number: int, scene: Scene) -> bool:
        passage = article.passages[number]
        return self.cues.within(article.text, passage.start, passage, scene.people) is not None

    def _signature(self, passage: Passage, current: _Run | None, scene: Scene) -> int | None:
        if current is None or current.pieces[-1].cue is not None or not current.pieces[-1].closes:
            return None
        return scene.signature(passage)

    def _pulled(self, text: str, number: int, previous: Passage, passage: Passage, scene: Scene) -> _Run | None:
        """A paragraph in the first person without marks, and under it the line that signs it."""
        if previous.kind != passage.kind or previous.item is not None or previous.kind not in {"body", "quote_box"}:
            return None
        signed = scene.signature(passage)
        if signed is None or (
            scene.people.mentions[signed].title is None and scene.people.mentions[signed].party is None
        ):
            return None
        said = text[previous.start : previous.end]
        if said[0] in "-–—−" or scene.people.between(previous.start, previous.end) or not self.speech.like_speech(said):
            return None
        if not self.speech.first_person.search(said):
            return None
        piece = Piece(number - 1, ((previous.start, previous.end),), "plain")
        return _Run([piece], signed=signed, signature=(passage.start, passage.end))

    def _plain(self, text: str, number: int, passage: Passage, lead: Cue | None, scene: Scene) -> tuple[Piece, ...]:
        """A paragraph with no mark at all, after *X udtaler:* or with its own cue: speech if it speaks in the first
        person."""
        if lead is None or not lead.verb:
            own = self.speech.unmarked(text, number, passage, scene.people)
            return () if own is None else (own,)
        if lead.who not in {"person", "he", "she", "role"} or passage.kind not in {"body", "lead"}:
            return ()
        if passage.item is not None or not self.speech.first_person.search(text, passage.start, passage.end):
            return ()
        if scene.people.between(passage.start, passage.end) and self.cues.verb.search(text, passage.start, passage.end):
            return ()
        return (Piece(number, ((passage.start, passage.end),), "plain"),)

    def _join(self, run: _Run, scene: Scene) -> list[_Quote]:
        """The quotes of a run: words without a cue belong to the next cue of the run, else to the last one."""
        people = scene.people
        quotes: list[_Quote] = []
        pending: list[Piece] = []
        for piece in run.pieces:
            last = quotes[-1] if quotes else None
            if piece.cue is None:
                same_passage = last is not None and last.pieces[-1].passage == piece.passage
                announced = last is not None and last.cue is not None and last.cue.colon and not last.leads
                if last is not None and not pending and (same_passage or announced):
                    last.pieces.append(piece)
                else:
                    pending.append(piece)
                continue
            announced = last is not None and last.cue is not None and last.cue.colon and not last.leads
            if last is not None and announced and not pending and piece.cue.who in {"he", "she"} and piece.opens:
                last.pieces.append(piece)  # «…, siger X og fortsætter:» and then «…, fortsætter han.»
                continue
            if pending and (piece.leads or (not quotes and _differ(run.lead, piece.cue, people))):
                quotes.append(_Quote(pending))
                pending = []
            goes_on = bool(pending) and not quotes and _announced(run.lead) and not piece.leads
            if goes_on and piece.cue.who in {"he", "she"}:
                quotes.append(_Quote([*pending, piece], run.lead, True))  # «X siger:» says it before «siger han» does
            else:
                quotes.append(_Quote([*pending, piece], piece.cue, piece.leads))
            pending = []
        if pending:
            if quotes and run.behind is None and run.signed is None:
                quotes[-1].pieces.extend(pending)
            else:
                quotes.append(_Quote(pending))
        for quote in quotes:
            quote.run = run
            if quote.cue is not None and not (quote is quotes[0] and run.lead is not None and scene.bare(quote.cue)):
                continue
            if quote is quotes[-1] and run.behind is not None:
                quote.cue, quote.attribution = run.behind, "next_paragraph"
            elif quote is quotes[-1] and run.signed is not None and not _names(run.lead, run.signed, people):
                quote.speaker, quote.attribution, quote.cue_span = run.signed, "signature", run.signature
                quote.confidence, quote.rule = 0.9, "quotes.signature"
            elif quote is quotes[0] and run.lead is not None:
                quote.cue, quote.leads = run.lead, True
        return quotes

    def _attribute(self, quote: _Quote, scene: Scene) -> QuoteMention:
        cue = quote.cue
        title, organisation = None, None
        if cue is not None:
            quote.cue_span = (cue.start, cue.end)
            at: Attribution = quote.attribution if quote.attribution != "none" else "before" if quote.leads else "after"
            if cue.who == "person":
                quote.speaker, quote.attribution = cue.person, at
                quote.confidence = {"after": 0.97, "before": 0.92, "next_paragraph": 0.92}.get(at, 0.9)
                if quote.leads and not (cue.colon or cue.verb):
                    quote.confidence = 0.75
            elif cue.who in {"he", "she"}:
                quote.speaker, quote.confidence = scene.pronoun(cue.who, cue.start)
                quote.attribution = scene.by_pronoun(quote.speaker, cue, leads=quote.leads)
            elif cue.who == "role":
                quote.speaker, quote.confidence = scene.role(cue)
                if quote.speaker is None and quote.run is not None and quote.run.revealed is not None:
                    quote.speaker, quote.confidence = quote.run.revealed, 0.85
                title, organisation = cue.title, cue.organisation
                quote.attribution = "role" if cue.verb else "before" if quote.speaker is not None else "none"
            elif cue.who == "organisation" and self.people.gender(cue.organisation or "") is not None:
                quote.attribution, quote.confidence = "none", 0.5  # a given name that the release explains nowhere
            elif cue.who == "organisation":
                organisation, quote.attribution, quote.confidence = cue.organisation, at, 0.7
            else:
                quote.attribution, quote.confidence = "none", 0.6
            quote.rule = f"quotes.{quote.attribution}" if quote.attribution != "none" else "quotes.unattributed"
            if cue.who == "person" and cue.person is not None:
                scene.speakers.add(cue.person)
        parts = tuple(sorted(part for piece in quote.pieces for part in piece.parts))
        if any(piece.style == "plain" for piece in quote.pieces):
            quote.confidence = min(quote.confidence, 0.7)
        return QuoteMention(
            parts,
            True,
            quote.speaker,
            title,
            organisation,
            quote.cue_span,
            quote.attribution,
            quote.rule,
            quote.confidence,
        )


def _announced(lead: Cue | None) -> bool:
    """Whether the passage before ends in a named speaker's colon: *Direktør X siger:*."""
    return lead is not None and lead.colon and lead.person is not None


def _names(lead: Cue | None, person: int, people: People) -> bool:
    """Whether a colon before the words named the person who signs below them."""
    named = lead.person if lead is not None and _announced(lead) else None
    return named is not None and people.key(named) == people.key(person)


def _goes_on(previous: _Quote, quote: _Quote, people: People) -> bool:
    """Whether the same person goes on with nothing told between: *…, siger X.* and *…, tilføjer hun.*"""
    if previous.speaker is None or quote.speaker is None or previous.run is None or quote.run is None:
        return False
    if people.key(previous.speaker) != people.key(quote.speaker) or "block" in {
        quote.pieces[0].style,
        previous.pieces[0].style,
    }:
        return False
    if quote.run is previous.run:
        return not quote.leads and quote.attribution in {"after", "pronoun", "role"}
    return quote.run.follows is previous.run


def _give_to_only_speaker(mentions: list[QuoteMention], people: People) -> None:
    """Where one person alone speaks in a release, words after narration that name nobody are that person's too."""
    keys = {people.key(mention.speaker) for mention in mentions if mention.speaker is not None}
    if len(keys) != 1:
        return
    first = next(number for number, mention in enumerate(mentions) if mention.speaker is not None)
    for number in range(first + 1, len(mentions)):
        mention = mentions[number]
        if mention.speaker is None and mention.cue is None and mention.attribution == "none":
            mentions[number] = replace(mention, speaker=mentions[first].speaker)


def _joined(first: QuoteMention, second: QuoteMention) -> QuoteMention:
    sure = min(first.confidence, second.confidence)
    return replace(first, parts=tuple(sorted((*first.parts, *second.parts))), confidence=sure)


def _without_pulled(quotes: Sequence[_Quote], text: str) -> list[_Quote]:
    """``quotes`` without block quotes that only repeat words of another: the page shows them twice, nobody said
    them twice."""
    blocks = [quote for quote in quotes if all(piece.style in {"block", "plain"} for piece in quote.pieces)]
    if not blocks or len(blocks) > _MAX_PULLED:
        return list(quotes)
    said = {id(quote): _spoken(quote, text) for quote in quotes}
    kept = [quote for quote in quotes if quote not in blocks]
    for quote in blocks:
        if not any(said[id(quote)] in said[id(other)] for other in kept):
            kept.append(quote)
    return sorted(kept, key=lambda quote: quote.pieces[0].parts[0])


def _spoken(quote: _Quote, text: str) -> str:
    parts = (text[start:end] for piece in quote.pieces for start, end in piece.parts)
    return " ".join(_LETTERS.findall(" ".join(parts).casefold()))


def _differ(lead: Cue | None, cue: Cue, people: People) -> bool:
    """Whether the sentence before names somebody else than the cue does."""
    if lead is None or lead.person is None or cue.person is None:
        return False
    return people.key(lead.person) != people.key(cue.person)


def compile_quotes(patterns: Patterns) -> QuoteMatcher:
    """The matcher of ``patterns`` (quotes.toml, people.toml, given_names.csv, parties.csv)."""
    cues = compile_cues(patterns)
    phrases: Sequence[Phrase] = (*patterns.group("quotes.attitude"), *patterns.group("quotes.lead"))
    return QuoteMatcher(compile_speech(patterns, cues), cues, tuple(phrases), compile_people(patterns))
