"""Fits a network to a mixture of gold sets: AdamW, warm-up and linear decay, averaged weights, checkpoints.

A run is one folder: `log.jsonl` (a line a report), `checkpoint.pt` (network, optimiser, place in the plan; written
whole or not at all) and, at the end, `weights.pt`. A run that broke off goes on from its checkpoint.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from lagebild.encoder.embeddings import Embeddings
from training import losses
from training.batches import Batch, Window, batches, collate
from training.model import Net

REPORT_EVERY = 25
SAVE_EVERY = 200
AVERAGE = 0.998  # share of the running average of the weights that each step keeps
AVERAGED_FROM = 0.6  # of all steps; before, the average is the network itself


@dataclass(frozen=True)
class Plan:
    """How a network is fitted: learning rates at their peak, pieces in a batch, seed."""

    encoder_rate: float
    head_rate: float
    budget: int
    warm_up: float
    seed: int
    layer_decay: float = 1.0
    alike: bool = False  # sets of three classes of names teach the twelve as well


@dataclass(frozen=True)
class Part:
    """The windows of one set and how many times each is shown (a fraction shows a random part)."""

    name: str
    windows: Sequence[Window]
    times: float


def schedule(mixture: Sequence[Part], plan: Plan) -> list[list[Window]]:
    """All batches of a run in order: every pass shows each set its share of windows, mixed."""
    chance = random.Random(plan.seed)
    passes = max(1, round(max(part.times for part in mixture)))
    ordered: list[list[Window]] = []
    shown = {part.name: 0.0 for part in mixture}
    for number in range(1, passes + 1):
        pool: list[Window] = []
        for part in mixture:
            wanted = part.times * number / passes * len(part.windows)
            count = round(wanted - shown[part.name])
            shown[part.name] += count
            whole, rest = divmod(count, len(part.windows))
            pool.extend([*list(part.windows) * whole, *chance.sample(list(part.windows), rest)])
        ordered.extend(batches(pool, plan.budget, plan.seed * 1000 + number))
    return ordered


def fit(net: Net, mixture: Sequence[Part], plan: Plan, table: Embeddings, folder: Path, progress: Any = print) -> Net:
    """Trains `net`, or goes on where `folder` holds a checkpoint; returns it on the CPU, with averaged weights."""
    folder.mkdir(parents=True, exist_ok=True)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    with device:  # what is made on the way is made there
        average = _fitted(net.to(device).train(), mixture, plan, table, folder, progress)
    average = {name: value.cpu() for name, value in average.items()}
    net.cpu().load_state_dict(average)
    torch.save({"weights": average, "shape": asdict(net.shape), "plan": asdict(plan)}, folder / "weights.pt")
    net.eval()
    return net


def _fitted(
    net: Net, mixture: Sequence[Part], plan: Plan, table: Embeddings, folder: Path, progress: Any
) -> dict[str, Tensor]:
    """The averaged weights after all steps."""
    device = net.positions.device
    ordered = schedule(mixture, plan)
    optimiser = _optimiser(net, plan)
    peaks = [group["lr"] for group in optimiser.param_groups]
    average = {name: value.detach().clone() for name, value in net.state_dict().items()}
    begun = 0
    checkpoint = folder / "checkpoint.pt"
    if checkpoint.exists():
        state = torch.load(checkpoint, map_location=device)
        net.load_state_dict(state["net"])
        optimiser.load_state_dict(state["optimiser"])
        average, begun = state["average"], state["step"]
        progress(f"goes on at step {begun} of {len(ordered)}")
    started, pieces, running = time.monotonic(), 0, dict[str, float]()
    for step in range(begun, len(ordered)):
        rate = _rate(step, len(ordered), plan.warm_up)
        for group, peak in zip(optimiser.param_groups, peaks, strict=True):
            group["lr"] = peak * rate
        chance = random.Random(plan.seed * 1_000_003 + step)
        torch.manual_seed(plan.seed * 1_000_003 + step)
        batch = _moved(collate(ordered[step], table), device)
        with torch.autocast(device.type, torch.bfloat16):
            found = losses.parts(net, batch, chance, alike=plan.alike)
        loss = losses.total(found)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        keep = AVERAGE if step >= AVERAGED_FROM * len(ordered) else 0.0
        with torch.no_grad():
            for name, value in net.state_dict().items():
                average[name].lerp_(value, 1 - keep)
        pieces += int(batch.mask.sum())
        for name, value in found.items():
            number = float(value.detach())
            running[name] = running.get(name, number) * 0.96 + number * 0.04
        if (step + 1) % REPORT_EVERY == 0 or step + 1 == len(ordered):
            _report(folder, step + 1, len(ordered), pieces, time.monotonic() - started, running, progress)
        if (step + 1) % SAVE_EVERY == 0 or step + 1 == len(ordered):
            state = {"net": net.state_dict(), "optimiser": optimiser.state_dict(), "average": average, "step": step + 1}
            torch.save(state, folder / "checkpoint.new")
            (folder / "checkpoint.new").replace(checkpoint)
    return average


def _optimiser(net: Net, plan: Plan) -> torch.optim.Optimizer:
    groups: list[dict[str, Any]] = []
    top = len(net.layers) - 1
    for number, layer in enumerate(net.layers):
        groups.append(
            {"params": list(layer.parameters()), "lr": plan.encoder_rate * plan.layer_decay ** (top - number)}
        )
    bottom = plan.encoder_rate * plan.layer_decay ** (top + 1)
    groups.append({"params": [net.positions, *net.norm.parameters()], "lr": bottom})
    in_encoder = {id(p) for group in groups for p in group["params"]}
    heads = [p for p in net.parameters() if id(p) not in in_encoder]
    groups.append({"params": heads, "lr": plan.head_rate})
    return torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=True)


def _rate(step: int, steps: int, warm_up: float) -> float:
    """The share of the peak rate: up over the first steps, then straight down to a hundredth."""
    rising = (step + 1) / max(1, warm_up * steps)
    falling = 1 - 0.99 * step / steps
    return min(rising, falling)


def _moved(batch: Batch, device: torch.device) -> Batch:
    if device.type == "cpu":
        return batch
    for name in ("embedded", "mask", "first", "present", "tags", "convention", "aside", "factuality"):
        setattr(batch, name, getattr(batch, name).to(device))
    batch.names = {scheme: target.to(device) for scheme, target in batch.names.items()}
    return batch


def _report(
    folder: Path, step: int, steps: int, pieces: int, seconds: float, running: dict[str, float], progress: Any
) -> None:
    row: dict[str, float] = {
        "step": step,
        "of": steps,
        "seconds": round(seconds),
        "pieces_a_second": round(pieces / seconds),
    }
    row |= {name: round(value, 4) for name, value in running.items()}
    with (folder / "log.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(row) + "\n")
    progress(json.dumps(row))
