"""Windows: whole sentences where they fit, every word once, in order."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.encoder.windows import LONGEST, windows

Sizes = list[int]
Ranges = list[tuple[int, int]]


@st.composite
def texts(draw: st.DrawFn) -> tuple[Sizes, Ranges]:
    """The pieces of each word, and sentences that hold all words; some sentences have none."""
    lengths = draw(st.lists(st.integers(0, 30), max_size=12))
    sizes = draw(st.lists(st.integers(1, 12), min_size=sum(lengths), max_size=sum(lengths)))
    begins = [sum(lengths[:i]) for i in range(len(lengths) + 1)]
    return sizes, list(itertools.pairwise(begins))


@given(texts(), st.integers(3, 60))
def test_every_word_stands_in_one_window(text: tuple[Sizes, Ranges], longest: int) -> None:
    sizes, sentences = text
    found = list(windows(sizes, sentences, longest))
    assert [word for a, b in found for word in range(a, b)] == list(range(len(sizes)))
    assert all(a < b for a, b in found)


@given(texts(), st.integers(3, 60))
def test_no_window_is_too_long_but_that_of_one_long_word(text: tuple[Sizes, Ranges], longest: int) -> None:
    sizes, sentences = text
    for a, b in windows(sizes, sentences, longest):
        assert sum(sizes[a:b]) + 2 <= longest or b == a + 1


@given(texts())
def test_a_sentence_that_fits_is_never_cut(text: tuple[Sizes, Ranges]) -> None:
    sizes, sentences = text
    longest = max((sum(sizes[a:b]) for a, b in sentences), default=0) + 2
    begins = {a for a, _ in sentences}
    assert all(a in begins for a, _ in windows(sizes, sentences, max(3, longest)))


@pytest.mark.parametrize(
    ("sizes", "sentences", "expected"),
    [
        ([], [], []),
        ([], [(0, 0), (0, 0)], []),
        ([1], [(0, 1)], [(0, 1)]),
        ([1] * 9, [(0, 3), (3, 6), (6, 9)], [(0, 6), (6, 9)]),
        ([1] * 6, [(0, 6), (6, 6), (6, 6)], [(0, 6)]),
        ([1] * 16, [(0, 16)], [(0, 8), (8, 16)]),  # a sentence longer than a window is cut
        ([2, 99, 2], [(0, 3)], [(0, 1), (1, 2), (2, 3)]),  # and so is the word that is longer than one
    ],
)
def test_windows_of_ten(sizes: Sizes, sentences: Ranges, expected: Ranges) -> None:
    assert list(windows(sizes, sentences, 10)) == expected


def test_windows_are_about_as_long_as_each_other() -> None:
    sentences = [(at, at + 20) for at in range(0, 600, 20)]
    lengths = [b - a for a, b in windows([1] * 600, sentences)]
    assert len(lengths) == 3
    assert max(lengths) - min(lengths) <= 20
    assert max(lengths) <= LONGEST - 2
