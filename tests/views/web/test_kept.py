"""Pages that were drawn already: the same for everybody until the ledger changes, each with the visitor's own token."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from lagebild.ledger import Ledger, open_ledger
from lagebild.views.web import render
from lagebild.views.web.app import make_app
from lagebild.views.web.kept import Drawn, Kept
from tests import readings

TOLD = "text/html"


def page(size: int) -> Drawn:
    return Drawn(b"x" * size, TOLD)


def test_pages_belong_to_one_mark_of_the_ledger() -> None:
    kept = Kept()
    kept.put((1,), "a", page(1))
    assert kept.get((1,), "a") == page(1)
    assert kept.get((2,), "a") is None
    kept.put((2,), "b", page(2))
    assert kept.get((1,), "a") is None
    assert kept.get((2,), "b") == page(2)


def test_what_was_asked_for_longest_ago_goes_first() -> None:
    kept = Kept(most=100)
    for name in "abc":
        kept.put(1, name, page(30))
    kept.get(1, "a")
    kept.put(1, "d", page(30))
    assert [kept.get(1, name) is not None for name in "abcd"] == [True, False, True, True]


def test_a_page_that_is_put_twice_counts_once_and_one_that_is_too_large_not_at_all() -> None:
    kept = Kept(most=100)
    kept.put(1, "a", page(60))
    kept.put(1, "a", page(60))
    kept.put(1, "b", page(40))
    kept.put(1, "c", page(101))
    assert [kept.get(1, name) is not None for name in "abc"] == [True, True, False]


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The templates that are drawn, in their order."""
    found: list[str] = []
    draw = render._html

    def told(template: str, *rest: object) -> object:
        found.append(template)
        return draw(template, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(render, "_html", told)
    return found


def test_a_page_is_drawn_once_for_each_language_form_and_question(place: str, drawn: list[str]) -> None:
    with TestClient(make_app(place), base_url="http://127.0.0.1:8417") as visitor:
        first = visitor.get("/articles")
        again = visitor.get("/articles")
        assert (again.status_code, again.content, again.headers["content-type"]) == (
            200, first.content, first.headers["content-type"],
        )  # fmt: skip
        assert drawn == ["articles.html.j2"]
        assert visitor.get("/articles?ui=de").content != first.content
        assert visitor.get("/articles.json").headers["content-type"] == "application/json"
        assert visitor.get("/articles?below=2").content != first.content
        assert drawn == ["articles.html.j2"] * 3


def test_what_is_not_there_is_not_kept(place: str, drawn: list[str]) -> None:
    with TestClient(make_app(place), base_url="http://127.0.0.1:8417") as visitor:
        assert [visitor.get("/article/none").status_code for _ in range(2)] == [404, 404]
        assert drawn == ["error.html.j2"] * 2


def test_what_is_added_or_decided_shows_at_once(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("kept") / "desk.db"
    with open_ledger(path) as ledger:
        ledger.add(readings.reading())
        with TestClient(make_app(str(path)), base_url="http://127.0.0.1:8417") as visitor:
            before = visitor.get("/overview.json").json()
            ledger.add(readings.reading(published="2024-11-02", publisher="Monthly"))
            assert visitor.get("/overview.json").json()["articles"] == before["articles"] + 1
            assert visitor.get("/history.json").json()["rows"] == []
            ledger.decide("checked", f"lage:claim/{first(ledger)}", who="Ada", reason="read")
            assert len(visitor.get("/history.json").json()["rows"]) == 1


def first(ledger: Ledger) -> str:
    return next(iter(ledger.entries())).claim.id
