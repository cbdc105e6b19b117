"""Treebanks of Universal Dependencies, their trees put onto the words that the program itself cuts.

One word of ours may hold several of the treebank ("zum", "don't"): it has the head and relation of the one on which the
others hang. One of the treebank may be several of ours: the first has its head, the others hang on the first by
`goeswith`. Sentences in which a word of ours has none of the treebank's, or the outcome is no tree, are left out.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from lagebild.types import Document, Token
from training.corpora import document_of
from training.examples import held_out

TOGETHER = 20  # neighbouring sentences that are read as one text, as in a page
LEFT_OUT = 0.15  # of the German sentences: those are measured (`left_out`)
GERMAN = (("ud_de_gsd", "dev"), ("ud_de_pud", "test"))
ENGLISH = "ud_en_ewt"

#: Relations that are kept with their subtype, or without one; another subtype falls to its relation, the rest to `dep`.
KEPT = frozenset({
    "acl", "acl:relcl", "advcl", "advmod", "amod", "appos", "aux", "aux:pass", "case", "cc", "ccomp", "compound",
    "compound:prt", "conj", "cop", "csubj", "det", "expl", "fixed", "flat", "iobj", "mark", "nmod", "nmod:poss",
    "nsubj", "nsubj:pass", "nummod", "obj", "obl", "obl:agent", "parataxis", "punct", "root", "xcomp",
})  # fmt: skip
#: Subtypes by which treebanks tell the same thing otherwise.
SAME = {"det:poss": "nmod:poss", "nmod:desc": "compound"}
REST, SPLIT = "dep", "goeswith"
#: Relations that tell who does what to whom; the measure `core` counts their words alone.
CORE = ("nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "nmod", "nmod:poss")


@dataclass(frozen=True, slots=True)
class Word:
    """A syntactic word of a treebank: where it stands in the sentence, the number of its head (0: none), what it is."""

    start: int
    end: int
    number: int
    head: int
    relation: str


@dataclass(frozen=True, slots=True)
class Gold:
    """The tree of a sentence over the words of ours from `first` on; `heads` are counted from there, -1 is the root."""

    text: str
    first: int
    heads: tuple[int, ...]
    relations: tuple[str, ...]


def left_out(text: str) -> bool:
    """Whether a German sentence is left out of training, to be measured: decided by a hash of its text."""
    return held_out(text, LEFT_OUT)


def path_of(corpora: Path, name: str, part: str) -> Path:
    """The file of a part of a treebank."""
    return corpora / name / f"{part}.conllu.gz"


def read(path: Path) -> Iterator[tuple[str, tuple[Word, ...]]]:
    """Each sentence of a treebank with its words; those whose words do not stand in their text are left out."""
    text, rows = "", []
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            if line.startswith("# text = "):
                text = line.removeprefix("# text = ").rstrip("\n")
            elif line[0].isdigit():
                rows.append(line.rstrip("\n").split("\t"))
            elif not line.strip() and rows:
                if words := _placed(text, rows):
                    yield text, words
                rows = []


def _placed(text: str, rows: Sequence[Sequence[str]]) -> tuple[Word, ...]:
    words, at, joined = [], 0, range(0)
    for number, form, *_, head, relation, _, _ in rows:
        if "." in number:  # an empty node, which stands for no word of the text
            continue
        first, _, last = number.partition("-")
        if int(first) not in joined:
            start = text.find(form, at)
            if start < 0:
                return ()
            at = start + len(form)
        if last:
            joined = range(int(first), int(last) + 1)
        else:
            words.append(Word(start, at, int(number), int(head), kept(relation)))
    return tuple(words)


def kept(relation: str) -> str:
    """The name of a relation here."""
    relation = SAME.get(relation, relation)
    return next((name for name in (relation, relation.partition(":")[0]) if name in KEPT), REST)


def aligned(tokens: Sequence[Token], words: Sequence[Word], offset: int = 0) -> tuple[list[int], list[str]] | None:
    """Heads and relations of our words; the sentence begins at `offset` of their text. None where it cannot be done."""
    inside: list[list[Word]] = [[] for _ in tokens]
    place: dict[int, int] = {}
    for word in words:
        touched = [i for i, t in enumerate(tokens) if t.start < word.end + offset and t.end > word.start + offset]
        if not touched:
            return None
        place[word.number] = touched[0]
        for at in touched:
            inside[at].append(word)
    heads, relations = [], []
    for at, group in enumerate(inside):
        numbers = {word.number for word in group}
        top = next((word for word in group if word.head not in numbers), None)
        if top is None:
            return None
        split = place[top.number] != at
        heads.append(place[top.number] if split else place[top.head] if top.head else -1)
        relations.append(SPLIT if split else top.relation)
    return (heads, relations) if _is_tree(heads) else None


def _is_tree(heads: Sequence[int]) -> bool:
    above = list(heads)
    for _ in range(len(heads)):
        above = [heads[at] if at >= 0 else -1 for at in above]
    return heads.count(-1) == 1 and all(at == -1 for at in above)


def documents(path: Path, language: str, together: int = TOGETHER) -> Iterator[tuple[Document, list[Gold]]]:
    """Texts of neighbouring sentences, each a paragraph, with the trees of those that could be aligned."""
    sentences = read(path)
    while group := list(islice(sentences, together)):
        document = document_of("\n".join(text for text, _ in group), language)
        golds, at, first = [], 0, 0
        for text, words in group:
            last = first
            while last < len(document.tokens) and document.tokens[last].start < at + len(text):
                last += 1
            if found := aligned(document.tokens[first:last], words, at):
                golds.append(Gold(text, first, tuple(found[0]), tuple(found[1])))
            at, first = at + len(text) + 1, last
        yield document, golds
