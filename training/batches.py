"""Examples as windows of pieces, and windows as batches of tensors."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor

from lagebild.encoder.contents import BEGIN, CONTINUE, INSIDE, OUTSIDE, around, distances, stretches
from lagebild.encoder.embeddings import Embeddings
from lagebild.encoder.pieces import BEGIN as BEGIN_PIECE
from lagebild.encoder.pieces import END, PAD, Pieces
from lagebild.encoder.windows import windows
from training.examples import CONVENTIONS, ROLES, SCHEMES, Example, Quote, Tokens
from training.model import LAYERS_OF_CONTENTS

IGNORED = -100
BY_CHANCE = 0.1  # how much longer a window may count than it is when batches are ordered


@dataclass
class Window:
    """One window of an example, in its own word numbers."""

    example: Example
    first_word: int
    pieces: list[int]
    first: list[int]
    quotes: list[Quote] = field(default_factory=list)
    candidates: list[Tokens] = field(default_factory=list)
    tags: list[list[int]] | None = None
    names: list[int] | None = None
    factuality: list[tuple[int, float]] = field(default_factory=list)


def cut(example: Example, pieces: Pieces, longest: int) -> Iterator[Window]:
    """The windows of an example with their labels."""
    split = pieces.split(example.words, example.spaced)
    for a, b in windows([len(p) for p in split], example.sentences, longest):
        numbers, first = [BEGIN_PIECE], []
        for piece in split[a:b]:
            first.append(len(numbers))
            numbers.extend(piece)
        window = Window(example, a, [*numbers, END], first)
        if example.convention:
            _quotes(window, a, b)
        if example.scheme:
            window.names = _name_tags(example, a, b)
        if example.factuality is not None:
            window.factuality = [(word - a, value) for word, value in example.factuality if a <= word < b]
        yield window


def _inside(words: Tokens, a: int, b: int) -> Tokens:
    return tuple(word - a for word in words if a <= word < b)


def _quotes(window: Window, a: int, b: int) -> None:
    for quote in window.example.quotes:
        content = _inside(quote.content, a, b)
        if content:
            roles = {role: _inside(words, a, b) for role, words in quote.roles.items()}
            window.quotes.append(Quote(content, roles, quote.known, quote.form, quote.medium, quote.nested))
    window.tags = content_tags(window.quotes, b - a)
    window.candidates = [c for words in window.example.candidates if (c := _inside(words, a, b))]


def content_tags(quotes: Sequence[Quote], count: int) -> list[list[int]]:
    """Tags of each layer; a content goes on the first layer where it crosses no other."""
    tags = [[OUTSIDE] * count for _ in range(LAYERS_OF_CONTENTS)]
    taken: list[list[tuple[int, int]]] = [[] for _ in tags]
    for quote in sorted(quotes, key=lambda q: (q.nested, q.content[0], -len(q.content))):
        begin, end = quote.content[0], quote.content[-1] + 1
        for layer, row in enumerate(tags):
            if all(end <= a or b <= begin for a, b in taken[layer]):
                taken[layer].append((begin, end))
                for number, (first, last) in enumerate(stretches(quote.content)):
                    row[first] = CONTINUE if number else BEGIN
                    row[first + 1 : last] = [INSIDE] * (last - first - 1)
                break
    return tags


def _name_tags(example: Example, a: int, b: int) -> list[int]:
    assert example.scheme is not None
    labels = SCHEMES[example.scheme]
    tags = [0] * (b - a)
    for begin, end, label in example.names:
        if a <= begin and end <= b:
            number = labels.index(label)
            tags[begin - a] = 1 + 2 * number
            tags[begin - a + 1 : end - a] = [2 + 2 * number] * (end - begin - 1)
    return tags


@dataclass
class Batch:
    """Tensors of several windows; shapes as in `training.model`."""

    windows: list[Window]
    embedded: Tensor
    mask: Tensor
    first: Tensor
    present: Tensor  # (batch, words): a word stands here
    tags: Tensor  # (batch, words, layers), IGNORED where unknown
    convention: Tensor  # (batch,)
    aside: Tensor  # (batch, words, roles): the word plays the role for any content
    names: dict[str, Tensor]
    factuality: Tensor  # (batch, words), nan where unknown


def collate(found: list[Window], table: Embeddings) -> Batch:
    """A batch of windows, padded to the longest."""
    size, longest = len(found), max(len(w.pieces) for w in found)
    most = max(len(w.first) for w in found)
    numbers = np.full((size, longest), PAD)
    mask, present = torch.zeros(size, longest), torch.zeros(size, most, dtype=torch.bool)
    first = torch.zeros(size, most, dtype=torch.long)
    tags = torch.full((size, most, LAYERS_OF_CONTENTS), IGNORED)
    convention = torch.zeros(size, dtype=torch.long)
    aside = torch.zeros(size, most, len(ROLES))
    names: dict[str, Tensor] = {scheme: torch.full((size, most), IGNORED) for scheme in SCHEMES}
    factuality = torch.full((size, most), float("nan"))
    for row, window in enumerate(found):
        count = len(window.first)
        numbers[row, : len(window.pieces)] = window.pieces
        mask[row, : len(window.pieces)] = 1
        first[row, :count] = torch.tensor(window.first)
        present[row, :count] = True
        if window.tags is not None and window.example.convention:
            tags[row, :count] = torch.tensor(window.tags).T
            convention[row] = CONVENTIONS.index(window.example.convention)
        for quote in window.quotes:
            for number, role in enumerate(ROLES):
                aside[row, list(quote.roles.get(role, ())), number] = 1
        if window.names is not None and window.example.scheme:
            names[window.example.scheme][row, :count] = torch.tensor(window.names)
        for word, value in window.factuality:
            factuality[row, word] = value
    embedded = torch.from_numpy(table.of(numbers))
    return Batch(found, embedded, mask, first, present, tags, convention, aside, names, factuality)


@dataclass
class Asked:
    """Contents that the head of roles is asked about, over one batch."""

    row: Tensor  # (contents,)
    index: Tensor  # (contents, length): words of the window
    distance: Tensor
    mask: Tensor
    convention: Tensor
    starts: list[int]


def ask(batch: Batch, contents: Sequence[tuple[int, Tokens]]) -> Asked:
    """The inputs of the head of roles for (row, content) pairs."""
    views = [around(content, len(batch.windows[row].first)) for row, content in contents]
    length = max(b - a for a, b in views)
    index = torch.zeros(len(contents), length, dtype=torch.long)
    distance = torch.zeros(len(contents), length, dtype=torch.long)
    mask = torch.zeros(len(contents), length, dtype=torch.bool)
    for number, ((_, content), (a, b)) in enumerate(zip(contents, views, strict=True)):
        index[number, : b - a] = torch.arange(a, b)
        distance[number, : b - a] = torch.from_numpy(distances(b - a, np.array(content) - a))
        mask[number, : b - a] = True
    rows = torch.tensor([row for row, _ in contents])
    return Asked(rows, index, distance, mask, batch.convention[rows], [a for a, _ in views])


def batches(found: Sequence[Window], budget: int, seed: int) -> list[list[Window]]:
    """All windows once, in batches of similar length, in random order.

    A batch, padded to its last two windows, holds at most `budget` pieces; an earlier one may be a tenth longer, since
    that much of the order is chance. The shipped weights were fitted so: a tighter count would make other batches.
    """
    chance = random.Random(seed)
    ordered = sorted(found, key=lambda w: len(w.pieces) * (1 + BY_CHANCE * chance.random()))
    made: list[list[Window]] = [[]]
    for window in ordered:
        if made[-1] and (len(made[-1]) + 1) * max(len(window.pieces), len(made[-1][-1].pieces)) > budget:
            made.append([])
        made[-1].append(window)
    chance.shuffle(made)
    return made
