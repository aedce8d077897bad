"""Datasette itself opens the database with what is written beside it, and shows what everything is."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from datasette.app import Datasette
from tests.feed.made import database, samples

from extract.feed import datasette
from extract.feed.tables import TABLES
from extract.feed.views import views

METADATA = json.loads(datasette.metadata_json())


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Datasette:
    path = database(tmp_path_factory.mktemp("datasette") / "releases.sqlite", samples())
    return Datasette([str(path)], metadata=METADATA)


def _get(opened: Datasette, path: str) -> Any:
    async def ask() -> Any:
        await opened.invoke_startup()
        return await opened.client.get(path)

    answer = asyncio.run(ask())
    assert answer.status_code == 200, answer.text[:500]
    return answer


def test_the_first_page_says_what_it_is(opened: Datasette) -> None:
    assert "Press releases as facts" in _get(opened, "/").text


def test_the_list_of_tables_is_short_and_the_rest_is_not_lost(opened: Datasette) -> None:
    listed = {table["name"]: table["hidden"] for table in _get(opened, "/releases.json").json()["tables"]}
    assert set(listed) >= {table.name for table in TABLES}
    assert {"release", "project", "amount", "quote", "place", "person", "check_result"} <= {
        name for name, hidden in listed.items() if not hidden
    }
    assert listed["place_mention"]


def test_every_table_and_view_says_what_it_is(opened: Datasette) -> None:
    known = METADATA["databases"]["releases"]["tables"]
    assert set(known) == {table.name for table in TABLES} | {view.name for view in views("sqlite")}
    for name, about in known.items():
        page = _get(opened, f"/releases/{name}").text
        assert about["description"].split("`")[0].split("'")[0] in page, name
    assert set(known["project"]["columns"]) == {
        column.name for t in TABLES if t.name == "project" for column in t.columns
    }


@pytest.mark.parametrize(
    "name", sorted(name for name, about in METADATA["databases"]["releases"]["tables"].items() if "facets" in about)
)
def test_facets_are_of_columns_that_are_there(opened: Datasette, name: str) -> None:
    answer = _get(opened, f"/releases/{name}.json").json()
    assert set(answer["facet_results"]) == set(METADATA["databases"]["releases"]["tables"][name]["facets"])
    assert any(facet["results"] for facet in answer["facet_results"].values())


@pytest.mark.parametrize(
    "name", sorted(name for name, about in METADATA["databases"]["releases"]["tables"].items() if "sort_desc" in about)
)
def test_rows_come_from_the_largest_or_newest(opened: Datasette, name: str) -> None:
    answer = _get(opened, f"/releases/{name}.json?_shape=array").json()
    found = [row[METADATA["databases"]["releases"]["tables"][name]["sort_desc"]] for row in answer]
    assert found == sorted(found, reverse=True)
    assert found


def test_a_row_is_shown_by_its_label_where_another_leads_to_it(opened: Datasette) -> None:
    page = _get(opened, "/releases/project?_facet=release").text
    assert "22 steder får nyt liv" in page
    assert 'href="/releases/release/ritzau-13934781"' in page
