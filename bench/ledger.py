"""Speed of the ledger against the two plainest stores of the same readings, in one run, as ratios; needs no corpus.

The peers are a table with one JSON column in the same SQLite with the same transactions and the same durability (what
the columns, indices, triggers and the full-text search of the ledger cost), and a file of JSON lines that is read
through (what they save). Each time is the best of three.
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.score import Score
from lagebild import contract
from lagebild.ledger import Filters, open_ledger
from lagebild.types import Actor, Article, Block, Claim, Figure, Reading, Source, Span, Why

READINGS = 400
CLAIMS = 15
SPEAKERS = 60


def run(_corpora: Path) -> list[Score]:
    """Adding as a percentage of plain rows; queries and search as multiples of reading JSON lines."""
    readings = list(made(READINGS))
    with tempfile.TemporaryDirectory() as folder:
        return list(_scores(readings, Path(folder)))


def _scores(readings: Sequence[Reading], folder: Path) -> Iterator[Score]:
    ours = best(lambda turn: fill(folder / f"ledger-{turn}.db", readings))
    plain = best(lambda turn: fill_plainly(folder / f"plain-{turn}.db", readings))
    size = len(readings)
    yield Score("ledger", "adding, % of plain rows", 100 * plain / ours, size, {"sqlite3, one JSON column": 100.0})

    lines = folder / "readings.jsonl"
    lines.write_text("".join(contract.dumps(reading) + "\n" for reading in readings), encoding="utf-8")
    wanted = "Speaker 7"
    with open_ledger(folder / "ledger-0.db", create=False) as ledger:
        asked = best(lambda _: sum(1 for _ in ledger.entries(Filters(source=wanted))))
        found = best(lambda _: len(ledger.search("convoy17", limit=1000)))
    scanned = best(lambda _: sum(1 for c in _claims(lines) if (c["source"]["actor"] or {}).get("name") == wanted))
    sought = best(lambda _: sum(1 for c in _claims(lines) if "convoy17" in " ".join(s["text"] for s in c["content"])))
    yield Score("ledger", "query by source, x JSON lines", scanned / asked, size * CLAIMS, {"JSON lines": 1.0})
    yield Score("ledger", "search, x JSON lines", sought / found, size * CLAIMS, {"JSON lines": 1.0})


def best(work: Callable[[int], object], turns: int = 3) -> float:
    """The shortest of some turns, in seconds."""
    times = []
    for turn in range(turns):
        begun = time.perf_counter()
        work(turn)
        times.append(time.perf_counter() - begun)
    return min(times)


def fill(path: Path, readings: Sequence[Reading]) -> None:
    """Adds all readings to a new ledger."""
    with open_ledger(path) as ledger:
        for reading in readings:
            ledger.add(reading)


def fill_plainly(path: Path, readings: Sequence[Reading]) -> None:
    """Puts the same JSON into a table without anything, one durable transaction a reading as the ledger does."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE things (content TEXT)")
    for reading in readings:
        content = contract.to_json(reading)
        things = [content["article"], *content["claims"]]
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO things VALUES (?)", ((json.dumps(thing),) for thing in things))
        connection.execute("COMMIT")
    connection.close()


def _claims(lines: Path) -> Iterator[dict[str, Any]]:
    with lines.open(encoding="utf-8") as file:
        for line in file:
            yield from json.loads(line)["claims"]


def made(count: int) -> Iterator[Reading]:
    """Readings of the size of a news article: fifteen claims with a source, a figure and a reason each."""
    for number in range(count):
        sentences = [
            f"Speaker {(number * 7 + place) % SPEAKERS} said that convoy{(number + place) % 97}"
            f" had {place * 100 + 3} lorries."
            for place in range(CLAIMS)
        ]
        text = f"Report {number}\n\n" + " ".join(sentences)
        blocks = (Block("heading", 0, text.index("\n")), Block("paragraph", text.index("\n") + 2, len(text)))
        article = Article(
            f"article-{number}", None, f"Report {number}", None, f"Paper {number % 12}", "2024-10-20", "page", "en",
            text, blocks,
        )  # fmt: skip
        yield Reading(article, tuple(_claim(text, words, number, i) for i, words in enumerate(sentences)), "rules", "1")


def _claim(text: str, sentence: str, number: int, place: int) -> Claim:
    start = text.index(sentence)

    def part(words: str) -> Span:
        at = start + sentence.index(words)
        return Span.of(text, at, at + len(words))

    speaker, content = sentence.split(" said that ")
    lorries = content.split(" had ")[1].rstrip(".")
    return Claim(
        f"claim-{number}-{place}",
        part(sentence),
        (part(content.rstrip(".")),),
        (part("said"),),
        Source("named", part(speaker), Actor(speaker, "person")),
        (),
        "indirect",
        "state",
        "CT+",
        "Uu",
        figures=(Figure(part(lorries), float(lorries.split()[0]), float(lorries.split()[0]), of="lorries"),),
        why=(Why("say"),),
    )
