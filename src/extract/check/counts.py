"""``project_count``: stated numbers of projects and recipients against the projects found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.check.claims import CountClaim
from extract.check.figures import title_of
from extract.check.view import Box, Entry, View, stem_pattern
from extract.records.release import Check, CheckStatus, Span

_HELD = 0.6  # the share of the list's names that must say "museum" before it is a list of museums
_LEAST_LISTED = 3  # a list shorter than this says little about the whole


def check_counts(view: View, claims: Sequence[CountClaim]) -> tuple[Check, ...]:
    """One check for each stated count that is clearly about the list, or about one of its boxes."""
    return tuple(_checks(view, claims)) if view.entries else ()


def _checks(view: View, claims: Sequence[CountClaim]) -> Iterator[Check]:
    for claim in claims:
        box = view.box_headed_at(claim.start)
        heading = box is not None and box.heading is not None and box.heading[0] <= claim.start < box.heading[1]
        found = _of_heading(view, claim, box) if box is not None and heading else _of_prose(view, claim, claims, box)
        if found is not None:
            yield found


def _of_heading(view: View, claim: CountClaim, box: Box) -> Check | None:
    """The heading of a list says how long it is: any other length is a mismatch, unless it announces examples."""
    own = counted(claim, box.entries)
    if claim.number in own:
        return _check(view, claim, "ok", claim.number, box.entries, title_of(box.section))
    if len(view.boxes) > 1 and claim.number in counted(claim, view.entries):
        return _check(view, claim, "ok", claim.number, view.entries, None)
    if box.sampled or (claim.noun == "kind" and not _holds(claim, box.entries)) or len(box.entries) < 2:
        return None
    if claim.number == len(box.section.items):
        # The text keeps its word; it is the reading of the list that lost or split an entry.
        return _check(view, claim, "doubt", len(box.entries), box.entries, title_of(box.section))
    return _check(view, claim, "mismatch", _nearest(own, claim.number), box.entries, title_of(box.section))


def _of_prose(view: View, claim: CountClaim, claims: Sequence[CountClaim], box: Box | None) -> Check | None:
    if not claim.firm or (claim.noun == "kind" and not _holds(claim, view.entries)):
        return None
    for entries in (view.entries, view.listed):
        if claim.number in counted(claim, entries):
            return _check(view, claim, "ok", claim.number, entries, None)
    for own in view.boxes:
        if claim.number in counted(claim, own.entries) and len(own.entries) > 1:
            return _check(view, claim, "ok", claim.number, own.entries, title_of(own.section))
    named = box or _named_box(view, claim)
    entries = named.entries if named is not None else view.listed
    if claim.noun == "open" or view.sampled or len(entries) < _LEAST_LISTED or _beside_others(claim, claims):
        return None
    number = _nearest(counted(claim, entries), claim.number)
    if abs(number - claim.number) > max(1, claim.number // 10):
        return None  # too far off to be a slip: the text speaks of another set, or the list is an extract
    confirmed = any(other.number == number and other.firm for other in claims)
    if confirmed and named is None and claim.noun != "project":
        return None  # the text states the list's true length elsewhere; these are others, such as partners
    return _check(view, claim, "mismatch", number, entries, title_of(named.section) if named is not None else None)


def counted(claim: CountClaim, entries: Sequence[Entry]) -> tuple[int, ...]:
    """What the claim may count in these entries: projects, or where it counts who gets the money, those too."""
    if claim.noun == "project":
        return (len(entries),)
    applicants = {e.project.applicant.casefold() for e in entries if e.project.applicant is not None}
    if claim.noun == "kind":
        bodies = [e.project.applicant or e.project.name for e in entries]
        bodies = [body.casefold() for body in bodies if claim.stem in body.casefold()]
        return tuple(dict.fromkeys((len(bodies), len(set(bodies)))))
    complete = all(e.project.applicant is not None for e in entries)
    return (len(entries), len(applicants)) if complete and len(applicants) not in {0, len(entries)} else (len(entries),)


def _holds(claim: CountClaim, entries: Sequence[Entry]) -> bool:
    """Whether a list is one of museums (schools …), by the names and applicants in it."""
    said = [e for e in entries if claim.stem in f"{e.project.name} {e.project.applicant or ''}".casefold()]
    return bool(entries) and len(said) >= _HELD * len(entries)


def _beside_others(claim: CountClaim, claims: Sequence[CountClaim]) -> bool:
    """Whether the sentence counts several sets, as in ``20 forsøgsprojekter og 13 projekter på småøer``."""
    return any(other is not claim and other.sentence == claim.sentence for other in claims)


def _named_box(view: View, claim: CountClaim) -> Box | None:
    """The box whose pool the sentence of the claim names, where it names one alone."""
    start, end = view.sentence_at(claim.start)
    named = []
    for box in view.boxes:
        pools = {entry.project.pool for entry in box.entries}
        pool = next(iter(pools)) if len(pools) == 1 else None
        if pool is not None and stem_pattern(pool).search(view.text, start, end):
            named.append(box)
    return named[0] if len(named) == 1 and len(view.boxes) > 1 else None


def _nearest(numbers: Sequence[int], to: int) -> int:
    return min(numbers, key=lambda number: abs(number - to))


def _check(
    view: View, claim: CountClaim, status: CheckStatus, found: int, entries: Sequence[Entry], where: str | None
) -> Check:
    source = "Overskriften" if view.box_headed_at(claim.start) is not None and where else "Teksten"
    place = f" under {where}" if where else ""
    if status == "ok":
        message = f"{source} nævner {claim.words}, og der er fundet {found}{place}."
    elif status == "doubt":
        points = f"{where} har lige så mange punkter, men {found} er læst som projekter."
        message = f"{source} nævner {claim.words}, og {points}"
    else:
        message = f"{source} nævner {claim.words}, men der er fundet {found}{place}."
    names: tuple[Span, ...] = tuple(entry.name for entry in entries if entry.name is not None)
    return Check(
        code="project_count",
        status=status,
        message=message,
        stated=str(claim.number),
        found=str(found),
        evidence=tuple(dict.fromkeys(((claim.start, claim.end), *names))),
    )
