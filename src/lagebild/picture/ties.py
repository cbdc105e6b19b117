"""Who acts toward whom, with the deeds behind every tie."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from lagebild.compare.deeds import Deed
from lagebild.ledger import Tie

Tone = Literal["friendly", "hostile", "mixed"]
#: A tie is of one tone where at least this share of its deeds with a sign is.
_SHARE = 0.75


@dataclass(frozen=True, slots=True)
class Acting:
    """One side toward another: the counts, and the latest of the deeds that they were counted from."""

    tie: Tie
    deeds: tuple[Deed, ...]

    @property
    def tone(self) -> Tone:
        """Whether the deeds are mostly friendly or mostly hostile, else mixed."""
        signed = self.tie.friendly + self.tie.hostile
        for tone, number in (("friendly", self.tie.friendly), ("hostile", self.tie.hostile)):
            if signed and number >= _SHARE * signed:
                return tone  # type: ignore[return-value]
        return "mixed"

    @property
    def more(self) -> int:
        """How many deeds are not among those that are shown."""
        return self.tie.deeds - len(self.deeds)


def acting(ties: Iterable[Tie], deeds: Iterable[Sequence[Deed]]) -> tuple[Acting, ...]:
    """Ties with the deeds of each, in their order."""
    return tuple(Acting(tie, tuple(own)) for tie, own in zip(ties, deeds, strict=True))
