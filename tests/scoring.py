"""Scores releases against answer files written by reading: counts of hits, misses and false finds per field."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import regex

from extract.records.release import Release

TOWN_KINDS = frozenset({"city"})


@dataclass(slots=True)
class Score:
    """Hits, misses (in the answers only) and false finds (in the release only) of one field."""

    hit: int = 0
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.hit / (self.hit + len(self.false)) if self.hit + len(self.false) else 1.0

    @property
    def recall(self) -> float:
        return self.hit / (self.hit + len(self.missed)) if self.hit + len(self.missed) else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


Scores = dict[str, Score]


def read_facts(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The answer files of a folder: sample stem (with ``--id`` for one release of several) and answers."""
    for path in sorted(folder.glob("*.json")):
        yield path.stem, json.loads(path.read_text(encoding="utf-8"))


def score(release: Release, facts: dict[str, Any], into: Scores, name: str) -> None:
    """Adds the comparison of one release with its answers to ``into``."""
    if facts.get("language", "da") != "da":
        _bag(into, "language", [facts["language"]], [release.language or ""], name)
        return
    _bag(
        into, "publisher", [_fold(facts.get("publisher") or "")], [_fold(release.publisher.name or "")], name
    ) if "publisher" in facts else None
    _bag(into, "title", [_fold(facts.get("title") or "")], [_fold(release.title or "")], name)
    if "amounts" in facts:
        gold = [_money(a.get("value"), a.get("low"), a.get("high")) for a in facts["amounts"]]
        found = [_money(a.value, a.low, a.high) for a in release.amounts]
        _bag(into, "amounts", gold, found, name)
        _roles(into, facts["amounts"], release, name)
    towns = {p.name for p in release.places if p.kind in TOWN_KINDS and any(not m.in_organisation for m in p.mentions)}
    _bag(into, "towns", set(facts["towns"]), towns, name)
    _bag(into, "people", {_fold(p["name"]) for p in facts["people"]}, {_fold(p.name) for p in release.people}, name)
    _people(into, facts["people"], release, name)
    _quotes(into, facts["quotes"], release, name)
    _projects(into, facts["projects"], release, name)
    if "fact_boxes" in facts:
        gold = [f"{_fold(b['heading']).rstrip(' :')} [{b['items']}]" for b in facts["fact_boxes"]]
        found = [
            f"{_fold(s.heading or '').rstrip(' :')} [{len(s.items)}]"
            for s in release.sections
            if s.kind in {"fact_box", "table"} and s.heading
        ]
        _bag(into, "fact_boxes", gold, found, name)
    for kind, present in (
        ("projects", [p.name for p in release.projects]),
        ("people", [p.name for p in release.people]),
        ("amounts", [a.surface for a in release.amounts]),
    ):
        for forbidden in facts.get("must_not", {}).get(kind, ()):
            into.setdefault("must_not", Score()).hit += forbidden not in present
            if forbidden in present:
                into["must_not"].false.append(f"{name}: {kind} {forbidden}")


def _bag(into: Scores, field_name: str, gold: Iterable[str], found: Iterable[str], name: str) -> None:
    left, right = Counter(gold), Counter(found)
    row = into.setdefault(field_name, Score())
    row.hit += (left & right).total()
    row.missed += [f"{name}: {value}" for value in (left - right).elements()]
    row.false += [f"{name}: {value}" for value in (right - left).elements()]


def _pair(into: Scores, field_name: str, gold: object, found: object, name: str) -> None:
    """One value that both have or lack; a wrong one is a miss and a false find."""
    row = into.setdefault(field_name, Score())
    if gold == found:
        row.hit += gold is not None
        return
    if gold is not None:
        row.missed.append(f"{name}: {gold} (found {found})")
    if found is not None:
        row.false.append(f"{name}: {found} (is {gold})")


def _roles(into: Scores, gold: list[dict[str, Any]], release: Release, name: str) -> None:
    left = [(_money(a.get("value"), a.get("low"), a.get("high")), a["role"]) for a in gold]
    right = [(_money(a.value, a.low, a.high), a.role) for a in release.amounts]
    _bag(into, "amount roles", [f"{v} {r}" for v, r in left], [f"{v} {r}" for v, r in right], name)


def _people(into: Scores, gold: list[dict[str, Any]], release: Release, name: str) -> None:
    by_name = {_fold(p.name): p for p in release.people}
    for person in gold:
        found = by_name.get(_fold(person["name"]))
        if found is None:
            continue
        title = person.get("title")
        known = {_fold(t) for t in found.titles}
        _pair(
            into,
            "people titles",
            _fold(title) if title else None,
            _fold(title) if title and _fold(title) in known else (found.titles[0] if found.titles else None),
            name,
        )
        _pair(into, "people parties", person.get("party"), found.party, name)
        _pair(into, "people organisations", person.get("organisation"), found.organisation, name)


def _quotes(into: Scores, gold: list[dict[str, Any]], release: Release, name: str) -> None:
    row = into.setdefault("quotes", Score())
    speaker = into.setdefault("quote speakers", Score())
    kind = into.setdefault("quote attributions", Score())
    left = [q for q in release.quotes if q.direct]
    for quote in gold:
        start, end = _words(quote["start"]), _words(quote["end"])
        match = next((q for q in left if _words(q.text).startswith(start) and _words(q.text).endswith(end)), None)
        if match is None:
            row.missed.append(f"{name}: {quote['start']} … {quote['end']}")
            continue
        left.remove(match)
        row.hit += 1
        found = match.speaker.name if match.speaker else None
        if _fold(found or "") == _fold(quote["speaker"] or ""):
            speaker.hit += 1
        else:
            speaker.missed.append(f"{name}: {quote['speaker']} (found {found}) {quote['start']}")
            speaker.false.append(f"{name}: {found}")
        if match.attribution == quote["attribution"]:
            kind.hit += 1
        else:
            kind.missed.append(f"{name}: {quote['attribution']} (found {match.attribution}) {quote['start']}")
    row.false += [f"{name}: {q.text[:70]} … {q.text[-40:]}" for q in left]


def _projects(into: Scores, gold: list[dict[str, Any]], release: Release, name: str) -> None:
    row = into.setdefault("projects", Score())
    left = list(release.projects)
    for project in gold:
        match = next((p for p in left if _title(p.name) == _title(project["name"])), None)
        if match is None:
            row.missed.append(f"{name}: {project['name']}")
            continue
        left.remove(match)
        row.hit += 1
        where = f"{name}: {project['name']}"
        _pair(into, "project granted", _plain(project.get("granted")), _amount(match.granted), where)
        _pair(into, "project total", _plain(project.get("total")), _amount(match.total), where)
        _pair(into, "project city", project.get("city"), match.city, where)
        _pair(into, "project applicant", _title(project.get("applicant")), _title(match.applicant), where)
        _pair(into, "project funder", _title(project.get("funder")), _title(match.funder), where)
    row.false += [f"{name}: {p.name}" for p in left]


def _amount(value: Any) -> str | None:
    return _plain(value.value) if value is not None else None


def _plain(value: Any) -> str | None:
    if value is None:
        return None
    text = format(value, "f") if not isinstance(value, str) else value
    return text.rstrip("0").rstrip(".") if "." in text else text


def _money(value: Any, low: Any, high: Any) -> str:
    return _plain(value) or f"{_plain(low)}–{_plain(high)}"


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())


def _title(text: str | None) -> str | None:
    """A name for comparing: without letter case, marks at its edges and a leading article."""
    if text is None:
        return None
    return str(regex.sub(r"^(?:en|et|den|det|de) ", "", _fold(text).strip(" .»«“”„\"’‘'")))


def _words(text: str) -> str:
    return " ".join(regex.findall(r"[\p{L}\d]+", text.casefold()))


def table(scores: Scores) -> str:
    """The scores as lines: field, precision, recall, F1, counts."""
    lines = [f"{'field':22} {'P':>6} {'R':>6} {'F1':>6} {'hit':>5} {'miss':>5} {'false':>5}"]
    lines += [
        f"{name:22} {s.precision:6.3f} {s.recall:6.3f} {s.f1:6.3f} {s.hit:5} {len(s.missed):5} {len(s.false):5}"
        for name, s in scores.items()
    ]
    return "\n".join(lines)
