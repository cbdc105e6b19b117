"""A balanced network computes the same, from inputs that eight bits hold better."""

from __future__ import annotations

from itertools import islice

import pytest

torch = pytest.importorskip("torch", reason="NOT TESTED: the balance of layers; torch is not installed")

from torch import Tensor  # noqa: E402
from training.balance import Balanced, balanced  # noqa: E402
from training.batches import collate, cut  # noqa: E402
from training.own import own  # noqa: E402

from lagebild.encoder.embeddings import Embeddings  # noqa: E402
from lagebild.encoder.pieces import Pieces  # noqa: E402
from lagebild.encoder.session import FOLDER  # noqa: E402
from training import model  # noqa: E402

LOUD = 7  # an input of the first layer that is far larger than the others


def spread(values: Tensor) -> float:
    """How many times as large as the middle one the largest input is."""
    highest = values.abs().amax((0, 1))
    return float(highest.max() / highest.median())


def test_a_balanced_network_computes_the_same_from_inputs_of_a_like_size() -> None:
    torch.manual_seed(1)
    net = model.Net(model.Shape(kept=(0,))).eval()
    with torch.no_grad():
        net.norm.weight[LOUD] = 40.0
    pieces, table = Pieces(FOLDER / "pieces.json.gz"), Embeddings(FOLDER / "embeddings.npy")
    windows = [window for example in islice(own("de"), 6) for window in cut(example, pieces, 192)]
    made = balanced(net, windows, table)
    given: dict[str, Tensor] = {}
    layer = made.layers[0].qkv
    assert isinstance(layer, Balanced)
    net.layers[0].qkv.register_forward_pre_hook(lambda _, values: given.update(before=values[0]))
    layer.linear.register_forward_pre_hook(lambda _, values: given.update(after=values[0]))
    batch = collate([windows[0]], table)
    with torch.no_grad():
        expected = net.words(batch.embedded, batch.mask, batch.first)
        found = made.words(batch.embedded, batch.mask, batch.first)
    assert torch.allclose(expected, found, atol=1e-4)
    assert spread(given["after"]) < spread(given["before"]) / 3
