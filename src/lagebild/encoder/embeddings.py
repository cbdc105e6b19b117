"""The table of embeddings, read from disk row by row as it is needed: 4 bits a weight, 32 weights a block.

A row of the file is one piece: for every block a scale in half precision (2 bytes) and 16 bytes, whose low halves are
the block's first 16 weights and whose high halves the other 16; a weight is (half - 8) * scale.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

BLOCK = 32
_BYTES = 2 + BLOCK // 2

Vectors = npt.NDArray[np.float32]


class Embeddings:
    """The vectors of pieces, mapped from the file and unpacked on demand."""

    def __init__(self, path: Path) -> None:
        """Opens a file of shape (pieces, blocks * 18) bytes."""
        self._rows: npt.NDArray[np.uint8] = np.load(path, mmap_mode="r")
        self.width = self._rows.shape[1] // _BYTES * BLOCK

    def __len__(self) -> int:
        return int(self._rows.shape[0])

    def of(self, pieces: npt.NDArray[np.int64]) -> Vectors:
        """The vectors of an array of piece numbers of any shape; the result has one more axis of `width`."""
        unique, inverse = np.unique(pieces, return_inverse=True)
        vectors = unpacked(np.asarray(self._rows[unique]).reshape(-1, _BYTES)).reshape(len(unique), self.width)
        taken: Vectors = vectors[inverse.reshape(pieces.shape)]
        return taken


def unpacked(blocks: npt.NDArray[np.uint8]) -> Vectors:
    """Blocks of (n, 18) bytes as (n, 32) weights in single precision."""
    scale = blocks[:, :2].copy().view(np.float16).astype(np.float32)
    halves: npt.NDArray[Any] = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], axis=1)
    weights: Vectors = (halves.astype(np.float32) - 8) * scale
    return weights
