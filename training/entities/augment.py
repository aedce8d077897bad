"""Texts for an epoch: names swapped for others, sentences joined to documents of one to eight.

The data has few names, and each once or twice: a model that sees the same sentence with ever new names learns from
the words around and from the lists, not by heart. Some names that are put in are in no list (invented from parts of
others), so that the model is not taught that a name outside the lists is none.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from training.entities.lists import Names
from training.entities.readers import Entity, Labelled

LONGEST = 8
_HEADS = (
    "Kommune",
    "Forsyning",
    "Museum",
    "Idrætsforening",
    "Universitet",
    "Gymnasium",
    "Havn",
    "Fond",
    "A/S",
    "Skole",
)
_OPENERS = ("Foreningen", "Fonden", "Region", "Museum", "Forlaget", "Rederiet")


class Swapper:
    """Swaps names. ``seen`` gives the surnames and bodies of the training texts to mix new ones from."""

    def __init__(self, names: Names, seen: Sequence[Labelled], chance: random.Random, invented: float) -> None:
        self._names, self._chance, self._invented = names, chance, invented
        surfaces = [(text.text[start:end], label) for text in seen for start, end, label in text.entities]
        self._surnames = sorted(
            {
                words[-1].rstrip("s'")
                for surface, label in surfaces
                if label == "PER" and len(words := surface.split()) > 1 and words[-1][:1].isupper()
            }
        )
        self._bodies = sorted({surface for surface, label in surfaces if label == "ORG"})

    def swapped(self, text: Labelled) -> Labelled:
        """``text`` with each name, by an even chance, another of its kind; genitives stay genitives."""
        pieces: list[str] = []
        entities: list[Entity] = []
        at = length = 0
        for start, end, label in text.entities:
            surface = text.text[start:end]
            if self._chance.random() < 0.5 and surface[:1].isupper():
                new = self._name(label, surface)
                if surface.endswith("s") and not new.endswith("s") and _owns(text.text, end):
                    new += "s"
                surface = new
            pieces += [text.text[at:start], surface]
            length += start - at
            entities.append((length, length + len(surface), label))
            length += len(surface)
            at = end
        return Labelled("".join([*pieces, text.text[at:]]), tuple(entities), text.source)

    def _name(self, label: str, surface: str) -> str:
        chance = self._chance
        if label == "PER":
            given = self._mixed(self._names.given) if self._new() else chance.choice(self._names.given)
            if " " not in surface:
                return given if chance.random() < 0.5 else self._surname()
            middle = f" {self._surname()}" if len(surface.split()) > 2 else ""
            return f"{given}{middle} {self._surname()}"
        if label == "LOC":
            return self._mixed(self._names.places) if self._new() else chance.choice(self._names.places)
        kind = chance.random()
        if kind < 0.3:
            return chance.choice(self._names.bodies)
        if kind < 0.5:
            return chance.choice(self._bodies)
        if kind < 0.7:
            return self._mixed(self._bodies)
        name = chance.choice((self._surname(), chance.choice(self._names.places), self._mixed(self._names.places)))
        return f"{name} {chance.choice(_HEADS)}" if kind < 0.9 else f"{chance.choice(_OPENERS)} {name}"

    def _surname(self) -> str:
        return self._mixed(self._surnames) if self._new() else self._chance.choice(self._surnames)

    def _new(self) -> bool:
        return self._chance.random() < self._invented

    def _mixed(self, words: Sequence[str]) -> str:
        """The beginning of one name and the end of another."""
        one, two = self._chance.choice(words), self._chance.choice(words)
        return one[: max(2, len(one) // 2)] + two[len(two) // 2 :].lstrip(" -")


def _owns(text: str, end: int) -> bool:
    """Whether a word of lower case follows, as after a genitive."""
    return text[end : end + 1] == " " and text[end + 1 : end + 2].islower()


def documents(texts: Sequence[Labelled], chance: random.Random) -> Iterator[Labelled]:
    """``texts`` in chance order, one to eight of one source joined into a document."""
    order = list(texts)
    chance.shuffle(order)
    at = 0
    while at < len(order):
        size = 1 if chance.random() < 0.4 else chance.randint(2, LONGEST)
        yield joined(order[at : at + size])
        at += size


def joined(texts: Sequence[Labelled]) -> Labelled:
    """The texts as one, with a blank between them."""
    entities: list[Entity] = []
    at = 0
    for text in texts:
        entities += [(start + at, end + at, label) for start, end, label in text.entities]
        at += len(text.text) + 1
    return Labelled(" ".join(text.text for text in texts), tuple(entities), texts[0].source if texts else "")


def passages(text: Labelled) -> list[Labelled]:
    """The lines of ``text`` that hold words, as the extractor gives them to the model."""
    out: list[Labelled] = []
    at = 0
    for line in text.text.split("\n"):
        end = at + len(line)
        if line.strip():
            inside = tuple((s - at, e - at, label) for s, e, label in text.entities if at <= s and e <= end)
            out.append(Labelled(line, inside, text.source))
        at = end + 1
    return out
