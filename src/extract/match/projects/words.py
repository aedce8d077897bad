"""The word lists of patterns/projects.toml, compiled, with the small questions that lists and sentences ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import regex

from extract.match.projects.fields import Index, strip
from extract.match.projects.purpose import Purposes, compile_purposes
from extract.patterns import Masked, Patterns, Phrase, Words, mask
from extract.records.mentions import Named, OrganisationMention
from extract.records.release import Span
from extract.values.text import tried

_LABEL_LINE = regex.compile(r"\s*(?P<label>\p{Lu}[\p{L}/.,() -]{0,45}?)\s*:\s*(?P<value>\S.*)?$", regex.MULTILINE)
_NAME = regex.compile(
    r"\p{Lu}[\p{L}\d’'&./-]*"
    r"(?:(?: (?:og|&|for|af|i|på|de|den|det|til|med|von|van|ved)){0,2} (?:\p{Lu}|\d)[\p{L}\d’'&./-]*){0,7}"
)
# "afdeling i Skagen" is part of the name; "Foreningen Laden i Nørre Nebel" has its seat there.
_OF_A = regex.compile(r"^(?:ud\s)?af\s(?:i alt|et|en|det|den|projektets|sit)(?:\s|$)")
_BETWEEN = regex.compile(r",\s+|;\s+|\s(?:og|samt)\s")
_LINK = regex.compile(r"\s(?:og|som|der|har|,)\s*$")
_SEAT = regex.compile(r"(?<!\bafdeling|\bafd\.|\bvenner|\bklub)(?:,\s|\s(?:i|på|ved|fra|nær)\s)$")
_SEVERAL = frozenset({"projekterne"})
_VERB_WORDS = 4
_ARTICLES = ("en ", "et ")
_ROLE_BEFORE = regex.compile(
    r"(?:ansøgt|indsendt|drevet|udviklet|ledet)\saf\s|(?:fra|af|v/|ved|til)\s", regex.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class ProjectWords:
    """The compiled lists."""

    labels: Mapping[str, Words]
    inner_label: regex.Pattern[str]
    any_label: regex.Pattern[str]
    body: regex.Pattern[str]
    common_body: regex.Pattern[str]
    wide_body: regex.Pattern[str]
    pool_fact: Words
    financing: Words
    theme: regex.Pattern[str]
    works_heading: Words
    about_one: regex.Pattern[str]
    sum_row: Words
    noun: Words
    names: regex.Pattern[str]
    mending: Words
    event: regex.Pattern[str]
    give: Words
    give_loosely: Words
    funder: regex.Pattern[str]
    receive: Words
    gets_for_itself: regex.Pattern[str]
    asks: Words
    refused: Words
    each: Words
    support_to: Words
    sought: regex.Pattern[str]
    funding: regex.Pattern[str]
    openers: Words
    apposition: regex.Pattern[str]
    heading_verb: Words
    not_built: Words
    no_recipient: regex.Pattern[str]
    municipalities: regex.Pattern[str]
    """*15 kommuner får*, *kommunerne modtager*: the municipalities themselves get the money."""
    list_heading: Words
    purposes: Purposes
    kind_of_project: regex.Pattern[str]
    """Nothing but a word for a project, which says nothing of it: *et forskningsprojekt*."""
    counts: regex.Pattern[str]
    generic: regex.Pattern[str]
    kinds: frozenset[str]
    """Bodies named by their kind alone, as *Spejderne*: only their town tells them from others."""
    applicant: tuple[Phrase, ...]
    partners: tuple[Phrase, ...]

    def label(self, text: str, line: Span) -> tuple[str, Span] | None:
        """The role and value span of a ``Label: værdi`` line whose label is known; None for other lines."""
        found = _LABEL_LINE.match(text, *line)
        if found is None:
            return None
        role = self.role_of(found["label"])
        if role is None:
            return None
        span = found.span("value") if found["value"] else (line[1], line[1])
        # The full stop of "kr." belongs to an amount.
        return role, (span if role in {"granted", "applied", "total"} else strip(text, *span))

    def role_of(self, label: str) -> str | None:
        """What a label or column head names (``name``, ``applicant``, ``granted`` …), or None."""
        folded = " ".join(label.casefold().split()).rstrip(" :.")
        for role, words in self.labels.items():
            if folded in words.folded:
                return role
        return None

    def is_body(self, text: str) -> bool:
        """Whether a text reads as the name of an association, school, museum or other body: ``et flydende bibliotek``
        is a thing."""
        return not text.startswith(_ARTICLES) and self.body.search(text) is not None

    def is_field(self, text: str) -> bool:
        """Whether a text names only fields of support (``musik og teater``), no project."""
        return self.purposes.is_field(text)

    def is_sum_row(self, text: str) -> bool:
        found = self.sum_row.expression.match(text)
        return found is not None and len(text) - found.end() < 25

    def without_role(self, text: str, span: Span) -> Span:
        """The span without ``ansøgt af`` and the like before the name."""
        found = _ROLE_BEFORE.match(text, *span)
        return span if found is None else (span[0] + len(found.group()), span[1])

    def without_apposition(self, text: str, span: Span) -> Span:
        """The span without a common word for who it is (``Virksomheden Klart Vand`` is Klart Vand)."""
        found = self.apposition.match(text, *span)
        return span if found is None else (int(found.end()), span[1])

    def is_money_word(self, text: str) -> bool:
        """Whether a text is nothing but an amount's label: ``søgt``, ``samlet budget``, ``af et samlet budget på``."""
        bare = _OF_A.sub("", text.casefold().removesuffix(" på").removesuffix(" er"))
        return not bare or self.role_of(bare) in {"granted", "applied", "total"}

    def is_verb_only(self, text: str) -> bool:
        """Whether a field is nothing but how the money comes: ``støttes med``, ``får tilskud på``."""
        return self.receive.expression.match(text) is not None and text.islower() and len(text.split()) <= _VERB_WORDS

    def before_verb(self, text: str, span: Span) -> Span:
        """The span up to a verb of receiving: ``X og modtager tilskud på`` is X."""
        found = self.receive.expression.search(text, *span)
        if found is None or found.start() == span[0]:
            return span
        link = _LINK.search(text, span[0], found.start())
        return strip(text, span[0], link.start() if link else found.start())

    def seat(self, index: Index, span: Span) -> tuple[Span, int] | None:
        """``Ansøger i By`` or ``Ansøger, By`` as the applicant alone and the place mention; None without a place."""
        for number in reversed(index.places(span)):
            place = index.mentions.places[number]
            if place.end != span[1] or place.kind not in {"city", "island", "landscape"}:
                continue
            found = _SEAT.search(index.text, span[0], place.start)
            if found is not None and found.end() == place.start:
                return (span[0], int(found.start())), number
        return None

    def purpose(self, text: str, span: Span) -> Span | None:
        """What follows ``til`` or ``at …`` as the thing that gets the money; None where there is no such phrase."""
        return self.purposes.find(text, span)

    def find_applicant(self, index: Index, span: Span) -> Span | None:
        """Who a phrase in the span names as the applicant (``X søger om tilskud``, ``ansøgt af X``)."""
        masked, names = masked_names(index, span, self.openers)
        for phrase in self.applicant:
            for found in phrase.find(masked):
                if "org" in found.slots:
                    organisation = index.mentions.organisations[found.slots["org"]]
                    return organisation.start, organisation.start + len(organisation.name)
                if "name" in found.slots:
                    return names[found.slots["name"]]
        return None

    def find_partners(self, index: Index, span: Span, value: Span | None) -> tuple[Named, ...]:
        """The partners that a label's value or a phrase of the item's span names."""
        spans: list[Span] = []
        if value is not None:
            spans = [(o.start, o.start + len(o.name)) for o in _organisations(index, value)]
            # Those that no organisation is known by are named all the same.
            spans += [part for part in _listed(index.text, value) if not any(_meet(part, own) for own in spans)]
        else:
            masked, _ = masked_names(index, span, self.openers)
            for phrase in self.partners:
                for found in phrase.find(masked):
                    organisation = index.mentions.organisations[found.slots["org"]]
                    spans.append((organisation.start, organisation.start + len(organisation.name)))
        unique = sorted(set(spans))
        return tuple(Named(index.text[a:b], ((a, b),)) for a, b in unique)


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _organisations(index: Index, span: Span) -> list[OrganisationMention]:
    return [index.mentions.organisations[n] for n in index.organisations(span)]


def _listed(text: str, span: Span) -> Iterable[Span]:
    """The parts of an enumeration: between commas, semicolons and the last ``og`` / ``samt``."""
    at = span[0]
    for found in _BETWEEN.finditer(text, *span):
        low, high = strip(text, at, found.start())
        if low < high:
            yield low, high
        at = found.end()
    low, high = strip(text, at, span[1])
    if low < high:
        yield low, high


def masked_names(index: Index, span: Span, openers: Words) -> tuple[Masked, list[Span]]:
    """The span masked with organisations, amounts, places and, elsewhere, capitalised names; and the names' spans."""
    organisations = ((index.mentions.organisations[n], n) for n in index.beginning(span))
    inside = [(o.start, o.start + len(o.name), "org", n) for o, n in organisations if o.start + len(o.name) <= span[1]]
    inside += [(index.mentions.money[n].start, index.mentions.money[n].end, "money", n) for n in index.money(span)]
    names: list[Span] = []
    for found in _NAME.finditer(index.text, *span):
        if found.group().split()[0].casefold() in openers.folded:
            continue
        if any(low < found.end() and found.start() < high for low, high, _, _ in inside):
            continue
        names.append(found.span())
    inside += [(low, high, "name", n) for n, (low, high) in enumerate(names)]
    return mask(index.text, span, inside), names


def _inner_label(lists: Iterable[Words]) -> regex.Pattern[str]:
    """A label with its colon inside a line, where the line break before it was lost."""
    labels = sorted({word for listed in lists for word in listed.words if len(word) > 3}, key=lambda w: (-len(w), w))
    return regex.compile(rf"(?<=[\s).,])(?:{'|'.join(map(regex.escape, labels))}):")


def _any_label(lists: Iterable[Words]) -> regex.Pattern[str]:
    """Any known label with its colon, at the beginning of a line or after a bar, semicolon or full stop."""
    labels = sorted({word for listed in lists for word in listed.words}, key=lambda w: (-len(w), w))
    return regex.compile(rf"(?:(?<=^)|(?<=[|;.]\s))(?:{'|'.join(map(regex.escape, labels))}):", regex.MULTILINE)


def _alternatives(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(map(regex.escape, words))})"


def _tried(words: Iterable[str]) -> str:
    """The same, quick to look for, for expressions without case."""
    return tried(words, blank=" ", folded=True)


def _about_one(subjects: Words) -> regex.Pattern[str]:
    """Headings such as ``Om puljen`` and ``Fakta om byggeriet``: one subject, not several (``Om projekterne``)."""
    single = "|".join(regex.escape(word) for word in subjects.words if word not in _SEVERAL)
    return regex.compile(rf"(?:kort |mere |lidt )?om (?:\S+ ){{0,3}}\S*(?:{single})\s*:?$", regex.IGNORECASE)


def _any_of(lists: Iterable[Words]) -> regex.Pattern[str]:
    """One expression for the words of several lists, the longest first."""
    words = _tried(word for listed in lists for word in listed.words)
    return regex.compile(rf"(?<!\p{{L}})(?:{words})(?!\p{{L}})", regex.IGNORECASE)


def _ending_in(listed: Words) -> regex.Pattern[str]:
    """A word in small letters that ends in one of the list; the group ``first`` is what makes it more than that."""
    words = sorted(listed.words, key=lambda word: (-len(word), word))
    return regex.compile(rf"(?P<first>\p{{Ll}}{{0,25}}?)(?:{'|'.join(map(regex.escape, words))})")


def _ended_by(listed: Words) -> regex.Pattern[str]:
    """A word of the list, or a compound that ends in it (``landmand``, ``forskergruppe``)."""
    words = "|".join(map(regex.escape, listed.words))
    return regex.compile(rf"(?<!\p{{L}})[\p{{L}}-]{{0,25}}?(?:{words})(?!\p{{L}})", regex.IGNORECASE)


def _before_name(listed: Words) -> regex.Pattern[str]:
    """One of the words, or a compound that ends in it, with nothing but marks up to the end."""
    words = sorted(listed.words, key=lambda word: (-len(word), word))
    return regex.compile(rf"(?:{'|'.join(map(regex.escape, words))})[^\p{{L}}\d]*$", regex.IGNORECASE)


def _no_recipient(parts: Words, receive: Words) -> regex.Pattern[str]:
    """A part of the giver itself (``Børneudvalget får``) or each of many (``Hver skole får``) before the verb."""
    each = r"(?<!\p{L})(?:[Hh]vert?|[Aa]lle|[Mm]an|[Dd]en\senkelte)(?:\s\p{Ll}+){1,3}"
    own = "|".join(map(regex.escape, parts.words))
    gets = "|".join(map(regex.escape, sorted(receive.words, key=lambda word: (-len(word), word))))
    return regex.compile(rf"(?:(?:{own})|{each})\s(?:{gets})(?!\p{{L}})")


def _sought(asks: Words, support: Words) -> regex.Pattern[str]:
    """``havde søgt om støtte til``: what follows is what the money is for, wherever the sum stands."""
    # "søger", "søger om" and "har søgt" end in the verb, but for a closing *om*.
    verbs = {word.removesuffix(" om").rpartition(" ")[2] for word in asks.words if not word.endswith(" for")}
    return regex.compile(
        rf"(?<!\p{{L}})(?:{'|'.join(map(regex.escape, sorted(verbs)))}|ansøgning(?:en)?)\s(?:\p{{L}}+\s){{0,3}}?"
        r"om\s(?:\p{L}+\s){0,2}?"
        rf"(?:{'|'.join(map(regex.escape, support.words))})(?!\p{{L}})",
        regex.IGNORECASE,
    )


def _compounds(whole: Words, endings: Words) -> regex.Pattern[str]:
    """The words, and compounds that end in one of ``endings`` (``cykelpuljen``, ``tillægsbevilling``)."""
    return regex.compile(
        rf"(?<![\p{{L}}])(?:{_tried(whole.words)}"
        rf"|\p{{L}}[\p{{L}}-]{{1,25}}?(?:{_tried(endings.words)}))(?!\p{{L}})",
        regex.IGNORECASE,
    )


def _before_capital(listed: Words) -> regex.Pattern[str]:
    """One of the words, or a compound that ends in it, before a name."""
    words = sorted(listed.words, key=lambda word: (-len(word), word))
    return regex.compile(rf"(?:[\p{{L}}]{{2,20}}-?)?(?i:{'|'.join(map(regex.escape, words))})\s(?=\p{{Lu}})")


def _nouns(whole: Words, endings: Words) -> regex.Pattern[str]:
    """The words before a project's name, and compounds that end in one of ``endings`` (``klimaprojektet``)."""
    return regex.compile(
        rf"(?<![\p{{L}}-])(?:(?:{_tried(whole.words)})"
        rf"|[\p{{L}}.-]{{2,30}}?(?:{_tried(endings.words)}))(?!\p{{L}})",
        regex.IGNORECASE,
    )


def compile_words(patterns: Patterns) -> ProjectWords:
    words = patterns.words
    roles = ("name", "applicant", "partners", "granted", "applied", "total", "place", "period", "description", "funder")
    body = rf"(?:{_tried(words['projects.body_ending'].words)})s?(?![\p{{L}}])"
    return ProjectWords(
        labels={role: words[f"projects.label.{role}"] for role in roles},
        any_label=_any_label([words[f"projects.label.{role}"] for role in roles]),
        inner_label=_inner_label(
            [words[f"projects.label.{role}"] for role in ("granted", "applied", "total", "period")]
        ),
        body=regex.compile(rf"(?:(?<=\p{{Ll}})|(?<!\p{{L}})){body}", regex.IGNORECASE),
        common_body=_ending_in(words["projects.common_body"]),
        wide_body=regex.compile(rf"{_alternatives(words['projects.wide_body'].words)}s?(?!\p{{L}})", regex.IGNORECASE),
        pool_fact=words["projects.pool_fact"],
        financing=words["projects.financing_heading"],
        theme=regex.compile(
            rf"\s(?:{'|'.join(map(regex.escape, words['projects.theme_noun'].words))})\s[»«“”„\"’‘']?$"
        ),
        works_heading=words["projects.works_heading"],
        about_one=_about_one(words["sections.heading.subject_ending"]),
        sum_row=words["projects.sum_row"],
        noun=words["projects.noun"],
        mending=words["projects.mending"],
        names=_nouns(words["projects.noun"], words["projects.noun_ending"]),
        event=_before_name(words["projects.event"]),
        give=words["projects.give"],
        give_loosely=words["projects.give_loosely"],
        funder=regex.compile(rf"(?:{_tried(words['funders.ending'].words)})s?(?!\p{{L}})", regex.IGNORECASE),
        receive=words["projects.receive"],
        gets_for_itself=_ended_by(words["projects.gets_for_itself"]),
        asks=words["projects.asks"],
        refused=words["projects.refused"],
        each=words["projects.each"],
        support_to=words["projects.support_to"],
        sought=_sought(words["projects.asks"], words["projects.support_to"]),
        funding=_compounds(words["projects.funding_word"], words["projects.funding_ending"]),
        openers=words["sentences.openers"],
        apposition=_before_capital(words["projects.apposition"]),
        list_heading=words["projects.list_heading"],
        heading_verb=words["projects.heading_verb"],
        not_built=words["projects.not_built"],
        no_recipient=_no_recipient(words["projects.own_part"], words["projects.receive"]),
        municipalities=regex.compile(
            rf"(?<!\p{{L}})kommuner(?:ne)?\s{_alternatives(words['projects.receive'].words)}(?!\p{{L}})",
            regex.IGNORECASE,
        ),
        purposes=compile_purposes(patterns),
        kind_of_project=regex.compile(
            rf"(?:\p{{Ll}}+\s)?\p{{Ll}}{{0,25}}{_alternatives(words['projects.kind_of_project'].words)}"
        ),
        counts=regex.compile(
            rf"\d[\d.]*\s+(?:{'|'.join(map(regex.escape, words['projects.statistics_item'].words))})(?!\p{{L}})",
            regex.IGNORECASE,
        ),
        generic=_any_of(patterns.word_group("funders.generic")),
        kinds=frozenset(words["organisations.generic"].words),
        applicant=(*patterns.group("projects.applicant.before"), *patterns.group("projects.applicant.after")),
        partners=patterns.group("projects.partners"),
    )
