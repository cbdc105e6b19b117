"""Pages that processes draw: the same as a thread draws, and what a process cannot draw a thread does."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Awaitable, Callable, Iterator
from typing import TypeVar

import pytest
from starlette.testclient import TestClient

from lagebild.ledger import open_ledger
from lagebild.views.web import render
from lagebild.views.web.app import make_app
from lagebild.views.web.desk import Desk, Turns
from lagebild.views.web.drawing import Drawer, Made, Order
from lagebild.views.web.kept import Drawn
from lagebild.views.web.pages import article, overview
from lagebild.views.web.visit import Page
from tests import readings

BASE = "http://127.0.0.1:8417"
PAGES = (
    "/", "/articles", "/articles.csv", "/articles?ui=de", "/propositions.json", "/figures", "/disputes", "/sources",
    "/outlets", "/deeds", "/network", "/escalation", "/timeline", "/places", "/search?q=soldiers", "/comments",
)  # fmt: skip

Found = TypeVar("Found")


def order(page: Page, path: str, key: str = "") -> Order:
    return Order(page, "en", path, key, {}, "desk.db", "no-token", "", {}, adds=True, public=False)


def ask(place: str, work: Callable[[Desk], Awaitable[Found]]) -> Found:
    """What some work finds at a desk with one process."""

    async def done() -> Found:
        desk = Desk(place, threads=1, processes=1)
        try:
            await desk.start()
            return await work(desk)
        finally:
            await asyncio.to_thread(desk.close)

    return asyncio.run(done())


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The templates that are drawn in this process."""
    found: list[str] = []
    draw = render._html

    def told(template: str, *rest: object) -> object:
        found.append(template)
        return draw(template, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(render, "_html", told)
    return found


@pytest.fixture
def apart(place: str, here: list[str]) -> Iterator[TestClient]:
    """A browser at a server whose process draws already."""
    with TestClient(make_app(place, threads=1, processes=1), base_url=BASE) as client:
        until, number = time.monotonic() + 60, 0
        while number == 0 or here:
            assert time.monotonic() < until, "no process draws"
            here.clear()
            number += 1
            assert client.get(f"/signs?until={number}").status_code == 200
            time.sleep(0.05)
        yield client


def test_a_process_draws_what_a_thread_draws(apart: TestClient, visitor: TestClient, here: list[str]) -> None:
    for path in PAGES:
        one = apart.get(path)
        assert here == [], path
        other = visitor.get(path)
        assert (one.status_code, one.headers["content-type"]) == (200, other.headers["content-type"])
        assert one.content == other.content, path
        here.clear()


def test_it_is_drawn_once_and_then_kept(apart: TestClient, here: list[str]) -> None:
    first = apart.get("/articles?below=3")
    assert apart.get("/articles?below=3").content == first.content
    assert here == []


def test_what_is_not_there_is_told_by_a_thread(apart: TestClient, here: list[str]) -> None:
    assert apart.get("/article/none").status_code == 404
    assert here == ["error.html.j2"]


def test_a_page_that_has_moved_says_where(apart: TestClient, here: list[str]) -> None:
    whole = apart.get("/articles.json").json()["rows"][0]["article"]
    moved = apart.get(f"/article/{whole[:8]}", follow_redirects=False)
    assert (moved.status_code, moved.headers["location"]) == (303, f"/article/{whole}")
    assert here == []


def test_what_is_added_shows_at_once(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("apart") / "desk.db"
    with open_ledger(path) as ledger:
        ledger.add(readings.reading())

        async def work(desk: Desk) -> tuple[object, object]:
            before = await desk.draw(order(overview.articles, "/articles.csv"))
            ledger.add(readings.reading(published="2024-11-02", publisher="Monthly"))
            return before, await desk.draw(order(overview.articles, "/articles.csv"))

        before, after = ask(str(path), work)
    assert isinstance(before, Made)
    assert isinstance(after, Made)
    assert before.mark != after.mark
    assert [isinstance(one.found, Drawn) and one.found.body.count(b"\n") for one in (before, after)] == [2, 3]


def test_a_process_that_was_killed_is_started_again(place: str) -> None:
    async def work(desk: Desk) -> list[object]:
        asked = order(overview.articles, "/articles")
        found: list[object] = [await desk.draw(asked)]
        process = desk._drawers[0]._process
        assert process is not None
        os.kill(process.pid or 0, signal.SIGKILL)
        process.join()
        return [*found, await desk.draw(asked), await desk.draw(asked)]

    first, gone, again = ask(place, work)
    assert gone is None
    assert first == again
    assert isinstance(first, Made)


def test_a_mistake_of_a_page_is_no_end_of_the_process(place: str) -> None:
    async def work(desk: Desk) -> list[object]:
        return [
            await desk.draw(order(article.article, "/article/none", "none")),
            await desk.draw(order(overview.articles, "/articles")),
        ]

    wrong, right = ask(place, work)
    assert wrong is None
    assert right is not None


def test_without_processes_nothing_is_drawn_apart(place: str) -> None:
    async def work() -> object:
        desk = Desk(place, threads=1)
        try:
            await desk.start()
            return await desk.draw(order(overview.articles, "/articles"))
        finally:
            await asyncio.to_thread(desk.close)

    assert asyncio.run(work()) is None


def test_a_process_ends_with_its_drawer(place: str) -> None:
    drawer = Drawer(place, name="test")
    drawer.thread.submit(drawer.start).result()
    process = drawer._process
    assert process is not None
    pid = process.pid
    assert pid is not None
    drawer.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_ledger_that_is_not_there_is_told_and_no_process_stays(tmp_path_factory: pytest.TempPathFactory) -> None:
    place = str(tmp_path_factory.mktemp("none") / "none.db")
    with TestClient(make_app(place, threads=1, processes=1), base_url=BASE) as client:
        assert client.get("/signs").status_code in (200, 503)


def test_who_is_due_first_is_served_first_and_who_gave_up_is_passed_over() -> None:
    async def work() -> tuple[list[str], str]:
        turns: Turns[str] = Turns()
        turns.give("worker")
        served: list[str] = []

        async def wait(name: str, due: float) -> None:
            worker = await turns.take(due)
            served.append(name)
            await asyncio.sleep(0)
            turns.give(worker)

        held = await turns.take(0)
        tasks = [asyncio.create_task(wait(name, due)) for name, due in (("slow", 9), ("gone", 1), ("a", 2), ("b", 2))]
        await asyncio.sleep(0)
        tasks[1].cancel()
        turns.give(held)
        await asyncio.gather(*tasks, return_exceptions=True)
        return served, await turns.take(0)

    assert asyncio.run(work()) == (["a", "b", "slow"], "worker")


def test_a_worker_given_to_who_gave_up_in_that_moment_is_not_lost() -> None:
    async def work() -> str:
        turns: Turns[str] = Turns()
        task = asyncio.create_task(turns.take(1))
        await asyncio.sleep(0)
        turns.give("worker")
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        return await asyncio.wait_for(turns.take(0), 5)

    assert asyncio.run(work()) == "worker"
