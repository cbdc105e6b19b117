"""Writes a network as ONNX files with 8-bit weights, and says beside them what their outputs mean."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from lagebild.encoder.trees import LAYERS, inner_name
from training.examples import CONVENTIONS, FORMS, MEDIA, ROLES, SCHEMES
from training.model import LAYERS_OF_CONTENTS, TAGS, Net, RoleHead

OPSET = 17


class _Words(nn.Module):
    """All that is computed once for each window; a window is a run by itself, so that nothing is padded."""

    def __init__(self, net: Net) -> None:
        super().__init__()
        self.net = net

    def forward(self, embedded: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        words = self.net.words(embedded, None, first)
        names = tuple(self.net.names[scheme](words) for scheme in SCHEMES)
        return (self.net.roles.enter(words), self.net.tags(words), self.net.factuality(words).squeeze(-1), *names)


class _Roles(nn.Module):
    """The head of roles, over words that have entered it."""

    def __init__(self, head: RoleHead) -> None:
        super().__init__()
        self.head = head

    def forward(self, entered: Tensor, distance: Tensor, convention: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        return self.head.answer(entered, distance, convention, mask)


def export(net: Net, folder: Path, *, whole: bool = False) -> None:
    """Writes `encoder.onnx` and `roles.onnx`; `whole` keeps single precision, for comparison."""
    folder.mkdir(parents=True, exist_ok=True)
    net.eval().float()
    hidden = net.shape.hidden
    outputs = ["states", "contents", "factuality", *(f"names_{scheme}" for scheme in SCHEMES)]
    _write(
        _Words(net),
        (torch.randn(2, 9, hidden), torch.ones(2, 5, dtype=torch.long)),
        {"embedded": ("batch", "pieces"), "first": ("batch", "words")},
        dict.fromkeys(outputs, ("batch", "words")),
        folder / "encoder.onnx",
        whole,
    )
    show_inner(folder / "encoder.onnx")
    _write(
        _Roles(net.roles),
        (
            torch.randn(2, 7, net.shape.role_width),
            torch.zeros(2, 7, dtype=torch.long),
            torch.zeros(2, dtype=torch.long),
            torch.ones(2, 7, dtype=torch.bool),
        ),
        {"words": ("n", "length"), "distance": ("n", "length"), "convention": ("n",), "mask": ("n", "length")},
        {"roles": ("n", "length"), "verdict": ("n",)},
        folder / "roles.onnx",
        whole,
    )


def _write(
    module: nn.Module,
    example: tuple[Tensor, ...],
    inputs: dict[str, tuple[str, ...]],
    outputs: dict[str, tuple[str, ...]],
    path: Path,
    whole: bool,
) -> None:
    raw = path.with_suffix(".raw.onnx")
    torch.onnx.export(
        module,
        example,
        str(raw),
        input_names=list(inputs),
        output_names=list(outputs),
        dynamic_axes={name: dict(enumerate(axes)) for name, axes in (inputs | outputs).items()},
        opset_version=OPSET,
        dynamo=False,
    )
    if whole:
        raw.replace(path)
        return
    quantize_dynamic(
        raw,
        path,
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Gemm"],
        extra_options={"MatMulConstBOnly": True},
    )
    raw.unlink()


def show_inner(path: Path) -> None:
    """Makes the states after the layers that the head of trees reads outputs of the graph; once done, does nothing.

    They are in the graph already and only get another name, so that nothing is computed otherwise. Raises ValueError
    where a layer has no such state.
    """
    graph = (network := onnx.load(path)).graph
    for layer in LAYERS:
        if inner_name(layer) not in (output.name for output in graph.output):
            graph.output.append(_shown(graph, f"/layers.{layer}/norm_output/LayerNormalization", inner_name(layer)))
    onnx.save(network, path)


def _shown(graph: onnx.GraphProto, name: str, shown: str) -> onnx.ValueInfoProto:
    """Calls what a norm gives `shown`, wherever it is used; the output that tells of it."""
    norm = next((node for node in graph.node if node.name == name), None)
    if norm is None:
        raise ValueError(f"the graph has no norm {name}")
    old = norm.output[0]
    for node in graph.node:
        for names in (node.input, node.output):
            names[:] = [shown if given == old else given for given in names]
    scale = next(part for part in graph.initializer if part.name == norm.input[1])
    return onnx.helper.make_tensor_value_info(shown, onnx.TensorProto.FLOAT, ["batch", "pieces", scale.dims[0]])


def describe(folder: Path, name: str, version: str, net: Net, more: dict[str, Any]) -> None:
    """Writes `about.json`: what the outputs mean, which head serves which language ("*": any other)."""
    about = {
        "name": name,
        "version": version,
        "kept_layers": list(net.shape.kept),
        "tags": list(TAGS),
        "layers_of_contents": LAYERS_OF_CONTENTS,
        "roles": list(ROLES),
        "forms": list(FORMS),
        "media": list(MEDIA),
        "conventions": list(CONVENTIONS),
        "convention_of": {"en": "flat", "*": "layered"},
        "schemes": {scheme: list(labels) for scheme, labels in SCHEMES.items()},
        "scheme_of": {"de": "strict", "*": "plain"},
        **more,
    }
    (folder / "about.json").write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
