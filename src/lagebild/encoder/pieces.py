"""Words to subword pieces: the trimmed XLM-R vocabulary, kept as a `tokenizers` file beside the weights."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from pathlib import Path

from tokenizers import Tokenizer

BEGIN, PAD, END, UNKNOWN = 0, 1, 2, 3
LONGEST_WORD = 24  # pieces: what is longer is an address or noise
_CUT = 1_000  # code points of a word that are split: far more than its pieces that are kept can hold
_REMEMBERED = 200_000  # words


class Pieces:
    """Splits words into the numbers of their pieces; what was split once is remembered."""

    def __init__(self, path: Path) -> None:
        """Reads a gzipped file of the library `tokenizers`."""
        self._tokenizer = Tokenizer.from_str(gzip.decompress(path.read_bytes()).decode("utf-8"))
        self._known: dict[str, tuple[int, ...]] = {}

    def split(self, words: Sequence[str], spaced: Sequence[bool]) -> list[tuple[int, ...]]:
        """The piece numbers of each word; `spaced` tells whether white space stands before it."""
        keys = [f" {word[:_CUT]}" if space else word[:_CUT] for word, space in zip(words, spaced, strict=True)]
        if len(self._known) > _REMEMBERED:
            self._known = {}  # a new one, never emptied: another thread may be reading the old one
        known = self._known
        new = [key for key in dict.fromkeys(keys) if key not in known]
        for key, found in zip(new, self._tokenizer.encode_batch(new, add_special_tokens=False), strict=True):
            known[key] = tuple(found.ids[:LONGEST_WORD]) or (UNKNOWN,)
        return [known[key] for key in keys]

    def __len__(self) -> int:
        return self._tokenizer.get_vocab_size()
