"""Near-copies: a thousand made from real articles, found again among thousands of unrelated and related ones.

The articles are those of public sets (they stay where they are): pages and agency news in two languages, several
reports of one event each (ECB+), and the releases of two presidents, whose formulas make hard negatives. A copy is cut,
re-headed, edited lightly, its sentences dropped or moved, a line of the desk's own set in, with a fixed seed; it
appears up to two days later. Articles of the sets that are copies of each other themselves are left out before, by
exact containment, but for releases of one publisher on different days: formulas.

A finding is a pair of a copy with its original. Any other pair counts as wrong. Peers find candidates in their own way
and judge them by the same proof; the upper line compares all pairs exactly.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

from bench.extraction import body_of, read
from bench.score import Score, digest
from lagebild.compare import copies

SEED = 20241020
MADE = 1000
SUITE = "near-copies"
#: Articles shorter than this many words are not copied: a third of them would be two sentences.
LEAST_WORDS = 120
#: Two articles of a set that share this part of their shingles are copies themselves, and one of them is left out ...
KNOWN_FROM = 0.3
#: ... but for those of one publisher and further apart than these days, which share a formula.
FORMULA_DAYS = 3
#: A shingle that stands in more articles than this finds no candidates for the upper line.
FORMULA_FROM = 60
#: What a copy keeps of its original, and how many of a hundred words are changed in it.
CUTS = (1.0, 0.9, 0.7, 0.5, 0.4, 0.3)
EDITS = (0.0, 1.0, 2.0, 4.0)

_FILES = (
    "gum_en_wikinews/train.jsonl",
    "gum_en_wikinews/dev.jsonl",
    "conflict_en_president_releases/all.jsonl",
    "quote_de_uhh/train.jsonl",
    "quote_de_uhh/dev.jsonl",
    "cluster_en_ecbplus/train.jsonl",
    "cluster_en_ecbplus/dev.jsonl",
)
_PAGES = ("html_de_trafilatura/dev.jsonl.gz", "html_en_scrapinghub/dev.jsonl.gz")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """An article of a set: which set, its day, its text; of a made copy also the number of the original."""

    group: str
    day: str
    text: str
    original: int | None = None
    cut: float = 1.0
    edits: float = 0.0


def run(corpora: Path) -> list[Score]:
    """Recall and precision of the copies, by our signatures and by peers, and what an article costs."""
    paths = [corpora / name for name in (*_FILES, *_PAGES)]
    if not all(path.exists() for path in paths):
        return []
    pieces = with_copies(without_known(list(articles(corpora))))
    gold = {(piece.original, number) for number, piece in enumerate(pieces) if piece.original is not None}
    shingles = [copies.shingles(piece.text) for piece in pieces]
    found, spent = ours(pieces)
    blind, _ = ours([replace(piece, day="") for piece in pieces])
    peers = {name: set(proved(pairs, pieces, shingles)) for name, pairs in candidates_of_peers(shingles)}
    mark, stock = digest(*paths), len(pieces) - len(gold)
    note = f"among {stock} others"
    short = {(o, c) for o, c in gold if pieces[c].cut <= min(CUTS)}

    def row(metric: str, measure: Callable[[set[Pair]], float], size: int) -> Score:
        others = {name: measure(pairs) for name, pairs in peers.items()}
        return Score(SUITE, metric, measure(found), size, others, mark, note)

    return [
        row("recall", lambda pairs: recall(gold, pairs), len(gold)),
        row("precision", lambda pairs: precision(gold, pairs), len(found)),
        row("recall of those cut to 30 %", lambda pairs: recall(short, pairs), len(short)),
        Score(SUITE, "precision without days", precision(gold, blind), len(blind), {}, mark, "the texts alone"),
        Score(
            SUITE,
            "articles a second",
            len(pieces) / spent,
            len(pieces),
            {},
            mark,
            "signature, index and proof; processor time",
        ),
    ]


def recall(gold: set[Pair], found: set[Pair]) -> float:
    """How many of the gold pairs were found, in percent."""
    return 100 * len(gold & found) / len(gold) if gold else 0.0


def precision(gold: set[Pair], found: set[Pair]) -> float:
    """How many of the found pairs are gold, in percent."""
    return 100 * len(gold & found) / len(found) if found else 0.0


def ours(pieces: Sequence[Piece]) -> tuple[set[Pair], float]:
    """The pairs that the program finds, article by article as a ledger would, and the processor time that it took."""
    begun = time.process_time()
    index: dict[int, list[int]] = defaultdict(list)
    signatures: list[bytes] = []
    found: set[Pair] = set()
    for number, piece in enumerate(pieces):
        own = copies.signature(piece.text)
        keys = copies.bands(own)
        near = {other for key in keys for other in index[key]}
        found |= {
            (other, number)
            for other in near
            if copies.worth_proof(own, signatures[other])
            and copies.is_copy(pieces[other].text, piece.text, days_apart=apart(pieces[other], piece)).is_copy
        }
        signatures.append(own)
        for key in keys:
            index[key].append(number)
    return found, time.process_time() - begun


def apart(one: Piece, other: Piece) -> int | None:
    """The days between two articles, or None where one has no day."""
    if not (one.day and other.day):
        return None
    return abs((date.fromisoformat(one.day) - date.fromisoformat(other.day)).days)


def proved(pairs: Iterable[Pair], pieces: Sequence[Piece], shingles: Sequence[frozenset[int]]) -> Iterator[Pair]:
    """Those of some pairs that the shared text proves."""
    for a, b in pairs:
        if copies.proof(shingles[a], shingles[b], days_apart=apart(pieces[a], pieces[b])).is_copy:
            yield a, b


def candidates_of_peers(shingles: Sequence[frozenset[int]]) -> Iterator[tuple[str, Iterable[Pair]]]:
    """Candidate pairs by other ways: all that share a shingle, and MinHash with locality-sensitive hashing."""
    yield "exact containment, all pairs", sharing(shingles)
    words = [[str(value) for value in own] for own in shingles]
    try:
        from datasketch import MinHash, MinHashLSH
    except ImportError:
        pass
    else:
        for threshold in (0.5, 0.2):
            index, pairs = MinHashLSH(threshold=threshold, num_perm=128), []
            for number, own in enumerate(words):
                made = MinHash(num_perm=128, seed=1)
                made.update_batch([word.encode() for word in own])
                pairs += [(int(other), number) for other in index.query(made)]
                index.insert(str(number), made)
            yield f"datasketch MinHash LSH {threshold}", pairs
    try:
        from rensa import RMinHash, RMinHashLSH
    except ImportError:
        return
    # bands of two: the lowest threshold that its locality-sensitive hashing has with several rows
    lsh, pairs = RMinHashLSH(threshold=0.2, num_perm=128, num_bands=64), []
    for number, own in enumerate(words):
        sketch = RMinHash(num_perm=128, seed=1)
        sketch.update(own)
        pairs += [(int(other), number) for other in lsh.query(sketch)]
        lsh.insert(number, sketch)
    yield "rensa MinHash LSH 0.2", pairs


def sharing(shingles: Sequence[frozenset[int]]) -> set[Pair]:
    """All pairs that share at least one shingle which stands in no more than `FORMULA_FROM` articles."""
    places: dict[int, list[int]] = defaultdict(list)
    for number, own in enumerate(shingles):
        for value in own:
            places[value].append(number)
    return {pair for numbers in places.values() if len(numbers) <= FORMULA_FROM for pair in combinations(numbers, 2)}


# --- the stock ------------------------------------------------------------------------------------------------


def articles(corpora: Path) -> Iterator[Piece]:
    """The articles of all sets; pages are read by the program's own extraction."""
    for name in _FILES:
        for line in (corpora / name).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            title = str(row.get("title") or "")
            yield Piece(str(row.get("publisher") or name), str(row.get("date") or "")[:10], f"{title}\n\n{row['text']}")
    for name in _PAGES:
        with gzip.open(corpora / name, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                if article := read(row["html"], row["url"], row.get("lang", "en")):
                    yield Piece(name, "", body_of(article))


def without_known(pieces: Sequence[Piece]) -> list[Piece]:
    """The articles without those that copy an earlier one already, as far as it is no formula of their publisher."""
    shingles = [copies.shingles(piece.text) for piece in pieces]
    gone = {number for number, own in enumerate(shingles) if not own}
    for one, other in sorted(sharing(shingles)):
        both = copies.proof(shingles[one], shingles[other])
        if both.share >= KNOWN_FROM and not _is_formula(pieces[one], pieces[other]) and one not in gone:
            gone.add(other)
    return [piece for number, piece in enumerate(pieces) if number not in gone]


def _is_formula(one: Piece, other: Piece) -> bool:
    days = apart(one, other)
    return one.group == other.group and days is not None and days > FORMULA_DAYS


def with_copies(stock: Sequence[Piece]) -> list[Piece]:
    """The stock with the made copies behind it; every original is copied at most once."""
    chance = random.Random(SEED)
    long = [number for number, piece in enumerate(stock) if len(piece.text.split()) >= LEAST_WORDS]
    common = vocabulary(stock)
    made = []
    for number in chance.sample(long, MADE):
        cut, edits = chance.choice(CUTS), chance.choice(EDITS)
        text = copied(stock[number].text, cut, edits, common, chance)
        made.append(Piece("copy", _later(stock[number].day, chance.randint(0, 2)), text, number, cut, edits))
    return [*stock, *made]


def _later(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days)).isoformat() if day else ""


def vocabulary(stock: Sequence[Piece]) -> list[str]:
    """The most frequent words, from which editing takes its replacements."""
    counts = Counter(word for piece in stock for word in piece.text.split())
    return [word for word, _ in counts.most_common(2000)]


def copied(text: str, cut: float, edits: float, common: Sequence[str], chance: random.Random) -> str:
    """A near-copy: part of the sentences (the beginning, or any), another head, and single words changed."""
    sentences = [sentence for sentence in _SENTENCE.split(text) if sentence.strip()]
    sentences = sentences[1:] or sentences  # the first holds the heading
    total = sum(len(sentence.split()) for sentence in sentences)
    order = list(range(len(sentences)))
    if chance.random() < 0.4:  # sentences from anywhere, else the beginning, as desks cut
        chance.shuffle(order)
    kept, words = [], 0
    for place in order:
        if words >= cut * total:
            break
        kept.append(place)
        words += len(sentences[place].split())
    kept.sort()
    if len(kept) > 3 and chance.random() < 0.3:  # a sentence is moved
        kept.append(kept.pop(chance.randrange(len(kept))))
    edited = [_edited(sentences[place], edits / 100, common, chance) for place in kept]
    head = " ".join(chance.choice(common) for _ in range(chance.randint(5, 10)))
    if chance.random() < 0.3:  # a line of the desk's own
        edited.insert(chance.randrange(len(edited) + 1), " ".join(chance.choice(common) for _ in range(12)) + ".")
    return f"{head}\n\n{' '.join(edited)}"


def _edited(sentence: str, rate: float, common: Sequence[str], chance: random.Random) -> str:
    words = []
    for word in sentence.split():
        if chance.random() >= rate:
            words.append(word)
        elif (way := chance.random()) < 0.6:
            words.append(chance.choice(common))
        elif way < 0.8:
            words += [word, chance.choice(common)]
    return " ".join(words)
