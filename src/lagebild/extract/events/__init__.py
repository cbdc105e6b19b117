"""Events: deeds in PLOVER's types, with who did them to whom, when, where, and whether they happened at all."""

from lagebild.extract.events.learnt import Learnt, weights_of
from lagebild.extract.events.reader import read

__all__ = ["Learnt", "read", "weights_of"]
