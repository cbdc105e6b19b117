"""Evens out what the linear layers are given, so that eight bits hold it: SmoothQuant (Xiao et al., ICML 2023).

A few of the inputs of a layer are ten times as large as the rest. Eight bits that reach that far leave little for the
others, so each input is divided by its scale, and the layer's weights for it are multiplied by the same.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence

import torch
from torch import Tensor, nn

from lagebild.encoder.embeddings import Embeddings
from training.batches import Window, collate
from training.model import Layer, Net

STRENGTH = 0.85  # share of the range that moves from the inputs into the weights; chosen on windows (docs/training.md)
_LEAST = 1e-3


class Balanced(nn.Module):
    """A linear layer whose inputs are divided by `scales` (in features) and whose weights make up for it."""

    def __init__(self, linear: nn.Linear, scales: Tensor) -> None:
        super().__init__()
        self.linear = copy.deepcopy(linear)
        self.inverse = nn.Parameter(1 / scales)
        with torch.no_grad():
            self.linear.weight.mul_(scales)

    def forward(self, x: Tensor) -> Tensor:
        """x: (..., in features)."""
        result: Tensor = self.linear(x * self.inverse)
        return result


def balanced(net: Net, windows: Sequence[Window], table: Embeddings) -> Net:
    """A copy of `net` that computes the same, with the linear layers of its encoder balanced by what `windows` hold."""
    highest = _highest(net, windows, table)
    made = copy.deepcopy(net)
    for number, layer in enumerate(_layers(made)):
        for name, linear in _linears(layer):
            given = highest[number, name].clamp(min=_LEAST)
            weights = linear.weight.detach().abs().amax(0).clamp(min=_LEAST)
            scales = given**STRENGTH / weights ** (1 - STRENGTH)
            setattr(layer, name, Balanced(linear, scales / scales.median()))
    return made


def _highest(net: Net, windows: Sequence[Window], table: Embeddings) -> dict[tuple[int, str], Tensor]:
    """The largest absolute value of each input of each linear layer."""
    found: dict[tuple[int, str], Tensor] = {}

    def watch(key: tuple[int, str]) -> object:
        def keep(_: nn.Module, given: tuple[Tensor, ...]) -> None:
            highest = given[0].detach().abs().amax((0, 1))
            found[key] = torch.maximum(found[key], highest) if key in found else highest

        return keep

    hooks = [
        linear.register_forward_pre_hook(watch((number, name)))
        for number, layer in enumerate(_layers(net))
        for name, linear in _linears(layer)
    ]
    net.eval()
    with torch.no_grad():
        for window in windows:
            batch = collate([window], table)
            net.words(batch.embedded, batch.mask, batch.first)
    for hook in hooks:
        hook.remove()
    return found


def _layers(net: Net) -> Iterator[Layer]:
    for layer in net.layers:
        assert isinstance(layer, Layer)
        yield layer


def _linears(layer: Layer) -> Iterator[tuple[str, nn.Linear]]:
    for name in ("qkv", "out", "up", "down"):
        linear = getattr(layer, name)
        assert isinstance(linear, nn.Linear)
        yield name, linear
