"""Label files that cannot be used say where, and what to mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.evaluate.labels import LabelError, gold_hash, parse_labels, read_gold, read_labelled, write_labels

LABELS = '{"title": "Ny sti", "amounts": [{"surface": "2 mio. kr.", "value": 2000000, "role": "grant"}], "must_not": {"people": ["Bo Ly"]}}'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", r"one\.json:1: no JSON"),
        ('{"titel": "Ny sti"}', r"one\.json: titel: Extra inputs"),
        (
            '{"amounts": [{"surface": "2 kr.", "value": "2", "role": "gave"}]}',
            r"one\.json: amounts\.0\.role: Input should be 'grant'",
        ),
    ],
)
def test_a_broken_file_says_where(content: str, said: str) -> None:
    with pytest.raises(LabelError, match=said):
        parse_labels(content, name="one.json")


def test_written_labels_read_back_equal(tmp_path: Path) -> None:
    labels = parse_labels(LABELS, name="one")
    path = tmp_path / "one.labels.json"
    write_labels(path, labels)
    assert parse_labels(path.read_text("utf-8"), name="one") == labels


def test_numbers_may_be_written_as_numbers() -> None:
    amounts = parse_labels(LABELS, name="one").amounts
    assert amounts is not None
    assert amounts[0].value == "2000000"


def test_a_label_file_needs_one_source(tmp_path: Path) -> None:
    path = tmp_path / "one.labels.json"
    path.write_text(LABELS, encoding="utf-8")
    with pytest.raises(LabelError, match="one source file"):
        read_labelled(path)
    (tmp_path / "one.txt").write_text("Ny sti", encoding="utf-8")
    assert read_labelled(path).source.name == "one.txt"
    (tmp_path / "one.html").write_text("Ny sti", encoding="utf-8")
    with pytest.raises(LabelError, match="there are 2"):
        read_labelled(path)


def test_halves_and_folders_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(LabelError, match="no such folder"):
        read_gold(tmp_path / "none")
    with pytest.raises(LabelError, match="no file"):
        read_gold(tmp_path)
    half = tmp_path / "dev"
    half.mkdir()
    (half / "one.labels.json").write_text(LABELS, encoding="utf-8")
    (half / "one.txt").write_text("Ny sti", encoding="utf-8")
    assert [item.key for item in read_gold(tmp_path)] == ["dev/one"]
    with pytest.raises(LabelError, match="no half named test; there are dev"):
        read_gold(tmp_path, split="test")


def test_the_hash_changes_with_a_label_and_with_a_source(tmp_path: Path) -> None:
    label, source = tmp_path / "one.labels.json", tmp_path / "one.txt"
    label.write_text(LABELS, encoding="utf-8")
    source.write_text("Ny sti", encoding="utf-8")
    hashes = {gold_hash(read_gold(tmp_path))}
    source.write_text("Ny vej", encoding="utf-8")
    hashes.add(gold_hash(read_gold(tmp_path)))
    label.write_text(LABELS.replace("sti", "vej"), encoding="utf-8")
    hashes.add(gold_hash(read_gold(tmp_path)))
    assert len(hashes) == 3
