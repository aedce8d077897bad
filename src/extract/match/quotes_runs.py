"""Runs of speech: the pieces of one or more passages with nothing told between them, and the cues around them."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.match.quotes_cues import Cue, Cues
from extract.match.quotes_marks import marked
from extract.match.quotes_pieces import Piece, Speech
from extract.match.quotes_speakers import Scene
from extract.patterns import Phrase
from extract.records.document import Article, Passage
from extract.records.release import Span

_BETWEEN = frozenset({"caption"})
_RUNNING = frozenset({"body", "lead", "quote_box"})
_MOST_OPEN = 8
"""Passages that one pair of marks may stand around."""


@dataclass(slots=True)
class Run:
    """Pieces of speech with no narration between, and the cues around them."""

    pieces: list[Piece]
    lead: Cue | None = None
    behind: Cue | None = None
    signed: int | None = None
    signature: Span | None = None
    follows: Run | None = None
    """The run that this one goes on with: its lead (*Hun tilføjer:*) stands right behind that one's last cue."""
    revealed: int | None = None
    """The person whom the next sentence puts to an office: *…, siger formanden.* and *Det er X, der …*."""
    introduced: int | None = None
    """The person whom the next passage begins with and brings in: *X, direktør i Y, har svært ved …*."""


@dataclass(slots=True)
class RunReader:
    """Reads an article from top to bottom; one for each article."""

    scene: Scene
    speech: Speech
    cues: Cues
    leads: tuple[Phrase, ...]
    runs: list[Run] = field(default_factory=list)
    current: Run | None = None
    """The run that the next speech may go on with."""
    parted: Run | None = None
    """The run that only a subheading parts from what comes next."""
    lead: Cue | None = None
    """The speaker whom the passage before names with a colon."""
    carried: Run | None = None
    """The run whose own passage ends in ``lead``."""
    previous: Passage | None = None

    def read(self) -> list[Run]:
        article = self.scene.article
        lists = _dash_lists(article, self.cues, self.scene)
        inside = _open_marks(article, self.cues, self.scene)
        for number, passage in enumerate(article.passages):
            if passage.kind in _BETWEEN and not self._signs_figure(passage):
                continue  # a picture's text between two paragraphs interrupts nobody
            if self._signed(passage):
                continue
            pieces = () if number in lists else self._pieces(number, passage, inside.get(number))
            if pieces:
                self._spoken(passage, pieces)
            elif not self._pulled(number, passage):
                self._told(passage)
            self.previous = passage
        return self.runs

    def _pieces(self, number: int, passage: Passage, inside: str | None) -> tuple[Piece, ...]:
        text, people = self.scene.article.text, self.scene.people
        if inside == "whole":
            return (Piece(number, ((passage.start, passage.end),), "marks"),)
        waited = self.current is not None and self.current.pieces[-1].awaited
        led = (self.lead is not None and self.lead.who != "nobody") or waited or self._cue_below(number)
        pieces = self.speech.pieces(text, number, passage, people, led=led, closes_open=inside == "closing")
        return pieces or self._plain(number, passage)

    def _cue_below(self, number: int) -> bool:
        """Whether the next passage is the rest of this one's sentence: *siger X.* after a lost line break."""
        passages = self.scene.article.passages
        following = passages[number + 1] if number + 1 < len(passages) else None
        return following is not None and self._broken_off(following) is not None

    def _broken_off(self, passage: Passage) -> Cue | None:
        text = self.scene.article.text
        if not text[passage.start].islower() or passage.kind not in _RUNNING:
            return None
        return self.cues.following(text, passage.start, passage, self.scene.people)

    def _spoken(self, passage: Passage, pieces: tuple[Piece, ...]) -> None:
        self.parted = None
        for piece in pieces:
            said_by = (piece.said_by, piece.cue.person if piece.cue is not None else None)
            self.scene.speakers.update(number for number in said_by if number is not None)
            pulled_out = self.current is not None and self.current.pieces[-1].style == "block" != piece.style
            if self.current is None or not piece.opens or not self.current.pieces[-1].closes or pulled_out:
                self._open(piece, first=piece is pieces[0])
            if self.current is not None:
                self.current.pieces.append(piece)
        last = pieces[-1]
        self.lead = self.carried = None
        if not last.closes:
            text = self.scene.article.text
            self.lead = self.cues.before(text, passage.end, passage, self.scene.people)
            if (
                self.lead is not None
                and last.cue is not None
                and not text[last.cue.end : self.lead.start].strip(" .!?")
            ):
                self.carried = self.current
            self.current = None

    def _open(self, piece: Piece, *, first: bool) -> None:
        """Begin a run: its lead is the colon before it, else what the sentence before says of somebody."""
        lead = self.lead if first and piece.opens else None
        follows = self.carried if lead is not None else None
        if lead is None and first and piece.opens and self.current is None and self.previous is not None:
            lead = self.scene.lead(self.previous, self.leads)
        self.current = Run([], lead, follows=follows)
        self.runs.append(self.current)

    def _told(self, passage: Passage) -> None:
        """A passage without speech: it ends the run, names its speaker (*Det siger X*), or leads to the next."""
        text, people = self.scene.article.text, self.scene.people
        asked, self.parted = self.current or self.parted, None
        if asked is not None and passage.kind == "subheading":
            self.parted = asked
        elif asked is not None:
            asked.behind = self.cues.behind(text, passage.start, passage, people) or self._broken_off(passage)
            asked.revealed = self.cues.reveals(text, passage.start, passage, people)
            asked.introduced = self.scene.introduced(passage)
        self.current = self.carried = None
        self.lead = self.cues.before(text, passage.end, passage, people)
        if self.lead is not None and self.lead.person is not None:
            self.scene.speakers.add(self.lead.person)

    def _signed(self, passage: Passage) -> bool:
        """Whether the passage is the line that signs the quote above it."""
        run = self.current
        if run is None or run.pieces[-1].cue is not None or not run.pieces[-1].closes:
            return False
        signed = self.scene.signature(passage)
        lead = (
            run.lead
            if run.lead is not None and run.lead.colon and run.lead.who not in {"nobody", "organisation"}
            else None
        )
        if signed is None or (lead is not None and not self._same(lead, signed)):
            return False  # after «Hun siger:» a name on its own line is the next heading
        run.signed, run.signature = signed, (passage.start, passage.end)
        self.current, self.lead, self.previous = None, None, passage
        return True

    def _same(self, lead: Cue, person: int) -> bool:
        return lead.person is not None and self.scene.people.key(lead.person) == self.scene.people.key(person)

    def _signs_figure(self, passage: Passage) -> bool:
        """Whether a caption stands in one figure with the block quote before it: then it names the speaker."""
        if self.current is None or self.previous is None or self.current.pieces[-1].style != "block":
            return False
        figures = [
            {e for e in p.block.element.ancestors() if e.tag == "figure"} if p.block and p.block.element else set()
            for p in (passage, self.previous)
        ]
        return bool(figures[0] & figures[1])

    def _pulled(self, number: int, passage: Passage) -> bool:
        """Whether the passage is the line that signs the paragraph before it, which speaks in the first person
        without marks; then that is a run."""
        previous, people = self.previous, self.scene.people
        if self.current is not None or previous is None or previous.kind != passage.kind:
            return False
        if previous.item is not None or previous.kind not in {"body", "quote_box"}:
            return False
        signed = self.scene.signature(passage)
        if signed is None or (people.mentions[signed].title is None and people.mentions[signed].party is None):
            return False
        said = self.scene.article.text[previous.start : previous.end]
        if said[0] in "-–—−" or people.between(previous.start, previous.end):
            return False
        if not (self.speech.like_speech(said) and self.speech.first_person.search(said)):
            return False
        piece = Piece(number - 1, ((previous.start, previous.end),), "plain")
        self.runs.append(Run([piece], signed=signed, signature=(passage.start, passage.end)))
        self.lead = None
        return True

    def _plain(self, number: int, passage: Passage) -> tuple[Piece, ...]:
        """A paragraph with no mark at all, after *X udtaler:* or with its own cue: speech if it speaks in the first
        person."""
        text, people, lead = self.scene.article.text, self.scene.people, self.lead
        if lead is None or not lead.verb:
            own = self.speech.unmarked(text, number, passage, people)
            return () if own is None else (own,)
        if lead.who not in {"person", "he", "she", "role"} or passage.kind not in {"body", "lead"}:
            return ()
        if passage.item is not None or not self.speech.first_person.search(text, passage.start, passage.end):
            return ()
        if people.between(passage.start, passage.end) and self.cues.verb.search(text, passage.start, passage.end):
            return ()
        return (Piece(number, ((passage.start, passage.end),), "plain"),)


def _dash_lists(article: Article, cues: Cues, scene: Scene) -> frozenset[int]:
    """The numbers of the passages that are items of a list with dashes: lines of one paragraph, two or more
    in a row, none with a cue of its own (*- Ring 114, hvis du har set noget.*)."""
    found: set[int] = set()
    row: list[int] = []

    def spoken(number: int) -> bool:
        passage = article.passages[number]
        return cues.within(article.text, passage.start, passage, scene.people) is not None

    for number, passage in enumerate((*article.passages, None)):
        dashed = passage is not None and article.text[passage.start] in "-–—−•*"
        if dashed and passage is not None and row and article.passages[row[-1]].group == passage.group:
            row.append(number)
            continue
        if len(row) > 1 and not any(map(spoken, row)):
            found.update(row)
        row = [number] if dashed else []
    return frozenset(found)


def _open_marks(article: Article, cues: Cues, scene: Scene) -> dict[int, str]:
    """Of quotes over several passages with one mark before and one behind them all, the passages between
    (``whole``) and the last (``closing``)."""
    text = article.text
    found: dict[int, str] = {}
    opened: int | None = None
    for number, passage in enumerate(article.passages):
        if passage.kind in _BETWEEN:
            continue
        if passage.kind not in _RUNNING or passage.item is not None:
            opened = None
            continue
        stretches = marked(text, passage.start, passage.end)
        if opened is not None and stretches and not stretches[0].opened:
            found |= dict.fromkeys(range(opened + 1, number), "whole") | {number: "closing"}
        if stretches or (opened is not None and number - opened >= _MOST_OPEN):
            opened = None
        if stretches and not stretches[-1].closed:
            last = stretches[-1]
            before = text[passage.start : last.outer[0]].rstrip()
            cue = cues.within(text, last.start, passage, scene.people)
            opened = number if cue is None and (not before or before[-1] in ".!?:") else None
    return found
