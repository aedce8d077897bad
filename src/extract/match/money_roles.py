"""What an amount is: granted, the whole cost, a pool, own funding … decided by phrases around it.

The phrases of patterns/money_roles.toml and money_roles_other.toml are matched on each sentence with its amounts
masked. Where several
match one amount, the better rank wins (``give.rank``: 0 is surest, 1 names the money, 2 is a
verb beside it, 3 a mere hint), then the one nearest to the amount, then the one with more text, then the order of
the file. A phrase never reaches over the end of a clause.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from typing import cast, get_args

import regex

from extract.patterns import Patterns, Phrase
from extract.patterns.phrases import SLOTS, compile_phrases
from extract.records.release import Role, Span
from extract.values.text import lower
from extract.values.words import FIRST_LETTERS
from extract.values.words import SOURCE as NUMBER_WORDS

_MONEY, _NUMBER = SLOTS["money"], SLOTS["number"]
HINT = 3
_NEAR = 40
_COMPOUND = 6
_SMALL = 3
"""Words of so few letters stand in most sentences."""
_WORD = regex.compile(rf"\w+|[{_MONEY}{_NUMBER}]")
_OPENING = regex.compile(r"\((?P<group>[^()]*)\)(?!\*)|\{(?P<slot>money|number)\}|(?P<word>\w+)(?!\w*\*)")
_MAY_LACK = regex.compile(r"\[[^\]]*\]|\{\w+\}")
_GROUP_OR_WORD = regex.compile(r"\([^()]*\)\*?|\w+\*?")
_LABELLED = regex.compile(r":\s*\{money\}$")
_LABEL_OPENS = regex.compile(
    r"(?i)(?:^|[,;.·|/–—()•*!-])\s*(?:(?!(?:for|af|til|i|på|om|og|ved|hos|fra|med)\s)[\p{L}-]{1,24}[tes]\s){0,2}$"
)
"""What stands before a label: a line's begin or a mark, and adjectives (*Kommunalt tilskud*). After any other word it
is the end of a name (*Institut for Økonomi*)."""
_FOR_EACH = regex.compile(r"(?i)(?:for|af) hver(?:t|eneste)? ")
"""At the start of an amount: *for hver 100 kroner*. The sentence reckons with shares, no sums."""
_PART_OF = regex.compile(r" (?:ud )?af (?:de|den|samtlige)(?: i alt| samlede)? ?(?=\d|\p{L}+ (?:mio|mia|mill|tusind))")
_ONE_OF = regex.compile(r"(?<!\p{L})(?:\p{L}+ste|dyreste|en|et|[eé]n|[eé]t|ene|hver|hvert|ingen) af (?:de |disse )?$")
"""Before a count that receives nothing as a whole: *det dyreste af de seks projekter*."""
_ALREADY = regex.compile(
    r"(?i)(?<!\p{L})(?:ud over|udover|foruden|ved siden af|oven i) (?:(?:de|den|det) )?$|(?:^|[^\p{L}\s] )ud $"
)
"""Before an amount that was told of already: what follows speaks of another (*ud over de 8,4 mio. kr. lægger …*).
*Over* may have been read as a qualifier of the amount."""
_GLUED_LABEL = regex.compile(r"(?i)(?<!(?<!\p{L})(?:for|af|til|i|på|om|og|ved|hos|fra|med))\s$")
"""Before a label in the run of a line (*Sted: Assens Beløb: 4.000 kr.*), where it begins with a capital letter."""
_LABEL_ROOM = 80
_EACH_ROOM = 4
_WEAK = 2
_SEVERAL_ROOM = 80
_KIND = (
    r"ny|nye|lokale|danske|unge|små|mindre|større|frivillige|kulturelle|kreative|sociale|særlige|de|regionens|kommunens|landets"
    r"|\p{L}{3,}(?:ske|iske|lige|ende)|byens|egnens|øens|\p{L}{3,}(?:ets|ens)"
)
_ONE_WORD = r"(?:hold|kor|film|steder|centre|anlæg|forsøg|netværk|laug|tilsagn|unge|formål)(?!\p{L})"
"""Words that are one or several: alone they tell nothing."""
_FINANCED = regex.compile(r"(?i)(?<!\p{L})finansier(?:es|et|ingen)(?!\p{L})")
_MANY_WORDS = r"(?:(?!(?:fra|til|på|hos|med|af|fik|får)\s)[\p{L}-]{1,30}\s){0,3}?"
_SAME_KIND = regex.compile(
    r"[^:.!?]{0,90}?(?:[,;]|(?<!\p{L})(?:og|samt|eller|til|fra)(?!\p{L}))[^;:.!?]{0,60}", regex.IGNORECASE
)
_PERIOD = (
    r"(?: (?:i|for|ved) (?:(?:\p{L}+|\d\.) ){0,2}(?:kvartal|halvår|år|periode|perioden|kvartalet|halvåret|regnskabsåret"
    r"|(?:19|20)\d\d)(?:[/-]\d\d)?(?: (?:19|20)\d\d(?:[/-]\d\d)?)?)?"
)
_AGAINST = regex.compile(
    rf"(?i){_PERIOD}(?:,? (?:mod|i forhold til|sammenlignet med)(?: kun| blot| tidligere| sidste års| de| det"
    r"| oprindelige?| oprindeligt| budgettere(?:de|t)| forvente(?:de|t)| vente(?:de|t)| planlagte?)* ?"
    r"|[.,]? ?\((?:mod|fra|sidste år|i|året før|forrige år)?:? ?(?:(?:19|20)\d\d)?:? ?)"
)
"""Between an amount and the one that it is compared with: last year's, the one expected before."""
_TURN = regex.compile(
    r"(?i)(?<!\p{L})(?:mens|men|hvor|som|der|hvoraf|heraf|har|er|var|blev|bliver|skal|kan|vil|må|får|fik|koster|kommer|lægger"
    r"|bidrager|giver|gav|dækker|betaler|låner|søger|at|ud af|af de|sidste år)(?!\p{L})"
)
_BREAK = regex.compile(
    r"(?i),? (?:mens|men)(?!\p{L})|, (?:og|så|idet|fordi|når|hvis|selv om|selvom|hvoraf|heraf|dog)(?!\p{L})|[;!?]\s"
    r"|\.\s(?=[»”\"“]?(?-i:\p{Lu}))|til at(?!\p{L})(?<=(?:får|få|fik|fået)\s(?:\S+\s){1,4}til at)"
)
"""The end of a clause: a verb before it says nothing about an amount behind it."""
_CLAUSE = regex.compile(r"(?i)[,;:(–—]\s|(?<!\p{L})(?:mens|men|hvoraf)\s")
_SET_ASIDE = frozenset({"money.role.pool.reserved", "money.role.pool.distribute"})
"""Money set aside or given out, which is for one thing where the sentence goes on to say so."""
_GOES = frozenset({"money.role.grant.goes_to", "money.role.grant.for"})
_OF_WHICH = regex.compile(r"(?i)(?<!\p{L})(?:hvoraf|heraf|af dem) ")
_OF_WHICH_BEHIND = regex.compile(r"(?i),? (?:heraf|hvoraf) (?:(?:ca\.|cirka|knap|godt|omkring) )?")
_NEEDS = frozenset({"total", "sum", "each", "together", "beside", "gives", "from_another", "others", "sender"})
_SPREADING = frozenset({"grant", "pool", "cofunding", "turnover", "applied", "saving", "other"})


@dataclass(frozen=True, slots=True)
class Given:
    """A role, the pattern that gave it, and how sure that is. ``rank`` orders the hints; 9 is none."""

    role: Role = "other"
    rule: str | None = None
    rank: int = 9
    confidence: float = 1.0


NONE = Given()
_RECKONED = Given("other", "money.reckoned", 1, 0.9)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of a sentence: ``start`` takes in qualifiers and fillers.

    ``total`` is true for *i alt*, *samlet*; ``large`` where it may well be one sum over many (not *hver*);
    ``together`` for *tilsammen*.
    """

    start: int
    end: int
    number: int
    total: bool = False
    large: bool = False
    together: bool = False


@dataclass(frozen=True, slots=True)
class RolePhrase:
    """One text of a pattern ``money.role.ROLE.NAME`` with what its ``give`` says."""

    id: str
    expression: regex.Pattern[str]
    role: Role
    rank: int
    needs: str | None
    label: bool
    order: int
    openers: frozenset[str]
    """The words, or the slot, with which it begins."""
    needed: tuple[frozenset[str], ...]
    """Words of which a sentence must have one of each set; the rarest set comes first."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What a release says of its sender: whether it gives money, and by which words the text names it."""

    gives: bool
    names: tuple[str, ...]
    """The sender's names, in lower case."""
    words: regex.Pattern[str]
    """How a sender of its kind is called (*fonden*, *regionsrådet*, *vi*)."""

    def sender_in(self, clause: str) -> bool:
        folded = clause.lower()
        return self.words.search(folded) is not None or any(name in folded for name in self.names)


@dataclass(frozen=True, slots=True)
class Roles:
    """Gives roles to amounts. Made once from patterns by :func:`compile_roles`."""

    phrases: tuple[RolePhrase, ...]
    by_word: Mapping[str, tuple[int, ...]]
    """The numbers of the phrases by the rarest of the words that they need: most sentences try a handful."""
    labels: tuple[RolePhrase, ...]
    heads: frozenset[str]
    """Nouns of the phrases in which longer words may end."""
    head_lengths: tuple[int, ...]
    many: regex.Pattern[str]
    """A count of those who may receive money: ``15 nye kulturprojekter``."""
    giver: regex.Pattern[str]
    list_heading: regex.Pattern[str]
    price_heading: regex.Pattern[str]
    payers: regex.Pattern[str]
    """In a heading: below it stands who pays how much of one project."""
    to_several: regex.Pattern[str]
    """After an amount: several of a kind, though nobody counts them (*til nye kulturprojekter*)."""
    to_one: regex.Pattern[str]
    """After an amount: one thing to be made (*til et nyt videnscenter*, *til opførelse af*)."""
    fields: regex.Pattern[str]
    """Nothing but the names of fields (*idræt og friluftsliv*)."""

    def in_sentence(self, text: str, span: Span, amounts: Sequence[Amount], beside: Beside) -> dict[int, Given]:
        """The roles of the amounts of one sentence, by their numbers; an amount without one is left out."""
        masked, at_mask = self._mask(text, span, amounts)
        best: dict[int, tuple[tuple[int, int, int, int], Given]] = {}
        for entry, found, base in self._matches(masked):
            start, at, end = base + found.start(), base + found.start("money"), base + found.end()
            amount = at_mask.get(at)
            if amount is None:
                continue
            # Nearness is the distance from the amount to the far end of the phrase, in steps of some six words.
            far = max(at - start, end - at - 1)
            key = (entry.rank, far // _NEAR, far if far >= _NEAR else -far, entry.order)
            better = amount.number not in best or key < best[amount.number][0]
            if better and self._holds(entry, (start, at, end), amount, masked, beside):
                confidence = 0.75 if entry.rank == HINT else 0.97 if entry.rank == 1 else 0.94
                best[amount.number] = (key, Given(entry.role, entry.id, entry.rank, confidence))
        given = {number: one for number, (_, one) in best.items()}
        if any(_FOR_EACH.search(text, max(span[0], a.start - _EACH_ROOM), a.end) for a in amounts):
            return {amount.number: _RECKONED for amount in amounts}
        for amount in amounts:
            role = given.get(amount.number, NONE)
            open_role = role.rank >= _WEAK and role.role in {"grant", "other"}
            end = min(span[1], amount.end + _SEVERAL_ROOM)
            if amount.large and open_role and self.to_several.match(text, amount.end, end):
                given[amount.number] = Given("pool", "money.to_several", 1, 0.9)
            if role.rule in _SET_ASIDE and not amount.total and self.to_one.match(text, amount.end, end):
                given[amount.number] = Given("grant", "money.to_one", 2, 0.8)
        return self._spread(text, amounts, given)

    def _matches(self, text: str) -> Iterator[tuple[RolePhrase, regex.Match[str], int]]:
        """The phrases that match, each with the offset at which its positions count from."""
        places: dict[str, list[int]] = {}
        heads: dict[str, list[int]] = {}
        for found in _WORD.finditer(text.lower()):
            word = found.group()
            places.setdefault(word, []).append(found.start())
            if len(word) >= _COMPOUND and (head := self._head(word)) is not None:
                heads.setdefault(head, []).append(found.end() - len(head))
        words = places.keys() | heads.keys()
        for entry in self._candidates(words):
            for opener in entry.openers & words:
                for start in places.get(opener, ()):
                    matched = entry.expression.match(text, start)
                    if matched is not None:
                        yield entry, matched, 0
                for start in heads.get(opener, ()):
                    # "hæderslegatet" is matched from its head on: phrases begin where words do, so the rest is cut.
                    matched = entry.expression.match(text[start:])
                    if matched is not None:
                        yield entry, matched, start

    def _head(self, word: str) -> str | None:
        """The noun in which a longer word ends, None where it ends in none of the phrases' nouns."""
        for length in self.head_lengths:
            if word[-length:] in self.heads and length + 2 <= len(word):
                return word[-length:]
        return None

    def _candidates(self, words: Set[str]) -> Iterator[RolePhrase]:
        """The phrases whose words are all there; each once."""
        seen = set()
        for word in words:
            for number in self.by_word.get(word, ()):
                if number in seen:
                    continue
                seen.add(number)
                entry = self.phrases[number]
                for one in entry.needed:
                    if words.isdisjoint(one):
                        break
                else:
                    yield entry

    def _holds(self, entry: RolePhrase, span: tuple[int, int, int], amount: Amount, text: str, beside: Beside) -> bool:
        """Whether a phrase from ``start`` to ``end`` speaks of the amount at ``at``, and its conditions are met."""
        start, at, end = span
        if text.count(_MONEY, start, end) > 1 or _BREAK.search(text, start, max(at, end)):
            return False
        if _ALREADY.search(text, max(0, at - 24), at):
            return False
        if entry.label and not _opens_label(text, start):
            return False
        if entry.needs == "total":
            return amount.total
        if entry.needs == "sum":
            return amount.total or amount.large
        if entry.needs == "each":
            return not amount.total and not amount.large
        if entry.needs == "together":
            return amount.together
        if entry.needs == "beside":
            return self._from_another(text, start, at, beside)
        if entry.needs == "gives":
            return beside.gives
        if entry.needs == "from_another":
            after = text[end : self._clause_end(text, end)]
            return beside.gives and self.giver.search(after) is not None and not beside.sender_in(after)
        if entry.needs in {"others", "sender"}:
            named = beside.sender_in(text[self._clause_start(text, at) : at])
            return beside.gives and named == (entry.needs == "sender")
        return True

    @staticmethod
    def _clause_start(text: str, at: int) -> int:
        """Where the clause of position ``at`` begins, looked for no further back than 160 characters."""
        room = max(0, at - 160)
        return max((m.end() for m in _CLAUSE.finditer(text, room, at)), default=room)

    @staticmethod
    def _clause_end(text: str, at: int) -> int:
        """Where the clause of position ``at`` ends, looked for no further than 80 characters on."""
        found = _CLAUSE.search(text, at, at + 80)
        return found.start() if found is not None else at + 80

    def _from_another(self, text: str, verb: int, at: int, beside: Beside) -> bool:
        """Whether the clause of a verb of paying names a giver who is not the sender of the release."""
        if not beside.gives:
            return False
        start = self._clause_start(text, verb)
        return self.giver.search(text, start, at) is not None and not beside.sender_in(text[start:at])

    def _mask(self, text: str, span: Span, amounts: Sequence[Amount]) -> tuple[str, dict[int, Amount]]:
        """The sentence with amounts and counts masked, and the amount at each mask; no count inside an amount."""
        start, end = span
        part = lower(text[start:end])
        counts = [c for c in self.many.finditer(part) if not _ONE_OF.search(part, max(0, c.start() - 40), c.start())]
        marks: list[tuple[int, int, Amount | None]] = [(a.start, a.end, a) for a in amounts]
        marks.extend((start + c.start("count"), start + c.end("count"), None) for c in counts)
        marks.sort(key=lambda mark: (mark[0], -mark[1]))
        pieces: list[str] = []
        length, at = 0, start
        placed: dict[int, Amount] = {}
        for low, high, amount in marks:
            if low < at or high > end:
                continue
            length += low - at
            if amount is not None:
                placed[length] = amount
            pieces += (text[at:low], _NUMBER if amount is None else _MONEY)
            length, at = length + 1, high
        pieces.append(text[at:end])
        return "".join(pieces), placed

    def _spread(self, text: str, amounts: Sequence[Amount], given: dict[int, Given]) -> dict[int, Given]:
        """``bevilget 20 mio. kr. til A, 5 mio. kr. til B og 2 mio. kr. til C``: the row shares the first one's role."""
        for first, second in pairwise(amounts):
            source, target = given.get(first.number, NONE), given.get(second.number, NONE)
            gap = text[first.end : second.start]
            if _PART_OF.match(text, first.end, second.end):
                if target.rank >= 2 and target.role in {"grant", "other"}:
                    given[second.number] = Given("pool", "money.part_of", 1, 0.85)
                if source.rank >= HINT:
                    given[first.number] = Given("grant", "money.part_of", 2, 0.75)
                continue
            if source.role == "total" and target.rule in _GOES and _OF_WHICH.search(gap):
                # "koster 41 mio. kr., hvoraf 1,5 mio. kr. går til solceller": a part of the cost.
                given[second.number] = Given("other", "money.part_of_cost", 2, 0.8)
                continue
            if source.rank >= HINT or target.rank < HINT:
                continue
            row = source.role in _SPREADING and _SAME_KIND.fullmatch(gap) and not _TURN.search(gap)
            row = row or (source.role == "turnover" and _OF_WHICH_BEHIND.fullmatch(gap) is not None)
            if row or _AGAINST.fullmatch(gap):
                given[second.number] = Given(source.role, source.rule, 2, min(source.confidence, 0.8))
            elif (
                source.role == "loan"
                and _SAME_KIND.fullmatch(gap)
                and _FINANCED.search(text, max(0, first.start - 160), first.start)
            ):
                # "finansieres med et lån på 950 mio. kr. og 50 mio. kr. fra ejerne": the other parts of the cost.
                given[second.number] = Given("cofunding", "money.financed", 2, 0.8)
        return given

    def of_label(self, label: str) -> Given:
        """The role that a label or a column heading gives to the amount beside it."""
        words = label.strip().rstrip(" :").lower()
        role = self._of_label(words)
        last = words.rpartition(" ")[2]
        if role.rule is None and (head := self._head(last)) is not None:
            # "Varmesalg" is a kind of "salg".
            role = self._of_label(words[: -len(last)] + head)
        return role

    def _of_label(self, words: str) -> Given:
        text = f"{words}: {_MONEY}"
        best: tuple[tuple[int, int, int], Given] | None = None
        for entry in self.labels:
            found = entry.expression.search(text)
            if found is not None and found.end() == len(text) and _LABEL_OPENS.search(text, 0, found.start()):
                key = (entry.rank, found.start() - found.end(), entry.order)
                if best is None or key < best[0]:
                    best = (key, Given(entry.role, entry.id, entry.rank, 0.97))
        return best[1] if best is not None else NONE

    def announces_grants(self, heading: str) -> bool:
        """Whether a heading or lead-in says that what follows was granted (``Følgende projekter støttes:``)."""
        return self.list_heading.search(heading) is not None


def compile_roles(patterns: Patterns) -> Roles:
    """The phrases ``money.role.*`` of patterns/, in the order of the files."""
    phrases: list[RolePhrase] = []
    by_word: dict[str, list[int]] = {}
    labels: list[RolePhrase] = []
    for order, phrase in enumerate(patterns.group("money.role")):
        for text in phrase.match:
            entry = _entry(phrase, text, order)
            for word in sorted(entry.needed[0] if entry.needed else entry.openers):
                by_word.setdefault(word, []).append(len(phrases))
            phrases.append(entry)
            if entry.label:
                labels.append(entry)
    many, giver, heads = (patterns.words[f"money.{name}"].words for name in ("many", "giver", "head"))
    return Roles(
        phrases=tuple(phrases),
        by_word={word: tuple(numbers) for word, numbers in by_word.items()},
        labels=tuple(labels),
        heads=frozenset(heads),
        head_lengths=tuple(sorted({len(head) for head in heads}, reverse=True)),
        many=regex.compile(
            rf"(?<![\p{{L}}\d.,])(?=[\d{FIRST_LETTERS}])(?P<count>(?!1\s|en\s|et\s|(?:19|20)\d\d\s)(?:\d{{1,4}}|{NUMBER_WORDS}))\s{_MANY_WORDS}"
            rf"[\p{{L}}-]{{0,20}}(?:{_any(many)})(?!\p{{L}})"
        ),
        giver=regex.compile(rf"(?<!\p{{L}})(?:(?i:{_any(giver)})|\p{{Lu}}[\p{{L}}-]*(?:[Ff]ond|[Ff]onden))(?!\p{{L}})"),
        list_heading=patterns.words["money.list_heading"].expression,
        price_heading=patterns.words["money.price_heading"].expression,
        payers=patterns.words["projects.financing_heading"].expression,
        to_several=regex.compile(
            r"(?i)(?: ekstra| afsted| af sted| ud| videre)? til (?:en (?:lang |bred |stor )?(?:række|vifte af) )?"
            rf"(?:(?:{_KIND}) ){{0,2}}"
            rf"(?:[\p{{L}}]{{2,24}}- og |og (?:{_KIND}) )?(?!{_ONE_WORD})"
            rf"[\p{{L}}-]{{0,20}}(?:{_any(many)})(?!\p{{L}})"
        ),
        to_one=regex.compile(
            r"(?i)(?: (?:ekstra|mere|af))?(?: (?:fra|af) [^.,;:()\n]{2,50}?)?(?: til rådighed)? til "
            rf"(?:at )?(?:(?:{_any(patterns.words['money.making'].words)})(?!\p{{L}})"
            rf"|(?:en|et) (?:(?:{_KIND}|nyt|lokalt|fælles|større|\p{{L}}+t) ){{0,2}}"
            rf"(?![\p{{L}}-]*(?:{_any(patterns.words['money.not_one'].words)}))[\p{{L}}-]{{3,}})"
        ),
        fields=_fields(patterns.words["money.field"].words),
    )


def _fields(words: Sequence[str]) -> regex.Pattern[str]:
    field = rf"(?:[\p{{L}}]{{1,14}}s?)?(?:{_any(words)})(?:[- ]?området)?"
    kind = r"(?:(?:fri|lokal|grøn|ny|øvrig|anden|øvrige|andre|nye|lokale|\p{L}{2,12}(?:sk|ske|lig|lige)) )?"
    where = r"(?: (?:i|over|rundt om i) (?:hele )?(?:landet|kommunen|regionen)| for børn(?: og unge)?)?"
    return regex.compile(rf"(?i){kind}{field}(?:(?:, | og | samt | & |/){kind}{field}){{0,4}}{where}")


def _opens_label(text: str, start: int) -> bool:
    """Whether a label may begin at ``start``: where a line or clause does, or with a capital letter behind a label."""
    room = max(0, start - _LABEL_ROOM)
    if _LABEL_OPENS.search(text, room, start):
        return True
    glued = text[start : start + 1].isupper() and ":" in text[room:start]
    return glued and _GLUED_LABEL.search(text, room, start) is not None


def _entry(phrase: Phrase, text: str, order: int) -> RolePhrase:
    role = phrase.id.split(".")[2]
    if role not in get_args(Role):
        raise ValueError(f"{phrase.file}: {phrase.id} names the unknown role {role!r}")
    rank = int(phrase.give.get("rank", "2"))
    labelled = _LABELLED.search(text) is not None
    needs = phrase.give.get("needs")
    if needs is not None and needs not in _NEEDS:
        raise ValueError(f"{phrase.file}: {phrase.id} needs {needs!r}; there are {', '.join(sorted(_NEEDS))}")
    expression, openers = compile_phrases([text]), _openers(phrase, text)
    return RolePhrase(phrase.id, expression, cast(Role, role), rank, needs, labelled, order, openers, _needed(text))


def _openers(phrase: Phrase, text: str) -> frozenset[str]:
    """The words, or the slot, with which ``text`` begins; ValueError where that is left open."""
    found = _OPENING.match(text)
    if found is None:
        raise ValueError(f"{phrase.file}: {phrase.id} must begin with a word, (words|…) or a slot: “{text}”")
    if found["slot"] is not None:
        return frozenset({SLOTS[found["slot"]]})
    words = (_WORD.search(part.lower()) for part in (found["group"] or found["word"]).split("|"))
    return frozenset(word.group() for word in words if word is not None)


def _needed(text: str) -> tuple[frozenset[str], ...]:
    """For each word or group of ``text`` that may not be left out, the words with which it can begin."""
    sets = []
    for found in _GROUP_OR_WORD.finditer(_MAY_LACK.sub(" ", text)):
        parts = found.group().strip("()").split("|")
        first = [_WORD.search(part.lower()) for part in parts]
        if "*" not in found.group() and all(word is not None for word in first):
            sets.append(frozenset(word.group() for word in first if word is not None))
    return tuple(sorted(sets, key=lambda words: (sum(len(word) <= _SMALL for word in words), len(words))))


def _any(words: Iterable[str]) -> str:
    return "|".join(regex.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
