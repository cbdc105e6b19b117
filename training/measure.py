"""Measures a network on windows with labels, by itself: no rules, no decoder. For choosing between runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import torch
from torch import Tensor

from lagebild.encoder.contents import contents_of
from lagebild.encoder.embeddings import Embeddings
from lagebild.extract.names.tags import best_tags
from training.batches import Batch, Window, ask, batches, collate
from training.examples import ROLES, SCHEMES, Scheme, Tokens
from training.losses import overlap
from training.model import LAYERS_OF_CONTENTS, Net

BUDGET = 8000


def measures(net: Net, windows: Sequence[Window], table: Embeddings) -> dict[str, float]:
    """Percent: contents (mean word F1, both ways), roles of gold contents (word F1), names (strict F1); Pearson's r."""
    found: dict[str, list[float]] = {}
    counts = {"names": [0, 0, 0], **{role: [0, 0, 0] for role in ROLES}}
    values: list[tuple[float, float]] = []
    net.eval()
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for group in batches(windows, BUDGET, 0):
            batch = collate(group, table)
            words = net.words(batch.embedded, batch.mask, batch.first)
            for kind, value in _contents(net, batch, words):
                found.setdefault(kind, []).append(value)
            _roles(net, batch, words, counts)
            _names(net, batch, words, counts["names"])
            known = ~batch.factuality.isnan()
            if known.any():
                guessed = net.factuality(words[known]).float().squeeze(-1)
                values.extend(zip(guessed.tolist(), batch.factuality[known].tolist(), strict=True))
    result: dict[str, float] = {}
    if found:
        precision, recall = (sum(found.get(k, [0.0])) / max(1, len(found.get(k, []))) for k in ("found", "gold"))
        result |= {"precision": 100 * precision, "recall": 100 * recall, "contents": _f1(precision, recall)}
    for name, (hits, guessed_, right) in counts.items():
        if right:
            result[name] = 200 * hits / max(1, guessed_ + right)
    if len(values) > 1:
        result["factuality"] = 100 * float(np.corrcoef(np.array(values).T)[0, 1])
    return {name: round(value, 1) for name, value in result.items()}


def _f1(precision: float, recall: float) -> float:
    return 200 * precision * recall / (precision + recall) if precision + recall else 0.0


def _contents(net: Net, batch: Batch, words: Tensor) -> Iterator[tuple[str, float]]:
    best = net.tags(words)[torch.arange(len(batch.windows)), :, batch.convention].argmax(-1)
    for row, window in enumerate(batch.windows):
        if window.tags is None:
            continue
        count = len(window.first)
        guessed: list[Tokens] = []
        for layer in range(LAYERS_OF_CONTENTS):
            guessed.extend(c for c in contents_of(best[row, :count, layer].tolist()) if c not in guessed)
        gold = [quote.content for quote in window.quotes]
        yield from (("found", overlap(content, gold)) for content in guessed)
        yield from (("gold", overlap(content, guessed)) for content in gold)


def _roles(net: Net, batch: Batch, words: Tensor, counts: dict[str, list[int]]) -> None:
    asked = [(row, quote) for row, window in enumerate(batch.windows) for quote in window.quotes]
    if not asked:
        return
    inputs = ask(batch, [(row, quote.content) for row, quote in asked])
    seen = words[inputs.row.unsqueeze(1), inputs.index]
    logits, _ = net.roles(seen, inputs.distance, inputs.convention, inputs.mask)
    for number, (_, quote) in enumerate(asked):
        for column, role in enumerate(ROLES):
            if role in quote.known:
                chosen = torch.nonzero((logits[number, :, column] > 0) & inputs.mask[number]).flatten()
                guessed = {int(at) + inputs.starts[number] for at in chosen}
                gold = set(quote.roles.get(role, ()))
                counts[role][0] += len(gold & guessed)
                counts[role][1] += len(guessed)
                counts[role][2] += len(gold)


def _names(net: Net, batch: Batch, words: Tensor, counts: list[int]) -> None:
    for scheme, head in net.names.items():
        rows = [row for row, window in enumerate(batch.windows) if window.example.scheme == scheme]
        if not rows:
            continue
        chances = torch.log_softmax(head(words[rows]).float(), -1).numpy()
        for number, row in enumerate(rows):
            window = batch.windows[row]
            assert window.names is not None
            guessed = name_spans(best_tags(chances[number, : len(window.first)]), scheme)
            gold = name_spans(window.names, scheme)
            counts[0] += len(guessed & gold)
            counts[1] += len(guessed)
            counts[2] += len(gold)


def name_spans(tags: Sequence[int], scheme: Scheme) -> set[tuple[int, int, str]]:
    """Names from tags: 0 outside, odd numbers begin a class, the even number after goes on with it."""
    labels, spans, begin, kind = SCHEMES[scheme], set(), -1, -1
    for at, tag in enumerate([*tags, 0]):
        goes_on = tag and tag % 2 == 0 and (tag - 2) // 2 == kind
        if begin >= 0 and not goes_on:
            spans.add((begin, at, labels[kind]))
            begin = kind = -1
        if tag and not goes_on:
            begin, kind = at, (tag - 1) // 2
    return spans
