"""Trains the head of trees on what the shipped encoder sees: python -m training.trees [--weights full|free]

The encoder stays as it is: its inner states for the treebanks are computed once, as texts are read at run time (windows
of neighbouring sentences), and a biaffine head is fitted to them. What is measured on the way goes to
build/trees/NAME.jsonl. `--run FILE` makes a trial whose head goes there; the other options are for trials too.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from lagebild.encoder.session import FOLDER, Encoder
from lagebild.encoder.trees import REACH, write
from training.__main__ import BUILD, CORPORA, say, seed
from training.treebanks import CORE, ENGLISH, GERMAN, TOGETHER, documents, left_out, path_of

ARCS, RELATIONS = 64, 32  # widths of the head
RATE, DROPOUT, BATCH = 2e-3, 0.2, 1500  # BATCH in words, padding counted
FOLDER_OF_TREES = BUILD.parent / "trees"


@dataclass(frozen=True, slots=True)
class Sample:
    """A sentence: inner states of its words, (n, width); the place of each head, 0 for the root; its relations."""

    states: npt.NDArray[np.float16]
    heads: tuple[int, ...]
    relations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sets:
    """What is learnt from, and what is measured."""

    english: list[Sample]
    german: list[Sample]
    measured: dict[str, list[Sample]]


class Head(nn.Module):
    """The head of `lagebild.encoder.trees` as it is trained."""

    def __init__(self, width: int, labels: int, arcs: int = ARCS) -> None:
        super().__init__()
        self.width = arcs
        self.drop = nn.Dropout(DROPOUT)
        self.as_head, self.as_word = nn.Linear(width, arcs + RELATIONS), nn.Linear(width, arcs + RELATIONS)
        self.mix = nn.Parameter(torch.tensor([0.0, 1.0, 0.0])[:, None].repeat(1, 2 * (arcs + RELATIONS)))
        self.root = nn.Parameter(torch.randn(arcs + RELATIONS) * 0.1)
        self.arcs, self.arc_bias = nn.Parameter(torch.randn(arcs, arcs) * 0.05), nn.Parameter(torch.zeros(arcs))
        self.relations = nn.Parameter(torch.randn(labels, RELATIONS, RELATIONS) * 0.02)
        self.of_head, self.of_word = nn.Linear(RELATIONS, labels), nn.Linear(RELATIONS, labels)
        self.near = nn.Linear(arcs, 2 * REACH + 1)
        self.of_distance = nn.Parameter(torch.zeros(2 * REACH + 1, labels))

    def forward(self, states: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Scores of heads (sentences, words, 1 + words), and what `named` takes."""
        states = self.drop(states)
        entered = torch.cat([self.as_head(states), self.as_word(states)], -1) * mask[..., None]
        before, behind = F.pad(entered, (0, 0, 1, 0))[:, :-1], F.pad(entered, (0, 0, 0, 1))[:, 1:]
        mixed = F.leaky_relu(self.mix[0] * before + self.mix[1] * entered + self.mix[2] * behind, 0.1)
        heads, words = mixed.chunk(2, -1)
        heads = torch.cat([self.root.expand(len(heads), 1, -1), heads], 1)
        heads, words = self.drop(heads), self.drop(words)
        of_arcs = heads[..., : self.width]
        scores = torch.einsum("bda,ac,bhc->bdh", words[..., : self.width], self.arcs, of_arcs)
        near = self.near(words[..., : self.width])
        near = torch.gather(near, 2, _distances(states.shape[1]).expand(len(states), -1, -1))
        scores = scores + (of_arcs @ self.arc_bias)[:, None] + F.pad(near, (1, 0))
        there = torch.cat([torch.ones(len(mask), 1, dtype=torch.bool), mask], 1)
        return scores.masked_fill(~there[:, None], -1e9), heads[..., self.width :], words[..., self.width :]

    def named(self, heads: Tensor, words: Tensor, chosen: Tensor) -> Tensor:
        """Scores of the relations of all words to the heads chosen."""
        taken = torch.gather(heads, 1, chosen[..., None].expand(-1, -1, RELATIONS))
        both = torch.einsum("bdi,rij,bdj->bdr", words, self.relations, taken)
        far = torch.gather(_distances(words.shape[1]).expand(len(words), -1, -1), 2, (chosen - 1).clamp(0)[..., None])
        return both + self.of_head(taken) + self.of_word(words) + self.of_distance[far[..., 0]]

    def parts(self) -> dict[str, npt.NDArray[np.float32]]:
        """The matrices and vectors of `trees.npz`."""
        found = {
            "enter": torch.cat([self.as_head.weight, self.as_word.weight]).T,
            "enter_bias": torch.cat([self.as_head.bias, self.as_word.bias]),
            "mix": self.mix,
            "root": self.root,
            "arcs": self.arcs,
            "arc_bias": self.arc_bias,
            "relations": self.relations.permute(1, 2, 0).reshape(RELATIONS, -1),
            "of_head": self.of_head.weight.T,
            "of_word": self.of_word.weight.T,
            "relation_bias": self.of_head.bias + self.of_word.bias,
            "near": self.near.weight.T,
            "near_bias": self.near.bias,
            "of_distance": self.of_distance,
        }
        return {name: np.ascontiguousarray(part.detach().numpy()) for name, part in found.items()}


def _distances(count: int) -> Tensor:
    """(1, words, words): how far behind a word another stands, from 0 (`REACH` or more before it)."""
    at = torch.arange(count)
    return (at[None] - at[:, None]).clamp(-REACH, REACH)[None] + REACH


def samples(encoder: Encoder, path: Path, language: str, together: int) -> Iterator[tuple[str, Sample]]:
    """The texts and samples of a treebank, read as pages are."""
    for document, golds in documents(path, language, together):
        [seen] = encoder.see([document])
        if seen.inner is None:
            raise ValueError(f"the weights {encoder.name!r} show no inner states: export them first")
        for gold in golds:
            states = seen.inner[gold.first : gold.first + len(gold.heads)]
            yield gold.text, Sample(states, tuple(head + 1 for head in gold.heads), gold.relations)


def sets(name: str, together: int) -> Sets:
    """All that is learnt from and measured."""
    encoder = Encoder(name)
    english = [s for _, s in samples(encoder, path_of(CORPORA, ENGLISH, "train"), "en", together)]
    german = [pair for bank in GERMAN for pair in samples(encoder, path_of(CORPORA, *bank), "de", together)]
    measured = {"en": [s for _, s in samples(encoder, path_of(CORPORA, ENGLISH, "dev"), "en", TOGETHER)]}
    held = [pair for bank in GERMAN for pair in samples(encoder, path_of(CORPORA, *bank), "de", TOGETHER)]
    measured["de"] = [s for text, s in held if left_out(text)]
    return Sets(english, [s for text, s in german if not left_out(text)], measured)


Batch = tuple[Tensor, Tensor, Tensor, Tensor]


def groups(samples: Sequence[Sample]) -> list[list[Sample]]:
    """Sentences of a like length together, as many as a batch holds."""
    found: list[list[Sample]] = [[]]
    for sample in sorted(samples, key=lambda s: len(s.heads) + 3 * random.random()):
        if found[-1] and (len(found[-1]) + 1) * len(sample.heads) > BATCH:
            found.append([])
        found[-1].append(sample)
    return found


def batch(group: Sequence[Sample], labels: Sequence[str]) -> Batch:
    """Sentences as tensors: states, heads, relations, which words are there."""
    number = {label: at for at, label in enumerate(labels)}
    shape = len(group), max(len(sample.heads) for sample in group)
    states = torch.zeros(*shape, group[0].states.shape[1], dtype=torch.float16)
    heads, relations = torch.zeros(shape, dtype=torch.long), torch.zeros(shape, dtype=torch.long)
    mask = torch.zeros(shape, dtype=torch.bool)
    for row, sample in enumerate(group):
        count = len(sample.heads)
        states[row, :count] = torch.from_numpy(sample.states)
        heads[row, :count] = torch.tensor(sample.heads)
        relations[row, :count] = torch.tensor([number[name] for name in sample.relations])
        mask[row, :count] = True
    return states.float(), heads, relations, mask


def fit(found: Sets, options: argparse.Namespace, log: Path) -> tuple[Head, list[str]]:
    """Trains a head, German sentences shown `options.german` times a pass; a report after every second pass."""
    seed(options.seed)
    everything = (*found.english, *found.german, *(s for part in found.measured.values() for s in part))
    labels = sorted({name for sample in everything for name in sample.relations})
    shown = found.english + found.german * options.german
    head = Head(shown[0].states.shape[1], len(labels), options.arcs)
    optimiser = torch.optim.AdamW(head.parameters(), RATE, betas=(0.9, 0.95), weight_decay=1e-3)
    steps, step, begun = options.passes * len(groups(shown)), 0, time.monotonic()
    for number in range(options.passes):
        parts = groups(shown)
        random.shuffle(parts)
        head.train()
        for part in parts:
            for settings in optimiser.param_groups:
                settings["lr"] = RATE * max(0.02, 1 - step / steps) * min(1, step / 100 + 0.05)
            _step(head, batch(part, labels), optimiser)
            step += 1
        if number % 2 or number + 1 == options.passes:
            scores = {language: measured(head, known, labels) for language, known in found.measured.items()}
            report = {"pass": number + 1, **scores, "seconds": round(time.monotonic() - begun)}
            say(json.dumps(report))
            with log.open("a", encoding="utf-8") as file:
                file.write(json.dumps(vars(options) | report) + "\n")
    return head, labels


def _step(head: Head, shown: Batch, optimiser: torch.optim.Optimizer) -> None:
    states, heads, relations, mask = shown
    scores, of_heads, of_words = head(states, mask)
    named = head.named(of_heads, of_words, heads)
    loss = F.cross_entropy(scores[mask], heads[mask]) + F.cross_entropy(named[mask], relations[mask])
    optimiser.zero_grad()
    loss.backward()  # type: ignore[no-untyped-call,unused-ignore]
    nn.utils.clip_grad_norm_(head.parameters(), 5)
    optimiser.step()


@torch.no_grad()
def measured(head: Head, samples: Sequence[Sample], labels: Sequence[str]) -> dict[str, float]:
    """Percent of words with the right head (uas), and relation (las), without punctuation; the latter of `CORE` too."""
    head.eval()
    counts = np.zeros(5)
    core, point = (torch.tensor([label in of for label in labels]) for of in (CORE, ("punct",)))
    for group in groups(samples):
        states, heads, relations, mask = batch(group, labels)
        scores, of_heads, of_words = head(states, mask)
        chosen = scores.argmax(-1)
        hung = chosen == heads
        both = hung & (head.named(of_heads, of_words, chosen).argmax(-1) == relations)
        words = mask & ~point[relations]
        kernel = words & core[relations]
        counts += [int(t.sum()) for t in (words, hung & words, both & words, kernel, both & kernel)]
    uas, las, core_las = counts[1] / counts[0], counts[2] / counts[0], counts[4] / counts[3]
    return {"uas": round(100 * uas, 1), "las": round(100 * las, 1), "core": round(100 * core_las, 1)}


def main(arguments: Sequence[str] | None = None) -> int:
    """Trains the head of one set of weights and writes it into the package."""
    parser = argparse.ArgumentParser(prog="python -m training.trees", description=__doc__)
    parser.add_argument("--weights", default="full", choices=("full", "free"))
    parser.add_argument("--passes", type=int, default=8)
    parser.add_argument("--german", type=int, default=4, help="how often German sentences are shown a pass")
    parser.add_argument("--arcs", type=int, default=ARCS, help="width of the part that finds heads")
    parser.add_argument("--together", type=int, default=TOGETHER, help="sentences that are read as one text")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--run", type=Path, help="a trial: the file for its head")
    options = parser.parse_args(arguments)
    if not CORPORA.is_dir():
        say(f"no gold sets in {CORPORA}; set LAGEBILD_CORPORA to the folder that holds them")
        return 2
    torch.set_num_threads(1)  # as quick for matrices of this size, and sums come out the same everywhere
    FOLDER_OF_TREES.mkdir(parents=True, exist_ok=True)
    options_of_log = argparse.Namespace(**{k: str(v) if isinstance(v, Path) else v for k, v in vars(options).items()})
    found = sets(options.weights, options.together)
    head, labels = fit(found, options_of_log, FOLDER_OF_TREES / f"{options.weights}.jsonl")
    write(options.run or FOLDER / options.weights / "trees.npz", labels, head.parts())
    return 0


if __name__ == "__main__":
    sys.exit(main())
