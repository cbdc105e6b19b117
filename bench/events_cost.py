"""What reading events and talk adds to a page: the time for 500 words, of the rules alone, with the rest at hand.

The text is the project's own German gold set, in which nearly every sentence holds an event, so that a page of news
costs less; and the first page of the examples, read with the trained reader, which is what a page of news holds. Time
is that of the processor, so that other work on the machine does not count. The figure is how often the budget of 20 ms
holds it: 2.0 is half the budget.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from bench import events_de
from bench.score import Score, digest
from lagebild import encoder
from lagebild.compare.talk import talk_of
from lagebild.encoder import Sight
from lagebild.extract import events, names, times
from lagebild.pipeline import read_articles
from lagebild.resolve import actors, dates
from lagebild.text import analyse
from lagebild.types import Article, Block, Entry

BUDGET = 20.0  # ms for 500 words
_ROUNDS = 7
FIRST_PAGE = Path(__file__).resolve().parents[1] / "examples" / "nordkorea-soldaten.txt"


def dense() -> Article:
    """A page of the sentences of the gold set."""
    return page(" ".join(sentence.text for sentence in events_de.sentences()))


def page(text: str) -> Article:
    """A German page of one paragraph."""
    block = Block("paragraph", 0, len(text))
    return Article("x", None, None, None, None, events_de.PUBLISHED, "option", "de", text, (block,))


def of_events(article: Article, weights: str = "none") -> float:
    """What its events cost: the best of several rounds in ms of the processor for 500 words.

    With weights the trees of its sentences are made anew in each round, and types are looked at again.
    """
    document = analyse(article)
    known = events.weights_of(weights)
    (sight,) = encoder.look((document,), weights)
    found = names.read(document, sight)
    anchored = dates.anchor(document, times.read(document, found))
    mentions = tuple(m for m in actors.resolve(document, found) if not m.is_nobody)

    def read() -> object:
        again = Sight(sight.encoder, sight.seen) if sight else None
        return events.read(document, mentions, anchored, known, again.tree if again else None)

    return _best(article, read)


def of_talk(article: Article, weights: str) -> float:
    """What the talk of its claims costs, likewise; it is read when a page is put into a ledger."""
    (reading,) = read_articles([article], weights)
    entries = [Entry(reading.article, claim) for claim in reading.claims]
    return _best(article, lambda: [talk_of(entry) for entry in entries])


def _best(article: Article, work: Callable[[], object]) -> float:
    spent = []
    for _ in range(_ROUNDS):
        begun = time.process_time()
        work()
        spent.append(time.process_time() - begun)
    return 1000 * min(spent) * 500 / len(article.text.split())


def run(_: Path) -> list[Score]:
    """How often the budget holds what 500 words cost: events alone, and events and talk together."""
    made, first = dense(), page(FIRST_PAGE.read_text(encoding="utf-8"))
    alone = of_events(made)
    both = {
        "dense with events": (alone, of_talk(made, "none")),
        "dense with events, with the weights": (of_events(made, "full"), of_talk(made, "none")),
        "of the first page": (of_events(first, "full"), of_talk(first, "full")),
    }
    scores = [_score("budget of 20 ms, times", alone, made, f"{alone:.1f} ms for 500 words that are dense with events")]
    for (name, (told, said)), article in zip(both.items(), (made, made, first), strict=True):
        note = f"{told:.1f} ms for events and {said:.1f} ms for talk, 500 words"
        scores.append(_score(f"events and talk, {name}: budget of 20 ms, times", told + said, article, note))
    return scores


def _score(metric: str, spent: float, article: Article, note: str) -> Score:
    return Score("events cost", metric, BUDGET / spent, len(article.text.split()), {}, digest(events_de.GOLD), note)
