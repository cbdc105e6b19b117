"""One network of several that were trained on from the same weights: their weights are averaged.

What each learnt more of is kept in good part (model soups: Wortsman et al., ICML 2022), at the cost of one network.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import torch


def merge(shares: Mapping[Path, float], folder: Path) -> None:
    """Writes the average of the weights in some folders, by their shares, which add up to one."""
    if abs(sum(shares.values()) - 1) > 1e-6:
        raise ValueError(f"shares add up to {sum(shares.values())}")
    states = {path: torch.load(path / "weights.pt", map_location="cpu") for path in shares}
    first, *others = states.values()
    if any(other["shape"] != first["shape"] for other in others):
        raise ValueError("networks of different shapes cannot be averaged")
    names = first["weights"]
    merged = {name: sum(shares[path] * states[path]["weights"][name] for path in shares) for name in names}
    folder.mkdir(parents=True, exist_ok=True)
    torch.save({**first, "weights": merged}, folder / "weights.pt")
