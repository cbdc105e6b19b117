"""Trees: always a tree, whatever the scores; plain sentences in German and English; weights without them; threads."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as made

from lagebild.encoder import Sight, look
from lagebild.encoder.session import FOLDER, Encoder, available
from lagebild.encoder.trees import LAYERS, MATRICES, REACH, VECTORS, Tree, Trees, spanning, write
from lagebild.errors import WeightsError
from lagebild.text import analyse
from lagebild.types import Document, Language
from tests.encoder.fakes import FakeEncoder, seen_in
from tests.text.articles import article

LABELS = ["nsubj", "obj", "root"]
ARCS, RELATIONS, WIDTH = 5, 3, 8
SHAPES = {
    "enter": (WIDTH, 2 * (ARCS + RELATIONS)),
    "enter_bias": (2 * (ARCS + RELATIONS),),
    "mix": (3, 2 * (ARCS + RELATIONS)),
    "root": (ARCS + RELATIONS,),
    "arcs": (ARCS, ARCS),
    "arc_bias": (ARCS,),
    "near": (ARCS, 2 * REACH + 1),
    "near_bias": (2 * REACH + 1,),
    "of_distance": (2 * REACH + 1, len(LABELS)),
    "relations": (RELATIONS, RELATIONS * len(LABELS)),
    "of_head": (RELATIONS, len(LABELS)),
    "of_word": (RELATIONS, len(LABELS)),
    "relation_bias": (len(LABELS),),
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    chance = np.random.default_rng(5)
    parts = {name: chance.normal(size=shape).astype(np.float32) for name, shape in SHAPES.items()}
    write(tmp_path / "trees.npz", LABELS, parts)
    return tmp_path / "trees.npz"


def is_tree(heads: tuple[int, ...]) -> bool:
    """One root, and every word hangs on it in the end."""
    for word in range(len(heads)):
        seen = set()
        while word >= 0 and word not in seen:
            seen.add(word)
            word = heads[word]
        if word >= 0:
            return False
    return heads.count(-1) == 1


# --- from scores to trees -------------------------------------------------------------------------------------


@given(st.integers(1, 12).flatmap(lambda n: made.arrays(np.float32, (n, n + 1), elements=st.floats(-9, 0, width=32))))
def test_whatever_the_scores_are_the_outcome_is_a_tree(chances: np.ndarray) -> None:
    count = len(chances)
    chances[np.arange(count), np.arange(count) + 1] = -1e9
    assert is_tree(tuple((spanning(chances) - 1).tolist()))


def scores(heads: tuple[int, ...], second: dict[int, tuple[int, float]]) -> np.ndarray:
    """Log probabilities by which each word wants its head, and some another one nearly as much."""
    found = np.full((len(heads), len(heads) + 1), -8, np.float32)
    for word, head in enumerate(heads):
        found[word, head + 1] = -0.1
    for word, (head, chance) in second.items():
        found[word, head + 1] = chance
    found[np.arange(len(heads)), np.arange(len(heads)) + 1] = -1e9
    return found


def test_scores_of_a_tree_are_left_as_they_are() -> None:
    heads = (1, 4, 1, 2, -1)
    assert tuple((spanning(scores(heads, {})) - 1).tolist()) == heads


def test_a_circle_is_opened_where_it_costs_least() -> None:
    circle = (1, 2, 0, -1, 0)  # 0 -> 1 -> 2 -> 0; word 4 hangs on it and stays there
    found = spanning(scores(circle, {1: (3, -2.0), 2: (3, -1.0), 4: (3, -0.2)}))
    assert tuple((found - 1).tolist()) == (1, 2, 3, -1, 0)


def test_of_two_roots_the_surer_stays() -> None:
    found = spanning(scores((-1, 0, -1), {0: (2, -0.3), 2: (1, -4.0)}))
    assert tuple((found - 1).tolist()) == (2, 0, -1)


def test_a_sentence_of_one_word(path: Path) -> None:
    [one] = Trees(path).trees(np.ones((1, WIDTH), np.float16), [0])
    assert one == Tree((-1,), ("root",), (1.0,))


def test_a_long_sentence_is_a_tree_and_only_its_root_is_called_so(path: Path) -> None:
    states = np.random.default_rng(1).normal(size=(300, WIDTH)).astype(np.float16)
    [tree] = Trees(path).trees(states, [0])
    assert is_tree(tree.heads)
    assert [r == "root" for r in tree.relations] == [head == -1 for head in tree.heads]
    assert all(0 <= sure <= 1 for sure in tree.sure)


def test_sentences_read_together_have_the_trees_that_they_have_alone(path: Path) -> None:
    head = Trees(path)
    states = np.random.default_rng(2).normal(size=(40, WIDTH)).astype(np.float16)
    begins = [0, 7, 8, 30]
    together = head.trees(states, begins)
    for tree, begin, end in zip(together, begins, [*begins[1:], 40], strict=True):
        [alone] = head.trees(states[begin:end], [0])
        assert (tree.heads, tree.relations) == (alone.heads, alone.relations)
        assert np.allclose(tree.sure, alone.sure, atol=1e-4)


# --- the file -------------------------------------------------------------------------------------------------


def test_eight_bits_are_near_what_was_written(path: Path) -> None:
    chance = np.random.default_rng(5)
    expected = chance.normal(size=SHAPES["enter"]).astype(np.float32)
    assert np.abs(Trees(path)._enter - expected).max() <= np.abs(expected).max() / 127


def parts_of(path: Path) -> dict[str, Any]:
    with np.load(path) as file:
        return dict(file)


def _nonsense(path: Path) -> None:
    path.write_bytes(b"nonsense")


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-300])


def _lacking(path: Path) -> None:
    parts = parts_of(path)
    del parts["arcs_scale"], parts["root"]
    np.savez(path, allow_pickle=False, **parts)


def _apart(path: Path) -> None:
    parts = parts_of(path)
    parts |= {"of_head": parts["of_head"][:, :-1], "of_head_scale": parts["of_head_scale"][:-1]}
    np.savez(path, allow_pickle=False, **parts)


def _narrow(path: Path) -> None:
    """A whole file, for an encoder of another width."""


def _array(path: Path) -> None:
    with path.open("wb") as file:
        np.save(file, np.zeros(3))


@pytest.mark.parametrize("damage", [_nonsense, _cut, _lacking, _apart, _narrow, _array])
def test_a_damaged_file_is_told_of_in_one_line(tmp_path: Path, path: Path, damage: Callable[[Path], None]) -> None:
    folder = without_trees(tmp_path / "new")
    damage(path)
    path.rename(folder / "made" / "trees.npz")
    with pytest.raises(WeightsError, match=r"'made'.*cannot be opened") as caught:
        Encoder("made", folder, 1)
    assert len(str(caught.value).splitlines()) == 1


def without_trees(folder: Path) -> Path:
    """The shipped weights under the name "made", but for their trees."""
    (folder / "weights" / "made").mkdir(parents=True)
    for name in ("pieces.json.gz", "embeddings.npy"):
        (folder / "weights" / name).symlink_to(FOLDER / name)
    for name in ("about.json", "encoder.onnx", "roles.onnx"):
        shutil.copy(FOLDER / "full" / name, folder / "weights" / "made" / name)
    return folder / "weights"


def test_weights_without_trees_give_none(tmp_path: Path) -> None:
    encoder = Encoder("made", without_trees(tmp_path), 1)
    document = parsed("Er kam.")
    [seen] = encoder.see([document])
    assert Sight(encoder, seen).tree(document.sentences[0]) is None


def test_an_encoder_that_shows_no_inner_states_gives_none() -> None:
    document = parsed("Er kam.")
    assert Sight(FakeEncoder().as_encoder(), seen_in(document)).tree(document.sentences[0]) is None


@pytest.mark.parametrize("weights", available())
def test_the_shipped_file_is_small_and_fits_its_encoder(weights: str) -> None:
    path = FOLDER / weights / "trees.npz"
    assert path.stat().st_size < 1_000_000
    assert Trees(path).width == 384 * len(LAYERS)
    assert set(parts_of(path)) == {"labels", *VECTORS, *MATRICES, *(f"{name}_scale" for name in MATRICES)}


# --- what is read ---------------------------------------------------------------------------------------------


def parsed(text: str, language: Language = "de") -> Document:
    return analyse(article(text, language))


def arcs(text: str, language: Language, weights: str) -> set[tuple[str, str, str]]:
    """Word, relation, head of all sentences."""
    document = parsed(text, language)
    [sight] = look([document], weights)
    assert sight is not None
    found = set()
    for sentence in document.sentences:
        words = [token.text for token in document.tokens_of(sentence)]
        tree = sight.tree(sentence)
        assert tree is not None
        assert len(tree.heads) == len(tree.relations) == len(tree.sure) == len(words)
        assert is_tree(tree.heads)
        for word, head, relation in zip(words, tree.heads, tree.relations, strict=True):
            found.add((word, relation, words[head] if head >= 0 else ""))
    return found


@pytest.mark.parametrize("weights", available())
@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Der Minister lobte den Sänger.", {("Minister", "nsubj", "lobte"), ("Sänger", "obj", "lobte")}),
        ("de", "Den Sänger lobte der Minister.", {("lobte", "root", "")}),
        (
            "de",
            "Die Brücke wurde von der Armee zerstört.",
            {("Brücke", "nsubj:pass", "zerstört"), ("wurde", "aux:pass", "zerstört"), ("zerstört", "root", "")},
        ),
        (
            "de",
            "Der Mann, der das Haus verkaufte, wohnt in Kiel.",
            {("verkaufte", "acl:relcl", "Mann"), ("Mann", "nsubj", "wohnt")},
        ),
        ("en", "The army shelled the town.", {("army", "nsubj", "shelled"), ("town", "obj", "shelled")}),
        (
            "en",
            "The bridge was destroyed by rebels.",
            {("bridge", "nsubj:pass", "destroyed"), ("rebels", "obl:agent", "destroyed"), ("destroyed", "root", "")},
        ),
        (
            "en",
            "The man who sold the house lives in London.",
            {("sold", "acl:relcl", "man"), ("house", "obj", "sold")},
        ),
    ],
)
def test_plain_sentences(weights: str, language: Language, text: str, expected: set[tuple[str, str, str]]) -> None:
    assert expected <= arcs(text, language, weights)


def test_a_tree_is_made_once_and_every_thread_gets_the_same() -> None:
    document = parsed(" ".join(f"Der Minister lobte am Montag Nummer {n}." for n in range(40)))
    [sight] = look([document], "full")
    assert sight is not None
    with ThreadPoolExecutor(4) as workers:
        rounds = [list(workers.map(sight.tree, document.sentences)) for _ in range(2)]
    assert all(one is other for one, other in zip(*rounds, strict=True))
    [again] = look([document], "full")
    assert again is not None
    assert [again.tree(sentence) for sentence in reversed(document.sentences)] == rounds[0][::-1]


def test_a_sentence_over_two_windows_has_one_tree() -> None:
    text = "Der Minister lobte " + ", ".join(f"den Sänger Nummer {n}" for n in range(120)) + "."
    document = parsed(text)
    [sight] = look([document], "full")
    assert sight is not None
    assert sight.seen.borders
    tree = sight.tree(document.sentences[0])
    assert tree is not None
    assert is_tree(tree.heads)
