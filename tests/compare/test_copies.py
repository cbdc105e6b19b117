import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.compare.copies import (
    BYTES,
    HASHES,
    KEYS,
    bands,
    containment,
    is_copy,
    likeness,
    shingles,
    signature,
    worth_proof,
)

_CHANCE = random.Random(7)
_WORDS = [f"word{number}" for number in range(900)]


def made(words: int) -> str:
    return " ".join(_CHANCE.choice(_WORDS) for _ in range(words))


LONG, OTHER = made(800), made(800)
THIRD = " ".join(LONG.split()[100:340])


def test_a_signature_is_small_and_the_same_everywhere() -> None:
    assert len(signature(LONG)) == 4 + HASHES * BYTES <= 512
    # computed once: a signature in a ledger must be found again by another machine and another version of Python
    assert signature("one two three four five").hex() == "0100000016488b0afdd8"


def test_a_third_is_contained_and_hardly_alike() -> None:
    third, whole = signature(THIRD), signature(LONG)
    assert containment(third, whole) == 1.0
    assert containment(whole, third) == pytest.approx(0.3, abs=0.15)
    assert likeness(third, whole) == pytest.approx(0.3, abs=0.15)
    assert set(bands(third)) & set(bands(whole))
    assert worth_proof(third, whole)


def test_other_texts_share_no_key_and_are_not_worth_a_proof() -> None:
    assert not set(bands(signature(LONG))) & set(bands(signature(OTHER)))
    assert likeness(signature(LONG), signature(OTHER)) == 0.0
    assert not worth_proof(signature(LONG), signature(OTHER))


def test_the_proof_says_which_is_the_copy() -> None:
    verdict = is_copy(THIRD, LONG)
    assert (verdict.direction, verdict.share_of_a, verdict.share) == ("a_of_b", 1.0, 1.0)
    assert verdict.shared == len(shingles(THIRD))
    assert is_copy(LONG, THIRD).direction == "b_of_a"
    assert is_copy(LONG, LONG.upper().replace(" ", "\n")).direction == "both"
    assert is_copy(LONG, OTHER).direction == "none"


def test_a_share_below_half_is_no_copy() -> None:
    text = " ".join(LONG.split()[:90]) + " " + made(110)
    assert 0.4 < is_copy(text, LONG).share_of_a < 0.5
    assert not is_copy(text, LONG).is_copy


def test_far_apart_in_time_more_must_be_shared() -> None:
    text = " ".join(LONG.split()[:130]) + " " + made(70)
    assert is_copy(text, LONG, days_apart=5).is_copy
    assert not is_copy(text, LONG, days_apart=-6).is_copy
    assert is_copy(THIRD, LONG, days_apart=400).is_copy


def test_a_shared_sentence_is_too_little() -> None:
    formula = " ".join(LONG.split()[:15])
    assert is_copy(formula, LONG).shared == 11
    assert not is_copy(formula, LONG).is_copy


@pytest.mark.parametrize("text", ["", "Nur drei Worte.", "one two three four"])
def test_texts_without_a_shingle_are_like_nothing(text: str) -> None:
    own = signature(text)
    assert bands(own) == ()
    assert (likeness(own, signature(LONG)), containment(own, own), is_copy(text, text).is_copy) == (0.0, 0.0, False)


@pytest.mark.parametrize("broken", [b"", b"123", b"12345"])
def test_other_bytes_are_refused(broken: bytes) -> None:
    with pytest.raises(ValueError, match=f"{len(broken)} bytes are no signature"):
        bands(broken)


@given(st.lists(st.sampled_from("abcdef"), max_size=60).map(" ".join), st.text(max_size=200))
def test_estimates_of_short_texts_are_exact_and_bounded(one: str, other: str) -> None:
    a, b = signature(one), signature(other)
    assert 0 <= likeness(a, b) <= 1
    assert likeness(a, b) == likeness(b, a)
    assert len(bands(a)) <= KEYS
    own = shingles(one)
    if own and len(own) <= HASHES:
        assert containment(a, a) == likeness(a, a) == 1
