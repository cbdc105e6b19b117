"""Words to pieces, with the shipped vocabulary."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.encoder import pieces
from lagebild.encoder.embeddings import Embeddings
from lagebild.encoder.pieces import LONGEST_WORD, UNKNOWN, Pieces
from lagebild.encoder.session import FOLDER


@pytest.fixture(scope="module")
def shipped() -> Pieces:
    return Pieces(FOLDER / "pieces.json.gz")


def test_white_space_before_a_word_counts(shipped: Pieces) -> None:
    with_space, without = shipped.split(["sagte", "sagte"], [True, False])
    assert with_space != without


@pytest.mark.parametrize("word", ["sagte", "said", "заявив", "сказал", "Minister", "12", "„", "."])
def test_common_words_are_few_pieces(shipped: Pieces, word: str) -> None:
    [found] = shipped.split([word], [True])
    assert 1 <= len(found) <= 3
    assert UNKNOWN not in found


@settings(max_examples=50, deadline=None)
@given(words=st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=30), max_size=8), data=st.data())
def test_any_word_has_pieces_that_have_vectors(shipped: Pieces, words: list[str], data: st.DataObject) -> None:
    spaced = data.draw(st.lists(st.booleans(), min_size=len(words), max_size=len(words)))
    found = shipped.split(words, spaced)
    assert len(found) == len(words)
    assert all(1 <= len(numbers) <= LONGEST_WORD for numbers in found)
    assert all(0 <= number < len(shipped) for numbers in found for number in numbers)
    alone = [shipped.split([word], [space])[0] for word, space in zip(words, spaced, strict=True)]
    assert found == alone


def test_an_endless_word_is_cut_and_not_remembered_whole(shipped: Pieces) -> None:
    [found] = shipped.split(["x" * 300_000], [True])
    assert len(found) == LONGEST_WORD
    assert max(map(len, shipped._known)) < 2_000


def test_no_words_have_no_pieces(shipped: Pieces) -> None:
    assert shipped.split([], []) == []


def test_every_piece_has_a_vector(shipped: Pieces) -> None:
    table = Embeddings(FOLDER / "embeddings.npy")
    assert len(shipped) == len(table)
    assert np.isfinite(table.of(np.array([len(shipped) - 1]))).all()


def test_threads_may_split_at_once_though_words_are_forgotten(shipped: Pieces, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "_REMEMBERED", 3)
    words = [f"Wort{number}" for number in range(40)]
    expected = shipped.split(words, [True] * 40)
    wrong: list[object] = []

    def split() -> None:
        for _ in range(100):
            try:
                if shipped.split(words, [True] * 40) != expected:
                    wrong.append("other pieces")
            except KeyError as error:
                wrong.append(error)

    threads = [threading.Thread(target=split) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert len(shipped._known) <= 80
