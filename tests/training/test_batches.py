"""Windows with their labels, and tags of contents."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("torch", reason="NOT TESTED: the windows that training sees; torch is not installed")

from training.batches import BY_CHANCE, Window, ask, batches, collate, content_tags, cut
from training.examples import Example, Quote

from lagebild.encoder.contents import Words, contents_of
from lagebild.encoder.pieces import Pieces
from lagebild.encoder.session import FOLDER

KNOWN = frozenset({"speaker", "cue"})
contents = st.sets(st.integers(0, 40), min_size=1, max_size=9).map(lambda words: tuple(sorted(words)))


def quote(content: Words, **roles: Words) -> Quote:
    return Quote(content, dict(roles), KNOWN)


@given(st.lists(contents, max_size=6))
def test_tags_give_back_what_does_not_cross(found: list[Words]) -> None:
    layers = content_tags([quote(content) for content in found], 41)
    back = [content for layer in layers for content in contents_of(layer)]
    assert set(back) <= set(found)
    if found:
        first = min(found, key=lambda c: (c[0], -len(c)))
        assert first in contents_of(layers[0])

    def crosses(one: Words, other: Words) -> bool:
        return one[0] <= other[-1] and other[0] <= one[-1]

    alone = [c for i, c in enumerate(found) if not any(crosses(c, o) for j, o in enumerate(found) if i != j)]
    assert set(alone) <= set(back)


def test_a_nested_content_goes_on_the_second_layer() -> None:
    inner = Quote((3, 4), {}, KNOWN, nested=True)
    assert content_tags([inner, quote((1, 2, 3, 4, 6))], 8) == [[0, 1, 2, 2, 2, 0, 3, 0], [0, 0, 0, 1, 2, 0, 0, 0]]


@pytest.fixture(scope="module")
def example() -> Example:
    words = [f"Wort{number}" for number in range(60)]
    found = Example("x", words, [True] * 60, [(at, at + 10) for at in range(0, 60, 10)], "layered")
    found.quotes = [quote((5, 6, 25, 26), speaker=(4, 30), cue=(59,))]
    found.candidates = [(29, 30)]
    found.scheme, found.names = "plain", [(0, 2, "PER"), (18, 22, "LOC"), (58, 59, "ORG")]
    found.factuality = [(7, 3.0), (59, -1.5)]
    return found


@pytest.fixture(scope="module")
def found(example: Example) -> list[Window]:
    return list(cut(example, Pieces(FOLDER / "pieces.json.gz"), 80))


def test_windows_count_their_own_words(example: Example, found: list[Window]) -> None:
    bounds = [(w.first_word, w.first_word + len(w.first)) for w in found]
    assert len(bounds) > 1
    assert [at for a, b in bounds for at in range(a, b)] == list(range(60))
    words = {w.first_word + at for w in found for q in w.quotes for at in q.content}
    assert words == set(example.quotes[0].content)
    cues = [(w.first_word + at, role) for w in found for q in w.quotes for role, r in q.roles.items() for at in r]
    assert set(cues) <= {(4, "speaker"), (30, "speaker"), (59, "cue")}
    assert {(w.first_word + at, value) for w in found for at, value in w.factuality} == {(7, 3.0), (59, -1.5)}
    assert {w.first_word + at for w in found for c in w.candidates for at in c} == {29, 30}
    tags = [tag for w in found for tag in (w.names or [])]
    assert (tags[0:3], tags[58:60]) == ([1, 2, 0], [3, 0])


def test_first_pieces_begin_their_words(example: Example, found: list[Window]) -> None:
    pieces = Pieces(FOLDER / "pieces.json.gz").split(example.words, example.spaced)
    for window in found:
        firsts = [window.pieces[at] for at in window.first]
        assert firsts == [pieces[window.first_word + at][0] for at in range(len(window.first))]


class Zeros:
    """In place of the table of embeddings."""

    def of(self, numbers: np.ndarray[tuple[int, ...], np.dtype[np.int64]]) -> object:
        return np.zeros((*numbers.shape, 4), np.float32)


def test_a_batch_is_padded_and_the_head_of_roles_sees_the_words_around(found: list[Window]) -> None:
    batch = collate(found, Zeros())  # type: ignore[arg-type]
    assert batch.mask.sum(1).tolist() == [len(w.pieces) for w in found]
    assert batch.present.sum(1).tolist() == [len(w.first) for w in found]
    assert bool((batch.tags[~batch.present] == -100).all())
    row = next(i for i, w in enumerate(found) if w.quotes)
    content = found[row].quotes[0].content
    asked = ask(batch, [(row, content)])
    inside = asked.index[0][(asked.distance[0] == 0) & asked.mask[0]].tolist()
    assert tuple(inside) == content
    assert asked.starts == [max(0, content[0] - 48)]


@given(st.lists(st.integers(1, 50), max_size=30), st.integers(50, 200), st.integers(0, 5))
def test_batches_hold_every_window_once_within_the_budget(lengths: list[int], budget: int, seed: int) -> None:
    windows = [Window(Example("x", [], [], []), n, [0] * length, []) for n, length in enumerate(lengths)]
    made = batches(windows, budget, seed)
    assert sorted(w.first_word for group in made for w in group) == list(range(len(windows)))
    most = budget * (1 + BY_CHANCE)
    assert all(len(group) * max((len(w.pieces) for w in group), default=0) <= most for group in made)
    assert all(len(group) * len(group[-1].pieces) <= budget for group in made if group)
