"""Which claims say the same: our own pairs of news passages (`bench/gold/claim_pairs.toml`), German and English.

A pair is called the same where any claim of one passage is the same as any of the other, as the program reads them.
Passages without a claim are therefore missed. Stories are parted by a hash of their id: the model was fitted on the
train part, its threshold chosen on the development part, and nobody looked at the part that is kept back.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from bench.score import Score, digest
from lagebild import encoder
from lagebild.compare.claims import Sketch, keys, same, sketches
from lagebild.compare.match import Match
from lagebild.pipeline import read_articles
from lagebild.text import analyse
from lagebild.types import Article, Block, Reading

GOLD = Path(__file__).parent / "gold" / "claim_pairs.toml"
Part = Literal["train", "dev", "kept back"]
PARTS: tuple[Part, ...] = ("train", "dev", "kept back")
LEAST_PRECISION = 90.0  # on the development part, for the threshold


@dataclass(frozen=True, slots=True)
class Passage:
    """A short text as it would stand in a page; `key` names story and passage."""

    key: tuple[str, str]
    language: str
    published: str
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two passages of one story, whether they say the same, and of which kind the pair is."""

    part: Part
    one: Passage
    other: Passage
    is_same: bool
    kind: str

    @property
    def languages(self) -> str:
        """The languages of both, in alphabetical order: "de-en"."""
        return "-".join(sorted((self.one.language, self.other.language)))


def part_of(story: str) -> Part:
    """The part that a story belongs to."""
    number = int(hashlib.sha256(story.encode()).hexdigest(), 16) % 5
    return "kept back" if number == 2 else "dev" if number == 4 else "train"


def pairs(path: Path = GOLD) -> list[Pair]:
    """All pairs of the gold file; raises ValueError where a row is none."""
    return [pair for story in tomllib.loads(path.read_text(encoding="utf-8"))["stories"] for pair in _pairs(story)]


def _pairs(story: Mapping[str, object]) -> Iterator[Pair]:
    name, rows = str(story["id"]), story["pairs"]
    passages = {key: _passage(name, key, str(value)) for key, value in story.items() if len(key) == 1}
    if not isinstance(rows, list):
        raise ValueError(f"{name}: pairs are no list")  # noqa: TRY004
    for row in rows:
        one, sign, other, kind = row.split()
        if sign not in "=#":
            raise ValueError(f"{name}: {row!r} says neither = nor #")
        yield Pair(part_of(name), passages[one], passages[other], sign == "=", kind)


def _passage(story: str, key: str, row: str) -> Passage:
    head, text = row.split(" | ", 1)
    language, published = head.split()
    return Passage((story, key), language, published, text)


def article(passage: Passage) -> Article:
    """A passage as an article of one paragraph."""
    block = Block("paragraph", 0, len(passage.text))
    id_ = hashlib.sha256(passage.text.encode()).hexdigest()[:16]
    return Article(
        id_, None, None, None, None, passage.published, "option", passage.language, passage.text, (block,)  # type: ignore[arg-type]
    )  # fmt: skip


def passages(found: Iterable[Pair]) -> list[Passage]:
    """The passages of pairs, each once."""
    return list({p.key: p for pair in found for p in (pair.one, pair.other)}.values())


def readings(found: Iterable[Passage], weights: str) -> dict[tuple[str, str], Reading]:
    """What the program reads in each passage."""
    listed = list(found)
    done: list[Reading] = []
    for begin in range(0, len(listed), 16):
        done += read_articles([article(p) for p in listed[begin : begin + 16]], weights)
    return dict(zip((p.key for p in listed), done, strict=True))


def sketched(read: Mapping[tuple[str, str], Reading]) -> dict[tuple[str, str], tuple[Sketch, ...]]:
    """The sketches of the claims of each passage."""
    return {key: sketches(reading) for key, reading in read.items()}


Drawn = Mapping[tuple[str, str], Sequence[Sketch]]
Judge = Callable[[Pair], float]


def match(pair: Pair, drawn: Drawn) -> Match:
    """The best match of any claim of one passage with any of the other."""
    found = [same(a, b) for a in drawn[pair.one.key] for b in drawn[pair.other.key]]
    return max(found, key=lambda one: one.score, default=Match(0.0, False))


def quality(judged: Iterable[tuple[bool, bool]]) -> tuple[float, float, float]:
    """Precision, recall and F1 in percent, of pairs (called the same, are the same)."""
    rows = list(judged)
    right, called, are = (sum(map(bool, column)) for column in (
        [a and b for a, b in rows], [a for a, _ in rows], [b for _, b in rows]))  # fmt: skip
    precision, recall = 100 * right / called if called else 0.0, 100 * right / are if are else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if right else 0.0


def best_threshold(scored: Sequence[tuple[float, bool]], least: float = LEAST_PRECISION) -> float:
    """The threshold with the best F1 among those with at least this precision, else with the best precision."""
    tried = [(quality((s >= t, y) for s, y in scored), t) for t in (step / 100 for step in range(1, 100))]
    good = [(f1, t) for (precision, _, f1), t in tried if precision >= least]
    return max(good)[1] if good else max((p, t) for (p, _, _), t in tried)[1]


def run(_: Path) -> list[Score]:
    """Precision, recall and F1 by part, pair of languages and kind; recall of the keys."""
    found = pairs()
    texts = passages(found)
    drawn = sketched(readings(texts, "full"))
    by_rules = sketched(readings(texts, "none"))
    cosine = _cosine(texts)
    bound = best_threshold([(cosine(p), p.is_same) for p in found if p.part == "dev"], least=0.0)
    mark = digest(GOLD)
    scores = []
    for name in (*PARTS, "all"):
        rows = [p for p in found if name in (p.part, "all")]
        ours = quality((match(p, drawn).is_same, p.is_same) for p in rows)
        rules = quality((match(p, by_rules).is_same, p.is_same) for p in rows)
        words = quality((_same_words(p, drawn), p.is_same) for p in rows)
        near = quality((cosine(p) >= bound, p.is_same) for p in rows)
        for at, metric in enumerate(("precision", "recall", "F1")):
            peers = {"rules alone": rules[at], "exact words": words[at], "cosine of encoder states": near[at]}
            scores.append(Score(f"same claim ({name})", metric, ours[at], len(rows), peers, mark))
    scores += _by_languages(found, drawn, mark)
    scores += _by_kind(found, drawn, mark)
    positives = [p for p in found if p.is_same and drawn[p.one.key] and drawn[p.other.key]]
    shared = [any(_share(a, b) for a in drawn[p.one.key] for b in drawn[p.other.key]) for p in positives]
    scores.append(
        Score("same claim (all)", "recall of the keys", 100 * sum(shared) / len(shared), len(shared), {}, mark)
    )
    return scores


def _by_languages(found: Sequence[Pair], drawn: Drawn, mark: str) -> Iterator[Score]:
    for languages in ("de-de", "de-en", "en-en"):
        rows = [p for p in found if p.languages == languages]
        precision, recall, f1 = quality((match(p, drawn).is_same, p.is_same) for p in rows)
        note = f"precision {precision:.1f}, recall {recall:.1f}"
        yield Score(f"same claim (all, {languages})", "F1", f1, len(rows), {}, mark, note)


def _by_kind(found: Sequence[Pair], drawn: Drawn, mark: str) -> Iterator[Score]:
    for kind in sorted({(not p.is_same, p.kind) for p in found}):
        rows = [p for p in found if (not p.is_same, p.kind) == kind]
        right = sum(match(p, drawn).is_same == p.is_same for p in rows)
        name = f"same claim (all): {'two propositions' if kind[0] else 'one proposition'}, {kind[1]}"
        yield Score(name, "accuracy", 100 * right / len(rows), len(rows), {}, mark)


def _share(a: Sketch, b: Sketch) -> bool:
    return not set(keys(a)).isdisjoint(keys(b))


def _same_words(pair: Pair, drawn: Drawn) -> bool:
    return any(a.exact == b.exact for a in drawn[pair.one.key] for b in drawn[pair.other.key])


def _cosine(texts: Sequence[Passage]) -> Judge:
    """The cosine of the mean states that the encoder has of two passages, the mean of each language taken off."""
    states = {}
    for passage in texts:
        (sight,) = encoder.look((analyse(article(passage)),), "full")
        assert sight is not None
        states[passage.key] = sight.seen.states.mean(0)
    for language in {p.language for p in texts}:
        own = [p.key for p in texts if p.language == language]
        middle = np.mean([states[key] for key in own], axis=0)
        states |= {key: states[key] - middle for key in own}

    def judge(pair: Pair) -> float:
        a, b = states[pair.one.key], states[pair.other.key]
        return float(a @ b / (np.linalg.norm(a) * np.linalg.norm(b)))

    return judge
