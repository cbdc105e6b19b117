"""The neural reader: what it sees of the words of a document, for the extractors to join with what the rules read.

The setting `weights` chooses the weights, or none; without them the rules read alone. onnxruntime is imported only
where there are weights to open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lagebild import settings
from lagebild.types import Document, Sentence

if TYPE_CHECKING:
    from lagebild.encoder.session import Encoder, Seen
    from lagebild.encoder.trees import Tree

TOGETHER = 6  # neighbouring sentences whose trees are made together, which is quicker than one by one


@dataclass(frozen=True, slots=True)
class Sight:
    """What one set of weights sees of one document; the weights can be asked about contents."""

    encoder: Encoder
    seen: Seen
    _trees: dict[int, Tree] = field(default_factory=dict, init=False, repr=False, compare=False)

    def tree(self, sentence: Sentence) -> Tree | None:
        """The tree over the words of a sentence of the document, made when it is first asked for.

        None where the weights have no trees. Measured for German and English; of other languages it is a guess.
        """
        inner = self.seen.inner
        if inner is None or (head := self.encoder.trees) is None:
            return None
        if sentence.index not in self._trees:  # two threads may both make them: they make the same
            first = sentence.index // TOGETHER * TOGETHER
            begins = (*self.seen.sentences, len(inner))[first : first + TOGETHER + 1]
            made = head.trees(inner[begins[0] : begins[-1]], [begin - begins[0] for begin in begins[:-1]])
            for number, tree in enumerate(made, first):
                self._trees.setdefault(number, tree)
        return self._trees[sentence.index]


def look(documents: Sequence[Document], weights: str | None = None) -> tuple[Sight | None, ...]:
    """What the weights see of each document, None for all where they are "none"; by default those of the setting.

    Raises WeightsError where the weights are missing or damaged, UsageError where the setting is no choice.
    """
    opened = _opened(weights)
    if opened is None:
        return (None,) * len(documents)
    return tuple(Sight(opened, seen) for seen in opened.see(documents))


def at_a_time(weights: str | None = None) -> int:
    """How many documents to read at a time: while the encoder looks at one, the rules read another."""
    opened = _opened(weights)
    return opened.threads + 1 if opened and opened.threads > 1 else 1


def reader_name(weights: str | None = None) -> str:
    """What a reading calls its reader: "rules", or the rules and the weights ("rules+full-2"); by default as `look`."""
    name = weights or settings.text("weights")
    opened = _opened(name)
    return f"rules+{name}-{opened.version}" if opened else "rules"


def _opened(weights: str | None) -> Encoder | None:
    name = weights or settings.text("weights")
    if name == "none":
        return None
    from lagebild.encoder.session import encoder

    return encoder(name)


__all__ = ["Sight", "at_a_time", "look", "reader_name"]
