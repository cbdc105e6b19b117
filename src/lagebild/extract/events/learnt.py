"""What was learnt of types of deeds from words: scores of each type for the words around two parties.

Ridge regression onto the types over hashed features (`between`), each row of length one. The weights stand in
`encoder/weights/NAME/events.npz`, fitted by `python -m training.events`; what they learnt from says docs/model-card.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zipfile import BadZipFile
from zlib import crc32

import numpy as np
import numpy.typing as npt

from lagebild.errors import WeightsError
from lagebild.extract.events.between import features

FOLDER = Path(__file__).parents[2] / "encoder" / "weights"
BUCKETS = 1 << 17  # of the features, by their checksum
NONE = "NONE"  # the class of two parties between whom nothing is done

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Learnt:
    """The weights: `labels` are the classes; `rows` (BUCKETS,) says which row a bucket has, -1 where none.

    `rarity` (rows,) multiplies a feature, `weights` are (rows, labels).
    """

    labels: tuple[str, ...]
    rows: npt.NDArray[np.int32]
    rarity: Floats
    weights: Floats

    def scores(self, words: Sequence[str]) -> Mapping[str, float]:
        """The score of each class for marked words: about 1 where it is sure, about 0 where it is not."""
        found = bucketed(features(words))
        at = self.rows[np.fromiter(found, np.int64, len(found))]
        value = np.fromiter(found.values(), np.float32, len(found))[at >= 0]
        at = at[at >= 0]
        value = value * self.rarity[at]
        total = value @ self.weights[at] / (float(np.linalg.norm(value)) + 1e-6)
        return dict(zip(self.labels, total.tolist(), strict=True))


def bucketed(found: Mapping[str, float]) -> dict[int, float]:
    """Features by the number of their bucket."""
    into: dict[int, float] = {}
    for name, weight in found.items():
        at = crc32(name.encode()) % BUCKETS
        into[at] = into.get(at, 0.0) + weight
    return into


@cache
def weights_of(name: str) -> Learnt | None:
    """The weights of a name, opened once a process; None where the package has none of that name ("none").

    Raises WeightsError where they cannot be read.
    """
    path = FOLDER / name / "events.npz"
    if not path.exists():
        return None
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as held:
            labels = tuple(map(str, held["labels"]))
            rows = np.full(BUCKETS, -1, np.int32)
            rows[held["buckets"]] = np.arange(len(held["buckets"]), dtype=np.int32)
            weights = held["weights"].astype(np.float32) * held["scale"].astype(np.float32)
            return Learnt(labels, rows, held["rarity"].astype(np.float32), weights)
    except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
        raise WeightsError(f"the weights of events {name!r} cannot be read: {error}") from error
