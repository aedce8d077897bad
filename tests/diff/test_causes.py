"""Why a record changed: with real patterns that an editor changes, and with runs by made-up programs."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.batch.readers import WordReader
from tests.diff.sides import compared
from tests.reading import cases
from tests.releases import SAMPLE
from tests.store.filled import fill

from extract import Extractor, batch
from extract.batch.code import code_digest
from extract.diff import Cause, Change, Comparison, Today
from extract.ingest import Hints, IngestFailure
from extract.patterns import load
from extract.patterns.loader import default_folder
from extract.patterns.manifest import Manifest, PatternEntry, changed_patterns, manifest
from extract.records.release import ExtractorInfo, Release, SourceFormat
from extract.store import Store, opened
from extract.store.entries import known_patterns
from extract.store.vacuum import vacuum

EARMARKED = "money.role.grant.earmarked_here"
_TOML = f'[[pattern]]\nid = "{EARMARKED}"\nmatch = ["har båndlagt {{money}}"]\nyes = ["Fonden har båndlagt 3 mio. kr. til stien."]\nwhy = "Penge til et formål."\n'
TEXT = "Sti på vej i Lemvig\n\nHavnefonden har båndlagt 3 mio. kr., skriver fonden i en meddelelse om byens nye sti."
CORRECTED = TEXT.replace("3 mio.", "4 mio.")


class _Silent:
    def begun(self, run: int, done: int) -> None: ...
    def took(self, uri: str, *, releases: int, known: bool) -> None: ...
    def failed(self, failure: IngestFailure) -> None: ...
    def waiting(self, reason: str) -> None: ...


@pytest.fixture(scope="module")
def readers(tmp_path_factory: pytest.TempPathFactory) -> tuple[Extractor, Extractor]:
    """The shipped rules, and those with one pattern more."""
    folder = tmp_path_factory.mktemp("edited") / "patterns"
    shutil.copytree(default_folder(), folder)
    with (folder / "money_roles.toml").open("a", encoding="utf-8") as file:
        file.write("\n" + _TOML)
    return Extractor(model=None), Extractor(model=None, patterns=folder)


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    Path("in/sti.txt").write_text(TEXT, "utf-8")
    Path("in/bro.txt").write_text("En bro i Nibe\n\nBroen blev åbnet af borgmester Ole Fjordgaard.", "utf-8")
    with opened("press.db") as store:
        yield store


def _run(store: Store, reader: Extractor) -> None:
    assert batch.run(["in"], reader, store, _Silent()).done


def _told(found: Comparison) -> dict[str, list[tuple[str | None, Cause]]]:
    told: dict[str, list[tuple[str | None, Cause]]] = {}
    for change in found.changes:
        told.setdefault(change.kind, []).append((change.field, change.cause))
    return told


def _today(reader: Extractor) -> Today:
    return Today(lambda: reader, code_digest)


def test_a_new_pattern_is_named_with_its_phrase(there: Store, readers: tuple[Extractor, Extractor]) -> None:
    for reader in readers:
        _run(there, reader)
    found = compared(there, "latest~1", "latest")
    (change,) = found.changes
    assert (change.kind, change.field, change.before, change.after) == ("amounts", "role", "other", "grant")
    assert (change.cause, change.detail.patterns, change.detail.rule_after) == ("patterns", (EARMARKED,), EARMARKED)
    assert found.patterns is not None
    assert [(p.id, p.how, p.added) for p in found.patterns] == [(EARMARKED, "new", ("har båndlagt {money}",))]
    assert [(c.title, c.changes, c.releases) for c in found.clusters] == [
        (f"{EARMARKED}: amount role other → grant", 1, 1)
    ]
    assert (found.counts.same, found.counts.changed, found.counts.causes) == (1, 1, {"patterns": 1})


def test_a_corrected_text_has_its_source_as_the_cause(there: Store, readers: tuple[Extractor, Extractor]) -> None:
    _run(there, readers[0])
    Path("in/sti.txt").write_text(CORRECTED, "utf-8")
    _run(there, readers[0])
    found = compared(there, "1", "2")
    # Its id is made of its content, so that it is known again by its document.
    assert (found.counts.paired, found.counts.added, found.counts.removed) == (1, 0, 0)
    assert _told(found) == {
        "release": [("id", "source")], "amounts": [("value", "source")], "text": [("text", "source")]
    }  # fmt: skip
    (amount,) = [change for change in found.changes if change.kind == "amounts"]
    assert (amount.before, amount.after) == ("3000000 (2500000 to 3500000)", "4000000 (3500000 to 4500000)")


@pytest.mark.parametrize("turned", [False, True], ids=["old text, new rules", "new text, old rules"])
def test_text_and_patterns_at_once_are_told_apart(
    there: Store, readers: tuple[Extractor, Extractor], turned: bool
) -> None:
    _run(there, readers[0])
    Path("in/sti.txt").write_text(CORRECTED, "utf-8")
    _run(there, readers[1])
    told = _told(compared(there, *(("2", "1") if turned else ("1", "2")), _today(readers[1])))
    assert told["amounts"] == [("role", "patterns"), ("value", "source")]
    assert told["text"] == [("text", "source")]


def test_where_they_cannot_be_told_apart_it_is_said(there: Store, readers: tuple[Extractor, Extractor]) -> None:
    _run(there, readers[0])
    Path("in/sti.txt").write_text(CORRECTED, "utf-8")
    _run(there, readers[1])

    def reasons() -> set[tuple[Cause, tuple[Cause, ...], bool]]:
        found = compared(there, "1", "2", today).changes
        return {(c.cause, c.detail.also, "cannot be told apart" in (c.detail.note or "")) for c in found}

    today: Today | None = None
    assert reasons() == {("source", ("patterns",), True)}
    today = Today(lambda: readers[1], lambda: "another program")
    assert reasons() == {("source", ("patterns",), True)}
    today = _today(readers[1])
    vacuum(there, sources=False)
    assert reasons() == {("source", ("patterns",), True)}


def test_a_document_that_gives_a_release_only_now(there: Store, readers: tuple[Extractor, Extractor]) -> None:
    _run(there, readers[0])
    Path("in/ny.txt").write_text("Ny sti i Struer\n\nStien åbner i maj.", "utf-8")
    Path("in/bro.txt").unlink()
    _run(there, readers[0])
    found = compared(there, "1", "2")
    assert [(c.kind, c.op, c.record, c.cause) for c in found.changes] == [
        ("release", "removed", "En bro i Nibe", "source"), ("release", "added", "Ny sti i Struer", "source")
    ]  # fmt: skip
    assert isinstance(found.changes[1].after, dict)
    assert found.changes[1].after["title"] == "Ny sti i Struer"


# ---------------------------------------------------------------- programs that are made up


def _info(patterns: str = "1", model: str | None = "da_press@1", version: str = "1.0") -> ExtractorInfo:
    return ExtractorInfo(version=version, patterns=f"sha256:{patterns}", model=model)


def _entries(**digests: str) -> Manifest:
    return {name.replace("_", "."): PatternEntry(digest=digest) for name, digest in digests.items()}


_OLD, _NEW = _entries(money_role="1", dates="1"), _entries(money_role="2", dates="1")


def _changed(kind: str, **fields: object) -> Release:
    first, *rest = getattr(SAMPLE, kind)
    return SAMPLE.model_copy(update={kind: (first.model_copy(update=fields), *rest)})


_RULED = _changed("amounts", role="total", rule="money.role.total")
_OTHER = _changed("amounts", role="total", rule="money.list")
_PERSON = _changed("people", name="Birgitte Sandholt", rule="people.given_name")
_SILENCED = _changed("checks", silenced="Set efter")


@dataclass(frozen=True)
class Row:
    name: str
    after: Release
    info: ExtractorInfo
    code: str
    expected: tuple[Cause, tuple[str, ...], tuple[Cause, ...]]


ROWS = [
    Row("patterns alone", _RULED, _info("2"), "a", ("patterns", ("money.role",), ())),
    Row("patterns alone, by a rule that did not change", _OTHER, _info("2"), "a", ("patterns", ("money.role",), ())),
    Row("the model alone", _PERSON, _info(model="da_press@2"), "a", ("model", (), ())),
    Row("the code alone", _OTHER, _info(), "b", ("code", (), ())),
    Row("another version", _OTHER, _info(version="1.1"), "a", ("code", (), ())),
    Row("the document alone", _OTHER, _info(), "a", ("source", (), ())),
    Row(
        "patterns and code, by a pattern that changed",
        _RULED,
        _info("2"),
        "b",
        ("patterns", ("money.role",), ("code",)),
    ),
    Row("patterns and code, by a rule that did not", _OTHER, _info("2"), "b", ("code", (), ("patterns",))),
    Row("patterns and model, a name", _PERSON, _info("2", "da_press@2"), "a", ("model", (), ("patterns",))),
    Row("model and code, a name", _PERSON, _info(model="da_press@2"), "b", ("model", (), ("code",))),
    Row("model and code, money", _OTHER, _info(model="da_press@2"), "b", ("code", (), ("model",))),
    Row("a decision", _SILENCED, _info("2"), "b", ("decision", (), ())),
]


@pytest.mark.parametrize("row", cases(ROWS))
def test_what_changed_of_the_program(row: Row, tmp_path: Path) -> None:
    with opened(tmp_path / "press.db") as store:
        fill(store, SAMPLE, info=_info(), code="a", patterns=_OLD)
        fill(store, row.after, info=row.info, code=row.code, patterns=_NEW if row.info.patterns == "sha256:2" else _OLD)
        (change,) = compared(store, "1", "2").changes
    assert (change.cause, change.detail.patterns, change.detail.also) == row.expected


def test_records_without_a_rule_follow_the_others_of_their_release(tmp_path: Path) -> None:
    contact = {"contacts": ()}
    for changed, cause in ((_RULED, "patterns"), (_OTHER, "code")):
        with opened(tmp_path / f"{cause}.db") as store:
            fill(store, SAMPLE, info=_info(), code="a", patterns=_OLD)
            fill(store, changed.model_copy(update=contact), info=_info("2"), code="b", patterns=_NEW)
            found = compared(store, "1", "2").changes
        assert {(c.kind, c.cause) for c in found} == {("amounts", cause), ("contacts", cause)}


def test_patterns_that_were_not_kept_are_not_guessed(tmp_path: Path) -> None:
    with opened(tmp_path / "press.db") as store:
        fill(store, SAMPLE, info=_info(), code="a")
        fill(store, _RULED, info=_info("2"), code="b", patterns=_NEW)
        found = compared(store, "1", "2")
    change: Change = found.changes[0]
    assert found.patterns is None
    assert (change.cause, change.detail.also, change.detail.note) == (
        "patterns", ("code",), "which patterns changed was not kept"
    )  # fmt: skip


class _Later(WordReader):
    """Reads what the helper refuses."""

    def read(
        self, data: bytes, *, uri: str, format: SourceFormat | None = None, hints: Hints | None = None
    ) -> Iterator[Release | IngestFailure]:
        return super().read(data.replace(b"fail", b"bro"), uri=uri)


@pytest.mark.parametrize(("later", "cause"), [(False, "source"), (True, "patterns")], ids=["changed", "the same"])
def test_a_release_that_is_new(later: bool, cause: Cause, there: Store) -> None:
    for path in Path("in").iterdir():
        path.write_text("fail" if path.stem == "bro" else "sti")
    readers = (WordReader(_info("1")), (_Later if later else WordReader)(_info("2")))
    for n, reader in enumerate(readers):
        if n and not later:
            Path("in/bro.txt").write_text("bro")
        batch.run(["in"], reader, there, _Silent())
    assert [(c.release, c.op, c.cause) for c in compared(there, "1", "2").changes] == [("bro", "added", cause)]
    assert [(c.release, c.op, c.cause) for c in compared(there, "2", "1").changes] == [("bro", "removed", cause)]


# ---------------------------------------------------------------- what patterns were


def test_examples_and_reasons_are_no_change_of_patterns(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for folder, yes in ((one, "Fonden har båndlagt 3 mio. kr."), (other, "Fonden har båndlagt 5 mio. kr.")):
        folder.mkdir()
        (folder / "a.toml").write_text(_TOML.replace("Fonden har båndlagt 3 mio. kr. til stien.", yes), "utf-8")
    assert load(one).digest != load(other).digest
    assert changed_patterns(manifest(load(one)), manifest(load(other))) == ()


def test_phrases_that_came_and_went_are_told() -> None:
    old = {"a.b": PatternEntry(digest="1", phrases=("giver {money}", "støtter"))}
    new = {"a.b": PatternEntry(digest="2", phrases=("støtter", "bevilger {money}")), "c.d": PatternEntry(digest="1")}
    told = [(p.id, p.how, p.added, p.removed) for p in changed_patterns(old, new)]
    assert told == [("a.b", "changed", ("bevilger {money}",), ("giver {money}",)), ("c.d", "new", (), ())]
    assert [p.how for p in changed_patterns(new, old)] == ["changed", "gone"]


def test_the_store_keeps_patterns_once_and_forgets_them_with_their_runs(
    there: Store, readers: tuple[Extractor, Extractor]
) -> None:
    for reader in (*readers, *readers):
        _run(there, reader)
    digests = [reader.info.patterns for reader in readers]
    assert [known_patterns(there, digest) for digest in digests] == [manifest(reader.patterns) for reader in readers]
    vacuum(there, keep=1)
    assert known_patterns(there, digests[0]) is None
    assert known_patterns(there, digests[1]) is not None
