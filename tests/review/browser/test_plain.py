"""The same work in a browser that runs no scripts: links and forms do it all."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect
from tests.review.browser.reviewers import Enter
from tests.review.browser.runs import serving

from extract.store import opened
from extract.store.judging import standing


def test_judging_without_scripts(work: Path, enter: Enter) -> None:
    store = work / "press.db"
    with serving(store, "--as", "Karen") as served:
        me = enter(served.link, java_script_enabled=False)
        me("#compare button.main").click()
        # A page that says how far it is, and asks again by itself.
        expect(me("h1")).to_have_text("Kørsel 1 → 2")
        expect(me("#clusters")).to_be_visible()
        assert me("[data-script]:visible, [data-opens]:visible").count() == 0

        me('#clusters tr[data-changes="5"]').get_by_role("link").click()
        me("#changes tbody a").first.click()
        me("#judge").get_by_label("hele klyngen").check()
        me("#judge").get_by_role("button", name="Godkend").click()
        expect(me("#said")).to_contain_text("Godkendt: 5 ændringer.")
        me("#said").get_by_role("button", name="Fortryd").click()
        expect(me("#said")).to_contain_text("Fortrudt: 5 bedømmelser.")
        me("#note").fill("Kun denne")
        me("#judge").get_by_role("button", name="Afvis").click()
        expect(me("#said")).to_contain_text("Afvist.")

        # A value that is none is shown again, as it was written, with what is wrong about it.
        me.open("/c/1?field=projects.granted")
        me("#changes tbody a").first.click()
        me("#correct summary").click()
        value = me('[name="value"]')
        value.fill("mange penge")
        me(".save").click()
        expect(me("#wrong")).to_contain_text("Det kan ikke læses som et beløb")
        expect(value).to_have_value("mange penge")
        value.fill("8,3 mio. kr.")
        me(".save").click()
        expect(me("#said")).to_contain_text("Rettet.")

        me.page.get_by_role("button", name="In English").click()
        expect(me("html")).to_have_attribute("lang", "en")
        me.page.get_by_role("link", name="Judgements").click()
        expect(me("#batches tbody tr")).to_have_count(3)
    with opened(store) as found:
        said = [(one.verdict, one.value, one.note) for one in standing(found)]
    assert sorted(said, key=str) == [("correct", "8300000 DKK", None), ("reject", None, "Kun denne")]
