"""Speed of reading, as whole articles a second and as a ratio to a peer that only splits sentences, in one run.

Without weights and with them: one article after the other on one core, and in batches on two. Memory is that of the
whole command while it reads the same articles.
"""

from __future__ import annotations

import json
import os
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
    from lagebild.encoder.session import available
    from lagebild.pipeline import read_article

    records = [json.loads(line) for line in source.open(encoding="utf-8")]
    texts = [r["text"] for r in records if 300 <= len(r["text"].split()) <= 800][:25]
    words = sum(len(text.split()) for text in texts)
    articles = [article_from_text(text, language="de", published="2010-01-01") for text in texts]

    def read_all() -> None:
        for article in articles:
            read_article(article, "none")

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
    mark = digest(source)
    plain = Score("speed", f"articles of {WORDS} words a second", value, len(texts), peers, mark)
    scores = [_start(), plain]
    for weights in available():
        for cores, together in ((1, 1), (2, BATCH)):
            reading = _in_process(weights, cores, together, texts)
            metric = f"articles of {WORDS} words a second, {weights} weights, {cores} core{'s' * (cores > 1)}"
            note = f"{reading['memory']:.0f} MB at most; batches of {together}"
            rate = words / WORDS / reading["seconds"]
            scores.append(Score("speed", metric, rate, len(texts), {"rules alone, 1 core": value}, mark, note))
    return scores


BATCH = 16  # articles read together
_READS = """
import json, sys, time
from lagebild.article import article_from_text
from lagebild.pipeline import read_articles
weights, together, texts = sys.argv[1], int(sys.argv[2]), json.load(sys.stdin)
articles = [article_from_text(text, language="de", published="2010-01-01") for text in texts]
def work():
    for begin in range(0, len(articles), together):
        read_articles(articles[begin : begin + together], weights)
work()
times = []
for _ in range(3):
    begun = time.monotonic()
    work()
    times.append(time.monotonic() - begun)
status = open("/proc/self/status").read()  # getrusage counts the memory of the process that this one was forked from
print(json.dumps([sorted(times)[1], int(status.partition("VmHWM:")[2].split()[0]) / 1024]))
"""


def _in_process(weights: str, cores: int, together: int, texts: list[str]) -> dict[str, float]:
    """Seconds for all texts after a first round, and megabytes at most, in a process of its own on so many cores."""
    chosen = sorted(os.sched_getaffinity(0))[:cores]

    def hold() -> None:
        os.sched_setaffinity(0, chosen)

    environment = {**os.environ, "LAGEBILD_THREADS": str(cores)}
    command = [sys.executable, "-c", _READS, weights, str(together)]
    done = subprocess.run(
        command, input=json.dumps(texts), text=True, capture_output=True, check=True, env=environment, preexec_fn=hold
    )
    seconds, memory = json.loads(done.stdout)
    return {"seconds": seconds, "memory": memory}


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
