"""Sentence ends against gold and against SoMaJo in one run, and the speed of both.

A boundary is the offset of the last code point of a sentence inside a paragraph; the last sentence of a paragraph ends
where the paragraph does and counts for nobody. F1 is over all boundaries of a set. Treebank sentences are joined with
a space, ten at a time, as paragraphs.
"""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bench.score import Score, digest
from lagebild.text.sentences import sentence_bounds
from lagebild.text.tokens import token_bounds
from lagebild.types import Language

Splitter = Callable[[str, Language], Iterable[int]]

SOMAJO_MODELS: dict[Language, str] = {"de": "de_CMC", "en": "en_PTB"}
SENTENCES_A_PARAGRAPH = 10
SPEED_PARAGRAPHS = 150


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with the gold offsets at which its sentences end, without the last."""

    text: str
    ends: frozenset[int]
    language: Language


def run(corpora: Path) -> list[Score]:
    """Boundary F1 in percent on German news and two treebanks, and our speed as a multiple of SoMaJo's."""
    sets: dict[str, tuple[Path, Callable[[Path], Iterator[Paragraph]]]] = {
        "sentences de news (quote_de_uhh dev)": (corpora / "quote_de_uhh" / "dev.jsonl", _news),
        "sentences de (UD GSD dev)": (corpora / "ud_de_gsd" / "dev.conllu.gz", lambda p: _treebank(p, "de")),
        "sentences en (UD EWT dev)": (corpora / "ud_en_ewt" / "dev.conllu.gz", lambda p: _treebank(p, "en")),
    }
    scores = []
    for suite, (path, read) in sets.items():
        if not path.exists():
            continue
        paragraphs = tuple(read(path))
        peers = {"SoMaJo 2.5": boundary_f1(paragraphs, somajo_ends)} if _somajo("de") else {}
        scores.append(
            Score(suite, "boundary F1", boundary_f1(paragraphs, our_ends), len(paragraphs), peers, digest(path))
        )
        if _somajo("de"):
            scores.append(_speed(suite, paragraphs[:SPEED_PARAGRAPHS], digest(path)))
    return scores


def boundary_f1(paragraphs: Iterable[Paragraph], split: Splitter) -> float:
    """F1 in percent of the sentence ends that `split` finds inside paragraphs."""
    true = found = both = 0
    for paragraph in paragraphs:
        ends = set(split(paragraph.text, paragraph.language)) - {len(paragraph.text)}
        true, found, both = true + len(paragraph.ends), found + len(ends), both + len(ends & paragraph.ends)
    return 200 * both / (true + found) if true + found else 100.0


def our_ends(text: str, language: Language) -> Iterator[int]:
    """Sentence ends by `lagebild.text`."""
    return (end for _, end in sentence_bounds(text, 0, len(text), language))


def somajo_ends(text: str, language: Language) -> Iterator[int]:
    """Sentence ends by SoMaJo, which keeps offsets where it is asked to."""
    for sentence in _somajo(language).tokenize_text([text]):
        if sentence:
            yield sentence[-1].character_offset[1]


def _speed(suite: str, paragraphs: tuple[Paragraph, ...], corpus_digest: str) -> Score:
    def ours() -> None:
        for p in paragraphs:
            for start, end in sentence_bounds(p.text, 0, len(p.text), p.language):
                list(token_bounds(p.text, start, end))

    def theirs() -> None:
        for p in paragraphs:
            list(somajo_ends(p.text, p.language))

    ratio = _seconds(theirs) / _seconds(ours)
    note = "sentences and tokens; SoMaJo does both in one pass"
    return Score(suite, "speed against SoMaJo", ratio, len(paragraphs), {"SoMaJo 2.5": 1.0}, corpus_digest, note)


def _seconds(work: Callable[[], None]) -> float:
    work()  # once to warm caches
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


@cache
def _somajo(language: Language) -> Any:
    try:
        from somajo import SoMaJo
    except ImportError:  # a peer for `make bench` only
        return None
    return SoMaJo(SOMAJO_MODELS[language], split_camel_case=False, character_offsets=True)


def _news(path: Path) -> Iterator[Paragraph]:
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        text, start = record["text"], 0
        ends = {e for _, e in record["sents"]}
        for part in text.split("\n\n"):
            stop = start + len(part)
            trimmed = len(part.rstrip())
            yield Paragraph(part[:trimmed], frozenset(e - start for e in ends if start < e < start + trimmed), "de")
            start = stop + 2


def _treebank(path: Path, language: Language) -> Iterator[Paragraph]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        texts = [line[9:].strip() for line in file if line.startswith("# text = ")]
    for first in range(0, len(texts), SENTENCES_A_PARAGRAPH):
        group = texts[first : first + SENTENCES_A_PARAGRAPH]
        ends, at = [], -1
        for text in group:
            at += len(text) + 1
            ends.append(at)
        yield Paragraph(" ".join(group), frozenset(ends[:-1]), language)
