"""What gets the money where the sentence's subject is the project itself: *En ny sti langs åen har fået …*, *Projektet
støttes med …*."""

from __future__ import annotations

import regex

from extract.match.projects.fields import Index
from extract.match.projects.naming import named_in
from extract.match.projects.words import ProjectWords
from extract.records.release import Span

# "Eksempelvis har en cykelsti fra Ry til Gl. Rye", "mens en sti langs åen har", "Restaureringen af møllen"
_THING = regex.compile(
    r"(?:[^.,;:()\n]{0,30}?(?:har|får|fik)\s)?"
    r"(?:(?:[Ee]n|[Ee]t)\s(?P<what>\p{Ll}[^.,;:()\n]{2,90}?)|(?P<what>(?:[Nn]yt?\s\p{Ll}|\p{L}\p{Ll}+ing(?:en)?\saf\s)[^.,;:()\n]{2,90}?))"
    r"\s(?:(?:har|er|blev|bliver)(?:\sblevet)?\s)?(?:(?:nu|også|derfor|samtidig)\s)?"
)
_HEAD = regex.compile(r"(?:(?!(?:i|på|fra|af|for|til|med|ved|mellem|langs|om|hos|over|under)\s)[^\s]+(?:\s|$))+")
_THE_PROJECT = regex.compile(
    r"(?:(?:Hele|Det(?:\s(?:samlede|nye))?)\s)?(?:\p{Lu}?\p{Ll}*(?:projekt(?:et)?|initiativet|kampagnen|forløbet|indsatsen|forsøget|byggeriet|udstillingen))\s"
    r"(?:støttes|er|blev|bliver|har|får|fik|modtager|modtog)\s",
    regex.IGNORECASE,
)
_TITLE_ROOM = 90
_BEFORE = 1500
_JUST_BEFORE = 160


def thing_that_gets(index: Index, words: ProjectWords, start: int, verb: int) -> Span | None:
    """The thing that stands before a verb of receiving, from ``start`` on; None where it is somebody."""
    found = _THING.fullmatch(index.text, start, verb)
    if found is None:
        return None
    span: Span = found.span("what")
    head = _HEAD.match(index.text, *span)
    if head is None or words.gets_for_itself.search(head.group()) is not None or words.is_body(head.group().rstrip()):
        return None
    return words.purposes.thing(index.text, span)


def project_meant(index: Index, words: ProjectWords, sentence: Span) -> Span | None:
    """What *Projektet* at the beginning of a sentence means: the name told last before it, what the paragraph says that
    somebody will make, or the only title in marks."""
    if _THE_PROJECT.match(index.text, *sentence) is None:
        return None
    before = (max(0, sentence[0] - _BEFORE), sentence[0])
    names = named_in(index, words, before)
    if names:
        return names[-1]
    line = index.text.rfind("\n", 0, sentence[0]) + 1
    planned = words.purposes.planned(index.text, (max(line, sentence[0] - _JUST_BEFORE), sentence[0]))
    if planned is not None:
        return planned
    titles = index.titles(before)
    if len({index.text[slice(*title)] for title in titles}) != 1:
        return None
    theme = words.theme.search(index.text, max(before[0], titles[0][0] - _TITLE_ROOM), titles[0][0])
    return titles[0] if theme is None else None
