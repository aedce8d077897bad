"""Parts taken into a store: one run with the same records that a local run over the same sources makes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from extract.batch.cutting import Cut
from extract.batch.folder import MANIFEST, SUFFIX, Folder, Manifest, PartsError
from extract.batch.parts import Facts
from extract.batch.planning import Fresh, Plan
from extract.batch.run import Ended, Options, Progress, fill
from extract.batch.source import Found, Input, Skipped
from extract.store import Read, Store, done_with

_AT_ONCE: Final = 256


@dataclass(frozen=True, slots=True)
class Imported:
    """How an import ended. Without ``ended`` it had nothing to do: ``run`` has the parts already."""

    run: int
    ended: Ended | None


class Incoming:
    """The inputs of parts as a run takes them. What the run has from an earlier sitting comes without its records."""

    def __init__(self, folder: Folder, plan: Plan) -> None:
        self._folder = folder
        self._plan = plan
        self._catches_up = plan.writer.committed > 0

    def inputs(self, name: str) -> Iterator[tuple[int, Read | Input]]:
        """The inputs of a part in their order, each with the number of its file in the shard."""
        if self._catches_up:
            named = list(self._folder.named(name))
            if self._has([one.uri for one in named]):
                yield from ((one.item, Input(one.uri, None, b"")) for one in named)
                return
            self._catches_up = False
        yield from self._folder.read(name)

    def merged(self, one: Cut) -> Iterator[Found | Fresh]:
        """What a piece of a run gives: what its shard's part holds, and what needed no reading, each in its place."""
        rows = self.inputs(one.shard.name) if one.shard is not None else iter(())
        ahead = next(rows, None)
        for slot in one.slots:
            if not isinstance(slot, int):
                yield slot
                continue
            while ahead is not None and ahead[0] == slot:
                yield ahead[1]
                ahead = next(rows, None)
        inside = self._folder.facts(one.shard.name).skipped if one.shard is not None else 0
        yield from [Skipped("")] * (one.skipped + inside)

    def _has(self, uris: Sequence[str]) -> bool:
        chunks = (uris[start : start + _AT_ONCE] for start in range(0, len(uris), _AT_ONCE))
        return all(len(self._plan.writer.done(chunk)) == len(set(chunk)) for chunk in chunks)


def import_parts(
    wheres: Sequence[str], store: Store, progress: Progress, *, force: bool, stop: Callable[[], bool]
) -> Imported:
    """Makes a run of the parts that ``wheres`` name: folders or addresses with a manifest, or parts by themselves.

    An import that was stopped goes on. Parts that a run of the store has are not taken again, unless ``force``.
    PartsError where they cannot be read, StoreError where the store cannot take them.
    """
    parts: list[tuple[Folder, str]] = []
    sources: list[str] = []
    facts: list[Facts] = []
    skipped = 0
    for where in wheres:
        folder, manifest = _manifest(where)
        parts += [(folder, name) for name in manifest.parts]
        sources += manifest.sources
        facts.append(manifest.facts)
        skipped += manifest.facts.skipped
    if len({(one.program, one.max_bytes) for one in facts}) > 1:
        raise PartsError(f"{', '.join(wheres)}: were made by different programs or with another --max-bytes")
    options = Options(max_bytes=facts[0].max_bytes)
    told = json.dumps([facts[0].told()["extractor"], facts[0].program.code, sources, [name for _, name in parts]])
    marks = {"parts": hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]}
    if not force and (done := done_with(store, {**options.told(), **marks})) is not None:
        return Imported(done.id, None)

    def search(plan: Plan) -> Iterator[Found | Fresh]:
        incoming: dict[str, Incoming] = {}
        for folder, name in parts:
            own = incoming.setdefault(folder.where, Incoming(folder, plan))
            yield from (one for _, one in own.inputs(name))
        yield from [Skipped("")] * skipped

    ended = fill(store, facts[0].program, sources, progress, options, search=search, stop=stop, marks=marks)
    return Imported(ended.run, ended)


def _manifest(where: str) -> tuple[Folder, Manifest]:
    """The manifest of a folder; of a part by itself one with that alone."""
    folder_of, _, name = where.rstrip("/").rpartition("/")
    if name.endswith(SUFFIX):
        folder = Folder(folder_of or ("/" if where.startswith("/") else "."))
        return folder, Manifest((where,), folder.facts(name), (name,))
    folder = Folder(folder_of or "." if name == MANIFEST else where)
    manifest = folder.manifest()
    if manifest is None:
        raise PartsError(f"{where}: holds no {MANIFEST} (the run that writes it has not ended: give its command again)")
    return folder, manifest
