"""python -m bench.readers --ledger PLACE [--readers N] [--seconds S] [--pause P]: readers of one ledger, all at once.

Starts `lagebild serve`, follows the links of its pages until each kind of page has some addresses, and then lets N
readers ask for pages of all kinds in equal shares, drawn by chance with a fixed seed. A reader asks for the next page
as soon as the last one is there, or after a pause of P seconds at the mean. With --new each address has something in it
that no other has, so that no page was drawn before. Prints milliseconds by kind of page as the readers waited for them;
--paint also opens the first page in a browser and tells when it painted. Nothing of it is timed in the tests.
"""

from __future__ import annotations

import argparse
import html
import http.client
import itertools
import json
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from bench.scale.report import quantile

SEED = 20_261_126
EACH = 40  # addresses of a kind
LINK = re.compile(r'href="(/[^"#]*)')
#: Pages that no link of another page leads to with these questions.
ASKED = (
    *(f"/search?q={word}" for word in ("ceasefire", "drones", "soldiers+killed")),
    *(f"/search?{name}" for name in ("outlet=Outlet+3", "act=deny", "language=en")),
    *(
        f"/{page}?actor={name}"
        for page in ("timeline", "network", "deeds", "propositions")
        for name in ("Iran", "Israel")
    ),
    "/compare?by=day&one=2023-01-05&other=2023-01-06",
    "/places?q=strike",
    "/overview.json",
    "/deeds.csv?type=ASSAULT",
)
#: What changes something, and what is no page.
LEFT_OUT = ("/static", "/login", "/work", "/add", "/keys")


def kind_of(path: str) -> str:
    """The kind of page that an address leads to: its first part, and whether it is one thing of the kind or a list."""
    first, _, rest = urlsplit(path).path.strip("/").partition("/")
    return f"/{first}/…" if rest else f"/{first.partition('.')[0]}"


class Reader:
    """One visitor with a connection of its own."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def page(self, path: str) -> tuple[float, int, str]:
        """Milliseconds until the whole answer was there, its status and its text; redirects are followed."""
        started = time.perf_counter()
        for _ in range(4):
            self._connection.request("GET", path)
            answer = self._connection.getresponse()
            content = answer.read().decode("utf-8")
            if answer.status not in (301, 302, 303, 307):
                break
            path = answer.headers["Location"].partition("#")[0]
        return 1000 * (time.perf_counter() - started), answer.status, content


def addresses(port: int) -> dict[str, list[str]]:
    """Addresses by kind of page, found by following links from the first page; at most EACH of a kind."""
    with Reader(port) as reader:
        return _followed(reader)


def _followed(reader: Reader) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    waiting = ["/", *ASKED]
    chance = random.Random(SEED)
    while waiting:
        path = waiting.pop(0)
        kind = kind_of(path)
        if path in found[kind] or len(found[kind]) >= EACH:
            continue
        _, status, content = reader.page(path)
        if status != 200:
            raise RuntimeError(f"{path} answers with {status}")
        found[kind].append(path)
        links = [html.unescape(link) for link in LINK.findall(content)]
        links = [link for link in dict.fromkeys(links) if not link.startswith(LEFT_OUT) and "ui=" not in link]
        chance.shuffle(links)
        waiting.extend(links)
    return {kind: paths for kind, paths in sorted(found.items()) if paths}


def read(
    port: int, paths: Mapping[str, Sequence[str]], *, readers: int, seconds: float, pause: float, new: bool = False
) -> dict[str, list[float]]:
    """Milliseconds by kind of page, as so many readers at once waited for them; with `new` no page comes twice."""
    numbers = itertools.count()
    waited: dict[str, list[float]] = defaultdict(list)
    end = time.monotonic() + seconds
    wrong: list[str] = []

    def reads(number: int) -> None:
        chance = random.Random(SEED + number)
        with Reader(port) as reader:
            while time.monotonic() < end and not wrong:
                kind = chance.choice(list(paths))
                path = chance.choice(paths[kind])
                path += f"{'&' if '?' in path else '?'}new={next(numbers)}" if new else ""
                took, status, _ = reader.page(path)
                waited[kind].append(took)
                if status != 200:
                    wrong.append(f"{path} answers with {status}")
                # Not longer: the server lets go of a connection on which nothing was asked for 15 seconds.
                time.sleep(min(chance.expovariate(1 / pause), 12.0) if pause else 0)

    threads = [threading.Thread(target=reads, args=(number,)) for number in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise RuntimeError(wrong[0])
    return dict(sorted(waited.items()))


def table(waited: Mapping[str, Sequence[float]]) -> str:
    """What was measured as a table of Markdown."""
    every = [one for values in waited.values() for one in values]
    rows = [*waited.items(), ("all", every)]
    lines = ["| page | asked for | median, ms | 95 % | slowest |", "| --- | ---: | ---: | ---: | ---: |"]
    for name, values in rows:
        middle, late = statistics.median(values), quantile(values, 0.95)
        lines.append(f"| {name} | {len(values)} | {middle:.0f} | {late:.0f} | {max(values):.0f} |")
    return "\n".join(lines)


@contextmanager
def served(ledger: str) -> Iterator[int]:
    """`lagebild serve` of a ledger, for as long as it is needed; gives its port."""
    command = [sys.executable, "-m", "lagebild", "serve", "--ledger", ledger, "--port", "0", "--no-add"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr is not None
            told = server.stderr.readline()
            port = re.search(r":(\d+)/", told)
            if port is None:
                raise RuntimeError(f"the server says: {told.strip()}")
            yield int(port[1])
        finally:
            server.terminate()


def painted(port: int) -> tuple[float, float]:
    """Milliseconds to the first paint of the first page in a browser: of the first visit, and of the median of ten."""
    from playwright.sync_api import sync_playwright

    found = os.environ.get("LAGEBILD_BROWSER") or shutil.which("chromium")
    script = "performance.getEntriesByName('first-contentful-paint').map(one => one.startTime)[0]"
    taken = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        for _ in range(10):
            page = browser.new_context().new_page()
            page.goto(f"http://127.0.0.1:{port}/", wait_until="load")
            page.wait_for_function(f"() => {script} !== undefined")
            taken.append(float(page.evaluate(script)))
            page.context.close()
        browser.close()
    return taken[0], statistics.median(taken)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures; 0 when done."""
    parser = argparse.ArgumentParser(prog="python -m bench.readers", description=__doc__)
    parser.add_argument("--ledger", required=True, help="a file or an address")
    parser.add_argument("--readers", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pause", type=float, default=0, help="seconds at the mean between two pages of a reader")
    parser.add_argument("--new", action="store_true", help="ask for no page twice")
    parser.add_argument("--addresses", type=Path, help="keep the addresses here, or take them from here")
    parser.add_argument("--paint", action="store_true", help="open the first page in a browser too")
    given = parser.parse_args(arguments)
    with served(given.ledger) as port:
        if given.paint:
            first, usual = painted(port)
            print(f"first paint: {first:.0f} ms at the first visit, {usual:.0f} at the median of ten", flush=True)
        kept = given.addresses
        paths = json.loads(kept.read_text(encoding="utf-8")) if kept and kept.exists() else addresses(port)
        if kept:
            kept.write_text(json.dumps(paths, indent=1), encoding="utf-8")
        waited = read(port, paths, readers=given.readers, seconds=given.seconds, pause=given.pause, new=given.new)
        print(table(waited), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
