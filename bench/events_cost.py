"""What reading events adds to a page: the time for 500 words, of the rules alone, with names and times at hand.

The text is the project's own German gold set, in which nearly every sentence holds an event, so that a page of news
costs less. Time is that of the processor, so that other work on the machine does not count. The figure is how often
the budget of 20 ms holds it: 2.0 is half the budget.
"""

from __future__ import annotations

import time
from pathlib import Path

from bench import events_de
from bench.score import Score, digest
from lagebild.extract import events, names, times
from lagebild.resolve import actors, dates
from lagebild.text import analyse
from lagebild.types import Article, Block

BUDGET = 20.0  # ms for 500 words
_ROUNDS = 7


def milliseconds() -> tuple[float, int]:
    """The best of several rounds in ms of the processor for 500 words, and the words of the text."""
    text = " ".join(sentence.text for sentence in events_de.sentences())
    block = Block("paragraph", 0, len(text))
    article = Article("x", None, None, None, None, events_de.PUBLISHED, "option", "de", text, (block,))
    document = analyse(article)
    found = names.read(document, None)
    anchored = dates.anchor(document, times.read(document, found))
    mentions = tuple(m for m in actors.resolve(document, found) if not m.is_nobody)
    spent = []
    for _ in range(_ROUNDS):
        begun = time.process_time()
        events.read(document, mentions, anchored)
        spent.append(time.process_time() - begun)
    words = len(text.split())
    return 1000 * min(spent) * 500 / words, words


def run(_: Path) -> list[Score]:
    """How often the budget holds what 500 words cost."""
    spent, words = milliseconds()
    note = f"{spent:.1f} ms for 500 words that are dense with events"
    return [Score("events cost", "budget of 20 ms, times", BUDGET / spent, words, {}, digest(events_de.GOLD), note)]
