"""The German gold set of figures: its notation, and that it names nothing that does not exist."""

from __future__ import annotations

import pytest
from bench.figures_de import METRICS, agreement, cells, f1, pairs, sentences, since_f1

from lagebild.extract.figures.lexicon import stages, units


def test_the_notation() -> None:
    got = cells("~40.. [EUR] Hilfen @ukrainischen Armee #promised +up <Mai 2023")
    assert (got.low, got.high, got.approximate, got.vague, got.change) == (40.0, None, True, False, "up")
    assert (got.unit, got.of, got.whose, got.stage) == ("EUR", "Hilfen", "ukrainischen Armee", "promised")
    assert got.since == "Mai 2023"
    assert (cells("..7").low, cells("..7").high) == (None, 7.0)
    assert (cells("-15 [degree]").low, cells("2..9?").vague) == (-15.0, True)
    with pytest.raises(ValueError, match="no figure"):
        cells("many")


def test_every_cell_names_what_exists_and_stands_in_the_sentence() -> None:
    for sentence in sentences():
        for figure in sentence.figures:
            assert figure.stage is None or figure.stage in stages(), sentence.text
            base, _, per = (figure.unit or "percent").partition("/")
            assert figure.unit in units() or ((base in units() or base == "1") and per in {"", *units()}), sentence.text
            assert (figure.of or "") in sentence.text
            assert (figure.whose or "") in sentence.text
            assert (figure.since or "") in sentence.text


def test_figures_pair_by_value_whichever_side_is_open() -> None:
    gold, found = [cells("40.. Tote"), cells("3 Kinder")], [cells("40 Tote"), cells("5 Kinder")]
    assert pairs(gold, found) == [(gold[0], found[0])]
    assert f1([(gold, found)], METRICS["value"]) == 50.0
    assert f1([(gold, found)], METRICS["value+bounds"]) == 0.0
    assert f1([(gold, found)], METRICS["value+counted"]) == 50.0


def test_since_when_is_measured_where_it_is_told_or_read() -> None:
    gold = [cells("40 Tote <Mai"), cells("3 Kinder"), cells("7 Orte <Juni")]
    found = [cells("40 Tote <Mai"), cells("3 Kinder <Mai"), cells("7 Orte")]
    assert since_f1([(gold, found)]) == 50.0
    assert since_f1([(gold[1:2], gold[1:2])]) == 0.0


def test_the_set_tells_since_when_and_when_not() -> None:
    new = [row for row in sentences() if row.once]
    told = sum(any(figure.since for figure in row.figures) for row in new)
    assert told >= 25
    assert len(new) - told >= 25


def test_the_set_is_large_and_its_readings_agree() -> None:
    rows = sentences()
    assert len(rows) >= 400
    assert len({row.text for row in rows}) == len(rows)
    assert 0.25 < sum(row.kept_back for row in rows) / len(rows) < 0.4
    assert min(agreement().values()) > 95
