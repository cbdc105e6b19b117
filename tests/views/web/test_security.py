"""Who may ask, from where, how much; and what goes with every answer."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from lagebild.errors import LedgerError
from lagebild.ledger import open_ledger
from lagebild.views.web import security
from lagebild.views.web.app import make_app
from lagebild.views.web.desk import Desk
from lagebild.views.web.security import Rules, Tries, is_loopback, is_same_origin
from lagebild.views.web.visit import Moved, Visit
from tests import readings

PASSWORD = "correct horse"
BASE = "http://127.0.0.1:8417"


@pytest.fixture
def guarded(place: str) -> Iterator[TestClient]:
    """A visitor to a server that asks for a password."""
    rules = Rules(hosts=frozenset((*security.LOOPBACK, "desk.example")), password=PASSWORD)
    with TestClient(make_app(place, rules=rules, threads=1), base_url=BASE) as client:
        yield client


@pytest.mark.parametrize("address", ["/", "/articles.json", "/articles.csv", "/nothing", "/login", "/static/none.css"])
def test_every_answer_carries_the_headers(guarded: TestClient, visitor: TestClient, address: str) -> None:
    for client in (guarded, visitor):
        answer = client.get(address, follow_redirects=False)
        for name, value in security.HEADERS.items():
            assert answer.headers.get_list(name) == [value], (address, name)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.", "", "127.0.0.1@evil", "[::2]:80"]
)
def test_other_names_are_refused(visitor: TestClient, host: str) -> None:
    answer = visitor.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert "allow-host" in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8417", "LOCALHOST", "[::1]:8417", "[::1]"])
def test_names_of_this_machine_are_known(visitor: TestClient, host: str) -> None:
    assert visitor.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_pages_only_show(visitor: TestClient, method: str) -> None:
    assert visitor.request(method, "/").status_code == 405


def test_long_bodies_are_refused(guarded: TestClient) -> None:
    def parts() -> Iterator[bytes]:
        for _ in range(40):
            yield b"x" * 10_000

    form = {"content-type": "application/x-www-form-urlencoded"}
    assert guarded.post("/login", content=b"x" * (security.MOST_BYTES + 1), headers=form).status_code == 413
    assert guarded.post("/login", content=parts(), headers=form).status_code == 413, "no length was told"
    assert guarded.post("/login", content=b"", headers={**form, "content-length": "-1"}).status_code == 413


def token_of(page: str) -> str:
    found = re.search(r'name="token" value="([0-9a-f]{64})"', page)
    assert found is not None
    return found[1]


def test_without_the_password_nothing_is_shown(guarded: TestClient) -> None:
    answer = guarded.get("/articles?below=3", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/login?back=%2Farticles%3Fbelow%3D3"
    assert guarded.get("/articles.json").status_code == 401
    assert guarded.get("/login").status_code == 200


def test_the_password_opens_the_ledger_and_leads_back(guarded: TestClient) -> None:
    page = guarded.get("/articles")
    assert page.url.path == "/login"
    given = {"password": PASSWORD, "back": "/articles", "token": token_of(page.text)}
    answer = guarded.post("/login", data=given, headers={"origin": BASE}, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/articles"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert guarded.get("/articles").url.path == "/articles"


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/\\evil.example", "evil", ""])
def test_nobody_is_led_to_another_server(guarded: TestClient, back: str) -> None:
    token = token_of(guarded.get("/login", params={"back": back}).text)
    given = {"password": PASSWORD, "back": back, "token": token}
    assert guarded.post("/login", data=given, follow_redirects=False).headers["location"] == "/"


def test_a_wrong_password_is_told_and_many_are_stopped(guarded: TestClient) -> None:
    token = token_of(guarded.get("/login").text)
    for number in range(security.TRIES):
        answer = guarded.post("/login", data={"password": f"wrong {number}", "token": token})
        assert answer.status_code == 403
        assert 'role="alert"' in answer.text
    answer = guarded.post("/login", data={"password": PASSWORD, "token": token})
    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= security.WINDOW + 1


def test_a_form_of_another_page_does_nothing(guarded: TestClient) -> None:
    token = token_of(guarded.get("/login").text)
    right = {"password": PASSWORD, "token": token}
    assert guarded.post("/login", data={**right, "token": "0" * 64}).status_code == 403
    assert guarded.post("/login", data={"password": PASSWORD}).status_code == 403
    assert guarded.post("/login", data=right, headers={"origin": "https://evil.example"}).status_code == 403
    assert guarded.post("/login", data=right, headers={"origin": "null"}).status_code == 403
    assert guarded.post("/login", data=right, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert guarded.post("/login", json=right).status_code == 415
    guarded.cookies.clear()
    assert guarded.post("/login", data=right).status_code == 403, "the token belongs to its visitor"


def test_programs_send_the_password_in_a_header(guarded: TestClient) -> None:
    assert guarded.get("/articles.json", headers={"authorization": f"Bearer {PASSWORD}"}).status_code == 200
    for wrong in ("Bearer wrong", "Bearer ", PASSWORD, f"Basic {PASSWORD}", "Bearer \u00e4"):
        assert guarded.get("/articles.json", headers=[(b"authorization", wrong.encode())]).status_code == 401


@pytest.mark.parametrize("cookie", ["", "a.in.b", "a.in", f"{'a' * 32}.in.{'0' * 64}", ";;;=,", "\u00e4.in.x"])
def test_cookies_of_others_let_nobody_in(guarded: TestClient, cookie: str) -> None:
    headers = [(b"cookie", f"{security.COOKIE}={cookie}".encode())]
    assert guarded.get("/articles.json", headers=headers).status_code == 401


def test_a_visitor_who_is_out_cannot_make_himself_one_who_is_in() -> None:
    rules = Rules(password=PASSWORD)
    cookie = rules.cookie(rules.new_visitor(is_in=False))
    assert rules.visitor(f"{security.COOKIE}={cookie}") is not None
    assert rules.visitor(f"{security.COOKIE}={cookie.replace('.out.', '.in.')}") is None
    assert Rules(password=PASSWORD).visitor(f"{security.COOKIE}={cookie}") is None, "another start, another secret"


def test_forms_change_the_ledger_with_the_token_of_their_visitor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def note(visit: Visit) -> Moved:
        claim = visit.given["claim"]
        visit.ledger.decide("note", claim, who="A. Reader", reason="heard it", content=visit.given["words"])
        return Moved(f"/claim/{claim}")

    monkeypatch.setattr("lagebild.views.web.pages.WORKS", (("/note", note),))
    path = tmp_path / "own.db"
    with open_ledger(path) as ledger:
        ledger.add(readings.reading())
    rules = Rules()
    with TestClient(make_app(str(path), rules=rules, threads=1), base_url=BASE) as client:
        client.get("/articles")
        given = {"claim": "c-service", "words": "It was two thousand <b>."}
        assert client.post("/note", data=given).status_code == 403
        assert client.get("/note").status_code == 405
        visitor = rules.visitor(f"{security.COOKIE}={client.cookies[security.COOKIE]}")
        assert visitor is not None
        token = rules.token(visitor)
        answer = client.post("/note", data={**given, "token": token}, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, "/claim/c-service")
        wrong = client.post("/note", data={**given, "claim": "nobody", "token": token})
        assert wrong.status_code == 400
        assert "nobody" in wrong.text
    with open_ledger(path) as ledger:
        (judged,) = ledger.decisions()
        assert judged.decision.content == "It was two thousand <b>."


def test_who_is_at_this_machine() -> None:
    assert all(is_loopback(host) for host in ("127.0.0.1", "127.9.9.9", "::1", "[::1]", "localhost", "LOCALHOST"))
    assert not any(is_loopback(host) for host in ("0.0.0.0", "::", "10.0.0.1", "example.org", "", "localhost.example"))


def test_where_a_form_came_from() -> None:
    assert is_same_origin(None, None, "127.0.0.1:8417")
    assert is_same_origin("http://127.0.0.1:8417", "same-origin", "127.0.0.1:8417")
    assert not is_same_origin("http://127.0.0.1:9000", None, "127.0.0.1:8417")
    assert not is_same_origin(None, "same-site", "127.0.0.1:8417")


def test_tries_are_forgotten_after_the_window() -> None:
    tries = Tries()
    for number in range(security.TRIES):
        assert tries.wait(float(number)) == 0
        tries.failed(float(number))
    assert tries.wait(10.0) > 0
    assert tries.wait(security.WINDOW + 1) == 0


def test_pages_cannot_write_and_work_can(place: str, tmp_path: Path) -> None:
    path = tmp_path / "own.db"
    with open_ledger(path) as ledger:
        ledger.add(readings.reading())

    async def tried() -> None:
        desk = Desk(str(path), threads=2)
        try:
            with pytest.raises(LedgerError, match="is being read"):
                await desk.read(lambda ledger: ledger.add(readings.varied(1)))
            assert await desk.write(lambda ledger: ledger.add(readings.varied(1)))
            assert await desk.read(lambda ledger: ledger.counts()) == (2, 6)
            many: list[Any] = await asyncio.gather(*(desk.read(lambda ledger: ledger.counts()) for _ in range(20)))
            assert set(many) == {(2, 6)}
        finally:
            desk.close()

    asyncio.run(tried())


def test_a_ledger_that_goes_away_is_an_error_page(tmp_path: Path) -> None:
    path = tmp_path / "gone.db"
    with open_ledger(path) as ledger:
        ledger.add(readings.reading())
    with TestClient(make_app(str(path), threads=1), base_url=BASE) as client:
        with sqlite3.connect(path) as connection:
            connection.execute("DROP TABLE current")
        answer = client.get("/articles")
        assert answer.status_code == 503
        assert "Traceback" not in answer.text
        assert str(tmp_path) not in answer.text


def test_a_mistake_of_the_program_is_an_error_page(
    visitor: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_given: object, **_named: object) -> None:
        raise ZeroDivisionError("secret words")

    monkeypatch.setattr("lagebild.ledger.browse.Browse.latest", broken)
    answer = visitor.get("/articles")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "ZeroDivisionError: secret words" in caplog.text
