"""Browsers, a store of two real runs, and reviewers who are watched: nothing may run, or be fetched, that is not ours.

The store is made once for all test processes; a test that writes takes a copy. Each module has a browser of its own,
for while one of Playwright's is open no other test of the process may run an event loop.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, expect, sync_playwright
from tests.review.browser.chromium import ARGUMENTS, NoChromiumError, chromium
from tests.review.browser.reviewers import Enter, Watched
from tests.review.browser.runs import ROOT, Served, patterns_without, run, serving

SAMPLES = (
    "region-kulturpulje-syd.html",
    "virksomhed-havvind-ordre.html",
    "kommune-landsbypulje-guldborgsund.html",
    "ngo-levende-aaer.html",
    "museum-stormfloden.json",
)
DROPPED = ("money.role.grant.label", "money.role.grant.stotte", "money.role.cofunding.shares")
"""Patterns that the first run does without."""


@pytest.fixture(scope="session")
def program() -> Path:
    try:
        return chromium()
    except NoChromiumError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def browser(program: Path) -> Iterator[Browser]:
    expect.set_options(timeout=30_000)  # a machine that does much else at once is slow, not wrong
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def two_runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with ``in`` (the documents), ``earlier`` (patterns) and ``press.db``: with those, and as shipped."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "two_runs"
    with FileLock(folder.with_suffix(".lock")):
        if not (folder / "made").exists():
            (folder / "in").mkdir(parents=True)
            for name in SAMPLES:
                shutil.copy(ROOT / "samples" / name, folder / "in")
            run(folder / "in", folder / "press.db", patterns_without(folder / "earlier", *DROPPED))
            run(folder / "in", folder / "press.db")
            (folder / "made").touch()
    return folder


@pytest.fixture
def work(two_runs: Path, tmp_path: Path) -> Path:
    """A copy of that folder, to write to."""
    return Path(shutil.copytree(two_runs, tmp_path / "work"))


@pytest.fixture(scope="module")
def served(two_runs: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The page of the two runs, for tests that judge nothing. Each reviewer gets in by a link from ``host``'s page."""
    folder = Path(shutil.copytree(two_runs, tmp_path_factory.mktemp("served") / "work"))
    with serving(folder / "press.db", "1", "2", "--as", "Vært") as served:
        yield served


@pytest.fixture
def enter(browser: Browser) -> Iterator[Enter]:
    """Opens a link in a browser of its own for each reviewer; at the end nothing unforeseen may have happened in any."""
    watched: list[Watched] = []

    def enter(link: str, **options: object) -> Watched:
        one = Watched(browser, link, options)
        watched.append(one)
        return one

    yield enter
    for one in watched:
        one.close()
    assert [fault for one in watched for fault in one.faults] == []
