"""A comparison as JSON, CSV and a page: what stands in them, and that hostile words do nothing there."""

from __future__ import annotations

import csv
import io
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from tests.diff.sides import folder
from tests.releases import SAMPLE, plain

from extract.diff import CAUSES, Compared, Comparison
from extract.feed.changes import COLUMNS, as_csv, as_json, schema_json
from extract.pages.changes_page import IN_CLUSTER, changes_page
from extract.records.release import Place, Project, Release

DOCS = Path(__file__).resolve().parents[2] / "docs"
_EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)> \u202e \" onmouseover='x' {{7*7}} =1+1"


def _after() -> Release:
    first, *rest = SAMPLE.amounts
    return SAMPLE.model_copy(
        update={
            "amounts": (first.model_copy(update={"role": "total"}), *rest),
            "places": SAMPLE.places[1:],
            "text": SAMPLE.text.replace("tages 3. maj", "tages 4. maj"),
        }
    )


def _compared(tmp_path: Path, before: list[Release], after: list[Release]) -> Compared:
    return Compared(folder(tmp_path / "before", *before), folder(tmp_path / "after", *after))


def test_the_json_is_what_its_model_says(tmp_path: Path) -> None:
    written = "".join(as_json(_compared(tmp_path, [SAMPLE, plain("a")], [_after(), plain("b")])))
    read = Comparison.model_validate_json(written)
    assert read == _compared(tmp_path, [SAMPLE, plain("a")], [_after(), plain("b")]).whole()
    assert [(c.kind, c.op) for c in read.changes] == [
        ("amounts", "changed"), ("places", "removed"), ("text", "changed"), ("release", "removed"), ("release", "added")
    ]  # fmt: skip
    assert len(written.splitlines()) == len(read.changes) + len(read.clusters) + 3


def test_a_comparison_without_changes_is_json_too(tmp_path: Path) -> None:
    read = Comparison.model_validate_json("".join(as_json(_compared(tmp_path, [SAMPLE], [SAMPLE]))))
    assert (read.changes, read.clusters, read.counts.same) == ((), (), 1)


def test_the_schema_in_docs_is_that_of_the_model() -> None:
    assert (DOCS / "diff.schema.json").read_text("utf-8") == schema_json(), "run make docs"


def test_every_field_stands_in_the_page_about_it() -> None:
    said = (DOCS / "diff.md").read_text("utf-8")
    schema = Comparison.model_json_schema()
    names = {name for noun in (schema, *schema["$defs"].values()) for name in noun["properties"]}
    assert sorted(name for name in names if f"`{name}`" not in said) == []


def test_the_csv_has_a_line_for_each_change(tmp_path: Path) -> None:
    lines = "".join(as_csv(_compared(tmp_path, [SAMPLE], [_after()])))
    rows = list(csv.DictReader(io.StringIO(lines)))
    assert tuple(rows[0]) == COLUMNS
    assert [(row["kind"], row["op"], row["field"], row["before"]) for row in rows[:2]] == [
        ("amounts", "changed", "role", "pool"),
        ("places", "removed", "", "name: Grenaa; kind: city; code: 0707; municipality: Norddjurs; region: Region Midtjylland; coordinates: 56.415 10.879"),
    ]  # fmt: skip


def test_no_cell_is_run_by_a_spreadsheet(tmp_path: Path) -> None:
    evil = plain("a", title="=HYPERLINK(1)").model_copy(update={"url": "@SUM(1)"})
    rows = csv.DictReader(io.StringIO("".join(as_csv(_compared(tmp_path, [plain("a")], [evil])))))
    assert {row["after"] for row in rows} == {"'=HYPERLINK(1)", "'@SUM(1)"}


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def _tags(page: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = _Tags()
    parser.feed(page)
    parser.close()
    return parser.tags


def test_the_page_shows_old_and_new_side_by_side_in_their_words(tmp_path: Path) -> None:
    page = changes_page(_compared(tmp_path, [SAMPLE], [_after()]))
    assert "amount role pool → total" in page
    assert page.count("<mark>9,2 mio. kroner</mark>") == 2
    assert "tages <mark>3</mark>. maj" in page
    assert "tages <mark>4</mark>. maj" in page
    assert "<dd><bdi>Grenaa</bdi></dd>" in page
    assert '<div class="soft">not there</div>' in page
    tags = _tags(page)
    names = {tag for tag, _ in tags}
    assert not names & {"script", "iframe", "object", "form", "input", "img", "link", "svg"}
    targets = {attributes["id"] for _, attributes in tags if "id" in attributes}
    links = {str(attributes["href"]) for tag, attributes in tags if tag == "a"}
    assert all(link.startswith("#") and link[1:] in targets for link in links)
    assert {"#only-source", "#only-code"} & links


def test_nothing_changed_is_said(tmp_path: Path) -> None:
    assert "Nothing changed." in changes_page(_compared(tmp_path, [SAMPLE], [SAMPLE]))


@pytest.mark.parametrize("way", ["there", "back"])
def test_hostile_words_do_nothing(way: str, tmp_path: Path) -> None:
    length = len(_EVIL)
    evil: dict[str, Any] = {
        "title": _EVIL, "lead": _EVIL, "url": f"javascript:{_EVIL}",
        "projects": (Project(id="p1", name=_EVIL, city=_EVIL, evidence={"name": ((0, length),)}, rule=_EVIL),),
        "places": (Place(id="l1", name=_EVIL, kind="city"),),
    }  # fmt: skip
    release = plain("</title><script>", _EVIL, **evil)
    hostile = release.model_copy(update={"publisher": release.publisher.model_copy(update={"name": _EVIL})})
    sides = ([plain("</title><script>", "Kort.")], [hostile])
    page = changes_page(_compared(tmp_path, *(sides if way == "there" else sides[::-1])))
    tags = _tags(page)
    assert not {tag for tag, _ in tags} & {"script", "img"}
    assert not any(name.startswith("on") for _, attributes in tags for name in attributes)
    assert not any("javascript:" in (value or "") for _, attributes in tags for value in attributes.values())
    assert "\u202e" not in page
    assert "49" not in re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)


def test_a_page_holds_the_first_of_each_cluster_and_says_what_it_leaves_out(tmp_path: Path) -> None:
    many = IN_CLUSTER + 7
    before = [plain(f"r{n:03}", title="Gammel titel") for n in range(many)]
    after = [one.model_copy(update={"title": f"Ny titel {n}"}) for n, one in enumerate(before)]
    page = changes_page(_compared(tmp_path, before, after))
    assert len(re.findall(r'<div class="change', page)) == IN_CLUSTER
    assert "7 more of them are not on this page" in page
    assert f"{IN_CLUSTER - 3} more</summary>" in page


def test_the_policy_of_the_page_fits_its_style(tmp_path: Path) -> None:
    from extract.pages.page import digest

    page = changes_page(_compared(tmp_path, [SAMPLE], [_after()]))
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style
    assert f"style-src '{digest(style[1])}'" in page
    assert all(f"#only-{cause}:target" in style[1] for cause in CAUSES)
