"""The step that shows inner states of the encoder, on a small graph."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import pytest

pytest.importorskip("torch", reason="torch is only there after `make train`")
onnx = pytest.importorskip("onnx", reason="onnx is only there after `make train`")

from onnx import TensorProto, helper, numpy_helper  # noqa: E402
from training.export import show_inner  # noqa: E402

from lagebild.encoder.session import FOLDER, available  # noqa: E402
from lagebild.encoder.trees import LAYERS, inner_name  # noqa: E402

WIDTH = 4


def norms(layers: int) -> Any:
    """As many norms as layers one after the other; each but the first is given twice what the one before gives."""
    nodes, given = [], "x"
    for layer in range(layers):
        name = f"/layers.{layer}/norm_output/LayerNormalization"
        doubled = f"doubled_{layer}"
        nodes.append(helper.make_node("LayerNormalization", [given, "scale", "bias"], [f"{name}_output_0"], name=name))
        nodes.append(helper.make_node("Add", [f"{name}_output_0", f"{name}_output_0"], [doubled]))
        given = doubled
    values = [
        numpy_helper.from_array(np.arange(1, WIDTH + 1, dtype=np.float32), "scale"),
        numpy_helper.from_array(np.ones(WIDTH, np.float32), "bias"),
    ]
    shape: list[Any] = ["batch", "pieces", WIDTH]
    graph = helper.make_graph(
        nodes,
        "made",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info(given, TensorProto.FLOAT, shape)],
        values,
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def test_inner_states_come_out_and_all_else_is_as_before(tmp_path: Path) -> None:
    path = tmp_path / "encoder.onnx"
    onnx.save(norms(6), path)
    given = {"x": np.random.default_rng(2).normal(size=(1, 5, WIDTH)).astype(np.float32)}
    [before] = onnxruntime.InferenceSession(str(path)).run(None, given)
    show_inner(path)
    session = onnxruntime.InferenceSession(str(path))
    outputs = session.get_outputs()
    assert [output.name for output in outputs] == ["doubled_5", *map(inner_name, LAYERS)]
    assert all(output.shape[-1] == WIDTH for output in outputs)
    after, *inner = session.run(None, given)
    assert np.array_equal(before, after)
    first = given["x"]
    for layer in range(max(LAYERS) + 1):
        even = (first - first.mean(-1, keepdims=True)) / np.sqrt(first.var(-1, keepdims=True) + 1e-5)
        state = even * np.arange(1, WIDTH + 1) + 1
        if layer in LAYERS:
            assert np.allclose(inner[LAYERS.index(layer)], state, atol=1e-4)
        first = 2 * state


def test_done_twice_is_done_once(tmp_path: Path) -> None:
    path = tmp_path / "encoder.onnx"
    onnx.save(norms(6), path)
    show_inner(path)
    once = path.read_bytes()
    show_inner(path)
    assert path.read_bytes() == once


def test_a_network_of_fewer_layers_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "encoder.onnx"
    onnx.save(norms(2), path)
    before = path.read_bytes()
    with pytest.raises(ValueError, match=r"no norm /layers\.2/"):
        show_inner(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("weights", available())
def test_the_shipped_encoders_show_them(weights: str) -> None:
    graph = onnx.load(FOLDER / weights / "encoder.onnx").graph
    assert [output.name for output in graph.output][-len(LAYERS) :] == [inner_name(layer) for layer in LAYERS]
