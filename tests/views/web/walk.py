"""Follows the ways from the first page, as a visitor with much time would."""

from __future__ import annotations

import re
from collections import Counter, deque
from html import unescape

from starlette.testclient import TestClient

MOST = 9
_LINK = re.compile(r'<a[^>]*\shref="(/[^"]*)"')


def pages(visitor: TestClient, begin: str = "/") -> dict[str, str]:
    """Pages that can be reached by links, by address, with their HTML: of each kind at most `MOST`, since a search can
    be narrowed without end; fails where one does not answer with 200."""
    found: dict[str, str] = {}
    met: Counter[str] = Counter()
    waiting = deque([begin])
    while waiting:
        address = waiting.popleft()
        if address in found or met[shape(address)] >= MOST:
            continue
        met[shape(address)] += 1
        answer = visitor.get(address)
        assert answer.status_code == 200, (address, answer.status_code, answer.text[:500])
        found[address] = answer.text if answer.headers["content-type"].startswith("text/html") else ""
        for link in _LINK.findall(found[address]):
            target = unescape(link).partition("#")[0]
            if "ui=" not in target:
                waiting.append(target)
    return found


def shape(address: str) -> str:
    """The kind of page that an address is of."""
    return "/" + address.partition("?")[0].strip("/").partition("/")[0].partition(".")[0]
