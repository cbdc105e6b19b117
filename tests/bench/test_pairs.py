from collections import Counter

import pytest
from bench.pairs import best_threshold, pairs, part_of, quality

PAIRS = pairs()


def test_the_gold_set_is_as_large_and_as_mixed_as_its_page_says() -> None:
    assert len(PAIRS) >= 360
    languages = Counter(pair.languages for pair in PAIRS)
    assert min(languages.values()) > len(PAIRS) / 5
    assert 0.4 < sum(pair.is_same for pair in PAIRS) / len(PAIRS) < 0.45


def test_stories_are_not_shared_between_parts() -> None:
    stories = {(pair.one.key[0], pair.part) for pair in PAIRS}
    assert len(stories) == len({story for story, _ in stories})
    assert all(part_of(story) == part for story, part in stories)
    parts = Counter(pair.part for pair in PAIRS)
    assert min(parts.values()) > len(PAIRS) / 7


def test_a_pair_stands_once_and_fits_its_languages() -> None:
    assert all(pair.one.key[0] == pair.other.key[0] and pair.one.key != pair.other.key for pair in PAIRS)
    assert len({frozenset((pair.one.key, pair.other.key)) for pair in PAIRS}) == len(PAIRS)
    assert all((pair.kind == "translation") <= (pair.languages == "de-en") for pair in PAIRS if pair.is_same)


def test_labels_do_not_contradict_each_other() -> None:
    """What is the same as a third is the same; nobody is apart from what is the same as itself."""
    same = {(p.one.key, p.other.key) for p in PAIRS if p.is_same} | {
        (p.other.key, p.one.key) for p in PAIRS if p.is_same
    }
    closed = set(same)
    while more := {(a, d) for a, b in closed for c, d in same if b == c and a != d} - closed:
        closed |= more
    wrong = [(p.one.key, p.other.key) for p in PAIRS if not p.is_same and (p.one.key, p.other.key) in closed]
    assert not wrong


@pytest.mark.parametrize(
    ("judged", "expected"),
    [
        ([(True, True), (True, False), (False, True), (False, False)], (50.0, 50.0, 50.0)),
        ([(True, True)], (100.0, 100.0, 100.0)),
        ([(False, True)], (0.0, 0.0, 0.0)),
    ],
)
def test_quality(judged: list[tuple[bool, bool]], expected: tuple[float, float, float]) -> None:
    assert quality(judged) == pytest.approx(expected)


def test_the_threshold_keeps_precision_first() -> None:
    scored = [(0.9, True), (0.8, True), (0.7, False), (0.6, True), (0.5, True), (0.4, False)]
    assert 0.7 < best_threshold(scored, least=90) <= 0.8
    assert 0.4 < best_threshold(scored, least=0) <= 0.5
