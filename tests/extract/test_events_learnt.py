"""The second look: types that words speak against, deeds that they tell alone, and what stays as the rules say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from lagebild.errors import WeightsError
from lagebild.extract import events
from lagebild.extract.events import learnt as at_run_time
from lagebild.extract.events import second
from lagebild.extract.events.between import SOURCE, TARGET, features, marked
from lagebild.extract.events.learnt import NONE, Learnt
from lagebild.types import Event
from tests.extract.test_events import named
from tests.extract.test_times import document


class Told(Learnt):
    """Weights that say what a test wants: the scores for the words between source and target."""

    def __init__(self, told: Mapping[str, Mapping[str, float]]) -> None:
        object.__setattr__(self, "told", told)

    def scores(self, words: Sequence[str]) -> Mapping[str, float]:
        kinds = ("ASSAULT", "AID", "ACCUSE", "YIELD", NONE)
        both = SOURCE in words and TARGET in words and words.index(SOURCE) < words.index(TARGET)
        key = " ".join(words[words.index(SOURCE) + 1 : words.index(TARGET)]) if both else ""
        return dict.fromkeys(kinds, 0.0) | dict(self.told.get(key, {NONE: 0.9}))  # type: ignore[attr-defined]


def read(text: str, told: Mapping[str, Mapping[str, float]]) -> tuple[Event, ...]:
    analysed = document(text, "en")
    return events.read(analysed, named(analysed, "Mali", "Chad", "Niger"), (), Told(told))


def test_marks_stand_for_the_parties_and_lead_back_to_tokens() -> None:
    analysed = document("Great Mali attacked 12 towns of Chad.", "en")
    words, places = marked(analysed.tokens, (0, 2), (6, 7))
    assert words == [SOURCE, "attacked", "#", "towns", "of", TARGET, "."]
    assert [analysed.tokens[i].text for i in places] == ["Great", "attacked", "12", "towns", "of", "Chad", "."]


def test_words_between_count_apart_from_words_behind() -> None:
    found = features([SOURCE, "attack", TARGET, "again"])
    assert {"B=attack", "A=again", "2=<S> attack", "S+=attack", "pB=attac", "order=True"} <= set(found)


def test_a_type_that_the_words_speak_against_is_changed() -> None:
    (event,) = read("Mali attacked Chad.", {"attacked": {"ACCUSE": 0.7, "ASSAULT": 0.2}})
    assert (event.type, event.mode, event.status) == ("ACCUSE", None, "happened")
    assert event.why is not None
    assert event.why.model == "events/words"


def test_what_is_said_stays_said() -> None:
    found = read("Mali told Chad that it was ready.", {"told": {"ACCUSE": 0.9}})
    assert {event.type for event in found} <= {"STATE"}


def test_the_rules_win_a_close_call() -> None:
    (event,) = read("Mali attacked Chad.", {"attacked": {"ACCUSE": 0.3, "ASSAULT": 0.3 - second.RULE / 2}})
    assert event.type == "ASSAULT"


def test_what_gives_in_withdraws_where_the_word_says_so() -> None:
    told = {"attacked and withdrew from": {"YIELD": 0.9}}
    kinds = {event.type for event in read("Mali attacked and withdrew from Chad.", told)}
    assert kinds <= {"RETREAT", "CONCEDE"}


def test_each_set_of_weights_knows_the_types() -> None:
    for name in ("full", "free"):
        weights = events.weights_of(name)
        assert weights is not None
        assert len(weights.labels) == 16
        assert NONE in weights.labels
        told = weights.scores([SOURCE, "condemned", TARGET, "for", "the", "attack", "on", "its", "embassy", "."])
        assert max(told, key=lambda kind: told[kind]) == "ACCUSE"
    assert events.weights_of("none") is None


@pytest.mark.parametrize("left", [0, 10, 5000])
def test_a_damaged_file_says_so(left: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = (at_run_time.FOLDER / "full" / "events.npz").read_bytes()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "events.npz").write_bytes(whole[:left])
    monkeypatch.setattr(at_run_time, "FOLDER", tmp_path)
    with pytest.raises(WeightsError, match="'full'"):
        at_run_time.weights_of.__wrapped__("full")


def test_what_is_no_file_of_weights_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "events.npz").write_bytes(b"no weights")
    monkeypatch.setattr(at_run_time, "FOLDER", tmp_path)
    with pytest.raises(WeightsError, match="'full'"):
        at_run_time.weights_of.__wrapped__("full")
