"""python -m bench.scale [--claims N] [--folder DIR] [--again]: fills a ledger and measures it on the way.

It is measured at 10,000, 100,000, 300,000 and a million claims. Most articles are added without waiting for the disk,
to save hours; the last 300 before each measurement are added as `lagebild read` adds them, and only those are timed.
Answers are timed on a ledger that is opened anew: each question without a filter, and with every filter in several
values. Prints a table, and with --write puts it into docs/scale.md with a drawing of the growth. A million claims take
an hour or two; nothing of it is timed in the tests. A run that was broken off goes on where it was; with --again
nothing is added, and the answers of the ledger as it is are timed anew.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from bench.scale.news import CLAIMS, OUTLETS, made, places, speakers, states
from bench.scale.report import report
from lagebild.ledger import Filters, Ledger, open_ledger

STOPS = (10_000, 100_000, 300_000, 1_000_000)
TIMED = 300  # articles whose adding is timed, before each measurement
Question = Callable[[Ledger, Filters], object]


@dataclass(slots=True)
class Stop:
    """What was measured at one size: milliseconds of adding an article and of each answer, bytes of the file."""

    claims: int
    articles: int
    size: int
    adding: list[float]
    answers: Mapping[str, list[float]] = field(default_factory=dict)


QUESTIONS: Mapping[str, Question] = {
    "propositions": lambda ledger, filters: ledger.propositions(filters),
    "origins": lambda ledger, filters: ledger.origins(filters),
    "figures": lambda ledger, filters: ledger.quantities(filters),
    "disputes": lambda ledger, filters: ledger.links(filters),
    "sources": lambda ledger, filters: ledger.sources(filters),
    "events": lambda ledger, filters: ledger.deeds(filters),
    "ties": lambda ledger, filters: ledger.actor_ties(filters),
    "changes": lambda ledger, filters: ledger.changes("2000-01-01", filters),
    "review": lambda ledger, _: ledger.decisions(),
    "search": lambda ledger, filters: ledger.search("ceasefire", filters),
}


def asked() -> Iterator[tuple[str, Filters]]:
    """What is asked for: nothing, and each filter in several values, from frequent to rare."""
    yield "none", Filters()
    for place in places()[:5]:
        yield "place", Filters(place=place.name)
    for state in states()[10:15]:
        yield "actor", Filters(actor=state.name)
    for speaker in speakers()[:5]:
        yield "source", Filters(source=speaker.name)
    for number in range(0, OUTLETS, OUTLETS // 5):
        yield "outlet", Filters(outlet=f"Outlet {number}")
    for month in ("2022-03", "2023-01", "2024-06"):
        yield "day", Filters(since=month, until=month)
        yield "when", Filters(when=month)
    yield "language", Filters(language="en")
    yield "act", Filters(act="deny")


def main(arguments: Sequence[str] | None = None) -> int:
    """Fills and measures; 0 when done."""
    parser = argparse.ArgumentParser(prog="python -m bench.scale", description=__doc__)
    parser.add_argument("--claims", type=int, default=STOPS[-1])
    parser.add_argument("--folder", type=Path, default=Path("build/scale"))
    parser.add_argument("--write", action="store_true", help="write docs/scale.md and its drawing")
    parser.add_argument("--again", action="store_true", help="time the answers of the ledger as it is anew")
    given = parser.parse_args(arguments)
    given.folder.mkdir(parents=True, exist_ok=True)
    path, kept = given.folder / "scale.db", given.folder / "scale.json"
    stops: list[dict[str, object]] = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else []
    if given.again:
        stops[-1]["answers"] = answers(path)
        _keep(kept, stops, given.write)
        return 0
    for stop in measured(path, given.claims, len(stops)):
        stops.append(_plain(stop))  # kept on the way: a run that breaks off has measured something
        _keep(kept, stops, given.write)
    return 0


def _keep(place: Path, stops: Sequence[dict[str, object]], write: bool) -> None:
    place.write_text(json.dumps(stops), encoding="utf-8")
    print(report(stops, write=write), flush=True)


def _plain(stop: Stop) -> dict[str, object]:
    return {name: getattr(stop, name) for name in ("claims", "articles", "size", "adding", "answers")}


def measured(path: Path, claims: int, done: int = 0) -> Iterator[Stop]:
    """Fills the ledger at a path and measures it on the way; what it holds already is not added again.

    `done` are the stops that were measured before.
    """
    wanted = [stop for stop in STOPS if stop <= claims] or [claims]
    with open_ledger(path) as ledger:
        articles, stored = ledger.counts()
    readings = islice(made(STOPS[-1] // CLAIMS * 11 // 10), articles, None)
    begun, before = time.monotonic(), articles
    for stop in wanted[done:]:
        adding: list[float] = []
        with open_ledger(path) as ledger:
            ledger._store.ask("PRAGMA synchronous = OFF")
            for reading in readings:
                if stored >= stop - TIMED * CLAIMS:
                    ledger._store.ask("PRAGMA synchronous = FULL")
                started = time.perf_counter()
                ledger.add(reading)
                adding.append(1000 * (time.perf_counter() - started))
                stored, articles = stored + len(reading.claims), articles + 1
                if articles % 1000 == 0:
                    rate = (articles - before) / (time.monotonic() - begun)
                    print(f"\r{stored:>9,} claims, {rate:.0f} articles a second ", end="", file=sys.stderr, flush=True)
                if stored >= stop:
                    break
        print(file=sys.stderr)
        yield Stop(stored, articles, _bytes(path), adding[-TIMED:], answers(path))


def _bytes(path: Path) -> int:
    with open_ledger(path) as ledger:  # closing it folds the log into the file
        ledger.counts()
    return path.stat().st_size


def answers(path: Path) -> dict[str, list[float]]:
    """Milliseconds of each answer, with every filter."""
    found: dict[str, list[float]] = {}
    with open_ledger(path, create=False) as ledger:
        for name, question in QUESTIONS.items():
            for _, filters in asked():
                before = time.perf_counter()
                question(ledger, filters)
                found.setdefault(name, []).append(1000 * (time.perf_counter() - before))
            slow = max(found[name])
            print(f"  {name}: {statistics.median(found[name]):.1f} ms, slowest {slow:.0f}", file=sys.stderr)
    return found


if __name__ == "__main__":
    sys.exit(main())
