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
from extract.match.quotes_runs import Run, RunReader
from extract.match.quotes_speakers import Scene
from extract.patterns import Patterns, Phrase
from extract.records.document import Article
from extract.records.mentions import PersonMention, QuoteMention
from extract.records.release import Attribution, Span

_MAX_PULLED = 100
_LETTERS = regex.compile(r"[\p{L}\d]+")


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
    run: Run | None = None


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
        runs = RunReader(scene, self.speech, self.cues, self.leads).read()
        quotes = [quote for run in runs for quote in self._join(run, scene)]
        scene.spoken = Covered.of(part for quote in quotes for piece in quote.pieces for part in piece.parts)
        out: list[QuoteMention] = []
        alone: set[int] = set()
        previous: _Quote | None = None
        for quote in _without_pulled(quotes, article.text):
            mention = self._attribute(quote, scene)
            if previous is not None and _goes_on(previous, quote, index):
                out[-1] = _joined(out[-1], mention)
            else:
                if quote.cue is None and all(piece.opens and piece.closes for piece in quote.pieces):
                    alone.add(len(out))
                out.append(mention)
            previous = quote
        _give_to_only_speaker(out, alone, index)
        taken = [part for mention in out for part in mention.parts]
        taken += [
            mention.cue
            for mention in out
            if mention.cue is not None and mention.attribution in {"after", "pronoun", "role"}
        ]
        out.extend(indirect(scene, self.cues, article.passages, taken))
        return tuple(sorted(out, key=lambda mention: (mention.parts[0], not mention.direct)))

    def _join(self, run: Run, scene: Scene) -> list[_Quote]:
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
            elif (
                quote is quotes[-1]
                and run.introduced is not None
                and not scene.spoke_before(quote.pieces[0].parts[0][0])
            ):
                # A release that opens with somebody's words, and then says who that is.
                quote.speaker, quote.attribution = run.introduced, "next_paragraph"
                quote.confidence, quote.rule = 0.6, "quotes.next_paragraph"
        return quotes

    def _attribute(self, quote: _Quote, scene: Scene) -> QuoteMention:
        cue = quote.cue
        title, organisation = None, None
        if cue is not None:
            quote.cue_span = (cue.start, cue.end)
            at: Attribution = quote.attribution if quote.attribution != "none" else "before" if quote.leads else "after"
            if cue.who == "person":
                quote.speaker, quote.attribution = cue.person, at
                if cue.signs:
                    quote.attribution = at = "signature"
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


def _give_to_only_speaker(mentions: list[QuoteMention], alone: set[int], people: People) -> None:
    """Where one person alone speaks in a release, passages of speech that name nobody (``alone``) and come later are
    that person's too."""
    keys = {people.key(mention.speaker) for mention in mentions if mention.speaker is not None}
    if len(keys) != 1:
        return
    first = next(number for number, mention in enumerate(mentions) if mention.speaker is not None)
    for number in alone:
        if number > first and mentions[number].speaker is None:
            mentions[number] = replace(mentions[number], speaker=mentions[first].speaker)


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
