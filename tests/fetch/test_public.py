"""Fetching for somebody else reaches public machines only: by name, by number, by redirect, by a name that changes."""

from __future__ import annotations

import socket
from collections.abc import Callable

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.errors import FetchError
from lagebild.fetch import fetch
from lagebild.fetch.public import PublicTransport, is_public

PUBLIC, OTHER = "93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"
NAMES = {
    "example.org": [PUBLIC],
    "six.example": [OTHER],
    "inside.example": ["10.0.0.7"],
    "both.example": [PUBLIC, "::1"],
}


def resolve(host: str, port: int) -> list[str]:
    if host not in NAMES:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    return NAMES[host]


def page(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, headers={"content-type": "text/html"}, content=b"<p>x</p>")


class Line:
    """Stands for the network: keeps what was asked, and answers as a function says."""

    def __init__(self, answer: Callable[[httpx.Request], httpx.Response] = page) -> None:
        self.asked: list[httpx.Request] = []
        self._answer = answer

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        return self._answer(request)

    def get(self, address: str, names: Callable[[str, int], list[str]] = resolve) -> str | None:
        transport = PublicTransport(resolve=names, inner=httpx.MockTransport(self))
        (found,) = fetch(address, transport=transport)
        return found.address


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
     "100.64.0.1", "192.0.0.8", "192.0.2.1", "198.18.0.1", "203.0.113.9", "224.0.0.1", "240.0.0.1", "255.255.255.255",
     "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "fec0::1", "ff02::1", "2001:db8::1", "100::1",
     "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::7f00:1",
     "64:ff9b::a00:1", "64:ff9b:1::a00:1", "::ffff:8.8.8.8", "2002:808:808::1", "192.88.99.1", "3fff::1",
     "2002:7f00:1::", "2002:a00:1::1", "2001:0:7f00:1::", "", "x", "127.1"],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", [PUBLIC, OTHER, "8.8.8.8", "1.1.1.1", "2a00:1450:4001:80b::200e"])
def test_addresses_that_are(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_no_address_of_ipv4_comes_in_one_of_ipv6(address: object) -> None:
    assert not is_public(f"::ffff:{address}")
    assert not is_public(f"64:ff9b::{address}")


def test_the_connection_goes_to_the_address_that_was_checked() -> None:
    line = Line()
    assert line.get("https://example.org/a?b=1") == "https://example.org/a?b=1"
    (asked,) = line.asked
    assert asked.url.host == PUBLIC
    assert asked.headers["host"] == "example.org"
    assert asked.extensions["sni_hostname"] == "example.org"
    assert line.get("http://six.example/") == "http://six.example/"
    assert line.asked[-1].url.host == OTHER


def test_a_name_is_resolved_once_for_each_request() -> None:
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    line = Line()
    line.get("http://example.org/", lambda host, port: next(answers))
    assert [asked.url.host for asked in line.asked] == [PUBLIC]
    assert next(answers) == ["127.0.0.1"], "the second answer was never asked for"


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("http://inside.example/", "inside.example is no public address"),
        ("http://both.example/", "both.example is no public address"),
        ("http://nowhere.example/", "Name or service not known"),
        ("http://example.org:8080/", "only http and https at their own ports"),
        ("https://example.org:80/", "only http and https at their own ports"),
        ("http://example.org:443/", "only http and https at their own ports"),
        ("http://ada:secret@example.org/", "a name or a password"),
    ],
)
def test_what_is_not_fetched(address: str, words: str) -> None:
    line = Line()
    with pytest.raises(FetchError) as raised:
        line.get(address)
    assert words in str(raised.value)
    assert "secret" not in str(raised.value)
    assert line.asked == []


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1/", "http://[::1]/", "http://localhost/", "http://2130706433/", "http://0x7f.1/", "http://0177.0.0.1/",
     "http://[::ffff:127.0.0.1]/"],
)  # fmt: skip
def test_this_machine_is_found_behind_every_spelling(address: str) -> None:
    line = Line()
    transport = PublicTransport(inner=httpx.MockTransport(line))
    with pytest.raises(FetchError):
        list(fetch(address, transport=transport))
    assert line.asked == []


@pytest.mark.parametrize(
    "target",
    ["http://inside.example/", "http://127.0.0.1/", "//inside.example/x", "http://example.org:22/", "ftp://example.org/",
     "file:///etc/passwd", "http://ada:secret@example.org/"],
)  # fmt: skip
def test_redirects_are_checked_as_well(target: str) -> None:
    def lead(request: httpx.Request) -> httpx.Response:
        return httpx.Response(302, headers={"location": target})

    def names(host: str, port: int) -> list[str]:
        return [host] if host == "127.0.0.1" else resolve(host, port)

    line = Line(lead)
    with pytest.raises(FetchError):
        line.get("https://example.org/", names)
    assert len(line.asked) == 1


def test_a_redirect_to_a_public_page_is_followed() -> None:
    def lead(request: httpx.Request) -> httpx.Response:
        return (
            page(request)
            if request.headers["host"] == "six.example"
            else httpx.Response(301, headers={"location": "https://six.example/b"})
        )

    assert Line(lead).get("http://example.org/") == "https://six.example/b"
