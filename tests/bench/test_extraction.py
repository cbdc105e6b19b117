"""The metrics of page to article, on cases worked out by hand."""

from __future__ import annotations

import pytest
from bench.extraction import body_of, read, run, same, segment_counts, segment_scores, shingle_counts, shingle_scores

from tests.article.pages import DE, simple


def test_segments() -> None:
    assert segment_counts(["a  b", "c"], ["x", "y z"], "a\nb … x") == (1, 1, 1, 1)
    scores = segment_scores([(1, 1, 1, 1), (3, 0, 0, 2)])
    assert scores == pytest.approx({"precision": 80.0, "recall": 80.0, "accuracy": 700 / 9, "F1": 80.0})


def test_segments_of_an_empty_body_are_all_missed() -> None:
    assert segment_counts(["a", "b"], ["x"], "") == (0, 0, 2, 1)


def test_shingles() -> None:
    # gold 1234 2345, found 1234 2347: one in both, one of each alone
    assert shingle_counts("1 2 3 4 5", "1 2 3 4 7") == pytest.approx((1 / 3, 1 / 3, 1 / 3))
    # shorter than four words: one shingle of what is there
    assert shingle_counts("eins zwei", "eins zwei") == (1.0, 0.0, 0.0)
    # a repetition is wrong as often as it is repeated
    assert shingle_counts("1 2 3 4", "1 2 3 4 1 2 3 4") == pytest.approx((1 / 5, 4 / 5, 0.0))
    assert shingle_counts("", "") == (0.0, 0.0, 0.0)


def test_shingle_scores_average_over_pages_where_they_are_defined() -> None:
    scores = shingle_scores([(0.5, 0.5, 0.0), (0.0, 0.0, 1.0)])
    assert scores["precision"] == pytest.approx(50.0)  # the page without a prediction has no precision
    assert scores["recall"] == pytest.approx(50.0)
    assert scores["F1"] == pytest.approx(50.0)


def test_body_has_no_title_and_no_caption() -> None:
    article = read(simple("<figure><figcaption>Der Hafen.</figcaption></figure>"), "https://example.org/a", "de")
    assert body_of(article) == "\n\n".join(DE)
    assert body_of(None) == ""
    assert read("", "https://example.org/a", "de") is None


@pytest.mark.parametrize(
    ("field", "found", "truth", "right"),
    [
        ("day", "2024-10-20T08:00", "2024-10-20", True),
        ("day", "2024-10-21", "2024-10-20", False),
        ("day", None, "2024-10-20", False),
        ("title", "Der Hafen wächst | Musterblatt", "Der Hafen wächst", True),
        ("title", "Der Bahnhof wächst", "Der Hafen wächst", False),
        ("byline", "E. Muster", "Erika Muster", True),
        ("byline", "Redaktion", "Erika Muster", False),
    ],
)
def test_metadata(field: str, found: str | None, truth: str, right: bool) -> None:
    assert same(field, found, truth) is right


def test_without_the_sets_there_is_nothing_to_measure(tmp_path: object) -> None:
    from pathlib import Path

    assert run(Path(str(tmp_path))) == []
