"""Trees of dependencies against treebanks, as the program reads them: its own words, sentences and windows.

Texts are neighbouring sentences of a treebank, each a paragraph; where the program cuts a sentence in two, what hangs
on a word of the other half counts as wrong. Words are the program's (`training/treebanks.py` says how trees come onto
them); punctuation does not count. The German sentences are those that training left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from training.treebanks import CORE, ENGLISH, GERMAN, Gold, documents, left_out, path_of

from bench.score import Score, digest
from lagebild.encoder import Sight, look
from lagebild.encoder.session import available
from lagebild.types import Document

NOTES = {
    "en": "development part; the encoder learnt names from the same sentences, but no trees",
    "de": "the 15 % of GSD's development part and of PUD that training left out",
}


def run(corpora: Path) -> list[Score]:
    """Percent of words with the right head (UAS), and its relation (LAS), and the same for relations of parties."""
    sets = {
        "en": ("trees (ud_en_ewt dev)", [path_of(corpora, ENGLISH, "dev")]),
        "de": ("trees (ud_de_gsd, ud_de_pud, left out)", [path_of(corpora, *bank) for bank in GERMAN]),
    }
    scores = []
    for language, (suite, paths) in sets.items():
        if not all(path.exists() for path in paths):
            continue
        for weights in available():
            words = [word for path in paths for word in _words(path, language, weights)]
            scores += _scores(f"{suite}, {weights} weights", words, digest(*paths), NOTES[language])
    return scores


Word = tuple[str, bool, bool]  # its relation, whether head and relation are right


def _scores(suite: str, words: list[Word], mark: str, note: str) -> list[Score]:
    core = [word for word in words if word[0] in CORE]
    rows = {
        "UAS": [hung for _, hung, _ in words],
        "LAS": [hung and named for _, hung, named in words],
        "LAS, subjects, objects, obliques, nominal modifiers": [hung and named for _, hung, named in core],
    }
    return [Score(suite, metric, 100 * sum(r) / max(1, len(r)), len(r), {}, mark, note) for metric, r in rows.items()]


def _words(path: Path, language: str, weights: str) -> Iterator[Word]:
    for document, golds in documents(path, language):
        [sight] = look([document], weights)
        assert sight is not None
        found = _found(document, sight)
        for gold in golds:
            if language != "de" or left_out(gold.text):
                yield from _judged(gold, found)


def _found(document: Document, sight: Sight) -> list[tuple[int, str]]:
    """Head (as a word of the document, -1 for none) and relation of each word."""
    found = [(-1, "")] * len(document.tokens)
    for sentence in document.sentences:
        tree = sight.tree(sentence)
        if tree is None:
            continue
        for at, (head, relation) in enumerate(zip(tree.heads, tree.relations, strict=True), sentence.first):
            found[at] = (head if head < 0 else head + sentence.first, relation)
    return found


def _judged(gold: Gold, found: list[tuple[int, str]]) -> Iterator[Word]:
    for at, (head, relation) in enumerate(zip(gold.heads, gold.relations, strict=True), gold.first):
        if relation != "punct":
            told, name = found[at]
            yield relation, told == (head if head < 0 else head + gold.first), name == relation
