"""``prose_amount_agrees_with_fact_box``: what the story says a project gets against what its list says."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extract.check.figures import agree, message, plain, told
from extract.check.view import Entry, View, holds
from extract.records.release import Amount, Check, CheckStatus, SectionKind, Span

_PROSE: frozenset[SectionKind] = frozenset({"title", "lead", "body", "caption"})
_NEAR = (Decimal("0.8"), Decimal("1.25"))
_SHIFTS = frozenset(Decimal(10) ** power for power in (-3, -2, -1, 1, 2, 3))
_NAME_SHORTEST = 5
_MARKS = (" – ", " - ", ": ", " (")
_MOST = 100
_WIDE = (Decimal(2) / 3, Decimal("1.5"))
_TELLING = 3000


def check_prose_amounts(view: View) -> tuple[Check, ...]:
    """A check for each amount of the running text that states a listed project's grant or total again.

    Assembly links them (``Amount.same_as``); an amount that it could not link because it differs is taken up
    where its sentence names one project of the list and nothing else that could be meant.
    """
    owners = {
        amount.id: (entry, amount)
        for entry in view.entries
        for amount in (entry.grant, entry.total)
        if amount is not None
    }
    return tuple(_checks(view, owners))


def _checks(view: View, owners: dict[str, tuple[Entry, Amount]]) -> Iterator[Check]:
    tried = 0
    for amount in view.release.amounts:
        if amount.id in view.used or amount.value is None:
            continue
        owner = owners.get(amount.same_as or "")
        if owner is None and (amount.same_as is not None or tried == _MOST):
            continue
        tried += 1
        if owner is None or _told_of_another(view, amount, owner[0]):
            found = _unlinked(view, amount)
            if found is not None:
                yield found
            continue
        entry, listed = owner
        # Another currency is an equivalence, and its rate is not for us to know.
        if amount.currency == listed.currency and not _is_equivalent(view, amount, listed):
            yield _check("ok" if agree(amount, listed) else "mismatch", amount, listed, entry)


def _is_equivalent(view: View, amount: Amount, listed: Amount) -> bool:
    """Whether the two stand side by side as one statement, ``5 mio. kr. (5.052.000 kr.)``."""
    return view.whole_sentence(amount.start) == view.whole_sentence(listed.start)


def _told_of_another(view: View, amount: Amount, entry: Entry) -> bool:
    """Whether the amount's sentence, or else its paragraph up to there, names one other project than the one whose
    amount it happens to equal."""
    sentence = view.sentence_at(amount.start)
    before = max(view.line_at(amount.start)[0], sentence[1] - _TELLING)
    named = _named(view, sentence, sentence) or _named(view, (before, sentence[1]), sentence)
    return named is not None and named is not entry


def _unlinked(view: View, amount: Amount) -> Check | None:
    section = view.section_at(amount.start)
    if section is None or section.kind not in _PROSE or view.in_list(amount.start):
        return None
    if amount.role != "grant" or amount.per is not None or amount.qualifier not in {"exact", "about"}:
        return None
    start, end = view.sentence_at(amount.start)
    others = [a for a in view.release.amounts if start <= a.start < end and a.id != amount.id]
    if others or view.words.besides.search(view.text, start, end):
        return None
    entry = _named(view, (start, end), (start, end))
    named = entry is not None
    if entry is None and view.words.the_project.search(view.text, start, end):
        entry = _named(view, (max(section.start, end - _TELLING), end), (start, end))
    if entry is None or entry.grant is None or not entry.value:
        return None
    if entry.grant.currency != amount.currency or (entry.total is not None and agree(amount, entry.total)):
        return None
    if agree(amount, entry.grant):
        return _check("ok", amount, entry.grant, entry)
    ratio = (amount.value or Decimal(0)) / entry.value
    if not named:
        # "Projektet modtager …" is of the project that the paragraphs tell of, as far as a rule can know.
        return _check("doubt", amount, entry.grant, entry) if _WIDE[0] <= ratio <= _WIDE[1] else None
    if _NEAR[0] <= ratio <= _NEAR[1] or ratio in _SHIFTS:
        return _check("mismatch", amount, entry.grant, entry)
    return None


def _named(view: View, telling: Span, sentence: Span) -> Entry | None:
    """The one listed project whose name or applicant the telling holds; None where it names several, or its
    sentence another organisation that could be the giver."""
    text = view.text[slice(*telling)].casefold()
    named = [entry for entry in view.entries if any(holds(text, name) for name in _names(entry))]
    if len(named) != 1 or named[0].box is None:
        return None
    project, publisher = named[0].project, view.release.publisher.name
    known = [
        n.casefold()
        for n in (project.name, project.applicant, project.funder, project.pool, publisher, *project.partners)
        if n
    ]
    for organisation in view.release.organisations:
        if any(sentence[0] <= mention.start < sentence[1] for mention in organisation.mentions):
            name = organisation.name.casefold()
            if not any(name in other or other in name for other in known):
                return None
    return named[0]


def _names(entry: Entry) -> tuple[str, ...]:
    """What a text may call the project: its name, with or without what follows a dash or colon, and its applicant."""
    name = entry.project.name
    short = [name.partition(mark)[0] for mark in _MARKS if mark in name]
    names = (name, *short, entry.project.applicant or "")
    return tuple(found.casefold() for found in names if len(found) >= _NAME_SHORTEST)


def _check(status: CheckStatus, amount: Amount, listed: Amount, entry: Entry) -> Check:
    text, stated = told(amount), told(listed)
    rounded = " (rundet af)" if amount.value != listed.value else ""
    words = (
        f"Tekstens {text} til »{entry.project.name}« stemmer med listens {stated}{rounded}"
        if status == "ok"
        else f"Teksten siger {text} til »{entry.project.name}«, men listen siger {stated}"
    )
    return Check(
        code="prose_amount_agrees_with_fact_box",
        status=status,
        message=message(words),
        stated=plain(amount.value) if amount.value is not None else None,
        found=plain(listed.value) if listed.value is not None else None,
        evidence=((amount.start, amount.end), (listed.start, listed.end)),
    )
