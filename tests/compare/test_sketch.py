import pytest
from hypothesis import given
from hypothesis import strategies as st

import lagebild
from lagebild.compare.claims import Sketch, sketches
from lagebild.compare.sketch import (
    ACTORS,
    BYTES,
    CONCEPTS,
    COUNTS,
    DEEDS,
    NUMBERS,
    PLACES,
    WORDS,
    Count,
    Where,
    Who,
    hashed,
)
from lagebild.errors import DataFileError
from lagebild.types import Entry
from tests.compare.claims import reading, sketch

_short, _long = st.integers(0, 2**16 - 1), st.integers(0, 2**32 - 1)
_value = st.floats(width=32, allow_nan=False, allow_infinity=False)


def _tuples(kind: st.SearchStrategy, most: int) -> st.SearchStrategy:
    return st.lists(kind, max_size=most).map(tuple)


_sketches = st.builds(
    Sketch,
    exact=st.integers(0, 2**64 - 1),
    language=st.integers(0, 3),
    polarity=st.sampled_from((-1, 0, 1)),
    is_open=st.booleans(),
    is_reversed=st.booleans(),
    is_done=st.booleans(),
    is_further=st.booleans(),
    first=_short,
    last=_short,
    published=_short,
    actors=_tuples(st.builds(Who, _long, _short, st.booleans(), st.booleans()), ACTORS),
    doer=st.integers(0, ACTORS),
    places=_tuples(st.builds(Where, _long, _long, _short, st.integers(0, 3)), PLACES),
    counts=_tuples(st.builds(Count, _value, _value, st.booleans(), _short, _short, _short), COUNTS),
    deeds=_tuples(st.integers(0, 255), DEEDS),
    concepts=_tuples(_short, CONCEPTS),
    words=_tuples(_short, WORDS),
    names=st.integers(0, WORDS),
    numbers=_tuples(_short, NUMBERS),
    is_condition=st.booleans(),
    is_usual=st.booleans(),
)


@given(_sketches)
def test_a_sketch_comes_back_from_its_bytes(found: Sketch) -> None:
    packed = found.pack()
    assert len(packed) <= BYTES
    assert Sketch.unpack(packed) == found


@pytest.mark.parametrize("packed", [b"", b"\x01", sketch("The bridge was closed, police said.").pack() + b"\x00"])
def test_bytes_that_are_no_sketch_are_refused(packed: bytes) -> None:
    with pytest.raises(DataFileError, match="no sketch of a claim"):
        Sketch.unpack(packed)


def test_a_sketch_of_another_version_is_refused() -> None:
    packed = sketch("The bridge was closed, police said.").pack()
    with pytest.raises(DataFileError, match="version 9"):
        Sketch.unpack(b"\x09" + packed[1:])


def test_open_ends_stay_open_in_the_bytes() -> None:
    found = sketch("More than 300 people were killed in Kharkiv, officials said.")
    (count,) = Sketch.unpack(found.pack()).counts
    assert count.low == 300
    assert count.high != count.high


def test_one_sketch_a_claim_in_order_and_the_same_from_json() -> None:
    text = "The bridge in Kherson was closed, police said. Police said 26 people were killed in Kharkiv."
    read = reading(text)
    drawn = sketches(read)
    assert len(drawn) == len(read.claims) == 2
    assert [bool(one.counts) for one in drawn] == [False, True]
    assert sketches(lagebild.from_json(lagebild.to_json(read))) == drawn
    assert sketches([Entry(read.article, claim) for claim in read.claims]) == drawn


def test_kreml_and_russland_act_for_one_state() -> None:
    one = sketch("Der Kreml habe die Brücke von Cherson gesperrt, sagte ein Sprecher.", "de")
    other = sketch("Russia has closed the bridge of Kherson, a spokesman said.")
    assert one.actors[0].country == other.actors[0].country == hashed("RUS", 16)
    assert one.actors[0].official
    assert one.doer == other.doer == 1


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("Russia bombed a bridge in Ukraine, a spokesman said.", "RUS"),
        ("Ukraine was attacked by Russia, officials said.", "RUS"),
        ("Russia and Ukraine exchanged prisoners, officials said.", None),
        ("In Ukraine the bridges were closed, officials said.", None),
    ],
)
def test_who_acts(text: str, doer: str | None) -> None:
    found = sketch(text)
    country = found.actors[found.doer - 1].country if found.doer else None
    assert country == (hashed(doer, 16) if doer else None)


def test_another_four_hundred_come_on_top() -> None:
    assert sketch("Kenya is sending another 400 officers to Haiti, officials said.").is_further
    assert not sketch("Kenya is sending more than 400 officers to Haiti, officials said.").is_further


def test_no_branch_where_a_language_has_no_words() -> None:
    found = (
        sketch("Міст у Херсоні закрито, повідомила поліція.", "uk") if reading("Міст закрито.", "uk").claims else None
    )
    assert found is None or found.concepts == ()
