"""A person's judgement of a change between two runs: what is true of one release, beside what the machine says.

``accept`` says that the later side is right, ``reject`` that the earlier one is, ``correct`` gives the value itself.
``withdraw`` takes back those of its batch. Judgements are only ever added; of those about one subject the last counts.
"""

from __future__ import annotations

import hashlib
import json
from typing import Final, Literal, get_args

from pydantic import BaseModel, ConfigDict

Verdict = Literal["accept", "reject", "correct", "withdraw"]
VERDICTS: Final[tuple[Verdict, ...]] = get_args(Verdict)
Fact = str | dict[str, str] | None
"""A field's value; of a whole record all its fields; None where there is none."""
_KEY_BYTES: Final = 16


class Subject(BaseModel):
    """What is judged: a field of a record of a release, or the whole record where ``field`` is None.

    ``of`` is the kind of record and ``record`` its name as a reader knows it, both as ``press-extract diff`` has them.
    ``before`` and ``after`` are what the two sides said. ``text`` names the text that it was judged on (the first 16
    bytes of its BLAKE2b, in hex), ``spans`` where in it, and ``at`` where the record begins, whatever of it was judged;
    ``nth`` counts changes of one subject in one release.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    release: str
    of: str
    record: str
    field: str | None = None
    op: Literal["added", "removed", "changed"]
    before: Fact = None
    after: Fact = None
    text: str
    spans: tuple[tuple[int, int], ...] = ()
    at: int | None = None
    nth: int = 1

    @property
    def key(self) -> bytes:
        """The same for every change of this field of this record, whatever it became."""
        return _key(self.release, self.of, self.record, self.field)

    @property
    def place(self) -> bytes:
        """The same while the text stays the same and the record stands where it stood."""
        return _key(self.text, self.at)

    @property
    def finding(self) -> bytes:
        """The same while the machine says the same."""
        return _key(self.nth, self.op, self.after)


class Claim(BaseModel):
    """What somebody says is true of a release: a record, or a field of it, is ``right``; None says that there is
    nothing. ``said`` is what the machine had said; ``spans`` are where in the text, if anywhere, and ``at`` is where
    the record begins.

    ``of``, ``record`` and ``field`` name it as :class:`Subject` does; ``nth`` of those that they name alike.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    of: str
    record: str
    field: str | None = None
    said: Fact = None
    right: Fact = None
    spans: tuple[tuple[int, int], ...] = ()
    at: int | None = None
    nth: int = 1


class Judgement(BaseModel):
    """``value`` and ``spans`` are of a correction. ``at`` is ISO 8601 in UTC; judgements of one ``batch`` were given
    together and are withdrawn together."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["judgement"] = "judgement"
    verdict: Verdict
    subject: Subject
    value: Fact = None
    spans: tuple[tuple[int, int], ...] = ()
    note: str | None = None
    by: str
    at: str
    batch: str

    @property
    def truth(self) -> Fact:
        """What holds by this judgement: a value, the fields of a record, or None for "nothing there"."""
        if self.verdict == "correct":
            return self.value
        return self.subject.after if self.verdict == "accept" else self.subject.before

    @property
    def claim(self) -> Claim:
        """What it says, without who said it, when, and of which two runs."""
        s = self.subject
        said = s.before if s.op == "removed" else s.after
        return Claim(
            of=s.of, record=s.record, field=s.field, said=said, right=self.truth, spans=s.spans, at=s.at, nth=s.nth
        )  # fmt: skip


def _key(*parts: object) -> bytes:
    told = json.dumps(parts, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(told, digest_size=_KEY_BYTES).digest()
