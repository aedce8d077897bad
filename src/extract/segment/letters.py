"""What a letter or mail has around its text: the lines of its head, its closing formula, the lines on whom to call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from extract.patterns import Patterns, Words

_HEAD_LINES = 10
_HEAD = regex.compile(
    r"(?P<label>Fra|From|Til|To|Cc|Sendt|Sent|Dato|Date|Emne|Subject|Vedr\.?):\s(?P<value>\S.*)", regex.IGNORECASE
)
_GREETING = regex.compile(r"(?:kære|hej|godmorgen|goddag)(?:\s[\p{L}/.-]+){0,4}[,!]?", regex.IGNORECASE)
_SUBJECTS = frozenset({"emne", "subject", "vedr", "vedr."})
_FORWARDED = regex.compile(r"(?:(?:VS|SV|FW|FWD|RE|PM|PRM|Pressemeddelelse)\s?[:/]\s?)+", regex.IGNORECASE)
_SIGNED_WITHIN = 7
_CLOSING_WORDS = 8
_DELIMITER = "--"
"""What mail programs set above a signature."""
_REACHED = regex.compile(r"(?<!\d)(?:\+45\s?)?(?:\d{8}|\d\d(?:[ .]\d\d){3}|\d{4}[ .-]\d{4})(?!\d)|\S@\S")
_DIGIT = regex.compile(r"\d")
_CONTACT_LONGEST = 420
_ABOUT = regex.compile(r"Om (?P<name>\p{Lu}[^:.\n]{2,60}): \p{Lu}")
_SPEECH = regex.compile(r"[»”“„\"]|^[-–—]")
_CALLED = regex.compile(
    r"(?<!\p{L})(?:kontakt(?:e|es|es på)?|rettes til|ring til|henvendelse til|fås hos|fås ved|(?:presse)?akkreditering"
    r"|(?:presse|kommunikations|medie)(?:chef|konsulent|rådgiver|medarbejder|ansvarlig|vagt|afdeling\p{L}*))(?!\p{L})",
    regex.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Letters:
    """Reads the head and foot of a letter; made once by :func:`compile_letters`."""

    closing: Words
    contact: Words

    def head(self, texts: Sequence[str]) -> dict[str, int]:
        """The lines of a mail's head by their label, in small letters; empty where fewer than two stand at the top."""
        found: dict[str, int] = {}
        for index, text in enumerate(texts[:_HEAD_LINES]):
            line = _HEAD.fullmatch(text.strip())
            if line is not None:
                found.setdefault(line["label"].casefold().rstrip("."), index)
        return found if len(found) > 1 else {}

    def subject(self, texts: Sequence[str]) -> int | None:
        """The line of a mail's head that says what it is about."""
        return next((index for label, index in self.head(texts).items() if label in _SUBJECTS), None)

    def closes(self, text: str) -> bool:
        """Whether a line is the formula that closes a letter: *Med venlig hilsen*."""
        found = self.closing.expression.match(text.strip())
        return text.strip() == _DELIMITER or (found is not None and len(text.split()) <= _CLOSING_WORDS)

    def signature(self, texts: Sequence[str]) -> Sequence[str]:
        """The lines below the last closing formula, and what that line says behind it; empty without one."""
        for index in range(len(texts) - 1, max(len(texts) // 3, 0), -1):
            if self.closes(texts[index]):
                found = self.closing.expression.match(texts[index].strip())
                rest = texts[index].strip()[found.end() :].strip(" ,") if found is not None else ""
                return (*filter(None, (rest,)), *texts[index + 1 : index + 1 + _SIGNED_WITHIN])
        return ()

    def tells_of_sender(self, text: str) -> bool:
        """Whether a line is a text about a body behind its name: *Om Egefonden: Egefonden støtter …*."""
        return _ABOUT.match(text.strip()) is not None

    def calls(self, text: str) -> bool:
        """Whether a line only says whom to call or write to: *Yderligere oplysninger: Direktør Ida Brink, tlf. …*."""
        text = text.strip()
        if len(text) > _CONTACT_LONGEST or ("@" not in text and _DIGIT.search(text) is None):
            return False  # most lines: a number or an address has one of the two
        if _SPEECH.search(text) or _REACHED.search(text) is None:
            return False
        return self.contact.expression.match(text) is not None or _CALLED.search(text) is not None


def whom_at(text: str) -> int | None:
    """Where a line begins to say whom to call or write to: *Kontakt:*, a number, an address; None if it does not."""
    reached = _REACHED.search(text)
    if reached is None:
        return None
    called = _CALLED.search(text)
    return int(min(reached.start(), called.start() if called is not None else reached.start()))


def is_greeting(text: str) -> bool:
    """Whether a line greets whom a letter is for: *Kære redaktion*."""
    return _GREETING.fullmatch(text.strip()) is not None


def is_head_line(text: str) -> bool:
    """Whether a line is one of a mail's head."""
    return _HEAD.fullmatch(text.strip()) is not None


def subject_of(text: str) -> str:
    """What the subject line of a mail says, without its labels."""
    line = _HEAD.fullmatch(text.strip())
    if line is None or line["label"].casefold() not in _SUBJECTS:
        return text
    return str(_FORWARDED.sub("", line["value"], count=1)).strip() or text


def compile_letters(patterns: Patterns) -> Letters:
    """The reader of ``patterns`` (sections.toml)."""
    words = patterns.words
    return Letters(words["sections.line.closing"], words["sections.heading.contact"])
