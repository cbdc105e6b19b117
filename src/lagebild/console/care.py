"""Shows what the commands for a whole ledger found: its numbers, its problems, what was done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict

from rich.table import Table
from rich.text import Text

from lagebild.console.messages import plain
from lagebild.console.output import Output
from lagebild.ledger import Problem, Summary, Taken
from lagebild.views.wording import Wording, wording


def show_summary(output: Output, found: Summary) -> None:
    """A ledger in numbers."""
    if output.format == "json":
        output.objects([{**asdict(found), "languages": dict(found.languages), "bytes_a_claim": found.bytes_a_claim}])
        return
    words = wording(output.ui)
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim")
    grid.add_column(overflow="fold")
    for key, value in _rows(found, words):
        grid.add_row(words("ledger", key), Text(plain(value)))
    output.console.print(grid)


def _rows(found: Summary, words: Wording) -> Iterator[tuple[str, str]]:
    yield "name", found.name
    yield "database", words("ledger", "schema", database=found.database, number=found.schema)
    for key in ("articles", "claims", "readings", "decisions", "comments", "outlets"):
        yield key, words.number(getattr(found, key))
    shares = [f"{words('article_language', code)} {words.number(number)}" for code, number in found.languages]
    yield "languages", ", ".join(shares) or "–"
    yield "days", f"{words.day(found.first)} – {words.day(found.last)}" if found.first else "–"
    yield "bytes", words.number(found.bytes)
    yield "bytes_a_claim", "–" if found.bytes_a_claim is None else words.number(found.bytes_a_claim)
    if found.rebuilt:
        yield "rebuilt", found.rebuilt


def show_problems(output: Output, problems: Sequence[Problem], found: Summary) -> None:
    """A line for each problem, and a last one with what was looked at."""
    counted = {key: getattr(found, key) for key in ("articles", "claims", "readings", "decisions")}
    if output.format == "json":
        output.objects([*(asdict(problem) for problem in problems), {"problems": len(problems), **counted}])
        return
    words = wording(output.ui)
    for problem in problems:
        output.whole(plain(str(problem)))
    shown = {key: words.number(number) for key, number in counted.items()}
    verdict = words("ledger", "problems", number=words.number(len(problems))) if problems else words("ledger", "sound")
    output.whole(words("ledger", "checked", **shown, verdict=verdict))


def say_rebuilt(output: Output, readings: int) -> None:
    """From how much the index was made anew."""
    words = wording(output.ui)
    output.whole(words("ledger", "made_anew", number=words.number(readings)))


def say_taken(output: Output, name: str, taken: Taken) -> None:
    """How much an import brought."""
    words = wording(output.ui)
    numbers = {key: words.number(number) for key, number in asdict(taken).items()}
    output.whole(words("ledger", "taken", name=name, **numbers))
