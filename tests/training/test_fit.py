"""A fit that broke off goes on from its checkpoint and ends with the same weights."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch", reason="torch is only there after `make train`")

from training.batches import cut  # noqa: E402
from training.own import own  # noqa: E402

from lagebild.encoder.embeddings import Embeddings  # noqa: E402
from lagebild.encoder.pieces import Pieces  # noqa: E402
from lagebild.encoder.session import FOLDER  # noqa: E402
from training import fit, model  # noqa: E402


class BrokenOffError(Exception):
    pass


def run(folder: Path, *, break_at: int | None = None) -> dict[str, Any]:
    pieces = Pieces(FOLDER / "pieces.json.gz")
    windows = [window for example in islice(own("de"), 12) for window in cut(example, pieces, 256)]
    torch.manual_seed(3)
    net = model.Net(model.Shape(kept=(0,)))
    plan = fit.Plan(encoder_rate=1e-4, head_rate=1e-3, budget=150, warm_up=0.1, seed=5)

    def progress(words: str) -> None:
        if break_at is not None and f'"step": {break_at},' in words:
            raise BrokenOffError

    mixture = [fit.Part("own", windows, 1.0)]
    table = Embeddings(FOLDER / "embeddings.npy")
    found: dict[str, Any] = fit.fit(net, mixture, plan, table, folder, progress).state_dict()
    return found


def test_a_fit_that_broke_off_ends_with_the_same_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fit, "SAVE_EVERY", 2)
    monkeypatch.setattr(fit, "REPORT_EVERY", 1)
    whole = run(tmp_path / "whole")
    with pytest.raises(BrokenOffError):
        run(tmp_path / "broken", break_at=4)
    assert (tmp_path / "broken" / "checkpoint.pt").exists()
    assert not (tmp_path / "broken" / "weights.pt").exists()
    resumed = run(tmp_path / "broken")
    assert (tmp_path / "broken" / "weights.pt").exists()
    assert all(torch.allclose(whole[name], resumed[name], atol=1e-5) for name in whole)
