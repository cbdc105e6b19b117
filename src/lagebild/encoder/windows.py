"""Cuts a document into windows that the encoder can hold: whole sentences, windows of about the same length."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

LONGEST = 256  # pieces in a window with its two marks; the cost of attention grows with the square
READ = 192  # of a window at run time: reads as well as the longest (docs/training.md) and is quicker

Range = tuple[int, int]


def windows(sizes: Sequence[int], sentences: Sequence[Range], longest: int = LONGEST) -> Iterator[Range]:
    """Half-open ranges of words; `sizes` are the pieces of each word, `sentences` ranges of words in order.

    A sentence that is longer than a window is cut. A word that is longer than one has a window of its own.
    """
    room = longest - 2
    lengths = [sum(sizes[a:b]) for a, b in sentences]
    number = max(1, -(-sum(lengths) // (room - room // 8)))
    aim = sum(lengths) / number
    begin, held = (sentences[0][0] if sentences else 0), 0
    for (first, _), length in zip(sentences, lengths, strict=True):
        if held and (held + length > room or held + length / 2 > aim):
            yield begin, first
            begin, held = first, 0
        held += length
        while held > room:
            end, taken = begin, 0
            while end == begin or (taken < held and taken + sizes[end] <= room):
                taken += sizes[end]
                end += 1
            yield begin, end
            begin, held = end, held - taken
    if sentences and sentences[-1][1] > begin:
        yield begin, sentences[-1][1]
