"""The average of networks, by their shares."""

from __future__ import annotations

from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="NOT TESTED: the average of networks; torch is not installed")

from training.merge import merge  # noqa: E402


def written(folder: Path, value: float, kept: tuple[int, ...] = (0,)) -> Path:
    folder.mkdir()
    torch.save(
        {"weights": {"w": torch.full((2, 2), value)}, "shape": {"kept": kept}, "plan": {}}, folder / "weights.pt"
    )
    return folder


def test_each_has_its_share(tmp_path: Path) -> None:
    one, other = written(tmp_path / "one", 1.0), written(tmp_path / "other", 5.0)
    merge({one: 0.75, other: 0.25}, tmp_path / "merged")
    state = torch.load(tmp_path / "merged" / "weights.pt")
    assert torch.allclose(state["weights"]["w"], torch.full((2, 2), 2.0))
    assert state["shape"] == {"kept": (0,)}


def test_shares_that_are_not_a_whole_and_networks_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    one, other = written(tmp_path / "one", 1.0), written(tmp_path / "other", 5.0, kept=(0, 1))
    with pytest.raises(ValueError, match="add up"):
        merge({one: 0.5}, tmp_path / "merged")
    with pytest.raises(ValueError, match="different shapes"):
        merge({one: 0.5, other: 0.5}, tmp_path / "merged")
    assert not (tmp_path / "merged").exists()
