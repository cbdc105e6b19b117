"""The measure of trees, on hand-made cases: what counts, and what a sentence cut in two costs."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from pathlib import Path

import pytest

from bench import trees
from lagebild.encoder.trees import Tree
from lagebild.types import Document, Sentence

ROWS = """\
# text = She saw him. He left.
1	She	_	_	_	_	2	nsubj	_	_
2	saw	_	_	_	_	0	root	_	_
3	him	_	_	_	_	2	obj	_	_
4	.	_	_	_	_	2	punct	_	_
5	He	_	_	_	_	6	nsubj	_	_
6	left	_	_	_	_	2	parataxis	_	_
7	.	_	_	_	_	6	punct	_	_

# text = They saw her.
1	They	_	_	_	_	2	nsubj	_	_
2	saw	_	_	_	_	0	root	_	_
3	her	_	_	_	_	2	obj	_	_
4	.	_	_	_	_	2	punct	_	_

"""


@dataclass
class Made:
    """Sees the trees of a table, by the number of words of a sentence."""

    table: dict[int, Tree]

    def tree(self, sentence: Sentence) -> Tree:
        return self.table[sentence.last - sentence.first]


def test_heads_relations_and_the_relations_of_parties(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ud_en_ewt").mkdir()
    with gzip.open(tmp_path / "ud_en_ewt" / "dev.conllu.gz", "wt", encoding="utf-8") as file:
        file.write(ROWS)
    made = Made(
        {
            4: Tree((1, -1, 1, 0), ("nsubj", "root", "iobj", "punct"), (1.0,) * 4),
            3: Tree((1, -1, 1), ("nsubj", "root", "punct"), (1.0,) * 3),
        }
    )

    def look(documents: list[Document], weights: str) -> list[Made]:
        return [made]

    monkeypatch.setattr(trees, "look", look)
    monkeypatch.setattr(trees, "available", lambda: ("full",))
    scores = {score.metric: (round(score.value, 1), score.size) for score in trees.run(tmp_path)}
    assert scores == {
        "UAS": (87.5, 8),  # seven of eight: "left" hangs on nothing, since the sentence was cut; points do not count
        "LAS": (62.5, 8),  # "him" and "her" are named wrongly
        "LAS, subjects, objects, obliques, nominal modifiers": (60.0, 5),
    }


def test_without_corpora_there_is_nothing_to_score(tmp_path: Path) -> None:
    assert trees.run(tmp_path) == []
