"""What a benchmark returns: one row of the table in `docs/quality.md`."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

#: Where the gold sets lie: beside the checkout unless LAGEBILD_CORPORA says otherwise; they are no part of the project.
CORPORA = Path(os.environ.get("LAGEBILD_CORPORA", Path(__file__).resolve().parents[2] / "shared" / "corpora"))


@dataclass(frozen=True)
class Score:
    """One measured figure: higher is better; `floor_key` names its row in `bench/floors.toml`.

    `value` and `peers` are in the unit of `metric` (F1 in percent, speed as a ratio to the peer or in items a
    second); `size` is the number of documents or items measured, `digest` the corpus digest.
    """

    suite: str
    metric: str
    value: float
    size: int
    peers: Mapping[str, float] = field(default_factory=dict)
    digest: str = ""
    note: str = ""

    @property
    def floor_key(self) -> str:
        """The name under which its floor stands."""
        return f"{self.suite}: {self.metric}"


def digest(*paths: Path) -> str:
    """The first twelve hexadecimal digits of the SHA-256 over the files, in the order given."""
    total = hashlib.sha256()
    for path in paths:
        total.update(path.read_bytes())
    return total.hexdigest()[:12]
