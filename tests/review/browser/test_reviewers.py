"""Two reviewers at once: the colleague's link, and what one sees that the other did meanwhile."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect
from tests.review.browser.reviewers import Enter
from tests.review.browser.runs import serving

from extract.store import opened
from extract.store.judging import standing


def test_two_reviewers_do_not_overwrite_each_other(work: Path, enter: Enter) -> None:
    store = work / "press.db"
    with serving(store, "1", "2", "--as", "Karen") as served:
        karen = enter(served.link)
        karen.open("/c/1?publisher=Region+Syddanmark")
        karen("#invite").click()
        link = karen("#link").input_value()
        assert link.startswith(served.origin)
        karen.page.get_by_role("link", name="Tilbage").click()
        karen.at("/c/1?publisher=Region+Syddanmark")

        # The colleague says who it is, and is where the first one was.
        bo = enter(link)
        expect(bo("h1")).to_have_text("Hvad hedder du?")
        expect(bo("#name")).to_be_focused()
        bo.page.keyboard.type("Bo <b>Holm</b>")
        bo.press("Enter")
        bo.at("/c/1?publisher=Region+Syddanmark")
        expect(bo(".who")).to_contain_text("Bo <b>Holm</b>")

        # The link is used up for everybody else, and whoever is in stays in.
        third = enter(link)
        expect(third("h1")).to_have_text("Linket er brugt")
        expect(third("#clusters")).to_have_count(0)
        bo.page.goto(link)
        expect(bo("#clusters")).to_be_visible()

        # Both look at the same change; one is first, the other sees it, and lets it stand.
        for one in (karen, bo):
            one.open("/c/1/change/1")
        bo.press("a")
        expect(bo("#said")).to_contain_text("Godkendt.")
        karen("#note").fill("Jeg er uenig")
        karen("#judge").get_by_role("button", name="Afvis").click()
        conflict = karen("#conflict")
        expect(conflict).to_be_focused()
        expect(conflict).to_contain_text("Bo <b>Holm</b> har bedømt")
        expect(conflict).to_contain_text("Jeg er uenig")
        karen("#keep-theirs").click()
        expect(karen("#place")).to_contain_text("2 af")
        karen.open("/c/1/change/1")
        expect(karen("#judged")).to_contain_text("Godkendt af Bo <b>Holm</b>")

        # Once more, with a value of one's own, that is saved after all.
        funder = "/c/1/change/" + str(_number_of(store, "projects", "funder"))
        for one in (karen, bo):
            one.open(funder)
        bo.press("r")
        expect(bo("#said")).to_contain_text("Afvist.")
        karen.press("c")
        karen('[name="value"]').fill("Nordisk Havnekredit")
        karen(".save").click()
        expect(conflict).to_contain_text("Nordisk Havnekredit")
        karen("#mine-after-all").click()
        expect(karen("#said")).to_contain_text("Rettet.")
        bo.open(funder)
        expect(bo("#judged")).to_contain_text("Rettet af Karen")
        expect(bo("#judged")).to_contain_text("Nordisk Havnekredit")

        # A whole cluster, of which the other has judged one meanwhile: that one is left alone.
        cluster = "/c/1?field=amounts.role&publisher=Region+Syddanmark"
        for one in (karen, bo):
            one.open(cluster)
            one("#changes tbody a").nth(1 if one is bo else 0).click()
            expect(one("#place")).to_have_text("2 af 5" if one is bo else "1 af 5")
        bo.press("r")
        expect(bo("#said")).to_contain_text("Afvist.")
        karen.press("g", "a")
        expect(karen("#conflict")).to_contain_text("Bo <b>Holm</b> har bedømt")
        karen("#keep-theirs").click()
        karen.open(cluster)
        expect(karen("#changes .v.reject")).to_have_count(1)
        expect(karen("#changes .v.accept")).to_have_count(0)
    with opened(store) as found:
        said = [(one.by, one.verdict) for one in standing(found)]
    assert sorted(said) == [("Bo <b>Holm</b>", "accept"), ("Bo <b>Holm</b>", "reject"), ("Karen", "correct")]


def _number_of(store: Path, kind: str, field: str) -> int:
    from extract.store.comparing import Wanted, changes

    with opened(store) as found:
        (one,) = changes(found, 1, Wanted(field=f"{kind}.{field}"), most=2)
    return one.number
