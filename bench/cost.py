"""What the four kinds of value cost: times, figures, names and places with what they mean, on one core, by rules.

The page is cut into sentences before; what is measured is `times`, `figures` and `names` with their resolution. The
yardstick is SoMaJo's tokens of the same texts in the same run. Rows are pages of 500 words a second, since higher is
better in the table; the milliseconds of a page stand in the note. The target is 15 ms for all four together.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.score import Score, digest

WORDS = 500  # the length of page that the target speaks of
ROUNDS = 5

Work = Callable[[], object]


def run(corpora: Path) -> list[Score]:
    """One row for each kind of value, one for all together with the yardstick beside it, and one for their ratio."""
    source = corpora / "quote_de_uhh" / "dev.jsonl"
    if not source.exists():
        return []
    records = map(json.loads, source.read_text(encoding="utf-8").splitlines())
    texts = [r["text"] for r in records if 300 <= len(r["text"].split()) <= 800][:25]
    pages = sum(len(text.split()) for text in texts) / WORDS
    spent = {kind: _seconds(work) / pages for kind, work in _kinds(texts).items()}
    spent["all four"] = sum(spent.values())
    yardstick = _yardstick(texts)
    peers = {"SoMaJo, tokens": pages / _seconds(yardstick)} if yardstick else {}
    mark = digest(source)
    scores = [
        Score(
            "cost of values", f"{kind}, pages of {WORDS} words a second", 1 / seconds, len(texts),
            peers if kind == "all four" else {}, mark, f"{1000 * seconds:.1f} ms a page",
        )
        for kind, seconds in spent.items()
    ]  # fmt: skip
    if peers:
        ratio = 1 / spent["all four"] / peers["SoMaJo, tokens"]
        scores.append(Score("cost of values", "all four, x SoMaJo's tokens", ratio, len(texts), {}, mark))
    return scores


def _kinds(texts: Sequence[str]) -> dict[str, Work]:
    """What is measured, by name; each is given what stands before it in the pipeline."""
    from lagebild.article import article_from_text
    from lagebild.extract import figures, names, times
    from lagebild.resolve import actors, dates
    from lagebild.text import analyse

    documents = [analyse(article_from_text(text, language="de", published="2010-01-01")) for text in texts]
    found = [names.read(document) for document in documents]
    dated = [
        dates.anchor(document, times.read(document, named)) for document, named in zip(documents, found, strict=True)
    ]
    pairs = list(zip(documents, found, strict=True))
    return {
        "times": lambda: [dates.anchor(document, times.read(document, named)) for document, named in pairs],
        "figures": lambda: [figures.read(document, days) for document, days in zip(documents, dated, strict=True)],
        "names": lambda: [names.read(document) for document in documents],
        "actors and places": lambda: [actors.resolve(document, named) for document, named in pairs],
    }


def _yardstick(texts: Sequence[str]) -> Work | None:
    """SoMaJo's tokens of the texts, or None where it is not installed: it is part of the bench set-up only."""
    try:
        from somajo import SoMaJo
    except ImportError:
        return None
    tokenizer = SoMaJo("de_CMC", split_sentences=False)
    return lambda: [list(tokenizer.tokenize_text([text])) for text in texts]


def _seconds(work: Work) -> float:
    """The least of some rounds in seconds of processor time, after one that fills the caches: noise only adds."""
    work()
    times = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        work()
        times.append(time.process_time() - begun)
    return min(times)
