"""Speed of reading, as whole articles a second and as a ratio to a peer that only splits sentences, in one run."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bench.score import Score, digest

WORDS = 500  # the length of article that the target speaks of


def run(corpora: Path) -> list[Score]:
    """The speed is given in articles of 500 words a second of processor time; the peer is SoMaJo's splitting alone."""
    source = corpora / "quote_de_uhh" / "dev.jsonl"
    if not source.exists():
        return []
    from lagebild.article import article_from_text
    from lagebild.pipeline import read_article

    records = [json.loads(line) for line in source.open(encoding="utf-8")]
    texts = [r["text"] for r in records if 300 <= len(r["text"].split()) <= 800][:25]
    words = sum(len(text.split()) for text in texts)
    articles = [article_from_text(text, language="de", published="2010-01-01") for text in texts]

    def read_all() -> None:
        for article in articles:
            read_article(article)

    peers: dict[str, float] = {}
    try:
        from somajo import SoMaJo
    except ImportError:
        pass  # the peer is part of the bench set-up only; without it the row stands without a ratio
    else:
        splitter = SoMaJo("de_CMC", split_sentences=True)

        def split_all() -> None:
            for text in texts:
                for _ in splitter.tokenize_text([text]):
                    pass

        peers["SoMaJo, sentences only"] = _per_second(split_all, words)
    value = _per_second(read_all, words)
    return [_start(), Score("speed", f"articles of {WORDS} words a second", value, len(texts), peers, digest(source))]


def _start() -> Score:
    """How many times a second `lagebild --help` could start, beside Python that does nothing."""
    rates = []
    for command in (["-m", "lagebild", "--help"], ["-c", "pass"]):
        times = []
        for _ in range(5):
            begun = time.monotonic()
            subprocess.run([sys.executable, *command], capture_output=True, check=True)
            times.append(time.monotonic() - begun)
        rates.append(1 / statistics.median(times))
    return Score("speed", "starts of --help a second", rates[0], 5, {"python -c pass": rates[1]})


def _per_second(work: Callable[[], None], words: int) -> float:
    work()  # warm the caches: the target is reading after start-up
    times = []
    for _ in range(3):
        begun = time.process_time()
        work()
        times.append(time.process_time() - begun)
    return words / WORDS / statistics.median(times)
