"""The head of trees in training: it learns a grammar made up here, and what is written reads as it was trained."""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is only there after `make train`")

from training.trees import Head, Sample, Sets, batch, fit, groups, measured  # noqa: E402

from lagebild.encoder.trees import Trees, write  # noqa: E402
from training import trees  # noqa: E402

WIDTH = 6


def sentence(chance: random.Random) -> Sample:
    """Pairs of a noun and a verb: nouns hang on the verb behind them, verbs on the first verb, which is the root."""
    count = chance.randint(1, 5)
    kinds = [0, 1] * count
    states = np.array([[kind == k for k in range(WIDTH)] for kind in kinds], np.float16)
    states += np.array([[chance.gauss(0, 0.05) for _ in range(WIDTH)] for _ in kinds], np.float16)
    states[1, 2] = 3  # the first verb
    heads = [at + 2 if kind == 0 else 2 for at, kind in enumerate(kinds)]
    heads[1] = 0
    relations = ["nsubj" if kind == 0 else "conj" for kind in kinds]
    relations[1] = "root"
    return Sample(states, tuple(heads), tuple(relations))


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory) -> tuple[Head, list[str], list[Sample], Path]:
    chance = random.Random(4)
    shown, kept = [sentence(chance) for _ in range(400)], [sentence(chance) for _ in range(60)]
    log = tmp_path_factory.mktemp("trees") / "log.jsonl"
    options = argparse.Namespace(german=2, passes=4, arcs=8, seed=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(trees, "BATCH", 60)
        patch.setattr(trees, "RATE", 2e-2)
        patch.setattr(trees, "DROPOUT", 0.0)
        head, labels = fit(Sets(shown[:300], shown[300:], {"de": kept}), options, log)
    return head, labels, kept, log


def test_a_made_up_grammar_is_learnt(taught: tuple[Head, list[str], list[Sample], Path]) -> None:
    head, labels, kept, log = taught
    scores = measured(head, kept, labels)
    assert scores["uas"] > 95
    assert scores["las"] > 95
    reports = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert [report["pass"] for report in reports] == [2, 4]
    assert reports[-1]["de"] == scores


def test_what_is_written_reads_as_it_was_trained(
    taught: tuple[Head, list[str], list[Sample], Path], tmp_path: Path
) -> None:
    head, labels, kept, _ = taught
    write(tmp_path / "trees.npz", labels, head.parts())
    begins = np.cumsum([0, *(len(sample.heads) for sample in kept[:-1])]).tolist()
    found = Trees(tmp_path / "trees.npz").trees(np.concatenate([sample.states for sample in kept]), begins)
    head.eval()
    for tree, sample in zip(found, kept, strict=True):
        with torch.no_grad():
            states, _, _, mask = batch([sample], labels)
            scores, of_heads, of_words = head(states, mask)
            chosen = torch.tensor([[at + 1 for at in tree.heads]])
            named = head.named(of_heads, of_words, chosen)[0].numpy()
        sure = torch.softmax(scores[0], -1).numpy()[np.arange(len(tree.heads)), chosen[0].numpy()]
        assert np.allclose(tree.sure, sure, atol=0.05)
        told = [labels.index(name) for name in tree.relations]
        assert (named[np.arange(len(told)), told] > named.max(1) - 0.3).all()


def test_batches_hold_every_sentence_once() -> None:
    chance = random.Random(9)
    samples = [sentence(chance) for _ in range(500)]
    found = groups(samples)
    assert sorted(id(s) for group in found for s in group) == sorted(map(id, samples))
    assert len(found) > 1
    states, heads, relations, mask = batch(found[0], ["conj", "nsubj", "root"])
    assert states.shape[:2] == heads.shape == relations.shape == mask.shape
    assert mask.sum() == sum(len(sample.heads) for sample in found[0])
