"""Holds a release against its labels: one :class:`Outcome` for each answer that was found, missed, wrong or false."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import regex

from extract.evaluate import judged
from extract.evaluate.labels import AmountLabel, Labels, ProjectLabel, QuoteLabel
from extract.evaluate.outcome import Outcome, Verdict
from extract.records.release import Amount, Project, Quote, Release, Span

_QUARTER: Final = regex.compile(r" (?:[cknsvø]|n[vø]|s[vø]|nord|syd|vest|øst|centrum)$")
_LONG_NAME: Final = regex.compile(r" \((?:\S+ ){2,}[^()]+\)$")
_EDGES: Final = " .,;:!»«“”„\"'’‘–-"


@dataclass(frozen=True, slots=True)
class _Scorer:
    release: Release
    labels: Labels
    key: str

    def outcome(self, field: str, verdict: Verdict, **rest: Any) -> Outcome:
        return Outcome(field, self.key, self.labels.sender, verdict, **rest)

    # ---------------------------------------------------------------- one value each

    def one(
        self,
        field: str,
        expected: str | None,
        found: str | None,
        *,
        key: Callable[[str], str] | None = None,
        **rest: Any,
    ) -> Iterator[Outcome]:
        """One value that labels and record have or lack; what both lack counts for nothing."""
        if expected is None and found is None:
            return
        fold_both = key or fold_name
        same = expected is not None and found is not None and fold_both(expected) == fold_both(found)
        verdict: Verdict = "hit" if same else "missed" if found is None else "false" if expected is None else "wrong"
        yield self.outcome(field, verdict, expected=expected, found=found, **rest)

    def header(self) -> Iterator[Outcome]:
        labels, release = self.labels, self.release
        if labels.judged is None or "language" in labels.model_fields_set:
            yield from self.one("language", labels.language, release.language)
        if labels.language == "da":
            # None is an answer here, where it was given: the release names no sender.
            if "publisher" in labels.model_fields_set:
                yield from self.one("publisher", labels.publisher, release.publisher.name)
            if "title" in labels.model_fields_set:
                yield from self.one("title", labels.title, release.title)

    # ---------------------------------------------------------------- records by their place

    def amounts(self, labels: Sequence[AmountLabel]) -> Iterator[Outcome]:
        left = list(self.release.amounts)
        for label in labels:
            match = next((a for a in left if _touch(label.span, (a.start, a.end)) and _same_money(label, a)), None)
            said = _told(label)
            if match is None:
                other = next((a for a in left if _touch(label.span, (a.start, a.end))), None)
                if other is not None:
                    left.remove(other)
                verdict: Verdict = "missed" if other is None else "wrong"
                for field in ("amounts", "amounts.role"):
                    yield self.outcome(
                        field, verdict, expected=said, found=_read(other), span=label.span,
                        rule=other.rule if other else None, confidence=other.confidence if other else None,
                    )  # fmt: skip
                continue
            left.remove(match)
            where = {"span": label.span, "rule": match.rule, "confidence": match.confidence}
            yield self.outcome("amounts", "hit", expected=said, found=_read(match), **where)
            right = match.role == label.role
            yield self.outcome(
                "amounts.role",
                "hit" if right else "wrong",
                expected=f"{said} {label.role}",
                found=f"{_read(match)} {match.role}",
                **where,
            )
        for amount in left:
            for field in ("amounts", "amounts.role"):
                yield self.outcome(
                    field, "false", found=_read(amount), span=(amount.start, amount.end), rule=amount.rule,
                    confidence=amount.confidence,
                )  # fmt: skip

    def dates(self) -> Iterator[Outcome]:
        left = list(self.release.dates)
        for label in self.labels.dates or ():
            here = [d for d in left if _touch(label.span, (d.start, d.end))]
            match = next((d for d in here if (d.from_, d.to) == (label.from_, label.to)), next(iter(here), None))
            said = f"{label.surface} = {label.from_}/{label.to}"
            if match is None:
                yield self.outcome("dates", "missed", expected=said, span=label.span)
                continue
            left.remove(match)
            right = (match.from_, match.to) == (label.from_, label.to)
            found = f"{match.surface} = {match.from_}/{match.to}"
            where = {"span": label.span, "rule": match.rule}
            yield self.outcome("dates", "hit" if right else "wrong", expected=said, found=found, **where)
        for date in left:
            if date.rule == "dates.relative":
                continue  # the labels leave what is counted from the day of publication out: neither right nor wrong
            yield self.outcome("dates", "false", found=date.surface, span=(date.start, date.end), rule=date.rule)

    def quotes(self, labels: Sequence[QuoteLabel]) -> Iterator[Outcome]:
        left = [quote for quote in self.release.quotes if quote.direct and quote.parts]
        for label in labels:
            match = next((q for q in left if _same_words(label, q)), None)
            said = f"{label.first} … {label.last}"
            if match is None:
                near = next((q for q in left if _touch(label.span, (q.parts[0][0], q.parts[-1][1]))), None)
                if near is None:
                    yield self.outcome("quotes", "missed", expected=said, span=label.span)
                    continue
                left.remove(near)
                found = f"{near.text[:40]} … {near.text[-40:]}"
                yield self.outcome(
                    "quotes", "wrong", expected=said, found=found, span=label.span, rule=near.rule,
                    confidence=near.confidence,
                )  # fmt: skip
                continue
            left.remove(match)
            where: dict[str, Any] = {"span": label.span, "rule": match.rule, "confidence": match.confidence}
            yield self.outcome("quotes", "hit", expected=said, found=said, **where)
            speaker = match.speaker.name if match.speaker else None
            if label.speaker is None and speaker is None:
                yield self.outcome("quotes.speaker", "hit", expected=None, found=None, **where)
            else:
                yield from self.one("quotes.speaker", label.speaker, speaker, **where)
            yield from self.one("quotes.attribution", label.attribution, match.attribution, **where)
        for quote in left:
            found = f"{quote.text[:40]} … {quote.text[-40:]}"
            span = (quote.parts[0][0], quote.parts[-1][1])
            yield self.outcome("quotes", "false", found=found, span=span, rule=quote.rule, confidence=quote.confidence)

    # ---------------------------------------------------------------- records by their name

    def named(
        self, field: str, labels: Iterable[Any], records: Iterable[Any], key: Callable[[str], str]
    ) -> Iterator[tuple[Outcome, Any, Any]]:
        """Outcomes of records that are the same where their names are, with the label and the record of each."""
        left = list(records)
        for label in labels:
            match = next((r for r in left if key(r.name) == key(label.name)), None)
            span = next(iter(getattr(label, "spans", ())), None)
            if match is None:
                yield self.outcome(field, "missed", expected=label.name, span=span), label, None
                continue
            left.remove(match)
            rule, confidence = getattr(match, "rule", None), getattr(match, "confidence", None)
            hit = self.outcome(
                field, "hit", expected=label.name, found=match.name, span=span, rule=rule, confidence=confidence
            )
            yield hit, label, match
        for record in left:
            rule, confidence = getattr(record, "rule", None), getattr(record, "confidence", None)
            false = self.outcome(
                field, "false", found=record.name, span=_place_of(record), rule=rule, confidence=confidence
            )
            yield false, None, record

    def people(self) -> Iterator[Outcome]:
        for outcome, label, person in self.named("people", self.labels.people or (), self.release.people, fold):
            yield outcome
            if label is None or person is None:
                continue
            where: dict[str, Any] = {"span": outcome.span, "rule": outcome.rule}
            known = {fold(title): title for title in person.titles}
            title = known.get(fold(label.title or "")) or next(iter(person.titles), None)
            yield from self.one("people.title", label.title, title, **where)
            yield from self.one("people.organisation", label.organisation, person.organisation, **where)
            yield from self.one("people.party", label.party, person.party, **where)

    def places(self) -> Iterator[Outcome]:
        free = [p for p in self.release.places if any(not m.in_organisation for m in p.mentions)]
        labels = self.labels.places or ()
        towns = [p for p in labels if p.kind == "city"]
        found = [p for p in free if p.kind == "city"]
        yield from (outcome for outcome, *_ in self.named("towns", towns, found, fold_town))
        if any(label.kind != "city" for label in labels) or not labels:
            yield from (outcome for outcome, *_ in self.named("places", labels, free, fold_town))

    def projects(self, labels: Sequence[ProjectLabel]) -> Iterator[Outcome]:
        for outcome, label, project in self.named("projects", labels, self.release.projects, fold_project):
            yield outcome
            where = {"span": outcome.span, "rule": outcome.rule, "confidence": outcome.confidence}
            if label is None or project is None:
                whole = {"expected": outcome.expected, "found": outcome.found, **where}
                yield self.outcome("projects.whole", outcome.verdict, **whole)
                continue
            right = True
            for part, expected, found in _parts(label, project):
                key = fold_town if part == "city" else fold_name
                for result in self.one(f"projects.{part}", expected, found, key=key, **where):
                    right &= result.verdict == "hit" or part == "funder"
                    yield result
            yield self.outcome(
                "projects.whole", "hit" if right else "wrong", expected=label.name, found=project.name, **where
            )

    def near_projects(self, labels: Sequence[ProjectLabel]) -> Iterator[Outcome]:
        """Projects that were found at all: by name, or where their names overlap in the text."""
        left = list(self.release.projects)
        for label in labels:
            same = (p for p in left if fold_project(p.name) == fold_project(label.name))
            there = (p for p in left if any(_touch(a, b) for a in label.spans for b in p.evidence.get("name", ())))
            match = next(same, None) or next(there, None)
            where = {"expected": label.name, "span": next(iter(label.spans), None)}
            if match is None:
                yield self.outcome("projects.near", "missed", **where)
                continue
            left.remove(match)
            yield self.outcome("projects.near", "hit", found=match.name, rule=match.rule, **where)
        for project in left:
            yield self.outcome("projects.near", "false", found=project.name, span=_place_of(project), rule=project.rule)

    def boxes(self) -> Iterator[Outcome]:
        left = [s for s in self.release.sections if s.kind in {"fact_box", "table"} and s.heading]
        for label in self.labels.fact_boxes or ():
            same = [s for s in left if _heading(s.heading) == _heading(label.heading)]
            match = next((s for s in same if len(s.items) == label.items), next(iter(same), None))
            said = f"{label.heading} [{label.items}]"
            if match is None:
                yield self.outcome("fact_boxes", "missed", expected=said, span=label.span)
                continue
            left.remove(match)
            verdict: Verdict = "hit" if len(match.items) == label.items else "wrong"
            found = f"{match.heading} [{len(match.items)}]"
            yield self.outcome("fact_boxes", verdict, expected=said, found=found, span=label.span)
        for section in left:
            found = f"{section.heading} [{len(section.items)}]"
            yield self.outcome("fact_boxes", "false", found=found, span=(section.start, section.end))

    def traps(self) -> Iterator[Outcome]:
        present = {
            "projects": {p.name for p in self.release.projects},
            "people": {p.name for p in self.release.people},
            "amounts": {a.surface for a in self.release.amounts},
            "places": {p.name for p in self.release.places if any(not m.in_organisation for m in p.mentions)},
            "organisations": {o.name for o in self.release.organisations},
        }
        for kind, names in present.items():
            for trap in getattr(self.labels.must_not, kind):
                fell = trap in names
                yield self.outcome("traps", "false" if fell else "hit", found=f"{kind}: {trap}" if fell else None)


def score(release: Release, labels: Labels, *, key: str) -> tuple[Outcome, ...]:
    """All outcomes of one release. Fields that are not labelled (None) give none; ``key`` names the release."""
    scorer = _Scorer(release, labels, key)
    found = list(scorer.header())
    if labels.language != "da":
        return tuple(found)
    if labels.amounts is not None:
        found += scorer.amounts(labels.amounts)
    if labels.places is not None:
        found += scorer.places()
    if labels.people is not None:
        found += scorer.people()
    if labels.organisations is not None:
        pairs = scorer.named("organisations", labels.organisations, release.organisations, fold_name)
        found += [outcome for outcome, *_ in pairs]
    if labels.quotes is not None:
        found += scorer.quotes(labels.quotes)
    if labels.projects is not None:
        found += scorer.projects(labels.projects)
        found += scorer.near_projects(labels.projects)
    if labels.dates is not None:
        found += scorer.dates()
    if labels.fact_boxes is not None:
        found += scorer.boxes()
    if labels.judged is not None:
        found += judged.outcomes(release, labels, key)
    return (*found, *scorer.traps())


def fold(text: str) -> str:
    return " ".join(text.casefold().split())


def fold_name(text: str) -> str:
    """A name for comparing: without letter case, marks at its edges and a leading article."""
    return str(regex.sub(r"^(?:en|et|den|det|de) ", "", fold(text).strip(_EDGES)))


def fold_project(text: str) -> str:
    """A project's name for comparing: ``KORT (langt navn)`` is known by its short name too."""
    folded = fold_name(text)
    return fold_name(str(_LONG_NAME.sub("", folded))) or folded


def fold_town(text: str) -> str:
    """A place for comparing: a quarter is its town (``Aarhus N``, ``Aalborg Øst``)."""
    return str(_QUARTER.sub("", fold(text)))


def words(text: str) -> tuple[str, ...]:
    return tuple(regex.findall(r"[\p{L}\d]+", text.casefold()))


def _parts(label: ProjectLabel, project: Project) -> Iterator[tuple[str, str | None, str | None]]:
    yield "granted", plain(label.granted), plain(project.granted.value) if project.granted else None
    yield "total", plain(label.total), plain(project.total.value) if project.total else None
    yield "city", label.city, project.city
    yield "applicant", label.applicant, project.applicant
    yield "funder", label.funder, project.funder


def plain(value: Any) -> str | None:
    """A number as people write it in a table: no trailing zeros after the point."""
    if value is None:
        return None
    text = value if isinstance(value, str) else format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _same_money(label: AmountLabel, amount: Amount) -> bool:
    if (label.currency or "DKK") != (amount.currency or "DKK"):
        return False
    if label.value is not None:
        return plain(label.value) == plain(amount.value)
    return amount.value is None and (plain(label.low), plain(label.high)) == (plain(amount.low), plain(amount.high))


def _told(label: AmountLabel) -> str:
    return f"{label.surface} = {plain(label.value) or f'{plain(label.low)}–{plain(label.high)}'} {label.currency}"


def _read(amount: Amount | None) -> str | None:
    if amount is None:
        return None
    value = plain(amount.value) or f"{plain(amount.low)}–{plain(amount.high)}"
    return f"{amount.surface} = {value} {amount.currency}"


def _same_words(label: QuoteLabel, quote: Quote) -> bool:
    """Whether the quote begins and ends with the words of the label, at the label's place."""
    if not _touch(label.span, (quote.parts[0][0], quote.parts[-1][1])):
        return False
    said, first, last = words(quote.text), words(label.first), words(label.last)
    return said[: len(first)] == first and said[-len(last) :] == last


def _touch(label: Span | None, found: Span) -> bool:
    return label is not None and label[0] < found[1] and found[0] < label[1]


def _heading(text: str | None) -> str:
    return fold(text or "").rstrip(" :")


def _place_of(record: Any) -> Span | None:
    """Where a record that no label has stands: its first mention, or the stretch that names it."""
    for mention in getattr(record, "mentions", ()):
        return mention.start, mention.end
    evidence = getattr(record, "evidence", {})
    return next(iter(evidence.get("name", ())), None)
