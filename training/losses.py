"""The loss of a batch, over whatever labels its windows have."""

from __future__ import annotations

import random
from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional as F

from lagebild.encoder.contents import contents_of
from training.batches import IGNORED, Asked, Batch, Window, ask
from training.examples import FORMS, MEDIA, ROLES, SCHEMES, Quote, Tokens
from training.model import LAYERS_OF_CONTENTS, Net

#: Beginnings weigh more than the words inside, since they are rare.
TAG_WEIGHTS = torch.tensor([1.0, 1.5, 1.0, 1.5])
LAYER_WEIGHTS = (1.0, 0.7)
WEIGHTS = {
    "contents": 1.0,
    "aside": 2.0,
    "roles": 8.0,
    "form": 0.3,
    "medium": 0.2,
    "worth": 1.0,
    "names": 1.0,
    "names alike": 0.5,
    "factuality": 0.4,
}
TOGETHER = 16  # contents of a like length that the head of roles is asked about at once
WRONG_CONTENTS = 3  # at most, a window, shown to the head of roles besides the gold ones


def parts(net: Net, batch: Batch, chance: random.Random, *, alike: bool = False) -> dict[str, Tensor]:
    """Each part of the loss, unweighted; parts that no window of the batch has labels for are left out."""
    words = net.words(batch.embedded, batch.mask, batch.first)
    found: dict[str, Tensor] = {}
    attributed = [row for row, window in enumerate(batch.windows) if window.tags is not None]
    if attributed:
        tags = net.tags(words)[torch.arange(len(batch.windows)), :, batch.convention].float()
        found["contents"] = sum(
            (
                weight
                * F.cross_entropy(
                    tags[:, :, layer].reshape(-1, 4),
                    batch.tags[:, :, layer].reshape(-1),
                    weight=TAG_WEIGHTS.to(tags.device),
                    ignore_index=IGNORED,
                )
                for layer, weight in zip(range(LAYERS_OF_CONTENTS), LAYER_WEIGHTS, strict=True)
            ),
            torch.zeros(()),
        )
        found["aside"] = _aside(net, batch, words, attributed)
        found |= _roles(net, batch, words, _predicted(batch, tags.detach(), attributed), chance)
    for scheme, target in batch.names.items():
        if (target != IGNORED).any():
            logits = net.names[scheme](net.dropout(words)).float()
            found[f"names {scheme}"] = F.cross_entropy(
                logits.reshape(-1, logits.shape[-1]), target.reshape(-1), ignore_index=IGNORED
            )
    target = batch.names["plain"]
    if alike and (target != IGNORED).any():
        found["names alike"] = _strict_from_plain(net, net.dropout(words[target != IGNORED]), target[target != IGNORED])
    known = ~batch.factuality.isnan()
    if known.any():
        values = net.factuality(words[known]).float().squeeze(-1)
        found["factuality"] = F.smooth_l1_loss(values, batch.factuality[known])
    return found


def total(found: dict[str, Tensor]) -> Tensor:
    """The weighted sum of the parts."""
    weights = {name: WEIGHTS.get(name, WEIGHTS[name.split()[0]]) for name in found}
    return sum((weights[name] * value for name, value in found.items()), torch.zeros(()))


def _allowed() -> Tensor:
    """(plain tags, strict tags): which tags of the twelve classes a tag of the three leaves open.

    A word of a name is of that very class; a word of none may still be of a class that the three do not have.
    """
    strict, plain = SCHEMES["strict"], SCHEMES["plain"]
    allowed = torch.zeros(1 + 2 * len(plain), 1 + 2 * len(strict), dtype=torch.bool)
    allowed[0] = True
    for number, label in enumerate(plain):
        for part in (1, 2):
            tag = 2 * strict.index(label) + part
            allowed[0, tag] = False
            allowed[2 * number + part, tag] = True
    return allowed


ALLOWED = _allowed()


def _strict_from_plain(net: Net, words: Tensor, target: Tensor) -> Tensor:
    """How little of the chances of the twelve classes falls on what the three leave open, over words (n, hidden)."""
    chances = torch.log_softmax(net.names["strict"](words).float(), -1)
    allowed = ALLOWED.to(chances.device)[target]
    return -chances.masked_fill(~allowed, -torch.inf).logsumexp(-1).mean()


def _aside(net: Net, batch: Batch, words: Tensor, rows: Sequence[int]) -> Tensor:
    logits = net.aside(words[list(rows)]).float()
    mask = _known_roles([batch.windows[row] for row in rows])[:, None] & batch.present[list(rows)].unsqueeze(-1)
    return F.binary_cross_entropy_with_logits(logits[mask], batch.aside[list(rows)][mask])


def _known_roles(windows: Sequence[Window]) -> Tensor:
    """(windows, roles): whether the set says who plays the role; from its quotes, else from its convention."""
    by_convention = {"layered": 4, "flat": 2, "speech": 3}
    known = torch.zeros(len(windows), len(ROLES), dtype=torch.bool)
    for row, window in enumerate(windows):
        if window.example.quotes:
            known[row] = torch.tensor([role in window.example.quotes[0].known for role in ROLES])
        else:
            known[row, : by_convention[str(window.example.convention)]] = True
    return known


def _predicted(batch: Batch, tags: Tensor, rows: Sequence[int]) -> list[tuple[int, Tokens]]:
    best = tags.argmax(-1)
    found: list[tuple[int, Tokens]] = []
    for row in rows:
        count = len(batch.windows[row].first)
        for layer in range(LAYERS_OF_CONTENTS):
            found.extend((row, content) for content in contents_of(best[row, :count, layer].tolist()))
    return found


def overlap(content: Tokens, gold: Sequence[Tokens]) -> float:
    """The best F1 of a content's words against gold contents, from 0 to 1."""
    words = set(content)
    return max((2 * len(words & set(other)) / (len(words) + len(other)) for other in gold), default=0.0)


def _roles(
    net: Net, batch: Batch, words: Tensor, predicted: Sequence[tuple[int, Tokens]], chance: random.Random
) -> dict[str, Tensor]:
    gold = [(row, quote) for row, window in enumerate(batch.windows) for quote in window.quotes]
    asked: list[tuple[int, Tokens]] = [(row, quote.content) for row, quote in gold]
    proposed = [*predicted, *((r, c) for r, w in enumerate(batch.windows) for c in w.candidates)]
    known = {(row, content) for row, content in asked}
    by_row: dict[int, list[Tokens]] = {}
    for row, content in proposed:
        if (row, content) not in known:
            by_row.setdefault(row, []).append(content)
    others = [
        (row, content)
        for row, contents in by_row.items()
        for content in chance.sample(contents, min(len(contents), WRONG_CONTENTS))
    ]
    if not asked and not others:
        return {}
    questions: list[Question] = [(row, quote.content, quote) for row, quote in gold]
    questions += [(row, content, None) for row, content in others]
    questions.sort(key=lambda q: q[1][-1] - q[1][0])  # those of a like length are asked together
    sums: dict[str, Tensor] = {}
    counts: dict[str, int] = {}
    for first in range(0, len(questions), TOGETHER):
        for name, (value, count) in _answers(net, batch, words, questions[first : first + TOGETHER]).items():
            sums[name] = sums.get(name, torch.zeros(())) + value
            counts[name] = counts.get(name, 0) + count
    return {name: value / counts[name] for name, value in sums.items() if counts[name]}


Question = tuple[int, Tokens, Quote | None]


def _answers(net: Net, batch: Batch, words: Tensor, questions: Sequence[Question]) -> dict[str, tuple[Tensor, int]]:
    """Sums of the parts of the loss over some contents, each with what it counts."""
    inputs = ask(batch, [(row, content) for row, content, _ in questions])
    seen = words[inputs.row.unsqueeze(1), inputs.index]
    roles, verdict = net.roles(seen, inputs.distance, inputs.convention, inputs.mask)
    roles, verdict = roles.float(), verdict.float()
    worth = torch.tensor(
        [
            1.0 if quote else overlap(content, [q.content for q in batch.windows[row].quotes])
            for row, content, quote in questions
        ]
    )
    found = {"worth": (F.binary_cross_entropy_with_logits(verdict[:, -1], worth, reduction="sum"), len(questions))}
    return found | _gold_roles(roles, verdict, [quote for _, _, quote in questions], inputs)


def _gold_roles(
    roles: Tensor, verdict: Tensor, quotes: Sequence[Quote | None], inputs: Asked
) -> dict[str, tuple[Tensor, int]]:
    target, mask = torch.zeros_like(roles), torch.zeros_like(roles, dtype=torch.bool)
    forms, media = torch.full((len(quotes),), IGNORED), torch.full((len(quotes),), IGNORED)
    for number, quote in enumerate(quotes):
        if quote is None:
            continue
        start, length = inputs.starts[number], roles.shape[1]
        for column, role in enumerate(ROLES):
            if role in quote.known:
                mask[number, :, column] = inputs.mask[number]
                places = [w - start for w in quote.roles.get(role, ()) if 0 <= w - start < length]
                target[number, places, column] = 1
        if quote.form:
            forms[number] = FORMS.index(quote.form)
        if quote.medium:
            media[number] = MEDIA.index(quote.medium)
    by_form, by_medium = verdict[:, : len(FORMS)], verdict[:, len(FORMS) : len(FORMS) + len(MEDIA)]
    return {
        "roles": (F.binary_cross_entropy_with_logits(roles[mask], target[mask], reduction="sum"), int(mask.sum())),
        "form": _classes(by_form, forms),
        "medium": _classes(by_medium, media),
    }


def _classes(logits: Tensor, target: Tensor) -> tuple[Tensor, int]:
    return F.cross_entropy(logits, target, ignore_index=IGNORED, reduction="sum"), int((target != IGNORED).sum())
