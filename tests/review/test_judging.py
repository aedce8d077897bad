"""Judging at the desk: one change, a cluster, a correction; undo; two reviewers at once."""

from __future__ import annotations

import pytest
from tests.review.reviewing import Desk, Page

from extract.decide import Judgement
from extract.records.release import Release
from extract.review.keeping import keep
from extract.store import Store, find_release, find_run
from extract.store.comparing import Wanted, changes, find_change
from extract.store.judging import judgements

ROLE, ROLE_TOO, PROJECT = 10, 11, 1
"""Changes of the test store: the roles of two amounts, one cluster; a project that came."""


def _held(store: Store, number: int) -> Judgement | None:
    one = find_change(store, 1, number)
    assert one is not None
    return one.judgement


def _text(store: Store, number: int) -> str:
    one = find_change(store, 1, number)
    assert one is not None
    stored = find_release(store, find_run(store, "2"), one.release.after or "")
    assert stored is not None
    return str(Release.model_validate(stored.content).text)


def _progress(page: Page) -> tuple[int, int]:
    node = page.one("#progress")
    return int(str(node["data-judged"])), int(str(node["data-changes"]))


@pytest.mark.parametrize(("verdict", "word"), [("accept", "Godkendt"), ("reject", "Afvist")])
def test_a_judgement_bears_the_name_and_leads_on(desk: Desk, verdict: str, word: str) -> None:
    karen = desk.reviewer()
    before = _progress(karen.get("/c/1/change/1"))
    page = karen.judge("/c/1/change/1", verdict, note="  set i teksten ")
    assert (page.status, page.path) == (200, "/c/1/change/2")
    assert page.one("#said").text.strip().startswith(word + ".")
    assert _progress(page) == (1, before[1])
    held = _held(desk.store, 1)
    assert held is not None
    assert (held.verdict, held.by, held.note, held.value) == (verdict, "Karen Holm", "set i teksten", None)
    page = karen.get("/c/1/change/1")
    assert f"{word} af Karen Holm" in page.one("#judged").text
    assert "set i teksten" in page.one("#judged").text


def test_the_machine_s_values_stay(desk: Desk) -> None:
    before = find_release(desk.store, find_run(desk.store, "2"), "text")
    karen = desk.reviewer()
    told = [one.body for one in changes(desk.store, 1, Wanted(), most=100)]
    karen.judge("/c/1/change/10", "correct", value="total")
    assert [one.body for one in changes(desk.store, 1, Wanted(), most=100)] == told
    assert find_release(desk.store, find_run(desk.store, "2"), "text") == before


def test_the_next_is_the_next_undecided_of_those_asked_for(desk: Desk) -> None:
    karen = desk.reviewer()
    own = [one.number for one in changes(desk.store, 1, Wanted(publisher="Kjærsholm Fonden"), most=100)]
    asked = "?publisher=Kj%C3%A6rsholm+Fonden"
    assert karen.judge(f"/c/1/change/{own[1]}{asked}", "accept").path == f"/c/1/change/{own[2]}{asked}"
    assert karen.judge(f"/c/1/change/{own[0]}{asked}", "accept").path == f"/c/1/change/{own[2]}{asked}"
    # From the end it goes on at the beginning; when all is judged, to the list.
    assert karen.judge(f"/c/1/change/{own[-1]}{asked}", "accept").path == f"/c/1/change/{own[2]}{asked}"
    for number in own[2:-2]:
        assert karen.judge(f"/c/1/change/{number}{asked}", "reject").path == f"/c/1/change/{number + 1}{asked}"
    page = karen.judge(f"/c/1/change/{own[-2]}{asked}", "accept")
    assert page.path == f"/c/1{asked}"
    assert page.one(".all-done").text == "✓ Alt i det valgte er bedømt."


def test_a_cluster_is_judged_at_once_and_undone_at_once(desk: Desk) -> None:
    karen = desk.reviewer()
    cluster = Wanted(cluster=find_change(desk.store, 1, ROLE).cluster)  # type: ignore[union-attr]
    numbers = [one.number for one in changes(desk.store, 1, cluster, most=100)]
    assert len(numbers) > 3
    karen.judge(f"/c/1/change/{ROLE_TOO}", "reject")
    page = karen.get(f"/c/1/change/{ROLE}")
    assert f"({len(numbers) - 1} uafgjorte)" in page.one(".scope").text
    page = karen.send(page, "#judge-form", verdict="accept", scope="cluster")
    assert page.one("#said").text.strip().startswith(f"Godkendt: {len(numbers) - 1} ændringer.")
    verdicts = {number: _held(desk.store, number) for number in numbers}
    assert {number: held and held.verdict for number, held in verdicts.items()} == {
        number: "reject" if number == ROLE_TOO else "accept" for number in numbers
    }
    page = karen.send(page, "#said form")
    assert (page.path, page.one("#said").text.strip()) == (
        f"/c/1/change/{ROLE}",
        f"Fortrudt: {len(numbers) - 1} bedømmelser.",
    )
    assert [number for number in numbers if _held(desk.store, number)] == [ROLE_TOO]
    rows = karen.get("/judgements").all("tr[data-batch]")
    assert ["fortrudt" in row.text for row in rows] == [True, False]


def test_a_cluster_within_what_was_chosen(desk: Desk) -> None:
    karen = desk.reviewer()
    page = karen.get(f"/c/1/change/{ROLE}?publisher=Landsforeningen+H%C3%A5ndslaget&judged=0")
    assert page.one("input[value=part]")
    page = karen.send(page, "#judge-form", verdict="accept", scope="part")
    cluster = find_change(desk.store, 1, ROLE).cluster  # type: ignore[union-attr]
    for one in changes(desk.store, 1, Wanted(cluster=cluster), most=100):
        assert (one.judgement is not None) == (one.release.publisher == "Landsforeningen Håndslaget")


@pytest.mark.parametrize(
    ("number", "sent", "value"),
    [
        (ROLE, {"value": "total"}, "total"),
        (ROLE, {"value": ""}, None),
        (12, {"value": "  3,5 mio. kr.  "}, "3,5 mio. kr."),
        (
            PROJECT,
            {"value.name": "Et andet navn", "value.granted": "4,7 mio. kr."},
            {"name": "Et andet navn", "granted": "4700000 DKK"},
        ),
        (PROJECT, {"value.granted": "1.234.567,50"}, {"granted": "1234567.5 DKK"}),
    ],
)
def test_a_correction_is_kept_as_records_are_compared(
    desk: Desk, number: int, sent: dict[str, str], value: object
) -> None:
    karen = desk.reviewer()
    page = karen.get(f"/c/1/change/{number}")
    form = page.form("#judge-form")
    page = karen.send(page, "#judge-form", verdict="correct", **sent)
    assert page.status == 200, page.text
    held = _held(desk.store, number)
    assert held is not None
    assert held.verdict == "correct"
    if not isinstance(value, dict):
        assert held.value == value
        return
    after = find_change(desk.store, 1, number).body["change"]["after"]  # type: ignore[union-attr]
    assert held.value == after | value
    assert {name for name in form if name.startswith("value.")} == {f"value.{name}" for name in after}


def test_what_is_left_as_it_was_is_the_value_that_it_was(desk: Desk) -> None:
    """A form sent as it is drawn corrects nothing, however its values are drawn for people."""
    karen = desk.reviewer()
    for language in ("da", "en"):
        karen.post("/language", {"csrf": karen.csrf, "language": language, "back": "/"})
        for one in changes(desk.store, 1, Wanted(), most=100):
            told = one.body["change"]
            page = karen.judge(f"/c/1/change/{one.number}", "correct")
            assert page.status == 200, (told, page.text)
            held = _held(desk.store, one.number)
            assert held is not None
            assert held.value == (told["before"] if told["after"] is None else told["after"])


def test_a_selection_of_the_source_is_read_and_kept_with_its_place(desk: Desk) -> None:
    karen = desk.reviewer()
    text = _text(desk.store, PROJECT)
    start = text.index("kr.") - 20
    start = text.index(" ", start) + 1
    end = text.index("kr.", start) + 3
    answer = karen.client.get(f"/c/1/change/{PROJECT}/reading?span={start}-{end}&field=name").json()
    assert answer["value"] == text[start:end].strip()
    assert answer["span"] == f"{start}-{end}"
    assert " ".join(text[start:end].split()) in answer["told"]
    one = find_change(desk.store, 1, PROJECT)
    assert one is not None
    granted = str(one.body["change"]["after"]["granted"])
    amount = next(a for a in _release(desk.store, PROJECT).amounts if f"{a.value:f} {a.currency}" == granted)
    answer = karen.client.get(f"/c/1/change/{PROJECT}/reading?span={amount.start}-{amount.end}&field=granted").json()
    assert answer["value"] == granted
    karen.judge(f"/c/1/change/{PROJECT}", "correct", span=f"{amount.start}-{amount.end}", value__granted=amount.surface)
    held = _held(desk.store, PROJECT)
    assert held is not None
    assert held.spans == ((amount.start, amount.end),)
    assert isinstance(held.value, dict)
    assert held.value["granted"] == granted


def _release(store: Store, number: int) -> Release:
    one = find_change(store, 1, number)
    assert one is not None
    stored = find_release(store, find_run(store, "2"), one.release.after or "")
    assert stored is not None
    return stored.read()


@pytest.mark.parametrize("span", ["", "x", "1", "5-5", "9-4", "-1-4", "0-99999999", "1-2-3", "٠-٣", "1e3-2e3"])
def test_a_place_outside_the_text_is_none(desk: Desk, span: str) -> None:
    karen = desk.reviewer()
    answer = karen.client.get(f"/c/1/change/{ROLE}/reading", params={"span": span})
    assert (answer.status_code, list(answer.json())) == (422, ["wrong"])
    if span:
        page = karen.judge(f"/c/1/change/{ROLE}", "correct", span=span, value="total")
        assert (page.status, page.one("#wrong").text) == (422, "Det markerede ligger uden for teksten.")
        assert _held(desk.store, ROLE) is None


@pytest.mark.parametrize(
    ("number", "sent", "wrong"),
    [
        (PROJECT, {"verdict": "correct", "value.granted": "mange penge"}, "som et beløb"),
        (PROJECT, {"verdict": "correct", "value.name": "x" * 5001}, "for langt"),
        (ROLE, {"verdict": "correct", "value": "no_such_role"}, "Vælg"),
        (ROLE, {"verdict": "accept", "note": "x" * 2001}, "for langt"),
        (ROLE, {"verdict": "withdraw"}, "Vælg"),
        (ROLE, {"verdict": ""}, "Vælg"),
    ],
)
def test_what_cannot_be_taken_is_shown_again(desk: Desk, number: int, sent: dict[str, str], wrong: str) -> None:
    karen = desk.reviewer()
    page = karen.send(karen.get(f"/c/1/change/{number}"), "#judge-form", **sent)
    assert page.status == 422
    assert wrong in page.one("#wrong").text
    shown = page.form("#judge-form")
    for name, said in sent.items():
        if name in shown and "role" not in said:
            assert shown[name] == said
    assert _held(desk.store, number) is None
    # A reload of the answer leads back to the change.
    assert karen.get(f"/c/1/change/{number}/judge?cause=patterns").path == f"/c/1/change/{number}?cause=patterns"


@pytest.mark.parametrize("scope", ["one", "cluster"])
def test_two_reviewers_at_once_do_not_overwrite_each_other(desk: Desk, scope: str) -> None:
    karen, ole = desk.reviewer(), desk.reviewer("Ole Ravn")
    hers, his = karen.get(f"/c/1/change/{ROLE}"), ole.get(f"/c/1/change/{ROLE}")
    ole.send(his, "#judge-form", verdict="reject", note="nej")
    page = karen.send(hers, "#judge-form", verdict="accept", note="jo", scope=scope)
    assert page.status == 409
    conflict = page.one("#conflict")
    assert "Ole Ravn har bedømt den imens" in conflict.text
    assert [word for word in ("afvist", "nej", "godkendt", "jo") if word not in conflict.text] == []
    held = _held(desk.store, ROLE)
    assert held is not None
    assert (held.by, held.verdict) == ("Ole Ravn", "reject")
    assert len(list(judgements(desk.store))) == 1
    assert karen.get(str(page.one("#keep-theirs")["href"])).status == 200
    # Both ways on.
    page = karen.send(page, "#conflict form")
    assert page.status == 200, page.text
    held = _held(desk.store, ROLE)
    assert held is not None
    assert (held.by, held.verdict, held.note) == ("Karen Holm", "accept", "jo")
    assert (_held(desk.store, ROLE_TOO) is not None) == (scope == "cluster")
    assert {one.by for one in judgements(desk.store)} == {"Karen Holm", "Ole Ravn"}


def test_who_saw_the_other_s_judgement_may_judge_anew(desk: Desk) -> None:
    karen, ole = desk.reviewer(), desk.reviewer("Ole Ravn")
    ole.judge(f"/c/1/change/{ROLE}", "reject")
    assert karen.judge(f"/c/1/change/{ROLE}", "accept").status == 200
    held = _held(desk.store, ROLE)
    assert held is not None
    assert held.by == "Karen Holm"


def test_a_third_at_the_same_time_is_told_again(desk: Desk) -> None:
    karen, ole, ida = desk.reviewer(), desk.reviewer("Ole"), desk.reviewer("Ida")
    hers, idas = karen.get("/c/1/change/1"), ida.get("/c/1/change/1")
    ole.judge("/c/1/change/1", "reject")
    conflict = karen.send(hers, "#judge-form", verdict="accept")
    assert ida.send(ida.send(idas, "#judge-form", verdict="accept"), "#conflict form").status == 200
    again = karen.send(conflict, "#conflict form")
    assert (again.status, "Ida" in again.one("#conflict").text) == (409, True)


def test_a_correction_in_a_conflict_is_kept_whole(desk: Desk) -> None:
    karen, ole = desk.reviewer(), desk.reviewer("Ole")
    hers = karen.get(f"/c/1/change/{PROJECT}")
    ole.judge(f"/c/1/change/{PROJECT}", "reject")
    page = karen.send(hers, "#judge-form", verdict="correct", value__name="Det nye navn", span="3-9", note="se teksten")
    assert "Det nye navn" in page.one("#conflict").text
    karen.send(page, "#conflict form")
    held = _held(desk.store, PROJECT)
    assert held is not None
    assert isinstance(held.value, dict)
    assert (held.value["name"], held.spans, held.note) == ("Det nye navn", ((3, 9),), "se teksten")


def test_undo_takes_back_what_was_judged_there(desk: Desk) -> None:
    karen = desk.reviewer()
    karen.judge("/c/1/change/1", "accept")
    karen.judge("/c/1/change/2", "accept")
    page = karen.send(karen.get("/c/1/change/1"), "#judged form")
    assert page.path == "/c/1/change/1"
    assert (_held(desk.store, 1), page.all("#judged")) == (None, [])
    assert _held(desk.store, 2) is not None
    page = karen.send(karen.get("/judgements"), "tr[data-batch]:not(.undone) form")
    assert page.path == "/judgements"
    assert _held(desk.store, 2) is None
    karen.post("/undo", {"csrf": karen.csrf, "batch": "0" * 32, "back": "/"})
    assert karen.post("/undo", {"csrf": karen.csrf, "batch": "'; --", "back": "/"}).status == 422


def test_only_one_s_own_judgement_is_undone_by_a_key(desk: Desk) -> None:
    karen, ole = desk.reviewer(), desk.reviewer("Ole")
    ole.judge("/c/1/change/1", "accept")
    assert karen.get("/c/1/change/1").all("[data-key=u]") == []
    assert len(ole.get("/c/1/change/1").all("[data-key=u]")) == 1


def test_judgements_hold_when_the_runs_are_compared_anew(desk: Desk, store: Store) -> None:
    from extract.store.comparing import forget
    from extract.store.tables import comparison

    karen = desk.reviewer()
    karen.judge(f"/c/1/change/{ROLE}", "reject", note="for alle", scope="cluster")
    before = {one.number: one.judgement for one in changes(store, 1, Wanted(), most=100)}
    with store.transaction() as connection:
        forget(connection, comparison.c.id > 0)
    kept = keep(store, (1, 2))
    assert {one.number: one.judgement for one in changes(store, kept.id, Wanted(), most=100)} == before
    page = karen.get(f"/c/{kept.id}?judged=1")
    assert {str(row["data-change"]) for row in page.all("tr[data-change]")} == {
        str(n) for n, held in before.items() if held
    }
    assert karen.get("/c/1/change/1").status == 404
