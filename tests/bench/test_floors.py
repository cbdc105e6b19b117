from pathlib import Path

from bench.__main__ import BEGIN, END, MEASURED, below_floor, table, write_measured, write_report
from bench.score import Score

ROW = Score("times de", "strict F1", 70.0, 45, {"HeidelTime": 71.9, "other": 12.0}, "abc")


def test_a_figure_under_its_floor_is_named() -> None:
    floors = {"times de: strict F1": {"floor": 70.1, "digest": "abc"}}
    assert below_floor([ROW], floors, complete=True) == ["times de: strict F1: 70.0 < 70.1"]


def test_a_figure_on_its_floor_passes() -> None:
    assert below_floor([ROW], {"times de: strict F1": {"floor": 70.0, "digest": "abc"}}, complete=True) == []


def test_another_corpus_is_no_comparison() -> None:
    failures = below_floor([ROW], {"times de: strict F1": {"floor": 1.0, "digest": "xyz"}}, complete=True)
    assert failures == ["times de: strict F1: measured on another corpus (abc, the floor on xyz)"]


def test_a_missing_figure_fails_only_a_complete_run() -> None:
    floors = {"gone: F1": {"floor": 1.0}}
    assert below_floor([ROW], floors, complete=True) == ["gone: F1: not measured"]
    assert below_floor([ROW], floors, complete=False) == []


def test_the_best_peer_comes_first() -> None:
    assert "HeidelTime 71.9, other 12.0" in table([ROW])


def test_values_that_a_dossier_tells_are_those_that_were_measured(tmp_path: Path) -> None:
    path = tmp_path / "measured.toml"
    path.write_bytes(MEASURED.read_bytes())
    suite, metric = "times timex_de_krauts", "value F1"
    write_measured([Score(suite, metric, 12.34, 45), ROW], path)
    before, after = MEASURED.read_text(encoding="utf-8"), path.read_text(encoding="utf-8")
    changed = [pair for pair in zip(before.splitlines(), after.splitlines(), strict=True) if pair[0] != pair[1]]
    assert [new for _, new in changed] == ["value = 12.3"]


def test_rows_of_the_suites_that_were_measured_are_renewed(tmp_path: Path) -> None:
    path = tmp_path / "quality.md"
    others = Score("names", "F1", 80.0, 9, {}, "n", "a note")
    gone = Score("times de", "gone", 1.0, 45, {}, "abc")
    before = f"words\n{BEGIN}\n{table([ROW, gone, others])}\n{END}\nmore words\n"
    path.write_text(before, encoding="utf-8")
    changed = [Score("times de", "strict F1", 71.5, 45, {}, "abc"), Score("times de", "value F1", 60.0, 45, {}, "abc")]
    write_report(changed, path, complete=False)
    text = path.read_text(encoding="utf-8")
    assert text.startswith("words\n")
    assert text.endswith("\nmore words\n")
    rows = [line for line in text.splitlines() if line.startswith("| ")][2:]
    assert rows == [
        "| times de | strict F1 | 71.5 | HeidelTime 71.9, other 12.0 | 45 | abc |  |",
        "| names | F1 | 80.0 |  | 9 | n | a note |",
        "| times de | value F1 | 60.0 |  | 45 | abc |  |",
    ]


def test_renewing_what_did_not_change_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "quality.md"
    path.write_text(f"{BEGIN}\n{table([ROW])}\n{END}\n", encoding="utf-8")
    before = path.read_bytes()
    write_report([ROW], path, complete=False)
    assert path.read_bytes() == before
