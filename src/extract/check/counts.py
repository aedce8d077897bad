"""``project_count``: stated numbers of projects and recipients against the projects found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.check.claims import CountClaim
from extract.check.figures import message, title_of
from extract.check.slips import twice_of
from extract.check.view import Box, Entry, View, places_of, stems
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
    where = title_of(box.section)
    if claim.number in own:
        return _check(view, claim, "ok", claim.number, box.entries, where)
    if len(view.boxes) > 1 and claim.number in counted(claim, view.entries):
        return _check(view, claim, "ok", claim.number, view.entries, None)
    if box.sampled or claim.joined or (claim.noun == "kind" and not of_kind(claim, box.entries)):
        return None
    if len(box.entries) < 2:
        return None
    if claim.number == len(box.section.items):
        # The text keeps its word; it is the reading of the list that lost or split an entry.
        return _check(view, claim, "doubt", len(box.entries), box.entries, where)
    sure = box.complete and _surely_counted(claim, box.entries)
    return _check(view, claim, "mismatch" if sure else "doubt", _nearest(own, claim.number), box.entries, where)


def _of_prose(view: View, claim: CountClaim, claims: Sequence[CountClaim], box: Box | None) -> Check | None:
    if not claim.firm or (claim.noun == "kind" and not of_kind(claim, view.entries)):
        return None
    for entries in (view.entries, view.listed):
        if claim.number in counted(claim, entries):
            return _check(view, claim, "ok", claim.number, entries, None)
    for own in view.boxes:
        if claim.number in counted(claim, own.entries) and len(own.entries) > 1:
            return _check(view, claim, "ok", claim.number, own.entries, title_of(own.section))
    named = box or _named_box(view, claim)
    entries = named.entries if named is not None else view.listed
    if claim.noun == "open" or claim.joined or view.sampled or len(entries) < _LEAST_LISTED:
        return None
    number = _nearest(counted(claim, entries), claim.number)
    if abs(number - claim.number) > max(1, claim.number // 10) or _beside_others(claim, claims):
        return None  # too far off to be a slip: the text speaks of another set, or the list is an extract
    confirming = [other for other in claims if other.number == number and other.firm]
    if confirming and named is None and claim.noun not in {"project", *(other.noun for other in confirming)}:
        return None  # the text states the list's true length elsewhere; these are others, such as partners
    read = named.complete if named is not None else all(own.complete for own in view.boxes)
    contradicted = bool(confirming) and claim.noun != "project"
    sure = read and _surely_counted(claim, entries) and not contradicted
    status: CheckStatus = "mismatch" if sure else "doubt"
    return _check(view, claim, status, number, entries, title_of(named.section) if named is not None else None)


def _surely_counted(claim: CountClaim, entries: Sequence[Entry]) -> bool:
    """Whether the list's length answers the claim: a museum whose name does not say so leaves that open."""
    return claim.noun != "kind" or _said(claim, entries) == len(entries)


def counted(claim: CountClaim, entries: Sequence[Entry]) -> tuple[int, ...]:
    """What the claim may count in these entries: projects, or where it counts who gets the money, those too."""
    if claim.noun == "project":
        # "kr. 1.045.000 til adgangsveje samt kr. 510.000 til en formidler": two projects, and one grant of nine.
        return tuple(dict.fromkeys((len(entries), len({_place(e) for e in entries}))))
    applicants = {e.project.applicant.casefold() for e in entries if e.project.applicant is not None}
    if claim.noun == "kind":
        bodies = [e.project.applicant or e.project.name for e in entries]
        bodies = [body.casefold() for body in bodies if claim.stem in body.casefold()]
        return tuple(dict.fromkeys((len(bodies), len(set(bodies)))))
    complete = all(e.project.applicant is not None for e in entries)
    return (len(entries), len(applicants)) if complete and len(applicants) not in {0, len(entries)} else (len(entries),)


def _place(entry: Entry) -> tuple[str | None, int | str]:
    """The item of a list that tells of a project; of one that none does, itself."""
    return (entry.box, entry.item) if entry.item is not None else (None, entry.project.id)


def of_kind(claim: CountClaim, entries: Sequence[Entry]) -> bool:
    """Whether a list is one of museums (schools …), by the names and applicants in it."""
    return bool(entries) and _said(claim, entries) >= _HELD * len(entries)


def _said(claim: CountClaim, entries: Sequence[Entry]) -> int:
    return sum(1 for e in entries if claim.stem in f"{e.project.name} {e.project.applicant or ''}".casefold())


def _beside_others(claim: CountClaim, claims: Sequence[CountClaim]) -> bool:
    """Whether the sentence counts several sets, as in ``20 forsøgsprojekter og 13 projekter på småøer``."""
    return any(other is not claim and other.sentence == claim.sentence for other in claims)


def _named_box(view: View, claim: CountClaim) -> Box | None:
    """The box whose pool the sentence of the claim names, where it names one alone."""
    if len(view.boxes) < 2:
        return None
    start, end = view.sentence_at(claim.start)
    named = []
    for box in view.boxes:
        pools = {entry.project.pool for entry in box.entries}
        pool = next(iter(pools)) if len(pools) == 1 else None
        if pool is not None and any(places_of(view.text, stems(pool), start, end)):
            named.append(box)
    return named[0] if len(named) == 1 else None


def _nearest(numbers: Sequence[int], to: int) -> int:
    return min(numbers, key=lambda number: abs(number - to))


def _check(
    view: View, claim: CountClaim, status: CheckStatus, found: int, entries: Sequence[Entry], where: str | None
) -> Check:
    source = "Overskriften" if view.box_headed_at(claim.start) is not None and where else "Teksten"
    place = f" under {where}" if where else ""
    counted_items = where is not None and any(
        claim.number == len(box.section.items) for box in view.boxes if title_of(box.section) == where
    )
    if status == "ok":
        words = f"{source} nævner {claim.words}, og der er fundet {found}{place}"
    elif status == "doubt" and counted_items:
        words = (
            f"{source} nævner {claim.words}, og {where} har lige så mange punkter, men {found} er læst som projekter"
        )
    elif status == "doubt":
        words = f"{source} nævner {claim.words}, men {found} er læst{place}; listen kan rumme flere"
    else:
        twice = twice_of(entries) if found > claim.number else None
        reason = f"; »{twice}« står to gange" if twice is not None else ""
        words = f"{source} nævner {claim.words}, men der er fundet {found}{place}{reason}"
    names: tuple[Span, ...] = tuple(entry.name for entry in entries if entry.name is not None)
    return Check(
        code="project_count",
        status=status,
        message=message(words),
        stated=str(claim.number),
        found=str(found),
        evidence=tuple(dict.fromkeys(((claim.start, claim.end), *names))),
    )
