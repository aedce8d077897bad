"""Which lines are headings, and what each opens: a fact box, the contacts, other news, or only its text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import regex

from extract.patterns import Patterns, Words
from extract.records.document import Block

Opens = Literal["fact_box", "contact", "about", "teaser", "navigation", "subheading"]

_HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "summary", "caption", "legend"})
_LONGEST = 140
_LONGEST_PLAIN = 110
_SPEECH = regex.compile(r"""\s*["»«“”„'‘–—−-]""")
_SPEECH_END = regex.compile(r"""[.,;…!"»«”][\s"»«”]*$""")
_CLOCK = regex.compile(r"(?:kl\.?\s)?\d{1,2}[.:]\d\d(?!\d)", regex.IGNORECASE)
_CAPITAL = regex.compile(r"[\p{Lu}\d]")
_LETTER = regex.compile(r"\p{L}")
_MONEY_OR_MAIL = regex.compile(
    r"@|https?://|www\.|\d\s?(?:mio\.?\s?)?(?:kr\.?|kroner)(?!\w)|\bkr\.\s?\d|\btlf\b|\+45|(?:\d\d ){3}\d\d"
)
# "De Kulturhistoriske Museer i Skive" is a body, "De tre modtagere" a heading.
_BODY = regex.compile(r"De\s\p{Lu}\p{Ll}")
_TAIL = frozenset(":–-—|")
# Words that may follow the words of a heading: "Fakta om den nye bro" is one, "Spørgsmål og svar om broen" is not.
_FACT_REST = 8
_ASKING = (" om", " på", " over", " af")
_OTHER_REST = 3
_TOP_LABEL_WORDS = 7


@dataclass(frozen=True, slots=True)
class Headings:
    """The lists of headings, compiled."""

    fact_box: Words
    recipients: tuple[regex.Pattern[str], ...]
    contact: Words
    teaser: Words
    navigation: Words
    subject: regex.Pattern[str]
    about_prefix: Words
    navigation_line: Words
    read_more: Words
    separator: Words
    top_label: Words

    def opens(self, text: str, *, strict: bool) -> Opens | None:
        """What a heading of this text opens; None if nothing special. ``strict`` wants the words alone.

        A plain-text line is a heading only by its words, so there they must fill the line (but for a
        colon and what follows it); a line that the markup made a heading need only begin with them.
        """
        text = text.strip()
        kinds: tuple[tuple[Opens, Words], ...] = (
            ("fact_box", self.fact_box),
            ("teaser", self.teaser),
            ("contact", self.contact),
            ("navigation", self.navigation),
        )
        for kind, words in kinds:
            if _begins(text, words, fact=kind == "fact_box", strict=strict):
                return kind
        if _BODY.match(text) is None and any(expression.match(text) for expression in self.recipients):
            return "fact_box"
        if self.subject.match(text):
            return "fact_box"
        found = self.about_prefix.expression.match(text)
        if found and _named(text[found.end() :].strip(" :")):
            return "about"
        return None

    def is_word(self, text: str) -> bool:
        """Whether a line is nothing but words that open a fact box or the contacts, with what they ask for: ``Fakta om
        fonden``."""
        folded = text.strip().rstrip(" :").casefold()
        if folded in self.fact_box.folded or folded in self.contact.folded:
            return True
        open_ended = (word for word in self.fact_box.folded if word.endswith(_ASKING))
        words, whole = len(folded.split()), not folded.endswith((".", ",", ";", "!", "?"))
        return whole and words <= _FACT_REST and any(folded.startswith(f"{word} ") for word in open_ended)

    def is_about(self, text: str) -> bool:
        """Whether a heading is ``Om …``, which after the contacts is always the sender's text about itself."""
        return text.startswith("Om ")

    def is_top_label(self, text: str) -> bool:
        """Whether a line above the headline only says what the page is (``PRESSEMEDDELELSE · Kultur``)."""
        return len(text.split()) <= _TOP_LABEL_WORDS and self.top_label.expression.match(text) is not None

    def is_furniture(self, text: str) -> bool:
        """Whether a line is nothing but a button, a link or a page label."""
        return text.strip().rstrip(":.").casefold() in self.navigation_line.folded

    def points_elsewhere(self, text: str) -> bool:
        """Whether a short line only sends the reader elsewhere (``Læs mere om … her``)."""
        return len(text) <= _LONGEST and self.read_more.expression.match(text) is not None

    def is_separator(self, text: str) -> bool:
        return text.strip().casefold() in self.separator.folded


def compile_headings(patterns: Patterns) -> Headings:
    words = patterns.words
    subjects = words["sections.heading.subject_ending"].words
    return Headings(
        fact_box=words["sections.heading.fact_box"],
        recipients=tuple(phrase.expression for phrase in patterns.group("sections.heading.recipients")),
        contact=words["sections.heading.contact"],
        teaser=words["sections.heading.teaser"],
        navigation=words["sections.heading.navigation"],
        subject=regex.compile(
            rf"Om\s[^.]{{0,60}}(?:{'|'.join(map(regex.escape, subjects))})(?!\p{{L}})", regex.IGNORECASE
        ),
        about_prefix=words["sections.heading.about_prefix"],
        navigation_line=words["sections.line.navigation"],
        read_more=words["sections.line.read_more"],
        separator=words["sections.line.separator"],
        top_label=words["sections.line.top_label"],
    )


def looks_like_heading(block: Block, text: str, *, alone: bool) -> bool:
    """Whether a block is set as a heading: by its tag, by being bold, or as a short line that stands alone."""
    if block.tag in _HEADING_TAGS:
        return True
    if block.marker or block.cells or not 2 <= len(text) <= _LONGEST or _LETTER.search(text) is None:
        return False
    if block.tag in {"li", "dd", "tr", "figcaption", "footer"}:
        return False
    if _CLOCK.match(text):
        return False  # «Kl. 13.30 Holdet ankommer»: an entry of a programme
    if _SPEECH.match(text) and not text.startswith(("”", "»", "“", '"')):
        return False
    if block.strong and len(text) <= _LONGEST and not _SPEECH_END.search(text):
        return True
    return (
        alone
        and block.tag == "line"
        and len(text) <= _LONGEST_PLAIN
        and _CAPITAL.match(text.lstrip("”»“\"'’‘")) is not None
        and _SPEECH_END.search(text) is None
        and _SPEECH.match(text) is None
        and _MONEY_OR_MAIL.search(text) is None
    )


def level(block: Block) -> int:
    """The rank of a heading: 1 to 6 as in markup, 7 for a bold or lone line."""
    return int(block.tag[1]) if block.tag in _HEADING_TAGS and block.tag[1:].isdigit() else 7


def _begins(text: str, words: Words, *, fact: bool, strict: bool) -> bool:
    """Whether the line begins with one of the words and the rest of it is what may follow a heading's words."""
    found = words.expression.match(text)
    if found is None:
        return False
    rest = text[found.end() :].strip()
    if not rest or rest[0] in _TAIL or (fact and not strict):
        return True
    return _named(rest) or len(rest.split()) <= (_FACT_REST if fact else _OTHER_REST)


def _named(text: str) -> bool:
    """Whether what follows is a name: begins with a capital and holds no sentence."""
    return bool(text) and text[0].isupper() and len(text.split()) <= 8 and not text.rstrip().endswith((".", ","))
