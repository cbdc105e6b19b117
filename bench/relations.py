"""How the rows of the relation set are parted: folds for learning, and what the rules were mended with."""

from __future__ import annotations

import hashlib

FOLDS = 10


def fold(text: str) -> int:
    """The fold of a sentence, 0 to 9: all rows of a sentence are in one."""
    return int(hashlib.sha1(f"fold{text}".encode()).hexdigest(), 16) % FOLDS


def tuned(text: str) -> bool:
    """Whether a sentence belongs to the six tenths that the rules were mended with."""
    return int(hashlib.sha1(text.encode()).hexdigest(), 16) % 100 < 60


def opened(text: str) -> bool:
    """Whether a sentence that is not tuned belongs to the half that was opened later; the other half stays unseen."""
    return not tuned(text) and int(hashlib.sha1(f"half{text}".encode()).hexdigest(), 16) % 2 == 0
