"""Words and white space of the gold sets."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from training.corpora import document_of, of_document, tokenised, touched

BOUNDS = [(0, 3), (4, 5), (5, 9), (12, 14)]


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], ()),
        ([(0, 3)], (0,)),
        ([(2, 5)], (0, 1)),
        ([(3, 4)], ()),  # the blank between two words
        ([(9, 12)], ()),
        ([(5, 5 + 1)], (2,)),
        ([(12, 14), (0, 1)], (0, 3)),
        ([(0, 99), (4, 5)], (0, 1, 2, 3)),
    ],
)
def test_touched(spans: list[tuple[int, int]], expected: tuple[int, ...]) -> None:
    assert touched(BOUNDS, spans) == expected


@given(st.lists(st.tuples(st.integers(0, 15), st.integers(1, 6)).map(lambda s: (s[0], s[0] + s[1])), max_size=4))
def test_touched_are_those_that_share_a_character(spans: list[tuple[int, int]]) -> None:
    expected = {i for i, (a, b) in enumerate(BOUNDS) for begin, end in spans if a < end and begin < b}
    assert touched(BOUNDS, spans) == tuple(sorted(expected))


def glued(text: str) -> str:
    """The words with the white space that is guessed."""
    example, _ = tokenised("x", text)
    return "".join((" " if space else "") + word for word, space in zip(example.words, example.spaced, strict=True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Er kam , sah und siegte .", " Er kam, sah und siegte."),
        ('Er sagte : " Ja . " Dann ging er .', ' Er sagte: "Ja." Dann ging er.'),
        ("Rom ( Italien ) brennt", " Rom (Italien) brennt"),
        ("„ Ja “ , sagt er .", " „Ja“, sagt er."),
        ("Drei ..... Punkte ...", " Drei ..... Punkte..."),
        ('" Eins " und " zwei "', ' "Eins" und "zwei"'),
    ],
)
def test_white_space_is_guessed(text: str, expected: str) -> None:
    assert glued(text) == expected


@given(st.lists(st.lists(st.text(st.sampled_from('ab.,"(„'), min_size=1, max_size=3), max_size=5), max_size=4))
def test_words_stand_at_their_bounds_and_lines_are_sentences(lines: list[list[str]]) -> None:
    text = "\n".join(" ".join(line) for line in lines)
    example, bounds = tokenised("x", text)
    assert example.words == [word for line in lines for word in line]
    assert [text[a:b] for a, b in bounds] == example.words
    assert all(b < c for (_, b), (c, _) in itertools.pairwise(bounds))
    assert [example.words[a:b] for a, b in example.sentences] == [line for line in lines if line]


def test_a_document_becomes_an_example() -> None:
    example = of_document("x", document_of("Er kam.\n\nSie „ging“.", "de"))
    assert example.words == ["Er", "kam", ".", "Sie", "„", "ging", "“", "."]
    assert example.spaced == [True, True, False, True, True, False, False, False]
    assert example.sentences == [(0, 3), (3, 8)]
