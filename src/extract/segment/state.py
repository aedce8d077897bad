"""What the reading of a page's blocks has come to: what each block is, and what the last heading opened."""

from __future__ import annotations

from dataclasses import dataclass

from extract.records.document import Block, Element
from extract.records.release import SectionKind
from extract.segment.lists import ListMode

BOLD = 7
"""The rank of a heading that the markup does not name one."""


@dataclass(slots=True)
class Part:
    """What one block turned out to be; blocks of one ``key`` make one section."""

    kind: SectionKind
    key: int
    heading: str | None = None
    is_heading: bool = False


@dataclass(slots=True)
class State:
    """What the last heading opened. With a ``mode`` it is a list, and ends with it; without, only at a heading."""

    kind: SectionKind = "navigation"
    heading: str | None = None
    level: int = 7
    key: int = 0
    mode: ListMode | None = None
    subheading: str | None = None
    box: Element | None = None
    box_key: int = 0
    box_heading: str | None = None
    box_kind: SectionKind | None = None
    keys: int = 0
    single: tuple[SectionKind, int] | None = None
    list_key: int | None = None
    last: Block | None = None
    opened: Part | None = None
    """The subheading of the body that nothing stands below so far."""
    lists: tuple[str, int] | None = None
    """Tag and rank of the heading of the last list of paragraphs."""
    groups: tuple[str, int] | None = None
    """Tag and rank of the heads that part the list of the box into groups (municipalities, themes)."""
    body_blocks: int = 0
    after_contact: bool = False

    def new_key(self) -> int:
        self.keys += 1
        return self.keys

    def enter(self, kind: SectionKind, heading: str | None, rank: int, *, mode: ListMode | None = None) -> None:
        self.kind, self.heading, self.level, self.mode = kind, heading, rank, mode
        self.key = self.new_key()
        self.list_key = None
        self.last = None
        self.opened = self.groups = None

    @property
    def awaits_list(self) -> bool:
        """Whether a heading has opened a box, and nothing stands in it so far."""
        return self.kind == "fact_box" and self.heading is not None and self.last is None

    def is_beside(self, head: Block, rank: int) -> bool:
        """Whether a heading of the markup is set as that of the list of paragraphs before it: *Tilsagn*, *Afslag*."""
        return rank < BOLD and self.lists == (head.tag, rank)

    def group(self, head: Block, rank: int, mode: ListMode | None) -> None:
        """Take a head as that of a group of the list which the heading above it announces."""
        if self.opened is not None:
            opened, heading, level = self.opened, self.heading, self.level
            self.enter("fact_box", heading, level, mode=mode)
            opened.kind, opened.key, opened.heading = "fact_box", self.key, heading
        self.groups, self.mode, self.last = (head.tag, rank), mode, None

    def keyed(self, kind: SectionKind, *, lasting: bool = True) -> int:
        """A key for a block outside the state: the same as its neighbour's of that kind."""
        if self.single is None or self.single[0] != kind or not lasting:
            self.single = (kind, self.new_key())
        return self.single[1]

    def keyed_list(self) -> int:
        if self.list_key is None:
            self.list_key = self.new_key()
        return self.list_key

    def key_of_body(self) -> int:
        if self.list_key is not None:
            self.list_key = None
            self.key = self.new_key()
        return self.key

    def follow(self, block: Block, part: Part) -> None:
        """Remember the last block inside the state, which tells whether a list goes on."""
        self.body_blocks += part.kind in {"body", "fact_box"}
        self.after_contact |= part.kind == "contact"
        if part.key == self.key or part.key == self.list_key:
            self.last = block
        self.opened = None
        if self.single is not None and part.key != self.single[1]:
            self.single = None
