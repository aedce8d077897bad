"""One document through all stages: ingest → segment → match → assemble → check."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Literal

from extract.assemble import assemble
from extract.assemble.confidence import Shares, calibrated, compile_confidence
from extract.check import check, compile_checks
from extract.ingest import MAX_BYTES, Hints, IngestFailure, ingest
from extract.match.dates import DateMatcher, compile_dates
from extract.match.entities import SHIPPED, EntityMention, SpacyEntities
from extract.match.money import MoneyMatcher, compile_money
from extract.match.organisations import OrganisationMatcher, compile_organisations
from extract.match.people import PeopleMatcher, compile_people
from extract.match.places import PlaceMatcher, compile_places
from extract.match.places_ground import Ground, compile_ground
from extract.match.projects import ProjectMatcher, compile_projects
from extract.match.quotes import QuoteMatcher, compile_quotes
from extract.match.tagging.tagger import Tagger, shipped
from extract.patterns import Patterns, load
from extract.records.document import Article, Document, Passage
from extract.records.mentions import Mentions, PersonMention, ProjectsTold
from extract.records.release import Check, ExtractorInfo, Release, SourceFormat
from extract.segment import Segmented, Segmenter, compile_segmenter
from extract.values.names import is_committee

DANISH = frozenset({"da", None})
_MOST_CONTACT_LINES = 500
MOST_MINED = 100_000
"""Characters of an article that are searched: some twenty times a long release."""


class ExtractError(ValueError):
    """A source that gives no release. ``str()`` is one line that names it, the reason and the mend."""

    def __init__(self, failure: IngestFailure) -> None:
        super().__init__(f"{failure.uri}: {failure.reason}")
        self.failure = failure


@dataclass(frozen=True, slots=True, eq=False)
class _Stages:
    """Everything that is made once from the patterns and used for each document."""

    patterns: Patterns
    segmenter: Segmenter
    money: MoneyMatcher
    dates: DateMatcher
    places: PlaceMatcher
    ground: Ground
    organisations: OrganisationMatcher
    people: PeopleMatcher
    quotes: QuoteMatcher
    projects: ProjectMatcher
    entities: Callable[[Article], tuple[EntityMention, ...]]
    shares: Shares
    info: ExtractorInfo
    tagger: Tagger | None = None


class Extractor:
    """The pipeline, made once and used for many releases.

    ``model`` is the Danish spaCy pipeline whose entities help the rules: the shipped one, or an installed one by its
    name or path; None works by rules alone. ``tagger`` finds names of projects beside the rules: the shipped one comes
    with the shipped model, None goes without. ``patterns`` is a folder of patterns in place of the shipped one. Making
    one takes about a second; PatternError or EntityModelError say what cannot be used.
    """

    def __init__(
        self,
        *,
        model: str | None = SHIPPED,
        patterns: Path | None = None,
        max_bytes: int = MAX_BYTES,
        tagger: Tagger | Literal["shipped"] | None = "shipped",
    ) -> None:
        loaded = load(patterns)
        self._max_bytes = max_bytes
        # A model that cannot be used, or a list that the checks lack, fails here and not at every document.
        entities = SpacyEntities(model) if model else None
        named = entities.name if entities else None
        compile_checks(loaded)
        self._stages = _Stages(
            loaded,
            compile_segmenter(loaded),
            compile_money(loaded),
            compile_dates(loaded),
            compile_places(loaded),
            compile_ground(loaded),
            compile_organisations(loaded),
            compile_people(loaded),
            compile_quotes(loaded),
            compile_projects(loaded),
            entities or _no_entities,
            compile_confidence(loaded),
            ExtractorInfo(version=version("press-extract"), patterns=loaded.digest, model=named),
            (shipped() if model == SHIPPED else None) if tagger == "shipped" else tagger,
        )

    @property
    def info(self) -> ExtractorInfo:
        """Version, patterns and model, as they stand in every record."""
        return self._stages.info

    @property
    def patterns(self) -> Patterns:
        """The patterns that it reads by."""
        return self._stages.patterns

    def read(
        self, data: bytes, *, uri: str, format: SourceFormat | None = None, hints: Hints | None = None
    ) -> Iterator[Release | IngestFailure]:
        """The releases in ``data`` in their order, and a failure for each entry that is none. Never raises on input.

        ``format`` overrules what the bytes look like; ``hints`` are facts that stand elsewhere, as in a header.
        """
        for document in ingest(data, uri=uri, format=format, hints=hints, max_bytes=self._max_bytes):
            yield document if isinstance(document, IngestFailure) else self.release(document)

    def extract(self, source: str | bytes | Path, *, uri: str | None = None) -> Release:
        """The one release of ``source``: a path's file, bytes, or HTML or text itself.

        Raises ExtractError where the source gives none; of a list it gives the first (use :meth:`read` for all).
        """
        if isinstance(source, Path):
            data, name = source.read_bytes(), uri or str(source)
        else:
            data = source.encode("utf-8", "surrogatepass") if isinstance(source, str) else source
            name = uri or "text:"
        for found in self.read(data, uri=name):
            if isinstance(found, IngestFailure):
                raise ExtractError(found)
            return found
        raise ExtractError(IngestFailure(name, "no release in it; give HTML, text or Via Ritzau JSON"))

    def release(self, document: Document) -> Release:
        """The record of a document that is read already. Other languages than Danish pass through unmined."""
        stages = self._stages
        parts, left_out = _bounded(stages.segmenter.segment(document))
        if document.language not in DANISH:
            return self._assembled(document, parts, Mentions(), ProjectsTold(), ())
        contact_people = self._people(_contact_article(document, parts))
        parts = _sent_by_contacts(parts, contact_people)
        mentions = self._mentions(parts.article)
        own = tuple(body for body in mentions.organisations if not is_committee(body.name))
        projects = stages.projects.find(
            parts.article, parts.sections, replace(mentions, organisations=own), stages.tagger
        )
        release = self._assembled(document, parts, mentions, projects, contact_people)
        return release.model_copy(update={"checks": (*release.checks, *left_out, *check(release, stages.patterns))})

    def _mentions(self, article: Article) -> Mentions:
        stages = self._stages
        entities = stages.entities(article)
        named = stages.places.scan(article)
        candidates = stages.places.find(article, named)
        organisations = stages.organisations.find(article, places=candidates, entities=entities)
        people = stages.people.find(article, organisations, entities=entities)
        # The second look adds the houses that stand beside a person's name and title.
        organisations = stages.organisations.with_people(article, organisations, people, candidates)
        found = Mentions(
            money=stages.money.find(article),
            places=stages.places.find(article, named, organisations=organisations, people=people, entities=entities),
            organisations=organisations,
            people=people,
            quotes=stages.quotes.find(article, people),
            dates=stages.dates.find(article),
        )
        return replace(found, ground=stages.ground.find(article, found))

    def _people(self, article: Article) -> tuple[PersonMention, ...]:
        if not article.passages:
            return ()
        return self._stages.people.find(article, self._stages.organisations.find(article))

    def _assembled(
        self,
        document: Document,
        parts: Segmented,
        mentions: Mentions,
        projects: ProjectsTold,
        contact_people: tuple[PersonMention, ...],
    ) -> Release:
        stages = self._stages
        release = assemble(
            document, parts, mentions, projects, contact_people, patterns=stages.patterns, extractor=stages.info
        )
        return calibrated(release, stages.shares)


def extract(source: str | bytes | Path) -> Release:
    """The release record of one press release with the shipped patterns. See :class:`Extractor` for many."""
    return _default().extract(source)


@lru_cache(maxsize=1)
def _default() -> Extractor:
    return Extractor()


def _bounded(parts: Segmented) -> tuple[Segmented, tuple[Check, ...]]:
    """The parts with at most ``MOST_MINED`` characters of article, and a check that says so where that leaves out any.

    What is found is held against what is found, which takes time with the square of a text without end.
    """
    article = parts.article
    end = article.passages[0].start + MOST_MINED if article.passages else 0
    if not article.passages or article.passages[-1].end <= end:
        return parts, ()
    kept = tuple(_until(passage, end) for passage in article.passages if passage.start < end)
    message = f"Teksten er for lang til en pressemeddelelse; kun de første {MOST_MINED // 1000}.000 tegn er gennemsøgt."
    left_out = Check(code="text_too_long", status="doubt", message=message)
    return replace(parts, article=replace(article, passages=kept)), (left_out,)


def _sent_by_contacts(parts: Segmented, people: Sequence[PersonMention]) -> Segmented:
    """The parts with the one house of all contacts as sender, where nothing else names one and the article does."""
    houses = {person.organisation for person in people if person.organisation}
    house = houses.pop() if len(houses) == 1 else None
    if parts.publisher is not None or house is None or house not in parts.article.text[: _contacts_begin(parts)]:
        return parts
    return replace(parts, publisher=house, article=replace(parts.article, publisher=house))


def _contacts_begin(parts: Segmented) -> int:
    return next((section.start for section in parts.sections if section.kind == "contact"), 0)


def _until(passage: Passage, end: int) -> Passage:
    if passage.end <= end:
        return passage
    sentences = tuple((low, min(high, end)) for low, high in passage.sentences if low < end)
    return replace(passage, end=end, sentences=sentences)


def _no_entities(article: Article) -> tuple[EntityMention, ...]:
    return ()


def _contact_article(document: Document, parts: Segmented) -> Article:
    """The contact sections alone, line by line, for finding the persons in them."""
    passages = (
        Passage(block.start, block.end, section.id, section.kind, ((block.start, block.end),), group=block.group)
        for section in parts.sections
        if section.kind == "contact"
        for block in document.blocks[_first(document, section.start) : _first(document, section.end)]
    )
    return Article(document.text, tuple(islice(passages, _MOST_CONTACT_LINES)), publisher=parts.publisher)


def _first(document: Document, offset: int) -> int:
    """The number of the first block that begins at the offset or after it."""
    return bisect_left(document.blocks, offset, key=lambda block: block.start)
