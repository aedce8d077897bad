"""A release through the runs of a store."""

from __future__ import annotations

from pathlib import Path

from tests.diff.judged import judged
from tests.releases import SAMPLE
from tests.store.compared import subject
from tests.store.filled import fill

from extract.diff.history import history
from extract.records.release import ExtractorInfo, Release
from extract.store import opened
from extract.store.deciding import add_decisions

_NEXT = ExtractorInfo(version="0.2.0", patterns=SAMPLE.extractor.patterns)


def _corrected(title: str, sha256: str, **fields: object) -> Release:
    source = SAMPLE.source.model_copy(update={"sha256": sha256 * 64})
    return SAMPLE.model_copy(update={"title": title, "source": source, **fields})


def test_versions_with_their_runs_and_causes(tmp_path: Path) -> None:
    with opened(tmp_path / "press.db") as store:
        fill(store, SAMPLE)
        fill(store, SAMPLE)
        fill(store, _corrected("Havnefonden giver 9,3 mio. kroner", "1"))
        fill(store, _corrected("Havnefonden giver penge", "1"), info=_NEXT)
        versions = list(history(store, SAMPLE.id))
        assert list(history(store, "none")) == []
    assert [(v.number, v.runs, v.made.version, v.title) for v in versions] == [
        (1, (1, 2), "0.1.0", SAMPLE.title),
        (2, (3,), "0.1.0", "Havnefonden giver 9,3 mio. kroner"),
        (3, (4,), "0.2.0", "Havnefonden giver penge"),
    ]
    assert [[(c.field, c.cause) for c in v.changes] for v in versions] == [
        [],
        [("title", "source")],
        [("title", "code")],
    ]
    assert len({v.source for v in versions}) == 3


def test_a_release_is_followed_under_another_id_of_its_document(tmp_path: Path) -> None:
    with opened(tmp_path / "press.db") as store:
        fill(store, SAMPLE.model_copy(update={"id": "text-1"}))
        fill(store, _corrected("Ny titel", "1", id="text-2"))
        for name in ("text-1", "text-2"):
            versions = list(history(store, name))
            assert [v.release for v in versions] == ["text-1", "text-2"]
            assert [c.field for c in versions[1].changes] == ["id", "title"]


def test_of_a_document_with_several_the_others_are_no_versions(tmp_path: Path) -> None:
    other = SAMPLE.model_copy(update={"id": "other"})
    with opened(tmp_path / "press.db") as store:
        fill(store, SAMPLE, other)
        fill(store, other, SAMPLE)
        versions = list(history(store, "other"))
    assert [v.release for v in versions] == ["other", "other"]


def test_judgements_stand_with_the_version_that_was_the_newest(tmp_path: Path) -> None:
    with opened(tmp_path / "press.db") as store:
        fill(store, SAMPLE)
        fill(store, _corrected("Ny titel", "1"))
        second = list(history(store, SAMPLE.id))[1].made.started_at
        assert second is not None
        said = [
            judged("reject", subject(SAMPLE.id)).model_copy(update={"at": at, "batch": at}) for at in ("2001", second)
        ]
        add_decisions(store, [*said, judged("reject", subject("another"))])
        versions = list(history(store, SAMPLE.id))
        made = [v.made.started_at for v in versions]
    # Both runs may begin within one second: the later is then the one that was the newest.
    assert [list(v.judgements) for v in versions] == [[said[0]], [said[1]]], made
