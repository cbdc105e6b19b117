"""Contents in word numbers: tags, stretches, distances, what the head of roles sees."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.encoder.contents import AROUND, Words, around, contents_of, distances, stretches
from tests.encoder.fakes import tags_of

numbers = st.sets(st.integers(0, 120), min_size=1).map(lambda words: tuple(sorted(words)))


@st.composite
def apart(draw: st.DrawFn) -> list[Words]:
    """Contents none of which begins before the one before it ends."""
    found: list[Words] = []
    for content in draw(st.lists(numbers, max_size=5)):
        begin = found[-1][-1] + 1 if found else 0
        found.append(tuple(begin + word for word in content))
    return found


@given(apart())
def test_tags_give_back_contents_that_do_not_cross(contents: list[Words]) -> None:
    count = contents[-1][-1] + 3 if contents else 3
    assert contents_of(tags_of(count, contents)) == contents


@given(st.lists(st.integers(0, 3)))
def test_any_tags_give_each_word_inside_to_one_content(tags: list[int]) -> None:
    found = contents_of(tags)
    assert [word for words in found for word in words] == [at for at, tag in enumerate(tags) if tag]
    assert all(words == tuple(sorted(set(words))) for words in found)


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ([], []),
        ([0, 0], []),
        ([0, 1, 2, 0, 3, 2], [(1, 2, 4, 5)]),
        ([1, 1, 2], [(0,), (1, 2)]),
        ([0, 3, 2], [(1, 2)]),  # goes on with nothing: a content that was cut off before
        ([2, 0, 1], [(0,), (2,)]),
        ([1, 0, 2], [(0, 2)]),
    ],
)
def test_contents_of(tags: list[int], expected: list[Words]) -> None:
    assert contents_of(tags) == expected


@given(numbers)
def test_stretches_are_the_words(words: Words) -> None:
    found = stretches(words)
    assert tuple(at for a, b in found for at in range(a, b)) == words
    assert all(b < c for (_, b), (c, _) in itertools.pairwise(found))


@given(numbers, st.integers(1, 40))
def test_distance_is_none_exactly_inside(content: Words, more: int) -> None:
    count = content[-1] + more
    found = distances(count, np.array(content))
    assert found.shape == (count,)
    assert {at for at in range(count) if found[at] == 0} == set(content)
    for at, value in enumerate(found):
        if at < content[0]:
            assert 17 <= value <= 31
        elif at > content[-1]:
            assert 1 <= value <= 15
        elif value:
            assert value == 32
    assert list(found[: content[0]]) == sorted(found[: content[0]], reverse=True)
    assert list(found[content[-1] :]) == sorted(found[content[-1] :])


def test_distances_of_a_content() -> None:
    found = distances(24, np.array([9, 10, 12])).tolist()
    assert found == [24, 24, 23, 22, 21, 20, 19, 18, 17, 0, 0, 32, 0, 1, 2, 3, 4, 5, 6, 7, 8, 8, 8, 9]


def test_near_distances_are_told_apart_and_far_ones_are_not() -> None:
    found = distances(2000, np.array([1000])).tolist()
    assert found[1001:1008] == [1, 2, 3, 4, 5, 6, 7]
    assert found[993:1000] == [23, 22, 21, 20, 19, 18, 17]
    assert found[-1] == 15
    assert found[0] == 31


@given(numbers, st.integers(1, 200))
def test_around_holds_the_content(content: Words, more: int) -> None:
    first, last = around(content, content[-1] + more)
    assert first == max(0, content[0] - AROUND)
    assert last == min(content[-1] + more, content[-1] + 1 + AROUND)
