"""Events in German conflict news, against the project's own annotated sentences (`bench/gold/events_de.toml`).

There is no public set of German news with events in PLOVER's types. The sentences are written for this project, so they
tell which readings hold, not how often they occur on pages. A third of them, chosen by a hash, is kept back: nobody
looks at it while rules are mended, and it is reported apart. Names, times and events are read by the rules alone.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench.score import Score, digest
from lagebild.extract import events, names, times
from lagebild.resolve import actors, dates
from lagebild.text import analyse
from lagebild.types import Actor, Article, Block, Mention

GOLD = Path(__file__).parent / "gold" / "events_de.toml"
#: Rarer wordings of newspapers, read once before the rules were mended with them (docs/events.md).
RARE = GOLD.with_name("events_de_rare.toml")
PUBLISHED = "2024-10-18"

_CELLS = re.compile(
    r"(?P<type>[A-Z]+)(?:/(?P<mode>[a-z-]+))?(?: (?P<actor>[^>!@*=]+?))?(?: > (?P<recipient>[^!@*=]+?))?"
    r"(?: ! (?P<third>[^@*=]+?))?(?: @(?P<place>[^*=]+?))?(?: \*(?P<time>[0-9-]+))?(?: =(?P<status>[a-z]+))?"
)


@dataclass(frozen=True, slots=True)
class Cells:
    """An event as the gold set tells it; names are words of the sentence, None where nobody is known."""

    type: str
    mode: str | None
    actor: str | None
    recipient: str | None
    third: str | None
    place: str | None
    time: str | None
    status: str


def cells(notation: str) -> Cells:
    """An event in the notation of the gold file; raises ValueError where it is not one."""
    found = _CELLS.fullmatch(notation)
    if found is None:
        raise ValueError(f"{GOLD.name}: {notation!r} is no event")
    actor = None if found["actor"] in (None, "-") else found["actor"]
    return Cells(
        found["type"], found["mode"], actor, found["recipient"], found["third"], found["place"], found["time"],
        found["status"] or "happened",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its events as decided, and as the two readings have them."""

    text: str
    events: tuple[Cells, ...]
    first: tuple[Cells, ...]
    second: tuple[Cells, ...]

    @property
    def kept_back(self) -> bool:
        """Whether it belongs to the third that is not looked at."""
        return int(hashlib.sha256(self.text.encode()).hexdigest()[:8], 16) % 3 == 0


def sentences(path: Path = GOLD) -> tuple[Sentence, ...]:
    """A gold set in the order of its file."""
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["sentences"]
    return tuple(_sentence(row) for row in rows)


def _sentence(row: Mapping[str, Sequence[str]]) -> Sentence:
    decided, first, second = (tuple(map(cells, row.get(key, row["events"]))) for key in ("events", "first", "second"))
    return Sentence(str(row["text"]), decided, first, second)


def read(text: str) -> tuple[Cells, ...]:
    """The events of a sentence by the rules as they are; a party is told in the words of the sentence that name it."""
    block = Block("paragraph", 0, len(text))
    article = Article("x", None, None, None, None, PUBLISHED, "option", "de", text, (block,))
    document = analyse(article)
    found_names = names.read(document, None)
    anchored = dates.anchor(document, times.read(document, found_names))
    mentions = tuple(m for m in actors.resolve(document, found_names) if not m.is_nobody)
    said = partial(_words, mentions)
    return tuple(
        Cells(e.type, e.mode, said(e.actor), said(e.recipient), said(e.third), e.place, e.time, e.status)
        for e in events.read(document, mentions, anchored)
    )


def _words(mentions: Sequence[Mention], actor: Actor | None) -> str | None:
    """The words of the sentence that name an actor, or its own name where none do."""
    if actor is None:
        return None
    by_name = [m.span.text for m in mentions if m.actor.name == actor.name]
    by_country = [m.span.text for m in mentions if actor.country and m.actor.country == actor.country]
    return next(iter(by_name or by_country), actor.name)


def same(gold: str | None, found: str | None) -> bool:
    """Whether words of the gold set and words that were read name one actor: ends of cases do not count."""
    if gold is None or found is None:
        return gold is found
    one, other = gold.lower(), found.lower()
    stem = min(len(one), len(other)) - 2
    return one in other or other in one or one[: max(stem, 4)] == other[: max(stem, 4)]


Agrees = Callable[[Cells, Cells], bool]


def _equal(name: str, one: Cells, other: Cells) -> bool:
    return bool(getattr(one, name) == getattr(other, name))


def _named(name: str, one: Cells, other: Cells) -> bool:
    return same(getattr(one, name), getattr(other, name))


def _parties(one: Cells, other: Cells) -> bool:
    return _named("actor", one, other) and _named("recipient", one, other)


def _all(one: Cells, other: Cells) -> bool:
    columns = all(_equal(name, one, other) for name in ("mode", "status", "time"))
    return columns and _parties(one, other) and _named("third", one, other) and _named("place", one, other)


#: What counts as right: the type alone, or the type with one more column, or everything.
METRICS: Mapping[str, Agrees] = {
    "type": partial(_equal, "type"),
    "type+mode": partial(_equal, "mode"),
    "type+status": partial(_equal, "status"),
    "type+actor": partial(_named, "actor"),
    "type+recipient": partial(_named, "recipient"),
    "type+both": _parties,
    "type+third": partial(_named, "third"),
    "type+place": partial(_named, "place"),
    "type+time": partial(_equal, "time"),
    "all columns": _all,
}


def pairs(gold: Sequence[Cells], found: Sequence[Cells]) -> list[tuple[Cells, Cells]]:
    """Events of equal type, the most alike first, each used once."""
    left, paired = list(found), []
    for wanted in gold:
        alike = [other for other in left if other.type == wanted.type]
        if alike:
            best = max(alike, key=lambda other: sum(agrees(wanted, other) for agrees in METRICS.values()))
            left.remove(best)
            paired.append((wanted, best))
    return paired


def f1(rows: Iterable[tuple[Sequence[Cells], Sequence[Cells]]], agrees: Agrees) -> float:
    """F1 in percent over sentences of gold and found events."""
    total = right = 0
    for gold, found in rows:
        total += len(gold) + len(found)
        right += sum(agrees(one, other) for one, other in pairs(gold, found))
    return round(200 * right / total, 1) if total else 0.0


def macro_f1(rows: Iterable[tuple[Sequence[Cells], Sequence[Cells]]]) -> float:
    """The mean over types of the F1 of finding events of that type, in percent."""
    kept = list(rows)
    types = sorted({event.type for gold, _ in kept for event in gold})
    only = (
        [([e for e in gold if e.type == t], [e for e in found if e.type == t]) for gold, found in kept] for t in types
    )
    return round(sum(f1(part, METRICS["type"]) for part in only) / len(types), 1) if types else 0.0


def agreement(path: Path = GOLD) -> dict[str, float]:
    """F1 of the second reading against the first, for each metric."""
    rows = [(sentence.first, sentence.second) for sentence in sentences(path)]
    return {name: f1(rows, agrees) for name, agrees in METRICS.items()}


def run(_: Path) -> list[Score]:
    """The metrics on the sentences that rules were mended with, on those kept back, and on those in rarer wordings."""
    read_rows = [(sentence, (sentence.events, read(sentence.text))) for sentence in sentences()]
    scores: list[Score] = []
    for suite, kept_back in (
        ("events, German conflict news", False),
        ("events, German conflict news, kept back", True),
    ):
        rows = [row for sentence, row in read_rows if sentence.kept_back == kept_back]
        scores += _scores(suite, rows, GOLD)
    rare = [(sentence.events, read(sentence.text)) for sentence in sentences(RARE)]
    return [*scores, *_scores("events, German conflict news, rarer wordings", rare, RARE)]


def _scores(suite: str, rows: Sequence[tuple[Sequence[Cells], Sequence[Cells]]], path: Path) -> list[Score]:
    """Every metric on some sentences of a file."""
    macro = Score(suite, "macro F1 of types", macro_f1(rows), len(rows), {}, digest(path))
    named = ((f"{name} F1", f1(rows, agrees)) for name, agrees in METRICS.items())
    return [macro, *(Score(suite, metric, value, len(rows), {}, digest(path)) for metric, value in named)]
