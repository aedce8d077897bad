"""What the page's markup says about a block: which part of the page it stands in, and in which box.

Class names and ids are read as words (``newsList__item--big`` is *news list item big*) and held against the
lists ``sections.class.*``. Elements around the title are never furniture, whatever they are called.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import regex

from extract.patterns import Patterns
from extract.records.document import Block, Element
from extract.records.release import SectionKind

_SPLIT = regex.compile(r"[^0-9A-Za-zæøåÆØÅ]+|(?<=[a-zæøå])(?=[A-ZÆØÅ])")
_PROSE_LENGTH = 80
_PROSE_LINKS = 0.4
_ROOT_SHARE = 0.5
_LEAST_SUMS = 3
_SUM = regex.compile(r"\d\s?(?:mio\.?\s?)?(?:kr\b|kroner)|(?:kr\.|DKK)\s?\d", regex.IGNORECASE)
_NEVER_NAMED = frozenset({"html", "body", "main", "article", "form"})
_NAVIGATION_TAGS = frozenset({"nav", "footer", "header"})
_NAVIGATION_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "dialog", "alertdialog", "menu"})
_NAMED_LIKE = frozenset({"teaser", "navigation", "contact"})
_LANDMARKS = frozenset({"main", "article"})
# Outer to inner strength: furniture around a box wins over the box.
_ORDER: tuple[SectionKind, ...] = ("navigation", "teaser", "contact", "about", "quote_box", "fact_box", "caption")


@dataclass(frozen=True, slots=True)
class Region:
    """What the markup says of an element and all within it; None where it says nothing."""

    kind: SectionKind | None = None
    box: Element | None = None
    """The outermost element that makes it a fact box, quote box or figure."""
    lead: bool = False
    dateline: bool = False


@dataclass(frozen=True, slots=True)
class ClassNames:
    """The word lists of class names, as strings of words between blanks."""

    by_kind: tuple[tuple[SectionKind, tuple[str, ...]], ...]
    lead: tuple[str, ...]
    dateline: tuple[str, ...]


def compile_class_names(patterns: Patterns) -> ClassNames:
    def names(key: str) -> tuple[str, ...]:
        return tuple(f" {word.casefold()} " for word in patterns.words[f"sections.class.{key}"].words)

    kinds: tuple[tuple[SectionKind, str], ...] = (
        ("fact_box", "fact_box"),
        ("navigation", "navigation"),
        ("teaser", "teaser"),
        ("contact", "contact"),
        ("about", "about"),
        ("quote_box", "quote"),
        ("caption", "caption"),
    )
    return ClassNames(tuple((kind, names(key)) for kind, key in kinds), names("lead"), names("dateline"))


@dataclass(slots=True)
class RegionReader:
    """Reads the regions of one page; each element is looked at once."""

    class_names: ClassNames
    safe: frozenset[int] = frozenset()
    """``id()`` of the elements around the title."""
    seen: dict[int, Region] = field(default_factory=dict)
    own: set[int] = field(default_factory=set)
    """``id()`` of boxes that are named like other news and are the article's own (``keep_paid``)."""

    def keep_paid(self, blocks: Sequence[Block], texts: Sequence[str]) -> None:
        """Keep the boxes of class *cards* or *contacts* that lead nowhere and hold sums: who got how much."""
        inside: defaultdict[int, list[int]] = defaultdict(list)
        for number, block in enumerate(blocks):
            region = self.region(block.element)
            if region.kind in _NAMED_LIKE and region.box is not None and _is_named(region.box):
                inside[id(region.box)].append(number)
            elif region.kind == "caption" and region.box is not None and block.tag == "div":
                self.own.add(id(region.box))  # a picture's caption that is one of the cards
        for box, numbers in inside.items():
            linked = any(blocks[n].links for n in numbers)
            if not linked and sum(_SUM.search(texts[n]) is not None for n in numbers) >= _LEAST_SUMS:
                self.own.add(box)

    def region(self, element: Element | None) -> Region:
        """The region of an element: its own and that of the elements around it, the stronger one winning."""
        chain: list[Element] = []
        known = Region()
        for step in element.ancestors() if element is not None else ():
            if id(step) in self.seen:
                known = self.seen[id(step)]
                break
            chain.append(step)
        for step in reversed(chain):
            known = self._within(step, known)
            self.seen[id(step)] = known
        return Region() if known.box is not None and id(known.box) in self.own else known

    def _within(self, element: Element, outer: Region) -> Region:
        kind, lead, dateline = self._own(element)
        if kind is None or (outer.kind is not None and _ORDER.index(outer.kind) <= _ORDER.index(kind)):
            return Region(outer.kind, outer.box, outer.lead or lead, outer.dateline or dateline)
        return Region(kind, element, outer.lead or lead, outer.dateline or dateline)

    def _own(self, element: Element) -> tuple[SectionKind | None, bool, bool]:
        tag = element.tag
        if id(element) in self.safe:
            return None, False, False
        if tag == "figcaption":
            return "caption", False, False
        if tag == "blockquote":
            return "quote_box", False, False
        words = _words(element) if tag not in _NEVER_NAMED else ""
        lead = any(name in words for name in self.class_names.lead) if words else False
        dateline = tag == "time" or (any(name in words for name in self.class_names.dateline) if words else False)
        if element.role in _NAVIGATION_ROLES:
            return "navigation", lead, dateline
        if words:
            for kind, names in self.class_names.by_kind:
                if any(name in words for name in names):
                    return kind, lead, dateline
        if tag in _NAVIGATION_TAGS and not (
            (tag in {"header", "footer"} and _inside(element, "blockquote"))
            or (tag == "header" and _inside(element, "article"))  # the head of a card, or of a part of the text
        ):
            return "navigation", lead, dateline
        if tag == "aside":
            return ("fact_box" if any(step.tag in _LANDMARKS for step in element.ancestors()) else None), lead, dateline
        return None, lead, dateline


def _words(element: Element) -> str:
    named = (*element.classes, element.id, element.label)
    words = [word for name in named for word in _SPLIT.split(name) if word]
    return f" {' '.join(words).casefold()} " if words else ""


def _is_named(box: Element) -> bool:
    """Whether a box is what it is by its class alone, not by a tag or role of the markup."""
    return box.tag not in _NAVIGATION_TAGS and box.role not in _NAVIGATION_ROLES


def _inside(element: Element, tag: str) -> bool:
    return any(step.tag == tag for step in element.ancestors())


def article_root(blocks: Sequence[Block], title: Block | None, reader: RegionReader) -> Element | None:
    """The innermost element around the title that holds most of the page's prose; None: the whole page."""
    weight: defaultdict[int, int] = defaultdict(int)
    total = 0
    for block in blocks:
        size = block.end - block.start
        if size < _PROSE_LENGTH or block.links > _PROSE_LINKS or block.element is None:
            continue
        if reader.region(block.element).kind in {"navigation", "teaser"}:
            continue
        total += size
        for step in block.element.ancestors():
            weight[id(step)] += size
    start = title.element if title is not None else None
    if start is None:
        return _landmark(blocks, weight)
    for step in start.ancestors():
        if weight[id(step)] > total * _ROOT_SHARE:
            return step
    return None


def _landmark(blocks: Iterable[Block], weight: dict[int, int]) -> Element | None:
    """Without a title: the ``main`` or ``article`` with most prose."""
    best: Element | None = None
    for block in blocks:
        for step in block.element.ancestors() if block.element is not None else ():
            if step.tag in _LANDMARKS and (best is None or weight.get(id(step), 0) > weight.get(id(best), 0)):
                best = step
    return best


def is_inside(element: Element | None, root: Element) -> bool:
    return element is not None and any(step is root for step in element.ancestors())
