"""The table of embeddings: blocks of 4 bits against the formula of their weights."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.encoder.embeddings import BLOCK, Embeddings, unpacked
from lagebild.encoder.session import FOLDER

blocks = st.tuples(st.floats(-8, 8, width=16), st.binary(min_size=16, max_size=16))


def packed(scale: float, halves: bytes) -> bytes:
    return struct.pack("<e", scale) + halves


def weights(scale: float, halves: bytes) -> list[float]:
    """By the words of the docstring: low halves first, then high ones; (half - 8) * scale."""
    return [(byte % 16 - 8) * scale for byte in halves] + [(byte // 16 - 8) * scale for byte in halves]


@given(st.lists(blocks, min_size=1, max_size=4))
def test_blocks_are_unpacked(rows: list[tuple[float, bytes]]) -> None:
    raw = np.frombuffer(b"".join(packed(*row) for row in rows), np.uint8).reshape(len(rows), 18)
    found = unpacked(raw)
    assert found.dtype == np.float32
    assert found.tolist() == [weights(*row) for row in rows]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Three pieces of two blocks; every weight of a piece is its number, that of the second block its negative."""
    rows = [packed(float(n), bytes([0x99] * 16)) + packed(-float(n), bytes([0x99] * 16)) for n in (1, 2, 3)]
    np.save(tmp_path / "embeddings.npy", np.frombuffer(b"".join(rows), np.uint8).reshape(3, 36))
    return tmp_path / "embeddings.npy"


def test_vectors_of_pieces_of_any_shape(table: Path) -> None:
    found = Embeddings(table)
    assert (len(found), found.width) == (3, 2 * BLOCK)
    vectors = found.of(np.array([[2, 0], [0, 1]]))
    assert vectors.shape == (2, 2, 64)
    assert vectors[..., 0].tolist() == [[3, 1], [1, 2]]
    assert vectors[..., -1].tolist() == [[-3, -1], [-1, -2]]
    assert found.of(np.zeros((0,), np.int64)).shape == (0, 64)


def test_a_number_without_a_piece_is_an_error(table: Path) -> None:
    with pytest.raises(IndexError):
        Embeddings(table).of(np.array([3]))


def test_the_shipped_table() -> None:
    found = Embeddings(FOLDER / "embeddings.npy")
    vectors = found.of(np.arange(0, len(found), 97))
    assert found.width == 384
    assert np.isfinite(vectors).all()
    assert (np.abs(vectors).max(1) > 0).all()
