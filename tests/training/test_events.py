"""What is learnt of types: our own sentences are sound, what can be learnt is, and weights survive a file."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from training.events import Row, fit, own, parted, row, save

from lagebild.extract.events import learnt as at_run_time
from lagebild.extract.events.between import SOURCE, TARGET
from lagebild.extract.events.learnt import NONE
from training import events as learning

VERBS = {"ASSAULT": "attacked", "AID": "helped", NONE: "resembles"}


def rows() -> list[Row]:
    made = []
    for n in range(60):
        kind = sorted(VERBS)[n % 3]
        text = f"Mali {VERBS[kind]} Chad number{n % 5} today"
        made.append(row(text, kind, "en", (0, 4), (text.index("Chad"), text.index("Chad") + 4)))
    return made


def test_marks_become_spans() -> None:
    text, parties = parted("On Monday {Mali} got food from [Canada], said <Chad> and <Niger>.")
    assert text == "On Monday Mali got food from Canada, said Chad and Niger."
    assert {role: [text[a:b] for a, b in at] for role, at in parties.items()} == {
        "source": ["Canada"],
        "target": ["Mali"],
        "other": ["Chad", "Niger"],
    }


@pytest.mark.parametrize("noted", ["Canada gave food.", "[Canada] gave food.", "[A] and [B] met {C}."])
def test_a_sentence_needs_one_source_and_one_target(noted: str) -> None:
    with pytest.raises(ValueError, match="needs one"):
        parted(noted)


def test_words_of_a_row_have_its_parties_as_marks() -> None:
    made = row("Great Mali attacked 12 towns of Chad.", "ASSAULT", "en", (0, 10), (32, 36))
    assert made.words == (SOURCE, "attacked", "#", "towns", "of", TARGET, ".")


def test_parties_turned_around_are_nobodys_deed_but_for_what_both_do(tmp_path: Path) -> None:
    path = tmp_path / "relations_en.toml"
    path.write_text(
        'sentences = [\n  { type = "ASSAULT", text = "[Mali] hit {Chad}, <Niger> said." },\n'
        '  { type = "CONSULT", text = "[Mali] met {Chad}." },\n]\n',
        encoding="utf-8",
    )
    counted = Counter((r.text, r.type) for r in own([path]))
    assert counted == {
        ("Mali hit Chad, Niger said.", "ASSAULT"): 1,
        ("Mali hit Chad, Niger said.", NONE): 3,
        ("Mali met Chad.", "CONSULT"): 1,
    }


def test_our_own_sentences_are_sound() -> None:
    import tomllib

    for path in sorted(learning.OWN.glob("relations_*.toml")):
        held = tomllib.loads(path.read_text(encoding="utf-8"))["sentences"]
        texts = [parted(one["text"])[0] for one in held]
        assert len(set(texts)) == len(texts)
        counts = Counter(one["type"] for one in held)
        assert set(counts) >= {"AGREE", "CONSULT", "ASSAULT", "COERCE", "YIELD", NONE}
        assert len(counts) == 16
        assert min(counts.values()) >= 30


def test_what_can_be_learnt_is_learnt() -> None:
    weights = fit(rows())
    for one in rows():
        scores = weights.scores(one.words)
        assert max(scores, key=lambda kind: scores[kind]) == one.type
        assert scores[one.type] > 0.5


def test_what_nobody_has_seen_scores_nothing() -> None:
    assert set(fit(rows()).scores(["quux"]).values()) == {0.0}


def test_the_solution_is_that_of_the_equations() -> None:
    import scipy.sparse as sp

    chance = np.random.default_rng(3)
    table = sp.csr_matrix(chance.normal(size=(30, 12)))
    penalty, wanted = chance.uniform(0.5, 2, 30), chance.normal(size=(30, 4))
    exact = np.linalg.solve((table @ table.T).toarray() + np.diag(penalty), wanted)
    assert np.abs(learning.solved(table, penalty, wanted) - exact).max() < 1e-3


def test_weights_come_back_from_their_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    weights = fit(rows())
    (tmp_path / "tried").mkdir()
    save(weights, tmp_path / "tried" / "events.npz")
    monkeypatch.setattr(at_run_time, "FOLDER", tmp_path)
    back = at_run_time.weights_of.__wrapped__("tried")
    assert back is not None
    assert back.labels == weights.labels
    for one in rows()[:3]:
        before, after = weights.scores(one.words), back.scores(one.words)
        assert all(abs(before[kind] - after[kind]) < 0.05 for kind in before)
